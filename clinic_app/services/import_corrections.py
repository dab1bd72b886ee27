"""The list of rows that an import could not take, as a workbook to correct and import again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import xlsxwriter
import xlsxwriter.exceptions

from clinic_app.domain.errors import FileError
from clinic_app.domain.wording import Message, say
from clinic_app.services.patient_import import ParsedRow

REASON_HEADING = "问题"
ROW_HEADING = "原表行号"
_TEXT_ONLY = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}


def write_corrections(path: Path, rows: Iterable[ParsedRow]) -> int:
    """Write the rows to correct as an .xlsx that can be corrected and imported again; return how many.

    The reason stands in the last column, in words. Every cell is text, so that the spreadsheet program does
    not damage numbers a second time.

    Raises:
        FileError: the file cannot be written.
    """
    listed = list(rows)
    headings = list(dict.fromkeys(heading for row in listed for heading in row.raw))
    headings = [heading for heading in headings if heading not in (REASON_HEADING, ROW_HEADING)]
    try:
        with xlsxwriter.Workbook(str(path), _TEXT_ONLY) as book:
            _write_sheet(book, headings, listed)
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        raise FileError(
            say(
                "没能写出 {name}，请确认它没有在 Excel 里打开、磁盘没有满。已导入的资料不受影响",
                name=path.name,
            )
        ) from error
    return len(listed)


def _write_sheet(book: xlsxwriter.Workbook, headings: list[str], rows: list[ParsedRow]) -> None:
    text = book.add_format({"num_format": "@", "valign": "top"})
    bold = book.add_format({"bold": True, "num_format": "@", "bg_color": "#E6F2F1"})
    reason = book.add_format({"num_format": "@", "font_color": "#B91C1C", "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(str(say("待更正")))
    last = len(headings)
    for place, heading in enumerate([*headings, ROW_HEADING, REASON_HEADING]):
        sheet.write_string(0, place, heading, bold)
    for line, row in enumerate(rows, start=1):
        for place, heading in enumerate(headings):
            sheet.write_string(line, place, row.raw.get(heading, ""), text)
        sheet.write_string(line, last, str(row.row_no), text)
        sheet.write_string(line, last + 1, str(reason_text(row)), reason)
    sheet.set_column(0, last - 1 if last else 0, 14, text)
    sheet.set_column(last, last, 10, text)
    sheet.set_column(last + 1, last + 1, 60, reason)
    sheet.freeze_panes(1, 0)


def reason_text(row: ParsedRow) -> Message:
    """Return why a row was not imported, for the last column and for the screen."""
    shown = [problem for problem in row.problems if not problem.warning or problem.code == "import.duplicate"]
    return say("{reasons}", reasons="；".join(str(problem.message) for problem in shown))
