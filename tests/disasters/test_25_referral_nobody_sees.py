"""Every state a referral can reach, in whatever order both sides' moves arrive: one side has it, it ages."""

from __future__ import annotations

import json
import random
from datetime import timedelta

import pytest

from clinic_app.domain.clock import stamp
from clinic_app.domain.referral_flow import Direction, Side, moves_for, side_to_move
from clinic_app.store import rows
from clinic_app.store.referral_state import events_of, status_of
from clinic_app.store.unit_of_work import UnitOfWork
from tests.simulation.world import ORGS
from tests.unit.domain.test_referral_flow import COUNTY, THIRD, TOWN, reachable

PLACES = {TOWN: "town", COUNTY: "county", THIRD: "village"}


def rows_of(device, referral):
    return events_of(device.db, [referral]).get(referral, [])


def seen(device, referral):
    """Return the referral's state as one PC computes it."""
    row = device.db.execute("SELECT * FROM referral WHERE id = ?", (referral,))[0]
    return status_of(row, rows_of(device, referral))


def check(state, direction):
    side = side_to_move(state.phase, direction)
    assert (side is None) == state.ended
    assert state.since is not None
    if side is not None:
        assert moves_for(state.phase, direction, side), f"{state.phase}: nobody can move"
        assert side in set(Side)


def paths():
    """Return the longest of all ways by which each phase is reached, for both directions."""
    found = {}
    for direction in Direction:
        for state, path in reachable(direction):
            found[(direction, state.phase)] = path
    return found


PATHS = paths()


def written(device, referral, one, at):
    details = {"to_org": ORGS[PLACES[THIRD]]} if one.details.get("to_org") else {}
    known = [row["id"] for row in rows_of(device, referral)]
    return {
        "referral_id": referral,
        "event": one.event,
        "at": stamp(at),
        "by_org": device.org_id,
        "details": json.dumps(details),
        "after": json.dumps(known[-1:]),
    }


def begun(world, direction, first):
    """Save a referral as the program does: the slip and its first event in one unit."""
    town = world.pc("town")
    patient = world.patient(town)
    town.tick()
    with UnitOfWork(town.db, user_name="李医生") as work:
        parties = {"from_org": town.org_id, "to_org": ORGS["county"]}
        referral = rows.insert(
            town.db, "referral", {"patient_id": patient, "direction": str(direction), **parties}
        )
        rows.insert(town.db, "referral_event", written(town, referral, first, world.now))
        work.commit()
    world.owners |= {(org, patient) for org in ORGS.values()}
    world.settle()
    return referral


@pytest.mark.parametrize(("direction", "phase"), PATHS, ids=str)
def test_every_phase_through_real_exchanges_in_any_order(county, direction, phase):
    world = county("town", "county", "village", seed=len(phase))
    chance = random.Random(str(phase))
    path = PATHS[(direction, phase)]
    referral = begun(world, direction, path[0])
    for one in path[1:]:
        device = world.pc(PLACES[one.by_org])
        true_date = world.now - timedelta(days=3)  # recorded late, with the true date
        world.edit(device, "referral_event", written(device, referral, one, true_date))
        for _ in range(chance.randrange(3)):
            world.sync(chance.choice(list(world.devices.values())))
        world.sync(device)
        world.sync(world.pc("village"))
        for other in world.devices.values():
            if other.db.execute("SELECT 1 FROM referral WHERE id = ?", (referral,)):
                check(seen(other, referral), direction)
    world.settle()
    states = [seen(world.pc(name), referral) for name in ("town", "county")]
    assert states[0].phase == states[1].phase
    assert states[0].since == states[1].since
    for state in states:
        check(state, direction)
    on_exactly_one_list(world, referral, ended=states[0].ended)


def on_exactly_one_list(world, referral, *, ended):
    """Ask the lists themselves: one institution has it to do, and there it ages; none when it has ended."""
    found = []
    for pc in world.devices.values():
        for row in pc.db.execute("SELECT holder, since FROM referral_now WHERE referral_id = ?", (referral,)):
            assert row["since"]
            if row["holder"] == pc.org_id:
                found.append(pc.name)
    assert len(found) == (0 if ended else 1), found
