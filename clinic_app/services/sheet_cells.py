"""What the cells of a clinic's spreadsheet mean: headings by their many names, and values however typed."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from clinic_app.domain.calendar import age_in_years, parse_date
from clinic_app.domain.names import clean_text
from clinic_app.domain.numbers import compact, narrow
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say

EXTRA_COLUMNS = {"age": "年龄", "allergies": "药物过敏史", "problems": "慢性病"}
"""Columns that are understood beyond the fields of a patient."""

_HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "患者姓名", "居民姓名", "病人姓名", "户主姓名", "名字", "参保人姓名", "人员姓名"),
    "gender": ("性别",),
    "birth_date": ("出生日期", "出生年月日", "出生年月", "生日", "出生时间"),
    "age": ("年龄", "年龄岁", "周岁"),
    "id_type": ("证件类型", "证件类别", "证件种类"),
    "id_no": (
        "身份证号",
        "身份证号码",
        "身份证",
        "证件号",
        "证件号码",
        "公民身份号码",
        "公民身份证号",
        "身份证件号",
        "身份证件号码",
        "居民身份证号",
        "居民身份证号码",
        "身份号码",
    ),
    "no_id_reason": ("无证件原因", "无身份证原因"),
    "phone": (
        "电话",
        "联系电话",
        "手机",
        "手机号",
        "手机号码",
        "本人电话",
        "联系方式",
        "电话号码",
        "联系手机",
        "移动电话",
        "患者电话",
    ),
    "address": (
        "住址",
        "地址",
        "家庭住址",
        "现住址",
        "家庭地址",
        "详细地址",
        "居住地址",
        "户籍地址",
        "现住地址",
        "居住地",
    ),
    "village": (
        "村",
        "村名",
        "村居",
        "村委会",
        "居委会",
        "村居委会",
        "所属村",
        "行政村",
        "村居委会名称",
        "村社区",
    ),
    "contact_name": ("联系人", "联系人姓名", "家属姓名", "监护人", "监护人姓名", "家属"),
    "contact_relation": ("与患者关系", "联系人关系", "关系", "与本人关系", "与户主关系"),
    "contact_phone": ("联系人电话", "家属电话", "监护人电话", "联系人手机", "家属联系电话", "联系人联系电话"),
    "ethnic": ("民族",),
    "blood_type": ("血型", "abo血型"),
    "rh": ("rh", "rh血型", "rh阴性"),
    "marital": ("婚姻", "婚姻状况", "婚否"),
    "occupation": ("职业",),
    "payment": ("医疗费用支付方式", "支付方式", "医保类型", "费别", "参保类型", "医疗付费方式"),
    "insurance_no": (
        "医保号",
        "医保卡号",
        "医保证号",
        "社保卡号",
        "医疗证号",
        "合疗证号",
        "医保编号",
        "农合证号",
    ),
    "archive_no": ("档案编号", "健康档案编号", "健康档案号", "档案号", "健康档案编码"),
    "responsible_doctor": ("责任医生", "家庭医生", "签约医生", "管理医生", "责任医师"),
    "past_history": ("既往史", "既往病史"),
    "allergies": ("过敏史", "药物过敏史", "过敏", "药物过敏"),
    "problems": ("慢性病", "慢病", "慢病类型", "疾病", "诊断", "病种", "慢性病名称", "所患疾病"),
    "note": ("备注", "说明"),
}
_FIELD_OF = {heading: field for field, headings in _HEADINGS.items() for heading in headings}

IGNORED_HEADINGS = frozenset({"序号", "编号", "no", "行号", "原表行号", "问题"})
"""Headings that are known to mean nothing."""


def field_of_heading(cell: Any) -> str | None:
    """Return the field a heading stands for, or None: 「*身份证号（必填）」 is id_no."""
    return _FIELD_OF.get(plain_heading(cell))


def plain_heading(cell: Any) -> str:
    """Return a heading without signs, blanks and remarks in brackets, in lower case."""
    text = narrow(str(cell if cell is not None else "")).lower()
    text = re.sub(r"[((【\[].*?[))】\]]", "", text)
    return re.sub(r"[\W_]+", "", text)


# ---- values -----------------------------------------------------------------------------------------------


def cell_text(value: Any) -> str:
    """Return a cell as text: whole floats without ``.0``, dates in their stored form, outer blanks gone."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return clean_text(str(value)).strip().strip("'‘’`\u200b\ufeff").strip()


_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?(1[0-9])")


def read_id_cell(value: Any) -> tuple[str, Problem | None]:
    """Return an identity number from a cell, and the problem when the spreadsheet has damaged it.

    Spreadsheets keep 15 digits of a number. One typed as a number has lost its last three for good: the
    zeros that stand there now are not the person's.
    """
    text = compact(cell_text(value)).upper()
    damaged = bool(_SCIENTIFIC.fullmatch(text))
    if isinstance(value, int | float) and not isinstance(value, bool):
        whole = int(value) if value == value and abs(value) != float("inf") else 0
        damaged = damaged or whole >= 10**15
        text = str(whole)
    if damaged:
        return text, Problem(
            "id_no",
            "import.damaged_number",
            say("身份证号被表格当成数值存放，后三位已经丢失，请对照证件重新输入（单元格先设为“文本”）"),
        )
    return text, None


def read_date_cell(value: Any, today: date) -> tuple[str, Problem | None]:
    """Return a stored date from a cell: real dates, day numbers, 1958.3.12, 19580312, 1958年3月12日."""
    if isinstance(value, datetime | date):
        return cell_text(value), None
    if isinstance(value, int | float) and not isinstance(value, bool) and 1 <= value < 80_000:
        # Spreadsheets count days from 1899-12-30 (their own wrong leap day of 1900 included).
        return (date(1899, 12, 30) + timedelta(days=int(value))).isoformat(), None
    text = compact(cell_text(value))
    if not text:
        return "", None
    if re.fullmatch(r"[0-9]{4}[-./年][0-9]{1,2}月?", text):
        return "", Problem(
            "birth_date", "import.month_only", say("出生日期“{text}”缺少日，请补全", text=text)
        )
    text = re.split(r"(?<=[0-9])(?:T|00:00)", text)[0] if ":" in text else text
    if not re.search(r"[0-9]{4}", text):
        return "", Problem(
            "birth_date", "import.no_year", say("出生日期“{text}”的年份不完整，请写四位年份", text=text)
        )
    day = parse_date(text, today, "birth_date", past=True)
    if isinstance(day, Problem):
        return "", day
    return day.isoformat(), None


_WORDS: dict[str, dict[str, str]] = {
    "gender": {"男": "1", "女": "2", "男性": "1", "女性": "2", "m": "1", "f": "2", "未知": "0", "不详": "9"},
    "id_type": {"身份证": "01", "户口簿": "02", "户口本": "02", "居民户口本": "02", "军官证": "04"},
    "rh": {"+": "2", "阳": "2", "rh阳性": "2", "rh+": "2", "-": "1", "阴": "1", "rh阴性": "1", "rh-": "1"},
    "blood_type": {"a": "1", "b": "2", "o": "3", "ab": "4", "未查": "5", "未知": "5"},
    "payment": {
        "职工医保": "1",
        "城镇职工": "1",
        "居民医保": "2",
        "城乡居民": "2",
        "城乡居民医保": "2",
        "城镇居民": "2",
        "城镇居民基本医疗保险": "2",
        "新农合": "3",
        "农合": "3",
        "合作医疗": "3",
        "自费": "7",
        "公费": "6",
    },
    "marital": {"是": "2", "否": "1", "未说明": "5"},
    "contact_relation": {
        "本人": "0",
        "户主": "0",
        "妻子": "1",
        "丈夫": "1",
        "妻": "1",
        "夫": "1",
        "夫妻": "1",
        "儿子": "2",
        "女儿": "3",
        "父亲": "5",
        "母亲": "5",
        "父": "5",
        "母": "5",
        "父子": "5",
        "母子": "5",
        "孙子": "4",
        "孙女": "4",
        "外孙": "4",
        "爷爷": "6",
        "奶奶": "6",
        "哥哥": "7",
        "弟弟": "7",
        "姐姐": "7",
        "妹妹": "7",
        "兄弟": "7",
        "姐妹": "7",
    },
    "occupation": {"农民": "4", "务农": "4", "无": "8", "无业": "8"},
}


def code_of_word(field: str, text: str) -> str | None:
    """Return the code that a written word of a column stands for; None when it is not a usual one."""
    return _WORDS.get(field, {}).get(narrow(text).lower().replace(" ", ""))


def split_list(text: str) -> list[str]:
    """Return the entries of a cell with several: 「高血压、糖尿病」; 无 and the like mean none."""
    entries = (entry.strip() for entry in re.split(r"[、,，;；/\n]+", text))
    return [entry for entry in entries if entry and entry not in ("无", "否", "没有", "-", "不详", "否认")]


def age_problem(text: str, birth: date, today: date) -> Problem | None:
    """Return a warning when a written age is more than two years off (虚岁 is one or two more)."""
    found = re.fullmatch(r"([0-9]{1,3})(?:岁|周岁)?", compact(text))
    if found and abs(int(found[1]) - age_in_years(birth, today)) > 2:
        return Problem(
            "birth_date",
            "import.age_differs",
            say("表中年龄 {age} 岁与出生日期 {day} 不符，请核对", age=int(found[1]), day=birth.isoformat()),
            warning=True,
        )
    return None
