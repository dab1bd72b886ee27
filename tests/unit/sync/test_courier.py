"""Exchange by USB stick against a real hub's keys and database, mixed with the line in every order."""

from __future__ import annotations

import secrets

import attrs
import pytest

from clinic_app.domain.clock import SystemClock
from clinic_app.domain.errors import FileError, HubRefused, Rejected, WrongKey
from clinic_app.domain.ids import new_id
from clinic_app.hub.auth import REVOKED
from clinic_app.hub.courier import serve_file
from clinic_app.hub.lifetime import begin_life
from clinic_app.protocol import courier_file
from clinic_app.store import outbox, rows, sync_state
from clinic_app.store.database import Database
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync import courier
from clinic_app.sync.engine import SyncEngine
from clinic_app.sync.enrolment import connect, enrol
from tests.helpers.county import KEY
from tests.helpers.hub_server import RunningHub

CLOCK = SystemClock()


@pytest.fixture
def hub(tmp_path):
    with RunningHub(tmp_path / "hub") as running:
        yield running


@pytest.fixture
def db(tmp_path, hub):
    made = new_clinic(tmp_path / "clinic.db", hub, "白水镇卫生院")
    yield made
    made.close()


def new_clinic(path, hub, name):
    db = Database.create(
        path,
        KEY,
        org_id=new_id(1, secrets.token_bytes),
        org_name="",
        clock=CLOCK,
        entropy=secrets.token_bytes,
    )
    ticket = hub.ticket(hub.add_organization(name))
    enrol(db, ticket.line, device_name="门诊", app_version="0", entropy=secrets.token_bytes)
    return db


def save(db, **values):
    with UnitOfWork(db, user_name="李医生") as work:
        patient = rows.insert(db, "patient", {"name": "王建国", **values})
        work.commit()
    return patient


def change(db, patient, **values):
    with UnitOfWork(db, user_name="李医生") as work:
        rows.update(db, "patient", patient, values)
        work.commit()


def wire(db):
    engine = SyncEngine(db, lambda: connect(db), clock=CLOCK, entropy=secrets.token_bytes)
    report = engine.run()
    engine.disconnect()
    assert report.error is None, report.error
    return report.result


def out(db):
    return courier.pack(db, CLOCK, secrets.token_bytes).data


def serve(hub, data):
    return serve_file(hub.database, hub.keys, data, CLOCK.now(), secrets.token_bytes)


def take(db, data):
    return courier.unpack(db, data, CLOCK)


def log(hub):
    with hub.database.transaction() as tx:
        return [row["hash"] for row in tx.all("SELECT hash FROM op_log WHERE epoch_no > 0")]


def epochs(hub):
    with hub.database.transaction() as tx:
        return tx.one("SELECT count(*) AS n FROM device_epoch")["n"]


def test_a_file_there_and_one_back_is_a_whole_exchange(hub, db):
    patient = save(db, phone="13800000001")
    sent = out(db)
    assert "王建国".encode() not in sent
    served = serve(hub, sent)
    assert served.org_name == "白水镇卫生院"
    assert served.taken == 1
    done = take(db, served.data)
    assert (done.sent, done.more, done.digests_equal) == (1, False, True)
    assert done.received > 0  # the county's directory
    assert outbox.counts(db).waiting == 0
    assert rows.fetch(db, "patient", patient)["_rev"] > 0
    assert sync_state.read(db).wall_offset_ms is None  # how long a walk takes says nothing about clocks
    assert wire(db).sent == 0


def test_the_same_files_again_change_nothing_and_say_so(hub, db):
    save(db)
    sent = out(db)
    first = serve(hub, sent)
    again = serve(hub, sent)
    take(db, first.data)
    before = db.execute("SELECT * FROM sync_state")
    for data in (first.data, again.data):
        assert "已经用不着" in str(take(db, data).sentence)
    assert db.execute("SELECT * FROM sync_state") == before
    assert len(log(hub)) == len(set(log(hub))) == 1


def test_work_saved_while_the_stick_is_on_its_way_stays_in_the_outbox(hub, db):
    save(db)
    served = serve(hub, out(db))
    later = save(db, phone="2")
    done = take(db, served.data)
    assert done.sent == 1
    assert done.more is True
    assert outbox.counts(db).waiting == 1
    assert wire(db).sent == 1
    assert rows.fetch(db, "patient", later)["_rev"] > 0


@pytest.mark.parametrize("lost", [True, False], ids=["answer lost", "answer comes late"])
def test_the_line_may_come_back_at_any_moment(hub, db, lost):
    patient = save(db)
    served = serve(hub, out(db))
    change(db, patient, phone="2")
    assert wire(db).sent == 2
    change(db, patient, phone="3")
    if not lost:
        assert "已经用不着" in str(take(db, served.data).sentence)
    assert wire(db).sent == 1
    assert len(log(hub)) == 3
    assert epochs(hub) == 1  # nobody was taken for a copy


def test_a_file_left_in_a_drawer_does_not_make_a_copy_of_its_writer(hub, db):
    patient = save(db)
    old = out(db)
    wire(db)
    for number in range(3):
        change(db, patient, phone=str(number))
        wire(db)
    served = serve(hub, old)
    assert epochs(hub) == 1
    assert "已经用不着" in str(take(db, served.data).sentence)
    change(db, patient, phone="9")
    assert wire(db).healed == ()
    assert len(log(hub)) == 5


def test_two_files_and_their_answers_in_any_order(hub, db):
    save(db)
    one = out(db)
    save(db)
    two = out(db)
    answers = [serve(hub, two), serve(hub, one)]
    assert take(db, answers[1].data).sent == 1
    assert take(db, answers[0].data).sent == 1
    assert outbox.counts(db).waiting == 0
    assert wire(db).healed == ()
    assert len(log(hub)) == 2


def test_an_answer_never_acknowledges_other_work_under_the_same_number(hub, db, tmp_path):
    save(db)
    wire(db)
    db.copy_to(tmp_path / "old.db")
    save(db, phone="carried")
    served = serve(hub, out(db))
    old = Database.open(tmp_path / "old.db", KEY, clock=CLOCK, entropy=secrets.token_bytes)
    other = save(old, phone="not carried")
    done = take(old, served.data)
    assert "对不上" in str(done.sentence)
    assert outbox.counts(old).waiting == 1
    result = wire(old)
    assert result.healed
    assert rows.fetch(old, "patient", other)["_rev"] > 0
    assert old.execute("SELECT count(*) AS n FROM patient")[0]["n"] == 3
    assert len(log(hub)) == 3
    old.close()


def test_a_copied_database_gets_its_new_life_by_stick_alone(hub, db, tmp_path):
    patient = save(db)
    wire(db)
    db.copy_to(tmp_path / "copy.db")
    copy = Database.open(tmp_path / "copy.db", KEY, clock=CLOCK, entropy=secrets.token_bytes)
    change(db, patient, phone="1")
    wire(db)
    change(copy, patient, address="东沟村")
    served = serve(hub, out(copy))
    assert served.taken == 0
    done = take(copy, served.data)
    assert done.more
    assert "另一份拷贝" in str(done.sentence)
    assert take(copy, serve(hub, out(copy)).data).sent == 1
    wire(db)
    assert rows.fetch(db, "patient", patient)["address"] == "东沟村"
    assert rows.fetch(copy, "patient", patient)["phone"] == "1"
    copy.close()


def test_a_restored_hub_is_followed_by_stick_alone(hub, db):
    save(db)
    wire(db)
    with hub.database.transaction() as tx:
        begin_life(tx, CLOCK.now(), "restored", secrets.token_bytes)
    done = take(db, serve(hub, out(db)).data)
    assert "备份恢复过" in str(done.sentence)
    assert take(db, serve(hub, out(db)).data).digests_equal is True


def test_a_refused_record_is_told(hub, db):
    save(db, name="太长" * 60)
    good = save(db)
    done = take(db, serve(hub, out(db)).data)
    assert (done.sent, done.refused) == (2, 1)
    assert "没有接受" in str(done.sentence)
    assert rows.fetch(db, "patient", good)["_rev"] > 0


@pytest.mark.parametrize("damage", ["cut", "changed", "other"])
def test_damaged_files_are_told_from_foreign_ones(hub, db, damage):
    save(db)
    sent = out(db)

    def hurt(data):
        if damage == "cut":
            return data[: len(data) // 2]
        if damage == "other":
            return b"PK\x03\x04 some spreadsheet"
        return data[:-5] + bytes([data[-5] ^ 1]) + data[-4:]

    word = "不是" if damage == "other" else "不完整"
    with pytest.raises(FileError, match=word):
        serve(hub, hurt(sent))
    assert log(hub) == []
    served = serve(hub, sent)
    with pytest.raises(FileError, match=word):
        take(db, hurt(served.data))
    assert outbox.counts(db).waiting == 1
    assert take(db, served.data).sent == 1


def test_files_of_the_wrong_direction_clinic_or_county_are_told(hub, db, tmp_path):
    save(db)
    sent = out(db)
    served = serve(hub, sent)
    other = new_clinic(tmp_path / "other.db", hub, "城川镇卫生院")
    with pytest.raises(FileError, match="不是本机登记"):
        take(other, served.data)
    with pytest.raises(FileError, match="送到县平台去"):
        take(db, sent)
    with pytest.raises(FileError, match="答复文件"):
        serve(hub, served.data)
    with RunningHub(tmp_path / "hub2") as second, pytest.raises(WrongKey):
        serve(second, sent)
    other.close()


def test_nobody_can_write_in_anothers_name(hub, db):
    save(db)
    direction, sealed = courier_file.unwrap(out(db))
    from clinic_app.system.crypto import seal, unseal

    device, _, body = courier_file.part(unseal(sealed, hub.keys.seal.private))
    forged = courier_file.join(device, bytes(64), body)
    with pytest.raises(HubRefused, match="没有在本平台登记"):
        serve(hub, courier_file.wrap(direction, seal(forged, hub.keys.seal.public, secrets.token_bytes)))
    assert log(hub) == []


def test_a_stopped_computer_keeps_its_work(hub, db):
    save(db)
    with hub.database.transaction() as tx:
        tx.run("UPDATE device SET status = :s", s=REVOKED)
    with pytest.raises(HubRefused, match="停用"):
        serve(hub, out(db))
    assert outbox.counts(db).waiting == 1


def test_what_does_not_fit_goes_with_the_next_stick(hub, db, monkeypatch):
    ids = [save(db, phone=str(n)) for n in range(40)]
    monkeypatch.setattr(courier_file, "PAGE_BYTES", 600)
    first = courier.pack(db, CLOCK, secrets.token_bytes)
    assert first.operations < 40
    assert first.operations + first.left == 40
    journeys = 0
    while outbox.counts(db).waiting:
        take(db, serve(hub, out(db)).data)
        journeys += 1
    assert journeys > 1
    assert rows.fetch(db, "patient", ids[-1])["_rev"] > 0


def test_alone_there_is_nobody_to_carry_to(tmp_path):
    db = Database.create(
        tmp_path / "alone.db",
        KEY,
        org_id=new_id(1, secrets.token_bytes),
        org_name="",
        clock=CLOCK,
        entropy=secrets.token_bytes,
    )
    with pytest.raises(Rejected):
        out(db)
    with pytest.raises(Rejected):
        take(db, b"")
    db.close()


def test_a_file_says_what_it_asked(hub, db):
    save(db)
    _, sealed = courier_file.unwrap(out(db))
    from clinic_app.system.crypto import unseal

    _, _, body = courier_file.part(unseal(sealed, hub.keys.seal.private))
    read = courier_file.read_request(body)
    assert courier_file.read_request(courier_file.request_body(read)) == read
    assert attrs.evolve(read.request, operations=()).last == 0
