"""What both desks do in the demonstration: first start, exchange, looking around, and the last count."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from ui.demo.desk_at_work import DeskAtWork

PASSWORD = "Shili-2026"  # noqa: S105  # of invented people on invented data
FILE_TO_OPEN: dict[str, str] = {}
"""What the next "open file" box is answered with."""

Answer = Mapping[str, Any]


def set_up(desk: DeskAtWork, ticket: str, values: Mapping[str, str]) -> Answer:
    """Fill in the first page with the keyboard, keep the recovery code, join the county."""
    hands = desk.hands
    hands.pick("role", desk.role)
    for name, text in values.items():
        hands.write(name, text)
    hands.write("password", PASSWORD)
    hands.write("again", PASSWORD)
    picture = hands.picture(f"01-首次设置-{desk.role}")
    hands.press("开始使用")
    hands.until(lambda: hands.button("已抄好"), "数据库建好，显示恢复码", 60)
    code = _recovery_code(desk)
    hands.write("ticket", ticket)
    hands.press("已抄好")
    hands.until(
        lambda: desk.app is not None and not desk.program.window.gated(), "登记到县平台，进入程序", 60
    )
    desk.keep_ledger()
    hands.settle()
    return {"recovery_code": code, "picture": picture}


def _recovery_code(desk: DeskAtWork) -> str:
    for one in desk.program.window.findChildren(QLabel):
        if one.isVisible() and one.accessibleName().startswith("恢复码"):
            return one.text().strip()
    return ""


def sync(desk: DeskAtWork, expect_failure: bool = False) -> Answer:
    """Press F7 and wait for the outcome, as the history of exchanges tells it."""
    control = desk.app.sync_control
    before = len(_ended_runs(desk))
    desk.hands.key("sync")
    desk.hands.until(lambda: len(_ended_runs(desk)) > before, "同步结束", 90)
    desk.hands.until(lambda: not control.running, "同步结束", 90)
    desk.hands.settle()
    last = _ended_runs(desk)[0]
    if (last.outcome != "done") != expect_failure:
        raise RuntimeError(f"同步结果是“{last.outcome_text}”：{last.sentence}")
    return {"outcome": last.outcome, "sentence": last.sentence, **status(desk)}


def _ended_runs(desk: DeskAtWork) -> list[Any]:
    """Return the exchanges that are over, the latest first; the background may have begun another one."""
    return [run for run in desk.app.sync_control.history(limit=1000) if run.ended]


def status(desk: DeskAtWork) -> Answer:
    """Return the honest line and the counts behind it."""
    now = desk.app.sync_control.status()
    return {
        "unsent": now.unsent,
        "refused": now.refused,
        "conflicts": now.conflicts,
        "sentence": now.sentence,
        "equal": now.last_check_equal,
    }


def wait_until_sent(desk: DeskAtWork, seconds: float = 60) -> Answer:
    """Touch nothing and see the background exchange send what waits."""
    begin = time.monotonic()
    desk.hands.until(lambda: desk.app.sync_control.status().unsent == 0, "后台自动上传", seconds)
    return {"waited": round(time.monotonic() - begin, 1), **status(desk)}


def rest(desk: DeskAtWork) -> Answer:
    """Wait until nothing is on its way to the hub: an exchange must not last over a leap of the calendar."""
    desk.hands.settle()
    desk.hands.until(lambda: not desk.app.sync_control.running, "后台同步告一段落", 60)
    return {}


def new_day(desk: DeskAtWork) -> Answer:
    """Let the window notice that the calendar has moved on."""
    for timer in desk.program.window.strip.findChildren(QTimer):
        timer.timeout.emit()
    desk.program.desk.refresh()
    desk.hands.settle()
    return {}


def look(desk: DeskAtWork, page: str, picture: str, where: Mapping[str, Any] | None = None) -> Answer:
    """Open a page and take its picture."""
    desk.program.window.open(page, **(where or {}))
    return {"picture": desk.hands.picture(picture)}


def change_patient(desk: DeskAtWork, patient_id: str, values: Mapping[str, str]) -> Answer:
    """Correct fields of a patient in the form."""
    hands = desk.hands
    desk.program.window.open("patient", patient_id=patient_id, edit=True)
    hands.settle(0.4)
    for name, text in values.items():
        hands.write(name, text)
    hands.press("保存")
    card = desk.app.patients.card(patient_id)
    for name, text in values.items():
        kept = str(getattr(card.patient, name) or "")
        if kept != text:
            raise RuntimeError(f"{name} 没有存下：{kept!r}")
    return {}


def merged_fields(desk: DeskAtWork, patient_id: str) -> Answer:
    """Return what was merged by rule and what stands open for a patient, and the card's fields."""
    items = desk.app.conflicts.of_patient(patient_id)
    patient = desk.app.patients.card(patient_id).patient
    return {
        "open": sorted(item.field for item in items if str(item.status) == "open"),
        "merged": sorted(i.field for i in desk.app.conflicts.merged().rows if i.patient_id == patient_id),
        "history": sorted(i.field for i in desk.app.conflicts.history().rows if i.patient_id == patient_id),
        "fields": {
            name: str(getattr(patient, name) or "")
            for name in ("name", "phone", "village", "contact_name", "birth_date")
        },
    }


def referral_state(desk: DeskAtWork, referral_id: str) -> Answer:
    """Return how a referral stands here."""
    row = desk.app.referrals.get(referral_id)
    return {
        "phase": row.phase,
        "phase_text": row.phase_text,
        "delivery": row.delivery.text,
        "delivery_state": str(row.delivery.state),
        "events": [event.event for event in row.events],
    }


def count(desk: DeskAtWork) -> Answer:
    """Return how many records of each kind are here and how the last comparison with the hub ended."""
    outcome = desk.app.sync_control.sync_now()
    reader = desk.app.place.reader
    kinds = (
        "patient",
        "referral",
        "referral_event",
        "referral_return",
        "follow_up",
        "follow_up_plan",
        "conflict",
    )
    counts = {kind: reader.execute(f"SELECT count(*) AS n FROM {kind}")[0]["n"] for kind in kinds}  # noqa: S608
    waiting = reader.execute("SELECT count(*) AS n FROM op WHERE state = 0")[0]["n"]
    return {
        "counts": counts,
        "waiting": waiting,
        "digests_equal": outcome.digests_equal is not False and bool(status(desk)["equal"]),
        "typed": desk.hands.typed,
        **status(desk),
    }


def leave(desk: DeskAtWork) -> Answer:
    """Close the window in order once this was answered."""
    return {"typed": desk.hands.typed}


STEPS = {
    step.__name__: step
    for step in (
        set_up,
        sync,
        status,
        wait_until_sent,
        rest,
        new_day,
        look,
        change_patient,
        merged_fields,
        referral_state,
        count,
        leave,
    )
}
