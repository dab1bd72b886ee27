"""Attachments on the line as people meet it: after every exchange, in the background or at once."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from clinic_app.domain.attachment import LARGEST_FETCHED
from clinic_app.domain.errors import ClinicError
from clinic_app.domain.wording import Message, joined, say
from clinic_app.services.changes import NOTHING, Changes
from clinic_app.services.workplace import Workplace
from clinic_app.store import attachment_files, sync_state
from clinic_app.store.attachment_files import FileCounts
from clinic_app.store.database import Readable
from clinic_app.sync.engine import SyncEngine
from clinic_app.sync.file_carrier import Carried, automatic

KIND = "attachment_file"
"""Word in Changes for bytes that moved; their records change as ``attachment``."""
TOLD_EVERY = 8
"""Within a large file the screen hears of every so many parts."""


@attrs.frozen
class FilesCarried:
    """What became of attachments after an exchange.

    Attributes:
        changes: what screens should read again.
        up, down: files that are wholly at the hub, or wholly here, since.
        sentence: for people; empty when nothing was carried.
    """

    changes: Changes = NOTHING
    up: int = 0
    down: int = 0
    sentence: str = ""


class FileTraffic:
    """Carries attachments when the records are done; a broken line here is no failure of the exchange.

    Attributes:
        in_background: asks the background to go on at once; None where there is none.
    """

    def __init__(self, place: Workplace, engine: SyncEngine) -> None:
        self._place, self._engine = place, engine
        self._parts = 0
        self.in_background: Callable[[], None] | None = None

    def after_run(self, stop: Callable[[], bool] = lambda: False) -> FilesCarried:
        """Carry what there is: by the background if it runs, so that nobody waits, otherwise here and now."""
        if self.in_background is None:
            return self._carry(stop)
        found = file_counts(self._place.reader, self._place)
        if found.to_send or found.to_fetch:
            self.in_background()
        return FilesCarried()

    def soon(self) -> FilesCarried:
        """Go on with what somebody asked for. An exchange comes before it, in the background."""
        return self.after_run()

    def part_done(self, part: Carried) -> Changes:
        """Return what screens should read again after a part."""
        self._parts = 0 if part.done else self._parts + 1
        return Changes.of({KIND}) if part.done or self._parts % TOLD_EVERY == 0 else NOTHING

    def _carry(self, stop: Callable[[], bool]) -> FilesCarried:
        up = down = 0
        broken = False
        try:
            while not stop():
                part = self._engine.carry_part()
                if part is None:
                    break
                whole = part.done and (part.file.whole if not part.up else bool(part.file.hub_epoch))
                up, down = up + (whole and part.up), down + (whole and not part.up)
        except ClinicError:
            broken = True
        words = told_of_files(up, down)
        if broken:
            words.append(say("附件没有传完，线路好时会接着传。"))
        return FilesCarried(Changes.of({KIND}) if up or down else NOTHING, up, down, joined(words))


def file_counts(db: Readable, place: Workplace) -> FileCounts:
    """Return how many attachments are on their way."""
    state, limits = sync_state.read(db), automatic(db, place.clock)
    return attachment_files.counts(
        db,
        org=state.org_id,
        hub_epoch=state.hub_epoch,
        largest=LARGEST_FETCHED,
        small=limits.small,
        since=limits.since,
    )


def told_of_files(up: int, down: int) -> list[Message]:
    """Return how many attachments are wholly at the hub or wholly here since; nothing for none."""
    return [say("附件：送出 {up} 个，取回 {down} 个。", up=up, down=down)] if up or down else []
