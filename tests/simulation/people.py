"""What people do in a script: every kind of record, every class of field, decisions and mistakes."""

from __future__ import annotations

import json
from contextlib import suppress

from clinic_app.domain.catalogue import KINDS
from clinic_app.domain.clock import stamp
from clinic_app.domain.errors import NotFound, Rejected, StoreError
from clinic_app.store import rows
from clinic_app.store.unit_of_work import UnitOfWork
from tests.simulation.desk import Desk
from tests.simulation.devices import ORGS

NAMES = ("王建国", "张䶮", "𬱖", "阿依古丽·买买提", "单秀英", "é́", "a\nb", "🙂")
CONTACTS = ("phone", "address", "village", "occupation")
FIELDS = {
    "name": NAMES,
    "gender": ("1", "2"),
    "phone": ("13800000001", "13800000002", "0933-1", ""),
    "address": ("东沟村", "西沟村", ""),
    "id_no": ("11010519491231002X", "440524188001010014"),
    "past_history": ("高血压", "高血压\n糖尿病", "无\n高血压", "无"),
    "village": ("一", "二"),
    "blood_type": ("1", "2"),
    "occupation": ("2", "5"),
}
ELEMENTS = (("allergy", "substance"), ("medication", "drug"), ("problem", "name"))
SET_KINDS = {kind.element_of.set_name: kind.name for kind in KINDS if kind.element_of}
TYPED = {"name": ("王建设", "单秀英"), "address": ("南沟村",), "past_history": ("高血压", "高血压\n脑梗死")}
"""What is typed in at the conflict desk when neither side is right."""
TEXT_KINDS = ((0x20, 0x7F), (0x4E00, 0x4E80), (0x1F600, 0x1F640), (0x300, 0x320), (0x20000, 0x20050))


class People:
    """Words of a script that people stand for."""

    def some(self, device, kind, where="1"):
        """Return one of the records, chosen by the order in which they were made and by no clock."""
        if kind not in device.program.kinds:
            return None
        found = [row["id"] for row in device.db.execute(f"SELECT id FROM {kind} WHERE {where}")]
        born = self.world.ledger.born
        return self.chance.choice(sorted(found, key=lambda i: (born.get(i, 10**9), i))) if found else None

    def save(self, device, kind, values, record_id=""):
        """Save; what does not fit on a full disk is not saved, and nothing half."""
        known = {name: value for name, value in values.items() if device.program.knows(kind, name)}
        if kind not in device.program.kinds or not known:
            return None
        return self.working(device, lambda: self.world.edit(device, kind, known, record_id))

    def working(self, device, work):
        try:
            return work()
        except StoreError:
            if not device.full:
                raise
            return None

    def in_one_unit(self, device, work):
        """Run ``work(db)`` as one unit of work."""

        def run():
            device.tick()
            ledger = self.world.ledger
            try:
                with device.program, UnitOfWork(device.db, user_name=device.name) as unit:
                    work(device.db)
                    unit.commit()
                ledger.typing_is_saved(device, {})
            finally:
                ledger.typed.clear()
            return True

        return self.working(device, run)

    def _insert(self, db, kind, values):
        made = rows.insert(db, kind, values)
        self.world.ledger.type_in(made, values)
        return made

    # --- patients -------------------------------------------------------------------------

    def add_patient(self):
        values = {"name": self.chance.choice(NAMES), "phone": str(self.chance.random())}
        self.save(self.device(0 if self.first else None), "patient", values)

    def edit(self):
        self._edit(self.device())

    def _edit(self, device, where="1"):
        patient = self.some(device, "patient", where)
        if patient:
            names = [name for name in FIELDS if device.program.knows("patient", name)]
            fields = self.chance.sample(names, self.chance.randint(1, 3))
            self.save(device, "patient", {name: self.value(name) for name in fields}, patient)

    def value(self, field):
        if self.same_edits and field in CONTACTS:
            return str(self.chance.random())  # never what stands there, so that every edit is one
        return self.chance.choice(FIELDS[field])

    def edit_twice(self):
        """Two people change one field of one patient without seeing each other."""
        one = self.device()
        patient = self.some(one, "patient", "_rev > 0")
        others = [
            d
            for d in self.world.devices.values()
            if d is not one and rows.find(d.db, "patient", patient or "")
        ]
        if others:
            field = self.chance.choice([n for n in FIELDS if one.program.knows("patient", n)])
            for device in (one, self.chance.choice(others)):
                self.save(device, "patient", {field: self.value(field)}, patient)

    def unit(self):
        """Several records in one unit of work."""
        device = self.device()
        name = self.chance.choice(NAMES)

        def work(db):
            patient = self._insert(db, "patient", {"name": name})
            self._insert(db, "allergy", {"patient_id": patient, "substance": "青霉素"})
            self._insert(db, "problem", {"patient_id": patient, "name": "高血压"})

        self.in_one_unit(device, work)

    def wrong(self):
        """Something the hub must refuse without stopping anything else."""
        values = {"name": "太长" * 60} if self.chance.random() < 0.5 else {"name": "空\ue000" * 26}

        def work(db):
            self._insert(db, "patient", {"name": "好"})
            self._insert(db, "patient", values)

        self.in_one_unit(self.device(), work)

    def odd_text(self):
        """Any text that can be typed, and whole numbers of any size."""
        device = self.device()
        text = "".join(chr(self.chance.randrange(*self.chance.choice(TEXT_KINDS))) for _ in range(20))
        patient = self.some(device, "patient")
        if patient:
            self.save(device, "patient", {"note": text, "contact_name": text}, patient)
        referral = self.some(device, "referral")
        if referral:
            size = self.chance.choice((0, 1, -1, 2**31, 2**53 + 1, 2**63 - 1, -(2**63)))
            values = {"referral_id": referral, "name": text, "size": size, "by_org": device.org_id}
            self.save(device, "attachment", values)

    # --- referrals and what hangs on them -------------------------------------------------

    def refer(self):
        device = self.device(0 if self.first else None)
        patient = self.some(device, "patient")
        others = [org for org in ORGS if org != device.org]
        target = "county" if self.first else self.chance.choice(others)
        if patient:
            values = {"patient_id": patient, "direction": "up", "from_org": device.org_id}
            self.save(device, "referral", {**values, "to_org": ORGS[target], "impression": "胸痛"})

    def edit_referral(self):
        """The sender goes on writing: safety, contact and long text fields."""
        device = self.device()
        referral = self.some(device, "referral", f"_owner = '{device.org_id}'")
        if referral:
            lines = ("", "卧床", "卧床\n吸氧", "观察\n卧床")
            values = {"treatment": self.chance.choice(lines), "rehab_advice": self.chance.choice(lines)}
            values |= {
                "impression": self.chance.choice(("胸痛", "腹痛")),
                "to_dept": self.chance.choice("内外"),
            }
            self.save(device, "referral", values, referral)

    def event(self):
        device = self.device()
        referral = self.some(device, "referral")
        if referral:
            word = self.chance.choice(
                ("opened", "accepted", "declined", "arrived", "cancelled", "redirected")
            )
            details = {"to_org": ORGS[self.chance.choice(list(ORGS))]} if word == "redirected" else {}
            values = {"referral_id": referral, "event": word, "at": stamp(device.clock.now())}
            self.save(
                device, "referral_event", {**values, "by_org": device.org_id, "details": json.dumps(details)}
            )

    def other_record(self):
        """Whatever else is written about a patient or a referral, by whoever may."""
        device = self.device()
        patient, referral = self.some(device, "patient"), self.some(device, "referral")
        org = device.org_id
        choices = [("contact_card", {"org_id": org, "person": self.chance.choice(NAMES)})]
        if patient:
            after = {"patient_id": patient, "referral_id": self._referral_of(device, patient, referral)}
            choices += [
                ("follow_up_plan", {**after, "form": "高血压", "advice": "每月\n测血压"}),
                ("follow_up", {**after, "form": "高血压", "note": "好", "late": 1}),
                ("family_contract", {"patient_id": patient, "doctor": self.chance.choice(NAMES)}),
            ]
        if referral:
            choices += [
                ("referral_message", {"referral_id": referral, "text": "问", "by_org": org}),
                ("referral_return", {"referral_id": referral, "from_org": org, "diagnosis": "心绞痛"}),
            ]
        self.save(device, *self.chance.choice(choices))

    def _referral_of(self, device, patient, chosen):
        """Return a patient's referral for the follow-ups agreed on there; its parties see them too."""
        if chosen and rows.fetch(device.db, "referral", chosen)["patient_id"] == patient:
            return chosen
        return None

    # --- sets, removals, merged patients --------------------------------------------------

    def element(self):
        device = self.device()
        patient = self.some(device, "patient")
        if patient:
            kind, name = self.chance.choice(ELEMENTS)
            others = [d for d in self.world.devices.values() if rows.find(d.db, "patient", patient)]
            # Half of the time two desks note something of one kind without seeing each other.
            writers = {device.name: device} | {
                d.name: d
                for d in self.chance.sample(others, min(1, len(others)))
                if self.chance.random() < 0.5
            }
            for one in writers.values():
                self.save(one, kind, {"patient_id": patient, name: self.chance.choice("甲乙丙")})

    def void_element(self):
        device = self.device()
        element = self.some(device, "allergy", "_void = 0")
        if element:
            self._void(device, "allergy", element)

    def void(self):
        device = self.device()
        patient = self.some(device, "patient", "_void = 0")
        if patient:
            self._void(device, "patient", patient)

    def _void(self, device, kind, record_id):
        self.in_one_unit(device, lambda db: rows.void(db, kind, record_id, "重复"))

    def merge(self):
        device = self.device()
        one, two = self.some(device, "patient"), self.some(device, "patient")
        if one and one != two:
            self.save(device, "patient_link", {"loser_id": one, "winner_id": two, "reason": "同一人"})

    def unmerge(self):
        device = self.device()
        link = self.some(device, "patient_link", "_void = 0")
        if link:
            self._void(device, "patient_link", link)

    # --- decisions ------------------------------------------------------------------------

    def resolve(self):
        device = self.device()
        conflict = self._question(device)
        if conflict:
            self._decide(device, conflict)

    def resolve_both(self):
        """Two desks decide one disagreement before they hear of each other."""
        one = self.device()
        conflict = self._question(one)
        others = [d for d in self.world.devices.values() if d is not one]
        if conflict and others:
            other = self.chance.choice(others)
            self._decide(one, conflict)
            there = rows.find(other.db, "conflict", conflict["id"])
            if there and there["status"] == conflict["status"] and self._can_decide(other, there):
                self._decide(other, there)

    def _question(self, device, states=("open", "auto")):
        found = device.db.execute("SELECT * FROM conflict WHERE status IN (?, ?)", states)
        found = [row for row in found if self._can_decide(device, row)]
        born = self.world.ledger.born
        names = ("field", "kept", "other", "id")
        found.sort(key=lambda row: (born.get(row["rec_id"], 0), *(str(row[n]) for n in names)))
        return self.chance.choice(found) if found else None

    def _can_decide(self, device, row):
        if self.same_edits and (row["merge"] not in "SI" or row["status"] != "open"):
            return False
        if row["field"] in SET_KINDS or row["field"] == "_void":
            kind = SET_KINDS.get(row["field"], "patient")
            known = row["ent"] == "patient" and kind in device.program.kinds
        else:
            known = device.program.knows(row["ent"], row["field"])
        if not known:
            return False
        # The desk lets nobody decide about what has not come yet: a page may end before it.
        mine = rows.find(device.db, row["ent"], row["rec_id"])
        return mine and (row["ent"] == "patient" or mine["_owner"] == device.org_id)

    def _decide(self, device, conflict):
        """Do what the conflict desk does, by its own code."""
        typed = None
        choice = self.chance.choice(("kept", "other"))
        if conflict["field"] in SET_KINDS:
            choice = self.chance.choice(("kept", "other", "both"))
        elif conflict["field"] in TYPED and not self.same_edits and self.chance.random() < 0.3:
            choice, typed = "value", self.chance.choice(TYPED[conflict["field"]])
        self._at_desk(device, lambda desk: desk.carry_out(conflict, choice, typed))

    def undo_decision(self):
        """Take a decision away again; half of the time two desks do, and one of them decides anew."""
        device = self.device()
        conflict = self._question(device, ("resolved", "reverted"))
        if not conflict:
            return
        self._at_desk(device, lambda desk: desk.undo(conflict["id"]))
        others = [d for d in self.world.devices.values() if d is not device]
        if others and self.chance.random() < 0.5:
            again = rows.find(device.db, "conflict", conflict["id"])
            if again["status"] != conflict["status"]:
                self._decide(device, again)
            self._at_desk(self.chance.choice(others), lambda desk: desk.undo(conflict["id"]))

    def _at_desk(self, device, work):
        """Do something at the desk, which may say that it is not possible any more."""
        device.tick()

        def run():
            with suppress(Rejected, NotFound), device.program:
                work(Desk(device))

        self.working(device, run)
