"""The county's desk hands a patient over: what it reads before, what happens, and what a dead line leaves."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from clinic_app.domain.errors import HubUnreachable
from clinic_app.domain.wording import say
from clinic_app.services.patient_moves import MoveAnswer
from tests.helpers.clinic import county
from tests.helpers.services import Desk
from ui.dialogs.hand_over import HandOverDialog
from ui.views.patient import PatientPage
from ui.widgets.blocks import Banner
from ui.widgets.buttons import Button

WILL = MoveAnswer(needed=True, moved=False, effects=("甲 将管理这位患者。",), notes=("甲 还没有电脑。",))


class Moves:
    """Stands in for the hub's answers."""

    offered = True

    def __init__(self):
        self.answer = WILL
        self.done = []

    def foresee(self, patient_id, to_org):
        if self.answer is None:
            raise HubUnreachable(say("移交要联网才能办。"))
        return self.answer

    def hand_over(self, patient_id, to_org):
        if self.answer is None:
            raise HubUnreachable(say("移交要联网才能办。"))
        self.done.append((patient_id, to_org))
        return self.answer


class Navigator:
    synced = 0

    def sync(self):
        self.synced += 1


@pytest.fixture
def desk(context, tmp_path):
    with county(tmp_path) as app:
        context.app, context.role, context.navigator = app, "county", Navigator()
        app.sync_control.moves = Moves()
        yield Desk(app)
        context.tasks.drain()


@pytest.fixture
def dialog(context, desk, shown, qtbot):
    patient, clinic = desk.patient(), desk.hospital("白水镇卫生院", level="township")
    page = shown(PatientPage(context))
    page.show_at(patient_id=patient)
    button = page._card_view.move_on
    qtbot.waitUntil(button.isVisible)
    button.click()
    (box,) = page.findChildren(HandOverDialog)
    assert not box.go.isEnabled()
    box.org.set_org(clinic, "白水镇卫生院")
    box.org.chosen.emit(None)
    return box, patient, clinic


def said(box):
    return " ".join(one.text() for kind in (QLabel, Banner) for one in box.findChildren(kind))


def test_it_can_be_done_only_after_reading_what_it_does(context, desk, dialog, qtbot, messages_seen):
    box, patient, clinic = dialog
    qtbot.waitUntil(box.go.isEnabled)
    assert "甲 将管理这位患者。" in said(box)
    assert "甲 还没有电脑。" in said(box)
    moves = desk.app.sync_control.moves
    assert moves.done == []
    box.go.click()
    qtbot.waitUntil(lambda: bool(moves.done))
    assert moves.done == [(patient, clinic)]
    qtbot.waitUntil(lambda: context.navigator.synced == 1)  # both see it at once
    assert "已移交" in messages_seen[-1].text


def test_nothing_is_to_be_done_for_who_manages_the_patient_already(desk, dialog, qtbot):
    box, _, _ = dialog
    qtbot.waitUntil(box.go.isEnabled)
    desk.app.sync_control.moves.answer = MoveAnswer(False, False, ("不用移交，没有改动。",), ())
    box._foresee()
    qtbot.waitUntil(lambda: "不用移交" in said(box))
    assert not box.go.isEnabled()


def test_a_dead_line_is_said_in_the_box_and_it_can_be_tried_again(desk, dialog, qtbot):
    box, _, _ = dialog
    qtbot.waitUntil(box.go.isEnabled)
    desk.app.sync_control.moves.answer = None
    box.go.click()
    qtbot.waitUntil(lambda: "移交要联网才能办" in said(box))
    qtbot.waitUntil(box.go.isEnabled)
    assert box.isVisible()


def test_what_nobody_could_tell_is_not_done_but_asked_again(desk, dialog, qtbot):
    box, _, _ = dialog
    qtbot.waitUntil(box.go.isEnabled)
    moves = desk.app.sync_control.moves
    moves.answer = None
    box._foresee()
    qtbot.waitUntil(lambda: "移交要联网才能办" in said(box))
    assert not box.go.isEnabled()
    moves.answer = WILL
    [banner] = [one for one in box.findChildren(Banner) if "联网" in one.text()]
    [again] = banner.findChildren(Button)
    assert again.text() == "再问一次"
    again.click()
    qtbot.waitUntil(box.go.isEnabled)
    assert "甲 将管理这位患者。" in said(box)


def test_a_clinic_is_not_offered_it(context, desk, shown, qtbot):
    context.role = "clinic"
    page = shown(PatientPage(context))
    page.show_at(patient_id=desk.patient())
    qtbot.waitUntil(lambda: page._card_view._row is not None)
    assert not page._card_view.move_on.isVisible()
