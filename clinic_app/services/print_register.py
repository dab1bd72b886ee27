"""The register of slip numbers, and every printing: who, when, how-manieth copy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from clinic_app.domain.clock import read_stamp
from clinic_app.domain.errors import Rejected
from clinic_app.domain.field_checks import missing
from clinic_app.domain.permissions import Permission
from clinic_app.domain.wording import Message, say
from clinic_app.services.changes import Page
from clinic_app.services.workplace import Workplace
from clinic_app.store import prints, serials


@attrs.frozen
class NumberRow:
    """One line of the register of numbers: every one given out and what became of it."""

    slip_no: str
    status: str
    status_text: Message
    issued_at: datetime
    issued_by: str
    voided_at: datetime | None
    voided_by: str
    void_reason: str
    object_kind: str
    object_id: str
    copies: int


@attrs.frozen
class PrintRow:
    """One printing of a record; ``reason`` says why it was printed again, or why the printer refused."""

    at: datetime
    form: str
    copy_no: int
    printer: str
    user_name: str
    outcome: str
    reason: str = ""


_STATUS: dict[str, Message] = {
    "issued": say("已发号，未打印"),
    "printed": say("已打印"),
    "voided": say("已作废"),
}


class PrintRegister:
    """What became of every number and every print."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def numbers(
        self, after: tuple[int, int] | None = None, limit: int = 100, status: str = ""
    ) -> Page[NumberRow]:
        """Return the register of numbers, the newest first."""
        self._place.need(Permission.REFERRAL_VIEW)
        reader = self._place.reader
        found = serials.page(reader, before=after, status=status, limit=limit + 1)
        shown = found[:limit]
        return Page(
            tuple(self._number(row) for row in shown),
            (shown[-1]["epoch_no"], shown[-1]["counter"]) if len(found) > limit else None,
        )

    def void_number(self, slip_no: str, reason: str) -> None:
        """Mark a number as void; it stays in the register with who and why, and is never given out again.

        Raises:
            NotAllowed, NotFound; Rejected without a reason.
        """
        user = self._place.need(Permission.REFERRAL_WRITE, Permission.REFERRAL_STAMP)
        if not reason.strip():
            raise Rejected([missing("reason", "作废原因")])
        with self._place.unit():
            serials.void(self._place.db, slip_no, reason=reason.strip(), user_name=user.name)
            self._place.audit("number.void", "serial", slip_no)

    def log_of(self, object_kind: str, object_id: str) -> tuple[PrintRow, ...]:
        """Return every printing of a record, also failed ones, oldest first."""
        self._place.need(Permission.REFERRAL_VIEW)
        return tuple(
            PrintRow(
                read_stamp(row["at"]),
                row["form"],
                row["copy_no"],
                row["printer"],
                row["user_name"],
                row["outcome"],
                row["mode"] or "",
            )
            for row in prints.of_object(self._place.reader, object_kind, object_id)
        )

    def _number(self, row: Mapping[str, Any]) -> NumberRow:
        kind, record = str(row["object_kind"]), str(row["object_id"])
        log = prints.of_object(self._place.reader, kind, record)
        return NumberRow(
            slip_no=row["slip_no"],
            status=row["status"],
            status_text=_STATUS.get(row["status"], say("{word}", word=row["status"])),
            issued_at=read_stamp(row["issued_at"]),
            issued_by=row["issued_by"],
            voided_at=read_stamp(row["voided_at"]) if row["voided_at"] else None,
            voided_by=row["voided_by"],
            void_reason=row["void_reason"],
            object_kind=kind,
            object_id=record,
            copies=sum(1 for entry in log if entry["outcome"] == prints.PRINTED),
        )
