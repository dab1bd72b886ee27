"""Attachments on a USB stick: after all records, as far as there is room, going on where the last ended."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from clinic_app.domain.attachment import LARGEST_FETCHED
from clinic_app.domain.clock import Clock
from clinic_app.protocol.courier_file import FILES_BYTES, CourierAnswer, FilePart, FileWanted
from clinic_app.protocol.messages import Refusal
from clinic_app.store import attachment_files, sync_state
from clinic_app.store.attachment_files import Errand
from clinic_app.store.database import Database
from clinic_app.sync.file_carrier import FileCarrier, automatic
from clinic_app.sync.hub import FileAtHub


@attrs.frozen
class OnStick:
    """What a file to the hub brings and asks for.

    Attributes:
        parts: of our own contents, each from where the hub has it.
        wanted: contents of others that are to come back.
        left: how many of our own did not fit, or not wholly.
    """

    parts: tuple[FilePart, ...] = ()
    wanted: tuple[FileWanted, ...] = ()
    left: int = 0


@attrs.frozen
class Brought:
    """How many contents an answer proves to be wholly at the hub, and how many are wholly here since."""

    up: int = 0
    down: int = 0


def load(db: Database, clock: Clock, *, room: int) -> OnStick:
    """Return what a file may still take in ``room`` bytes, and what it asks the hub to send back."""
    state = sync_state.read(db)
    own = _each_once(attachment_files.all_to_send(db, org=state.org_id, hub_epoch=state.hub_epoch))
    parts: list[FilePart] = []
    left = 0
    for errand in own:
        file = errand.file
        start = min(file.at_hub, file.size - 1)
        data = attachment_files.piece(db, file.sha256, start, min(room, file.size - start)) if room else b""
        room -= len(data)
        left += start + len(data) < file.size
        if data:
            parts.append(FilePart(file.sha256, errand.attachment_id, file.size, start, data))
    return OnStick(tuple(parts), _wanted(db, clock), left)


def _wanted(db: Database, clock: Clock) -> tuple[FileWanted, ...]:
    limits, room = automatic(db, clock), FILES_BYTES
    asked: list[FileWanted] = []
    coming = attachment_files.all_coming(db, largest=LARGEST_FETCHED, small=limits.small, since=limits.since)
    for errand in _each_once(coming):
        if room <= 0:
            break
        asked.append(FileWanted(errand.file.sha256, errand.attachment_id, errand.file.have))
        room -= errand.file.size - errand.file.have
    return tuple(asked)


def _each_once(errands: Iterable[Errand]) -> list[Errand]:
    """Return one errand for each content: several records may name the same."""
    return list({errand.file.sha256: errand for errand in errands}.values())


def take(db: Database, clock: Clock, courier: CourierAnswer) -> Brought:
    """Note what the hub has by now, and keep what it sent back.

    It does no harm whenever the answer comes: bytes go on only where the last ended, and a content
    counts as here when it hashes to its name.
    """
    carrier, state = FileCarrier(db, clock), sync_state.read(db)
    up = down = 0
    said_here = courier.asked.hub_epoch == state.hub_epoch and not isinstance(courier.answer, Refusal)
    for stand in courier.stands if said_here else ():
        file = attachment_files.find(db, stand.sha256)
        if file is not None and file.whole and file.hub_epoch != state.hub_epoch:
            start = min(file.at_hub, file.size - 1)
            carrier.note_there(file, FileAtHub(stand.have, whole=stand.whole), state.hub_epoch, start)
            up += stand.whole
    for part in courier.parts:
        errand = attachment_files.errand_of(db, part.sha256, part.attachment_id)
        if errand is not None and part.start == errand.file.have and not errand.file.whole:
            down += carrier.take_bytes(errand, part.data).whole
    return Brought(up, down)
