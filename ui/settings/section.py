"""What every subject of the settings is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.errors import ClinicError
from clinic_app.domain.permissions import Permission
from ui import theme
from ui.context import UiContext
from ui.models.paged import Column
from ui.widgets.blocks import Banner, EmptyState, PageTitle
from ui.widgets.buttons import Button
from ui.widgets.form import Form
from ui.widgets.refusal import tell_refusal
from ui.widgets.table import PagedTable


class SettingsSection(QWidget):
    """One subject: a heading, and below it what can be set.

    Attributes:
        context: what the page was given.
        shown: kinds of record whose change makes it read again.
        body: layout for the content.
    """

    shown: frozenset[str] = frozenset()

    def __init__(self, context: UiContext, title: str, below: str = "") -> None:
        super().__init__()
        self.context = context
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.current().px(14))
        self.body.addWidget(PageTitle(title, below))
        self._not_allowed: Banner | None = None

    def refresh(self) -> None:
        """Read what is set, and show it."""

    def may(self, *permissions: Permission) -> bool:
        """Tell whether the person at work may do one of these things."""
        user = self.context.app.session.user
        return user is not None and any(user.may(permission) for permission in permissions)

    def tell_not_allowed(self, *permissions: Permission) -> bool:
        """Say in a sentence when the person may not change this, and return whether that is so."""
        missing = not self.may(*permissions)
        if missing and self._not_allowed is None:
            words = self.tr("您的角色不能改这里的内容。需要改动请找系统管理员。")
            self._not_allowed = Banner(words, "waiting")
            self.body.insertWidget(1, self._not_allowed)
        if self._not_allowed is not None:
            self._not_allowed.setVisible(missing)
        return missing

    def table(
        self,
        name: str,
        columns: list[Column],
        empty: str,
        *,
        opened: Callable[[], object] | None = None,
        selected: Callable[[], object] | None = None,
    ) -> PagedTable:
        """Add a table; ``opened`` is called when a line is opened, ``selected`` when another is chosen."""
        made = PagedTable.of(
            self.context,
            f"settings.{name}",
            columns,
            empty=EmptyState(empty),
            wrap=True,
            row_id=lambda row: getattr(row, "id", None) or getattr(row, "name", None),
        )
        if opened is not None:
            made.opened.connect(lambda _: opened())
        if selected is not None:
            made.selected.connect(lambda _: selected())
        self.body.addWidget(made)
        return made

    def button_row(self, *buttons: Button) -> QHBoxLayout:
        """Put buttons in a line at the left."""
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(12))
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        return row

    def button(self, text: str, act: Callable[[], object], **look: Any) -> Button:
        """Return a button that does something."""
        made = Button(text, **look)
        made.clicked.connect(lambda: act())
        return made

    def run(
        self,
        operation: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        form: Form | None = None,
        changes: frozenset[str] = frozenset(),
    ) -> None:
        """Do something on the worker; what is wrong is shown in the form, or in the message bar."""
        if form is not None:
            form.clear_problems()
        self.context.tasks.run(
            operation, done, lambda error: self._failed(error, form), owner=self, changes=changes
        )

    def _failed(self, error: ClinicError, form: Form | None) -> None:
        tell_refusal(error, form, self.context.messages)

    def saved(self, _: Any = None) -> None:
        """Say that it is saved."""
        self.context.messages.info(self.tr("已保存"))
