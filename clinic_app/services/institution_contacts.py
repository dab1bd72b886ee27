"""When each institution we work with was last heard: its own words here, and its computers at the hub."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import attrs

from clinic_app.domain.clock import from_ms, read_stamp, stamp
from clinic_app.domain.wording import Message, joined, say
from clinic_app.services.workplace import Workplace
from clinic_app.store import directory
from clinic_app.store.database import Row

HEARD_SETTING = "exchange.heard"
"""What the hub told last: ``{"at": moment, "orgs": {id: milliseconds}}``."""


@attrs.frozen
class InstitutionContact:
    """When an institution was last heard of.

    Attributes:
        id, name: of the institution.
        last_heard: when it typed the last thing that reached us; None for never.
        text: the same in words.
        waiting: referrals in which it has to move.
        online: when one of its computers last exchanged with the hub, as the hub told; None when unknown.
        sentence: all of it in one line.
    """

    id: str
    name: str
    last_heard: datetime | None
    text: str
    waiting: int
    online: datetime | None = None
    sentence: str = ""


def contacts(place: Workplace, when: Callable[[datetime | None], str]) -> tuple[InstitutionContact, ...]:
    """Return when each institution we work with was last heard of, those that owe a move first.

    Args:
        place: the common ground.
        when: tells a moment in words, with its distance.
    """
    heard, waiting, told = _heard(place), _waiting(place), heard_at_hub(place)
    found = [
        _contact(place, org_id, heard.get(org_id), waiting.get(org_id, 0), told.get(org_id), when)
        for org_id in known(place)
    ]
    return tuple(sorted(found, key=lambda one: (-one.waiting, one.name)))


def known(place: Workplace) -> tuple[str, ...]:
    """Return the institutions that wrote to us, have to move, or were sent something."""
    sent = place.reader.execute(
        "SELECT DISTINCT to_org FROM referral WHERE _void = 0 AND from_org = ?", (place.org_id,)
    )
    every = (*_waiting(place), *_heard(place), *(row["to_org"] for row in sent))
    return tuple(dict.fromkeys(org for org in every if org and org != place.org_id))


def note_heard(place: Workplace, told: Mapping[str, int]) -> None:
    """Keep what the hub told; what it did not mention keeps its last moment."""
    before = place.setting(HEARD_SETTING, {})
    orgs = before.get("orgs", {}) if isinstance(before, dict) else {}
    place.put_setting(HEARD_SETTING, {"at": stamp(place.now()), "orgs": {**orgs, **told}})


def told_at(place: Workplace) -> datetime | None:
    """Return when the hub was last asked; None for never."""
    kept = place.setting(HEARD_SETTING, {})
    try:
        return read_stamp(str(kept.get("at") or "")) if isinstance(kept, dict) else None
    except ValueError:
        return None


def heard_at_hub(place: Workplace) -> dict[str, datetime]:
    """Return when the hub last heard each institution, as far as it told."""
    kept = place.setting(HEARD_SETTING, {})
    orgs = kept.get("orgs", {}) if isinstance(kept, dict) else {}
    return {str(org): from_ms(int(ms)) for org, ms in orgs.items()}


def _heard(place: Workplace) -> dict[str, Row]:
    return {
        row["by_org"]: row
        for row in place.reader.execute(
            "SELECT by_org, max(entered_at) AS at, max(by_org_name) AS name FROM referral_event"
            " WHERE _void = 0 AND by_org <> ? GROUP BY by_org",
            (place.org_id,),
        )
    }


def _waiting(place: Workplace) -> dict[str, int]:
    return {
        row["holder"]: int(row["n"])
        for row in place.reader.execute(
            "SELECT holder, count(*) AS n FROM referral_now WHERE holder NOT IN ('', ?) GROUP BY holder",
            (place.org_id,),
        )
    }


def _contact(
    place: Workplace,
    org_id: str,
    heard: Row | None,
    waiting: int,
    online: datetime | None,
    when: Callable[[datetime | None], str],
) -> InstitutionContact:
    partner = directory.partner(place.reader, org_id)
    try:
        at = read_stamp(heard["at"]) if heard else None
    except ValueError:
        at = None
    text = when(at) if at else str(say("还没有收到过它的消息"))
    name = partner.name if partner else str(heard["name"] if heard else org_id)
    parts: Sequence[Message | None] = (
        say("最近写来 {when}", when=when(at)) if at else say("还没有收到过它的消息"),
        say("最近连上县平台 {when}", when=when(online)) if online else None,
        say("{count} 张等它处理", count=waiting) if waiting else None,
    )
    sentence = joined((one for one in parts if one is not None), say("；"))
    return InstitutionContact(org_id, name, at, text, waiting, online, sentence)
