"""The code on a slip says what was signed, or is refused; no text makes it stumble."""

from __future__ import annotations

import random
import zlib
from datetime import UTC, date, datetime, timedelta

import attrs
import base45
import cbor2
import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app.protocol.slip_code import (
    MOST_CHARACTERS,
    PREFIX,
    QR_LEVEL,
    KnownKey,
    SlipCodeContent,
    SlipCodeError,
    Verdict,
    make_code,
    read_code,
    verdict_sentence,
    verify_code,
)
from clinic_app.system.crypto import new_signing_key, sign, verify

KEYS = new_signing_key(lambda n: bytes(range(n)))
STRANGER = new_signing_key(lambda n: bytes(range(1, n + 1)))
DEVICE = "AZql7wBwcACAAQIDBAUGBw"
REFERRAL = "AZql7wBwcACAAQIDBAUGCA"
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
FIELDS = {
    "patient_name": "张䶮𠮷",
    "gender": "1",
    "age": "68岁",
    "id_no": "620802195803150017",
    "phone": "0933-8612001",
    "from_org": "白水镇中心卫生院",
    "to_org": "崆峒区人民医院",
    "referral_date": "2026-11-22",
    "allergy": "青霉素（皮疹）",
    "impression": "不稳定型心绞痛",
    "present_illness": "反复胸闷3年。\n加重2天。",
}
CONTENT = SlipCodeContent(
    form="out",
    referral_id=REFERRAL,
    device_id=DEVICE,
    issued_at=NOW,
    valid_until=date(2026, 12, 6),
    fields=FIELDS,
)


def by_device(data: bytes) -> bytes:
    return sign(KEYS.private, data)


def key_of(device_id: str) -> KnownKey | None:
    return KnownKey(KEYS.public, "白水镇中心卫生院") if device_id == DEVICE else None


def check(text: str, now: datetime = NOW, **options):
    return verify_code(text, key_of, verify, now, **options)


def unpacked(text: str) -> dict:
    return cbor2.loads(zlib.decompress(base45.b45decode(text[len(PREFIX) :]), -15))


def packed(envelope: object) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return PREFIX + base45.b45encode(packer.compress(cbor2.dumps(envelope)) + packer.flush()).decode()


def test_what_was_signed_is_read_back():
    answer = check(make_code(CONTENT, by_device))
    assert answer.verdict is Verdict.VALID
    assert answer.content == CONTENT
    assert answer.org_name == "白水镇中心卫生院"
    assert answer.genuine


def test_equal_content_gives_an_equal_code():
    assert make_code(CONTENT, by_device) == make_code(CONTENT, by_device)


def test_a_typing_scanner_may_add_a_line_end_and_small_letters():
    text = make_code(CONTENT, by_device)
    assert check(text.lower() + "\r\n").verdict is Verdict.VALID


def test_a_changed_payload_is_told():
    envelope = unpacked(make_code(CONTENT, by_device))
    payload = cbor2.loads(envelope[0])
    payload[12] = "58岁"
    changed = packed({0: cbor2.dumps(payload, canonical=True), 1: envelope[1]})
    assert read_code(changed).fields["age"] == "58岁"
    answer = check(changed)
    assert answer.verdict is Verdict.ALTERED
    assert answer.content is None


def test_a_signature_of_another_key_is_told():
    assert check(make_code(CONTENT, lambda data: sign(STRANGER.private, data))).verdict is Verdict.ALTERED


def test_a_signature_made_for_something_else_is_refused():
    # A device also signs requests and files with this key; those signatures must not pass here.
    envelope = unpacked(make_code(CONTENT, by_device))
    assert check(packed({0: envelope[0], 1: by_device(envelope[0])})).verdict is Verdict.ALTERED


def test_an_unknown_device_is_told_with_its_claims():
    answer = check(make_code(attrs.evolve(CONTENT, device_id=REFERRAL), by_device))
    assert answer.verdict is Verdict.UNKNOWN_ISSUER
    assert answer.content is not None
    assert not answer.genuine


@pytest.mark.parametrize(
    ("days", "verdict"), [(1, Verdict.VALID), (0, Verdict.UNKNOWN_ISSUER), (-1, Verdict.UNKNOWN_ISSUER)]
)
def test_a_revoked_key_counts_only_for_what_it_signed_before(days, verdict):
    revoked = KnownKey(KEYS.public, "白水镇中心卫生院", NOW + timedelta(days=days))
    text = make_code(CONTENT, by_device)
    assert verify_code(text, lambda _: revoked, verify, NOW).verdict is verdict


def test_a_cancelled_referral_is_void():
    text = make_code(CONTENT, by_device)
    assert check(text, is_void=lambda referral_id: referral_id == REFERRAL).verdict is Verdict.VOID
    assert check(text, is_void=lambda _: False).verdict is Verdict.VALID


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        # The last day counts whole, in China: 23:59 there is 15:59 UTC.
        (datetime(2026, 12, 6, 15, 59, tzinfo=UTC), Verdict.VALID),
        (datetime(2026, 12, 6, 16, 0, tzinfo=UTC), Verdict.EXPIRED),
    ],
)
def test_validity_ends_with_its_last_day_in_china(now, verdict):
    assert check(make_code(CONTENT, by_device), now).verdict is verdict


def test_a_slip_without_a_last_day_does_not_expire():
    text = make_code(attrs.evolve(CONTENT, valid_until=None), by_device)
    assert check(text, NOW + timedelta(days=9000)).verdict is Verdict.VALID


def long_text(seed: int, dose: str) -> str:
    """Text that deflate cannot fold away, with a dose every few characters."""
    chance = random.Random(seed)
    return "".join(
        "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(6)) + dose for _ in range(150)
    )


LONG = {
    **FIELDS,
    "present_illness": long_text(1, "300 mg"),
    "past_history": long_text(2, "190/115mmHg"),
    "treatment": long_text(3, "0.5mg，"),
}


def test_long_texts_are_shortened_and_said_to_be_and_the_core_stays():
    text = make_code(attrs.evolve(CONTENT, fields=LONG), by_device)
    assert MOST_CHARACTERS - 30 <= len(text) <= MOST_CHARACTERS
    answer = check(text)
    assert answer.verdict is Verdict.VALID
    assert answer.content is not None
    assert answer.content.shortened == {"present_illness", "past_history", "treatment"}
    for key, value in answer.content.fields.items():
        if key in answer.content.shortened:
            assert value.endswith("…")
            assert LONG[key].startswith(value[:-1])
            assert not value[-2].isascii() or not value[-2].isalnum()
        else:
            assert value == LONG[key]


def test_the_code_fits_a_print_of_40_millimetres():
    code = segno.make_qr(make_code(attrs.evolve(CONTENT, fields=LONG), by_device), error=QR_LEVEL)
    assert code.mode == "alphanumeric"
    assert 40 / code.symbol_size(border=0)[0] >= 0.45


def test_the_longest_legal_values_still_fit_and_keep_the_patient():
    longest = {key: "䶮" * 200 for key in LONG} | {
        "patient_name": "䶮" * 50,
        "gender": "1",
        "id_no": "X" * 18,
        "phone": "0" * 20,
        "referral_date": "2026-11-22",
        "slip_no": "Z" * 40,
        "insurance_no": "Y" * 30,
        "home_address": "𠮷" * 200,
    }
    answer = check(make_code(attrs.evolve(CONTENT, fields=longest), by_device))
    assert answer.verdict is Verdict.VALID
    assert answer.content is not None
    assert answer.content.fields["patient_name"] == "䶮" * 50
    assert answer.content.fields["id_no"] == "X" * 18


def test_values_beyond_all_limits_are_refused():
    with pytest.raises(SlipCodeError):
        make_code(
            attrs.evolve(CONTENT, fields={"patient_name": "".join(map(chr, range(0x4E00, 0x5000)))}),
            by_device,
        )


def test_unknown_fields_and_short_signatures_are_programming_mistakes():
    with pytest.raises(ValueError, match="colour"):
        make_code(attrs.evolve(CONTENT, fields={"colour": "red"}), by_device)
    with pytest.raises(ValueError, match="64 bytes"):
        make_code(CONTENT, lambda _: b"short")


def test_a_newer_program_may_say_more():
    envelope = unpacked(make_code(CONTENT, by_device))
    payload = cbor2.dumps({**cbor2.loads(envelope[0]), 999: "new"}, canonical=True)
    signed = packed({0: payload, 1: by_device(b"zhuanzhen-clinic slip v1\n" + payload)})
    answer = check(signed)
    assert answer.verdict is Verdict.VALID
    assert answer.content == CONTENT


@pytest.mark.parametrize("text", ["", "ZZ2:ABC", "https://example.org", "你好", "ZZ20261122001"])
def test_other_codes_are_not_slips(text):
    assert check(text).verdict is Verdict.NOT_A_SLIP


@pytest.mark.parametrize(
    "text",
    [
        PREFIX,
        PREFIX + "A",
        PREFIX + "ABC",
        PREFIX + "你",
        PREFIX + "0" * 9000,
        packed([1, 2]),
        packed({0: b"x", 1: b"y", 2: b"z"}),
        packed({0: "text", 1: b""}),
        packed({0: cbor2.dumps({0: 0}), 1: b"0" * 64}),
        packed({0: cbor2.dumps({0: 7, 1: b"0" * 16, 2: b"0" * 16, 3: 1}), 1: b""}),
        packed({0: cbor2.dumps({0: 0, 1: b"0" * 16, 2: b"0" * 16, 3: 10**18}), 1: b""}),
        packed({0: b"\x00" * 60000, 1: b""}),
    ],
)
def test_broken_codes_are_told(text):
    answer = check(text)
    assert answer.verdict is Verdict.ALTERED
    assert answer.content is None


def test_every_verdict_has_its_sentence():
    assert len({str(verdict_sentence(verdict)) for verdict in Verdict}) == len(Verdict)
    assert str(check("x").sentence) == str(verdict_sentence(Verdict.NOT_A_SLIP))


GOOD = make_code(CONTENT, by_device)
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(),
        st.text(ALPHABET).map(PREFIX.__add__),
        st.binary().map(lambda b: PREFIX + base45.b45encode(b).decode()),
    )
)
def test_no_text_is_accepted_or_makes_it_stumble(text):
    assert check(text).verdict in (Verdict.ALTERED, Verdict.NOT_A_SLIP)


@pytest.mark.parametrize("at", range(0, len(GOOD), 25))
def test_one_changed_character_is_never_valid(at):
    for place in range(at, min(at + 25, len(GOOD))):
        for char in ALPHABET:
            changed = GOOD[:place] + char + GOOD[place + 1 :]
            assert changed == GOOD or not check(changed).genuine


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
        lambda c: st.lists(c, max_size=4) | st.dictionaries(st.integers(0, 60), c),
    )
)
def test_no_cbor_inside_a_good_signature_makes_it_stumble(value):
    payload = cbor2.dumps(value)
    text = packed({0: payload, 1: by_device(b"zhuanzhen-clinic slip v1\n" + payload)})
    assert check(text).verdict in set(Verdict)


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["patient_name", "impression", "allergy", "to_org", "phone", "treatment", "slip_no"]),
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
    )
)
def test_every_text_survives_or_is_marked(fields):
    content = attrs.evolve(CONTENT, fields=fields)
    try:
        answer = check(make_code(content, by_device))
    except SlipCodeError:
        return
    assert answer.verdict is Verdict.VALID
    assert answer.content is not None
    for key, value in fields.items():
        if key not in answer.content.shortened:
            assert answer.content.fields[key] == value
