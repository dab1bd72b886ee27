"""联系卡: whom to ring at which institution, kept by each for itself, and private notes beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from clinic_app.domain.calendar import friendly_date
from clinic_app.domain.catalogue import CONTACT_CARD
from clinic_app.domain.contact_card import ContactCard, check_contact_card
from clinic_app.domain.errors import NotAllowed, NotFound, Rejected
from clinic_app.domain.field_checks import missing, stored_date, text_of
from clinic_app.domain.names import clean_name, clean_text, initials
from clinic_app.domain.numbers import narrow
from clinic_app.domain.permissions import Permission
from clinic_app.domain.phones import clean_phone, phone_text
from clinic_app.domain.problems import Problem, errors_of, warnings_of
from clinic_app.domain.wording import say
from clinic_app.services.changes import Changes, Saved
from clinic_app.services.workplace import Workplace
from clinic_app.store import contact_cards, directory, rows

_PRIVATE = "contact_cards.private"


@attrs.frozen
class CardRow:
    """One contact card for lists.

    Attributes:
        id: identity.
        org_id: institution.
        org_name: its name.
        dept, person, role, phone, hours: as in the catalogue.
        phone_text: number in groups, to be read aloud.
        checked_on: day on which somebody found it true, or empty.
        checked_text: 今天, 11-20（周五）, 从未核对.
        stale: nobody checked it for half a year, or ever.
        all_day: somebody answers day and night.
        own: of our institution: it can be changed here and travels to the others.
        private: a note of this machine about another institution; it travels nowhere.
    """

    id: str
    org_id: str
    org_name: str
    dept: str
    person: str
    role: str
    phone: str
    phone_text: str
    hours: str
    checked_on: str
    checked_text: str
    stale: bool
    all_day: bool
    own: bool
    private: bool = False


class ContactCards:
    """The telephone list of the county.

    Every institution writes its own cards. What a clinic wants to remember about another one stays a
    private note, because the hub takes a card only from the institution it is about.
    """

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def cards(self, text: str = "", *, org_id: str = "", stale_only: bool = False) -> tuple[CardRow, ...]:
        """Return cards that fit what was typed: part of a name, pinyin initials, or of a number.

        Our own first, then by institution; ``stale_only`` leaves those nobody checked for half a year.
        """
        self._place.need()
        found = [self._row(row) for row in contact_cards.cards(self._place.reader, org_id=org_id)]
        found += [self._row(row) for row in self._private() if not org_id or row["org_id"] == org_id]
        words = narrow(text).lower().split()
        return tuple(
            card
            for card in sorted(found, key=lambda c: (not c.own, c.org_name, c.dept, c.person, c.id))
            if (card.stale or not stale_only) and all(_fits(card, word) for word in words)
        )

    def get(self, card_id: str) -> CardRow:
        """Return one card. Raises NotFound."""
        self._place.need()
        for row in self._private():
            if row["id"] == card_id:
                return self._row(row)
        row = rows.fetch(self._place.reader, "contact_card", card_id)
        return self._row({**row, "org_name": self._org_name(str(row["org_id"] or ""))})

    def stale(self) -> tuple[CardRow, ...]:
        """Return our own cards that should be rung up once to see whether they still answer."""
        return tuple(card for card in self.cards(org_id=self._place.org_id, stale_only=True) if card.own)

    def check(self, values: Mapping[str, Any]) -> list[Problem]:
        """Return what is wrong with a card as typed."""
        return check_contact_card(self._cleaned(values), self._place.today())

    def save(self, values: Mapping[str, Any], card_id: str = "") -> Saved:
        """Store a card: one of ours travels to the others, one about another institution stays here.

        Raises:
            NotAllowed: the person may not, or the card is another institution's own.
            Rejected: with all that is wrong.
        """
        self._place.need(Permission.CONTACT_CARD_EDIT, Permission.SETTINGS)
        cleaned = self._cleaned(values)
        problems = check_contact_card(cleaned, self._place.today())
        if errors_of(problems):
            raise Rejected(errors_of(problems))
        if cleaned["org_id"] != self._place.org_id:
            return self._save_private(cleaned, card_id, tuple(warnings_of(problems)))
        if card_id and any(row["id"] == card_id for row in self._private()):
            raise Rejected(
                [Problem("org_id", "contact_card.moved", say("机构不能改成本单位，请另建一张联系卡。"))]
            )
        with self._place.unit() as work:
            if card_id:
                self._refuse_foreign(rows.fetch(self._place.db, "contact_card", card_id))
                rows.update(self._place.db, "contact_card", card_id, cleaned)
            else:
                card_id = rows.insert(self._place.db, "contact_card", cleaned)
            self._place.audit("contact_card.save", "contact_card", card_id)
        return Saved(card_id, Changes(work.changed), tuple(warnings_of(problems)))

    def remove(self, card_id: str, reason: str) -> Saved:
        """Take a card out of the list; one of ours stays in the file with the reason.

        Raises:
            NotAllowed, NotFound; Rejected without a reason.
        """
        self._place.need(Permission.CONTACT_CARD_EDIT, Permission.SETTINGS)
        private = self._private()
        if any(row["id"] == card_id for row in private):
            self._place.put_setting(_PRIVATE, [row for row in private if row["id"] != card_id])
            return Saved(card_id, Changes.of({"contact_card"}))
        if not reason.strip():
            raise Rejected([missing("reason", "停用原因")])
        with self._place.unit() as work:
            self._refuse_foreign(rows.fetch(self._place.db, "contact_card", card_id))
            rows.void(self._place.db, "contact_card", card_id, reason.strip())
            self._place.audit("contact_card.void", "contact_card", card_id)
        return Saved(card_id, Changes(work.changed))

    def checked(self, card_id: str) -> Saved:
        """Note that somebody rang today and the number is right.

        Raises:
            NotAllowed, NotFound.
        """
        card = self.get(card_id)
        values = {name: getattr(card, name) for name in CONTACT_CARD.field_names}
        return self.save({**values, "checked_on": self._place.today().isoformat()}, card_id)

    # --- inside ---

    def _cleaned(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Return the fields as stored; ours is the institution when none is named."""
        found = {
            name: clean_text(text_of(values, name)).strip()
            for name in CONTACT_CARD.field_names
            if name != "checked_on"
        }
        found["org_id"] = found["org_id"] or self._place.org_id
        found["person"] = clean_name(found["person"])
        found["phone"] = clean_phone(found["phone"])
        found["checked_on"] = text_of(values, "checked_on")
        return found

    def _row(self, row: Mapping[str, Any]) -> CardRow:
        card = ContactCard.from_row(row)
        today = self._place.today()
        day = stored_date(card.checked_on)
        return CardRow(
            **attrs.asdict(card),
            org_name=str(row.get("org_name") or "") or self._org_name(card.org_id),
            phone_text=phone_text(card.phone),
            checked_text=friendly_date(day, today) if day else "从未核对",
            stale=card.is_stale(today),
            all_day=card.all_day,
            own=card.org_id == self._place.org_id,
            private=bool(row.get("private")),
        )

    def _org_name(self, org_id: str) -> str:
        if org_id == self._place.org_id:
            return self._place.own().name
        found = directory.partner(self._place.reader, org_id)
        return found.name if found else ""

    def _refuse_foreign(self, row: Mapping[str, Any]) -> None:
        if row["org_id"] != self._place.org_id:
            raise NotAllowed(
                say("这张联系卡由对方机构维护，本机不能改。号码不对时请告诉对方，或另记一张本机备注。")
            )

    def _private(self) -> list[dict[str, Any]]:
        stored = self._place.setting(_PRIVATE, [])
        return (
            [row for row in stored if isinstance(row, dict) and row.get("id")]
            if isinstance(stored, list)
            else []
        )

    def _save_private(self, values: dict[str, str], card_id: str, warnings: tuple[Problem, ...]) -> Saved:
        private = self._private()
        if card_id and all(row["id"] != card_id for row in private):
            self._refuse_foreign({"org_id": ""})
        if not self._org_name(values["org_id"]):
            raise NotFound(say("没有找到这家机构，联系卡没有保存。请先在机构目录里添加。"))
        new_id = card_id or self._place.db.new_id()
        entry = {**values, "id": new_id, "private": True}
        kept = [row for row in private if row["id"] != new_id]
        self._place.put_setting(_PRIVATE, [*kept, entry])
        return Saved(new_id, Changes.of({"contact_card"}), warnings)


def _fits(card: CardRow, word: str) -> bool:
    texts = (card.org_name, card.dept, card.person, card.role)
    if any(word in text.lower() or initials(text).lower().startswith(word) for text in texts if text):
        return True
    digits = "".join(c for c in card.phone if c.isdigit())
    return word.replace("-", "").isdecimal() and word.replace("-", "") in digits
