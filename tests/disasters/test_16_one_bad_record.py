"""A record the hub must refuse, and every odd text: all others go through, that one is listed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_app.domain.change import clean_values
from clinic_app.store import outbox, rows
from clinic_app.store.unit_of_work import UnitOfWork
from tests.helpers.clinic import services_machine, township
from tests.helpers.hub_server import RunningHub
from tests.helpers.services import Desk, with_check_digit

ODD = (
    "a;b'); DROP TABLE patient;--",
    "é́",
    "🙂👩‍⚕️",
    "﷽" * 100,
    "\u202eabc",
    "a\r\nb\tc",
    "𬱖𠅤",
    "'\"\\",
    "0E10",
    "字" * 500,  # as much as the field holds
)


def test_everything_around_it_goes_through_and_it_can_be_mended(county):
    world = county("town")
    town = world.pc("town")
    first = world.patient(town)
    bad = world.patient(town, name="太长" * 60)
    last = world.patient(town)
    world.sync(town)
    assert world.at_hub("patient", first) is not None
    assert world.at_hub("patient", last) is not None
    (refused,) = outbox.refused(town.db)
    assert (refused["rec_id"], refused["reason"]) == (bad, "too_long:name")
    assert "太长" in refused["sets"]  # the content is here still, to be exported or mended
    kept = world.at(town, bad)
    with UnitOfWork(town.db, user_name="李医生") as work:
        again = rows.insert(town.db, "patient", {"name": "不长"})
        work.commit()
    world.owners.add((town.org_id, again))
    world.prove()
    assert kept["name"] == "太长" * 60
    assert world.at_hub("patient", again) is not None


def test_the_person_is_told_mends_it_sends_it_again_or_takes_it_out_as_a_file(tmp_path):
    """The shipped program and a real hub: listed with a reason, exported, corrected, taken."""
    machine = services_machine()
    with (
        RunningHub(tmp_path / "hub", clock=machine.clock) as hub,
        township(tmp_path / "clinic", machine) as app,
    ):
        org = hub.add_organization(app.institution.name, slip_prefix="TX")
        app.sync_control.enrol(hub.ticket(org).line)
        desk = Desk(app)
        good = desk.patient(name="好的")
        with app.place.unit(user_name="旧程序"):  # no form lets it through; an older program might
            bad = rows.insert(app.place.db, "patient", {"name": "太长" * 60, "note": "注" * 65_536})
        also = desk.patient(name="也好", id_no=with_check_digit("62080219580312555"))
        app.sync_control.sync_now()
        assert hub_has(hub) == {good, also}
        (listed,) = app.sync_control.refused()
        assert (listed.record_id, listed.page) == (bad, "patient")
        assert "内容还在本机" in listed.sentence
        assert app.sync_control.status().refused == 1
        assert app.sync_control.export_refused(tmp_path / "没有接受.xlsx").savings == 1
        with app.place.unit():
            rows.update(app.place.db, "patient", bad, {"name": "不长", "note": "短"})
        app.sync_control.send_again(listed.ops)
        app.sync_control.sync_now()
        assert app.sync_control.refused() == ()
        assert hub_has(hub) == {good, also, bad}
        assert app.sync_control.status().meaning == "done"


def hub_has(hub):
    with hub.database.transaction() as tx:
        return {row["id"] for row in tx.all("SELECT id FROM record WHERE ent = 'patient'")}


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_come_back_byte_for_byte(county, text):
    world = county("town", "town2")
    one, two = world.devices.values()
    patient = world.patient(one, note=text)
    stored = world.at(one, patient)["note"]
    world.prove()
    assert world.at(two, patient)["note"] == stored
    assert world.at_hub("patient", patient).body["note"] == stored


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "x\udfff"])
def test_what_cannot_travel_is_stopped_at_the_form(county, text):
    world = county("town")
    town = world.pc("town")
    with pytest.raises(Exception, match="character"), UnitOfWork(town.db, user_name="x"):
        rows.insert(town.db, "patient", {"name": text})
    assert outbox.counts(town.db).waiting == 0


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=()), max_size=50))
def test_the_rule_for_what_can_travel_is_that_of_utf8_and_postgresql(text):
    try:
        travels = "\x00" not in text and bool(text.encode("utf-8") or True)
    except UnicodeEncodeError:
        travels = False
    assert (clean_values({"name": text}) is None) == travels
