"""The pages whose pictures were looked at and kept; ``python -m tests.visual.golden`` draws them anew.

After drawing them anew, look at every picture that changed before it is committed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from importlib import resources
from pathlib import Path

import attrs
from PIL import Image, ImageChops

from clinic_app.domain.follow_up_form import parse_form
from clinic_app.reports.calibration import render_calibration
from clinic_app.reports.consent import Consent, render_consent
from clinic_app.reports.contact_card import (
    FamilyDoctorCard,
    HealthCard,
    ReferralCard,
    render_card_sheets,
    render_cards,
)
from clinic_app.reports.due_list import (
    DueEntry,
    RenewalEntry,
    render_call_list,
    render_due_list,
    render_renewal_list,
)
from clinic_app.reports.follow_up_sheet import render_follow_up_sheet
from clinic_app.reports.handover import Handover, HandoverSide, render_handover
from clinic_app.reports.page import PaperKind, PrinterKind, Shift, practice
from clinic_app.reports.print_options import PrintOptions
from clinic_app.reports.referral_slip import OutSlip, ReturnSlip, render_out, render_return
from clinic_app.reports.register import (
    BackEntry,
    RegisterHead,
    UpEntry,
    render_back_register,
    render_up_register,
)
from tests.visual.paper_reading import picture

PICTURES = Path(__file__).parent / "pictures"
DPI = 60

CODE = "ZZ1:" + "ABCDEF0123456789" * 38
SHARED = {
    "patient_name": "张䶮",
    "gender": "1",
    "age": "68岁",
    "home_address": "崆峒区白水镇东沟村3组17号",
    "phone": "13993300017",
    "from_phone": "0933-8612001",
    "from_org": "白水镇中心卫生院",
    "sign_date": date(2026, 11, 22),
}
OUT = OutSlip(
    **SHARED,
    archive_no="62080210310100017",
    referral_date=date(2026, 11, 22),
    to_org="崆峒区人民医院",
    to_dept="心血管内科",
    impression="不稳定型心绞痛；高血压病3级",
    present_illness="反复胸闷、胸痛3年，加重2天，休息时发作，每次约10分钟。",
    past_history="高血压病12年，最高190/115mmHg。",
    treatment="阿司匹林300mg嚼服，硝酸甘油0.5mg舌下含服，吸氧。",
)
FULL = attrs.evolve(
    OUT,
    slip_no="ZZ20261122001",
    id_no="620802195803150017",
    insurance_no="6208021958031",
    allergy="青霉素（皮疹）",
    visit_type="门诊",
    approvals=("科主任意见", "医保办意见"),
    valid_until=date(2026, 12, 6),
    arrangement="11月23日上午，心血管内科门诊3诊室。",
    patient_notes="请带好本单、身份证、医保卡和以往病历。到院后按正常流程挂号交费，以现场安排为准。",
    urgency="急",
    reason="临床急危重症，难以实施有效救治",
    exempt_reason="65岁以上老年人",
)
LONG = attrs.evolve(FULL, present_illness="".join(f"第{n}次夜间发作，含药后缓解。" for n in range(1, 121)))
BACK = ReturnSlip(
    **SHARED,
    record_no="Z2026110233",
    back_date=date(2026, 12, 2),
    back_org="白水镇中心卫生院",
    back_doctor="赵𬱖",
    diagnosis="冠心病，PCI术后",
    inpatient_no="202611230087",
    exam_result="冠脉造影：前降支近段狭窄85%，植入支架1枚。\n心脏彩超：EF 58%。",
    treatment="双联抗血小板、他汀、降压治疗。",
    next_plan="阿司匹林100mg每日一次，替格瑞洛90mg每日两次，至少12个月。",
    rehab_advice="戒烟限盐，每日步行30分钟，2周后复诊，监测血压。",
)
LOCAL_BACK = {
    "slip_no": "HZ20261202001",
    "approvals": ("科主任签字", "医务科意见"),
    "allergy": "青霉素（皮疹）",
    "edition": "崆峒区医保 2026 年版",
}
CARDS = (
    HealthCard(
        name="张䶮", gender="1", birth_date=date(1958, 3, 15),
        archive_no="62080210310100017", blood="A", rh="2",
        chronic=("高血压", "冠心病"), allergy="青霉素", address="白水镇东沟村3组17号", phone="13993300017",
        contact="张小明", contact_phone="13893300018", org="白水镇中心卫生院", org_phone="0933-8612001",
        doctor="李明", doctor_phone="13993311111", notes="每月15日测血压",
    ),
    ReferralCard(
        name="𠮷𬱖", gender="2", age="68岁", archive_no="62080210310100017",
        referral_date=date(2026, 11, 22), to_org="崆峒区人民医院", to_dept="心血管内科", to_doctor="赵敏",
        to_contact="转诊办", to_phone="0933-8612345", from_contact="赵敏", from_phone="0933-8612001",
        doctor="李明", from_org="白水镇中心卫生院",
    ),
    FamilyDoctorCard(
        name="张䶮", contract_no="QY2026-0017", valid_from=date(2026, 1, 1),
        valid_until=date(2026, 12, 31), team="白水镇第二家庭医生团队", doctor="李明",
        doctor_phone="13993311111", nurse="赵敏",
        nurse_phone="13993322222", public_health="孙丽", public_health_phone="13993333333",
        org="白水镇中心卫生院", org_address="白水镇街道12号", org_phone="0933-8612001",
        higher="县医院转诊办", higher_phone="0933-8612345", hotline="12320",
    ),
)  # fmt: skip
UP = UpEntry(
    day=date(2026, 11, 22), slip_no="ZZ20261122001", patient_name="张䶮", gender="1", age="68岁",
    id_no="620802195803150017", phone="13993300017", address="白水镇东沟村3组17号", insurance="城乡居民",
    impression="不稳定型心绞痛", reason="临床急危重症", to_org="崆峒区人民医院", to_dept="心血管内科",
    to_doctor="赵敏", urgency="急", transport="120", consent="已签", doctor="李明", approver="赵院长",
    arrived="已到院", arrived_on=date(2026, 11, 22), outcome="住院", follow_up_on=date(2026, 12, 6),
    follow_up="血压平稳", remark="补录",
)  # fmt: skip
RETURNED = BackEntry(
    day=date(2026, 12, 2), slip_no="HZ20261202001", patient_name="张䶮", gender="1", age="68岁",
    id_no="620802195803150017", phone="13993300017", address="白水镇东沟村3组17号", from_org="崆峒区人民医院",
    from_dept="心血管内科", diagnosis="冠心病，PCI术后", inpatient_no="202611230087",
    advice="双联抗血小板至少12个月，2周后复诊。", doctor="李明", management="纳入慢病",
    first_follow_up_on=date(2026, 12, 9), outcome="好转",
)  # fmt: skip
DUE = DueEntry(
    patient_name="张䶮", gender="男", age="68岁", village="东沟村3组", phone="139 9330 0017",
    form="转诊后随访",
    due_on=date(2026, 11, 20), overdue_days=2, reason="转诊后2周", advice="监测血压。", doctor="李明",
)  # fmt: skip
PERIOD = RegisterHead("白水镇中心卫生院", date(2026, 11, 1), date(2026, 11, 30))
ORG = "白水镇中心卫生院"
SIXTH = CARDS * 4


def _consent() -> bytes:
    return render_consent(
        Consent(
            patient_name="张䶮",
            gender="1",
            age="68岁",
            id_no="620802195803150017",
            phone="13993300017",
            slip_no="ZZ20261122001",
            from_org=ORG,
            to_org="崆峒区人民医院",
            direction="上转",
            reason="临床急危重症",
            doctor="李明",
            told_at="2026-11-22 09:41",
            day=date(2026, 11, 22),
        )
    )


def _handover(side: HandoverSide = HandoverSide.OUT) -> bytes:
    record = Handover(
        patient_name="张䶮", gender="1", age="68岁", slip_no="ZZ20261122001", from_org=ORG,
        to_org="崆峒区人民医院", diagnosis="不稳定型心绞痛", transport="120 救护车", escort="李护士",
        pressure="150/90", pulse="88", papers=("转诊单", "心电图"), allergy="青霉素",
    )  # fmt: skip
    return render_handover(record, side)


def _continuous(paper: PaperKind) -> Callable[[], bytes]:
    options = PrintOptions(paper=paper, printer=PrinterKind.DOT_MATRIX, code_text=CODE)
    return lambda: render_out(FULL, options)


def _practice_card() -> bytes:
    with practice(True):
        return render_cards([attrs.evolve(CARDS[0], reprint=1)])


def _long_card() -> bytes:
    return render_cards([attrs.evolve(CARDS[0], notes="每月15日测血压，" * 30)])


def _renewals() -> bytes:
    entry = RenewalEntry(
        patient_name="张䶮", gender="男", age="68岁", village="东沟村3组", phone="139 9330 0017",
        team="第二家庭医生团队", doctor="李明", ends_on="2026-12-31",
    )  # fmt: skip
    late = attrs.evolve(entry, ends_on="2026-11-12", overdue_days=10)
    return render_renewal_list([late, entry], org=ORG, until=date(2026, 12, 31))


def _follow_up_sheet() -> bytes:
    form = parse_form(
        json.loads((resources.files("resources") / "forms" / "hypertension.2017.json").read_text("utf-8"))
    )
    visit = {
        "visited_on": "2026-11-22",
        "way": "1",
        "symptoms": ["2", "6"],
        "sbp": "150",
        "dbp": "90",
        "weight": "70",
    }
    return render_follow_up_sheet(form, [visit], patient_name="张䶮", archive_no="62080210310100017", org=ORG)


def _ribbon() -> bytes:
    options = PrintOptions(paper=PaperKind.CONTINUOUS_HALF, printer=PrinterKind.DOT_MATRIX, code_text=CODE)
    return render_out(FULL, options)


PAGES: dict[str, tuple[Callable[[], bytes], int]] = {
    "out": (lambda: render_out(OUT), 0),
    "out-local": (lambda: render_out(FULL, PrintOptions(code_text=CODE)), 0),
    "out-marks": (lambda: render_out(FULL, PrintOptions(reprint=1, unreviewed=True, practice=True)), 0),
    "out-empty": (lambda: render_out(OutSlip(patient_name="")), 0),
    "out-overprint": (lambda: render_out(FULL, PrintOptions(overprint=True, code_text=CODE)), 0),
    "out-a5-slip": (lambda: render_out(FULL, PrintOptions(paper=PaperKind.A5, code_text=CODE)), 1),
    "out-long": (lambda: render_out(LONG, PrintOptions(code_text=CODE)), 0),
    "out-attached": (lambda: render_out(LONG, PrintOptions(code_text=CODE)), 1),
    "out-ribbon": (_ribbon, 1),
    "out-241-full": (_continuous(PaperKind.CONTINUOUS_FULL), 0),
    "out-241-third-stub": (_continuous(PaperKind.CONTINUOUS_THIRD), 0),
    "out-241-third": (_continuous(PaperKind.CONTINUOUS_THIRD), 1),
    "return-local": (
        lambda: render_return(attrs.evolve(BACK, **LOCAL_BACK), PrintOptions(code_text=CODE)),
        0,
    ),
    "return": (lambda: render_return(BACK), 0),
    "return-halves": (lambda: render_return(BACK, PrintOptions(paper=PaperKind.A4_HALVES)), 0),
    "cards-front": (lambda: render_card_sheets(SIXTH), 0),
    "cards-back": (lambda: render_card_sheets(SIXTH), 1),
    "card-practice": (_practice_card, 0),
    "card-attached": (_long_card, 2),
    "renewals": (_renewals, 0),
    "register-up": (lambda: render_up_register([UP] * 3, PERIOD), 0),
    "register-back": (lambda: render_back_register([RETURNED] * 3, PERIOD), 0),
    "due-list": (lambda: render_due_list([DUE] * 3, org=ORG, until=date(2026, 11, 22)), 0),
    "call-list": (lambda: render_call_list([DUE] * 3, org=ORG, day=date(2026, 11, 22)), 0),
    "consent": (_consent, 0),
    "handover": (_handover, 0),
    "handover-in": (lambda: _handover(HandoverSide.IN), 0),
    "follow-up-sheet": (_follow_up_sheet, 0),
    "calibration": (lambda: render_calibration(PaperKind.A5, shift=Shift(1.2, -0.3)), 0),
}


def drawn(name: str) -> Image.Image:
    """The picture of a page as it is drawn now."""
    make, page = PAGES[name]
    return picture(make(), page=page, dpi=DPI)


def difference(one: Image.Image, other: Image.Image) -> float:
    """How different two pictures are: the greatest difference of grey in any 4 x 4 dots, 0 to 255.

    Averaged over the little squares, the edges of letters may be smoothed a little differently by
    another version of the renderer; a word that moved by half a millimetre may not.
    """
    if one.size != other.size:
        return 255.0
    difference_of = ImageChops.difference(one, other)
    return float(difference_of.reduce(4).getextrema()[1])


def main() -> None:
    """Draw all pictures anew."""
    PICTURES.mkdir(exist_ok=True)
    for name in PAGES:
        drawn(name).quantize(16).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
