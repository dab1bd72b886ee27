"""Crash reports."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from clinic_app.domain.clock import FixedClock
from clinic_app.domain.errors import FileError
from clinic_app.system import crash
from clinic_app.system.crash import KEPT_REPORTS, CrashRecorder, export_for_support, read_reports
from clinic_app.system.resources import resource_path


@pytest.fixture
def clock():
    return FixedClock(datetime(2026, 11, 22, tzinfo=UTC))


def failing(text="马小兰 13800138000"):
    try:
        raise ValueError(text)
    except ValueError as error:
        return error


def test_a_report_says_what_happened_and_names_nobody(tmp_path, clock):
    log = tmp_path / "clinic.log"
    log.write_text("event=opened\nevent=saved who=马小兰\n", "utf-8")
    path = CrashRecorder(tmp_path, clock, version="1.2.3", log_file=log).record(failing(), where="saving")
    assert path is not None
    text = path.read_text("utf-8")
    for expected in (
        "version: 1.2.3",
        "time: 2026-11-22T00:00:00.000Z",
        "where: saving",
        "ValueError",
        "event=opened",
    ):
        assert expected in text
    assert "马小兰" not in text
    assert "13800138000" not in text


def test_old_reports_make_room(tmp_path, clock):
    recorder = CrashRecorder(tmp_path, clock, version="1")
    for _ in range(KEPT_REPORTS + 3):
        clock.advance(timedelta(seconds=1))
        recorder.record(failing())
    reports = read_reports(tmp_path)
    assert len(reports) == KEPT_REPORTS
    assert "00:00:23" in reports[0].text


def test_a_folder_that_is_gone_does_not_crash_the_crash(tmp_path, clock):
    assert CrashRecorder(tmp_path / "none", clock, version="1").record(failing()) is None


def test_uncaught_errors_of_all_threads_are_reported_and_the_hooks_given_back(tmp_path, clock, capsys):
    told = []
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    recorder = CrashRecorder(tmp_path, clock, version="1", on_crash=told.append).install()
    try:
        error = failing()
        sys.excepthook(type(error), error, error.__traceback__)
        clock.advance(timedelta(seconds=1))
        thread = threading.Thread(target=failing_thread, name="worker-1")
        thread.start()
        thread.join()
    finally:
        recorder.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    assert [report.path for report in read_reports(tmp_path)] == told[::-1]
    assert "where: worker-1" in read_reports(tmp_path)[0].text
    assert "马小兰" not in capsys.readouterr().err


def failing_thread():
    raise RuntimeError("in a thread")


def test_a_native_crash_leaves_its_stack(tmp_path):
    code = (
        "import sys, faulthandler; from pathlib import Path; from clinic_app.domain.clock import SystemClock;"
        "from clinic_app.system.crash import CrashRecorder;"
        "CrashRecorder(Path(sys.argv[1]), SystemClock(), version='1').install(); faulthandler._sigabrt()"
    )
    root = str(resource_path().parent)
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
    )
    assert done.returncode != 0
    assert "Fatal Python error: Aborted" in (tmp_path / "native.txt").read_text()


def test_the_export_is_cleaned_once_more_and_holds_logs_and_reports_only(tmp_path):
    logs, crashes = tmp_path / "logs", tmp_path / "logs" / "crashes"
    crashes.mkdir(parents=True)
    (logs / "clinic.log").write_text("old line 620802195506150022\n")
    (logs / "clinic.log.1").write_text("older\n")
    (logs / "clinic.db").write_text("data")
    (crashes / "crash-1.txt").write_text("马小兰\n", "utf-8")
    target = tmp_path / "support.zip"
    assert export_for_support(target, logs, crashes) == 3
    with zipfile.ZipFile(target) as archive:
        assert sorted(archive.namelist()) == ["clinic.log", "clinic.log.1", "crash-1.txt"]
        assert archive.read("clinic.log") == "old line ‹id›\n".encode()
        assert "马小兰" not in archive.read("crash-1.txt").decode()


def test_an_export_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(FileError):
        export_for_support(tmp_path / "none" / "a.zip", tmp_path, tmp_path)


def test_a_console_less_program_survives_its_own_report(tmp_path, clock, monkeypatch):
    monkeypatch.setattr(crash.sys, "stderr", None)
    CrashRecorder(tmp_path, clock, version="1")._report(failing(), "main")
    assert len(read_reports(tmp_path)) == 1
