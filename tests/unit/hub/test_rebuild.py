from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clinic_app.domain.change import canonical
from clinic_app.domain.ids import new_id
from clinic_app.hub import rebuild as module
from clinic_app.hub.directory import organizations, save_organization
from clinic_app.hub.enrolment import set_device_status
from clinic_app.hub.foreign_writes import unguarded
from clinic_app.hub.rebuild import DERIVED, rebuild, repair
from clinic_app.hub.tables import FEED, OP_LOG
from tests.helpers.hub_device import BareDevice, operation
from tests.helpers.hub_server import RunningHub

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@pytest.fixture
def busy_hub(hub_database, tmp_path, clock, entropy):
    """A hub with two institutions, a referral between them, a conflict and a refused operation."""
    with RunningHub(tmp_path / "hub", database_url=hub_database, clock=clock, entropy=entropy) as hub:
        clinic, county = hub.add_organization("南湖镇卫生院"), hub.add_organization("静宁县人民医院")
        with BareDevice(hub.address) as one, BareDevice(hub.address) as two, BareDevice(hub.address) as desk:
            one.enrol(hub.ticket(clinic).code)
            two.enrol(hub.ticket(clinic).code)
            desk.enrol(hub.ticket(county).code)
            _work(hub, clinic, county, one, two, desk, entropy)
        yield hub


def _work(hub, clinic, county, one, two, desk, entropy):
    patient, referral = new_id(1, entropy), new_id(2, entropy)
    one.sync(operation(1, "patient", patient, name="李秀英", gender="2", phone="13893300001"))
    (row,) = two.sync().lanes["clinic"].rows
    one.sync(operation(2, "patient", patient, kind="set", base=row.rev, name="李秀荣", phone="13893300002"))
    # Two conflicts out of one operation, its fields not in the order in which the log keeps them.
    blind = operation(1, "patient", patient, kind="set", base=row.rev, phone="13893300003", name="李秀莲")
    merged = two.sync(blind)
    assert [remark.refused for remark in merged.remarks] == [False]
    one.sync(
        operation(3, "referral", referral, patient_id=patient, from_org=clinic.id, to_org=county.id),
        operation(4, "allergy", new_id(3, entropy), patient_id=patient, substance="青霉素"),
    )
    assert {row.ent for row in desk.sync().lanes["inbox"].rows} >= {"patient", "referral", "allergy"}
    refused = desk.sync(
        operation(1, "patient", patient, kind="set", base=999, nonsense_id="x", name="长" * 99)
    )
    assert refused.remarks[0].refused
    with hub.database.transaction() as tx:
        save_organization(
            tx, {"phone": "0933-2521120"}, now=hub.clock.now(), entropy=entropy, org_id=county.id
        )
        set_device_status(tx, two.answer.device_id, active=False, now=hub.clock.now())


def test_the_log_gives_back_every_row_bit_for_bit(busy_hub):
    found = rebuild(busy_hub.database)
    assert found.differences == ()
    assert found.count == 0
    assert found.operations >= 10
    with busy_hub.database.transaction() as tx:
        kinds = {row["ent"] for row in tx.all("SELECT ent FROM record")}
    assert "conflict" in kinds
    assert all(found.rows[table] for table in ("record", "feed", "scope", "digest"))


DAMAGE = [
    "UPDATE record SET body = replace(body, '李秀荣', '李秀兰') WHERE ent = 'patient'",
    "DELETE FROM record WHERE ent = 'conflict'",
    "INSERT INTO record(ent, id, rev, owner, body, written) VALUES('patient', 'x', 3, '', '{}', '{}')",
    "UPDATE feed SET seq = seq + 1 WHERE rec_id = (SELECT id FROM record WHERE ent = 'patient')",
    "DELETE FROM feed WHERE ent = 'patient'",
    "DELETE FROM scope",
    "UPDATE digest SET n = n + 1",
]
OF_THE_LOG = [
    'UPDATE op_log SET sets = \'{"name":"x"}\' WHERE op_seq = 1 AND epoch_no = 1',
    "DELETE FROM op_log WHERE op_seq = 1 AND epoch_no = 1",
    "DELETE FROM op_log WHERE op_seq = 2 AND epoch_no = 1",
    "DELETE FROM op_log WHERE op_seq = 4 AND epoch_no = 1",
    "DELETE FROM op_log WHERE epoch_no = 1",
    "DELETE FROM op_log WHERE hub_seq = (SELECT max(hub_seq) FROM op_log)",
]


def test_the_hub_itself_is_only_read(busy_hub, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with busy_hub.database.transaction() as tx:
        before = tx.all("SELECT * FROM hub_head")
    rebuild(busy_hub.database, scratch)
    with busy_hub.database.transaction() as tx:
        assert tx.all("SELECT * FROM hub_head") == before
    assert list(scratch.iterdir()) == []


def test_what_differs_is_written_as_the_log_gives_it_and_what_stood_there_is_kept(busy_hub, tmp_path):
    database, folder = busy_hub.database, tmp_path / "kept"
    whole = tables(database)
    for number, damage in enumerate(DAMAGE, start=1):
        with database.transaction() as tx:
            assert tx.run(damage), damage
        damaged = tables(database)
        found = rebuild(database)
        assert found.count > 0, damage
        assert found.differences[0].stored != found.differences[0].replayed
        assert (found.breaks, found.sound) == (0, False)
        assert tables(database) == damaged
        done = repair(database, NOON + timedelta(seconds=number), folder)
        assert (done.sound, done.repaired) == (True, found.count), damage
        assert tables(database) == whole, damage
        kept = json.loads(Path(done.kept).read_text(encoding="utf-8"))
        changed = [row for table in whole for row in damaged[table] if row not in whole[table]]
        assert sorted(canonical(one["row"]) for one in kept) == sorted(canonical(row) for row in changed)
        with database.transaction() as tx:
            (event, *_) = tx.all("SELECT details FROM hub_event WHERE what = 'repaired' ORDER BY id DESC")
        assert event["details"] == f"{done.repaired} {Path(done.kept).name}"
    assert repair(database, NOON, folder).repaired == 0
    assert len(list(folder.iterdir())) == len(DAMAGE)


def test_a_log_that_is_not_whole_repairs_nothing(busy_hub, tmp_path):
    database = busy_hub.database
    for damage in OF_THE_LOG:
        with database.transaction() as tx:
            log, feed = tx.all("SELECT * FROM op_log"), tx.all("SELECT * FROM feed")
            assert tx.run(damage), damage
            tx.run("DELETE FROM feed WHERE ent = 'patient'")
        before = tables(database)
        done = repair(database, NOON, tmp_path / "kept")
        assert (done.repaired, done.kept, done.sound) == (0, "", False), damage
        assert done.breaks > 0, damage
        assert tables(database) == before
        assert not (tmp_path / "kept").exists()
        with database.transaction() as tx:
            for table, rows in ((OP_LOG, log), (FEED, feed)):
                tx.run(f"DELETE FROM {table.name}")
                tx.connection.execute(table.insert(), rows)


def tables(database):
    with database.transaction() as tx:
        return {table: sorted(tx.all(f"SELECT * FROM {table}"), key=canonical) for table in DERIVED}


def test_a_new_pc_gets_what_the_hub_had_lost_from_its_lanes(busy_hub, tmp_path):
    with busy_hub.database.transaction() as tx:
        clinic = next(org for org in organizations(tx) if org.name == "南湖镇卫生院")
        with unguarded(tx):
            tx.run("DELETE FROM feed WHERE ent = 'patient'")
    with BareDevice(busy_hub.address) as fresh, BareDevice(busy_hub.address) as later:
        fresh.enrol(busy_hub.ticket(clinic).code)
        assert "patient" not in {row.ent for row in fresh.sync().lanes["clinic"].rows}
        repair(busy_hub.database, NOON, tmp_path)
        later.enrol(busy_hub.ticket(clinic).code)
        assert "patient" in {row.ent for row in later.sync().lanes["clinic"].rows}


def test_clinics_go_on_writing_while_the_hub_compares(busy_hub, monkeypatch):
    def write_meanwhile(*args):
        busy_hub.add_organization("第三家卫生院")
        return compare(*args)

    compare = module._compare
    monkeypatch.setattr(module, "_compare", write_meanwhile)
    assert rebuild(busy_hub.database).sound
