from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_app.services.app import App
from clinic_app.services.clock_doubt import AHEAD, clock_doubt
from clinic_app.services.health import check_health
from clinic_app.store import sync_state
from tests.helpers.clinic import NOON, clock_of
from tests.helpers.services import Desk

WRONG = {
    "1970": (timedelta(days=-20000), "1972-02-19"),
    "a day behind": (timedelta(days=-1), "2026-11-21"),
    "400 days ahead": (timedelta(days=400), "2027-12-27"),
}


@pytest.mark.parametrize(("jump", "day"), WRONG.values(), ids=WRONG)
def test_a_wrong_date_is_said_before_it_goes_on_paper_and_into_lists(app: App, desk: Desk, jump, day) -> None:
    referral = desk.referral()
    assert clock_doubt(app.place) is None
    assert not [one for one in app.printing.window_problems(referral) if one.code == "clock.doubt"]
    clock_of(app).move_to(NOON + jump)
    (told,) = [one for one in app.printing.window_problems(referral) if one.code == "clock.doubt"]
    assert day in str(told.message)
    assert told.warning  # asked, not refused: it may be the other days that were wrong
    status = app.sync_control.status()
    assert status.clock_suspect
    assert status.clock_text == str(told.message)
    assert status.clock_text not in (status.sentence, *status.facts)
    (found,) = [one for one in check_health(app.place) if one.name == "clock"]
    assert str(found.sentence) == str(told.message)


def test_a_holiday_and_a_night_shift_are_no_alarm(app: App, desk: Desk) -> None:
    desk.patient()
    clock_of(app).move_to(NOON + AHEAD)
    assert clock_doubt(app.place) is None
    clock_of(app).move_to(NOON - timedelta(hours=11))
    assert clock_doubt(app.place) is None


def test_a_clock_that_the_hub_corrects_is_believed_as_corrected(app: App, desk: Desk) -> None:
    desk.patient()
    clock_of(app).move_to(NOON - timedelta(days=20000))
    sync_state.change(app.place.db, wall_offset_ms=20000 * 86_400_000)
    assert clock_doubt(app.place) is None
    assert app.place.today().isoformat() == "2026-11-22"
