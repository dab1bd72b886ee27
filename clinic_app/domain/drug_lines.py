"""Medicines named in a doctor's free text, as suggestions for a record; a person decides on each.

Only lines with a dose and with how often are taken for medicines: what is missed is typed by hand, what is
wrongly offered could be believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from clinic_app.domain.numbers import narrow

LONGEST_NAME, LONGEST_DOSAGE = 100, 100
"""Characters of the fields ``medication.drug`` and ``medication.dosage``."""


@attrs.frozen
class DrugLine:
    """A medicine as it was written: its name, and how it is taken."""

    drug: str
    dosage: str


_NUMBER = r"(?:\d+(?:\.\d+)?(?:\s*[-~～/]\s*\d+(?:\.\d+)?)?|半|[一二两三四五六])"
_UNIT = (
    r"(?:mg|毫克|μg|µg|ug|mcg|微克|g|克|ml|毫升|IU|iu|U|u|单位|片|粒|颗|丸|袋|包|支|滴|喷|揿|吸|贴)"
    r"(?![A-Za-z]|/(?:[LlMm]|[Dd][Ll])|/升|肉|食)"
)
_DOSE = rf"{_NUMBER}\s*{_UNIT}"
_OFTEN = (
    r"(?:每日|每天|每晚|每早|每晨|每周|每月|每隔|隔日|一日|日服|\d\s*次\s*/\s*[日天]|睡前|顿服|必要时"
    r"|(?i:q[dn]|qod|b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|q\d+h|hs|prn|qw|sos)(?![A-Za-z]))"
)
_NAME = r"[\u3400-\u9fffA-Za-z][\u3400-\u9fffA-Za-z0-9·\-]{1,39}?(?:\([^()]{1,20}\))?"
_HOW = r"(?:每次|口服|皮下注射|吸入|含服|早|晚|中午|餐前|饭前)"
_DRUG = re.compile(rf"(?P<name>{_NAME})[\s,:]{{0,3}}(?={_HOW}?\s*(?:{_DOSE}|{_OFTEN}))")
_ANY_DOSE, _ANY_OFTEN = re.compile(_DOSE), re.compile(_OFTEN)
_PIECES = re.compile(r"[\n;。]+|(?:^|(?<=\s))\(?\d{1,2}[.、)](?!\d)|[①-⑳]")
_LEAD = re.compile(
    r"^(?:继续|口服|给予|予以|予|服用|加用|规律|长期|坚持|应用|使用|改用|改为|按时|出院后|院外|回当地|院内|带药|出院带药"
    r"|用药|药物治疗|治疗|降压|降糖|调脂|抗血小板|方案|目前|现|仍|可|并|及|和|联合)+"
)
_STOPPED = re.compile(r"停用|停服|停药|暂停|停止|禁用|避免|勿|不要|不再|减去|既往|曾|过敏")
_NO_NAME = re.compile(
    r"^(?:每|次|一次|一日|早|晚|中午|晨|睡|餐|饭|空腹|顿|口服$|皮下|静|肌|吸入$|含服$|共|约|用量|剂量|q[dn]|bid|tid)"
)
_NO_DRUG = re.compile(
    r"(?:食盐|^盐|钠盐|摄盐|饮水|饮食|水|酒|(?<!甘)油|奶|牛奶|肉|尿量|尿|血糖|血压|体重|心率|蛋白|肌酐|血钾|蔬菜|水果|主食"
    r"|热量|鸡蛋|氧气|吸氧|吸烟|运动|步行|活动|复查|监测|随访|换药|门诊|测量)$"
)
_BEYOND = re.compile(
    r"[,\s]*(?:注意|避免|复查|监测|建议|若|如有|如出现|定期|禁忌|低盐|低脂|门诊|随访|待|\d+\s*个?[天周月]后).*$",
    re.DOTALL,
)


def drug_lines(text: str) -> tuple[DrugLine, ...]:
    """Return the medicines of a text, each name once, in the order in which they stand."""
    found: dict[str, DrugLine] = {}
    for piece in _pieces(text):
        for line in _of_piece(piece):
            found.setdefault(same_name(line.drug), line)
    return tuple(found.values())


def same_name(drug: str) -> str:
    """Return what two spellings of one medicine's name have in common: narrow, small, no blanks."""
    return "".join(narrow(drug).split()).casefold()


def is_same_drug(one: str, other: str) -> bool:
    """Tell whether two names may be one medicine: equal, or one is the other with its form (肠溶片)."""
    first, second = sorted((same_name(one), same_name(other)), key=len)
    return bool(first) and (first == second or (len(first) >= 3 and second.startswith(first)))


def _pieces(text: str) -> Iterator[str]:
    for piece in _PIECES.split(narrow(text).replace("、", "，").replace("，", ",")):
        if piece and piece.strip():
            yield piece.strip(" ,")


def _of_piece(piece: str) -> Iterator[DrugLine]:
    marks = [found for found in _DRUG.finditer(piece) if _drug_name(found["name"])]
    for at, found in enumerate(marks):
        before = piece[marks[at - 1].end() if at else 0 : found.start()] + found["name"]
        end = marks[at + 1].start() if at + 1 < len(marks) else len(piece)
        dosage = _BEYOND.sub("", piece[found.end() : end]).strip(" ,:")
        if _STOPPED.search(before) or not (_ANY_DOSE.search(dosage) and _ANY_OFTEN.search(dosage)):
            continue
        name = _drug_name(found["name"])
        if len(name) <= LONGEST_NAME and len(dosage) <= LONGEST_DOSAGE:
            yield DrugLine(name, " ".join(dosage.replace(",", " ").split()))


def _drug_name(words: str) -> str:
    """Return a medicine's name without the words that lead to it, or nothing when it is none."""
    name = _LEAD.sub("", words).strip(" ,:-")
    name = name.removesuffix("口服").removesuffix("皮下注射").removesuffix("吸入").removesuffix("含服")
    if len(name) < 2 or (name.isascii() and len(name) < 4) or _NO_NAME.match(name) or _NO_DRUG.search(name):
        return ""
    return name
