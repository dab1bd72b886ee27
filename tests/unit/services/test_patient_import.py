"""Reading clinics' spreadsheets, and the list of rows to correct."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from clinic_app.domain.errors import FileError
from clinic_app.domain.numbers import is_id_no
from clinic_app.domain.patient import check_patient
from clinic_app.domain.problems import errors_of
from clinic_app.services.code_tables import CodeTables
from clinic_app.services.import_corrections import reason_text, write_corrections
from clinic_app.services.patient_import import ParsedRow, ParsedSheet, read_workbook
from clinic_app.services.sample_people import invented_people
from clinic_app.services.sample_workbook import write_messy_workbook

TODAY = date(2026, 11, 22)
TABLES = CodeTables()
LISTS = {name: TABLES.get(name) for name in TABLES.names()}
WANG, LI = "510623195803120015", "11010519491231002X"


def sheet_of(tmp_path: Path, *rows: tuple[Any, ...], name: str = "名单.xlsx") -> ParsedSheet:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    book.save(tmp_path / name)
    return read_workbook(tmp_path / name, TODAY, None, LISTS)


def codes(row: ParsedRow) -> list[str]:
    return [problem.code for problem in row.problems]


def test_the_heading_is_found_below_a_title_in_any_order(tmp_path: Path):
    sheet = sheet_of(
        tmp_path,
        ("白水镇卫生院花名册", None, None),
        (None, None, None),
        ("填报日期", "2026-01-01", None),
        ("*身份证号（必填）", " 联系 电话 ", "姓 名", "奇怪的列", "序号"),
        (WANG, "139 9330 0017", "王建国", "x", 1),
    )
    assert sheet.header_row == 4
    assert list(sheet.columns.values()) == ["id_no", "phone", "name"]
    assert sheet.unknown_columns == ("奇怪的列",)
    (row,) = sheet.rows
    assert row.row_no == 5
    assert row.usable
    assert row.values == {
        "name": "王建国",
        "id_no": WANG,
        "id_type": "01",
        "gender": "1",
        "birth_date": "1958-03-12",
        "phone": "13993300017",
    }


def test_numbers_damaged_by_the_spreadsheet_are_explained(tmp_path: Path):
    sheet = sheet_of(
        tmp_path,
        ("姓名", "身份证号"),
        ("甲", float(WANG)),
        ("乙", int(WANG)),
        ("丙", "5.10623E+17"),
        ("丁", int(WANG[:6] + "580312001")),
    )
    assert [codes(row)[0] for row in sheet.rows] == ["import.damaged_number"] * 3 + ["id_no.old"]
    assert not sheet.usable
    assert "后三位已经丢失" in str(reason_text(sheet.rows[0]))


def test_wide_digits_small_x_and_quotes(tmp_path: Path):
    sheet = sheet_of(
        tmp_path,
        ("姓名", "身份证号"),
        ("甲", "'" + WANG.translate(str.maketrans("0123456789", "０１２３４５６７８９"))),
        ("乙", f"\u3000{LI.lower()} "),
    )
    assert [row.values["id_no"] for row in sheet.usable] == [WANG, LI]


@pytest.mark.parametrize(
    "cell",
    [
        datetime(1958, 3, 12),  # noqa: DTZ001
        21256,
        "1958-03-12",
        "19580312",
        19580312,
        "1958.3.12",
        "1958/3/12",
        "1958年3月12日",
        "1958-03-12 00:00:00",
    ],
)
def test_dates_in_every_shape(tmp_path: Path, cell):
    sheet = sheet_of(tmp_path, ("姓名", "性别", "出生日期"), ("王建国", "男", cell))
    assert sheet.rows[0].values["birth_date"] == "1958-03-12"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1958年3月", "import.month_only"),
        ("58.3.12", "import.no_year"),
        ("1958-02-30", "date.impossible"),
        ("2027-01-01", "birth_date.future"),
    ],
)
def test_dates_that_cannot_be_used(tmp_path: Path, cell, code):
    sheet = sheet_of(tmp_path, ("姓名", "性别", "出生日期"), ("王建国", "男", cell))
    assert [p.code for p in errors_of(sheet.rows[0].problems)] == [code]


def test_written_words_become_codes(tmp_path: Path):
    sheet = sheet_of(
        tmp_path,
        ("姓名", "性别", "出生日期", "民族", "血型", "费别", "职业", "与患者关系", "婚姻状况"),
        ("甲", "男性", "19580312", "回", "AB", "城乡居民医保", "农民", "儿子", "2"),
        ("乙", "1.男", "19580312", "05维吾尔族", "O型", "新农合", "务农", "配偶", "已婚"),
        ("丙", 2.0, "19580312", "火星族", "熊猫血", "", "", "", ""),
        ("丁", "雄", "19580312", "", "", "", "", "", ""),
    )
    first, second, third, fourth = (row.values for row in sheet.rows)
    assert [
        first[k]
        for k in ("gender", "ethnic", "blood_type", "payment", "occupation", "contact_relation", "marital")
    ] == ["1", "03", "4", "2", "4", "2", "2"]
    assert [
        second[k] for k in ("gender", "ethnic", "blood_type", "payment", "contact_relation", "marital")
    ] == ["1", "05", "3", "3", "1", "2"]
    assert (third["gender"], third["ethnic"]) == ("2", "")
    assert sheet.rows[2].usable
    assert codes(sheet.rows[2]).count("import.unknown_word") == 2
    assert fourth["gender"] == ""
    assert [p.code for p in errors_of(sheet.rows[3].problems)] == ["import.unknown_gender"]


def test_the_same_person_twice(tmp_path: Path):
    sheet = sheet_of(
        tmp_path,
        ("姓名", "性别", "出生日期", "身份证号", "村"),
        ("王建国", "男", "", WANG, "东沟村"),
        ("王 建国", "男", "", WANG, "东沟村"),
        ("赵小毛", "男", "20260101", "", "东沟村"),
        ("赵小毛", "男", "2026-1-1", "", "东沟村"),
        ("赵小毛", "男", "2026-1-1", "", "西沟村"),
    )
    assert [row.duplicate_of for row in sheet.rows] == [0, 2, 0, 4, 0]
    assert "第 2 行" in str(reason_text(sheet.rows[1]))


def test_empty_repeated_and_total_rows(tmp_path: Path):
    sheet = sheet_of(
        tmp_path,
        ("序号", "姓名", "身份证号"),
        (1, "王建国", WANG),
        (2, None, None),
        (),
        ("序号", "姓名", "身份证号"),
        (3, "李秀英", LI),
        ("合计", "2人"),
        ("制表人：", "单秀英"),
    )
    assert [row.values["name"] for row in sheet.rows] == ["王建国", "李秀英"]
    assert sheet.empty_rows == 3


def test_allergies_and_diseases_are_listed(tmp_path: Path):
    sheet = sheet_of(
        tmp_path,
        ("姓名", "身份证号", "慢性病", "药物过敏史", "年龄"),
        ("王建国", WANG, "高血压、2型糖尿病", "青霉素;磺胺", "40岁"),
        ("李秀英", LI, "无", "否认", 77),
    )
    assert sheet.rows[0].problems_known == ("高血压", "2型糖尿病")
    assert sheet.rows[0].allergies == ("青霉素", "磺胺")
    assert codes(sheet.rows[0]) == ["import.age_differs"]
    assert (sheet.rows[1].problems_known, sheet.rows[1].allergies, codes(sheet.rows[1])) == ((), (), [])


def test_the_second_worksheet_when_the_first_has_no_list(tmp_path: Path):
    book = openpyxl.Workbook()
    cover = book.active
    assert cover is not None
    cover.append(("说明", "请填写"))
    for title in ("东沟村", "西沟村"):
        page = book.create_sheet(title)
        page.append(("姓名", "身份证号"))
        page.append(("王建国", WANG))
    book.save(tmp_path / "a.xlsx")
    sheet = read_workbook(tmp_path / "a.xlsx", TODAY)
    assert (sheet.sheet, sheet.other_sheets) == ("东沟村", ("西沟村",))


def test_a_wrong_range_in_the_file_cuts_nothing(tmp_path: Path):
    sheet_of(tmp_path, ("姓名", "身份证号"), ("王建国", WANG), ("李秀英", LI))
    with zipfile.ZipFile(tmp_path / "名单.xlsx") as good, zipfile.ZipFile(tmp_path / "错.xlsx", "w") as wrong:
        for name in good.namelist():
            wrong.writestr(name, good.read(name).replace(b'<dimension ref="A1:B3"', b'<dimension ref="A1"'))
    sheet = read_workbook(tmp_path / "错.xlsx", TODAY)
    assert [row.values["id_no"] for row in sheet.rows] == [WANG, LI]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("老.xls", b"\xd0\xcf\x11\xe0", "旧版"),
        ("坏.xlsx", b"PK no zip", "打不开"),
        ("密.xlsx", b"\xd0\xcf\x11\xe0", "密码"),
        ("没有.xlsx", None, "找不到"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name, content, sentence):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(FileError, match=sentence):
        read_workbook(tmp_path / name, TODAY)


def test_a_sheet_without_names(tmp_path: Path):
    with pytest.raises(FileError, match="姓名"):
        sheet_of(tmp_path, ("药品", "数量"), ("阿司匹林", 3))


def test_a_caller_can_stop_the_reading(tmp_path: Path):
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stopped

    sheet_of(tmp_path, ("姓名", "身份证号"), ("王建国", WANG))
    with pytest.raises(Stopped):
        read_workbook(tmp_path / "名单.xlsx", TODAY, stop)


def test_every_row_of_a_messy_workbook_ends_somewhere(tmp_path: Path):
    people = invented_people(7, 400, TODAY)
    written = write_messy_workbook(tmp_path / "乱.xlsx", people, 7)
    assert all(written.values())
    told: list[tuple[int, int]] = []
    sheet = read_workbook(tmp_path / "乱.xlsx", TODAY, lambda done, total: told.append((done, total)), LISTS)
    assert len(sheet.usable) == written["good"]
    assert len(sheet.to_correct) == sum(
        written[kind] for kind in ("twice", "wrong_check", "damaged", "no_name")
    )
    assert sheet.empty_rows == written["empty"]
    by_number = {person["id_no"]: person for person in people if person["id_no"]}
    for row in sheet.usable:
        if number := row.values["id_no"]:
            person = by_number[number]
            for field in ("name", "gender", "birth_date", "phone", "address", "village", "ethnic"):
                assert row.values[field] == person[field]
            assert list(row.problems_known) == [problem["name"] for problem in person["problems"]]
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_corrected_rows_can_be_imported_again(tmp_path: Path):
    sheet = sheet_of(
        tmp_path,
        ("姓名", "身份证号", "电话", "自家的列"),
        ("王建国", float(WANG), "13993300017", "甲"),
        ("=李秀英", LI[:-1] + "0", "", "乙"),
    )
    target = tmp_path / "待更正.xlsx"
    assert write_corrections(target, sheet.to_correct) == 2
    book = openpyxl.load_workbook(target)
    page = book.active
    assert page is not None
    assert [cell.value for cell in page[1]] == ["姓名", "身份证号", "电话", "自家的列", "原表行号", "问题"]
    assert page["B3"].number_format == "@"
    assert page["B3"].value == LI[:-1] + "0"
    assert page["E2"].value == "2"
    assert "后三位" in str(page["F2"].value)
    page["B2"], page["A3"], page["B3"] = WANG, "李秀英", LI
    book.save(target)
    again = read_workbook(target, TODAY, None, LISTS)
    assert [row.values["id_no"] for row in again.usable] == [WANG, LI]
    assert again.unknown_columns == ("自家的列",)


def test_corrections_that_cannot_be_written(tmp_path: Path):
    with pytest.raises(FileError, match="没能写出"):
        write_corrections(tmp_path / "没有这个文件夹" / "a.xlsx", [])


def test_invented_people_are_sound_and_the_same_each_time():
    people = invented_people(3, 320, TODAY)
    assert people == invented_people(3, 320, TODAY)
    assert people != invented_people(4, 320, TODAY)
    assert len(people) == 320
    numbers = [person["id_no"] for person in people if person["id_no"]]
    assert len(set(numbers)) == len(numbers)
    assert all(is_id_no(number) for number in numbers)
    for person in people:
        assert not errors_of(check_patient(person, TODAY, LISTS)), person
    assert any("·" in person["name"] for person in people)
    assert any(ord(character) > 0xFFFF for person in people for character in person["name"])
    assert any(not person["id_no"] and person["no_id_reason"] for person in people)
    assert min(person["birth_date"] for person in people) < "1945"
    phones = [person["phone"] for person in people if person["phone"]]
    assert len(set(phones)) < len(phones)
    assert len({person["village"] for person in people}) > 5
