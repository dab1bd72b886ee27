"""A printed code is read from what offices really have: a grey, turned, streaked, stained scan."""

from __future__ import annotations

import io
import math
import random
from datetime import UTC, date, datetime

import attrs
import pytest
from PIL import Image, ImageDraw, ImageFilter

from clinic_app.domain.errors import FileError
from clinic_app.protocol.slip_code import KnownKey, SlipCodeContent, Verdict, make_code
from clinic_app.reports.page import PaperKind
from clinic_app.reports.print_options import PrintOptions
from clinic_app.reports.referral_slip import OutSlip, render_out
from clinic_app.services.slip_verification import check_text, codes_in_picture, read_file
from clinic_app.system.crypto import new_signing_key, sign
from tests.visual.paper_reading import picture

KEYS = new_signing_key(lambda n: bytes(range(n)))
DEVICE = "AZql7wBwcACAAQIDBAUGBw"
REFERRAL = "AZql7wBwcACAAQIDBAUGCA"
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SLIP = OutSlip(
    patient_name="张䶮",
    gender="1",
    age="68岁",
    id_no="620802195803150017",
    phone="13993300017",
    home_address="崆峒区白水镇东沟村3组17号",
    referral_date=date(2026, 11, 22),
    to_org="崆峒区人民医院",
    to_dept="心血管内科",
    impression="不稳定型心绞痛；高血压病3级",
    present_illness="反复胸闷、胸痛3年，加重2天，休息时发作，每次约10分钟。" * 6,
    past_history="高血压病12年，最高190/115mmHg。" * 4,
    treatment="阿司匹林300mg嚼服，硝酸甘油0.5mg舌下含服，吸氧。" * 6,
    allergy="青霉素",
    from_org="白水镇中心卫生院",
    slip_no="ZZ20261122001",
    valid_until=date(2026, 12, 6),
)
# Place of the code on the A4 slip, mm: the lower left corner of the printable area, 40 mm a side.
LEFT, TOP, SIDE = 18.0, 297 - 12 - 40, 40.0


def key_of(device_id: str) -> KnownKey | None:
    return KnownKey(KEYS.public, "白水镇中心卫生院") if device_id == DEVICE else None


@pytest.fixture(scope="module")
def code():
    left_out = ("valid_until", "referral_date", "approvals")
    values = attrs.asdict(SLIP, filter=lambda field, value: bool(value) and field.name not in left_out)
    content = SlipCodeContent(
        form="out",
        referral_id=REFERRAL,
        device_id=DEVICE,
        issued_at=NOW,
        valid_until=SLIP.valid_until,
        fields={**values, "referral_date": "2026-11-22"},
    )
    return make_code(content, lambda data: sign(KEYS.private, data))


@pytest.fixture(scope="module")
def pdf(code):
    return render_out(SLIP, PrintOptions(code_text=code))


def bad_scan(pdf: bytes, seed: int, turn: float) -> Image.Image:
    """A 150-dpi grey scan: stained over 6 % of the code, streaked, turned, blurred, pale and noisy."""
    chance = random.Random(seed)
    page = picture(pdf, dpi=150)
    dots = 150 / 25.4
    pen = ImageDraw.Draw(page)
    radius = math.sqrt(0.06 * SIDE * SIDE / math.pi) * dots
    x, y = ((at + chance.uniform(0.4, 0.7) * SIDE) * dots for at in (LEFT, TOP))
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=chance.choice([30, 110, 190]))
    for grey in (0, 255):
        streak = (LEFT + chance.uniform(0.25, 0.95) * SIDE) * dots
        pen.line((streak, 0, streak + 2, page.height), fill=grey, width=1)
    page = page.rotate(turn, fillcolor=255, resample=Image.Resampling.BILINEAR, expand=True)
    page = page.filter(ImageFilter.GaussianBlur(0.6))
    grain = Image.frombytes("L", page.size, chance.randbytes(page.width * page.height))
    page = Image.blend(page, grain, 0.1)
    return page.point([int(70 + value * 0.6) for value in range(256)])


@pytest.mark.parametrize("turn", [5, -5])
@pytest.mark.parametrize("seed", range(4))
def test_a_bad_scan_is_read(pdf, code, seed, turn):
    assert codes_in_picture(bad_scan(pdf, seed, turn)) == [code]


@pytest.mark.parametrize("kind", list(PaperKind))
def test_the_code_is_read_from_every_paper(code, kind):
    made = render_out(SLIP, PrintOptions(code_text=code, paper=kind))
    page = 0 if kind in (PaperKind.A4, PaperKind.A4_HALVES, PaperKind.CONTINUOUS_FULL) else 1
    assert codes_in_picture(picture(made, page=page, dpi=200)) == [code]


def test_a_pdf_is_read_with_its_verdict(pdf, code, tmp_path):
    path = tmp_path / "slip.pdf"
    path.write_bytes(pdf)
    (reading,) = read_file(path, key_of, NOW)
    assert reading.text == code
    assert reading.check.verdict is Verdict.VALID
    assert reading.check.content is not None
    assert reading.check.content.referral_id == REFERRAL
    assert reading.check.content.fields["patient_name"] == "张䶮"
    assert reading.check.content.valid_until == date(2026, 12, 6)


@pytest.mark.parametrize("suffix", ["png", "jpg", "tiff", "bmp"])
def test_pictures_are_read(pdf, code, tmp_path, suffix):
    path = tmp_path / f"扫描.{suffix}"
    picture(pdf, dpi=150).save(path)
    assert [reading.text for reading in read_file(path, key_of, NOW)] == [code]


def test_a_slip_of_an_unknown_clinic_is_told(pdf, tmp_path):
    path = tmp_path / "slip.pdf"
    path.write_bytes(pdf)
    (reading,) = read_file(path, lambda _: None, NOW)
    assert reading.check.verdict is Verdict.UNKNOWN_ISSUER


def test_a_changed_text_is_told(code):
    at = len(code) // 2
    changed = code[:at] + ("A" if code[at] != "A" else "B") + code[at + 1 :]
    assert check_text(changed, key_of, NOW).verdict is Verdict.ALTERED


def saved(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.png", b"", "不是能读的图片"),
        ("text.png", b"hello world", "不是能读的图片"),
        ("broken.pdf", b"%PDF-1.7 nothing", "打不开"),
        ("blank.png", saved(Image.new("L", (400, 400), 255)), "没有读到"),
        ("cut.png", saved(Image.new("L", (400, 400), 255))[:80], "不是能读的图片"),
    ],
)
def test_other_files_are_refused_with_a_sentence(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError, match=sentence):
        read_file(path, key_of, NOW)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(FileError, match="打不开"):
        read_file(tmp_path / "nothing.png", key_of, NOW)
