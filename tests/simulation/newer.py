"""A PC whose program is newer than the hub's: it writes fields and kinds that nobody else knows."""

from __future__ import annotations

from tests.simulation.programs import LATER_FIELDS, LATER_KINDS, NEWER

NAME = "new-town"


def newer_pc(world):
    """Return the county's newest PC: one more, or one whose program was renewed before the hub's."""
    found = [device for device in world.devices.values() if device.program is NEWER]
    if found:
        return found[0]
    town = world.devices.get("town")
    if world.disks.reopened and town is not None:
        town.upgrade(NEWER)
        return town
    return world.add_device(NAME, "town")


class Newer:
    """What people write who have the newest program."""

    def newer(self):
        device = newer_pc(self.world)
        choice = self.chance.choice(("patient", "patient", "referral", *(kind.name for kind in LATER_KINDS)))
        # Only its sender goes on writing a slip.
        old = self.some(device, choice, f"_owner = '{device.org_id}'" if choice == "referral" else "1")
        if choice in LATER_FIELDS or (old and self.chance.random() < 0.3):
            self._write_later_fields(device, choice, old)
            return
        values = {"patient_id": self.some(device, "patient")}
        if choice == "drug_alert":
            values = {}
        elif not values["patient_id"]:
            return
        self.save(device, choice, values | self._later_values(NEWER.kinds[choice].fields))

    def _write_later_fields(self, device, kind, record_id):
        if record_id:
            fields = LATER_FIELDS.get(kind) or NEWER.kinds[kind].fields
            self.save(device, kind, self._later_values(fields), record_id)

    def _later_values(self, fields):
        return {
            field.name: self.chance.choice((0, 1, 2) if field.sql_type == "INTEGER" else "甲乙丙")
            for field in fields
            if not field.refers_to
        }
