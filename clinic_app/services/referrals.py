"""Referrals: writing one from the patient's record, sending it, finding it, and reading all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import attrs

from clinic_app.domain.calendar import age_text
from clinic_app.domain.catalogue import REFERRAL, MergeClass
from clinic_app.domain.change import Value
from clinic_app.domain.errors import NotAllowed, Rejected
from clinic_app.domain.field_checks import stored_date, text_of
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem, errors_of, warnings_of
from clinic_app.domain.referral_moves import Direction, Event, Phase
from clinic_app.domain.wording import say
from clinic_app.services import drafts as draft_names
from clinic_app.services.changes import Changes, Page, Saved
from clinic_app.services.directory import Directory
from clinic_app.services.patient_cards import PatientRow, exempt_code, patient_rows
from clinic_app.services.referral_checks import check_referral, clean_form, indications
from clinic_app.services.referral_details import ReferralDetail, detail_of
from clinic_app.services.referral_events import add_event, moment, moves_open
from clinic_app.services.referral_follow_up import due_day, plan_visit
from clinic_app.services.referral_rows import ReferralRow, rows_of, side_of
from clinic_app.services.session import User
from clinic_app.services.workplace import Workplace
from clinic_app.store import drafts, patients, referrals, rows, serials
from clinic_app.store.database import Row
from clinic_app.store.referral_state import direction_of
from clinic_app.store.referrals import Box

REVIEW_SETTING = "referral.needs_review"
"""Whether a slip waits for a reviewer before it goes out; an emergency goes first."""
_FROZEN = (
    "patient_name",
    "patient_gender",
    "patient_age",
    "patient_birth_date",
    "patient_id_no",
    "patient_phone",
    "patient_address",
    "patient_archive_no",
)
_TAKEN_OVER = ("payment", "insurance_no", "exempt_reason")
_COPIED = ("impression", "impression_codes", "present_illness", "past_history", "treatment", "exam_result")


@attrs.frozen
class Prefill:
    """What a new slip begins with.

    Attributes:
        values: fields of the referral.
        patient: whose it is.
        warnings: what to know before writing, such as an earlier referral that is still open.
    """

    values: dict[str, Any]
    patient: PatientRow
    warnings: tuple[Problem, ...] = ()


@attrs.frozen
class BoxCounts:
    """How many referrals stand in each list.

    Attributes:
        to_do: we have to move.
        urgent: urgent ones among them.
        waiting: the other side has to move.
        ended: nobody has to move.
        clashes: open ones whose two sides contradict each other.
    """

    to_do: int
    urgent: int
    waiting: int
    ended: int
    clashes: int


class Referrals:
    """Referrals that this institution sent or received."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    # ---- writing --------------------------------------------------------------------------------------

    def prefill(
        self, patient_id: str, direction: str = "up", follow_up_id: str = "", previous_id: str = ""
    ) -> Prefill:
        """Return what a new slip begins with: the person as the record knows them today, doctor and day.

        Args:
            patient_id: whose slip.
            direction: ``up``, ``down`` or ``lateral``.
            follow_up_id: the follow-up that asks for the referral, if any.
            previous_id: the referral this one replaces (declined, redirected, lost), if any.

        Raises:
            NotFound: there is no such patient.
        """
        user = self._place.need(Permission.REFERRAL_WRITE)
        person = self._person(patient_id)
        values: dict[str, Any] = {name: "" for name in REFERRAL.field_names}
        values |= self._of_record(person) | self._of_writer(user)
        values |= {
            "patient_id": person["id"],
            "direction": direction,
            "urgency": "routine",
            "visit_type": "outpatient",
            "referral_date": self._place.today().isoformat(),
            "follow_up_id": follow_up_id,
            "previous_id": previous_id,
        }
        if follow_up_id:
            values |= self._of_follow_up(follow_up_id)
        if previous_id:
            earlier = rows.fetch(self._place.reader, "referral", previous_id)
            values |= {name: earlier[name] or "" for name in _COPIED}
        line = patient_rows(self._place, [person])[0]
        return Prefill(values, line, tuple(self._beforehand(person, values)))

    def _person(self, patient_id: str) -> Row:
        shown = patients.shown_id(self._place.reader, patient_id)
        return rows.fetch(self._place.reader, "patient", shown)

    def _of_record(self, person: Row) -> dict[str, Any]:
        """Return the fields that are frozen on the slip, as the record knows them today."""
        found = patients.elements(self._place.reader, person["id"])
        birth = stored_date(text_of(person, "birth_date"))
        allergies = [
            f"{text_of(one, 'substance')}（{text_of(one, 'reaction')}）"
            if text_of(one, "reaction")
            else text_of(one, "substance")
            for one in found["allergies"]
        ]
        diseases = [text_of(one, "name") for one in found["problems"]]
        history = [text_of(person, "past_history")] + [
            name for name in diseases if name and name not in text_of(person, "past_history")
        ]
        return {
            "patient_name": text_of(person, "name"),
            "patient_gender": text_of(person, "gender"),
            "patient_age": age_text(birth, self._place.today()) if birth else "",
            "patient_birth_date": text_of(person, "birth_date"),
            "patient_id_no": text_of(person, "id_no"),
            "patient_phone": text_of(person, "phone") or text_of(person, "contact_phone"),
            "patient_address": text_of(person, "address"),
            "patient_archive_no": text_of(person, "archive_no"),
            "allergy_text": "；".join(dict.fromkeys(allergies))[:500],
            "past_history": "；".join(filter(None, history)),
            **{name: text_of(person, name) for name in _TAKEN_OVER},
        }

    def _of_writer(self, user: User) -> dict[str, Any]:
        own = self._place.own()
        return {
            "from_org": own.id,
            "from_org_name": own.name,
            "from_doctor": user.name,
            "from_dept": user.dept,
            "from_phone": user.phone or own.phone,
        }

    def _of_follow_up(self, follow_up_id: str) -> dict[str, Any]:
        record = rows.fetch(self._place.reader, "follow_up", follow_up_id)
        note = text_of(record, "note")
        return {"visit_type": "follow_up", **({"present_illness": note} if note else {})}

    def _beforehand(self, person: Row, values: Mapping[str, Any]) -> list[Problem]:
        found: list[Problem] = []
        for view in referrals.earlier_open(self._place.reader, person["id"]):
            line = rows_of(self._place, [view])[0]
            found.append(
                Problem(
                    "",
                    "referral.earlier_open",
                    say(
                        "{day} 转往{name}的一张还没有结束（{phase}），请确认不是重复转诊",
                        day=line.day,
                        name=line.to_name,
                        phase=line.phase_text,
                    ),
                    warning=True,
                )
            )
        code = exempt_code(self._place, text_of(person, "birth_date"))
        if code and not values.get("exempt_reason"):
            name = self._place.name_of("exempt_reason", code)
            found.append(
                Problem(
                    "exempt_reason",
                    "exempt_reason.possible",
                    say("患者属于“{group}”，本地规定免备案的可在此选上", group=name),
                    warning=True,
                )
            )
        if text_of(person, "closed_reason"):
            closed = self._place.name_of("archive_closed", person["closed_reason"])
            found.append(
                Problem(
                    "", "patient.closed", say("这份档案已终止（{why}），请核对", why=closed), warning=True
                )
            )
        return found

    def draft_row(
        self, values: Mapping[str, Any], patient_id: str, direction: str = "up"
    ) -> dict[str, Value]:
        """Return the referral as it would be saved now, without a number: for the live paper."""
        user = self._place.need(Permission.REFERRAL_VIEW)
        row: dict[str, Value] = {name: "" for name in REFERRAL.field_names}
        return row | self._completed(values, patient_id, direction, user)

    def _completed(
        self, values: Mapping[str, Any], patient_id: str, direction: str, user: User
    ) -> dict[str, Value]:
        """Return typed values with what the record, the directory and the person at work add."""
        person = self._person(patient_id)
        cleaned = clean_form(REFERRAL, values)
        taken = self._of_record(person)
        # The identity on the slip is the record's, never what a form carried along from yesterday.
        cleaned |= {name: taken[name] for name in _FROZEN if name not in ("patient_phone", "patient_address")}
        for name in ("patient_phone", "patient_address", *_TAKEN_OVER, "allergy_text"):
            if name not in cleaned:
                cleaned[name] = taken[name]
        own = self._place.own()
        cleaned |= {"patient_id": person["id"], "direction": direction}
        cleaned |= {"from_org": own.id, "from_org_name": own.name}
        cleaned.setdefault("from_doctor", user.name)
        cleaned.setdefault("referral_date", self._place.today().isoformat())
        birth, day = stored_date(taken["patient_birth_date"]), stored_date(text_of(cleaned, "referral_date"))
        if birth and day:
            cleaned["patient_age"] = age_text(birth, day)
        cleaned["to_org_name"] = self._name_of_org(text_of(cleaned, "to_org"))
        return cleaned

    def _name_of_org(self, org_id: str) -> str:
        found = Directory(self._place).get(org_id) if org_id else None
        return found.name if found else ""

    def check(
        self, values: Mapping[str, Any], patient_id: str, direction: str = "up", *, late: bool = False
    ) -> list[Problem]:
        """Return all that is wrong with a slip, in the order of the form."""
        user = self._place.need(Permission.REFERRAL_VIEW)
        return self._check(self._completed(values, patient_id, direction, user), direction, late=late)

    def _check(self, completed: Mapping[str, Any], direction: str, *, late: bool) -> list[Problem]:
        lists = self._place.code_lists()
        lists["indication_up"] = self._place.tables.get(indications(direction))
        own = self._place.org_id
        today = self._place.today()
        problems = check_referral(completed, direction, today, lists, own_org=own, late=late)
        if text_of(completed, "to_org") and not text_of(completed, "to_org_name"):
            problems.append(
                Problem("to_org", "to_org.unknown", say("没有这个机构，请从列表中选择，或先在联系卡里添加"))
            )
        return problems

    # ---- saving ---------------------------------------------------------------------------------------

    def save_and_send(
        self,
        values: Mapping[str, Any],
        patient_id: str,
        direction: str = "up",
        at: datetime | None = None,
        *,
        late: bool = False,
        referral_id: str = "",
    ) -> Saved:
        """Save a slip, give it its number and send it, all or nothing; works without a line.

        Where a reviewer is required the slip waits for one, unless it is an emergency (先转后审).

        Args:
            values: fields of the referral.
            patient_id: whose slip.
            direction: ``up``, ``down`` or ``lateral``.
            at: when it really happened, if it is entered later.
            late: entered after the fact (补录).
            referral_id: identity that was fixed before, such as by a printed code.

        Raises:
            Rejected: with all that is wrong; nothing was saved and no number was used.
        """
        return self._save(values, patient_id, direction, at, late, referral_id, send=True)

    def save_without_sending(
        self, values: Mapping[str, Any], patient_id: str, direction: str = "up"
    ) -> Saved:
        """Save a slip that waits to be reviewed or sent. Raises Rejected."""
        return self._save(values, patient_id, direction, None, False, "", send=False)

    def _save(
        self,
        values: Mapping[str, Any],
        patient_id: str,
        direction: str,
        at: datetime | None,
        late: bool,
        referral_id: str,
        *,
        send: bool,
    ) -> Saved:
        user = self._place.need(Permission.REFERRAL_WRITE)
        direction = Direction(direction).value
        completed = self._completed(values, patient_id, direction, user)
        problems = self._check(completed, direction, late=late) + moment(self._place, at)
        if errors := errors_of(problems):
            raise Rejected(errors)
        waits = self._waits_for_review(completed, user)
        place = self._place
        with place.unit() as work:
            referral_id = referral_id or place.db.new_id()
            number = serials.issue(
                place.db,
                prefix=place.own().slip_prefix or "Z",
                object_kind="referral",
                object_id=referral_id,
                user_name=user.name,
            )
            rows.insert(place.db, "referral", {**completed, "slip_no": number}, record_id=referral_id)
            add_event(place, referral_id, Event.CREATED, at=at, late=late)
            if send and not waits:
                add_event(place, referral_id, Event.SENT, at=at, late=late)
                self._plan_early_visit(referral_id, completed)
            drafts.discard(place.db, draft_names.REFERRAL, patient_id, user_name=user.name)
            place.audit("create", "referral", referral_id, str(completed["patient_id"]), slip_no=number)
        warnings = warnings_of(problems)
        if send and waits:
            warnings.append(Problem("", "referral.waits_review", say("已保存，等审核后发出"), warning=True))
        return Saved(referral_id, Changes.of(work.changed | {"draft"}), tuple(warnings), number)

    def _waits_for_review(self, values: Mapping[str, Any], user: User) -> bool:
        needed = bool(self._place.setting(REVIEW_SETTING, False))
        emergency = values.get("urgency") == "emergency"
        return needed and not emergency and not user.may(Permission.REFERRAL_REVIEW)

    def _plan_early_visit(self, referral_id: str, values: Mapping[str, Any]) -> None:
        """Plan the two-week visit at once where the norm asks for it: an emergency, or after a follow-up."""
        if values["direction"] != Direction.UP:
            return
        if values.get("urgency") != "emergency" and not values.get("follow_up_id"):
            return
        begin = stored_date(text_of(values, "referral_date")) or self._place.today()
        reason = str(say("转往{name}后两周内随访", name=values["to_org_name"]))
        plan_visit(self._place, {**values, "id": referral_id}, due=due_day(begin), reason=reason)

    def send(self, referral_id: str) -> Saved:
        """Send a slip that was written before. Raises Rejected, NotFound."""
        self._place.need(Permission.REFERRAL_WRITE, Permission.REFERRAL_REVIEW)
        view = referrals.load(self._place.reader, referral_id)
        moves_open(self._place, view, Event.SENT)
        with self._place.unit() as work:
            add_event(self._place, referral_id, Event.SENT)
            if view.status.phase is Phase.WRITTEN:
                self._plan_early_visit(referral_id, view.row)
            self._place.audit("send", "referral", referral_id, text_of(view.row, "patient_id"))
        return Saved(referral_id, Changes.of(work.changed), number=text_of(view.row, "slip_no"))

    def amend(self, referral_id: str, values: Mapping[str, Any]) -> Saved:
        """Correct a slip that was sent; number, patient and institutions stay.

        Raises:
            Rejected: with all that is wrong, or it has ended.
            NotAllowed: another institution wrote it.
        """
        self._place.need(Permission.REFERRAL_WRITE)
        view = referrals.load(self._place.reader, referral_id)
        if side_of(view.status, self._place.org_id) not in ("sender", "both"):
            raise NotAllowed(say("这张单是对方写的，只有对方能更正。可以用“中间反馈”告诉对方。"))
        if view.status.ended:
            raise Rejected([Problem("", "referral.ended", say("这次转诊已结束，不能再更正"))])
        fixed = {field.name for field in REFERRAL.fields if field.merge is MergeClass.IDENTITY}
        cleaned = clean_form(REFERRAL, values)
        changes = {name: value for name, value in cleaned.items() if name not in fixed | set(_FROZEN)}
        whole = {**rows.fields_of("referral", view.row), **changes}
        problems = self._check(whole, direction_of(view.row).value, late=True)
        if errors := errors_of(problems):
            raise Rejected(errors)
        with self._place.unit() as work:
            rows.update(self._place.db, "referral", referral_id, changes)
            patient_id = text_of(view.row, "patient_id")
            self._place.audit("edit", "referral", referral_id, patient_id, fields=sorted(changes))
        warnings = warnings_of(problems)
        if view.status.printed and work.changed:
            warnings.append(
                Problem("", "referral.printed", say("纸质单已打印过，请重新打印（补打）"), warning=True)
            )
        number = text_of(view.row, "slip_no")
        return Saved(referral_id, Changes.of(work.changed), tuple(warnings), number)

    # ---- reading --------------------------------------------------------------------------------------

    def get(self, referral_id: str) -> ReferralDetail:
        """Return everything about a referral. Raises NotFound."""
        self._place.need(Permission.REFERRAL_VIEW)
        view = referrals.load(self._place.reader, referral_id)
        self._place.audit("view", "referral", referral_id, text_of(view.row, "patient_id"))
        return detail_of(self._place, view)

    def page(
        self,
        box: str,
        after: Any = None,
        limit: int = 50,
        direction: str = "",
        phases: Sequence[str] = (),
        from_day: str = "",
        to_day: str = "",
    ) -> Page[ReferralRow]:
        """Return a page of a list: ``to_do``, ``waiting``, ``ended``, ``sent``, ``received`` or ``all``."""
        self._place.need(Permission.REFERRAL_VIEW)
        found = referrals.page(
            self._place.reader,
            box=Box(box),
            org=self._place.org_id,
            after=after,
            limit=limit,
            direction=direction,
            phases=phases,
            from_day=from_day,
            to_day=to_day,
        )
        return Page(rows_of(self._place, found.referrals), found.after)

    def counts(self) -> BoxCounts:
        """Return how many referrals stand in each list."""
        self._place.need(Permission.REFERRAL_VIEW)
        return BoxCounts(**referrals.counts(self._place.reader, self._place.org_id))

    def by_slip_no(self, text: str) -> tuple[ReferralRow, ...]:
        """Return the referrals whose slip or return slip bears a number as typed, heard or scanned."""
        self._place.need(Permission.REFERRAL_VIEW)
        return rows_of(self._place, referrals.by_slip_no(self._place.reader, text))

    def of_patient(self, patient_id: str) -> tuple[ReferralRow, ...]:
        """Return a person's referrals, the newest first."""
        self._place.need(Permission.REFERRAL_VIEW)
        return rows_of(self._place, referrals.of_patient(self._place.reader, patient_id))

    def last_institutions(self, limit: int = 5) -> tuple[str, ...]:
        """Return the ids of the institutions referred to lately, for the first line of the choice."""
        found = referrals.page(self._place.reader, box=Box.SENT, org=self._place.org_id, limit=50).referrals
        return tuple(dict.fromkeys(str(view.row["to_org"]) for view in found if view.row["to_org"]))[:limit]
