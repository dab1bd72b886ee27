"""A large file from the hub, kept in the encrypted database part by part until it is whole."""

from __future__ import annotations

import base64

import attrs

from clinic_app.store import settings
from clinic_app.store.database import Database, Readable

_PREFIX = "download"


@attrs.frozen
class Download:
    """How far a download is.

    Attributes:
        name: which one.
        etag: the hub's tag of the file; another tag is another file.
        size: bytes that are here.
        parts: in how many pieces.
        tries: attempts since the last byte came.
    """

    name: str
    etag: str = ""
    size: int = 0
    parts: int = 0
    tries: int = 0


def find(db: Readable, name: str) -> Download | None:
    """Return how far a download is, or None when there is none."""
    value = settings.get(db, f"{_PREFIX}.{name}")
    return Download(name, **value) if value is not None else None


def any_left(db: Readable) -> bool:
    """Whether any download is not finished."""
    return bool(db.execute("SELECT 1 FROM setting WHERE name GLOB 'download.*' LIMIT 1"))


def fetched(db: Readable) -> int:
    """Return how many bytes of downloads that are not finished are here."""
    found = db.execute(f"SELECT name FROM setting WHERE name GLOB '{_PREFIX}.*' AND name NOT GLOB '*.*.*'")
    states = (find(db, row["name"].removeprefix(f"{_PREFIX}.")) for row in found)
    return sum(state.size for state in states if state is not None)


def note(db: Database, download: Download) -> None:
    """Note how far a download is."""
    value = attrs.asdict(download)
    settings.put(db, f"{_PREFIX}.{value.pop('name')}", value)


def append(db: Database, download: Download, data: bytes) -> Download:
    """Keep one more piece, on the disk when this returns, and return the download's new state."""
    settings.put(db, _part(download, download.parts), base64.b64encode(data).decode("ascii"))
    grown = attrs.evolve(download, size=download.size + len(data), parts=download.parts + 1, tries=0)
    note(db, grown)
    return grown


def content(db: Readable, download: Download) -> bytes:
    """Return the bytes that are here."""
    return b"".join(
        base64.b64decode(settings.get(db, _part(download, number), "")) for number in range(download.parts)
    )


def discard(db: Database, name: str) -> None:
    """Forget a download."""
    db.execute(
        "DELETE FROM setting WHERE name = ? OR name GLOB ?", (f"{_PREFIX}.{name}", f"{_PREFIX}.{name}.*")
    )


def _part(download: Download, number: int) -> str:
    return f"{_PREFIX}.{download.name}.{number:06d}"
