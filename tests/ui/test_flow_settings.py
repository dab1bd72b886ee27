"""Chains and time limits are set on one page; an emergency goes out with three fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clinic_app.domain.time_limits import LimitName
from clinic_app.services.app import App
from tests.helpers.clinic import township
from tests.helpers.services import Desk
from tests.helpers.window import put, settle
from ui.dialogs.emergency import EmergencyDialog
from ui.main_window import MainWindow
from ui.settings.approval import roles_in
from ui.settings.flow import FlowSection


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    app = township(tmp_path_factory.mktemp("clinic"))
    desk = Desk(app)
    desk.referral(patient_id=desk.patient(), to_org=desk.hospital())
    yield app
    app.close()


@pytest.fixture
def section(window: MainWindow) -> FlowSection:
    window.open("settings", subject="flow")
    settle(window)
    page = window.current_page()
    assert page is not None
    found = page.findChild(FlowSection)
    assert found is not None
    return found


@pytest.mark.parametrize("text", ["科主任→医务科→院长", "科主任、医务科，院长", " 科主任 -> 医务科>院长 "])
def test_a_chain_is_read_as_people_write_it(text: str) -> None:
    assert roles_in(text) == ("科主任", "医务科", "院长")


def test_a_chain_is_typed_and_kept(section: FlowSection, window: MainWindow, clinic: App) -> None:
    put(section.approval.form.field("down.routine"), "医生→医保办")
    section._save_chains.click()
    settle(window)
    assert clinic.approvals.chains()["down", "routine"] == ("医生", "医保办")
    assert clinic.approvals.chains()["up", "routine"] == ()


def test_a_limit_is_typed_and_a_wrong_one_is_told(
    section: FlowSection, window: MainWindow, clinic: App
) -> None:
    field: Any = section.limits.field(LimitName.ARRIVAL.value)
    field.clear()
    put(field, "96")
    section._save_limits.click()
    settle(window)
    assert clinic.reminders.limits()[LimitName.ARRIVAL] == 96
    field.clear()
    put(field, "-2")
    section._save_limits.click()
    settle(window)
    assert clinic.reminders.limits()[LimitName.ARRIVAL] == 96
    assert section.limits.row_of(LimitName.ARRIVAL.value).problem_text()


def test_an_emergency_goes_out_by_typing_a_name_and_an_impression(window: MainWindow, clinic: App) -> None:
    window.open("workbench")
    settle(window)
    sent: list[str] = []
    page = window.current_page()
    assert page is not None
    dialog = EmergencyDialog(window.context, page, sent.append)
    settle(window)
    assert dialog.org.text() == "崆峒县人民医院"
    dialog.patient.setFocus()
    QTest.keyClicks(dialog.patient, "wjg")
    QTest.keyClick(dialog.patient, Qt.Key.Key_Return)
    settle(window)
    assert dialog.patient.code()
    put(dialog.impression, "急性心梗？")
    dialog.go.click()
    settle(window)
    assert len(sent) == 1
    detail = clinic.referrals.get(sent[0])
    assert (detail.phase, detail.row["urgency"]) == ("sent", "emergency")
    assert QApplication.activeModalWidget() is None


def test_a_usual_chain_is_one_click_and_people_are_named_for_its_posts(
    section: FlowSection, window: MainWindow, clinic: App
) -> None:
    form = section.approval
    field: Any = form.form.field("lateral.urgent")
    field.setFocus()
    settle(window)
    assert "同级 急" in form._where.text()
    form.presets["hospital"].click()
    assert field.text() == "科主任→医务科→院长"
    assert {"科主任", "医务科", "院长"} <= set(form._groups)
    [me] = clinic.approvals.people()
    form._groups["院长"].set_values([me.id])
    section._save_chains.click()
    settle(window)
    assert clinic.approvals.chains()["lateral", "urgent"] == ("科主任", "医务科", "院长")
    assert clinic.approvals.reviewers() == {"院长": (me.id,)}
    section.refresh()
    settle(window)
    assert form._groups["院长"].values() == [me.id]
    field.setFocus()
    form.presets["none"].click()
    section._save_chains.click()
    settle(window)
    assert clinic.approvals.chains()["lateral", "urgent"] == ()
    assert clinic.approvals.reviewers() == {}
