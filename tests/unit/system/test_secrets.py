"""Custody of the database key."""

from __future__ import annotations

import json
import secrets

import keyring
import keyring.backends.fail
import pytest

from clinic_app.domain.errors import FileError, KeyMissing, WrongKey
from clinic_app.system.secrets import (
    SERVICE,
    KeySafe,
    MemoryKeyRing,
    NoKeyRing,
    OsKeyRing,
    SealCost,
    find_key_ring,
)

CHEAP = SealCost(time=1, memory_kib=8)


@pytest.fixture
def ring():
    return MemoryKeyRing()


@pytest.fixture
def envelope(tmp_path):
    return tmp_path / "clinic.key.json"


@pytest.fixture
def safe(envelope, ring):
    return KeySafe(envelope, ring, secrets.token_bytes, CHEAP)


def on_new_machine(envelope):
    return KeySafe(envelope, MemoryKeyRing(), secrets.token_bytes, CHEAP)


def test_a_new_key_is_kept_for_the_next_start(safe):
    made = safe.create()
    assert len(made.key) == 32
    assert safe.load() == made.key


def test_nothing_secret_is_in_the_envelope_or_in_a_repr(safe, envelope):
    made = safe.create("启动口令-9")
    text = envelope.read_text()
    for secret in (made.key.hex(), made.recovery_code, made.recovery_code.replace("-", ""), "启动口令-9"):
        assert secret not in text
        assert secret not in repr(made)
    assert envelope.stat().st_mode & 0o077 == 0


def test_a_lost_keyring_entry_is_told_with_the_steps_and_nothing_is_touched(safe, ring, envelope):
    made = safe.create()
    before = envelope.read_bytes()
    ring.forget(json.loads(before)["database"])
    with pytest.raises(KeyMissing) as caught:
        safe.load()
    assert all(step in str(caught.value) for step in ("1.", "2.", "3.", "恢复码", "数据都在"))
    assert envelope.read_bytes() == before
    assert safe.recover(made.recovery_code) == made.key
    assert safe.load() == made.key


def test_a_wrong_code_then_the_right_one_in_one_session(envelope, safe):
    made = safe.create()
    elsewhere = on_new_machine(envelope)
    other = KeySafe(envelope.with_name("other.json"), MemoryKeyRing(), secrets.token_bytes, CHEAP).create()
    for wrong in (other.recovery_code, "", "AAAAA", made.recovery_code[:-1]):
        with pytest.raises(WrongKey):
            elsewhere.recover(wrong)
        with pytest.raises(KeyMissing):
            elsewhere.load()
    assert elsewhere.recover(made.recovery_code.lower().replace("-", " ")) == made.key
    assert elsewhere.load() == made.key


def test_another_databases_entry_is_not_taken_for_ours(safe, ring, envelope):
    safe.create()
    ring.save(json.loads(envelope.read_text())["database"], secrets.token_bytes(32))
    with pytest.raises(KeyMissing):
        safe.load()


def test_a_machine_without_keyring_starts_with_a_passphrase(envelope):
    safe = KeySafe(envelope, NoKeyRing(), secrets.token_bytes, CHEAP)
    assert not safe.wants_passphrase
    made = safe.create("口令 Ａ１")
    assert safe.wants_passphrase
    assert safe.load("口令 A1") == made.key
    with pytest.raises(KeyMissing, match="启动口令"):
        safe.load()
    with pytest.raises(WrongKey, match="可以再试"):
        safe.load("口令 A2")
    assert safe.load("口令 A1") == made.key
    assert safe.recover(made.recovery_code) == made.key


def test_no_key_is_made_that_the_next_start_could_not_find(envelope):
    safe = KeySafe(envelope, NoKeyRing(), secrets.token_bytes, CHEAP)
    with pytest.raises(KeyMissing, match="还没有建立任何数据"):
        safe.create()
    assert not envelope.exists()


def test_an_envelope_is_never_replaced(safe, envelope):
    safe.create()
    before = envelope.read_bytes()
    with pytest.raises(FileError, match="不会覆盖"):
        safe.create()
    assert envelope.read_bytes() == before


def test_a_new_recovery_code_ends_the_old_one(safe, envelope):
    made = safe.create()
    code = safe.renew_recovery_code(made.key)
    assert on_new_machine(envelope).recover(code) == made.key
    with pytest.raises(WrongKey):
        on_new_machine(envelope).recover(made.recovery_code)


def test_a_passphrase_can_be_set_changed_and_removed(safe, envelope):
    made = safe.create()
    safe.set_passphrase(made.key, "first")
    safe.set_passphrase(made.key, "second")
    assert on_new_machine(envelope).load("second") == made.key
    with pytest.raises(WrongKey):
        on_new_machine(envelope).load("first")
    bare = KeySafe(envelope, NoKeyRing(), secrets.token_bytes, CHEAP)
    with pytest.raises(KeyMissing, match="口令没有变"):
        bare.set_passphrase(made.key, None)
    safe.set_passphrase(made.key, None)
    assert not safe.wants_passphrase
    assert safe.load() == made.key


def test_a_foreign_key_cannot_change_the_envelope(safe, envelope):
    safe.create()
    before = envelope.read_bytes()
    for attempt in (safe.renew_recovery_code, lambda key: safe.set_passphrase(key, "mine")):
        with pytest.raises(WrongKey):
            attempt(secrets.token_bytes(32))
    assert envelope.read_bytes() == before


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"format": 2}', '{"format": 1, "database": 5, "check": "x", "slots": {}}'],
)
def test_a_damaged_envelope_is_told_and_kept(safe, envelope, content):
    envelope.write_text(content)
    for attempt in (safe.load, lambda: safe.recover("x"), safe.create):
        with pytest.raises(FileError):
            attempt()
    assert envelope.read_text() == content


@pytest.mark.parametrize(
    "change",
    [
        {"salt": "zz"},
        {"nonce": "00"},
        {"time": 0},
        {"time": "x"},
        {"memory_kib": 1 << 30},
        {"sealed": 7},
        {"salt": None},
    ],
)
def test_a_damaged_slot_is_told(safe, envelope, change):
    made = safe.create()
    stored = json.loads(envelope.read_text())
    stored["slots"]["recovery"].update(change)
    envelope.write_text(json.dumps(stored))
    with pytest.raises(FileError):
        safe.recover(made.recovery_code)


def test_a_slot_cannot_be_used_as_another(safe, envelope):
    made = safe.create("same words")
    stored = json.loads(envelope.read_text())
    stored["slots"]["recovery"] = stored["slots"]["passphrase"]
    envelope.write_text(json.dumps(stored))
    with pytest.raises(WrongKey):
        safe.recover("same words")
    assert safe.load() == made.key


def test_a_missing_envelope_says_where_to_find_it(safe):
    with pytest.raises(KeyMissing, match="备份"):
        safe.load()


def test_the_keyring_of_the_system_keeps_and_forgets():
    ring = OsKeyRing()
    assert ring.usable
    key = secrets.token_bytes(32)
    assert ring.load("a") is None
    assert ring.save("a", key)
    assert ring.load("a") == key
    ring.forget("a")
    ring.forget("a")
    assert ring.load("a") is None


def test_rubbish_in_the_keyring_counts_as_no_key():
    keyring.set_password(SERVICE, "a", "not hex")
    keyring.set_password(SERVICE, "b", "00ff")
    assert OsKeyRing().load("a") is None
    assert OsKeyRing().load("b") is None


def test_a_machine_without_any_backend_is_noticed(monkeypatch):
    monkeypatch.setattr(keyring, "get_keyring", keyring.backends.fail.Keyring)
    assert isinstance(find_key_ring(), NoKeyRing)


def test_a_backend_that_breaks_counts_as_none(monkeypatch):
    def broken(*_args):
        raise RuntimeError("no bus")

    for name in ("get_keyring", "get_password", "set_password", "delete_password"):
        monkeypatch.setattr(keyring, name, broken)
    ring = OsKeyRing()
    assert not ring.usable
    assert ring.load("a") is None
    assert not ring.save("a", secrets.token_bytes(32))
    ring.forget("a")


def test_a_backend_that_drops_what_it_was_given_is_noticed(monkeypatch):
    monkeypatch.setattr(keyring, "set_password", lambda *_args: None)
    assert not OsKeyRing().save("a", secrets.token_bytes(32))


def test_the_shipped_costs_make_guessing_dear():
    assert SealCost() == SealCost(time=3, memory_kib=65536, lanes=1)
