"""Signatures of devices (Ed25519) and sealed files for the hub (X25519, ChaCha20-Poly1305), on bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

import attrs
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from clinic_app.domain.errors import FileError, WrongKey
from clinic_app.domain.ids import Entropy
from clinic_app.domain.wording import Message, say

KEY_BYTES = 32
SIGNATURE_BYTES = 64

_MAGIC = b"ZZSEAL1\n"
_CHUNK = 64 * 1024
_TAG = 16
_INFO = b"zhuanzhen-clinic sealed file v1"


@attrs.frozen
class KeyPair:
    """A private key and its public half, 32 raw bytes each; the private one is not shown by repr."""

    private: bytes = attrs.field(repr=False)
    public: bytes


def new_signing_key(entropy: Entropy) -> KeyPair:
    """Return a new Ed25519 pair, made at enrolment; the private half is kept in the encrypted database."""
    private = entropy(KEY_BYTES)
    return KeyPair(private, signing_public(private))


def signing_public(private: bytes) -> bytes:
    """Return the public half of an Ed25519 private key."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sign(private: bytes, data: bytes) -> bytes:
    """Return the 64-byte Ed25519 signature of data."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(data)


def verify(public: bytes, signature: bytes, data: bytes) -> bool:
    """Tell whether a signature is of this data and this key; anything misshapen counts as no."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def new_sealing_key(entropy: Entropy) -> KeyPair:
    """Return a new X25519 pair; the hub makes one, clinics get its public half at enrolment."""
    private = entropy(KEY_BYTES)
    return KeyPair(private, sealing_public(private))


def sealing_public(private: bytes) -> bytes:
    """Return the public half of an X25519 private key."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal_stream(source: BinaryIO, target: BinaryIO, recipient: bytes, entropy: Entropy) -> None:
    """Write what ``source`` holds to ``target`` so that only the recipient's private key opens it.

    Chunks of 64 KiB, each with a counter and a last-chunk flag in its nonce (the STREAM construction of
    Hoang, Reyhanitabar, Rogaway and Vizár, 2015), so nothing can be cut off, swapped or repeated unseen.
    Nobody is named as the author: sign what is inside.
    """
    ephemeral = entropy(KEY_BYTES)
    ephemeral_public = sealing_public(ephemeral)
    cipher = _cipher(ephemeral, recipient, ephemeral_public, recipient)
    header = _MAGIC + ephemeral_public
    target.write(header)
    for counter, (chunk, last) in enumerate(_chunks(source, _CHUNK)):
        target.write(cipher.encrypt(_nonce(counter, last), chunk, header if counter == 0 else None))


def unseal_stream(source: BinaryIO, target: BinaryIO, private: bytes) -> None:
    """Write what a sealed file holds to ``target``.

    Each chunk written is genuine, but only a return without error says the file is whole: use what
    was written no earlier.

    Raises:
        FileError: not a sealed file, cut off, or changed.
        WrongKey: sealed for somebody else.
    """
    header = _read_full(source, len(_MAGIC) + KEY_BYTES)
    if len(header) != len(_MAGIC) + KEY_BYTES or not header.startswith(_MAGIC):
        raise FileError(say("这不是本程序导出的加密文件。请核对选的是不是摆渡文件。"))
    ephemeral_public = header[len(_MAGIC) :]
    try:
        cipher = _cipher(private, ephemeral_public, ephemeral_public, sealing_public(private))
    except ValueError as error:  # an all-zero shared secret: a forged public key
        raise FileError(_changed()) from error
    counter = 0
    for counter, (chunk, last) in enumerate(_chunks(source, _CHUNK + _TAG)):
        try:
            target.write(cipher.decrypt(_nonce(counter, last), chunk, header if counter == 0 else None))
        except InvalidTag as error:
            if counter == 0:
                # A wrong recipient and a changed first chunk look alike; the first is far more common.
                raise WrongKey(
                    say("这个加密文件不是给本机的，或者文件已损坏。原文件没有动，请核对后让对方重新导出。")
                ) from error
            raise FileError(_changed()) from error


def seal(data: bytes, recipient: bytes, entropy: Entropy) -> bytes:
    """Return data sealed as by seal_stream, for what fits in memory."""
    target = io.BytesIO()
    seal_stream(io.BytesIO(data), target, recipient, entropy)
    return target.getvalue()


def unseal(sealed: bytes, private: bytes) -> bytes:
    """Return what was sealed. Raises FileError or WrongKey as unseal_stream."""
    target = io.BytesIO()
    unseal_stream(io.BytesIO(sealed), target, private)
    return target.getvalue()


def _cipher(private: bytes, peer: bytes, ephemeral_public: bytes, recipient: bytes) -> ChaCha20Poly1305:
    shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(peer))
    derived = HKDF(hashes.SHA256(), KEY_BYTES, salt=ephemeral_public + recipient, info=_INFO).derive(shared)
    return ChaCha20Poly1305(derived)


def _nonce(counter: int, last: bool) -> bytes:
    return counter.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _chunks(source: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """Yield full chunks and a last one (possibly empty), each with whether it is the last."""
    chunk = _read_full(source, size)
    while True:
        following = _read_full(source, size) if len(chunk) == size else b""
        if not following:
            yield chunk, True
            return
        yield chunk, False
        chunk = following


def _read_full(source: BinaryIO, size: int) -> bytes:
    # A raw stream may hand over less than was asked for; a short chunk must mean the end.
    parts: list[bytes] = []
    while size > 0 and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _changed() -> Message:
    return say("加密文件不完整或被改动过，没有使用其中的内容。请重新拷贝，或让对方重新导出。")
