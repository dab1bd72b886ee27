"""What waits longer than it should, as lists: reviews, consents, passed limits, what can be closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import attrs

from clinic_app.domain.catalogue import REFERRAL
from clinic_app.domain.errors import NotAllowed, Rejected
from clinic_app.domain.field_checks import missing, text_of
from clinic_app.domain.names import clean_text
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.time_limits import (
    LONGEST,
    USUAL,
    LimitName,
    closing_reason,
    consent_is_open,
    overrun_of,
    written_at,
)
from clinic_app.domain.wording import Message, say
from clinic_app.services.advice import Advice
from clinic_app.services.approvals import Approvals
from clinic_app.services.changes import Changes, Saved
from clinic_app.services.consent_scans import scan_wanted_since, slips_without_scan
from clinic_app.services.delivery import DeliveryState
from clinic_app.services.referral_checks import WRITTEN_AFTERWARDS
from clinic_app.services.referral_rows import ReferralRow, rows_of, side_of, waited_text
from clinic_app.services.workplace import Workplace
from clinic_app.store import referrals, rows
from clinic_app.store.referral_state import direction_of
from clinic_app.store.referrals import Box, ReferralView

LIMITS_SETTING = "limits.referral"
"""Hours (days for closing) by LimitName; one that is not set is the usual one, 0 is off."""
LOOKED_AT = 500
CONSENT_DAYS = 365
"""A missing signature of longer ago is no longer asked for."""


class ReminderKind(StrEnum):
    """One list of reminders."""

    REVIEW = "review"
    SENT_BACK = "sent_back"
    CONSENT = "consent"
    TO_COMPLETE = "to_complete"
    LATE_OURS = "late_ours"
    LATE_THEIRS = "late_theirs"
    CLOSING = "closing"
    QUESTION = "question"


KIND_NAMES: dict[ReminderKind, Message] = {
    ReminderKind.REVIEW: say("待我审核"),
    ReminderKind.SENT_BACK: say("审核退回"),
    ReminderKind.CONSENT: say("同意书待补"),
    ReminderKind.TO_COMPLETE: say("急诊单待补写"),
    ReminderKind.LATE_OURS: say("我方超过时限"),
    ReminderKind.LATE_THEIRS: say("等对方已久"),
    ReminderKind.CLOSING: say("可以结案"),
    ReminderKind.QUESTION: say("提问待答复"),
}

LIMIT_NAMES: dict[LimitName, Message] = {
    LimitName.ACCEPTANCE_EMERGENCY: say("绿色通道受理（小时）"),
    LimitName.ACCEPTANCE_URGENT: say("急单受理（小时）"),
    LimitName.ACCEPTANCE_ROUTINE: say("普通受理（小时）"),
    LimitName.ARRIVAL: say("接诊后到院（小时）"),
    LimitName.RETURN: say("到院后回转（小时）"),
    LimitName.TAKING_BACK: say("接收回转（小时）"),
    LimitName.CONSENT: say("补签同意书（小时）"),
    LimitName.CLOSING_DAYS: say("无人处理后提示结案（天）"),
}


@attrs.frozen
class ReminderRow:
    """One referral in a list of reminders.

    Attributes:
        id: of the referral.
        row: the referral as lists show it.
        kind: which list.
        text: why it is there, in words.
        meaning: ``urgent``, ``due``, ``waiting`` or ``unknown``.
        reason: for closing, the reason of the list ``close`` that fits; empty where a person has to say.
    """

    id: str
    row: ReferralRow
    kind: ReminderKind
    text: str
    meaning: str
    reason: str = ""


class Reminders:
    """Lists of what was left lying. They wait on the first page and never interrupt."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    # ---- limits ---------------------------------------------------------------------------------------

    def limits(self) -> dict[LimitName, int]:
        """Return every limit; hours, but days for closing."""
        stored = self._place.setting(LIMITS_SETTING, {})
        given = stored if isinstance(stored, dict) else {}
        return {
            name: value if isinstance(value := given.get(name.value), int) else USUAL[name]
            for name in LimitName
        }

    def set_limits(self, values: Mapping[str, str | int]) -> Saved:
        """Keep limits by their words; 0 switches one off.

        Raises:
            NotAllowed.
            Rejected: an unknown word, or no whole number from 0 to 10000.
        """
        self._place.need(Permission.SETTINGS)
        problems: list[Problem] = []
        kept: dict[str, int] = {}
        for word, value in values.items():
            text = str(value).strip()
            if word not in set(LimitName):
                problems.append(Problem(word, "limit.unknown", say("没有“{name}”这个时限", name=word)))
            elif not (text.isascii() and text.isdecimal()) or int(text) > LONGEST:
                problems.append(
                    Problem(word, "limit.range", say("请填 0 到 {most} 的整数，0 表示不提醒", most=LONGEST))
                )
            else:
                kept[word] = int(text)
        if problems:
            raise Rejected(problems)
        now = {name.value: hours for name, hours in self.limits().items()}
        with self._place.unit():
            self._place.put_setting(LIMITS_SETTING, {**now, **kept})
            self._place.audit("settings", "setting", names=[LIMITS_SETTING])
        return Saved("")

    # ---- lists ----------------------------------------------------------------------------------------

    def all(self) -> tuple[ReminderRow, ...]:
        """Return every reminder that concerns the person at work, list by list."""
        user = self._place.need(Permission.REFERRAL_VIEW)
        found = [*self._reviews(), *self._consents(), *self._scans(), *self._incomplete(), *self._late()]
        found += self._questions()
        writes = user.may(Permission.REFERRAL_WRITE) or user.may(Permission.REFERRAL_ANSWER)
        reviews = user.may(Permission.REFERRAL_REVIEW)
        order = list(ReminderKind)
        shown = [one for one in found if (reviews if one.kind is ReminderKind.REVIEW else writes or reviews)]
        return tuple(sorted(shown, key=lambda one: order.index(one.kind)))

    def beside_worklist(self) -> frozenset[str]:
        """Return the referrals that ask something of the person at work and are in no worklist of ours."""
        user = self._place.need()
        if not user.may(Permission.REFERRAL_VIEW):
            return frozenset()
        found = [*self._reviews(), *self._consents(), *self._incomplete()]
        reviews = user.may(Permission.REFERRAL_REVIEW)
        writes = user.may(Permission.REFERRAL_WRITE) or user.may(Permission.REFERRAL_ANSWER)
        return frozenset(
            one.id
            for one in found
            if one.row.holder != "us" and (reviews if one.kind is ReminderKind.REVIEW else writes or reviews)
        )

    def of_kind(self, kind: str) -> tuple[ReminderRow, ...]:
        """Return one list. Raises ValueError for an unknown word."""
        wanted = ReminderKind(kind)
        return tuple(one for one in self.all() if one.kind is wanted)

    def _reviews(self) -> Iterable[ReminderRow]:
        approvals = Approvals(self._place)
        for one in approvals.waiting():
            if one.mine:
                hurried = one.afterwards or one.row.urgency == "urgent"
                meaning = "urgent" if hurried else "due"
                yield ReminderRow(one.row.id, one.row, ReminderKind.REVIEW, one.text, meaning)
        for one in approvals.sent_back():
            yield ReminderRow(one.row.id, one.row, ReminderKind.SENT_BACK, one.text, "due")

    def _consents(self) -> Iterable[ReminderRow]:
        now, hours = self._place.now(), self.limits()[LimitName.CONSENT]
        since = (self._place.today() - timedelta(days=CONSENT_DAYS)).isoformat()
        found = self._place.reader.execute(
            "SELECT r.id FROM referral r JOIN referral_now n ON n.referral_id = r.id"
            " WHERE n.sender = ? AND n.day >= ? AND n.phase NOT IN ('new', 'cancelled')"
            " AND coalesce(r.consent, '') IN ('', 'oral', 'emergency') ORDER BY n.day, r.id LIMIT ?",
            (self._place.org_id, since, LOOKED_AT),
        )
        views = referrals.load_many(self._place.reader, [row["id"] for row in found])
        for row, view in self._lines(views):
            began = written_at(view.status)
            passed = bool(hours) and began is not None and now - began > timedelta(hours=hours)
            text = _consent_words(text_of(view.row, "consent"), began, now)
            yield ReminderRow(view.id, row, ReminderKind.CONSENT, text, "urgent" if passed else "due")

    def _scans(self) -> Iterable[ReminderRow]:
        """Say which signed consents were not scanned, where the institution wants them scanned."""
        since = scan_wanted_since(self._place)
        missing = slips_without_scan(self._place, since, LOOKED_AT) if since else []
        views = referrals.load_many(self._place.reader, missing)
        for row, view in self._lines(views):
            words = str(say("已签字，还没有附上扫描件"))
            yield ReminderRow(view.id, row, ReminderKind.CONSENT, words, "due")

    def _questions(self) -> Iterable[ReminderRow]:
        """Say what the other side asked and nobody here has answered."""
        for one in Advice(self._place).waiting():
            text = one.text if len(one.text) <= 60 else one.text[:59] + "…"
            words = str(say("{text}（已等 {waited}）", text=text, waited=one.waited))
            yield ReminderRow(
                one.row.id, one.row, ReminderKind.QUESTION, words, "urgent" if one.late else "due"
            )

    def _incomplete(self) -> Iterable[ReminderRow]:
        """Say which emergencies went with the fewest fields and still have to be written."""
        found = self._place.reader.execute(
            "SELECT r.id FROM referral r JOIN referral_now n ON n.referral_id = r.id"
            " WHERE n.sender = ? AND n.urgent = 2 AND n.phase NOT IN ('new', 'cancelled', 'closed')"
            " AND (coalesce(r.present_illness, '') = ''"
            " OR (coalesce(r.reason, '') = '' AND coalesce(r.reason_text, '') = ''))"
            " ORDER BY n.day, r.id LIMIT ?",
            (self._place.org_id, LOOKED_AT),
        )
        views = referrals.load_many(self._place.reader, [row["id"] for row in found])
        for row, view in self._lines(views):
            text = "、".join(REFERRAL.field(name).label for name in _open_fields(view.row))
            words = str(say("请补写{fields}", fields=text))
            yield ReminderRow(view.id, row, ReminderKind.TO_COMPLETE, words, "due")

    def _late(self) -> Iterable[ReminderRow]:
        """Say what passed its limit, and what can be closed; silence is told as silence."""
        now, limits, own = self._place.now(), self.limits(), self._place.org_id
        for box in (Box.TO_DO, Box.WAITING):
            views = referrals.page(self._place.reader, box=box, org=own, limit=LOOKED_AT).referrals
            for row, view in self._lines(views):
                reason = closing_reason(view.status, limits, now)
                if reason is not None and box is Box.TO_DO:
                    words = _closing_words(row, done=bool(reason))
                    yield ReminderRow(view.id, row, ReminderKind.CLOSING, words, "waiting", reason)
                    continue
                over = overrun_of(view.status, direction_of(view.row), row.urgency, limits, now)
                if over is not None:
                    kind = ReminderKind.LATE_OURS if box is Box.TO_DO else ReminderKind.LATE_THEIRS
                    text, meaning = _late_words(row, over.allowed, theirs=box is Box.WAITING)
                    yield ReminderRow(view.id, row, kind, text, meaning)

    def _lines(self, views: Sequence[ReferralView]) -> Iterable[tuple[ReferralRow, ReferralView]]:
        return zip(rows_of(self._place, views), views, strict=True)

    # ---- consent --------------------------------------------------------------------------------------

    def record_consent(self, referral_id: str, consent: str, note: str = "") -> Saved:
        """Write down the patient's agreement, or the refusal with its reason, at any time after the writing.

        Raises:
            Rejected: no or an unknown kind of consent, or a refusal without its reason.
            NotAllowed: another institution wrote the slip.
            NotFound.
        """
        place = self._place
        place.need(Permission.REFERRAL_WRITE)
        view = referrals.load(place.reader, referral_id)
        if side_of(view.status, place.org_id) not in ("sender", "both"):
            raise NotAllowed(say("这张单是对方写的，知情同意由对方登记"))
        words = clean_text(note).strip()
        problems: list[Problem] = []
        if consent not in place.tables.get("consent"):
            problems.append(missing("consent", "知情同意"))
        if consent == "refused" and not words:
            problems.append(
                Problem("consent_note", "consent_note.missing", say("患者不同意转诊，请写明经过和告知的内容"))
            )
        if len(words) > 200:
            problems.append(Problem("consent_note", "consent_note.length", say("说明最多 200 个字")))
        if problems:
            raise Rejected(problems)
        with place.unit() as work:
            rows.update(place.db, "referral", referral_id, {"consent": consent, "consent_note": words})
            place.audit("edit", "referral", referral_id, text_of(view.row, "patient_id"), fields=["consent"])
        warnings: tuple[Problem, ...] = ()
        if consent == "refused" and not view.status.ended:
            text = say("患者不同意转诊。这张单还在办理，请和患者商量后决定是否撤销")
            warnings = (Problem("consent", "consent.refused", text, warning=True),)
        elif consent_is_open(consent):
            text = say("同意书还没有签，会一直留在提醒里")
            warnings = (Problem("consent", "consent.later", text, warning=True),)
        return Saved(referral_id, Changes.of(work.changed), warnings)


def _open_fields(row: Mapping[str, object]) -> list[str]:
    reason = text_of(row, "reason") or text_of(row, "reason_text")
    known = {"present_illness": text_of(row, "present_illness"), "reason": reason}
    return [name for name in WRITTEN_AFTERWARDS if not known[name]]


def _consent_words(consent: str, began: datetime | None, now: datetime) -> str:
    state = {"oral": say("已口头告知，待补签"), "emergency": say("紧急先转，待补签")}
    words = str(state.get(consent, say("还没有记录知情同意")))
    if began is None or now - began < timedelta(hours=1):
        return words
    return str(say("{state}，已过 {waited}", state=words, waited=waited_text(began, now)))


def _late_words(row: ReferralRow, allowed: timedelta, *, theirs: bool) -> tuple[str, str]:
    """Return why a referral is late, and with what meaning.

    What did not leave this machine, or of which nothing was heard, is never told as the other side's delay.
    """
    if theirs and row.delivery.state in (DeliveryState.ONLY_HERE, DeliveryState.REFUSED):
        return str(say("{delivery}，对方还不知道", delivery=row.delivery.text)), "due"
    if theirs and row.delivery.state is DeliveryState.SILENT:
        return str(say("{delivery}，请打电话问一下", delivery=row.delivery.text)), "unknown"
    if theirs and row.delivery.state is DeliveryState.ALONE:
        return str(say("单机使用，不知对方是否已处理；已过 {waited}", waited=row.waited)), "unknown"
    words = say(
        "{phase}，已等 {waited}，超过时限 {limit}",
        phase=row.phase_text,
        waited=row.waited,
        limit=_span(allowed),
    )
    return str(words), "due" if theirs else "urgent"


def _closing_words(row: ReferralRow, *, done: bool) -> str:
    if done:
        return str(say("已随访，可以结案"))
    return str(
        say("{phase}，{waited}没有再处理，请联系患者后结案或改转", phase=row.phase_text, waited=row.waited)
    )


def _span(allowed: timedelta) -> str:
    hours = int(allowed.total_seconds() // 3600)
    if hours % 24:
        return str(say("{count} 小时", count=hours))
    return str(say("{count} 天", count=hours // 24))
