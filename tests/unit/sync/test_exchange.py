"""Two clinics, a county and the hub exchange changes through the shipped code."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from clinic_app.domain.errors import HubUnreachable
from clinic_app.domain.ids import new_id
from clinic_app.hub.lifetime import begin_life
from clinic_app.store import outbox, rows, sync_state
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync.exchange import Exchange
from tests.helpers.county import MemoryHub, clinic, seeded, sync

TOWN, COUNTY, OTHER = (new_id(1, seeded(n)) for n in (101, 102, 103))


class County:
    def __init__(self, tmp_path):
        self.hub = MemoryHub()
        for org, name in ((TOWN, "白水镇卫生院"), (COUNTY, "县人民医院"), (OTHER, "柳河乡卫生院")):
            self.hub.add_org(org, name)
        self.town = clinic(tmp_path / "town.db", TOWN, "白水镇卫生院", seed=1)
        self.county = clinic(tmp_path / "county.db", COUNTY, "县人民医院", seed=2)
        self.other = clinic(tmp_path / "other.db", OTHER, "柳河乡卫生院", seed=3)
        self.lines = {
            id(db): self.hub.enrol(db, new_id(1, seeded(n)), name)
            for n, (db, name) in enumerate(((self.town, "白"), (self.county, "县"), (self.other, "柳")), 200)
        }

    def sync(self, *dbs):
        return [sync(db, self.lines[id(db)]) for db in dbs][-1]

    def line(self, db):
        return self.lines[id(db)]


@pytest.fixture
def county(tmp_path):
    county = County(tmp_path)
    yield county
    for db in (county.town, county.county, county.other):
        db.close()
    county.hub.db.close()


def edit(db, kind, values, record_id="", user="李医生"):
    with UnitOfWork(db, user_name=user) as work:
        if record_id:
            rows.update(db, kind, record_id, values)
        else:
            record_id = rows.insert(db, kind, values)
        work.commit()
    return record_id


def refer(county, **patient):
    """Return (patient, referral) ids of an up-referral the county has received."""
    patient_id = edit(county.town, "patient", {"name": "王建国", "gender": "1", "phone": "1", **patient})
    referral = edit(
        county.town,
        "referral",
        {"patient_id": patient_id, "direction": "up", "from_org": TOWN, "to_org": COUNTY},
    )
    county.sync(county.town, county.county)
    return patient_id, referral


def open_conflicts(db):
    return db.execute("SELECT * FROM conflict WHERE status = 'open'")


def test_a_referral_brings_its_patient_to_the_county_and_to_nobody_else(county):
    patient, referral = refer(county)
    assert rows.fetch(county.county, "patient", patient)["name"] == "王建国"
    assert rows.fetch(county.county, "referral", referral)["to_org"] == COUNTY
    county.sync(county.other)
    assert rows.find(county.other, "patient", patient) is None
    assert rows.find(county.other, "referral", referral) is None


def test_own_work_is_not_sent_back(county):
    edit(county.town, "patient", {"name": "王建国"})
    result = county.sync(county.town)
    assert result.sent == 1
    assert not [k for k in result.kinds if k == "patient"]
    assert result.digests_equal is True


def test_different_fields_changed_in_two_places_both_survive(county):
    patient, _ = refer(county)
    edit(county.town, "patient", {"phone": "13800000001"}, patient)
    edit(county.county, "patient", {"address": "东沟村"}, patient, "县医生")
    county.sync(county.town, county.county, county.town, county.county)
    for db in (county.town, county.county):
        row = rows.fetch(db, "patient", patient)
        assert (row["phone"], row["address"]) == ("13800000001", "东沟村")
        assert open_conflicts(db) == []


def test_the_same_phone_changed_twice_is_merged_and_the_loser_listed(county):
    patient, _ = refer(county)
    edit(county.town, "patient", {"phone": "111"}, patient)
    county.hub.clock.advance(__import__("datetime").timedelta(minutes=1))
    edit(county.county, "patient", {"phone": "222"}, patient)
    county.sync(county.town, county.county, county.town, county.county)
    phones = {rows.fetch(db, "patient", patient)["phone"] for db in (county.town, county.county)}
    assert len(phones) == 1
    for db in (county.town, county.county):
        listed = db.execute("SELECT * FROM conflict WHERE status = 'auto'")
        assert len(listed) == 1
        assert {json.loads(listed[0]["kept"]), json.loads(listed[0]["other"])} == {"111", "222"}


def test_a_name_changed_in_two_places_waits_for_a_person_on_both_sides(county):
    patient, _ = refer(county)
    edit(county.town, "patient", {"name": "王建囯"}, patient)
    edit(county.county, "patient", {"name": "王健国"}, patient, "县医生")
    county.sync(county.town, county.county, county.town, county.county)
    for db in (county.town, county.county):
        assert rows.fetch(db, "patient", patient)["name"] == "王建囯"
        (conflict,) = open_conflicts(db)
        assert json.loads(conflict["other"]) == "王健国"
        assert json.loads(conflict["base"]) == "王建国"
        assert "县人民医院" in conflict["other_by"] or "县" in conflict["other_by"]


def test_allergies_added_in_two_places_are_both_kept_and_asked_about(county):
    patient, _ = refer(county)
    edit(county.town, "allergy", {"patient_id": patient, "substance": "青霉素"})
    edit(county.county, "allergy", {"patient_id": patient, "substance": "磺胺"})
    county.sync(county.town, county.county, county.town, county.county)
    for db in (county.town, county.county):
        found = db.execute("SELECT substance FROM allergy WHERE _void = 0 ORDER BY substance")
        assert [row["substance"] for row in found] == ["磺胺", "青霉素"]
        (conflict,) = open_conflicts(db)
        assert conflict["field"] == "allergies"


def decide(db, conflict, name):
    with UnitOfWork(db, user_name="李医生") as work:
        rows.update(db, "patient", conflict["rec_id"], {"name": name})
        choice = "kept" if json.dumps(name, ensure_ascii=False) == conflict["kept"] else "other"
        rows.update(
            db,
            "conflict",
            conflict["id"],
            {"status": "resolved", "choice": choice, "chosen": json.dumps(name, ensure_ascii=False)},
        )
        work.commit()


def test_a_decision_reaches_both_sides(county):
    patient, _ = refer(county)
    edit(county.town, "patient", {"name": "甲"}, patient)
    edit(county.county, "patient", {"name": "乙"}, patient)
    county.sync(county.town, county.county, county.town)
    decide(county.town, open_conflicts(county.town)[0], "乙")
    county.sync(county.town, county.county)
    for db in (county.town, county.county):
        assert rows.fetch(db, "patient", patient)["name"] == "乙"
        assert open_conflicts(db) == []


@pytest.mark.parametrize("first", ["kept", "other"])
def test_two_different_decisions_give_one_more_visible_question(county, first):
    patient, _ = refer(county)
    edit(county.town, "patient", {"name": "甲"}, patient)
    edit(county.county, "patient", {"name": "乙"}, patient)
    county.sync(county.town, county.county, county.town, county.county)
    decide(county.town, open_conflicts(county.town)[0], "甲" if first == "kept" else "乙")
    decide(county.county, open_conflicts(county.county)[0], "乙" if first == "kept" else "甲")
    county.sync(county.town, county.county, county.town, county.county)
    for db in (county.town, county.county):
        (conflict,) = open_conflicts(db)
        assert {json.loads(conflict["kept"]), json.loads(conflict["other"])} == {"甲", "乙"}
    assert (
        rows.fetch(county.town, "patient", patient)["name"]
        == rows.fetch(county.county, "patient", patient)["name"]
    )


def test_another_clinics_patient_cannot_be_written(county):
    patient = edit(county.town, "patient", {"name": "王建国"})
    county.sync(county.town)
    with UnitOfWork(county.other, user_name="x") as work:
        rows.insert(county.other, "patient", {"name": "假"}, record_id=patient)
        work.commit()
    edit(county.other, "patient", {"name": "真"})
    result = county.sync(county.other)
    assert result.refused == 1
    assert outbox.counts(county.other).waiting == 0
    county.sync(county.town)
    assert rows.fetch(county.town, "patient", patient)["name"] == "王建国"
    (refused,) = outbox.refused(county.other)
    assert refused["reason"] == "not_yours"


@pytest.mark.parametrize("when", ["cut_before", "cut_after"])
def test_a_cut_line_loses_and_doubles_nothing(county, when):
    patient = edit(county.town, "patient", {"name": "王建国"})
    setattr(county.line(county.town), when, True)
    with pytest.raises(HubUnreachable):
        county.sync(county.town)
    edit(county.town, "patient", {"phone": "222"}, patient)
    setattr(county.line(county.town), when, False)
    result = county.sync(county.town)
    assert result.digests_equal is True
    assert outbox.counts(county.town).waiting == 0
    with county.hub.db.transaction() as tx:
        assert tx.one("SELECT count(*) AS n FROM op_log WHERE epoch_no > 0")["n"] == 2
        record = tx.one("SELECT body FROM record WHERE ent = 'patient' AND id = :id", id=patient)
    assert json.loads(record["body"]) == {"name": "王建国", "phone": "222"}


def test_a_copied_file_becomes_a_life_of_its_own(county, tmp_path):
    from clinic_app.store.database import Database
    from tests.helpers.county import KEY

    patient, _ = refer(county)
    county.town.copy_to(tmp_path / "copy.db")
    copy = Database.open(tmp_path / "copy.db", KEY, clock=county.hub.clock, entropy=seeded(77))
    edit(county.town, "patient", {"phone": "一"}, patient)
    edit(copy, "patient", {"address": "二"}, patient)
    county.sync(county.town)
    result = sync(copy, county.line(county.town), seed=10)
    assert result.healed
    county.sync(county.town)
    sync(copy, county.line(county.town), seed=11)
    for db in (county.town, copy):
        row = rows.fetch(db, "patient", patient)
        assert (row["phone"], row["address"]) == ("一", "二")
    assert sync_state.read(copy).epoch_no != sync_state.read(county.town).epoch_no
    copy.close()


def test_a_restored_hub_gets_everything_back(county, tmp_path):
    refer(county)
    state = sync_state.read(county.town)
    with county.hub.db.transaction() as tx:
        dump = {
            t: tx.all(f"SELECT * FROM {t}")
            for t in ("hub_head", "device_epoch", "op_log", "record", "feed", "scope", "digest")
        }
    later = edit(county.town, "patient", {"name": "后来的人"})
    county.sync(county.town)
    with county.hub.db.transaction() as tx:
        for table, content in dump.items():
            tx.run(f"DELETE FROM {table}")
            for row in content:
                names = ", ".join(row)
                tx.run(f"INSERT INTO {table}({names}) VALUES({', '.join(':' + n for n in row)})", **row)
        begin_life(tx, county.hub.clock.now(), "restored", seeded(5))
    assert state.hub_epoch == "H1"
    result = county.sync(county.town)
    assert result.healed
    with county.hub.db.transaction() as tx:
        assert tx.one("SELECT 1 AS y FROM record WHERE id = :id", id=later) is not None
    assert outbox.counts(county.town).waiting == 0
    assert result.digests_equal is True


def test_pages_of_any_size_bring_everything(county):
    ids = [edit(county.town, "patient", {"name": f"人{i}", "phone": str(i)}) for i in range(120)]
    sync_state.change(county.town, page_bytes=2048)
    result = county.sync(county.town)
    assert result.rounds > 1
    assert result.digests_equal is True
    assert rows.fetch(county.town, "patient", ids[-1])["_rev"] > 0


def test_a_refused_record_is_corrected_and_sent_again(county):
    with UnitOfWork(county.town, user_name="李医生") as work:
        patient = rows.insert(county.town, "patient", {"name": "太长" * 60, "phone": "1"})
        work.commit()
    assert county.sync(county.town).refused == 1
    edit(county.town, "patient", {"name": "王建国"}, patient)
    assert county.sync(county.town).refused == 1  # its beginning is missing at the hub
    with UnitOfWork(county.town, user_name="李医生") as work:
        assert outbox.offer_again(county.town, [op["op_seq"] for op in outbox.refused(county.town)]) == 1
        work.commit()
    result = county.sync(county.town)
    assert (result.sent, result.refused) == (1, 0)
    assert outbox.counts(county.town).refused == 0
    with county.hub.db.transaction() as tx:
        record = tx.one("SELECT body FROM record WHERE id = :id", id=patient)
    assert json.loads(record["body"]) == {"name": "王建国", "phone": "1"}
    assert county.sync(county.town).digests_equal is not False


def test_a_large_base_is_compared_hourly_and_whenever_a_person_asks(county, monkeypatch):
    monkeypatch.setattr("clinic_app.sync.completeness.QUICKLY_CHECKED", 0)
    county.sync(county.town)
    first = sync_state.read(county.town).last_digest_at
    assert first
    edit(county.town, "patient", {"name": "王建国"})
    county.hub.clock.advance(timedelta(minutes=30))
    assert county.sync(county.town).digests_equal is None
    asked = Exchange(county.town, county.line(county.town), county.hub.clock, seeded(9), check=True).run()
    assert asked.digests_equal is True
    assert asked.checked["clinic"] == 1
    assert sync_state.read(county.town).last_digest_at > first
    edit(county.town, "patient", {"name": "李秀英"})
    county.hub.clock.advance(timedelta(minutes=61))
    assert county.sync(county.town).digests_equal is True
