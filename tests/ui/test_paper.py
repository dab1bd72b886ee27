from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from clinic_app.domain.errors import PaperError
from ui.printing import PrintJob, choose_printer, print_pdf
from ui.widgets.paper_view import PaperView

Shown = Callable[[QWidget], QWidget]


def _pdf(pages: int = 1, size: tuple[float, float] = (210 * mm, 297 * mm), ink: float = 0.0) -> bytes:
    """A document with a black square of 50 mm, 30 mm from the left and 40 mm from the top of each page."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for _ in range(pages):
        canvas.setFillGray(ink)
        canvas.rect(30 * mm, size[1] - 90 * mm, 50 * mm, 50 * mm, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_paper_is_rendered_at_the_width_of_the_view(qtbot: QtBot, shown: Shown) -> None:
    view = PaperView()
    view.resize(420, 500)
    shown(view)
    with qtbot.waitSignal(view.rendered):
        assert view.set_pdf(_pdf(2))
    assert view.page_count() == 2
    image = view.image(0)
    assert image is not None
    assert image.width() >= 400
    assert image.height() / image.width() == pytest.approx(297 / 210, rel=0.01)
    black = image.pixelColor(int(image.width() * 55 / 210), int(image.height() * 65 / 297))
    assert black.lightness() < 10


def test_the_old_paper_stays_until_the_new_one_is_ready(qtbot: QtBot, shown: Shown) -> None:
    view = PaperView()
    view.resize(420, 500)
    shown(view)
    with qtbot.waitSignal(view.rendered):
        view.set_pdf(_pdf())
    old = view.image(0)
    with qtbot.waitSignal(view.rendered):
        view.set_pdf(_pdf(ink=0.5))
        assert view.image(0) is old
    assert view.image(0) is not old


def test_fast_changes_end_with_the_last(qtbot: QtBot, shown: Shown) -> None:
    view = PaperView()
    view.resize(420, 500)
    shown(view)
    for ink in (0.1, 0.2, 0.3, 0.9):
        view.set_pdf(_pdf(ink=ink))
    last = _pdf(ink=0.9)

    def is_last() -> bool:
        image = view.image(0)
        return image is not None and image.pixelColor(110, 130).lightness() > 200

    qtbot.waitUntil(is_last)
    assert view.pdf() == last


def test_the_whole_page_fits_where_that_is_wanted(qtbot: QtBot, shown: Shown) -> None:
    view = PaperView(fit="page")
    view.resize(700, 400)
    shown(view)
    with qtbot.waitSignal(view.rendered):
        view.set_pdf(_pdf())
    image = view.image(0)
    assert image is not None
    assert image.height() <= 400
    assert view.verticalScrollBar().maximum() <= 2


def test_what_is_no_pdf_is_said_in_words(qtbot: QtBot, shown: Shown) -> None:
    view = PaperView()
    shown(view)
    assert not view.set_pdf(b"no pdf")
    assert view._message.text() == "这一页现在不能显示。"
    view.set_message("先选机构，这里就会出现转诊单。")
    assert view._message.isVisible()
    assert view.set_pdf(_pdf())
    assert not view._message.isVisible()
    view.clear()
    assert view.page_count() == 0


def test_a_millimetre_in_the_document_is_a_millimetre_on_paper(qapp: QApplication, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    assert print_pdf(PrintJob(_pdf(), "转诊单", file=target)) == 1
    page = pypdfium2.PdfDocument(target)[0]
    assert page.get_size() == pytest.approx((210 * mm, 297 * mm), abs=1)
    image = page.render(scale=10 / mm).to_pil().convert("L").point(lambda v: 255 if v < 128 else 0)
    left, top, right, bottom = (edge / 10 for edge in image.getbbox())
    assert (left, top, right, bottom) == pytest.approx((30, 40, 80, 90), abs=0.15)


def test_bands_leave_no_seam(qapp: QApplication, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    print_pdf(PrintJob(_pdf(), "转诊单", file=target))
    image = pypdfium2.PdfDocument(target)[0].render(scale=4).to_pil().convert("L")
    dots = 4 * mm
    column = [image.getpixel((int(55 * dots), y)) for y in range(int(41 * dots), int(89 * dots))]
    assert max(column) < 10


def test_a_print_tells_every_page_and_ends_when_asked(qapp: QApplication, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 2

    with pytest.raises(PaperError, match="没有记为已打印"):
        print_pdf(PrintJob(_pdf(4), "登记簿", file=tmp_path / "out.pdf"), tell)
    assert told == [(1, 4), (2, 4)]


def test_pages_and_shapes_are_kept(qapp: QApplication, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    wide = _pdf(4, (297 * mm, 210 * mm))
    assert print_pdf(PrintJob(wide, "登记簿", first=2, last=3, file=target)) == 2
    document = pypdfium2.PdfDocument(target)
    assert len(document) == 2
    assert document[0].get_size() == pytest.approx((297 * mm, 210 * mm), abs=1)


@pytest.mark.parametrize(
    ("job", "words"),
    [
        (PrintJob(b"broken", "x", file=Path("x.pdf")), "读不出来"),
        (PrintJob(_pdf(), "x", first=3, file=Path("x.pdf")), "只有 1 页"),
        (PrintJob(_pdf(), "x", printer="没有的打印机"), "没有的打印机"),
        (PrintJob(_pdf(), "x", file=Path("no-such-folder/x.pdf")), "不能写到"),
    ],
)
def test_what_cannot_be_printed_is_said_in_a_sentence(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, job: PrintJob, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PaperError, match=words):
        print_pdf(job)


def test_a_machine_without_a_printer_is_told_what_to_do(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "defaultPrinter", lambda: QPrinterInfo())
    with pytest.raises(PaperError, match="还没有打印机"):
        print_pdf(PrintJob(_pdf(), "x"))


def test_the_remembered_printer_is_used_while_it_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["甲", "乙"])
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", lambda: "乙")
    assert choose_printer("甲") == "甲"
    assert choose_printer("丙") == "乙"
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: [])
    assert choose_printer("甲") == ""
