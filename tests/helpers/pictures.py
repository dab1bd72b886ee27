"""Invented papers as a phone or a scanner would bring them, for tests of attachments."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw


def paper(width: int = 1240, height: int = 1754, *, mark: str = "red", lines: int = 32) -> Image.Image:
    """Return a sheet with rows of dark strokes and a stamp in a colour; ``mark`` empty for none."""
    image = Image.new("RGB", (width, height), (238, 236, 230))
    draw = ImageDraw.Draw(image)
    for line in range(lines):
        y = (line + 1) * height // (lines + 2)
        for stroke in range(0, width - width // 5, max(12, width // 45)):
            draw.line(
                (width // 10 + stroke, y, width // 10 + stroke + (stroke * 7) % 13, y + 9), (40, 40, 60), 2
            )
    if mark:
        box = (width * 6 // 10, height * 7 // 10, width * 8 // 10, height * 8 // 10)
        draw.ellipse(box, outline=mark, width=max(6, width // 60))
    return image


def as_jpeg(image: Image.Image, quality: int = 90, **more: object) -> bytes:
    """Return a picture as a JPEG file."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, **more)
    return out.getvalue()


def as_png(image: Image.Image, **more: object) -> bytes:
    """Return a picture as a PNG file."""
    out = io.BytesIO()
    image.save(out, "PNG", **more)
    return out.getvalue()


def as_pdf(image: Image.Image) -> bytes:
    """Return a picture as a PDF of one page."""
    out = io.BytesIO()
    image.save(out, "PDF", resolution=110)
    return out.getvalue()


def read(data: bytes) -> Image.Image:
    """Return the picture in a file, unpacked."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image
