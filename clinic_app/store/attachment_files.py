"""Bytes of attachments, in parts, inside the encrypted database: kept, sent, fetched and let go."""

from __future__ import annotations

import hashlib
from typing import Any

import attrs

from clinic_app.store.database import Database, Readable, Row

PART_BYTES = 32_768
"""Size of a stored part; a file is never held in one piece in the database."""

NOT_BY_ITSELF = "9"
"""Sorts behind every moment: a file that was let go comes back only when somebody asks for it."""


@attrs.frozen
class FileState:
    """What is known of one content.

    Attributes:
        sha256: its name.
        size: bytes of the whole.
        have: bytes that are here.
        at_hub: bytes the hub has, as it last said.
        hub_epoch: the hub's life in which it said that it has all of it; empty for never.
        checked_at: when the hub last said so.
        wanted: somebody waits for it to be fetched.
        tries: attempts without success in a row.
        retry_at: not to be tried before this moment; empty for at once.
        reason: why the hub does not take it; empty when it does.
    """

    sha256: str
    size: int
    have: int = 0
    at_hub: int = 0
    hub_epoch: str = ""
    checked_at: str = ""
    wanted: int = 0
    tries: int = 0
    retry_at: str = ""
    reason: str = ""

    @property
    def whole(self) -> bool:
        """Whether all of it is here."""
        return 0 < self.size == self.have


@attrs.frozen
class Errand:
    """The next thing to carry: a content, with the attachment that gives the right to it.

    Attributes:
        attachment_id: the record that names it.
        file: what is known of it.
    """

    attachment_id: str
    file: FileState


_COLUMNS = tuple(attrs.fields_dict(FileState))


def _state(row: Row) -> FileState:
    return FileState(**{name: row[name] for name in _COLUMNS})


def find(db: Readable, sha256: str) -> FileState | None:
    """Return what is known of a content, or None when nothing is."""
    found = db.execute("SELECT * FROM attachment_file WHERE sha256 = ?", (sha256,))
    return _state(found[0]) if found else None


def find_many(db: Readable, names: list[str]) -> dict[str, FileState]:
    """Return what is known of contents, by name."""
    marks = ",".join("?" * len(names))
    found = db.execute(f"SELECT * FROM attachment_file WHERE sha256 IN ({marks})", names)
    return {row["sha256"]: _state(row) for row in found}


def keep(db: Database, data: bytes) -> str:
    """Keep a whole content inside the caller's unit of work and return its name; the same twice is one."""
    name = hashlib.sha256(data).hexdigest()
    known = find(db, name)
    if known is not None and known.whole:
        return name
    forget_bytes(db, name)
    note(db, known or FileState(name, len(data)), size=len(data))
    for start in range(0, len(data), PART_BYTES):
        _add(db, name, start, data[start : start + PART_BYTES])
    return name


def append(db: Database, sha256: str, size: int, start: int, data: bytes) -> FileState:
    """Keep one more fetched part inside the caller's unit of work and return the new state."""
    state = find(db, sha256) or FileState(sha256, size)
    if start != state.have:
        return state
    note(db, state, size=size, tries=0, retry_at="")
    _add(db, sha256, start, data)
    return attrs.evolve(state, size=size, have=state.have + len(data), tries=0, retry_at="")


def _add(db: Database, sha256: str, start: int, data: bytes) -> None:
    db.execute("INSERT INTO attachment_part(sha256, start, bytes) VALUES (?, ?, ?)", (sha256, start, data))
    db.execute("UPDATE attachment_file SET have = have + ? WHERE sha256 = ?", (len(data), sha256))


def content(db: Readable, sha256: str) -> bytes:
    """Return the bytes that are here; the caller knows whether that is all."""
    parts = db.execute("SELECT bytes FROM attachment_part WHERE sha256 = ? ORDER BY start", (sha256,))
    return b"".join(bytes(part["bytes"]) for part in parts)


def piece(db: Readable, sha256: str, start: int, count: int) -> bytes:
    """Return some bytes of a content from a place on; fewer at its end."""
    parts = db.execute(
        "SELECT start, bytes FROM attachment_part WHERE sha256 = ? AND start + length(bytes) > ?"
        " AND start < ? ORDER BY start",
        (sha256, start, start + count),
    )
    if not parts:
        return b""
    skip = start - parts[0]["start"]
    return b"".join(bytes(part["bytes"]) for part in parts)[skip : skip + count]


def forget_bytes(db: Database, sha256: str) -> None:
    """Let the bytes of a content go; what is known of it stays."""
    db.execute("DELETE FROM attachment_part WHERE sha256 = ?", (sha256,))
    db.execute("UPDATE attachment_file SET have = 0 WHERE sha256 = ?", (sha256,))


def note(db: Database, state: FileState, **changes: Any) -> FileState:
    """Store what is known of a content, with changes; ``have`` only moves with the bytes themselves."""
    known = attrs.evolve(state, **changes)
    columns = [name for name in _COLUMNS if name != "have"]
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns if name != "sha256")
    db.execute(
        f"INSERT INTO attachment_file({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        f" ON CONFLICT(sha256) DO UPDATE SET {updates}",
        [getattr(known, name) for name in columns],
    )
    return known


def note_used(db: Database, sha256: str, at: str) -> None:
    """Note that somebody looked at a content: what was not looked at for longest goes first."""
    db.execute("UPDATE attachment_file SET used_at = ? WHERE sha256 = ?", (at, sha256))


_FILE = ", ".join(f"f.{name}" for name in _COLUMNS)


def next_to_send(db: Readable, *, org: str, hub_epoch: str, now: str) -> Errand | None:
    """Return the next content of our own that the hub may not have: begun ones first, then small ones.

    What the hub had in a former life of its own is offered again: it was restored from a backup, and
    files are in no backup. A record goes before its file: the hub gives it the right to be taken.
    """
    found = db.execute(
        f"SELECT a.id AS attachment_id, {_FILE} FROM attachment_file f"
        " CROSS JOIN attachment a ON a.sha256 = f.sha256"
        " WHERE (f.hub_epoch < :hub OR f.hub_epoch > :hub) AND f.have = f.size AND f.size > 0"
        " AND f.reason = '' AND f.retry_at <= :now AND a._owner = :org AND a._void = 0 AND a._rev > 0"
        " ORDER BY f.at_hub = 0, f.size, a.id LIMIT 1",
        {"hub": hub_epoch, "now": now, "org": org},
    )
    return Errand(found[0]["attachment_id"], _state(found[0])) if found else None


def all_to_send(db: Readable, *, org: str, hub_epoch: str) -> list[Errand]:
    """Return all contents of our own that the hub may not have; their records go with them on a stick."""
    found = db.execute(
        f"SELECT a.id AS attachment_id, {_FILE} FROM attachment_file f"
        " CROSS JOIN attachment a ON a.sha256 = f.sha256"
        " WHERE (f.hub_epoch < :hub OR f.hub_epoch > :hub OR f.hub_epoch = '') AND f.have = f.size"
        " AND f.size > 0 AND f.reason = '' AND a._owner = :org AND a._void = 0"
        " ORDER BY f.at_hub = 0, f.size, a.id",
        {"hub": hub_epoch, "org": org},
    )
    return [Errand(row["attachment_id"], _state(row)) for row in found]


def errand_of(db: Readable, sha256: str, attachment_id: str) -> Errand | None:
    """Return what is known of a content by a record that names it; None when there is no such record."""
    found = db.execute(
        "SELECT size FROM attachment WHERE id = ? AND sha256 = ? AND _void = 0", (attachment_id, sha256)
    )
    if not found:
        return None
    state = find(db, sha256) or FileState(sha256, found[0]["size"])
    return Errand(attachment_id, attrs.evolve(state, size=found[0]["size"]))


def next_to_ask(db: Readable, *, org: str, hub_epoch: str, before: str) -> Errand | None:
    """Return the content of our own whose safe arrival was confirmed longest ago, before a moment."""
    found = db.execute(
        f"SELECT a.id AS attachment_id, {_FILE} FROM attachment_file f"
        " CROSS JOIN attachment a ON a.sha256 = f.sha256"
        " WHERE f.hub_epoch = ? AND f.have = f.size AND f.size > 0 AND f.checked_at < ?"
        " AND a._owner = ? AND a._void = 0 ORDER BY f.checked_at, a.id LIMIT 1",
        (hub_epoch, before, org),
    )
    return Errand(found[0]["attachment_id"], _state(found[0])) if found else None


_OWED = (
    " a._void = 0 AND a._rev > 0 AND length(a.sha256) = 64 AND a.size BETWEEN 1 AND :largest"
    " AND coalesce(f.have, 0) < a.size AND coalesce(f.reason, '') = '' AND coalesce(f.retry_at, '') < '9'"
)
_WANTED = (
    " FROM attachment_file f CROSS JOIN attachment a ON a.sha256 = f.sha256 WHERE f.wanted = 1 AND" + _OWED
)
_COMING = (
    " FROM attachment a LEFT JOIN attachment_file f ON f.sha256 = a.sha256"
    " WHERE a.added_at >= :since AND a.size <= :small AND" + _OWED
)
"""Two questions, each with an index of its own: a county keeps the attachments of years. CROSS JOIN keeps
the order of the tables, which SQLite would turn round to read all attachments ever made."""


def next_wanted(db: Readable, *, largest: int, now: str) -> Errand | None:
    """Return the next content that somebody waits for: begun ones first, then small ones.

    Args:
        db: the database.
        largest: most bytes that are ever fetched.
        now: the present moment; what is to be tried later is passed over.
    """
    return _next_of(db, _WANTED, {"largest": largest, "now": now})


def next_coming(db: Readable, *, largest: int, small: int, since: str, now: str) -> Errand | None:
    """Return the next content that comes by itself: begun ones first, then small ones.

    Args:
        db: the database.
        largest: most bytes that are ever fetched.
        small: what is not larger comes by itself; 0 for nothing.
        since: and only what was added from this moment on.
        now: the present moment; what is to be tried later is passed over.
    """
    if not small:
        return None
    return _next_of(db, _COMING, {"largest": largest, "small": small, "since": since, "now": now})


def all_coming(db: Readable, *, largest: int, small: int, since: str) -> list[Errand]:
    """Return all contents of others that are waited for or come by themselves; see ``next_coming``."""
    params = {"largest": largest, "small": small, "since": since, "now": NOT_BY_ITSELF}
    questions = (_WANTED, _COMING) if small else (_WANTED,)
    return [errand for question in questions for errand in _all_of(db, question, params, -1)]


def _next_of(db: Readable, owed: str, params: dict[str, Any]) -> Errand | None:
    return next(iter(_all_of(db, owed, params, 1)), None)


def _all_of(db: Readable, owed: str, params: dict[str, Any], most: int) -> list[Errand]:
    found = db.execute(
        f"SELECT a.id AS attachment_id, a.sha256 AS name, a.size AS bytes, {_FILE}{owed}"
        " AND coalesce(f.retry_at, '') <= :now ORDER BY coalesce(f.have, 0) = 0, a.size, a.id LIMIT :most",
        {**params, "most": most},
    )
    states = [_state(row) if row["sha256"] else FileState(row["name"], row["bytes"]) for row in found]
    return [
        Errand(row["attachment_id"], attrs.evolve(state, size=row["bytes"]))
        for row, state in zip(found, states, strict=True)
    ]


@attrs.frozen
class FileCounts:
    """How many files are on their way, and how many bytes of them are left.

    Attributes:
        to_send, to_send_bytes: of our own, not at the hub.
        to_fetch, to_fetch_bytes: of others, coming by themselves or asked for.
        kept, kept_bytes: whole ones that are here.
    """

    to_send: int
    to_send_bytes: int
    to_fetch: int
    to_fetch_bytes: int
    kept: int
    kept_bytes: int


def counts(db: Readable, *, org: str, hub_epoch: str, largest: int, small: int, since: str) -> FileCounts:
    """Return how many files are on their way; see ``next_coming`` for what comes by itself."""
    sending = db.execute(
        "SELECT count(*) AS n, coalesce(sum(size - at_hub), 0) AS b FROM attachment_file f"
        " WHERE (hub_epoch < :hub OR hub_epoch > :hub OR hub_epoch = '') AND have = size AND reason = ''"
        " AND EXISTS (SELECT 1 FROM attachment a"
        " WHERE a.sha256 = f.sha256 AND a._owner = :org AND a._void = 0)",
        {"hub": hub_epoch, "org": org},
    )[0]
    params = {"largest": largest, "small": small, "since": since}
    owed: dict[str, int] = {}
    for question in (_WANTED, _COMING) if small else (_WANTED,):
        left = db.execute(f"SELECT a.sha256, a.size - coalesce(f.have, 0) AS b{question}", params)
        owed.update((row["sha256"], row["b"]) for row in left)
    kept = db.execute(
        "SELECT count(*) AS n, coalesce(sum(size), 0) AS b FROM attachment_file WHERE have = size"
    )[0]
    return FileCounts(sending["n"], sending["b"], len(owed), sum(owed.values()), kept["n"], kept["b"])


def make_room(db: Database, *, org: str, most_bytes: int) -> int:
    """Let go of fetched contents that were not looked at for longest, until few enough bytes are left.

    What this institution added itself always stays: only here it can be had again when the hub loses it.
    Belongs in a unit of work. Returns how many went.
    """
    fetched = db.execute(
        "SELECT f.sha256, f.size FROM attachment_file f WHERE f.have = f.size AND f.wanted = 0 AND NOT EXISTS"
        " (SELECT 1 FROM attachment a WHERE a.sha256 = f.sha256 AND a._owner = ?)"
        " ORDER BY f.used_at DESC, f.sha256",
        (org,),
    )
    left, gone = most_bytes, 0
    for row in fetched:
        left -= row["size"]
        if left < 0:
            forget_bytes(db, row["sha256"])
            # Otherwise it would come back by itself; whoever opens it asks for it again.
            db.execute(
                "UPDATE attachment_file SET retry_at = ? WHERE sha256 = ?", (NOT_BY_ITSELF, row["sha256"])
            )
            gone += 1
    return gone
