"""The county's institutions, their departments and device keys, and partners entered by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import attrs

from clinic_app.domain.change import canonical
from clinic_app.domain.clock import stamp
from clinic_app.store.database import Database, Readable, Row


@attrs.frozen
class Partner:
    """An institution that a patient can be referred to or from.

    Attributes:
        id: organization identity.
        code: institution code.
        name: full name.
        short_name: what people call it.
        level: code of ``org_level``.
        role: code of ``org_role``.
        phone: switchboard.
        address: where it is.
        departments: names of its departments, in the order of its list.
        listed: known to the hub; False for one that was entered by hand here.
        hidden: not offered in choices.
    """

    id: str
    code: str
    name: str
    short_name: str
    level: str
    role: str
    phone: str
    address: str
    departments: tuple[str, ...]
    listed: bool
    hidden: bool


def organization(db: Readable, org_id: str) -> Row | None:
    """Return an institution of the hub's directory, or None."""
    found = db.execute("SELECT * FROM organization WHERE id = ? AND _void = 0", (org_id,))
    return found[0] if found else None


def by_code(db: Readable, code: str) -> Row | None:
    """Return the institution with a code, or None."""
    found = db.execute("SELECT * FROM organization WHERE code = ? AND _void = 0 ORDER BY id", (code,))
    return found[0] if found else None


def departments_of(text: str | None) -> tuple[str, ...]:
    """Return department names from the stored list: names, or objects with a ``name``."""
    try:
        items = json.loads(text) if text else []
    except ValueError:
        return ()
    if not isinstance(items, list):
        return ()
    names = (item.get("name", "") if isinstance(item, dict) else item for item in items)
    return tuple(name for name in names if isinstance(name, str) and name)


_PARTNERS = """
SELECT o.id, o.code, o.name, o.short_name, o.level, o.role, o.phone, o.address, o.departments,
  1 AS listed, coalesce(p.hidden, 0) AS hidden
FROM organization o LEFT JOIN partner p ON p.id = o.id WHERE o._void = 0
UNION ALL
SELECT p.id, p.code, p.name, p.short_name, p.level, p.role, p.phone, p.address, p.departments, 0, p.hidden
FROM partner p WHERE NOT EXISTS(SELECT 1 FROM organization o WHERE o.id = p.id AND o._void = 0)
"""


def partners(db: Readable, *, hidden: bool = False) -> list[Partner]:
    """Return every institution but our own: those of the hub and those entered by hand.

    One entered by hand disappears behind the hub's entry with the same id. Those that most referrals went to
    come first, then by name.
    """
    rows = db.execute(
        f"SELECT x.* FROM ({_PARTNERS}) x LEFT JOIN"
        " (SELECT receiver, count(*) AS used FROM referral_now GROUP BY receiver) n ON n.receiver = x.id"
        " WHERE x.id <> (SELECT org_id FROM sync_state) AND (x.hidden = 0 OR ?)"
        " ORDER BY coalesce(n.used, 0) DESC, x.name, x.id",
        (int(hidden),),
    )
    return [_partner(row) for row in rows]


def partner(db: Readable, org_id: str) -> Partner | None:
    """Return one institution, our own included, or None."""
    rows = db.execute(f"SELECT * FROM ({_PARTNERS}) WHERE id = ?", (org_id,))
    return _partner(rows[0]) if rows else None


def _partner(row: Row) -> Partner:
    texts = {
        name: row[name] or "" for name in ("code", "name", "short_name", "level", "role", "phone", "address")
    }
    return Partner(
        id=row["id"],
        departments=departments_of(row["departments"]),
        listed=bool(row["listed"]),
        hidden=bool(row["hidden"]),
        **texts,
    )


_OWN_FIELDS = ("code", "name", "short_name", "level", "role", "phone", "address")


def save_partner(
    db: Database, values: Mapping[str, str], *, partner_id: str = "", departments: tuple[str, ...] = ()
) -> str:
    """Store an institution entered by hand and return its id.

    Args:
        db: the database.
        values: ``name`` and, as known, code, short_name, level, role, phone, address.
        partner_id: of the one to change; a new one if empty.
        departments: names of its departments.
    """
    chosen: dict[str, Any] = {name: values.get(name, "") for name in _OWN_FIELDS}
    org_id = partner_id or db.new_id()
    names = [*chosen, "departments", "changed_at"]
    updates = ", ".join(f"{name} = excluded.{name}" for name in names)
    db.execute(
        f"INSERT INTO partner(id, {', '.join(names)}) VALUES (?, {', '.join('?' * len(names))})"
        f" ON CONFLICT(id) DO UPDATE SET {updates}",
        [org_id, *chosen.values(), canonical(list(departments)), stamp(db.clock.now())],
    )
    return org_id


def hide_partner(db: Database, org_id: str, *, hidden: bool = True) -> None:
    """Leave an institution out of choices, or offer it again; nothing else changes."""
    db.execute(
        "INSERT INTO partner(id, name, hidden, changed_at)"
        " SELECT ?, coalesce((SELECT name FROM organization WHERE id = ?), ''), ?, ?"
        " WHERE true"
        " ON CONFLICT(id) DO UPDATE SET hidden = excluded.hidden, changed_at = excluded.changed_at",
        (org_id, org_id, int(hidden), stamp(db.clock.now())),
    )


def device_keys(db: Readable, *, org_id: str = "") -> list[Row]:
    """Return device keys, revoked ones too: a slip signed before the revocation stays good."""
    return db.execute(
        "SELECT k.*, coalesce(o.name, '') AS org_name FROM device_key k"
        " LEFT JOIN organization o ON o.id = k.org_id"
        " WHERE k._void = 0 AND (:org = '' OR k.org_id = :org) ORDER BY k.enrolled_at, k.id",
        {"org": org_id},
    )
