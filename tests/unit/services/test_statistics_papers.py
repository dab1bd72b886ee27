from __future__ import annotations

from pathlib import Path

import openpyxl

from clinic_app.services.app import App
from clinic_app.services.statistics_papers import report_pdf, summary_of
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
        "755.68 ÷ 1191.33",
        "崆峒县人民医院",
        "本月心内科上转增多",
        "10.0",
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
    assert "合计" in words(report_pdf(report))
