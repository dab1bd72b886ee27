from __future__ import annotations

import shutil

import pytest

from clinic_app.domain.catalogue import KINDS
from clinic_app.domain.clock import HLC_COUNTER_BITS
from clinic_app.store import black_box, outbox, referrals, rows, sync_state
from clinic_app.store.database import Database
from clinic_app.store.unit_of_work import UnitOfWork
from tests.unit.store.conftest import KEY, ORG


@pytest.fixture
def place(tmp_path):
    return tmp_path / "second disk" / "black-box.log"


@pytest.fixture
def box(db, place):
    return black_box.attach(db, place)


def all_rows(db):
    """Every synced row; an empty field is NULL or ''."""
    return {
        kind.name: [
            {name: "" if value is None else value for name, value in row.items()}
            for row in db.execute(f"SELECT * FROM {kind.name} ORDER BY id")
        ]
        for kind in KINDS
    }


def all_ops(db):
    return db.execute("SELECT * FROM op ORDER BY op_seq")


def work_a_while(db):
    with UnitOfWork(db, user_name="王秀兰") as work:
        patient = rows.insert(db, "patient", {"name": "马玉兰"})
        allergy = rows.insert(db, "allergy", {"patient_id": patient, "substance": "青霉素"})
        work.commit()
    with UnitOfWork(db, user_name="李军") as work:
        rows.update(db, "patient", patient, {"phone": "13900001234", "name": "马玉蓝"})
        rows.void(db, "allergy", allergy, "录错")
        referral = rows.insert(db, "referral", {"patient_id": patient, "direction": "up", "from_org": ORG})
        event = {"at": work.now, "entered_at": work.now, "by_org": ORG, "by_org_name": "", "by_name": "李军"}
        referrals.add_event(db, referral, "created", **event)
        work.commit()
    return patient


def older_copy(db, tmp_path):
    """A copy of the file as it is now, to come back to later."""
    target = tmp_path / "older.db"
    db.copy_to(target)
    return Database.open(target, KEY, clock=db.clock, entropy=db.entropy)


def test_every_saved_change_is_in_the_box_and_nobody_can_read_it(db, box, place):
    work_a_while(db)
    found = box.read()
    assert [op["op_seq"] for op in found.ops] == [1, 2, 3, 4, 5, 6]
    assert found.bad_lines == 0
    assert b"patient" not in place.read_bytes()
    assert "马玉兰".encode() not in place.read_bytes()
    assert black_box.missing_from(db, box) == ()


def test_what_was_rolled_back_is_not_in_the_box(db, box):
    with UnitOfWork(db, user_name="x"):
        rows.insert(db, "patient", {"name": "马玉兰"})
    assert box.read().ops == ()


def test_an_older_copy_gets_everything_back_under_the_same_numbers(db, box, place, tmp_path, save):
    save("patient", name="张伟")
    older = older_copy(db, tmp_path)
    work_a_while(db)
    with older:
        again = black_box.attach(older, place)
        assert len(black_box.missing_from(older, again)) == 6
        assert black_box.replay(older, again) == 6
        assert all_rows(older) == all_rows(db)
        assert all_ops(older) == all_ops(db)
        assert sync_state.read(older) == sync_state.read(db)
        assert older.execute("SELECT * FROM referral_now") == db.execute("SELECT * FROM referral_now")
        assert black_box.replay(older, again) == 0
        assert len(box.read().ops) == 7


def test_after_a_gap_the_work_comes_back_under_new_numbers(db, place, tmp_path, save):
    older = older_copy(db, tmp_path)
    lost = save("patient", name="不在旁路里")
    black_box.attach(db, place)
    with UnitOfWork(db, user_name="x") as work:
        rows.update(db, "patient", lost, {"phone": "13900001234"})
        work.commit()
    place_ops = black_box.BlackBox(place, db.derived_key(black_box.PURPOSE), db.entropy)
    lines = place.read_bytes().splitlines(keepends=True)
    place.write_bytes(b"".join(lines[1:]))
    with older:
        assert black_box.replay(older, place_ops) == 1
        # The record itself comes back from the hub; the change to it is not lost meanwhile.
        (op,) = all_ops(older)
        assert (op["op_seq"], op["rec_id"], op["state"]) == (1, lost, 0)
        assert older.execute("SELECT * FROM patient") == []


def test_an_empty_new_file_gets_the_whole_box(db, box, tmp_path):
    work_a_while(db)
    new = Database.create(
        tmp_path / "new.db", KEY, org_id=ORG, org_name="", clock=db.clock, entropy=db.entropy
    )
    with new:
        assert black_box.replay(new, box) == 6
        assert all_rows(new) == all_rows(db)
        assert outbox.counts(new).waiting == 6


def test_new_work_after_a_replay_has_later_numbers(db, box, place, tmp_path):
    older = older_copy(db, tmp_path)
    work_a_while(db)
    with older:
        black_box.replay(older, box)
        with UnitOfWork(older, user_name="x") as work:
            rows.insert(older, "patient", {"name": "新"})
            work.commit()
        last, new = all_ops(older)[-2:]
        assert (new["op_seq"], new["txn"]) == (last["op_seq"] + 1, last["txn"] + 1)
        assert new["hlc"] > last["hlc"]


def test_work_stamped_before_the_clock_was_set_right_comes_back_in_the_order_of_saving(
    db, place, tmp_path, save
):
    """The file's time went back once the hub had told it; one of the stamps comes a second time."""
    older = older_copy(db, tmp_path)
    black_box.attach(db, place)
    for moment in (2_000_000_000_000, 1_000_000_000_000, 2_000_000_000_000 - 1):
        sync_state.change(db, hlc=moment << HLC_COUNTER_BITS)
        saved = save("patient", name=f"存于{moment}")
    sync_state.change(db, hlc=2_000_000_000_000 << HLC_COUNTER_BITS)
    with UnitOfWork(db, user_name="x") as work:
        rows.update(db, "patient", saved, {"name": "最后"})
        work.commit()
    assert len({op["hlc"] for op in all_ops(db)}) < len(all_ops(db))
    with older:
        assert black_box.replay(older, black_box.attach(older, place)) == 4
        assert [op["hash"] for op in all_ops(older)] == [op["hash"] for op in all_ops(db)]
        assert all_rows(older) == all_rows(db)


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data[:-10],
        lambda data: data[:30] + b"#" + data[31:],
        lambda data: data + b"half a li",
        lambda data: data + b"\x00" * 512,
        lambda data: data + b"AAAA 00000000\n",
    ],
    ids=["torn", "changed", "half", "zeros", "forged"],
)
def test_a_bad_line_costs_only_itself(db, box, place, harm):
    work_a_while(db)
    place.write_bytes(harm(place.read_bytes()))
    with UnitOfWork(db, user_name="x") as work:
        rows.insert(db, "patient", {"name": "后来的"})
        work.commit()
    found = box.read()
    assert found.bad_lines == 1
    assert len(found.ops) >= 6
    assert found.ops[-1]["op_seq"] == 7


def test_what_is_missing_in_the_box_is_made_up_for_at_the_next_start(db, box, place):
    work_a_while(db)
    lines = place.read_bytes().splitlines(keepends=True)
    place.write_bytes(b"".join(lines[:3]))
    db.after_commit.clear()
    again = black_box.attach(db, place)
    assert [op["op_seq"] for op in again.read().ops] == [1, 2, 3, 4, 5, 6]


def test_a_box_that_cannot_be_written_does_not_stop_the_doctor(db, tmp_path, expected_logs):
    expected_logs.allow("black box cannot be written")
    (tmp_path / "file").write_text("")
    box = black_box.attach(db, tmp_path / "file" / "box.log")
    work_a_while(db)
    assert box.failed
    assert len(all_ops(db)) == 6
    assert len(expected_logs.lines) == 1
    shutil.move(tmp_path / "file", tmp_path / "moved")
    work_a_while(db)
    assert not box.failed
    # What could not be written came with what followed.
    assert [op["op_seq"] for op in box.read().ops] == list(range(1, 13))


def test_a_box_of_another_key_is_not_read(db, box, place):
    work_a_while(db)
    other = black_box.BlackBox(place, bytes(32), db.entropy)
    assert other.read().ops == ()
    assert other.read().bad_lines == 6


def test_a_large_box_forgets_what_the_hub_has(db, box, place, monkeypatch):
    monkeypatch.setattr(black_box, "MOST_BYTES", 100)
    monkeypatch.setattr(black_box, "KEPT_OPS", 1)
    work_a_while(db)
    db.execute("UPDATE op SET state = 1 WHERE op_seq IN (1, 2, 4, 6)")
    db.after_commit.clear()
    again = black_box.attach(db, place)
    assert [op["op_seq"] for op in again.read().ops] == [3, 5, 6]


def test_a_large_box_is_not_cut_while_it_knows_more_than_the_database(db, box, place, tmp_path, monkeypatch):
    older = older_copy(db, tmp_path)
    work_a_while(db)
    monkeypatch.setattr(black_box, "MOST_BYTES", 100)
    with older:
        black_box.attach(older, place)
    assert len(box.read().ops) == 6


@pytest.fixture
def long(db, box, monkeypatch):
    """A box that counts as long, of which only the last few lines are looked at."""
    for _ in range(4):
        work_a_while(db)
    monkeypatch.setattr(black_box, "READ_WHOLE", 100)
    monkeypatch.setattr(black_box, "_TAIL", 1500)
    db.after_commit.clear()
    return box


def test_of_a_long_box_only_the_end_is_read(db, long, place, monkeypatch):
    monkeypatch.setattr(black_box.BlackBox, "read", None)
    again = black_box.attach(db, place)
    assert not again.failed
    assert 1 <= len(again.tail()) < 6


@pytest.mark.parametrize("harm", [lambda data: data[:-600], lambda data: data[:-5], lambda data: data + b"x"])
def test_a_long_box_whose_end_is_not_right_is_read_whole_and_mended(db, long, place, harm):
    place.write_bytes(harm(place.read_bytes()))
    black_box.attach(db, place)
    assert len(long.read().ops) == 24


def test_a_long_box_that_lacks_the_last_save_gets_it(db, long, place, save):
    save("patient", name="没有写进去的")
    black_box.attach(db, place)
    assert len(long.read().ops) == 25
