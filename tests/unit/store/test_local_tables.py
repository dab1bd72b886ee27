"""Drafts, settings, exchanges, imported codes and announced days: what stays on this machine."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_app.store import code_items, drafts, settings, sync_runs, work_days
from clinic_app.store.code_items import CodeItem
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.store.work_days import DayKind, SpecialDay


def test_a_draft_is_kept_for_each_person_until_thrown_away(db, clock):
    drafts.save(db, "referral", "", {"impression": "高血压"}, user_name="王秀兰")
    drafts.save(db, "referral", "", {"impression": "别人的"}, user_name="李军")
    clock.advance(timedelta(minutes=1))
    drafts.save(db, "referral", "", {"impression": "高血压 3 级"}, user_name="王秀兰")
    drafts.save(db, "patient", "P", {"name": "马"}, user_name="王秀兰")
    kept = drafts.load(db, "referral", "", user_name="王秀兰")
    assert (kept.values, kept.saved_at) == ({"impression": "高血压 3 级"}, "2026-11-22T01:31:00.000Z")
    assert {draft.form for draft in drafts.all_drafts(db, user_name="王秀兰")} == {"referral", "patient"}
    drafts.discard(db, "referral", "", user_name="王秀兰")
    assert drafts.load(db, "referral", "", user_name="王秀兰") is None
    assert drafts.load(db, "referral", "", user_name="李军").values == {"impression": "别人的"}
    drafts.discard_before(db, "2026-11-22T01:30:30.000Z")
    assert drafts.all_drafts(db, user_name="李军") == []


def test_a_draft_goes_with_the_unit_that_saves_the_form(db):
    drafts.save(db, "referral", "", {"impression": "高血压"})
    with UnitOfWork(db, user_name="x"):
        drafts.discard(db, "referral", "")
    assert drafts.load(db, "referral", "") is not None


def test_a_damaged_draft_is_as_if_it_were_not_there(db):
    drafts.save(db, "referral", "", {"impression": "高血压"})
    db.execute("UPDATE draft SET json = '{'")
    assert drafts.load(db, "referral", "") is None
    assert drafts.all_drafts(db) == []


def test_settings_hold_any_value_and_have_defaults(db):
    assert settings.get(db, "slip.blocks", []) == []
    settings.put(db, "slip.blocks", ["insurance_no", "allergy"], user_name="李军")
    settings.put(db, "valid_days", 7)
    settings.put(db, "valid_days", 14)
    assert settings.all_settings(db) == {"slip.blocks": ["insurance_no", "allergy"], "valid_days": 14}
    settings.clear(db, "valid_days")
    assert settings.get(db, "valid_days", 3) == 3


def test_exchanges_are_remembered_with_their_end(db, clock, monkeypatch):
    first = sync_runs.begin(db)
    sync_runs.end(db, first, outcome="done", pushed=3, pulled=2, bytes_up=512)
    second = sync_runs.begin(db, carrier="courier")
    newest, older = sync_runs.latest(db)
    assert (newest["id"], newest["outcome"], newest["carrier"]) == (second, "", "courier")
    assert (older["pushed"], older["pulled"], older["bytes_up"], older["ended_at"][:4]) == (3, 2, 512, "2026")
    with pytest.raises(ValueError, match="lost"):
        sync_runs.end(db, second, outcome="done", lost=1)
    monkeypatch.setattr(sync_runs, "KEPT", 1)
    sync_runs.end(db, second, outcome="unreachable", sentence="连不上")
    assert [row["id"] for row in sync_runs.latest(db)] == [second]


def test_an_imported_list_replaces_the_one_before_but_old_codes_keep_their_label(db):
    code_items.replace_list(db, "icd", [CodeItem("I10", "高血压"), CodeItem("E11", "糖尿病", "tnb")])
    code_items.replace_list(db, "icd", [CodeItem("E11", "2型糖尿病", "xtnb"), CodeItem("J18", "肺炎")])
    assert [item.label for item in code_items.items(db, "icd")] == ["2型糖尿病", "肺炎"]
    assert CodeItem("I10", "高血压") in code_items.items(db, "icd", inactive=True)
    assert code_items.lists(db) == ["icd"]


def test_announced_days_of_a_year_replace_those_before(db):
    work_days.replace_year(db, 2026, [SpecialDay("2026-10-01", DayKind.OFF, "国庆节")], source="a")
    work_days.replace_year(db, 2027, [SpecialDay("2027-01-01", DayKind.OFF, "元旦")], source="a")
    days = [SpecialDay("2026-10-02", DayKind.OFF, "国庆节"), SpecialDay("2026-10-10", DayKind.WORK)]
    work_days.replace_year(db, 2026, days, source="b")
    assert work_days.special_days(db, from_day="2026-01-01", to_day="2026-12-31") == days
    assert work_days.special_days(db, from_day="2026-10-03", to_day="2026-10-10") == days[1:]
    assert work_days.years(db) == [2026, 2027]
