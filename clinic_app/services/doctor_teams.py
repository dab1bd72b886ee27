"""家庭医生团队 of this institution: who belongs to them, where they work, and those that work no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clinic_app.domain.catalogue import DOCTOR_TEAM
from clinic_app.domain.change import Value
from clinic_app.domain.errors import NotAllowed, Rejected
from clinic_app.domain.family_contract import check_team
from clinic_app.domain.field_checks import text_of
from clinic_app.domain.names import clean_name, clean_text
from clinic_app.domain.permissions import Permission
from clinic_app.domain.phones import clean_phone
from clinic_app.domain.problems import Problem, errors_of, warnings_of
from clinic_app.domain.wording import say
from clinic_app.services.changes import Changes, Saved
from clinic_app.services.family_contract_rows import TeamRow, team_row
from clinic_app.services.referral_checks import clean_form
from clinic_app.services.workplace import Workplace
from clinic_app.store import family_contracts, rows
from clinic_app.store.database import Row


class DoctorTeams:
    """The teams people sign their contracts with."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def teams(self, *, closed: bool = False) -> tuple[TeamRow, ...]:
        """Return our teams by name; with ``closed`` those no longer working too, at the end."""
        self._place.need()
        reader, org = self._place.reader, self._place.org_id
        people = family_contracts.active_counts(reader, on=self._place.today().isoformat(), org=org)
        by_team = {row["team_id"]: int(row["n"]) for row in people}
        found = family_contracts.teams(reader, org, closed=closed)
        return tuple(team_row(row, by_team.get(row["id"], 0)) for row in found)

    def get(self, team_id: str) -> TeamRow:
        """Return one team. Raises NotFound."""
        self._place.need()
        return team_row(rows.fetch(self._place.reader, "doctor_team", team_id))

    def save(self, values: Mapping[str, Any], team_id: str = "") -> Saved:
        """Add or change a team: name, leader, phone, hours, villages, ``members`` (role, name, phone).

        Raises:
            NotAllowed: this person may not, or the team is another institution's.
            Rejected: with all that is wrong.
        """
        self._place.need(Permission.CONTACT_CARD_EDIT, Permission.SETTINGS)
        cleaned = self._cleaned_team(values)
        problems = check_team(cleaned, self._place.code_lists())
        same = [
            team
            for team in self.teams()
            if team.name == cleaned["name"] and team.id != team_id and cleaned["name"]
        ]
        if same:
            problems.append(Problem("name", "team.taken", say("已经有同名的团队，请换个名称")))
        if errors := errors_of(problems):
            raise Rejected(errors)
        with self._place.unit() as work:
            if team_id:
                self._refuse_foreign(rows.fetch(self._place.db, "doctor_team", team_id))
                rows.update(self._place.db, "doctor_team", team_id, cleaned)
            else:
                team_id = rows.insert(self._place.db, "doctor_team", cleaned)
            self._place.audit("doctor_team.save", "doctor_team", team_id)
        return Saved(team_id, Changes(work.changed), tuple(warnings_of(problems)))

    def close(self, team_id: str) -> Saved:
        """Note that a team works no more; its contracts stay until each is renewed with another or ended.

        Raises:
            NotAllowed, NotFound.
        """
        return self._set_closed(team_id, self._place.today().isoformat())

    def reopen(self, team_id: str) -> Saved:
        """Let a team work again. Raises NotAllowed, NotFound."""
        return self._set_closed(team_id, "")

    def _set_closed(self, team_id: str, day: str) -> Saved:
        self._place.need(Permission.CONTACT_CARD_EDIT, Permission.SETTINGS)
        self._refuse_foreign(rows.fetch(self._place.reader, "doctor_team", team_id))
        people = next((team.people for team in self.teams() if team.id == team_id), 0)
        with self._place.unit() as work:
            rows.update(self._place.db, "doctor_team", team_id, {"closed_on": day})
            self._place.audit("doctor_team.close" if day else "doctor_team.save", "doctor_team", team_id)
        warnings: tuple[Problem, ...] = ()
        if day and people:
            words = say("还有 {n} 人签在这个团队，签约照旧有效，请陆续改签或解约", n=people)
            warnings = (Problem("", "team.people", words, warning=True),)
        return Saved(team_id, Changes(work.changed), warnings)

    def _cleaned_team(self, values: Mapping[str, Any]) -> dict[str, Value]:
        members = [
            {
                "role": clean_text(text_of(one, "role")).strip(),
                "name": clean_name(text_of(one, "name")),
                "phone": clean_phone(text_of(one, "phone")),
            }
            for one in values.get("members") or ()
            if any(text_of(one, name) for name in ("role", "name", "phone"))
        ]
        found = clean_form(DOCTOR_TEAM, {**values, "members": members})
        found["leader"] = clean_name(text_of(found, "leader"))
        found["phone"] = clean_phone(text_of(found, "phone"))
        return {**found, "org_id": self._place.org_id}

    def _refuse_foreign(self, row: Row) -> None:
        if row["org_id"] != self._place.org_id:
            raise NotAllowed(say("这是别的机构的家庭医生团队，这里不能改动。"))
