from __future__ import annotations

import ast
from pathlib import Path

import clinic_app
from clinic_app.services.audit_words import ACTIONS, action_text

NOTING = {"audit", "_audit", "_note"}
"""Names of the methods whose first argument is the word that is noted."""


def noted_words():
    """Return every word the services note in the audit trail, as it stands in their source."""
    found = set()
    for path in (Path(clinic_app.__file__).parent / "services").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.args and node.func.attr in NOTING:
                words = ast.walk(node.args[0])
                found |= {w.value for w in words if isinstance(w, ast.Constant) and isinstance(w.value, str)}
    return found


def test_everything_that_is_noted_can_be_read() -> None:
    words = noted_words()
    assert {"edit", "sync", "patient.move", "login", "conflict.undo", "void"} <= words
    assert {word for word in words if action_text(word) == word} == set()


def test_moves_of_a_referral_read_as_their_events_and_unknown_words_stay() -> None:
    assert action_text("accepted") == "接诊"
    assert action_text("frobnicate") == "frobnicate"
    assert len({str(words) for words in ACTIONS.values()}) == len(ACTIONS)
