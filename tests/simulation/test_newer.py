"""A PC whose program was renewed before the hub's, as the shortest stories."""

from __future__ import annotations

import pytest

from tests.simulation.programs import LATER_KINDS
from tests.simulation.stories import county, prove


@pytest.mark.parametrize("kind", [kind.name for kind in LATER_KINDS])
def test_what_the_hub_makes_of_a_kind_it_does_not_know_is_told_to_its_writer(kind):
    """Neither its lane nor its owner nor its parent is what the writer believes; nothing has to be mended."""
    with county("new-town", "town", "county") as world:
        newest, town, hospital = world.devices.values()
        patient = world.edit(town, "patient", {"name": "王建国"})
        referral = {"patient_id": patient, "from_org": town.org_id, "to_org": hospital.org_id}
        world.edit(town, "referral", referral)
        for device in (town, newest, hospital):
            world.sync(device)
        fields = newest.program.kinds[kind].fields
        values = {field.name: 1 if field.sql_type == "INTEGER" else "甲" for field in fields}
        made = world.edit(newest, kind, values | ({"patient_id": patient} if "patient_id" in values else {}))
        assert world.sync(newest, check=True).repaired == 0
        world.edit(newest, kind, {fields[-1].name: 2 if fields[-1].sql_type == "INTEGER" else "乙"}, made)
        result = world.sync(newest, check=True)
        assert (result.repaired, result.digests_equal) == (0, True)
        prove(world)


def test_fields_of_a_later_program_come_to_everybody_of_it_and_through_those_who_know_them_not():
    with county("new-town", "town", "county") as world:
        newest, town, _ = world.devices.values()
        patient = world.edit(newest, "patient", {"name": "王建国", "risk_band": "高"})
        world.sync(newest)
        world.sync(town)
        world.edit(town, "patient", {"name": "王建设"}, patient)
        world.sync(town)
        world.edit(newest, "patient", {"nickname": "老王"}, patient)
        prove(world)
        stands = newest.db.execute("SELECT name, risk_band, nickname FROM patient")
        assert [tuple(row.values()) for row in stands] == [("王建设", "高", "老王")]
