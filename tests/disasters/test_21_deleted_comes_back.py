"""Removed at one place, edited at another that was away for two hundred days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_app.store import rows
from clinic_app.store.unit_of_work import UnitOfWork


def remove(device, patient):
    device.tick()
    with UnitOfWork(device.db, user_name=device.name) as work:
        rows.void(device.db, "patient", patient, "重复建档")
        work.commit()


@pytest.mark.parametrize("first", ["removal", "edit"])
def test_it_is_asked_and_never_silent(county, first):
    world = county("town", "town2")
    one, two = world.devices.values()
    patient = world.patient(one, phone="1")
    world.settle()
    remove(one, patient)
    world.edit(two, "patient", {"phone": "2"}, patient)
    world.now += timedelta(days=200)
    for pc in (one, two) if first == "removal" else (two, one):
        world.sync(pc)
    world.prove()
    for pc in (one, two):
        (conflict,) = [row for row in world.conflicts(pc) if row["field"] == "_void"]
        assert conflict["rec_id"] == patient
        row = world.at(pc, patient)
        assert (row["_void"], row["phone"]) == (0, "2")


def test_a_removal_outlives_every_absence(county):
    """There is no longest absence: the feed keeps every record's last state, so nobody comes too late."""
    world = county("town", "town2")
    one, two = world.devices.values()
    patient = world.patient(one)
    world.settle()
    remove(one, patient)
    world.sync(one)
    world.many(one, 60)
    world.now += timedelta(days=4000)
    world.back_up_hub(verified=True)
    world.sync(one)
    world.prove()
    assert world.at(two, patient)["_void"] == 1


def test_an_emptied_file_empties_nothing(county):
    """A PC with nothing on it takes everything and removes nothing; absence never means removal."""
    world = county("town")
    people = world.many(world.pc("town"), 30)
    world.sync(world.pc("town"))
    empty = world.add_device("town-new", "town")
    world.prove()
    assert empty.db.execute("SELECT count(*) AS n FROM patient WHERE _void = 0")[0]["n"] == len(people)
