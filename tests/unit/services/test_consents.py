"""Consent: recorded at once or late, with the scan of the paper where the house wants one."""

from __future__ import annotations

import pytest

from clinic_app.domain.errors import FileError, Rejected
from tests.helpers.pictures import as_jpeg, paper


@pytest.fixture
def scan(tmp_path):
    path = tmp_path / "IMG_2026.jpg"
    path.write_bytes(as_jpeg(paper(700, 1000)))
    return path


def test_an_emergency_s_late_consent_ends_with_the_scan_attached(app, desk, scan):
    slip = desk.referral(urgency="emergency", consent="emergency")
    state = app.consents.state(slip)
    assert (state.open, state.scanned, state.ours) == (True, False, True)
    saved = app.consents.record(slip, "family", "儿子王小军签字", scan)
    assert saved.changes.any_of("attachment", "referral")
    assert app.reminders.all() == ()
    state = app.consents.state(slip)
    assert (state.open, state.scanned, state.note) == (False, True, "儿子王小军签字")
    [row] = app.attachments.of_referral(slip)
    assert (row.purpose, row.name) == ("consent", "知情同意书")
    app.consents.record(slip, "family", "儿子王小军签字", scan)
    assert len(app.attachments.of_referral(slip)) == 1, "the same scan twice is one"


def test_a_scan_that_cannot_be_taken_leaves_everything_as_it_was(app, desk, tmp_path):
    slip = desk.referral(consent="oral")
    wrong = tmp_path / "consent.jpg"
    wrong.write_bytes(b"no picture")
    with pytest.raises(Rejected):
        app.consents.record(slip, "signed", "", wrong)
    with pytest.raises(FileError):
        app.consents.record(slip, "signed", "", tmp_path / "missing.jpg")
    assert app.consents.state(slip).consent == "oral"


def test_a_refusal_is_kept_with_its_reason_and_its_paper(app, desk, scan):
    slip = desk.referral(consent="oral")
    with pytest.raises(Rejected):
        app.consents.record(slip, "refused", "", scan)
    assert app.attachments.of_referral(slip) == ()
    app.consents.record(slip, "refused", "告知风险，患者坚持回家", scan)
    assert app.consents.state(slip).open is False
    assert len(app.attachments.of_referral(slip)) == 1


def test_a_missing_scan_is_asked_for_only_where_the_house_wants_it(app, desk, scan):
    slip = desk.referral(consent="signed")
    assert app.reminders.of_kind("consent") == ()
    assert not app.consents.state(slip).scan_missing
    app.consents.set_scan_wanted(True)
    [row] = app.reminders.of_kind("consent")
    assert (row.id, row.text, row.meaning) == (slip, "已签字，还没有附上扫描件", "due")
    assert app.consents.state(slip).scan_missing
    added = app.attachments.add_file(slip, scan, purpose="consent").id
    assert app.reminders.of_kind("consent") == ()
    app.attachments.remove(added, "拍糊了")
    assert app.reminders.of_kind("consent")
    app.consents.set_scan_wanted(False)
    assert app.reminders.of_kind("consent") == ()


def test_slips_of_before_the_rule_are_not_asked_for(app, desk):
    desk.referral(consent="signed", referral_date="2026-11-01")
    app.consents.set_scan_wanted(True)
    assert app.consents.scan_wanted()
    assert app.reminders.of_kind("consent") == ()
