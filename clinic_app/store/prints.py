"""What was printed, when, by whom, and the how-manieth copy it was."""

from __future__ import annotations

from clinic_app.domain.clock import stamp
from clinic_app.store.database import Database, Readable, Row

PRINTED = "printed"
FAILED = "failed"


def copies(db: Readable, object_kind: str, object_id: str, form: str) -> int:
    """Return how many copies of a form of a record were printed; the next one above 0 is a reprint (补打)."""
    row = db.execute(
        "SELECT coalesce(max(copy_no), 0) AS n FROM print_log"
        " WHERE object_kind = ? AND object_id = ? AND form = ? AND outcome = ?",
        (object_kind, object_id, form, PRINTED),
    )[0]
    return int(row["n"])


def record(
    db: Database,
    *,
    form: str,
    object_kind: str,
    object_id: str,
    user_name: str,
    slip_no: str = "",
    printer: str = "",
    mode: str = "",
    outcome: str = PRINTED,
) -> int:
    """Note one printing and return its copy number: 1 the original, above it reprints.

    A failed printing is noted and does not count as a copy.
    """
    with db.lock:
        number = copies(db, object_kind, object_id, form) + (outcome == PRINTED)
        db.execute(
            "INSERT INTO print_log(at, form, object_kind, object_id, slip_no, copy_no, printer, mode,"
            " user_name, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                stamp(db.clock.now()),
                form,
                object_kind,
                object_id,
                slip_no,
                number,
                printer,
                mode,
                user_name,
                outcome,
            ),
        )
        if slip_no and outcome == PRINTED:
            db.execute(
                "UPDATE serial SET status = 'printed' WHERE slip_no = ? AND status = 'issued'", (slip_no,)
            )
    return number


def of_object(db: Readable, object_kind: str, object_id: str) -> list[Row]:
    """Return every printing of a record, oldest first."""
    return db.execute(
        "SELECT * FROM print_log WHERE object_kind = ? AND object_id = ? ORDER BY id",
        (object_kind, object_id),
    )


def page(db: Readable, *, before: int | None = None, limit: int = 100) -> list[Row]:
    """Return printings, the newest first; pass the last row's ``id`` as ``before`` for the next page."""
    return db.execute(
        "SELECT * FROM print_log WHERE ? IS NULL OR id < ? ORDER BY id DESC LIMIT ?", (before, before, limit)
    )
