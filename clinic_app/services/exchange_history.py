"""The exchanges with the hub so far, as a list for people."""

from __future__ import annotations

import attrs

from clinic_app.domain.wording import say
from clinic_app.services.workplace import Workplace
from clinic_app.store import sync_runs
from clinic_app.store.database import Row


@attrs.frozen
class SyncRunRow:
    """One exchange in the history.

    Attributes:
        started, ended: when, in words.
        carrier: ``wire`` or ``courier``.
        outcome, outcome_text: how it ended.
        pushed, pulled, refused: savings sent, records received, savings that were not taken.
        bytes_up, bytes_down: what it cost on the line.
        sentence: what else is to be said of it.
    """

    started: str
    ended: str
    carrier: str
    outcome: str
    outcome_text: str
    pushed: int
    pulled: int
    refused: int
    bytes_up: int
    bytes_down: int
    sentence: str


_OUTCOMES = {
    "done": say("已联系上"),
    "unreachable": say("没连上"),
    "refused": say("县平台没有接受"),
    "cancelled": say("已取消"),
    "failed": say("失败"),
    "": say("中断"),
}
_BY_STICK = {"done": say("U 盘收进"), "refused": say("没有收进")}
"""What is said otherwise of a file: no line took part, and it was this machine that did not take it."""
_GOING_ON = say("正在进行")


def run_rows(place: Workplace, limit: int, *, running: bool = False) -> tuple[SyncRunRow, ...]:
    """Return the exchanges, the newest first; while one is ``running``, the newest was not cut off."""
    found = sync_runs.latest(place.reader, limit=limit)
    return tuple(_run_row(place, run, going_on=running and not n) for n, run in enumerate(found))


def _run_row(place: Workplace, run: Row, *, going_on: bool) -> SyncRunRow:
    outcome = run["outcome"]
    known = _OUTCOMES | (_BY_STICK if run["carrier"] == "courier" else {})
    text = _GOING_ON if going_on and not outcome else known.get(outcome, outcome)
    return SyncRunRow(
        started=place.chinese_time(run["started_at"]),
        ended=place.chinese_time(run["ended_at"]),
        carrier=run["carrier"],
        outcome=outcome,
        outcome_text=str(text),
        pushed=run["pushed"],
        pulled=run["pulled"],
        refused=run["refused"],
        bytes_up=run["bytes_up"],
        bytes_down=run["bytes_down"],
        sentence=run["sentence"] or _of_numbers(run),
    )


def _of_numbers(run: Row) -> str:
    """Return what the numbers say where nothing else was said; attachments travel apart from them."""
    if run["refused"]:
        return str(say("{count} 项县平台没有接受", count=run["refused"]))
    nothing = run["outcome"] == "done" and not run["pushed"] and not run["pulled"]
    return str(say("没有新的记录")) if nothing else ""
