"""Keeps the window in line with the services: counts, status, search, account, lock and sync."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication

from ui import i18n
from ui.context import UiContext
from ui.idle import IdleWatch
from ui.main_window import MainWindow
from ui.pages import make_gate, pages_for
from ui.tasks import Progress, Task
from ui.widgets.status import Status

REFRESH_MS = 60_000
SHORTEST_SLIP_NO = 4


@attrs.frozen
class Found:
    """One thing the search box found.

    Attributes:
        code: grey words before the name.
        name: the person.
        note: grey words at the right.
        page: where it opens.
        where: at which place.
    """

    code: str
    name: str
    note: str
    page: str
    where: dict[str, Any]


@attrs.frozen
class _Overview:
    """What the window shows around the pages."""

    institution: str
    person: str
    must_change: bool
    idle_minutes: int
    badges: dict[str, int]
    status: Any


_NOT_READ = object()


class Desk(QObject):
    """The window at work, from the first log-in to the end.

    Signals:
        ready: somebody is logged in and the first page is shown.
    """

    ready = Signal()

    def __init__(self, app: QGuiApplication, window: MainWindow, context: UiContext) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._overview: Task | None = None
        self._again = False
        self._syncing: Task | None = None
        self._told: set[Any] = set()
        self._contact: Any = _NOT_READ
        self._idle = IdleWatch(app, 0, self)
        self._idle.idle.connect(self.lock)
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        window.lock_requested.connect(self.lock)
        window.sync_requested.connect(self.sync)
        window.top.opened.connect(self._open_found)
        window.top.set_search(self._search)
        context.tasks.records_changed.connect(self.refresh)
        self._fill_account_menu()

    # -- coming and going ------------------------------------------------------------------------------

    def begin(self) -> None:
        """Go on after the services were opened: log-in first, unless the set-up just made an account."""
        self._context.role = self._context.app.role
        if not self._window.nav.page_keys():
            for page in pages_for(self._context.role):
                self._window.add_page(page.key, page.text(), page.icon, page.factory(), parent=page.parent)
        if self._context.app.session.user is None:
            self._gate("login")
        else:
            self._enter()

    def lock(self) -> None:
        """Lock the screen; drafts are kept, pages stay as they are."""
        if self._context.app is None or self._window.gated():
            return
        self._gate("lock")
        self._context.tasks.run(self._context.app.session.lock)

    def log_out(self) -> None:
        """Let another person log in."""
        self._gate("login")
        self._context.tasks.run(self._context.app.session.log_out)

    def _gate(self, key: str) -> None:
        self._idle.set_minutes(0)
        gate = make_gate(key, self._context)
        gate.entered.connect(self._enter)  # pyright: ignore[reportAttributeAccessIssue]
        self._window.show_gate(gate)

    def _enter(self) -> None:
        """Show the pages to the person who has just come in."""
        self._context.tasks.run(self._read, self._entered, owner=self._window)

    def _entered(self, overview: _Overview) -> None:
        if overview.must_change:
            self._gate("password")
            return
        self._show(overview)
        self._window.hide_gate()
        self._idle.set_minutes(overview.idle_minutes)
        first = self._window.nav.page_keys()[0]
        if not self._window.current_key():
            self._window.open(first)
        if not self._timer.isActive():
            self._timer.start()
            self._start_sync()
            self._context.tasks.run(self._context.app.warm_up, owner=self._window, pool=True)
        self.ready.emit()

    def _fill_account_menu(self) -> None:
        menu = self._window.top.account.menu_of_account
        entries: list[tuple[str, Callable[[], None]]] = [
            (self.tr("个人设置"), lambda: self._window.open("settings")),
            (self.tr("锁定"), self.lock),
            (self.tr("换人登录"), self.log_out),
        ]
        for text, act in entries:
            action = QAction(text, menu)
            action.triggered.connect(lambda _checked=False, act=act: act())
            menu.addAction(action)

    # -- counts and status -----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read counts and status again; asked twice meanwhile, it reads once more afterwards."""
        app = self._context.app
        if app is None or app.session.user is None or app.session.locked or app.session.user.must_change:
            return
        if self._overview is not None:
            self._again = True
            return
        self._overview = self._context.tasks.run(
            self._read, self._show, owner=self._window, always=self._refreshed
        )

    def _refreshed(self) -> None:
        self._overview = None
        if self._again:
            self._again = False
            self.refresh()

    def _read(self) -> _Overview:
        app = self._context.app
        user = app.session.user
        return _Overview(
            institution=app.institution.called,
            person=user.name,
            must_change=user.must_change,
            idle_minutes=app.session.idle_minutes,
            badges={} if user.must_change else dict(app.worklists.badges()),
            status=app.sync_control.status(),
        )

    def _show(self, overview: _Overview) -> None:
        self._window.set_institution(overview.institution)
        self._window.set_account(overview.person)
        for key in self._window.nav.page_keys():
            quiet = key == "exchange" and overview.status.conflicts == 0
            self._window.set_count(key, overview.badges.get(key, 0), quiet=quiet)
        status = overview.status
        self._tell(status.notices)
        if self._contact not in (_NOT_READ, status.last_contact):
            self._window.message_bar.hub_answered()
        self._contact = status.last_contact
        self._window.show_status(
            Status(
                outbox=status.unsent_groups,
                contact=i18n.text(status.last_contact_text),
                conflicts=status.conflicts,
                trouble=i18n.text(status.trouble),
                alone=not status.enrolled,
            )
        )

    def _tell(self, notices: Sequence[Any]) -> None:
        """Say once in passing what an exchange put right by itself; its page shows it until it is read."""
        for one in notices:
            if one not in self._told:
                self._told.add(one)
                self._context.messages.info(one.text)

    # -- search ----------------------------------------------------------------------------------------

    def _search(self, text: str) -> list[Found]:
        """Return people and slips for the search box. Runs on the worker."""
        app = self._context.app
        if app is None:
            return []
        found = [_person(row) for row in app.patients.search(text, limit=12).rows]
        if len(text) >= SHORTEST_SLIP_NO and any(sign.isdigit() for sign in text):
            found += [_slip(row) for row in app.referrals.by_slip_no(text)]
        return found

    def _open_found(self, found: Found) -> None:
        self._window.open(found.page, **found.where)

    # -- sync ------------------------------------------------------------------------------------------

    def sync(self) -> None:
        """Exchange with the hub now (F7); the sentence of the outcome comes as a message."""
        if self._syncing is not None or self._context.app is None:
            return
        self._context.messages.info(self.tr("正在同步……"))
        self._syncing = self._context.tasks.run_long(
            self._sync, self._synced, owner=self._window, always=self._sync_ended, pool=True
        )

    def _sync(self, progress: Progress) -> Any:
        return self._context.app.sync_control.sync_now(progress, lambda: progress.cancelled)

    def _synced(self, outcome: Any) -> None:
        self._context.messages.info(outcome.sentence)

    def _sync_ended(self) -> None:
        self._syncing = None
        self.refresh()

    def _start_sync(self) -> None:
        """Start the background exchange. Its callbacks come on its own thread."""
        tasks = self._context.tasks
        self._context.app.sync_control.start(
            lambda changes: tasks.post(lambda: tasks.announce(changes)),
            lambda: tasks.post(self.refresh),
        )


def _person(row: Any) -> Found:
    return Found(
        i18n.gender_age(row),
        row.name,
        row.village or row.phone,
        "patient",
        {"patient_id": row.id},
    )


def _slip(row: Any) -> Found:
    return Found(row.slip_no, row.patient_name, row.other_name, "referral", {"referral_id": row.id})
