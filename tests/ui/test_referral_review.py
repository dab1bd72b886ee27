"""Where slips are reviewed: the way of a draft shows it, and what came back is handed in from its page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from clinic_app.services.app import App
from tests.helpers.clinic import township
from tests.helpers.services import Desk
from tests.helpers.window import press, settle
from ui.dialogs.referral_moves import MoveBox
from ui.main_window import MainWindow
from ui.views.referral import ReferralPage


@pytest.fixture
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A township clinic with one patient and the county hospital."""
    app = township(tmp_path_factory.mktemp("clinic"))
    yield app
    app.close()


def page_at(window: MainWindow, **where: object) -> ReferralPage:
    window.open("workbench")
    window.open("referral", **where)
    settle(window)
    found = window.current_page()
    assert isinstance(found, ReferralPage)
    return found


def shown_way(page: ReferralPage) -> list[str]:
    """Return the words of the strip on top."""
    return page.writing.strip.accessibleName().removeprefix("进度：").split("，")


def test_the_way_of_a_draft_shows_a_review_only_where_one_is_asked_for(
    window: MainWindow, clinic: App
) -> None:
    patient = Desk(clinic).patient()
    page = page_at(window, new=True, patient_id=patient)
    assert shown_way(page)[:3] == ["草稿", "已发出", "对方已收到"]
    clinic.approvals.set_chains({("up", "routine"): ("科主任",)})
    page = page_at(window, new=True, patient_id=patient)
    assert shown_way(page)[:3] == ["草稿", "审核", "已发出"]
    page.writing.fields.urgency.setFocus()
    press(Qt.Key.Key_1)
    assert page.writing.fields.urgency.value() == "urgent"
    assert "审核" not in shown_way(page)


def test_the_way_of_a_draft_down_has_no_return(window: MainWindow, clinic: App) -> None:
    page = page_at(window, new=True, patient_id=Desk(clinic).patient())
    assert "回转" in shown_way(page)
    page.writing.fields.direction.setFocus()
    press(Qt.Key.Key_2)
    assert page.writing.fields.direction.value() == "down"
    assert "回转" not in shown_way(page)


def test_a_slip_that_came_back_is_handed_in_again_from_its_page(window: MainWindow, clinic: App) -> None:
    desk = Desk(clinic)
    clinic.approvals.set_chains({("up", "urgent"): ("科主任",)})
    slip = clinic.referrals.save_without_sending(desk.slip(desk.hospital()), desk.patient()).id
    clinic.approvals.review(slip, "补心电图", ok=False)
    page = page_at(window, referral_id=slip)
    page.view.do_move("reviewed")
    box = page.view.findChild(MoveBox)
    assert box is not None
    assert any("补心电图" in one.text() for one in box.findChildren(QLabel))
    assert box.go.text() == "再次送审"
    box.go.click()
    settle(window)
    assert clinic.approvals.of(slip).next_role == "科主任"


def test_a_short_list_of_reasons_says_how_it_opens(window: MainWindow, clinic: App) -> None:
    page = page_at(window, referral_id=Desk(clinic).referral())
    page.view.do_move("cancelled")
    box = page.view.findChild(MoveBox)
    assert box is not None
    reason: Any = box.form.field("reason")
    assert reason.placeholderText() == "按向下键选"
