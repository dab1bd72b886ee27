"""A county desk hands a patient over: who may ask that, and for whom."""

from __future__ import annotations

from datetime import datetime

from clinic_app.domain.errors import HubRefused
from clinic_app.domain.organization import OrgLevel, OrgRole
from clinic_app.domain.patient_move import PatientMove
from clinic_app.domain.wording import Message, say
from clinic_app.hub.database import HubTransaction
from clinic_app.hub.directory import organization
from clinic_app.hub.hand_over import foresee, hand_over, move_of, names_of, patient_by_id
from clinic_app.hub.ingest import Device
from clinic_app.hub.scope import Scope
from clinic_app.protocol.endpoints import MoveRequest
from clinic_app.protocol.messages import Instruction

LONGEST_NAME = 150


def desk_move(tx: HubTransaction, device: Device, asked: MoveRequest, now: datetime) -> PatientMove:
    """Return what handing a patient over will do, after doing it where the desk is certain.

    Only a county institution whose task in the directory is that of a referral desk may ask, and only for
    patients it sees.

    Raises:
        HubRefused: it may not, or patient or institution are not known; nothing was changed.
    """
    own = organization(tx, device.org_id)
    if own is None or own.level != OrgLevel.COUNTY or own.role not in (OrgRole.DESK, OrgRole.BOTH):
        raise _refused(say("只有县级转诊办能移交患者，没有改动。请联系县平台管理员。"), 403)
    person = patient_by_id(tx, asked.patient)
    if person is None or device.org_id not in Scope(tx).parties("patient", person.id):
        raise _refused(say("县平台上没有找到这位患者，没有改动。请先同步再试。"), 404)
    target = organization(tx, asked.to_org)
    if target is None:
        raise _refused(say("县平台的名录里没有这家机构，没有改动。请先同步再选。"), 404)
    planned, names = foresee(tx, person, target), names_of(tx)
    if asked.certain:
        hand_over(tx, planned, now, f"{own.name} {asked.by}".strip()[:LONGEST_NAME])
    return move_of(planned, names, moved=asked.certain)


def _refused(message: Message, status: int) -> HubRefused:
    return HubRefused(message, status=status, instruction=Instruction.FIX)
