"""转诊知情同意书: told on paper, signed by hand, scanned back.

A common local form; counties replace its sentences by their own in settings.
"""

from __future__ import annotations

from datetime import date

import attrs

from clinic_app.reports.fields import Blank, Caption, Setting, Tail, Words
from clinic_app.reports.flow import HEIGHT, WIDTH, Flow, marks
from clinic_app.reports.fonts import font_stack
from clinic_app.reports.page import Pen
from clinic_app.reports.phrases import box, chinese_date, gender_word

TITLE = "转诊知情同意书"

TOLD = (
    "根据患者目前病情和本机构的诊疗条件，建议转诊。转诊的理由、去向和目的已向患者（家属）说明。",
    "转诊遵循患者自愿原则，患者有权选择同意或不同意，也可以自行选择其他医疗机构。",
    "请携带转诊单、身份证、医保卡和病历资料，到接诊机构后按其流程办理挂号、缴费和检查。",
    "为保证诊疗连续，本机构会把与本次诊疗有关的信息提供给接诊机构，仅用于诊疗、随访和医保结算。",
)
RISKS = (
    "转运途中病情可能变化或加重，交通可能延误，个别情况下可能危及生命。",
    "接诊机构的床位、医生和就诊时间可能调整，以现场安排为准。",
    "情况紧急时先抢救、先转运，本同意书和有关手续可以随后补办。",
)


@attrs.frozen(kw_only=True)
class Consent:
    """What stands on the form.

    Attributes:
        gender: GB/T 2261.1 code.
        direction: 上转, 下转 or 平转, as spoken.
        told_at: day and time of the talk, as shown.
        agreed: True or False when the choice is already known, None to be ticked by hand.
        told, risks: sentences of the county, by default the usual ones.
        reprint: 0 for the first print, else the number after 补打.
    """

    patient_name: str
    gender: str = ""
    age: str = ""
    id_no: str = ""
    phone: str = ""
    slip_no: str = ""
    from_org: str = ""
    to_org: str = ""
    direction: str = ""
    reason: str = ""
    doctor: str = ""
    told_at: str = ""
    day: date | None = None
    agreed: bool | None = None
    told: tuple[str, ...] = TOLD
    risks: tuple[str, ...] = RISKS
    reprint: int = 0


def render_consent(consent: Consent) -> bytes:
    """Return the PDF of the form. Raises PaperError when a character has no glyph."""
    fonts = font_stack()
    with Pen(fonts, WIDTH, HEIGHT, title=TITLE) as pen:
        flow = Flow(pen, Setting(fonts, 10.5, 7.0), TITLE, note=marks(consent.slip_no, consent.reprint))
        _facts(flow, consent)
        flow.section("三、告知事项")
        flow.items(consent.told)
        flow.section("四、风险提示")
        flow.items(consent.risks)
        _choice(flow, consent)
        return pen.to_pdf()


def _facts(flow: Flow, consent: Consent) -> None:
    flow.section("一、患者基本信息")
    flow.row(
        Caption("患者姓名"),
        Blank(consent.patient_name, "patient_name", 34),
        Caption("性别"),
        Blank(gender_word(consent.gender), "gender", 12, stretch=0.2),
        Caption("年龄"),
        Blank(consent.age, "age", 16, stretch=0.2),
    )
    flow.row(
        Caption("证件号"),
        Blank(consent.id_no, "id_no", 60),
        Caption("联系电话"),
        Blank(consent.phone, "phone", 40),
    )
    flow.section("二、转诊信息")
    flow.row(
        Caption("转出机构"),
        Blank(consent.from_org, "from_org", 60),
        Caption("转诊方向"),
        Blank(consent.direction, "direction", 20, stretch=0.2),
    )
    flow.row(Caption("转入（转回）机构"), Blank(consent.to_org, "to_org", 80))
    flow.row(Caption("转诊原因"), Blank(consent.reason, "reason", 100))
    flow.row(
        Caption("告知医生"),
        Blank(consent.doctor, "doctor", 40),
        Caption("告知时间"),
        Blank(consent.told_at, "told_at", 50),
    )


def _choice(flow: Flow, consent: Consent) -> None:
    yes, no = (box(consent.agreed is chosen) for chosen in (True, False))
    flow.section("五、患者选择")
    flow.row(Words(f"　　{yes} 同意转诊　　　　{no} 不同意转诊"), fill=False)
    flow.text("", "以上内容已听明白。选择不同意的，医务人员已说明可能的后果。")
    flow.section("六、签署")
    flow.need(5 * 9.0)
    flow.gap(2)
    for left, right in (
        ("患者（家属）签名", "与患者关系"),
        ("联系电话", "签署日期"),
        ("告知医生签名", "日期"),
        ("医疗机构（盖章）", "日期"),
    ):
        flow.row(Caption(left), Blank("", left, 60), Caption(right), Blank("", right, 36, stretch=0.3))
        flow.gap(2.2)
    if consent.day is not None:
        flow.row(Words("打印日期 "), Words(chinese_date(consent.day)), Tail(""), fill=False)
