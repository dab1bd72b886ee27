"""Numbers on the page are those of the record, each opens the slips behind it, and they go out as files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import openpyxl
import pytest
from docx import Document
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from clinic_app.services.app import App
from tests.helpers.clinic import township
from tests.helpers.services import Desk, with_check_digit
from tests.helpers.window import settle, to_front
from ui import theme
from ui.dialogs.statistics_numbers import NumbersDialog
from ui.main_window import MainWindow
from ui.models.paged import CELL_ROLE
from ui.views.statistics import StatisticsPage
from ui.widgets.bars import Bar, BarChart
from ui.widgets.buttons import Button
from ui.widgets.lines import ChartLine, LineChart


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A clinic that sent three people, of whom one came back and one was refused."""
    app = township(tmp_path_factory.mktemp("clinic"))
    desk = Desk(app)
    hospital = desk.hospital()
    sent = [
        desk.referral(
            to_org=hospital,
            patient_id=desk.patient(name=name, id_no=with_check_digit(f"620802196001010{n}1"), phone=""),
        )
        for n, name in enumerate(("王建国", "马秀英", "单秀英"))
    ]
    for event in ("received", "opened", "accepted", "arrived"):
        desk.theirs(sent[0], event)
    desk.their_return(sent[0])
    desk.theirs(sent[1], "received")
    desk.theirs(sent[1], "declined", {"reason": "01"})
    yield app
    app.close()


@pytest.fixture
def page(window: MainWindow) -> StatisticsPage:
    window.open("statistics")
    settle(window)
    found = window.current_page()
    assert isinstance(found, StatisticsPage)
    return found


def counts(chart: BarChart) -> dict[str, int]:
    return {bar.key: bar.count for bar in chart.bars()}


def test_the_bars_are_the_counts_of_the_record(page):
    assert counts(page.flow_chart)["sent_up"] == 3
    assert counts(page.flow_chart)["back_from_higher"] == 1
    assert counts(page.state_chart)["declined"] == 1


def test_enter_on_a_bar_lists_the_slips_and_enter_opens_one(page, window):
    page.flow_chart.setFocus()
    QTest.keyClick(page.flow_chart, Qt.Key.Key_Return)
    rows = page.rows.model.rows()
    assert {row.patient_name for row in rows} == {"王建国", "马秀英", "单秀英"}
    page.rows.opened.emit(rows[0])
    settle(window)
    assert window.current_key() == "referral"


def test_a_long_sentence_on_how_a_figure_is_counted_stands_there_whole(page, window):
    window.resize(1024, 768)
    settle(window)
    for table in (page.tables.ratios, page.tables.durations):
        view, model = table.view, table.model
        column = next(n for n, one in enumerate(model.columns()) if one.key == "formula")
        room = view.columnWidth(column)
        cells = [model.index(row, column).data(CELL_ROLE) for row in range(model.rowCount())]
        needed = [view.itemDelegate().height_in(cell, room) for cell in cells]
        assert any(needed)  # else the window is too wide to prove anything
        assert [view.rowHeight(row) >= high for row, high in enumerate(needed)] == [True] * len(needed)


def test_a_figure_lists_those_that_were_not_done(page):
    row = next(row for row in page.tables.ratios.model.rows() if row.name == "returned")
    page.tables.ratios.opened.emit(row)
    assert [one.patient_name for one in page.rows.model.rows()] == ["单秀英"]
    page.tables.ratios.opened.emit(row)
    assert [one.patient_name for one in page.rows.model.rows()] == ["王建国"]


def test_a_period_is_chosen_or_typed(page, window):
    page.span.radios()[1].click()
    settle(window)
    assert counts(page.flow_chart)["sent_up"] == 0
    page.period.setFocus()
    QTest.keyClicks(page.period, "2026Q4")
    QTest.keyClick(page.period, Qt.Key.Key_Return)
    settle(window)
    assert counts(page.flow_chart)["sent_up"] == 3
    page.period.setFocus()
    page.period.selectAll()
    QTest.keyClicks(page.period, "later")
    QTest.keyClick(page.period, Qt.Key.Key_Return)
    settle(window)
    assert page._period_form.row_of("period").problem_text()


def test_numbers_from_elsewhere_give_a_figure(page, window):
    row = next(row for row in page.tables.ratios.model.rows() if row.name == "primary_share")
    assert row.missing
    page.tables.ratios.opened.emit(row)
    box: Any = next(box for box in page.findChildren(NumbersDialog) if box.isVisible())
    settle(window)
    to_front(box)
    QTest.keyClicks(box.form.field("primary_visits"), "755.68")
    QTest.keyClicks(box.form.field("visits"), "1191.33")
    box._keys.press("save")
    settle(window)
    row = next(row for row in page.tables.ratios.model.rows() if row.name == "primary_share")
    assert str(row.percent) == "63.43"


def test_every_part_fits_a_screen_and_only_the_chosen_one_is_in_sight(page, window):
    """What a doctor wants stands on the first screen of 1366 x 768; the rest is one choice away."""
    bar = page._scroll.verticalScrollBar()
    assert [page.overview.isVisible(), page.groups.isVisible()] == [True, False]
    for radio, part in zip(page.part.radios(), page.part.values(), strict=True):
        radio.click()
        settle(window)
        assert [name for name, one in page._parts.items() if one.isVisible()] == [part]
        assert bar.maximum() == 0, page.part.value()
        assert not page.rows.isVisible()
    assert page.place() == {"period": "本月", "part": "groups"}
    page.show_at(part="overview")
    page.overview.flow_chart.opened.emit("sent_up")
    settle(window)
    assert page.rows.isVisible()
    shown = page.rows.visibleRegion().boundingRect()
    assert shown.height() > theme.current().px(100), "the rows were brought to sight"


def test_where_the_patients_sent_up_came_from(page):
    kinds = page.overview.kind_chart
    assert sum(counts(kinds).values()) == 3
    kinds.opened.emit(kinds.bars()[0].key)
    assert len(page.rows.model.rows()) == 3


def test_the_report_and_the_register_go_out_as_workbooks(page, window, tmp_path):
    for name, register in (("report", False), ("register", True)):
        page.save(tmp_path / name, register=register)
        settle(window)
        book = openpyxl.load_workbook(tmp_path / f"{name}.xlsx")
        words = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None]
        assert any("转诊" in word for word in words)
    assert "王建国" in words


def test_the_yearly_summary_is_drafted_into_a_document(page, window, tmp_path):
    page.save_summary(tmp_path / "总结")
    settle(window)
    document = Document(str(tmp_path / "总结.docx"))
    assert document.paragraphs[0].text == "2026年度双向转诊工作总结"


def test_a_chart_tells_now_from_before_without_colour(shown):
    """On a black-and-white print the earlier bar must differ by more than its grey."""
    chart: Any = shown(BarChart("test"))
    chart.set_bars([Bar("a", "转往上级", 10, 10)])
    chart.resize(600, chart.sizeHint().height())
    picture = chart.grab().toImage()
    look = theme.current()
    left = look.px(150 + 52) + 20
    below = look.px(34) // 2 + 8
    along = [picture.pixelColor(x, below).lightness() for x in range(left, left + 60)]
    changes = sum(one != other for one, other in pairwise(along))
    assert changes > 5, "the earlier bar is hatched"


def test_a_click_on_a_bar_opens_it(shown, qtbot):
    chart: Any = shown(BarChart("test"))
    chart.set_bars([Bar("a", "转往上级", 3), Bar("b", "同级转诊", 1)])
    chart.resize(600, chart.sizeHint().height())
    with qtbot.waitSignal(chart.opened) as caught:
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(300, theme.current().px(34) + 20))
    assert caught.args == ["b"]


def test_the_page_compares_with_before_last_year_and_the_plan(page, window, clinic):
    clinic.statistics.set_plan(2026, {"sent_up": "36"})
    page.refresh()
    settle(window)
    row = page.tables.flows.model.rows()[0]
    assert (row.count, row.before, row.month_on_month, str(row.planned)) == (3, 0, "—", "3.0")
    page.tables.flows.opened.emit(row)
    assert len(page.rows.model.rows()) == 3


def test_a_point_of_a_line_opens_the_slips_of_its_month(page):
    chart = page.trend
    assert chart.lines()[0].values[-1] == 3
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert len(page.rows.model.rows()) == 3
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert page.rows.model.rows() == []


def test_the_report_is_narrowed_and_widened_again(page, window):
    page.part.radios()[4].click()
    page.groups.open_bar("0")
    page.groups.narrower.click()
    settle(window)
    [name] = page._report.only.values()
    assert name == "崆峒县人民医院"
    assert counts(page.flow_chart)["sent_up"] == 3
    page.narrowing.add("doctor", "无此人")
    settle(window)
    assert counts(page.flow_chart)["sent_up"] == 0
    for _ in range(2):
        next(one for one in page.narrowing.findChildren(Button) if one.isVisible()).click()
        settle(window)
    assert page.narrowing.only() == {}
    assert not page.narrowing.isVisible()


def test_institutions_and_what_patients_say_stand_below(page):
    [figures] = page.tables.partners.model.rows()
    assert (len(figures.out_ids), len(figures.declined_ids)) == (3, 1)
    assert page.tables.answers.model.rows() == []


def test_lines_are_told_apart_without_colour(shown):
    """On a black-and-white print the second line must differ by more than its grey."""
    chart: Any = shown(LineChart("test"))
    months = [f"{month}月" for month in range(1, 13)]
    chart.set_lines(months, [ChartLine("a", "转往上级", (4,) * 12), ChartLine("b", "上级转回", (2,) * 12)])
    chart.resize(900, chart.sizeHint().height())
    picture = chart.grab().toImage()

    def changes(line: int) -> int:
        y = round(chart._point(line, 0).y())
        start, end = chart._point(line, 0).x(), chart._point(line, 11).x()
        light = [picture.pixelColor(x, y).lightness() > 200 for x in range(round(start), round(end))]
        return sum(one != other for one, other in pairwise(light))

    assert changes(0) < changes(1) / 2
    assert changes(1) > 30
