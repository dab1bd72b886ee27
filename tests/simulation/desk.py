"""The conflict desk as it is shipped, at a simulated PC: decisions, putting back, and undoing both."""

from __future__ import annotations

import json
from contextlib import contextmanager
from types import SimpleNamespace

from clinic_app.services.conflict_words import BOTH, KEPT, OTHER, VALUE, element_kind
from clinic_app.services.conflicts import Choice, Conflicts
from clinic_app.store import rows
from clinic_app.store.unit_of_work import UnitOfWork


class Desk(Conflicts):
    """One PC's desk; what it knows of a conflict is bare of the words that screens need."""

    def __init__(self, device):
        super().__init__(_Place(device))

    def _writable(self, conflict_id):
        row = rows.fetch(self._place.db, "conflict", conflict_id)
        both = element_kind(row["ent"], row["field"]) is not None
        return SimpleNamespace(
            id=conflict_id,
            ent=row["ent"],
            rec_id=row["rec_id"],
            patient_id="",
            field=row["field"],
            status=row["status"],
            kept=SimpleNamespace(value=json.loads(row["kept"])),
            other=SimpleNamespace(value=json.loads(row["other"])),
            choices=(KEPT, OTHER, BOTH if both else VALUE),
            label=row["field"],
            now="",
            decided="?",
            decided_by="",
        )

    def carry_out(self, conflict, choice, value=None):
        """Decide what is open, put back what was merged without asking."""
        if conflict["status"] == "auto":
            self.put_back(conflict["id"])
        else:
            self.decide_all({conflict["id"]: Choice(choice, value)})


class _Place:
    """What the desk needs of a workplace."""

    def __init__(self, device):
        self.db = self.reader = device.db
        self.org_id = device.org_id
        self._device = device

    def need(self, _permission):
        return SimpleNamespace(name=self._device.name)

    def own(self):
        return SimpleNamespace(name=self._device.org)

    @contextmanager
    def unit(self):
        with UnitOfWork(self.db, user_name=self._device.name) as work:
            yield work
            work.commit()

    def audit(self, *_about, **_details):
        """Who looked at what is another matter."""

    @staticmethod
    def code_lists():
        return {}
