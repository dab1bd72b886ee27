"""Patients: finding them, their cards, saving what was typed, and records that are the same person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from clinic_app.domain import patient as rules
from clinic_app.domain.catalogue import kind_of
from clinic_app.domain.change import Value
from clinic_app.domain.errors import Rejected
from clinic_app.domain.field_checks import text_of
from clinic_app.domain.names import clean_text
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem, errors_of, warnings_of
from clinic_app.domain.wording import say
from clinic_app.services.changes import Changes, Page, Saved
from clinic_app.services.drafts import PATIENT
from clinic_app.services.family_contracts import close_with_archive
from clinic_app.services.patient_cards import PatientCard, PatientRow, card_of, patient_rows
from clinic_app.services.workplace import Workplace
from clinic_app.store import drafts, follow_ups, paper_referrals, patients, referrals, rows
from clinic_app.store.database import Row

ELEMENT_KINDS = ("allergy", "medication", "problem")
_DISTINCT = {
    "village": "SELECT village AS value, count(*) AS n FROM patient"
    " WHERE _void = 0 AND village <> '' GROUP BY village ORDER BY n DESC, village",
    "responsible_doctor": "SELECT responsible_doctor AS value, count(*) AS n FROM patient"
    " WHERE _void = 0 AND responsible_doctor <> '' GROUP BY responsible_doctor ORDER BY n DESC, value",
}


@attrs.frozen
class ElementEdit:
    """One change to a patient's allergies, medicines or problems.

    Attributes:
        kind: ``allergy``, ``medication`` or ``problem``.
        values: its fields; empty when it is taken out.
        id: of the entry to change or take out; empty for a new one.
        void_reason: why it is taken out; empty otherwise.
    """

    kind: str
    values: Mapping[str, Any] = attrs.field(factory=dict)
    id: str = ""
    void_reason: str = ""


@attrs.frozen
class LookAlikeRow:
    """A patient who may be the one being entered.

    Attributes:
        patient: the line to show.
        reason: ``id_no``, ``phone`` or ``name``.
        reason_text: why, in words.
    """

    patient: PatientRow
    reason: str
    reason_text: str


_REASONS = {
    "id_no": say("身份证号相同"),
    "phone": say("读音相同，电话也相同"),
    "name": say("读音相同，同年出生"),
}


class Patients:
    """The patients of this institution and those that were referred to it."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    # ---- finding --------------------------------------------------------------------------------------

    def page(
        self, after: Any = None, limit: int = 50, village: str = "", doctor: str = ""
    ) -> Page[PatientRow]:
        """Return a page of the list, the newest record first."""
        self._place.need(Permission.PATIENT_VIEW)
        found = patients.page(self._place.reader, after=after, limit=limit, village=village, doctor=doctor)
        return Page(patient_rows(self._place, found.rows), found.after)

    def search(self, text: str, after: Any = None, limit: int = 50, doctor: str = "") -> Page[PatientRow]:
        """Return the patients that fit what was typed: name, initials, part of a number, village."""
        self._place.need(Permission.PATIENT_VIEW)
        found = patients.search(self._place.reader, text, after=after, limit=limit, doctor=doctor)
        return Page(patient_rows(self._place, found.rows), found.after)

    def row(self, patient_id: str) -> PatientRow:
        """Return one patient as a line. Raises NotFound."""
        self._place.need(Permission.PATIENT_VIEW)
        return patient_rows(self._place, [self._shown(patient_id)])[0]

    def count(self) -> int:
        """Return how many patients there are, merged records counted once."""
        return patients.count(self._place.reader)

    def villages(self) -> list[str]:
        """Return the villages people live in, those with most people first."""
        return self._values("village")

    def doctors(self) -> list[str]:
        """Return the responsible doctors on the cards, those with most people first."""
        return self._values("responsible_doctor")

    def _values(self, field: str) -> list[str]:
        self._place.need(Permission.PATIENT_VIEW)
        found = self._place.reader.execute(_DISTINCT[field])
        return [str(row["value"]) for row in found]

    def card(self, patient_id: str) -> PatientCard:
        """Return all that is known of a person; merged records are one. Raises NotFound."""
        self._place.need(Permission.PATIENT_VIEW)
        row = self._shown(patient_id)
        self._place.audit("view", "patient", row["id"], row["id"])
        return card_of(self._place, row)

    def _shown(self, patient_id: str) -> Row:
        row = rows.fetch(self._place.reader, "patient", patient_id)
        shown = patients.shown_id(self._place.reader, patient_id)
        return row if shown == patient_id else rows.fetch(self._place.reader, "patient", shown)

    # ---- checking -------------------------------------------------------------------------------------

    def fill_from_id(self, id_no: str) -> dict[str, str]:
        """Return what an identity number says: type, number, sex and birth date; empty when not valid."""
        return rules.fill_from_id(id_no, self._place.today())

    def check(self, values: Mapping[str, Any], patient_id: str = "") -> list[Problem]:
        """Return all that is wrong with a card, in the order of the form.

        Args:
            values: what was typed.
            patient_id: of the card being changed; empty for a new one.
        """
        cleaned = rules.clean_patient(values)
        problems = rules.check_patient(cleaned, self._place.today(), self._place.code_lists())
        problems += self._taken(cleaned, patient_id)
        return problems

    def _taken(self, values: Mapping[str, Any], patient_id: str) -> list[Problem]:
        """Return the problem of an identity number that another person already carries."""
        number = text_of(values, "id_no")
        if not number:
            return []
        mine = set(patients.same_person(self._place.reader, patient_id)) if patient_id else set()
        others = [row for row in patients.by_id_no(self._place.reader, number) if row["id"] not in mine]
        if not others:
            return []
        return [
            Problem(
                "id_no",
                "id_no.taken",
                say(
                    "这个身份证号已登记在“{name}”名下。是同一个人请打开已有资料；不是请核对号码",
                    name=others[0]["name"],
                ),
            )
        ]

    def look_alikes(self, values: Mapping[str, Any], patient_id: str = "") -> tuple[LookAlikeRow, ...]:
        """Return patients who may be the one being typed, the surest first."""
        self._place.need(Permission.PATIENT_VIEW)
        cleaned = rules.clean_patient(values)
        number = text_of(cleaned, "id_no")
        told = rules.fill_from_id(number, self._place.today())
        found = patients.look_alikes(
            self._place.reader,
            name=text_of(cleaned, "name"),
            id_no=told.get("id_no", number),
            birth_date=text_of(cleaned, "birth_date") or told.get("birth_date", ""),
            village=text_of(cleaned, "village"),
            phone=text_of(cleaned, "phone"),
            besides=patient_id,
        )
        lines = patient_rows(self._place, [one.row for one in found])
        return tuple(
            LookAlikeRow(line, one.reason, str(_REASONS[one.reason]))
            for line, one in zip(lines, found, strict=True)
        )

    # ---- saving ---------------------------------------------------------------------------------------

    def save(
        self, values: Mapping[str, Any], elements: Sequence[ElementEdit] = (), patient_id: str = ""
    ) -> Saved:
        """Save a card with the changes to its lists, all or nothing.

        Raises:
            Rejected: with all that is wrong; nothing was saved.
            NotFound: the card, or an entry of a list, is not here.
        """
        user = self._place.need(Permission.PATIENT_EDIT)
        self._refuse_stand_in(patient_id)
        cleaned = self._completed(values, new=not patient_id)
        known = self._card_values(patient_id)
        problems = self.check({**known, **cleaned}, patient_id)
        for edit in elements:
            problems += self._check_element(edit)
        if errors := errors_of(problems):
            raise Rejected(errors)
        db = self._place.db
        with self._place.unit() as work:
            if patient_id:
                rows.update(db, "patient", patient_id, cleaned)
                if reason := text_of(cleaned, "closed_reason"):
                    close_with_archive(self._place, patient_id, reason, text_of(cleaned, "closed_on"))
            else:
                patient_id = rows.insert(db, "patient", cleaned)
            for edit in elements:
                self._write_element(patient_id, edit)
            for key in {patient_id, ""} if not known else {patient_id}:
                drafts.discard(db, PATIENT, key, user_name=user.name)
            self._place.audit(
                "edit" if known else "create", "patient", patient_id, patient_id, fields=sorted(cleaned)
            )
        return Saved(patient_id, Changes.of(work.changed | {"draft"}), tuple(warnings_of(problems)))

    def _refuse_stand_in(self, patient_id: str) -> None:
        """Refuse to change a card that was only read from a slip: the clinic's own is still to come."""
        if patient_id and paper_referrals.is_stand_in(self._place.reader, "patient", patient_id):
            message = say("这位患者是扫码接收的，开单机构的资料还没有传到本机，没有改动。请先同步，再改。")
            raise Rejected([Problem("", "patient.paper_only", message)])

    def _completed(self, values: Mapping[str, Any], *, new: bool) -> dict[str, Value]:
        """Return typed values in their stored form, with what the identity number says where left empty."""
        cleaned: dict[str, Value] = dict(rules.clean_patient(values))
        if new or "id_no" in cleaned:
            told = rules.fill_from_id(text_of(cleaned, "id_no"), self._place.today())
            for name, value in told.items():
                if not text_of(cleaned, name):
                    cleaned[name] = value
        return cleaned

    def _card_values(self, patient_id: str) -> dict[str, Value]:
        if not patient_id:
            return {}
        return rows.fields_of("patient", rows.fetch(self._place.reader, "patient", patient_id))

    def add_element(self, patient_id: str, kind: str, values: Mapping[str, Any]) -> Saved:
        """Add an allergy, medicine or problem. Raises Rejected, NotFound."""
        return self._one_element(patient_id, ElementEdit(kind, values))

    def change_element(self, kind: str, element_id: str, values: Mapping[str, Any]) -> Saved:
        """Change an allergy, medicine or problem. Raises Rejected, NotFound."""
        return self._one_element("", ElementEdit(kind, values, element_id))

    def void_element(self, kind: str, element_id: str, reason: str) -> Saved:
        """Take an allergy, medicine or problem out of sight; it stays in the record with the reason."""
        if not reason.strip():
            raise Rejected([Problem("void_reason", "void_reason.missing", say("请写明删除的原因"))])
        return self._one_element("", ElementEdit(kind, {}, element_id, reason))

    def _one_element(self, patient_id: str, edit: ElementEdit) -> Saved:
        self._place.need(Permission.PATIENT_EDIT)
        problems = self._check_element(edit)
        if errors := errors_of(problems):
            raise Rejected(errors)
        if edit.id:
            patient_id = str(rows.fetch(self._place.reader, edit.kind, edit.id)["patient_id"])
        rows.fetch(self._place.reader, "patient", patient_id)
        self._refuse_stand_in(patient_id)
        with self._place.unit() as work:
            element_id = self._write_element(patient_id, edit)
            action = "void" if edit.void_reason else "edit" if edit.id else "create"
            self._place.audit(action, edit.kind, element_id, patient_id, fields=sorted(edit.values))
        return Saved(element_id, Changes.of(work.changed), tuple(warnings_of(problems)))

    def _check_element(self, edit: ElementEdit) -> list[Problem]:
        if edit.kind not in ELEMENT_KINDS:
            raise ValueError(f"not an element: {edit.kind}")
        if edit.void_reason:
            return []
        values = dict(edit.values)
        if edit.id:
            stored = rows.fetch(self._place.reader, edit.kind, edit.id)
            values = {**rows.fields_of(edit.kind, stored), **values}
        return rules.check_element(edit.kind, values, self._place.today(), self._place.code_lists())

    def _write_element(self, patient_id: str, edit: ElementEdit) -> str:
        db = self._place.db
        if edit.void_reason:
            rows.void(db, edit.kind, edit.id, clean_text(edit.void_reason).strip())
            return edit.id
        names = kind_of(edit.kind).by_name
        values: dict[str, Value] = {
            name: clean_text(text_of(edit.values, name)) for name in edit.values if name in names
        }
        values.pop("patient_id", None)
        if edit.id:
            rows.update(db, edit.kind, edit.id, values)
            return edit.id
        return rows.insert(db, edit.kind, {"patient_id": patient_id, **values})

    # ---- the same person twice, or by mistake ---------------------------------------------------------

    def merge(self, keep_id: str, other_id: str, reason: str) -> Saved:
        """Declare two records to be one person: both stay, the first one is shown.

        Raises:
            Rejected: they are one already, or carry different identity numbers.
            NotFound: one is not here.
        """
        self._place.need(Permission.PATIENT_MERGE)
        keep, other = (rows.fetch(self._place.reader, "patient", one) for one in (keep_id, other_id))
        if other_id in patients.same_person(self._place.reader, keep_id):
            raise Rejected([Problem("", "merge.same", say("这两份资料已经是同一个人，不用再合并"))])
        if keep["id_no"] and other["id_no"] and keep["id_no"] != other["id_no"]:
            raise Rejected(
                [
                    Problem(
                        "",
                        "merge.different_id",
                        say("两份资料的身份证号不同，是两个人，没有合并。号码有错的请先更正再合并"),
                    )
                ]
            )
        with self._place.unit() as work:
            link = rows.insert(
                self._place.db,
                "patient_link",
                {"loser_id": other_id, "winner_id": keep_id, "reason": clean_text(reason).strip()},
            )
            self._place.audit("merge", "patient", other_id, keep_id)
        return Saved(link, Changes.of(work.changed | {"patient"}))

    def unmerge(self, link_id: str, reason: str = "") -> Saved:
        """Take a merge back: both records are shown again. Raises NotFound."""
        self._place.need(Permission.PATIENT_MERGE)
        link = rows.fetch(self._place.reader, "patient_link", link_id)
        with self._place.unit() as work:
            rows.void(
                self._place.db,
                "patient_link",
                link_id,
                clean_text(reason).strip() or str(say("不是同一个人")),
            )
            self._place.audit("unmerge", "patient", str(link["loser_id"]), str(link["winner_id"]))
        return Saved(link_id, Changes.of(work.changed | {"patient"}))

    def void(self, patient_id: str, reason: str) -> Saved:
        """Take a card made by mistake out of sight; it stays in the file with the reason.

        Raises:
            Rejected: there are referrals or follow-ups on it, or no reason was given.
        """
        self._place.need(Permission.PATIENT_MERGE)
        if not reason.strip():
            raise Rejected([Problem("void_reason", "void_reason.missing", say("请写明删除的原因"))])
        reader = self._place.reader
        rows.fetch(reader, "patient", patient_id)
        used = referrals.of_patient(reader, patient_id) or follow_ups.records(reader, patient_id)
        if used:
            raise Rejected(
                [
                    Problem(
                        "",
                        "patient.used",
                        say(
                            "这份资料已有转诊或随访记录，不能删除。重复建档请用“合并”，已故或迁出请填建档状态"
                        ),
                    )
                ]
            )
        with self._place.unit() as work:
            rows.void(self._place.db, "patient", patient_id, clean_text(reason).strip())
            close_with_archive(self._place, patient_id, "", "")
            self._place.audit("void", "patient", patient_id, patient_id)
        return Saved(patient_id, Changes.of(work.changed))

    def unvoid(self, patient_id: str) -> Saved:
        """Bring a card back into sight. Raises NotFound."""
        self._place.need(Permission.PATIENT_MERGE)
        with self._place.unit() as work:
            rows.unvoid(self._place.db, "patient", patient_id)
            self._place.audit("unvoid", "patient", patient_id, patient_id)
        return Saved(patient_id, Changes.of(work.changed))
