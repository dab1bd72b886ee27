from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.domain.errors import DiskFull
from clinic_app.domain.wording import say
from ui import theme
from ui.messages import Level, Notice
from ui.widgets.blocks import Banner, Card, EmptyState, IconLabel, PageScroll, PageTitle, SectionTitle, label
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.dialog import Dialog, ask
from ui.widgets.message_bar import INFO_MS, MessageBar
from ui.widgets.steps import Event, Step, StepStrip, Timeline
from ui.widgets.trouble import TroubleGate

Shown = Callable[[QWidget], QWidget]


def _colors(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("meaning", theme.MEANINGS)
def test_a_chip_shows_its_word_on_the_ground_of_its_meaning(qtbot: QtBot, meaning: str) -> None:
    chip = Chip("今天处理", meaning)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    assert theme.current().color(f"{meaning}_soft").name() in _colors(chip.grab().toImage())
    assert chip.accessibleName() == "今天处理"


def test_a_chip_grows_with_its_word_and_knows_its_meanings(qtbot: QtBot) -> None:
    chip = Chip("短", "due")
    qtbot.addWidget(chip)
    before = chip.sizeHint().width()
    chip.set("长一些的词", "unknown")
    assert chip.sizeHint().width() > before
    assert (chip.text(), chip.meaning()) == ("长一些的词", "unknown")
    with pytest.raises(ValueError, match="pink"):
        chip.set("x", "pink")


def test_names_are_never_read_as_markup() -> None:
    assert label("<b>王</b>").textFormat() == Qt.TextFormat.PlainText
    card = Card("<i>x</i>")
    assert all(part.textFormat() == Qt.TextFormat.PlainText for part in card.findChildren(QLabel))


@pytest.mark.parametrize("kind", ["primary", "secondary", "danger", "quiet"])
def test_a_button_shows_its_key_and_makes_room_for_it(qtbot: QtBot, kind: str) -> None:
    plain, keyed = Button("保存", kind=kind), Button("保存", kind=kind, key="save")
    for button in (plain, keyed):
        qtbot.addWidget(button)
    assert keyed.sizeHint().width() > plain.sizeHint().width() + 20
    before = keyed.grab().toImage()
    keyed.setEnabled(False)
    assert keyed.grab().toImage() != before


def test_an_unknown_kind_of_button_or_key_is_refused(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="pink"):
        Button("x", kind="pink")
    with pytest.raises(KeyError):
        Button("x", key="no_such_action")


def test_enter_presses_a_focused_button_once_even_when_held(qtbot: QtBot, shown: Shown) -> None:
    from PySide6.QtGui import QKeyEvent

    pressed: list[int] = []
    button = Button("保存")
    button.clicked.connect(lambda: pressed.append(1))
    shown(button)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    held = QKeyEvent(
        QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True
    )
    QApplication.sendEvent(button, held)
    assert pressed == [1]


def test_blocks_name_themselves_for_screen_readers(qtbot: QtBot) -> None:
    assert Card("轮到我", "3").accessibleName() == "轮到我"
    assert SectionTitle("病情").accessibleName() == "病情"
    assert Banner("两边改得不一样").accessibleName() == "两边改得不一样"
    assert EmptyState("还没有患者。").accessibleName() == "还没有患者。"


def test_an_empty_list_offers_the_first_step(qtbot: QtBot, shown: Shown) -> None:
    empty = EmptyState("还没有患者。", "登记患者")
    shown(empty)
    with qtbot.waitSignal(empty.acted):
        assert empty.button is not None
        empty.button.click()


def test_a_banner_changes_words_meaning_and_carries_an_action(qtbot: QtBot, shown: Shown) -> None:
    acted: list[int] = []
    banner = Banner("一", "due")
    banner.add_action("去看看", lambda: acted.append(1)).click()
    shown(banner)
    before = banner.grab().toImage()
    banner.set("二", "urgent")
    assert (banner.text(), acted) == ("二", [1])
    assert banner.grab().toImage() != before


def test_building_blocks_never_flash_up_as_windows(qtbot: QtBot) -> None:
    before = {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    made = [PageTitle("今天", "11 月 22 日"), Card("轮到我", "3"), EmptyState("空", "做"), PageScroll()]
    made += [MessageBar(), Timeline([Event("今天", "接诊")]), IconLabel("house"), Banner("x")]
    assert {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()} == before
    assert made


def test_a_page_scrolls_to_the_field_that_gets_the_focus(qtbot: QtBot, shown: Shown) -> None:
    scroll = PageScroll()
    scroll.resize(300, 200)
    for _ in range(20):
        scroll.content.addWidget(Button("键"))
    last = Button("最后")
    scroll.content.addWidget(last)
    shown(scroll)
    first = scroll.page.findChild(Button)
    assert isinstance(first, Button)
    first.setFocus()
    for _ in range(20):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert last.hasFocus()
    assert scroll.verticalScrollBar().value() > 0


# -- the way of a referral ---------------------------------------------------------------------------


def test_the_strip_speaks_its_steps_and_marks_the_present_one(qtbot: QtBot) -> None:
    steps = [Step("草稿", "done", "11-22"), Step("审核", "current"), Step("已收到", "unknown", "未知")]
    strip = StepStrip(steps)
    qtbot.addWidget(strip)
    strip.resize(600, 46)
    assert strip.accessibleName() == "进度：草稿 11-22，审核，已收到 未知"
    assert theme.current().color("accent").name() in _colors(strip.grab().toImage())
    strip.set_steps([Step("草稿", "done")])
    assert theme.current().color("accent").name() not in _colors(strip.grab().toImage())


def test_the_timeline_opens_by_key_and_by_click(qtbot: QtBot, shown: Shown) -> None:
    events = [Event("今天", "接诊", key="a"), Event("昨天", "说明")]
    line = Timeline([*events, Event("未知", "打开", "细节", "unknown", "c")])
    line.resize(400, 300)
    shown(line)
    line.setFocus()
    opened: list[str] = []
    line.opened.connect(opened.append)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(5, 10))
    assert opened == ["a", "c", "a"]
    assert "未知 打开 细节" in line.accessibleDescription()


def test_the_timeline_grows_when_its_words_wrap(qtbot: QtBot, shown: Shown) -> None:
    line = Timeline([Event("今天", "接诊", "建议转妇幼保健院，本院儿科无床位。" * 3)])
    line.resize(800, 100)
    shown(line)
    wide = line.minimumHeight()
    line.resize(240, 100)
    assert line.minimumHeight() > wide


# -- notices -----------------------------------------------------------------------------------------

INFO, ERROR = Notice(Level.INFO, "已保存"), Notice(Level.ERROR, "没有存上。", "磁盘已满", "DiskFull")


def test_an_info_goes_by_itself_and_an_error_stays(qtbot: QtBot, shown: Shown) -> None:
    bar = MessageBar()
    shown(bar)
    bar.show_notice(INFO)
    assert bar._timer.remainingTime() == pytest.approx(INFO_MS, rel=0.1)
    bar._timer.timeout.emit()
    assert bar.shown() is None
    assert not bar.isVisible()
    bar.show_notice(ERROR)
    assert not bar._timer.isActive()
    bar.show_notice(INFO)
    assert bar.shown() == ERROR
    bar.dismiss()
    assert bar.shown() == INFO


def test_the_details_of_an_error_can_be_copied(qtbot: QtBot, shown: Shown) -> None:
    bar = MessageBar()
    shown(bar)
    bar.show_notice(ERROR)
    bar._copy.click()
    assert QApplication.clipboard().text() == "磁盘已满\n没有存上。\nDiskFull"


def test_a_notice_does_not_take_the_focus(qtbot: QtBot, shown: Shown) -> None:
    room = QWidget()
    column = QVBoxLayout(room)
    bar, button = MessageBar(), Button("键")
    column.addWidget(bar)
    column.addWidget(button)
    shown(room)
    button.setFocus()
    bar.show_notice(ERROR)
    assert button.hasFocus()


def test_what_stops_the_start_is_said_with_what_to_do(qtbot: QtBot, shown: Shown) -> None:
    gate = TroubleGate(DiskFull(say("磁盘满了，请清理。")))
    shown(gate)
    texts = {part.text() for part in gate.findChildren(QLabel)}
    assert {"磁盘已满", "磁盘满了，请清理。"} <= texts
    with qtbot.waitSignal(gate.retry):
        gate.again.click()


# -- boxes -------------------------------------------------------------------------------------------


def test_a_question_is_answered_by_a_button_that_says_the_outcome(qtbot: QtBot, shown: Shown) -> None:
    room = QWidget()
    shown(room)
    heard: list[str] = []
    box = ask(
        room, "作废草稿？", "填过的内容将不再保留。", "作废草稿", lambda: heard.append("yes"), danger=True
    )
    yes, no = box.findChildren(Button)
    assert [yes.text(), no.text()] == ["作废草稿", "返回"]
    qtbot.waitUntil(no.hasFocus)
    yes.click()
    assert heard == ["yes"]


def test_escape_closes_a_box_and_its_keys_press_its_buttons(qtbot: QtBot, shown: Shown) -> None:
    room = QWidget()
    shown(room)
    heard: list[str] = []
    box = Dialog("改期", room)
    box.add_button("保存", lambda: heard.append("save"), kind="primary", key="save")
    box.open()
    qtbot.waitUntil(box.isActiveWindow)
    qtbot.keyClick(box, Qt.Key.Key_F2)
    assert heard == ["save"]
    with qtbot.waitSignal(box.rejected):
        qtbot.keyClick(box, Qt.Key.Key_Escape)


def test_the_line_under_a_title_breaks_instead_of_making_the_page_wider(shown: Shown) -> None:
    title = PageTitle("数据往来", "有 3 条本机有而县平台没有，本机都留着，请县平台管理员核对。" * 3)
    assert title.minimumSizeHint().width() < 400
    shown(title)
    title.resize(400, title.heightForWidth(400))
    below = title.findChildren(QLabel)[-1]
    assert below.height() >= below.heightForWidth(below.width()) > 2 * below.fontMetrics().height()
