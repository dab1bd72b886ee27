from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import attrs
import pytest

from clinic_app.domain.errors import HubUnreachable, NotAllowed, Rejected
from clinic_app.domain.wording import Sentence
from clinic_app.protocol.messages import Cursor
from clinic_app.services.app import App
from clinic_app.services.changes import Changes
from clinic_app.store import downloads, sync_runs, sync_state
from tests.helpers.clinic import NOON, clock_of, county, services_machine, township
from tests.helpers.hub_server import RunningHub
from tests.helpers.joined import join, join_as_county
from tests.helpers.services import Desk


@attrs.frozen
class County:
    """A hub, a township clinic and a county hospital, both enrolled."""

    hub: RunningHub
    clinic: App
    hospital: App


@pytest.fixture
def counties(tmp_path: Path) -> Iterator[County]:
    with RunningHub(tmp_path / "hub", clock=services_machine(NOON).clock) as hub:
        clinic = township(tmp_path / "clinic")
        hospital = county(tmp_path / "hospital")
        try:
            join(hub, clinic)
            join_as_county(hub, hospital)
            for app in (clinic, hospital, clinic):
                app.sync_control.sync_now()
            yield County(hub, clinic, hospital)
        finally:
            clinic.close()
            hospital.close()


def test_alone_it_says_so(app: App, desk: Desk) -> None:
    desk.patient()
    status = app.sync_control.status()
    assert (status.enrolled, status.unsent_groups, status.last_contact_text) == (False, 1, "从未")
    assert "单机使用" in status.sentence
    with pytest.raises(Rejected):
        app.sync_control.sync_now()
    app.sync_control.start()
    app.sync_control.stop()


def test_honest_lines_about_where_everything_is(app: App, desk: Desk) -> None:
    desk.patient()
    desk.enrolled(days_ago=5)
    status = app.sync_control.status()
    assert status.meaning == "due"
    assert status.sentence == "1 项只在本机，还没有上传。"
    assert status.facts == (
        "最近联系县平台：周二 12:00（5 天前）。",
        "还没有和县平台核对过。",
        "县平台上的资料还没有取完，会接着取。本机可以照常使用。",
    )
    desk.acknowledged()
    status = app.sync_control.status()
    assert status.sentence == "县平台上的资料还没有取完，会接着取。本机可以照常使用。"
    assert status.fetching
    download = downloads.Download("clinic", "tag")
    for _ in range(2):
        download = downloads.append(app.place.db, download, bytes(700_000))
    downloads.note(app.place.db, downloads.Download("ref", "tag"))
    assert "已取 1.4 MB；断了线会从断处接着取" in app.sync_control.status().sentence
    for lane in ("clinic", "ref"):
        downloads.discard(app.place.db, lane)
    sync_state.set_cursor(app.place.db, "clinic", Cursor(9, "abc"))
    status = app.sync_control.status()
    assert not status.fetching
    assert status.sentence == "都已上传，还没有核对是否完整。"
    assert status.facts[:1] == ("最近联系县平台：周二 12:00（5 天前）。",)
    assert not any("核对" in fact for fact in status.facts)
    place = app.place
    place.db.execute("UPDATE sync_state SET last_digest_at = last_contact_at, last_digest_equal = 1")
    status = app.sync_control.status()
    assert (status.meaning, status.sentence) == ("done", "本机的内容县平台都有。")
    assert "最近核对：周二 12:00（5 天前），当时两边一致，一条不少。" in status.facts
    place.db.execute("UPDATE op SET state = 2, reason = 'not_yours' WHERE op_seq = 1")
    place.db.execute("UPDATE sync_state SET clock_suspect = 1, last_digest_equal = 0")
    status = app.sync_control.status()
    assert (status.meaning, status.refused) == ("urgent", 1)
    assert "时钟不准" in status.clock_text
    assert status.sentence == "没有待上传的，但有 1 项县平台没有接受。"
    desk.patient(name="李新民", id_no="", gender="1", birth_date="1960-01-01")
    both = app.sync_control.status().sentence
    assert both == "1 项只在本机，还没有上传；另有 1 项县平台没有接受。"


def test_no_fact_is_said_twice(app: App, desk: Desk) -> None:
    desk.referral()
    desk.enrolled(days_ago=5)
    place = app.place
    place.db.execute("UPDATE op SET state = 2, reason = 'not_yours' WHERE op_seq = 1")
    for equal in (1, 0):
        place.db.execute(
            "UPDATE sync_state SET clock_suspect = 1, last_digest_at = last_contact_at,"
            " last_digest_equal = ?",
            (equal,),
        )
        status = app.sync_control.status()
        said = " ".join((status.sentence, status.clock_text, *status.facts))
        for fact in ("只在本机", "没有接受", "时钟", "最近联系", "最近核对", "两边改得不一样"):
            assert said.count(fact) == (fact != "两边改得不一样"), (fact, said)
        assert "都有" not in said


def test_what_was_refused_says_why_and_where_to_mend_it(app: App, desk: Desk) -> None:
    patient = desk.patient()
    app.patients.add_element(patient, "allergy", {"substance": "青霉素"})
    app.place.db.execute("UPDATE op SET state = 2, reason = 'malformed' WHERE ent = 'allergy'")
    [row] = app.sync_control.refused()
    assert (row.kind_text, row.what, row.page, row.record_id) == ("过敏", "王建国", "patient", patient)
    assert "内容还在本机" in row.sentence
    assert row.sentence == f"{row.why}。{row.mend}"
    with pytest.raises(Rejected):
        app.sync_control.give_up(row.ops, " ")
    app.sync_control.give_up(row.ops, "已重新登记")
    assert app.sync_control.refused() == ()
    app.place.db.execute("UPDATE op SET state = 2, reason = 'from_the_future'")
    assert "from_the_future" in app.sync_control.refused()[0].sentence


def test_what_is_only_here_is_listed_by_saving(app: App, desk: Desk) -> None:
    patient = desk.patient()
    desk.referral(patient_id=patient)
    newest, oldest = app.sync_control.unsent()
    assert (newest.kind_text, newest.ops, newest.by) == ("转诊、转诊经过", 3, "李医生")
    assert newest.what.startswith("王建国 BSZW-PRTG-00001")
    assert (oldest.kind_text, oldest.record_id) == ("患者", patient)


def test_a_mistyped_line_is_told_before_anything_happens(app: App) -> None:
    assert app.sync_control.check_ticket("quatsch")
    with pytest.raises(Rejected):
        app.sync_control.enrol("quatsch")
    assert not app.sync_control.status().enrolled


def test_a_referral_goes_up_is_answered_and_comes_back(counties: County) -> None:
    clinic, hospital = counties.clinic, counties.hospital
    desk = Desk(clinic)
    [partner] = clinic.directory.partners()
    assert (partner.name, partner.listed) == ("崆峒县人民医院", True)
    referral = desk.referral(to_org=partner.id)
    assert clinic.referrals.get(referral).row["slip_no"].startswith("TX-0")
    outcome = clinic.sync_control.sync_now()
    assert outcome.sent >= 4
    assert clinic.referrals.get(referral).delivery.state == "at_hub"

    got = hospital.sync_control.sync_now()
    assert got.changes.any_of("referral")
    [row] = hospital.worklists.inbox().rows
    assert (row.id, row.phase_text, row.from_name) == (referral, "待受理", "白水镇卫生院")
    hospital.referral_actions.opened(referral)
    hospital.referral_actions.accept(referral, "心内科", "孙主任")
    hospital.referral_actions.arrived(referral)
    values = hospital.referral_actions.prefill_return(referral)
    hospital.referral_actions.write_return(
        referral, {**values, "outcome": "2", "next_plan": "阿司匹林", "follow_up_days": 7}
    )
    hospital.sync_control.sync_now()

    clinic.sync_control.sync_now()
    seen = clinic.referrals.get(referral)
    assert (seen.phase, seen.our_move) == ("returned", True)
    assert {"received", "opened", "accepted", "arrived", "returned"} <= {event.event for event in seen.events}
    clinic.referral_actions.received_back(referral)
    [plan] = clinic.referrals.get(referral).plans
    assert plan.due_on == "2026-11-27"  # the 29th is a Sunday
    clinic.sync_control.sync_now()
    hospital.sync_control.sync_now()
    assert hospital.referrals.get(referral).phase == "taken_back"
    status = clinic.sync_control.status()
    assert (status.unsent, status.refused, status.last_check_equal, status.meaning) == (0, 0, True, "done")
    [contact] = clinic.sync_control.institutions()
    assert (contact.name, contact.text) == ("崆峒县人民医院", "今天 12:00")
    assert clinic.sync_control.history()[0].outcome_text == "已联系上"


def test_work_done_alone_comes_along_when_joining(tmp_path: Path) -> None:
    clock = services_machine(NOON).clock
    with RunningHub(tmp_path / "hub", clock=clock) as hub, township(tmp_path / "clinic") as app:
        patient = Desk(app).patient()
        org = hub.add_organization("白水镇卫生院")
        assert app.place.org_id != org.id
        app.sync_control.enrol(hub.ticket(org).line)
        assert app.place.org_id == org.id
        assert app.patients.card(patient).owned
        assert app.directory.partners() == ()
        app.sync_control.sync_now()
        assert app.sync_control.status().unsent == 0
        with pytest.raises(Rejected):
            app.sync_control.enrol(hub.ticket(org).line)


def test_a_dead_line_is_told_and_what_waits_stays(counties: County) -> None:
    Desk(counties.clinic).patient()
    counties.hub.stop()
    with pytest.raises(HubUnreachable):
        counties.clinic.sync_control.sync_now()
    status = counties.clinic.sync_control.status()
    assert status.unsent_groups == 1
    failed = counties.clinic.sync_control.history()[0]
    assert failed.outcome == "unreachable"
    assert isinstance(failed.sentence, Sentence)  # another language finds its template


def test_an_exchange_that_moved_nothing_says_so(counties: County) -> None:
    clinic = counties.clinic
    clinic.sync_control.sync_now()
    assert clinic.sync_control.history()[0].sentence == "没有新的记录"
    Desk(clinic).patient()
    clinic.sync_control.sync_now()
    assert clinic.sync_control.history()[0].sentence == ""  # the numbers beside it say it
    db = clinic.place.db
    sync_runs.end(db, sync_runs.begin(db), outcome="done", pushed=2, refused=2)
    sync_runs.end(db, sync_runs.begin(db), outcome="cancelled")
    stopped, refused = clinic.sync_control.history(limit=2)
    assert refused.sentence == "2 项县平台没有接受"
    assert stopped.sentence == ""


def test_in_the_background_what_was_saved_goes_up_by_itself(
    counties: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clinic_app.sync.worker.SETTLE_SECONDS", 0.0)
    hospital, told = counties.hospital, threading.Event()
    kinds: set[str] = set()

    def note(changes: Changes) -> None:
        kinds.update(changes)
        told.set()

    hospital.sync_control.start(note)
    sent = threading.Event()
    heard: set[str] = set()
    counties.clinic.sync_control.start(heard.update, on_status=lambda: sent.set())
    [partner] = counties.clinic.directory.partners()
    referral = Desk(counties.clinic).referral(to_org=partner.id)
    assert sent.wait(20)
    for _ in range(20):
        if counties.clinic.sync_control.status().unsent == 0:
            break
        sent.clear()
        sent.wait(2)
    assert counties.clinic.sync_control.status().unsent == 0
    counties.clinic.sync_control.stop()
    assert "outbox" in heard
    hospital.sync_control.sync_now()
    assert hospital.referrals.get(referral).phase == "received"


def test_a_locked_screen_syncs_only_in_the_background(app: App) -> None:
    app.session.lock()
    with pytest.raises(NotAllowed):
        app.sync_control.sync_now()
    assert app.sync_control.status().sentence


def test_the_hub_tells_when_the_others_were_last_heard(counties: County) -> None:
    clinic, hospital = counties.clinic, counties.hospital
    [partner] = clinic.directory.partners()
    Desk(clinic).referral(to_org=partner.id)
    [contact] = clinic.sync_control.institutions()
    assert (contact.online, contact.waiting) == (None, 1)
    assert contact.sentence == "还没有收到过它的消息；1 张等它处理"
    hospital.sync_control.sync_now()
    clinic.sync_control.sync_now()
    [contact] = clinic.sync_control.institutions()
    assert contact.online == clinic.place.now()
    assert "最近连上县平台 今天 12:00" in contact.sentence


def test_both_ends_are_compared_when_a_person_asks(counties: County) -> None:
    clinic = counties.clinic
    Desk(clinic).patient()
    assert "本机构资料 0 条" in clinic.sync_control.status().check_text
    clinic.sync_control.sync_now()
    assert clinic.sync_control.sync_now().digests_equal is None
    done = clinic.sync_control.check_now()
    assert (done.digests_equal, done.savings) == (True, 0)
    assert done.sentence == clinic.sync_control.status().check_text
    assert "最近核对：今天 12:00，当时两边一致，一条不少。本机构资料 1 条" in done.sentence


def test_one_unit_is_counted_everywhere(counties: County, tmp_path: Path) -> None:
    clinic = counties.clinic
    before = clinic.sync_control.status().unsent_groups
    [partner] = clinic.directory.partners()
    Desk(clinic).referral(to_org=partner.id)
    status = clinic.sync_control.status()
    assert status.unsent > status.unsent_groups > before
    written = clinic.sync_control.courier_out(tmp_path / "x.zzb")
    assert written.savings == status.unsent_groups
    assert f"{status.unsent_groups} 项待上传" in written.sentence
    done = clinic.sync_control.sync_now()
    assert done.savings == status.unsent_groups
    assert f"上传 {status.unsent_groups} 项" in done.sentence
    assert clinic.sync_control.history()[0].pushed == status.unsent_groups
    assert clinic.sync_control.status().not_backed_up == status.unsent_groups


def test_a_receiver_whose_computers_were_not_heard_is_told_apart(counties: County) -> None:
    clinic, hospital = counties.clinic, counties.hospital
    [partner] = clinic.directory.partners()
    hospital.sync_control.sync_now()
    for clock in (clock_of(clinic), clock_of(hospital), counties.hub.clock):
        clock.advance(timedelta(days=3))
    referral = Desk(clinic).referral(to_org=partner.id)
    clinic.sync_control.sync_now()
    told = clinic.referrals.get(referral).delivery
    assert (told.state, told.text, told.meaning) == (
        "at_hub",
        "县平台已收到；对方周日后没有连上县平台",
        "unknown",
    )
    hospital.sync_control.sync_now()
    clinic.sync_control.sync_now()
    assert clinic.referrals.get(referral).delivery.state == "received"
