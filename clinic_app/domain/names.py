"""Names of people: cleaning, checking, pinyin keys for search, and names that sound alike."""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import lru_cache
from typing import Any

from clinic_app.domain.place_names import pieces
from clinic_app.domain.problems import Problem
from clinic_app.domain.surnames import COMPOUND_SURNAMES, NAME_READINGS, SURNAME_READINGS
from clinic_app.domain.wording import say

NAME_LENGTH = 50
"""Most characters of a name, counted as a reader counts them (民委发〔2016〕33号)."""
MIDDLE_DOT = "·"
"""U+00B7, the only separator allowed inside the names of minorities (民委发〔2016〕33号)."""
MOST_KEYS = 64
"""Readings of one name that are kept; no real name of a person comes near it."""

_DOTS = dict.fromkeys(map(ord, "•‧∙⋅・･●．⸱⸳ᐧ᛫"), MIDDLE_DOT)
_OUTER_BLANKS = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_LONGEST_COMPOUND = max(map(len, COMPOUND_SURNAMES))

# Compatibility ideographs have canonical equivalents, so plain NFC would replace them. A person whose card
# bears one keeps it: it must print as on the card.
_COMPATIBILITY = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")

# GB 18030-2022 gave these characters real code points; old systems and fonts still send the private ones.
_PRIVATE_USE_NOW = {
    0xE7C7: 0x1E3F,
    0xE81E: 0x9FB4,
    0xE826: 0x9FB5,
    0xE82B: 0x9FB6,
    0xE82C: 0x9FB7,
    0xE832: 0x9FB8,
    0xE843: 0x9FB9,
    0xE854: 0x9FBA,
    0xE864: 0x9FBB,
    0xE816: 0x20087,
    0xE817: 0x20089,
    0xE818: 0x200CC,
    0xE831: 0x215D7,
    0xE83B: 0x2298F,
    0xE855: 0x241FE,
}


# ---- cleaning and checking --------------------------------------------------------------------------------


def clean_text(text: str) -> str:
    """Return text in normal form C, except that compatibility ideographs stay as they are."""
    if unicodedata.is_normalized("NFC", text):
        return text
    parts = _COMPATIBILITY.split(text)
    return "".join(
        part if index % 2 else unicodedata.normalize("NFC", part) for index, part in enumerate(parts)
    )


def clean_name(text: str) -> str:
    """Return a name as it is stored: normal form C, no outer blanks, every kind of middle dot as U+00B7.

    Blanks inside stay: foreigners' names have them, and removing them from 「张 三」 is for the person who
    typed it to decide.
    """
    name = clean_text(text)
    before = None
    while before != name:
        before = name
        name = name.strip().strip(_OUTER_BLANKS)
    # The full stop and the small circle stand for a dot only between two characters of a name.
    name = re.sub(r"(?<=\w)[.。○〇](?=\w)", _dot_between_han, name)
    return name.translate(_DOTS)


def _dot_between_han(found: re.Match[str]) -> str:
    """Return a middle dot for a full stop between Chinese characters; 〇 is a character of its own."""
    sign = found.group()
    around = found.string[found.start() - 1] + found.string[found.end()]
    if sign in ".。" and all(_is_han(character) for character in around):
        return MIDDLE_DOT
    return sign


def _is_han(character: str) -> bool:
    code = ord(character)
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF


def length_of(text: str) -> int:
    """Return how many characters a reader sees: marks and selectors belong to the one before."""
    return sum(1 for character in text if unicodedata.category(character) not in ("Mn", "Me", "Cf"))


def check_name(text: str, field: str = "name") -> list[Problem]:
    """Return what is wrong with a cleaned name of a person."""
    if not text:
        return [Problem(field, "name.missing", say("请填写姓名"))]
    problems = [
        problem for problem in map(lambda c: _bad_character(c, field), dict.fromkeys(text)) if problem
    ]
    if length_of(text) > NAME_LENGTH:
        problems.append(
            Problem(
                field,
                "name.length",
                say("姓名最多 {most} 个字，现在是 {count} 个", most=NAME_LENGTH, count=length_of(text)),
            )
        )
    if not any(character.isalpha() or _is_han(character) for character in text):
        problems.append(Problem(field, "name.letters", say("姓名里没有文字，请核对")))
    elif any(character.isdigit() and not _is_han(character) for character in text):
        problems.append(Problem(field, "name.digits", say("姓名里有数字，请核对是否填错了格"), warning=True))
    return problems


def _bad_character(character: str, field: str) -> Problem | None:
    code, category = ord(character), unicodedata.category(character)
    if category == "Co":
        return _private_use_problem(code, field)
    if category == "Cs" or (code & 0xFFFE) == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return Problem(
            field, "name.broken", say("姓名里有损坏的字符（{code}），请重新输入这个字", code=f"U+{code:04X}")
        )
    if category in ("Cc", "Cf", "Zl", "Zp"):
        return Problem(
            field,
            "name.invisible",
            say("姓名里有看不见的控制字符（{code}），请删除后重新输入", code=f"U+{code:04X}"),
        )
    if code == 0xFFFD or character in "?？□■":
        return Problem(
            field,
            "name.placeholder",
            say("姓名里的“{sign}”是代替生僻字的符号，请输入证件上的原字", sign=character),
            warning=True,
        )
    return None


def _private_use_problem(code: int, field: str) -> Problem:
    now = _PRIVATE_USE_NOW.get(code)
    if now is None:
        return Problem(
            field,
            "name.private_use",
            say(
                "姓名里有一个自造字（{code}），换一台电脑就不能显示，请按证件重新输入这个字",
                code=f"U+{code:04X}",
            ),
        )
    return Problem(
        field,
        "name.private_use",
        say(
            "姓名里有旧编码的字（{code}），现在应写作“{character}”，请改过来",
            code=f"U+{code:04X}",
            character=chr(now),
        ),
    )


# ---- reading ----------------------------------------------------------------------------------------------


def _as_it_is(unknown: str) -> Any:
    """Let every character that pypinyin cannot read stand for itself, one by one."""
    return list(unknown)


def _read(text: str) -> list[str]:
    """Return the everyday pinyin of a text, character by character."""
    # Imported on first use: its dictionaries take a third of a second that the window should not wait for.
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(text, style=Style.NORMAL, errors=_as_it_is, v_to_u=False)


@lru_cache(maxsize=8192)
def _reading(character: str) -> str:
    """Return the everyday pinyin of one character, ü as v; a character nobody can read stands for itself."""
    return _read(character)[0]


def _given_readings(character: str) -> tuple[str, ...]:
    known = NAME_READINGS.get(character)
    return known if known else (_reading(character),)


def _surname_of(name: str) -> str:
    """Return the leading characters that are read as a surname."""
    for length in range(min(_LONGEST_COMPOUND, len(name)), 1, -1):
        if name[:length] in COMPOUND_SURNAMES:
            return name[:length]
    return name[:1]


def _split_syllables(joined: str, characters: str) -> tuple[str, ...]:
    """Cut the reading of a compound surname into one syllable per character."""
    choices = [{*SURNAME_READINGS.get(c, ()), *NAME_READINGS.get(c, ()), _reading(c)} for c in characters]
    for syllables in itertools.product(*choices):
        if "".join(syllables) == joined:
            return syllables
    # A reading that only exists inside this surname (万俟 moqi): cut before the last syllable's consonant.
    cut = next((i for i in range(len(joined) - 2, 0, -1) if joined[i] not in "aeiouv"), len(joined))
    return (joined[:cut], joined[cut:])


def _surname_readings(surname: str) -> list[tuple[str, ...]]:
    if len(surname) > 1:
        return [_split_syllables(joined, surname) for joined in COMPOUND_SURNAMES[surname]]
    everyday = _reading(surname)
    return [(one,) for one in dict.fromkeys((*SURNAME_READINGS.get(surname, ()), everyday))]


def readings(name: str) -> list[tuple[str, ...]]:
    """Return the ways a person's name is read, likeliest first: one syllable per character, ü as v.

    Every reading of the surname is included, and every reading of given-name characters that people differ
    about, up to MOST_KEYS. Signs and blanks are left out; Latin letters stand for themselves in lower case.
    """
    plain = _plain(name)
    if not plain:
        return []
    surname = _surname_of(plain)
    heads = _surname_readings(surname)
    if len(surname) > 1:
        # 「单于」 may also be 单 with the given name 于.
        rest = tuple(map(_reading, surname[1:]))
        heads += [first + rest for first in _surname_readings(surname[0])]
    tails = itertools.product(*(_given_readings(character) for character in plain[len(surname) :]))
    every = (head + tail for tail in tails for head in heads)
    return list(dict.fromkeys(itertools.islice(every, MOST_KEYS)))


def _plain(name: str) -> str:
    """Return only the letters and digits of a name, in lower case."""
    folded = clean_name(name).casefold()
    return "".join(c for c in folded if c.isalnum() or _is_han(c))


def _spellings(syllable: str) -> tuple[str, ...]:
    """Return how people type a syllable with ü: 吕 lv, lyu (passports) and lu (by mistake)."""
    if "v" in syllable and not syllable.startswith("v"):
        return syllable, syllable.replace("v", "yu"), syllable.replace("v", "u")
    return (syllable,)


@lru_cache(maxsize=1024)
def search_keys(name: str) -> frozenset[str]:
    """Return the keys under which a person is found; each is meant to be searched by its beginning.

    The characters of the name without signs, the characters of the given name, the initials and the full
    pinyin of every reading. A character that no table can read takes its own place in the keys.
    """
    plain = _plain(name)
    if not plain:
        return frozenset()
    keys = {plain}
    given = plain[len(_surname_of(plain)) :]
    if len(given) > 1 and _is_han(given[0]):
        keys.add(given)
    for part in clean_name(name).split(MIDDLE_DOT)[1:]:
        keys.add(_plain(part))
    for reading in readings(name):
        keys.add("".join(syllable[0] for syllable in reading))
        for spelling in itertools.islice(itertools.product(*map(_spellings, reading)), 9):
            keys.add("".join(spelling))
    keys.discard("")
    return frozenset(keys)


@lru_cache(maxsize=1024)
def search_term(text: str) -> str:
    """Return what was typed into a search box in the form of the keys: lower case, no signs or blanks."""
    return _plain(unicodedata.normalize("NFKC", text) if text.isascii() else text)


def same_reading(one: str, other: str) -> bool:
    """Tell whether two names can sound alike, such as 张玮 and 张伟, or 单红 read Shan and 山红."""
    full = {"".join(reading) for reading in readings(one)}
    return any("".join(reading) in full for reading in readings(other))


# ---- initials of words ------------------------------------------------------------------------------------


def initials(text: str) -> str:
    """Return the pinyin initials of a word or a title, lower case: 区人民医院 qrmyy.

    Letters and digits stay; signs and blanks are left out.
    """
    found: list[str] = []
    for piece in re.findall(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]+|[0-9A-Za-z]+", clean_text(text)):
        if _is_han(piece[0]):
            for part, reading in pieces(piece):
                found += [syllable[0] for syllable in (reading or _read(part))]
        else:
            found.append(piece)
    return "".join(found).lower()
