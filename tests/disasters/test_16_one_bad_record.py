"""A record the hub must refuse, and every odd text: all others go through, that one is listed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_app.domain.change import clean_values
from clinic_app.store import outbox, rows
from clinic_app.store.unit_of_work import UnitOfWork

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


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(exclude_categories=()), max_size=50))
def test_the_rule_for_what_can_travel_is_that_of_utf8_and_postgresql(text):
    try:
        travels = "\x00" not in text and bool(text.encode("utf-8") or True)
    except UnicodeEncodeError:
        travels = False
    assert (clean_values({"name": text}) is None) == travels
