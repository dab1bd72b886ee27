"""Twenty sites without a line give out slip numbers, PCs are replaced, clocks go back."""

from __future__ import annotations

from datetime import timedelta

from clinic_app.domain.clock import stamp
from clinic_app.domain.numbers import format_slip_no
from clinic_app.hub import epochs
from clinic_app.store import serials, sync_state
from clinic_app.store.unit_of_work import UnitOfWork

SITES, EACH = 20, 10_000
AT_AN_EDGE = 40


def issue(device, count):
    with UnitOfWork(device.db, user_name="李医生") as work:
        more = {"prefix": "TX", "object_kind": "referral", "user_name": "李医生"}
        found = [serials.issue(device.db, object_id=f"{number}", **more) for number in range(count)]
        work.commit()
    return found


def years_of_work(device, count):
    """Enter numbers as ``issue`` would have, one by one, over years of work; the program goes on from there.

    Two hundred thousand savings would take minutes and show no more: a number is its segment and its
    counter, and both are asked from the file here as there.
    """
    here = serials.segment(device.db)
    at = stamp(device.clock.now())
    rows = [
        (format_slip_no("TX", here.epoch_no, n, here.mark), here.epoch_no, n, at)
        for n in range(here.last + 1, here.last + count + 1)
    ]
    with UnitOfWork(device.db, user_name="李医生") as work:
        device.db.execute_many(
            "INSERT INTO serial(slip_no, epoch_no, counter, object_kind, object_id, issued_at, issued_by)"
            " VALUES (?, ?, ?, 'referral', '', ?, '李医生')",
            rows,
        )
        device.db.execute(
            "INSERT INTO serial_counter(epoch_no, last) VALUES (?, ?)"
            " ON CONFLICT(epoch_no) DO UPDATE SET last = excluded.last",
            (here.epoch_no, here.last + count),
        )
        work.commit()
    return [row[0] for row in rows]


def test_no_two_are_equal_even_under_one_prefix(county):
    world = county("town")
    sites = [world.add_device(f"town{number}", "town") for number in range(SITES)]
    numbers = []
    for place, site in enumerate(sites):
        numbers += issue(site, AT_AN_EDGE)
        numbers += years_of_work(site, EACH // 2 - AT_AN_EDGE)
        site.clock.move_to(world.now - timedelta(days=400 * (place % 3)))
        numbers += issue(site, AT_AN_EDGE)
        if place % 4 == 1:  # the PC is replaced: a new file, enrolled again; the old one is not thrown away
            fresh = world.add_device(f"town{place}-new", "town")
            numbers += issue(fresh, AT_AN_EDGE)
        if place % 4 == 3:  # the file was copied, and nobody has a line
            twin = world.clone_device(site.name, f"{site.name}-twin")
            serials.begin_segment(twin.db)
            numbers += issue(twin, AT_AN_EDGE)
        numbers += years_of_work(site, EACH // 2 - 2 * AT_AN_EDGE)
        numbers += issue(site, AT_AN_EDGE)
    assert len(numbers) == len(set(numbers)) == SITES * EACH + SITES // 2 * AT_AN_EDGE


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
