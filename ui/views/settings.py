"""Settings: a list of subjects at the left, one of them at the right, made when first looked at."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import attrs
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from ui import theme
from ui.context import UiContext
from ui.i18n import QT_TRANSLATE_NOOP
from ui.settings.section import SettingsSection
from ui.tasks import Changes
from ui.widgets.blocks import PageScroll, PageTitle
from ui.widgets.page import PageWidget
from ui.widgets.side_list import SideList


@attrs.frozen
class _Subject:
    """One subject: its key, its title, and where it is written."""

    key: str
    title: str
    where: str

    def make(self, context: UiContext) -> SettingsSection:
        """Return the section."""
        module, name = self.where.split(":")
        maker: Callable[[UiContext], SettingsSection] = getattr(import_module(module), name)
        return maker(context)


SUBJECTS = (
    _Subject("look", QT_TRANSLATE_NOOP("settings", "界面"), "ui.settings.look:LookSection"),
    _Subject("person", QT_TRANSLATE_NOOP("settings", "我的密码"), "ui.settings.person:PersonSection"),
    _Subject("own", QT_TRANSLATE_NOOP("settings", "本机构"), "ui.settings.own:OwnSection"),
    _Subject("flow", QT_TRANSLATE_NOOP("settings", "审核与时限"), "ui.settings.flow:FlowSection"),
    _Subject(
        "papers", QT_TRANSLATE_NOOP("settings", "附件与同意书"), "ui.settings.paper_rules:PaperRulesSection"
    ),
    _Subject("accounts", QT_TRANSLATE_NOOP("settings", "账号"), "ui.settings.accounts:AccountsSection"),
    _Subject("partners", QT_TRANSLATE_NOOP("settings", "往来机构"), "ui.settings.partners:PartnersSection"),
    _Subject("cards", QT_TRANSLATE_NOOP("settings", "联系卡"), "ui.settings.cards:CardsSection"),
    _Subject("teams", QT_TRANSLATE_NOOP("settings", "家庭医生团队"), "ui.settings.teams:TeamsSection"),
    _Subject(
        "follow_up",
        QT_TRANSLATE_NOOP("settings", "随访标准"),
        "ui.settings.follow_up_limits:FollowUpLimitsSection",
    ),
    _Subject("printing", QT_TRANSLATE_NOOP("settings", "打印"), "ui.settings.printing:PrintingSection"),
    _Subject("numbers", QT_TRANSLATE_NOOP("settings", "单号登记"), "ui.settings.numbers:NumbersSection"),
    _Subject("county", QT_TRANSLATE_NOOP("settings", "县平台"), "ui.settings.county:CountySection"),
    _Subject("backup", QT_TRANSLATE_NOOP("settings", "备份与恢复"), "ui.settings.backup:BackupSection"),
    _Subject("codes", QT_TRANSLATE_NOOP("settings", "代码表"), "ui.settings.codes:CodesSection"),
    _Subject("practice", QT_TRANSLATE_NOOP("settings", "练习"), "ui.settings.practice:PracticeSection"),
    _Subject("safety", QT_TRANSLATE_NOOP("settings", "安全与检查"), "ui.settings.safety:SafetySection"),
)
"""The subjects, the everyday ones first."""


class SettingsPage(PageWidget):
    """Everything that is set once and then forgotten."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        look = theme.current()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(look.px("margin"), 0, 0, 0)
        outer.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(0, look.px(18), 0, look.px(8))
        left.setSpacing(look.px(12))
        left.addWidget(PageTitle(self.tr("设置")))
        titles = [(one.key, QCoreApplication.translate("settings", one.title)) for one in SUBJECTS]
        self.subjects = SideList(self.tr("设置的内容"), titles, 168)
        self.subjects.chosen.connect(self._chosen)
        left.addWidget(self.subjects, 1)
        outer.addLayout(left)
        self._stack = QStackedWidget()
        outer.addWidget(self._stack, 1)
        self._sections: dict[str, SettingsSection] = {}
        self._scrolls: dict[str, PageScroll] = {}

    def show_at(self, subject: str = "", **_: Any) -> None:
        """Show a subject; the one shown last when none is named."""
        if subject == self._current() or not (subject or self._current()):
            self.refresh()
        self.subjects.choose(subject or self._current() or SUBJECTS[0].key)
        self.subjects.setFocus()

    def place(self) -> dict[str, Any]:
        """Return the subject that is shown."""
        return {"subject": self._current()}

    def refresh(self) -> None:
        """Read the subject again."""
        if self._current():
            self._sections[self._current()].refresh()

    def records_changed(self, changes: Changes) -> None:
        """Read the subject again when what it shows changed."""
        section = self._sections.get(self._current())
        if section is not None and changes.any_of(*section.shown):
            section.refresh()

    def section(self, key: str) -> SettingsSection:
        """Return a subject's screen, making it when it was not looked at yet."""
        if key not in self._sections:
            subject = next(one for one in SUBJECTS if one.key == key)
            made = subject.make(self.context)
            scroll = PageScroll()
            scroll.content.addWidget(made)
            scroll.content.addStretch(1)
            self._sections[key], self._scrolls[key] = made, scroll
            self._stack.addWidget(scroll)
        return self._sections[key]

    def _current(self) -> str:
        return self.subjects.key()

    def _chosen(self, key: str) -> None:
        section = self.section(key)
        self._stack.setCurrentWidget(self._scrolls[key])
        section.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the focus to the list."""
        self.subjects.setFocus()
        super().focusInEvent(event)
