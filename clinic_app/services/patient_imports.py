"""Bringing a list of patients in: each row imported, matched to somebody known, or listed with why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import attrs

from clinic_app.domain.catalogue import label_of
from clinic_app.domain.change import Value
from clinic_app.domain.errors import Rejected
from clinic_app.domain.field_checks import text_of
from clinic_app.domain.names import clean_name, same_reading
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import Message, say
from clinic_app.services.changes import NOTHING, Changes
from clinic_app.services.import_corrections import write_corrections
from clinic_app.services.patient_import import ParsedRow, ParsedSheet, read_workbook
from clinic_app.services.workplace import Workplace
from clinic_app.store import patients, rows
from clinic_app.store.database import Row

Progress = Callable[[int, int, Message], None]
"""Told (done, total, what is going on); may raise to stop the run between two people."""

GROUP = 20
"""People in one unit of work: enough to be quick, few enough to travel and to be cancelled."""


class RowResult(StrEnum):
    """What became of a row."""

    IMPORTED = "imported"
    MATCHED = "matched"
    TO_CORRECT = "to_correct"


@attrs.frozen
class ImportCounts:
    """What became of a workbook; ``rows = empty + imported + matched + to_correct``.

    Attributes:
        rows: rows below the heading, up to the last person.
        empty: rows without content.
        imported: new people.
        matched: people who were known already; ``matched = updated + unchanged``.
        updated: known people of whom empty fields were filled in.
        unchanged: known people of whom nothing was new.
        to_correct: rows that a person has to correct; they are in the list of corrections.
    """

    rows: int = 0
    empty: int = 0
    imported: int = 0
    matched: int = 0
    updated: int = 0
    unchanged: int = 0
    to_correct: int = 0


@attrs.frozen
class ImportedRow:
    """One row and what became of it.

    Attributes:
        number: row number as the spreadsheet program shows it.
        name: as written there.
        result: what became of it.
        patient_id: of the new or the known person; empty for a row to correct.
        notes: why, or what differs from what is known.
    """

    number: int
    name: str
    result: RowResult
    patient_id: str = ""
    notes: tuple[Message, ...] = ()


@attrs.frozen
class ImportReport:
    """What became of a workbook.

    Attributes:
        counts: the sums.
        rows: every row that is not empty.
        corrections: workbook with the rows to correct; None when there are none.
        sheet: worksheet that was read.
        unknown_columns: headings that were not understood.
        other_sheets: worksheets that were not read.
        changes: kinds of record that were changed.
    """

    counts: ImportCounts
    rows: tuple[ImportedRow, ...]
    corrections: Path | None
    sheet: str
    unknown_columns: tuple[str, ...]
    other_sheets: tuple[str, ...]
    changes: Changes = NOTHING

    @property
    def sentence(self) -> Message:
        """The result in one sentence."""
        return say(
            "共 {rows} 行：新建 {imported} 人，已有 {matched} 人（补充 {updated} 人），"
            "待更正 {to_correct} 行，空行 {empty} 行。",
            rows=self.counts.rows,
            imported=self.counts.imported,
            matched=self.counts.matched,
            updated=self.counts.updated,
            to_correct=self.counts.to_correct,
            empty=self.counts.empty,
        )


@attrs.frozen
class _Outcome:
    row: ImportedRow
    updated: bool = False
    refused: ParsedRow | None = None
    kinds: frozenset[str] = frozenset()


class PatientImports:
    """Imports of patient lists."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def preview(self, path: Path) -> ParsedSheet:
        """Return what a workbook holds; nothing is saved. Raises FileError."""
        self._place.need(Permission.PATIENT_IMPORT)
        return read_workbook(path, self._place.today(), None, self._place.code_lists())

    def run(
        self, path: Path, progress: Progress | None = None, corrections: Path | None = None
    ) -> ImportReport:
        """Import a workbook.

        People known by their identity number, or by name, birth date and place or telephone, are matched:
        only fields that are empty here are filled in, and what differs is listed. A run that was stopped can
        be started again: who is in is matched.

        Args:
            path: the .xlsx file.
            progress: told how far it is.
            corrections: where to write the rows to correct; beside the workbook if None.

        Raises:
            FileError: the workbook cannot be read, or the corrections cannot be written.
            NotAllowed: this person may not import.
        """
        self._place.need(Permission.PATIENT_IMPORT)
        tell = progress or (lambda _done, _total, _words: None)
        sheet = read_workbook(
            path,
            self._place.today(),
            lambda done, total: tell(done, max(total, 1), say("正在读取表格")),
            self._place.code_lists(),
        )
        outcomes = self._take_all(sheet, tell)
        report = self._report(sheet, outcomes, corrections or _beside(path))
        self._place.audit("import", "patient", result="ok", **attrs.asdict(report.counts))
        return report

    def _take_all(self, sheet: ParsedSheet, tell: Progress) -> list[_Outcome]:
        outcomes: list[_Outcome] = []
        for start in range(0, len(sheet.rows), GROUP):
            tell(start, len(sheet.rows), say("正在导入"))
            with self._place.unit():
                outcomes += [self._take(row) for row in sheet.rows[start : start + GROUP]]
        tell(len(sheet.rows), len(sheet.rows), say("导入完成"))
        return outcomes

    def _take(self, row: ParsedRow) -> _Outcome:
        """Take one row in; called inside a unit of work, so people of the same workbook are seen too."""
        name = text_of(row.values, "name")
        if not row.usable:
            return self._refuse(row)
        known = self._known(row)
        if isinstance(known, Problem):
            return self._refuse(attrs.evolve(row, problems=(*row.problems, known)))
        warnings = tuple(problem.message for problem in row.problems if problem.warning)
        if known is None:
            values: dict[str, Value] = {n: v for n, v in row.values.items() if v}
            patient_id = rows.insert(self._place.db, "patient", values)
            # Found by the next rows at once, so the result does not depend on where a group ends.
            patients.refresh_patient_keys(self._place.db, [patient_id])
            kinds = self._add_elements(patient_id, row)
            line = ImportedRow(row.row_no, name, RowResult.IMPORTED, patient_id, warnings)
            return _Outcome(line, kinds=kinds | {"patient"})
        notes = _differences(known, row)
        filled = {n: v for n, v in row.values.items() if v and not text_of(known, n)}
        updated = bool(filled) and rows.update(self._place.db, "patient", known["id"], filled)
        kinds = self._add_elements(known["id"], row)
        if updated:
            labels = "、".join(label_of("patient", n) for n in filled)
            notes = (say("补充了{fields}", fields=labels), *notes)
        line = ImportedRow(row.row_no, name, RowResult.MATCHED, known["id"], notes)
        return _Outcome(
            line, updated=updated or bool(kinds), kinds=kinds | ({"patient"} if updated else set())
        )

    def _refuse(self, row: ParsedRow) -> _Outcome:
        shown = [p for p in row.problems if not p.warning or p.code == "import.duplicate"]
        notes = tuple(problem.message for problem in shown)
        line = ImportedRow(row.row_no, text_of(row.values, "name"), RowResult.TO_CORRECT, "", notes)
        return _Outcome(line, refused=row)

    def _known(self, row: ParsedRow) -> Row | Problem | None:
        """Return the person a row is about, if known; a Problem when that cannot be told safely."""
        db, values = self._place.db, row.values
        number, name = text_of(values, "id_no"), text_of(values, "name")
        if number and (carriers := patients.by_id_no(db, number)):
            known = rows.fetch(db, "patient", patients.shown_id(db, carriers[0]["id"]))
            if not _same_name(known, name):
                return Problem(
                    "id_no",
                    "import.other_name",
                    say("这个身份证号已登记在“{name}”名下，姓名不一致，请核对", name=known["name"]),
                )
            return known
        return self._by_person(row)

    def _by_person(self, row: ParsedRow) -> Row | Problem | None:
        """Find somebody by exactly the same name and birth date, and the same place or telephone."""
        values = row.values
        found = patients.look_alikes(
            self._place.db,
            name=text_of(values, "name"),
            id_no=text_of(values, "id_no"),
            birth_date=text_of(values, "birth_date"),
            village=text_of(values, "village"),
            phone=text_of(values, "phone"),
        )
        same = [
            one.row
            for one in found
            if clean_name(one.row["name"] or "") == text_of(values, "name")
            and one.row["birth_date"] == text_of(values, "birth_date")
            and _gender_agrees(one.row, values)
        ]
        if len(same) > 1:
            return Problem(
                "name",
                "import.several",
                say("本机有 {count} 个同名同生日的人，分不清是哪一个，请补上身份证号再导入", count=len(same)),
            )
        return same[0] if same else None

    def _add_elements(self, patient_id: str, row: ParsedRow) -> frozenset[str]:
        """Add the allergies and diseases of a row that are not known yet; return the kinds changed."""
        have = patients.elements(self._place.db, patient_id)
        kinds: set[str] = set()
        for kind, field, words, known in (
            ("allergy", "substance", row.allergies, have["allergies"]),
            ("problem", "name", row.problems_known, have["problems"]),
        ):
            there = {text_of(one, field) for one in known}
            for word in dict.fromkeys(words):
                if word not in there:
                    rows.insert(self._place.db, kind, {"patient_id": patient_id, field: word})
                    kinds.add(kind)
        return frozenset(kinds)

    def _report(self, sheet: ParsedSheet, outcomes: list[_Outcome], target: Path) -> ImportReport:
        counted = Counter(outcome.row.result for outcome in outcomes)
        updated = sum(outcome.updated for outcome in outcomes)
        refused = [outcome.refused for outcome in outcomes if outcome.refused is not None]
        if refused:
            write_corrections(target, refused)
        counts = ImportCounts(
            rows=len(sheet.rows) + sheet.empty_rows,
            empty=sheet.empty_rows,
            imported=counted[RowResult.IMPORTED],
            matched=counted[RowResult.MATCHED],
            updated=updated,
            unchanged=counted[RowResult.MATCHED] - updated,
            to_correct=counted[RowResult.TO_CORRECT],
        )
        return ImportReport(
            counts,
            tuple(outcome.row for outcome in outcomes),
            target if refused else None,
            sheet.sheet,
            sheet.unknown_columns,
            sheet.other_sheets,
            Changes(frozenset().union(*(outcome.kinds for outcome in outcomes))),
        )


def _beside(path: Path) -> Path:
    """Return a free name for the corrections beside the workbook; an earlier list is never overwritten."""
    for number in range(1, 1000):
        tail = "" if number == 1 else f"（{number}）"
        target = path.with_name(f"{path.stem}-待更正{tail}.xlsx")
        if not target.exists():
            return target
    raise Rejected([Problem("", "import.corrections", say("旁边的待更正文件太多，请先清理，再导入一次"))])


def _same_name(known: Row, name: str) -> bool:
    return clean_name(known["name"] or "") == name or same_reading(known["name"] or "", name)


def _gender_agrees(known: Row, values: dict[str, str]) -> bool:
    theirs, ours = text_of(known, "gender"), text_of(values, "gender")
    return not theirs or not ours or theirs == ours


def _differences(known: Row, row: ParsedRow) -> tuple[Message, ...]:
    """Return what a row says otherwise than the card; the card stays."""
    return tuple(
        say(
            "{field}：表中“{theirs}”，本机“{ours}”，保留本机",
            field=label_of("patient", name),
            theirs=value,
            ours=text_of(known, name),
        )
        for name, value in row.values.items()
        if value and text_of(known, name) and text_of(known, name) != value
    )
