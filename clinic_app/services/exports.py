"""Lists as spreadsheets: real dates, numbers of people as text, a frozen heading, ready to print."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from clinic_app.domain.field_checks import stored_date
from clinic_app.domain.permissions import Permission
from clinic_app.domain.wording import Message, say
from clinic_app.services.workplace import Workplace
from clinic_app.store import patients
from clinic_app.store.database import Row
from clinic_app.system.files import os_errors_turned

Progress = Callable[[int, int, Message], None]
"""Told (done, total, what is going on); may raise to stop, then no file is left."""

_PAGE = 500


@attrs.frozen
class Column:
    """One column: its heading, its width in characters, and whether it holds days."""

    heading: str
    width: int
    is_date: bool = False


@attrs.frozen
class Exported:
    """A file that was written: where, and how many rows below the heading."""

    path: Path
    rows: int


def write_sheet(
    path: Path, title: str, columns: Sequence[Column], lines: Iterator[Sequence[Any]]
) -> Exported:
    """Write a spreadsheet, whole or not at all.

    Text is never read as a formula or a number, so an identity number keeps its 18 digits and a name that
    begins with = stays a name.

    Raises:
        FileError, DiskFull.
    """
    target = path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")
    partial = target.with_name(f".{target.name}.partial")
    with os_errors_turned(target):
        try:
            count = _write(partial, title, columns, lines)
            os.replace(partial, target)
        except XlsxWriterException as error:
            raise OSError(5, str(error)) from error
        finally:
            partial.unlink(missing_ok=True)
    return Exported(target, count)


def _write(path: Path, title: str, columns: Sequence[Column], lines: Iterator[Sequence[Any]]) -> int:
    path.touch(mode=0o600)  # before the writer opens it: nobody else reads a list of patients
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
    bold = book.add_format({"bold": True, "bottom": 1, "valign": "vcenter"})
    text = book.add_format({"num_format": "@"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    sheet = book.add_worksheet(title[:31])
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R第 &P 页 共 &N 页")
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.heading, bold)
    count = 0
    try:
        for count, line in enumerate(lines, start=1):
            for place, (column, value) in enumerate(zip(columns, line, strict=True)):
                if isinstance(value, int) and not isinstance(value, bool):
                    sheet.write_number(count, place, value)
                elif column.is_date and isinstance(value, date):
                    sheet.write_datetime(count, place, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
                elif value not in (None, ""):
                    sheet.write_string(count, place, str(value), text)
    finally:
        book.close()
    return count


_PATIENT_COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("name", "姓名", 12),
    ("gender", "性别", 6),
    ("birth_date", "出生日期", 12),
    ("id_type", "证件类别", 12),
    ("id_no", "身份证号", 21),
    ("phone", "联系电话", 15),
    ("village", "村（居）委会", 14),
    ("address", "现住址", 32),
    ("archive_no", "健康档案编号", 20),
    ("payment", "费别", 18),
    ("insurance_no", "医保号", 18),
    ("contact_name", "联系人", 10),
    ("contact_phone", "联系人电话", 15),
    ("responsible_doctor", "责任医生", 10),
    ("past_history", "既往史", 30),
    ("allergies", "药物过敏史", 20),
)
"""Headings as the import reads them, so that a list that went out comes in again."""
_CODED = {"gender": "gender", "id_type": "id_type", "payment": "payment"}


class Exports:
    """Lists as files; every one is noted in the audit trail."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def patients(self, path: Path, progress: Progress | None = None) -> Exported:
        """Write all patients to an .xlsx file.

        Raises:
            NotAllowed; FileError, DiskFull: no file was made.
        """
        self._place.need(Permission.PATIENT_EXPORT)
        columns = [Column(head, width, name == "birth_date") for name, head, width in _PATIENT_COLUMNS]
        done = write_sheet(path, "患者", columns, self._patient_lines(progress))
        self._place.audit("export", "patient", rows=done.rows)
        return done

    def _patient_lines(self, progress: Progress | None) -> Iterator[Sequence[Any]]:
        reader = self._place.reader
        total, done = patients.count(reader), 0
        after: tuple[str, ...] | None = None
        while True:
            page = patients.page(reader, after=after, limit=_PAGE)
            for row in page.rows:
                yield self._patient_line(row)
            done += len(page.rows)
            if progress is not None:
                progress(done, max(total, done), say("正在导出患者"))
            after = page.after
            if after is None:
                return

    def _patient_line(self, row: Row) -> list[Any]:
        line: list[Any] = []
        for name, _, _ in _PATIENT_COLUMNS:
            if name == "allergies":
                found = patients.elements(self._place.reader, row["id"])["allergies"]
                line.append("、".join(str(one["substance"] or "") for one in found))
            elif name == "birth_date":
                text = str(row[name] or "")
                line.append(stored_date(text) or text)
            elif name in _CODED:
                line.append(self._place.name_of(_CODED[name], row[name]))
            else:
                line.append(row[name])
        return line
