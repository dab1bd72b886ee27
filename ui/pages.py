"""The table of pages: what stands in the list at the left, for whom, and where each page is written."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import attrs
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.context import UiContext
from ui.i18n import QT_TRANSLATE_NOOP
from ui.widgets.page import PageWidget

CLINIC, COUNTY = "clinic", "county"


@attrs.frozen
class PageEntry:
    """One page.

    Attributes:
        key: how the program opens it.
        title: Chinese source text (context ``pages``).
        icon: name of its icon.
        where: ``module:Class``, imported when it is first opened.
        roles: the desks that have it.
        parent: page whose place in the list is marked while this one is open; empty for a page that
            stands in the list itself.
    """

    key: str
    title: str
    icon: str
    where: str
    roles: frozenset[str] = frozenset({CLINIC, COUNTY})
    parent: str = ""

    def text(self) -> str:
        """Return the title in the language of the screen."""
        return QCoreApplication.translate("pages", self.title)

    def factory(self) -> Callable[[UiContext], PageWidget]:
        """Return what makes the page, importing it only then: the window must be there quickly."""

        def make(context: UiContext) -> PageWidget:
            module, name = self.where.split(":")
            return getattr(import_module(module), name)(context)

        return make


PAGES = (
    PageEntry(
        "inbox",
        QT_TRANSLATE_NOOP("pages", "收件箱"),
        "inbox",
        "ui.views.inbox:InboxPage",
        frozenset({COUNTY}),
    ),
    PageEntry("workbench", QT_TRANSLATE_NOOP("pages", "工作台"), "house", "ui.views.workbench:WorkbenchPage"),
    PageEntry(
        "reminders",
        QT_TRANSLATE_NOOP("pages", "提醒"),
        "calendar-check",
        "ui.views.reminders:RemindersPage",
        parent="workbench",
    ),
    PageEntry("patients", QT_TRANSLATE_NOOP("pages", "患者"), "users", "ui.views.patients:PatientsPage"),
    PageEntry(
        "patient",
        QT_TRANSLATE_NOOP("pages", "患者"),
        "user",
        "ui.views.patient:PatientPage",
        parent="patients",
    ),
    PageEntry(
        "referrals",
        QT_TRANSLATE_NOOP("pages", "转诊"),
        "arrow-left-right",
        "ui.views.referrals:ReferralsPage",
    ),
    PageEntry(
        "referral",
        QT_TRANSLATE_NOOP("pages", "转诊单"),
        "file-text",
        "ui.views.referral:ReferralPage",
        parent="referrals",
    ),
    PageEntry(
        "scan",
        QT_TRANSLATE_NOOP("pages", "扫码接收"),
        "qr-code",
        "ui.views.scan:ScanPage",
        parent="referrals",
    ),
    PageEntry(
        "follow_ups",
        QT_TRANSLATE_NOOP("pages", "随访"),
        "calendar-check",
        "ui.views.follow_ups:FollowUpsPage",
    ),
    PageEntry(
        "follow_up",
        QT_TRANSLATE_NOOP("pages", "随访登记"),
        "calendar-check",
        "ui.views.follow_up:FollowUpPage",
        parent="follow_ups",
    ),
    PageEntry(
        "renewals",
        QT_TRANSLATE_NOOP("pages", "家庭医生签约"),
        "id-card",
        "ui.views.renewals:RenewalsPage",
        parent="follow_ups",
    ),
    PageEntry(
        "statistics",
        QT_TRANSLATE_NOOP("pages", "统计"),
        "chart-column",
        "ui.views.statistics:StatisticsPage",
    ),
    PageEntry(
        "exchange", QT_TRANSLATE_NOOP("pages", "数据往来"), "refresh-cw", "ui.views.exchange:ExchangePage"
    ),
    PageEntry(
        "conflicts",
        QT_TRANSLATE_NOOP("pages", "需要您决定"),
        "git-merge",
        "ui.views.conflicts:ConflictsPage",
        parent="exchange",
    ),
    PageEntry("settings", QT_TRANSLATE_NOOP("pages", "设置"), "settings", "ui.views.settings:SettingsPage"),
    PageEntry(
        "help",
        QT_TRANSLATE_NOOP("pages", "帮助"),
        "circle-question-mark",
        "ui.views.help:HelpPage",
        parent="help",
    ),
)


GATES = {
    "setup": "ui.views.setup:SetupGate",
    "passphrase": "ui.views.setup:PassphraseGate",
    "recovery": "ui.views.setup:RecoveryGate",
    "gone": "ui.views.lost_database:LostGate",
    "from_backup": "ui.views.from_backup:FromBackupGate",
    "login": "ui.views.login:LoginGate",
    "password": "ui.views.login:FirstPasswordGate",
    "lock": "ui.views.login:LockGate",
}
"""What covers the window before the pages may be seen.

The last three have a signal ``entered()``, the others those of a StartGate; each is made with the context.
"""


def make_gate(key: str, context: UiContext) -> QWidget:
    """Return a new gate. Raises KeyError for an unknown one."""
    module, name = GATES[key].split(":")
    return getattr(import_module(module), name)(context)


def pages_for(role: str) -> list[PageEntry]:
    """Return the pages of a desk in the order of the list; the first is the one it starts with."""
    return [page for page in PAGES if role in page.roles]
