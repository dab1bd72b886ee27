"""Family doctors on screen: a team, a contract on the patient's page, and the list of those to renew."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from clinic_app.services.app import App
from tests.helpers.clinic import clock_of
from tests.helpers.services import Desk
from tests.helpers.window import put, settle, to_front
from ui.dialogs.doctor_team import TeamDialog
from ui.dialogs.family_contract import ContractDialog, EndContractDialog
from ui.main_window import MainWindow

TEAM = {"name": "第二团队", "leader": "李明", "phone": "0933-8612345", "villages": "王家沟村"}


def box_of(inside: Any, kind: type[QWidget]) -> Any:
    found: Any = next(box for box in inside.findChildren(kind) if box.isVisible())
    to_front(found)
    return found


def test_a_team_is_entered_with_its_members(window: MainWindow, clinic: App) -> None:
    window.open("settings", subject="teams")
    settle(window)
    page: Any = window.current_page()
    section = page.section("teams")
    section._add.click()
    box = box_of(section, TeamDialog)
    for name in ("name", "leader", "phone"):
        put(box.form.field(name), TEAM[name])
    box.members.set_rows([{"role": "护士", "name": "赵敏", "phone": "13993300001"}])
    box._keys.press("save")
    settle(window)
    [team] = clinic.doctor_teams.teams()
    assert (team.name, team.leader, team.member("护").name) == ("第二团队", "李明", "赵敏")
    section.rows.select_id(team.id)
    section.days.setText("45")
    section._store()
    settle(window)
    assert clinic.family_contracts.renew_days() == 45


def test_a_contract_is_signed_on_the_page_and_renewed_from_the_list(window: MainWindow, clinic: App) -> None:
    clinic.doctor_teams.save(TEAM)
    patient = Desk(clinic).patient()
    window.open("patient", patient_id=patient)
    settle(window)
    page: Any = window.current_page()
    assert window.focusWidget() is page._card_view.up  # Enter refers, it does not sign.
    card = page._card_view.contract
    assert not card.sign.isHidden()
    assert card.renew.isHidden()
    card.sign.click()
    settle(window)
    box = box_of(page, ContractDialog)
    box.years.set_value("3")
    box._set_end()
    box._keys.press("save")
    settle(window)
    contract = clinic.family_contracts.current(patient)
    assert contract is not None
    assert (contract.team_name, contract.ends_on) == ("第二团队", "2029-11-21")
    assert card.sign.isHidden()
    assert not card.renew.isHidden()
    clock_of(clinic).advance(timedelta(days=3 * 365 - 10))
    clinic.session.touch()
    window.open("renewals")
    settle(window)
    page = window.current_page()
    assert page.table.current().patient_name == "王建国"
    page._renew.click()
    settle(window)
    box = box_of(page, ContractDialog)
    box._keys.press("save")
    settle(window)
    assert page.table.current() is None
    assert [row.starts_on for row in clinic.family_contracts.of_patient(patient)] == [
        "2029-11-22",
        "2026-11-22",
    ]


def test_a_contract_is_ended_with_its_reason(window: MainWindow, clinic: App) -> None:
    clinic.doctor_teams.save(TEAM)
    patient = Desk(clinic).patient()
    clinic.family_contracts.sign(patient, clinic.family_contracts.prefill(patient))
    window.open("patient", patient_id=patient)
    settle(window)
    page: Any = window.current_page()
    card = page._card_view.contract
    card.end.click()
    box = box_of(page, EndContractDialog)
    box._keys.press("save")
    settle(window)
    assert box.form.row_of("reason").problem_text()
    box.reason.set_code("patient")
    box._keys.press("save")
    settle(window)
    [row] = clinic.family_contracts.of_patient(patient)
    assert row.closed_text == "居民要求解约"
    assert not card.sign.isHidden()
