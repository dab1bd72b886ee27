"""What the simulation found when more of it was run, told as the shortest story that once went wrong."""

from __future__ import annotations

from datetime import timedelta

from clinic_app.store import rows
from tests.simulation.reading import hub_log
from tests.simulation.stories import county, prove


def test_what_was_given_back_before_its_patient_is_in_sight_once_the_patient_is_there():
    with county("town", "town2", "town3") as world:
        town, writer, reader = world.devices.values()
        world.back_up_hub(verified=True)
        patient = world.edit(town, "patient", {"name": "马玉兰"})
        for device in (town, writer):
            world.sync(device)
        allergy = world.edit(writer, "allergy", {"patient_id": patient, "substance": "青霉素"})
        for device in (writer, reader):
            world.sync(device)
        world.replace_device("town2")  # nobody can offer the allergy any more
        world.restore_hub()
        for device in (reader, town, reader):
            world.sync(device)
        world.restore_hub()
        world.now += timedelta(hours=25)
        world.sync(reader)  # of the allergy it has waited long enough, of the patient not yet
        assert [row["ent"] for row in hub_log(world) if row["kind"] == "back"] == ["allergy"]
        prove(world)
        for device in world.devices.values():
            assert rows.fetch(device.db, "allergy", allergy)["_lane"] == "clinic"
