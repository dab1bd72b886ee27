"""The desk takes a patient in from the paper; the referral that comes by sync later is the same one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from clinic_app.domain.clock import stamp
from clinic_app.domain.errors import FileError, Rejected
from clinic_app.domain.ids import new_id
from clinic_app.hub.own_changes import OwnChange, write_own
from clinic_app.protocol.endpoints import key_to_text
from clinic_app.protocol.slip_code import Verdict
from clinic_app.services.app import App
from clinic_app.services.slip_verification import codes_in_picture
from clinic_app.store import paper_referrals, rows, sync_state
from clinic_app.system.crypto import new_signing_key
from tests.helpers.clinic import clock_of, county, services_machine, township
from tests.helpers.county import START, MemoryHub, seeded, sync
from tests.helpers.services import Desk

TOWN_DEVICE, COUNTY_DEVICE = (new_id(1, seeded(n)) for n in (301, 302))


class Place:
    """A township clinic and a county desk that know each other by the hub's directory."""

    def __init__(self, folder: Path) -> None:
        self.hub = MemoryHub()
        self.clinic = township(folder / "clinic", services_machine(START, seed=1))
        self.county = county(folder / "county", services_machine(START, seed=2))
        self.desk = Desk(self.clinic)
        self.lines = {}
        for app, device in ((self.clinic, TOWN_DEVICE), (self.county, COUNTY_DEVICE)):
            own, pair = app.place.own(), new_signing_key(app.place.entropy)
            self.hub.add_org(own.id, own.name, level=own.level, phone=own.phone)
            self.lines[app] = self.hub.enrol(app.place.db, device, own.name)
            sync_state.change(app.place.db, device_key=pair.private)
            key = {
                "org_id": own.id,
                "public_key": key_to_text(pair.public),
                "enrolled_at": stamp(app.place.now()),
            }
            with self.hub.db.transaction() as tx:
                write_own(tx, [OwnChange("device_key", device, key)], self.hub.clock.now())
        for app in (self.clinic, self.county):
            self.sync(app)

    def sync(self, app: App) -> None:
        sync(app.place.db, self.lines[app])

    def referral(self, **values: object) -> str:
        return self.desk.referral(to_org=self.county.place.org_id, **values)

    def code(self, referral: str) -> str:
        """Return the code on the printed slip, read from its picture."""
        import pypdfium2

        job = self.clinic.printing.job(referral)
        self.clinic.printing.printed(job)
        document = pypdfium2.PdfDocument(job.pdf)
        try:
            picture = document[0].render(scale=200 / 72, grayscale=True).to_pil()
        finally:
            document.close()
        [text] = codes_in_picture(picture)
        return text


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    opened = Place(tmp_path)
    yield opened
    opened.clinic.close()
    opened.county.close()
    opened.hub.db.close()


def test_the_desk_takes_a_patient_in_before_any_sync(place: Place) -> None:
    referral = place.referral()
    text = place.code(referral)
    told = place.county.scanned_slips.read(text.lower() + "\r\n")
    assert (told.verdict, str(told.word), told.can_take) == (Verdict.VALID, "有效", True)
    assert told.org_name == "白水镇卫生院"
    assert ("患者姓名", "王建国") in [(str(line.label), line.text) for line in told.lines]

    saved = place.county.scanned_slips.take_in(text)
    assert saved.id == referral
    assert saved.changes.any_of("referral")
    detail = place.county.referrals.get(referral)
    sent = place.clinic.referrals.get(referral).row
    for name in ("patient_id", "slip_no", "from_org", "to_org", "urgency", "impression", "patient_name",
                 "patient_id_no", "present_illness", "referral_date", "direction", "to_dept"):  # fmt: skip
        assert detail.row[name] == sent[name], name
    assert (detail.side, detail.phase) == ("receiver", "received")
    assert detail.patient is not None
    assert detail.patient.name == "王建国"
    assert [row.id for row in place.county.worklists.inbox().rows] == [referral]
    place.county.referral_actions.accept(referral, "心内科")


def test_the_later_sync_recognises_the_same_referral(place: Place) -> None:
    referral = place.referral()
    place.county.scanned_slips.take_in(place.code(referral))
    place.county.referral_actions.accept(referral, "心内科", doctor="张医生")
    # The desk's words reach the hub before the referral itself; nothing of them may be lost.
    place.sync(place.county)
    assert place.county.sync_control.refused() == ()
    place.sync(place.clinic)
    place.sync(place.clinic)
    place.sync(place.county)

    there, here = place.county.referrals.get(referral), place.clinic.referrals.get(referral)
    assert there.phase == here.phase == "accepted"
    assert there.clashes == here.clashes == ()
    assert [event.event for event in there.events].count("sent") == 1
    assert {event.id for event in there.events} == {event.id for event in here.events}
    assert not any(event.out_of_place for event in there.events)
    db = place.county.place.db
    for kind, record in (("referral", referral), ("patient", str(there.row["patient_id"]))):
        row = rows.find(db, kind, record)
        assert row is not None
        assert row["_rev"] > 0
        assert not paper_referrals.is_stand_in(db, kind, record)
    assert there.row["reason"] == "31"


def test_what_was_read_from_paper_is_told_to_nobody(place: Place) -> None:
    referral = place.referral()
    place.county.scanned_slips.take_in(place.code(referral))
    ops = place.county.place.db.execute("SELECT ent, sets FROM op")
    assert [op["ent"] for op in ops] == ["referral_event"]
    assert "received" in ops[0]["sets"]


def test_a_card_read_from_paper_is_not_changed_before_the_real_one_comes(place: Place) -> None:
    referral = place.referral()
    place.county.scanned_slips.take_in(place.code(referral))
    patient = str(place.county.referrals.get(referral).row["patient_id"])
    with pytest.raises(Rejected, match="先同步"):
        place.county.patients.save({"phone": "13800000000"}, patient_id=patient)
    with pytest.raises(Rejected, match="先同步"):
        place.county.patients.add_element(patient, "allergy", {"substance": "青霉素"})
    place.sync(place.clinic)
    place.sync(place.county)
    place.county.patients.save({"phone": "13800000000"}, patient_id=patient)


def test_a_referral_that_is_here_already_is_only_opened(place: Place) -> None:
    referral = place.referral()
    text = place.code(referral)
    place.sync(place.clinic)
    place.sync(place.county)
    told = place.county.scanned_slips.read(text)
    assert (told.referral_id, told.can_take) == (referral, False)
    before = place.county.referrals.get(referral).events
    assert place.county.scanned_slips.take_in(text).id == referral
    assert place.county.referrals.get(referral).events == before


def test_taking_in_twice_writes_once(place: Place) -> None:
    text = place.code(place.referral())
    first = place.county.scanned_slips.take_in(text)
    before = place.county.referrals.get(first.id).events
    assert place.county.scanned_slips.take_in(text).id == first.id
    assert place.county.referrals.get(first.id).events == before


def test_a_cancelled_slip_is_void_once_that_is_known(place: Place) -> None:
    referral = place.referral()
    text = place.code(referral)
    place.clinic.referral_actions.cancel(referral, "01")
    place.sync(place.clinic)
    place.sync(place.county)
    told = place.county.scanned_slips.read(text)
    assert (told.verdict, str(told.word), told.can_take) == (Verdict.VOID, "已作废", False)


def test_an_expired_slip_is_said_to_be_so_and_may_be_taken_in(place: Place) -> None:
    text = place.code(place.referral(valid_until=place.clinic.place.today().isoformat()))
    clock_of(place.county).advance(timedelta(days=3))
    place.county.session.touch()
    told = place.county.scanned_slips.read(text)
    assert (told.verdict, str(told.word), told.can_take) == (Verdict.EXPIRED, "已过期", True)


def test_a_changed_code_is_refused(place: Place) -> None:
    text = place.code(place.referral())
    changed = text[:40] + ("A" if text[40] != "A" else "B") + text[41:]
    told = place.county.scanned_slips.read(changed)
    assert (told.verdict, str(told.word), told.can_take) == (Verdict.ALTERED, "内容被改动", False)
    assert told.lines == ()
    with pytest.raises(Rejected, match="不要据此接收"):
        place.county.scanned_slips.take_in(changed)


def test_an_unknown_institution_is_refused_and_its_claims_are_not_shown(place: Place, tmp_path: Path) -> None:
    text = place.code(place.referral())
    stranger = county(tmp_path / "stranger", services_machine(START, seed=7))
    try:
        told = stranger.scanned_slips.read(text)
        assert (told.verdict, str(told.word)) == (Verdict.UNKNOWN_ISSUER, "机构未知")
        assert told.lines == ()
        with pytest.raises(Rejected, match="不能证明是真的"):
            stranger.scanned_slips.take_in(text)
    finally:
        stranger.close()


def test_a_slip_to_somebody_else_is_not_taken_in(place: Place) -> None:
    text = place.code(place.desk.referral(to_org=place.desk.hospital("市第二医院")))
    told = place.county.scanned_slips.read(text)
    assert (told.verdict, told.can_take) == (Verdict.VALID, False)
    with pytest.raises(Rejected, match="市第二医院"):
        place.county.scanned_slips.take_in(text)


def test_other_texts_and_files_are_told_apart(place: Place, tmp_path: Path) -> None:
    assert place.county.scanned_slips.read("6901234567892").verdict is Verdict.NOT_A_SLIP
    (tmp_path / "a.png").write_bytes(b"no picture")
    with pytest.raises(FileError, match="不是能读的图片"):
        place.county.scanned_slips.read_file(tmp_path / "a.png")


def test_a_pdf_is_read_and_taken_in(place: Place, tmp_path: Path) -> None:
    referral = place.referral()
    job = place.clinic.printing.job(referral)
    place.clinic.printing.printed(job)
    (tmp_path / "slip.pdf").write_bytes(job.pdf)
    [told] = place.county.scanned_slips.read_file(tmp_path / "slip.pdf")
    assert told.can_take
    assert place.county.scanned_slips.take_in(told.text).id == referral
