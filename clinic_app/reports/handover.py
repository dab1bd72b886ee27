"""双向转诊交接记录: what the escort hands over with the patient, one sheet for each way."""

from __future__ import annotations

from enum import StrEnum

import attrs

from clinic_app.domain.handover import PAPERS
from clinic_app.reports.fields import Blank, Caption, Setting, Tail, Words
from clinic_app.reports.flow import HEIGHT, WIDTH, Flow, marks
from clinic_app.reports.fonts import font_stack
from clinic_app.reports.page import Pen
from clinic_app.reports.phrases import box, gender_word


class HandoverSide(StrEnum):
    """Which institution keeps the record."""

    OUT = "out"
    """转出记录."""
    IN = "in"
    """转入记录."""


_TITLES = {HandoverSide.OUT: "双向转诊交接记录（转出）", HandoverSide.IN: "双向转诊交接记录（转入）"}


@attrs.frozen(kw_only=True)
class Handover:
    """A hand-over; what is empty is written by hand.

    Attributes:
        gender: GB/T 2261.1 code.
        left_at, arrived_at, handed_at: day and time, as shown.
        temperature, pulse, breathing, pressure, oxygen: numbers as read (36.5, 88, 20, 150/90, 97).
        papers: names among the usual papers that go along.
        other_papers: what else goes along.
        reprint: 0 for the first print, else the number after 补打.
    """

    patient_name: str
    gender: str = ""
    age: str = ""
    id_no: str = ""
    slip_no: str = ""
    from_org: str = ""
    to_org: str = ""
    diagnosis: str = ""
    transport: str = ""
    escort: str = ""
    left_at: str = ""
    arrived_at: str = ""
    handed_at: str = ""
    consciousness: str = ""
    temperature: str = ""
    pulse: str = ""
    breathing: str = ""
    pressure: str = ""
    oxygen: str = ""
    lines: str = ""
    treatment: str = ""
    on_the_way: str = ""
    allergy: str = ""
    papers: tuple[str, ...] = ()
    other_papers: str = ""
    notes: str = ""
    reprint: int = 0


def render_handover(record: Handover, side: HandoverSide) -> bytes:
    """Return the PDF of one side's record. Raises PaperError when a character has no glyph."""
    fonts = font_stack()
    title = _TITLES[side]
    with Pen(fonts, WIDTH, HEIGHT, title=title) as pen:
        flow = Flow(pen, Setting(fonts, 10.5, 7.6), title, note=marks(record.slip_no, record.reprint))
        _patient(flow, record)
        _state(flow, record)
        _signatures(flow, side, record.handed_at)
        return pen.to_pdf()


def _patient(flow: Flow, record: Handover) -> None:
    flow.section("患者")
    flow.row(
        Caption("姓名"),
        Blank(record.patient_name, "patient_name", 34),
        Caption("性别"),
        Blank(gender_word(record.gender), "gender", 12, stretch=0.2),
        Caption("年龄"),
        Blank(record.age, "age", 16, stretch=0.2),
        Caption("证件号"),
        Blank(record.id_no, "id_no", 44, stretch=0.5),
    )
    flow.row(
        Caption("转出机构"),
        Blank(record.from_org, "from_org", 50),
        Caption("转入机构"),
        Blank(record.to_org, "to_org", 50),
    )
    flow.row(Caption("诊断"), Blank(record.diagnosis, "diagnosis", 100))
    flow.row(Caption("过敏史"), Blank(record.allergy, "allergy", 100))
    flow.section("转运")
    flow.row(
        Caption("转运方式"),
        Blank(record.transport, "transport", 50),
        Caption("护送人"),
        Blank(record.escort, "escort", 50),
    )
    flow.row(
        Caption("出发时间"),
        Blank(record.left_at, "left_at", 50),
        Caption("到达时间"),
        Blank(record.arrived_at, "arrived_at", 50),
    )


def _state(flow: Flow, record: Handover) -> None:
    flow.section("交接时情况")
    flow.row(
        Caption("意识"),
        Blank(record.consciousness, "consciousness", 24),
        Caption("体温"),
        Blank(record.temperature, "temperature", 14, stretch=0.4),
        Tail("℃"),
        Caption("脉搏"),
        Blank(record.pulse, "pulse", 14, stretch=0.4),
        Tail("次/分"),
    )
    flow.row(
        Caption("呼吸"),
        Blank(record.breathing, "breathing", 14),
        Tail("次/分"),
        Caption("血压"),
        Blank(record.pressure, "pressure", 24),
        Tail("mmHg"),
        Caption("血氧"),
        Blank(record.oxygen, "oxygen", 14),
        Tail("%"),
    )
    flow.row(Caption("管路和输液"), Blank(record.lines, "lines", 100))
    flow.text("已做处置：", record.treatment, "treatment", indent=False)
    if not record.treatment:
        flow.gap(2 * flow.setting.pitch)
    flow.text("途中情况：", record.on_the_way, "on_the_way", indent=False)
    if not record.on_the_way:
        flow.gap(2 * flow.setting.pitch)
    flow.section("随行资料和物品")
    ticks = "　".join(f"{box(paper in record.papers)}{paper}" for paper in PAPERS)
    flow.row(Words(ticks), fill=False)
    flow.row(Caption("其他"), Blank(record.other_papers, "other_papers", 100))
    flow.row(Caption("需要特别交代"), Blank(record.notes, "notes", 100))


def _signatures(flow: Flow, side: HandoverSide, handed_at: str) -> None:
    flow.section("签字")
    flow.need(3 * (flow.setting.pitch + 2))
    flow.gap(1.5)
    own, other = (
        ("转出方交班人", "转入方接班人") if side is HandoverSide.OUT else ("转入方接班人", "转出方交班人")
    )
    flow.row(Caption(own), Blank("", own, 60), Caption(other), Blank("", other, 60))
    flow.gap(2)
    flow.row(
        Caption("患者（家属）"),
        Blank("", "family", 60),
        Caption("交接时间"),
        Blank(handed_at, "handed_at", 60),
    )
