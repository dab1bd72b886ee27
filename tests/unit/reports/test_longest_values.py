"""The longest texts the record can hold stand whole on every paper, inside it, never below nine points."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from clinic_app.domain.handover import _TEXTS
from clinic_app.reports.consent import Consent, render_consent
from clinic_app.reports.due_list import (
    DueEntry,
    RenewalEntry,
    render_call_list,
    render_due_list,
    render_renewal_list,
)
from clinic_app.reports.handover import Handover, HandoverSide, render_handover
from clinic_app.reports.page import PaperKind, PrinterKind
from clinic_app.reports.print_options import PrintOptions
from clinic_app.reports.referral_slip import OutSlip, ReturnSlip, set_slip
from clinic_app.reports.register import (
    BackEntry,
    RegisterHead,
    UpEntry,
    render_back_register,
    render_up_register,
)
from clinic_app.reports.slip_content import LocalBlock
from clinic_app.services.slip_rendering import _BACK, _OUT
from tests.visual.paper_reading import read_pages, smallest_letters

DAY = date(2026, 11, 22)
_FIRST = 0x7500
"""From here on every field has a character of its own, so that what is missing has a name."""


def filled(lengths: dict[str, int]) -> dict[str, Any]:
    found = {field: chr(_FIRST + number) * most for number, (field, most) in enumerate(lengths.items())}
    return {**found, **({"slip_no": SLIP_NO} if "slip_no" in found else {})}


def slip_lengths(rules: dict[str, Any]) -> dict[str, int]:
    return {key: rule.longest for key, rule in rules.items() if rule.kind in ("line", "text")}


def check(pdf: bytes, texts: dict[str, Any], *, least: float = 9.0) -> None:
    pages = read_pages(pdf)
    whole = "".join(page.plain for page in pages)
    for field, text in texts.items():
        if field == "slip_no":
            assert whole.count(text) >= 1
            continue
        # A name stands on the counterfoil, on the slip and on attached pages: each time with all its letters.
        count = whole.count(text[0])
        assert count >= len(text), (field, count, len(text))
        assert count % len(text) == 0, (field, count, len(text))
    assert smallest_letters(pdf) >= least - 0.001
    for page in pages:
        assert all(one.left > 0 and one.right < page.width for one in page.letters)
        assert all(one.top > 0 and one.bottom < page.height for one in page.letters)


SLIP_NO = "BSZWABCD-999999KMQT-9999999-42"
FEW = ("科主任意见", "医保经办人")
APPROVALS = ("科主任意见" * 4, "医保经办人" * 4, "医务科意见" * 4, "院长意见签" * 4)


@pytest.mark.parametrize(
    ("form", "kind", "printer"),
    [
        ("out", PaperKind.A4, PrinterKind.LASER),
        ("out", PaperKind.A5, PrinterKind.DOT_MATRIX),
        ("out", PaperKind.CONTINUOUS_THIRD, PrinterKind.DOT_MATRIX),
        ("back", PaperKind.A4_HALVES, PrinterKind.LASER),
        ("back", PaperKind.CONTINUOUS_FULL, PrinterKind.DOT_MATRIX),
        ("back", PaperKind.CONTINUOUS_HALF, PrinterKind.DOT_MATRIX),
        ("back", PaperKind.CONTINUOUS_THIRD, PrinterKind.DOT_MATRIX),
    ],
)
def test_a_slip_with_everything_as_long_as_it_can_be(form, kind, printer):
    rules = _OUT if form == "out" else _BACK
    texts = filled(slip_lengths(rules))
    # The printed form of an archive number is its last eight digits.
    texts.pop("archive_no", None)
    days = {key: DAY for key, rule in rules.items() if rule.kind == "date"}
    # A third of a continuous sheet has no room for four lines to sign beside a code.
    lines = FEW if kind is PaperKind.CONTINUOUS_THIRD else APPROVALS
    slip = (OutSlip if form == "out" else ReturnSlip)(**texts, **days, gender="1", approvals=lines)
    options = PrintOptions(
        paper=kind, printer=printer, blocks=frozenset(LocalBlock), reprint=2, unreviewed=True,
        print_doctor=True, code_text="ZZ1:" + "ABCDEF0123456789" * 38,
    )  # fmt: skip
    made = set_slip(slip, options)
    check(made.pdf, texts)
    for line in lines:
        assert line in "".join(page.plain for page in read_pages(made.pdf))


@pytest.mark.parametrize(
    ("form", "kind"),
    [("out", PaperKind.A4), ("out", PaperKind.CONTINUOUS_THIRD), ("back", PaperKind.A5)],
)
def test_overprint_keeps_every_letter_too(form, kind):
    rules = _OUT if form == "out" else _BACK
    local = {block.value for block in LocalBlock} - {"slip_no"}
    lengths = {key: most for key, most in slip_lengths(rules).items() if key not in local}
    texts = filled(lengths)
    texts.pop("archive_no", None)
    days = {key: DAY for key, rule in rules.items() if rule.kind == "date" and key not in local}
    slip = (OutSlip if form == "out" else ReturnSlip)(**texts, **days, gender="1")
    made = set_slip(slip, PrintOptions(paper=kind, overprint=True, print_doctor=True))
    check(made.pdf, texts)


PERSON = {"patient_name": 50, "age": 6, "id_no": 30, "from_org": 70, "to_org": 70}
REGISTER = {"patient_name": 50, "age": 6, "id_no": 30, "phone": 20, "address": 200}
ONE_PERSON = {"patient_name": 50, "age": 6, "village": 50, "phone": 20}


def _consent() -> tuple[bytes, dict[str, Any]]:
    texts = filled({"slip_no": 0, **PERSON, "phone": 20, "direction": 6, "reason": 300, "doctor": 50})
    return render_consent(Consent(**texts, gender="1", day=DAY, agreed=True, reprint=2)), texts


def _handover() -> tuple[bytes, dict[str, Any]]:
    texts = filled(
        {"slip_no": 0, **PERSON, "diagnosis": 200, "allergy": 200,
         **{name: most for name, (_, most) in _TEXTS.items()}, "left_at": 11, "arrived_at": 11,
         "handed_at": 11, "pressure": 7}
    )  # fmt: skip
    return render_handover(Handover(**texts, gender="1", reprint=2), HandoverSide.OUT), texts


def _up() -> tuple[bytes, dict[str, Any]]:
    texts = filled(
        {"slip_no": 0, **REGISTER, "insurance": 50, "impression": 200, "reason": 300, "to_org": 70,
         "to_dept": 50, "to_doctor": 50, "urgency": 6, "transport": 20, "consent": 20, "doctor": 50,
         "approver": 50, "arrived": 4, "outcome": 220, "follow_up": 300, "remark": 60}
    )  # fmt: skip
    head = RegisterHead("院" * 70, DAY, DAY)
    return render_up_register([UpEntry(day=DAY, gender="1", **texts)] * 1, head), texts


def _back() -> tuple[bytes, dict[str, Any]]:
    texts = filled(
        {"slip_no": 0, **REGISTER, "from_org": 70, "from_dept": 50, "diagnosis": 200, "inpatient_no": 18,
         "advice": 4000, "doctor": 50, "outcome": 20}
    )  # fmt: skip
    head = RegisterHead("院" * 70, DAY, DAY)
    return render_back_register([BackEntry(day=DAY, gender="1", **texts)], head), texts


def _due(render: Callable[..., bytes], **when: date) -> tuple[bytes, dict[str, Any]]:
    lengths = {**ONE_PERSON, "form": 20, "reason": 200, "doctor": 50, "address": 200, "advice": 500}
    texts = filled(lengths)
    pdf = render([DueEntry(gender="男", due_on=DAY, overdue_days=400, **texts)], org="院" * 70, **when)
    if "day" in when:
        # Whom to ring and about what: where somebody lives is not on that list.
        texts = {name: texts[name] for name in texts.keys() - {"village", "address", "doctor"}}
    return pdf, texts


def _renewals() -> tuple[bytes, dict[str, Any]]:
    texts = filled({**ONE_PERSON, "team": 50, "doctor": 50, "ends_on": 12})
    entries = [RenewalEntry(gender="男", overdue_days=400, **texts)]
    return render_renewal_list(entries, org="院" * 70, until=DAY), texts


@pytest.mark.parametrize(
    "make",
    [
        _consent,
        _handover,
        _up,
        _back,
        lambda: _due(render_due_list, until=DAY),
        lambda: _due(render_call_list, day=DAY),
        _renewals,
    ],
    ids=["consent", "handover", "register_up", "register_back", "due", "calls", "renewals"],
)
def test_every_other_paper_holds_the_longest_texts_too(make):
    pdf, texts = make()
    check(pdf, texts)
    for page in read_pages(pdf):
        lines: dict[int, list[tuple[float, float]]] = {}
        for one in page.letters:
            lines.setdefault(round(one.bottom * 4), []).append((one.left, one.right))
        for places in lines.values():
            places.sort()
            assert all(right <= left + 0.6 for (_, right), (left, _) in pairwise(places))
