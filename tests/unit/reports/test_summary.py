"""Reports of numbers on paper and as spreadsheets."""

from __future__ import annotations

import io

import openpyxl

from clinic_app.reports.summary import Summary, SummaryTable, render_summary, summary_workbook
from clinic_app.reports.table import Column
from tests.visual.paper_reading import read_pages

COUNTS = SummaryTable(
    "转诊人次",
    (Column("项目", 40), Column("本期", 16, centred=True), Column("环比", 18, centred=True)),
    (("上转到上级机构", 12, "+20.00%"), ("接收上级回转", 3, "+200.00%")),
)
FIGURES = SummaryTable(
    "指标",
    (Column("指标", 30), Column("数值", 16), Column("算法", 80)),
    (("转诊到院率", "91.67%", "到院 11 ÷ 上转 12"),),
    note="按转诊日期统计。",
)
MONTH = Summary(
    title="双向转诊统计月报", org="白水镇中心卫生院", period="2026 年 11 月", parts=(COUNTS, FIGURES)
)


def test_numbers_stand_with_their_formula_and_room_for_signatures():
    (page,) = read_pages(render_summary(MONTH))
    for words in (
        "双向转诊统计月报", "2026年11月", "填报单位", "白水镇中心卫生院", "转诊人次",
        "上转到上级机构12+20.00%",
        "转诊到院率91.67%到院11÷上转12", "按转诊日期统计。", "说明和分析",
        "填表人", "审核人", "单位负责人", "填报日期",
    ):  # fmt: skip
        assert words in page.plain, words


def test_a_long_table_repeats_its_head_and_loses_no_row():
    rows = tuple((f"诊断{n:03}", n, "") for n in range(120))
    table = SummaryTable("主要诊断", (Column("诊断名称", 40), Column("人次", 16), Column("备注", 18)), rows)
    pages = read_pages(
        render_summary(Summary(title="年报", org="甲", period="乙", parts=(table,), remarks="平稳。"))
    )
    assert len(pages) > 2
    text = "".join(page.plain for page in pages)
    assert all(text.count(f"诊断{n:03}") == 1 for n in range(120))
    assert text.count("诊断名称") >= 3
    assert "平稳。" in pages[-1].plain
    assert all(letter.bottom < 290 for page in pages for letter in page.letters)


def test_an_empty_table_says_so():
    empty = Summary(
        title="月报",
        org="甲",
        period="乙",
        parts=(SummaryTable("诊断", (Column("诊断", 1), Column("人次", 1)), ()),),
    )
    assert "本期没有" in read_pages(render_summary(empty))[0].plain


def test_the_spreadsheet_can_go_on_counting():
    twice = SummaryTable("指标", FIGURES.columns, FIGURES.rows)
    odd = SummaryTable("上转/下转 [门诊]", COUNTS.columns, COUNTS.rows)
    content = summary_workbook(
        Summary(title="月报", org="甲", period="乙", parts=(COUNTS, FIGURES, twice, odd))
    )
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["转诊人次", "指标", "指标2", "上转·下转 ·门诊·"]
    assert book["转诊人次"]["B4"].value == 12
    assert book["指标"]["B4"].value == "91.67%"
