from __future__ import annotations

from clinic_app.services.changes import NOTHING, Changes


def test_changes_are_read_like_a_set_of_kinds() -> None:
    changes = Changes.of(["patient"]) | Changes.of({"referral"})
    assert frozenset(changes) == {"patient", "referral"}
    assert "patient" in changes
    assert changes.any_of("follow_up", "referral")
    assert not changes.any_of("follow_up")
    assert changes
    assert not NOTHING
