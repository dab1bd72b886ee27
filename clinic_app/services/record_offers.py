"""What a return slip holds for the patient's record: diagnoses and medicines, each accepted by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from clinic_app.domain.drug_lines import drug_lines, is_same_drug, same_name
from clinic_app.domain.errors import Rejected
from clinic_app.domain.field_checks import text_of
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.services.changes import Changes, Saved
from clinic_app.services.patients import Patients
from clinic_app.services.referral_rows import json_codes
from clinic_app.services.workplace import Workplace
from clinic_app.store import patients, referrals, rows
from clinic_app.store.database import Row

DIAGNOSIS, MEDICINE = "problem", "medication"
_DECLINED = "offers.declined."
_DRUG_TEXTS = ("next_plan", "treatment")
"""Where hospitals write what goes on being taken; the plan first, because it is the later word."""


@attrs.frozen
class RecordOffer:
    """One entry offered for a patient's record.

    Attributes:
        key: the same for the same offer, so that it is asked once.
        kind: ``problem`` or ``medication``.
        name: diagnosis or medicine as the hospital wrote it.
        dosage: how it is taken; empty for a diagnosis.
        icd: code of a diagnosis, or empty.
        on: day of the return slip.
        replaces: id of the entry of the record that it would change; empty for a new one.
        known: how that entry reads now.
        allergy: an allergy of the patient that its name recalls, or empty.
    """

    key: str
    kind: str
    name: str
    dosage: str = ""
    icd: str = ""
    on: str = ""
    replaces: str = ""
    known: str = ""
    allergy: str = ""


class RecordOffers:
    """Offers of the return slips of one referral."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def offers(self, referral_id: str) -> tuple[RecordOffer, ...]:
        """Return what the slips hold and the record does not; what somebody declined is left out.

        Raises:
            NotFound, NotAllowed.
        """
        declined = self._declined(referral_id)
        return tuple(one for one in self._all(referral_id) if one.key not in declined)

    def declined(self, referral_id: str) -> tuple[RecordOffer, ...]:
        """Return what somebody did not want in the record. Raises NotFound, NotAllowed."""
        declined = self._declined(referral_id)
        return tuple(one for one in self._all(referral_id) if one.key in declined)

    def accept(self, referral_id: str, key: str, values: Mapping[str, str] | None = None) -> Saved:
        """Write one offer into the record, as it stands or as the doctor corrected it.

        Args:
            referral_id: whose return slips.
            key: of the offer.
            values: ``name`` and ``dosage`` where they were changed.

        Raises:
            Rejected: it is no offer any more, or what was typed cannot be stored.
            NotFound, NotAllowed.
        """
        offer = self._offer(referral_id, key)
        view = referrals.load(self._place.reader, referral_id)
        person = patients.shown_id(self._place.reader, text_of(view.row, "patient_id"))
        given = {"name": offer.name, "dosage": offer.dosage, **(values or {})}
        people = Patients(self._place)
        if offer.kind == DIAGNOSIS:
            fields = {"name": given["name"], "diagnosed_on": offer.on}
            # A code belongs to the words it was chosen for.
            return people.add_element(
                person, DIAGNOSIS, fields | ({"icd": offer.icd} if given["name"] == offer.name else {})
            )
        fields = {"drug": given["name"], "dosage": given["dosage"]}
        if offer.replaces:
            return people.change_element(MEDICINE, offer.replaces, fields)
        return people.add_element(person, MEDICINE, fields | {"since_on": offer.on})

    def decline(self, referral_id: str, key: str) -> Saved:
        """Remember that one offer is not wanted in the record. Raises NotFound, NotAllowed."""
        return self._keep(referral_id, self._declined(referral_id) | {key})

    def restore(self, referral_id: str) -> Saved:
        """Offer again what was declined. Raises NotFound, NotAllowed."""
        return self._keep(referral_id, frozenset())

    # --- inside ---

    def _offer(self, referral_id: str, key: str) -> RecordOffer:
        found = next((one for one in self._all(referral_id) if one.key == key), None)
        if found is None:
            message = say("档案里已经有这一条了，没有再记。")
            raise Rejected([Problem("", "offer.gone", message)])
        return found

    def _keep(self, referral_id: str, keys: Iterable[str]) -> Saved:
        self._place.need(Permission.PATIENT_EDIT)
        patient_id = text_of(referrals.load(self._place.reader, referral_id).row, "patient_id")
        with self._place.unit():
            self._place.put_setting(_DECLINED + referral_id, sorted(keys))
            self._place.audit("offers", "referral", referral_id, patient_id)
        return Saved(referral_id, Changes.of({"setting"}))

    def _declined(self, referral_id: str) -> frozenset[str]:
        stored = self._place.setting(_DECLINED + referral_id, [])
        return frozenset(str(key) for key in stored) if isinstance(stored, list) else frozenset()

    def _all(self, referral_id: str) -> list[RecordOffer]:
        self._place.need(Permission.PATIENT_VIEW)
        view = referrals.load(self._place.reader, referral_id)
        if rows.find(self._place.reader, "patient", text_of(view.row, "patient_id")) is None:
            return []
        known = patients.elements(self._place.reader, text_of(view.row, "patient_id"))
        found: dict[str, RecordOffer] = {}
        for back in reversed(view.returns):  # the last slip has the last word
            for offer in (*_diagnoses(back, known["problems"]), *_medicines(back, known["medications"])):
                found.setdefault(offer.key, offer)
        substances = [text_of(row, "substance") for row in known["allergies"]]
        return [
            attrs.evolve(one, allergy=_recalled(one.name, substances)) if one.kind == MEDICINE else one
            for one in found.values()
        ]


def _diagnoses(back: Row, known: Iterable[Row]) -> Iterable[RecordOffer]:
    names = {same_name(text_of(row, "name")) for row in known}
    codes = {text_of(row, "icd") for row in known} - {""}
    coded = json_codes(back["diagnosis_codes"]) or ({"code": "", "name": text_of(back, "diagnosis")},)
    for entry in coded:
        name, code = str(entry.get("name") or ""), str(entry.get("code") or "")
        if name and same_name(name) not in names and code not in codes:
            key = f"{DIAGNOSIS}|{same_name(name)}"
            yield RecordOffer(key, DIAGNOSIS, name[:100], icd=code, on=text_of(back, "back_date"))


def _medicines(back: Row, known: Iterable[Row]) -> Iterable[RecordOffer]:
    taken = list(known)
    for line in drug_lines("\n".join(text_of(back, name) for name in _DRUG_TEXTS)):
        same: list[Row] = [row for row in taken if is_same_drug(text_of(row, "drug"), line.drug)]
        if any(same_name(text_of(row, "dosage")) == same_name(line.dosage) for row in same):
            continue
        first: Mapping[str, Any] = same[0] if same else {}
        yield RecordOffer(
            key=f"{MEDICINE}|{same_name(line.drug)}|{same_name(line.dosage)}",
            kind=MEDICINE,
            name=line.drug,
            dosage=line.dosage,
            on=text_of(back, "back_date"),
            replaces=text_of(first, "id"),
            known=f"{text_of(first, 'drug')} {text_of(first, 'dosage')}".strip(),
        )


def _recalled(drug: str, substances: Iterable[str]) -> str:
    """Return the allergy whose name stands in a medicine's, or the other way round."""
    for substance in substances:
        plain = same_name(substance).removesuffix("类").removesuffix("药物")
        if len(plain) >= 2 and (plain in same_name(drug) or same_name(drug) in plain):
            return substance
    return ""
