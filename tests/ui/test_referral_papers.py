"""Papers, questions and consent on the page of a referral, as a person handles them."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel

from clinic_app.domain.clock import stamp
from clinic_app.store import attachment_files, referrals, rows
from tests.helpers.clinic import clock_of, township
from tests.helpers.pictures import as_jpeg, as_pdf, paper
from tests.helpers.services import Desk
from tests.helpers.window import settle, window_of
from ui.dialogs.attachment_add import AddPapersDialog, papers_in
from ui.dialogs.attachment_view import AttachmentDialog, RemovePaperDialog
from ui.dialogs.consent import ConsentDialog
from ui.views.exchange import ExchangePage
from ui.views.referral import ReferralPage
from ui.views.referrals import ReferralsPage
from ui.views.reminders import RemindersPage
from ui.views.settings import SettingsPage


@pytest.fixture
def desk(tmp_path):
    app = township(tmp_path / "clinic")
    yield Desk(app)
    app.close()


@pytest.fixture
def window(qtbot, desk, tasks, messages):
    made = window_of(desk.app, tasks, messages)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def scan(tmp_path) -> Path:
    path = tmp_path / "血常规.jpg"
    path.write_bytes(as_jpeg(paper(600, 800)))
    return path


def page(window, kind):
    """Return the page of a kind, which was opened before."""
    [found] = window.findChildren(kind)
    return found


def page_of(window, referral):
    window.open("referral", referral_id=referral)
    settle(window)
    return page(window, ReferralPage).view


def theirs(desk, referral, role, text):
    place = desk.app.place
    view = referrals.load(place.db, referral)
    clock_of(desk.app).advance(timedelta(minutes=5))
    values = {
        "referral_id": referral,
        "role": role,
        "text": text,
        "at": stamp(place.now()),
        "by_org": view.status.receiver,
        "by_org_name": "崆峒县人民医院",
        "by_name": "赵敏",
    }
    with place.unit(user_name="赵敏"):
        return rows.insert(place.db, "referral_message", values)


def box(window, kind):
    """Return the one box of a kind that is open."""
    [found] = [one for one in window.findChildren(kind) if one.isVisible()]
    return found


def words_of(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def test_a_picture_and_a_pdf_are_added_read_saved_and_removed(window, desk, scan, monkeypatch, tmp_path):
    referral = desk.referral()
    view = page_of(window, referral)
    assert view.papers.lines == []
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *a, **k: ([str(scan)], ""))
    view.papers.add.click()
    add = box(window, AddPapersDialog)
    assert "血常规.jpg" in words_of(add)
    add.yes.click()
    settle(window)
    [line] = view.papers.lines
    assert (line.row.name, line.row.purpose) == ("血常规", "lab")
    assert "只在本机" in line.accessibleName()

    line.act.click()
    settle(window)
    look = box(window, AttachmentDialog)
    assert look.picture is not None
    assert look.picture.readable()
    target = tmp_path / "copy.jpg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(target), ""))
    look._save()
    settle(window)
    assert target.read_bytes().startswith(b"\xff\xd8")
    look.reject()

    desk.app.attachments.add(referral, as_pdf(paper(300, 400)), purpose="record")
    window.context.tasks.announce({"attachment"})
    settle(window)
    lines = {line.row.purpose: line for line in view.papers.lines}
    lines["record"].act.click()
    settle(window)
    look = box(window, AttachmentDialog)
    assert look.paper.page_count() == 1
    look.reject()

    lines["lab"].remove.click()
    gone = box(window, RemovePaperDialog)
    gone.yes.click()
    settle(window)
    assert gone.isVisible(), "a reason is needed"
    gone.reason.setText("拍糊了")
    gone.yes.click()
    settle(window)
    assert [line.row.purpose for line in view.papers.lines] == ["record"]


def test_what_cannot_be_added_stays_in_the_box_with_its_reason(window, desk, scan, tmp_path, monkeypatch):
    view = page_of(window, desk.referral())
    wrong = tmp_path / "报告.docx"
    wrong.write_bytes(b"PK no picture")
    add = AddPapersDialog(window.context, view, view.referral_id(), [scan, wrong], view.papers.reload)
    add.yes.click()
    settle(window)
    assert add.isVisible()
    assert "只能加入图片" in words_of(add)
    assert "血常规" not in words_of(add)
    assert len(view.papers.lines) == 1
    add.reject()


def test_pictures_are_dropped_and_pasted(window, desk, scan):
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(scan)), QUrl("https://example.invalid/x.jpg")])
    assert papers_in(dropped) == [scan]
    view = page_of(window, desk.referral())
    image = QImage(200, 300, QImage.Format.Format_RGB32)
    image.fill(0xFFDDDDDD)
    QGuiApplication.clipboard().setImage(image)
    view.papers.paste.click()
    add = box(window, AddPapersDialog)
    add.yes.click()
    settle(window)
    [line] = view.papers.lines
    assert line.row.media_type in ("image/png", "image/jpeg")
    QGuiApplication.clipboard().clear()
    view.papers.paste_now()
    assert not [one for one in window.findChildren(AddPapersDialog) if one.isVisible()]

    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(scan))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    view.papers.dropEvent(drop)
    add = box(window, AddPapersDialog)
    assert "血常规.jpg" in words_of(add)
    add.reject()
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(scan))])
    QGuiApplication.clipboard().setMimeData(copied)
    QTest.keyClick(view.papers.add, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    again = box(window, AddPapersDialog)
    assert "血常规.jpg" in words_of(again)
    again.reject()
    QGuiApplication.clipboard().clear()


def test_what_is_not_here_is_asked_for_by_its_button(window, desk):
    referral = desk.referral()
    data = as_jpeg(paper(300, 400))
    name = hashlib.sha256(data).hexdigest()
    values = {"referral_id": referral, "purpose": "exam", "name": "心电图", "sha256": name, "size": len(data)}
    with desk.app.place.unit(user_name="赵敏"):
        rows.insert(desk.app.place.db, "attachment", {**values, "_owner": "C" * 22})
    view = page_of(window, referral)
    [line] = view.papers.lines
    assert (line.act.text(), line.remove) == ("取回", None)
    line.act.click()
    settle(window)
    assert attachment_files.find(desk.app.place.db, name).wanted == 1
    assert not view.papers.lines[0].act.isEnabled()


def test_a_question_is_asked_and_one_of_theirs_answered(window, desk):
    referral = desk.referral()
    view = page_of(window, referral)
    card = view.advice
    assert not card.text.isVisible()
    card.begin.click()
    card.send.click()
    settle(window)
    assert card._wrong.isVisible(), "nothing was written"
    card.text.set_text("心电图怎么看？")
    card.send.click()
    settle(window)
    [mine] = card.bubbles
    assert mine.message.role == "question"
    assert card.text.text() == ""

    theirs(desk, referral, "question", "有没有出血史？")
    window.context.tasks.announce({"referral_message"})
    settle(window)
    asked = card.bubbles[1]
    assert "等我们答复" in "".join(c.text() for c in asked.children() if hasattr(c, "meaning"))
    asked.answer.click()
    assert "有没有出血史" in card._to.text()
    card.text.set_text("没有。")
    card.send.click()
    settle(window)
    assert [one.message.role for one in card.bubbles] == ["question", "question", "answer"]
    assert card.bubbles[1].answer is None
    card.bubbles[0].answer.click()
    settle(window)
    assert card.shown.waits_for_them == 0


def test_a_waiting_question_stands_above_the_lists_and_opens_its_referral(window, desk):
    referral = desk.referral()
    theirs(desk, referral, "question", "有没有出血史？")
    window.open("referrals")
    settle(window)
    banner = page(window, ReferralsPage).questions
    assert banner.isVisible()
    assert "1 个提问等您答复" in banner.banner.text()
    banner.go.click()
    settle(window)
    assert page(window, ReferralPage).view.referral_id() == referral
    desk.app.advice.answer(desk.app.advice.waiting()[0].id, "没有")
    window.open("referrals")
    settle(window)
    assert not banner.isVisible()


def test_a_late_consent_is_recorded_with_its_scan_from_the_slip(window, desk, scan, monkeypatch):
    referral = desk.referral(urgency="emergency", consent="emergency")
    view = page_of(window, referral)
    assert "待补签" in view.consent.banner.text()
    view.consent._record()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *a, **k: ([str(scan)], ""))
    consent = box(window, ConsentDialog)
    consent.scan.click()
    assert consent.scan.text() == "血常规.jpg"
    consent.yes.click()
    settle(window)
    assert view.consent.banner is None
    assert [line.row.purpose for line in view.papers.lines] == ["consent"]
    assert desk.app.reminders.of_kind("consent") == ()


def test_adding_the_scan_from_the_reminders_keeps_what_was_recorded(window, desk, scan):
    desk.app.consents.set_scan_wanted(True)
    referral = desk.referral(consent="family", consent_note="儿子王小军签字")
    window.open("reminders", kind="consent")
    settle(window)
    reminders = page(window, RemindersPage)
    reminders._offer(reminders._rows[0])
    reminders.settle.click()
    settle(window)
    consent = box(window, ConsentDialog)
    assert (consent.choice.value(), consent.note.text()) == ("family", "儿子王小军签字")
    consent._scan = scan
    consent.yes.click()
    settle(window)
    state = desk.app.consents.state(referral)
    assert (state.consent, state.note, state.scan_missing) == ("family", "儿子王小军签字", False)


def test_a_missing_scan_is_asked_for_above_the_slip(window, desk, scan, monkeypatch):
    desk.app.consents.set_scan_wanted(True)
    referral = desk.referral(consent="signed")
    view = page_of(window, referral)
    assert "扫描件" in view.consent.banner.text()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *a, **k: ([str(scan)], ""))
    view.consent._scan()
    box(window, AddPapersDialog).yes.click()
    settle(window)
    assert view.consent.banner is None


def test_the_exchange_page_tells_of_attachments_and_the_rules_are_set(window, desk):
    referral = desk.referral()
    desk.enrolled()
    desk.app.attachments.add(referral, as_jpeg(paper(300, 400)))
    window.open("exchange")
    settle(window)
    assert "1 个附件待上传" in words_of(page(window, ExchangePage).files)
    window.open("settings", subject="papers")
    settle(window)
    section = page(window, SettingsPage).section("papers")
    assert (section.automatic.isChecked(), section.scan.isChecked()) == (True, False)
    section.automatic.setChecked(False)
    section.scan.setChecked(True)
    section._save.click()
    settle(window)
    assert (desk.app.attachments.automatic(), desk.app.consents.scan_wanted()) == (False, True)
