"""Place names that are not read as their characters usually are: 崆峒 kongtong, 单县 shanxian."""

from __future__ import annotations

import re
from collections.abc import Iterator

PLACE_READINGS: dict[str, tuple[str, ...]] = {
    "崆峒": ("kong", "tong"),
    "宕昌": ("tan", "chang"),
    "民乐": ("min", "le"),
    "朝阳": ("chao", "yang"),
    "洪洞": ("hong", "tong"),
    "单县": ("shan", "xian"),
    "单父": ("shan", "fu"),
    "浚县": ("xun", "xian"),
    "涡阳": ("guo", "yang"),
    "荥经": ("ying", "jing"),
    "繁峙": ("fan", "shi"),
    "解州": ("hai", "zhou"),
    "会稽": ("kuai", "ji"),
    "长子县": ("zhang", "zi", "xian"),
}
"""Readings by the gazetteer of the Ministry of Civil Affairs where the everyday tables say otherwise."""

_CHANG = r"(?:^|(?<=[省市县区乡镇州]))长(?=[^子大老辈官孙].{0,2}[省市县区乡镇村街桥山])"
"""长 at the beginning of a place: 长宁镇, 泾川县长庆桥镇; not 院长, 县长办公室, 长子县."""
_SPECIAL = re.compile("|".join([*sorted(PLACE_READINGS, key=len, reverse=True), _CHANG]))


def pieces(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the parts of a word with their reading; an empty one where the everyday reading is right."""
    place = 0
    for found in _SPECIAL.finditer(text):
        if found.start() > place:
            yield text[place : found.start()], ()
        yield found.group(), PLACE_READINGS.get(found.group(), ("chang",))
        place = found.end()
    if place < len(text):
        yield text[place:], ()
