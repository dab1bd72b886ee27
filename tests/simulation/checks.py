"""The properties of the reference, each by its name, over a world at rest."""

from __future__ import annotations

import json
from collections import defaultdict

from clinic_app.domain.catalogue import BY_NAME
from clinic_app.hub import change_log, repair
from clinic_app.store import outbox, synced_rows
from tests.simulation.world import ORGS

LANES = ("inbox", "clinic", "ref")


class Violation(AssertionError):
    """A property does not hold."""

    def __init__(self, name, text):
        super().__init__(f"{name}: {text}")
        self.name = name


def _need(condition, name, text):
    if not condition:
        raise Violation(name, text)


def hub_log(world):
    with world.hub.transaction() as tx:
        return tx.all("SELECT * FROM op_log ORDER BY hub_seq")


def hub_records(world):
    with world.hub.transaction() as tx:
        return {
            (row["ent"], row["id"]): change_log.record_from_row(row) for row in tx.all("SELECT * FROM record")
        }


def p1_every_operation_is_somewhere_exactly_once(world):
    """Every committed local operation is in the hub's log once, or gone with a rolled-back disk."""
    counts = defaultdict(int)
    for row in hub_log(world):
        counts[row["hash"]] += 1
    for device in world.devices.values():
        gone = {entry[:2] for entry in device.lost}
        rewritten = {row["op_seq"]: row["hash"] for row in device.db.execute("SELECT op_seq, hash FROM op")}
        for entry in [*device.ledger, *getattr(device, "elsewhere", [])]:
            now = rewritten.get(entry[1], entry[0])
            found = counts[entry[0]] or counts[now]
            _need(found or entry[:2] in gone, "P1", f"{device.name}: operation {entry} is nowhere")


def p2_no_value_is_silently_overwritten(world):
    """Each value that does not stand was seen by whoever replaced it, or is kept in a conflict."""
    records, log = hub_records(world), [row for row in hub_log(world) if row["outcome"] != 2]
    kept = defaultdict(str)
    for (ent, _), record in records.items():
        if ent == "conflict":
            key = (record.body["ent"], record.body["rec_id"], record.body["field"])
            kept[key] += "|".join(str(record.body.get(n)) for n in ("kept", "other", "chosen", "base"))
    lineage = _lineages(world)
    by_field = defaultdict(list)
    for row in log:
        for name, value in json.loads(row["sets"]).items():
            if not name.startswith("_") and row["ent"] != "conflict":
                by_field[(row["ent"], row["rec_id"], name)].append((row, value))
    for (ent, rec_id, name), writes in by_field.items():
        final = records[(ent, rec_id)].body.get(name) if (ent, rec_id) in records else None
        for index, (row, value) in enumerate(writes):
            # The same value written again later is judged there: whoever replaces it replaces both.
            again = any(_same(value, other) for _, other in writes[index + 1 :])
            if _same(value, final) or value in (None, "") or again:
                continue
            seen = any(
                later["base_rev"] >= row["hub_seq"]
                or later["epoch_no"] == row["epoch_no"]
                or row["hub_seq"] <= lineage[later["epoch_no"]].get(row["epoch_no"], -1)
                for later, _ in writes[index + 1 :]
            )
            told = (
                str(value) in kept[(ent, rec_id, name)]
                or json.dumps(value, ensure_ascii=False) in kept[(ent, rec_id, name)]
            )
            merged = isinstance(final, str) and all(part in final for part in str(value).split("\n"))
            _need(
                seen or told or merged, "P2", f"{ent}.{name}={value!r} of {rec_id} vanished; stands {final!r}"
            )


def _lineages(world):
    from clinic_app.hub.epochs import load_epoch

    found = defaultdict(dict)
    with world.hub.transaction() as tx:
        for row in tx.all("SELECT epoch_no FROM device_epoch"):
            epoch = load_epoch(tx, row["epoch_no"])
            found[row["epoch_no"]] = dict(epoch.lineage)
    return found


def _same(one, two):
    return one == two or (one in (None, "") and two in (None, ""))


def p4_every_lane_equals_the_hubs(world):
    """Field by field, conflicts included."""
    for device in world.devices.values():
        for lane in LANES:
            with world.hub.transaction() as tx:
                theirs = {(r.ent, r.id): r for r in repair.lane_records(tx, device.org_id, lane)}
            ours = {(e, i): rev for e, i, rev in synced_rows.lane_members(device.db, lane)}
            _need(ours.keys() == theirs.keys(), "P4", f"{device.name}/{lane}: {set(ours) ^ set(theirs)}")
            for (ent, rec_id), row in theirs.items():
                if ent not in BY_NAME:
                    continue
                here = synced_rows.current(device.db, ent, rec_id)
                refused = outbox.unsettled(device.db, ent, rec_id, row.rev)
                hidden = {n for op in refused for n in json.loads(op["sets"])}
                for name in BY_NAME[ent].field_names:
                    if name not in hidden:
                        _need(
                            _same(here[name], row.body.get(name)),
                            "P4",
                            f"{device.name}/{lane} {ent}.{name}: {here[name]!r}, hub {row.body.get(name)!r}",
                        )
                _need(
                    "_void" in hidden or bool(here["_void"]) == row.void,
                    "P4",
                    f"{ent} {rec_id} removal differs",
                )
                unknown = {
                    n: v for n, v in row.body.items() if n not in BY_NAME[ent].by_name and v not in (None, "")
                }
                _need(json.loads(here["_extra"]) == unknown, "P17", f"{ent} {rec_id}: {here['_extra']}")


def p7_nothing_outside_scope_was_delivered(world):
    """What a device received belongs to its institution by ownership, referral or a move."""
    records = hub_records(world)
    sight = defaultdict(set)
    for org, patient in world.owners:
        sight[org].add(patient)
    for (ent, rec_id), record in records.items():
        if ent == "referral":
            for org in (record.body.get("from_org"), record.body.get("to_org")):
                sight[org] |= {rec_id, record.body.get("patient_id")}
    for (ent, _), record in records.items():
        if ent == "referral_event" and record.body.get("event") == "redirected":
            target = json.loads(record.body["details"]).get("to_org")
            referral = records.get(("referral", record.body["referral_id"]))
            if referral:
                sight[target] |= {referral.id, referral.body.get("patient_id")}
    for device in world.devices.values():
        for ent, rec_id in device.delivered:
            kind = BY_NAME.get(ent)
            if kind is None or kind.lane == "ref" or (ent, rec_id) not in records:
                continue
            record = records[(ent, rec_id)]
            anchors = {rec_id, record.body.get("patient_id"), record.body.get("referral_id")}
            anchors |= {record.body.get("winner_id"), record.body.get("rec_id")}
            allowed = bool(anchors & sight[device.org_id]) or record.owner == device.org_id
            _need(allowed, "P7", f"{device.name} was sent {ent} {rec_id}")


def p8_everything_inside_scope_arrived(world):
    """Whoever takes part in a referral has it, its patient and what belongs to the patient."""
    records = hub_records(world)
    for (ent, rec_id), record in records.items():
        if ent != "referral":
            continue
        for device in world.devices.values():
            if device.org_id not in (record.body.get("from_org"), record.body.get("to_org")):
                continue
            patient = record.body.get("patient_id")
            for kind, wanted in [("referral", rec_id), ("patient", patient)] + [
                (e, i)
                for (e, i), r in records.items()
                if e in ("allergy", "medication", "problem") and r.body.get("patient_id") == patient
            ]:
                here = synced_rows.current(device.db, kind, wanted)
                _need(here is not None, "P8", f"{device.name} lacks {kind} {wanted}")


def p10_groups_are_whole(world):
    groups = defaultdict(set)
    for row in hub_log(world):
        if row["epoch_no"]:
            groups[(row["epoch_no"], row["txn"])].add(row["outcome"] == 2)
    for key, outcomes in groups.items():
        _need(len(outcomes) == 1, "P10", f"unit {key} was taken in part")


def p11_unacknowledged_operations_are_immortal(world):
    for device in world.devices.values():
        here = {row["op_seq"] for row in device.db.execute("SELECT op_seq FROM op")}
        for entry in device.ledger:
            _need(entry[1] in here, "P11", f"{device.name}: operation {entry[1]} was deleted")


def p16_no_silent_return_or_removal(world):
    """A removed record stands again only if somebody put it back or an open question says why."""
    records = hub_records(world)
    for row in hub_log(world):
        if row["kind"] != "void" or row["outcome"] == 2 or not json.loads(row["sets"]).get("_void"):
            continue
        record = records.get((row["ent"], row["rec_id"]))
        if record is None or record.void:
            continue
        asked = any(
            r.body.get("rec_id") == row["rec_id"] and r.body.get("field") == "_void"
            for (ent, _), r in records.items()
            if ent == "conflict"
        )
        back = any(
            other["kind"] == "void" and other["rec_id"] == row["rec_id"] and other["hub_seq"] > row["hub_seq"]
            for other in hub_log(world)
        )
        seen = any(
            other["kind"] == "set"
            and other["rec_id"] == row["rec_id"]
            and other["base_rev"] >= row["hub_seq"]
            for other in hub_log(world)
        )
        _need(asked or back or seen, "P16", f"{row['ent']} {row['rec_id']} came back without a word")


def p18_nothing_waits(world):
    for device in world.devices.values():
        counts = outbox.counts(device.db)
        _need(counts.waiting == 0, "P18", f"{device.name}: {counts.waiting} operations wait for ever")


def p21_digests_agree(world):
    for device in world.devices.values():
        for lane in LANES:
            with world.hub.transaction() as tx:
                theirs = change_log.lane_digest(tx, device.org_id, lane)
            ours = synced_rows.lane_buckets(device.db, lane)
            total = (sum(d.count for d in ours.values()), sum(d.total for d in ours.values()) % 2**64)
            _need(total == (theirs.count, theirs.total), "P21", f"{device.name}/{lane} digest differs")


def p6_nothing_was_skipped(world):
    """A reader at a number has all before it: the completeness check never had to mend anything."""
    _need(world.repaired == 0, "P6", f"{world.repaired} records had to be repaired")


def p23_open_questions_are_the_same_everywhere(world):
    records = hub_records(world)
    for (ent, rec_id), record in records.items():
        if ent != "conflict":
            continue
        for device in world.devices.values():
            here = synced_rows.current(device.db, "conflict", rec_id)
            if here is not None and here["_lane"] in LANES:
                _need(here["status"] == record.body["status"], "P23", f"conflict {rec_id} differs")


AT_REST = (
    p18_nothing_waits,
    p6_nothing_was_skipped,
    p1_every_operation_is_somewhere_exactly_once,
    p10_groups_are_whole,
    p11_unacknowledged_operations_are_immortal,
    p4_every_lane_equals_the_hubs,
    p2_no_value_is_silently_overwritten,
    p7_nothing_outside_scope_was_delivered,
    p8_everything_inside_scope_arrived,
    p16_no_silent_return_or_removal,
    p21_digests_agree,
    p23_open_questions_are_the_same_everywhere,
)

__all__ = ["AT_REST", "ORGS", "Violation"]
