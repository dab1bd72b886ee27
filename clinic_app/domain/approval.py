"""Who has agreed to a referral so far, worked out from its events like everything else about it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import attrs

from clinic_app.domain.referral_flow import ReferralEvent
from clinic_app.domain.referral_moves import Event

CHAIN = "chain"
"""Detail of the first event: the chain as it was when the slip was written.

It goes with the slip, so that a later change of the setting neither frees nor stops one that is under way.
"""
ROLE, OK, REMARK, AGAIN = "role", "ok", "remark", "again"
"""Details of a review: whose turn it was, ``1`` agreed or ``0`` sent back, why, and handed in again."""


class StepState(StrEnum):
    """Where one reviewer of a chain stands."""

    DONE = "done"
    NEXT = "next"
    AHEAD = "ahead"


@attrs.frozen
class ApprovalStep:
    """One reviewer of a chain.

    Attributes:
        role: as people here say it: 科主任, 医务科.
        state: done, next or ahead.
        by: who agreed.
        event: the event that agreed; None while nobody has.
    """

    role: str
    state: StepState
    by: str = ""
    event: ReferralEvent | None = None


@attrs.frozen
class Approval:
    """How far a slip got with its reviewers.

    Attributes:
        steps: in the order they are asked; none where nobody has to agree.
        sent_back: the review that sent it back to its writer, until it is handed in again.
    """

    steps: tuple[ApprovalStep, ...] = ()
    sent_back: ReferralEvent | None = None

    @property
    def complete(self) -> bool:
        """Tell whether everybody has agreed, or nobody has to."""
        return all(step.state is StepState.DONE for step in self.steps)

    @property
    def next_role(self) -> str:
        """Whose turn it is; empty when all agreed or the writer has it back."""
        if self.sent_back is not None:
            return ""
        return next((step.role for step in self.steps if step.state is StepState.NEXT), "")


def approval_of(events: Iterable[ReferralEvent], sender: str) -> Approval:
    """Return how far a slip got with its reviewers.

    A review without the name of a turn counts for the turn that is open. One that sends back, and one
    that hands in again after a correction, begins the chain anew: nobody answers for words he did not see.

    Args:
        events: in the order of the fold.
        sender: institution whose slip it is; only its own reviews count.
    """
    chain: tuple[str, ...] = ()
    agreed: list[ReferralEvent] = []
    sent_back: ReferralEvent | None = None
    for event in events:
        if event.by_org != sender:
            continue
        if event.event == Event.CREATED and not chain:
            chain = _chain_in(event)
        elif event.event == Event.REVIEWED and chain:
            if event.details.get(AGAIN):
                agreed, sent_back = [], None
            elif str(event.details.get(OK, "1")) == "0":
                agreed, sent_back = [], event
            elif len(agreed) < len(chain) and _is_turn(event, chain, len(agreed)):
                agreed.append(event)
                sent_back = None
    return Approval(
        tuple(
            ApprovalStep(role, StepState.DONE, agreed[place].by_name, agreed[place])
            if place < len(agreed)
            else ApprovalStep(role, StepState.NEXT if place == len(agreed) else StepState.AHEAD)
            for place, role in enumerate(chain)
        ),
        sent_back,
    )


def _chain_in(event: ReferralEvent) -> tuple[str, ...]:
    found = event.details.get(CHAIN)
    return tuple(str(role) for role in found) if isinstance(found, list | tuple) else ()


def _is_turn(event: ReferralEvent, chain: tuple[str, ...], place: int) -> bool:
    """Two desks may agree to the same turn at the same time: the second one does not count for the next."""
    role = str(event.details.get(ROLE) or "")
    return role == chain[place] or role not in chain
