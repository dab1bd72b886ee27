"""What the steps of a desk in the demonstration have at hand: the program, its hands, a folder, a list."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from clinic_app.services.app import App
from ui import app as ui_app
from ui.demo.hands import Hands


class DeskAtWork:
    """What the steps of a desk have at hand.

    Attributes:
        hands: work the window.
        folder: where pictures and papers go.
        role: ``clinic`` or ``county``.
    """

    def __init__(self, program: ui_app.Program, folder: Path, role: str, ledger: Path | None) -> None:
        self.program = program
        self.folder = folder
        self.role = role
        self.hands = Hands(program, folder)
        self._ledger = ledger

    @property
    def app(self) -> App:
        """The services behind the window."""
        return self.program.context.app

    def keep_ledger(self) -> None:
        """From now on write down outside of the program what it says it has saved."""
        if self._ledger is None:
            return
        place, path = self.app.place, self._ledger

        def note(ops: Sequence[Mapping[str, Any]]) -> None:
            with path.open("a", encoding="utf-8") as file:
                for op in ops:
                    entry = {name: op[name] for name in ("op_seq", "ent", "rec_id", "hash")}
                    file.write(json.dumps(entry) + "\n")

        note(place.reader.execute("SELECT op_seq, ent, rec_id, hash FROM op ORDER BY op_seq"))
        place.db.after_commit.append(note)
