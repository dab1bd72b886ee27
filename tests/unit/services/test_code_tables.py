"""The shipped code lists, and the county's tables over them."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from clinic_app.domain.catalogue import KINDS
from clinic_app.domain.errors import FileError
from clinic_app.domain.names import initials
from clinic_app.services.code_tables import CodeTables, parse_list, read_table

SHIPPED = CodeTables()
ICD_SHAPE = re.compile(r"[A-Z]\d{2}(\.[0-9xX]\d{2}(x\d{3})?)?[+*]?")


@pytest.mark.parametrize("name", SHIPPED.names())
def test_every_list_is_whole(name):
    codes = SHIPPED.get(name)
    assert codes.title
    assert codes.standard
    assert codes.edition
    assert codes.source
    assert len({code.code for code in codes}) == len(codes) > 1
    for code in codes:
        assert code.name == code.name.strip() != ""
        assert 0 < len(code.code) <= 20
        assert code.initials == initials(code.name)


def test_every_list_of_the_catalogue_is_shipped():
    wanted = {field.codes for kind in KINDS for field in kind.fields if field.codes}
    assert wanted <= set(SHIPPED.names())


def test_there_are_56_ethnic_groups():
    ethnic = [code for code in SHIPPED.get("ethnic") if code.code not in ("97", "98")]
    assert len(ethnic) == 56
    assert SHIPPED.name_of("ethnic", "56") == "基诺族"


def test_diagnoses_have_the_shape_of_the_national_edition():
    diagnoses = SHIPPED.get("diagnosis")
    assert len(diagnoses) >= 320
    for code in diagnoses:
        assert ICD_SHAPE.fullmatch(code.code), code
        assert len(code.name) <= 50
    assert len({code.name for code in diagnoses}) == len(diagnoses)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("gxy", "I10.x00"),
        ("高血压", "I10.x00"),
        ("i10", "I10.x00"),
        ("2xtnb", "E11.900"),
        ("j18", "J18.900"),
        ("xs", "I50.900"),
        ("mzf", "J44.900"),
        ("COPD", "J44.900"),
        ("有机磷", "T60.000"),
    ],
)
def test_the_usual_diagnoses_come_first(typed, code):
    assert SHIPPED.get("diagnosis").search(typed, 5)[0].code == code


def test_indications_carry_their_full_wording():
    for name in ("indication_up", "indication_down"):
        assert all(code.extra["full"] for code in SHIPPED.get(name))
    assert not {c.code for c in SHIPPED.get("indication_up")} & {
        c.code for c in SHIPPED.get("indication_down")
    } - {"91", "99"}


def test_a_list_that_does_not_exist():
    with pytest.raises(FileError, match="没有代码表"):
        SHIPPED.get("nonsense")


def test_head_lines_of_a_list():
    codes = parse_list(
        "x", "# title: 名\n# standard: S: 1\n# edition: 2\n# source: s\ncode,name,initials\n1,男,n\n"
    )
    assert (codes.title, codes.standard, codes.edition, codes.source) == ("名", "S: 1", "2", "s")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_the_county_table_is_merged_and_kept(tmp_path: Path, encoding):
    source = tmp_path / "县编码.csv"
    source.write_text(
        "序号,疾病编码,疾病名称\n1,I10.x05,高血压病3级\n2,I10.x00,高血压\n3,,没有编码\n4,A00.000,\n\n5,I10.x05,又一次\n",
        encoding=encoding,
    )
    tables = CodeTables(tmp_path / "codes")
    before = len(tables.get("diagnosis"))
    report = tables.import_table("diagnosis", source)
    assert report.rows == 5
    assert [(p.field, p.code) for p in report.problems] == [
        ("4", "table.no_code"),
        ("5", "table.no_name"),
        ("7", "table.twice"),
    ]
    again = CodeTables(tmp_path / "codes")
    for one in (tables, again):
        assert len(one.get("diagnosis")) == before + 1
        assert one.name_of("diagnosis", "I10.x05") == "高血压病3级"
        assert one.name_of("diagnosis", "I10.x00") == "高血压"
    assert again.get("diagnosis").search("gxyb3j")[0].code == "I10.x05"
    again.forget_county_table("diagnosis")
    assert len(again.get("diagnosis")) == before


def test_the_county_table_as_a_workbook(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["某县医院科室表"],
        ["编码", "科室名称", "拼音码"],
        ["88", "转诊中心", "ZZZX"],
        [9901, "名" * 101, None],
    ):
        sheet.append(row)
    book.save(tmp_path / "科室.xlsx")
    report = read_table(tmp_path / "科室.xlsx")
    assert [(c.code, c.name, c.initials) for c in report.codes] == [("88", "转诊中心", "zzzx")]
    assert [p.code for p in report.problems] == ["table.long_name"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xls", b"\xd0\xcf", "另存为 .xlsx"),
        ("a.xlsx", b"no zip", "打不开"),
        ("a.csv", "甲,乙\n1,2\n".encode(), "没有找到"),
        ("a.csv", b"\xff\xff\xff", "不是文字表格"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, name, content, sentence):
    (tmp_path / name).write_bytes(content)
    tables = CodeTables(tmp_path / "codes")
    with pytest.raises(FileError, match=sentence):
        tables.import_table("diagnosis", tmp_path / name)
    assert not (tmp_path / "codes").exists()


def test_without_a_folder_nothing_is_imported(tmp_path: Path):
    (tmp_path / "a.csv").write_text("code,name\n1,x\n", encoding="utf-8")
    with pytest.raises(FileError, match="存放位置"):
        CodeTables().import_table("diagnosis", tmp_path / "a.csv")


def test_entries_are_added_reworded_and_retired_one_by_one(tmp_path: Path):
    tables = CodeTables(tmp_path)
    shipped = tables.get("indication_up")
    tables.set_entry("indication_up", "90", "本县：透析患者血管通路故障")
    tables.set_entry("indication_up", "05", "需上级检查")
    tables.set_hidden("indication_up", "08", hidden=True)
    again = CodeTables(tmp_path)
    found = again.get("indication_up")
    assert (found.name_of("90"), found.name_of("05")) == ("本县：透析患者血管通路故障", "需上级检查")
    assert [code.code for code in found.search("bxtxhz")] == ["90"]
    assert found.search("sjfl") == []
    assert found.search("08") == []
    assert "08" not in {code.code for code in found}
    assert found.name_of("08") == shipped.name_of("08")
    assert again.county_codes("indication_up") == {"90", "05"}
    again.set_hidden("indication_up", "08", hidden=False)
    assert [code.code for code in again.get("indication_up").search("08")] == ["08"]
    again.forget_county_table("indication_up")
    assert again.get("indication_up") == shipped


def test_without_a_folder_nothing_is_changed():
    tables = CodeTables()
    with pytest.raises(FileError):
        tables.set_entry("indication_up", "90", "本县")
    with pytest.raises(FileError):
        tables.set_hidden("indication_up", "08", hidden=True)
