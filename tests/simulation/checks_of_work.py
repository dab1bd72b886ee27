"""Properties of people's work: nothing is lost, doubled, silently overwritten, torn apart or changed."""

from __future__ import annotations

import json
from collections import Counter, defaultdict

from clinic_app.domain.catalogue import BY_NAME, MergeClass
from clinic_app.store import outbox, synced_rows
from clinic_app.sync import give_back
from tests.simulation.checks_of_questions import SET_OF
from tests.simulation.ledger import identity
from tests.simulation.reading import hub_log, hub_records, journal, lineages, need, same, saw, value_stood


def p1_every_operation_is_somewhere_exactly_once(world):
    """Every saved operation is in the hub's log once, or was on no disk any more."""
    _all_in_log(world, "P1", world.ledger.saved)


def p13_work_of_both_copies_survives(world):
    """Of two PCs that work on from one file neither loses anything."""
    twins = world.ledger.twins
    _all_in_log(world, "P13", [key for key in world.ledger.saved if key[0] in twins])


def p14_a_restored_hub_has_everything_back(world):
    """What a restored hub had forgotten and some PC still has is there again."""
    _all_in_log(world, "P14", world.ledger.forgotten)


def p14_what_any_file_showed_stands_again(world):
    """What some PC showed of a restored hub's lost work is said at the hub again, whoever wrote it."""
    if not any(world.ledger.shown.values()):
        return
    records = hub_records(world)
    said, told = defaultdict(list), _told(records)
    for key, writes in _writes(world).items():
        said[key] = [value for _, value in writes]
    for row in hub_log(world):
        if row["outcome"] != 2 and (row["kind"] == "void" or json.loads(row["sets"]).get("_void")):
            said[(row["ent"], row["rec_id"], "_void")].append(1)
    for name, shown in world.ledger.shown.items():
        ops = journal(world.devices[name])
        refused = _out_of_sight(ops)
        changed = {
            (op["ent"], op["rec_id"], one): op["op_seq"] for op in ops for one in json.loads(op["sets"])
        }
        for ent, rec_id, field, value, next_op in shown:
            there = records.get((ent, rec_id))
            stands = there is not None and same(_shown_in(there, field), value)
            again = stands or value in said[(ent, rec_id, field)] or str(value) in told[(ent, rec_id, field)]
            seen_and_changed = changed.get((ent, rec_id, field), 0) >= next_op
            if not again and not seen_and_changed and rec_id not in refused:
                need(False, "P14", f"{name} showed {ent}.{field}={value!r} of {rec_id}, which is nowhere")


def _shown_in(record, field):
    return int(record.void) if field == "_void" else record.body.get(field)


def _out_of_sight(ops):
    """Return the records of which something lies in quarantine, with the hub and here, for good reason.

    The hub has forgotten the move that brought a patient into sight, and nobody can tell it.
    """
    why = {op["op_seq"]: op["reason"] for op in ops if op["state"] == 2}
    found = {op["rec_id"] for op in ops if op["state"] == 2 and op["kind"] == "back"}
    for op in ops:
        if op["state"] == 2:
            culprit = op["reason"].removeprefix("with:")
            if "not_yours" in (culprit, why.get(int(culprit) if culprit.isdecimal() else 0)):
                found.add(op["rec_id"])
    return found


def _all_in_log(world, name, keys):
    twins = world.ledger.twins and world.ledger.twins | {give_back.AUTHOR}  # in whose name both give back
    counts = Counter(identity(row) for row in hub_log(world) if row["epoch_no"] > 0)
    # Two copies may make one and the same change under one number: that is one change.
    of_twins = {key[2:] for key in counts if key[0] in twins}
    # So may a file that was put back, and the later state of it that has brought the change.
    by_former_self = world.ledger.said_before & {(key[0], key[2:]) for key in counts}
    for key in keys:
        there = counts.get(key, 0)
        gone = key in world.ledger.gone or (key[0] in twins and key[2:] in of_twins)
        gone = gone or (key[0], key[2:]) in by_former_self
        if not (there or gone):
            need(False, name, f"operation {key} is nowhere")
        # A hub that forgot how two copies parted hears the same from both; one restored again and again, or
        # put back unnoticed, has the clinics say too much rather than too little. What is said twice
        # changes nothing.
        if there > 1 and key[4] != "back" and not (world.restored > 1 or (world.restored and twins)):
            need(_was_put_back_unnoticed(world), name, f"operation {key} is there {there} times")


def _was_put_back_unnoticed(world):
    """Tell whether the hub noticed only by its clinics that it was put back, and not exactly to where."""
    return world.reader.one("SELECT 1 FROM hub_life WHERE reason = 'slipped'") is not None


def p2_no_value_is_silently_overwritten(world):
    """Each value that does not stand was seen by whoever replaced it, or is kept in a conflict."""
    records = hub_records(world)
    told, sides, decided = _told(records), _sides(records), _decided(world, records)
    lineage = lineages(world)
    for (ent, rec_id, name), writes in _writes(world).items():
        final = records[(ent, rec_id)].body.get(name) if (ent, rec_id) in records else None
        for index, (row, value) in enumerate(writes):
            later = writes[index + 1 :]
            emptied = value in (None, "")
            if emptied and not _was_filled(world, row, name):
                continue  # taken back before the hub heard of it: nobody lost anything
            if same(value, final) or (emptied and not _asks_when_emptied(row, name)):
                continue
            since = [one for one in decided[(ent, rec_id, name)] if one["hub_seq"] > row["hub_seq"]]
            seen = any(saw(other, row, lineage) for other in [*(one for one, _ in later), *since])
            text = told[(ent, rec_id, name)]
            kept = str(value) in text or json.dumps(value, ensure_ascii=False) in text
            merged = isinstance(final, str) and all(part in final for part in str(value).split("\n"))
            if emptied:
                kept, merged = bool({"null", '""'} & sides[(ent, rec_id, name)]), False
            need(
                seen or kept or merged, "P2", f"{ent}.{name}={value!r} of {rec_id} vanished; stands {final!r}"
            )


def _decided(world, records):
    """Return the decisions about each field: each is a word about it, too, of whoever took it."""
    found = defaultdict(list)
    for row in hub_log(world):
        question = records.get(("conflict", row["rec_id"])) if row["ent"] == "conflict" else None
        if question is not None and row["outcome"] != 2 and row["kind"] == "set" and "chosen" in row["sets"]:
            found[tuple(question.body[name] for name in ("ent", "rec_id", "field"))].append(row)
    return found


def _told(records):
    """Return all that conflicts say of a field, as one text."""
    told = defaultdict(str)
    for (ent, _), record in records.items():
        if ent == "conflict":
            key = (record.body["ent"], record.body["rec_id"], record.body["field"])
            told[key] += "|".join(str(record.body.get(n)) for n in ("kept", "other", "chosen", "base"))
    return told


def _sides(records):
    """Return what conflicts say of a field that stands or waits, each as JSON."""
    found = defaultdict(set)
    for (ent, _), record in records.items():
        if ent == "conflict":
            body = record.body
            found[(body["ent"], body["rec_id"], body["field"])] |= {body["kept"], body["other"]}
    return found


def _was_filled(world, row, name):
    known = world.ledger.sight.version_at(row["ent"], row["rec_id"], row["base_rev"])
    return bool(known) and known.get(name) not in (None, "")


def _asks_when_emptied(row, name):
    """Tell whether somebody emptied a field that may not be filled again unasked: what says who a person
    is may be, because a gap there is no word against the number that another has found."""
    kind = BY_NAME.get(row["ent"])
    field = kind.by_name.get(name) if kind else None
    return row["kind"] == "set" and field is not None and field.merge is not MergeClass.IDENTITY


def _writes(world):
    found, heard = defaultdict(list), defaultdict(list)
    for row in hub_log(world):
        if row["outcome"] != 2 and row["ent"] != "conflict":
            for name, value in json.loads(row["sets"]).items():
                key = (row["ent"], row["rec_id"], name)
                again = row["kind"] == "back" and _stood_or_was_said(world, row, name, value, heard[key])
                heard[key].append((row, value))
                if not name.startswith("_") and not again:
                    found[key].append((row, value))
    return found


def _stood_or_was_said(world, row, name, value, heard):
    """Tell whether what is given back is no new word: it stood anyway, or was said since the restore."""
    if value_stood(world, row, row["hub_seq"] - 1, name, value):
        return True
    base = row["base_rev"]
    # What the hub had between two words that came together nobody noted: its log says so as well.
    last = [said for one, said in heard if one["hub_seq"] <= base and one["kind"] != "back"][-1:]
    stood = value_stood(world, row, base, name, value) or any(same(value, said) for said in last)
    if stood and any(one["hub_seq"] > base for one, _ in heard):
        return True  # it was not lost, and has been replaced since
    # What was given back after an earlier restore may be older than this one.
    since = (
        said
        for one, said in heard
        if one["hub_seq"] > base and (one["kind"] != "back" or one["base_rev"] >= base)
    )
    return any(same(value, said) for said in since)


def p2_own_work_stays_on_the_screen(device):
    """What was typed here and not sent yet is what this PC shows, whatever has come from the hub."""
    world, wanted = device.world, {}
    for op in device.db.execute("SELECT * FROM op WHERE state = 0 ORDER BY op_seq"):
        # Nor what is given back: that is old already, and may give way to what the hub sends.
        taken_once = identity(op) in world.ledger.forgotten or op["kind"] == "back"
        for name, value in json.loads(op["sets"]).items():
            if taken_once:  # by a hub that forgot it: the screen shows what had become of it
                wanted.pop((op["ent"], op["rec_id"], name), None)
            else:
                wanted[(op["ent"], op["rec_id"], name)] = value, op
    with device.program:
        rows = {key: synced_rows.current(device.db, *key) for key in {one[:2] for one in wanted}}
    for (ent, rec_id, name), (value, op) in wanted.items():
        shown = rows[(ent, rec_id)]
        if shown is None or not same(shown[name], value):
            # After restores more is sent again than was lost: the hub may have had it all the time.
            kept = world.restored > 1 and identity(op) in world.ledger.in_log(world)
            is_shown = f"{device.name} shows {shown and shown[name]!r}"
            need(kept, "P2", f"{is_shown} where {ent}.{name}={value!r} waits to be sent")


def what_the_ledger_saw(world):
    """Violations noticed while the run went on (P2, P7, P12)."""
    for name, text in world.ledger.broken:
        need(False, name, text)


def p10_groups_are_whole(world):
    """Of the operations of one unit of work all were applied or none."""
    groups = defaultdict(set)
    for row in hub_log(world):
        if row["epoch_no"]:
            groups[(row["epoch_no"], row["txn"])].add(row["outcome"] == 2)
    for key, outcomes in groups.items():
        need(len(outcomes) == 1, "P10", f"unit {key} was taken in part")


def p11_unacknowledged_operations_are_immortal(world):
    """Every operation a file ever had is in it with its content."""
    for device in world.devices.values():
        here = {identity(row) for row in journal(device)}
        for key in device.holds - here:
            need(False, "P11", f"{device.name}: operation {key} was deleted or changed")


def p12_one_number_one_content(world):
    """What a file counts as delivered under a number is what the hub's log has under it."""
    log = {(row["epoch_no"], row["op_seq"]): row for row in hub_log(world)}
    for device in world.devices.values():
        state = device.state()
        for op in journal(device):
            if not state.epoch_first <= op["op_seq"] <= state.acked_op:
                continue
            taken = log.get((state.epoch_no, op["op_seq"]))
            where = f"{device.name}: {state.epoch_no}:{op['op_seq']}"
            if taken is None or identity(taken)[2:] != identity(op)[2:]:
                need(False, "P12", f"{where} is {identity(op)}, at the hub {taken and identity(taken)}")
            told = op["state"] != 1 if taken["outcome"] == 2 else op["state"] != 2
            need(told, "P18", f"{where} has state {op['state']} here, at the hub {taken['outcome']}")


def p16_no_silent_return_or_removal(world):
    """A removed record stands again only if somebody put it back or an open question says why.

    And no removal takes along what its author had not seen, or what others wrote before they saw it, unless
    a question says so.
    """
    records, log = hub_records(world), hub_log(world)
    sides, lineage = _sides(records), lineages(world)
    questions = {
        r.body["rec_id"]
        for (ent, _), r in records.items()
        if ent == "conflict" and r.body["field"] == "_void"
    }
    voids, later = defaultdict(list), defaultdict(list)
    for row in log:
        if row["outcome"] != 2:
            later[row["rec_id"]].append(row)
            if row["kind"] == "void" or "_void" in row["sets"]:  # also one given back
                voids[(row["ent"], row["rec_id"])].append(row)
            if row["ent"] in SET_OF and row["kind"] == "add":
                later[json.loads(row["sets"])[SET_OF[row["ent"]].link]].append(row)
    for (ent, rec_id), record in records.items():
        wanted = [row for row in voids[(ent, rec_id)] if json.loads(row["sets"]).get("_void")]
        if record.void:
            need(wanted, "P16", f"{ent} {rec_id} was removed by nobody")
            said = [row for row in wanted if row["kind"] == "void"]  # what is given back says it only again
            if said and rec_id not in questions:
                _nothing_unseen_was_removed(said[-1], later[rec_id], sides, lineage)
            continue
        for row in wanted:
            answered = rec_id in questions or _was_answered(row, later[rec_id], voids[(ent, rec_id)])
            need(answered, "P16", f"{ent} {rec_id} came back without a word")


def _was_answered(removal, rows, voids):
    """Tell whether somebody spoke after a removal; one given back is older than all since the restore."""
    if any(row["hub_seq"] > removal["hub_seq"] and row["kind"] in ("void", "back") for row in rows):
        return True
    since = (row for row in voids if row["hub_seq"] > removal["base_rev"] and row["kind"] == "void")
    return removal["kind"] == "back" and any(since)


def p16_absence_deletes_nothing(world):
    """Whatever the hub did not send, sent no more or had not: no record ever disappeared from a PC."""
    for device in world.devices.values():
        need(not device.file.deleted, "P16", f"{device.name} deleted {device.file.deleted}")


def _nothing_unseen_was_removed(removal, rows, sides, lineage):
    for row in rows:
        if row["hub_seq"] > removal["hub_seq"] and row["kind"] in ("set", "add"):
            own = row["rec_id"] == removal["rec_id"] or row["ent"] in SET_OF
            told = saw(row, removal, lineage) or not own
            need(told, "P16", f"{removal['rec_id']} is removed for one who wrote its {row['ent']} unaware")
    before = [(row, json.loads(row["sets"])) for row in rows if row["hub_seq"] < removal["hub_seq"]]
    stood = {(name, row["rec_id"]): (row, value) for row, sets in before for name, value in sets.items()}
    for (name, _), (row, value) in stood.items():
        if row["kind"] == "add" and row["rec_id"] != removal["rec_id"]:
            joined = SET_OF[row["ent"]]
            told = saw(removal, row, lineage) or (joined.kind, removal["rec_id"], joined.set_name) in sides
            need(told, "P16", f"{removal['rec_id']} was removed by one who had not seen its {row['ent']}")
        if row["kind"] == "set" and not saw(removal, row, lineage):
            about = (row["ent"], row["rec_id"])
            # Whoever wrote the same knows it, and what was contested is told of anyway.
            known = any(
                same(other.get(name, row), value) for one, other in before if saw(removal, one, lineage)
            )
            told = name.startswith("_") or (*about, name) in sides or known
            need(told, "P16", f"{about} was removed by one who had not seen its {name}, and nobody is asked")


def p18_nothing_waits(world):
    """Whatever was refused, everything behind it went on."""
    for device in world.devices.values():
        waiting = outbox.counts(device.db).waiting
        need(waiting == 0, "P18", f"{device.name}: {waiting} operations wait for ever")


def p18_only_what_is_wrong_is_refused(world):
    """The hub refuses what is too long, the rest of its unit, what hangs on what it refused; nothing else.

    One that was restored may have forgotten who had a patient in sight, and refuse for that.
    """
    if world.restored:
        return
    refused = set()
    for row in hub_log(world):
        if row["outcome"] == 2:
            named = {row["rec_id"], *json.loads(row["sets"]).values()}
            wanted = row["reason"].startswith(("too_long:", "with:"))
            wanted = wanted or (row["reason"].startswith("unknown_") and named & refused)
            need(wanted, "P18", f"{row['ent']} {row['rec_id']} of {row['user_name']}: {row['reason']}")
            if row["kind"] == "add":
                refused.add(row["rec_id"])


def p25_what_was_saved_came_through_to_the_last_character(world):
    """What the hub's log has is what was saved, code point by code point and digit by digit."""
    for row in hub_log(world):
        if row["user_name"] in world.devices and identity(row) not in world.ledger.saved:
            need(False, "P25", f"nobody saved {identity(row)}")
