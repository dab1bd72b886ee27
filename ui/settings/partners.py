"""The institutions we send to and get from: those of the county, and those entered by hand."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from clinic_app.domain.permissions import Permission
from clinic_app.services.workplace import Institution
from ui.context import UiContext
from ui.dialogs.partner import PartnerDialog
from ui.models.paged import Cell, Column
from ui.settings.section import SettingsSection

PARTNER = frozenset({"organization"})


class PartnersSection(SettingsSection):
    """The list of institutions."""

    shown = PARTNER

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            context,
            QCoreApplication.translate("PartnersSection", "往来机构"),
            QCoreApplication.translate("PartnersSection", "县平台下发的由平台维护；没有联网时可以自己添加。"),
        )
        self._levels = context.app.place.tables.get("org_level")
        self.rows = self.table(
            "partners",
            self._columns(),
            self.tr("还没有机构。先添加常转去的县医院。"),
            opened=self._edit,
            selected=self._enable,
        )
        self._add = self.button(self.tr("添加机构"), self._new, kind="primary", icon="plus")
        self._change = self.button(self.tr("修改"), self._edit, icon="pencil")
        self._hide = self.button(self.tr("不再列出"), self._switch, icon="eye-off")
        self.button_row(self._add, self._change, self._hide)

    def _columns(self) -> list[Column]:
        return [
            Column("name", self.tr("机构"), lambda r: Cell(r.name, r.short_name, bold=True), 300),
            Column("level", self.tr("级别"), lambda r: Cell(self._level(r)), 130),
            Column("phone", self.tr("电话"), lambda r: Cell(r.phone), 150),
            Column("depts", self.tr("科室"), lambda r: Cell("、".join(r.departments)), 0),
            Column("state", self.tr("来源"), self._source, 150),
        ]

    def _level(self, row: Institution) -> str:
        return self._levels.name_of(row.level) if row.level else ""

    def _source(self, row: Institution) -> Cell:
        if row.hidden:
            return Cell(chip=self.tr("不列出"), meaning="unknown")
        if row.listed:
            return Cell(chip=self.tr("县平台"), meaning="done")
        return Cell(chip=self.tr("自己添加"), meaning="waiting")

    def refresh(self) -> None:
        """Read the institutions."""
        closed = self.tell_not_allowed(Permission.CONTACT_CARD_EDIT, Permission.SETTINGS)
        self._add.setEnabled(not closed)
        directory = self.context.app.directory
        self.run(lambda: directory.partners(hidden=True), self._show)
        self._enable()

    def _show(self, found: tuple[Institution, ...]) -> None:
        chosen = self.rows.current_id()
        self.rows.set_rows(sorted(found, key=lambda one: one.hidden))
        self.rows.fit_rows(12)
        self.rows.select_id(chosen)
        self._enable()

    def _enable(self) -> None:
        row = self.rows.current()
        self._change.setEnabled(row is not None and not row.listed)
        self._hide.setEnabled(row is not None)
        if row is not None:
            self._hide.setText(self.tr("重新列出") if row.hidden else self.tr("不再列出"))

    def _new(self) -> None:
        PartnerDialog(self.context, self, None).open()

    def _edit(self) -> None:
        row = self.rows.current()
        if row is not None and not row.listed:
            PartnerDialog(self.context, self, row).open()

    def _switch(self) -> None:
        row, directory = self.rows.current(), self.context.app.directory
        if row is not None:
            self.run(lambda: directory.hide_partner(row.id, hidden=not row.hidden), lambda _: self.refresh())
