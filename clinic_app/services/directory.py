"""Institutions one refers to, their departments, and whom to ring there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import attrs

from clinic_app.domain.contact_card import ContactCard
from clinic_app.domain.errors import NotAllowed, NotFound, Rejected
from clinic_app.domain.names import clean_text
from clinic_app.domain.numbers import narrow
from clinic_app.domain.organization import check_organization, direction_between
from clinic_app.domain.permissions import Permission
from clinic_app.domain.phones import clean_phone
from clinic_app.domain.problems import errors_of, warnings_of
from clinic_app.domain.wording import say
from clinic_app.services.changes import Changes, Saved
from clinic_app.services.workplace import SLIP_PREFIX_SETTING, Institution, Workplace, institution_of
from clinic_app.store import accounts, contact_cards, directory, settings

_TEXTS = ("name", "short_name", "address")


@attrs.frozen
class OrgChoice:
    """One entry of a type-ahead: ``code`` is stored (an id, or a name), ``name`` is read."""

    code: str
    name: str
    note: str = ""


DeptChoice = OrgChoice
"""A department: ``code`` and ``name`` are both its name, ``note`` its telephone."""


@attrs.frozen
class PhoneChoice:
    """Whom to ring at an institution.

    Attributes:
        phone: the number.
        person: who answers.
        hours: when.
        checked_on: day on which somebody found it true, or empty.
        stale: nobody checked it for half a year, or ever.
        source: ``card`` of the department, ``desk`` card of the institution, or ``switchboard``.
    """

    phone: str
    person: str = ""
    hours: str = ""
    checked_on: str = ""
    stale: bool = True
    source: str = "card"


class Directory:
    """Institutions, departments, telephones, and the doctors of this machine."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def own(self) -> Institution:
        """Return our own institution."""
        return self._place.own()

    def get(self, org_id: str) -> Institution | None:
        """Return an institution, our own included, or None."""
        if org_id == self._place.org_id:
            return self._place.own()
        found = directory.partner(self._place.reader, org_id)
        return institution_of(found) if found else None

    def partners(self, *, hidden: bool = False) -> tuple[Institution, ...]:
        """Return every other institution, those most referred to first."""
        self._place.need()
        return tuple(institution_of(one) for one in directory.partners(self._place.reader, hidden=hidden))

    def search(self, text: str = "", limit: int = 20) -> tuple[OrgChoice, ...]:
        """Return the institutions that fit what was typed: part of a name, pinyin initials, or code."""
        word = narrow(text).strip().lower()
        ranked: list[tuple[int, int, OrgChoice]] = []
        for place, one in enumerate(self.partners()):
            rank = _rank(one, word)
            if rank is not None:
                ranked.append((rank, place, OrgChoice(one.id, one.name, one.phone)))
        return tuple(choice for _, _, choice in sorted(ranked, key=lambda entry: entry[:2])[:limit])

    def departments(self, org_id: str, text: str = "") -> tuple[DeptChoice, ...]:
        """Return an institution's departments with their telephones.

        Those it lists and those its contact cards name; where there are none, the usual ones.
        """
        institution = self.get(org_id)
        cards = contact_cards.cards(self._place.reader, org_id=org_id) if org_id else []
        names = list(institution.departments) if institution else []
        names += [card["dept"] for card in cards if card["dept"]]
        if not names:
            names = [code.name for code in self._place.tables.get("departments")]
        phones = {card["dept"]: card["phone"] for card in reversed(cards) if card["dept"]}
        word = narrow(text).strip().lower()
        return tuple(
            DeptChoice(name, name, phones.get(name) or "")
            for name in dict.fromkeys(names)
            if not word or word in name.lower() or _spells(name, word, inside=False)
        )

    def phone_for(self, org_id: str, dept: str = "") -> PhoneChoice | None:
        """Return whom to ring: the department's card, the desk's, or the switchboard; None if unknown."""
        found = contact_cards.cards(self._place.reader, org_id=org_id, dept=dept) if dept else []
        source = "card"
        if not found:
            everyone = contact_cards.cards(self._place.reader, org_id=org_id)
            found = [card for card in everyone if _is_desk(card)]
            source = "desk"
        today = self._place.today()
        cards = [ContactCard.from_row(card) for card in found]
        cards.sort(key=lambda card: (card.is_stale(today), not card.checked_on, card.person))
        if cards:
            card = cards[0]
            return PhoneChoice(
                card.phone, card.person, card.hours, card.checked_on, card.is_stale(today), source
            )
        institution = self.get(org_id)
        if institution and institution.phone:
            return PhoneChoice(institution.phone, source="switchboard")
        return None

    def direction_to(self, org_id: str) -> str:
        """Return ``up``, ``down`` or ``lateral``: which way a patient goes who is sent there."""
        other = self.get(org_id)
        return direction_between(self.own().level, other.level if other else "")

    def doctors(self, text: str = "") -> tuple[OrgChoice, ...]:
        """Return the people with an account here, by name or pinyin initials."""
        word = narrow(text).strip().lower()
        return tuple(
            OrgChoice(account.display_name, account.display_name, account.dept)
            for account in accounts.all_accounts(self._place.reader, inactive=False)
            if not word
            or word in account.display_name.lower()
            or _spells(account.display_name, word, inside=False)
        )

    # ---- changing -------------------------------------------------------------------------------------

    def save_own(self, values: Mapping[str, str], departments: Sequence[str] = ()) -> Saved:
        """Change our own institution's card.

        Raises:
            Rejected: with all that is wrong.
            NotAllowed: no administrator, or the county's platform keeps the card.
        """
        user = self._place.need(Permission.SETTINGS)
        own = self._place.own()
        if own.listed:
            raise NotAllowed(say("本机构的资料由县平台统一维护，这里没有改动。需要更正请联系县平台管理员。"))
        saved = self._save(values, own.id, departments)
        prefix = str(values.get("slip_prefix") or own.slip_prefix)
        settings.put(self._place.db, SLIP_PREFIX_SETTING, prefix, user_name=user.name)
        self._place.db.execute("UPDATE sync_state SET org_name = ?", (clean_text(values["name"]).strip(),))
        return saved

    def save_partner(
        self, values: Mapping[str, str], partner_id: str = "", departments: Sequence[str] = ()
    ) -> Saved:
        """Add or change an institution by hand, for work without a county platform.

        Raises:
            Rejected: with all that is wrong, or the county's platform keeps this institution's card.
        """
        self._place.need(Permission.CONTACT_CARD_EDIT, Permission.SETTINGS)
        known = directory.partner(self._place.reader, partner_id) if partner_id else None
        if known and known.listed:
            raise NotAllowed(say("“{name}”的资料由县平台统一维护，这里没有改动。", name=known.name))
        return self._save(values, partner_id, departments)

    def hide_partner(self, org_id: str, *, hidden: bool = True) -> Saved:
        """Leave an institution out of choices, or offer it again."""
        self._place.need(Permission.CONTACT_CARD_EDIT, Permission.SETTINGS)
        if self.get(org_id) is None:
            raise NotFound(say("没有这个机构，可能已被改动。请刷新后再试。"))
        directory.hide_partner(self._place.db, org_id, hidden=hidden)
        self._place.audit("edit", "partner", org_id, fields=["hidden"])
        return Saved(org_id, Changes.of({"organization"}))

    def _save(self, values: Mapping[str, str], org_id: str, departments: Sequence[str]) -> Saved:
        cleaned = {name: (values.get(name) or "").strip() for name in values}
        cleaned |= {name: clean_text(cleaned[name]).strip() for name in _TEXTS if name in cleaned}
        if "phone" in cleaned:
            cleaned["phone"] = clean_phone(cleaned["phone"])
        problems = check_organization(cleaned, self._place.code_lists())
        if errors := errors_of(problems):
            raise Rejected(errors)
        names = tuple(dict.fromkeys(name for name in (clean_text(d).strip() for d in departments) if name))
        saved = directory.save_partner(self._place.db, cleaned, partner_id=org_id, departments=names)
        self._place.audit("edit" if org_id else "create", "partner", saved, fields=sorted(cleaned))
        return Saved(saved, Changes.of({"organization"}), tuple(warnings_of(problems)))


def _is_desk(card: Mapping[str, object]) -> bool:
    words = f"{card['dept'] or ''}{card['role'] or ''}"
    return not card["dept"] or any(word in words for word in ("转诊", "双向", "医务", "总值班", "导诊"))


def _rank(one: Institution, word: str) -> int | None:
    """Return how well an institution fits a word, 0 best; None when it does not."""
    if not word:
        return 0
    names = [name.lower() for name in (one.name, one.short_name) if name]
    if word in names or one.code.lower() == word:
        return 0
    if any(name.startswith(word) or _spells(name, word, inside=False) for name in names):
        return 1
    if any(word in name for name in names):
        return 2
    if any(_spells(name, word, inside=True) for name in names) or one.code.lower().startswith(word):
        return 3
    return None


@lru_cache(maxsize=4096)
def _letters(name: str) -> tuple[frozenset[str], ...]:
    """Return for each character the letters its readings begin with.

    Names of places have readings of their own (崆峒 ktx, 长治 cz) that no dictionary of words gets right
    every time, so every reading counts.
    """
    from pypinyin import Style, pinyin  # on first use: its dictionaries are large

    return tuple(
        frozenset(reading[0].lower() for reading in readings if reading)
        for character in name
        for readings in pinyin(character, style=Style.NORMAL, heteronym=True)
    )


def _spells(name: str, word: str, *, inside: bool) -> bool:
    """Tell whether a word is a run of first letters of a name, at its beginning or anywhere inside."""
    letters = _letters(name)
    starts = range(len(letters) - len(word) + 1) if inside else range(min(1, len(letters) - len(word) + 1))
    return any(all(letter in letters[start + i] for i, letter in enumerate(word)) for start in starts)
