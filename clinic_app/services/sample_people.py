"""Invented people for demonstration, tests and benchmarks."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from clinic_app.domain.calendar import age_in_years
from clinic_app.domain.numbers import complete_id_no

AREA = "620802"
"""Area code of every invented number; the numbers are synthetic, with right check characters."""
TOWNSHIP = "白水镇"
VILLAGES = (
    "东沟村",
    "西沟村",
    "柳树村",
    "焦庄村",
    "上塬村",
    "下塬村",
    "石家湾村",
    "永乐村",
    "打虎村",
    "白水街居委会",
    "新民村",
    "马家沟村",
)
"""Villages of one township; 101… in archive numbers, the 居委会 001."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏"
    "薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武"
    "乔贺赖龚文单仇解查翟盖覃缪区朴员乐冼黑尉逯逄郗亓訾禚"
)
_COMPOUND = ("欧阳", "司马", "上官", "尉迟", "令狐", "诸葛", "皇甫", "夏侯", "慕容", "万俟")
_MALE = _words("""
    建国 国强 永贵 志明 海军 天佑 德福 小龙 军 伟 强 磊 洋 勇 杰 涛 明 超
    平 刚 桂林 世杰 文博 子轩 浩然 宇航 俊杰 满仓 拴牢 有才 喜平 占魁 宝山
    生财 长林 重阳 乐天 根生 富贵 建平
""")
_FEMALE = _words("""
    秀英 桂兰 玉珍 秀兰 桂英 玉兰 淑珍 芳 娜 敏 静 丽 艳 娟 霞 燕 梅 红梅
    彩霞 翠花 月娥 巧玲 春花 雪琴 改莲 引弟 麦香 诗涵 梓萱 欣怡 雨桐 思琪 佳怡
    茜 晓燕 文静 喜梅 金莲 粉娥
""")
_RARE = ("龑", "堃", "喆", "犇", "燚", "䶮", "䜣", "㛃", "𠅤", "𡎚", "𣲗", "𫖯", "𬭎", "𬍛", "𬱖", "龘")
_MINORITY = (
    ("阿依古丽·买买提", "2", "05"),
    ("艾力·吐尔逊", "1", "05"),
    ("古丽娜尔·阿不都热合曼", "2", "05"),
    ("买买提江·肉孜", "1", "05"),
    ("巴特尔", "1", "02"),
    ("卓玛", "2", "04"),
    ("扎西·顿珠", "1", "04"),
    ("马伊斯玛仪", "1", "03"),
    ("马法图麦", "2", "03"),
    ("叶尔肯·哈力木别克", "1", "17"),
    ("白玛央金", "2", "04"),
    ("妥麦燕", "2", "26"),
)
_DISEASES = (
    ("高血压", "I10.x00", "2"),
    ("2型糖尿病", "E11.900", "3"),
    ("冠心病", "I25.100", "4"),
    ("慢性阻塞性肺病", "J44.900", "5"),
    ("脑梗死后遗症", "I69.300", "7"),
    ("精神分裂症", "F20.900", "8"),
    ("慢性乙型病毒性肝炎", "B18.100", "10"),
    ("膝骨关节炎", "M17.900", "13"),
)
_MEDICINES = {
    "高血压": (
        ("苯磺酸氨氯地平片", "5mg 每日1次"),
        ("缬沙坦胶囊", "80mg 每日1次"),
        ("硝苯地平缓释片", "10mg 每日2次"),
    ),
    "2型糖尿病": (
        ("盐酸二甲双胍片", "0.5g 每日3次"),
        ("格列美脲片", "2mg 每日1次"),
        ("阿卡波糖片", "50mg 每日3次"),
    ),
    "冠心病": (("阿司匹林肠溶片", "100mg 每日1次"), ("阿托伐他汀钙片", "20mg 每晚1次")),
    "慢性阻塞性肺病": (("茶碱缓释片", "0.1g 每日2次"),),
    "脑梗死后遗症": (("阿司匹林肠溶片", "100mg 每日1次"),),
    "精神分裂症": (("利培酮片", "2mg 每日2次"),),
}
_ALLERGIES = (
    ("青霉素", "2", "皮疹"),
    ("磺胺类药", "3", "皮疹"),
    ("链霉素", "4", "头晕"),
    ("头孢曲松", "6", "过敏性休克"),
    ("海鲜", "7", "荨麻疹"),
)


def invented_people(seed: int, n: int, today: date) -> list[dict[str, Any]]:
    """Return invented people of one township, the same for the same arguments.

    Among them babies without a number, very old people, rare characters, names of minorities with a dot,
    surnames that are misread, and households that share an address and a telephone.

    Args:
        seed: of the random source.
        n: how many.
        today: nobody is born later.

    Returns:
        Fields of a patient, plus ``allergies``, ``medications`` and ``problems``: lists of their fields.
    """
    source = random.Random(seed)  # noqa: S311 - examples, not secrets
    people: list[dict[str, Any]] = []
    used: set[str] = set()
    serial = 0
    while len(people) < n:
        village = source.randrange(len(VILLAGES))
        home = _household(source, village)
        for place in range(min(source.choice((1, 1, 2, 2, 2, 3, 4, 5)), n - len(people))):
            serial += 1
            people.append(_person(source, home, place, serial, today, used))
    return people


def _household(source: random.Random, village: int) -> dict[str, Any]:
    mobile = source.choice(
        ("139", "138", "150", "151", "152", "158", "159", "182", "187", "188", "177", "133")
    )
    return {
        "village": VILLAGES[village],
        "village_no": "001" if "居委会" in VILLAGES[village] else f"{101 + village}",
        "address": f"崆峒区{TOWNSHIP}{VILLAGES[village]}{source.randint(1, 8)}组{source.randint(1, 120)}号",
        # The exchange 0000 to 0099 keeps the numbers apart from most real ones.
        "phone": f"{mobile}{source.randint(0, 99):04d}{source.randint(0, 9999):04d}",
        "surname": source.choice(_COMPOUND) if source.random() < 0.03 else source.choice(_SURNAMES),
        "head": "",
    }


def _person(
    source: random.Random, home: dict[str, Any], place: int, serial: int, today: date, used: set[str]
) -> dict[str, Any]:
    gender, name, ethnic = _name(source, home, place)
    birth = _birth(source, place, today)
    baby = (today - birth).days < 60
    id_no = "" if baby else _id_no(source, birth, gender, used)
    age = age_in_years(birth, today)
    person: dict[str, Any] = {
        "name": name,
        "gender": gender,
        "birth_date": birth.isoformat(),
        "id_type": "" if baby else "01",
        "id_no": id_no,
        "no_id_reason": "新生儿，未上户口" if baby else "",
        "phone": home["phone"] if age >= 14 else "",
        "address": home["address"],
        "village": home["village"],
        "contact_name": home["head"],
        "contact_relation": "8" if home["head"] else "",
        "contact_phone": home["phone"] if home["head"] else "",
        "ethnic": ethnic,
        "blood_type": source.choice("12345"),
        "rh": source.choice(("2", "2", "2", "3")),
        "marital": "1" if age < 22 else source.choice("2222345"),
        "occupation": "8" if age < 18 else source.choice("4444318"),
        "payment": source.choice(("2", "2", "2", "2", "1", "7")),
        "archive_no": f"{AREA}101{home['village_no']}{serial:05d}",
        "responsible_doctor": source.choice(("李永生", "赵雅琴", "单秀英")),
    }
    home["head"] = home["head"] or name
    person |= _history(source, age, birth)
    return person


def _name(source: random.Random, home: dict[str, Any], place: int) -> tuple[str, str, str]:
    if source.random() < 0.05:
        name, gender, ethnic = source.choice(_MINORITY)
        return gender, name, ethnic
    gender = source.choice("12")
    given = source.choice(_MALE if gender == "1" else _FEMALE)
    if source.random() < 0.04:
        given = source.choice(_RARE)
    # A wife usually keeps her own surname.
    own = place == 1 or source.random() < 0.2
    surname = source.choice(_SURNAMES) if own else home["surname"]
    return gender, surname + given, "01" if source.random() < 0.9 else "03"


def _birth(source: random.Random, place: int, today: date) -> date:
    years = source.choices((30, 45, 60, 72, 85), (14, 18, 24, 22, 9))[0]
    if place >= 2:
        years = source.choices((0, 3, 12, 30), (2, 3, 4, 2))[0]
    days = source.choice((5, 20, 45, 100, 170, 290)) if years == 0 else years * 365 + source.randrange(4000)
    # No number of this generator is of a living person's shape from before 1930.
    return max(today - timedelta(days=days), date(1930, 1, 1) + timedelta(days=source.randrange(400)))


def _id_no(source: random.Random, birth: date, gender: str, used: set[str]) -> str:
    while True:
        order = source.randrange(1, 499) * 2 + (1 if gender == "1" else 0)
        number = complete_id_no(f"{AREA}{birth:%Y%m%d}{order:03d}")
        if number not in used:
            used.add(number)
            return number


def _history(source: random.Random, age: int, birth: date) -> dict[str, list[dict[str, str]]]:
    problems: list[dict[str, str]] = []
    medications: list[dict[str, str]] = []
    allergies: list[dict[str, str]] = []
    for name, icd, category in _DISEASES:
        likely = {"2": 0.45, "3": 0.18}.get(category, 0.06)
        if age < 35 or source.random() > likely * min(age, 75) / 65:
            continue
        year = birth.year + source.randint(33, age - 1)
        problems.append(
            {
                "name": name,
                "icd": icd,
                "category": category,
                "diagnosed_on": f"{year}-{source.randint(1, 12):02d}-01",
            }
        )
        if name in _MEDICINES:
            drug, dosage = source.choice(_MEDICINES[name])
            medications.append({"drug": drug, "dosage": dosage, "since_on": f"{year + 1}-01-01"})
    if source.random() < 0.08:
        substance, code, reaction = source.choice(_ALLERGIES)
        allergies.append({"substance": substance, "substance_code": code, "reaction": reaction})
    return {"allergies": allergies, "medications": medications, "problems": problems}
