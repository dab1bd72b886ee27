"""联系卡: whom to call at another institution, and when the number was last checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import attrs

from clinic_app.domain import catalogue
from clinic_app.domain.field_checks import check_fields, missing, stored_date, text_of
from clinic_app.domain.names import check_name, clean_name
from clinic_app.domain.phones import check_phone
from clinic_app.domain.problems import Problem
from clinic_app.domain.stored_record import StoredRecord
from clinic_app.domain.wording import say

STALE_AFTER = timedelta(days=183)
"""Half a year: after that a telephone number should be called once to see whether it still answers."""


@attrs.frozen
class ContactCard(StoredRecord):
    """One line of an institution's telephone list; the fields are those of the catalogue."""

    id: str = ""
    org_id: str = ""
    dept: str = ""
    person: str = ""
    role: str = ""
    phone: str = ""
    hours: str = ""
    checked_on: str = ""

    def is_stale(self, today: date) -> bool:
        """Tell whether nobody has checked the number for half a year, or ever."""
        checked = stored_date(self.checked_on)
        return checked is None or today - checked > STALE_AFTER

    @property
    def all_day(self) -> bool:
        """Tell whether somebody answers day and night."""
        return "24" in self.hours or "全天" in self.hours


def check_contact_card(values: Mapping[str, Any], today: date) -> list[Problem]:
    """Return what is wrong with a contact card: it needs a telephone and a department or a person."""
    problems: list[Problem] = []
    if not text_of(values, "org_id"):
        problems.append(missing("org_id", "机构"))
    if not text_of(values, "phone"):
        problems.append(missing("phone", "电话"))
    else:
        problems += check_phone(text_of(values, "phone"))
    if not text_of(values, "dept") and not text_of(values, "person"):
        problems.append(Problem("dept", "contact_card.who", say("请填写科室或联系人，写明电话打给谁")))
    if person := text_of(values, "person"):
        problems += check_name(clean_name(person), "person")
    checked = stored_date(text_of(values, "checked_on"))
    if checked and checked > today:
        problems.append(Problem("checked_on", "checked_on.future", say("核对日期在今天之后，请核对")))
    return problems + check_fields(catalogue.CONTACT_CARD, values)
