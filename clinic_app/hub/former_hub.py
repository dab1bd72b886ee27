"""A hub in the place of one that was lost with its keys and backups: the PCs come back with all that it held.

The first PC that returns with a code tells that there was another hub. Nothing that hub had given out may be
given out again, and what its PCs hold names its institutions by the identities they had: an institution that
the county has entered anew, and that nothing hangs on yet, gets the identity back that the PC knows it by.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from clinic_app.domain.change import VOID_FIELD, VOID_REASON
from clinic_app.domain.ids import Entropy, is_id
from clinic_app.domain.organization import Organization
from clinic_app.hub.database import HubTransaction
from clinic_app.hub.directory import COUNTY, organizations
from clinic_app.hub.lifetime import begin_life, note_event
from clinic_app.hub.own_changes import OwnChange, write_own
from clinic_app.protocol.endpoints import EnrolRequest, OrganizationInfo

MOST_EPOCH = 1 << 40
"""No file has lived so often; a larger number is none."""

SAME = "机构改用原来的编号"
"""Why the identity an institution was entered under is void."""


def welcome_back(tx: HubTransaction, request: EnrolRequest, now: datetime, entropy: Entropy) -> None:
    """Take note of the hub that a returning PC knew, before the PC is let in.

    Belongs after the code was found good: whoever has none tells the hub nothing.
    """
    head = tx.lock_head()
    if int(head["next_epoch"]) <= request.epoch < MOST_EPOCH:
        tx.run("UPDATE hub_head SET next_epoch = :next WHERE one = 1", next=request.epoch + 1)
    if tx.one("SELECT number FROM hub_life WHERE number > 0") is None:
        # Never restored, and yet a PC of former days: a hub that begins where another ended. Numbers leap
        # as after a restore, and readers may give back what nobody offers.
        begin_life(tx, now, "replaces", entropy)
    _give_identities_back(tx, request.known, now)


def _give_identities_back(tx: HubTransaction, known: Sequence[OrganizationInfo], now: datetime) -> None:
    taken = {row["id"] for row in tx.all("SELECT id FROM record WHERE ent = 'organization'")}
    for org in organizations(tx):
        former = _former(org, known)
        if former and former not in taken and not _is_used(tx, org.id):
            _give_back(tx, org.id, former, now)
            taken.add(former)


def _former(org: Organization, known: Sequence[OrganizationInfo]) -> str:
    """Return the identity under which a PC knows an institution, by its code or its full name; or nothing."""
    same = [one.id for one in known if org.code and one.code == org.code]
    same = same or [one.id for one in known if one.name == org.name]
    return same[0] if len(same) == 1 and is_id(same[0]) and same[0] != org.id else ""


def _is_used(tx: HubTransaction, org_id: str) -> bool:
    """Tell whether anything but the directory hangs on an institution's identity."""
    return any(
        tx.one(sql, org=org_id, named=f"%{org_id}%") is not None
        for sql in (
            "SELECT 1 AS yes FROM device WHERE org_id = :org",
            "SELECT 1 AS yes FROM scope WHERE org_id = :org",
            "SELECT 1 AS yes FROM record WHERE owner = :org OR"
            " (body LIKE :named AND ent <> 'contact_card' AND id <> :org)",
        )
    )


def _give_back(tx: HubTransaction, org_id: str, former: str, now: datetime) -> None:
    row = tx.one("SELECT body FROM record WHERE ent = 'organization' AND id = :id", id=org_id)
    cards = tx.all(
        "SELECT id FROM record WHERE ent = 'contact_card' AND body LIKE :named", named=f"%{org_id}%"
    )
    write_own(
        tx,
        [
            OwnChange("organization", former, json.loads(row["body"]) if row else {}),
            *(OwnChange("contact_card", card["id"], {"org_id": former}) for card in cards),
            OwnChange("organization", org_id, {VOID_FIELD: 1, VOID_REASON: SAME}),
        ],
        now,
        COUNTY,
    )
    tx.run("UPDATE enrol_code SET org_id = :former WHERE org_id = :org", former=former, org=org_id)
    note_event(tx, now, "identity_given_back", f"{org_id} {former}")
