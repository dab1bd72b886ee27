"""Short cuts for tests of the services: people, a county hospital, slips, and the other side's moves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import attrs

from clinic_app.domain.clock import stamp
from clinic_app.services.app import App
from clinic_app.store import referrals, rows, sync_state
from tests.helpers.clinic import clock_of

WANG = {
    "name": "王建国",
    "id_no": "620802195803121235",
    "phone": "13893311111",
    "address": "白水镇王家沟村三社",
    "village": "王家沟村",
}


def with_check_digit(first: str) -> str:
    """Return 17 digits of an invented identity number with the right last character."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(first, weights, strict=True))
    return first + "10X98765432"[total % 11]


@attrs.define
class Desk:
    """One installation with what tests need around it."""

    app: App

    def patient(self, **values: Any) -> str:
        """Save a patient and return the id."""
        chosen = {**WANG, "id_no": with_check_digit("62080219580312123"), **values}
        return self.app.patients.save(chosen).id

    def hospital(self, name: str = "崆峒县人民医院", **values: str) -> str:
        """Enter a county hospital by hand and return the id."""
        chosen = {"level": "county", "role": "both", "phone": "0933-8222222", **values, "name": name}
        return self.app.directory.save_partner(chosen, departments=("心内科", "呼吸内科")).id

    def slip(self, hospital: str, **values: Any) -> dict[str, Any]:
        """Return a slip that holds all it must."""
        return {
            "to_org": hospital,
            "to_dept": "心内科",
            "urgency": "urgent",
            "impression": "急性冠脉综合征？",
            "present_illness": "胸痛 2 小时，含服硝酸甘油无缓解。",
            "reason": "31",
            "consent": "signed",
            **values,
        }

    def referral(self, **values: Any) -> str:
        """Send a patient up and return the referral's id."""
        to_org = values.pop("to_org", "") or self.hospital()
        patient = values.pop("patient_id", "") or self.patient()
        return self.app.referrals.save_and_send(self.slip(to_org, **values), patient).id

    def theirs(self, referral_id: str, event: str, details: Mapping[str, Any] | None = None) -> str:
        """Let the other institution do something, as if it had come from the hub."""
        place = self.app.place
        view = referrals.load(place.db, referral_id)
        clock_of(self.app).advance(timedelta(minutes=10))
        now = stamp(place.now())
        other = view.status.receiver if view.status.sender == place.org_id else view.status.sender
        with place.unit(user_name="赵敏"):
            return referrals.add_event(
                place.db,
                referral_id,
                event,
                at=now,
                entered_at=now,
                by_org=other,
                by_org_name="崆峒县人民医院",
                by_name="赵敏",
                details=details,
            )

    def their_return(self, referral_id: str, **values: Any) -> str:
        """Let the other institution write a return slip."""
        place = self.app.place
        view = referrals.load(place.db, referral_id)
        chosen = {
            "referral_id": referral_id,
            "slip_no": "KTX-07-00001-12",
            "from_org": view.status.receiver,
            "from_org_name": "崆峒县人民医院",
            "to_org": view.status.sender,
            "to_org_name": "白水镇卫生院",
            "from_doctor": "赵敏",
            "back_date": place.today().isoformat(),
            "diagnosis": "冠心病 不稳定型心绞痛",
            "outcome": "2",
            "next_plan": "阿司匹林 100mg 每日一次",
            "rehab_advice": "低盐低脂，避免劳累",
            "_owner": view.status.receiver,
            **values,
        }
        with place.unit(user_name="赵敏"):
            made = rows.insert(place.db, "referral_return", chosen)
        self.theirs(referral_id, "returned", {"return_id": made, "slip_no": chosen["slip_no"]})
        return made

    def enrolled(self, *, days_ago: float = 0) -> None:
        """Let this file take part in a county, last in touch some days ago."""
        place = self.app.place
        sync_state.change(
            place.db,
            device_id="D" * 22,
            hub_address="https://hub.invalid",
            epoch_no=7,
            last_contact_at=stamp(place.now() - timedelta(days=days_ago)),
        )

    def acknowledged(self) -> None:
        """Let the hub have everything that was saved so far."""
        self.app.place.db.execute("UPDATE op SET state = 1, hub_seq = op_seq")
