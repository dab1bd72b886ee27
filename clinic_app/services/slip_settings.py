"""How this institution's slips look: blocks, approvals, paper, and where each printer really prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from clinic_app.domain.errors import Rejected
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.reports.calibration import CROSS_MM, ruler_length
from clinic_app.reports.page import PaperKind, PrinterKind
from clinic_app.reports.print_options import PrintOptions, SlipParts
from clinic_app.reports.slip_content import LocalBlock
from clinic_app.services.workplace import Workplace
from clinic_app.store import settings

Values = Mapping[str, Any]

USUAL_NOTES = "请携带本单、身份证（或户口簿）、医保卡和既往检查资料就诊；到院后先到转诊窗口登记。"

NATIONAL_BLOCKS = frozenset(
    {
        LocalBlock.SLIP_NO,
        LocalBlock.VALID_UNTIL,
        LocalBlock.APPROVALS,
        LocalBlock.ARRANGEMENT,
        LocalBlock.EDITION,
    }
)
"""On until a county asks for more: the national form as it is, with its number; the others of these print
only once somebody has set a last day, asked for approvals, fixed an appointment or named an edition."""


@attrs.frozen
class SlipSettings:
    """How this institution's slips look; every part is a setting of its own.

    Attributes:
        blocks: local blocks that are on.
        approvals: lines to be signed by reviewers and clerks, by direction, and for ``back`` on 回转单.
        patient_notes: 患者须知.
        edition: edition of the county's own blocks, such as 崆峒区医保 2026 年版.
        validity_days: days a new slip is valid for after its own; 0 sets no last day. There is no national
            number, so nothing is printed until a county has named one.
        print_doctor: print the doctor's name into the line for the signature.
        paper: the usual paper.
        printer: laser or dot matrix.
        parts: counterfoil and slip, or one of them.
        overprint: the forms are printed already; only values are.
        shifts: (right mm, down mm, scale) by ``printer|paper``.
    """

    blocks: frozenset[LocalBlock] = NATIONAL_BLOCKS
    approvals: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    patient_notes: str = USUAL_NOTES
    edition: str = ""
    validity_days: int = 0
    print_doctor: bool = False
    paper: PaperKind = PaperKind.A4
    printer: PrinterKind = PrinterKind.LASER
    parts: SlipParts = SlipParts.BOTH
    overprint: bool = False
    shifts: Mapping[str, tuple[float, float, float]] = attrs.field(factory=dict)

    @classmethod
    def from_settings(cls, stored: Values) -> SlipSettings:
        """Return the settings of their stored values; what is missing or unreadable takes its default.

        A setting written by a newer program, or damaged, must never keep a patient from a slip.
        """
        usual = cls()
        blocks = stored.get("slip.blocks")
        words = {block.value for block in LocalBlock}
        approvals = stored.get("slip.approvals")
        shifts = stored.get("slip.shifts")
        return cls(
            blocks=frozenset(LocalBlock(word) for word in blocks if word in words)
            if isinstance(blocks, list)
            else usual.blocks,
            approvals={
                str(way): tuple(str(line) for line in lines if str(line).strip())
                for way, lines in approvals.items()
                if isinstance(lines, list)
            }
            if isinstance(approvals, dict)
            else {},
            patient_notes=str(stored.get("slip.patient_notes", usual.patient_notes) or ""),
            edition=str(stored.get("slip.edition", "") or ""),
            validity_days=_days(stored.get("slip.validity_days")),
            print_doctor=stored.get("slip.print_doctor") is True,
            paper=_word(PaperKind, stored.get("slip.paper"), usual.paper),
            printer=_word(PrinterKind, stored.get("slip.printer_kind"), usual.printer),
            parts=_word(SlipParts, stored.get("slip.parts"), usual.parts),
            overprint=stored.get("slip.overprint") is True,
            shifts={str(k): s for k, v in shifts.items() if (s := _shift(v))}
            if isinstance(shifts, dict)
            else {},
        )

    def options(
        self, *, printer_name: str = "", reprint: int = 0, unreviewed: bool = False, **chosen: Any
    ) -> PrintOptions:
        """Return the options of one print; ``chosen`` overrides a setting (``paper="a5"``).

        Raises:
            ValueError: a chosen word or number is not possible.
            TypeError: there is no such option.
        """
        wanted: dict[str, Any] = {
            "paper": self.paper,
            "printer": self.printer,
            "parts": self.parts,
            "blocks": self.blocks,
            "overprint": self.overprint,
            "print_doctor": self.print_doctor,
        } | {name: value for name, value in chosen.items() if value is not None}
        paper = PaperKind(wanted["paper"])
        right, down, scale = self.shifts.get(shift_key(printer_name, paper), (0.0, 0.0, 1.0))
        offset = wanted.pop("offset_mm", (right, down))
        return PrintOptions.of(
            offset_mm=offset,
            scale=wanted.pop("scale", scale),
            reprint=reprint,
            unreviewed=unreviewed,
            **wanted,
        )


def shift_key(printer_name: str, paper: PaperKind) -> str:
    """Return the name under which a shift is kept."""
    return f"{printer_name}|{paper.value}"


def _word(kind: Any, value: object, usual: Any) -> Any:
    try:
        return kind(value)
    except ValueError:
        return usual


LONGEST_VALIDITY = 365


def _days(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value <= LONGEST_VALIDITY else 0


def _shift(value: object) -> tuple[float, float, float] | None:
    try:
        right, down, scale = (float(part) for part in value)  # type: ignore[union-attr, attr-defined]
    except (TypeError, ValueError):
        return None
    possible = -50 <= right <= 50 and -50 <= down <= 50 and 0.9 <= scale <= 1.1
    return (right, down, scale) if possible else None


def read(place: Workplace) -> SlipSettings:
    """Return how slips look here."""
    return SlipSettings.from_settings(settings.all_settings(place.reader))


def save(place: Workplace, **values: Any) -> SlipSettings:
    """Store settings of the slip by the names of SlipSettings (blocks, approvals, paper …).

    Raises:
        NotAllowed; Rejected with a name that is none.
    """
    place.need(Permission.SETTINGS)
    known = {field.name for field in attrs.fields(SlipSettings)}
    unknown = sorted(set(values) - known)
    if unknown:
        message = say("没有“{name}”这项打印设置。", name="、".join(unknown))
        raise Rejected([Problem(unknown[0], "setting.unknown", message)])
    with place.unit():
        for name, value in values.items():
            # The name of a device is a setting of the machine; this one says what kind it is.
            stored = "printer_kind" if name == "printer" else name
            place.put_setting(f"slip.{stored}", _plain(value))
        place.audit("settings", "setting", "slip", names=sorted(values))
    return read(place)


def set_shift(
    place: Workplace, printer: str, paper: PaperKind, right: float, down: float, scale: float = 1.0
) -> SlipSettings:
    """Keep where a printer really puts things on a paper, in mm, as measured on the calibration page.

    Raises:
        Rejected: more than 50 mm, or a scale outside 0.9 to 1.1.
    """
    place.need(Permission.PRINT, Permission.SETTINGS)
    try:
        PrintOptions.of(offset_mm=(right, down), scale=scale)
    except ValueError as error:
        message = say("位移最多 50 毫米，缩放在 0.9 到 1.1 之间，请重新量一下。")
        raise Rejected([Problem("shift", "shift.range", message)]) from error
    shifts = {name: list(value) for name, value in read(place).shifts.items()}
    shifts[shift_key(printer, paper)] = [round(right, 1), round(down, 1), round(scale, 4)]
    place.put_setting("slip.shifts", shifts)
    return read(place)


@attrs.frozen
class Measured:
    """What a ruler showed on a calibration page, in mm; None where nobody measured.

    Attributes:
        left: from the centre of the upper left cross to the left edge of the paper.
        top: from it to the upper edge.
        ruler: whole length of the printed ruler.
    """

    left: float | None = None
    top: float | None = None
    ruler: float | None = None


def calibrate(place: Workplace, printer: str, paper: PaperKind, measured: Measured) -> SlipSettings:
    """Correct the shift of a printer by what was measured on a page printed with the present one.

    Raises:
        Rejected: the result is impossible, so something was measured wrongly; nothing was stored.
    """
    right, down, scale = read(place).shifts.get(shift_key(printer, paper), (0.0, 0.0, 1.0))
    right += CROSS_MM - measured.left if measured.left is not None else 0.0
    down += CROSS_MM - measured.top if measured.top is not None else 0.0
    if measured.ruler is not None:
        if measured.ruler <= 0:
            message = say("尺的长度要大于 0，请重新量一下。")
            raise Rejected([Problem("ruler", "ruler.range", message)])
        scale *= ruler_length(paper) / measured.ruler
    return set_shift(place, printer, paper, right, down, scale)


def set_window_rules(place: Workplace, off: Sequence[str]) -> None:
    """Keep which rules of the insurance window are not looked at before printing. Raises NotAllowed."""
    place.need(Permission.SETTINGS)
    with place.unit():
        place.put_setting("window.off", sorted(set(off)))
        place.audit("settings", "setting", "window", names=sorted(set(off)))


def approval_lines(out: Sequence[str], back: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the setting ``approvals``: the same lines wherever 转出单 is used, and those of 回转单."""
    return {"up": tuple(out), "lateral": tuple(out), "down": tuple(back), "back": tuple(back)}


def sample_referral(place: Workplace, direction: str = "up") -> dict[str, str]:
    """Return an invented referral with every local block filled, for looking at the settings."""
    today = place.today().isoformat()
    return {
        "direction": direction,
        "slip_no": "SAMPLE",
        "from_org_name": place.own().name,
        "from_doctor": "某医生",
        "to_org_name": "示例县人民医院",
        "to_dept": "心内科",
        "patient_name": "示例患者",
        "patient_gender": "1",
        "patient_age": "68岁",
        "patient_address": "示例镇示例村一社",
        "patient_phone": "13900000000",
        "patient_id_no": "000000000000000000",
        "insurance_no": "0000000000",
        "visit_type": "1",
        "urgency": "urgent",
        "reason": "31",
        "exempt_reason": "01",
        "family_doctor": "某医生 13900000001",
        "allergy_text": "青霉素（皮疹）",
        "impression": "急性冠脉综合征？",
        "present_illness": "胸痛 2 小时。",
        "past_history": "高血压 10 年。",
        "treatment": "阿司匹林 300 毫克嚼服。",
        "referral_date": today,
        "valid_until": today,
    }


def _plain(value: Any) -> Any:
    """Return a setting as JSON holds it."""
    if isinstance(value, frozenset | set):
        return sorted(str(entry) for entry in value)
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return value
