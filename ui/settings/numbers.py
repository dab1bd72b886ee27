"""The register of slip numbers: every one given out, printed or voided, and why; none is ever given twice."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from clinic_app.domain.permissions import Permission
from clinic_app.services.print_register import NumberRow
from ui import i18n
from ui.context import UiContext
from ui.dialogs.void_number import VoidNumberBox
from ui.models.paged import Cell, Column
from ui.settings.section import SettingsSection
from ui.widgets.choice_row import ChoiceRow

MEANINGS = {"issued": "waiting", "printed": "done", "voided": "urgent"}
MOST = 500


class NumbersSection(SettingsSection):
    """What became of every number."""

    shown = frozenset({"serial", "print", "referral", "referral_event"})

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            context,
            QCoreApplication.translate("NumbersSection", "单号登记"),
            QCoreApplication.translate("NumbersSection", "发过的单号都在这里。作废的也留着，号不会再用。"),
        )
        self.status = ChoiceRow(
            [
                ("", self.tr("全部")),
                ("issued", self.tr("未打印")),
                ("printed", self.tr("已打印")),
                ("voided", self.tr("已作废")),
            ],
            "",
        )
        self.status.setAccessibleName(self.tr("哪些单号"))
        self.status.changed.connect(lambda _: self.refresh())
        self.body.addWidget(self.status)
        self.rows = self.table(
            "numbers",
            self._columns(),
            self.tr("还没有发过单号。写好第一张转诊单就有了。"),
            selected=self._enable,
        )
        self._void = self.button(self.tr("作废这个号"), self._ask_void, icon="circle-x")
        self.button_row(self._void)

    def _columns(self) -> list[Column]:
        return [
            Column("number", self.tr("单号"), lambda r: Cell(r.slip_no, bold=True), 190),
            Column("status", self.tr("状态"), self._state, 165),
            Column("issued", self.tr("发号"), self._issued, 229),
            Column("why", self.tr("作废"), self._why, 0),
        ]

    def _state(self, row: NumberRow) -> Cell:
        copies = self.tr("印过 {n} 次").format(n=row.copies) if row.copies > 1 else ""
        return Cell("", copies, chip=i18n.text(row.status_text), meaning=MEANINGS.get(row.status, "waiting"))

    def _issued(self, row: NumberRow) -> Cell:
        return Cell(self.context.app.place.time_text(row.issued_at), row.issued_by)

    def _why(self, row: NumberRow) -> Cell:
        return Cell(row.void_reason, row.voided_by)

    def refresh(self) -> None:
        """Read the latest numbers."""
        register, status = self.context.app.printing.register, str(self.status.value() or "")
        self.run(lambda: register.numbers(limit=MOST, status=status).rows, self._show)
        self._enable()

    def _show(self, found: tuple[NumberRow, ...]) -> None:
        self.rows.set_rows(list(found))
        self.rows.fit_rows(12)
        self._enable()

    def _enable(self) -> None:
        row = self.rows.current()
        may = self.may(Permission.REFERRAL_WRITE, Permission.REFERRAL_STAMP)
        self._void.setEnabled(may and row is not None and row.status != "voided")

    def _ask_void(self) -> None:
        row = self.rows.current()
        if row is not None:
            VoidNumberBox(self.context, self, row.slip_no, self.refresh).open()
