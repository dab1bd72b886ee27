"""Attachments over the real hub, TLS and a line that breaks: resumed, and never in the way of a referral."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import attrs
import pytest

from clinic_app.domain.clock import FixedClock
from clinic_app.hub.backup import make_backup, restore_backup
from clinic_app.services.app import App
from clinic_app.store import rows
from tests.helpers.clinic import NOON, county, services_machine, township
from tests.helpers.cutting_proxy import LineProxy
from tests.helpers.hub_server import RunningHub
from tests.helpers.pictures import as_jpeg, as_pdf, paper
from tests.helpers.services import Desk


@attrs.define
class Pair:
    """A township and a county hospital; the township's line to the hub can be cut."""

    hub: RunningHub
    line: LineProxy
    clock: FixedClock
    clinic: App
    hospital: App

    def sync(self, *apps: App) -> str:
        self.clock.advance(timedelta(minutes=11))
        words = ""
        for app in apps or (self.clinic, self.hospital):
            app.session.touch()
            words = app.sync_control.sync_now().sentence
        return words

    def stored(self, name: str) -> list[Path]:
        return [path for path in self.hub.config.blobs.rglob(name) if path.is_file()]


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    clock = FixedClock(NOON)
    hub = RunningHub(tmp_path / "hub", tls=True, clock=clock, entropy=random.Random(7).randbytes)
    machines = [attrs.evolve(services_machine(seed=seed), clock=clock) for seed in (1, 2)]
    with hub, LineProxy(("127.0.0.1", int(hub.address.rsplit(":", 1)[1]))) as line:
        clinic = township(tmp_path / "clinic", machines[0])
        hospital = county(tmp_path / "hospital", machines[1])
        try:
            for app, level, address in (
                (clinic, "township", line.address),
                (hospital, "county", hub.address),
            ):
                org = hub.add_organization(app.institution.name, level=level)
                app.sync_control.enrol(attrs.evolve(hub.ticket(org), address=address).line)
            for app in (clinic, hospital):
                app.sync_control.sync_now()
            yield Pair(hub, line, clock, clinic, hospital)
        finally:
            clinic.close()
            hospital.close()


def send_up(pair: Pair, **values: str) -> str:
    [partner] = [one for one in pair.clinic.directory.partners() if one.name == "崆峒县人民医院"]
    return Desk(pair.clinic).referral(to_org=partner.id, **values)


def where(app: App, referral: str) -> list[str]:
    return [row.where.value for row in app.attachments.of_referral(referral)]


def test_an_attachment_resumes_and_a_referral_saved_in_between_arrives_first(pair: Pair) -> None:
    clinic, hospital, line = pair.clinic, pair.hospital, pair.line
    scan = as_pdf(paper(1240, 1754))
    assert 100_000 < len(scan) < 400_000
    first = send_up(pair)
    patient = clinic.referrals.get(first).row["patient_id"]
    attachment = clinic.attachments.add(first, scan, purpose="exam").id
    name = rows.fetch(clinic.place.db, "attachment", attachment)["sha256"]
    before = line.up

    line.cut_after(60_000, "up")
    assert "附件没有传完" in pair.sync(clinic)
    assert line.cuts == 1
    assert clinic.sync_control.status().unsent == 0, "the referral itself has gone"
    assert where(clinic, first) == ["sending"]
    pair.sync(hospital)
    assert hospital.referrals.get(first).list_row.patient_name == "王建国"
    assert where(hospital, first) == ["not_yet"], "the hub has not got all of it"

    second = send_up(pair, patient_id=patient, impression="高血压急症")
    line.cut_after(40_000, "up")
    pair.sync(clinic)
    pair.sync(hospital)
    assert hospital.referrals.get(second).row["impression"] == "高血压急症"
    assert not pair.stored(name), "the file is still on its way"

    pair.sync(clinic)
    assert where(clinic, first) == ["at_hub"]
    assert line.up - before < len(scan) + 3 * 32_768 + 40_000, "it went on where it was cut"
    [stored] = pair.stored(name)
    assert hashlib.sha256(stored.read_bytes()).hexdigest() == name
    pair.sync(hospital)
    assert where(hospital, first) == ["fetched"]
    assert hospital.attachments.open(attachment).data == scan


def test_advice_goes_to_and_fro_with_its_picture_and_a_removed_scan_goes_nowhere(pair: Pair) -> None:
    clinic, hospital = pair.clinic, pair.hospital
    referral = send_up(pair)
    question = clinic.advice.ask(referral, "心电图见附件，需要先溶栓吗？").id
    clinic.attachments.add(referral, as_jpeg(paper(500, 700)), purpose="exam", message_id=question)
    pair.sync()
    [asked] = hospital.advice.waiting()
    assert asked.row.id == referral
    [shown] = hospital.advice.thread(referral).messages
    assert shown.our_turn
    assert [one.here for one in shown.attachments] == [True]
    hospital.advice.answer(asked.id, "不要等，直接送。")
    pair.sync(hospital, clinic)
    assert [one.text for one in clinic.advice.thread(referral).messages][1] == "不要等，直接送。"
    assert clinic.advice.asked() == ()
    assert hospital.advice.waiting() == ()

    wrong = clinic.attachments.add(referral, as_pdf(paper(600, 800)), purpose="consent").id
    clinic.attachments.remove(wrong, "传错了人")
    pair.sync()
    assert [row.purpose for row in hospital.attachments.of_referral(referral)] == ["exam"]
    assert len(hospital.place.reader.execute("SELECT 1 FROM attachment_file")) == 1, "it never travelled"


def test_a_hub_restored_from_a_backup_gets_its_attachments_again(pair: Pair) -> None:
    """Attachments are in no backup of the hub: who added them gives them again, without being asked."""
    clinic, hospital, hub = pair.clinic, pair.hospital, pair.hub
    referral = send_up(pair)
    attachment = clinic.attachments.add(referral, as_jpeg(paper(500, 700)), purpose="lab").id
    name = rows.fetch(clinic.place.db, "attachment", attachment)["sha256"]
    pair.sync(clinic)
    backup = make_backup(hub.config, hub.database, pair.clock.now()).path
    [stored] = pair.stored(name)
    stored.unlink()
    restore_backup(hub.config, hub.database, backup, pair.clock.now(), random.Random(3).randbytes)
    pair.sync(clinic)
    assert len(pair.stored(name)) == 1
    pair.sync(hospital)
    assert where(hospital, referral) == ["fetched"]
