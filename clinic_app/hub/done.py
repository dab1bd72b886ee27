"""What a command of the hub's administrator did."""

from __future__ import annotations

from typing import Any

import attrs


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
