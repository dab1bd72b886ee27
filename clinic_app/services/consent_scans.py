"""Whether signed consents have to be kept as scans too, and which are still missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clinic_app.domain.field_checks import text_of
from clinic_app.services.attachments import CONSENT
from clinic_app.services.workplace import Workplace
from clinic_app.store.database import Readable

SCAN_SETTING = "consent.scan_since"
"""Day from which a signed consent needs its scan; empty for never. Slips of before are not asked for."""

SIGNED = ("signed", "family")
"""Words of the list ``consent`` that say a paper was signed."""


def scan_wanted_since(place: Workplace) -> str:
    """Return the day from which scans are wanted, ``2026-11-22``; empty for never."""
    return str(place.setting(SCAN_SETTING, "") or "")


def slips_without_scan(place: Workplace, since: str, limit: int) -> list[str]:
    """Return our own slips from a day on whose consent was signed and not scanned, the oldest first."""
    found = place.reader.execute(
        "SELECT r.id FROM referral r JOIN referral_now n ON n.referral_id = r.id"
        " WHERE n.sender = ? AND n.day >= ? AND n.phase NOT IN ('new', 'cancelled')"
        " AND r.consent IN ('signed', 'family') AND NOT EXISTS (SELECT 1 FROM attachment a"
        " WHERE a.referral_id = r.id AND a.purpose = ? AND a._void = 0) ORDER BY n.day, r.id LIMIT ?",
        (place.org_id, since, CONSENT, limit),
    )
    return [str(row["id"]) for row in found]


def has_scan(db: Readable, referral_id: str) -> bool:
    """Tell whether a scan of the consent is attached to a referral."""
    return bool(
        db.execute(
            "SELECT 1 FROM attachment WHERE referral_id = ? AND purpose = ? AND _void = 0 LIMIT 1",
            (referral_id, CONSENT),
        )
    )


def scan_is_missing(place: Workplace, row: Mapping[str, Any]) -> bool:
    """Tell whether a slip's consent was signed, its scan is wanted here, and it is not attached."""
    since = scan_wanted_since(place)
    wanted = bool(since) and text_of(row, "referral_date") >= since and text_of(row, "consent") in SIGNED
    return wanted and not has_scan(place.reader, text_of(row, "id"))
