from __future__ import annotations

from decimal import Decimal

import pytest

from clinic_app.domain.change import canonical
from clinic_app.domain.errors import Rejected
from clinic_app.services.app import App
from clinic_app.services.periods import Period
from clinic_app.services.statistics_report import Report
from clinic_app.services.trends import trend_span
from clinic_app.store import rows
from tests.helpers.services import Desk, with_check_digit


def month(app: App, only: dict[str, str] | None = None) -> Report:
    return app.statistics.report(app.statistics.period("2026-11"), only)


def visited(app: App, referral: str, day: str, **answers: object) -> None:
    patient = app.referrals.get(referral).row["patient_id"]
    values = {"patient_id": patient, "referral_id": referral, "visited_on": day, "way": "3"}
    with app.place.unit():
        rows.insert(
            app.place.db,
            "follow_up",
            {**values, "form": "after_referral", "edition": "1", "answers": canonical(answers)},
        )


def three(desk: Desk) -> list[str]:
    hospital = desk.hospital()
    numbers = [with_check_digit(f"6208021960010100{n}") for n in range(3)]
    people = [
        desk.patient(name=f"张{n}", id_no=one, phone="") for n, one in zip("甲乙丙", numbers, strict=True)
    ]
    return [desk.referral(to_org=hospital, patient_id=one) for one in people]


def test_what_patients_say_is_counted_with_its_rows(app: App, desk: Desk) -> None:
    one, two, three_ = three(desk)
    visited(app, one, "2026-11-22", satisfaction="3", difficulty=["1", "4"])
    visited(app, one, "2026-12-01", satisfaction="1", difficulty=["1"])  # the later answer counts
    visited(app, two, "2026-12-01", satisfaction="4", repeat_tests="2", difficulty=["0"])
    visited(app, three_, "2026-12-20")  # asked, but the patient said nothing
    questions = {question.key: question for question in month(app).evaluations}
    content = questions["satisfaction"]
    assert content.ids == (one, two)
    assert [(c.name, c.ids) for c in content.choices] == [
        ("很满意", (one,)), ("满意", ()), ("一般", ()), ("不满意", (two,)),
    ]  # fmt: skip
    assert content.share(content.choices[0]) == Decimal("50.00")
    assert [c.ids for c in questions["difficulty"].choices][:2] == [(two,), (one,)]
    assert questions["received_timely"].ids == ()
    ratio = month(app).ratio("satisfied")
    assert (ratio.numerator, ratio.denominator, ratio.percent) == (1, 2, Decimal("50.00"))
    assert ratio.numerator_ids == (one,)


def test_a_visit_of_another_form_is_no_evaluation(app: App, desk: Desk) -> None:
    referral = desk.referral()
    patient = app.referrals.get(referral).row["patient_id"]
    with app.place.unit():
        rows.insert(
            app.place.db,
            "follow_up",
            {"patient_id": patient, "referral_id": referral, "visited_on": "2026-11-22",
             "form": "hypertension", "edition": "2017", "answers": canonical({"satisfaction": "1"})},
        )  # fmt: skip
    assert all(question.ids == () for question in month(app).evaluations)


def test_the_course_of_a_month_is_that_of_its_year_up_to_it(app: App, desk: Desk) -> None:
    sent = desk.referral()
    trend = month(app).trend
    assert (trend.months[0], trend.months[-1], len(trend.months)) == ("2025-12", "2026-11", 12)
    [line] = trend.lines
    assert (line.flow, line.counts[-1], sum(line.counts)) == ("sent_up", 1, 1)
    assert line.ids[-1] == (sent,)
    assert trend.totals[-1] == 1


@pytest.mark.parametrize(
    ("text", "span"),
    [("2026", ("2026-01-01", "2026-11-30")), ("2025", ("2025-01-01", "2025-12-31")),
     ("2026Q2", ("2025-07-01", "2026-06-30")),
     ("2026Q4", ("2025-12-01", "2026-11-30")),
     ("2026-11-20..2026-11-22", ("2025-12-01", "2026-11-30")),
     ("2024-03-05..2026-02-10", ("2024-03-01", "2026-02-28"))],
)  # fmt: skip
def test_a_course_has_twelve_months_or_those_of_the_period(
    app: App, text: str, span: tuple[str, str]
) -> None:
    found: Period = trend_span(app.statistics.period(text), app.place.today())
    assert (found.from_day, found.to_day) == span


def test_a_report_is_narrowed_by_several_values_at_once(app: App, desk: Desk) -> None:
    first, second, _ = three(desk)
    other = desk.hospital("崆峒县中医医院")
    patient = app.referrals.get(first).row["patient_id"]
    third = desk.referral(to_org=other, patient_id=patient, to_dept="针灸科")
    whole = month(app)
    assert whole.flows[0].count == 4
    part = month(app, {"partner": "崆峒县人民医院", "dept": "心内科"})
    assert part.flows[0].count == 3
    assert second in part.flows[0].ids
    assert month(app, {"partner": "崆峒县中医医院"}).flows[0].ids == (third,)
    assert month(app, {"partner": "崆峒县中医医院", "dept": "心内科"}).total == 0
    assert month(app, {"flow": "from_lower"}).total == 0
    assert dict(part.only_names) == {"partner": "崆峒县人民医院", "dept": "心内科"}
    with pytest.raises(Rejected):
        month(app, {"colour": "red"})


def test_numbers_typed_in_for_all_are_not_held_against_a_part(app: App, desk: Desk) -> None:
    desk.referral()
    period = app.statistics.period("2026-11")
    app.statistics.set_inputs(period, {"own_visits": "1000"})
    app.statistics.set_plan(2026, {"sent_up": "120"})
    assert month(app).ratio("up_rate").percent == Decimal("0.10")
    part = month(app, {"partner": "崆峒县人民医院"})
    assert part.ratio("up_rate").missing
    assert part.flows[0].planned is None


def test_groups_can_be_narrowed_to_by_their_stored_values(app: App, desk: Desk) -> None:
    desk.referral(reason="31")
    whole = month(app)
    assert whole.keys["reason"] == ("31",)
    assert whole.tables["reason"][0].label != "31"  # the code's name
    assert month(app, {"reason": whole.keys["reason"][0]}).total == 1


def test_each_institution_has_its_figures(app: App, desk: Desk) -> None:
    one, two, _ = three(desk)
    for event in ("received", "accepted", "arrived"):
        desk.theirs(one, event)
    desk.their_return(one)
    desk.theirs(two, "declined", {"reason": "01"})
    [figures] = month(app).partners
    assert figures.name == "崆峒县人民医院"
    assert (len(figures.out_ids), len(figures.in_ids)) == (3, 1)  # the return slip came in
    assert (figures.done_ids, figures.done_share) == ((one,), Decimal("33.33"))
    assert figures.declined_ids == (two,)
    assert figures.answer_hours is not None
