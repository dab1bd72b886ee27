from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl

from clinic_app.services.app import App
from clinic_app.services.statistics_papers import report_pdf, report_workbook, summary_of
from tests.helpers.services import Desk
from tests.unit.services.test_printing import words


def test_the_report_on_paper_shows_every_figure_with_its_formula(app: App, desk: Desk) -> None:
    desk.referral()
    period = app.statistics.period("2026-11")
    app.statistics.set_inputs(period, {"primary_visits": "755.68", "visits": "1191.33"})
    app.statistics.set_plan(2026, {"sent_up": "120"})
    report = app.statistics.report(period)
    text = words(report_pdf(report, "本月心内科上转增多。")).replace("\r", "").replace("\n", "")
    for part in (
        "双向转诊统计月报",
        "2026年11月",
        "白水镇卫生院",
        "转往上级",
        "63.43%",
        "755.68",
        "1191.33",
        "崆峒县人民医院",
        "本月心内科上转增多",
        "10.00%",
        "各月转诊人次（2025-12 至 2026-11）",
        "按机构考核",
    ):
        assert part in text, part


def test_the_tables_carry_numbers_a_spreadsheet_can_add(app: App, desk: Desk, tmp_path: Path) -> None:
    desk.referral()
    report = app.statistics.report(app.statistics.period("2026"))
    path = app.statistics.save(report, tmp_path / "统计.xlsx")
    book = openpyxl.load_workbook(path)
    rows = [[cell.value for cell in line] for line in book.worksheets[0].iter_rows()]
    assert ["转往上级", 1] in [row[:2] for row in rows]
    assert app.statistics.save(report, tmp_path / "统计.pdf").read_bytes().startswith(b"%PDF")


def test_an_empty_period_is_a_report_too(app: App) -> None:
    report = app.statistics.report(app.statistics.period("2025"))
    titles = [table.title for table in summary_of(report).tables]
    assert titles == ["转诊人次", "来源和办理情况", "考核指标", "办理时长"]
    assert [chart.title for chart in summary_of(report).charts] == ["转诊人次：本期、上期和去年同期"]
    assert "合计" in words(report_pdf(report))


def test_screen_and_command_hand_out_the_same_report(app: App, desk: Desk, tmp_path: Path) -> None:
    desk.referral()
    report = app.statistics.report(app.statistics.period("2026-11"))
    assert app.statistics.pdf(report) == report_pdf(report)
    named = app.statistics.save(report, tmp_path / "统计")
    assert named.name == "统计.xlsx"
    one, two = openpyxl.load_workbook(named), openpyxl.load_workbook(io.BytesIO(report_workbook(report)))
    assert one.sheetnames == two.sheetnames


def test_the_workbook_has_bars_and_lines_that_can_be_edited(app: App, desk: Desk) -> None:
    desk.referral()
    report = app.statistics.report(app.statistics.period("2026-11"))
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(report)))
    bars = book["转诊人次：本期、上期和去年同期"[:28]]
    course = next(sheet for sheet in book if sheet.title.startswith("各月转诊人次"))
    assert [bars["A4"].value, bars["B4"].value] == ["转往上级", 1]
    assert [course["A15"].value, course["B15"].value] == ["26-11", 1]
    with zipfile.ZipFile(io.BytesIO(report_workbook(report))) as parts:
        drawn = [parts.read(name) for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert sum(b"<c:barChart>" in chart for chart in drawn) == 1
    assert sum(b"<c:lineChart>" in chart for chart in drawn) == 1


def test_a_part_says_on_paper_what_it_is_a_part_of(app: App, desk: Desk) -> None:
    desk.referral()
    report = app.statistics.report(app.statistics.period("2026-11"), {"partner": "崆峒县人民医院"})
    assert "只看：崆峒县人民医院" in words(report_pdf(report)).replace("\r", "").replace("\n", "")
