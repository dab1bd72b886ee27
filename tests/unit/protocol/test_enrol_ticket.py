from __future__ import annotations

import random

import pytest

from clinic_app.domain.errors import Rejected
from clinic_app.protocol.enrol_ticket import (
    ALPHABET,
    EnrolTicket,
    code_problems,
    new_code,
    read_code,
    read_ticket,
)

ENTROPY = random.Random(7).randbytes
CODE = new_code(ENTROPY)
TICKET = EnrolTicket("https://10.0.0.8:8443", CODE, "AB12CD34" * 4)


def codes_of(text):
    with pytest.raises(Rejected) as caught:
        read_ticket(text)
    return {problem.code for problem in caught.value.problems}


def test_a_code_is_three_groups_of_four_without_lookalikes():
    groups = CODE.split("-")
    assert [len(group) for group in groups] == [4, 4, 4]
    assert not set(CODE) & set("ILOU")


def test_codes_differ():
    assert len({new_code(ENTROPY) for _ in range(100)}) == 100


def test_case_blanks_width_and_lookalikes_are_forgiven():
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else "－" for c in CODE)
    assert read_code(wide) == CODE
    assert read_code(" " + CODE.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == CODE


def test_every_single_wrong_character_is_noticed():
    plain = CODE.replace("-", "")
    for place in range(len(plain)):
        for character in ALPHABET:
            typed = plain[:place] + character + plain[place + 1 :]
            assert bool(code_problems(typed)) == (typed != plain)


def test_a_line_survives_pasting_and_chinese_punctuation():
    assert read_ticket(TICKET.line) == TICKET
    typed = TICKET.line.replace(":", "：").replace("#", " ＃ ").replace(".", "。").replace("-", "—").lower()
    assert read_ticket(typed) == TICKET


def test_a_line_without_scheme_is_https():
    assert read_ticket(TICKET.line.removeprefix("https://")) == TICKET


def test_plain_http_is_for_this_machine_only():
    assert read_ticket(f"http://127.0.0.1:8000#{CODE}") == EnrolTicket("http://127.0.0.1:8000", CODE)
    assert codes_of(f"http://10.0.0.8:8000#{CODE}") == {"ticket.plain"}


def test_all_that_is_wrong_is_told_at_once():
    assert codes_of("https://#ABCD#12") == {"ticket.address", "enrol_code.length", "ticket.fingerprint"}
    assert codes_of(f"https://10.0.0.8:8443#{CODE}") == {"ticket.fingerprint"}
    assert codes_of("K7QD") == {"ticket.parts"}
    assert codes_of(f"https://10.0.0.8:99999#{CODE}#{'AB12CD34' * 4}") >= {"ticket.address"}


def test_an_address_of_version_six_keeps_its_brackets():
    ticket = EnrolTicket("https://[fd00::8]:8443", CODE, "AB12CD34" * 4)
    assert read_ticket(ticket.line) == ticket
