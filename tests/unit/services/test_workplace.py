from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from clinic_app.services.app import App
from clinic_app.store import audit, rows
from tests.helpers.clinic import NOON, clock_of, services_machine, township
from tests.helpers.services import Desk


def test_now_follows_the_hubs_clock(app: App) -> None:
    assert app.place.now() == NOON
    app.place.db.execute("UPDATE sync_state SET wall_offset_ms = ?", (-13 * 3600 * 1000,))
    assert app.place.now() == NOON - timedelta(hours=13)
    assert app.place.today().isoformat() == "2026-11-21"


def test_moments_in_words(app: App) -> None:
    assert app.place.chinese_time("2026-11-22T01:41:00.000Z") == "今天 09:41"
    assert app.place.chinese_time("2026-11-19T17:00:00.000Z") == "11-20（周五） 01:00"
    assert app.place.chinese_time("quatsch") == ""
    assert app.place.chinese_time(None) == ""


def test_a_unit_that_fails_leaves_nothing_behind(app: App, desk: Desk) -> None:
    before = len(audit.page(app.place.reader))

    def half_done() -> None:
        with app.place.unit():
            rows.insert(app.place.db, "patient", {"name": "赵二"})
            app.place.audit("create", "patient")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    assert app.patients.count() == 0
    assert len(audit.page(app.place.reader)) == before
    desk.patient()
    assert app.patients.count() == 1


def test_every_thread_reads_on_a_line_of_its_own(app: App, desk: Desk) -> None:
    desk.patient()
    found: list[object] = []

    def read() -> None:
        found.append(app.place.reader)
        found.append(app.patients.count())

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert found[1] == 1
    assert found[0] is not app.place.reader


def test_a_reader_is_not_held_up_by_a_writer(app: App, desk: Desk) -> None:
    desk.patient()
    counted: list[int] = []
    with app.place.unit():
        rows.insert(app.place.db, "patient", {"name": "赵二"})
        thread = threading.Thread(target=lambda: counted.append(app.patients.count()))
        thread.start()
        thread.join(10)
        assert counted == [1]


def test_every_service_stands_on_the_same_ground(tmp_path: Path) -> None:
    with township(tmp_path, services_machine()) as app:
        names = ("directory", "drafts", "patients", "patient_imports", "referrals", "referral_actions")
        names += ("follow_ups", "worklists", "sync_control", "printing", "conflicts", "contact_cards")
        names += ("statistics", "backups", "administration")
        for name in names:
            assert getattr(app, name) is getattr(app, name), name
        assert app.paths.database.exists()
        assert clock_of(app).now() == NOON


def test_what_was_saved_is_in_the_black_box_too(app: App, desk: Desk) -> None:
    desk.patient()
    box = app.paths.black_box / "changes.box"
    assert box.stat().st_size > 0
    assert "王建国".encode() not in box.read_bytes()
