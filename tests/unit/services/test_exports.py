from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from clinic_app.domain.errors import FileError, NotAllowed
from clinic_app.services.app import App
from clinic_app.services.exports import Column, Exports, write_sheet
from tests.helpers.services import Desk, with_check_digit


def test_patients_go_out_with_text_numbers_and_real_dates(app: App, desk: Desk, tmp_path: Path) -> None:
    patient = desk.patient()
    app.patients.add_element(patient, "allergy", {"substance": "青霉素"})
    app.patients.add_element(patient, "allergy", {"substance": "磺胺"})
    done = Exports(app.place).patients(tmp_path / "患者")
    assert (done.rows, done.path.name) == (1, "患者.xlsx")
    sheet = openpyxl.load_workbook(done.path).worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    row = dict(zip(heads, (cell.value for cell in sheet[2]), strict=True))
    assert row["身份证号"] == with_check_digit("62080219580312123")
    assert row["性别"] == "男"
    assert row["出生日期"] == datetime(1958, 3, 12)  # noqa: DTZ001
    assert row["药物过敏史"] == "青霉素、磺胺"
    assert sheet.freeze_panes == "B2"
    assert app.place.db.execute("SELECT action FROM audit ORDER BY no DESC LIMIT 1")[0]["action"] == "export"


def test_what_went_out_comes_in_again(app: App, desk: Desk, tmp_path: Path) -> None:
    desk.patient()
    path = Exports(app.place).patients(tmp_path / "out.xlsx").path
    report = app.patient_imports.run(path)
    assert (report.counts.matched, report.counts.to_correct) == (1, 0)
    assert app.patients.count() == 1


def test_formulas_and_long_numbers_stay_what_they_are(tmp_path: Path) -> None:
    lines = iter([["=1+1", "620802195803121235", 7, ""], ["@SUM(A1)", "00017", 0, None]])
    columns = [Column("名", 8), Column("号", 20), Column("数", 5), Column("空", 5)]
    path = write_sheet(tmp_path / "x.xlsx", "表", columns, lines).path
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [cell.value for cell in sheet[2]] == ["=1+1", "620802195803121235", 7, None]
    assert sheet["A2"].data_type == "s"
    assert [cell.value for cell in sheet[3]] == ["@SUM(A1)", "00017", 0, None]


def test_stopping_leaves_no_file(app: App, desk: Desk, tmp_path: Path) -> None:
    desk.patient()

    class Stop(Exception):
        pass

    def stop(*_: object) -> None:
        raise Stop

    with pytest.raises(Stop):
        Exports(app.place).patients(tmp_path / "out.xlsx", stop)
    assert list(tmp_path.glob("*.xlsx*")) == list(tmp_path.glob(".*partial")) == []


def test_a_folder_that_is_not_there(app: App, tmp_path: Path) -> None:
    with pytest.raises(FileError):
        Exports(app.place).patients(tmp_path / "missing" / "out.xlsx")


def test_only_reviewers_take_the_list_out(app: App, tmp_path: Path) -> None:
    app.administration.save_account(
        {"login": "wxl", "name": "王小兰", "roles": ["nurse"]}, password="Chuang-kou-1"
    )
    app.session.log_in("wxl", "Chuang-kou-1")
    app.session.change_password("Chuang-kou-1", "Chuang-kou-2")
    with pytest.raises(NotAllowed):
        Exports(app.place).patients(tmp_path / "out.xlsx")
