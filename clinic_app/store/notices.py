"""What exchanges put right by themselves, kept until somebody has read it; most run in the background."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from clinic_app.domain.clock import stamp
from clinic_app.store import settings
from clinic_app.store.database import Database, Readable

_SETTING = "exchange.notices"
MOST = 5


@attrs.frozen
class Unread:
    """One sentence for people.

    Attributes:
        at: when it happened, last when it happened again.
        text: the sentence.
    """

    at: str
    text: str


def unread(db: Readable) -> tuple[Unread, ...]:
    """Return what nobody has read yet, the latest last."""
    kept = settings.get(db, _SETTING, [])
    return tuple(Unread(str(at), str(text)) for at, text in kept)


def add(db: Database, texts: Iterable[str]) -> None:
    """Keep sentences until somebody has read them; what is said again stands once, with the later time."""
    now = stamp(db.clock.now())
    with db.lock:
        found = {one.text: one.at for one in unread(db)}
        for text in texts:
            found.pop(text, None)
            found[text] = now
        settings.put(db, _SETTING, [[at, text] for text, at in list(found.items())[-MOST:]])


def note_read(db: Database, until: str) -> None:
    """Let go of what was told up to a moment; what came after it stays."""
    with db.lock:
        settings.put(db, _SETTING, [[one.at, one.text] for one in unread(db) if one.at > until])
