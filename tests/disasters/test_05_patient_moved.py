"""A patient moves to another clinic while the old one is offline and goes on writing."""

from __future__ import annotations

from clinic_app.store import outbox
from tests.simulation.world import ORGS


def test_every_entry_arrives_and_nothing_unsent_counts_as_done(county):
    world = county("town", "village")
    town, village = world.pc("town"), world.pc("village")
    patient = world.patient(town, phone="1")
    world.sync(town)
    world.move(patient, "village")
    world.owners.add((ORGS["village"], patient))
    world.edit(town, "patient", {"phone": "2"}, patient)
    allergy = world.edit(town, "allergy", {"patient_id": patient, "substance": "青霉素"})
    assert outbox.counts(town.db).groups == 2
    world.sync(town)
    # The former clinic sees the move in the very exchange that takes its entries: marked, never removed.
    assert (world.at(town, patient)["_lane"], world.at(town, patient)["phone"]) == ("left", "2")
    counts = outbox.counts(town.db)
    assert counts.waiting == 0
    assert world.at_hub("patient", patient).body["phone"] == "2"
    assert world.at_hub("allergy", allergy) is not None
    assert counts.refused == 0
    world.prove()
    assert world.at_hub("patient", patient).owner == ORGS["village"]
    assert world.at(village, patient)["phone"] == "2"
    # Who wrote it stands in the log: the former clinic.
    with world.hub.transaction() as tx:
        rows = tx.all("SELECT org_id FROM op_log WHERE rec_id = :id", id=allergy)
    assert [row["org_id"] for row in rows] == [ORGS["town"]]
