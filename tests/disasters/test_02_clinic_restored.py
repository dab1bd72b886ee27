"""A clinic's PC goes back to last week's copy, with newer work at the hub and unsent work in the copy."""

from __future__ import annotations

from datetime import timedelta

from clinic_app.store import serials, sync_state
from clinic_app.store.backup import restore
from clinic_app.store.unit_of_work import UnitOfWork
from tests.simulation.world import KEY


def slip(device, referral):
    with UnitOfWork(device.db, user_name="李医生") as work:
        number = serials.issue(
            device.db, prefix="TX", object_kind="referral", object_id=referral, user_name="李医生"
        )
        work.commit()
    return number


def test_nothing_newer_is_overwritten_and_nothing_unsent_is_lost(county):
    world = county()
    town = world.pc("town")
    patient = world.patient(town, phone="1")
    world.sync(town)
    unsent = world.patient(town, name="没送出的")
    world.keep_copy("town")
    world.edit(town, "patient", {"phone": "2"}, patient)
    later = world.patient(town, name="后来的")
    world.sync(town)
    world.now += timedelta(days=7)
    world.roll_back("town")
    world.edit(town, "patient", {"address": "东沟村"}, patient)
    before = sync_state.read(town.db).epoch_no
    result = world.sync(town)
    told = "".join(str(one) for one in result.healed)
    assert "用旧备份恢复" in told
    assert "会从县平台取回" in told
    assert sync_state.read(town.db).epoch_no != before
    world.prove()
    row = world.at(town, patient)
    assert (row["phone"], row["address"]) == ("2", "东沟村")
    assert world.at(town, later) is not None
    assert world.at_hub("patient", unsent) is not None


def test_no_slip_number_is_given_out_twice(county, tmp_path):
    world = county()
    town = world.pc("town")
    world.sync(town)
    numbers = [slip(town, f"r{n}") for n in range(3)]
    town.db.copy_to(tmp_path / "copy.db")
    numbers += [slip(town, f"s{n}") for n in range(5)]
    world.sync(town)
    town.file.end()
    world.now += timedelta(days=7)
    town.file.path = tmp_path / "restored.db"
    restore(tmp_path / "copy.db", KEY, town.file.path, clock=town.clock, entropy=world.random.randbytes)
    town.open()
    restored = town
    numbers += [slip(restored, f"t{n}") for n in range(5)]  # before it ever speaks to the hub
    world.sync(restored)
    numbers += [slip(restored, f"u{n}") for n in range(5)]
    assert len(numbers) == len(set(numbers)) == 18
