from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from clinic_app.domain.errors import FileError, NotAllowed
from clinic_app.services.app import App
from clinic_app.services.patient_imports import ImportReport, RowResult
from tests.helpers.services import Desk, with_check_digit

HEADINGS = ["序号", "姓名", "身份证号", "联系电话", "现住址", "村", "过敏史"]
ZHANG = with_check_digit("62080219701231001")
LI = with_check_digit("62080219800101002")


@pytest.fixture
def book(tmp_path: Path) -> Any:
    def write(*rows: list[Any], name: str = "名单.xlsx") -> Path:
        found = openpyxl.Workbook()
        sheet = found.active
        assert sheet is not None
        sheet.append(["白水镇居民名单"])
        sheet.append(HEADINGS)
        for row in rows:
            sheet.append(row)
        path = tmp_path / name
        found.save(path)
        return path

    return write


def results(report: ImportReport) -> list[tuple[int, str]]:
    return [(row.number, row.result.value) for row in report.rows]


def adds_up(report: ImportReport) -> bool:
    counts = report.counts
    return (
        counts.rows == counts.empty + counts.imported + counts.matched + counts.to_correct
        and counts.matched == counts.updated + counts.unchanged
        and len(report.rows) == counts.rows - counts.empty
    )


def test_every_row_ends_up_somewhere(app: App, book: Any) -> None:
    path = book(
        [1, "张三", ZHANG, "13893311111", "一社", "王家沟村", "青霉素"],
        [2, "李四", LI[:-1] + ("0" if LI[-1] != "0" else "1"), "", "", "", ""],
        [None, None, None, None, None, None, None],
        [3, "张三", ZHANG, "", "", "", ""],
        [4, "", "", "13893300000", "", "", ""],
        [5, "李四", LI, "", "二社", "", ""],
    )
    report = app.patient_imports.run(path)
    assert adds_up(report)
    counts = report.counts
    assert (counts.imported, counts.matched, counts.to_correct, counts.empty) == (2, 0, 3, 1)
    assert [number for number, result in results(report) if result == "to_correct"] == [4, 6, 7]
    assert all(row.notes for row in report.rows if row.result is RowResult.TO_CORRECT)
    assert app.patients.count() == 2
    assert app.patients.search("张三").rows[0].allergies == ("青霉素",)
    assert report.changes.any_of("patient", "allergy")
    assert str(report.sentence) == "共 6 行：新建 2 人，已有 0 人（补充 0 人），待更正 3 行，空行 1 行。"


def test_the_rows_to_correct_come_back_as_a_workbook_to_import_again(app: App, book: Any) -> None:
    report = app.patient_imports.run(book([1, "李四", LI[:-1] + "?", "", "", "", ""]))
    assert report.corrections is not None
    assert report.corrections.name == "名单-待更正.xlsx"
    sheet = openpyxl.load_workbook(report.corrections).active
    assert sheet is not None
    headings = [cell.value for cell in sheet[1]]
    place = headings.index("身份证号") + 1
    sheet.cell(2, place).value = LI
    corrected = report.corrections.with_name("改好.xlsx")
    assert sheet.parent is not None
    sheet.parent.save(corrected)
    again = app.patient_imports.run(corrected)
    assert (again.counts.imported, again.counts.to_correct, again.corrections) == (1, 0, None)


def test_an_earlier_list_of_corrections_is_not_overwritten(app: App, book: Any) -> None:
    path = book([1, "", "", "1", "", "", ""])
    first = app.patient_imports.run(path).corrections
    second = app.patient_imports.run(path).corrections
    assert first is not None
    assert second is not None
    assert (first.name, second.name) == ("名单-待更正.xlsx", "名单-待更正（2）.xlsx")


def test_known_people_are_matched_and_only_empty_fields_filled(app: App, desk: Desk, book: Any) -> None:
    patient = desk.patient(name="张三", id_no=ZHANG, phone="13800000000", village="")
    report = app.patient_imports.run(book([1, "张三", ZHANG, "13893311111", "", "王家沟村", "青霉素"]))
    assert adds_up(report)
    [row] = report.rows
    assert (row.result, row.patient_id) == (RowResult.MATCHED, patient)
    assert report.counts.updated == 1
    notes = [str(note) for note in row.notes]
    assert notes[0] == "补充了村(居)委会"
    assert "本人电话：表中“13893311111”，本机“13800000000”，保留本机" in notes
    found = app.patients.row(patient)
    assert (found.phone, found.village, found.allergies) == ("13800000000", "王家沟村", ("青霉素",))


def test_importing_twice_changes_nothing(app: App, book: Any) -> None:
    path = book(
        *(
            [i, f"王{c}", with_check_digit(f"62080219700101{i:03d}"), "", "", "", "磺胺"]
            for i, c in enumerate("甲乙丙", 100)
        )
    )
    app.patient_imports.run(path)
    before = app.place.reader.execute("SELECT count(*) AS n FROM op")
    report = app.patient_imports.run(path)
    assert (report.counts.unchanged, report.counts.imported) == (3, 0)
    assert app.place.reader.execute("SELECT count(*) AS n FROM op") == before
    assert not report.changes


def test_a_number_under_another_name_is_for_a_person_to_look_at(app: App, desk: Desk, book: Any) -> None:
    desk.patient(name="张三", id_no=ZHANG)
    [row] = app.patient_imports.run(book([1, "赵六", ZHANG, "", "", "", ""])).rows
    assert row.result is RowResult.TO_CORRECT
    assert "张三" in str(row.notes[-1])


def test_people_without_a_number_are_matched_by_name_birth_date_and_place(
    app: App, tmp_path: Path, desk: Desk
) -> None:
    known = desk.patient(name="孙七", id_no="", birth_date="1960-05-01", gender="1", village="王家沟村")
    found = openpyxl.Workbook()
    sheet = found.active
    assert sheet is not None
    sheet.append(["姓名", "性别", "出生日期", "村"])
    sheet.append(["孙七", "男", "1960-05-01", "王家沟村"])
    sheet.append(["孙七", "男", "1960-05-01", "赵家坪"])
    path = tmp_path / "无证.xlsx"
    found.save(path)
    report = app.patient_imports.run(path)
    assert [(row.result.value, row.patient_id == known) for row in report.rows] == [
        ("matched", True),
        ("imported", False),
    ]


def test_a_run_stopped_half_way_can_be_started_again(app: App, book: Any) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int, _words: object) -> None:
        if total == 50 and done >= 40:
            raise Stopped

    path = book(
        *([i, "王甲", with_check_digit(f"62080219700101{i:03d}"), "", "", "", ""] for i in range(100, 150))
    )
    with pytest.raises(Stopped):
        app.patient_imports.run(path, stop)
    assert app.patients.count() == 40
    report = app.patient_imports.run(path)
    assert (report.counts.matched, report.counts.imported) == (40, 10)


def test_what_is_no_list_is_told(app: App, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK")
    with pytest.raises(FileError):
        app.patient_imports.run(path)


def test_preview_saves_nothing(app: App, book: Any) -> None:
    sheet = app.patient_imports.preview(book([1, "张三", ZHANG, "", "", "", ""]))
    assert len(sheet.usable) == 1
    assert app.patients.count() == 0
    app.session.lock()
    with pytest.raises(NotAllowed):
        app.patient_imports.preview(book([1, "张三", ZHANG, "", "", "", ""], name="b.xlsx"))
