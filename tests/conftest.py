"""What holds for every test: a home of its own, no keyring, no network, no unexpected log line.

Nothing here imports Qt; tests of the core stay light.
"""

from __future__ import annotations

import ipaddress
import logging
import os
import re
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# No example is timed: another machine is slower. The same examples on every machine and every day, so that a
# run says something about the change made.
# `make fuzz` looks for new ones; what it finds becomes an example of its own.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("fuzz", derandomize=False, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

_HOME = Path(tempfile.mkdtemp(prefix="clinic-tests-"))


def _own_surroundings() -> None:
    """Point home, XDG folders, Qt and the keyring away from this machine, before anything reads them."""
    runtime = _HOME / "run"
    runtime.mkdir(mode=0o700)
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(_HOME)
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        os.environ[f"XDG_{name}_HOME"] = str(_HOME / name.lower())
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    os.environ["PYTHON_KEYRING_BACKEND"] = "ui.demo.memory_keyring.MemoryKeyring"
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in ("QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_FONT_DPI", "LANGUAGE"):
        os.environ.pop(name, None)
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        os.environ.pop(name, None)


_own_surroundings()


def _hub_databases() -> str:
    from tests.helpers.postgres import can_run_postgres, find_postgres

    if can_run_postgres():
        return f"hub: tested on SQLite and PostgreSQL ({find_postgres()})"
    return "hub: tested on SQLite ONLY, no PostgreSQL server can be started here (apt-get install postgresql)"


def pytest_report_header() -> str:
    """Say on which databases the hub is tested."""
    return _hub_databases()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say it again at the end when one of them was left out."""
    if "ONLY" in _hub_databases():
        terminalreporter.write_line(_hub_databases(), yellow=True)


def pytest_unconfigure() -> None:
    """Take the tests' home away again."""
    shutil.rmtree(_HOME, ignore_errors=True)


# -- network ---------------------------------------------------------------------------------------------

_reached_out: list[str] = []


def _is_loopback(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def _network_guard() -> Iterator[None]:
    """Let tests talk to this machine only. Names under ``.invalid`` fail as they would on a dead line."""
    connect, connect_ex, resolve = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def forbid(host: object) -> None:
        if not str(host).endswith(".invalid"):
            _reached_out.append(str(host))
        raise socket.gaierror(socket.EAI_NONAME, f"tests have no network: {host}")

    def check(address: Any) -> None:
        if isinstance(address, tuple) and not _is_loopback(address[0]):
            forbid(address[0])

    def guarded_connect(self: socket.socket, address: Any) -> None:
        check(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        check(address)
        return connect_ex(self, address)

    def guarded_resolve(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not _is_loopback(host):
            forbid(host)
        return resolve(host, *args, **kwargs)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    patch.setattr(socket, "getaddrinfo", guarded_resolve)
    yield
    patch.undo()


# -- log lines ---------------------------------------------------------------------------------------------


class LogJudge(logging.Handler):
    """Keeps log lines of WARNING and above, and says which were not expected."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[tuple[str, int, str]] = []
        self._allowed: list[re.Pattern[str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        event = record.msg.get("event", "") if isinstance(record.msg, dict) else record.getMessage()
        self.lines.append((record.name, record.levelno, str(event)))

    def allow(self, pattern: str) -> None:
        """Expect a line in which this regular expression is found."""
        self._allowed.append(re.compile(pattern))

    def seen(self, pattern: str) -> bool:
        """Tell whether such a line was logged."""
        return any(re.search(pattern, text) for _logger, _level, text in self.lines)

    def unexpected(self) -> list[str]:
        """Return the lines nobody expected."""
        return [
            f"{logging.getLevelName(level)} {logger}: {text}"
            for logger, level, text in self.lines
            if not any(pattern.search(text) for pattern in self._allowed)
        ]


@pytest.fixture(scope="session", autouse=True)
def _program_log() -> None:
    """Let the program's own log lines go through the standard library, where tests can see them."""
    from clinic_app.system.logging import configure_logging

    configure_logging(None)


@pytest.fixture
def expected_logs() -> LogJudge:
    """Declare log lines of WARNING and above: ``expected_logs.allow("hub unreachable")``."""
    return _judge


_judge = LogJudge()


@pytest.fixture(autouse=True)
def _clean_test() -> Iterator[None]:
    """Start every test with an empty keyring; fail it for an unexpected log line or a reach outside."""
    memory = sys.modules.get("ui.demo.memory_keyring")
    if memory is not None:
        memory.MemoryKeyring.entries.clear()
    _judge.__init__()
    root = logging.getLogger()
    root.addHandler(_judge)
    yield
    root.removeHandler(_judge)
    reached, _reached_out[:] = list(_reached_out), []
    assert not reached, f"the test tried to reach {reached}"
    unexpected = _judge.unexpected()
    assert not unexpected, "unexpected log lines (declare them with expected_logs.allow): " + "; ".join(
        unexpected
    )
