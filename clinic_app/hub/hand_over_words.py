"""What the administrator is told before and after a patient is handed over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from clinic_app.domain.numbers import mask_id_no
from clinic_app.domain.patient_move import effects_of, notes_on
from clinic_app.domain.wording import say
from clinic_app.hub.hand_over import HandOver, KeptPatient, move_of


def line_of(one: KeptPatient, today: date) -> str:
    """Return a person as one line; the identity number with its middle hidden."""
    card = one.patient
    parts = (card.name, card.age_on(today), mask_id_no(card.id_no), card.village)
    return "　".join(part for part in parts if part)


def called(names: Mapping[str, str], org_id: str) -> str:
    """Return what an institution is called; its identity where the directory does not have it any more."""
    return names.get(org_id) or org_id or str(say("没有机构"))


def told_of_hand_over(planned: HandOver, names: Mapping[str, str], today: date, *, certain: bool) -> str:
    """Return what a hand-over will do, or has done."""
    move = move_of(planned, names)
    shown = planned.moving or (planned.person,)
    lines = [f"{line_of(one, today)}　{called(names, one.owner)}　{one.id}" for one in shown]
    lines += ["", *(f"· {one}" for one in effects_of(move))]
    lines += [str(say("注意：{what}", what=one)) for one in notes_on(move)]
    if planned.moving:
        done = say("已移交。下次同步后生效；移交错了，用同样的命令移回。")
        ask = say("现在没有改动。核对无误后，加上 --yes 再执行一次。")
        lines += ["", str(done if certain else ask)]
    return "\n".join(lines)
