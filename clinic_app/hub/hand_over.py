"""A patient who moves: whose care a record is in, what handing it over will do, and doing it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import attrs

from clinic_app.domain.change import Value, canonical
from clinic_app.domain.clock import stamp
from clinic_app.domain.errors import NotFound
from clinic_app.domain.ids import id_of, is_id
from clinic_app.domain.numbers import compact
from clinic_app.domain.organization import Organization
from clinic_app.domain.patient import Patient
from clinic_app.domain.patient_move import PatientMove
from clinic_app.domain.wording import say
from clinic_app.hub.auth import ACTIVE
from clinic_app.hub.database import HubTransaction
from clinic_app.hub.directory import COUNTY, organizations
from clinic_app.hub.own_changes import OwnChange, move_patient

MOST_FOUND = 50
"""So many people are listed at once; more than that is a question asked too widely."""


@attrs.frozen
class KeptPatient:
    """A patient's record as the hub keeps it.

    Attributes:
        patient: the card.
        owner: institution that manages it.
        void: taken out of sight.
    """

    patient: Patient
    owner: str
    void: bool

    @property
    def id(self) -> str:
        """The record's identity."""
        return self.patient.id


@attrs.frozen
class HandOver:
    """What handing a person's records over to another institution will do.

    Attributes:
        person: the record that was named.
        target: the institution that shall manage the person.
        moving: records of the person, merged ones among them, that another institution manages.
        records: how many records the target will see that it does not see by these now.
        open_plans: follow-up plans about the person that have not ended.
        twins: records with the same identity number that nobody has merged with these.
        devices: computers of the target that may talk to the hub.
    """

    person: KeptPatient
    target: Organization
    moving: tuple[KeptPatient, ...]
    records: int
    open_plans: int
    twins: tuple[KeptPatient, ...]
    devices: int


def find_patients(tx: HubTransaction, words: str) -> list[KeptPatient]:
    """Return patients by identity, identity number, archive number or part of the name.

    One more than MOST_FOUND are returned when there are more.
    """
    wanted = words.strip()
    if not wanted:
        return []
    if exact := [one for one in _exactly(tx, wanted) if not one.void]:
        return exact
    found = (one for one in _containing(tx, wanted) if wanted in one.patient.name and not one.void)
    return [one for one, _ in zip(found, range(MOST_FOUND + 1), strict=False)]


def find_patient(tx: HubTransaction, words: str) -> KeptPatient:
    """Return the one patient with an identity, identity number or archive number.

    A name is not enough: of the same name there are many, and some not yet in the hub.

    Raises:
        NotFound: none, or more than one.
    """
    found = _exactly(tx, words.strip())
    present = [one for one in found if not one.void]
    if len(present) == 1:
        return present[0]
    if present:
        raise NotFound(
            say(
                "有 {count} 份资料的号码都是“{words}”，没有改动。"
                "请用 clinic-hub patient find 查出编号，写编号。",
                count=len(present),
                words=words,
            )
        )
    if found:
        raise NotFound(say("这份患者资料已经作废，没有改动。请用 clinic-hub patient find 查找现用的资料。"))
    raise NotFound(
        say(
            "没有找到患者“{words}”，没有改动。请写编号、身份证号或健康档案编号，"
            "可用 clinic-hub patient find 姓名 查编号。",
            words=words,
        )
    )


def patient_by_id(tx: HubTransaction, patient_id: str) -> KeptPatient | None:
    """Return the patient with an identity, or None; one that was taken out of sight is none."""
    return next(_kept(tx.all(f"{_PATIENT} AND id = :id AND void = 0", id=patient_id)), None)


def foresee(tx: HubTransaction, person: KeptPatient, target: Organization) -> HandOver:
    """Return what handing a person over will do; nothing is changed."""
    records = _same_person(tx, person)
    moving = tuple(one for one in records if one.owner != target.id)
    row = tx.one(
        "SELECT count(*) AS n FROM device WHERE org_id = :org AND status = :active",
        org=target.id,
        active=ACTIVE,
    )
    return HandOver(
        person=person,
        target=target,
        moving=moving,
        records=sum(_under(tx, one.id) for one in moving),
        open_plans=sum(_open_plans(tx, one.id) for one in records),
        twins=_twins(tx, records),
        devices=int(row["n"]) if row else 0,
    )


def hand_over(tx: HubTransaction, planned: HandOver, now: datetime, by: str = COUNTY) -> None:
    """Make the target the managing institution of all the records foreseen, all or none.

    A record of kind ``patient_move`` tells everybody who sees the patient. The former ones keep what they
    have, and sight through referrals they took part in; what they wrote before they heard of it is still
    taken.

    Raises:
        Rejected: the log does not take it; nothing was written.
    """
    for one in planned.moving:
        values: dict[str, Value] = {
            "patient_id": one.id,
            "from_org": one.owner,
            "to_org": planned.target.id,
            "moved_at": stamp(now),
            "moved_by": by,
            "open_plans": planned.open_plans,
        }
        note = OwnChange("patient_move", id_of(canonical(values)), values)
        move_patient(tx, one.id, planned.target.id, now, by, note)


def move_of(planned: HandOver, names: Mapping[str, str], *, moved: bool = False) -> PatientMove:
    """Return a hand-over in the terms in which people are told of it."""
    return PatientMove(
        target=planned.target.name,
        former=_called(names, planned.moving),
        records=planned.records,
        open_plans=planned.open_plans,
        devices=planned.devices,
        ended=any(one.patient.closed_reason for one in planned.moving),
        twins=_called(names, planned.twins),
        moved=moved and bool(planned.moving),
    )


def _called(names: Mapping[str, str], records: Iterable[KeptPatient]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names.get(one.owner) or one.owner for one in records))


def names_of(tx: HubTransaction) -> dict[str, str]:
    """Return what institutions are called, by identity."""
    return {org.id: org.name for org in organizations(tx)}


# ---- reading ----------------------------------------------------------------------------------------------

_PATIENT = "SELECT id, owner, void, body FROM record WHERE ent = 'patient'"


def _kept(rows: Iterable[dict[str, Any]]) -> Iterator[KeptPatient]:
    for row in rows:
        card = Patient.from_row({**json.loads(row["body"]), "id": row["id"]})
        yield KeptPatient(card, str(row["owner"]), bool(row["void"]))


def _exactly(tx: HubTransaction, words: str) -> list[KeptPatient]:
    """Return the records with an identity, an identity number or an archive number."""
    if is_id(words):
        return list(_kept(tx.all(f"{_PATIENT} AND id = :id", id=words)))
    number = compact(words).upper()
    if not number:
        return []
    wanted = {number, number.replace("-", "")}
    found = [one for plain in sorted(wanted) for one in _containing(tx, plain)]
    by_id = {one.id: one for one in found if {one.patient.id_no, one.patient.archive_no} & wanted}
    return [by_id[key] for key in sorted(by_id)]


def _containing(tx: HubTransaction, words: str) -> Iterator[KeptPatient]:
    """Yield the patients in whose stored text some words stand, by identity."""
    return _kept(tx.all(f"{_PATIENT} AND {_LIKE} ORDER BY id", words=_pattern(words)))


_LIKE = "body LIKE :words ESCAPE '!'"


def _pattern(words: str) -> str:
    plain = canonical(words)[1:-1]  # as it stands in the body, without the quotes
    for special in "!%_":
        plain = plain.replace(special, f"!{special}")
    return f"%{plain}%"


def _same_person(tx: HubTransaction, person: KeptPatient) -> tuple[KeptPatient, ...]:
    """Return the records that were merged into one person, the given one first."""
    found = {person.id: person}
    waiting = [person.id]
    while waiting:
        one = waiting.pop()
        for row in tx.all(
            f"SELECT body FROM record WHERE ent = 'patient_link' AND void = 0 AND {_LIKE}",
            words=_pattern(one),
        ):
            body = json.loads(row["body"])
            ends = (str(body.get("loser_id") or ""), str(body.get("winner_id") or ""))
            for end in ends if one in ends and all(ends) else ():
                if end not in found and (other := patient_by_id(tx, end)) is not None:
                    found[end] = other
                    waiting.append(end)
    return tuple(found.values())


def _twins(tx: HubTransaction, records: tuple[KeptPatient, ...]) -> tuple[KeptPatient, ...]:
    known = {one.id for one in records}
    numbers = sorted({one.patient.id_no for one in records if one.patient.id_no})
    found = [other for number in numbers for other in _exactly(tx, number)]
    return tuple(one for one in found if one.id not in known and not one.void)


def _under(tx: HubTransaction, patient_id: str) -> int:
    row = tx.one("SELECT count(*) AS n FROM record WHERE patient_ref = :id AND void = 0", id=patient_id)
    return int(row["n"]) if row else 0


def _open_plans(tx: HubTransaction, patient_id: str) -> int:
    rows = tx.all(
        f"SELECT body FROM record WHERE ent = 'follow_up_plan' AND void = 0 AND {_LIKE}",
        words=_pattern(patient_id),
    )
    bodies = [json.loads(row["body"]) for row in rows]
    return sum(body.get("patient_id") == patient_id and not body.get("closed_reason") for body in bodies)
