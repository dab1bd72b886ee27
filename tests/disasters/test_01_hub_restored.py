"""The hub is restored from an old backup, and every clinic believes it has sent its work."""

from __future__ import annotations


def test_five_hundred_records_are_back_after_one_sync(county):
    world = county()
    town = world.pc("town")
    world.sync(town)
    world.back_up_hub(verified=True)
    people = world.many(town, 500)
    assert world.sync(town).sent == 500
    world.restore_hub()
    assert world.at_hub("patient", people[0]) is None
    result = world.sync(town)
    assert result.healed
    assert all(world.at_hub("patient", one) is not None for one in people)
    assert len(world.hub_hashes()) == len(set(world.hub_hashes()))
    world.prove()
    assert town.db.execute("SELECT count(*) AS n FROM patient")[0]["n"] == 500
