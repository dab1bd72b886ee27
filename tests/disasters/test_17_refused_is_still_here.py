"""After a refusal and five exchanges the doctor still sees the entry, marked, and need not type it again."""

from __future__ import annotations

from clinic_app.store import outbox, rows
from tests.helpers.clinic import services_machine, township
from tests.helpers.hub_server import RunningHub
from tests.helpers.joined import join
from tests.helpers.services import Desk


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


def test_the_doctor_reads_it_on_the_screen_with_the_reason(tmp_path):
    """The shipped program and a real hub: five exchanges on the card shows the entry, the list says why."""
    machine = services_machine()
    with (
        RunningHub(tmp_path / "hub", clock=machine.clock) as hub,
        township(tmp_path / "clinic", machine) as app,
    ):
        join(hub, app)
        patient = Desk(app).patient(note="旧")
        app.sync_control.sync_now()
        with app.place.unit():
            rows.update(app.place.db, "patient", patient, {"note": "新" * 600})
        for _ in range(5):
            app.sync_control.sync_now()
            assert app.patients.card(patient).patient.note == "新" * 600
        (listed,) = app.sync_control.refused()
        assert listed.record_id == patient
        assert listed.what.startswith("王建国")
        assert "内容还在本机" in listed.sentence
        assert app.sync_control.status().meaning == "urgent"
