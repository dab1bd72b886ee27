"""The conflict desk: what two people changed without seeing each other, and what a person decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from clinic_app.domain.catalogue import BY_NAME, FieldType
from clinic_app.domain.change import VOID_FIELD, Value, canonical
from clinic_app.domain.errors import NotAllowed, Rejected
from clinic_app.domain.field_checks import check_fields
from clinic_app.domain.merge import Standing, same
from clinic_app.domain.names import clean_text
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem, errors_of
from clinic_app.domain.wording import Message, say, term
from clinic_app.services.changes import Changes, Page, Saved
from clinic_app.services.conflict_groups import ConflictGroup, grouped
from clinic_app.services.conflict_words import (
    BOTH,
    KEPT,
    OTHER,
    VALUE,
    ConflictItem,
    ConflictReader,
    button_sentence,
    choice_words,
    element_kind,
    stored_value,
)
from clinic_app.services.workplace import Workplace
from clinic_app.store import conflicts as store
from clinic_app.store import rows

__all__ = ["Choice", "ConflictGroup", "ConflictItem", "Conflicts"]

UNWANTED = "两边改得不一样时，决定不采用"
"""Reason kept with an element that a decision took out of a set."""


@attrs.frozen
class Choice:
    """A decision about one conflict: kept, other, both or value; ``value`` is what was typed in."""

    choice: str
    value: Value = None


class Conflicts:
    """What a person can ask for at the conflict desk."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def counts(self) -> dict[str, int]:
        """Return the number of conflicts by status."""
        self._place.need(Permission.PATIENT_VIEW)
        return store.counts(self._place.reader)

    def open_groups(self) -> tuple[ConflictGroup, ...]:
        """Return everything that waits for a decision, by record, the newest first."""
        self._place.need(Permission.PATIENT_VIEW)
        found: dict[tuple[str, str], list[ConflictItem]] = {}
        after = None
        while True:
            page = store.page(self._place.reader, statuses=(Standing.OPEN,), after=after)
            for item in self._items(page.rows):
                found.setdefault((item.ent, item.rec_id), []).append(item)
            after = page.after
            if after is None:
                break
        return tuple(grouped(self._place, items) for items in found.values())

    def group_of(self, ent: str, rec_id: str) -> ConflictGroup | None:
        """Return the open conflicts of one record, or None when there are none."""
        self._place.need(Permission.PATIENT_VIEW)
        items = self._items(store.of_record(self._place.reader, ent, rec_id))
        return grouped(self._place, items) if items else None

    def of_patient(self, patient_id: str) -> tuple[ConflictItem, ...]:
        """Return a person's open conflicts, to be shown in red beside the record."""
        self._place.need(Permission.PATIENT_VIEW)
        return tuple(self._items(store.of_patient(self._place.reader, patient_id)))

    def merged(self, after: Sequence[str] | None = None, limit: int = 50) -> Page[ConflictItem]:
        """Return what was merged automatically and can be put back, the newest first."""
        return self._page((Standing.AUTO,), after, limit)

    def history(self, after: Sequence[str] | None = None, limit: int = 50) -> Page[ConflictItem]:
        """Return what was decided, or put back, the newest first."""
        return self._page((Standing.RESOLVED, Standing.REVERTED), after, limit)

    def get(self, conflict_id: str) -> ConflictItem:
        """Return one conflict. Raises NotFound."""
        self._place.need(Permission.PATIENT_VIEW)
        return self._items([rows.fetch(self._place.reader, "conflict", conflict_id)])[0]

    def button(self, items: Sequence[ConflictItem], choices: Mapping[str, str]) -> Message:
        """Return the sentence on the button: what will be done with what is chosen so far."""
        return button_sentence(items, choices)

    # --- deciding ---

    def decide(self, conflict_id: str, choice: str, value: Value = None) -> Saved:
        """Decide one open conflict. Raises as ``decide_all``."""
        return self.decide_all({conflict_id: Choice(choice, value)})

    def decide_all(self, choices: Mapping[str, Choice]) -> Saved:
        """Decide conflicts in one unit of work: all of them or none.

        Raises:
            NotAllowed: this person, or this institution, may not decide one of them.
            NotFound: one is not here.
            Rejected: one was decided meanwhile, or a value typed in is not possible.
        """
        user = self._place.need(Permission.CONFLICT_RESOLVE)
        with self._place.unit() as work:
            items = {i: self._writable(i) for i in choices}
            problems = [p for i, c in choices.items() for p in self._problems(items[i], c)]
            if problems:
                raise Rejected(problems)
            for conflict_id, choice in choices.items():
                item = items[conflict_id]
                chosen = self._write(item, choice)
                self._close(item, Standing.RESOLVED, choice.choice, chosen, user.name, work.now)
                self._audit("conflict.decide", item, choice.choice)
        return self._saved(next(iter(choices), ""), work.changed)

    def put_back(self, conflict_id: str) -> Saved:
        """Use the value that an automatic merge left aside (改用这个).

        Raises:
            NotAllowed, NotFound; Rejected when it was put back meanwhile.
        """
        user = self._place.need(Permission.CONFLICT_RESOLVE)
        with self._place.unit() as work:
            item = self._writable(conflict_id)
            if item.status != Standing.AUTO:
                raise Rejected([_settled(item)])
            chosen = self._write(item, Choice(OTHER))
            self._close(item, Standing.REVERTED, OTHER, chosen, user.name, work.now)
            self._audit("conflict.put_back", item, OTHER)
        return self._saved(conflict_id, work.changed)

    def undo(self, conflict_id: str) -> Saved:
        """Take a decision (or a putting back) away: the record is as before, the conflict open again.

        Raises:
            NotAllowed, NotFound; Rejected when nothing was decided, or the field was changed since.
        """
        self._place.need(Permission.CONFLICT_RESOLVE)
        with self._place.unit() as work:
            item = self._writable(conflict_id)
            row = rows.fetch(self._place.db, "conflict", conflict_id)
            if item.status not in (Standing.RESOLVED, Standing.REVERTED):
                raise Rejected(
                    [Problem(item.field, "conflict.open", say("这一处还没有决定，没有可以撤销的内容。"))]
                )
            self._refuse_if_changed_since(item, row["chosen"])
            self._restore(item)
            again = Standing.OPEN if item.status == Standing.RESOLVED else Standing.AUTO
            self._close(item, again, "", None, "", "")
            self._audit("conflict.undo", item, str(row["choice"] or ""))
        return self._saved(conflict_id, work.changed)

    # --- inside ---

    def _page(self, statuses: Sequence[str], after: Sequence[str] | None, limit: int) -> Page[ConflictItem]:
        self._place.need(Permission.PATIENT_VIEW)
        page = store.page(self._place.reader, statuses=statuses, after=after, limit=limit)
        return Page(tuple(self._items(page.rows)), page.after)

    def _items(self, found: Sequence[Mapping[str, Any]]) -> list[ConflictItem]:
        reader = ConflictReader(self._place.reader, self._place.org_id, self._place.tables)
        return [reader.item(dict(row)) for row in found]

    def _writable(self, conflict_id: str) -> ConflictItem:
        """Return a conflict as the writer sees it, when this institution may decide it."""
        place = self._place
        reader = ConflictReader(place.db, place.org_id, place.tables)
        item = reader.item(rows.fetch(place.db, "conflict", conflict_id))
        if not item.may_decide:
            raise NotAllowed(
                say(
                    "“{label}”由{org}填写，只能由对方决定。两边的内容都还保留着，可以打电话请对方决定。",
                    label=term(item.label),
                    org=(item.kept if not item.kept.ours else item.other).org_name or say("对方机构"),
                )
            )
        return item

    def _problems(self, item: ConflictItem, choice: Choice) -> list[Problem]:
        if item.status != Standing.OPEN:
            return [_settled(item)]
        if choice.choice not in item.choices:
            message = say("“{label}”不能这样选，请重新选一下。", label=term(item.label))
            return [Problem(item.field, "conflict.choice", message)]
        if choice.choice != VALUE:
            return []
        values = {item.field: self._typed(item, choice.value)}
        if values[item.field] in (None, ""):
            return [
                Problem(
                    item.field, "conflict.empty", say("请填写{label}，或选一边。", label=term(item.label))
                )
            ]
        return errors_of(check_fields(BY_NAME[item.ent], values, self._place.code_lists()))

    @staticmethod
    def _typed(item: ConflictItem, value: Value) -> Value:
        if isinstance(value, str):
            known = BY_NAME[item.ent].by_name[item.field]
            return clean_text(value) if known.type is FieldType.LONG_TEXT else clean_text(value).strip()
        return value

    def _write(self, item: ConflictItem, choice: Choice) -> Any:
        """Bring a choice into the record and return what was chosen, as the conflict keeps it."""
        db = self._place.db
        kind = element_kind(item.ent, item.field)
        if kind is not None:
            return self._write_set(kind, item, choice.choice)
        value = {KEPT: item.kept.value, OTHER: item.other.value}.get(
            choice.choice, self._typed(item, choice.value)
        )
        self._set(db, item, value)
        return value

    def _set(self, db: Any, item: ConflictItem, value: Any) -> None:
        if item.field != VOID_FIELD:
            rows.update(db, item.ent, item.rec_id, {item.field: value})
        elif value:
            rows.void(db, item.ent, item.rec_id, UNWANTED)
        else:
            rows.unvoid(db, item.ent, item.rec_id)

    def _write_set(self, kind: str, item: ConflictItem, choice: str) -> list[str]:
        kept, other = _ids(item.kept.value), _ids(item.other.value)
        wanted = {KEPT: kept, OTHER: other, BOTH: [*kept, *other]}[choice]
        present = rows.fetch_many(self._place.db, kind, [*kept, *other])
        for element_id, row in present.items():
            if element_id in wanted:
                if row[VOID_FIELD]:
                    rows.unvoid(self._place.db, kind, element_id)
            elif not row[VOID_FIELD]:
                rows.void(self._place.db, kind, element_id, UNWANTED)
        return wanted

    def _close(
        self, item: ConflictItem, status: Standing, choice: str, chosen: Any, by: str, at: str
    ) -> None:
        author = f"{self._place.own().name} {by}".strip() if by else ""
        rows.update(
            self._place.db,
            "conflict",
            item.id,
            {
                "status": status.value,
                "choice": choice,
                "chosen": canonical(chosen) if choice else "",
                "resolved_by": author[:150],
                "resolved_at": at,
            },
        )

    def _refuse_if_changed_since(self, item: ConflictItem, chosen: Any) -> None:
        if element_kind(item.ent, item.field) is not None:
            return  # elements are put back one by one; what others added meanwhile stays
        record = rows.fetch(self._place.db, item.ent, item.rec_id)
        present = record.get(item.field)
        if same(present, stored_value(chosen)):
            return
        reader = ConflictReader(self._place.db, self._place.org_id, self._place.tables)
        message = say(
            "决定之后{label}又改成了“{now}”，没有撤销。需要时请直接在资料里修改。",
            label=term(item.label),
            now=reader.words(item.ent, item.field, present)[0],
        )
        raise Rejected([Problem(item.field, "conflict.changed_since", message)])

    def _restore(self, item: ConflictItem) -> None:
        kind = element_kind(item.ent, item.field)
        if kind is not None:
            self._write_set(kind, item, BOTH)  # while in doubt both are shown
        else:
            self._set(self._place.db, item, item.kept.value)

    def _audit(self, action: str, item: ConflictItem, choice: str) -> None:
        self._place.audit(
            action, item.ent, item.rec_id, patient_id=item.patient_id, field=item.field, choice=choice
        )

    @staticmethod
    def _saved(conflict_id: str, changed: frozenset[str]) -> Saved:
        return Saved(conflict_id, Changes(changed))


def _ids(value: Any) -> list[str]:
    return [str(entry) for entry in value] if isinstance(value, list) else []


def _settled(item: ConflictItem) -> Problem:
    words = str(choice_words(item, KEPT)) if not item.decided else item.decided
    return Problem(
        item.field,
        "conflict.settled",
        say(
            "{label}已经由{by}决定为“{words}”，没有再改。请刷新后查看。",
            label=term(item.label),
            by=item.decided_by or say("别人"),
            words=words,
        ),
    )
