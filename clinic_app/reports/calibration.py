"""The test page for overprint: crosses and a ruler that tell how far a printer puts things beside."""

from __future__ import annotations

from clinic_app.reports.fields import Setting, Words, draw_lines, set_lines
from clinic_app.reports.fonts import font_stack
from clinic_app.reports.page import PAPERS, PaperKind, Pen, PrinterKind, Shift

CROSS_MM = 20.0
"""Distance of the crosses from the edges of the sheet."""
_ARM = 8
_TEXT_LEFT = CROSS_MM + 14.0


def render_calibration(
    paper: PaperKind, *, printer: PrinterKind = PrinterKind.LASER, shift: Shift | None = None
) -> bytes:
    """Return the PDF of the test page of a paper with the present shift applied.

    Two crosses should stand 20.0 mm from the edges; what a ruler shows instead is added to the shift, in
    steps of 0.1 mm.

    Raises:
        PaperError: the fonts cannot be read.
    """
    sheet = PAPERS[paper]
    shift = shift or Shift()
    fonts = font_stack()
    with Pen(fonts, sheet.width, sheet.height, title="套打校准页", printer=printer, shift=shift) as pen:
        for x, y in ((CROSS_MM, CROSS_MM), (sheet.width - CROSS_MM, sheet.height - CROSS_MM)):
            _cross(pen, x, y)
        setting = Setting(fonts, 9.5, 5.4)
        pen.text(_TEXT_LEFT, CROSS_MM + 2, "套打校准页", 14, bold=True)
        y = CROSS_MM + 6.0
        for sentence in _sentences(shift):
            lines = set_lines([Words(sentence)], setting, sheet.width - _TEXT_LEFT - 12)
            y = draw_lines(pen, lines, _TEXT_LEFT, y, setting)
        _ruler(pen, ruler_length(paper), _TEXT_LEFT, sheet.height - CROSS_MM)
        return pen.to_pdf()


def ruler_length(paper: PaperKind) -> int:
    """Return the length of the printed ruler, in mm: 100, less on a narrow sheet."""
    return 100 if PAPERS[paper].width > 180 else 60


def _sentences(shift: Shift) -> tuple[str, ...]:
    return (
        "按实际大小打印在套打用的纸上，不要选“适合页面”。",
        "用尺量左上角十字中心：到纸的左边、上边本应各是 20.0 毫米。",
        "新的向右位移＝现在的＋20.0－量到的左边距离；新的向下位移＝现在的＋20.0－量到的上边距离。",
        "再量右下角十字：到右边、下边也应各是 20.0 毫米，下面的尺应准；不准就调缩放。",
        f"本页已用：向右 {shift.right:.1f} 毫米，向下 {shift.down:.1f} 毫米，缩放 {shift.scale:.3f}。",
    )


def _cross(pen: Pen, x: float, y: float) -> None:
    pen.line(x - _ARM, y, x + _ARM, y, weight=0.1)
    pen.line(x, y - _ARM, x, y + _ARM, weight=0.1)
    for step in (*range(-_ARM, -1), *range(2, _ARM + 1)):
        long = 1.6 if step % 5 == 0 else 0.8
        pen.line(x + step, y - long, x + step, y + long, weight=0.1)
        pen.line(x - long, y + step, x + long, y + step, weight=0.1)


def _ruler(pen: Pen, length: int, x: float, y: float) -> None:
    pen.line(x, y, x + length, y, weight=0.15)
    for mm in range(length + 1):
        tall = 4.0 if mm % 10 == 0 else 2.6 if mm % 5 == 0 else 1.4
        pen.line(x + mm, y, x + mm, y - tall, weight=0.1)
    pen.text(x + length + 2, y, f"{length} 毫米", 9)
