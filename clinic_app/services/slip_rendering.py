"""A slip from the outside: the keys of slip.json checked all at once, and the page made from them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

import attrs

from clinic_app.domain.errors import Rejected
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.protocol.slip_code import SlipSide
from clinic_app.reports.print_options import PrintOptions
from clinic_app.reports.referral_slip import set_slip
from clinic_app.reports.slip_content import OutSlip, ReturnSlip

_AGE = re.compile(r"(?P<number>[0-9]{1,3})(?P<unit>岁|个月|月|天)")
_OLDEST = {"岁": 150, "个月": 60, "月": 60, "天": 400}
_GENDER_CODES = ("0", "1", "2", "9")


@attrs.frozen
class _Rule:
    """What a key may hold: greatest length in characters, and the kind of value."""

    label: str
    longest: int
    kind: Literal["line", "text", "date", "gender", "age", "lines"] = "line"
    required: bool = False


_COMMON: dict[str, _Rule] = {
    "patient_name": _Rule("患者姓名", 50, required=True),
    "gender": _Rule("性别", 1, "gender"),
    "age": _Rule("年龄", 6, "age"),
    "home_address": _Rule("家庭住址", 200),
    "phone": _Rule("联系电话", 20),
    "treatment": _Rule("治疗经过", 2000, "text"),
    "from_doctor": _Rule("转诊医生", 50),
    "from_phone": _Rule("转出机构联系电话", 20),
    "from_org": _Rule("机构名称", 70),
    "sign_date": _Rule("签字日期", 10, "date"),
    "slip_no": _Rule("转诊单号", 40),
    "id_no": _Rule("身份证号", 30),
    "insurance_no": _Rule("医保证（卡）号", 30),
    "visit_type": _Rule("就诊类型", 10),
    "urgency": _Rule("缓急", 10),
    "reason": _Rule("转诊原因", 100),
    "exempt_reason": _Rule("免备案情形", 50),
    "family_doctor": _Rule("家庭医生及电话", 80),
    "allergy": _Rule("过敏史", 200, "text"),
    "approvals": _Rule("审批意见", 20, "lines"),
    "valid_until": _Rule("有效期至", 10, "date"),
    "arrangement": _Rule("接收安排", 200, "text"),
    "patient_notes": _Rule("患者须知", 500, "text"),
    "edition": _Rule("地方栏目版本", 40),
}
_OUT: dict[str, _Rule] = {
    **_COMMON,
    "archive_no": _Rule("档案编号", 17),
    "referral_date": _Rule("转诊日期", 10, "date"),
    "to_org": _Rule("转入单位", 70, required=True),
    "to_dept": _Rule("科室", 50),
    "to_doctor": _Rule("接诊医生", 50),
    "impression": _Rule("初步印象", 200, "text", required=True),
    "present_illness": _Rule("主要现病史（转出原因）", 2000, "text", required=True),
    "past_history": _Rule("主要既往史", 1000, "text"),
    "exam_result": _Rule("检查结果", 2000, "text"),
}
_BACK: dict[str, _Rule] = {
    **_COMMON,
    "record_no": _Rule("病案号", 18),
    "back_date": _Rule("转回日期", 10, "date"),
    "back_org": _Rule("转回单位", 70, required=True),
    "back_doctor": _Rule("接诊医生", 50),
    "diagnosis": _Rule("诊断结果", 200),
    "inpatient_no": _Rule("住院病案号", 18),
    "exam_result": _Rule("主要检查结果", 2000, "text"),
    "next_plan": _Rule("下一步治疗方案", 2000, "text"),
    "rehab_advice": _Rule("康复建议", 2000, "text"),
}
_RULES = {"out": _OUT, "back": _BACK}
_MOST_APPROVALS = 4


def slip_keys(form: SlipSide) -> tuple[str, ...]:
    """Return the keys a slip.json may have."""
    return tuple(_RULES[form])


def parse_slip(values: Mapping[str, Any], form: SlipSide) -> OutSlip | ReturnSlip:
    """Return the slip of a mapping with the field keys of the two national forms.

    Empty texts count as left out. Values are strings, except ``approvals``, a list of strings.

    Raises:
        Rejected: with every problem at once: unknown keys, missing or impossible values.
    """
    rules = _RULES[form]
    problems = [_unknown(key, form) for key in values if key not in rules]
    parsed: dict[str, Any] = {}
    for key, rule in rules.items():
        value = values.get(key)
        if value is None or value == "" or value == [] or (isinstance(value, str) and not value.strip()):
            if rule.required:
                problems.append(
                    Problem(key, f"{key}.missing", say("缺少{label}，请填写。", label=rule.label))
                )
            continue
        found = _check(key, value, rule)
        problems += found
        if not found:
            parsed[key] = _read(value, rule)
    if problems:
        raise Rejected(problems)
    return OutSlip(**parsed) if form == "out" else ReturnSlip(**parsed)


def render_slip_json(
    values: Mapping[str, Any],
    form: SlipSide,
    *,
    offset_mm: tuple[float, float] = (0.0, 0.0),
    scale: float = 1.0,
    fonts: Path | None = None,
    **options: Any,
) -> bytes:
    """Return the PDF of a slip given as a mapping.

    Args:
        values: see ``parse_slip``.
        form: ``out`` for 转出单, ``back`` for 回转单.
        offset_mm: how far right and down to move everything, steps of 0.1, at most 50 either way.
        scale: enlargement, 0.9 to 1.1.
        fonts: a folder other than the packaged one.
        options: any field of ``PrintOptions`` by its name (``paper="a5"``, ``overprint=True``).

    Raises:
        Rejected: values or options are not possible; all problems at once.
        PaperError: a character has no glyph, or the paper is too small.
    """
    problems: list[Problem] = []
    slip: OutSlip | ReturnSlip | None = None
    chosen: PrintOptions | None = None
    try:
        slip = parse_slip(values, form)
    except Rejected as refusal:
        problems += refusal.problems
    try:
        chosen = PrintOptions.of(offset_mm=offset_mm, scale=scale, **options)
    except (ValueError, TypeError):
        problems.append(
            Problem(
                "options",
                "options.impossible",
                say("打印选项不对：位移最多 50 毫米，缩放在 0.9 到 1.1 之间，纸张和样式要用规定的写法。"),
            )
        )
    if slip is None or chosen is None:
        raise Rejected(problems)
    return set_slip(slip, chosen, fonts=fonts).pdf


def _unknown(key: object, form: SlipSide) -> Problem:
    other = "back" if form == "out" else "out"
    if key in _RULES[other]:
        name = "转出单" if form == "out" else "回转单"
        message = say("{key} 不是{form}的项目，请去掉，或换用另一种转诊单。", key=str(key), form=name)
    else:
        message = say("不认识的项目 {key}，请检查拼写。", key=str(key))
    return Problem(str(key), "key.unknown", message)


def _check(key: str, value: Any, rule: _Rule) -> list[Problem]:
    if rule.kind == "lines":
        return _check_lines(key, value, rule)
    if not isinstance(value, str):
        return [
            Problem(key, f"{key}.not_text", say("{label}要写成带引号的文字。", label=rule.label)),
        ]
    if rule.kind == "date":
        return _check_date(key, value, rule)
    if rule.kind == "gender":
        return _check_gender(key, value)
    if rule.kind == "age":
        return _check_age(key, value)
    return _check_text(key, value, rule)


def _check_text(key: str, value: str, rule: _Rule) -> list[Problem]:
    problems: list[Problem] = []
    if len(value) > rule.longest:
        problems.append(
            Problem(
                key,
                f"{key}.too_long",
                say(
                    "{label}最多 {most} 个字，现在是 {now} 个，请缩短。",
                    label=rule.label,
                    most=rule.longest,
                    now=len(value),
                ),
            )
        )
    allowed = "\n\r\t" if rule.kind == "text" else ""
    bad = next((c for c in value if c not in allowed and unicodedata.category(c) in ("Cc", "Cs")), None)
    if bad is not None:
        problems.append(
            Problem(
                key,
                f"{key}.control",
                say(
                    "{label}里有看不见的控制字符（U+{code}），请删掉重新输入。",
                    label=rule.label,
                    code=f"{ord(bad):04X}",
                ),
            )
        )
    return problems


def _check_lines(key: str, value: Any, rule: _Rule) -> list[Problem]:
    if not isinstance(value, list | tuple) or not all(isinstance(line, str) for line in value):
        message = say('{label}要写成文字的列表，如 ["科主任意见"]。', label=rule.label)
        return [Problem(key, f"{key}.not_list", message)]
    if len(value) > _MOST_APPROVALS:
        message = say("{label}最多 {most} 行，请减少。", label=rule.label, most=_MOST_APPROVALS)
        return [Problem(key, f"{key}.too_many", message)]
    return [problem for line in value for problem in _check_text(key, line, rule)]


def _check_date(key: str, value: str, rule: _Rule) -> list[Problem]:
    if _read_date(value) is not None:
        return []
    message = say("{label}“{value}”不是日期，请写成 2026-11-20 这样。", label=rule.label, value=value)
    return [Problem(key, f"{key}.not_a_date", message)]


def _read_date(value: str) -> date | None:
    # date.fromisoformat also takes 20261120 and 2026-W47-5, which nobody means here.
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2199 else None


def _check_gender(key: str, value: str) -> list[Problem]:
    if value in _GENDER_CODES:
        return []
    message = say("性别“{value}”不对，请写代码：1 男，2 女，9 未说明，0 未知。", value=value)
    return [Problem(key, "gender.unknown", message)]


def _check_age(key: str, value: str) -> list[Problem]:
    found = _AGE.fullmatch(value)
    if found and int(found["number"]) <= _OLDEST[found["unit"]]:
        return []
    message = say("年龄“{value}”不对，请带单位写成 68岁、5月或 12天。", value=value)
    return [Problem(key, "age.impossible", message)]


def _read(value: Any, rule: _Rule) -> Any:
    if rule.kind == "date":
        return _read_date(value)
    if rule.kind == "lines":
        lines: Sequence[str] = value
        return tuple(line.strip() for line in lines if line.strip())
    return value.strip()
