"""Twenty sites without a line give out slip numbers, PCs are replaced, clocks go back."""

from __future__ import annotations

from datetime import timedelta

from clinic_app.hub import epochs
from clinic_app.store import serials, sync_state
from clinic_app.store.unit_of_work import UnitOfWork

SITES, EACH = 20, 100


def issue(device, count):
    with UnitOfWork(device.db, user_name="李医生") as work:
        more = {"prefix": "TX", "object_kind": "referral", "user_name": "李医生"}
        found = [serials.issue(device.db, object_id=f"{number}", **more) for number in range(count)]
        work.commit()
    return found


def test_no_two_are_equal_even_under_one_prefix(county):
    world = county("town")
    sites = [world.add_device(f"town{number}", "town") for number in range(SITES)]
    numbers = []
    for place, site in enumerate(sites):
        numbers += issue(site, EACH)
        site.clock.move_to(world.now - timedelta(days=400 * (place % 3)))
        if place % 2:  # the PC is replaced: a new file, enrolled again
            fresh = world.add_device(f"town{place}-new", "town")
            numbers += issue(fresh, EACH)
        numbers += issue(site, EACH)
    assert len(numbers) == len(set(numbers)) == SITES * EACH * 2 + SITES // 2 * EACH


def test_a_forced_clash_never_blocks_and_never_changes_a_printed_number(county):
    world = county()
    town = world.pc("town")
    twin = world.add_device("town2", "town")
    slips = []
    for pc in (town, twin):
        patient = world.patient(pc)
        referral = world.refer(pc, patient)
        world.edit(pc, "referral", {"slip_no": "TX-1-00001"}, referral)
        slips.append(referral)
    world.prove()
    for pc in (town, twin, world.pc("county")):
        for referral in slips:
            found = pc.db.execute("SELECT slip_no FROM referral WHERE id = ?", (referral,))
            assert found[0]["slip_no"] == "TX-1-00001"


def test_a_new_life_of_a_file_counts_under_a_number_of_its_own(county):
    world = county()
    town = world.pc("town")
    world.sync(town)
    first = issue(town, 5)
    with world.hub.transaction() as tx:
        state = sync_state.read(town.db)
        made = epochs.begin_epoch(tx, state.device_id, None, "test", "2026-11-22T01:00:00Z")
    sync_state.change(town.db, epoch_no=made.epoch)
    assert not set(first) & set(issue(town, 5))
