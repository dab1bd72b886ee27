"""The doctor's manual: topics at the left, the text at the right, opened by F1 at the page one stands on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout

from clinic_app.domain.referral_moves import TRANSITIONS, Direction, Move, Phase, Side
from clinic_app.services.referral_rows import EVENT_WORDS, PHASE_WORDS
from clinic_app.system.resources import resource_text
from ui import i18n, shortcuts, theme
from ui.context import UiContext
from ui.i18n import QT_TRANSLATE_NOOP
from ui.widgets.blocks import PageTitle
from ui.widgets.page import PageWidget
from ui.widgets.side_list import SideList

TOPICS: dict[str, str] = {
    "first": QT_TRANSLATE_NOOP("help", "第一次使用"),
    "import": QT_TRANSLATE_NOOP("help", "导入名册"),
    "patient": QT_TRANSLATE_NOOP("help", "登记患者"),
    "referral": QT_TRANSLATE_NOOP("help", "写转诊单"),
    "papers": QT_TRANSLATE_NOOP("help", "附件、咨询与知情同意"),
    "print": QT_TRANSLATE_NOOP("help", "打印"),
    "offline": QT_TRANSLATE_NOOP("help", "停网照常用"),
    "exchange": QT_TRANSLATE_NOOP("help", "数据往来"),
    "conflicts": QT_TRANSLATE_NOOP("help", "两边改得不一样"),
    "follow_up": QT_TRANSLATE_NOOP("help", "接回患者与随访"),
    "family": QT_TRANSLATE_NOOP("help", "家庭医生签约"),
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
    "scan": "county",
    "workbench": "first",
    "reminders": "first",
    "patients": "import",
    "patient": "patient",
    "referrals": "referral",
    "referral": "referral",
    "follow_ups": "follow_up",
    "follow_up": "follow_up",
    "renewals": "family",
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
        subjects = [(key, _title(title)) for key, title in TOPICS.items()]
        self.topics = SideList(self.tr("题目"), subjects, 190)
        self.topics.chosen.connect(self._show)
        row.addWidget(self.topics)
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("正文"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        row.addWidget(self.text, 1)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_at(self, topic: str = "", **_: Any) -> None:
        """Show a topic, or the one of a page of the program."""
        key = topic if topic in TOPICS else TOPIC_OF_PAGE.get(topic, "")
        self.topics.choose(key or self.topics.key() or next(iter(TOPICS)))
        self.topics.setFocus()

    def place(self) -> dict[str, Any]:
        """Return the topic that is shown."""
        return {"topic": self.topics.key()}

    def _follow(self, link: QUrl) -> None:
        """Go to another topic: the texts link to each other by name."""
        self.show_at(topic=link.toString().removesuffix(".md"))

    def _restyle(self) -> None:
        look = theme.current()
        self.text.document().setDefaultFont(look.font())
        self.text.document().setDocumentMargin(look.px(20))
        if self.topics.key():
            self._show(self.topics.key())

    def _show(self, key: str) -> None:
        document = self.text.document()
        document.setMarkdown(topic_text(key), QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        _space_out(document)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.topics.setFocus()
        super().focusInEvent(event)


def _space_out(document: QTextDocument) -> None:
    """Give lines and paragraphs air, and headings the sizes of the program."""
    look = theme.current()
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        if cursor.currentTable() is None:
            shape = block.blockFormat()
            level = shape.headingLevel()
            shape.setLineHeight(150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            shape.setBottomMargin(look.px(6))
            shape.setTopMargin(look.px(14 if level > 1 else 0))
            cursor.setBlockFormat(shape)
            if level:
                words = QTextCharFormat()
                words.setFontWeight(QFont.Weight.Bold)
                words.setProperty(QTextFormat.Property.FontSizeAdjustment.value, 2 if level == 1 else 1)
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                cursor.mergeCharFormat(words)
        else:
            table = cursor.currentTable().format()
            table.setCellPadding(look.px(5))
            table.setBorderCollapse(True)
            cursor.currentTable().setFormat(table)
        block = block.next()


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
