"""Every page of both desks in English: it opens, and nothing of the program's own stays Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QAbstractTableModel, QLocale, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.domain.wording import say
from clinic_app.services.app import App
from installer.translations import holds_chinese
from tests.helpers.clinic import county, township
from tests.helpers.window import settle, window_of
from ui import i18n
from ui.bridge import MessageBridge
from ui.models.paged import Cell
from ui.pages import pages_for
from ui.tasks import Tasks
from ui.widgets.chip import Chip
from ui.widgets.steps import Step

TEXTS = ("text", "title", "placeholderText", "toolTip", "accessibleName", "windowTitle")
OWN_NAMES = {"简体中文"}
"""What calls itself by its own name in every language."""


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    installed = i18n.install(qapp, "en")
    yield
    for translator in installed:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def _texts(window: QWidget) -> Iterator[str]:
    for widget in [window, *window.findChildren(QWidget)]:
        if isinstance(widget, QTextBrowser):
            continue  # The manual is written in Chinese.
        for name in TEXTS:
            read: Callable[[], object] | None = getattr(widget, name, None)
            if callable(read):
                yield str(read())
        if isinstance(widget, QAbstractItemView) and isinstance(
            widget.model(), QAbstractTableModel | QAbstractListModel
        ):
            yield from _heads(widget)


def _heads(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    columns = model.columnCount(QModelIndex()) if isinstance(model, QAbstractTableModel) else 0
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")


@pytest.mark.parametrize("make", [township, county])
def test_every_page_speaks_english(
    english: None,
    make: Callable[[Path], App],
    tmp_path: Path,
    tasks: Tasks,
    messages: MessageBridge,
    qtbot: QtBot,
) -> None:
    app = make(tmp_path / "desk")
    window = window_of(app, tasks, messages)
    qtbot.addWidget(window)
    window.show()
    user = app.session.user
    assert user is not None
    data = {app.institution.called, app.institution.name, user.name}
    left = set()
    for page in pages_for(app.role):
        window.open(page.key)
        settle(window)
        for text in _texts(window):
            # Names of people and places are what was typed in, whatever the language.
            program = text
            for name in data | OWN_NAMES:
                program = program.replace(name, "")
            if holds_chinese(program):
                left.add(f"{page.key}: {text}")
    window.close()
    settle(window)
    app.close()
    assert not left, "\n".join(sorted(left))


def test_a_sentence_of_the_core_is_shown_in_english_and_stored_in_chinese(
    english: None, qtbot: QtBot
) -> None:
    words = str(say("{count} 小时", count=5))
    assert words == "5 小时"
    assert i18n.text(words) == "5 hours"
    assert Cell(words).text == "5 hours"
    assert Step(str(say("已发出"))).label == "Sent"
    chip = Chip(str(say("待受理")), "due")
    qtbot.addWidget(chip)
    assert chip.text() == "Waiting for a decision"


def test_what_a_person_wrote_is_never_translated(english: None, qtbot: QtBot) -> None:
    assert Cell("其他").text == "其他"
    chip = Chip("稳定", "done")
    qtbot.addWidget(chip)
    assert chip.text() == "稳定"


def test_codes_and_ages_are_shown_in_english(english: None) -> None:
    assert i18n.code("gender", "女") == "Female"
    assert i18n.code("relation", "女") == "Daughter"
    assert [i18n.age(words) for words in ("68岁", "5月", "12天", "不详", "")] == [
        "68 y",
        "5 mo",
        "12 d",
        "不详",
        "",
    ]
