from __future__ import annotations

import threading

import pytest

from clinic_app.store import audit
from clinic_app.store.cipher_file import connect
from clinic_app.store.database import StoreBug
from tests.unit.store.conftest import KEY


def note(db, action, **values):
    return audit.append(db, user_name="王秀兰", workstation="门诊1", action=action, **values)


@pytest.fixture
def trail(db):
    for action in ("login", "view", "print", "logout"):
        note(db, action, object_kind="patient", object_id="P", patient_id="P", details={"b": 1, "a": "甲"})
    return db


def test_a_whole_chain_is_sound(trail):
    found = audit.verify(trail)
    assert found.sound
    assert (found.entries, found.first_bad, found.missing) == (4, 0, 0)
    assert found.head == audit.page(trail, limit=1)[0]["hash"]


def test_an_empty_trail_is_sound(db):
    assert audit.verify(db).sound


def test_lines_are_not_changed_or_deleted_by_the_program(trail):
    for statement in ("UPDATE audit SET user_name = '李军'", "DELETE FROM audit WHERE no = 4"):
        with pytest.raises(StoreBug, match="audit trail"):
            trail.execute(statement)
    with pytest.raises(StoreBug):
        trail.execute("INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE no = 2")
    assert audit.verify(trail).sound


TAMPERING = {
    "changed": ("UPDATE audit SET user_name = '李军' WHERE no = 2", (4, 2, 0)),
    "detail": ("UPDATE audit SET details = '{}' WHERE no = 3", (4, 3, 0)),
    "taken out": ("DELETE FROM audit WHERE no = 2", (3, 3, 0)),
    "first": ("DELETE FROM audit WHERE no = 1", (3, 2, 0)),
    "cut off": ("DELETE FROM audit WHERE no > 2", (2, 0, 2)),
    "all": ("DELETE FROM audit", (0, 0, 4)),
    "exchanged": ("UPDATE audit SET no = 9 - no", (4, 5, 0)),
}


@pytest.mark.parametrize(("statement", "expected"), TAMPERING.values(), ids=TAMPERING)
def test_tampering_with_another_tool_shows(trail, statement, expected):
    tool = connect(trail.path, KEY, "mode=rw")
    tool.execute("DROP TRIGGER audit_unchanged")
    tool.execute("DROP TRIGGER audit_kept")
    tool.execute(statement)
    tool.close()
    found = audit.verify(trail)
    assert not found.sound
    assert (found.entries, found.first_bad, found.missing) == expected


def test_two_threads_never_take_the_same_predecessor(db):
    def write():
        for _ in range(20):
            note(db, "view")

    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert audit.verify(db).entries == 60
    assert audit.verify(db).sound


def test_pages_and_filters(trail):
    note(trail, "export", result="refused")
    assert [line["action"] for line in audit.page(trail, limit=2)] == ["export", "logout"]
    assert [line["action"] for line in audit.page(trail, before=4, limit=2)] == ["print", "view"]
    assert [line["no"] for line in audit.page(trail, action="export", user_name="王秀兰")] == [5]
    assert len(audit.page(trail, patient_id="P")) == 4
    assert audit.page(trail, from_at="2027") == []
    assert len(audit.page(trail, to_at="2027")) == 5
