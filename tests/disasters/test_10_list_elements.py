"""One site removes an element of a list, another edits a different one, a third adds one."""

from __future__ import annotations

import itertools

import pytest

from clinic_app.store import rows
from clinic_app.store.unit_of_work import UnitOfWork


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_exactly_the_edits_that_were_meant(county, order):
    world = county("town", "town2", "town3")
    pcs = list(world.devices.values())
    patient = world.patient(pcs[0])
    first, second = (
        world.edit(pcs[0], "allergy", {"patient_id": patient, "substance": name}) for name in ("甲", "乙")
    )
    world.settle()
    with UnitOfWork(pcs[0].db, user_name="a") as work:
        rows.void(pcs[0].db, "allergy", first, "记错了")
        work.commit()
    world.edit(pcs[1], "allergy", {"reaction": "皮疹"}, second)
    third = world.edit(pcs[2], "allergy", {"patient_id": patient, "substance": "丙"})
    for place in order:
        world.sync(pcs[place])
    world.prove()
    for pc in pcs:
        found = {row["id"]: row for row in pc.db.execute("SELECT * FROM allergy")}
        assert {one: row["_void"] for one, row in found.items()} == {first: 1, second: 0, third: 0}
        assert found[second]["reaction"] == "皮疹"
        assert found[second]["substance"] == "乙"
