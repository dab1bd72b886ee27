"""Lists as spreadsheets (xlsx): real dates, numbers of people as text, a head that stays, ready to print."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

import attrs
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from clinic_app.reports.due_list import DueEntry, RenewalEntry
from clinic_app.reports.page import practising
from clinic_app.reports.phrases import gender_word
from clinic_app.reports.register import BackEntry, RegisterHead, UpEntry

_MOST_CHARACTERS = 32_767
"""What a cell holds; Excel refuses a file with more."""
_HEAD_ROW = 2


class CellKind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    """Also identity, telephone and slip numbers: as a number 18 digits would lose their last three."""
    DATE = "date"
    NUMBER = "number"


@attrs.frozen
class SheetColumn:
    """A column of a spreadsheet; ``width`` in characters."""

    title: str
    width: float = 12.0
    kind: CellKind = CellKind.TEXT


@attrs.frozen
class BookSheet:
    """A sheet of a workbook.

    Attributes:
        name: on its tab, at most 31 characters.
        title: heading.
        note: line under it, such as institution and period.
        columns: head.
        rows: cells in the order of the columns; None leaves a cell empty.
        chart: ``bar`` or ``line`` draws the number columns beside the table, by its first column.
    """

    name: str
    title: str
    note: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[Sequence[str | int | float | date | None]]
    chart: str = ""


@attrs.frozen
class _Formats:
    title: Format
    note: Format
    head: Format
    text: Format
    day: Format
    number: Format


def write_workbook(sheets: Sequence[BookSheet]) -> bytes:
    """Return the xlsx file of some sheets; equal sheets give equal bytes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            # What people typed is text: a name that begins with = must not become a formula.
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    # A fixed moment, not today's: equal lists stay equal files.
    book.set_properties({"created": datetime(2020, 1, 1), "title": sheets[0].title if sheets else ""})  # noqa: DTZ001
    formats = _formats(book)
    for sheet in sheets:
        page = book.add_worksheet(sheet.name[:31])
        _write_sheet(page, sheet, formats)
        if sheet.chart and sheet.rows:
            _add_chart(book, page, sheet)
    book.close()
    return buffer.getvalue()


_DASHES = ("solid", "dash", "round_dot", "long_dash", "dash_dot")
_MARKS = ("circle", "square", "triangle", "diamond", "x")
_FILLS = ("#4A4A4A", "#FFFFFF", "#BFBFBF", "#E5E5E5", "#8C8C8C")
"""Told apart in black and white: a chart that people print once more has no colour to lose."""


def _add_chart(book: xlsxwriter.Workbook, page: Worksheet, sheet: BookSheet) -> None:
    made = book.add_chart({"type": "bar" if sheet.chart == "bar" else "line"})
    if made is None:  # the library's answer to a kind of chart it does not know
        raise ValueError(f"no such chart: {sheet.chart}")
    first, last = _HEAD_ROW + 1, _HEAD_ROW + len(sheet.rows)
    for at in range(1, len(sheet.columns)):
        look: dict[str, object] = {
            "name": [page.name, _HEAD_ROW, at],
            "categories": [page.name, first, 0, last, 0],
            "values": [page.name, first, at, last, at],
        }
        place = (at - 1) % len(_DASHES)
        if sheet.chart == "bar":
            look |= {"fill": {"color": _FILLS[place]}, "border": {"color": "#1A1A1A"}}
        else:
            look |= {
                "line": {"color": "#1A1A1A", "dash_type": _DASHES[place], "width": 2},
                "marker": {"type": _MARKS[place], "size": 7, "fill": {"color": _FILLS[place]},
                           "border": {"color": "#1A1A1A"}},
            }  # fmt: skip
        made.add_series(look)
    if sheet.chart == "bar":
        made.set_y_axis({"reverse": True})  # the first row on top, as in the table
    made.set_legend({"position": "bottom"})
    made.set_size({"width": 760, "height": 420})
    page.insert_chart(_HEAD_ROW, len(sheet.columns) + 1, made)


def _formats(book: xlsxwriter.Workbook) -> _Formats:
    font = {"font_name": "宋体", "font_size": 10, "valign": "top"}
    cell = {**font, "border": 1, "text_wrap": True}
    return _Formats(
        title=book.add_format({**font, "font_size": 16, "bold": True}),
        note=book.add_format(font),
        head=book.add_format(
            {**cell, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E5E7EB"}
        ),
        text=book.add_format({**cell, "num_format": "@"}),
        day=book.add_format({**cell, "num_format": "yyyy-mm-dd", "align": "left"}),
        number=book.add_format({**cell, "num_format": "General"}),
    )


def _write_sheet(page: Worksheet, sheet: BookSheet, formats: _Formats) -> None:
    page.write_string(0, 0, f"【练习】{sheet.title}" if practising() else sheet.title, formats.title)
    page.write_string(1, 0, sheet.note, formats.note)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(_HEAD_ROW, at, column.title, formats.head)
    for number, row in enumerate(sheet.rows, start=_HEAD_ROW + 1):
        for at, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(page, number, at, column.kind, value, formats)
    last = _HEAD_ROW + len(sheet.rows)
    page.freeze_panes(_HEAD_ROW + 1, 0)
    page.autofilter(_HEAD_ROW, 0, max(last, _HEAD_ROW), max(len(sheet.columns) - 1, 0))
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEAD_ROW)
    page.set_footer("&L&A&R第 &P 页 共 &N 页")
    if practising():
        page.set_header("&C&24练习")


def _write_cell(
    page: Worksheet,
    row: int,
    at: int,
    kind: CellKind,
    value: str | int | float | date | None,
    formats: _Formats,
) -> None:
    if value is None or value == "":
        page.write_blank(row, at, None, formats.text)
    elif kind is CellKind.DATE and isinstance(value, date):
        page.write_datetime(row, at, datetime(value.year, value.month, value.day), formats.day)  # noqa: DTZ001
    elif kind is CellKind.NUMBER and isinstance(value, int | float):
        page.write_number(row, at, value, formats.number)
    else:
        page.write_string(row, at, str(value)[:_MOST_CHARACTERS], formats.text)


_DAY, _NUMBER = CellKind.DATE, CellKind.NUMBER
_UP = (
    SheetColumn("序号", 6, _NUMBER),
    SheetColumn("转诊日期", 12, _DAY),
    SheetColumn("转诊单号", 18),
    SheetColumn("姓名", 12),
    SheetColumn("性别", 6),
    SheetColumn("年龄", 8),
    SheetColumn("身份证号", 21),
    SheetColumn("联系电话", 15),
    SheetColumn("住址", 28),
    SheetColumn("医保类型/医保号", 18),
    SheetColumn("初步诊断", 26),
    SheetColumn("转诊原因", 24),
    SheetColumn("转往医院", 22),
    SheetColumn("科室", 14),
    SheetColumn("接诊医生", 10),
    SheetColumn("紧急程度", 10),
    SheetColumn("转运方式/护送人", 16),
    SheetColumn("知情同意", 10),
    SheetColumn("经治医生", 10),
    SheetColumn("审批人", 10),
    SheetColumn("是否到院", 10),
    SheetColumn("到院日期", 12, _DAY),
    SheetColumn("转归/反馈", 22),
    SheetColumn("随访日期", 12, _DAY),
    SheetColumn("随访结果（2周内）", 22),
    SheetColumn("备注", 16),
)
_BACK = (
    SheetColumn("序号", 6, _NUMBER),
    SheetColumn("接收日期", 12, _DAY),
    SheetColumn("回转单号", 18),
    SheetColumn("姓名", 12),
    SheetColumn("性别", 6),
    SheetColumn("年龄", 8),
    SheetColumn("身份证号", 21),
    SheetColumn("电话", 15),
    SheetColumn("住址", 28),
    SheetColumn("转出医院", 22),
    SheetColumn("科室", 14),
    SheetColumn("出院诊断", 26),
    SheetColumn("住院病案号", 16),
    SheetColumn("治疗及康复建议", 36),
    SheetColumn("接诊医生", 10),
    SheetColumn("后续管理", 14),
    SheetColumn("首次随访日期", 13, _DAY),
    SheetColumn("转归", 14),
    SheetColumn("备注", 16),
)


def register_workbook(up: Sequence[UpEntry], back: Sequence[BackEntry], head: RegisterHead) -> bytes:
    """Return the xlsx file of 双向转诊登记本, one sheet for each direction."""
    note = f"{head.org}　{head.period}"
    return write_workbook(
        [
            BookSheet(
                "上转", "双向转诊登记本（上转）", note, _UP, [_up_row(n, e) for n, e in enumerate(up, 1)]
            ),
            BookSheet(
                "下转接收",
                "双向转诊登记本（下转接收）",
                note,
                _BACK,
                [_back_row(n, e) for n, e in enumerate(back, 1)],
            ),
        ]
    )


_DUE = (
    SheetColumn("序号", 6, _NUMBER),
    SheetColumn("姓名", 12),
    SheetColumn("性别", 6),
    SheetColumn("年龄", 8),
    SheetColumn("村组", 16),
    SheetColumn("住址", 28),
    SheetColumn("电话", 16),
    SheetColumn("随访内容", 16),
    SheetColumn("应访日期", 12, _DAY),
    SheetColumn("已过天数", 9, _NUMBER),
    SheetColumn("原因", 22),
    SheetColumn("上级医院建议", 34),
    SheetColumn("责任医生", 10),
    SheetColumn("随访结果", 30),
)


def due_workbook(entries: Sequence[DueEntry], *, org: str, until: date) -> bytes:
    """Return the xlsx file of 到期随访名单 up to a day, with a column to write in."""
    rows = [
        (
            number, e.patient_name, e.gender, e.age, e.village, e.address, e.phone, e.form, e.due_on,
            e.overdue_days or None, e.reason, e.advice, e.doctor, "",
        )
        for number, e in enumerate(entries, 1)
    ]  # fmt: skip
    note = f"{org}　截至 {until.isoformat()}"
    return write_workbook([BookSheet("到期随访", "到期随访名单", note, _DUE, rows)])


_RENEWAL = (
    SheetColumn("序号", 6, _NUMBER),
    SheetColumn("姓名", 12),
    SheetColumn("性别", 6),
    SheetColumn("年龄", 8),
    SheetColumn("村组", 16),
    SheetColumn("电话", 16),
    SheetColumn("家庭医生团队", 20),
    SheetColumn("家庭医生", 10),
    SheetColumn("签约到期", 12),
    SheetColumn("已过天数", 9, _NUMBER),
    SheetColumn("续签意愿", 12),
)


def renewal_workbook(entries: Sequence[RenewalEntry], *, org: str, until: date) -> bytes:
    """Return the xlsx file of 家庭医生签约到期名单 up to a day, with a column to write in."""
    rows = [
        (number, e.patient_name, e.gender, e.age, e.village, e.phone, e.team, e.doctor, e.ends_on,
         e.overdue_days or None, "")
        for number, e in enumerate(entries, 1)
    ]  # fmt: skip
    note = f"{org}　截至 {until.isoformat()}"
    return write_workbook([BookSheet("签约到期", "家庭医生签约到期名单", note, _RENEWAL, rows)])


def _up_row(number: int, e: UpEntry) -> tuple[str | int | date | None, ...]:
    return (
        number, e.day, e.slip_no, e.patient_name, gender_word(e.gender), e.age, e.id_no, e.phone, e.address,
        e.insurance, e.impression, e.reason, e.to_org, e.to_dept, e.to_doctor, e.urgency, e.transport,
        e.consent, e.doctor, e.approver, e.arrived, e.arrived_on, e.outcome, e.follow_up_on, e.follow_up,
        e.remark,
    )  # fmt: skip


def _back_row(number: int, e: BackEntry) -> tuple[str | int | date | None, ...]:
    return (
        number, e.day, e.slip_no, e.patient_name, gender_word(e.gender), e.age, e.id_no, e.phone, e.address,
        e.from_org, e.from_dept, e.diagnosis, e.inpatient_no, e.advice, e.doctor, e.management,
        e.first_follow_up_on, e.outcome, e.remark,
    )  # fmt: skip
