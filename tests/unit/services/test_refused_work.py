"""Every reason for which the hub refuses: in plain words, with a next step, and the page to mend it on."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from clinic_app.domain.catalogue import BY_NAME, KINDS
from clinic_app.services.app import App
from clinic_app.services.refused_work import why
from clinic_app.store import rows
from tests.helpers.services import Desk
from ui.pages import PAGES
from ui.views.settings import SUBJECTS

FIELD = {"too_long", "wrong_type"}


def reasons() -> list[str]:
    """Return the reasons of the protocol page that a saving as a whole can have."""
    page = files("clinic_app.protocol").joinpath("PROTOCOL.md").read_text("utf-8")
    table = page.split("## 8. Reasons of refusal")[1].split("## 9.")[0]
    found = [word.partition(":")[0] for word in re.findall(r"^\| `([a-zA-Z_:]+)` \|", table, re.MULTILINE)]
    return [word for word in found if word != "with"]


@pytest.mark.parametrize("reason", reasons())
@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_every_reason_says_why_and_what_to_do_next(kind: str, reason: str) -> None:
    code = f"{reason}:{BY_NAME[kind].fields[0].name}" if reason in FIELD else reason
    cause, mend = (str(one) for one in why(kind, code))
    assert reason not in cause
    assert mend.startswith("内容还在本机；")
    # Buttons that stand under the list, a person to ask, or what happens by itself.
    assert re.search("“(再送一次|不再送|导出没有接受的)”|会自动再送", mend)
    if BY_NAME[kind].append_only and reason in FIELD | {"bad_characters"}:
        assert "重新登记" in mend, "it cannot be changed"


def test_the_protocol_page_names_reasons() -> None:
    assert {"not_yours", "hub_only", "unknown_patient", "too_long", "malformed"} <= set(reasons())


def refuse(app: App, ent: str, rec_id: str) -> None:
    app.place.db.execute("UPDATE op SET state = 1, hub_seq = op_seq WHERE state = 0")
    app.place.db.execute(
        "UPDATE op SET state = 2, reason = 'not_yours' WHERE ent = ? AND rec_id = ?", (ent, rec_id)
    )


@pytest.mark.parametrize(
    ("ent", "page", "place", "whose"),
    [
        ("patient", "patient", {"patient_id": "P", "edit": True}, "王建国"),
        ("allergy", "patient", {"patient_id": "P", "edit": True}, "王建国"),
        ("family_contract", "patient", {"patient_id": "P"}, "王建国"),
        ("follow_up_plan", "patient", {"patient_id": "P"}, "王建国"),
        ("follow_up", "follow_up", {"record_id": "X", "patient_id": "P"}, "王建国"),
        ("referral_message", "referral", {"referral_id": "R"}, "王建国 "),
        ("conflict", "conflicts", {"patient_id": "P"}, "王建国"),
        ("contact_card", "settings", {"subject": "cards"}, "李医生"),
        ("doctor_team", "settings", {"subject": "teams"}, "第一团队"),
    ],
)
def test_it_is_mended_on_the_page_that_changes_it(
    app: App, desk: Desk, ent: str, page: str, place: dict[str, object], whose: str
) -> None:
    patient = desk.patient()
    referral = desk.referral(patient_id=patient)
    made = patient
    if ent != "patient":
        names = {
            "patient_id": patient,
            "referral_id": referral,
            "name": "第一团队",
            "person": "李医生",
            "rec_id": patient,
            "ent": "patient",
        }
        values = {name: names[name] for name in names if name in BY_NAME[ent].by_name}
        with app.place.unit() as _:
            made = rows.insert(app.place.db, ent, values)
    refuse(app, ent, made)
    [row] = app.sync_control.refused()
    given = {"P": patient, "R": referral, "X": made}
    assert row.page == page
    assert dict(row.where) == {name: given.get(str(one), one) for name, one in place.items()}
    assert row.what.startswith(whose)
    assert page in {one.key for one in PAGES}
    if page == "settings":
        assert place["subject"] in {one.key for one in SUBJECTS}
