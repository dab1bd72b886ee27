"""What serving a request needs, gathered once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import attrs

from clinic_app.domain.clock import Clock
from clinic_app.domain.ids import Entropy
from clinic_app.hub.auth import EnrolGate
from clinic_app.hub.config import HubConfig
from clinic_app.hub.database import HubDatabase
from clinic_app.hub.keys import HubKeys


@attrs.frozen
class Hub:
    """What serving a request needs; one per application, no globals.

    Attributes:
        config: settings.
        database: the hub's database.
        clock: source of time.
        entropy: source of random bytes.
        keys: the hub's own keys.
        gate: limit on enrolment attempts.
        workers: threads in which exchanges run; the event loop itself never waits for the database.
    """

    config: HubConfig
    database: HubDatabase
    clock: Clock
    entropy: Entropy
    keys: HubKeys
    gate: EnrolGate
    workers: ThreadPoolExecutor
