"""Numbers on cards and papers: identity, credit code, archive and slip numbers."""

from __future__ import annotations

import re
from datetime import date

import attrs
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_2, mod_97_10

from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say

MALE = "1"
"""Code of GB/T 2261.1 for 男."""
FEMALE = "2"
"""Code of GB/T 2261.1 for 女."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FULL_WIDTH[0x3000] = 0x20
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-")
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")

_PROVINCES = frozenset(
    map(str, (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66)))
) | {"71", "81", "82", "83"}


def narrow(text: str) -> str:
    """Return text with full-width letters, digits, signs and long dashes in their ordinary form."""
    return text.translate(_FULL_WIDTH).translate(_DASHES)


def compact(text: str) -> str:
    """Return text narrowed and without any blanks, the way numbers are stored."""
    return _BLANKS.sub("", narrow(text))


@attrs.frozen
class IdNumber:
    """A valid 18-character identity number and what it says about its holder.

    Attributes:
        number: 18 characters, the check character X in upper case.
        birth_date: the date it carries.
        gender: code of GB/T 2261.1, from the 17th digit (odd 男, even 女).
        warnings: what deserves a second look but does not forbid saving.
    """

    number: str
    birth_date: date
    gender: str
    warnings: tuple[Problem, ...] = ()

    @property
    def area(self) -> str:
        """The six digits of the place of first registration, which may long have been renamed."""
        return self.number[:6]


def parse_id_no(text: str, today: date, field: str = "id_no") -> IdNumber | list[Problem]:
    """Read a typed or scanned identity number (GB 11643-1999).

    Residence permits of Hong Kong, Macau and Taiwan residents (81, 82, 83) and the foreigners' permanent
    residence numbers of 2023 (first digit 9) are built the same way and accepted. The area code is never an
    error: people keep the number of a county that no longer exists.
    """
    number = compact(text).upper()
    if re.fullmatch(r"[0-9]{15}", number):
        return [_old_number_problem(number, today, field)]
    if len(number) != 18:
        return [
            Problem(
                field,
                "id_no.length",
                say("身份证号应为 18 位，现在是 {count} 位，请核对", count=len(number)),
            )
        ]
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return [
            Problem(
                field, "id_no.characters", say("身份证号只能是数字，最后一位可以是 X，请核对证件重新输入")
            )
        ]
    return _read_18(number, today, field)


def _read_18(number: str, today: date, field: str) -> IdNumber | list[Problem]:
    problems: list[Problem] = []
    birth = _date_of(number[6:14])
    if birth is None:
        problems.append(
            Problem(
                field, "id_no.birth_date", say("身份证号中的出生日期 {digits} 不存在", digits=number[6:14])
            )
        )
    elif birth > today:
        problems.append(
            Problem(
                field, "id_no.future", say("身份证号中的出生日期 {day} 在今天之后", day=birth.isoformat())
            )
        )
    if not mod_11_2.is_valid(number):
        # Deliberately without the right character: it would invite typing it in until the program is quiet.
        problems.append(
            Problem(field, "id_no.check_digit", say("身份证号校验不通过，可能输错一位，请对照证件核对"))
        )
    if problems or birth is None:
        return problems
    gender = MALE if int(number[16]) % 2 else FEMALE
    return IdNumber(number, birth, gender, tuple(_id_warnings(number, birth, today, field)))


def _id_warnings(number: str, birth: date, today: date, field: str) -> list[Problem]:
    found: list[Problem] = []
    age = today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
    if age > 120:
        found.append(
            Problem(field, "id_no.age", say("按身份证号计算年龄为 {age} 岁，请核对", age=age), warning=True)
        )
    if number[:2] not in _PROVINCES and number[0] != "9":
        found.append(
            Problem(
                field,
                "id_no.area",
                say("身份证号前两位 {digits} 不是已知的省份代码，请核对", digits=number[:2]),
                warning=True,
            )
        )
    return found


def _date_of(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def convert_old_id_no(text: str) -> str | None:
    """Return the 18-character form of a 15-digit first-generation number, or None when it is none.

    GB 11643-1999: the century 19 is inserted and the check character appended. A handful of people born
    before 1900 had numbers with another century, so the result is a suggestion to compare with the card.
    """
    number = compact(text)
    if not re.fullmatch(r"[0-9]{15}", number):
        return None
    body = number[:6] + "19" + number[6:]
    if _date_of(body[6:14]) is None:
        return None
    return body + mod_11_2.calc_check_digit(body)


def _old_number_problem(number: str, today: date, field: str) -> Problem:
    longer = convert_old_id_no(number)
    birth = _date_of(longer[6:14]) if longer else None
    if longer is None or birth is None or birth > today:
        return Problem(
            field, "id_no.old", say("这是 15 位旧身份证号，而且出生日期不存在，请按现用证件输入 18 位号码")
        )
    return Problem(
        field,
        "id_no.old",
        say("这是 15 位旧身份证号，换算成 18 位是 {suggestion}，请对照证件后采用", suggestion=longer),
    )


def is_id_no(text: str) -> bool:
    """Tell whether text is an 18-character identity number with a real date and a right check character."""
    number = compact(text).upper()
    return (
        re.fullmatch(r"[0-9]{17}[0-9X]", number) is not None
        and _date_of(number[6:14]) is not None
        and bool(mod_11_2.is_valid(number))
    )


def complete_id_no(first_17: str) -> str:
    """Return 17 digits with their check character. Raises ValueError for anything but 17 digits."""
    if not re.fullmatch(r"[0-9]{17}", first_17):
        raise ValueError(f"not 17 digits: {first_17!r}")
    return first_17 + mod_11_2.calc_check_digit(first_17)


def mask_id_no(number: str) -> str:
    """Return an identity number for lists: ``6227 **** **** 0017``; short ones show their last 4 at most."""
    if len(number) >= 15:
        return f"{number[:4]} **** **** {number[-4:]}"
    if len(number) > 4:
        return "*" * (len(number) - 4) + number[-4:]
    return "*" * len(number)


# ---- institutions and archives ----------------------------------------------------------------------------


def check_credit_code(text: str, field: str = "code") -> list[Problem]:
    """Return what is wrong with a 统一社会信用代码 (GB 32100-2015)."""
    code = compact(text).upper()
    try:
        uscc.validate(code)
    except ValidationError:
        return [
            Problem(
                field,
                "credit_code.invalid",
                say("统一社会信用代码应为 18 位且校验通过（不含字母 I、O、S、V、Z），请对照登记证书核对"),
            )
        ]
    return []


def clean_archive_no(text: str) -> str:
    """Return a 健康档案编号 as stored: digits only."""
    return compact(text).replace("-", "")


def check_archive_no(text: str, field: str = "archive_no") -> list[Problem]:
    """Return what is wrong with a 健康档案编号: 17 digits of county 6, township 3, village 3, person 5.

    Source: 居民健康档案管理服务规范, 编码 part; there is no check digit. Village 001-099 is a 居委会,
    101-199 a 村委会, 901-999 another organisation; other ranges only deserve a second look.
    """
    number = clean_archive_no(text)
    if not number:
        return []
    if not re.fullmatch(r"[0-9]{17}", number):
        return [
            Problem(
                field,
                "archive_no.length",
                say("健康档案编号应为 17 位数字，现在是 {count} 位", count=len(number)),
            )
        ]
    village = int(number[9:12])
    if not (1 <= village <= 99 or 101 <= village <= 199 or 901 <= village <= 999):
        return [
            Problem(
                field,
                "archive_no.village",
                say("档案编号中的村(居)委会段 {digits} 少见，请核对", digits=number[9:12]),
                warning=True,
            )
        ]
    return []


def archive_no_text(number: str) -> str:
    """Return a 健康档案编号 as forms print it, ``101-00017``; other text comes back unchanged."""
    return f"{number[9:12]}-{number[12:]}" if re.fullmatch(r"[0-9]{17}", number) else number


# ---- slip numbers -----------------------------------------------------------------------------------------

SLIP_NO_LENGTH = 32
"""Greatest length of a slip number, as in the catalogue."""
SLIP_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters of slip numbers: without I and O, which are read as digits."""
SLIP_MARK_LENGTH = 4
_SLIP_PREFIX = re.compile(r"[A-HJ-NP-Z0-9]{1,8}")
_SLIP = re.compile(
    r"([A-HJ-NP-Z0-9]{1,8})-(?=[0-9A-Z])([0-9]{2,6})?([A-HJ-NP-Z]{4})?-([0-9]{5,7})-([0-9]{2})"
)
_MARK = re.compile(r"[A-HJ-NP-Z]{4}")
# A hub leaps a thousand epochs whenever it is put back from a backup: four digits would run out.
_MOST_EPOCHS, _MOST_SLIPS = 999_999, 9_999_999


@attrs.frozen
class SlipNo:
    """The parts of a slip number.

    Attributes:
        prefix: the institution's segment.
        epoch_no: which life of which workstation gave it out; two disconnected ones never share it.
            0 before any hub has given one.
        counter: running number within that life, from 1.
        mark: four letters that a file takes by lot when it may be one of several copies; empty otherwise.
    """

    prefix: str
    epoch_no: int
    counter: int
    mark: str = ""

    def __str__(self) -> str:
        """Return the printed form, such as ``BSZ-01-00017-42`` or ``BSZ-01KMQT-00017-42``."""
        epoch = "" if self.mark and not self.epoch_no else f"{self.epoch_no:02d}"
        return f"{self.prefix}-{epoch}{self.mark}-{self.counter:05d}-{_slip_check(self)}"

    def next(self) -> SlipNo:
        """Return the number that follows."""
        return attrs.evolve(self, counter=self.counter + 1)


def _slip_check(slip: SlipNo) -> str:
    # Fixed widths inside the sum: moving a digit across a dash must change the check digits.
    epoch = f"{slip.epoch_no:04d}" if slip.epoch_no <= 9999 else f"{slip.epoch_no:08d}"
    return mod_97_10.calc_check_digits(f"{slip.prefix}{epoch}{slip.mark}{slip.counter:07d}")


def is_slip_prefix(prefix: str) -> bool:
    """Tell whether text can head slip numbers: up to 8 letters and digits, no I and O, as on car plates."""
    return _SLIP_PREFIX.fullmatch(prefix) is not None


def slip_mark(lot: int) -> str:
    """Return the four letters of a lot, a whole number of any size; there are 331,776 different ones."""
    letters = ""
    for _ in range(SLIP_MARK_LENGTH):
        lot, place = divmod(lot, len(SLIP_LETTERS))
        letters += SLIP_LETTERS[place]
    return letters


def format_slip_no(prefix: str, epoch_no: int, counter: int, mark: str = "") -> str:
    """Return a slip number to print and to read out over the telephone, at most SLIP_NO_LENGTH characters.

    ``BSZ-01-00017-42``: the institution, the workstation's epoch, the counter, and two check digits (ISO 7064
    MOD 97-10, the scheme of bank account numbers) that catch every single wrong character and every swap of
    neighbours. Two digits are used rather than one letter because letters are misheard.

    Raises:
        ValueError: a part does not fit.
    """
    if not is_slip_prefix(prefix):
        raise ValueError(f"not a slip prefix: {prefix!r}")
    if not 0 <= epoch_no <= _MOST_EPOCHS or not 1 <= counter <= _MOST_SLIPS:
        raise ValueError(f"slip number out of range: {epoch_no} {counter}")
    if mark and not _MARK.fullmatch(mark):
        raise ValueError(f"not a mark of a slip number: {mark!r}")
    return str(SlipNo(prefix, epoch_no, counter, mark))


def parse_slip_no(text: str) -> SlipNo | None:
    """Read a typed or heard slip number; None when it is none or its check digits are wrong.

    Blanks, lower case, full-width characters, missing dashes and the letters O and I for the digits 0 and 1
    are put right first.
    """
    plain = compact(text).upper().replace("O", "0").replace("I", "1")
    found = _SLIP.fullmatch(plain)
    candidates = [found.groups("")] if found else _without_dashes(plain.replace("-", ""))
    for prefix, epoch, mark, counter, check in candidates:
        slip = SlipNo(prefix, int(epoch or 0), int(counter), mark)
        if _slip_check(slip) == check and str(slip).replace("-", "") == plain.replace("-", ""):
            return slip
    return None


def _without_dashes(plain: str) -> list[tuple[str, ...]]:
    """Return the ways to cut a number typed in one go, likeliest first."""
    if not plain.isascii() or not plain.isalnum():
        return []
    epochs = [f"([0-9]{{{width}}})" for width in (2, 3, 4, 5, 6)]
    segments = [f"{epoch}()" for epoch in epochs]
    segments += [f"{epoch}([A-HJ-NP-Z]{{4}})" for epoch in (*epochs, "()")]
    cuts: list[tuple[str, ...]] = []
    for segment in segments:
        for width in (5, 6, 7):
            found = re.fullmatch(f"([A-HJ-NP-Z0-9]{{1,8}}){segment}([0-9]{{{width}}})([0-9]{{2}})", plain)
            if found:
                cuts.append(found.groups(""))
    return cuts


def check_slip_no(text: str) -> bool:
    """Tell whether text is a slip number of this program with right check digits."""
    return parse_slip_no(text) is not None
