"""A county in which everything can go wrong, and the proof that nothing was lost."""

from __future__ import annotations

import pytest

from clinic_app.store import rows
from clinic_app.store.unit_of_work import UnitOfWork
from tests.simulation.checks import AT_REST, hub_records
from tests.simulation.world import ORGS, World


class Disaster(World):
    """A world with words for what these tests do."""

    def __init__(self, *devices, seed=1):
        super().__init__(seed, devices or ("town", "county"), reopened=True)
        self.owners = set()

    def pc(self, name):
        return self.devices[name]

    def patient(self, device, **values):
        made = self.edit(device, "patient", {"name": "王建国", **values})
        self.owners.add((device.org_id, made))
        return made

    def many(self, device, count, **values):
        """Register people in units of a few dozen, as an import does."""
        made = []
        while len(made) < count:
            with UnitOfWork(device.db, user_name=device.name) as work:
                for _ in range(min(50, count - len(made))):
                    made.append(rows.insert(device.db, "patient", {"name": f"人{len(made)}", **values}))
                work.commit()
        self.owners |= {(device.org_id, one) for one in made}
        return made

    def refer(self, device, patient, to="county", direction="up"):
        values = {
            "patient_id": patient,
            "direction": direction,
            "from_org": device.org_id,
            "to_org": ORGS[to],
        }
        return self.edit(device, "referral", values)

    def at(self, device, patient):
        """Return a patient as one PC shows it."""
        return rows.find(device.db, "patient", patient)

    def at_hub(self, kind, record_id):
        """Return a record as the hub holds it, or None."""
        return hub_records(self).get((kind, record_id))

    def conflicts(self, device, status="open"):
        return device.db.execute("SELECT * FROM conflict WHERE status = ? ORDER BY id", (status,))

    def prove(self):
        """Let everybody talk until nothing moves, then check every property by name."""
        self.settle()
        for check in AT_REST:
            check(self)


@pytest.fixture
def county():
    made = []

    def build(*devices, seed=1):
        made.append(Disaster(*devices, seed=seed))
        return made[-1]

    yield build
    for world in made:
        world.close()
