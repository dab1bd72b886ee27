"""The ledger outside the system under test: what was saved where, what was sent, who may see what.

Nothing here asks the code under test for its own opinion. It notes what people did when they did it and
reads the hub's log, which is the truth all else follows from.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from functools import lru_cache

from clinic_app.domain.catalogue import BY_NAME, KINDS
from clinic_app.domain.change import canonical

OF_REFERRALS = {"referral", "follow_up", "follow_up_plan"} | {
    kind.name for kind in KINDS if kind.belongs_to == "referral_id"
}
"""What only the parties of a referral and its writer see, not everybody who sees the patient."""


def identity(row):
    """Return what tells one saved change from every other, whatever number it bears."""
    sets = row["sets"]
    text = canonical(sets) if isinstance(sets, dict) else _canonical(sets)
    return (row["user_name"], row["hlc"], row["ent"], row["rec_id"], row["kind"], text)


@lru_cache(maxsize=4096)
def _canonical(text):
    return canonical(json.loads(text))


def empty(value):
    return None if value == "" else value


class Sight:
    """Which institution may see which patient and referral, worked out from the log alone."""

    def __init__(self):
        self.owner = {}
        self.parties = defaultdict(set)
        self.patient_of = {}
        self.versions = defaultdict(list)
        self.dots = {}
        self.heard = set()
        self.read_to = 0

    def as_it_is(self):
        """Return a copy that later news does not change; what is in the lists never changes itself."""
        kept = Sight()
        kept.owner, kept.patient_of, kept.dots = dict(self.owner), dict(self.patient_of), dict(self.dots)
        kept.parties.update({one: set(orgs) for one, orgs in self.parties.items()})
        kept.versions.update({one: list(found) for one, found in self.versions.items()})
        kept.heard = set(self.heard)
        kept.read_to = self.read_to
        return kept

    def follow(self, tx):
        """Read on in the log and note every version of a record that readers may have been sent."""
        before = self.read_to
        for row in tx.all("SELECT * FROM op_log WHERE hub_seq > :seq ORDER BY hub_seq", seq=before):
            self.read_to = row["hub_seq"]
            if row["outcome"] != 2:
                self._learn(row, json.loads(row["sets"]))
        if self.read_to > before:
            for row in tx.all("SELECT ent, id, rev, body FROM record WHERE rev > :seq", seq=before):
                self.versions[(row["ent"], row["id"])].append((row["rev"], row["body"]))

    def _learn(self, row, sets):
        rec_id = row["rec_id"]
        if row["ent"] == "patient" and row["org_id"]:
            self.owner.setdefault(rec_id, sets.get("_owner") or row["org_id"])
        if row["ent"] == "patient" and sets.get("_owner") and row["kind"] != "back":
            self.owner[rec_id] = sets["_owner"]
        if row["ent"] == "referral" and rec_id not in self.patient_of:
            self.patient_of[rec_id] = sets.get("patient_id")
            self._join(rec_id, sets.get("_owner") or row["org_id"], sets.get("to_org"))
        redirected = row["ent"] == "referral_event" and sets.get("event") == "redirected"
        if redirected and sets.get("referral_id") in self.patient_of:
            self._join(sets["referral_id"], json.loads(sets["details"]).get("to_org"))

    def _join(self, referral, *orgs):
        for org in orgs:
            self.parties[referral].add(org)
            self.parties[self.patient_of[referral]].add(org)

    def allows(self, org, ent, rec_id, body, owner):
        """Tell whether a row may go to an institution now."""
        kind = BY_NAME.get(ent)
        if kind is not None and kind.lane == "ref":
            return True
        referral = rec_id if ent == "referral" else body.get("referral_id")
        if referral and org in self.parties.get(referral, ()):
            return True
        patient = rec_id if ent == "patient" else body.get("winner_id") or body.get("patient_id")
        if not patient or ent in OF_REFERRALS:
            return owner == org
        return self.owner.get(patient) == org or org in self.parties.get(patient, ())

    def version_at(self, ent, rec_id, rev):
        """Return what the hub had of a record at one of its numbers, or None."""
        found = self.versions.get((ent, rec_id), [])
        place = bisect_right(found, rev, key=lambda one: one[0])
        return json.loads(found[place - 1][1]) if place else None


class Ledger:
    """What was saved, and where every copy of it is."""

    def __init__(self):
        self.saved = {}
        self.gone = set()
        self.forgotten = set()
        self.twins = set()
        self.said_before = set()
        self.replaced = []
        self.shown = defaultdict(set)
        self.typed = {}
        self.born = {}
        self.sight = Sight()
        self.broken = []
        self._kept_sight = []

    # --- at the clinics -------------------------------------------------------------------

    def committed(self, device, ops):
        """Note what a device has just saved, and whether it claims to have seen what it never showed."""
        for op in ops:
            key = identity(op)
            self.saved[key] = op
            device.holds.add(key)
            if op["kind"] == "add":  # not what is given back or decided: how many do so may hang on a clock
                self.born.setdefault(op["rec_id"], len(self.born))
            for name, value in json.loads(op["sets"]).items():
                self._compare_with_screen(device, op, name)
                if op["kind"] != "back":  # that nobody types
                    self._compare_with_typing(op, name, value)
                device.wrote[(op["rec_id"], name)] = value
        device.shown = None

    def _compare_with_screen(self, device, op, name):
        """What a change says it was based on must have stood on the screen."""
        if device.shown is None or device.shown["id"] != op["rec_id"] or op["kind"] != "set":
            return
        sight = device.world.ledger.sight
        known = sight.version_at(op["ent"], op["rec_id"], op["base_rev"])
        if known is None or name not in device.shown or device.world.restored:
            return
        shown = empty(device.shown[name])
        # A change to a field that already waits bears that one's older base, for all its fields: it may
        # claim to have seen less than it did, which costs a question, and never more.
        newer = sight.version_at(op["ent"], op["rec_id"], max(op["base_rev"], device.shown["_rev"]))
        seen = (known.get(name), newer.get(name), device.wrote.get((op["rec_id"], name)))
        if shown not in map(empty, seen):
            self.broken.append(
                (
                    "P2",
                    f"{device.name} claims to have seen {op['ent']}.{name}={known.get(name)!r} of number "
                    f"{op['base_rev']}, but its screen showed {shown!r}",
                )
            )

    def type_in(self, record_id, values):
        """Note exactly what was typed for the unit of work that is open."""
        for name, value in values.items():
            self.typed[(record_id, name)] = value

    def typing_is_saved(self, device, shown):
        """Whatever was typed and differs from what the screen showed has become part of an operation."""
        for (record_id, name), value in self.typed.items():
            if empty(value) != empty(shown.get(name)):
                text = f"{name}={value!r} of {record_id} was saved and is in no operation"
                self.broken.append(("P1", f"{device.name}: {text}"))

    def _compare_with_typing(self, op, name, value):
        typed = self.typed.pop((op["rec_id"], name), value)
        if type(value) is not type(typed) or value != typed:
            self.broken.append(("P25", f"{op['ent']}.{name} was saved as {value!r}, typed was {typed!r}"))

    def copied(self, device, twin):
        twin.holds = set(device.holds)
        twin.wrote = dict(device.wrote)
        twin.told_of_restore = device.told_of_restore
        self.shown[twin.name] = set(self.shown[device.name])
        self.twins |= {device.name, twin.name}

    def rolled_back(self, world, device, holds):
        """An old copy is in place again: what only the newer file had is physically gone."""
        elsewhere = set().union(*(d.holds for d in world.devices.values() if d is not device))
        self.gone |= device.holds - holds - elsewhere - set(self.in_log(world))
        self.said_before |= {(key[0], key[2:]) for key in device.holds - holds}
        device.holds = set(holds)
        self.shown.pop(device.name, None)

    def lost(self, world, device):
        """A disk is dead: what only it had, and the hub has not, is physically gone."""
        self.rolled_back(world, device, set())

    # --- at the hub -----------------------------------------------------------------------

    @staticmethod
    def in_log(world):
        """Return how often each saved change is in the hub's log."""
        counts = defaultdict(int)
        for row in world.reader.all(
            "SELECT user_name, hlc, ent, rec_id, kind, sets FROM op_log WHERE epoch_no > 0"
        ):
            counts[identity(row)] += 1
        return counts

    def taken(self, request):
        """Note the contents that were taken under each dot, and that the hub has heard this request."""
        self.sight.heard.add((request.epoch, request.ratchet))
        for op in request.operations:
            dot = (request.epoch, op.seq)
            # Not by whom or when: two copies of a file may make one and the same change under one number.
            says = (op.ent, op.rec_id, op.kind, canonical(op.sets))
            if self.sight.dots.setdefault(dot, says) != says:
                self.broken.append(("P12", f"dot {dot} is {self.sight.dots[dot]} and {says}"))

    def backed_up(self):
        self._kept_sight.append(self.sight.as_it_is())

    def restored(self, world, before, chosen):
        """The hub knows less than before: what some file still has must come back, the rest is gone."""
        after = self.in_log(world)
        lost = {key for key in before if key not in after}
        held = set().union(*(device.holds for device in world.devices.values()))
        self.forgotten |= lost & held
        self.gone |= lost - held
        del self._kept_sight[chosen + 1 :]
        self.sight = self._kept_sight[chosen].as_it_is()

    def shown_still(self, world, before, after):
        """Note what each file shows of what the hub had before a restore and has not now."""
        for device in world.devices.values():
            for kind in device.program.kinds.values():
                if kind.ownership == "hub":
                    continue
                lanes = "('inbox', 'clinic', 'ref')"
                for row in device.db.execute(f"SELECT * FROM {kind.name} WHERE _lane IN {lanes}"):
                    key = (kind.name, row["id"])
                    if key in before:
                        stands = after[key].body if key in after else {}
                        if row["_void"] and before[key].void and not (key in after and after[key].void):
                            self.shown[device.name].add((*key, "_void", 1, device.state().next_op))
                        self.shown[device.name] |= {
                            (*key, name, row[name], device.state().next_op)
                            for name in kind.field_names
                            if row[name] not in (None, "", stands.get(name))
                            and row[name] == before[key].body.get(name)
                        }
