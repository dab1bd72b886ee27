from __future__ import annotations

from datetime import timedelta

from clinic_app.domain.clock import stamp
from clinic_app.domain.ids import encode_id
from clinic_app.protocol.endpoints import key_to_text
from clinic_app.protocol.slip_code import Verdict
from clinic_app.services import slip_codes
from clinic_app.services.app import App
from clinic_app.services.slip_verification import SlipReading, check_text, codes_in_picture
from clinic_app.store import rows, sync_state
from clinic_app.system.crypto import KeyPair, new_signing_key
from tests.helpers.clinic import clock_of
from tests.helpers.services import Desk

DEVICE = encode_id(bytes(range(16)))


def joined(app: App, desk: Desk) -> KeyPair:
    """Give this device its key, as enrolment does."""
    pair = new_signing_key(app.place.entropy)
    desk.enrolled()
    sync_state.change(app.place.db, device_key=pair.private, device_id=DEVICE)
    values = {
        "org_id": app.place.org_id,
        "public_key": key_to_text(pair.public),
        "enrolled_at": stamp(app.place.now()),
        "_owner": app.place.org_id,
    }
    with app.place.unit(user_name="县平台"):
        rows.insert(app.place.db, "device_key", values, record_id=DEVICE)
    return pair


def code_on(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    finally:
        document.close()
    [text] = codes_in_picture(picture)
    return text


def check(app: App, text: str) -> SlipReading:
    keys = slip_codes.known_keys(app.place)
    found = check_text(text, keys.get, app.place.now(), is_void=lambda i: slip_codes.is_void(app.place, i))
    return SlipReading(text, found)


def test_a_slip_carries_what_the_county_needs(app: App, desk: Desk) -> None:
    joined(app, desk)
    referral = desk.referral()
    found = check(app, code_on(app.printing.job(referral).pdf)).check
    assert (found.verdict, found.org_name) == (Verdict.VALID, "")
    content = found.content
    assert content is not None
    assert content.referral_id == referral
    row = app.referrals.get(referral).row
    assert content.fields["patient_name"] == "王建国"
    assert content.fields["id_no"] == row["patient_id_no"]
    assert content.fields["to_org_id"] == row["to_org"]
    assert content.fields["referral_date"] == row["referral_date"]
    assert content.fields["birth_date"] == "1958-03-12"
    assert content.fields["slip_no"] == row["slip_no"]


def test_a_reprint_bears_the_same_code(app: App, desk: Desk) -> None:
    joined(app, desk)
    job = app.printing.job(desk.referral())
    app.printing.printed(job)
    first = code_on(job.pdf)
    clock_of(app).advance(timedelta(days=2))
    app.session.touch()
    again = app.printing.job(job.referral_id)
    assert again.copy_no == 1
    assert code_on(again.pdf) == first


def test_a_cancelled_slip_is_void_and_an_altered_one_shows(app: App, desk: Desk) -> None:
    joined(app, desk)
    referral = desk.referral()
    text = code_on(app.printing.job(referral).pdf)
    altered = text[:-3] + ("0" if text[-3] != "0" else "1") + text[-2:]
    assert check(app, altered).check.verdict is Verdict.ALTERED
    app.referral_actions.cancel(referral, "01")
    assert check(app, text).check.verdict is Verdict.VOID


def test_without_a_key_there_is_no_code(app: App, desk: Desk) -> None:
    referral = app.referrals.get(desk.referral()).row
    paper = {"object_kind": "referral", "object_id": referral["id"]}
    from clinic_app.services.slip_settings import SlipSettings
    from clinic_app.services.slip_values import slip_of_referral

    slip = slip_of_referral(referral, SlipSettings(), app.place.tables)
    assert slip_codes.code_of(app.place, slip, referral, **paper) == ""
    joined(app, desk)
    assert slip_codes.code_of(app.place, slip, referral, **paper).startswith("ZZ1:")


def test_damaged_keys_prove_nothing(app: App, desk: Desk) -> None:
    joined(app, desk)
    with app.place.unit(user_name="县平台"):
        rows.update(app.place.db, "device_key", DEVICE, {"public_key": "not a key"})
    assert slip_codes.known_keys(app.place) == {}
    assert not slip_codes.is_void(app.place, "X" * 22)
