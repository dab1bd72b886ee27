from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from clinic_app.services.app import App
from clinic_app.services.setup import SetupForm, set_up
from clinic_app.services.workplace import Machine
from clinic_app.system.logging import configure_logging
from clinic_app.system.passwords import Passwords
from clinic_app.system.paths import paths_under
from clinic_app.system.secrets import SealCost
from ui import __main__ as command
from ui import app as ui_app
from ui import desk as ui_desk
from ui.app import Program
from ui.context import UiContext, UiState
from ui.messages import Notice
from ui.widgets.page import PageWidget
from ui.widgets.trouble import TroubleGate

PASSWORD = "Bai-shui-2026"


class Gate(QWidget):
    opened = Signal(object)
    entered = Signal()
    retry = Signal()
    restore = Signal(object)
    anew = Signal()

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.brought: list[Path] = []

    def bring(self, backup: Path) -> None:
        self.brought.append(backup)


@pytest.fixture
def gates(monkeypatch: pytest.MonkeyPatch) -> list[Gate]:
    made: list[Gate] = []

    def make(key: str, _context: UiContext) -> Gate:
        made.append(Gate(key))
        return made[-1]

    monkeypatch.setattr(ui_app, "make_gate", make)
    monkeypatch.setattr(ui_desk, "make_gate", make)
    monkeypatch.setattr("ui.pages.PageEntry.factory", lambda _entry: PageWidget)
    return made


def _set_up(folder: Path) -> App:
    form = SetupForm(name="白水镇中心卫生院", account_name="李医生", login="lys", password=PASSWORD)
    cheap = Machine(
        seal_cost=SealCost(time=1, memory_kib=64), passwords=Passwords(time_cost=1, memory_kib=64)
    )
    return set_up(folder, form, machine=cheap).app


@pytest.fixture
def start(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[], Program]]:
    started: list[Program] = []

    def begin() -> Program:
        program = Program(qapp, paths_under(tmp_path).ensure(), version="1.0", basedir=tmp_path)
        started.append(program)
        program.start()
        program.context.tasks.drain()
        return program

    yield begin
    for program in started:
        program.window.close()
        program.window.deleteLater()


def test_an_empty_folder_begins_with_the_set_up_and_goes_straight_to_work(
    start: Callable[[], Program], gates: list[Gate], tmp_path: Path
) -> None:
    program = start()
    assert [gate.key for gate in gates] == ["setup"]
    gates[0].opened.emit(_set_up(tmp_path))
    program.context.tasks.drain()
    assert not program.window.gated()
    assert program.window.current_key() == "workbench"
    assert program.window.nav._name.text() == "白水镇中心卫生院"
    assert "李医生" in program.window.top.account.text()


def test_the_next_start_asks_who_is_there(
    start: Callable[[], Program], gates: list[Gate], tmp_path: Path
) -> None:
    _set_up(tmp_path).close()
    program = start()
    assert [gate.key for gate in gates] == ["login"]
    program.context.app.session.log_in("lys", PASSWORD)
    gates[0].entered.emit()
    program.context.tasks.drain()
    assert program.window.current_key() == "workbench"


def test_a_copied_folder_says_that_its_numbers_go_on_in_a_segment_of_their_own(
    start: Callable[[], Program], gates: list[Gate], tmp_path: Path
) -> None:
    app = _set_up(tmp_path / "original")
    database, envelope = app.paths.database, app.paths.key_envelope
    app.close()
    paths = paths_under(tmp_path).ensure()
    for file in (database, envelope):
        (paths.data / file.name).write_bytes(file.read_bytes())
    program = start()
    told: list[Notice] = []
    program.context.messages.posted.connect(told.append)
    program.context.app.session.log_in("lys", PASSWORD)
    gates[0].entered.emit()
    program.context.tasks.drain()
    (notice,) = told
    assert "新的编号段" in notice.text
    assert "资料没有变动" in notice.text


def test_closing_the_window_gives_the_folder_back(
    start: Callable[[], Program], gates: list[Gate], tmp_path: Path
) -> None:
    _set_up(tmp_path).close()
    start().window.close()
    App.open(tmp_path).close()


def test_a_folder_in_use_is_said_and_can_be_tried_again(
    start: Callable[[], Program], gates: list[Gate], tmp_path: Path
) -> None:
    first = _set_up(tmp_path)
    program = start()
    trouble = program.window.findChild(TroubleGate)
    assert isinstance(trouble, TroubleGate)
    assert "占用" in trouble.accessibleName()
    first.close()
    trouble.again.click()
    program.context.tasks.drain()
    assert [gate.key for gate in gates] == ["login"]


def test_a_database_that_is_gone_can_be_put_back_and_tried_again(
    start: Callable[[], Program], gates: list[Gate], tmp_path: Path
) -> None:
    app = _set_up(tmp_path)
    file = app.paths.database
    app.close()
    file.rename(tmp_path / "elsewhere.db")
    program = start()
    assert [gate.key for gate in gates] == ["gone"]
    (tmp_path / "elsewhere.db").rename(file)
    gates[0].retry.emit()
    program.context.tasks.drain()
    assert [gate.key for gate in gates] == ["gone", "login"]


def test_a_database_that_is_gone_leads_to_the_backup_and_to_the_first_start_and_back(
    start: Callable[[], Program], gates: list[Gate], tmp_path: Path
) -> None:
    app = _set_up(tmp_path)
    file = app.paths.database
    app.close()
    file.unlink()
    program = start()
    gates[-1].anew.emit()
    assert gates[-1].key == "setup"
    gates[-1].restore.emit(tmp_path / "clinic.db")
    assert (gates[-1].key, gates[-1].brought) == ("from_backup", [tmp_path / "clinic.db"])
    gates[-1].retry.emit()
    program.context.tasks.drain()
    assert [gate.key for gate in gates] == ["gone", "setup", "from_backup", "gone"]


def test_a_database_that_is_damaged_is_said_and_not_touched(
    start: Callable[[], Program], gates: list[Gate], tmp_path: Path
) -> None:
    app = _set_up(tmp_path)
    file = app.paths.database
    app.close()
    file.write_bytes(b"x" * 4096)
    program = start()
    assert isinstance(program.window.findChild(TroubleGate), TroubleGate)
    assert file.read_bytes() == b"x" * 4096
    assert gates == []


def test_an_error_nobody_caught_is_told_in_a_plain_sentence(
    start: Callable[[], Program], gates: list[Gate]
) -> None:
    program = start()
    seen: list[Notice] = []
    program.context.messages.posted.connect(seen.append)
    program.crashed(Path("/x/crash-1.txt"))
    assert [(notice.title, notice.details) for notice in seen] == [("程序出了意外", "crash-1.txt")]


def test_language_and_look_are_remembered(qapp: QApplication, tmp_path: Path, gates: list[Gate]) -> None:
    from ui import theme

    paths = paths_under(tmp_path).ensure()
    assert ui_app.read_language(paths) == "zh"
    state = UiState(paths.config / "screen.json")
    for name, value in (("language", "en"), ("theme", "dark"), ("size", "no such size")):
        state.put(name, value)
    assert ui_app.read_language(paths) == "en"
    program = Program(qapp, paths, version="1.0", basedir=tmp_path)
    assert (theme.current().name, theme.current().size) == ("dark", "standard")
    program.window.close()


def test_a_broken_file_of_habits_troubles_nobody(tmp_path: Path) -> None:
    file = tmp_path / "screen.json"
    file.write_text("{broken", encoding="utf-8")
    state = UiState(file)
    assert state.get("theme", "light") == "light"
    state.put("theme", "dark")
    assert UiState(file).get("theme") == "dark"


def test_the_command_passes_its_options_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: dict[str, Any] = {}

    def run(_names: list[str], paths: Any, **options: Any) -> int:
        heard.update(options, data=paths.data)
        return 3

    monkeypatch.setattr(ui_app, "run", run)
    monkeypatch.setattr("faulthandler.enable", lambda *_args: None)
    monkeypatch.setattr("faulthandler.disable", lambda *_args: None)
    try:
        assert command.main(["--basedir", str(tmp_path), "--lang", "en"]) == 3
    finally:
        configure_logging(None)
    assert heard["language"] == "en"
    assert heard["basedir"] == tmp_path
    assert heard["data"] == tmp_path / "data"


def test_an_unknown_language_is_refused_by_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        command.main(["--lang", "xx"])
    assert left.value.code == 2
    assert "xx" in capsys.readouterr().err
