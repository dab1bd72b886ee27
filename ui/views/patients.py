"""The list of patients: find one, register one, take in the clinic's Excel list."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout

from clinic_app.domain.wording import joined
from clinic_app.services.paper_kinds import patient_offers
from clinic_app.services.patients import PatientRow
from ui import i18n, theme
from ui.context import UiContext
from ui.dialogs.patient_import import PatientImportDialog
from ui.dialogs.print_preview import PrintPreview
from ui.models.paged import Cell, Column
from ui.tasks import Changes
from ui.widgets.blocks import EmptyState, PageTitle
from ui.widgets.buttons import Button
from ui.widgets.line_edit import LineEdit
from ui.widgets.page import PageWidget
from ui.widgets.table import PagedTable

MOST_CARDS = 500
"""Cards made at one time: some 50 sheets, and a wait nobody minds."""


class PatientsPage(PageWidget):
    """All patients, the newest first; typing narrows the list."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        self._title = PageTitle(self.tr("患者"))
        layout.addWidget(self._title)
        self.search = LineEdit(self.tr("姓名、拼音首字母、身份证、电话、村名"))
        self.search.setAccessibleName(self.tr("查找患者"))
        self.search.setMinimumWidth(theme.current().px(340))
        self.search.setMaximumWidth(theme.current().px(420))
        self.search.textChanged.connect(lambda _: self._narrow())
        self._title.add_beside(self.search)
        bring = Button(self.tr("导入 Excel 名册"), icon="file-up")
        bring.clicked.connect(self._import)
        register = Button(self.tr("登记患者"), kind="primary", icon="user-plus")
        register.clicked.connect(lambda: context.open("patient", new=True))
        cards = Button(self.tr("打印联系卡"), icon="printer")
        cards.clicked.connect(self._print_cards)
        self._title.add_right(cards)
        self._title.add_right(bring)
        self._title.add_right(register)
        empty = EmptyState(
            self.tr("没有找到。可以换几个字再找，或登记这位患者。"), self.tr("登记患者"), icon="users"
        )
        empty.acted.connect(lambda: context.open("patient", new=True, name=self.search.text()))
        self.table = PagedTable.of(
            context,
            "patients",
            self._columns(),
            source=lambda cursor: context.app.patients.page(after=cursor),
            empty=empty,
        )
        self.table.opened.connect(lambda row: context.open("patient", patient_id=row.id))
        layout.addWidget(self.table, 1)

    def _columns(self) -> list[Column]:
        return [
            Column("name", self.tr("患者"), _person, 220),
            Column("id_no", self.tr("身份证号"), lambda r: Cell(r.id_no_masked, dim=True), 180),
            Column("village", self.tr("村"), lambda r: Cell(r.village), 110),
            Column("phone", self.tr("电话"), lambda r: Cell(r.phone), 130),
            Column("tags", self.tr("备注"), _notes, 0),
            Column("doctor", self.tr("责任医生"), lambda r: Cell(r.doctor, dim=True), 110),
        ]

    def show_at(self, query: str = "", current: str = "", **_: Any) -> None:
        """Show the list narrowed to a query, at a patient."""
        if query or not current:
            self.search.setText(query)
        self._narrow()
        if current:
            self.table.select_id(current)
        else:
            self.search.setFocus()

    def place(self) -> dict[str, Any]:
        """Return the query and the patient the person stood at."""
        return {"query": self.search.text(), "current": self.table.current_id()}

    def _narrow(self) -> None:
        query = self.search.text().strip()
        patients = self.context.app.patients
        if query:
            self.table.set_source(lambda cursor: patients.search(query, after=cursor))
        else:
            self.table.set_source(lambda cursor: patients.page(after=cursor))

    def records_changed(self, changes: Changes) -> None:
        """Read again when patients or their allergies changed."""
        if changes.any_of("patient", "allergy", "problem", "patient_link"):
            self.table.reload()

    def refresh(self) -> None:
        """Read the list again."""
        self.table.reload()

    def _print_cards(self) -> None:
        """Print cards for everybody the list is narrowed to, a village for instance, ten to a sheet."""
        query, patients = self.search.text().strip(), self.context.app.patients

        def everybody() -> list[str]:
            found: list[str] = []
            after: Any = None
            while len(found) < MOST_CARDS:
                page = patients.search(query, after=after) if query else patients.page(after=after)
                found += [row.id for row in page.rows]
                after = page.next
                if after is None:
                    break
            return found[:MOST_CARDS]

        self.context.tasks.run(everybody, self._show_cards, owner=self)

    def _show_cards(self, patient_ids: list[str]) -> None:
        if not patient_ids:
            self.context.messages.info(self.tr("名单里没有人，没有可打印的卡。"))
            return
        if len(patient_ids) == MOST_CARDS:
            self.context.messages.warning(
                self.tr("一次最多打印 {n} 人，请用村名或医生先缩小名单，分几次打印。").format(n=MOST_CARDS)
            )
        PrintPreview(self.context, self, patient_offers(self.context.app.printing, patient_ids)).open()

    def _import(self) -> None:
        dialog = PatientImportDialog(self.context, self)
        dialog.finished.connect(lambda _: self.table.reload())
        dialog.open()


def _person(row: PatientRow) -> Cell:
    return Cell(row.name, i18n.gender_age(row), bold=True)


def _notes(row: PatientRow) -> Cell:
    words = joined(row.tags, "　")
    if row.allergies:
        after = QCoreApplication.translate("PatientsPage", "{substance}过敏")
        return Cell(words, chip=after.format(substance="、".join(row.allergies)), meaning="urgent")
    return Cell(words, dim=True)
