"""The manual: every page has a topic, every button it names exists, its tables are the program's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest

from clinic_app.domain.referral_moves import TRANSITIONS
from ui import shortcuts
from ui.pages import PAGES
from ui.views.help import TOPIC_OF_PAGE, TOPICS, HelpPage, keys_table, moves_table, topic_text

ROOT = Path(__file__).parents[2]
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "ui").rglob("*.py"))
SAID = SOURCES + "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "clinic_app").rglob("*.py"))
SPOKEN = {"周二后无消息", "对方没有处理", "已送达"}
"""In quotes without standing so in the program: one with a day in it, two that it never says."""


@pytest.fixture
def page(context, shown):
    made = HelpPage(context)
    made.resize(1100, 660)
    return shown(made)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_a_text_that_begins_with_its_title(topic):
    assert topic_text(topic).startswith(f"# {TOPICS[topic]}\n")


def test_every_page_but_the_manual_itself_has_a_topic():
    assert {page.key for page in PAGES} - {"help"} == set(TOPIC_OF_PAGE)
    assert set(TOPIC_OF_PAGE.values()) <= set(TOPICS)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_button_that_is_named_exists(topic):
    named = set(re.findall(r"「([^」]+)」", topic_text(topic)))
    missing = [name for name in named if f'"{name}"' not in SOURCES]
    assert missing == []


@pytest.mark.parametrize("topic", ["exchange", "conflicts", "offline"])
def test_what_the_chapters_on_the_exchange_quote_is_said_by_the_program(topic):
    quoted = set(re.findall(r"“([^”]+)”", topic_text(topic))) - SPOKEN
    assert [words for words in sorted(quoted) if words not in SAID] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_every_link_leads_to_a_topic(topic):
    assert set(re.findall(r"\]\(([^)]+)\)", topic_text(topic))) <= set(TOPICS)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_keys_it_tells_are_those_of_the_program(topic):
    """「做随访」（F6）: where a button is named with a key, the program has that key."""
    keys = {key.sequence for key in shortcuts.KEYS.values()}
    assert set(re.findall(r"（(F\d+)）", topic_text(topic))) <= keys


def test_f1_opens_the_topic_of_the_page_and_links_are_followed(page):
    page.show_at(topic="exchange")
    assert page.place() == {"topic": "exchange"}
    assert "数据往来" in page.text.toPlainText()
    page.text.anchorClicked.emit(QUrl("backup"))
    assert page.place() == {"topic": "backup"}
    page.show_at(topic="help")
    assert page.place() == {"topic": "backup"}


def test_arrow_keys_walk_through_the_topics(page):
    page.show_at(topic="first")
    QTest.keyClick(page.topics, Qt.Key.Key_Down)
    assert page.place() == {"topic": list(TOPICS)[1]}
    assert TOPICS[list(TOPICS)[1]] in page.text.toPlainText()


def test_the_table_of_moves_has_a_line_for_every_move(page):
    assert len(moves_table().splitlines()) == len(TRANSITIONS) + 2
    page.show_at(topic="moves")
    assert "申请撤销" in page.text.toPlainText()


def test_the_table_of_keys_has_a_line_for_every_key():
    assert all(f"| {key.sequence} | {key.label} |" in keys_table() for key in shortcuts.KEYS.values())
