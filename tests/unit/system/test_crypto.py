"""Signatures and sealed files."""

from __future__ import annotations

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app.domain.errors import FileError, WrongKey
from clinic_app.system import crypto
from clinic_app.system.crypto import (
    new_sealing_key,
    new_signing_key,
    seal,
    seal_stream,
    sign,
    unseal,
    unseal_stream,
    verify,
)

ENTROPY = random.Random(5).randbytes
HUB = new_sealing_key(ENTROPY)
CHUNK = 64 * 1024
HEAD = 8 + 32


def test_ed25519_is_the_published_one():
    # RFC 8032, 7.1, test 2
    private = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    assert crypto.signing_public(private).hex() == (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
    )
    assert sign(private, b"\x72").hex().startswith("92a009a9f0d4cab8720e820b5f642540")


def test_a_signature_is_of_one_key_and_one_text():
    mine, other = new_signing_key(ENTROPY), new_signing_key(ENTROPY)
    signature = sign(mine.private, b"slip")
    assert verify(mine.public, signature, b"slip")
    assert not verify(other.public, signature, b"slip")
    assert not verify(mine.public, signature, b"slip ")
    assert not verify(mine.public, signature[:-1], b"slip")
    assert not verify(mine.public, bytes(64), b"slip")
    assert not verify(b"short", signature, b"slip")
    assert mine.private.hex() not in repr(mine)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5])
def test_what_was_sealed_comes_out(size):
    data = random.Random(size).randbytes(size)
    sealed = seal(data, HUB.public, ENTROPY)
    assert unseal(sealed, HUB.private) == data
    assert data[:16] == b"" or size < 16 or data[:16] not in sealed


def test_sealing_twice_shows_no_likeness():
    assert seal(b"same", HUB.public, ENTROPY)[8:] != seal(b"same", HUB.public, ENTROPY)[8:]


def test_only_the_recipient_opens_it():
    with pytest.raises(WrongKey):
        unseal(seal(b"x", HUB.public, ENTROPY), new_sealing_key(ENTROPY).private)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_changed_byte_goes_unseen(data):
    sealed = bytearray(seal(b"abc" * 100, HUB.public, random.Random(1).randbytes))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises((FileError, WrongKey)):
        unseal(bytes(sealed), HUB.private)


def test_cutting_swapping_and_repeating_chunks_is_seen():
    sealed = seal(random.Random(4).randbytes(4 * CHUNK), HUB.public, ENTROPY)
    one, two, three, four = (sealed[at : at + CHUNK + 16] for at in range(HEAD, len(sealed), CHUNK + 16))
    for changed in (
        [one, two, three],
        [one],
        [one, three, two, four],
        [one, two, two, four],
        [one, two, four, three],
        [one, two, three, four, four],
        [one, three, four],
    ):
        with pytest.raises((FileError, WrongKey)):
            unseal(sealed[:HEAD] + b"".join(changed), HUB.private)


@pytest.mark.parametrize("rubbish", [b"", b"ZZSEAL1\n", b"PK\x03\x04" + bytes(100)])
def test_other_files_are_told_apart(rubbish):
    with pytest.raises(FileError, match="不是本程序"):
        unseal(rubbish, HUB.private)


def test_a_forged_key_of_low_order_is_refused():
    with pytest.raises(FileError):
        unseal(b"ZZSEAL1\n" + bytes(32) + bytes(40), HUB.private)


class Drip(io.RawIOBase):
    """Gives at most seven bytes a read, as pipes do."""

    def __init__(self, data):
        self._data = io.BytesIO(data)

    def read(self, size=-1):
        return self._data.read(min(size, 7) if size >= 0 else 7)


def test_streams_that_drip_are_read_whole():
    data = random.Random(3).randbytes(CHUNK + 100)
    sealed, out = io.BytesIO(), io.BytesIO()
    seal_stream(Drip(data), sealed, HUB.public, ENTROPY)
    unseal_stream(Drip(sealed.getvalue()), out, HUB.private)
    assert out.getvalue() == data
