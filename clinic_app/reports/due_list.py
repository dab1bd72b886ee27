"""Lists to take along: follow-ups that are due, by village, and the list of calls to make."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from clinic_app.reports.phrases import chinese_date, spaced, stacked
from clinic_app.reports.table import Column, ListSheet, numbered, render_list


@attrs.frozen(kw_only=True)
class DueEntry:
    """A person to visit or to ring up.

    Attributes:
        patient_name, gender, age: as spoken (男, 68岁).
        village, address, phone: where and how to reach.
        form: what is to be followed up, such as 高血压 or 转诊后随访.
        due_on: the day.
        overdue_days: 0 when not overdue.
        reason: why, such as 转诊后2周.
        advice: what the hospital advised.
        doctor: who is responsible.
    """

    patient_name: str
    gender: str = ""
    age: str = ""
    village: str = ""
    address: str = ""
    phone: str = ""
    form: str = ""
    due_on: date | None = None
    overdue_days: int = 0
    reason: str = ""
    advice: str = ""
    doctor: str = ""


_DUE_COLUMNS = (
    Column("序号", 8, centred=True),
    Column("姓名\n性别 年龄", 22),
    Column("村组/住址", 40),
    Column("电话", 28),
    Column("随访内容", 28),
    Column("应访日期", 26),
    Column("原因和上级医院建议", 62),
    Column("责任医生", 18),
    Column("随访日期和结果（手写）", 48),
)
_CALL_COLUMNS = (
    Column("序号", 8, centred=True),
    Column("姓名\n性别 年龄", 24),
    Column("电话", 34),
    Column("要问的事", 62),
    Column("应访日期", 28),
    Column("打通没有（手写）", 34),
    Column("答复（手写）", 84),
)


def _who(entry: DueEntry | RenewalEntry) -> str:
    return stacked(entry.patient_name, spaced(entry.gender, entry.age))


def _late(day: str, overdue_days: int) -> str:
    return stacked(day, f"已过 {overdue_days} 天" if overdue_days else "")


def _when(entry: DueEntry) -> str:
    return _late(entry.due_on.isoformat() if entry.due_on else "", entry.overdue_days)


def render_due_list(entries: Sequence[DueEntry], *, org: str, until: date) -> bytes:
    """Return the PDF of 到期随访名单 up to a day, in the given order. Raises PaperError."""
    rows = numbered(
        (
            _who(entry),
            stacked(entry.village, entry.address),
            entry.phone,
            entry.form,
            _when(entry),
            stacked(entry.reason, entry.advice),
            entry.doctor,
            "",
        )
        for entry in entries
    )
    return render_list(
        ListSheet(
            "到期随访名单",
            org,
            f"截至 {chinese_date(until)}",
            _DUE_COLUMNS,
            rows,
            unit="人",
            empty="没有到期的随访。",
            least=12.0,
        )
    )


def render_call_list(entries: Sequence[DueEntry], *, org: str, day: date) -> bytes:
    """Return the PDF of 电话随访名单 for a day, with room to write down the answers. Raises PaperError."""
    rows = numbered(
        (
            _who(entry),
            entry.phone or "没有电话",
            stacked(entry.form, entry.reason, entry.advice),
            _when(entry),
            "□ 打通　□ 没人接\n□ 号码不对",
            "",
        )
        for entry in entries
    )
    return render_list(
        ListSheet(
            "电话随访名单",
            org,
            chinese_date(day),
            _CALL_COLUMNS,
            rows,
            unit="人",
            empty="今天没有要打的电话。",
            least=14.0,
        )
    )


@attrs.frozen(kw_only=True)
class RenewalEntry:
    """A person whose contract with the family doctor ends: ``ends_on`` its last day, the rest as spoken."""

    patient_name: str
    gender: str = ""
    age: str = ""
    village: str = ""
    phone: str = ""
    team: str = ""
    doctor: str = ""
    ends_on: str = ""
    overdue_days: int = 0


_RENEWAL_COLUMNS = (
    Column("序号", 8, centred=True),
    Column("姓名\n性别 年龄", 26),
    Column("村组", 34),
    Column("电话", 32),
    Column("家庭医生团队", 46),
    Column("签约到期", 30),
    Column("续签意愿（手写）", 44),
    Column("签字（手写）", 44),
)


def render_renewal_list(entries: Sequence[RenewalEntry], *, org: str, until: date) -> bytes:
    """Return the PDF of 签约到期名单 up to a day, in the given order. Raises PaperError."""
    rows = numbered(
        (
            _who(entry),
            entry.village,
            entry.phone,
            stacked(entry.team, entry.doctor),
            _late(entry.ends_on, entry.overdue_days),
            "□ 续签　□ 不再续签",
            "",
        )
        for entry in entries
    )
    return render_list(
        ListSheet(
            "家庭医生签约到期名单",
            org,
            f"截至 {chinese_date(until)}",
            _RENEWAL_COLUMNS,
            rows,
            unit="人",
            empty="没有到期的签约。",
            least=14.0,
        )
    )
