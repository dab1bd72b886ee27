"""After a refusal and five exchanges the doctor still sees the entry, marked, and need not type it again."""

from __future__ import annotations

from clinic_app.store import outbox


def test_the_hubs_older_copy_never_hides_it(county):
    world = county("town", "town2")
    town, other = world.devices.values()
    patient = world.patient(town, phone="1", note="旧")
    world.sync(town)
    long = "新" * 600
    world.edit(town, "patient", {"note": long}, patient)
    for round_ in range(5):
        world.sync(town)
        world.sync(other)
        world.edit(other, "patient", {"phone": str(round_)}, patient)
        world.sync(other)
        world.sync(town)
        assert world.at(town, patient)["note"] == long
    assert world.at(town, patient)["phone"] == "4"  # and what others did still comes in
    (refused,) = outbox.refused(town.db)
    assert refused["reason"] == "too_long:note"
    assert world.at_hub("patient", patient).body["note"] == "旧"
    world.edit(town, "patient", {"note": "短了"}, patient)
    world.sync(town)
    assert world.at_hub("patient", patient).body["note"] == "短了"
    assert world.at(town, patient)["note"] == "短了"
    log = world.hub_hashes()
    assert len(log) == len(set(log))
