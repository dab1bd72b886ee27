"""Who sees and who may write what: reasons that are opened and closed, never rules evaluated after the fact.

A reason hangs on a patient or on a referral and covers all that belongs to it. Opening one brings
everything under it into the institution's lanes, also what has not changed for years.
"""

from __future__ import annotations

from clinic_app.domain.catalogue import BY_NAME, Lane, Ownership
from clinic_app.domain.merge import RecordState
from clinic_app.hub.database import HubTransaction

EVERYBODY = "*"
"""Stands for all institutions of the county in the reference lane."""

OWN = "own"
REFERRAL = "referral"

SIGNED_BY = {
    "contact_card": "org_id",
    "doctor_team": "org_id",
    "referral_event": "by_org",
    "referral_return": "from_org",
    "referral_message": "by_org",
    "attachment": "by_org",
}
"""The field of a kind that must name the institution that wrote the record."""


def references_of(record: RecordState) -> tuple[str, str]:
    """Return the (patient, referral) a record belongs to, each empty where there is none."""
    body = record.body
    if record.ent == "patient":
        return record.id, ""
    if record.ent == "referral":
        return "", record.id
    if record.ent == "conflict":
        return str(body.get("patient_id") or ""), str(body.get("referral_id") or "")
    if record.ent in ("follow_up", "follow_up_plan"):
        return "", str(body.get("referral_id") or "")
    if record.ent == "patient_link":
        return str(body.get("winner_id") or ""), ""
    kind = BY_NAME.get(record.ent)
    if kind is None or not kind.belongs_to:
        return str(body.get("patient_id") or ""), str(body.get("referral_id") or "")
    target = str(body.get(kind.belongs_to) or "")
    field = kind.by_name[kind.belongs_to]
    return (target, "") if field.refers_to == "patient" else ("", target)


class Scope:
    """The reasons for sight, read once per transaction and kept in step with what it opens and closes."""

    def __init__(self, tx: HubTransaction) -> None:
        self.tx = tx
        self._reasons: dict[tuple[str, str], dict[tuple[str, str], bool]] = {}

    def forget(self) -> None:
        """Drop what was read, after a part of the transaction was rolled back."""
        self._reasons.clear()

    def _of(self, ent: str, rec_id: str) -> dict[tuple[str, str], bool]:
        """Return (institution, reason) to whether it is open."""
        key = (ent, rec_id)
        if key not in self._reasons:
            rows = self.tx.all(
                "SELECT org_id, reason, until_seq FROM scope WHERE ent = :ent AND rec_id = :id",
                ent=ent,
                id=rec_id,
            )
            self._reasons[key] = {(row["org_id"], row["reason"]): row["until_seq"] == 0 for row in rows}
        return self._reasons[key]

    def parties(self, ent: str, rec_id: str) -> set[str]:
        """Return the institutions with an open reason on a patient or referral."""
        return {org for (org, _), is_open in self._of(ent, rec_id).items() if is_open}

    def ever(self, org: str, ent: str, rec_id: str) -> bool:
        """Tell whether an institution has, or once had, a reason on a patient or referral.

        A reason that has been closed still lets work through that was written before its writer
        heard of it: a moved patient's former clinic must not have its entries refused.
        """
        return any(party == org for party, _ in self._of(ent, rec_id))

    def moved(self, patient: str) -> bool:
        """Tell whether a patient has had more than one managing institution."""
        return sum(reason == OWN for _, reason in self._of("patient", patient)) > 1

    def sees(self, record: RecordState) -> frozenset[str]:
        """Return the institutions that see a record now."""
        kind = BY_NAME.get(record.ent)
        if kind is not None and kind.lane is Lane.REFERENCE:
            return frozenset({EVERYBODY})
        patient_ref, referral_ref = references_of(record)
        if patient_ref:
            # The managing institution sees its patient by a reason too, which a move closes.
            return frozenset(self.parties("patient", patient_ref))
        viewers = {record.owner} if record.owner else set()
        if referral_ref:
            viewers |= self.parties("referral", referral_ref)
        return frozenset(viewers)

    def open(self, org: str, ent: str, rec_id: str, reason: str, seq: int) -> bool:
        """Open a reason; return True when the institution did not see the record before."""
        before = org in self.parties(ent, rec_id)
        self.tx.run(
            "INSERT INTO scope(org_id, ent, rec_id, reason, since_seq, until_seq)"
            " VALUES(:org, :ent, :id, :reason, :seq, 0)"
            " ON CONFLICT(org_id, ent, rec_id, reason) DO UPDATE SET"
            " since_seq = CASE WHEN scope.until_seq = 0 THEN scope.since_seq ELSE excluded.since_seq END,"
            " until_seq = 0",
            org=org,
            ent=ent,
            id=rec_id,
            reason=reason,
            seq=seq,
        )
        self._of(ent, rec_id)[(org, reason)] = True
        return not before

    def close(self, org: str, ent: str, rec_id: str, reason: str, seq: int) -> bool:
        """Close a reason; return True when it was the institution's last open one."""
        self.tx.run(
            "UPDATE scope SET until_seq = :seq WHERE org_id = :org AND ent = :ent AND rec_id = :id"
            " AND reason = :reason AND until_seq = 0",
            org=org,
            ent=ent,
            id=rec_id,
            reason=reason,
            seq=seq,
        )
        self._of(ent, rec_id)[(org, reason)] = False
        return org not in self.parties(ent, rec_id)

    def refuses(self, org: str, ent: str, record: RecordState | None, new: RecordState | None) -> str:
        """Return why an institution may not write a record, as a code; an empty text when it may.

        Args:
            org: the writer's institution.
            ent: record kind.
            record: the record as it stands, None for a new one.
            new: what the operation would make of nothing, for a new record.
        """
        kind = BY_NAME.get(ent)
        if kind is None:
            return "" if record is None or record.owner == org else "not_yours"
        if ent == "conflict":
            return "" if record is not None and self._saw(org, record) else "not_yours"
        if kind.ownership is Ownership.HUB:
            return "hub_only"
        subject = record or new
        if subject is None:
            return "unknown_record"
        if record is not None and ent != "patient":
            if record.owner == org:
                return ""
            if kind.ownership is not Ownership.CLINIC:
                return "not_yours"
        return self._refuses_new(org, ent, subject, is_new=record is None)

    def _saw(self, org: str, conflict: RecordState) -> bool:
        """Tell whether an institution sees a disagreement, or did: a decision may be older than a move."""
        about = zip(("patient", "referral"), references_of(conflict), strict=True)
        return org in self.sees(conflict) or any(
            rec_id and self.ever(org, ent, rec_id) for ent, rec_id in about
        )

    def _refuses_new(self, org: str, ent: str, subject: RecordState, *, is_new: bool) -> str:
        if ent == "patient":
            return "" if is_new or self.ever(org, "patient", subject.id) else "not_yours"
        if ent == "referral":
            return self._refuses_referral(org, subject)
        if ent == "patient_link":
            # Who joins two records must see both; to part them again one is enough: the link is in his sight.
            ends = ("winner_id", "loser_id") if is_new else ("winner_id",)
            reasons = (self._refuses_under(org, str(subject.body.get(end) or "")) for end in ends)
            return next(filter(None, reasons), "")
        if ent in ("follow_up", "follow_up_plan"):
            return self._refuses_under(org, str(subject.body.get("patient_id") or ""))
        if ent in SIGNED_BY and subject.body.get(SIGNED_BY[ent]) != org:
            return "not_yours"
        patient_ref, referral_ref = references_of(subject)
        if patient_ref and (reason := self._refuses_under(org, patient_ref)):
            return reason
        if referral_ref and not self._may_join(org, referral_ref):
            return "not_yours"
        return ""

    def _refuses_referral(self, org: str, referral: RecordState) -> str:
        if referral.body.get("from_org") != org:
            return "not_yours"
        if reason := self._refuses_under(org, str(referral.body.get("patient_id") or "")):
            return reason
        if not self._known("organization", str(referral.body.get("to_org") or "")):
            return "unknown_organization"
        return ""

    def _refuses_under(self, org: str, patient: str) -> str:
        """Return why an institution may not write about a patient, as a code; an empty text when it may.

        A hub that was restored may have forgotten the patient: whoever writes can send it once it is back.
        """
        if self.ever(org, "patient", patient):
            return ""
        return "not_yours" if self._known("patient", patient) else "unknown_patient"

    def _may_join(self, org: str, referral: str) -> bool:
        """Tell whether an institution may write about a referral.

        A referral the hub does not know yet may be one whose paper arrived before its data: what is
        written about it is kept, seen only by its writer until the referral itself comes.
        """
        return self.ever(org, "referral", referral) or not self._known("referral", referral)

    def _known(self, ent: str, rec_id: str) -> bool:
        row = self.tx.one("SELECT 1 AS yes FROM record WHERE ent = :ent AND id = :id", ent=ent, id=rec_id)
        return row is not None
