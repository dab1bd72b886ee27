"""Properties of the questions that people are asked: none without somebody who really disagreed."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import combinations

from clinic_app.domain.catalogue import BY_NAME, KINDS, MergeClass
from clinic_app.domain.change import canonical
from tests.simulation.reading import hub_log, hub_records, lineages, need, same, saw, value_stood

SET_OF = {kind.name: kind.element_of for kind in KINDS if kind.element_of}
REMOVAL = "_void"
SETTLED = ("resolved", "reverted")
PLAIN = (MergeClass.IDENTITY, MergeClass.SAFETY, MergeClass.CONTACT)
"""Classes whose values stand in questions as somebody wrote them."""


def p2_nobody_is_asked_without_reason(world):
    """Each question is about two changes of which neither writer had seen the other's.

    Read from the log and from who descends from whom: a file never disagrees with its own past, and
    whoever saw a value before replacing it disagrees with nobody.
    """
    records = hub_records(world)
    questions = [record for (ent, _), record in records.items() if ent == "conflict"]
    if questions:
        touched, lineage = _touched(world, {one.body["rec_id"] for one in questions}), lineages(world)
        for question in questions:
            body = question.body
            told = f"{body['ent']}.{body['field']} of {body['rec_id']}: {body['kept']} or {body['other']}"
            pairs = combinations(touched[body["rec_id"]], 2)
            reason = any(_disagree(body, one, two, lineage) for one, two in pairs)
            need(reason, "P2", f"nobody disagreed, and yet it is asked {told}")
            _is_asked_as_it_must(body, told)
            said = [(v, row) for name, v, row in touched[body["rec_id"]] if name == body["field"]]
            for side in ("kept", "other") if body["merge"] in PLAIN and body["field"] != REMOVAL else ():
                value, org = json.loads(body[side]), body[f"{side}_org"] or ""
                real = any(same(value, one) and (world.restored or row["org_id"] == org) for one, row in said)
                need(real, "P2", f"nobody of {org} wrote {value!r}, and yet it is asked {told}")
                stands = records[(body["ent"], body["rec_id"])].body.get(body["field"])
                later = (
                    side == "other"
                    or "choice" in body
                    or world.restored
                    or any(r["hub_seq"] > question.written["kept"].seq for _, r in said)
                )
                need(later or same(stands, value), "P2", f"{stands!r} stands, and yet it is asked {told}")
                if body["status"] in SETTLED and not world.restored:
                    known = _was_known_to_who_decided(question.id, value, said, lineage)
                    need(known, "P23", f"decided by one who had not seen {value!r}: {told}")


def _was_known_to_who_decided(conflict, value, said, lineage):
    """Tell whether somebody who decided a question had seen one of its sides."""
    deciders = [row for _, row in said if (row["ent"], row["rec_id"]) == ("conflict", conflict)]
    sayings = [row for one, row in said if same(one, value)]
    return any(saw(who, row, lineage) for who in deciders for row in sayings)


def _is_asked_as_it_must(body, told):
    """What only a person may decide is not listed as merged."""
    if body["field"] == REMOVAL:
        asks = True
    elif body["merge"] == MergeClass.SET:
        asks = any(one.set_name == body["field"] and one.asks for one in SET_OF.values())
    else:
        asks = body["merge"] in (MergeClass.IDENTITY, MergeClass.SAFETY)
    need(not asks or body["status"] in ("open", "resolved"), "P2", f"it is {body['status']}: {told}")


def p2_whatever_joins_a_set_unseen_is_told(world):
    """Two who note an allergy without seeing each other's are told of it, unless both noted the same."""
    if world.restored:
        return  # what comes back may have been in the set all the time
    records, lineage, last = hub_records(world), lineages(world), {}
    for row in hub_log(world):
        joined = SET_OF.get(row["ent"])
        if joined is None or row["kind"] != "add" or row["outcome"] == 2:
            continue
        body = json.loads(row["sets"])
        key = (body.get(joined.link), joined.set_name)
        before, last[key] = last.get(key), row
        if before is not None and not saw(row, before, lineage):
            told = row["rec_id"] in _others_of_set(records, *key) or _is_there_twice(records, row, body)
            need(told, "P2", f"{row['ent']} {row['rec_id']} joined without seeing {before['rec_id']}")


def _others_of_set(records, parent, name):
    """Return all elements, as one text, that questions of a set name as the other side."""
    found = (one.body for (ent, _), one in records.items() if ent == "conflict")
    return "".join(body["other"] for body in found if (body["rec_id"], body["field"]) == (parent, name))


def _is_there_twice(records, row, body):
    """Tell whether an element says the same as another of its set."""
    link, name = SET_OF[row["ent"]].link, BY_NAME[row["ent"]].field_names[1]
    texts = (one.body.get(name) for one in _of_kind(records, row["ent"]) if one.body.get(link) == body[link])
    return list(texts).count(body.get(name)) > 1


def _of_kind(records, kind):
    return [one for (ent, _), one in records.items() if ent == kind]


def p23_no_decision_is_lost(world):
    """What was decided was decided by somebody; and a decision that does not stand was seen by whoever
    decided or wrote otherwise, or is asked about anew."""
    conflicts = _of_kind(hub_records(world), "conflict")
    decisions = defaultdict(list)
    for row in hub_log(world) if conflicts else ():
        if row["ent"] == "conflict" and row["outcome"] != 2:
            decisions[row["rec_id"]].append((row, json.loads(row["sets"])))
    for conflict in conflicts:
        status = conflict.body["status"]
        by_people = status in ("open", "auto") or any(
            sets.get("status") == status for _, sets in decisions[conflict.id]
        )
        need(by_people, "P23", f"{conflict.id} is {status}, and nobody decided it")
        if decisions[conflict.id]:
            _need_known(world, conflict, decisions[conflict.id], conflicts)


def _need_known(world, conflict, decisions, conflicts):
    body, lineage = conflict.body, lineages(world)
    about = [one.body for one in conflicts if one.body["rec_id"] == body["rec_id"]]
    about = [one for one in about if one is not body or body["status"] == "open"]
    told = "|".join(one["kept"] + one["other"] for one in about if one["field"] == body["field"])
    named = f'"{body["field"]}"'
    target = hub_records(world).get((body["ent"], body["rec_id"]))
    for row, sets in decisions:
        if sets.get("status") not in SETTLED or row["kind"] == "back" or "chosen" not in sets:
            continue  # without a choice: what stood in the question here, from before a restore, was chosen
        chosen = json.loads(sets["chosen"])
        stands = body["status"] in SETTLED and _alike(json.loads(body["chosen"]), chosen)
        if body["status"] == "open" and target is not None:
            # One side wrote again unseen, and people are asked anew; until then this is what stands.
            stands = same(target.body.get(body["field"]), chosen)
        answers = (
            one
            for one in hub_log(world)
            if one["rec_id"] == conflict.id or (one["rec_id"] == body["rec_id"] and named in one["sets"])
        )
        known = any(one["hub_seq"] > row["hub_seq"] and saw(one, row, lineage) for one in answers)
        parts = chosen if isinstance(chosen, list) else [chosen]
        asked = all(canonical(part) in told for part in parts)
        need(
            stands or known or asked,
            "P23",
            f"{row['user_name']} chose {chosen!r} of {conflict.id} for nothing",
        )


def _alike(one, two):
    """Tell whether two choices are the same; of a set in any order, for a restored hub may ask in another."""
    return sorted(one) == sorted(two) if isinstance(one, list) and isinstance(two, list) else same(one, two)


def _touched(world, about):
    """Return (field, value, row of the log) of all that was done to some records, in the hub's order."""
    fields = {i: r.body for (ent, i), r in hub_records(world).items() if ent == "conflict"}
    found = defaultdict(list)
    for row in hub_log(world):
        if row["outcome"] == 2:
            continue
        sets, joined = json.loads(row["sets"]), SET_OF.get(row["ent"])
        if row["rec_id"] in about:
            # What is given back and stood before the restore, too, was not lost: nobody disagrees by it.
            found[row["rec_id"]] += [
                (name, value, row)
                for name, value in sets.items()
                if row["kind"] != "back" or not value_stood(world, row, row["base_rev"], name, value)
            ]
        if joined and sets.get(joined.link) in about:
            found[sets[joined.link]].append((joined.set_name, row["rec_id"], row))
        if row["ent"] == "conflict" and row["rec_id"] in fields and "status" in sets:
            # A decision counts as a change of what it decides.
            decided = fields[row["rec_id"]]
            found[decided["rec_id"]].append((decided["field"], row["rec_id"], row))
            if sets.get("chosen"):  # said also where it stood already and nothing was written
                found[decided["rec_id"]].append((decided["field"], json.loads(sets["chosen"]), row))
            if row["kind"] == "back":  # what it is about may have been lost with whoever wrote it
                sides = (json.loads(sets.get(side, "null")) for side in ("kept", "other"))
                found[decided["rec_id"]] += [(decided["field"], value, row) for value in sides]
    return found


def _disagree(body, one, two, lineage):
    field, names = body["field"], (one[0], two[0])
    about_it = REMOVAL in names if field == REMOVAL else names == (field, field)
    # Two texts that were merged before may stand for the same value twice.
    differ = field == REMOVAL or body["merge"] == MergeClass.TEXT or not same(one[1], two[1])
    # What is given back was seen by its sender, but not by whom it comes from.
    given_back = "back" in (one[2]["kind"], two[2]["kind"])
    return about_it and differ and (given_back or not saw(two[2], one[2], lineage))
