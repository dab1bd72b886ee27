"""Whatever is edited: the captured operations, applied to an empty file, give the same records."""

from __future__ import annotations

import json
import random
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_app.domain.catalogue import KINDS, FieldType, Kind, kind_of
from clinic_app.domain.change import content_hash
from clinic_app.domain.clock import FixedClock
from clinic_app.store import rows
from clinic_app.store.database import Database
from clinic_app.store.unit_of_work import UnitOfWork

ORG = "AAAAAAAAAAAAAAAAAAAAAA"
LOCAL = [kind for kind in KINDS if kind.name not in ("organization", "device_key", "conflict")]

texts = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=12),
    st.sampled_from(["'; DROP TABLE op; --", '"', "\\", "王·阿", "𠅤", "{}", "a\nb", "0", ""]),
)
numbers = st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), st.sampled_from([0, 1]))


def values_of(kind: Kind) -> st.SearchStrategy[dict[str, str | int | None]]:
    def of(name: str) -> st.SearchStrategy[str | int | None]:
        number = kind.field(name).type in (FieldType.INTEGER, FieldType.FLAG)
        return numbers if number else texts

    names = st.lists(st.sampled_from(kind.field_names), max_size=5, unique=True)
    return names.flatmap(lambda chosen: st.fixed_dictionaries({name: of(name) for name in chosen}))


adds = st.sampled_from(LOCAL).flatmap(lambda kind: st.tuples(st.just(kind.name), values_of(kind)))
edits = st.one_of(
    adds.map(lambda add: ("add", *add)),
    st.tuples(st.just("set"), st.integers(0, 50), st.data()),
    st.tuples(st.just("void"), st.integers(0, 50), texts),
    st.tuples(st.just("unvoid"), st.integers(0, 50)),
)
units = st.lists(st.tuples(st.booleans(), st.lists(edits, max_size=6)), max_size=5)


def plain(row: dict[str, object]) -> dict[str, object]:
    """A row as everybody reads it: an empty field is NULL or ''."""
    return {name: "" if value is None else value for name, value in row.items()}


def all_rows(db: Database) -> dict[str, list[dict[str, object]]]:
    return {k.name: [plain(row) for row in db.execute(f"SELECT * FROM {k.name} ORDER BY id")] for k in KINDS}


def edit(db: Database, made: list[tuple[str, str]], step: tuple) -> None:
    if step[0] == "add":
        made.append((step[1], rows.insert(db, step[1], step[2])))
        return
    if not made:
        return
    kind, record_id = made[step[1] % len(made)]
    if step[0] == "void":
        rows.void(db, kind, record_id, step[2] or "")
    elif step[0] == "unvoid":
        rows.unvoid(db, kind, record_id)
    elif not kind_of(kind).append_only:
        before = rows.fields_of(kind, rows.fetch(db, kind, record_id))
        values = step[2].draw(values_of(kind_of(kind)))
        count = db.execute("SELECT count(*) AS n FROM op")[0]["n"]
        changed = rows.update(db, kind, record_id, values)
        ops = db.execute("SELECT * FROM op WHERE op_seq > ? ORDER BY op_seq", (count,))
        different = {name: v for name, v in values.items() if plain(values)[name] != plain(before)[name]}
        assert changed == bool(different)
        assert [json.loads(op["sets"]) for op in ops] == ([different] if different else [])


def replay(db: Database, ops: list[dict[str, object]]) -> None:
    """Apply operations to records without capturing them, as anyone who receives them would."""
    with UnitOfWork(db, user_name="") as work:
        with db.applying():
            for op in ops:
                sets = json.loads(str(op["sets"]))
                if op["kind"] == "add":
                    rows.insert(db, str(op["ent"]), sets, record_id=str(op["rec_id"]))
                else:
                    settings_ = ", ".join(f"{name} = ?" for name in sets)
                    db.execute(
                        f"UPDATE {op['ent']} SET {settings_} WHERE id = ?", [*sets.values(), op["rec_id"]]
                    )
        work.commit()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(units)
def test_operations_tell_everything_that_was_saved_and_nothing_else(history):
    clock = FixedClock(datetime(2026, 11, 22, 1, 30, tzinfo=UTC))
    entropy = random.Random(3).randbytes
    with tempfile.TemporaryDirectory() as folder:

        def create(name: str) -> Database:
            path = Path(folder) / name
            return Database.create(path, bytes(32), org_id=ORG, org_name="", clock=clock, entropy=entropy)

        with create("one.db") as one, create("two.db") as two:
            made: list[tuple[str, str]] = []
            for kept, steps in history:
                before = list(made)
                with UnitOfWork(one, user_name="王秀兰") as work:
                    for step in steps:
                        edit(one, made, step)
                    if kept:
                        work.commit()
                if not kept:
                    made = before
            ops = one.execute("SELECT * FROM op ORDER BY op_seq")
            replay(two, ops)
            assert all_rows(two) == all_rows(one)
            assert [op["op_seq"] for op in ops] == list(range(1, len(ops) + 1))
            assert [op["txn"] for op in ops] == sorted(op["txn"] for op in ops)
            assert [op["hlc"] for op in ops] == sorted({op["hlc"] for op in ops})
            for op in ops:
                parts = (op["ent"], op["rec_id"], op["kind"], op["base_rev"], op["sets"])
                assert op["hash"] == content_hash(*parts)
