"""Versions of the wire: what this program speaks, and the oldest it still listens to."""

from __future__ import annotations

from clinic_app.domain.catalogue import CATALOGUE_VERSION

PROTOCOL_VERSION = 1
"""Version of the messages and endpoints this program speaks."""

MIN_PROTOCOL_VERSION = 1
"""Oldest messages the hub understands. Raised only when no program in the field still speaks them."""

MIN_CATALOGUE_VERSION = max(1, CATALOGUE_VERSION - 2)
"""Oldest field catalogue that may still pull every kind; pushes are taken from any version."""


class OtherVersion(Exception):
    """Messages of a version that this program does not speak; only their version was read.

    Attributes:
        older: they are of an older program than this one listens to; otherwise of a newer one.
    """

    def __init__(self, *, older: bool) -> None:
        super().__init__("other version of messages")
        self.older = older


def must_speak(version: int) -> None:
    """Raise OtherVersion when this program does not understand messages of a version.

    A newer program is asked to speak the older version, so only its own range counts.
    """
    if not MIN_PROTOCOL_VERSION <= version <= PROTOCOL_VERSION:
        raise OtherVersion(older=version < MIN_PROTOCOL_VERSION)
