"""Every list that goes by today's date warns while this computer's date cannot be right."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.helpers.clinic import clock_of, township
from tests.helpers.services import Desk
from tests.helpers.window import settle, window_of

LISTS = ("workbench", "reminders", "follow_ups", "renewals")


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(1970, 1, 1, 8, tzinfo=UTC), "显然不对"),
        (timedelta(days=-1), "比已保存的内容"),
        (timedelta(days=400), "请确认日期无误"),
    ],
    ids=["1970", "a day behind", "400 days ahead"],
)
def test_every_due_list_warns_and_stops_warning(tmp_path, tasks, messages, shown, at, words):
    app = township(tmp_path)
    Desk(app).patient()
    window = window_of(app, tasks, messages)
    shown(window)
    right = clock_of(app).now()

    def told(key):
        window.open(key)
        settle(window)
        warning = window.current_page().clock
        return warning.text() if warning.isVisible() else ""

    assert [told(key) for key in LISTS] == [""] * len(LISTS)
    clock_of(app).move_to(right + at if isinstance(at, timedelta) else at)
    app.session.touch()
    for key in LISTS:
        assert words in told(key), key
    clock_of(app).move_to(right)
    app.session.touch()
    assert [told(key) for key in LISTS] == [""] * len(LISTS)
    window.close()
    settle(window)
    app.close()
