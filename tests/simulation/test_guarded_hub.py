"""Nothing that the hub itself ever writes is taken for another program's, whatever happens in a county."""

from __future__ import annotations

import pytest

from clinic_app.hub import ingest, own_changes
from clinic_app.hub.database import HubDatabase
from clinic_app.hub.foreign_writes import guard_statements
from tests.simulation.__main__ import attempt
from tests.simulation.checks import Violation
from tests.simulation.script import make_script
from tests.simulation.world import World


@pytest.fixture
def guarded(monkeypatch, tmp_path):
    """A hub's database that notes foreign writes; the first of them ends the run."""
    create, restore = HubDatabase.create_tables, World.restore_hub

    def create_guarded(hub):
        create(hub)
        with hub.transaction() as tx:
            if not tx.all("SELECT 1 FROM sqlite_master WHERE type = 'trigger'"):
                for statement in guard_statements(postgres=False):
                    tx.run(statement)

    def restore_unguarded(world, **how):
        restore(world, **how)
        with world.hub.transaction() as tx:
            tx.run("DELETE FROM foreign_write")

    def none_noted(tx, now):
        noted = tx.all("SELECT place, stood, stands FROM foreign_write")
        if noted:
            raise Violation("P21", f"taken for another program's: {noted[0]}")
        return 0

    monkeypatch.setattr(HubDatabase, "create_tables", create_guarded)
    monkeypatch.setattr(World, "restore_hub", restore_unguarded)
    for module in (ingest, own_changes):
        monkeypatch.setattr(module, "put_back", none_noted)
    return f"sqlite:///{tmp_path / 'hub.db'}"


@pytest.mark.parametrize("seed", range(31, 37))
def test_a_run_writes_nothing_that_would_be_put_back(guarded, seed):
    assert attempt(seed, *make_script(seed, 60), hub_url=guarded) is None


def test_a_write_under_an_old_number_would_have_been_seen(guarded, monkeypatch):
    finish = ingest.ChangeLog.finish

    def finish_and_change(log):
        finish(log)
        log.tx.run("UPDATE record SET void_reason = 'x' WHERE rev < (SELECT seq FROM hub_head)")

    monkeypatch.setattr(ingest.ChangeLog, "finish", finish_and_change)
    found = attempt(31, *make_script(31, 60), hub_url=guarded)
    assert "another program's" in str(found)
