"""What the hub did not take as a file: a sheet for people, and one from which it can be taken in again.

The file goes along when a clinic asks the county for help, and it brings the work back when the computer
it was saved on is gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import attrs

from clinic_app.domain.catalogue import BY_NAME, Kind, Ownership
from clinic_app.domain.change import VOID_FIELD, VOID_REASON, OpKind, canonical, clean_values, content_hash
from clinic_app.domain.clock import from_ms
from clinic_app.domain.errors import FileError
from clinic_app.domain.ids import is_id
from clinic_app.domain.wording import Message, joined, say
from clinic_app.services.refused_work import RefusedRow, kind_label, refused_row
from clinic_app.services.workplace import Workplace
from clinic_app.store import outbox, rows
from clinic_app.store.database import Row
from clinic_app.system.files import write_atomically

SUFFIX = ".xlsx"
MARK = "ZZREFUSED1"
PIECE = 30_000
"""Characters in one cell of the second sheet; a cell holds 32 767."""
MOST_ROWS = 20_000
READ_BY_PEOPLE, READ_BY_PROGRAM = "没有接受的内容", "程序读取（请勿改动）"


@attrs.frozen
class RefusedOut:
    """A file that was written.

    Attributes:
        path: where it lies.
        savings: how many savings it holds.
        sentence: for people.
    """

    path: Path
    savings: int
    sentence: str


@attrs.frozen
class RefusedIn:
    """What a file brought.

    Attributes:
        taken: records that were written here and wait to be sent.
        here: operations whose work was here already.
        left: operations that could not be written.
        sentence: for people.
    """

    taken: int
    here: int
    left: int
    sentence: str


def write_file(place: Workplace, path: Path) -> RefusedOut:
    """Write everything the hub did not take. Raises FileError, DiskFull: no file was made."""
    # Slow to load, and rarely wanted.
    from clinic_app.reports.workbook import BookSheet, SheetColumn, write_workbook

    groups: dict[int, list[Row]] = {}
    for op in outbox.refused(place.reader):
        groups.setdefault(op["txn"], []).append(op)
    told = [(refused_row(place, ops), ops) for ops in groups.values()]
    lines = [line for number, (row, ops) in enumerate(told, 1) for line in _lines(place, number, row, ops)]
    own = place.own().name
    note = str(say("{org}，{day} 导出。内容都还在原来的电脑上。", org=own, day=place.today().isoformat()))
    columns = tuple(SheetColumn(title, width) for title, width in _COLUMNS)
    people = BookSheet(READ_BY_PEOPLE, str(say("县平台没有接受的内容")), note, columns, lines)
    ops = [op for _, members in told for op in members]
    program = BookSheet(
        READ_BY_PROGRAM,
        f"{MARK} {place.org_id}",
        own,
        tuple(SheetColumn(str(i), 20) for i in range(1, 1 + _widest(ops))),
        [_pieces(op, _widest(ops)) for op in ops],
    )
    target = path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
    write_atomically(target, write_workbook((people, program)))
    words = say(
        "已导出 {count} 项到 {name}。表里写明了内容和原因，可以交给县平台管理员；"
        "也可以用“收进导出的内容”在本机构的电脑上恢复。表里有患者资料，请妥善保管。",
        count=len(told),
        name=target.name,
    )
    return RefusedOut(target, len(told), str(words))


_COLUMNS = (
    ("序号", 6),
    ("内容", 20),
    ("种类", 12),
    ("项目", 16),
    ("填写的内容", 50),
    ("谁保存的", 12),
    ("何时", 20),
    ("为什么没有接受，怎么办", 60),
)
"""Headings of the first sheet, and widths in characters."""


def _lines(place: Workplace, number: int, row: RefusedRow, ops: Sequence[Row]) -> Iterator[list[str]]:
    """Yield one line for each field; who, when and why stand on the first of a saving."""
    first = True
    for op in ops:
        kind = BY_NAME.get(op["ent"])
        for name, value in json.loads(op["sets"]).items():
            shown = _shown(place, kind, name, value)
            if not shown:
                continue
            field = kind.by_name.get(name) if kind else None
            label = field.label if field else (str(say("撤销")) if name == VOID_FIELD else name)
            who = (
                (op["user_name"], place.time_text(from_ms(op["wall"])), row.sentence)
                if first
                else ("", "", "")
            )
            yield [str(number), row.what if first else "", kind_label(op["ent"]), label, shown, *who]
            first = False


def _shown(place: Workplace, kind: Kind | None, name: str, value: Any) -> str:
    """Return a value in words; what only machines read (identities) is left out."""
    field = kind.by_name.get(name) if kind else None
    if value in (None, "") or (field is not None and field.type == "id"):
        return ""
    if field is not None and field.codes:
        return place.name_of(field.codes, str(value)) if field.codes in place.tables.names() else str(value)
    return str(value)


def _packed(op: Row) -> str:
    return canonical(
        {
            "txn": op["txn"],
            "op": [op["ent"], op["rec_id"], op["kind"], op["base_rev"], json.loads(op["sets"])],
            "wall": op["wall"],
            "user": op["user_name"],
            "reason": op["reason"],
            "hash": op["hash"],
        }
    )


def _widest(ops: Sequence[Row]) -> int:
    return max((1 + len(_packed(op)) // PIECE for op in ops), default=1)


def _pieces(op: Row, count: int) -> list[str]:
    text = _packed(op)
    return [text[i * PIECE : (i + 1) * PIECE] for i in range(count)]


# --- taking in ------------------------------------------------------------------------------------


def read_file(place: Workplace, path: Path) -> RefusedIn:
    """Write what a file holds and is not here any more; it then waits to be sent like any saving.

    Raises:
        FileError: not such a file, another institution's, or changed; nothing was written.
    """
    groups = _groups_in(place, path)
    taken = here = left = 0
    for ops in groups.values():
        with place.unit():
            for op in ops:
                became = _take(place, op)
                taken, here, left = taken + (became == 1), here + (became == 0), left + (became == -1)
    parts = [say("已收进 {taken} 条，排入待上传；{here} 条本机本来就有，没有动。", taken=taken, here=here)]
    if left:
        words = say(
            "{count} 条在本机没有它所属的记录，或由县平台维护，没有收进，请对照表里手工补上。", count=left
        )
        parts.append(words)
    return RefusedIn(taken, here, left, joined(parts))


def _take(place: Workplace, op: dict[str, Any]) -> int:
    """Write one operation: 1 when it was written, 0 when its work is here, -1 when it cannot be."""
    ent, rec_id, change, _, sets = op["op"]
    kind = BY_NAME.get(ent)
    known = place.db.execute("SELECT 1 FROM op WHERE rec_id = ? AND hash = ?", (rec_id, op["hash"]))
    if known:
        return 0
    if kind is None or kind.ownership is Ownership.HUB or clean_values(sets) is not None:
        return -1
    found = rows.find(place.db, ent, rec_id)
    values = {name: value for name, value in sets.items() if name in kind.by_name}
    if change == OpKind.ADD:
        if found is None:
            rows.insert(place.db, ent, values, record_id=rec_id)
        return 1 if found is None else 0
    if found is None or kind.append_only:
        return -1
    if change == OpKind.VOID:
        gone = bool(sets.get(VOID_FIELD))
        if gone == bool(found[VOID_FIELD]):
            return 0
        act = rows.void if gone else rows.unvoid
        act(place.db, ent, rec_id, str(sets.get(VOID_REASON) or ""))
        return 1
    return int(rows.update(place.db, ent, rec_id, values))


def _groups_in(place: Workplace, path: Path) -> dict[int, list[dict[str, Any]]]:
    lines = _cells(path)
    heading = next(lines, "")
    if not heading.startswith(MARK + " "):
        raise FileError(_NOT_ONE)
    if heading.removeprefix(MARK).strip() != place.org_id:
        raise FileError(
            say("这个文件是别的机构导出的，没有收进任何内容。请在导出它的机构收进，或按表里的内容手工登记。")
        )
    groups: dict[int, list[dict[str, Any]]] = {}
    for text in lines:
        if not text.startswith("{"):
            continue
        try:
            op = json.loads(text)
            ent, rec_id, kind, base, sets = op["op"]
            genuine = content_hash(ent, rec_id, kind, base, canonical(sets)) == op["hash"] and is_id(rec_id)
            groups.setdefault(int(op["txn"]), []).append(op)
        except (ValueError, KeyError, TypeError) as error:
            raise FileError(_CHANGED) from error
        if not genuine:
            raise FileError(_CHANGED)
    return groups


def _cells(path: Path) -> Iterator[str]:
    """Yield each row of the second sheet as one text. Raises FileError."""
    from openpyxl import load_workbook  # slow to load, and rarely wanted
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise FileError(_NOT_ONE) from error
    try:
        if READ_BY_PROGRAM not in book.sheetnames:
            raise FileError(_NOT_ONE)
        for row in book[READ_BY_PROGRAM].iter_rows(max_row=MOST_ROWS, values_only=True):
            yield "".join(str(cell) for cell in row if cell is not None)
    finally:
        book.close()


_NOT_ONE: Message = say("这不是本程序导出的“没有接受的内容”，没有收进任何内容。请重新选择文件。")
_CHANGED: Message = say("文件里给程序读的那一页被改动过，没有收进任何内容。请用原来导出的文件，或重新导出。")
