"""The doctor's manual: topics at the left, the text at the right, opened by F1 at the page one stands on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QFocusEvent, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout

from clinic_app.domain.referral_moves import TRANSITIONS, Direction, Move, Phase, Side
from clinic_app.services.referral_rows import EVENT_WORDS, PHASE_WORDS
from clinic_app.system.resources import resource_text
from ui import i18n, shortcuts, theme
from ui.context import UiContext
from ui.i18n import QT_TRANSLATE_NOOP
from ui.widgets.blocks import PageTitle
from ui.widgets.page import PageWidget

TOPICS: dict[str, str] = {
    "first": QT_TRANSLATE_NOOP("help", "第一次使用"),
    "import": QT_TRANSLATE_NOOP("help", "导入名册"),
    "patient": QT_TRANSLATE_NOOP("help", "登记患者"),
    "referral": QT_TRANSLATE_NOOP("help", "写转诊单"),
    "print": QT_TRANSLATE_NOOP("help", "打印"),
    "offline": QT_TRANSLATE_NOOP("help", "停网照常用"),
    "exchange": QT_TRANSLATE_NOOP("help", "数据往来"),
    "conflicts": QT_TRANSLATE_NOOP("help", "两边改得不一样"),
    "follow_up": QT_TRANSLATE_NOOP("help", "接回患者与随访"),
    "county": QT_TRANSLATE_NOOP("help", "县医院转诊台"),
    "statistics": QT_TRANSLATE_NOOP("help", "统计"),
    "keys": QT_TRANSLATE_NOOP("help", "快捷键"),
    "backup": QT_TRANSLATE_NOOP("help", "备份与恢复"),
    "settings": QT_TRANSLATE_NOOP("help", "设置"),
    "moves": QT_TRANSLATE_NOOP("help", "转诊流程表"),
}
"""Topics in their order; each has a text resources/help/<key>.md, but the last is made from the table."""

TOPIC_OF_PAGE = {
    "inbox": "county",
    "workbench": "first",
    "patients": "import",
    "patient": "patient",
    "referrals": "referral",
    "referral": "referral",
    "follow_ups": "follow_up",
    "follow_up": "follow_up",
    "statistics": "statistics",
    "exchange": "exchange",
    "conflicts": "conflicts",
    "settings": "settings",
}
"""Which topic F1 opens on a page."""


class HelpPage(PageWidget):
    """The manual."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        look = theme.current()
        outer = QVBoxLayout(self)
        edge = look.px("margin")
        outer.setContentsMargins(edge, look.px(18), edge, look.px(16))
        outer.setSpacing(look.px(12))
        outer.addWidget(PageTitle(self.tr("帮助"), self.tr("上下键选题目，Tab 到正文，Esc 返回。")))
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        outer.addLayout(row, 1)
        self.topics = QListWidget()
        self.topics.setAccessibleName(self.tr("题目"))
        self.topics.setFixedWidth(look.px(190))
        for key, title in TOPICS.items():
            item = QListWidgetItem(_title(title))
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.topics.addItem(item)
        self.topics.currentItemChanged.connect(lambda item, _: self._show(item))
        row.addWidget(self.topics)
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("正文"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        row.addWidget(self.text, 1)
        theme.changed.connect(lambda: self._show(self.topics.currentItem()))
        self._restyle()

    def show_at(self, topic: str = "", **_: Any) -> None:
        """Show a topic, or the one of a page of the program."""
        key = topic if topic in TOPICS else TOPIC_OF_PAGE.get(topic, "")
        if topic == "help" or (not key and self.topics.currentItem() is not None):
            key = self._current()
        keys = list(TOPICS)
        self.topics.setCurrentRow(keys.index(key) if key in keys else 0)
        self._show(self.topics.currentItem())
        self.topics.setFocus()

    def place(self) -> dict[str, Any]:
        """Return the topic that is shown."""
        return {"topic": self._current()}

    def _current(self) -> str:
        item = self.topics.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else ""

    def _follow(self, link: QUrl) -> None:
        """Go to another topic: the texts link to each other by name."""
        self.show_at(topic=link.toString().removesuffix(".md"))

    def _restyle(self) -> None:
        look = theme.current()
        self.topics.setFont(look.font())
        self.text.document().setDefaultFont(look.font())
        self.text.document().setDocumentMargin(look.px(20))

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        self._restyle()
        key = item.data(Qt.ItemDataRole.UserRole)
        self.text.document().setMarkdown(topic_text(key), QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        self.text.moveCursor(self.text.textCursor().MoveOperation.Start)
        self.setAccessibleDescription(item.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.topics.setFocus()
        super().focusInEvent(event)


def _title(text: str) -> str:
    return QCoreApplication.translate("help", text)


def topic_text(key: str) -> str:
    """Return the text of a topic as Markdown."""
    if key == "moves":
        return resource_text("help", "moves.md") + "\n" + moves_table()
    if key == "keys":
        return resource_text("help", "keys.md") + "\n" + keys_table()
    return resource_text("help", f"{key}.md")


def keys_table() -> str:
    """Return the keys of the program as a table, from the one table of keys."""
    lines = ["| 键 | 做什么 |", "| --- | --- |"]
    lines += [f"| {key.sequence} | {key.text()} |" for key in shortcuts.KEYS.values()]
    return "\n".join(lines) + "\n"


def moves_table() -> str:
    """Return the moves of a referral as a table, from the table by which the program itself decides."""
    lines = ["| 谁 | 做什么 | 什么时候可以做 | 做完以后 | 方向 |", "| --- | --- | --- | --- | --- |"]
    lines += [_move_line(move) for move in TRANSITIONS]
    return "\n".join(lines) + "\n"


_SIDES = {Side.SENDER: "转出方", Side.RECEIVER: "接收方"}
_DIRECTIONS = {Direction.UP: "上转", Direction.DOWN: "下转", Direction.LATERAL: "平转"}


def _move_line(move: Move) -> str:
    everywhere = len(move.origins) == len(Phase)
    origins = "随时" if everywhere else "、".join(_phase(p) for p in Phase if p in move.origins)
    target = "不变" if move.target is None else _phase(move.target)
    by = "、".join(name for side, name in _SIDES.items() if side in move.by)
    ways = "、".join(name for way, name in _DIRECTIONS.items() if way in move.directions)
    ways = "都有" if len(move.directions) == len(Direction) else ways
    return f"| {by} | {_event(move.event)} | {origins} | {target} | {ways} |"


def _phase(phase: Phase) -> str:
    return i18n.text(PHASE_WORDS[phase])


def _event(event: Any) -> str:
    return i18n.text(EVENT_WORDS[event])
