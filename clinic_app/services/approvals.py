"""Who has to agree before a slip goes out: the chains, whose turn it is, agreeing and sending back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from clinic_app.domain.approval import AGAIN, CHAIN, OK, REMARK, ROLE, Approval, approval_of
from clinic_app.domain.change import canonical
from clinic_app.domain.errors import NotAllowed, Rejected
from clinic_app.domain.field_checks import missing, text_of
from clinic_app.domain.names import clean_text
from clinic_app.domain.permissions import Permission, may
from clinic_app.domain.practitioner import Role
from clinic_app.domain.problems import Problem
from clinic_app.domain.referral_moves import TRANSITIONS, Direction, Event, Phase
from clinic_app.domain.wording import Message, say
from clinic_app.services.changes import Changes, Saved
from clinic_app.services.referral_events import add_event, moves_open
from clinic_app.services.referral_follow_up import plan_early_visit
from clinic_app.services.referral_rows import ReferralRow, review_note, rows_of
from clinic_app.services.session import User, roles_of
from clinic_app.services.workplace import Workplace
from clinic_app.store import accounts, referrals
from clinic_app.store.referrals import ReferralView

REVIEW_SETTING = "referral.needs_review"
"""Whether anybody has to agree at all."""
CHAINS_SETTING = "approval.chains"
"""Roles in their order, by direction and urgency: ``{"up": {"routine": ["科主任"]}}``."""
REVIEWERS_SETTING = "approval.reviewers"
"""Accounts that may agree for a role: ``{"科主任": [account ids]}``; a role without any is open to all."""
URGENCIES = ("emergency", "urgent", "routine")
ANY_REVIEWER = "审核人"
"""The one role of a clinic that asks for a review and has set no chain."""
WRITER = "医生"
"""The post of whoever writes the slip."""
LONGEST_CHAIN = 6

PRESETS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("none", ()),
    ("head", ("科主任",)),
    ("hospital", ("科主任", "医务科", "院长")),
    ("insurance", (WRITER, "医保办")),
)
"""Chains in use in practice: none, one head, three hands in a hospital, the doctor and the insurance desk."""

_REVIEWABLE = next(move.origins for move in TRANSITIONS if move.event is Event.REVIEWED)

Chains = Mapping[tuple[str, str], tuple[str, ...]]


@attrs.frozen
class Waiting:
    """A slip that waits for a reviewer, or that a reviewer sent back.

    Attributes:
        row: the slip.
        approval: how far it got.
        mine: it is the turn of the person at work.
        afterwards: it went out as an emergency and is reviewed now.
        text: whose turn it is, or why it came back, in words.
    """

    row: ReferralRow
    approval: Approval
    mine: bool
    afterwards: bool
    text: str


@attrs.frozen
class Reviewer:
    """Somebody who may agree to slips, and can be named for a post.

    Attributes:
        id: of the account.
        text: name, with the department where one is known.
    """

    id: str
    text: str


def chain_for(place: Workplace, direction: str, urgency: str) -> tuple[str, ...]:
    """Return the roles that have to agree to a slip that is written now."""
    if not place.setting(REVIEW_SETTING, False):
        return ()
    stored = place.setting(CHAINS_SETTING, None)
    if not isinstance(stored, dict):
        return (ANY_REVIEWER,)
    of_direction = stored.get(direction)
    chain = of_direction.get(urgency or "routine") if isinstance(of_direction, dict) else None
    return tuple(str(role) for role in chain) if isinstance(chain, list) else ()


def approval_in(view: ReferralView) -> Approval:
    """Return how far a slip got with its reviewers."""
    return approval_of(view.status.events, view.status.sender)


def waits_for_review(view: ReferralView) -> bool:
    """Tell whether a slip goes out only by the last reviewer's word; an emergency never waits."""
    written = view.status.phase is Phase.WRITTEN and text_of(view.row, "urgency") != "emergency"
    return written and not approval_in(view).complete


def reviewable(view: ReferralView) -> bool:
    """Tell whether a reviewer can still say something to a slip."""
    return view.status.phase in _REVIEWABLE


def may_agree(place: Workplace, user: User, role: str) -> bool:
    """Tell whether a person may agree for a role."""
    if not role or not user.may(Permission.REFERRAL_REVIEW):
        return False
    named = place.setting(REVIEWERS_SETTING, {})
    chosen = named.get(role) if isinstance(named, dict) else None
    return not chosen or user.id in chosen


def begin(place: Workplace, values: Mapping[str, Any], user: User) -> tuple[dict[str, Any], bool]:
    """Return the details of a new slip's first event, and whether it has to wait before it is sent.

    An emergency never waits. A writer who may agree for the first roles has agreed by writing.
    """
    urgency = text_of(values, "urgency") or "routine"
    chain = chain_for(place, text_of(values, "direction"), urgency)
    waits = urgency != "emergency" and any(not _agrees_by_writing(place, user, role) for role in chain)
    return ({CHAIN: list(chain)} if chain else {}), waits


def _agrees_by_writing(place: Workplace, user: User, role: str) -> bool:
    """Tell whether writing a slip says that its writer agrees for a role.

    In 医生→医保办 the doctor's part is the writing itself, whoever else may review.
    """
    named = place.setting(REVIEWERS_SETTING, {})
    writes = (
        role == WRITER and Role.DOCTOR in user.roles and not (isinstance(named, dict) and named.get(role))
    )
    return writes or may_agree(place, user, role)


def agree_as_writer(place: Workplace, referral_id: str, chain: Sequence[str], user: User) -> None:
    """Note the roles for which the writer himself may agree, from the first on; inside a unit of work."""
    for role in chain:
        if not _agrees_by_writing(place, user, role):
            return
        details = {ROLE: role, OK: "1", REMARK: str(say("{role}本人填写", role=role))}
        add_event(place, referral_id, Event.REVIEWED, details=details)


def begin_anew(place: Workplace, view: ReferralView) -> None:
    """Hand a slip in again after its words changed; inside a unit of work."""
    approval = approval_in(view)
    touched = approval.sent_back or any(step.event for step in approval.steps)
    if view.status.phase is Phase.WRITTEN and touched:
        remark = str(say("已修改，再次送审"))
        add_event(place, view.id, Event.REVIEWED, details={AGAIN: "1", REMARK: remark})


def waits_sentence(approval: Approval) -> Message:
    """Return why a slip cannot go out yet."""
    if approval.sent_back is not None:
        return say("审核已退回，请按意见修改后再送审")
    return say("还要等{role}审核，审核后自动发出", role=approval.next_role)


class Approvals:
    """The reviewers' worklist, and what is set about it."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    # ---- settings -------------------------------------------------------------------------------------

    def chains(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Return the chain of every direction and urgency."""
        self._place.need()
        return {(d.value, u): chain_for(self._place, d.value, u) for d in Direction for u in URGENCIES}

    def set_chains(self, chains: Chains) -> Saved:
        """Keep the chains; a direction and urgency that is not named has none.

        Raises:
            NotAllowed.
            Rejected: an unknown direction or urgency, an empty or repeated role, or more than six.
        """
        self._place.need(Permission.SETTINGS)
        known = {(d.value, u) for d in Direction for u in URGENCIES}
        kept = {key: tuple(clean_text(role).strip() for role in chain) for key, chain in chains.items()}
        problems: list[Problem] = []
        for key, chain in kept.items():
            field = ".".join(key)
            if key not in known:
                problems.append(Problem(field, "chain.unknown", say("没有这种方向或缓急，请重新选择")))
            elif len(chain) > LONGEST_CHAIN:
                problems.append(Problem(field, "chain.long", say("最多 {most} 级审核", most=LONGEST_CHAIN)))
            elif not all(chain) or len(set(chain)) != len(chain):
                problems.append(Problem(field, "chain.role", say("审核的岗位不能空，也不能重复")))
        if problems:
            raise Rejected(problems)
        stored = {d.value: {u: list(kept.get((d.value, u), ())) for u in URGENCIES} for d in Direction}
        with self._place.unit():
            self._place.put_setting(CHAINS_SETTING, stored)
            self._place.put_setting(REVIEW_SETTING, any(kept.values()))
            self._place.audit("settings", "setting", names=[CHAINS_SETTING, REVIEW_SETTING])
        return Saved("")

    def reviewers(self) -> dict[str, tuple[str, ...]]:
        """Return the accounts named for each role; a role without any is open to every reviewer."""
        self._place.need()
        stored = self._place.setting(REVIEWERS_SETTING, {})
        return {str(r): tuple(map(str, ids)) for r, ids in stored.items()} if isinstance(stored, dict) else {}

    def people(self) -> tuple[Reviewer, ...]:
        """Return the accounts in use that may agree to slips at all, by name."""
        self._place.need()
        found = [
            one
            for one in accounts.all_accounts(self._place.reader)
            if one.active and may(roles_of(one.role), Permission.REFERRAL_REVIEW)
        ]
        return tuple(
            Reviewer(one.id, " ".join(filter(None, (one.display_name, one.dept))))
            for one in sorted(found, key=lambda one: (one.display_name, one.id))
        )

    def set_reviewers(self, named: Mapping[str, Sequence[str]]) -> Saved:
        """Keep which accounts may agree for each role. Raises NotAllowed, Rejected for an unknown account."""
        self._place.need(Permission.SETTINGS)
        known = {account.id for account in accounts.all_accounts(self._place.reader)}
        if any(one not in known for ids in named.values() for one in ids):
            raise Rejected([Problem("reviewers", "account.unknown", say("没有这个账号，请重新选择"))])
        with self._place.unit():
            self._place.put_setting(
                REVIEWERS_SETTING, {role: list(ids) for role, ids in named.items() if ids}
            )
            self._place.audit("settings", "setting", names=[REVIEWERS_SETTING])
        return Saved("")

    # ---- reading --------------------------------------------------------------------------------------

    def of(self, referral_id: str) -> Approval:
        """Return how far a slip got. Raises NotFound."""
        self._place.need(Permission.REFERRAL_VIEW)
        return approval_in(referrals.load(self._place.reader, referral_id))

    def waiting(self) -> tuple[Waiting, ...]:
        """Return our slips that nobody or not everybody has agreed to, urgent ones first, then by age.

        Emergencies that are out already are among them; those sent back are not.
        """
        return tuple(one for one in self._open() if one.approval.sent_back is None)

    def sent_back(self) -> tuple[Waiting, ...]:
        """Return our slips that a reviewer sent back and nobody has corrected yet."""
        return tuple(one for one in self._open() if one.approval.sent_back is not None)

    def _open(self) -> Iterable[Waiting]:
        user = self._place.need(Permission.REFERRAL_VIEW)
        views = [view for view in self._candidates() if not approval_in(view).complete]
        for row, view in zip(rows_of(self._place, views), views, strict=True):
            approval = approval_in(view)
            afterwards = view.status.phase is not Phase.WRITTEN
            mine = may_agree(self._place, user, approval.next_role)
            yield Waiting(row, approval, mine, afterwards, _words(approval, afterwards=afterwards))

    def _candidates(self) -> list[ReferralView]:
        found = self._place.reader.execute(
            "SELECT n.referral_id FROM referral_now n WHERE n.sender = ?"
            " AND (n.phase = 'written' OR n.urgent = 2)"
            " AND n.phase IN (SELECT value FROM json_each(?)) AND EXISTS (SELECT 1 FROM referral_event e"
            " WHERE e.referral_id = n.referral_id AND e.event = 'created' AND e.details LIKE '%\"chain\"%')"
            " ORDER BY n.urgent DESC, n.since, n.referral_id LIMIT 500",
            (self._place.org_id, canonical(sorted(_REVIEWABLE))),
        )
        return referrals.load_many(self._place.reader, [row["referral_id"] for row in found])

    # ---- agreeing -------------------------------------------------------------------------------------

    def review(self, referral_id: str, remark: str = "", *, ok: bool = True) -> Saved:
        """Agree to a slip, or send it back to its writer with a remark.

        When the last one agrees, a slip that was only written is sent.

        Raises:
            Rejected: not in place now, or sent back without a remark.
            NotAllowed: it is the turn of somebody else.
        """
        place = self._place
        user = place.need(Permission.REFERRAL_REVIEW)
        if not ok and not remark.strip():
            raise Rejected([missing("remark", "退回意见")])
        view = referrals.load(place.reader, referral_id)
        moves_open(place, view, Event.REVIEWED)
        approval = approval_in(view)
        if approval.steps:
            self._check_turn(approval, user, ok=ok)
        role = approval.next_role or user.dept
        words = clean_text(remark).strip()[:500]
        with place.unit() as work:
            add_event(
                place,
                referral_id,
                Event.REVIEWED,
                details={ROLE: role, OK: "1" if ok else "0", REMARK: words},
            )
            complete = approval_in(referrals.load(place.db, referral_id)).complete
            if ok and complete and view.status.phase is Phase.WRITTEN:
                add_event(place, referral_id, Event.SENT)
                plan_early_visit(place, referral_id, view.row)
            place.audit("review", "referral", referral_id, text_of(view.row, "patient_id"), ok=ok)
        return Saved(referral_id, Changes.of(work.changed))

    def hand_in_again(self, referral_id: str) -> Saved:
        """Hand a slip that was sent back to the reviewers again. Raises Rejected if it was not sent back."""
        place = self._place
        place.need(Permission.REFERRAL_WRITE)
        view = referrals.load(place.reader, referral_id)
        moves_open(place, view, Event.REVIEWED)
        if approval_in(view).sent_back is None:
            raise Rejected([Problem("", "review.not_back", say("这张单没有被退回，不需要再次送审"))])
        with place.unit() as work:
            details = {AGAIN: "1", REMARK: str(say("已修改，再次送审"))}
            add_event(place, referral_id, Event.REVIEWED, details=details)
            place.audit("hand_in", "referral", referral_id, text_of(view.row, "patient_id"))
        return Saved(referral_id, Changes.of(work.changed))

    def _check_turn(self, approval: Approval, user: User, *, ok: bool) -> None:
        if approval.complete:
            raise Rejected([Problem("", "review.complete", say("这张单已审核完，不需要再审"))])
        if approval.sent_back is not None:
            raise Rejected([Problem("", "review.sent_back", say("这张单已退回，等填写人修改后再审"))])
        if not may_agree(self._place, user, approval.next_role):
            raise NotAllowed(say("现在轮到{role}审核，您不在这个岗位", role=approval.next_role))


def _words(approval: Approval, *, afterwards: bool) -> str:
    if afterwards and approval.sent_back is None:
        return str(say("急症已先转出，待{role}补审", role=approval.next_role))
    return review_note(approval)
