"""A patient moves to another clinic while the old one is offline and goes on writing."""

from __future__ import annotations

from clinic_app.hub.cli import main
from clinic_app.hub.config import save_config
from clinic_app.store import outbox
from tests.helpers.clinic import services_machine, township
from tests.helpers.hub_server import RunningHub
from tests.helpers.joined import join
from tests.helpers.services import Desk
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
    here = world.at(town, patient)
    assert (here["_lane"], here["phone"], here["_void"]) == ("left", "2", 0)
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


def test_the_former_clinic_is_told_on_the_patients_page_and_goes_on_writing(tmp_path, capsys):
    """The shipped program and a real hub; who opens the page reads that nothing new comes here."""
    machine = services_machine()
    with (
        RunningHub(tmp_path / "hub", clock=machine.clock) as hub,
        township(tmp_path / "clinic", machine) as app,
    ):
        org = join(hub, app)
        hub.add_organization("王家沟村卫生室", level="village")
        patient = Desk(app).patient()
        app.sync_control.sync_now()
        assert not app.patients.card(patient).left
        save_config(hub.config)
        words = ["patient", "move", patient, "--to", "王家沟村卫生室", "--yes"]
        assert main([*words, "--folder", str(hub.config.folder)]) == 0
        assert "已移交" in capsys.readouterr().out
        app.patients.add_element(patient, "allergy", {"substance": "青霉素"})
        status = app.sync_control.status()
        assert (status.unsent_groups, status.meaning) == (1, "due")
        app.sync_control.sync_now()
        card = app.patients.card(patient)
        assert card.left
        [row] = app.patients.page().rows  # nothing was taken from the list, which says so
        assert (row.id, row.tags[0]) == (patient, "由别的机构管理")
        assert [one.substance for one in card.allergies] == ["青霉素"]
        status = app.sync_control.status()
        assert (status.unsent_groups, status.refused) == (0, 0)
        with hub.database.transaction() as tx:
            (row,) = tx.all("SELECT org_id, outcome FROM op_log WHERE ent = 'allergy'")
        assert row["org_id"] == org.id
        app.patients.save({"phone": "13900000000"}, patient_id=patient)
        app.sync_control.sync_now()
        assert (app.sync_control.status().unsent, app.sync_control.refused()) == (0, ())
        with hub.database.transaction() as tx:
            assert "13900000000" in tx.all("SELECT body FROM record WHERE ent = 'patient'")[0]["body"]
