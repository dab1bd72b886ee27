"""Working the page of one referral: its moves by their buttons and boxes, its papers as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ui.demo.desk_at_work import DeskAtWork
from ui.forms.values import CodeField
from ui.widgets.choice_row import ChoiceRow


def label_of(desk: DeskAtWork, event: str) -> str:
    """Return what is written on the button of a move. Raises RuntimeError when it is not offered."""
    page: Any = desk.program.window.current_page()
    detail = desk.hands.until(page.view.detail, "转诊单显示出来")
    for move in detail.moves:
        if move.event == event and move.allowed:
            return str(move.label)
    offered = "、".join(move.label for move in detail.moves if move.allowed)
    raise RuntimeError(f"这时不能“{event}”，能做的有：{offered or '没有'}")


def moved(desk: DeskAtWork, event: str, values: Mapping[str, str], picture: str = "") -> str:
    """Press the button of a move, fill in its box, confirm; return the picture's name, if wanted."""
    hands = desk.hands
    page: Any = desk.program.window.current_page()
    referral_id = page.view.referral_id()
    before = len(desk.app.referrals.get(referral_id).events)
    hands.press(label_of(desk, event))
    hands.until(lambda: hands.front() is not desk.program.window, "下一步的窗口出现")
    hands.settle(0.3)
    for name, text in values.items():
        field = hands.field(name)
        if isinstance(field, ChoiceRow | CodeField):
            hands.pick(name, text)
        else:
            hands.write(name, text)
    made = hands.picture(picture) if picture else ""
    hands.key("save")
    hands.until(lambda: len(desk.app.referrals.get(referral_id).events) > before, f"“{event}”登记好")
    hands.until(lambda: hands.front() is desk.program.window, "窗口收起")
    hands.settle(0.3)
    return made


def papers_since(desk: DeskAtWork) -> Callable[[], str]:
    """Return what tells the name of the PDF that has come since now, empty while there is none."""
    before = set(desk.folder.glob("*.pdf"))

    def new() -> str:
        found = sorted(set(desk.folder.glob("*.pdf")) - before)
        return found[0].name if found else ""

    return new
