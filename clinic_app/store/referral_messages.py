"""Questions, answers and remarks on referrals: a thread, and what still waits for an answer."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from clinic_app.domain.change import canonical
from clinic_app.store import rows
from clinic_app.store.database import Readable, Row

QUESTION, ANSWER, REMARK = "question", "answer", "note"
"""Words of the list ``message_role``."""


@attrs.frozen
class OpenQuestion:
    """A question that nobody has answered.

    Attributes:
        id: of the question.
        referral_id: where it was asked.
        by_org: who asked.
        at: when, in stored form.
        text: what was asked.
    """

    id: str
    referral_id: str
    by_org: str
    at: str
    text: str


def of_referral(db: Readable, referral_id: str) -> list[Row]:
    """Return the thread of a referral in the order in which it was written."""
    found = db.execute("SELECT * FROM referral_message WHERE referral_id = ? AND _void = 0", (referral_id,))
    written = {row["id"]: row["at"] or "" for row in found}

    def place(row: Row) -> tuple[str, bool, str]:
        # A clock that is behind must not put an answer before its question.
        at, asked = written[row["id"]], written.get(row["reply_to"] or "", "-")
        return max(at, asked), asked >= at, rows.made_order(row["id"])

    return sorted(found, key=place)


_OPEN = (
    "SELECT m.id, m.referral_id, m.by_org, coalesce(m.at, '') AS at, coalesce(m.text, '') AS text"
    " FROM referral_message m WHERE m.role = 'question' AND m._void = 0 AND NOT EXISTS"
    " (SELECT 1 FROM referral_message a WHERE a.reply_to = m.id AND a.role = 'answer' AND a._void = 0)"
)


def open_questions(db: Readable, referral_ids: Sequence[str] | None = None) -> list[OpenQuestion]:
    """Return the questions without an answer, of some referrals or of all, the oldest first."""
    clause, params = "", ()
    if referral_ids is not None:
        clause = " AND m.referral_id IN (SELECT value FROM json_each(?))"
        params = (canonical(list(referral_ids)),)
    found = db.execute(f"{_OPEN}{clause} ORDER BY m.at, m.id", params)
    return [OpenQuestion(**row) for row in found]


def asked_of(db: Readable, org: str) -> list[OpenQuestion]:
    """Return the open questions that wait for an institution: asked by the other party of its referral."""
    found = db.execute(
        f"SELECT q.* FROM ({_OPEN}) q JOIN referral_now n ON n.referral_id = q.referral_id"
        " WHERE coalesce(q.by_org, '') <> :org AND (n.sender = :org OR n.receiver = :org)"
        " ORDER BY q.at, q.id",
        {"org": org},
    )
    return [OpenQuestion(**row) for row in found]


def asked_by(db: Readable, org: str) -> list[OpenQuestion]:
    """Return the open questions of an institution, the oldest first."""
    found = db.execute(f"{_OPEN} AND m.by_org = ? ORDER BY m.at, m.id", (org,))
    return [OpenQuestion(**row) for row in found]
