"""Attachments of a referral: which files may travel, how large, and how a file proves what it is."""

from __future__ import annotations

import re
from enum import StrEnum

LARGEST_FILE = 2_000_000
"""Most bytes of a file that is taken in here: four minutes of a 64 kbit/s line. Bytes."""

LARGEST_FETCHED = 16 << 20
"""Most bytes that are ever fetched from the hub, whatever a newer program sends. Bytes."""

PICTURE_BYTES = 60_000
"""What a picture is reduced to, if it stays readable. Bytes."""

_NAME = re.compile(r"[0-9a-f]{64}")


class MediaType(StrEnum):
    """The formats that travel."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    PDF = "application/pdf"


SUFFIX: dict[str, str] = {MediaType.JPEG: ".jpg", MediaType.PNG: ".png", MediaType.PDF: ".pdf"}
"""File name endings by format."""


def media_type_of(data: bytes) -> MediaType | None:
    """Return the format that the first bytes of a file show, whatever its name says; None for any other."""
    if data.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    # The standard lets a PDF begin within the first 1024 bytes; scanners do put their own mark before it.
    return MediaType.PDF if b"%PDF-" in data[:1024] else None


def is_content_name(text: str) -> bool:
    """Tell whether a text can be the name of a content: its SHA-256 in small hexadecimal digits."""
    return _NAME.fullmatch(text) is not None
