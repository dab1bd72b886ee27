"""The first page: what waits for us, what waits for others, whom to visit, what was done last."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import attrs

from clinic_app.domain.calendar import friendly_date, weekday_name
from clinic_app.domain.clock import local_date, read_stamp, stamp
from clinic_app.domain.permissions import Permission
from clinic_app.domain.referral_moves import Phase, Side
from clinic_app.domain.wording import Message, say
from clinic_app.services.advice import Advice
from clinic_app.services.changes import Page
from clinic_app.services.delivery import DeliveryState, line_of, silent_since_text
from clinic_app.services.drafts import DraftRow, Drafts
from clinic_app.services.family_contracts import contract_counts
from clinic_app.services.follow_ups import SOON_DAYS, due_counts
from clinic_app.services.referral_rows import ReferralRow, rows_of
from clinic_app.services.reminders import KIND_NAMES, ReminderKind, Reminders
from clinic_app.services.workplace import DESK_SETTING, Workplace
from clinic_app.store import (
    conflicts,
    follow_ups,
    outbox,
    patient_moves,
    patients,
    referral_messages,
    referrals,
)
from clinic_app.store.referrals import Box

LOOKED_AT = 200
"""Referrals looked at for the lines of a group; the count itself is of all."""
RECENT = 8
MOST_LINES = 4
MOST_HANDED_OVER = 3
HANDED_OVER_DAYS = 90
"""A hand-over of longer ago is told on the patient's page alone."""


@attrs.frozen
class Line:
    """One line of a group on the first page.

    Attributes:
        text: such as 2 张回转单待接收.
        meaning: ``urgent``, ``due``, ``waiting``, ``unknown`` or ``done``.
        page: page it opens.
        where: what that page is shown with.
        count: how many it stands for.
        chip: words of the mark beside it where the usual ones of its meaning do not fit.
    """

    text: str
    meaning: str
    page: str
    where: dict[str, Any]
    count: int
    chip: str = ""


@attrs.frozen
class Group:
    """One box of the first page: how many in all, and the lines that say what they are."""

    count: int
    lines: tuple[Line, ...]
    urgent: int = 0


@attrs.frozen
class StartHint:
    """What to do first in an empty installation: words, and the page that does it."""

    text: str
    page: str


@attrs.frozen
class Workbench:
    """The first page.

    Attributes:
        today: the day.
        today_text: 11月22日 星期日.
        to_do, waiting, follow_ups: the three boxes.
        reminders: what waits longer than it should, list by list.
        recent: what moved last.
        drafts: what was begun and not saved.
        start: what to do first, while there is nobody in the file.
    """

    today: date
    today_text: str
    to_do: Group
    waiting: Group
    follow_ups: Group
    recent: tuple[ReferralRow, ...]
    drafts: tuple[DraftRow, ...]
    start: tuple[StartHint, ...]
    reminders: Group = Group(0, ())


_OURS_AS_SENDER: dict[Phase, Message] = {
    Phase.NEW: say("{count} 张没有写完"),
    Phase.WRITTEN: say("{count} 张待审核或发出"),
    Phase.DECLINED: say("{count} 张被拒收，需改转"),
    Phase.NO_SHOW: say("{count} 人没有去，需联系"),
    Phase.RETURNED: say("{count} 张回转单待接收"),
    Phase.TAKEN_BACK: say("{count} 人已接回，待随访"),
    Phase.FOLLOWED_UP: say("{count} 张已随访，可以结案"),
}
_OURS_AS_RECEIVER: dict[Phase, Message] = {
    Phase.SENT: say("{count} 张新到，待受理"),
    Phase.RECEIVED: say("{count} 张新到，待受理"),
    Phase.OPENED: say("{count} 张已打开，待受理"),
    Phase.ACCEPTED: say("{count} 人已接诊，待到诊"),
    Phase.CANCEL_ASKED: say("{count} 张对方申请撤销，请确认"),
    Phase.ARRIVED: say("{count} 人已到诊，待回转"),
    Phase.ADMITTED: say("{count} 人住院中，待回转"),
    Phase.OUTCOME_KNOWN: say("{count} 人已有转归，待回转"),
    Phase.FOLLOWED_UP: say("{count} 张已随访，可以结案"),
}
_FIRST = (
    Phase.DECLINED,
    Phase.CANCEL_ASKED,
    Phase.RETURNED,
    Phase.NO_SHOW,
    Phase.RECEIVED,
    Phase.SENT,
    Phase.OPENED,
)
"""What a group says first."""


_WORST = ("urgent", "due", "unknown", "waiting", "done")
"""Meanings, the one that a line of several takes first."""


class Worklists:
    """Lists by whose move it is."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def workbench(self) -> Workbench:
        """Return the first page; boxes that this person may not see are empty."""
        user = self._place.need()
        today = self._place.today()
        sees_referrals = user.may(Permission.REFERRAL_VIEW)
        sees_follow_ups = user.may(Permission.FOLLOW_UP_VIEW)
        nothing = Group(0, ())
        return Workbench(
            today=today,
            today_text=str(
                say(
                    "{month}月{day}日 {weekday}",
                    month=today.month,
                    day=today.day,
                    weekday=weekday_name(today, long=True),
                )
            ),
            to_do=self._to_do() if sees_referrals else nothing,
            waiting=self._waiting() if sees_referrals else nothing,
            follow_ups=self._due() if sees_follow_ups else nothing,
            recent=self._recent() if sees_referrals else (),
            drafts=Drafts(self._place).all(),
            start=self._start(),
            reminders=self._reminders() if sees_referrals else nothing,
        )

    def _reminders(self) -> Group:
        # Questions stand among what is ours to do.
        found = [one for one in Reminders(self._place).all() if one.kind is not ReminderKind.QUESTION]
        lines: list[Line] = []
        for kind, name in KIND_NAMES.items():
            rows = [one for one in found if one.kind is kind]
            if rows:
                worst = min((one.meaning for one in rows), key=_WORST.index)
                text = str(say("{count} {name}", count=len(rows), name=str(name)))
                # It may stand for slips that arrived: whether they did, the box above says line by line.
                chip = str(say("没有消息")) if worst == "unknown" else ""
                lines.append(Line(text, worst, "reminders", {"kind": kind.value}, len(rows), chip))
        return Group(len(found), tuple(lines), sum(one.meaning == "urgent" for one in found))

    def _rows(self, box: Box) -> tuple[ReferralRow, ...]:
        found = referrals.page(self._place.reader, box=box, org=self._place.org_id, limit=LOOKED_AT)
        return rows_of(self._place, found.referrals)

    def _to_do(self) -> Group:
        counts = referrals.counts(self._place.reader, self._place.org_id)
        found = Counter((row.side, Phase(row.phase)) for row in self._rows(Box.TO_DO))
        lines: list[tuple[int, Line]] = []
        together: Counter[str] = Counter()
        for (side, phase), number in found.items():
            words = (_OURS_AS_SENDER if side == Side.SENDER else _OURS_AS_RECEIVER).get(phase)
            if words is None:
                continue
            together[words.template] += number
            rank = _FIRST.index(phase) if phase in _FIRST else len(_FIRST)
            meaning = "urgent" if phase in (Phase.DECLINED, Phase.CANCEL_ASKED) else "due"
            text = str(Message(words.template, {"count": together[words.template]}))
            where = {"box": Box.TO_DO.value, "phases": [phase.value]}
            lines = [one for one in lines if one[1].text.partition(" ")[2] != text.partition(" ")[2]]
            lines.append((rank, Line(text, meaning, "referrals", where, together[words.template])))
        lines.sort(key=lambda one: one[0])
        shown = [line for _, line in lines]
        if counts["urgent"]:
            text = str(say("{count} 张急的，先办", count=counts["urgent"]))
            where = {"box": Box.TO_DO.value}
            shown.insert(0, Line(text, "urgent", "referrals", where, counts["urgent"]))
        asked = Advice(self._place).waiting()
        if asked:
            late = any(one.late for one in asked)
            words = say("{count} 个提问待答复，最久的已等 {waited}", count=len(asked), waited=asked[0].waited)
            where = {"kind": ReminderKind.QUESTION.value}
            shown.insert(0, Line(str(words), "urgent" if late else "due", "reminders", where, len(asked)))
        return Group(counts["to_do"] + len(asked), tuple(shown[:MOST_LINES]), counts["urgent"])

    def _waiting(self) -> Group:
        """Say for whom we wait, and honestly where nobody knows whether the other side has acted."""
        counts = referrals.counts(self._place.reader, self._place.org_id)
        rows = self._rows(Box.WAITING)
        lines: list[Line] = []
        silent = [row for row in rows if row.delivery.state is DeliveryState.SILENT]
        here = [row for row in rows if row.delivery.state is DeliveryState.ONLY_HERE]
        refused = [row for row in rows if row.delivery.state is DeliveryState.REFUSED]
        where = {"box": Box.WAITING.value}
        if refused:
            text = str(say("{count} 张县平台没有接受，请处理", count=len(refused)))
            lines.append(Line(text, "urgent", "exchange", {}, len(refused)))
        if here:
            text = str(say("{count} 张还没有传到县平台", count=len(here)))
            lines.append(Line(text, "due", "exchange", {}, len(here), str(say("只在本机"))))
        since = silent_since_text(line_of(self._place)) if silent else ""
        if unheard := [row for row in silent if not row.delivery.reached]:
            words = say("{since}后无消息，不知对方是否已处理", since=since)
            text = str(say("{count} 张：{words}", count=len(unheard), words=words))
            lines.append(Line(text, "unknown", "referrals", where, len(unheard)))
        if reached := [row for row in silent if row.delivery.reached]:
            text = str(say("{count} 张对方已收到，{since}后无消息", count=len(reached), since=since))
            chip = str(say("不知进展"))
            lines.append(Line(text, "unknown", "referrals", where, len(reached), chip))
        known = [row for row in rows if row not in silent and row not in here and row not in refused]
        groups = Counter((row.other_name, row.phase_text) for row in known)
        longest: dict[tuple[str, str], str] = {}
        for row in known:
            longest.setdefault((row.other_name, row.phase_text), row.waited)
        for (name, phase), number in groups.most_common():
            text = str(
                say(
                    "{count} 张在{name}，{phase}，已等 {waited}",
                    count=number,
                    name=name,
                    phase=phase,
                    waited=longest[name, phase],
                )
            )
            lines.append(Line(text, "waiting", "referrals", where, number))
        asked = Advice(self._place).asked()
        if asked:
            words = say(
                "{count} 个提问等对方答复，最久的已等 {waited}", count=len(asked), waited=asked[0].waited
            )
            text = str(words)
            where = {"referral_id": asked[0].row.id}
            lines.insert(0, Line(text, "waiting", "referral", where, len(asked)))
        return Group(counts["waiting"], tuple(lines[:MOST_LINES]))

    def _due(self) -> Group:
        today, found = self._place.today(), due_counts(self._place)
        lines: list[Line] = []
        for count, words, meaning, days in (
            (found.overdue, say("{count} 人已过期", count=found.overdue), "urgent", -1),
            (found.today, say("{count} 人今天到期", count=found.today), "due", 0),
            (found.soon, say("{count} 人七天内到期", count=found.soon), "waiting", SOON_DAYS),
        ):
            if count:
                where = {"until": (today + timedelta(days=days)).isoformat()}
                lines.append(Line(str(words), meaning, "follow_ups", where, count))
        lines += self._renewals()
        lines = [*self._handed_over(), *lines]
        return Group(found.overdue + found.today, tuple(lines), found.overdue)

    def _handed_over(self) -> list[Line]:
        """Say whom the county has handed over to us, until somebody here has looked at the patient's page."""
        since = stamp(self._place.now() - timedelta(days=HANDED_OVER_DAYS))
        found = patient_moves.not_looked_at(self._place.reader, self._place.org_id, since)
        lines: list[Line] = []
        for row in found[:MOST_HANDED_OVER]:
            moved = local_date(read_stamp(row["moved_at"]))
            day = friendly_date(moved, self._place.today())
            words = say("{name}由县里移交过来（{day}）", name=row["patient_name"], day=day)
            if row["open_plans"]:
                words = say(
                    "{name}由县里移交过来（{day}），原机构还有 {count} 个随访计划，请另订",
                    name=row["patient_name"],
                    day=day,
                    count=row["open_plans"],
                )
            where = {"patient_id": row["patient_id"]}
            lines.append(Line(str(words), "due", "patient", where, 1, str(say("移交"))))
        if len(found) > MOST_HANDED_OVER:
            rest = len(found) - MOST_HANDED_OVER
            words = say("{count} 位也是移交来的，看过上面的再列出", count=rest)
            lines.append(Line(str(words), "due", "patient", lines[0].where, rest, str(say("移交"))))
        return lines

    def _renewals(self) -> list[Line]:
        """Say how many contracts with family doctors come to their end; they are no due visits."""
        counts = contract_counts(self._place)
        lines: list[Line] = []
        if counts.over:
            text = str(say("{count} 人签约已到期", count=counts.over))
            lines.append(Line(text, "due", "renewals", {"span": "over"}, counts.over))
        if counts.soon:
            text = str(say("{count} 人该续签", count=counts.soon))
            lines.append(Line(text, "waiting", "renewals", {"span": "due"}, counts.soon))
        return lines

    def _recent(self) -> tuple[ReferralRow, ...]:
        found = self._place.reader.execute(
            "SELECT referral_id FROM referral_now ORDER BY since DESC, referral_id DESC LIMIT ?", (RECENT,)
        )
        views = referrals.load_many(self._place.reader, [row["referral_id"] for row in found])
        return rows_of(self._place, views)

    def _start(self) -> tuple[StartHint, ...]:
        if patients.count(self._place.reader) or self._recent():
            return ()
        if self._place.setting(DESK_SETTING, False):
            return (
                StartHint(str(say("还没有收到转诊。先登记县平台，各机构发来的转诊会出现在这里")), "exchange"),
            )
        return (
            StartHint(str(say("导入患者名单（Excel）")), "patients"),
            StartHint(str(say("登记第一位患者")), "patients"),
            StartHint(str(say("登记县平台")), "exchange"),
        )

    def badges(self) -> dict[str, int]:
        """Return the numbers in the navigation: only what waits for us."""
        user = self._place.need()
        reader, today = self._place.reader, self._place.today().isoformat()
        to_do = due = 0
        if user.may(Permission.REFERRAL_VIEW):
            to_do = referrals.counts(reader, self._place.org_id)["to_do"]
            to_do += len(referral_messages.asked_of(reader, self._place.org_id))
        if user.may(Permission.FOLLOW_UP_VIEW):
            found = follow_ups.due_counts(reader, today=today, until=today, org=self._place.org_id)
            due = found["overdue"] + found["today"]
        aside = len(Reminders(self._place).beside_worklist())
        to_decide = conflicts.counts(reader)["open"] + (1 if outbox.counts(reader).refused else 0)
        return {
            "workbench": to_do + due + aside,
            "referrals": to_do,
            "follow_ups": due,
            "exchange": to_decide,
        }

    def inbox(self, after: Any = None, limit: int = 50) -> Page[ReferralRow]:
        """Return what the county desk has to answer: urgent ones first, then those that wait longest."""
        self._place.need(Permission.REFERRAL_VIEW)
        found = referrals.page(
            self._place.reader, box=Box.TO_DO, org=self._place.org_id, after=after, limit=limit
        )
        return Page(rows_of(self._place, found.referrals), found.after)
