from __future__ import annotations

import pytest

from clinic_app.domain.errors import NotFound
from clinic_app.domain.numbers import check_slip_no, parse_slip_no
from clinic_app.store import prints, serials
from clinic_app.store.database import StoreBug
from clinic_app.store.unit_of_work import UnitOfWork


def issue(db, object_id="R", commit=True):
    with UnitOfWork(db, user_name="王秀兰") as work:
        number = serials.issue(
            db, prefix="BSZ", object_kind="referral", object_id=object_id, user_name="王秀兰"
        )
        if commit:
            work.commit()
    return number


def test_numbers_follow_each_other_and_check(db):
    first, second = issue(db), issue(db)
    assert check_slip_no(first)
    assert parse_slip_no(second) == parse_slip_no(first).next()


def test_another_epoch_begins_again_and_never_repeats(db):
    before = {issue(db) for _ in range(3)}
    db.execute("UPDATE sync_state SET epoch_no = 7")
    after = {issue(db) for _ in range(3)}
    assert len(before | after) == 6
    db.execute("UPDATE sync_state SET epoch_no = 0")
    assert issue(db) not in before | after


def test_a_number_of_a_unit_that_was_not_saved_is_free_again(db):
    lost = issue(db, commit=False)
    assert issue(db) == lost
    assert len(serials.page(db)) == 1


def test_a_void_number_stays_void_and_known(db):
    number = issue(db)
    serials.void(db, number, reason="打印卡纸", user_name="李军")
    serials.void(db, number, reason="再一次", user_name="x")
    (row,) = serials.of_object(db, "referral", "R")
    assert (row["status"], row["void_reason"], row["voided_by"]) == ("voided", "打印卡纸", "李军")
    prints.record(db, form="slip", object_kind="referral", object_id="R", user_name="x", slip_no=number)
    assert serials.of_object(db, "referral", "R")[0]["status"] == "voided"
    assert issue(db) != number
    with pytest.raises(NotFound):
        serials.void(db, "BSZ-01-99999-00", reason="", user_name="x")
    with pytest.raises(StoreBug, match="never forgotten"):
        db.execute("DELETE FROM serial")


def test_pages_of_numbers(db):
    numbers = [issue(db) for _ in range(5)]
    serials.void(db, numbers[1], reason="错", user_name="x")
    first = serials.page(db, limit=3)
    rest = serials.page(db, before=(first[-1]["epoch_no"], first[-1]["counter"]), limit=3)
    assert [row["slip_no"] for row in [*first, *rest]] == numbers[::-1]
    assert [row["slip_no"] for row in serials.page(db, status="voided")] == [numbers[1]]


def test_a_new_segment_goes_on_counting_under_other_letters(db):
    db.execute("UPDATE sync_state SET epoch_no = 7")
    first = parse_slip_no(issue(db))
    begun = serials.begin_segment(db)
    second = parse_slip_no(issue(db))
    assert (first.mark, second.mark) == ("", begun.mark)
    assert (second.epoch_no, second.counter) == (7, first.counter + 1)
    assert parse_slip_no(str(second)) == second
    db.execute("UPDATE sync_state SET epoch_no = 8")  # the hub told it apart from every other file
    assert (parse_slip_no(issue(db)).mark, serials.segment(db).last) == ("", 1)


def test_before_any_hub_two_institutions_set_up_under_one_prefix_do_not_meet(db):
    here = issue(db)
    db.execute("UPDATE sync_state SET org_id = 'B'")
    assert parse_slip_no(here).mark != parse_slip_no(issue(db)).mark
    assert parse_slip_no(here).epoch_no == 0


def test_a_prefix_that_does_not_fit_uses_no_number(db):
    with pytest.raises(ValueError, match="prefix"), UnitOfWork(db, user_name="x"):
        serials.issue(db, prefix="北山", object_kind="", object_id="", user_name="")
    assert parse_slip_no(issue(db)).counter == 1


def test_prints_count_copies_and_mark_the_number(db):
    number = issue(db)

    def record(**values):
        return prints.record(
            db, form="slip", object_kind="referral", object_id="R", user_name="x", slip_no=number, **values
        )

    assert record(outcome="failed") == 0
    assert serials.page(db)[0]["status"] == "issued"
    assert [record(), record(printer="针式"), record(outcome="failed"), record()] == [1, 2, 2, 3]
    assert serials.page(db)[0]["status"] == "printed"
    assert prints.copies(db, "referral", "R", "slip") == 3
    assert prints.copies(db, "referral", "R", "consent") == 0
    assert [row["outcome"] for row in prints.of_object(db, "referral", "R")].count("failed") == 2
    newest = prints.page(db, limit=2)
    assert [row["copy_no"] for row in newest] == [3, 2]
    assert len(prints.page(db, before=newest[-1]["id"])) == 3
