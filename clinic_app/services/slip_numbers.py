"""Slip numbers at the desk: given out once in the world, also when the data folder was copied or put back.

Two copies of a file that no line connects cannot ask each other. So every file remembers, outside its own
folder, where and how it was last used; one that finds no such note, or one that does not fit, draws letters
by lot for all its numbers to come. Once too often costs nothing: the counter runs on without a gap.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from clinic_app.domain.change import canonical
from clinic_app.domain.clock import Clock, read_stamp, stamp
from clinic_app.domain.wording import Message, say
from clinic_app.store import serials, sync_state
from clinic_app.store.database import Database
from clinic_app.system.whereabouts import Note, NoteKeeper, same_machine

AWAY = timedelta(days=3)
"""A machine whose disks were all put back looks like one that was off since: after so long it draws."""


class SlipNumbers:
    """Gives out the numbers of one open installation.

    Attributes:
        notice: what a person should know about the numbers, once ``claim`` has found it; None for nothing.
    """

    def __init__(
        self,
        db: Database,
        clock: Clock,
        folders: Sequence[Path],
        machine: frozenset[str],
        *,
        audit: Callable[..., None],
    ) -> None:
        self._db = db
        self._audit = audit
        self._clock = clock
        self._notes = NoteKeeper(folders, db.path)
        self._machine = machine
        # The database's own lock: a second one would be taken in another order inside a unit of work.
        self._lock = db.lock
        self.notice: Message | None = None
        self._settled = False
        self._ours, self._silent = self._look()

    def _look(self) -> tuple[bool, bool]:
        """Return whether this is the file that was last used here, and if not, whether that is everyday."""
        notes = self._notes.read()
        if notes is None:
            return False, False
        standing = self._standing()
        if not all(note.standing == standing and same_machine(note.machine, self._machine) for note in notes):
            return False, False
        away = any(self._clock.now() - read_stamp(note.at) > AWAY for note in notes)
        return not away, True

    def _standing(self) -> str:
        here = serials.segment(self._db)
        device = sync_state.read(self._db).device_id
        return canonical([device, here.epoch_no, here.mark, here.last])

    def _remember(self) -> None:
        self._notes.write(Note(self._standing(), self._machine, stamp(self._clock.now())))

    def begin(self) -> None:
        """Note that the file was made here just now, and that there is no other."""
        with self._lock:
            self._ours = True
            self._remember()

    def claim(self) -> Message | None:
        """Make sure that no other file gives out our numbers; call it before the unit of work of a slip.

        Returns the sentence for people when that needed new letters, the first time.
        """
        with self._lock:
            if self._ours:
                return None
            here = serials.begin_segment(self._db)
            self._ours = True
            self._remember()
            self._audit("number.segment", "serial", here.mark)
            if not self._silent:
                self.notice = _moved(here.mark)
            return self.notice

    def take_notice(self) -> Message | None:
        """Return what a person should know about the numbers, once."""
        notice, self.notice = self.notice, None
        return notice

    def issue(self, *, prefix: str, object_kind: str, object_id: str, user_name: str) -> str:
        """Give out the next number, inside the unit of work that saves the slip and after ``claim``.

        Raises:
            ValueError: the prefix does not fit into a slip number.
        """
        with self._lock:
            number = serials.issue(
                self._db, prefix=prefix, object_kind=object_kind, object_id=object_id, user_name=user_name
            )
            # On the disk before the unit is: a file put back to before this number must not fit the note.
            self._remember()
        return number

    def settle(self) -> None:
        """Note where the file stands before it is closed; one that is not known to be ours stays so."""
        with self._lock:
            if self._ours and not self._settled:
                self._settled = True
                self._remember()


def _moved(mark: str) -> Message:
    return say(
        "这份数据是拷贝来的、换过位置，或用旧备份恢复过。为免与另一份重号，"
        "转诊单从现在起用新的编号段 {mark}。资料没有变动，可以照常使用。",
        mark=mark,
    )
