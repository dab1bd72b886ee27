"""The county hub: whether this machine takes part, and joining."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from clinic_app.domain.permissions import Permission
from ui.context import UiContext
from ui.dialogs.enrol import EnrolDialog
from ui.settings.section import SettingsSection
from ui.widgets.blocks import label


class CountySection(SettingsSection):
    """Taking part in the county's exchange."""

    shown = frozenset({"organization"})

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            context,
            QCoreApplication.translate("CountySection", "县平台"),
            QCoreApplication.translate("CountySection", "不登记也能用：转诊单照常打印，交给患者带去。"),
        )
        self._lines = label("", wrap=True)
        self.body.addWidget(self._lines)
        self._join = self.button(self.tr("登记到县平台"), self._enrol, kind="primary", icon="key-round")
        go = self.button(self.tr("看数据往来"), lambda: context.open("exchange"), icon="refresh-cw")
        self.button_row(self._join, go)

    def refresh(self) -> None:
        """Read how things stand."""
        self._join.setEnabled(not self.tell_not_allowed(Permission.ENROL))
        self.run(self.context.app.sync_control.status, self._show)

    def _show(self, status: Any) -> None:
        address = self.tr("县平台：{address}").format(address=status.hub_address) if status.enrolled else ""
        self._lines.setText("\n".join(filter(None, (address, status.sentence))))
        self._join.setText(self.tr("重新登记") if status.enrolled else self.tr("登记到县平台"))
        self._join.setVisible(status.may_enrol)

    def _enrol(self) -> None:
        dialog = EnrolDialog(self.context, self)
        dialog.finished.connect(lambda _: self.refresh())
        dialog.open()
