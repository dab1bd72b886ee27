"""Files on their way into a referral: by content, made small, upright, with nothing hidden in them."""

from __future__ import annotations

import io
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from clinic_app.domain.attachment import LARGEST_FILE, PICTURE_BYTES, MediaType
from clinic_app.domain.errors import Rejected
from clinic_app.services.attachment_capture import capture, picture_is_safe
from tests.helpers.pictures import as_jpeg, as_pdf, as_png, paper, read


def refusal(data: bytes) -> str:
    with pytest.raises(Rejected) as caught:
        capture(data)
    [problem] = caught.value.problems
    assert problem.field == "file"
    assert str(problem.message)
    return problem.code


def test_a_photograph_of_a_paper_becomes_small_and_keeps_its_stamp():
    taken = capture(as_jpeg(paper(2480, 3508), 95))
    image = read(taken.data)
    assert len(taken.data) <= PICTURE_BYTES
    assert (taken.media_type, image.mode) == (MediaType.JPEG, "RGB")
    assert 1286 <= max(image.size) <= 1754
    assert image.size[0] / image.size[1] == pytest.approx(2480 / 3508, rel=0.01)


def test_a_paper_without_colours_becomes_grey():
    assert read(capture(as_jpeg(paper(mark=""))).data).mode == "L"


def test_a_picture_is_turned_upright_and_tells_no_place_or_camera():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (35.0, 32.0, 10.0)
    data = as_jpeg(paper(900, 600), exif=exif, comment=b"home of the doctor")
    taken = capture(data)
    image = read(taken.data)
    assert image.size == (600, 900)
    assert not image.getexif()
    assert b"SecretCamera" not in taken.data
    assert b"home of" not in taken.data


def test_a_drawing_of_few_colours_stays_a_sharp_png():
    drawing = paper(800, 1000, mark="").convert("1", dither=Image.Dither.NONE)
    taken = capture(as_png(drawing))
    assert taken.media_type is MediaType.PNG
    assert len(taken.data) <= PICTURE_BYTES
    assert read(taken.data).size == drawing.size


def test_a_picture_full_of_detail_still_becomes_small():
    noise = Image.effect_noise((1600, 2000), 120)
    assert len(capture(as_jpeg(noise)).data) < 200_000


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_picture_is_read(mode):
    source = paper(300, 400)
    image = source.convert("L").convert("I;16") if mode == "I;16" else source.convert(mode)
    data = as_jpeg(image) if mode == "CMYK" else as_png(image)
    shown = read(capture(data).data).convert("L")
    assert shown.size == (300, 400)
    low, high = shown.getextrema()
    assert low < 120 < 200 < high


def test_what_is_clear_in_a_picture_stands_on_white_paper():
    image = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    image.paste((200, 0, 0, 255), (50, 50, 150, 150))
    assert read(capture(as_png(image)).data).convert("RGB").getpixel((5, 5)) >= (250, 250, 250)


def test_the_name_of_a_file_says_nothing():
    assert refusal(b"MZ\x90\x00 a program called scan.jpg") == "file.format"
    assert refusal(b"") == "file.empty"
    assert refusal(b"GIF89a" + bytes(100)) == "file.format"


def test_a_pdf_travels_as_it_is():
    data = as_pdf(paper())
    taken = capture(data)
    assert (taken.media_type, taken.data, taken.reduced_from) == (MediaType.PDF, data, 0)


def test_a_pdf_that_is_too_large_or_broken_is_refused_with_a_sentence():
    data = as_pdf(paper(300, 400))
    assert refusal(data + bytes(LARGEST_FILE)) == "file.too_large"
    assert refusal(b"%PDF-1.7\n" + bytes(3000)) == "file.damaged"


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def bomb(width: int, height: int) -> bytes:
    """Return a small PNG that says it is huge."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(9999)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [9000, 60_000])
def test_a_picture_that_would_fill_the_memory_is_refused(side):
    data = bomb(side, side)
    assert refusal(data) == "file.pixels"
    assert not picture_is_safe(data)


def test_a_cut_off_picture_is_refused():
    whole = as_jpeg(paper())
    assert refusal(whole[: len(whole) // 2]) == "file.damaged"
    assert refusal(as_png(paper(200, 200))[:400]) == "file.damaged"
    assert picture_is_safe(whole)
    assert not picture_is_safe(b"%PDF-1.4")


SMALL = {"jpeg": as_jpeg(paper(90, 120)), "png": as_png(paper(90, 120).convert("P"))}


@settings(max_examples=60)
@given(
    name=st.sampled_from(sorted(SMALL)),
    places=st.lists(st.tuples(st.integers(8, 5000), st.integers(0, 255)), min_size=1, max_size=12),
    cut=st.integers(0, 200),
)
def test_a_spoilt_picture_is_taken_or_refused_and_nothing_else(name, places, cut):
    data = bytearray(SMALL[name])
    for place, value in places:
        data[place % len(data)] = value
    spoilt = bytes(data[: len(data) - cut])
    try:
        taken = capture(spoilt)
    except Rejected:
        return
    assert Image.open(io.BytesIO(taken.data)).format in ("JPEG", "PNG")
