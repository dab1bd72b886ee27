"""The conflict desk: what two people changed without seeing each other, and what a person decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from clinic_app.domain.catalogue import BY_NAME, FieldType
from clinic_app.domain.change import Value, canonical
from clinic_app.domain.errors import NotAllowed, Rejected
from clinic_app.domain.field_checks import check_fields
from clinic_app.domain.merge import OF_A_DECISION, Standing
from clinic_app.domain.names import clean_text
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem, errors_of
from clinic_app.domain.wording import Message, say, term
from clinic_app.services.changes import Changes, Page, Saved
from clinic_app.services.conflict_groups import ConflictGroup, grouped
from clinic_app.services.conflict_standing import (
    asked,
    changed_since,
    ids_in,
    restore,
    standing,
    write_elements,
    write_value,
)
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
)
from clinic_app.services.workplace import Workplace
from clinic_app.store import conflicts as store
from clinic_app.store import rows

__all__ = ["Choice", "ConflictGroup", "ConflictItem", "Conflicts"]


@attrs.frozen
class Choice:
    """A decision about one conflict: kept, other, both or value.

    Attributes:
        choice: which.
        value: what was typed in.
        seen: what stood when the person chose, as ``ConflictItem.standing`` says it; when something else
            stands meanwhile, nothing is written. None: not looked at.
    """

    choice: str
    value: Value = None
    seen: str | None = None


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
                self._carry_out(items[conflict_id], Standing.RESOLVED, choice, user.name, work.now)
                item = items[conflict_id]
                self._audit("conflict.decide", item, choice.choice)
        return self._saved(next(iter(choices), ""), work.changed)

    def put_back(self, conflict_id: str, seen: str | None = None) -> Saved:
        """Use the value that an automatic merge left aside (改用这个).

        Args:
            conflict_id: which.
            seen: as in ``Choice``.

        Raises:
            NotAllowed, NotFound; Rejected when it was put back, or the field written, meanwhile.
        """
        choice = Choice(OTHER, seen=seen)
        user = self._place.need(Permission.CONFLICT_RESOLVE)
        with self._place.unit() as work:
            item = self._writable(conflict_id)
            if item.status != Standing.AUTO:
                raise Rejected([_settled(item)])
            if _overtaken(item, choice):
                raise Rejected([_other_stands(item)])
            self._carry_out(item, Standing.REVERTED, choice, user.name, work.now)
            self._audit("conflict.put_back", item, OTHER)
        return self._saved(conflict_id, work.changed)

    def undo(self, conflict_id: str) -> Saved:
        """Take a decision (or a putting back) away: what stood before it stands again, the conflict is open.

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
            self._refuse_if_changed_since(item, row)
            restore(self._place.db, item, row)
            again = Standing.OPEN if item.status == Standing.RESOLVED else Standing.AUTO
            self._close(item, again)
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
            if item.ent in BY_NAME:
                rows.fetch(place.db, item.ent, item.rec_id)  # not here yet: then that is the reason
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
        if _overtaken(item, choice):
            return [_other_stands(item)]
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

    def _carry_out(self, item: ConflictItem, status: Standing, choice: Choice, by: str, at: str) -> None:
        """Bring a choice into the record and close the conflict, which keeps what stood before."""
        stood = standing(self._place.db, item)
        chosen = self._write(item, choice)
        author = f"{self._place.own().name} {by}".strip()
        self._close(
            item,
            status,
            choice=choice.choice,
            chosen=canonical(chosen),
            stood=stood,
            asked=asked(item),
            resolved_by=author[:150],
            resolved_at=at,
        )

    def _write(self, item: ConflictItem, choice: Choice) -> Any:
        """Bring a choice into the record and return what was chosen, as the conflict keeps it."""
        kind = element_kind(item.ent, item.field)
        if kind is not None:
            kept, other = ids_in(item.kept.value), ids_in(item.other.value)
            wanted = {KEPT: kept, OTHER: other, BOTH: [*kept, *other]}[choice.choice]
            write_elements(self._place.db, kind, item, wanted)
            return wanted
        sides = {KEPT: item.kept.value, OTHER: item.other.value}
        value = sides[choice.choice] if choice.choice in sides else self._typed(item, choice.value)
        write_value(self._place.db, item, value)
        return value

    def _close(self, item: ConflictItem, status: Standing, **about: Value) -> None:
        """Write a conflict's state and what is known of the decision; what is not named is empty."""
        nothing = dict.fromkeys(OF_A_DECISION, "")
        rows.update(self._place.db, "conflict", item.id, {"status": status.value, **nothing, **about})

    def _refuse_if_changed_since(self, item: ConflictItem, row: Mapping[str, Any]) -> None:
        if row["stood"] in (None, ""):
            message = say("当时没有记下决定前的内容，没有撤销，资料没有变动。需要时请直接在资料里修改。")
        elif changed_since(self._place.db, item, dict(row)):
            message = say(
                "决定之后{label}又改过，现在是“{now}”，没有撤销。需要时请直接在资料里修改。",
                label=term(item.label),
                now=item.now or say("（空）"),
            )
        else:
            return
        raise Rejected([Problem(item.field, "conflict.changed_since", message)])

    def _audit(self, action: str, item: ConflictItem, choice: str) -> None:
        self._place.audit(
            action, item.ent, item.rec_id, patient_id=item.patient_id, field=item.field, choice=choice
        )

    @staticmethod
    def _saved(conflict_id: str, changed: frozenset[str]) -> Saved:
        return Saved(conflict_id, Changes(changed))


def _overtaken(item: ConflictItem, choice: Choice) -> bool:
    """Tell whether something else stands now than what the person looked at."""
    return choice.seen is not None and choice.seen != item.standing


def _other_stands(item: ConflictItem) -> Problem:
    return Problem(
        item.field,
        "conflict.overtaken",
        say(
            "{label}刚刚又改过，现在是“{now}”，没有照您选的改。请看过再决定。",
            label=term(item.label),
            now=item.now or say("（空）"),
        ),
    )


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
