"""What is written down when an escorted patient changes hands (双向转诊交接记录): fields and their checks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from clinic_app.domain.field_checks import text_of
from clinic_app.domain.names import clean_text, length_of
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import Message, say

PAPERS = ("转诊单", "知情同意书", "病历摘要", "检验报告", "影像胶片", "心电图", "药品", "贵重物品")
"""What usually goes along, each with a box to tick."""

_TEXTS: dict[str, tuple[Message, int]] = {
    "transport": (say("转运方式"), 50),
    "escort": (say("护送人"), 50),
    "consciousness": (say("意识"), 20),
    "lines": (say("管路和输液"), 200),
    "treatment": (say("已做处置"), 2000),
    "on_the_way": (say("途中情况"), 1000),
    "other_papers": (say("其他资料和物品"), 100),
    "notes": (say("需要特别交代"), 200),
}
_NUMBERS: dict[str, tuple[Message, float, float]] = {
    "temperature": (say("体温"), 30.0, 45.0),
    "pulse": (say("脉搏"), 0, 300),
    "breathing": (say("呼吸"), 0, 100),
    "oxygen": (say("血氧"), 0, 100),
}
_TIMES: dict[str, Message] = {
    "left_at": say("出发时间"),
    "arrived_at": say("到达时间"),
    "handed_at": say("交接时间"),
}
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9])?")
_PRESSURE = re.compile(r"([0-9]{2,3})/([0-9]{1,3})")
_TIME = re.compile(r"(?:(?P<day>[0-9]{1,2}-[0-9]{1,2}) )?(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})")
_SHORT_TIME = re.compile(r"([0-9]{1,2})([0-9]{2})")

FIELDS = (*_TEXTS, *_NUMBERS, *_TIMES, "pressure", "papers")
"""Every field; ``papers`` holds names of PAPERS, the others are texts."""


def clean_handover(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields as they are kept: outer blanks gone, digits narrow, times as 09:30 or 11-22 09:30."""
    found: dict[str, Any] = {name: clean_text(text_of(values, name)).strip() for name in _TEXTS}
    for name in (*_NUMBERS, "pressure"):
        found[name] = unicodedata.normalize("NFKC", text_of(values, name)).replace(" ", "")
    for name in _TIMES:
        found[name] = _clean_time(text_of(values, name))
    papers = values.get("papers") or ()
    found["papers"] = [name for name in PAPERS if name in papers]
    return found


def _clean_time(text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", text).replace("/", "-").split())
    short = _SHORT_TIME.fullmatch(plain)
    if short:
        plain = f"{short[1]}:{short[2]}"
    found = _TIME.fullmatch(plain)
    if not found:
        return plain
    day = f"{found['day']} " if found["day"] else ""
    return f"{day}{int(found['hour']):02}:{found['minute']}"


def check_handover(values: Mapping[str, Any]) -> list[Problem]:
    """Return what is wrong with a cleaned record; an empty field is written by hand and never wrong."""
    problems: list[Problem] = []
    for name, (label, most) in _TEXTS.items():
        if length_of(values[name]) > most:
            words = say("{label}最多 {most} 个字，请缩短", label=label, most=most)
            problems.append(Problem(name, "handover.length", words))
    for name, (label, least, most) in _NUMBERS.items():
        text = values[name]
        if text and not (_NUMBER.fullmatch(text) and least <= float(text) <= most):
            words = say(
                "{label}应是 {least} 到 {most} 的数", label=label, least=f"{least:g}", most=f"{most:g}"
            )
            problems.append(Problem(name, "handover.number", words))
    found = _PRESSURE.fullmatch(values["pressure"])
    if values["pressure"] and not (found and 0 <= int(found[2]) < int(found[1]) <= 320):
        problems.append(Problem("pressure", "handover.pressure", say("血压写成 150/90，高压在前")))
    for name, label in _TIMES.items():
        if values[name] and not _is_time(values[name]):
            words = say("{label}写成 09:30；不是当天的写成 11-22 09:30", label=label)
            problems.append(Problem(name, "handover.time", words))
    return problems


def _is_time(text: str) -> bool:
    found = _TIME.fullmatch(text)
    if not found or int(found["hour"]) > 23 or int(found["minute"]) > 59:
        return False
    month, _, day = (found["day"] or "1-1").partition("-")
    return 1 <= int(month) <= 12 and 1 <= int(day) <= 31
