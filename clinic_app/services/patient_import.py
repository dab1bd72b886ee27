"""Reading the spreadsheets clinics keep of their patients: every row comes back, with its problems."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from clinic_app.domain import catalogue
from clinic_app.domain.codes import CodeList
from clinic_app.domain.errors import FileError
from clinic_app.domain.field_checks import stored_date
from clinic_app.domain.numbers import IdNumber, narrow, parse_id_no
from clinic_app.domain.patient import IDENTITY_CARD, check_patient, clean_patient
from clinic_app.domain.problems import Problem, errors_of
from clinic_app.domain.wording import say
from clinic_app.services.sheet_cells import (
    EXTRA_COLUMNS,
    IGNORED_HEADINGS,
    age_problem,
    cell_text,
    code_of_word,
    field_of_heading,
    plain_heading,
    read_date_cell,
    read_id_cell,
    split_list,
)

Progress = Callable[[int, int], None]
"""Called with rows read so far and rows in all (0 when the file does not say)."""

HEADER_ROWS = 20
"""Rows in which the heading is looked for; above it are titles, units and dates."""
MOST_ROWS = 200_000
_PROGRESS_EVERY = 200
_NO_LISTS: Mapping[str, CodeList] = {}


@attrs.frozen
class ParsedRow:
    """One row of the sheet that is not empty.

    Attributes:
        row_no: row number as the spreadsheet program shows it.
        values: fields of a patient in their stored form, only the columns the sheet has.
        allergies: substances named in the sheet.
        problems_known: diseases named in the sheet.
        problems: what is wrong; without errors the row can be imported.
        raw: the cells as they were, by heading, for the list of corrections.
        duplicate_of: number of the earlier row that is the same person, or 0.
    """

    row_no: int
    values: dict[str, str]
    allergies: tuple[str, ...] = ()
    problems_known: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    raw: dict[str, str] = attrs.field(factory=dict)
    duplicate_of: int = 0

    @property
    def usable(self) -> bool:
        """Tell whether the row can be imported as it is."""
        return not self.duplicate_of and not errors_of(self.problems)


@attrs.frozen
class ParsedSheet:
    """What was read from a workbook.

    Attributes:
        sheet: name of the worksheet.
        header_row: row number of the heading.
        columns: heading → field, of the columns that are understood.
        unknown_columns: headings that are not; their content is kept in ``raw`` only.
        rows: every row that is not empty, in order.
        empty_rows: how many rows were empty.
        other_sheets: names of further worksheets with content that were not read.
    """

    sheet: str
    header_row: int
    columns: dict[str, str]
    unknown_columns: tuple[str, ...]
    rows: list[ParsedRow]
    empty_rows: int = 0
    other_sheets: tuple[str, ...] = ()

    @property
    def usable(self) -> list[ParsedRow]:
        """Rows that can be imported as they are."""
        return [row for row in self.rows if row.usable]

    @property
    def to_correct(self) -> list[ParsedRow]:
        """Rows that a person has to correct first; duplicates within the sheet among them."""
        return [row for row in self.rows if not row.usable]


def read_workbook(
    path: Path,
    today: date,
    progress: Progress | None = None,
    code_lists: Mapping[str, CodeList] = _NO_LISTS,
) -> ParsedSheet:
    """Read a clinic's list of patients from an .xlsx file; nothing is saved.

    The heading is looked for below merged titles, on the first worksheet that has one. Every row that is not
    empty comes back, with what is wrong with it. ``progress`` may raise to stop the reading.

    Args:
        path: the file.
        today: the day in China, for ages and dates without a year.
        progress: called now and then.
        code_lists: lists by which written words become codes (民族, 职业 …) and codes are checked.

    Raises:
        FileError: it is not an .xlsx file, is damaged, or has no column for names.
    """
    book = _open(path)
    try:
        for place, sheet in enumerate(book.worksheets):
            total = sheet.max_row or 0
            header = _find_header(sheet)
            if header is not None:
                others = tuple(s.title for s in book.worksheets[place + 1 :] if _find_header(s) is not None)
                return _read_sheet(sheet, header, today, _Counter(progress, total), code_lists, others)
    except (zipfile.BadZipFile, KeyError, SyntaxError, EOFError) as error:
        raise _damaged(path) from error
    finally:
        book.close()
    raise FileError(
        say("{name} 里没有找到“姓名”这一列。请确认表头有“姓名”“身份证号”等列名，再导入一次", name=path.name)
    )


def _open(path: Path) -> Any:
    import openpyxl  # on first use: the window should not wait for a library of spreadsheets
    from openpyxl.utils.exceptions import InvalidFileException

    if path.suffix.lower() in (".xls", ".et"):
        raise FileError(
            say(
                "{name} 是旧版表格格式。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入，原文件没有改动",
                name=path.name,
            )
        )
    try:
        return openpyxl.load_workbook(path, read_only=True, data_only=True)
    except PermissionError as error:
        raise FileError(say("{name} 正被别的程序打开，请先关闭再导入", name=path.name)) from error
    except FileNotFoundError as error:
        raise FileError(say("找不到文件 {name}", name=path.name)) from error
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> FileError:
    return FileError(
        say(
            "{name} 打不开：不是 .xlsx 文件，已损坏，或设了打开密码。请用 Excel 打开后另存为 .xlsx 再试",
            name=path.name,
        )
    )


class _Counter:
    """Tells the caller now and then how far the reading is."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._row = progress, total, 0

    def tell(self, row_no: int) -> None:
        self._row = row_no
        if row_no % _PROGRESS_EVERY == 0:
            self._call(max(self._total, row_no))

    def finish(self) -> None:
        self._call(self._row)

    def _call(self, total: int) -> None:
        if self._progress:
            self._progress(self._row, total)


@attrs.frozen
class _Header:
    row_no: int
    fields: dict[int, str]
    headings: dict[int, str]


def _find_header(sheet: Any) -> _Header | None:
    """Return the row that names most columns, if it has one for names of people."""
    sheet.reset_dimensions()  # some programs write a wrong range into the file, and rows would be cut to it
    best: _Header | None = None
    for row_no, row in enumerate(sheet.iter_rows(max_row=HEADER_ROWS, values_only=True), start=1):
        fields: dict[int, str] = {}
        for place, cell in enumerate(row):
            field = field_of_heading(cell)
            if field and field not in fields.values():
                fields[place] = field
        if "name" in fields.values() and (best is None or len(fields) > len(best.fields)):
            headings = {place: cell_text(cell) for place, cell in enumerate(row) if cell_text(cell)}
            best = _Header(row_no, fields, headings)
    return best if best and len(best.fields) > 1 else None


def _read_sheet(
    sheet: Any,
    header: _Header,
    today: date,
    progress: _Counter,
    code_lists: Mapping[str, CodeList],
    others: tuple[str, ...],
) -> ParsedSheet:
    rows: list[ParsedRow] = []
    empty, pending = 0, 0
    seen: dict[tuple[str, ...], int] = {}
    for row_no, cells in _content(sheet, header):
        progress.tell(row_no)
        if cells is None:
            pending += 1
            continue
        empty, pending = empty + pending, 0  # blank rows after the last person are not worth a word
        parsed = _read_row(row_no, cells, header, today, code_lists)
        rows.append(_mark_duplicate(parsed, seen))
    progress.finish()
    known = {header.headings[place]: field for place, field in header.fields.items()}
    unknown = tuple(
        heading
        for place, heading in header.headings.items()
        if place not in header.fields and plain_heading(heading) not in IGNORED_HEADINGS
    )
    return ParsedSheet(sheet.title, header.row_no, known, unknown, rows, empty, others)


def _content(sheet: Any, header: _Header) -> Iterator[tuple[int, Sequence[Any] | None]]:
    """Yield every row below the heading; None for one without content, or a heading or total repeated."""
    first = header.row_no + 1
    name_place = next(place for place, field in header.fields.items() if field == "name")
    for row_no, cells in enumerate(sheet.iter_rows(min_row=first, values_only=True), start=first):
        if row_no - header.row_no > MOST_ROWS:
            raise FileError(say("表格超过 {most} 行，请分成几个文件导入", most=MOST_ROWS))
        texts = {place: cell_text(cells[place]) for place in header.fields if place < len(cells)}
        named = {place: header.fields[place] for place, text in texts.items() if text}
        repeated = field_of_heading(texts.get(name_place)) == "name"  # a page break's second heading
        yield row_no, None if not named or repeated or _is_total(cells, named) else cells


def _is_total(cells: Sequence[Any], named: Mapping[int, str]) -> bool:
    """Tell whether a row is the 合计 or 制表人 line below a list."""
    first = next((text for text in map(plain_heading, cells) if text), "")
    return len(named) <= 2 and first.startswith(("合计", "总计", "小计", "共计", "制表", "填表", "审核人"))


def _read_row(
    row_no: int, cells: Sequence[Any], header: _Header, today: date, code_lists: Mapping[str, CodeList]
) -> ParsedRow:
    found = {field: cells[place] for place, field in header.fields.items() if place < len(cells)}
    texts = {field: cell_text(value) for field, value in found.items()}
    problems: list[Problem] = []
    values = {field: text for field, text in texts.items() if field not in EXTRA_COLUMNS}
    if "id_no" in found:
        values["id_no"], problem = read_id_cell(found["id_no"])
        problems += [problem] if problem else []
    if "birth_date" in found:
        values["birth_date"], problem = read_date_cell(found["birth_date"], today)
        problems += [problem] if problem else []
    problems += _words_to_codes(values, code_lists)
    values = clean_patient(values)
    _fill(values, today)
    if values.get("gender"):
        problems = [problem for problem in problems if problem.code != "import.unknown_gender"]
    birth = stored_date(values.get("birth_date", ""))
    if birth and (odd := age_problem(texts.get("age", ""), birth, today)):
        problems.append(odd)
    told = {problem.field for problem in problems if not problem.warning}
    problems += _check(values, today, code_lists, told)
    raw = {
        heading: cell_text(cells[place]) for place, heading in header.headings.items() if place < len(cells)
    }
    return ParsedRow(
        row_no,
        values,
        tuple(split_list(texts.get("allergies", ""))),
        tuple(split_list(texts.get("problems", ""))),
        tuple(problems),
        raw,
    )


def _check(
    values: Mapping[str, str], today: date, code_lists: Mapping[str, CodeList], told: set[str]
) -> list[Problem]:
    """Return a card's problems, without those of fields already told of and those that follow from others."""
    found = [problem for problem in check_patient(values, today, code_lists) if problem.field not in told]
    if "id_no" in told or any(problem.field == "id_no" and not problem.warning for problem in found):
        # With the right number, sex and birth date will be known too.
        found = [p for p in found if p.code not in ("field.missing", "birth_date.missing")]
    return found


def _words_to_codes(values: dict[str, str], code_lists: Mapping[str, CodeList]) -> list[Problem]:
    """Turn written words into codes in place; a word that stands for none becomes a problem."""
    problems: list[Problem] = []
    for field in catalogue.PATIENT.fields:
        text = values.get(field.name, "")
        if not field.codes or not text:
            continue
        codes = code_lists.get(field.codes)
        code = code_of_word(field.name, text) or _listed(text, codes)
        if code is not None:
            values[field.name] = code
        elif codes is not None:
            values[field.name] = ""
            problems.append(_unknown_word(field, text))
    return problems


def _unknown_word(field: catalogue.Field, text: str) -> Problem:
    if field.name == "gender":
        return Problem("gender", "import.unknown_gender", say("性别“{text}”不认识，应为男或女", text=text))
    return Problem(
        field.name,
        "import.unknown_word",
        say("{label}“{text}”不认识，导入时这一项留空", label=field.label, text=text),
        warning=True,
    )


def _listed(text: str, codes: CodeList | None) -> str | None:
    """Return the code of a written name or number, with a leading number as in 「1.男」 or 「01汉族」."""
    if codes is None:
        return None
    plain = narrow(text).strip()
    number = plain.removesuffix(".0")
    for code in (plain, number, number.zfill(2)):
        if code in codes:
            return code
    without_number = plain.lstrip("0123456789.、 ")
    entry = codes.find_name(without_number) or codes.find_name(plain)
    return entry.code if entry else None


def _fill(values: dict[str, str], today: date) -> None:
    """Fill gender and birth date from a valid number where the sheet leaves them empty."""
    if values.get("id_type", IDENTITY_CARD) not in ("", IDENTITY_CARD):
        return
    read = parse_id_no(values.get("id_no", ""), today)
    if isinstance(read, IdNumber):
        values["id_type"] = IDENTITY_CARD
        values["gender"] = values.get("gender") or read.gender
        values["birth_date"] = values.get("birth_date") or read.birth_date.isoformat()


def _mark_duplicate(row: ParsedRow, seen: dict[tuple[str, ...], int]) -> ParsedRow:
    """Mark a row that is an earlier person again: same number, or same name, birth date and place."""
    values = row.values
    number = values.get("id_no", "")
    key: tuple[str, ...]
    if number and not any(p.field == "id_no" and not p.warning for p in row.problems):
        key = ("id", number)
    elif values.get("name") and values.get("birth_date"):
        place = values.get("village") or values.get("address") or values.get("phone", "")
        key = ("person", values["name"], values["birth_date"], place)
    else:
        return row
    earlier = seen.setdefault(key, row.row_no)
    if earlier == row.row_no:
        return row
    note = Problem("name", "import.duplicate", say("与第 {row} 行是同一个人", row=earlier), warning=True)
    return attrs.evolve(row, duplicate_of=earlier, problems=(*row.problems, note))
