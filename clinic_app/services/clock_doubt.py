"""Whether this machine's date can be right, from what the file itself remembers; no line is needed for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from clinic_app.domain.clock import from_ms, hlc_ms, local_date
from clinic_app.domain.wording import Message, say
from clinic_app.services.workplace import Workplace

EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
"""Before this moment there was no such program: a clock that says so has lost its battery."""

BACK = timedelta(hours=12)
AHEAD = timedelta(days=45)
"""Longer than any clinic stays closed; after it the date is asked about, not refused."""


def clock_doubt(place: Workplace) -> Message | None:
    """Return why today's date should be looked at before it goes on paper or into a due list, else None.

    The file remembers the latest moment at which anything was saved here or came from elsewhere.
    """
    now = place.now()
    today = local_date(now).isoformat()
    if now < EARLIEST:
        return say("这台电脑的日期是 {today}，显然不对。请先校准日期，再打印和看到期名单。", today=today)
    row = place.reader.execute("SELECT hlc FROM sync_state")[0]
    last = from_ms(hlc_ms(int(row["hlc"])))
    if last <= EARLIEST:
        return None
    if now < last - BACK:
        return say(
            "这台电脑的日期是 {today}，比已保存的内容（{last}）还早。请核对日期，再打印和看到期名单。",
            today=today,
            last=local_date(last).isoformat(),
        )
    if now > last + AHEAD:
        return say(
            "这台电脑的日期是 {today}，上次保存是在 {last}，相隔 {days} 天。"
            "请确认日期无误，再打印和看到期名单。",
            today=today,
            last=local_date(last).isoformat(),
            days=(now - last).days,
        )
    return None
