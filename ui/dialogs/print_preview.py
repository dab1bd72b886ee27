"""A paper before it is printed: what comes out, on which printer, which pages, how often, and why again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from clinic_app.domain.errors import ClinicError, PaperError
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.services.paper_kinds import MadePaper, PaperKindOffer
from ui import i18n, theme, trays
from ui.context import UiContext
from ui.dialogs.handover import HandoverBox
from ui.dialogs.page_range import PageRange, page_range
from ui.printing import PrintJob, choose_printer, print_pdf, printer_names
from ui.tasks import Task
from ui.widgets.blocks import Banner, label
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.code_edit import Choice, NameEdit, search_in
from ui.widgets.dialog import Dialog
from ui.widgets.emptying import empty
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit, NarrowEdit
from ui.widgets.paper_view import PaperView

PRINTER_STATE = "printer"
"""The printer used last; a kind of paper that has its own is remembered under ``printer.<kind>``."""

_SHORT_PRINT = 4
"""Up to so many pages take about a second, and no bar is shown for them."""


def remembered_printer(context: UiContext, kind: str) -> str:
    """Return the printer to use for a kind of paper: its own, else the one used last, else the default."""
    state = context.state
    return choose_printer(state.get(f"{PRINTER_STATE}.{kind}") or state.get(PRINTER_STATE))


class PrintPreview(Dialog):
    """Shows a paper, or one of several about the same record, and prints it or saves it as a PDF.

    ``done()`` is called after a print, a failed print or a saved file.

    Attributes:
        paper: the view.
        form: the fields: which, printer, tray, copies, pages, reason.
    """

    def __init__(
        self,
        context: UiContext,
        parent: QWidget,
        offers: Sequence[PaperKindOffer],
        *,
        done: Callable[[], None] = lambda: None,
        first: str = "",
    ) -> None:
        super().__init__(QCoreApplication.translate("PrintPreview", "预览和打印"), parent, width=1020)
        self._context, self._page, self._done = context, parent, done
        self._offers = {offer.key: offer for offer in offers}
        self._offer = self._offers.get(first) or offers[0]
        self._made: MadePaper | None = None
        self._making: Task | None = None
        self._printing = self._stopped = False
        self._by_hand = False
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(20))
        self.paper = PaperView(fit="width")
        room = parent.window().height() - theme.current().px(230)
        self.paper.setMinimumHeight(max(theme.current().px(320), room))
        row.addWidget(self.paper, 62)
        row.addLayout(self._side(), 38)
        self.body.addLayout(row, 1)
        self.print_button = self.add_button(self.tr("打印"), self.print_it, kind="primary", key="print")
        self.save_button = self.add_button(self.tr("存为 PDF"), self._ask_file)
        self.fill_button = self.add_button(self.tr("填写内容"), self.fill)
        self.add_button(self.tr("关闭"))
        self._take(self._offer)

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(theme.current().px(12))
        self._notices = QVBoxLayout()
        self._notices.setSpacing(theme.current().px(8))
        self.form = Form()
        self.which = NameEdit(
            search_in([Choice(key, i18n.text(offer.title)) for key, offer in self._offers.items()]),
            open_empty=True,
        )
        self.which.chosen.connect(self._chosen)
        self.form.row(("which", self.tr("打印什么"), self.which))
        self.form.set_row_visible("which", len(self._offers) > 1)
        self.printer = NameEdit(
            search_in([Choice(name, name) for name in printer_names()]),
            self.tr("选择打印机") if printer_names() else self.tr("没有打印机，可先存成 PDF"),
            open_empty=True,
        )
        self.form.row(("printer", self.tr("打印机"), self.printer))
        self.printer.chosen.connect(lambda _: self._ask_trays())
        self._trays: list[Choice] = []
        self.tray = NameEdit(lambda text: search_in(self._trays)(text), self.tr("自动"), open_empty=True)
        self.form.row(("tray", self.tr("纸从哪里进"), self.tray))
        self.copies = ChoiceRow([(n, str(n)) for n in (1, 2, 3, 4)], 1)
        self.form.row(("copies", self.tr("份数"), self.copies))
        self.pages = NarrowEdit(self.tr("全部；或 1、2-3"), max_length=9)
        self.form.row(("pages", self.tr("页码"), self.pages))
        self.reason = LineEdit(self.tr("如：卡纸、污损、患者丢失"))
        self.form.row(("reason", self.tr("补打原因"), self.reason))
        side.addLayout(self._notices)
        side.addWidget(self.form)
        self._hint = label("", "small", wrap=True)
        side.addWidget(self._hint)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("排版进度"))
        self._bar.hide()
        side.addWidget(self._bar)
        self.stop_button = Button(self.tr("停止"))
        self.stop_button.clicked.connect(self.stop)
        self.stop_button.hide()
        side.addWidget(self.stop_button)
        side.addStretch(1)
        return side

    # --- what is shown --------------------------------------------------------------------------

    def made(self) -> MadePaper | None:
        """Return the paper in sight, None while it is being made or cannot be."""
        return self._made

    def _chosen(self, item: Choice | None) -> None:
        if item is not None and item.code in self._offers and item.code != self._offer.key:
            self._by_hand = False
            self._take(self._offers[item.code])

    def _take(self, offer: PaperKindOffer) -> None:
        self._offer = offer
        self.which.set_item(Choice(offer.key, i18n.text(offer.title)))
        printer = remembered_printer(self._context, offer.kind)
        self.printer.set_item(Choice(printer, printer) if printer else None)
        self._ask_trays()
        self._hint.setText(i18n.text(offer.hint) if offer.hint is not None else "")
        self.fill_button.setVisible(offer.fill is not None)
        self.save_button.setText(self.tr("存为 PDF 或 Excel") if offer.book else self.tr("存为 PDF"))
        self._draw()

    def _ask_trays(self) -> None:
        """Offer what the printer's driver offers, the one used last for this kind of paper chosen."""
        printer = self.printer.code()
        self._context.tasks.run(
            lambda: trays.told_by_cups(printer),
            lambda slots: self._offer_trays(printer, slots),
            owner=self,
            pool=True,
        )

    def _offer_trays(self, printer: str, slots: tuple[str, ...]) -> None:
        if printer != self.printer.code():
            return
        found = trays.trays_of(printer, slots)
        self._trays = [Choice(one.key, one.title) for one in found]
        remembered = self._context.state.get(f"tray.{self._offer.kind}")
        self.tray.set_item(next((one for one in self._trays if one.code == remembered), self._trays[0]))

    def fill(self) -> None:
        """Type what stands on the paper, where it has values of its own."""
        if self._offer.fill is not None:
            side, referral_id = self._offer.fill
            HandoverBox(self._context, self, referral_id, side, self._draw).open()

    def _draw(self) -> None:
        self._made = None
        self._allow()
        empty(self._notices)
        offer, printer, by_hand = self._offer, self.printer.code(), self._by_hand
        if self._making is not None:
            self._making.cancel()
        self._making = self._context.tasks.run_long(
            lambda progress: offer.make(printer, by_hand, progress),
            lambda made: self._drawn(offer, made),
            lambda error: self._not_drawn(offer, error),
            owner=self,
            pool=True,
        )
        self._making.progressed.connect(self._progress)
        self.paper.set_message(self.tr("正在排版……"))

    def _progress(self, done: int, total: int, _words: object) -> None:
        """Show how far a long paper is, such as the cards of a village."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._bar.show()
        self.stop_button.show()

    def _ended(self) -> None:
        self._making = None
        self._bar.hide()
        self.stop_button.hide()

    def stop(self) -> None:
        """Give up making the paper in sight, or printing it."""
        if self._printing:
            self._stopped = True
        elif self._making is not None:
            self._making.cancel()
            self._ended()
            self.paper.set_message(self.tr("已停止，没有打印。"))

    def done(self, result: int) -> None:
        """Close; what is still being made is given up. While it prints, that is stopped first."""
        if self._printing:
            self._stopped = True
            return
        if self._making is not None:
            self._making.cancel()
        super().done(result)

    def _drawn(self, offer: PaperKindOffer, made: MadePaper) -> None:
        if offer is not self._offer:
            return
        self._ended()
        self._made = made
        self.paper.set_pdf(made.pdf)
        self.form.set_row_visible("reason", made.copy_no > 0)
        self._tell(made)
        self._allow()
        ready = self.print_button if self.print_button.isEnabled() else self.save_button
        # A row that was just shown takes the focus only after it is laid out.
        QTimer.singleShot(0, self, (self.reason if made.copy_no else ready).setFocus)

    def _tell(self, made: MadePaper) -> None:
        """List what the insurance window would send back, and what is left to the pen."""
        empty(self._notices)
        if made.problems:
            lines = [self.tr("医保窗口可能退回：")]
            lines += ["· " + i18n.text(problem.message) for problem in made.problems]
            self._notices.addWidget(Banner("\n".join(lines), "due"))
        if made.copy_no:
            again = self.tr("以前打印过，这次纸上标“补打 {n}”。").format(n=made.copy_no)
            self._notices.addWidget(Banner(again, "waiting"))
        if made.by_hand:
            signs = " ".join(made.by_hand)
            self._notices.addWidget(
                Banner(self.tr("留空的字请打印后手写：{signs}").format(signs=signs), "due")
            )

    def _not_drawn(self, offer: PaperKindOffer, error: ClinicError) -> None:
        if offer is not self._offer:
            return
        self._ended()
        self.form.set_row_visible("reason", False)
        self.paper.set_message(i18n.text(error.message))
        if not isinstance(error, PaperError) or self._by_hand or not offer.may_blank:
            return
        banner = Banner(i18n.text(error.message), "due")
        banner.add_action(self.tr("留空手写"), self._leave_blank)
        if offer.mend is not None:
            page, where = offer.mend
            banner.add_action(self.tr("去更正"), lambda: self._mend(page, dict(where)))
        self._notices.addWidget(banner)

    def _leave_blank(self) -> None:
        self._by_hand = True
        self._draw()

    def _mend(self, page: str, where: dict[str, object]) -> None:
        self.reject()
        self._context.open(page, **where)

    def _allow(self) -> None:
        self.save_button.setEnabled(self._made is not None)
        self.print_button.setEnabled(self._made is not None and bool(printer_names()))

    # --- printing -------------------------------------------------------------------------------

    def _problems(self, made: MadePaper) -> list[Problem]:
        found: list[Problem] = []
        if not self.printer.code():
            found.append(Problem("printer", "printer.missing", say("请选择打印机")))
        if page_range(self.pages.text()) is None:
            found.append(Problem("pages", "pages.shape", say("页码写成 2 或 2-3；全部打印就留空")))
        if made.copy_no and not self.reason.text().strip():
            found.append(Problem("reason", "reason.missing", say("补打要写原因，会记入打印登记")))
        return found

    def print_it(self) -> None:
        """Print what is in sight; it counts only when the printer took it."""
        made, offer = self._made, self._offer
        if made is None or self.form.show_problems(self._problems(made)):
            return
        pages = page_range(self.pages.text()) or PageRange()
        printer, copies, reason = self.printer.code(), int(str(self.copies.value() or 1)), self.reason.text()
        tray = self.tray.code() or trays.AUTO
        job = PrintJob(
            made.pdf,
            made.job_title,
            printer=printer,
            first=pages.first,
            last=pages.last,
            copies=copies,
            tray=tray,
            duplex=offer.duplex,
        )
        try:
            self._printing = True
            print_pdf(job, self._page_printed)
        except PaperError as error:
            words = i18n.text(error.message)
            if offer.failed is not None:
                failed = offer.failed
                self._context.tasks.run(
                    lambda: failed(made, printer, words), owner=self._page, always=self._done
                )
            empty(self._notices)
            self._notices.addWidget(Banner(words, "urgent"))
            return
        finally:
            self._printing = self._stopped = False
            self.form.setEnabled(True)
            self._ended()
            self._allow()
        self._remember(printer, tray)
        self._context.messages.info(
            self.tr("{paper}已送到打印机 {name}").format(paper=i18n.text(offer.title), name=printer)
        )
        if offer.printed is not None:
            printed = offer.printed
            self._context.tasks.run(
                lambda: printed(made, printer, copies, reason), owner=self._page, always=self._done
            )
        self.accept()

    def _page_printed(self, done: int, total: int) -> bool:
        """Show how far a long print is, let the person stop it, and tell whether to go on."""
        if total > _SHORT_PRINT:
            for part in (self.form, self.print_button, self.save_button):
                part.setEnabled(False)
            self._progress(done, total, None)
            QCoreApplication.processEvents()
        return not self._stopped

    def _remember(self, printer: str, tray: str) -> None:
        state = self._context.state
        state.put(PRINTER_STATE, printer)
        state.put(f"{PRINTER_STATE}.{self._offer.kind}", printer)
        state.put(f"tray.{self._offer.kind}", tray)

    # --- into a file ----------------------------------------------------------------------------

    def _ask_file(self) -> None:
        if self._made is None:
            return
        kinds = "PDF (*.pdf);;Excel (*.xlsx)" if self._offer.book else "PDF (*.pdf)"
        name, _ = QFileDialog.getSaveFileName(
            self, self.save_button.text(), f"{self._made.file_name}.pdf", kinds
        )
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Write the paper into a file and say where it is; that is no printing."""
        made, offer = self._made, self._offer
        if made is None:
            return
        self._context.tasks.run(
            lambda: offer.save(made, path), self._saved, self._not_saved, owner=self, always=self._done
        )

    def _saved(self, path: Path) -> None:
        self._context.messages.info(self.tr("已存为 {path}").format(path=path))
        self.accept()

    def _not_saved(self, error: ClinicError) -> None:
        empty(self._notices)
        banner = Banner(i18n.text(error.message), "urgent")
        banner.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._notices.addWidget(banner)
