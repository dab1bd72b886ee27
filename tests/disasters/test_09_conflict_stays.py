"""A conflict waits; exchanges go on; nothing of it is destroyed before somebody decides."""

from __future__ import annotations

import json
import random

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
