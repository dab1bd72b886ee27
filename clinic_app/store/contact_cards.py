"""Contact cards: whom to ring at the other institutions, and when that was last found true."""

from __future__ import annotations

from clinic_app.store.database import Readable, Row


def cards(db: Readable, *, org_id: str = "", dept: str = "") -> list[Row]:
    """Return present cards with their institution's name, by institution, department and person."""
    return db.execute(
        "SELECT c.*, coalesce(o.name, p.name, '') AS org_name FROM contact_card c"
        " LEFT JOIN organization o ON o.id = c.org_id LEFT JOIN partner p ON p.id = c.org_id"
        " WHERE c._void = 0 AND (:org = '' OR c.org_id = :org) AND (:dept = '' OR c.dept = :dept)"
        " ORDER BY org_name, c.dept, c.person, c.id",
        {"org": org_id, "dept": dept},
    )


def unchecked_since(db: Readable, day: str, *, owner: str = "") -> list[Row]:
    """Return cards nobody has checked since a day, the oldest check first; ``owner`` limits to its own."""
    return db.execute(
        "SELECT * FROM contact_card WHERE _void = 0 AND coalesce(checked_on, '') < :day"
        " AND (:owner = '' OR _owner = :owner) ORDER BY coalesce(checked_on, ''), id",
        {"day": day, "owner": owner},
    )
