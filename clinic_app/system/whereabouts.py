"""Where a database file lives: a note about it outside its folder, and marks of the machine under it.

A file that was copied, moved or put back from an older copy finds no note, or a note that does not fit.
Only a machine whose every disk is put back to the same moment cannot notice: then nothing on it has changed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
import uuid
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import attrs

from clinic_app.domain.clock import read_stamp
from clinic_app.domain.errors import DiskFull, FileError
from clinic_app.system.files import read_file, write_atomically

_SAME_ON_MANY = ("ffffffff-ffff-ffff-ffff-ffffffffffff", "03000200-0400-0500-0006-000700080009")
"""System numbers that cheap boards leave the factory with."""


@attrs.frozen
class Note:
    """What is remembered about a file.

    Attributes:
        standing: what the file said of itself when it was last used, such as its epoch and last number.
        machine: marks of the machine it was used on.
        at: stored moment of that use.
    """

    standing: str
    machine: frozenset[str]
    at: str


class NoteKeeper:
    """Keeps the note about one file in folders that do not travel with it.

    One folder is enough; a second one on another disk notices when the first disk is put back.
    """

    def __init__(self, folders: Sequence[Path], file: Path) -> None:
        name = hashlib.blake2b(
            str(file.resolve()).encode("utf-8", "surrogatepass"), digest_size=12
        ).hexdigest()
        self._places = [folder / f"{name}.json" for folder in folders]

    def read(self) -> list[Note] | None:
        """Return every note that is there, or None when the first folder has none that can be read."""
        found = [_read(place) for place in self._places]
        return None if found[0] is None else [note for note in found if note is not None]

    def write(self, note: Note) -> bool:
        """Keep a note; tell whether the first folder has it."""
        data = json.dumps(
            {"standing": note.standing, "machine": sorted(note.machine), "at": note.at}
        ).encode()
        kept = []
        for place in self._places:
            kept.append(False)
            with contextlib.suppress(FileError, DiskFull, OSError):
                place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                write_atomically(place, data)
                kept[-1] = True
        return kept[0]


def _read(place: Path) -> Note | None:
    try:
        found = json.loads(read_file(place))
        note = Note(str(found["standing"]), frozenset(map(str, found["machine"])), str(found["at"]))
        read_stamp(note.at)
        return note
    except (FileError, DiskFull, ValueError, KeyError, TypeError):
        return None


def same_machine(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two sets of marks can be of one machine.

    A kind of mark that both know must have one in common: an adapter may be added or taken out, but a
    disk that was copied into another machine meets other adapters and another board.
    """
    for kind in ("id", "board", "mac"):
        mine = {mark for mark in one if mark.startswith(f"{kind}:")}
        theirs = {mark for mark in other if mark.startswith(f"{kind}:")}
        if mine and theirs and not mine & theirs:
            return False
    return True


@lru_cache(maxsize=1)
def machine_marks() -> frozenset[str]:
    """Return what tells this machine from others, as short hashes; empty when nothing can be read."""
    found = _windows_marks() if sys.platform == "win32" else _linux_marks()
    return frozenset(
        f"{kind}:{hashlib.blake2b(value.encode(), digest_size=6, person=b'machine').hexdigest()}"
        for kind, value in found
        if value.strip()
    )


def _linux_marks() -> list[tuple[str, str]]:
    found = [("id", _text(Path("/etc/machine-id")))]
    # Real adapters only: bridges and tunnels come and go.
    adapters = [adapter for adapter in Path("/sys/class/net").glob("*") if (adapter / "device").exists()]
    return found + [("mac", _text(adapter / "address")) for adapter in sorted(adapters)]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""


def _windows_marks() -> list[tuple[str, str]]:
    found = [("id", _registry(r"SOFTWARE\Microsoft\Cryptography", "MachineGuid"))]
    board = _registry(r"SYSTEM\HardwareConfig", "LastConfig").strip("{}").lower()
    if board and board not in _SAME_ON_MANY:
        return [*found, ("board", board)]
    address = uuid.getnode()
    # The multicast bit says that no adapter was found and the number was made up.
    return found if address >> 40 & 1 else [*found, ("mac", f"{address:012x}")]


def _registry(key: str, name: str) -> str:
    if sys.platform != "win32":
        return ""
    import winreg

    try:
        with winreg.OpenKey(
            winreg.HKEY_LOCAL_MACHINE, key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        ) as opened:
            return str(winreg.QueryValueEx(opened, name)[0])
    except OSError:
        return ""
