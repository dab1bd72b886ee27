"""Spreadsheets that Excel opens as they are meant."""

from __future__ import annotations

import io
from datetime import date

import openpyxl

from clinic_app.reports.due_list import DueEntry
from clinic_app.reports.register import BackEntry, RegisterHead, UpEntry
from clinic_app.reports.workbook import (
    BookSheet,
    CellKind,
    SheetColumn,
    due_workbook,
    register_workbook,
    write_workbook,
)

HEAD = RegisterHead("白水镇中心卫生院", date(2026, 11, 1), date(2026, 11, 30))
UP = UpEntry(
    day=date(2026, 11, 22), slip_no="ZZ20261122001", patient_name="𠮷䶮", gender="1", age="68岁",
    id_no="620802195803150017", phone="0933-8612001", impression="=1+1", arrived_on=date(2026, 11, 23),
)  # fmt: skip


def book_of(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_the_register_has_a_sheet_for_each_direction():
    book = book_of(register_workbook([UP], [BackEntry(patient_name="张䶮", day=date(2026, 12, 2))], HEAD))
    assert book.sheetnames == ["上转", "下转接收"]
    sheet = book["上转"]
    assert sheet["A1"].value == "双向转诊登记本（上转）"
    assert "白水镇中心卫生院" in sheet["A2"].value
    row = {head.value: cell for head, cell in zip(sheet[3], sheet[4], strict=True)}
    assert row["转诊日期"].value.date() == date(2026, 11, 22)
    assert row["转诊日期"].number_format == "yyyy-mm-dd"
    assert row["姓名"].value == "𠮷䶮"
    assert row["性别"].value == "男"
    assert row["到院日期"].value.date() == date(2026, 11, 23)
    assert book["下转接收"]["D4"].value == "张䶮"


def test_numbers_of_people_are_text_and_text_is_no_formula():
    sheet = book_of(register_workbook([UP], [], HEAD))["上转"]
    row = {head.value: cell for head, cell in zip(sheet[3], sheet[4], strict=True)}
    assert row["身份证号"].value == "620802195803150017"
    assert row["身份证号"].number_format == "@"
    assert row["初步诊断"].data_type == "s"
    assert row["初步诊断"].value == "=1+1"


def test_the_head_stays_and_the_print_is_set_up():
    sheet = book_of(register_workbook([UP] * 3, [], HEAD))["上转"]
    assert sheet.freeze_panes == "A4"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.auto_filter.ref == "A3:Z6"
    assert sheet.column_dimensions["G"].width > 18


def test_any_list_and_equal_bytes():
    columns = (SheetColumn("人次", kind=CellKind.NUMBER), SheetColumn("备注"))
    sheet = BookSheet("统计", "月报", "", columns, [[3, "长" * 40_000], [None, ""]])
    content = write_workbook([sheet])
    assert content == write_workbook([sheet])
    page = book_of(content)["统计"]
    assert page["A4"].value == 3
    assert len(page["B4"].value) == 32_767
    assert page["A5"].value is None


def test_the_due_list():
    entry = DueEntry(patient_name="张䶮", phone="0933-8612001", due_on=date(2026, 11, 20), overdue_days=2)
    sheet = book_of(due_workbook([entry], org="白水镇中心卫生院", until=date(2026, 11, 22)))["到期随访"]
    row = {head.value: cell.value for head, cell in zip(sheet[3], sheet[4], strict=True)}
    assert row["姓名"] == "张䶮"
    assert row["电话"] == "0933-8612001"
    assert row["应访日期"].date() == date(2026, 11, 20)
    assert row["已过天数"] == 2
