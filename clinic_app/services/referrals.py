"""Referrals: writing one from the patient's record, sending it, finding it, and reading all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import attrs

from clinic_app.domain.catalogue import REFERRAL, MergeClass
from clinic_app.domain.errors import NotAllowed, Rejected
from clinic_app.domain.field_checks import text_of
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem, errors_of, warnings_of
from clinic_app.domain.referral_moves import Direction, Event, Phase
from clinic_app.domain.wording import say
from clinic_app.services import approvals
from clinic_app.services import drafts as draft_names
from clinic_app.services.changes import Changes, Page, Saved
from clinic_app.services.referral_checks import check_referral, clean_form, indications
from clinic_app.services.referral_details import ReferralDetail, detail_of
from clinic_app.services.referral_events import add_event, moment, moves_open
from clinic_app.services.referral_follow_up import plan_early_visit
from clinic_app.services.referral_rows import ReferralRow, rows_of, side_of
from clinic_app.services.slip_drafting import FROZEN, Prefill, SlipDrafting
from clinic_app.store import drafts, referrals, rows
from clinic_app.store.referral_state import direction_of
from clinic_app.store.referrals import Box

REVIEW_SETTING = approvals.REVIEW_SETTING
"""Whether a slip waits for its reviewers before it goes out; an emergency goes first."""


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


class Referrals(SlipDrafting):
    """Referrals that this institution sent or received."""

    # ---- writing --------------------------------------------------------------------------------------

    def check(
        self, values: Mapping[str, Any], patient_id: str, direction: str = "up", *, late: bool = False
    ) -> list[Problem]:
        """Return all that is wrong with a slip, in the order of the form."""
        user = self._place.need(Permission.REFERRAL_VIEW)
        return self._check(self._completed(values, patient_id, direction, user), direction, late=late)

    def _check(
        self, completed: Mapping[str, Any], direction: str, *, late: bool, brief: bool = False
    ) -> list[Problem]:
        lists = self._place.code_lists()
        lists["indication_up"] = self._place.tables.get(indications(direction))
        own = self._place.org_id
        today = self._place.today()
        problems = check_referral(completed, direction, today, lists, own_org=own, late=late, brief=brief)
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
        referral_id: str = "",
    ) -> Saved:
        """Save a slip, give it its number and send it, all or nothing; works without a line.

        Where a reviewer is required the slip waits for one, unless it is an emergency (先转后审).

        Args:
            values: fields of the referral.
            patient_id: whose slip.
            direction: ``up``, ``down`` or ``lateral``.
            at: when it really happened, if it is entered after the fact (补录).
            referral_id: identity that was fixed before, such as by a printed code.

        Raises:
            Rejected: with all that is wrong; nothing was saved and no number was used.
        """
        return self._save(values, patient_id, direction, at, referral_id, send=True)

    def prefill_emergency(self, patient_id: str) -> Prefill:
        """Return what an emergency slip begins with: everything but where to and why is there already."""
        first = self.prefill(patient_id)
        last = self.last_institutions(1)
        values = {**first.values, "urgency": "emergency", "visit_type": "emergency", "consent": "emergency"}
        if last:
            values |= {"to_org": last[0]}
        return Prefill(values, first.patient, first.warnings)

    def save_emergency(
        self,
        values: Mapping[str, Any],
        patient_id: str,
        at: datetime | None = None,
    ) -> Saved:
        """Save and send an emergency up with the fewest fields: where to, and what it looks like.

        The present illness and the reason may follow by ``amend``, the consent by the reminders; what is
        open comes back as warnings. Nobody is asked to agree first.

        Args:
            values: ``to_org`` and ``impression``, and whatever else is known.
            patient_id: whose slip.
            at: when it really happened, if it is entered after the fact (补录).

        Raises:
            Rejected: with all that is wrong; nothing was saved.
        """
        given = {name: value for name, value in values.items() if value not in (None, "")}
        usual = {"visit_type": "emergency", "consent": "emergency"}
        whole = {**usual, **given, "urgency": "emergency"}
        return self._save(whole, patient_id, Direction.UP.value, at, "", send=True, brief=True)

    def save_without_sending(
        self, values: Mapping[str, Any], patient_id: str, direction: str = "up"
    ) -> Saved:
        """Save a slip that waits to be reviewed or sent. Raises Rejected."""
        return self._save(values, patient_id, direction, None, "", send=False)

    def _save(
        self,
        values: Mapping[str, Any],
        patient_id: str,
        direction: str,
        at: datetime | None,
        referral_id: str,
        *,
        send: bool,
        brief: bool = False,
    ) -> Saved:
        user = self._place.need(Permission.REFERRAL_WRITE)
        direction = Direction(direction).value
        completed = self._completed(values, patient_id, direction, user)
        problems = self._check(completed, direction, late=at is not None, brief=brief)
        problems += moment(self._place, at)
        if errors := errors_of(problems):
            raise Rejected(errors)
        place = self._place
        first, waits = approvals.begin(place, completed, user)
        hurried = completed.get("urgency") == "emergency"
        place.numbers.claim()
        with place.unit() as work:
            referral_id = referral_id or place.db.new_id()
            number = place.numbers.issue(
                prefix=place.own().slip_prefix or "Z",
                object_kind="referral",
                object_id=referral_id,
                user_name=user.name,
            )
            rows.insert(place.db, "referral", {**completed, "slip_no": number}, record_id=referral_id)
            add_event(place, referral_id, Event.CREATED, at=at, details=first)
            if send and not hurried:
                approvals.agree_as_writer(place, referral_id, first.get(approvals.CHAIN, ()), user)
            if send and not waits:
                add_event(place, referral_id, Event.SENT, at=at)
                plan_early_visit(place, referral_id, completed)
            drafts.discard(place.db, draft_names.REFERRAL, patient_id, user_name=user.name)
            place.audit("create", "referral", referral_id, str(completed["patient_id"]), slip_no=number)
        warnings = warnings_of(problems)
        if send and waits:
            warnings.append(Problem("", "referral.waits_review", say("已保存，等审核后发出"), warning=True))
        return Saved(referral_id, Changes.of(work.changed | {"draft"}), tuple(warnings), number)

    def send(self, referral_id: str) -> Saved:
        """Send a slip that was written before. Raises Rejected (also while a reviewer is asked), NotFound."""
        self._place.need(Permission.REFERRAL_WRITE, Permission.REFERRAL_REVIEW)
        view = referrals.load(self._place.reader, referral_id)
        moves_open(self._place, view, Event.SENT)
        written = view.status.phase is Phase.WRITTEN
        if approvals.waits_for_review(view):
            why = approvals.waits_sentence(approvals.approval_in(view))
            raise Rejected([Problem("", "referral.waits_review", why)])
        with self._place.unit() as work:
            add_event(self._place, referral_id, Event.SENT)
            if written:
                plan_early_visit(self._place, referral_id, view.row)
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
        changes = {name: value for name, value in cleaned.items() if name not in fixed | set(FROZEN)}
        whole = {**rows.fields_of("referral", view.row), **changes}
        brief = text_of(whole, "urgency") == "emergency"
        problems = self._check(whole, direction_of(view.row).value, late=True, brief=brief)
        if errors := errors_of(problems):
            raise Rejected(errors)
        with self._place.unit() as work:
            rows.update(self._place.db, "referral", referral_id, changes)
            if _changes_words(view.row, changes):
                approvals.begin_anew(self._place, view)
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


def _changes_words(row: Mapping[str, Any], changes: Mapping[str, Any]) -> bool:
    """Tell whether a correction touches what reviewers agreed to; a signature of the patient does not."""
    return any(
        (row[name] or "") != (value or "")
        for name, value in changes.items()
        if name not in ("consent", "consent_note")
    )
