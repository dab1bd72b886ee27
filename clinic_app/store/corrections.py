"""What the county corrected of patients and of what hangs on them, with who and why."""

from __future__ import annotations

from clinic_app.store.database import Readable, Row


def of_patient(db: Readable, patient_id: str) -> list[Row]:
    """Return the county's corrections about a patient."""
    return db.execute(
        "SELECT * FROM correction WHERE patient_id = ? AND _void = 0 ORDER BY made_at, id", (patient_id,)
    )
