"""Whatever is typed into dates, cards, forms and cells gets an answer, never an exception."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from clinic_app.domain.calendar import add_months, age_text, friendly_date, move_to_workday, parse_date
from clinic_app.domain.catalogue import PATIENT
from clinic_app.domain.follow_up import check_answers, computed, without_skipped
from clinic_app.domain.follow_up_rules import evaluate
from clinic_app.domain.indications import measures_in, suggest_indications
from clinic_app.domain.patient import check_patient, clean_patient
from clinic_app.domain.problems import Problem
from clinic_app.services.form_library import all_forms
from clinic_app.services.sheet_cells import cell_text, read_date_cell, read_id_cell

TODAY = date(2026, 11, 22)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
answers = st.dictionaries(
    st.sampled_from([field.key for form in all_forms() for field in form.fields()]),
    st.none()
    | st.text(max_size=8)
    | st.integers().map(str)
    | st.lists(st.sampled_from("01239"))
    | st.lists(st.dictionaries(st.text(max_size=3), st.text(max_size=3))),
)


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_a_problem(text):
    for past in (True, False):
        read = parse_date(text, TODAY, past=past)
        assert isinstance(read, date | Problem)
        str(read.message if isinstance(read, Problem) else read)


@given(days)
def test_dates_are_read_back_in_every_shape(day):
    for text in (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
    ):
        assert parse_date(text, TODAY) == day
    assert friendly_date(day, TODAY)


@given(days, days)
def test_an_age_never_falls(birth, on):
    assert (age_text(birth, on) == "") == (on < birth)
    assert add_months(birth, 12).year == birth.year + 1


@given(days, st.frozensets(days, max_size=5), st.booleans())
def test_working_days_are_near(day, holidays, backward):
    moved = move_to_workday(day, holidays, backward=backward)
    assert moved.weekday() < 5
    assert moved not in holidays
    assert (moved <= day) if backward else (moved >= day)


@given(st.dictionaries(st.sampled_from(PATIENT.field_names), st.text(max_size=60)))
def test_any_card_is_checked(values):
    cleaned = clean_patient(values)
    assert clean_patient(cleaned) == cleaned
    for problem in check_patient(cleaned, TODAY):
        assert str(problem.message)
        assert problem.field in PATIENT.field_names


@given(st.sampled_from(all_forms()), answers)
def test_any_answers_are_checked_and_judged(form, given_answers):
    for problem in check_answers(form, given_answers):
        assert str(problem.message)
    without_skipped(form, given_answers)
    computed(form, given_answers)
    found = evaluate(form, given_answers, age=50, previous_class="2", visit_date=TODAY)
    assert found.next_date is None or found.next_date > TODAY
    assert all(str(reason) for reason in found.reasons)


@given(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.datetimes())
def test_any_cell_is_read(value):
    assert isinstance(cell_text(value), str)
    read_id_cell(value)
    read_date_cell(value, TODAY)


@given(st.text(alphabet="血压糖氧呼吸体温GCS0123456789/. 次分%", max_size=40))
def test_any_history_is_read(text):
    suggest_indications(measures_in(text))
