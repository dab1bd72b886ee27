from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from docx import Document

from clinic_app.domain.errors import NotAllowed
from clinic_app.reports.bar_picture import BarPicture
from clinic_app.reports.line_picture import LinePicture
from clinic_app.reports.summary import SummaryTable
from clinic_app.reports.yearly_summary import Prose, YearlySummary, summary_docx, summary_pdf
from clinic_app.services import yearly_summary
from clinic_app.services.app import App
from clinic_app.services.statistics_report import Report
from tests.helpers.services import Desk
from tests.unit.services.test_printing import words


def sentences(summary: YearlySummary, part: str) -> list[str]:
    section = next(one for one in summary.sections if one.title == part)
    return [s.text for block in section.blocks if isinstance(block, Prose) for s in block.sentences]


@pytest.fixture
def busy(app: App, desk: Desk) -> App:
    """Three sent up this year, one of them back, one declined; two in the year before."""
    patient, org = desk.patient(), desk.hospital()
    for day in ("2025-03-04", "2025-05-06"):
        desk.referral(patient_id=patient, to_org=org, referral_date=day)
    desk.referral(patient_id=patient, to_org=org)
    declined = desk.referral(patient_id=patient, to_org=org)
    desk.theirs(declined, "declined", {"reason": "02"})
    back = desk.referral(patient_id=patient, to_org=org)
    desk.theirs(back, "arrived")
    desk.their_return(back)
    return app


def test_it_has_the_customary_parts_in_their_order(busy: App) -> None:
    summary = yearly_summary.draft(busy.place, 2026)
    assert summary.title == "2026年度双向转诊工作总结"
    assert [one.title for one in summary.sections] == ["工作成绩", "数据与同比", "存在的问题", "改进措施"]
    assert "截至 11月22日" in summary.note


def test_the_numbers_are_those_of_the_statistics(busy: App) -> None:
    summary = yearly_summary.draft(busy.place, 2026)
    report: Report = busy.statistics.report(busy.statistics.period("2026"))
    told = sentences(summary, "工作成绩")
    assert told[0] == f"2026年，白水镇卫生院共办理双向转诊 {report.total} 人次。"
    assert report.total == 4
    assert "转往上级 3 人次。" in told
    table = next(b for b in summary.sections[1].blocks if isinstance(b, SummaryTable))
    assert table.rows[0][:4] == ("转往上级", 3, 2, 0)
    bars = next(b for b in summary.sections[1].blocks if isinstance(b, BarPicture))
    assert bars.groups[0].values == (3, 2, 0)
    course = next(b for b in summary.sections[1].blocks if isinstance(b, LinePicture))
    assert sum(course.lines[0].values) == 4
    assert len(course.lines[0].values) == 11  # this year has come to November
    assert "有 1 人次被拒收。" in sentences(summary, "存在的问题")


def test_an_unfinished_year_is_compared_with_the_same_days(busy: App, desk: Desk) -> None:
    patient, org = busy.patients.page().rows[0].id, desk.hospital("县中医院")
    desk.referral(patient_id=patient, to_org=org, referral_date="2025-12-20")
    told = sentences(yearly_summary.draft(busy.place, 2026), "数据与同比")
    assert "转往上级 3 人次，比上年增加 1 人次，增长 50.00%。" in told
    last = yearly_summary.draft(busy.place, 2025)
    assert last.note == ""
    assert "2025年，白水镇卫生院共办理双向转诊 3 人次。" in sentences(last, "工作成绩")


def test_every_sentence_with_a_number_has_its_source(busy: App) -> None:
    summary = yearly_summary.draft(busy.place, 2026)
    counted = [one for section in summary.sections[:3] for block in section.blocks
               if isinstance(block, Prose) for one in block.sentences]  # fmt: skip
    assert counted
    for one in counted:
        assert not re.search(r"[0-9]", one.text) or one.source, one.text
    known = set(busy.statistics.report(busy.statistics.period("2026")).movements)
    assert all(set(one.ids) <= known for one in counted)
    assert next(one for one in counted if one.text == "有 1 人次被拒收。").ids


def test_what_the_data_cannot_know_is_left_open_and_marked(busy: App) -> None:
    summary = yearly_summary.draft(busy.place, 2026)
    assert any("基层首诊率" in blank.text for blank in summary.blanks())
    document = Document(io.BytesIO(summary_docx(summary)))
    marked = [
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color is not None
    ]
    assert marked == [blank.marked for blank in summary.blanks()]


def test_the_document_can_be_edited_and_holds_tables_and_charts(busy: App, tmp_path: Path) -> None:
    path = yearly_summary.save(busy.place, 2026, tmp_path / "总结")
    assert path.name == "总结.docx"
    document = Document(str(path))
    assert document.paragraphs[0].text == "2026年度双向转诊工作总结"
    heads = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert heads == ["一、工作成绩", "二、数据与同比", "三、存在的问题", "四、改进措施", "附：数字的来源"]
    assert len(document.inline_shapes) == 2
    assert [cell.text for cell in document.tables[0].rows[0].cells][:2] == ["项目", "2026年"]
    sources = document.tables[-1]
    numbers = [row.cells[0].text for row in sources.rows[1:]]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert f"[{len(numbers)}]" in "".join(p.text for p in document.paragraphs)


def test_the_same_on_paper(busy: App, tmp_path: Path) -> None:
    path = yearly_summary.save(busy.place, 2026, tmp_path / "总结.pdf")
    text = words(path.read_bytes()).replace("\r", "").replace("\n", "")
    for part in ("2026年度双向转诊工作总结", "存在的问题", "改进措施", "数字的来源", "【请补写："):
        assert part in text


def test_an_empty_year_says_so(app: App) -> None:
    summary = yearly_summary.draft(app.place, 2024)
    assert sentences(summary, "存在的问题") == ["本年没有转诊登记，从数据中看不出问题。"]
    assert summary_pdf(summary).startswith(b"%PDF")
    assert summary_docx(summary)


def test_only_those_who_see_statistics(app: App) -> None:
    app.session.log_out()
    with pytest.raises(NotAllowed):
        yearly_summary.draft(app.place, 2026)


def test_a_year_that_is_not_over_is_held_against_the_plan_and_numbers_of_the_whole_year(app: App) -> None:
    Desk(app).referral()
    app.statistics.set_plan(2026, {"sent_up": "100"})
    app.statistics.set_inputs(
        app.statistics.period("2026"), {"primary_visits": "755.68", "visits": "1191.33"}
    )
    summary = yearly_summary.draft(app.place, 2026)
    told = "".join(sentences(summary, "工作成绩") + sentences(summary, "数据与同比"))
    assert "转往上级计划 100 人次，实际 1 人次，完成 1.00%。" in told
    assert "基层诊疗量占比 63.43%" in told
