"""双向转诊登记本: the register of both directions, for inspection and statistics.

No national layout exists; the columns are those inspection asks for. On paper two columns stand one over
the other so that letters stay at 9 pt; the workbook has every column for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from clinic_app.reports.phrases import chinese_date, gender_word, spaced
from clinic_app.reports.table import Column, ListSheet, numbered, render_list


@attrs.frozen(kw_only=True)
class _Entry:
    """What both directions begin with. Dates are days in China; ``gender`` is the GB/T 2261.1 code."""

    day: date | None = None
    slip_no: str = ""
    patient_name: str = ""
    gender: str = ""
    age: str = ""
    id_no: str = ""
    phone: str = ""
    address: str = ""


@attrs.frozen(kw_only=True)
class UpEntry(_Entry):
    """A line of 上转登记."""

    insurance: str = ""
    impression: str = ""
    reason: str = ""
    to_org: str = ""
    to_dept: str = ""
    to_doctor: str = ""
    urgency: str = ""
    transport: str = ""
    consent: str = ""
    doctor: str = ""
    approver: str = ""
    arrived: str = ""
    arrived_on: date | None = None
    outcome: str = ""
    follow_up_on: date | None = None
    follow_up: str = ""
    remark: str = ""


@attrs.frozen(kw_only=True)
class BackEntry(_Entry):
    """A line of 下转（接收）登记."""

    from_org: str = ""
    from_dept: str = ""
    diagnosis: str = ""
    inpatient_no: str = ""
    advice: str = ""
    doctor: str = ""
    management: str = ""
    first_follow_up_on: date | None = None
    outcome: str = ""
    remark: str = ""


@attrs.frozen
class RegisterHead:
    """What stands over a register.

    Attributes:
        org: the institution that keeps it.
        first_day, last_day: the period, both days included.
    """

    org: str
    first_day: date
    last_day: date

    @property
    def period(self) -> str:
        """Return the period in words."""
        return f"{chinese_date(self.first_day)} 至 {chinese_date(self.last_day)}"


_UP_COLUMNS = (
    Column("序号", 8, centred=True),
    Column("转诊日期\n转诊单号", 30),
    Column("姓名\n性别 年龄", 18),
    Column("身份证号\n联系电话", 39),
    Column("住址\n医保类型/医保号", 31),
    Column("初步诊断\n转诊原因", 32),
    Column("转往医院及科室\n接诊医生", 28),
    Column("紧急程度\n转运/护送人", 20),
    Column("知情\n同意", 10, centred=True),
    Column("经治医生\n审批人", 17),
    Column("到院及日期\n转归/反馈", 25),
    Column("随访日期及\n结果（2周内）", 24),
    Column("备注", 16),
)
_BACK_COLUMNS = (
    Column("序号", 8, centred=True),
    Column("接收日期\n回转单号", 30),
    Column("姓名\n性别 年龄", 19),
    Column("身份证号\n联系电话", 39),
    Column("住址", 30),
    Column("转出医院\n科室", 29),
    Column("出院诊断\n住院病案号", 33),
    Column("治疗及康复建议", 40),
    Column("接诊\n医生", 13),
    Column("后续管理", 19),
    Column("首次随访\n日期", 22),
    Column("转归\n备注", 22),
)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _over(upper: str, lower: str) -> str:
    """Return two values one over the other; the upper place stays even when it is empty."""
    return f"{upper}\n{lower}" if lower else upper


def _beginning(entry: _Entry) -> tuple[str, ...]:
    """Return the cells both registers begin with: when and which, who, and their numbers."""
    return (
        _over(_day(entry.day), entry.slip_no),
        _over(entry.patient_name, spaced(gender_word(entry.gender), entry.age)),
        _over(entry.id_no, entry.phone),
    )


def _up_cells(entry: UpEntry) -> tuple[str, ...]:
    return (
        *_beginning(entry),
        _over(entry.address, entry.insurance),
        _over(entry.impression, entry.reason),
        _over(spaced(entry.to_org, entry.to_dept), entry.to_doctor),
        _over(entry.urgency, entry.transport),
        entry.consent,
        _over(entry.doctor, entry.approver),
        _over(spaced(entry.arrived, _day(entry.arrived_on)), entry.outcome),
        _over(_day(entry.follow_up_on), entry.follow_up),
        entry.remark,
    )


def _back_cells(entry: BackEntry) -> tuple[str, ...]:
    return (
        *_beginning(entry),
        entry.address,
        _over(entry.from_org, entry.from_dept),
        _over(entry.diagnosis, entry.inpatient_no),
        entry.advice,
        entry.doctor,
        entry.management,
        _day(entry.first_follow_up_on),
        _over(entry.outcome, entry.remark),
    )


_SIGNATURES = ("登记人", "科室负责人", "审核日期")


def render_up_register(entries: Sequence[UpEntry], head: RegisterHead) -> bytes:
    """Return the PDF of 双向转诊登记本（上转）. Raises PaperError when a character has no glyph."""
    rows = numbered(map(_up_cells, entries))
    return render_list(
        ListSheet("双向转诊登记本（上转）", head.org, head.period, _UP_COLUMNS, rows, signatures=_SIGNATURES)
    )


def render_back_register(entries: Sequence[BackEntry], head: RegisterHead) -> bytes:
    """Return the PDF of 双向转诊登记本（下转接收）. Raises PaperError when a character has no glyph."""
    rows = numbered(map(_back_cells, entries))
    return render_list(
        ListSheet(
            "双向转诊登记本（下转接收）", head.org, head.period, _BACK_COLUMNS, rows, signatures=_SIGNATURES
        )
    )
