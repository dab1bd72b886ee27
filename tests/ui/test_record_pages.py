"""Workbench, patients, conflict desk and data exchange over a real encrypted database."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from clinic_app.services.changes import Changes
from clinic_app.services.sample_people import invented_people
from clinic_app.services.sample_workbook import write_messy_workbook
from clinic_app.services.sync_control import CourierOut, SyncOutcome
from clinic_app.store import rows
from clinic_app.store.unit_of_work import UnitOfWork
from tests.helpers.clinic import NOON, township
from tests.helpers.services import WANG, Desk, with_check_digit
from ui.dialogs.patient_import import PatientImportDialog
from ui.forms.patient import PatientForm
from ui.views.conflicts import ConflictDesk, ConflictsPage
from ui.views.exchange import ExchangePage
from ui.views.patient import PatientPage
from ui.views.patients import PatientsPage
from ui.views.workbench import WorkbenchPage
from ui.widgets.blocks import Banner, PageScroll
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.dialog import Dialog

WANG_ID = with_check_digit("62080219580312123")


class Opened:
    """Stands where the window would: remembers what was opened."""

    def __init__(self):
        self.seen = []

    def open(self, key, **where):
        self.seen.append((key, where))

    def back(self):
        self.seen.append(("back", {}))


@pytest.fixture
def clinic(context, tmp_path):
    app = township(tmp_path / "clinic")
    context.app = app
    context.clock = app.place.clock
    context.navigator = Opened()
    yield app
    context.tasks.drain()
    app.close()


@pytest.fixture
def desk(clinic):
    return Desk(clinic)


def settle(context, qtbot):
    """Let the workers finish and their results arrive."""
    context.tasks.drain()
    qtbot.wait(1)


def type_into(field, text):
    field.setFocus()
    QTest.keyClicks(field, text)


def enter(field):
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_the_workbench_counts_and_opens(context, desk, clinic, shown, qtbot):
    clinic.referrals.save_and_send(desk.slip(desk.hospital()), desk.patient())
    page = shown(WorkbenchPage(context))
    page.show_at()
    qtbot.waitUntil(lambda: page.table.current() is not None)
    assert page.table.current().patient_name == "王建国"
    enter(page.table.view)
    assert context.navigator.seen[-1][0] == "referral"


def test_an_empty_workbench_says_what_to_do_first(context, clinic, shown, qtbot):
    page = shown(WorkbenchPage(context))
    page.show_at()
    qtbot.waitUntil(page._empty.isVisible)


def test_patients_are_found_by_initials(context, desk, shown, qtbot):
    desk.patient()
    page = shown(PatientsPage(context))
    page.show_at()
    type_into(page.search, "wjg")
    qtbot.waitUntil(lambda: page.table.current() is not None)
    assert page.table.current().name == "王建国"
    assert page.place()["query"] == "wjg"


def test_a_patient_is_registered_with_the_keyboard_identity_number_first(context, clinic, shown, qtbot):
    form = shown(PatientForm(context))
    saved = []
    form.saved.connect(saved.append)
    form.start_new()
    settle(context, qtbot)
    type_into(form.id_no, WANG_ID)
    enter(form.id_no)
    assert form.gender.value() == "1"
    assert form.birth.date().isoformat() == "1958-03-12"
    assert form.name.hasFocus()
    form.name.setText("王建国")
    form._save()
    qtbot.waitUntil(lambda: bool(saved))
    assert clinic.patients.row(saved[0]).name == "王建国"
    assert clinic.drafts.load("patient", "") is None


def test_what_is_wrong_stands_beside_the_fields(context, clinic, shown, qtbot):
    form = shown(PatientForm(context))
    form.start_new()
    settle(context, qtbot)
    form.id_no.setText(WANG_ID[:-1] + ("1" if WANG_ID[-1] != "1" else "2"))
    form._save()
    qtbot.waitUntil(lambda: bool(form.form.row_of("name").problem_text()))
    assert form.form.row_of("id_no").problem_text()


def test_a_look_alike_is_shown_beside_the_form(context, desk, shown, qtbot):
    desk.patient()
    form = shown(PatientForm(context))
    form.start_new()
    settle(context, qtbot)
    others = []
    form.open_other.connect(others.append)
    form.values.set({**WANG, "id_no": WANG_ID})
    form._look()
    qtbot.waitUntil(lambda: form._look_alikes.count() > 0)


def test_a_half_typed_patient_is_found_again(context, clinic, shown, qtbot):
    form = shown(PatientForm(context))
    form.start_new()
    settle(context, qtbot)
    form.name.setText("半截")
    form.keep_draft()
    settle(context, qtbot)
    again = shown(PatientForm(context))
    again.start_new()
    qtbot.waitUntil(lambda: again.name.text() == "半截")


def test_a_record_shows_allergies_in_red_and_its_timeline(context, desk, clinic, shown, qtbot):
    patient = desk.patient()
    clinic.patients.add_element(patient, "allergy", {"substance": "青霉素"})
    clinic.referrals.save_and_send(desk.slip(desk.hospital()), patient)
    page = shown(PatientPage(context))
    page.show_at(patient_id=patient)
    view = page._card_view
    qtbot.waitUntil(lambda: bool(view._entries))
    assert view._chips.itemAt(0).widget().text() == "青霉素过敏"
    key = next(k for k, e in view._entries.items() if e.page == "referral")
    view._open_entry(key)
    assert context.navigator.seen[-1][0] == "referral"


def test_a_record_without_events_says_so_and_names_an_allergy_entered_twice_once(
    context, desk, clinic, shown, qtbot
):
    patient = desk.patient()
    for reaction in ("皮疹", "休克"):
        clinic.patients.add_element(patient, "allergy", {"substance": "青霉素", "reaction": reaction})
    page = shown(PatientPage(context))
    page.show_at(patient_id=patient)
    view = page._card_view
    qtbot.waitUntil(lambda: view._nothing_yet.isVisible())
    assert not view._timeline.isVisible()
    assert [one.text() for one in view.findChildren(Chip)] == ["青霉素过敏（皮疹；休克）"]
    clinic.referrals.save_and_send(desk.slip(desk.hospital()), patient)
    page.refresh()
    qtbot.waitUntil(lambda: view._timeline.isVisible())
    assert not view._nothing_yet.isVisible()


def test_every_row_of_an_excel_list_ends_somewhere(context, clinic, shown, qtbot, tmp_path):
    people = invented_people(3, 25, NOON.date())
    path = Path(tmp_path / "名册.xlsx")
    write_messy_workbook(path, people, 3)
    dialog = shown(PatientImportDialog(context))
    dialog.start(path)
    qtbot.waitUntil(lambda: dialog._task is None, timeout=20000)
    assert "共" in dialog._words.text()
    assert clinic.patients.count() > 15


@pytest.fixture
def conflicts(desk, clinic):
    patient, hospital = desk.patient(), desk.hospital()
    db = clinic.place.db
    made = {}
    with UnitOfWork(db, user_name="县平台") as work, db.applying():
        for field, merge, kept, other, status in (
            ("name", "S", "王建国", "王健国", "open"),
            ("phone", "C", "13893311111", "0933-8610022", "auto"),
        ):
            made[field] = rows.insert(
                db,
                "conflict",
                {
                    "ent": "patient",
                    "rec_id": patient,
                    "field": field,
                    "merge": merge,
                    "base": "null",
                    "kept": json.dumps(kept, ensure_ascii=False),
                    "other": json.dumps(other, ensure_ascii=False),
                    "kept_by": "白水镇卫生院 李医生",
                    "kept_org": db.org_id(),
                    "kept_at": "2026-11-18T02:02:00.000Z",
                    "other_by": "崆峒县人民医院 转诊办",
                    "other_org": hospital,
                    "other_at": "2026-11-19T07:40:00.000Z",
                    "status": status,
                    "opened_at": "2026-11-20T01:00:00.000Z",
                    "patient_id": patient,
                },
            )
        work.commit()
    return patient, made


def test_a_conflict_is_decided_and_the_button_says_how(context, clinic, conflicts, shown, qtbot):
    patient, _ = conflicts
    page = shown(ConflictsPage(context))
    page.show_at(patient_id=patient)
    qtbot.waitUntil(lambda: page.findChild(ConflictDesk) is not None)
    desk = page.findChild(ConflictDesk)
    ((left, right),) = desk._boxes.values()
    bold = [box.findChildren(QLabel)[0].property("role") == "strong" for box in (left, right)]
    assert bold == [False, True]  # the newer
    assert not desk._button.isEnabled()
    right.click()
    assert desk._button.isEnabled()
    assert "姓名" in desk._button.text()
    left.click()
    assert not right.is_on()
    right.click()
    desk._decide()
    qtbot.waitUntil(lambda: clinic.patients.row(patient).name == "王健国")
    assert clinic.conflicts.open_groups() == ()
    qtbot.waitUntil(lambda: page.history.current() is not None)
    page._take_back(page.history.current())
    qtbot.waitUntil(lambda: clinic.patients.row(patient).name == "王建国")


def written_by_others(clinic, patient, **values):
    with UnitOfWork(clinic.place.db, user_name="县医院") as work, clinic.place.db.applying():
        rows.update(clinic.place.db, "patient", patient, values)
        work.commit()


def lines_of(table):
    model = table.view.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_an_automatic_merge_is_put_back_by_the_one_button_in_its_line(
    context, clinic, conflicts, shown, qtbot
):
    """Also by the space bar; what stands is said as it is, and comes back whole when that is undone."""
    patient, _ = conflicts
    written_by_others(clinic, patient, phone="13700000000")  # after the merge had used 138
    page = shown(ConflictsPage(context))
    page.show_at()
    qtbot.waitUntil(lambda: page.merged.current() is not None)
    [line] = lines_of(page.merged)
    assert "137 0000 0000" in line[2]
    assert "后来改的，原用 138 9331 1111" in line[2]
    assert "0933-8610022" in line[3]
    assert "较新" not in line[3]
    pressed = [
        one.text() for one in page.findChildren(Button) if "改用" in one.text() or "撤销" in one.text()
    ]
    assert pressed == []  # only in the lines
    QTest.keyClick(page.merged.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: clinic.patients.row(patient).phone.replace(" ", "") == "0933-8610022")
    qtbot.waitUntil(lambda: page.history.current() is not None)
    QTest.keyClick(page.history.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: clinic.patients.row(patient).phone.replace(" ", "") == "13700000000")


def test_a_choice_is_not_carried_out_when_something_else_stands_by_then(
    context, clinic, conflicts, shown, qtbot
):
    patient, _ = conflicts
    page = shown(ConflictsPage(context))
    page.show_at(patient_id=patient)
    qtbot.waitUntil(lambda: page.findChild(ConflictDesk) is not None)
    desk = page.findChild(ConflictDesk)
    ((_, right),) = desk._boxes.values()
    right.click()
    written_by_others(clinic, patient, name="王建过")
    desk._decide()
    qtbot.waitUntil(lambda: "王建过" in said_of(page.findChild(ConflictDesk)))
    assert clinic.patients.row(patient).name == "王建过"
    assert len(clinic.conflicts.open_groups()) == 1


def said_of(widget):
    return "" if widget is None else " ".join(one.text() for one in widget.findChildren(QLabel))


def test_a_decision_that_was_overtaken_says_so_and_offers_no_undoing(
    context, clinic, conflicts, shown, qtbot
):
    patient, made = conflicts
    clinic.conflicts.decide(made["name"], "other")
    written_by_others(clinic, patient, name="王建过")
    page = shown(ConflictsPage(context))
    page.show_at()
    qtbot.waitUntil(lambda: page.history.current() is not None)
    [line] = lines_of(page.history)
    assert "后来又改成了 王建过" in line[2]
    assert not line[5]


def test_the_exchange_page_never_says_complete_while_anything_is_unsent(context, desk, clinic, shown, qtbot):
    desk.patient()
    page = shown(ExchangePage(context))
    page.show_at()
    qtbot.waitUntil(lambda: page.unsent.current() is not None)
    assert "单机" in page._title.findChildren(type(page._progress))[1].text()
    assert not page._now.isEnabled()
    assert page._join.isVisible()


def said_on(page):
    """Return every sentence in sight on a page, outside its tables."""
    return [one.text() for one in page.findChildren(QLabel) if one.isVisible() and one.text()]


def test_the_exchange_page_says_every_fact_once(context, desk, clinic, conflicts, shown, qtbot):
    patient, _ = conflicts
    desk.enrolled(days_ago=2)
    db = clinic.place.db
    page = shown(ExchangePage(context))
    page.show_at()
    qtbot.waitUntil(lambda: page.unsent.current() is not None)
    assert page.unsent.isVisible()
    assert not page.refused_work.isVisible()
    assert page.refused_work.back.isVisible()
    desk.acknowledged()
    db.execute("UPDATE op SET state = 2, reason = 'too_long:village' WHERE rec_id = ?", (patient,))
    db.execute(
        "UPDATE sync_state SET clock_suspect = 1, last_digest_at = last_contact_at, last_digest_equal = 1"
    )
    facts = (
        "项县平台没有接受",
        "两边改得不一样",
        "最近核对",
        "一条不少",
        "最近联系",
        "时钟",
        "请打开它改短",
    )
    page.refresh()
    # What a layout is given comes into sight only with the next round of events.
    qtbot.waitUntil(lambda: all(any(fact in text for text in said_on(page)) for fact in facts))
    assert page.refused_work.isVisible()
    assert not page.unsent.isVisible()
    said = said_on(page)
    for fact in facts:
        assert sum(fact in text for text in said) == 1, (fact, said)
    assert not any("太长" in text for text in said)  # that stands in the table
    assert "太长" in page.refused.current().why
    db.execute("UPDATE op SET state = 1")
    page.refresh()
    qtbot.waitUntil(lambda: not page.refused_work.isVisible())
    qtbot.waitUntil(lambda: any("两边一致" in text for text in said_on(page)))
    said = said_on(page)
    assert "本机的内容县平台都有。" in said
    assert sum("两边一致" in text for text in said) == 1


@pytest.mark.parametrize(
    ("reason", "words"),
    [("unknown", "不认识这台电脑了"), ("other_keys", "不是登记时的县平台"), ("stopped", "停用")],
)
def test_the_exchange_page_shows_a_pc_the_way_back_that_the_hub_has_forgotten(
    context, desk, clinic, shown, qtbot, reason, words
):
    desk.enrolled(days_ago=2)
    clinic.place.db.execute(
        "UPDATE sync_state SET refused_as = ?, last_digest_at = last_contact_at, last_digest_equal = 1",
        (reason,),
    )
    page = shown(ExchangePage(context))
    page.resize(964, 700)  # what a window 1024 wide leaves
    page.show_at()
    qtbot.waitUntil(lambda: sum(words in text for text in said_on(page)) == 1)
    [banner] = [one for one in page.findChildren(Banner) if words in one.text() and one.isVisible()]
    assert [one.text() for one in banner.findChildren(Button)] == ["重新登记"] * (reason != "stopped")
    assert not page._join.isVisible()
    assert page.findChild(PageScroll).horizontalScrollBar().maximum() == 0
    assert not any("县平台都有" in text for text in said_on(page))


def test_the_exchange_page_sends_and_takes_in_by_usb_stick(
    context, desk, clinic, shown, qtbot, tmp_path, monkeypatch
):
    desk.patient()
    page = shown(ExchangePage(context))
    page.show_at()
    qtbot.waitUntil(lambda: page._join.isVisible())
    assert not page._out.isVisible()
    desk.enrolled()
    page.refresh()
    qtbot.waitUntil(lambda: page._out.isVisible() and page._in.isVisible())
    asked = []
    done = CourierOut(tmp_path / "x.zzb", 2, 0, "已写好")
    monkeypatch.setattr(clinic.sync_control, "courier_out", lambda path: asked.append(path) or done)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "x"), ""))
    page._out.click()
    qtbot.waitUntil(lambda: page._progress.text() == "已写好")
    assert asked == [tmp_path / "x.zzb"]
    came = SyncOutcome(Changes.of({"referral"}), 2, 3, 0, "已收进", (), True)
    monkeypatch.setattr(clinic.sync_control, "courier_in", lambda path: asked.append(path) or came)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "back.zzb"), ""))
    page._in.click()
    qtbot.waitUntil(lambda: page._progress.text() == "已收进")
    assert asked[-1] == tmp_path / "back.zzb"


def test_a_refused_record_can_be_sent_again_from_the_page(context, desk, clinic, shown, qtbot):
    patient = desk.patient()
    db = clinic.place.db
    db.execute("UPDATE op SET state = 2, reason = 'unknown_organization' WHERE rec_id = ?", (patient,))
    page = shown(ExchangePage(context))
    page.show_at()
    qtbot.waitUntil(lambda: page.refused.current() is not None)
    assert "再送一次" in page.refused.current().sentence
    page.refused_work._send_again()
    qtbot.waitUntil(lambda: clinic.sync_control.refused() == ())
    assert clinic.sync_control.unsent()[0].record_id == patient


def test_refused_work_is_mended_on_its_page_or_given_up(context, desk, clinic, shown, qtbot):
    patient = desk.patient()
    clinic.patients.add_element(patient, "allergy", {"substance": "青霉素"})
    db = clinic.place.db
    db.execute("UPDATE op SET state = 2, reason = 'too_long:substance' WHERE ent = 'allergy'")
    page = shown(ExchangePage(context))
    page.show_at()
    qtbot.waitUntil(lambda: page.refused.current() is not None)
    work = page.refused_work
    assert "“再送一次”" in work.what_to_do.text()
    work.mend.click()
    assert context.navigator.seen == [("patient", {"patient_id": patient, "edit": True})]
    work.drop.click()
    [box] = page.findChildren(Dialog)
    assert "您写的在本机和县平台都存有一份备查" in " ".join(one.text() for one in box.findChildren(QLabel))
    next(one for one in box.findChildren(Button) if one.text().startswith("不再送")).click()
    qtbot.waitUntil(lambda: clinic.sync_control.refused() == ())
    qtbot.waitUntil(lambda: not work.isVisible())
    assert db.execute("SELECT state FROM op WHERE ent = 'allergy'") == [{"state": 3}]


def test_refused_work_goes_out_as_a_file_and_comes_back(
    context, desk, clinic, shown, qtbot, tmp_path, monkeypatch, messages_seen
):
    desk.patient()
    clinic.place.db.execute("UPDATE op SET state = 2, reason = 'too_long:village'")
    page = shown(ExchangePage(context))
    page.show_at()
    qtbot.waitUntil(lambda: page.refused.current() is not None)
    section = page.refused_work
    assert "改短" in section.what_to_do.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "out"), ""))
    section.out.click()
    qtbot.waitUntil(lambda: any("已导出 1 项" in notice.text for notice in messages_seen))
    assert (tmp_path / "out.xlsx").is_file()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "out.xlsx"), ""))
    section.back.click()
    qtbot.waitUntil(lambda: any("本机本来就有" in notice.text for notice in messages_seen))


def test_both_ends_are_compared_from_the_page(context, desk, clinic, shown, qtbot, monkeypatch):
    desk.enrolled()
    page = shown(ExchangePage(context))
    page.show_at()
    qtbot.waitUntil(page._compare.isVisible)
    done = SyncOutcome(Changes.of(set()), 0, 0, 0, "一条不少", (), True)
    monkeypatch.setattr(clinic.sync_control, "check_now", lambda progress: done)
    page._compare.click()
    qtbot.waitUntil(lambda: page._progress.text() == "一条不少")
    qtbot.waitUntil(page._now.isEnabled)


def test_an_automatic_merge_is_put_back_by_a_click_into_its_row(context, clinic, conflicts, shown, qtbot):
    patient, _ = conflicts
    page = shown(ConflictsPage(context))
    page.resize(1178, 712)
    page.show_at()
    qtbot.waitUntil(lambda: page.merged.current() is not None)
    view = page.merged.view
    last = view.model().columnCount() - 1
    assert view.model().index(0, last).data() == "改用这个"
    assert view.model().index(0, 0).data() == "王建国"
    cell = view.visualRect(view.model().index(0, last)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    qtbot.waitUntil(lambda: clinic.patients.row(patient).phone.replace(" ", "") == "0933-8610022")
    qtbot.waitUntil(lambda: page.history.current() is not None)
    QTest.mouseClick(
        page.history.view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=page.history.view.visualRect(page.history.view.model().index(0, 5)).center(),
    )
    qtbot.waitUntil(lambda: clinic.patients.row(patient).phone.replace(" ", "") == "13893311111")


def test_an_open_conflict_says_how_long_it_has_waited(context, clinic, conflicts, shown, qtbot):
    page = shown(ConflictsPage(context))
    page.show_at()
    qtbot.waitUntil(lambda: page.findChild(ConflictDesk) is not None)
    [chip] = page.findChild(ConflictDesk).findChildren(Chip)
    assert "已等 2 天" in chip.accessibleName()
    clinic.place.clock.advance(timedelta(days=2))
    [group] = clinic.conflicts.open_groups()
    assert (group.waited, group.overdue) == ("4 天", True)
    assert clinic.sync_control.status().oldest_conflict_text == "4 天"
