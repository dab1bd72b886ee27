"""Spreadsheets and documents opened by a real office program: LibreOffice (``make test-office``)."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest

from clinic_app.services import yearly_summary
from clinic_app.services.app import App
from clinic_app.services.exports import Exports
from clinic_app.services.follow_up_rows import DueChoice
from tests.helpers.clinic import township
from tests.helpers.services import Desk

pytestmark = pytest.mark.office

ID_NO = "620802195803121231"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@pytest.fixture(scope="module")
def soffice() -> str:
    program = shutil.which("soffice")
    if program is None:
        pytest.fail("needs LibreOffice: run `make test-office`")
    return program


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A clinic with a referral, a visit that is due, and names that programs like to spoil."""
    app = township(tmp_path_factory.mktemp("clinic"))
    desk = Desk(app)
    patient = desk.patient(name="张𬱖", id_no=ID_NO, address="=1+1 号院")
    desk.referral(patient_id=patient, impression="高血压 3 级")
    yield app
    app.close()


def converted(soffice: str, file: Path, kind: str, folder: Path) -> list[Path]:
    """Return what LibreOffice makes of a file; it complains on its standard error."""
    home = folder / "office"
    done = subprocess.run(
        [soffice, f"-env:UserInstallation=file://{home}", "--headless", "--norestore", "--convert-to", kind,
         "--outdir", str(folder / "out"), str(file)],
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Error" not in done.stdout + done.stderr, done.stdout + done.stderr
    return sorted((folder / "out").iterdir())


def cells(file: Path) -> dict[str, list[list[tuple[str, str]]]]:
    """Return the sheets of a flat OpenDocument table: type and text of every cell that holds anything."""
    sheets: dict[str, list[list[tuple[str, str]]]] = {}
    for table in ElementTree.parse(file).iter(f"{_TABLE}table"):
        rows = [
            [
                (cell.get(f"{_OFFICE}value-type", ""), "".join(p.text or "" for p in cell.iter(f"{_TEXT}p")))
                for cell in row.iter(f"{_TABLE}table-cell")
                if cell.get(f"{_OFFICE}value-type")
            ]
            for row in table.iter(f"{_TABLE}table-row")
        ]
        sheets[str(table.get(f"{_TABLE}name"))] = [row for row in rows if row]
    return sheets


def test_the_register_keeps_dates_numbers_and_names(clinic: App, soffice: str, tmp_path: Path) -> None:
    period = clinic.statistics.period("本年")
    book = tmp_path / "register.xlsx"
    book.write_bytes(clinic.printing.registers.workbook(period))
    [flat] = converted(soffice, book, "fods", tmp_path)
    sheets = cells(flat)
    assert list(sheets) == ["上转", "下转接收"]
    head, line = sheets["上转"][2], sheets["上转"][3]
    at = {title: place for place, (_, title) in enumerate(head)}
    kinds = {title: line[place] for title, place in at.items() if place < len(line)}
    assert kinds["转诊日期"] == ("date", clinic.place.today().isoformat())
    assert kinds["身份证号"] == ("string", ID_NO)
    assert kinds["姓名"] == ("string", "张𬱖")
    assert kinds["住址"] == ("string", "=1+1 号院")  # text, never a formula
    assert kinds["序号"][0] == "float"


@pytest.mark.parametrize("name", ["due", "renewals", "report", "patients"])
def test_every_list_opens_as_a_table_and_prints(clinic: App, soffice: str, tmp_path: Path, name: str) -> None:
    book = tmp_path / f"{name}.xlsx"
    if name == "patients":
        Exports(clinic.place).patients(book)
    elif name == "report":
        clinic.statistics.save(clinic.statistics.report(clinic.statistics.period("本年")), book)
    else:
        papers = clinic.printing.papers
        until = date(2027, 12, 31)
        book.write_bytes(papers.due_book(DueChoice(until)) if name == "due" else papers.renewal_book(until))
    texts = converted(
        soffice, book, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", tmp_path
    )
    lines = [line for text in texts for line in csv.reader(text.read_text("utf-8").splitlines())]
    assert len(lines) >= (2 if name == "patients" else 3)
    if name == "patients":
        assert any(ID_NO in line for line in lines)
        assert not any("E+" in cell for line in lines for cell in line)
    shutil.rmtree(tmp_path / "out")
    [pdf] = converted(soffice, book, "pdf", tmp_path)
    assert len(pypdfium2.PdfDocument(pdf)) >= 1


def test_the_yearly_summary_opens_as_a_document(clinic: App, soffice: str, tmp_path: Path) -> None:
    target = yearly_summary.save(clinic.place, clinic.place.today().year, tmp_path / "summary.docx")
    [pdf] = converted(soffice, target, "pdf", tmp_path)
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    assert clinic.place.own().name in text.replace("\n", "").replace("\r", "").replace(" ", "")
