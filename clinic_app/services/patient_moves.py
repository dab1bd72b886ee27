"""A county desk hands a patient who moved over to another institution; the hub decides and does it."""

from __future__ import annotations

import attrs

from clinic_app.domain.errors import HubUnreachable, Rejected
from clinic_app.domain.patient_move import PatientMove, effects_of, notes_on
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import Message, say
from clinic_app.protocol.endpoints import MoveRequest
from clinic_app.services.workplace import Workplace
from clinic_app.store import sync_state
from clinic_app.sync.engine import SyncEngine


@attrs.frozen
class MoveAnswer:
    """What the hub says of handing a patient over.

    Attributes:
        needed: another institution manages the patient; else there is nothing to hand over.
        moved: it has been done.
        effects: what it does for everybody, one sentence a line.
        notes: what somebody has to do besides.
    """

    needed: bool
    moved: bool
    effects: tuple[str, ...]
    notes: tuple[str, ...]


class PatientMoves:
    """Handing patients over, for the county's desk. It needs the line: the hub alone decides."""

    def __init__(self, place: Workplace, engine: SyncEngine) -> None:
        self._place = place
        self._engine = engine

    @property
    def offered(self) -> bool:
        """Whether there is a hub to ask and a person here who may."""
        user = self._place.session.user
        return sync_state.read(self._place.reader).enrolled and (
            user is not None and user.may(Permission.PATIENT_MERGE)
        )

    def foresee(self, patient_id: str, to_org: str) -> MoveAnswer:
        """Return what handing a patient over will do; nothing is changed. Raises as ``hand_over``."""
        return self._ask(patient_id, to_org, certain=False)

    def hand_over(self, patient_id: str, to_org: str) -> MoveAnswer:
        """Hand a patient over to another institution; the records come with the next exchange.

        Raises:
            NotAllowed: this person may not.
            Rejected: no institution was chosen, or this file works alone.
            HubUnreachable, HubRefused, HubNotTrusted: with the sentence.
        """
        answer = self._ask(patient_id, to_org, certain=True)
        if answer.moved:
            self._place.audit("patient.move", "patient", patient_id, patient_id)
        return answer

    def _ask(self, patient_id: str, to_org: str, *, certain: bool) -> MoveAnswer:
        user = self._place.need(Permission.PATIENT_MERGE, Permission.SYNC)
        if not to_org:
            raise Rejected([Problem("to_org", "to_org.missing", say("请选接管的机构"))])
        try:
            move = self._engine.hand_over(MoveRequest(patient_id, to_org, user.name, certain))
        except HubUnreachable as error:
            raise HubUnreachable(_unanswered(error.message, certain=certain)) from error
        return _answer(move)


def _unanswered(why: Message, *, certain: bool) -> Message:
    """Return what is known of a question without an answer: the hub may have done what it was told to do."""
    if certain:
        return say(
            "没有收到答复，不知道移交办成没有。请先同步，看管理机构变了没有；没有变的再移交一次，不会重复。{why}",
            why=why,
        )
    return say("移交要联网才能办，现在没有改动。{why}", why=why)


def _answer(move: PatientMove) -> MoveAnswer:
    return MoveAnswer(
        needed=bool(move.former),
        moved=move.moved,
        effects=tuple(str(one) for one in effects_of(move)),
        notes=tuple(str(one) for one in notes_on(move)),
    )
