"""Properties of what every PC and the hub hold: equal, complete, in sight and nothing beyond."""

from __future__ import annotations

import json

from clinic_app.hub import change_log, completeness, epochs
from clinic_app.hub.rebuild import rebuild
from clinic_app.protocol.messages import LaneDigest
from clinic_app.store import outbox, patient_links, synced_rows
from tests.simulation.devices import LANES
from tests.simulation.reading import (
    held,
    hub_records,
    need,
    once,
    revision_here,
    same,
    unsettled,
)


def p4_every_lane_equals_the_hubs(world):
    """Field by field, conflicts included; P17: also what this program does not know."""
    for device in world.devices.values():
        with device.program:
            ours = {lane: set() for lane in LANES}
            for row in synced_rows.members(device.db):
                ours.setdefault(row["lane"], set()).add((row["ent"], row["id"]))
            for lane in LANES:
                theirs = _lane_of_hub(world, device.org_id, lane)
                need(ours[lane] == theirs.keys(), "P4", f"{device.name}/{lane}: {ours[lane] ^ theirs.keys()}")
                for row in theirs.values():
                    _compare(device, lane, row)


def _lane_of_hub(world, org, lane):
    whose = change_log.owner_of_lane(org, lane)
    return once(
        world,
        f"{whose}/{lane}",
        lambda tx: {(r.ent, r.id): r for r in completeness.lane_records(tx, org, lane)},
    )


def _compare(device, lane, row):
    kind = device.program.kinds.get(row.ent)
    here = held(device, row.ent).get(row.id)
    if kind is None:
        kept = json.loads(here["body"]) if here else None
        theirs = {
            "body": dict(row.body),
            "owner": row.owner,
            "void": row.void,
            "void_reason": row.void_reason,
        }
        need(kept == theirs, "P17", f"{device.name}: {row.ent} {row.id} is {kept}, hub {theirs}")
        return
    body, names = row.body, device.program.fields(row.ent)
    differing = [name for name in names if here[name] != body.get(name)]
    about = here["_owner"], bool(here["_void"]), here["_void_reason"]
    if differing or about != (row.owner, row.void, row.void_reason):
        _need_hidden(device, lane, row, here, differing)
    if here["_extra"] != "{}" or not body.keys() <= names:
        unknown = {n: v for n, v in body.items() if n not in names and v not in (None, "")}
        where = f"{device.name}/{lane} {row.ent} {row.id}"
        need(json.loads(here["_extra"]) == unknown, "P17", f"{where}: {here['_extra']}, hub {unknown}")


def _need_hidden(device, lane, row, here, differing):
    """What differs must be what a PC shows of its own instead."""
    hidden = _hidden(device, row.ent, row.id, row.rev)
    where = f"{device.name}/{lane} {row.ent} {row.id}"
    for name in differing:
        theirs = row.body.get(name)
        if name not in hidden and not same(here[name], theirs):
            need(False, "P4", f"{where} {name}: {here[name]!r}, hub {theirs!r}")
    removal = bool(here["_void"]) == row.void and here["_void_reason"] == row.void_reason
    need("_void" in hidden or removal, "P4", f"{where}: removal differs")
    need(here["_owner"] == row.owner, "P4", f"{where} belongs to {here['_owner']}, hub {row.owner}")


def _hidden(device, ent, rec_id, rev):
    """Return the fields in which a PC shows its own value, because the hub refused it or has not heard it."""
    return {
        name
        for op in unsettled(device).get((ent, rec_id), ())
        if op["state"] in (0, 2) or (op["state"] == 1 and op["hub_seq"] > rev)
        for name in json.loads(op["sets"])
    }


def p5_the_log_gives_back_everything(world):
    """Replayed into an empty database the log gives the same records, sight, feeds and digests."""
    found = rebuild(world.hub, world.disks.folder)
    need(found.count == 0, "P5", f"{found.count} rows differ: {found.differences[:2]}")
    need(found.breaks == 0, "P5", f"the log itself is not whole in {found.breaks} places")


def p6_nothing_was_skipped(world):
    """The digest never had to mend anything: whoever has read a lane to a number has all before it."""
    for name, text in world.skipped:
        need(False, "P6", f"{name}: {text}")


def p6_no_row_before_a_cursor_is_missing(world):
    """The same, looked at row by row, also where the digest was not asked."""
    for device in world.devices.values():
        nothing_before_the_cursor_is_missing(device, "P6")


def p9_rows_and_cursors_agree(device):
    """After a death at any statement: no row before the cursor is missing, and the journal is whole."""
    nothing_before_the_cursor_is_missing(device, "P9")
    state = device.state()
    numbers = [row["op_seq"] for row in device.db.execute("SELECT op_seq FROM op ORDER BY op_seq")]
    first = numbers[0] if numbers else state.next_op
    need(
        numbers == list(range(first, state.next_op)),
        "P9",
        f"{device.name}: journal {numbers} {state.next_op}",
    )
    chain = outbox.chain_from(device.db, state.epoch_first, state.acked_op)
    need(state.chain in ("", chain), "P9", f"{device.name}: the chain does not follow from the journal")


def p10_an_answer_is_taken_whole(device):
    """After a death at any statement all that an answer brought is here, or nothing of it."""
    taken = [key for key, before in device.in_hand.items() if revision_here(device, *key) != before]
    whole = len(taken) in (0, len(device.in_hand))
    need(whole, "P10", f"{device.name} took {len(taken)} of {len(device.in_hand)} records of an answer")


def nothing_before_the_cursor_is_missing(device, name):
    """Compare what a PC holds with all the hub has fed its lanes up to where it has read."""
    state = device.state()
    tx = device.world.reader
    with device.program:
        if tx.one("SELECT hub_epoch FROM hub_head")["hub_epoch"] != state.hub_epoch or device.told_of_restore:
            return
        if device.world.restored and epochs.first_strange(tx, state.cursors.values(), 10**9):
            return  # it has not heard yet that the hub was put back
        for lane in LANES:
            read_to = state.cursors[lane].seq if lane in state.cursors else 0
            for seq, gone, record in change_log.feed_page(tx, device.org_id, lane, 0, 10**6):
                if seq <= read_to and not gone and record.known_to != state.epoch_no:
                    _need_here(device, name, lane, record)


def _need_here(device, name, lane, record):
    found = held(device, record.ent).get(record.id)
    rev = (found["_rev"] if record.ent in device.program.kinds else found["rev"]) if found else -1
    if rev < record.rev:
        is_here = f"{device.name}/{lane} has {record.ent} {record.id} at {rev}"
        need(False, name, f"{is_here} and read beyond {record.rev}")


def p8_everything_inside_scope_arrived(world):
    """Whoever may see a record has it, also what is old or for everybody: by the rule that P7 goes by."""
    sight = world.ledger.sight
    for (ent, rec_id), record in hub_records(world).items():
        if ent == "patient":
            need(record.owner == sight.owner[rec_id], "P8", f"{ent} {rec_id} belongs to {record.owner}")
        for device in world.devices.values():
            if sight.allows(device.org_id, ent, rec_id, record.body, record.owner):
                here = held(device, ent).get(rec_id)
                lane = here and here["_lane" if ent in device.program.kinds else "lane"]
                need(lane in LANES, "P8", f"{device.name} lacks {ent} {rec_id}: {lane}")


def p21_digests_agree(world):
    """Count and sum of every lane are the same here and at the hub."""
    for device in world.devices.values():
        with device.program:
            ours = synced_rows.lane_totals(device.db)
        for lane, theirs in change_log.lane_digests(world.reader, device.org_id).items():
            here = ours.get(lane, LaneDigest())
            need(here == theirs, "P21", f"{device.name}/{lane} digest differs")


def p22_merged_patients_are_the_same_everywhere(world):
    """Who is one person follows from the links alone, whatever their order; without links all are apart."""
    for device in world.devices.values():
        db = device.db
        links = held(device, "patient_link").values()
        patients = held(device, "patient")
        joined = _components(patients, [link for link in links if not link["_void"]])
        lost = {link["loser_id"] for link in links if not link["_void"]}
        for patient in patients:
            shown = patient_links.same_person(db, patient)
            group = joined[patient]
            if set(shown) != group:
                need(False, "P22", f"{device.name}: {shown} is not {group}")
            order = sorted(
                group, key=lambda i: (i not in patients or patients[i]["_void"] == 1, i in lost, i)
            )
            if shown[0] != order[0]:
                need(False, "P22", f"{device.name} shows {shown[0]}, not {order[0]}")


def _components(patients, links):
    group = {one: {one} for one in patients}
    for link in links:
        one, two = link["loser_id"], link["winner_id"]
        both = group.get(one, {one}) | group.get(two, {two})
        for member in both:
            group[member] = both
    return group


def p23_decisions_are_the_same_everywhere(world):
    """State and choice of every disagreement are the hub's at every PC."""
    for (ent, rec_id), record in hub_records(world).items():
        if ent != "conflict":
            continue
        for device in world.devices.values():
            here = held(device, "conflict").get(rec_id)
            if here is not None and here["_lane"] in LANES:
                hidden = _hidden(device, "conflict", rec_id, record.rev)
                for name in ("status", "choice", "chosen"):
                    equal = name in hidden or same(here[name], record.body.get(name))
                    need(equal, "P23", f"{device.name}: conflict {rec_id} {name} {here[name]!r}")
