"""Bytes as the text of a QR code: deflated, then base45, one text for one content."""

from __future__ import annotations

import zlib

import base45


def fold(plain: bytes) -> str:
    """Return the text, in the 45 characters of QR's alphanumeric mode (RFC 9285)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base45.b45encode(packer.compress(plain) + packer.flush()).decode("ascii")


def unfold(text: str, *, most: int) -> bytes:
    """Return what a text holds.

    Args:
        text: as ``fold`` made it.
        most: bytes it may hold at most; more is an attack.

    Raises:
        ValueError: it is not such a text, in every single character.
    """
    try:
        packed = base45.b45decode(text)
    except ValueError as error:
        raise ValueError("not a folded text") from error
    plain = _inflate(packed, most)
    if plain is None or _ends_in_stray_bits(packed, plain):
        raise ValueError("not a folded text")
    return plain


def _inflate(packed: bytes, most: int) -> bytes | None:
    """Return what a deflate stream holds, None unless it ends exactly where the bytes end."""
    reader = zlib.decompressobj(-15)
    try:
        plain = reader.decompress(packed, most)
    except zlib.error:
        return None
    return None if not reader.eof or reader.unused_data or reader.unconsumed_tail else plain


def _ends_in_stray_bits(packed: bytes, plain: bytes) -> bool:
    """Tell whether bits after the end of the stream are set.

    The last byte is filled up with zeros. Were other filling accepted, a character of the code could be
    changed without anybody noticing. The highest bit that is set belongs to the stream exactly when the
    stream says something else without it.
    """
    last = packed[-1]
    return (
        last > 0 and _inflate(packed[:-1] + bytes([last ^ 1 << last.bit_length() - 1]), len(plain)) == plain
    )
