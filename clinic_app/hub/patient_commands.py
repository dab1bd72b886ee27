"""The administrator's commands about one patient: whose care the record is in, and handing it over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clinic_app.domain.clock import Clock, local_date
from clinic_app.domain.numbers import mask_id_no
from clinic_app.domain.patient_move import notes_on
from clinic_app.domain.wording import say
from clinic_app.hub.directory import COUNTY, find_organization
from clinic_app.hub.done import Done, Opened
from clinic_app.hub.hand_over import (
    MOST_FOUND,
    KeptPatient,
    find_patient,
    find_patients,
    foresee,
    hand_over,
    move_of,
    names_of,
)
from clinic_app.hub.hand_over_words import called, line_of, told_of_hand_over


class PatientCommands:
    """The commands on the patients of one hub."""

    def __init__(self, opened: Opened, clock: Clock) -> None:
        """Take what opens the hub's database and closes it again, and the clock."""
        self._opened = opened
        self._clock = clock

    def find(self, words: str) -> Done:
        """List the patients that fit, with the institution that manages each."""
        with self._opened() as (_, database), database.transaction() as tx:
            found, names = find_patients(tx, words), names_of(tx)
        shown, today = found[:MOST_FOUND], local_date(self._clock.now())
        lines = [f"{one.id}  {line_of(one, today)}  {called(names, one.owner)}" for one in shown]
        if not lines:
            lines = [str(say("没有找到患者“{words}”。可写姓名、身份证号或健康档案编号。", words=words))]
        if len(found) > MOST_FOUND:
            lines.append(str(say("只列出前 {count} 人，请写得更全一些。", count=MOST_FOUND)))
        return Done([_value(one, names) for one in shown], "\n".join(lines))

    def move(self, words: str, target: str, *, certain: bool, by: str = "") -> Done:
        """Hand a patient over to another institution, or only tell what that would do.

        Args:
            words: the patient's identity, identity number or archive number.
            target: the institution that shall manage the patient.
            certain: do it; otherwise nothing is changed.
            by: who hands over, for the log.

        Raises:
            NotFound: no such patient or institution, or more than one; nothing was changed.
        """
        now = self._clock.now()
        with self._opened() as (_, database), database.transaction() as tx:
            planned = foresee(tx, find_patient(tx, words), find_organization(tx, target))
            names = names_of(tx)
            if certain:
                hand_over(tx, planned, now, f"{COUNTY} {by}".strip())
        value = {
            "moved": certain and bool(planned.moving),
            "patient": _value(planned.person, names),
            "moving": [_value(one, names) for one in planned.moving],
            "to": {"org_id": planned.target.id, "org_name": planned.target.name},
            "records": planned.records,
            "twins": [_value(one, names) for one in planned.twins],
            "notes": [str(note) for note in notes_on(move_of(planned, names))],
        }
        return Done(value, told_of_hand_over(planned, names, local_date(now), certain=certain))


def _value(one: KeptPatient, names: Mapping[str, str]) -> dict[str, Any]:
    """Return a person for scripts; the whole identity number stays in the database."""
    return {
        "id": one.id,
        "name": one.patient.name,
        "birth_date": one.patient.birth_date,
        "id_no": mask_id_no(one.patient.id_no),
        "village": one.patient.village,
        "org_id": one.owner,
        "org_name": names.get(one.owner, ""),
    }
