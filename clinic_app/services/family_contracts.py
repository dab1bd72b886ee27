"""家庭医生签约: signing, renewing and ending contracts, and whose contract comes to its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import attrs

from clinic_app.domain.catalogue import FAMILY_CONTRACT
from clinic_app.domain.change import Value
from clinic_app.domain.errors import Rejected
from clinic_app.domain.family_contract import (
    USUAL_YEARS,
    FamilyContract,
    check_contract,
    last_day,
    next_start,
    usual_services,
)
from clinic_app.domain.field_checks import missing, stored_date, text_of
from clinic_app.domain.names import clean_name, clean_text
from clinic_app.domain.permissions import Permission
from clinic_app.domain.phones import clean_phone
from clinic_app.domain.problems import Problem, errors_of, warnings_of
from clinic_app.domain.wording import say
from clinic_app.services.changes import Changes, Page, Saved
from clinic_app.services.doctor_teams import DoctorTeams
from clinic_app.services.family_contract_rows import (
    HOTLINE_SETTING,
    RENEW_SETTING,
    ContractRow,
    RenewalRow,
    contract_rows,
    current_contract,
    renew_days,
    renewal_rows,
)
from clinic_app.services.referral_checks import clean_form
from clinic_app.services.workplace import Workplace
from clinic_app.store import family_contracts, patients, rows
from clinic_app.store.database import Row

CLOSED_WITH_ARCHIVE = {"1": "dead", "2": "moved"}
"""Why a contract ends when the person's archive is closed, by the code of ``archive_closed``."""


@attrs.frozen
class ContractCounts:
    """Numbers of a day.

    Attributes:
        active: people under contract.
        soon: contracts that end within the days of the setting, with nothing after them.
        over: contracts that have run out, with nothing after them.
        by_team: people under contract by the name of the team.
    """

    active: int
    soon: int
    over: int
    by_team: tuple[tuple[str, int], ...] = ()


class FamilyContracts:
    """The contracts of the people this institution looks after."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    # ---- contracts of one person ----------------------------------------------------------------------

    def of_patient(self, patient_id: str) -> tuple[ContractRow, ...]:
        """Return a person's contracts, the latest period first; those of merged records are theirs too."""
        self._place.need(Permission.PATIENT_VIEW)
        return contract_rows(self._place, family_contracts.of_patient(self._place.reader, patient_id))

    def current(self, patient_id: str, on: date | None = None) -> ContractRow | None:
        """Return the contract that is in force on a day, today if None."""
        self._place.need(Permission.PATIENT_VIEW)
        return current_contract(self._place, patient_id, on)

    def prefill(self, patient_id: str, previous_id: str = "") -> dict[str, Any]:
        """Return what the form begins with; ``previous_id`` names the contract that is renewed.

        Raises:
            NotFound.
        """
        self._place.need(Permission.PATIENT_VIEW)
        reader, today = self._place.reader, self._place.today()
        person = rows.fetch(reader, "patient", patients.shown_id(reader, patient_id))
        sets = patients.elements(reader, person["id"])["problems"]
        starts, agreed = today, ()
        values: dict[str, Any] = {"signer": text_of(person, "name"), "signer_relation": "0"}
        if previous_id:
            before = FamilyContract.from_row(rows.fetch(reader, "family_contract", previous_id))
            starts, agreed = next_start(before, today), before.service_codes
            kept = ("doctor", "doctor_phone", "team_id", "team_name", "signer", "signer_relation")
            values |= {name: getattr(before, name) for name in kept} | {"previous_id": previous_id}
        if not previous_id or not text_of(values, "team_id"):
            values |= self._usual_team(person)
        birth = stored_date(text_of(person, "birth_date"))
        suggested = usual_services(
            birth, (text_of(p, "category") for p in sets), (text_of(p, "name") for p in sets), today
        )
        return values | {
            "signed_on": today.isoformat(),
            "starts_on": starts.isoformat(),
            "ends_on": last_day(starts, USUAL_YEARS).isoformat(),
            "services": tuple(dict.fromkeys((*agreed, *suggested))),
        }

    def _usual_team(self, person: Mapping[str, Any]) -> dict[str, str]:
        """Return the team that looks after the person's village, or the only one there is."""
        teams, village = DoctorTeams(self._place).teams(), text_of(person, "village")
        there = [team for team in teams if village and village in team.villages]
        chosen = there[0] if there else teams[0] if len(teams) == 1 else None
        doctor = text_of(person, "responsible_doctor")
        if chosen is None:
            return {"doctor": doctor}
        same = not doctor or doctor == chosen.leader
        phone = chosen.phone if same else next((m.phone for m in chosen.members if m.name == doctor), "")
        return {
            "team_id": chosen.id,
            "team_name": chosen.name,
            "doctor": doctor or chosen.leader,
            "doctor_phone": phone,
        }

    def check(self, values: Mapping[str, Any], patient_id: str, contract_id: str = "") -> list[Problem]:
        """Return all that is wrong with a contract as typed."""
        cleaned = self._cleaned(values)
        found = family_contracts.of_patient(self._place.reader, patient_id)
        others = [FamilyContract.from_row(row) for row in found if row["id"] != contract_id]
        person = rows.fetch(self._place.reader, "patient", patient_id)
        problems = check_contract(cleaned, others, self._place.today(), self._place.code_lists())
        if text_of(person, "closed_reason"):
            problems.append(Problem("", "contract.closed_archive", say("这份档案已终止，不能再签约")))
        return problems

    def sign(self, patient_id: str, values: Mapping[str, Any]) -> Saved:
        """Enter a signed contract; a renewal names the one before as ``previous_id``.

        Raises:
            Rejected: with all that is wrong; nothing was saved.
            NotFound, NotAllowed.
        """
        self._place.need(Permission.PATIENT_EDIT)
        person = patients.shown_id(self._place.reader, patient_id)
        problems = self.check(values, person)
        if errors := errors_of(problems):
            raise Rejected(errors)
        cleaned = self._cleaned(values) | {"patient_id": person}
        card = rows.fetch(self._place.reader, "patient", person)
        with self._place.unit() as work:
            contract_id = rows.insert(self._place.db, "family_contract", cleaned)
            if not text_of(card, "responsible_doctor"):
                changes: dict[str, Value] = {"responsible_doctor": cleaned["doctor"]}
                rows.update(self._place.db, "patient", person, changes)
            self._place.audit("create", "family_contract", contract_id, person)
        return Saved(contract_id, Changes.of(work.changed), tuple(warnings_of(problems)))

    def renew(self, contract_id: str, values: Mapping[str, Any] | None = None) -> Saved:
        """Sign the contract that follows another one; ``values`` change what it begins with.

        Raises:
            Rejected, NotFound, NotAllowed.
        """
        before = rows.fetch(self._place.reader, "family_contract", contract_id)
        usual = self.prefill(text_of(before, "patient_id"), contract_id)
        return self.sign(text_of(before, "patient_id"), {**usual, **(values or {})})

    def change(self, contract_id: str, values: Mapping[str, Any]) -> Saved:
        """Correct what was entered wrongly. Raises Rejected, NotFound, NotAllowed."""
        self._place.need(Permission.PATIENT_EDIT)
        stored = self._open(contract_id)
        person = text_of(stored, "patient_id")
        full = {**rows.fields_of("family_contract", stored), **self._cleaned(values)}
        problems = self.check(full, person, contract_id)
        if errors := errors_of(problems):
            raise Rejected(errors)
        changes = {
            name: value for name, value in self._cleaned(values).items() if name not in ("patient_id",)
        }
        with self._place.unit() as work:
            rows.update(self._place.db, "family_contract", contract_id, changes)
            self._place.audit("edit", "family_contract", contract_id, person, fields=sorted(changes))
        return Saved(contract_id, Changes.of(work.changed), tuple(warnings_of(problems)))

    def end(self, contract_id: str, reason: str, on: date | None = None, note: str = "") -> Saved:
        """End a contract with a reason of the list ``contract_closed``; it stays in the record.

        Raises:
            Rejected: no such reason, a day to come, or ended already.
            NotFound, NotAllowed.
        """
        self._place.need(Permission.PATIENT_EDIT)
        stored = self._open(contract_id)
        day, problems = on or self._place.today(), []
        if reason not in self._place.tables.get("contract_closed"):
            problems.append(missing("reason", "解约原因"))
        if reason == "other" and not note.strip():
            problems.append(missing("note", "解约说明"))
        if day > self._place.today():
            problems.append(Problem("on", "closed_on.future", say("解约日期在今天之后，请核对")))
        if problems:
            raise Rejected(problems)
        values: dict[str, Value] = {
            "closed_reason": reason,
            "closed_on": day.isoformat(),
            "closed_note": clean_text(note).strip()[:200],
        }
        with self._place.unit() as work:
            rows.update(self._place.db, "family_contract", contract_id, values)
            self._place.audit("close", "family_contract", contract_id, text_of(stored, "patient_id"))
        return Saved(contract_id, Changes.of(work.changed))

    def _open(self, contract_id: str) -> Row:
        stored = rows.fetch(self._place.reader, "family_contract", contract_id)
        if text_of(stored, "closed_on"):
            raise Rejected([Problem("", "contract.closed", say("这份签约已经解约，不用再改"))])
        return stored

    def _cleaned(self, values: Mapping[str, Any]) -> dict[str, Value]:
        found = clean_form(FAMILY_CONTRACT, values)
        services = values.get("services")
        if isinstance(services, list | tuple):
            found |= clean_form(FAMILY_CONTRACT, {"services": list(services)})
        if "doctor" in found:
            found["doctor"] = clean_name(text_of(found, "doctor"))
        if "doctor_phone" in found:
            found["doctor_phone"] = clean_phone(text_of(found, "doctor_phone"))
        team_id = text_of(found, "team_id")
        team = rows.find(self._place.reader, "doctor_team", team_id) if team_id else None
        if team is not None:
            found["team_name"] = text_of(team, "name")
        return found

    # ---- what comes to its end ------------------------------------------------------------------------

    def renewals(
        self,
        until: date | None = None,
        village: str = "",
        team_id: str = "",
        after: Any = None,
        limit: int = 50,
    ) -> Page[RenewalRow]:
        """Return contracts that end up to a day and that nothing follows, the longest overdue first.

        Args:
            until: last day; None for the days of the setting from today.
            village: only of this village, if not empty.
            team_id: only of this team, if not empty.
            after: from the page before.
            limit: most rows.
        """
        self._place.need(Permission.PATIENT_VIEW)
        last = until or self._place.today() + timedelta(days=renew_days(self._place))
        found = family_contracts.ending(
            self._place.reader,
            until=last.isoformat(),
            org=self._place.org_id,
            team_id=team_id,
            village=village,
            after=after,
            limit=limit,
        )
        return Page(renewal_rows(self._place, found.rows), found.after)

    def counts(self, on: date | None = None) -> ContractCounts:
        """Return how many are under contract, and how many have to be renewed."""
        self._place.need(Permission.PATIENT_VIEW)
        return contract_counts(self._place, on)

    def renew_days(self) -> int:
        """Return how many days before its end a contract waits to be renewed."""
        return renew_days(self._place)

    def hotline(self) -> str:
        """Return 服务监督电话, printed on every card; empty when none was set."""
        return str(self._place.setting(HOTLINE_SETTING, "") or "")

    def set_settings(self, days: str, hotline: str) -> None:
        """Keep the days before its end from which a contract is listed, and 服务监督电话.

        Raises:
            NotAllowed, Rejected.
        """
        self._place.need(Permission.SETTINGS, Permission.REFERRAL_REVIEW)
        text = str(days).strip()
        if not text.isdecimal() or not 1 <= int(text) <= 365:
            raise Rejected([Problem("renew_days", "renew_days.range", say("请填 1 到 365 之间的天数"))])
        with self._place.unit():
            self._place.put_setting(RENEW_SETTING, int(text))
            self._place.put_setting(HOTLINE_SETTING, clean_phone(hotline)[:30])
            self._place.audit("settings", "setting", "family")


def contract_counts(place: Workplace, on: date | None = None) -> ContractCounts:
    """Return the numbers of a day, today if None."""
    day, org = on or place.today(), place.org_id
    until = (day + timedelta(days=renew_days(place))).isoformat()
    by_team = family_contracts.active_counts(place.reader, on=day.isoformat(), org=org)
    ending = family_contracts.ending_counts(place.reader, today=day.isoformat(), until=until, org=org)
    return ContractCounts(
        active=sum(int(row["n"]) for row in by_team),
        soon=ending["soon"],
        over=ending["over"],
        by_team=tuple((str(row["team_name"]), int(row["n"])) for row in by_team),
    )


def close_with_archive(place: Workplace, patient_id: str, archive_reason: str, on: str) -> None:
    """End a person's contracts inside the unit of work that closes the archive or takes the card away."""
    reason = CLOSED_WITH_ARCHIVE.get(archive_reason, "other" if archive_reason else "mistake")
    name = place.name_of("archive_closed", archive_reason)
    note = str(say("建档状态：{name}", name=name)) if archive_reason else str(say("误建的档案"))
    day = on if stored_date(on) else place.today().isoformat()
    people = patients.same_person(place.db, patient_id) if archive_reason else [patient_id]
    for person in people:
        for contract_id in family_contracts.close_all(place.db, person, reason=reason, on=day, note=note):
            place.audit("close", "family_contract", contract_id, patient_id)
