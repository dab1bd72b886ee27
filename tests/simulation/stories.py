"""A small county for stories told step by step, and the proof that everybody came to rest with all there."""

from __future__ import annotations

from contextlib import contextmanager

from clinic_app.store import rows
from clinic_app.store.unit_of_work import UnitOfWork
from tests.simulation.checks import AT_REST
from tests.simulation.devices import ORGS
from tests.simulation.world import World


@contextmanager
def county(*devices):
    world = World(1, devices or ("town", "county"))
    try:
        yield world
    finally:
        world.close()


def referred(world, device):
    """Return a patient of a device that the county sees, and the referral."""
    patient = world.edit(device, "patient", {"name": "马玉兰"})
    values = {"patient_id": patient, "direction": "up", "from_org": device.org_id, "to_org": ORGS["county"]}
    return patient, world.edit(device, "referral", values)


def referred_and_sent(world, device):
    """Do the same and bring it to the hub; return the patient."""
    patient, _ = referred(world, device)
    world.sync(device)
    return patient


def known_to_all(world):
    """Let the first PC refer a patient and everybody hear of it, in order; return the patient."""
    first, *_ = world.devices.values()
    patient, _ = referred(world, first)
    for device in world.devices.values():
        world.sync(device)
    return patient


def remove(device, kind, record_id):
    """Let somebody take a record out as entered twice."""
    device.tick()
    with UnitOfWork(device.db, user_name=device.name) as work:
        rows.void(device.db, kind, record_id, "重复")
        work.commit()


def prove(world):
    """Let all talk until nothing moves, then ask every property."""
    world.settle()
    for check in AT_REST:
        check(world)
