"""A conflict waits; exchanges go on; nothing of it is destroyed before somebody decides."""

from __future__ import annotations

import json
import random
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from clinic_app.domain.errors import Rejected
from clinic_app.services.code_tables import CodeTables
from clinic_app.services.conflicts import Conflicts
from clinic_app.store import rows
from clinic_app.store.unit_of_work import UnitOfWork


def clash(county):
    world = county("town", "town2")
    one, two = world.devices.values()
    patient = world.patient(one, name="原名")
    world.settle()
    world.edit(one, "patient", {"name": "甲"}, patient)
    world.edit(two, "patient", {"name": "乙"}, patient)
    world.settle()
    return world, one, two, patient


def decide(device, patient, value):
    (conflict,) = device.db.execute("SELECT * FROM conflict WHERE status = 'open'")
    device.tick()
    with UnitOfWork(device.db, user_name=device.name) as work:
        rows.update(device.db, "patient", patient, {"name": value})
        choice = "kept" if json.loads(conflict["kept"]) == value else "other"
        decided = {"status": "resolved", "choice": choice, "chosen": json.dumps(value, ensure_ascii=False)}
        rows.update(device.db, "conflict", conflict["id"], decided)
        work.commit()


def test_ten_more_exchanges_keep_both_values(county):
    world, one, two, _ = clash(county)
    chance = random.Random(9)
    for _ in range(10):
        world.sync(chance.choice((one, two)))
    for pc in (one, two):
        (conflict,) = world.conflicts(pc)
        assert {json.loads(conflict["kept"]), json.loads(conflict["other"])} == {"甲", "乙"}
    world.prove()


def test_deciding_at_one_place_closes_it_everywhere(county):
    world, one, two, patient = clash(county)
    decide(two, patient, "甲")
    world.prove()
    for pc in (one, two):
        assert world.conflicts(pc) == []
        assert world.at(pc, patient)["name"] == "甲"


def test_deciding_differently_at_two_places_is_one_more_question_and_no_loop(county):
    world, one, two, patient = clash(county)
    decide(one, patient, "甲")
    decide(two, patient, "乙")
    world.prove()
    assert world.at(one, patient)["name"] == world.at(two, patient)["name"]
    open_one = world.conflicts(one)
    assert [row["id"] for row in open_one] == [row["id"] for row in world.conflicts(two)]
    values = {json.loads(row[n]) for row in open_one for n in ("kept", "other")}
    assert values == {"甲", "乙"}
    log = len(world.hub_hashes())
    for _ in range(4):
        world.sync(one)
        world.sync(two)
    assert len(world.hub_hashes()) == log


def desk_of(device, folder):
    """Return the conflict desk of a PC, without the rest of the program around it."""

    @contextmanager
    def unit():
        device.tick()
        with UnitOfWork(device.db, user_name=device.name) as work:
            yield work
            work.commit()

    place = SimpleNamespace(
        db=device.db,
        reader=device.db,
        org_id=device.org_id,
        tables=CodeTables(folder),
        need=lambda permission: SimpleNamespace(name=device.name),
        own=lambda: SimpleNamespace(name=device.org),
        audit=lambda *args, **details: None,
        unit=unit,
    )
    return Conflicts(place)


def only(world, device, *statuses):
    (found,) = (row for status in statuses for row in world.conflicts(device, status))
    return found["id"]


def test_undone_at_another_desk_the_value_that_stood_comes_back(county, tmp_path):
    """Also when it is newer than both sides of the disagreement, whatever their class."""
    world, one, two, patient = clash(county)
    world.edit(one, "patient", {"name": "丙"}, patient)  # the question is open still
    world.settle()
    first, second = desk_of(one, tmp_path), desk_of(two, tmp_path)
    question = only(world, one, "open")
    first.decide(question, "other")
    world.settle()
    assert {world.at(pc, patient)["name"] for pc in (one, two)} == {"乙"}
    second.undo(question)
    world.prove()
    assert {world.at(pc, patient)["name"] for pc in (one, two)} == {"丙"}
    assert only(world, one, "open") == question

    world.edit(one, "patient", {"phone": "139"}, patient)
    world.edit(two, "patient", {"phone": "138"}, patient)
    world.settle()
    world.edit(two, "patient", {"phone": "137"}, patient)
    world.settle()
    merged = only(world, one, "auto")
    first.put_back(merged)
    world.settle()
    assert world.at(two, patient)["phone"] in ("138", "139")
    second.undo(merged)
    world.prove()
    assert {world.at(pc, patient)["phone"] for pc in (one, two)} == {"137"}
    assert only(world, two, "auto") == merged


def test_elements_come_back_at_another_desk_as_they_stood(county, tmp_path):
    world = county("town", "town2")
    one, two = world.devices.values()
    patient = world.patient(one)
    world.settle()
    made = [world.edit(pc, "allergy", {"patient_id": patient, "substance": pc.name}) for pc in (one, two)]
    world.settle()
    with UnitOfWork(one.db, user_name="town") as work:
        rows.void(one.db, "allergy", made[0], "录错")
        work.commit()
    world.settle()
    question = only(world, two, "open")
    choice = "kept" if made[0] in json.loads(world.conflicts(two)[0]["kept"]) else "other"
    desk_of(two, tmp_path).decide(question, choice)
    world.settle()
    assert standing(one, made) == [0, 1]
    desk_of(one, tmp_path).undo(question)
    world.prove()
    for pc in (one, two):
        assert standing(pc, made) == [1, 0]
        assert rows.fetch(pc.db, "allergy", made[0])["_void_reason"] == "录错"


def standing(pc, elements):
    return [rows.fetch(pc.db, "allergy", one)["_void"] for one in elements]


def test_what_somebody_wrote_since_the_decision_is_never_undone(county, tmp_path):
    """Whoever has heard of it is told; of whoever has not, the hub asks again, and both values are kept."""
    world, one, two, patient = clash(county)
    question = only(world, one, "open")
    desk_of(one, tmp_path).decide(question, "other")
    world.settle()
    world.edit(two, "patient", {"name": "丁"}, patient)
    world.sync(two)
    heard, unheard = desk_of(two, tmp_path), desk_of(one, tmp_path)
    with pytest.raises(Rejected, match="丁"):
        heard.undo(question)
    unheard.undo(question)
    world.prove()
    for pc in (one, two):
        assert world.at(pc, patient)["name"] == "丁"
        told = {json.loads(row[side]) for row in world.conflicts(pc) for side in ("kept", "other")}
        assert told == {"甲", "乙", "丁"}
