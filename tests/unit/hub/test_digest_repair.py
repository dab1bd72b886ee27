"""One record that differs at a PC is found by the sums of a check and mended alone, whatever its kind."""

from __future__ import annotations

import random
from contextlib import closing
from datetime import timedelta

import pytest

from clinic_app.domain.catalogue import KINDS, FieldType, Ownership
from clinic_app.domain.clock import FixedClock
from clinic_app.domain.errors import HubUnreachable
from clinic_app.domain.ids import new_id
from clinic_app.domain.wording import say
from clinic_app.hub.own_changes import OwnChange, write_own
from clinic_app.store import (
    cipher_file,
    outbox,
    rows,
    sync_runs,
    sync_state,
    synced_rows,
)
from clinic_app.store.database import Database
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync.completeness import CHECK_CONTENTS_EVERY, CHECK_EVERY
from clinic_app.sync.engine import SyncEngine
from tests.helpers.county import KEY, START, MemoryHub, clinic, seeded, sync

TOWN, COUNTY = (new_id(1, seeded(n)) for n in (101, 102))
BY_THE_HUB = {"contact_card", *(one.name for one in KINDS if one.ownership is Ownership.HUB)} - {"conflict"}
BY_THE_COUNTY = ("referral_return",)
LANES = ("inbox", "clinic", "ref")


class Pair:
    """A clinic's two PCs, the county's, and a hub that holds one record of every kind at least."""

    def __init__(self, folder, url):
        self.clock = FixedClock(START)
        self.hub = MemoryHub(url, clock=self.clock)
        for org, name in ((TOWN, "白水镇卫生院"), (COUNTY, "县人民医院")):
            self.hub.add_org(org, name)
        self.pcs = [
            clinic(folder / f"{n}.db", org, name, seed=n, clock=self.clock)
            for n, (org, name) in enumerate(((TOWN, "白"), (TOWN, "白"), (COUNTY, "县")))
        ]
        self.lines = [
            self.hub.enrol(db, new_id(1, seeded(n)), "x") for n, db in enumerate(self.pcs, start=200)
        ]
        self.fill()

    def fill(self):
        ids = {"organization": TOWN, "": self.edit(0, "patient", {"name": "另一个"})}
        for kind in KINDS:
            if kind.name in BY_THE_HUB:
                made = new_id(7, seeded(kind.name))
                with self.hub.db.transaction() as tx:
                    write_own(tx, [OwnChange(kind.name, made, values(kind, ids))], self.clock.now())
            elif kind.name != "conflict":
                writer = 2 if kind.name in BY_THE_COUNTY else 0
                ids.setdefault(kind.name, self.edit(writer, kind.name, values(kind, ids)))
                self.settle()
        # Two who did not see each other leave a question, and that is a record too.
        self.edit(0, "patient", {"name": "甲"}, ids["patient"])
        self.edit(1, "patient", {"name": "乙"}, ids["patient"])
        self.settle()
        assert [outbox.refused(db) for db in self.pcs] == [[], [], []]

    def edit(self, pc, kind, changed, record_id=""):
        db = self.pcs[pc]
        with UnitOfWork(db, user_name="李医生") as work:
            if record_id:
                rows.update(db, kind, record_id, changed)
            else:
                record_id = rows.insert(db, kind, changed)
            work.commit()
        return record_id

    def settle(self):
        for _ in range(2):
            for db, line in zip(self.pcs, self.lines, strict=True):
                sync(db, line)

    def close(self):
        for db in self.pcs:
            db.close()
        self.hub.db.close()


def values(kind, ids):
    """Return the least that a record of a kind says: what it belongs to, and a word."""
    found = {}
    for field in kind.fields:
        if field.refers_to and field.refers_to in ids:
            found[field.name] = ids[field.refers_to]
        elif field.type is FieldType.TEXT and not field.codes and "x" not in found.values():
            found[field.name] = "x"
    if kind.name == "referral":
        found |= {"direction": "up", "from_org": TOWN, "to_org": COUNTY}
    if kind.name in BY_THE_COUNTY:
        found |= {"from_org": COUNTY, "to_org": TOWN}
    if kind.name == "patient_link":
        found["winner_id"] = ids[""]
    return found


@pytest.fixture(scope="module")
def made(request):
    """The pair is built once for each database; every test leaves it whole, which is what it proves."""
    found = {}
    yield found
    for one in found.values():
        one.close()


@pytest.fixture
def pair(made, kind, request, tmp_path_factory, sqlite_schema):
    if kind not in made:
        folder = tmp_path_factory.mktemp(kind)
        server = request.getfixturevalue("postgres") if kind == "postgres" else None
        url = server.new_database() if server else f"sqlite:///{folder / 'hub.db'}"
        made[kind] = Pair(folder, url)
    return made[kind]


def contents(db):
    return {
        kind.name: db.execute(
            f"SELECT * FROM {kind.name} WHERE _lane IN ('inbox', 'clinic', 'ref') ORDER BY id"
        )
        for kind in KINDS
    }


def lose(db, kind, row):
    """The row is gone, as after a repaired file."""
    db.execute(f"DELETE FROM {kind.name} WHERE id = ?", (row["id"],))


def take_back(db, kind, row):
    """The row is an older one."""
    db.execute(f"UPDATE {kind.name} SET _rev = _rev - 1, {a_text_of(kind)} = '旧' WHERE id = ?", (row["id"],))


def add(db, kind, row):
    """A row that the hub does not have."""
    copy = {**row, "id": new_id(8, random.Random(8).randbytes)}
    marks = ", ".join("?" * len(copy))
    db.execute(f"INSERT INTO {kind.name}({', '.join(copy)}) VALUES ({marks})", list(copy.values()))


def reword(db, kind, row):
    """A word of the row is another one, under the revision it had."""
    db.execute(f"UPDATE {kind.name} SET {a_text_of(kind)} = '被改' WHERE id = ?", (row["id"],))


def a_text_of(kind):
    return next(field.name for field in kind.fields if field.sql_type == "TEXT" and not field.refers_to)


def run(pair, **more):
    return SyncEngine(pair.pcs[1], lambda: pair.lines[1], clock=pair.clock, entropy=seeded(1)).run(**more)


@pytest.mark.parametrize("damage", [lose, take_back, add, reword])
@pytest.mark.parametrize("record", KINDS, ids=lambda one: one.name)
def test_one_difference_is_found_in_the_next_exchange_and_mended_alone(pair, record, damage):
    db = pair.pcs[1]
    whole = contents(db)
    row = whole[record.name][0]
    cursors = sync_state.read(db).cursors
    with UnitOfWork(db, user_name="x") as work, db.applying():
        damage(db, record, row)
        work.commit()
    report = run(pair)
    assert report.error is None
    assert (report.result.rounds, report.result.repaired, report.result.digests_equal) == (1, 1, True)
    assert contents(db) == whole
    # Nothing was begun anew, and it is written down.
    assert {lane: one.seq for lane, one in sync_state.read(db).cursors.items()} == {
        lane: one.seq for lane, one in cursors.items()
    }
    assert "1 条记录与县平台不一致，已补齐" in sync_runs.latest(db, limit=1)[0]["sentence"]
    if damage is add:  # what nobody else has is put apart, never removed
        assert synced_rows.lane_members(db, "unmatched")
    assert comparisons(pair, run) == 0  # all is known again: an idle exchange costs one request


def comparisons(pair, call):
    """Return how many lanes were compared by what they say."""
    line, asked = pair.lines[1], []
    line.contents = lambda lane: asked.append(lane) or type(line).contents(line, lane)
    call(pair)
    del line.contents
    return len(asked)


def behind_the_back(db, sql):
    """Change the file as a program would that knows nothing of ours but the key."""
    with closing(cipher_file.connect(db.path, KEY, "mode=rw")) as other:
        for row in other.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            other.execute(f"DROP TRIGGER {row[0]}")
        other.execute(sql)


BEHIND = {
    "value": "UPDATE patient SET address = '被改' WHERE name = '另一个'",
    "lost": "DELETE FROM patient WHERE name = '另一个'",
    "element": "UPDATE allergy SET _void = 1",
    "lost element": "DELETE FROM allergy",
}


@pytest.mark.parametrize("opened", [True, False], ids=["running", "closed"])
@pytest.mark.parametrize("sql", BEHIND.values(), ids=BEHIND)
def test_what_another_program_wrote_into_the_file_is_found_in_one_exchange(
    tmp_path, sql, opened, expected_logs
):
    expected_logs.allow("taken out or changed triggers, put back")
    pair = Pair(tmp_path, f"sqlite:///{tmp_path / 'hub.db'}")
    db = pair.pcs[1]
    run(pair)
    whole = contents(db)
    if opened:
        behind_the_back(db, sql)
    else:
        db.close()
        behind_the_back(db, sql)
        db = pair.pcs[1] = Database.open(db.path, KEY, clock=pair.clock, entropy=seeded(1))
    result = run(pair).result
    assert (result.repaired, result.digests_equal) == (1, True)
    assert contents(db) == whole
    assert comparisons(pair, run) == 0
    pair.close()


def test_a_fault_of_the_exchange_itself_is_found_within_a_day_or_when_asked(pair):
    db = pair.pcs[1]
    whole = contents(db)

    def hurt():
        with UnitOfWork(db, user_name="x") as work, db.applying(by_exchange=True):
            reword(db, KINDS[0], whole[KINDS[0].name][0])
            work.commit()

    assert run(pair).result.repaired == 0
    hurt()
    pair.clock.advance(CHECK_EVERY + timedelta(minutes=1))
    found = [run(pair).result.repaired]
    pair.clock.advance(CHECK_CONTENTS_EVERY)
    found.append(run(pair).result.repaired)
    hurt()
    found.append(run(pair, check=True).result.repaired)
    assert found == [0, 1, 1]
    assert contents(db) == whole


def test_a_line_that_breaks_over_the_comparison_costs_the_run_nothing(tmp_path, expected_logs):
    expected_logs.allow("taken out or changed triggers, put back")
    pair = Pair(tmp_path, f"sqlite:///{tmp_path / 'hub.db'}")
    db, line = pair.pcs[1], pair.lines[1]
    run(pair)
    whole, asked, broken = contents(db), [], ["clinic", "inbox", "inbox"]
    behind_the_back(db, BEHIND["value"])

    def breaking(lane):
        asked.append(lane)
        if lane in broken:
            broken.remove(lane)
            raise HubUnreachable(say("线断了"))
        return type(line).contents(line, lane)

    line.contents = breaking
    for repaired in (0, 1, 0, 0):  # the line breaks over the first lane, then twice over the second
        report = run(pair)
        assert report.error is None
        assert report.result.repaired == repaired
    assert asked == ["clinic", "clinic", "inbox", "inbox", "inbox", "ref"]
    assert contents(db) == whole
    broken.append("clinic")
    assert isinstance(run(pair, check=True).error, HubUnreachable)  # a person wants to know
    pair.close()


def test_a_new_file_is_not_compared_for_having_been_opened(tmp_path):
    pair = Pair(tmp_path, f"sqlite:///{tmp_path / 'hub.db'}")
    db = pair.pcs[1]
    assert db.foreign.is_news(db.foreign.look(db)) is False
    assert comparisons(pair, run) == 0
    pair.close()


def test_what_the_hub_refused_is_no_difference_to_mend(tmp_path):
    pair = Pair(tmp_path, f"sqlite:///{tmp_path / 'hub.db'}")
    db, line = pair.pcs[2], pair.lines[2]
    referral = db.execute("SELECT id FROM referral")[0]["id"]
    pair.edit(2, "referral", {"impression": "县里不能改的"}, referral)
    report = SyncEngine(db, lambda: line, clock=pair.clock, entropy=seeded(1)).run(check=True)
    assert len(outbox.refused(db)) == 1
    assert (report.result.repaired, report.result.digests_equal) == (0, True)
    assert db.execute("SELECT impression FROM referral")[0]["impression"] == "县里不能改的"
    pair.close()
