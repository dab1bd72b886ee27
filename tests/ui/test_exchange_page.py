"""The page of the exchange with a real hub behind it: what was put right, and the way by USB stick."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from clinic_app.hub.courier import serve_file
from clinic_app.protocol.messages import Cursor
from clinic_app.store import downloads, notices, sync_state
from tests.helpers.clinic import services_machine, township
from tests.helpers.hub_server import RunningHub
from tests.helpers.joined import join
from tests.helpers.services import Desk
from ui.messages import Level
from ui.views.exchange import ExchangePage
from ui.views.patient import PatientPage
from ui.widgets.blocks import Banner


def test_what_was_put_right_stands_on_the_page_until_somebody_has_read_it(context, tmp_path, shown, qtbot):
    app = township(tmp_path)
    context.app, context.clock = app, app.place.clock
    Desk(app).enrolled()
    words = "本机数据有另一份拷贝，已换用新的编号。"
    notices.add(app.place.db, [words])
    page = shown(ExchangePage(context))
    page.show_at()
    qtbot.waitUntil(lambda: any(words in one.text() for one in page.findChildren(Banner)))
    [banner] = [one for one in page.findChildren(Banner) if words in one.text()]
    assert "今天 12:00" in banner.text()
    [read] = banner.findChildren(QPushButton)
    assert "知道了" in read.text()
    read.click()
    qtbot.waitUntil(lambda: not any(words in one.text() for one in page.findChildren(Banner)))
    assert notices.unread(app.place.db) == ()
    context.tasks.drain()
    app.close()


def test_a_new_pc_tells_on_and_on_how_much_it_has_been_sent(context, tmp_path, shown, qtbot):
    app = township(tmp_path)
    context.app, context.clock = app, app.place.clock
    Desk(app).enrolled()
    page = shown(ExchangePage(context))
    page.show_at()
    qtbot.waitUntil(lambda: any("还没有取完，会接着取" in one.text() for one in page.findChildren(QLabel)))
    assert page._look_again.isActive()
    downloads.append(app.place.db, downloads.Download("clinic", "tag"), bytes(300_000))
    page._look_again.timeout.emit()
    qtbot.waitUntil(lambda: any("已取 300 KB" in one.text() for one in page.findChildren(QLabel)))
    downloads.discard(app.place.db, "clinic")
    sync_state.set_cursor(app.place.db, "clinic", Cursor(9, "abc"))
    page._look_again.stop()
    page.refresh()
    qtbot.waitUntil(lambda: any("都已上传" in one.text() for one in page.findChildren(QLabel)))
    assert not page._look_again.isActive()
    context.tasks.drain()
    app.close()


@pytest.fixture
def by_stick(context, tmp_path, shown, qtbot, monkeypatch):
    """A clinic that has joined and has no line any more, its page, and the county's desk as a function."""
    machine = services_machine()
    with (
        RunningHub(tmp_path / "hub", clock=machine.clock) as hub,
        township(tmp_path / "clinic", machine) as app,
    ):
        join(hub, app)
        app.sync_control.stop()
        context.app, context.clock = app, app.place.clock
        there, back = tmp_path / "there.zzb", tmp_path / "back.zzb"

        def at_county():
            data, now = there.read_bytes(), hub.clock.now()
            served = serve_file(hub.database, hub.keys, data, now, hub.entropy, hub.config.blobs)
            back.write_bytes(served.data)

        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(there.with_suffix("")), ""))
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(back), ""))
        page = shown(ExchangePage(context))
        page.show_at()
        qtbot.waitUntil(lambda: page._out.isVisible())
        yield SimpleNamespace(app=app, page=page, at_county=at_county, there=there, back=back)
        context.tasks.drain()


def test_work_goes_out_and_back_by_stick_with_the_buttons(by_stick, messages_seen, qtbot):
    app, page = by_stick.app, by_stick.page
    Desk(app).patient()
    page._out.click()
    qtbot.waitUntil(lambda: "1 项待上传" in page._progress.text())
    assert app.sync_control.status().unsent_groups == 1  # not before the answer is in
    by_stick.at_county()
    page._in.click()
    qtbot.waitUntil(lambda: "县平台收到了 1 项" in page._progress.text())
    qtbot.waitUntil(lambda: "县平台都有" in " ".join(one.text() for one in page.findChildren(QLabel)))
    assert app.sync_control.status().meaning == "done"
    page._in.click()  # the same once more
    qtbot.waitUntil(lambda: "用不着了" in page._progress.text())
    assert not [one for one in messages_seen if one.level is Level.ERROR]


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda stick: stick.back.write_bytes(stick.back.read_bytes()[:-9]), "不完整或被改动过"),
        (lambda stick: stick.back.write_bytes(b"holiday picture"), "不是县平台的答复文件"),
        (lambda stick: stick.back.write_bytes(stick.there.read_bytes()), "要送到县平台去的文件"),
        (lambda stick: stick.back.unlink(), "没有这个文件"),
    ],
    ids=["damaged", "foreign", "the wrong way", "gone"],
)
def test_a_file_that_cannot_be_used_is_explained_and_changes_nothing(
    by_stick, messages_seen, qtbot, harm, words
):
    app, page = by_stick.app, by_stick.page
    Desk(app).patient()
    page._out.click()
    qtbot.waitUntil(lambda: "待上传" in page._progress.text())
    by_stick.at_county()
    whole = by_stick.back.read_bytes()
    harm(by_stick)
    page._in.click()
    qtbot.waitUntil(lambda: any(words in one.text for one in messages_seen))
    assert app.sync_control.status().unsent_groups == 1
    by_stick.back.write_bytes(whole)
    page._in.click()
    qtbot.waitUntil(lambda: "县平台收到了 1 项" in page._progress.text())


def test_a_patient_who_moved_away_is_marked_on_the_page(context, tmp_path, shown, qtbot):
    app = township(tmp_path)
    context.app, context.clock = app, app.place.clock
    patient = Desk(app).patient()
    page = shown(PatientPage(context))
    page.show_at(patient_id=patient)
    context.tasks.drain()
    qtbot.waitUntil(lambda: "王建国" in " ".join(one.text() for one in page.findChildren(QLabel)))
    assert not page.findChildren(Banner)
    app.place.db.execute("UPDATE patient SET _lane = 'left'")
    page.refresh()
    qtbot.waitUntil(lambda: any("这里是最后收到的" in one.text() for one in page.findChildren(Banner)))
    context.tasks.drain()
    app.close()
