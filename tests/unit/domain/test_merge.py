"""What one operation does to a record that others may have changed meanwhile, class by class."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.domain.catalogue import MergeClass
from clinic_app.domain.change import Operation
from clinic_app.domain.merge import (
    RecordState,
    Standing,
    Written,
    apply_operation,
    decide,
    merge_lines,
    unseen,
)

OURS, THEIRS = 5, 7


def record(**body):
    return RecordState("patient", "p", "org", 10, body, {name: Written(10, THEIRS, 100) for name in body})


def op(kind="set", base=0, hlc=200, olds=None, **sets):
    return Operation(1, 1, hlc, 0, "李", "patient", "p", kind, base, sets, olds or {}).with_hash()


def run(before, operation, epoch=OURS, lineage=None):
    return apply_operation(before, operation, seq=20, epoch=epoch, owner="org", lineage=lineage or {})


def test_a_change_that_saw_the_other_simply_counts():
    outcome = run(record(name="甲"), op(base=10, name="乙"))
    assert outcome.record.body["name"] == "乙"
    assert outcome.foreseen
    assert outcome.disagreements == ()


@pytest.mark.parametrize("field", ["name", "gender", "birth_date", "blood_type"])
def test_safety_keeps_the_hubs_value_and_asks(field):
    outcome = run(record(**{field: "1"}), op(**{field: "2"}))
    (found,) = outcome.disagreements
    assert outcome.record.body[field] == "1"
    assert (found.kept, found.other, found.standing) == ("1", "2", Standing.OPEN)
    assert not outcome.foreseen


@pytest.mark.parametrize(("hlc", "wins"), [(200, "2"), (50, "1")])
def test_contact_takes_the_later_and_lists_the_other(hlc, wins):
    outcome = run(record(phone="1"), op(phone="2", hlc=hlc))
    (found,) = outcome.disagreements
    assert outcome.record.body["phone"] == wins
    assert {found.kept, found.other} == {"1", "2"}
    assert found.kept == wins
    assert found.standing == Standing.AUTO


def test_identity_is_set_once_and_then_asked_about():
    assert run(record(id_no=""), op(id_no="9")).record.body["id_no"] == "9"
    (found,) = run(record(id_no="8"), op(id_no="9")).disagreements
    assert (found.merge, found.standing) == (MergeClass.IDENTITY, Standing.OPEN)


def test_equal_values_are_no_conflict():
    assert run(record(name="甲"), op(name="甲")).disagreements == ()
    assert run(record(name=None), op(name="")).disagreements == ()


@pytest.mark.parametrize("field", ["blood_type", "phone", "id_no", "past_history"])
def test_who_noted_the_same_unseen_is_told_when_the_other_notes_otherwise(field):
    """The last word is one's own, but the same word of the other was never seen."""
    alike = run(record(**{field: "1"}), op(**{field: "1"}))
    assert alike.disagreements == ()
    after = run(alike.record, op(hlc=300, **{field: "2"}))
    (found,) = after.disagreements
    assert {found.kept, found.other} == {"1", "2"}
    assert THEIRS in {one.epoch for one in (found.kept_writer, found.other_writer) if one}


def test_who_has_been_asked_once_about_the_others_word_is_not_asked_again():
    alike = run(record(phone="1"), op(phone="1"))
    later = run(alike.record, op(hlc=300, phone="2")).record
    assert run(later, op(hlc=400, phone="3")).disagreements == ()


def test_who_has_seen_that_the_other_noted_the_same_simply_changes_it():
    alike = run(record(blood_type="1"), op(blood_type="1"))
    seen = run(alike.record, op(base=20, blood_type="2"))
    assert seen.disagreements == ()
    assert run(seen.record, op(base=20, blood_type="1")).disagreements == ()


def test_ones_own_chain_of_edits_is_no_conflict():
    first = run(record(name="甲"), op(base=10, name="乙")).record
    assert run(first, op(base=10, name="丙")).record.body["name"] == "丙"


def test_what_an_earlier_life_of_the_file_wrote_is_ones_own():
    assert not unseen(Written(10, THEIRS, 1), 0, OURS, {THEIRS: 10})
    assert unseen(Written(11, THEIRS, 1), 0, OURS, {THEIRS: 10})


def test_texts_merge_by_lines_or_ask():
    base = "一\n二\n三"
    outcome = run(
        record(past_history="一改\n二\n三"), op(past_history="一\n二\n三改", olds={"past_history": base})
    )
    assert outcome.record.body["past_history"] == "一改\n二\n三改"
    (found,) = run(
        record(past_history="一改\n二\n三"), op(past_history="一换\n二\n三", olds={"past_history": base})
    ).disagreements
    assert found.standing == Standing.OPEN


def test_a_text_of_which_no_line_is_in_the_merged_one_is_told_of():
    emptied = op(past_history="一\n二", olds={"past_history": ""})
    (found,) = run(record(past_history=""), emptied).disagreements
    assert (found.kept, found.other, found.standing) == ("一\n二", "", Standing.AUTO)
    assert (found.kept_writer, found.other_writer.epoch) == (None, THEIRS)


def test_an_unseen_edit_beats_a_removal_and_the_other_way_round():
    outcome = run(record(phone="1"), op("void", _void=1, _void_reason="重复"))
    assert not outcome.record.void
    assert outcome.disagreements[0].merge == MergeClass.VOID
    gone = run(record(), op("void", base=10, _void=1, _void_reason="重复"), epoch=THEIRS).record
    back = run(gone, op(phone="3"))
    assert not back.record.void
    assert back.disagreements[0].merge == MergeClass.VOID


def test_a_decision_counts_as_a_write_even_when_the_value_stays():
    decided = decide(record(name="甲"), "name", seq=15, epoch=THEIRS, hlc=150)
    assert run(decided, op(base=12, name="乙")).disagreements


lines = st.lists(st.sampled_from(["甲", "乙", "丙", "丁", ""]), max_size=5).map("\n".join)


@given(lines, lines)
def test_merging_with_an_unchanged_side_gives_the_other(base, changed):
    assert merge_lines(base, changed, base) == changed
    assert merge_lines(base, base, changed) == changed
    assert merge_lines(base, changed, changed) == changed


@given(lines, lines, lines)
def test_the_merge_of_texts_is_the_same_from_both_sides(base, one, two):
    assert merge_lines(base, one, two) == merge_lines(base, two, one)


def test_no_value_is_lost_by_any_three_changes_of_two_fields_by_two_writers():
    """Exhaustively: every value ever written stands, was replaced by one who saw it, or is in a conflict."""
    changes = list(itertools.product((OURS, THEIRS), ("name", "phone"), ("甲", "乙"), (0, 1)))
    for combo in itertools.product(changes, repeat=3):
        state = RecordState("patient", "p", "org", 1, {"name": "始", "phone": "始"}, {})
        kept = set()
        for number, (writer, field, value, saw_all) in enumerate(combo, start=2):
            base = state.rev if saw_all else 1
            change = op(base=base, hlc=number, **{field: value})
            outcome = apply_operation(state, change, seq=number, epoch=writer, owner="org", lineage={})
            for found in outcome.disagreements:
                kept |= {(found.field, found.kept), (found.field, found.other)}
            state = outcome.record
        for index, (writer, field, value, _) in enumerate(combo):
            seen = any(c[1] == field and (c[0] == writer or c[3]) for c in combo[index + 1 :])
            assert state.body[field] == value or seen or (field, value) in kept, combo
