"""Code lists as files: the ones that come with the program, and the county's own tables merged over them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs

from clinic_app.domain.codes import Code, CodeList, make_code
from clinic_app.domain.errors import FileError
from clinic_app.domain.names import clean_text
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.system.files import write_atomically
from clinic_app.system.resources import resource_names, resource_text

MOST_ROWS = 100_000
"""Rows of an imported table; the whole 国家临床版 has 36 000."""
_CODE_HEADINGS = ("code", "编码", "代码", "疾病编码", "诊断编码", "疾病代码", "主要编码", "编号")
_NAME_HEADINGS = ("name", "名称", "疾病名称", "诊断名称", "科室名称", "中文名称", "说明")
_INITIALS_HEADINGS = ("initials", "拼音码", "拼音首字母", "拼音", "pym", "助记码")


@attrs.frozen
class ImportedTable:
    """What was read from a county's table.

    Attributes:
        codes: the good rows.
        problems: one for each row that was left out, ``field`` is the row number in the file.
        rows: how many rows were not empty.
    """

    codes: tuple[Code, ...]
    problems: tuple[Problem, ...]
    rows: int


class CodeTables:
    """All code lists of this installation, read when they are first asked for."""

    def __init__(self, county_folder: Path | None = None) -> None:
        """Take the folder in which the county's own tables are kept, if there is one."""
        self._county_folder = county_folder
        self._lists: dict[str, CodeList] = {}

    def names(self) -> list[str]:
        """Return the names of the lists that come with the program."""
        return [name.removesuffix(".csv") for name in resource_names("codes") if name.endswith(".csv")]

    def get(self, name: str) -> CodeList:
        """Return a list by its name in the catalogue.

        Raises:
            FileError: there is no such list, or the county's table cannot be read.
        """
        if name not in self._lists:
            self._lists[name] = self._load(name)
        return self._lists[name]

    def name_of(self, name: str, code: str) -> str:
        """Return what a code of a list is called; unknown codes are shown verbatim as 其他（…）."""
        return self.get(name).name_of(code)

    def import_table(self, name: str, path: Path) -> ImportedTable:
        """Merge the county's table (.csv or .xlsx) over a list and keep it for the next start.

        Rows that cannot be used are reported and left out; the good ones are taken at once.

        Raises:
            FileError: the file cannot be read, has no code and name columns, or there is nowhere to keep it.
        """
        base = self.get(name)
        table = read_table(path)
        folder = self._folder()
        kept = {code.code: code for code in self._county_codes(name)}
        kept.update({code.code: code for code in table.codes})
        _write_table(folder / f"{name}.csv", kept.values())
        self._lists[name] = base.merged(table.codes, path.name)
        return table

    def set_entry(self, name: str, code: str, text: str) -> None:
        """Add an entry to a list, or give one other words. Raises FileError: there is nowhere to keep it."""
        folder = self._folder()
        kept = {entry.code: entry for entry in self._county_codes(name)}
        kept[code] = make_code(code, text)
        _write_table(folder / f"{name}.csv", kept.values())
        self._lists.pop(name, None)

    def set_hidden(self, name: str, code: str, *, hidden: bool) -> None:
        """Offer an entry no more, or again. Raises FileError: there is nowhere to keep it."""
        folder = self._folder()
        wanted = self._hidden(name) | {code} if hidden else self._hidden(name) - {code}
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / f"{name}.hidden", "\n".join(sorted(wanted)).encode())
        self._lists.pop(name, None)

    def county_codes(self, name: str) -> frozenset[str]:
        """Return the codes of a list that were entered or imported here."""
        return frozenset(code.code for code in self._county_codes(name))

    def forget_county_table(self, name: str) -> None:
        """Go back to the list that came with the program."""
        if self._county_folder is not None:
            (self._county_folder / f"{name}.csv").unlink(missing_ok=True)
            (self._county_folder / f"{name}.hidden").unlink(missing_ok=True)
        self._lists.pop(name, None)

    def _folder(self) -> Path:
        if self._county_folder is None:
            raise FileError(say("这台电脑没有设置本县代码表的存放位置，代码表没有变化"))
        return self._county_folder

    def _hidden(self, name: str) -> frozenset[str]:
        path = self._county_folder / f"{name}.hidden" if self._county_folder is not None else None
        return (
            frozenset(path.read_text("utf-8").split("\n")) - {""} if path and path.exists() else frozenset()
        )

    def _load(self, name: str) -> CodeList:
        if f"{name}.csv" not in resource_names("codes"):
            raise FileError(say("程序里没有代码表“{name}”", name=name))
        shipped = parse_list(name, resource_text("codes", f"{name}.csv"))
        county = self._county_codes(name)
        whole = shipped.merged(county, "本县代码表") if county else shipped
        return attrs.evolve(whole, hidden=self._hidden(name))

    def _county_codes(self, name: str) -> tuple[Code, ...]:
        if self._county_folder is None:
            return ()
        path = self._county_folder / f"{name}.csv"
        return read_table(path).codes if path.exists() else ()


def parse_list(name: str, text: str) -> CodeList:
    """Return the list of a shipped file: head lines ``# title:`` and so on, then CSV with code and name."""
    head: dict[str, str] = {}
    body: list[str] = []
    for line in text.splitlines():
        if line.startswith("#"):
            key, _, value = line[1:].partition(":")
            head[key.strip()] = value.strip()
        elif line.strip():
            body.append(line)
    codes = []
    for row in csv.DictReader(body):
        known = ("code", "name", "initials")
        extra = {key: value for key, value in row.items() if key not in known and value}
        codes.append(make_code(row["code"], row["name"], row.get("initials") or "", extra))
    return CodeList(
        name,
        head.get("title", name),
        head.get("standard", ""),
        head.get("edition", ""),
        head.get("source", ""),
        tuple(codes),
    )


# ---- the county's tables ----------------------------------------------------------------------------------


def read_table(path: Path) -> ImportedTable:
    """Read a table of codes and names, from CSV (UTF-8 or GB 18030) or .xlsx.

    Raises:
        FileError: it cannot be read or has no columns for code and name.
    """
    return _read_rows(path, _rows_of(path))


def _rows_of(path: Path) -> Iterator[Sequence[str]]:
    suffix = path.suffix.lower()
    if suffix == ".xls":
        raise FileError(
            say("{name} 是旧版 Excel 格式。请在 Excel 里另存为 .xlsx 再导入，原文件没有改动", name=path.name)
        )
    if suffix == ".xlsx":
        return _xlsx_rows(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FileError(say("打不开文件 {name}，请确认文件还在而且没有被占用", name=path.name)) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return csv.reader(io.StringIO(raw.decode(encoding)))
        except UnicodeDecodeError:
            continue
    raise FileError(say("{name} 不是文字表格，请另存为 CSV 或 .xlsx 再导入", name=path.name))


def _xlsx_rows(path: Path) -> Iterator[Sequence[str]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl lets zip, XML and key errors through as they are
        raise FileError(
            say(
                "{name} 打不开，可能不是 Excel 文件或已损坏。请用 Excel 打开后另存为 .xlsx 再试",
                name=path.name,
            )
        ) from error
    try:
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(values_only=True):
            yield ["" if value is None else str(value) for value in row]
    finally:
        book.close()


def _read_rows(path: Path, rows: Iterator[Sequence[str]]) -> ImportedTable:
    columns: tuple[int, int, int | None] | None = None
    codes: dict[str, Code] = {}
    problems: list[Problem] = []
    count = 0
    for row_no, row in enumerate(rows, start=1):
        cells = [clean_text(cell).strip() for cell in row]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if columns is None:
            columns = _find_columns(cells)
            continue
        count += 1
        if count > MOST_ROWS:
            problems.append(
                Problem(
                    str(row_no), "table.too_long", say("表格超过 {most} 行，后面的没有导入", most=MOST_ROWS)
                )
            )
            break
        code = _read_row(cells, columns)
        problem = _row_problem(row_no, code, codes)
        if problem:
            problems.append(problem)
        else:
            codes[code.code] = code
    if columns is None:
        raise FileError(say("{name} 里没有找到“编码”和“名称”两列，代码表没有变化", name=path.name))
    return ImportedTable(tuple(codes.values()), tuple(problems), count)


def _find_columns(cells: Sequence[str]) -> tuple[int, int, int | None] | None:
    lower = [cell.lower() for cell in cells]

    def place(headings: tuple[str, ...]) -> int | None:
        return next((lower.index(heading) for heading in headings if heading in lower), None)

    code, name = place(_CODE_HEADINGS), place(_NAME_HEADINGS)
    return None if code is None or name is None else (code, name, place(_INITIALS_HEADINGS))


def _read_row(cells: Sequence[str], columns: tuple[int, int, int | None]) -> Code:
    def cell(place: int | None) -> str:
        return cells[place] if place is not None and place < len(cells) else ""

    return make_code(cell(columns[0]), cell(columns[1]), cell(columns[2]).lower())


def _row_problem(row_no: int, code: Code, earlier: dict[str, Code]) -> Problem | None:
    field = str(row_no)
    if not code.code:
        return Problem(field, "table.no_code", say("第 {row} 行没有编码", row=row_no))
    if not code.name:
        return Problem(field, "table.no_name", say("第 {row} 行没有名称", row=row_no))
    if len(code.code) > 20:
        return Problem(field, "table.long_code", say("第 {row} 行的编码超过 20 个字符", row=row_no))
    if len(code.name) > 100:
        return Problem(field, "table.long_name", say("第 {row} 行的名称超过 100 个字", row=row_no))
    if code.code in earlier:
        return Problem(
            field, "table.twice", say("第 {row} 行的编码 {code} 前面已有", row=row_no, code=code.code)
        )
    return None


def _write_table(path: Path, codes: Iterable[Code]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("code", "name", "initials"))
    writer.writerows((code.code, code.name, code.initials) for code in codes)
    fresh = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(text.getvalue(), encoding="utf-8")
        fresh.replace(path)  # whole or not at all: a power cut leaves the old table
    except OSError as error:
        raise FileError(
            say("本县代码表没有存下来，磁盘可能已满或没有写入权限。原来的代码表没有变化")
        ) from error
