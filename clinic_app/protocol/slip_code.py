"""The code printed on a slip: the referral itself, signed, small enough for a QR code on a bad print.

``ZZ1:`` + base45(deflate(CBOR map {0: payload, 1: Ed25519 signature})), after the model of the EU Digital
COVID Certificate (RFC 9285 base45 fits the alphanumeric mode of QR). The payload is a CBOR map with small
numbers for keys; it is signed with the device's key, the same that signs requests and courier files, so a
slip is verified with no network by everyone who has the directory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Literal

import attrs
import cbor2

from clinic_app.domain.clock import local_date
from clinic_app.domain.ids import decode_id, encode_id, is_id
from clinic_app.domain.wording import Message, say
from clinic_app.protocol.folded_text import fold, unfold
from clinic_app.protocol.request_signature import Sign, Verify

PREFIX = "ZZ1:"
QR_LEVEL = "m"
"""Error correction of the printed code: M restores 15 % of it."""
MOST_CHARACTERS = 734
"""What QR version 17 (85 modules a side) holds in alphanumeric mode at level M: at 40 mm a module is 0.47 mm,
close to three dots of a 150-dpi scan."""

_SIGNED = b"zhuanzhen-clinic slip v1\n"
_LONGEST_TEXT = 4296
"""What the largest QR code holds; a longer text was never on a slip."""
_MOST_PLAIN = 16 * 1024
"""Most bytes a code may unfold to; more is an attack."""

SlipSide = Literal["out", "back"]

# Numbers are never used again for something else: slips stay in drawers for years.
_FORM, _REFERRAL, _DEVICE, _ISSUED, _VALID_UNTIL, _SHORTENED, _PATIENT = 0, 1, 2, 3, 4, 5, 6
_FIELDS: dict[str, int] = {
    "patient_name": 10, "gender": 11, "age": 12, "birth_date": 13, "id_no": 14, "phone": 15,
    "archive_no": 16, "insurance_no": 17, "home_address": 18, "allergy": 19, "slip_no": 20, "from_org": 21,
    "from_org_id": 22, "from_phone": 23, "from_doctor": 24, "to_org": 25, "to_org_id": 26, "to_dept": 27,
    "to_doctor": 28, "referral_date": 29, "urgency": 30, "reason": 31, "visit_type": 32, "impression": 40,
    "present_illness": 41, "past_history": 42, "treatment": 43, "record_no": 50, "inpatient_no": 51,
    "back_org": 52, "back_doctor": 53, "back_date": 54, "diagnosis": 55, "exam_result": 56, "next_plan": 57,
    "rehab_advice": 58,
}  # fmt: skip
_DAYS = frozenset({"birth_date", "referral_date", "back_date"})
"""Fields that hold an ISO date and travel as a number."""
_DOSE = re.compile(r"[0-9A-Za-z./%μ]")
_NAMES = {number: name for name, number in _FIELDS.items()}

# What is shortened first when the code would grow too fine to read. Who, where to, when and the
# allergy stay whole as long as they can; the paper always has everything.
_SHORTENING: tuple[tuple[str, ...], ...] = (
    ("present_illness", "past_history", "treatment", "exam_result", "next_plan", "rehab_advice"),
    ("home_address", "reason"),
    ("impression", "diagnosis"),
    ("to_org", "from_org", "back_org", "to_dept", "to_doctor", "from_doctor", "back_doctor"),
    ("insurance_no", "archive_no", "from_phone", "record_no", "inpatient_no", "urgency", "visit_type"),
    ("allergy",),
)


@attrs.frozen(kw_only=True)
class SlipCodeContent:
    """What a code says.

    Attributes:
        form: ``out`` for 转出单, ``back`` for 回转单.
        referral_id: identity of the referral, the same when it arrives by sync later.
        device_id: device that signed.
        issued_at: moment of the first print, by that device's clock.
        valid_until: last day, or None.
        fields: field keys of slip.json and their texts.
        shortened: fields that are longer on the paper.
        patient_id: identity of the patient, the same when the record arrives by sync later.
    """

    form: SlipSide
    referral_id: str
    device_id: str
    issued_at: datetime
    fields: Mapping[str, str]
    valid_until: date | None = None
    shortened: frozenset[str] = frozenset()
    patient_id: str = ""


class Verdict(StrEnum):
    """What can be said of a code."""

    VALID = "valid"
    ALTERED = "altered"
    UNKNOWN_ISSUER = "unknown_issuer"
    VOID = "void"
    EXPIRED = "expired"
    NOT_A_SLIP = "not_a_slip"


_SENTENCES: dict[Verdict, Message] = {
    Verdict.VALID: say("签名有效：内容与开单机构写的一样。"),
    Verdict.ALTERED: say("内容被改动，或码没有印全。请不要据此接收，核对纸面并打电话问开单机构。"),
    Verdict.UNKNOWN_ISSUER: say("不认识开单的机构，不能证明是真的。请先同步一次再扫；仍不认识就打电话核实。"),
    Verdict.VOID: say("这张转诊单已作废。请问患者有没有新的转诊单。"),
    Verdict.EXPIRED: say("签名有效，但转诊单已过有效期。能不能接收请按本院规定。"),
    Verdict.NOT_A_SLIP: say("这不是转诊单上的码。请对准转诊单左下角或右侧的方码再扫。"),
}


def verdict_sentence(verdict: Verdict) -> Message:
    """Return the sentence for the person at the desk."""
    return _SENTENCES[verdict]


@attrs.frozen
class KnownKey:
    """A device's key as the directory has it.

    Attributes:
        public: 32 bytes, Ed25519.
        org_name: institution it belongs to.
        revoked_at: from then on its signatures count no more (a lost or sold PC).
    """

    public: bytes
    org_name: str
    revoked_at: datetime | None = None


@attrs.frozen
class SlipCheck:
    """The answer about a code.

    Attributes:
        verdict: what can be said of it.
        content: what it says; None when nothing could be trusted or read.
        org_name: institution whose key signed, empty when unknown.
    """

    verdict: Verdict
    content: SlipCodeContent | None = None
    org_name: str = ""

    @property
    def genuine(self) -> bool:
        """Tell whether the signature is right, whatever else there is to say."""
        return self.verdict in (Verdict.VALID, Verdict.VOID, Verdict.EXPIRED)

    @property
    def sentence(self) -> Message:
        """Return the sentence for the person at the desk."""
        return _SENTENCES[self.verdict]


class SlipCodeError(ValueError):
    """A text that is no whole slip code."""


def make_code(content: SlipCodeContent, sign: Sign) -> str:
    """Return the text of the code, shortened where it must be to stay readable from a bad print.

    Equal content gives an equal code (Ed25519 is deterministic), so a reprint carries the same one.

    Args:
        content: what to say; empty fields are left away.
        sign: Ed25519 with the device's key.

    Raises:
        ValueError: a field is not known, or an identity or a date is misshapen.
        SlipCodeError: even the shortest form is too long; the sender's data are far beyond their limits.
    """
    fields = {name: text for name, text in content.fields.items() if text}
    unknown = sorted(set(fields) - set(_FIELDS))
    if unknown:
        raise ValueError(f"no slip code field: {', '.join(unknown)}")
    content = attrs.evolve(content, fields=fields, shortened=frozenset())
    text = _signed(content, sign)
    if len(text) <= MOST_CHARACTERS:
        return text
    for names in _SHORTENING:
        longest = max((len(fields.get(name, "")) for name in names), default=0)
        if not longest:
            continue
        keep = _longest_that_fits(content, names, longest, sign)
        content = _cut(content, names, max(keep, 0))
        if keep >= 0:
            return _signed(content, sign)
    raise SlipCodeError("the fields of a slip code are too long")


def _longest_that_fits(content: SlipCodeContent, names: tuple[str, ...], longest: int, sign: Sign) -> int:
    """Return the greatest common length of the named fields whose code fits, -1 when not even 0 does."""
    low, high = -1, longest
    while high - low > 1:
        middle = (low + high) // 2
        if len(_signed(_cut(content, names, middle), sign)) <= MOST_CHARACTERS:
            low = middle
        else:
            high = middle
    return low


def _cut(content: SlipCodeContent, names: tuple[str, ...], length: int) -> SlipCodeContent:
    fields = dict(content.fields)
    shortened = set(content.shortened)
    for name in names:
        if len(fields.get(name, "")) > length:
            fields[name] = _shorter(fields[name], length)
            shortened.add(name)
            if not fields[name]:
                del fields[name]
    return attrs.evolve(content, fields=fields, shortened=frozenset(shortened))


def _shorter(text: str, length: int) -> str:
    """Return the beginning of a text and 「…」, together ``length`` characters, never half a dose."""
    kept = text[: max(length - 1, 0)]
    while kept and _DOSE.match(kept[-1]) and _DOSE.match(text[len(kept) :].lstrip()[:1]):
        kept = kept[:-1]
    return kept + "…" if kept else ""


def _signed(content: SlipCodeContent, sign: Sign) -> str:
    payload = _payload(content)
    signature = sign(_SIGNED + payload)
    if len(signature) != 64:
        raise ValueError("an Ed25519 signature has 64 bytes")
    return PREFIX + fold(cbor2.dumps({0: payload, 1: signature}))


def _payload(content: SlipCodeContent) -> bytes:
    values: dict[int, Any] = {
        _FORM: 0 if content.form == "out" else 1,
        _REFERRAL: decode_id(content.referral_id),
        _DEVICE: decode_id(content.device_id),
        _ISSUED: int(content.issued_at.timestamp()),
    }
    if content.valid_until is not None:
        values[_VALID_UNTIL] = content.valid_until.toordinal()
    if content.patient_id:
        values[_PATIENT] = decode_id(content.patient_id)
    if content.shortened:
        values[_SHORTENED] = sorted(_FIELDS[name] for name in content.shortened)
    for name, text in content.fields.items():
        values[_FIELDS[name]] = _packed_day(text) if name in _DAYS else _packed_text(text)
    return cbor2.dumps(dict(sorted(values.items())), canonical=True)


def _packed_day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _packed_text(text: str) -> str | int | bytes:
    """Return the shortest form: digits as a number, Chinese as GB 18030 bytes (two instead of three each)."""
    if text.isascii() and text.isdigit() and len(text) <= 18 and not text.startswith("0"):
        return int(text)
    chinese = text.encode("gb18030")
    return chinese if len(chinese) < len(text.encode()) else text


def verify_code(
    text: str,
    key_of: Callable[[str], KnownKey | None],
    verify: Verify,
    now: datetime,
    *,
    is_void: Callable[[str], bool] | None = None,
) -> SlipCheck:
    """Say what a scanned text is worth; never raises for any text.

    Args:
        text: as the scanner gave it.
        key_of: the directory: a device's key, or None.
        verify: Ed25519 verification.
        now: the present moment.
        is_void: tells of a referral identity whether it was cancelled, as far as is known here.
    """
    if not text.strip().upper().startswith(PREFIX):
        return SlipCheck(Verdict.NOT_A_SLIP)
    try:
        payload, signature = _envelope(text)
        content = _content(payload)
    except SlipCodeError:
        return SlipCheck(Verdict.ALTERED)
    key = key_of(content.device_id)
    if key is None:
        return SlipCheck(Verdict.UNKNOWN_ISSUER, content)
    if not verify(key.public, signature, _SIGNED + payload):
        return SlipCheck(Verdict.ALTERED)
    if key.revoked_at is not None and content.issued_at >= key.revoked_at:
        return SlipCheck(Verdict.UNKNOWN_ISSUER, content, key.org_name)
    if is_void is not None and is_void(content.referral_id):
        return SlipCheck(Verdict.VOID, content, key.org_name)
    if content.valid_until is not None and content.valid_until < local_date(now):
        return SlipCheck(Verdict.EXPIRED, content, key.org_name)
    return SlipCheck(Verdict.VALID, content, key.org_name)


def read_code(text: str) -> SlipCodeContent:
    """Return what a code says without asking who signed it. Raises SlipCodeError for anything else."""
    payload, _ = _envelope(text)
    return _content(payload)


def _envelope(text: str) -> tuple[bytes, bytes]:
    # Scanners that type add a line end, and some change letters to small ones.
    clean = text.strip("\r\n\t").upper()
    if not clean.startswith(PREFIX) or len(clean) > _LONGEST_TEXT:
        raise SlipCodeError("not a slip code")
    try:
        envelope = _cbor_map(unfold(clean[len(PREFIX) :], most=_MOST_PLAIN))
    except ValueError as error:
        raise SlipCodeError("damaged slip code") from error
    payload, signature = envelope.get(0), envelope.get(1)
    if set(envelope) != {0, 1} or not isinstance(payload, bytes) or not isinstance(signature, bytes):
        raise SlipCodeError("not a slip code")
    return payload, signature


def _cbor_map(plain: bytes) -> dict[Any, Any]:
    try:
        value = cbor2.loads(plain)
    except Exception as error:  # hostile bytes make cbor2 raise far more than its own errors
        raise SlipCodeError("damaged slip code") from error
    if not isinstance(value, dict):
        raise SlipCodeError("not a slip code")
    return value


def _content(payload: bytes) -> SlipCodeContent:
    values = _cbor_map(payload)
    try:
        valid_until = values.get(_VALID_UNTIL)
        content = SlipCodeContent(
            form=("out", "back")[_whole(values[_FORM])],
            referral_id=encode_id(_identity(values[_REFERRAL])),
            device_id=encode_id(_identity(values[_DEVICE])),
            issued_at=datetime.fromtimestamp(_whole(values[_ISSUED]), UTC),
            valid_until=None if valid_until is None else date.fromordinal(_whole(valid_until)),
            patient_id=encode_id(_identity(values[_PATIENT])) if _PATIENT in values else "",
            shortened=frozenset(_NAMES[number] for number in values.get(_SHORTENED, ()) if number in _NAMES),
            fields={
                _NAMES[number]: _day(value) if _NAMES[number] in _DAYS else _text(value)
                for number, value in sorted(values.items())
                # A newer program may say more; the signature covers what is passed over here.
                if number in _NAMES
            },
        )
    except (KeyError, IndexError, ValueError, TypeError, OverflowError, OSError) as error:
        raise SlipCodeError("not a slip code") from error
    ids = [content.referral_id, content.device_id, *([content.patient_id] if content.patient_id else [])]
    if not all(is_id(one) for one in ids):
        raise SlipCodeError("not a slip code")
    return content


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError("a whole number was expected")
    return value


def _identity(value: object) -> bytes:
    if not isinstance(value, bytes) or len(value) != 16:
        raise TypeError("an identity was expected")
    return value


def _day(value: object) -> str:
    return date.fromordinal(_whole(value)).isoformat()


def _text(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return str(value)
    if isinstance(value, bytes):
        return value.decode("gb18030")
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    return value
