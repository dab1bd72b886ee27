"""One timeline of all that happened to a patient: referrals, answers, follow-ups, corrections."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import attrs

from clinic_app.domain.catalogue import label_of
from clinic_app.domain.change import OpKind
from clinic_app.domain.clock import from_ms, local_date, read_stamp
from clinic_app.domain.field_checks import text_of
from clinic_app.domain.referral_moves import Event
from clinic_app.domain.wording import Message, joined, say, term
from clinic_app.services.family_contract_rows import contract_rows
from clinic_app.services.follow_up_forms import form_names
from clinic_app.services.follow_up_rows import PlanRow, follow_up_rows, plan_rows
from clinic_app.services.referral_rows import ReferralRow, event_word, rows_of
from clinic_app.services.workplace import Workplace
from clinic_app.store import corrections, family_contracts, follow_ups, rows
from clinic_app.store.database import Row
from clinic_app.store.referrals import ReferralView


@attrs.frozen
class TimelineEntry:
    """One thing that happened, on a patient's card.

    Attributes:
        at: the moment, if known to the minute.
        day: the day, ``2026-11-22``.
        kind: ``referral``, ``event``, ``return``, ``follow_up``, ``plan``, ``contract``,
            ``correction`` or ``link``.
        title, detail: in words.
        by: who.
        meaning: ``due``, ``urgent``, ``done``, ``waiting`` or empty.
        page: page that shows more: ``referral``, ``follow_up`` or empty.
        record_id: of that page.
        late: entered after the fact (补录).
    """

    at: datetime | None
    day: str
    kind: str
    title: str
    detail: str = ""
    by: str = ""
    meaning: str = ""
    page: str = ""
    record_id: str = ""
    late: bool = False


_QUIET = frozenset(
    {
        Event.CREATED,
        Event.REVIEWED,
        Event.PRINTED,
        Event.SENT,
        Event.RECEIVED,
        Event.OPENED,
        Event.RETURNED,
    }
)
"""Steps that a referral's own page shows; on the card they would hide what matters."""


def timeline_of(
    place: Workplace, patient_id: str, views: Sequence[ReferralView]
) -> tuple[TimelineEntry, ...]:
    """Return all that happened to a person, the newest first."""
    entries: list[TimelineEntry] = []
    for view, line in zip(views, rows_of(place, views), strict=True):
        entries += _of_referral(place, view, line)
    entries += _of_follow_ups(place, patient_id)
    entries += _of_contracts(place, patient_id)
    entries += _of_corrections(place, patient_id)
    entries += _of_county(place, patient_id)
    entries.sort(key=lambda entry: (entry.day, entry.at.timestamp() if entry.at else 0.0), reverse=True)
    return tuple(entries)


def _of_referral(place: Workplace, view: ReferralView, line: ReferralRow) -> list[TimelineEntry]:
    slip = TimelineEntry(
        at=None,
        day=line.day,
        kind="referral",
        title=joined((line.direction_text, line.to_name, line.dept), " "),
        detail=_joined(line.impression, line.note),
        by=text_of(view.row, "from_doctor"),
        meaning=line.meaning,
        page="referral",
        record_id=view.id,
    )
    return [slip, *_of_events(place, view), *(_of_return(place, view.id, back) for back in view.returns)]


def _of_events(place: Workplace, view: ReferralView) -> Iterable[TimelineEntry]:
    for event in view.status.events:
        if event.event not in _QUIET:
            yield TimelineEntry(
                at=event.at,
                day=local_date(event.at).isoformat(),
                kind="event",
                title=event_word(event.event),
                detail=event_detail(place, event.event, event.details),
                by=" ".join(part for part in (event.by_org_name, event.by_name) if part),
                page="referral",
                record_id=view.id,
                late=event.late,
            )


def _of_return(place: Workplace, referral_id: str, back: Row) -> TimelineEntry:
    return TimelineEntry(
        at=None,
        day=text_of(back, "back_date"),
        kind="return",
        title=str(say("回转单 {name}", name=text_of(back, "from_org_name"))),
        detail=_joined(
            text_of(back, "diagnosis"),
            place.name_of("outcome", back["outcome"]),
            text_of(back, "rehab_advice"),
        ),
        by=text_of(back, "from_doctor"),
        page="referral",
        record_id=referral_id,
    )


def _joined(*parts: str) -> str:
    return joined(parts, " · ")


_REASON_LISTS: dict[str, str] = {
    Event.DECLINED: "decline",
    Event.CLOSED: "close",
    Event.CANCELLED: "cancel",
}


_TOLD = ("to_org_name", "dept", "doctor", "phone", "text", "suggestion", "remark", "note", "slip_no")


def event_detail(place: Workplace, event: str, details: Mapping[str, object]) -> str:
    """Return what an event carries, in one line."""
    given = {name: str(value) for name, value in details.items() if value not in (None, "")}
    parts: list[str] = []
    codes = _REASON_LISTS.get(event, "")
    if "reason" in given:
        parts.append(place.name_of(codes, given["reason"]) if codes else given["reason"])
    if "outcome" in given:
        parts.append(place.name_of("outcome", given["outcome"]))
    if "time" in given:
        parts.append(str(say("预约 {when}", when=place.chinese_time(given["time"]) or given["time"])))
    parts += [given[name] for name in _TOLD if name in given]
    return joined(parts, " · ")


def _of_follow_ups(place: Workplace, patient_id: str) -> Iterable[TimelineEntry]:
    names = form_names()
    for line in follow_up_rows(place, follow_ups.records(place.reader, patient_id), names):
        yield TimelineEntry(
            at=None,
            day=line.visited_on,
            kind="follow_up",
            title=line.form_name,
            detail=_joined(line.summary, line.note),
            by=line.doctor,
            meaning="done",
            page="follow_up",
            record_id=line.id,
            late=line.late,
        )
    for plan in plan_rows(place, follow_ups.plans(place.reader, patient_id), names):
        if plan.closed and plan.closed_text and not _was_done(plan):
            yield TimelineEntry(
                at=None,
                day=plan.due_on,
                kind="plan",
                title=str(say("随访计划终止：{form}", form=plan.form_name)),
                detail=plan.closed_text,
                by=plan.doctor,
            )


def _of_contracts(place: Workplace, patient_id: str) -> Iterable[TimelineEntry]:
    for row in contract_rows(place, family_contracts.of_patient(place.reader, patient_id)):
        word = say("续签家庭医生：{team}") if row.previous_id else say("家庭医生签约：{team}")
        title = str(Message(word.template, {"team": row.team_name}))
        detail = _joined(row.doctor, row.period_text)
        yield TimelineEntry(None, row.signed_on, "contract", title, detail, row.doctor, "done")
        if row.closed_on:
            title = str(say("家庭医生解约：{team}", team=row.team_name))
            detail = _joined(row.closed_text, row.closed_note)
            yield TimelineEntry(None, row.closed_on, "contract", title, detail)


def _was_done(plan: PlanRow) -> bool:
    return plan.meaning == "done" and plan.closed_text == "已完成"


def _of_corrections(place: Workplace, patient_id: str) -> Iterable[TimelineEntry]:
    """Return our own changes to the card itself: which fields, by whom, when; not the values."""
    for op in rows.history(place.reader, "patient", patient_id):
        if op["kind"] != OpKind.SET:
            continue
        at = from_ms(op["wall"])
        fields = [term(label_of("patient", name)) for name in _changed_fields(op)]
        if fields:
            yield TimelineEntry(
                at=at,
                day=local_date(at).isoformat(),
                kind="correction",
                title=str(say("更正资料")),
                detail=joined(fields, say("、")),
                by=text_of(op, "user_name"),
            )


def _of_county(place: Workplace, patient_id: str) -> Iterable[TimelineEntry]:
    """Return what the county corrected of a person's records, by whom and why; not the values."""
    for row in corrections.of_patient(place.reader, patient_id):
        at = read_stamp(row["made_at"])
        names = [term(label_of(row["ent"], name)) for name in json.loads(row["fields"])]
        yield TimelineEntry(
            at=at,
            day=local_date(at).isoformat(),
            kind="correction",
            title=str(say("县里更正资料")),
            detail=_joined(
                joined(names, say("、")),
                str(say("原因：{reason}", reason=row["reason"])),
                text_of(row, "made_by"),
            ),
            by=text_of(row, "made_by"),
        )


def _changed_fields(op: Row) -> list[str]:
    found = json.loads(op["sets"])
    return [name for name in found if not name.startswith("_")]
