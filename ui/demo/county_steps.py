"""What the county's referral desk does in the demonstration, at its window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.demo.desk_at_work import DeskAtWork
from ui.demo.desk_steps import Answer
from ui.demo.referral_window import label_of, moved, papers_since


def open_from_inbox(desk: DeskAtWork, referral_id: str) -> Answer:
    """See the referral in the inbox and open it with Enter."""
    hands, window = desk.hands, desk.program.window
    window.open("inbox")
    hands.until(lambda: _listed(desk, referral_id), "收件箱里有这张转诊单")
    hands.settle(0.3)
    inbox = hands.picture("08-收件箱-county")
    page: Any = window.current_page()
    page.table.select_id(referral_id)
    page.table.setFocus()
    hands.settle()
    window.open("referral", referral_id=referral_id)
    hands.settle(0.6)
    return {"pictures": [inbox, hands.picture("09-打开转诊单-county")]}


def _listed(desk: DeskAtWork, referral_id: str) -> bool:
    return referral_id in {row.id for row in desk.app.worklists.inbox().rows}


def answer(
    desk: DeskAtWork, referral_id: str, event: str, values: Mapping[str, str], picture: str = ""
) -> Answer:
    """Make one move of the receiving side in its box."""
    desk.program.window.open("referral", referral_id=referral_id)
    desk.hands.settle(0.4)
    made = moved(desk, event, values, picture)
    return {"phase": desk.app.referrals.get(referral_id).phase, "picture": made}


def write_return(desk: DeskAtWork, referral_id: str, values: Mapping[str, Any]) -> Answer:
    """Type the 回转单 and save it with F8, which also makes its paper."""
    hands = desk.hands
    desk.program.window.open("referral", referral_id=referral_id)
    hands.settle(0.4)
    hands.press(label_of(desk, "returned"))
    hands.settle(0.5)
    for typed in values.get("diagnosis", ()):
        hands.choose("diagnosis", typed)
    hands.pick("outcome", values["outcome"])
    for name in ("exam_result", "treatment", "next_plan", "rehab_advice", "follow_up_days"):
        hands.write(name, values[name])
    hands.settle(1.0)
    form = hands.picture("11-写回转单-county")
    papers = papers_since(desk)
    hands.key("print")
    hands.until(lambda: papers(), "回转单存成 PDF", 60)
    hands.settle(0.4)
    done = hands.picture("11-回转单已发出-county")
    return {"phase": desk.app.referrals.get(referral_id).phase, "paper": papers(), "pictures": [form, done]}


STEPS = {step.__name__: step for step in (open_from_inbox, answer, write_return)}
