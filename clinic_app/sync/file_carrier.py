"""Carrying attachments to and from the hub, one small part at a time, after everything else."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import attrs

from clinic_app.domain.attachment import LARGEST_FETCHED
from clinic_app.domain.clock import Clock, stamp
from clinic_app.domain.errors import HubRefused, HubUnreachable
from clinic_app.protocol.endpoints import blob_target
from clinic_app.protocol.messages import Instruction
from clinic_app.store import attachment_files, settings, sync_state
from clinic_app.store.attachment_files import PART_BYTES, Errand, FileState
from clinic_app.store.database import Database, Readable
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync.apply import AUTHOR
from clinic_app.sync.hub import CarriesFiles, FileAtHub

SMALLEST_PART = 4096

AUTOMATIC_SETTING = "attachments.automatic"
"""Whether small attachments of others come by themselves."""
AUTOMATIC_BYTES = 200_000
AUTOMATIC_DAYS = 60
"""What is larger or older is fetched when somebody opens it: a new PC must not fetch years at once."""

KEEP_FETCHED_BYTES = 300_000_000
"""Fetched files beyond this are let go again, those not looked at for longest first."""

CONFIRM_EVERY = timedelta(days=7)
"""How often the hub is asked whether it still has a file that only this institution could give again."""

_FIRST_PAUSE = timedelta(minutes=10)
_LONGEST_PAUSE = timedelta(hours=6)
_FEW_TRIES = 3
_MOST_TRIES = 8
"""A content that came damaged so often is not what its record says; it is left alone until asked for."""

_UNFIT = frozenset({Instruction.SMALLER})


@attrs.frozen
class Automatic:
    """What is fetched without being asked for: most bytes, and added since when."""

    small: int
    since: str


def automatic(db: Readable, clock: Clock) -> Automatic:
    """Return what is fetched without being asked for."""
    wanted = bool(settings.get(db, AUTOMATIC_SETTING, True))
    since = stamp(clock.now() - timedelta(days=AUTOMATIC_DAYS))
    return Automatic(AUTOMATIC_BYTES if wanted else 0, since)


@attrs.frozen
class Carried:
    """One part that was carried.

    Attributes:
        file: the file as it stands now.
        up: to the hub; otherwise from it.
        done: nothing of the file is left to be carried.
    """

    file: FileState
    up: bool
    done: bool


@attrs.define
class FileCarrier:
    """Knows what is to be carried next, and carries one part of it at each step.

    Attributes:
        db: the clinic's database.
        clock: this machine's clock.
        part_bytes: size of the next part: smaller after a broken line, larger after one that got through.
    """

    db: Database
    clock: Clock
    part_bytes: int = PART_BYTES

    def step(self, hub: CarriesFiles) -> Carried | None:
        """Carry one part and return what it was; None when nothing is left for now.

        Raises:
            HubUnreachable: the line broke; what both sides have stays, the next part is smaller.
            HubRefused: the hub refuses this device.
        """
        try:
            carried = self._step(hub)
        except HubUnreachable:
            self.part_bytes = max(SMALLEST_PART, self.part_bytes // 2)
            raise
        self.part_bytes = min(PART_BYTES, self.part_bytes * 2)
        return carried

    def _step(self, hub: CarriesFiles) -> Carried | None:
        state, now = sync_state.read(self.db), stamp(self.clock.now())
        asked_for = attachment_files.next_wanted(self.db, largest=LARGEST_FETCHED, now=now)
        if asked_for is not None:
            return self._fetch(hub, asked_for)
        sending = attachment_files.next_to_send(self.db, org=state.org_id, hub_epoch=state.hub_epoch, now=now)
        if sending is not None:
            return self._send(hub, sending, state.hub_epoch)
        limits = automatic(self.db, self.clock)
        coming = attachment_files.next_coming(
            self.db, largest=LARGEST_FETCHED, small=limits.small, since=limits.since, now=now
        )
        if coming is not None:
            return self._fetch(hub, coming)
        before = stamp(self.clock.now() - CONFIRM_EVERY)
        lying = attachment_files.next_to_ask(
            self.db, org=state.org_id, hub_epoch=state.hub_epoch, before=before
        )
        return self._confirm(hub, lying, state.hub_epoch) if lying is not None else None

    # ---- to the hub -----------------------------------------------------------------------------------

    def _send(self, hub: CarriesFiles, errand: Errand, hub_epoch: str) -> Carried:
        file = errand.file
        start = min(file.at_hub, file.size - 1)
        data = attachment_files.piece(self.db, file.sha256, start, self.part_bytes)
        try:
            there = hub.send_part(blob_target(file.sha256, errand.attachment_id), start, file.size, data)
        except HubRefused as refusal:
            return Carried(self._refused(file, refusal), up=True, done=True)
        return Carried(self.note_there(file, there, hub_epoch, start), up=True, done=there.whole)

    def _confirm(self, hub: CarriesFiles, errand: Errand, hub_epoch: str) -> Carried:
        """Ask whether the hub still has a file; it is sent again when it has not."""
        file = errand.file
        try:
            there = hub.file_at_hub(blob_target(file.sha256, errand.attachment_id))
        except HubRefused:
            there = FileAtHub(file.size, whole=True)  # its record is not there either: that heals first
        return Carried(self.note_there(file, there, hub_epoch), up=True, done=there.whole)

    def note_there(self, file: FileState, there: FileAtHub, hub_epoch: str, start: int = -1) -> FileState:
        """Note how much of a file the hub has, after a part that began at ``start``, if one was sent."""
        # No step forward is one failure; a hub that keeps losing what it took must not be sent to for ever.
        tries = 0 if there.whole else file.tries + (there.have <= start)
        stuck = not there.whole and (there.have == start or tries > _FEW_TRIES)
        return self._note(
            file,
            at_hub=file.size if there.whole else min(there.have, file.size),
            hub_epoch=hub_epoch if there.whole else "",
            checked_at=stamp(self.clock.now()) if there.whole else "",
            tries=tries,
            retry_at=self._later(tries) if stuck else "",
        )

    def _refused(self, file: FileState, refusal: HubRefused) -> FileState:
        """Note that the hub did not take or give a file; raise again when it refuses the whole device."""
        if refusal.instruction == Instruction.LOGIN:
            raise refusal
        if refusal.instruction in _UNFIT:
            return self._note(file, reason=str(refusal.message), wanted=0)
        tries = file.tries + 1
        return self._note(file, tries=tries, retry_at=self._later(tries))

    # ---- from the hub ---------------------------------------------------------------------------------

    def _fetch(self, hub: CarriesFiles, errand: Errand) -> Carried:
        file = errand.file
        count = min(self.part_bytes, file.size - file.have)
        try:
            data = hub.fetch_part(blob_target(file.sha256, errand.attachment_id), file.have, count)
        except HubRefused as refusal:
            return Carried(self._refused(file, refusal), up=False, done=True)
        if not data:
            return Carried(self._begin_anew(file), up=False, done=True)
        grown = self.take_bytes(errand, data[:count])
        return Carried(grown, up=False, done=grown.whole or grown.have == 0)

    def take_bytes(self, errand: Errand, data: bytes) -> FileState:
        """Keep bytes that go on where a file ends; what is whole but not what its name says is let go."""
        file = errand.file
        with UnitOfWork(self.db, user_name=AUTHOR) as work:
            grown = attachment_files.append(self.db, file.sha256, file.size, file.have, data)
            work.commit()
        if grown.whole and hashlib.sha256(self._content(grown)).hexdigest() != grown.sha256:
            return self._begin_anew(attrs.evolve(grown, tries=file.tries))
        return self._arrived(grown) if grown.whole else grown

    def _content(self, file: FileState) -> bytes:
        return attachment_files.content(self.db, file.sha256)

    def _arrived(self, file: FileState) -> FileState:
        with UnitOfWork(self.db, user_name=AUTHOR) as work:
            state = sync_state.read(self.db)
            done = attachment_files.note(
                self.db,
                file,
                wanted=0,
                tries=0,
                retry_at="",
                at_hub=file.size,
                hub_epoch=state.hub_epoch,
                checked_at=attachment_files.NOT_BY_ITSELF,
            )
            attachment_files.note_used(self.db, file.sha256, stamp(self.clock.now()))
            attachment_files.make_room(self.db, org=state.org_id, most_bytes=KEEP_FETCHED_BYTES)
            work.commit()
        return done

    def _begin_anew(self, file: FileState) -> FileState:
        """Throw away what does not add up to what the name says; it is fetched again later."""
        tries = file.tries + 1
        with UnitOfWork(self.db, user_name=AUTHOR) as work:
            attachment_files.forget_bytes(self.db, file.sha256)
            given_up = tries >= _MOST_TRIES
            later = attachment_files.NOT_BY_ITSELF if given_up else self._later(tries)
            noted = attachment_files.note(
                self.db,
                attrs.evolve(file, have=0),
                tries=tries,
                retry_at=later,
                wanted=0 if given_up else file.wanted,
            )
            work.commit()
        return noted

    # ---- both -----------------------------------------------------------------------------------------

    def _note(self, file: FileState, **changes: object) -> FileState:
        with UnitOfWork(self.db, user_name=AUTHOR) as work:
            noted = attachment_files.note(self.db, file, **changes)
            work.commit()
        return noted

    def _later(self, tries: int) -> str:
        pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(tries - 1, 10))
        return stamp(self.clock.now() + pause)
