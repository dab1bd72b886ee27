"""What exchanges put right by themselves, kept until somebody has read it; most run in the background."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from clinic_app.domain.clock import stamp
from clinic_app.domain.wording import Message, kept, told
from clinic_app.store import settings
from clinic_app.store.database import Database, Readable

_SETTING = "exchange.notices"
MOST = 5


@attrs.frozen
class Unread:
    """One sentence for people.

    Attributes:
        at: when it happened, last when it happened again.
        text: the sentence; a screen in another language finds its template again.
    """

    at: str
    text: str


def unread(db: Readable) -> tuple[Unread, ...]:
    """Return what nobody has read yet, the latest last."""
    return tuple(Unread(at, told(text)) for at, text in _stored(db))


def _stored(db: Readable) -> list[tuple[str, str]]:
    return [(str(at), str(text)) for at, text in settings.get(db, _SETTING, [])]


def add(db: Database, sentences: Iterable[Message | str]) -> None:
    """Keep sentences until somebody has read them; what is said again stands once, with the later time."""
    now = stamp(db.clock.now())
    with db.lock:
        found = {text: at for at, text in _stored(db)}
        for text in map(kept, sentences):
            found.pop(text, None)
            found[text] = now
        settings.put(db, _SETTING, [[at, text] for text, at in list(found.items())[-MOST:]])


def note_read(db: Database, until: str) -> None:
    """Let go of what was told up to a moment; what came after it stays."""
    with db.lock:
        settings.put(db, _SETTING, [[at, text] for at, text in _stored(db) if at > until])
