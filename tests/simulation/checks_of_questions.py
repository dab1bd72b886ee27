"""Properties of the questions that people are asked: none without somebody who really disagreed."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import combinations

from clinic_app.domain.catalogue import KINDS, MergeClass
from tests.simulation.reading import hub_log, hub_records, lineages, need, same, saw, value_stood

SET_OF = {kind.name: kind.element_of for kind in KINDS if kind.element_of}
REMOVAL = "_void"
PLAIN = (MergeClass.IDENTITY, MergeClass.SAFETY, MergeClass.CONTACT)
"""Classes whose values stand in questions as somebody wrote them."""


def p2_nobody_is_asked_without_reason(world):
    """Each question is about two changes of which neither writer had seen the other's.

    Read from the log and from who descends from whom: a file never disagrees with its own past, and
    whoever saw a value before replacing it disagrees with nobody.
    """
    questions = [record.body for (ent, _), record in hub_records(world).items() if ent == "conflict"]
    if questions:
        touched, lineage = _touched(world, {body["rec_id"] for body in questions}), lineages(world)
        for body in questions:
            told = f"{body['ent']}.{body['field']} of {body['rec_id']}: {body['kept']} or {body['other']}"
            pairs = combinations(touched[body["rec_id"]], 2)
            reason = any(_disagree(body, one, two, lineage) for one, two in pairs)
            need(reason, "P2", f"nobody disagreed, and yet it is asked {told}")
            said = [value for name, value, _ in touched[body["rec_id"]] if name == body["field"]]
            for side in (json.loads(body["kept"]), json.loads(body["other"])):
                plain = body["merge"] in PLAIN and body["field"] != REMOVAL
                real = not plain or any(same(side, value) for value in said)
                need(real, "P2", f"nobody wrote {side!r}, and yet it is asked {told}")


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
