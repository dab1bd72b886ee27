from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from clinic_app.domain.errors import NotAllowed, Rejected
from clinic_app.services.app import App
from clinic_app.services.indicators import Ratio, change_text, percent, percent_text, read_number
from clinic_app.services.movements import Flow
from clinic_app.services.periods import Period
from clinic_app.services.statistics import Report
from clinic_app.store import referrals, rows
from tests.helpers.clinic import clock_of
from tests.helpers.services import Desk

THERE, EQUAL, BELOW = "H" * 22, "E" * 22, "V" * 22
NAMES = {THERE: "崆峒县人民医院", EQUAL: "花所镇卫生院", BELOW: "王家沟村卫生室"}


def carried(app: App, direction: str, *, ours: bool, other: str, day: str, events: tuple[str, ...]) -> str:
    """Store a referral with its events, as it stands after the exchange."""
    place = app.place
    sender, receiver = (place.org_id, other) if ours else (other, place.org_id)
    values = {
        "direction": direction,
        "from_org": sender,
        "from_org_name": NAMES.get(sender, "白水镇卫生院"),
        "to_org": receiver,
        "to_org_name": NAMES.get(receiver, "白水镇卫生院"),
        "to_dept": "心内科",
        "from_doctor": "李医生",
        "referral_date": day,
        "urgency": "routine",
        "visit_type": "outpatient",
        "impression": "高血压3级；糖尿病",
        "patient_name": "王建国",
        "_owner": sender,
    }
    at = f"{day}T01:00:00.000Z"
    with place.unit(user_name="李医生"):
        made = rows.insert(place.db, "referral", values)
        for number, event in enumerate(events):
            moment = f"{day}T{1 + 2 * number:02d}:00:00.000Z"
            by = sender if event in ("created", "sent", "cancelled", "closed") else receiver
            referrals.add_event(
                place.db, made, event, at=moment, entered_at=at, by_org=by, by_org_name="", by_name="李医生"
            )
    return made


def returned(app: App, referral: str, day: str) -> str:
    place = app.place
    view = referrals.load(place.db, referral)
    values = {
        "referral_id": referral,
        "from_org": view.row["to_org"],
        "from_org_name": view.row["to_org_name"],
        "to_org": view.row["from_org"],
        "to_org_name": view.row["from_org_name"],
        "back_date": day,
        "diagnosis": "高血压3级",
        "_owner": view.row["to_org"],
    }
    with place.unit(user_name="赵敏"):
        return rows.insert(place.db, "referral_return", values)


@pytest.fixture
def partners(app: App) -> None:
    for org, level in ((THERE, "county"), (EQUAL, "township"), (BELOW, "village")):
        app.directory.save_partner({"name": NAMES[org], "level": level}, org)


SENT = ("created", "sent")


def year(app: App) -> Report:
    return app.statistics.report(app.statistics.period("2026"))


def count(report: Report) -> dict[str, int]:
    return {flow.flow.value: flow.count for flow in report.flows}


@pytest.mark.usefixtures("partners")
def test_the_table_of_a_yearly_report(app: App) -> None:
    """10 up, 1 back, 7 same level, 256 in from below, 43 down: 317, as a hospital reported it."""
    for direction, ours, other, number in (
        ("up", True, THERE, 10),
        ("down", False, THERE, 1),
        ("lateral", True, EQUAL, 4),
        ("lateral", False, EQUAL, 3),
        ("up", False, BELOW, 256),
        ("down", True, BELOW, 43),
    ):
        for _ in range(number):
            carried(app, direction, ours=ours, other=other, day="2026-05-20", events=SENT)
    report = year(app)
    assert count(report) == {
        "sent_up": 10,
        "back_from_higher": 1,
        "same_level": 7,
        "from_lower": 256,
        "sent_down": 43,
    }
    assert report.total == 317
    [below] = [row for row in report.tables["partner"] if row.label == NAMES[BELOW]]
    assert (below.count(), below.count(Flow.FROM_LOWER), below.count(Flow.SENT_DOWN)) == (299, 256, 43)
    levels = {row.label: row.count() for row in report.tables["level"]}
    assert levels["县级医院"] == 11
    [may] = report.tables["month"]
    assert (may.label, may.count()) == ("2026-05", 317)
    assert len(report.behind(report.flows[3].ids)) == 256


@pytest.mark.usefixtures("partners")
def test_a_return_slip_counts_as_going_back(app: App) -> None:
    up = carried(app, "up", ours=True, other=THERE, day="2026-05-20", events=SENT)
    returned(app, up, "2026-06-03")
    received = carried(app, "up", ours=False, other=BELOW, day="2025-12-30", events=SENT)
    returned(app, received, "2026-01-04")
    equal = carried(app, "lateral", ours=True, other=EQUAL, day="2026-05-20", events=SENT)
    returned(app, equal, "2026-06-03")
    report = year(app)
    assert count(report) == {
        "sent_up": 1,
        "back_from_higher": 1,
        "same_level": 1,
        "from_lower": 0,
        "sent_down": 1,
    }
    [row] = [r for r in report.tables["diagnosis"] if r.label == "高血压3级"]
    assert row.count() == 4


@pytest.mark.usefixtures("partners")
def test_what_was_cancelled_or_never_sent_is_told_apart(app: App) -> None:
    carried(app, "up", ours=True, other=THERE, day="2026-05-20", events=(*SENT, "cancelled"))
    carried(app, "up", ours=True, other=THERE, day="2026-05-20", events=("created",))
    carried(app, "up", ours=True, other=THERE, day="2026-05-20", events=(*SENT, "declined"))
    carried(app, "up", ours=True, other=THERE, day="2026-05-20", events=(*SENT, "accepted", "no_show"))
    report = year(app)
    assert count(report)["sent_up"] == 2
    states = {state.name: len(state.ids) for state in report.states}
    assert states == {"no_show": 1, "declined": 1, "cancelled": 1, "completed": 0, "not_sent": 1}
    assert report.ratio("declined").percent == Decimal("50.00")
    assert report.ratio("arrived").percent == Decimal("0.00")


@pytest.mark.usefixtures("partners")
def test_this_period_against_the_one_before_and_the_year_before(app: App) -> None:
    for day, number in (("2026-11-05", 5), ("2026-10-05", 4), ("2025-11-05", 2), ("2025-10-05", 9)):
        for _ in range(number):
            carried(app, "up", ours=True, other=THERE, day=day, events=SENT)
    report = app.statistics.report(app.statistics.period("2026-11"))
    up = report.flows[0]
    assert (up.count, up.before, up.year_before) == (5, 4, 2)
    assert (up.month_on_month, up.year_on_year) == ("+25.00%", "+150.00%")
    assert report.flows[1].month_on_month == "—"


@pytest.mark.usefixtures("partners")
def test_how_long_things_take(app: App) -> None:
    carried(
        app, "up", ours=True, other=THERE, day="2026-05-20", events=(*SENT, "accepted", "arrived", "returned")
    )
    carried(app, "up", ours=True, other=THERE, day="2026-05-20", events=(*SENT, "received", "accepted"))
    report = year(app)
    answer, arrival, loop = report.durations
    assert (answer.mean_hours, answer.median_hours, len(answer.ids)) == (3.0, 3.0, 2)
    assert len(answer.over_limit) == 1
    assert (arrival.mean_hours, loop.mean_hours) == (4.0, 6.0)
    assert report.ratio("returned").percent == Decimal("50.00")


def test_two_weeks_follow_up_of_emergencies(app: App, desk: Desk) -> None:
    first = desk.referral(urgency="emergency")
    patient = app.referrals.get(first).row["patient_id"]
    hospital = app.referrals.get(first).row["to_org"]
    second = desk.referral(urgency="emergency", patient_id=patient, to_org=hospital)
    desk.referral(urgency="routine", patient_id=patient, to_org=hospital)
    values = {"patient_id": patient, "visited_on": "2026-11-30", "way": "3", "form": "after_referral"}
    with app.place.unit():
        rows.insert(app.place.db, "follow_up", {**values, "referral_id": first})
    young = year(app).ratio("two_weeks")
    assert (young.numerator, young.denominator) == (1, 1)
    clock_of(app).advance(timedelta(days=15))
    app.session.touch()
    ratio = year(app).ratio("two_weeks")
    assert (ratio.numerator_ids, set(ratio.denominator_ids)) == ((first,), {first, second})
    assert (ratio.percent, ratio.target, ratio.reached) == (Decimal("50.00"), Decimal(100), False)
    with app.place.unit():
        late = {**values, "referral_id": second, "visited_on": "2026-12-07"}
        rows.insert(app.place.db, "follow_up", late)
    assert year(app).ratio("two_weeks").numerator == 1


def test_the_worked_example_of_a_share() -> None:
    assert percent(Decimal("755.68"), Decimal("1191.33")) == Decimal("63.43")
    assert percent_text(percent(1, 3)) == "33.33%"
    assert percent_text(percent(1, 0)) == "—"
    assert change_text(3, 4) == "-25.00%"


def test_numbers_from_elsewhere_are_typed_in(app: App) -> None:
    period = app.statistics.period("2026")
    assert year(app).ratio("primary_share").missing
    app.statistics.set_inputs(period, {"primary_visits": "755.68", "visits": "1191.33"})
    share = year(app).ratio("primary_share")
    assert (share.percent, share.missing, share.reached) == (Decimal("63.43"), False, False)
    assert app.statistics.report(app.statistics.period("2025")).ratio("primary_share").missing
    with pytest.raises(Rejected) as refused:
        app.statistics.set_inputs(period, {"visits": "很多", "luck": "1"})
    assert [p.field for p in refused.value.problems] == ["visits", "luck"]


@pytest.mark.usefixtures("partners")
def test_plan_against_actual(app: App) -> None:
    for _ in range(3):
        carried(app, "up", ours=True, other=THERE, day="2026-11-05", events=SENT)
    app.statistics.set_plan(2026, {"sent_up": "120", "back_from_higher": "20"})
    up = year(app).flows[0]
    assert (up.planned, up.plan_share) == (Decimal("120.0"), Decimal("2.50"))
    month = app.statistics.report(app.statistics.period("2026-11")).flows[0]
    assert (month.planned, month.plan_share) == (Decimal("10.0"), Decimal("30.00"))
    days = app.statistics.report(Period(date(2026, 11, 1), date(2026, 11, 9))).flows[0]
    assert days.planned is None
    with pytest.raises(Rejected):
        app.statistics.set_plan(2026, {"sent_up": "-1"})


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", Decimal(12)), (" 7.5 ", Decimal("7.5")), ("", None), (None, None), ("NaN", None), ("-3", None)],
)
def test_numbers_as_typed(text: str | None, number: Decimal | None) -> None:
    assert read_number(text) == number


def test_a_target_may_be_a_ceiling() -> None:
    from clinic_app.domain.wording import say

    ratio = Ratio("x", say("x"), Decimal(1), Decimal(10), say("x"), target=Decimal(10), lower_is_better=True)
    assert ratio.reached
    assert Ratio("x", say("x"), Decimal(1), Decimal(10), say("x")).reached is None


def test_whoever_may_not_see_numbers_sees_none(app: App) -> None:
    app.administration.save_account(
        {"login": "guanli", "name": "马管理", "roles": ["admin"]}, password="Chuang-kou-1"
    )
    app.session.log_in("guanli", "Chuang-kou-1")
    app.session.change_password("Chuang-kou-1", "Chuang-kou-2")
    with pytest.raises(NotAllowed):
        year(app)


def test_the_latest_months_for_a_choice(app: App) -> None:
    months = app.statistics.months(3)
    assert [str(month.called) for month in months] == ["2026年11月", "2026年10月", "2026年9月"]
