"""Real installations at a real hub: entered in its directory, joined with a line, two of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from clinic_app.domain.organization import Organization
from clinic_app.services.app import App
from tests.helpers.clinic import county, services_machine, township
from tests.helpers.hub_server import RunningHub


def join(hub: RunningHub, app: App, *, level: str = "township", slip_prefix: str = "TX") -> Organization:
    """Enter an institution in a hub's directory and let its PC join; return the institution."""
    org = hub.add_organization(app.institution.name, level=level, slip_prefix=slip_prefix)
    app.sync_control.enrol(hub.ticket(org).line)
    return org


def join_as_county(hub: RunningHub, app: App) -> Organization:
    """Do the same for the county's hospital."""
    return join(hub, app, level="county", slip_prefix="CX")


class TownAndCounty(NamedTuple):
    """A hub and the PCs of a township clinic and of the county's hospital, on one clock."""

    hub: RunningHub
    clinic: App
    hospital: App


@contextmanager
def town_and_county(folder: Path) -> Iterator[TownAndCounty]:
    """Run a hub beside two PCs that have not joined it."""
    machine = services_machine()
    with (
        RunningHub(folder / "hub", clock=machine.clock) as hub,
        township(folder / "clinic", machine) as clinic,
        county(folder / "hospital", machine) as hospital,
    ):
        yield TownAndCounty(hub, clinic, hospital)
