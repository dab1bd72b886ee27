"""The record sheets of all who are due, to be filled in by hand on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_app.domain.errors import Rejected
from clinic_app.services.app import App
from clinic_app.services.follow_up_rows import DueChoice
from tests.helpers.services import Desk, with_check_digit
from tests.visual.paper_reading import read_pages


def test_one_sheet_for_each_person_and_form_with_a_column_free(app: App, desk: Desk) -> None:
    one = desk.patient()
    two = desk.patient(name="单秀英", id_no=with_check_digit("62080219600312124"), village="东沟村")
    usual = {"symptoms": ["1"], "way": "1", "sbp": "130", "dbp": "80", "height": "170", "weight": "70"}
    usual |= {"compliance": "1", "adr": "1", "complication": "1", "result_class": "1", "doctor": "李医生"}
    for month in range(2, 7):
        values = {**usual, "visited_on": f"2026-{month:02}-10"}
        app.follow_ups.record(values, "hypertension", one, late=True, plan_next=False)
    today = app.place.today()
    for person, form in ((one, "hypertension"), (one, "diabetes2"), (two, "after_referral")):
        app.follow_ups.plan(person, {"form": form, "due_on": today.isoformat()})
    app.follow_ups.plan(two, {"form": "diabetes2", "due_on": (today + timedelta(days=9)).isoformat()})
    pages = read_pages(app.printing.papers.due_sheets())
    titles = [
        next(t for t in ("高血压", "2型糖尿病", "转诊后") if page.plain.startswith(t)) for page in pages
    ]
    assert sorted(set(titles)) == ["2型糖尿病", "转诊后", "高血压"]
    assert titles.count("2型糖尿病") == 1  # what is due later has no sheet yet
    first = next(page for page in pages if "高血压患者随访服务记录表" in page.plain)
    assert "2026年6月10日" in first.plain
    assert "2026年4月10日" in first.plain
    assert "2026年3月10日" not in first.plain  # the fourth column is for the visit to come
    assert "姓名：单秀英" in next(page for page in pages if "转诊后随访" in page.plain).plain
    village = read_pages(app.printing.papers.due_sheets(DueChoice(village="东沟村")))
    assert all("姓名：单秀英" in page.plain for page in village)


def test_with_nobody_due_there_is_nothing_to_print(app: App) -> None:
    with pytest.raises(Rejected):
        app.printing.papers.due_sheets()
