"""One process per data folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from clinic_app.domain.clock import FixedClock
from clinic_app.domain.errors import DatabaseBusy, FileError
from clinic_app.system.lock import DataLock, read_holder
from clinic_app.system.resources import resource_path

CLOCK = FixedClock(datetime(2026, 11, 22, 1, 41, tzinfo=UTC))

HOLD = """
import sys
from pathlib import Path
from clinic_app.domain.clock import SystemClock
from clinic_app.system.lock import DataLock
DataLock(Path(sys.argv[1]), SystemClock()).acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other_process(tmp_path):
    root = str(resource_path().parent)
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "clinic.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_one_is_refused_and_told_who_holds_it(tmp_path):
    path = tmp_path / "clinic.lock"
    with DataLock(path, CLOCK), pytest.raises(DatabaseBusy) as caught:
        DataLock(path, CLOCK).acquire()
    assert "2026-11-22 09:41" in str(caught.value)
    assert str(os.getpid()) in str(caught.value)


def test_reading_who_holds_it_does_not_loosen_it(tmp_path):
    path = tmp_path / "clinic.lock"
    with DataLock(path, CLOCK):
        assert read_holder(path) is not None
        for _ in range(2):
            with pytest.raises(DatabaseBusy):
                DataLock(path, CLOCK).acquire()


def test_it_can_be_taken_again_after_release(tmp_path):
    path = tmp_path / "clinic.lock"
    lock = DataLock(path, CLOCK)
    for _ in range(2):
        lock.acquire()
        lock.acquire()
        assert lock.held
        lock.release()
        lock.release()
        assert not lock.held
    assert read_holder(path) is None


def test_another_process_is_seen(tmp_path, other_process):
    with pytest.raises(DatabaseBusy, match=str(other_process.pid)):
        DataLock(tmp_path / "clinic.lock", CLOCK).acquire()


def test_a_killed_process_leaves_nothing_behind(tmp_path, other_process):
    other_process.send_signal(signal.SIGKILL)
    other_process.wait()
    assert read_holder(tmp_path / "clinic.lock") is not None
    with DataLock(tmp_path / "clinic.lock", CLOCK) as lock:
        assert lock.held


def test_a_torn_lock_file_does_not_matter(tmp_path):
    path = tmp_path / "clinic.lock"
    path.write_bytes(b"\x00\xff{half")
    with DataLock(path, CLOCK):
        holder = read_holder(path)
        assert holder is not None
        assert holder.pid == os.getpid()


def test_no_folder_no_lock(tmp_path):
    with pytest.raises(FileError):
        DataLock(tmp_path / "none" / "clinic.lock", CLOCK).acquire()
