"""双向转诊统计 on paper and as a spreadsheet: tables and charts, each figure with its formula beside it."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from clinic_app.reports.bar_picture import BarPicture, draw_bars
from clinic_app.reports.fields import Blank, Caption, Setting
from clinic_app.reports.flow import HEIGHT, WIDTH, Flow
from clinic_app.reports.fonts import font_stack
from clinic_app.reports.line_picture import LinePicture, draw_course
from clinic_app.reports.page import Frame, Pen
from clinic_app.reports.table import Column
from clinic_app.reports.workbook import BookSheet, CellKind, SheetColumn, write_workbook

Chart = BarPicture | LinePicture
SIGNATURES = ("填表人", "审核人", "单位负责人", "填报日期")


@attrs.frozen
class SummaryTable:
    """One table of a report.

    Attributes:
        title: such as 转诊人次.
        columns: heads with their shares of the width.
        rows: cells; numbers as numbers, so that a spreadsheet can go on counting.
        note: a line under the table, such as how it was counted.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | int | float, ...], ...]
    note: str = ""


@attrs.frozen(kw_only=True)
class Summary:
    """A monthly, quarterly or yearly report.

    Attributes:
        title: such as 双向转诊统计月报.
        org: who reports.
        period: which days, in words.
        parts: tables and charts in their order.
        remarks: what somebody wrote to it; empty leaves lines for the pen.
        signatures: words with a line each.
    """

    title: str
    org: str
    period: str
    parts: tuple[SummaryTable | Chart, ...]
    remarks: str = ""
    signatures: tuple[str, ...] = SIGNATURES

    @property
    def tables(self) -> tuple[SummaryTable, ...]:
        """The tables alone."""
        return tuple(part for part in self.parts if isinstance(part, SummaryTable))

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts alone."""
        return tuple(part for part in self.parts if not isinstance(part, SummaryTable))


def render_summary(summary: Summary) -> bytes:
    """Return the PDF of a report. Raises PaperError when a character has no glyph."""
    fonts = font_stack()
    with Pen(fonts, WIDTH, HEIGHT, title=summary.title) as pen:
        flow = Flow(pen, Setting(fonts, 10.5, 6.6), summary.title, note=summary.period)
        flow.row(Caption("填报单位"), Blank(summary.org, "org", 90), fill=False)
        for part in summary.parts:
            if isinstance(part, SummaryTable):
                _write_table(flow, part)
            else:
                write_chart(flow, part, part.title)
        flow.section("说明和分析")
        if summary.remarks:
            flow.text("", summary.remarks, "remarks")
        else:
            flow.gap(3 * flow.setting.pitch)
        flow.need(3 * flow.setting.pitch)
        flow.gap(3)
        for at in range(0, len(summary.signatures), 2):
            pair = summary.signatures[at : at + 2]
            flow.row(*(piece for word in pair for piece in (Caption(word), Blank("", word, 40))))
            flow.gap(1.5)
        return pen.to_pdf()


def _write_table(flow: Flow, table: SummaryTable) -> None:
    flow.section(table.title)
    rows = [tuple(str(cell) for cell in row) for row in table.rows] or [_nothing(table)]
    flow.table(table.columns, rows)
    if table.note:
        flow.text("", table.note, indent=False)


def write_chart(flow: Flow, chart: Chart, caption: str) -> None:
    """Write a chart over the whole width under its caption; the two stay together."""
    png, tall = draw_bars(chart) if isinstance(chart, BarPicture) else draw_course(chart)
    height = flow.frame.width * tall
    flow.need(height + 2 * flow.setting.pitch)
    flow.text("", caption, indent=False)
    flow.pen.picture(Frame(flow.frame.x, flow.y, flow.frame.width, height), png)
    flow.gap(height + 2.0)


def _nothing(table: SummaryTable) -> tuple[str, ...]:
    return ("本期没有", *("" for _ in table.columns[1:]))


def summary_workbook(summary: Summary) -> bytes:
    """Return the xlsx file of a report, one sheet for each table, and one with its numbers for each chart."""
    note = f"{summary.org}　{summary.period}"
    shown = [(table, "") for table in summary.tables] + [(_chart_table(c), _kind(c)) for c in summary.charts]
    names = _tab_names([table.title for table, _ in shown])
    return write_workbook(
        [
            BookSheet(
                name,
                f"{summary.title}：{table.title}",
                note,
                tuple(_sheet_column(table, at) for at in range(len(table.columns))),
                table.rows,
                kind,
            )
            for name, (table, kind) in zip(names, shown, strict=True)
        ]
    )


def _kind(chart: Chart) -> str:
    return "bar" if isinstance(chart, BarPicture) else "line"


def _chart_table(chart: Chart) -> SummaryTable:
    """Return the numbers of a chart as a table: what is compared in the first column, then a column each."""
    if isinstance(chart, BarPicture):
        rows = tuple((group.label, *group.values) for group in chart.groups)
        return SummaryTable(chart.title, tuple(Column(name, 20) for name in ("", *chart.series)), rows)
    names = tuple(line.label for line in chart.lines)
    values = zip(*(line.values for line in chart.lines), strict=True) if chart.lines else ()
    rows = tuple((point, *numbers) for point, numbers in zip(chart.points, values, strict=False))
    return SummaryTable(chart.title, tuple(Column(name, 20) for name in ("", *names)), rows)


def _sheet_column(table: SummaryTable, at: int) -> SheetColumn:
    column = table.columns[at]
    values = [row[at] for row in table.rows]
    numbers = bool(values) and all(isinstance(value, int | float) for value in values)
    longest = max((len(str(value)) for value in values), default=0)
    width = min(60.0, max(10.0, len(column.title) * 2.2, longest * 1.9))
    return SheetColumn(column.title.replace("\n", " "), width, CellKind.NUMBER if numbers else CellKind.TEXT)


def _tab_names(titles: Sequence[str]) -> list[str]:
    """Return names Excel takes for tabs: none of its signs, at most 31 characters, no two alike."""
    names: list[str] = []
    for title in titles:
        plain = "".join("·" if char in "[]:*?/\\'" else char for char in title)[:28] or "表"
        name, number = plain, 2
        while name.lower() in (used.lower() for used in names):
            name = f"{plain}{number}"
            number += 1
        names.append(name)
    return names
