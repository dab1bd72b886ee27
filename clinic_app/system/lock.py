"""One process per data folder, by a lock of the operating system that no power cut can leave behind."""

from __future__ import annotations

import getpass
import json
import os
import socket
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

import attrs

from clinic_app.domain.clock import Clock, local_text, read_stamp, stamp
from clinic_app.domain.errors import DatabaseBusy
from clinic_app.domain.wording import Message, say
from clinic_app.system.files import os_errors_turned

_LOCKED_BYTE = 1 << 20
"""Byte that Windows locks: far behind the text, because a byte locked there cannot be read by others."""


@attrs.frozen
class Holder:
    """Who holds the folder.

    Attributes:
        pid: process number on that machine.
        host: name of the machine.
        user: log-in name there.
        since: stored moment when it took the lock.
    """

    pid: int
    host: str
    user: str
    since: str

    def describe(self) -> Message:
        """Return who it is, for people."""
        try:
            since = local_text(read_stamp(self.since))
        except ValueError:
            since = "?"
        return say(
            "{user}@{host}，{since} 起（进程 {pid}）",
            user=self.user,
            host=self.host,
            since=since,
            pid=self.pid,
        )


class DataLock:
    """The right to work in a data folder, held until ``release`` or the end of the process.

    The kernel's own lock decides, never the existence of a file or a process number: after a power cut
    the file is still there, but nothing holds it, and a new process with the old number is harmless.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._fd: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._fd is not None

    def acquire(self) -> None:
        """Take the lock.

        Raises:
            DatabaseBusy: another process (or another window of this one) holds it; says who.
            FileError: the file cannot be made.
        """
        if self.held:
            return
        with os_errors_turned(self._path):
            fd = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        try:
            _lock_now(fd)
        except OSError as error:
            os.close(fd)
            raise DatabaseBusy(_busy(read_holder(self._path))) from error
        self._fd = fd
        self._write_holder(fd)

    def release(self) -> None:
        """Give the lock back; does nothing when it is not held."""
        if self._fd is None:
            return
        fd, self._fd = self._fd, None
        # The file stays: removing it would let a third process lock a new file of the same name while
        # a second one still waits on the old.
        os.ftruncate(fd, 0)
        _unlock(fd)
        os.close(fd)

    def __enter__(self) -> DataLock:
        """Take the lock."""
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give it back."""
        self.release()

    def _write_holder(self, fd: int) -> None:
        holder = Holder(os.getpid(), socket.gethostname(), _user_name(), stamp(self._clock.now()))
        with os_errors_turned(self._path):
            os.ftruncate(fd, 0)
            os.lseek(fd, 0, os.SEEK_SET)
            os.write(fd, json.dumps(attrs.asdict(holder), ensure_ascii=False).encode())


def read_holder(path: Path) -> Holder | None:
    """Return what a lock file says about its holder, or None when it says nothing readable."""
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
        return Holder(int(found["pid"]), str(found["host"]), str(found["user"]), str(found["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _busy(holder: Holder | None) -> Message:
    if holder is None:
        return say("本程序已经打开了，请切换到已打开的窗口。您的数据没有影响。")
    return say(
        "本程序已经打开了（{who}）。请切换到已打开的窗口；如果找不到窗口，请重新启动电脑。您的数据没有影响。",
        who=holder.describe(),
    )


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no such user in the password file, as in bare containers
        return "?"


if sys.platform == "win32":
    import msvcrt

    def _lock_now(fd: int) -> None:
        os.lseek(fd, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

    def _unlock(fd: int) -> None:
        os.lseek(fd, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock_now(fd: int) -> None:
        # flock, not lockf: a lockf lock vanishes as soon as any other descriptor of the file is closed
        # in the same process, and read_holder closes one.
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_UN)
