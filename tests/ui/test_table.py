from __future__ import annotations

import threading
from collections.abc import Callable

import attrs
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.domain.errors import StoreError
from clinic_app.domain.wording import say
from ui import theme
from ui.context import UiState
from ui.messages import Notice
from ui.models.paged import Cell, Column, Page, PagedTableModel
from ui.tasks import Tasks
from ui.widgets.blocks import EmptyState
from ui.widgets.table import PagedTable, _squeezed

Shown = Callable[[QWidget], QWidget]


@attrs.frozen
class Person:
    id: int
    name: str


class Source:
    """A list of people in pages of ten, which counts how often it is asked."""

    def __init__(self, count: int) -> None:
        self.people = [Person(n, f"患者{n}") for n in range(count)]
        self.asked: list[int | None] = []

    def __call__(self, cursor: int | None) -> Page:
        self.asked.append(cursor)
        start = 0 if cursor is None else cursor
        rows = self.people[start : start + 10]
        return Page(rows, start + 10 if start + 10 < len(self.people) else None)


COLUMNS = [
    Column("name", "患者", lambda p: Cell(p.name, "男 68 岁", bold=True), 200),
    Column("state", "现在", lambda p: Cell(chip="已接诊", meaning="done"), 120),
    Column("n", "件数", lambda p: str(p.id), right=True),
]


def test_pages_are_fetched_only_when_they_are_needed(qapp: QApplication) -> None:
    source = Source(25)
    model = PagedTableModel(COLUMNS, source)
    assert model.rowCount() == 0
    model.reload()
    assert (model.rowCount(), source.asked) == (10, [None])
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert (model.rowCount(), source.asked) == (25, [None, 10, 20])
    assert not model.canFetchMore(QModelIndex())
    assert [row.id for row in model.rows()] == list(range(25))


def test_the_model_obeys_qts_rules(qapp: QApplication, qtmodeltester: object) -> None:
    model = PagedTableModel(COLUMNS, Source(25))
    model.reload()
    qtmodeltester.check(model, force_py=True)


def test_pages_come_from_the_worker_one_at_a_time(tasks: Tasks) -> None:
    source = Source(25)
    model = PagedTableModel(COLUMNS, source, tasks=tasks)
    model.reload()
    assert model.rowCount() == 0
    assert tasks.drain()
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert tasks.drain()
    assert (model.rowCount(), source.asked) == (20, [None, 10])


def test_an_older_answer_never_replaces_a_newer_one(tasks: Tasks) -> None:
    gate = threading.Event()

    def slow(_cursor: object) -> Page:
        gate.wait(10)
        return Page([Person(1, "旧")])

    model = PagedTableModel(COLUMNS, slow, tasks=tasks)
    model.reload()
    model.set_source(lambda _cursor: Page([Person(2, "新")]))
    gate.set()
    assert tasks.drain()
    assert [row.name for row in model.rows()] == ["新"]


def test_a_page_that_cannot_be_read_is_told(tasks: Tasks, messages_seen: list[Notice]) -> None:
    def broken(_cursor: object) -> Page:
        raise StoreError(say("读不出来。"))

    model = PagedTableModel(COLUMNS, broken, tasks=tasks)
    failed: list[int] = []
    model.failed.connect(lambda: failed.append(1))
    model.reload()
    assert tasks.drain()
    assert [notice.text for notice in messages_seen] == ["读不出来。"]
    assert failed == [1]


@pytest.fixture
def table(qtbot: QtBot, shown: Shown) -> PagedTable:
    made = PagedTable(COLUMNS, Source(25), empty=EmptyState("还没有患者。", "登记患者"))
    made.resize(700, 300)
    shown(made)
    made.reload()
    made.view.setFocus()
    return made


def test_enter_and_double_click_open_the_row(table: PagedTable, qtbot: QtBot) -> None:
    opened: list[Person] = []
    table.opened.connect(opened.append)
    qtbot.keyClick(table.view, Qt.Key.Key_Down)
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    at = table.view.visualRect(table.model.index(2, 0)).center()
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [person.id for person in opened] == [1, 2]


def test_copy_is_separated_by_tabs(table: PagedTable, qtbot: QtBot) -> None:
    table.view.selectRow(0)
    qtbot.keyClick(table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "患者0 男 68 岁\t已接诊\t0\n患者1 男 68 岁\t已接诊\t1"


def test_the_selected_person_stays_selected_over_a_reload(table: PagedTable) -> None:
    source = Source(25)
    table.select_id(4)
    source.people.insert(0, Person(99, "新来的"))
    table.set_source(source)
    assert table.current_id() == 4
    assert table.view.currentIndex().row() == 5


def test_a_person_who_is_gone_leaves_the_selection_at_the_top(table: PagedTable) -> None:
    table.select_id(4)
    table.set_rows([Person(7, "甲"), Person(8, "乙")])
    assert table.current() == Person(7, "甲")


def test_home_and_end_work(table: PagedTable, qtbot: QtBot) -> None:
    qtbot.keyClick(table.view, Qt.Key.Key_End)
    last = table.current_id()
    assert last is not None
    assert last >= 9
    qtbot.keyClick(table.view, Qt.Key.Key_Home)
    assert table.current_id() == 0


def test_an_empty_list_says_what_to_do_first(table: PagedTable, qtbot: QtBot) -> None:
    chosen: list[object] = []
    table.selected.connect(chosen.append)
    table.set_rows([])
    assert table.empty is not None
    assert table.empty.isVisible()
    assert table.current() is None
    assert chosen[-1] is None
    table.set_rows([Person(1, "甲")])
    assert table.view.isVisible()


def test_a_column_keeps_the_width_the_person_gave_it(qtbot: QtBot, shown: Shown) -> None:
    state = UiState()
    first = PagedTable(COLUMNS, name="people", state=state)
    first.resize(700, 300)
    shown(first)
    first.view.horizontalHeader().resizeSection(0, 260)
    qtbot.waitUntil(lambda: "name=260" in state.get("widths/people"))
    second = PagedTable(COLUMNS, name="people", state=state)
    second.resize(700, 300)
    shown(second)
    assert second.view.columnWidth(0) == 260


def test_columns_fill_the_width_and_give_way_in_a_narrow_window(qtbot: QtBot, shown: Shown) -> None:
    table = PagedTable(COLUMNS)
    table.resize(700, 300)
    shown(table)

    def total() -> int:
        return sum(table.view.columnWidth(n) for n in range(3))

    assert total() == table.view.viewport().width()
    table.resize(300, 300)
    qtbot.waitUntil(lambda: total() <= table.view.viewport().width() + 3)


def test_scroll_bars_settle_where_the_columns_hardly_fit(
    qapp: QApplication, qtbot: QtBot, shown: Shown
) -> None:
    theme.apply(qapp, "light", "large")
    columns = [Column(str(n), "列", lambda p: p.name, width) for n, width in enumerate((268, 238, 205, 262))]
    table = PagedTable([*columns, Column("o", "对方", lambda p: p.name)])
    table.set_rows([Person(n, "甲") for n in range(5)])
    table.fit_rows(8)
    resized: list[int] = []
    table.view.resized.connect(lambda: resized.append(1))
    room = QWidget()
    QVBoxLayout(room).addWidget(table)
    room.layout().setContentsMargins(0, 0, 0, 0)
    room.resize(1094, 400)
    shown(room)
    room.grab()
    assert len(resized) < 20


def test_squeezing_never_goes_below_the_least() -> None:
    assert _squeezed([200, 100], 400, 72) == [200, 100]
    assert _squeezed([200, 100], 50, 72) == [72, 72]
    assert sum(_squeezed([300, 200, 100], 450, 72)) == pytest.approx(450, abs=3)


def test_every_cell_is_painted_in_every_state(table: PagedTable) -> None:
    rows = [Cell("名", "次", "词", meaning) for meaning in ("due", "urgent", "done", "waiting", "unknown")]
    columns = [
        Column("a", "甲", lambda cell: cell, 200),
        Column("b", "乙", lambda cell: cell.text, right=True),
    ]
    table.view.setModel(PagedTableModel(columns, parent=table))
    table.view.model().set_rows(rows)
    before = table.view.grab().toImage()
    table._delegate.hovered = 1
    assert table.view.grab().toImage() != before


def test_the_table_fits_its_rows_inside_a_page(table: PagedTable) -> None:
    table.set_rows([Person(1, "甲"), Person(2, "乙")])
    table.fit_rows(8)
    two = table.height()
    table.set_rows([Person(n, "甲") for n in range(30)])
    table.fit_rows(8)
    assert table.height() > two
    assert table.view.verticalScrollBar().maximum() > 0


LONG = "连不上县平台，可能是线路断了。本机数据安全，可以照常工作，恢复后自动上传。"


def test_a_table_that_wraps_makes_a_row_as_high_as_its_words(shown: Shown, qtbot: QtBot) -> None:
    columns = [
        Column("name", "患者", lambda p: Cell(p.name), 90),
        Column("say", "说明", lambda p: Cell(LONG if p.id else "短", "崆峒县人民医院")),
    ]
    table = PagedTable(columns, wrap=True)
    host = shown(QWidget())
    outer = QVBoxLayout(host)
    outer.addWidget(table)
    outer.addStretch(1)
    host.resize(1400, 600)
    table.set_rows([Person(0, "甲"), Person(1, "乙")])
    table.fit_rows(8)
    least = table._row_height()
    qtbot.waitUntil(lambda: table.view.rowHeight(1) == least)  # there is room for all of it on one line
    low = table.height()
    host.resize(420, 600)
    qtbot.waitUntil(lambda: table.view.rowHeight(1) > 2 * least)
    assert table.view.rowHeight(0) == least
    assert table.height() == low + table.view.rowHeight(1) - least
    wrapped = table.view.grab().toImage()
    table._delegate._wrap = False
    assert table.view.grab().toImage() != wrapped
    table._delegate._wrap = True
    host.resize(1400, 600)
    qtbot.waitUntil(lambda: table.height() == low)
