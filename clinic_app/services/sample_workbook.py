"""A spreadsheet of invented people as messy as the ones clinics keep."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from clinic_app.services.sample_people import TOWNSHIP

_HEADINGS = (
    "序号",
    "患者姓名",
    "性别",
    "年龄",
    "身份证号码",
    "出生年月日",
    "联系电话",
    "家庭住址",
    "村（居）委会",
    "民族",
    "慢性病",
    "过敏史",
    "备注2",
)
_WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
_ETHNIC = {
    "01": "汉族",
    "02": "蒙古族",
    "03": "回",
    "04": "藏族",
    "05": "维吾尔族",
    "17": "哈萨克族",
    "26": "东乡族",
}


def write_messy_workbook(path: Path, people: Sequence[dict[str, Any]], seed: int) -> dict[str, int]:
    """Write people the way clinics keep them: a merged title, mixed dates, damaged numbers, rows twice.

    Returns:
        How many rows of each kind were written: ``good``, ``twice`` (a second row of somebody),
        ``wrong_check``, ``damaged``, ``no_name`` and ``empty`` (between people).
    """
    source = random.Random(seed)  # noqa: S311 - examples, not secrets
    counts: dict[str, int] = dict.fromkeys(("good", "twice", "wrong_check", "damaged", "no_name", "empty"), 0)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("居民名单")
        title = book.add_format({"bold": True, "align": "center", "font_size": 16})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.merge_range(0, 0, 0, len(_HEADINGS) - 1, f"{TOWNSHIP}卫生院居民健康档案花名册", title)
        sheet.write(1, 0, "填报单位：白水镇中心卫生院")
        sheet.write_row(2, 0, _HEADINGS)
        line = 3
        for number, person in enumerate(people, start=1):
            kind = _kind_of_row(source, person)
            _write_person(sheet, line, [number, *_cells(person, kind, source)], day)
            line += 1
            counts["good" if kind == "twice" else kind] += 1
            if kind == "twice":
                _write_person(sheet, line, [number, *_cells(person, "good", source)], day)
                line += 1
                counts["twice"] += 1
            if number < len(people) and source.random() < 0.02:
                line += 1
                counts["empty"] += 1
        sheet.write_row(line, 0, ["合计", f"{len(people)}人"])
    return counts


def _kind_of_row(source: random.Random, person: dict[str, Any]) -> str:
    kind = source.choices(("good", "twice", "wrong_check", "damaged", "no_name"), (88, 4, 3, 3, 2))[0]
    if kind in ("wrong_check", "damaged") and not person["id_no"].isdecimal():
        return "good"
    return kind


def _cells(person: dict[str, Any], kind: str, source: random.Random) -> list[Any]:
    birth = date.fromisoformat(person["birth_date"])
    number: Any = person["id_no"]
    if kind == "wrong_check":
        number = number[:-1] + str((int(number[-1]) + 1) % 10)
    elif kind == "damaged":
        number = float(number)
    elif number:
        number = source.choice((number, number.lower(), number.translate(_WIDE), f" {number} ", f"'{number}"))
    phone = person["phone"]
    return [
        ""
        if kind == "no_name"
        else source.choice(("", "", "", " ")) + person["name"].replace("·", source.choice("·•・.")),
        source.choice(("男", "男性", "1") if person["gender"] == "1" else ("女", "女性", "2")),
        "",
        number,
        source.choice(
            (
                birth,
                f"{birth:%Y%m%d}",
                f"{birth:%Y-%m-%d}",
                f"{birth.year}.{birth.month}.{birth.day}",
                f"{birth.year}年{birth.month}月{birth.day}日",
            )
        ),
        source.choice((phone, phone, f"{phone[:3]} {phone[3:7]} {phone[7:]}", int(phone))) if phone else "",
        person["address"],
        person["village"],
        _ETHNIC[person["ethnic"]],
        source.choice("、,；").join(problem["name"] for problem in person["problems"])
        or source.choice(("", "无")),
        "、".join(allergy["substance"] for allergy in person["allergies"])
        or source.choice(("无", "", "否认")),
        "",
    ]


def _write_person(sheet: Worksheet, line: int, cells: list[Any], day: Any) -> None:
    for place, cell in enumerate(cells):
        if isinstance(cell, date):
            sheet.write_datetime(line, place, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
        elif isinstance(cell, str):
            sheet.write_string(line, place, cell)
        else:
            sheet.write_number(line, place, cell)
