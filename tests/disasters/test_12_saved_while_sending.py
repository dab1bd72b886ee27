"""A record is changed between the moment it was read for sending and its acknowledgement."""

from __future__ import annotations

import pytest

from clinic_app.store import outbox


@pytest.mark.parametrize("heard", [True, False], ids=["answered", "answer lost"])
def test_the_newer_version_waits_and_arrives(county, heard):
    world = county("town")
    town = world.pc("town")
    patient = world.patient(town, phone="1")
    world.sync(town)
    world.edit(town, "patient", {"phone": "2"}, patient)
    original = world.hub_exchange
    sent = []

    def afterwards(device, request):
        sent.append([op.sets for op in request.operations])
        return original(device, request)

    def meanwhile(device, request):
        answer = original(device, request)
        world.hub_exchange = afterwards
        world.edit(town, "patient", {"phone": "3"}, patient)
        if not heard:
            world.faults["town"] = ("unheard",)
        return answer

    world.hub_exchange = meanwhile
    if not heard:
        world.faults["town"] = ("unheard",)
    world.sync(town)
    if heard:  # the acknowledgement of the older version left the newer one waiting, and it went next
        assert sent[0] == [{"phone": "3"}]
    else:
        assert outbox.counts(town.db).waiting == 2
    assert outbox.counts(town.db).refused == 0
    assert world.at(town, patient)["phone"] == "3"
    world.prove()
    assert world.at_hub("patient", patient).body["phone"] == "3"
    assert world.conflicts(town) == []
