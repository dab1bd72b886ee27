"""The open conflicts of one record as people meet them: whose, what happened, how long it has waited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import attrs

from clinic_app.domain.calendar import age_text
from clinic_app.domain.catalogue import BY_NAME
from clinic_app.domain.field_checks import stored_date
from clinic_app.domain.wording import Message, joined, say, term
from clinic_app.services.conflict_words import ConflictItem, Side, person_line
from clinic_app.services.referral_rows import waited_text
from clinic_app.services.workplace import Workplace
from clinic_app.store import directory, rows

SHOULD_BE_DECIDED = timedelta(days=3)
"""After so long a conflict that nobody decided is shown as overdue."""


@attrs.frozen
class ConflictGroup:
    """The open conflicts of one record, to be decided together.

    Attributes:
        ent: kind of record.
        rec_id: the record.
        patient_id: whose.
        title: heading for people.
        person: sex, age and masked number.
        sentence: what happened, in one sentence.
        items: the fields.
        may_decide: this institution may write the record.
        phone: of the other institution, to ask; empty when unknown.
        waited: how long the oldest of them has waited for a decision.
        overdue: longer than it should.
    """

    ent: str
    rec_id: str
    patient_id: str
    title: Message
    person: str
    sentence: Message
    items: tuple[ConflictItem, ...]
    may_decide: bool
    phone: str = ""
    waited: str = ""
    overdue: bool = False


def grouped(place: Workplace, items: Sequence[ConflictItem]) -> ConflictGroup:
    """Return the open conflicts of one record as one thing to decide."""
    first = items[0]
    patient = rows.find(place.reader, "patient", first.patient_id) if first.patient_id else None
    oldest = min((item.opened_at for item in items if item.opened_at), default=None)
    kind = BY_NAME[first.ent].label if first.ent in BY_NAME else first.ent
    what = say("资料") if first.ent == "patient" else say("{kind}记录", kind=term(kind))
    born = stored_date(str(patient["birth_date"] or "")) if patient else None
    person = (
        person_line(
            patient,
            place.name_of("gender", str(patient["gender"] or "")),
            age_text(born, place.today()) if born else "",
        )
        if patient
        else ""
    )
    return ConflictGroup(
        ent=first.ent,
        rec_id=first.rec_id,
        patient_id=first.patient_id,
        title=say("{name}的{what}，两边改得不一样", name=first.whose or say("患者"), what=what),
        person=person,
        sentence=_sentence(place, items),
        items=tuple(items),
        may_decide=all(item.may_decide for item in items),
        phone=_phone(place, items),
        waited=waited_text(oldest, place.now()),
        overdue=oldest is not None and place.now() - oldest > SHOULD_BE_DECIDED,
    )


def _sentence(place: Workplace, items: Sequence[ConflictItem]) -> Message:
    first = items[0]
    labels = joined(map(term, dict.fromkeys(item.label for item in items)), say("、"))
    left, right = first.left, first.right
    return say(
        "{left}和{right}都改了{labels}，当时彼此都没看到。请选定；两边的原值都会保留，选错可以撤销。",
        left=_who(place, left),
        right=_who(place, right),
        labels=labels,
    )


def _who(place: Workplace, side: Side) -> Message:
    day = place.time_text(side.at) if side.at else ""
    where = say("您单位") if side.ours else side.org_name or say("对方")
    return (
        say("{where}{by}（{day}）", where=where, by=side.by, day=day)
        if day
        else say("{where}{by}", where=where, by=side.by)
    )


def _phone(place: Workplace, items: Sequence[ConflictItem]) -> str:
    for item in items:
        row = rows.find(place.reader, "conflict", item.id)
        for name in ("other_org", "kept_org"):
            org = str(row[name] or "") if row else ""
            if org and org != place.org_id:
                partner = directory.partner(place.reader, org)
                return partner.phone if partner else ""
    return ""
