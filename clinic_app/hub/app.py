"""The hub's application as a value: settings, database, clock and randomness in, Starlette out."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

from starlette.applications import Starlette
from starlette.middleware import Middleware

from clinic_app.domain.clock import Clock
from clinic_app.domain.errors import ClinicError
from clinic_app.domain.ids import Entropy
from clinic_app.hub.answer_word import AnswerWord
from clinic_app.hub.auth import EnrolGate
from clinic_app.hub.config import HubConfig
from clinic_app.hub.context import Hub
from clinic_app.hub.database import HubDatabase
from clinic_app.hub.housekeeping import Housekeeping
from clinic_app.hub.keys import load_keys
from clinic_app.hub.routes import HubRoutes


def create_app(config: HubConfig, database: HubDatabase, clock: Clock, entropy: Entropy) -> Starlette:
    """Return the hub's application. Raises FileError when its keys cannot be read."""
    hub = Hub(
        config=config,
        database=database,
        clock=clock,
        entropy=entropy,
        keys=load_keys(config.keys),
        gate=EnrolGate(clock, config.enrol_per_minute),
        workers=ThreadPoolExecutor(config.threads, thread_name_prefix="exchange"),
    )

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        chores = Housekeeping(hub)
        running = asyncio.create_task(chores.run())
        yield
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        hub.workers.shutdown(wait=True)
        with contextlib.suppress(ClinicError):  # the next start finds out what this note would have told
            chores.note()

    return Starlette(routes=HubRoutes(hub).routes(), middleware=[Middleware(AnswerWord)], lifespan=lifespan)
