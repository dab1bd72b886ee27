from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest

from clinic_app.domain.errors import NotAllowed, NotFound, PaperError, Rejected
from clinic_app.reports.page import PaperKind
from clinic_app.services.app import App
from clinic_app.services.referrals import REVIEW_SETTING
from clinic_app.store import prints, rows
from tests.helpers.clinic import clock_of
from tests.helpers.services import Desk


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_the_draft_shows_what_was_typed_so_far(app: App, desk: Desk) -> None:
    patient = desk.patient()
    row = app.referrals.draft_row({"to_org": desk.hospital(), "impression": "肺炎"}, patient)
    preview = app.printing.draft(row)
    text = words(preview.pdf)
    assert "王建国" in text
    assert "肺炎" in text
    assert "崆峒县人民医院" in text
    assert preview.copy_no == 0
    assert prints.page(app.place.reader) == []


def test_a_preview_is_not_counted_and_a_confirmed_job_is(app: App, desk: Desk) -> None:
    referral = desk.referral()
    app.printing.preview(referral)
    job = app.printing.job(referral, printer="窗口")
    assert job.copy_no == 0
    assert "补打" not in words(job.pdf)
    assert "王建国" not in job.title
    assert app.referrals.get(referral).printed == 0

    saved = app.printing.printed(job, printer="窗口", copies=2)
    assert saved.changes.any_of("referral_event")
    assert app.referrals.get(referral).printed == 1

    again = app.printing.job(referral)
    assert again.copy_no == 1
    assert "补打 1" in words(again.pdf)
    app.printing.printed(again)
    assert "补打 2" in words(app.printing.preview(referral).pdf)


def test_a_failed_job_leaves_the_slip_not_printed(app: App, desk: Desk) -> None:
    referral = desk.referral()
    app.printing.failed(app.printing.job(referral), printer="窗口", reason="缺纸")
    assert app.printing.job(referral).copy_no == 0
    assert app.referrals.get(referral).printed == 0
    [row] = app.printing.register.log_of("referral", referral)
    assert (row.outcome, row.printer) == (prints.FAILED, "窗口")


def test_the_number_register_knows_what_became_of_a_number(app: App, desk: Desk) -> None:
    referral = desk.referral()
    number = app.referrals.get(referral).row["slip_no"]
    [row] = app.printing.register.numbers().rows
    assert (row.slip_no, row.status, row.copies) == (number, "issued", 0)
    app.printing.printed(app.printing.job(referral))
    [row] = app.printing.register.numbers().rows
    assert (row.status, row.copies) == ("printed", 1)
    with pytest.raises(Rejected):
        app.printing.register.void_number(number, "  ")
    app.printing.register.void_number(number, "写错了患者")
    [row] = app.printing.register.numbers(status="voided").rows
    assert (row.voided_by, row.void_reason) == ("李医生", "写错了患者")
    with pytest.raises(NotFound):
        app.printing.register.void_number("BSZ-01-99999-99", "没有这个号")


def test_numbers_come_in_pages(app: App, desk: Desk) -> None:
    hospital, patient = desk.hospital(), desk.patient()
    made = [app.referrals.save_and_send(desk.slip(hospital), patient).number for _ in range(3)]
    first = app.printing.register.numbers(limit=2)
    rest = app.printing.register.numbers(after=first.next, limit=2)
    assert [row.slip_no for row in (*first.rows, *rest.rows)] == made[::-1]
    assert rest.next is None


def test_the_age_of_the_slip_stays_on_a_reprint_years_later(app: App, desk: Desk) -> None:
    referral = desk.referral()
    age = app.referrals.get(referral).row["patient_age"]
    app.printing.printed(app.printing.job(referral))
    clock_of(app).advance(timedelta(days=3 * 366))
    app.session.touch()
    text = words(app.printing.job(referral).pdf)
    assert age in text


def test_the_return_slip_prints_with_its_own_words(app: App, desk: Desk) -> None:
    referral = desk.referral()
    back = desk.their_return(referral)
    text = words(app.printing.preview_return(back).pdf)
    assert "双向转诊（回转）单" in text
    assert "冠心病" in text
    assert "低盐低脂" in text
    assert "白水镇卫生院" in text
    job = app.printing.job_return(back)
    app.printing.printed(job)
    assert app.printing.job_return(back).copy_no == 1
    assert app.printing.job(referral).copy_no == 0


def test_the_accepted_time_is_on_the_slip(app: App, desk: Desk) -> None:
    referral = desk.referral()
    desk.theirs(referral, "accepted", {"dept": "心内科", "doctor": "孙主任", "time": "明天上午"})
    assert "心内科，孙主任，明天上午" in words(app.printing.preview(referral).pdf)


def test_an_unreviewed_emergency_says_so(app: App, desk: Desk) -> None:
    app.place.put_setting(REVIEW_SETTING, True)
    urgent = desk.referral(urgency="emergency")
    assert "未审核" in words(app.printing.preview(urgent).pdf)
    app.referral_actions.reviewed(urgent, "同意")
    assert "未审核" not in words(app.printing.preview(urgent).pdf)


def test_without_review_nothing_is_marked(app: App, desk: Desk) -> None:
    assert "未审核" not in words(app.printing.preview(desk.referral(urgency="emergency")).pdf)


def test_a_character_without_glyph_stops_the_print_or_is_left_to_the_pen(app: App, desk: Desk) -> None:
    referral = desk.referral(present_illness="胸痛\ue000两小时")
    with pytest.raises(PaperError) as refused:
        app.printing.job(referral)
    assert "E000" in str(refused.value)
    job = app.printing.job(referral, by_hand=True)
    assert job.by_hand == ("\ue000",)
    assert "胸痛＿两小时" in words(job.pdf)


def test_a_pdf_is_saved_whole_and_not_counted(app: App, desk: Desk, tmp_path: Path) -> None:
    referral = desk.referral()
    job = app.printing.job(referral)
    path = app.printing.save_pdf(job, tmp_path / "单")
    assert path.name == "单.pdf"
    assert path.read_bytes() == job.pdf
    assert app.printing.job(referral).copy_no == 0
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["单.pdf"]


def test_settings_change_the_paper(app: App, desk: Desk) -> None:
    referral = desk.referral()
    assert "科主任意见" not in words(app.printing.preview(referral).pdf)
    usual = words(app.printing.preview(referral).pdf)
    assert "身份证号" not in usual  # the national form has none until the county asks for it
    blocks = ["slip_no", "approvals", "id_no", "patient_notes"]
    app.printing.save_settings(blocks=blocks, approvals={"up": ["科主任意见"]}, patient_notes="带上病历。")
    text = words(app.printing.preview(referral).pdf)
    assert "科主任意见" in text
    assert "身份证号" in text
    assert "带上病历" in text
    with pytest.raises(Rejected):
        app.printing.save_settings(colour="red")


def test_damaged_settings_never_keep_a_patient_from_a_slip(app: App, desk: Desk) -> None:
    referral = desk.referral()
    for name, value in {
        "slip.blocks": 7,
        "slip.paper": "papyrus",
        "slip.approvals": ["x"],
        "slip.shifts": {"窗口|a4": ["a", 1]},
    }.items():
        app.place.put_setting(name, value)
    assert app.printing.job(referral, printer="窗口").pages >= 1


def test_a_printers_shift_is_its_own(app: App) -> None:
    settings = app.printing.set_shift("窗口", PaperKind.A4, 1.5, -2.04, 1.002)
    assert settings.options(printer_name="窗口").shift.right == 1.5
    assert settings.options(printer_name="窗口").shift.down == -2.0
    assert settings.options(printer_name="别处").shift.right == 0
    assert settings.options(printer_name="窗口", paper="a5").shift.right == 0
    with pytest.raises(Rejected):
        app.printing.set_shift("窗口", PaperKind.A4, 80, 0)


def test_impossible_options_are_a_sentence(app: App, desk: Desk) -> None:
    with pytest.raises(PaperError):
        app.printing.preview(desk.referral(), offset_mm=(99, 0))


def test_nobody_prints_after_logging_out(app: App, desk: Desk) -> None:
    referral = desk.referral()
    app.session.log_out()
    with pytest.raises(NotAllowed):
        app.printing.preview(referral)


def test_the_window_checks_come_with_the_job(app: App, desk: Desk) -> None:
    referral = desk.referral()
    patient = app.referrals.get(referral).row["patient_id"]
    with app.place.unit():
        rows.update(app.place.db, "patient", patient, {"name": "王建囯"})
    codes = {problem.code for problem in app.printing.window_problems(referral)}
    assert "window.card" in codes
    assert codes == {problem.code for problem in app.printing.job(referral).problems}
    app.place.put_setting("window.off", ["card"])
    assert "window.card" not in {problem.code for problem in app.printing.window_problems(referral)}
