"""What the commands of the hub's administrator get and give, whatever they are about."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import attrs

from clinic_app.domain.clock import local_text, read_stamp
from clinic_app.domain.wording import say
from clinic_app.hub.config import HubConfig
from clinic_app.hub.database import HubDatabase

Opened = Callable[[], AbstractContextManager[tuple[HubConfig, HubDatabase]]]
"""Opens the hub's database and closes it again."""


@attrs.frozen
class Done:
    """What a command did.

    Attributes:
        value: for scripts, fit for JSON.
        text: for people; empty when nothing is to be said.
        ok: False when it found something wrong, though it did its work.
    """

    value: Any
    text: str = ""
    ok: bool = True


def when(moment: str) -> str:
    """Return a stored moment as people read it; it may never have been."""
    return local_text(read_stamp(moment)) if moment else str(say("从未"))
