"""The papers of a referral as people add, open, fetch and remove them, told honestly."""

from __future__ import annotations

import hashlib

import pytest

from clinic_app.domain.errors import FileError, NotAllowed, NotFound, Rejected
from clinic_app.store import attachment_files, rows, sync_state
from tests.helpers.pictures import as_jpeg, as_pdf, as_png, paper

PICTURE = as_jpeg(paper(500, 700))


@pytest.fixture
def referral(desk):
    return desk.referral()


def theirs(desk, referral, data, **values):
    """Let the other institution add an attachment, as if its record had come from the hub."""
    place = desk.app.place
    chosen = {
        "referral_id": referral,
        "purpose": "exam",
        "name": "心电图",
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
        "added_at": "2026-11-22T03:00:00.000Z",
        "by_org_name": "崆峒县人民医院",
        "by_name": "赵敏",
        "_owner": "C" * 22,
        **values,
    }
    with place.unit(user_name="赵敏"):
        made = rows.insert(place.db, "attachment", chosen)
    return made


def at_hub(place, attachment):
    """Let the hub have a file wholly."""
    name = rows.fetch(place.db, "attachment", attachment)["sha256"]
    known = attachment_files.find(place.db, name)
    with place.unit():
        attachment_files.note(place.db, known, at_hub=known.size, hub_epoch="H1")
    sync_state.change(place.db, hub_epoch="H1")


def test_a_picture_is_added_listed_opened_and_saved(app, desk, referral, tmp_path):
    path = tmp_path / "血常规 11-22.png.exe"
    path.write_bytes(as_png(paper(600, 800)))
    saved = app.attachments.add_file(referral, path, purpose="lab")
    assert saved.changes.any_of("attachment")
    [row] = app.attachments.of_referral(referral)
    assert (row.name, row.purpose_text, row.by) == ("血常规 11-22.png", "检验报告", "白水镇卫生院 李医生")
    assert (row.ours, row.here, row.where_text) == (True, True, "只在本机（单机使用）")
    opened = app.attachments.open(row.id)
    assert (opened.media_type, opened.name) == ("image/jpeg", "血常规 11-22.png.jpg")
    target = tmp_path / "out.jpg"
    app.attachments.save_copy(row.id, target)
    assert target.read_bytes() == opened.data
    stored = rows.fetch(app.place.db, "attachment", row.id)
    assert stored["sha256"] == hashlib.sha256(opened.data).hexdigest()
    assert stored["size"] == len(opened.data)
    actions = [line.action for line in app.administration.audit_page().rows if line.object_id == row.id]
    assert sorted(actions) == ["create", "export", "view", "view"]


def test_where_a_file_is_is_told_step_by_step(app, desk, referral):
    desk.enrolled()
    made = app.attachments.add(referral, PICTURE, purpose="consent").id

    def told():
        [row] = app.attachments.of_referral(referral)
        return row.where_text, row.meaning

    assert told() == ("只在本机，待上传", "due")
    desk.acknowledged()
    assert told() == ("只在本机，待上传", "due")
    name = rows.fetch(app.place.db, "attachment", made)["sha256"]
    known = attachment_files.find(app.place.db, name)
    with app.place.unit():
        attachment_files.note(app.place.db, known, at_hub=known.size // 2)
    assert told()[0].startswith("已上传 ")
    at_hub(app.place, made)
    assert told() == ("已上传，对方可取", "done")
    sync_state.change(app.place.db, hub_epoch="H2")
    assert told()[0] == "已上传 100%", "a restored hub has to be asked again"
    app.place.db.execute("UPDATE op SET state = 2 WHERE ent = 'attachment'")
    assert told() == ("县平台没有接受", "urgent")


def test_what_is_not_here_is_asked_for_and_not_opened(app, desk, referral):
    made = theirs(desk, referral, PICTURE)
    [row] = app.attachments.of_referral(referral)
    assert (row.ours, row.here, row.where_text) == (False, False, "未取回")
    with pytest.raises(FileError, match="还没有取回"):
        app.attachments.open(made)
    app.attachments.want(made)
    [row] = app.attachments.of_referral(referral)
    assert row.where_text == "等线路，正要取回"
    with app.place.unit():
        attachment_files.keep(app.place.db, PICTURE)
    [row] = app.attachments.of_referral(referral)
    assert (row.here, row.where_text) == (True, "已取回")
    assert app.attachments.open(made).data == PICTURE


def test_content_that_is_no_picture_is_not_shown(app, desk, referral):
    made = theirs(desk, referral, b"MZ a program", media_type="image/jpeg")
    with app.place.unit():
        attachment_files.keep(app.place.db, b"MZ a program")
    with pytest.raises(FileError, match="打不开"):
        app.attachments.open(made)


def test_an_attachment_is_removed_by_its_own_side_with_a_reason(app, desk, referral):
    ours = app.attachments.add(referral, PICTURE).id
    foreign = theirs(desk, referral, as_jpeg(paper(300, 300)))
    with pytest.raises(Rejected):
        app.attachments.remove(ours, "  ")
    with pytest.raises(NotAllowed):
        app.attachments.remove(foreign, "不要")
    app.attachments.remove(ours, "传错了人")
    assert [row.id for row in app.attachments.of_referral(referral)] == [foreign]
    assert rows.fetch(app.place.db, "attachment", ours)["_void_reason"] == "传错了人"
    assert app.attachments.add(referral, PICTURE).id != ours, "it may be added again after that"


def test_the_same_file_twice_and_unknown_kinds_are_refused(app, referral):
    app.attachments.add(referral, PICTURE)
    with pytest.raises(Rejected, match="已经在"):
        app.attachments.add(referral, PICTURE)
    with pytest.raises(Rejected):
        app.attachments.add(referral, as_pdf(paper(200, 200)), purpose="secret")
    with pytest.raises(Rejected, match="附件类别"):
        app.attachments.add(referral, as_pdf(paper(200, 200)), purpose="")
    with pytest.raises(NotFound):
        app.attachments.add("x" * 22, PICTURE)
    assert app.place.reader.execute("SELECT count(*) AS n FROM attachment")[0]["n"] == 1


def test_a_refused_file_leaves_nothing_behind(app, referral, tmp_path):
    with pytest.raises(Rejected):
        app.attachments.add(referral, b"nothing of the kind")
    with pytest.raises(FileError):
        app.attachments.add_file(referral, tmp_path / "missing.jpg")
    assert not app.place.reader.execute("SELECT 1 FROM attachment_file")


def test_a_large_picture_says_that_it_was_made_smaller(app, referral):
    saved = app.attachments.add(referral, as_jpeg(paper(2480, 3508), 95))
    assert "图片已缩小" in str(saved.warnings[0].message)


def test_the_administrator_sees_no_papers(app, referral):
    made = app.attachments.add(referral, PICTURE).id
    app.administration.save_account(
        {"login": "gly", "name": "管理员", "roles": ["admin"]}, password="Guan-li-2026"
    )
    app.session.log_out()
    app.session.log_in("gly", "Guan-li-2026")
    app.session.change_password("Guan-li-2026", "Guan-li-2027")
    for call in (
        lambda: app.attachments.of_referral(referral),
        lambda: app.attachments.open(made),
        lambda: app.attachments.add(referral, as_jpeg(paper(300, 300))),
        lambda: app.attachments.remove(made, "不要"),
    ):
        with pytest.raises(NotAllowed):
            call()


def test_the_traffic_is_told(app, desk, referral):
    desk.enrolled()
    sync_state.change(app.place.db, hub_epoch="H1")
    assert app.attachments.traffic().lines == ()
    made = app.attachments.add(referral, PICTURE).id
    desk.acknowledged()
    theirs(desk, referral, as_jpeg(paper(300, 300)))
    found = app.attachments.traffic()
    assert found.counts.to_send == 1
    assert "1 个附件待上传" in found.lines[0]
    at_hub(app.place, made)
    assert app.attachments.traffic().counts.to_send == 0


def test_small_files_come_by_themselves_until_somebody_says_otherwise(app, desk, referral):
    desk.enrolled()
    made = theirs(desk, referral, PICTURE)
    app.place.db.execute("UPDATE op SET state = 1")
    with app.place.unit(user_name="同步"), app.place.db.applying():
        app.place.db.execute("UPDATE attachment SET _rev = 5 WHERE id = ?", (made,))
    assert app.attachments.traffic().counts.to_fetch == 1
    app.attachments.set_automatic(False)
    found = app.attachments.traffic()
    assert (found.automatic, found.counts.to_fetch) == (False, 0)
    app.attachments.want(made)
    assert app.attachments.traffic().counts.to_fetch == 1
