"""Attachments by USB stick between two institutions that have no line at all."""

from __future__ import annotations

import random

import pytest
from PIL import Image

from clinic_app.hub.courier import serve_file
from clinic_app.protocol import courier_file
from clinic_app.store import attachment_files, sync_state
from clinic_app.sync import courier as clinic_courier
from clinic_app.sync import stick_files
from tests.helpers.joined import join, join_as_county, town_and_county
from tests.helpers.pictures import as_pdf
from tests.helpers.services import Desk


def scan(seed=1):
    """Return a PDF of more than 90 000 bytes that no packing makes smaller."""
    data = as_pdf(Image.frombytes("L", (420, 420), random.Random(seed).randbytes(420 * 420)))
    assert 90_000 < len(data) < 120_000
    return data


@pytest.fixture
def journey(tmp_path):
    with town_and_county(tmp_path) as (hub, clinic, hospital):
        join(hub, clinic)
        other = join_as_county(hub, hospital)
        made = Journey(hub, clinic, hospital, tmp_path)
        made.there_and_back(clinic)  # brings the directory
        made.referral = Desk(clinic).referral(to_org=other.id)
        yield made


class Journey:
    """Two institutions and a hub between which only files go."""

    def __init__(self, hub, clinic, hospital, folder):
        self.hub, self.clinic, self.hospital, self.folder = hub, clinic, hospital, folder
        self.referral = ""

    def out(self, app):
        """Write the file and let the hub answer it; return what was said and the answer's place."""
        there, back = self.folder / "there.zzb", self.folder / "back.zzb"
        said = app.sync_control.courier_out(there).sentence
        hub = self.hub
        served = serve_file(
            hub.database, hub.keys, there.read_bytes(), hub.clock.now(), hub.entropy, hub.config.blobs
        )
        back.write_bytes(served.data)
        return said, str(served.sentence), back

    def there_and_back(self, app):
        said, _, back = self.out(app)
        return said, app.sync_control.courier_in(back).sentence


def here(app, sha256):
    file = attachment_files.find(app.place.db, sha256)
    return attachment_files.content(app.place.db, sha256) if file is not None and file.whole else None


def name_of(app):
    return app.place.db.execute("SELECT sha256 FROM attachment")[0]["sha256"]


def test_a_scan_goes_to_the_county_and_from_there_to_the_hospital(journey):
    clinic, hospital = journey.clinic, journey.hospital
    data = scan()
    clinic.attachments.add(journey.referral, data)
    said, at_county, back = journey.out(clinic)
    assert "另带附件 1 个" in said
    assert "收全附件 1 个" in at_county
    assert clinic.sync_control.status().files_unsent == 1  # until the answer is in
    told = clinic.sync_control.courier_in(back).sentence
    assert "附件：送出 1 个，取回 0 个。" in told
    assert clinic.sync_control.status().files_unsent == 0
    again = clinic.sync_control.courier_in(back).sentence  # the same file twice
    assert "用不着了" in again
    assert "附件" not in again
    assert "另带附件" not in journey.there_and_back(clinic)[0]

    said, told = journey.there_and_back(hospital)  # brings the record …
    assert here(hospital, name_of(hospital)) is None
    said, told = journey.there_and_back(hospital)  # … and then what it names
    assert "附件：送出 0 个，取回 1 个。" in told
    assert here(hospital, name_of(hospital)) == data


def test_what_does_not_fit_goes_on_where_the_last_file_ended(journey, monkeypatch):
    for module in (courier_file, stick_files):
        monkeypatch.setattr(module, "FILES_BYTES", 40_000)
    monkeypatch.setattr("clinic_app.hub.courier_files.FILES_BYTES", 30_000)
    data = scan()
    journey.clinic.attachments.add(journey.referral, data)
    for left in (True, True, False):
        said, _ = journey.there_and_back(journey.clinic)
        assert ("附件没有装下" in said) == left
    assert journey.clinic.sync_control.status().files_unsent == 0
    journey.there_and_back(journey.hospital)
    name = name_of(journey.hospital)
    for have in (30_000, 60_000, 90_000, len(data)):
        journey.there_and_back(journey.hospital)
        file = attachment_files.find(journey.hospital.place.db, name)
        assert file is not None
        assert file.have == have
    assert here(journey.hospital, name) == data


def test_records_go_first_and_a_referral_never_waits(journey, monkeypatch):
    journey.clinic.attachments.add(journey.referral, scan())
    monkeypatch.setattr(courier_file, "PAGE_BYTES", 2048)
    desk = Desk(journey.clinic)
    for number in range(40):
        desk.patient(
            name=f"人{number}", id_no="", birth_date="1960-01-01", gender="1", note=f"{number}" * 200
        )
    packed = clinic_courier.pack(journey.clinic.place.db, journey.hub.clock, journey.hub.entropy)
    assert packed.left
    assert (packed.files, packed.files_left) == (0, 1)


def test_a_lost_file_or_answer_costs_nothing_and_an_old_answer_does_no_harm(journey):
    clinic = journey.clinic
    data = scan()
    clinic.attachments.add(journey.referral, data)
    journey.out(clinic)  # the answer is lost
    _, at_county, back = journey.out(clinic)
    assert "收全附件 1 个" in at_county  # it was there already, and is told again
    old = back.read_bytes()
    clinic.sync_control.courier_in(back)
    assert clinic.sync_control.status().files_unsent == 0
    sync_state.change(clinic.place.db, hub_epoch="another life")  # restored since: files are in no backup
    assert clinic.sync_control.status().files_unsent == 1
    back.write_bytes(old)
    clinic.sync_control.courier_in(back)
    assert clinic.sync_control.status().files_unsent == 1  # what an earlier life had says nothing


def test_bytes_that_are_not_what_their_name_says_never_count(journey, expected_logs):
    expected_logs.allow("attachment damaged on the disk")
    clinic, hospital = journey.clinic, journey.hospital
    clinic.attachments.add(journey.referral, scan())
    journey.there_and_back(clinic)
    journey.there_and_back(hospital)
    name = name_of(hospital)
    [stored] = journey.hub.config.blobs.rglob(name)
    stored.write_bytes(scan(2))
    _, told = journey.there_and_back(hospital)
    assert "附件" not in told
    assert here(hospital, name) is None
    [damaged] = journey.hub.config.blobs.rglob("*.damaged")  # kept, for whoever looks into it
    assert damaged.stem == name


def test_nobody_gets_a_content_whose_record_he_does_not_see(journey):
    clinic, hospital = journey.clinic, journey.hospital
    made = clinic.attachments.add(journey.referral, scan()).id
    journey.there_and_back(clinic)
    name = name_of(clinic)
    hub = journey.hub
    stranger = hub.add_organization("别的卫生院")
    asked = courier_file.CourierRequest("", None, (), (), (courier_file.FileWanted(name, made, 0),))
    from clinic_app.hub import courier_files
    from clinic_app.hub.blobs import BlobStore

    blobs = BlobStore(hub.config.blobs)
    assert courier_files.give(hub.database, blobs, stranger.id, asked) == ()
    assert len(courier_files.give(hub.database, blobs, clinic.place.org_id, asked)) == 1
    assert hospital.place.org_id != clinic.place.org_id
