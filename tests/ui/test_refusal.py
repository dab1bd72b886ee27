"""An error of a call is told once, where it can be mended."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from clinic_app.domain.errors import NotFound, Rejected
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from ui.bridge import MessageBridge
from ui.messages import Level, Notice
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit
from ui.widgets.refusal import tell_refusal

WRONG = Rejected(
    [Problem("name", "name.missing", say("请填写姓名")), Problem("", "day.off", say("今天不办"))]
)


def _form(qtbot: QtBot) -> Form:
    form = Form()
    qtbot.addWidget(form)
    form.row(("name", "姓名", LineEdit()))
    return form


def test_what_was_typed_wrong_stands_beside_its_field_and_nowhere_else(
    qtbot: QtBot, messages: MessageBridge, messages_seen: list[Notice]
) -> None:
    form = _form(qtbot)
    assert tell_refusal(WRONG, form, messages)
    assert form.row_of("name").problem_text() == "请填写姓名"
    assert messages_seen == []


def test_without_a_form_its_sentences_are_a_warning(
    qtbot: QtBot, messages: MessageBridge, messages_seen: list[Notice]
) -> None:
    assert not tell_refusal(WRONG, None, messages)
    assert [(one.level, one.text) for one in messages_seen] == [(Level.WARNING, "请填写姓名\n今天不办")]


def test_any_other_error_goes_to_the_message_bar(
    qtbot: QtBot, messages: MessageBridge, messages_seen: list[Notice]
) -> None:
    form = _form(qtbot)
    assert not tell_refusal(NotFound(say("这张单不在了。")), form, messages)
    assert form.row_of("name").problem_text() == ""
    assert [one.level for one in messages_seen] == [Level.ERROR]
