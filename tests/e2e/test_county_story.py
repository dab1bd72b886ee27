"""Two clinics and a county hospital over the real hub, TLS and a line that breaks: the main job."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest

from clinic_app.domain.clock import FixedClock
from clinic_app.domain.errors import HubUnreachable
from clinic_app.domain.ids import new_id
from clinic_app.services.app import App
from clinic_app.services.sample_people import invented_people
from clinic_app.services.sample_workbook import write_messy_workbook
from clinic_app.services.sync_control import SyncOutcome
from clinic_app.store import rows, synced_rows
from clinic_app.system.tls import client_context
from tests.helpers.clinic import NOON, county, services_machine, township
from tests.helpers.cutting_proxy import LineProxy
from tests.helpers.hub_device import BareDevice, operation
from tests.helpers.hub_server import RunningHub
from tests.helpers.services import Desk

PEOPLE = 60


@attrs.define
class Ledger:
    """What was saved at one desk, written down outside of the program as it was saved."""

    app: App
    saved: list[dict[str, Any]] = attrs.field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.app.place.db.after_commit.append(lambda ops: self.saved.extend(dict(op) for op in ops))


@attrs.define
class Story:
    """The county: a hub behind a line, three institutions, one calendar."""

    hub: RunningHub
    line: LineProxy
    clock: FixedClock
    clinic: App
    other: App
    hospital: App
    ledgers: dict[str, Ledger]

    @property
    def apps(self) -> tuple[App, App, App]:
        return self.clinic, self.other, self.hospital

    def later(self, **step: float) -> None:
        self.clock.advance(timedelta(**step))

    def sync(self, *apps: App) -> SyncOutcome:
        self.later(minutes=1)
        outcome = None
        for app in apps or self.apps:
            outcome = app.sync_control.sync_now()
        assert outcome is not None
        return outcome

    def hub_rows(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        with self.hub.database.transaction() as tx:
            return [dict(row) for row in tx.all(sql, **values)]


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    clock = FixedClock(NOON)
    hub = RunningHub(tmp_path / "hub", tls=True, clock=clock, entropy=random.Random(7).randbytes)
    machines = [attrs.evolve(services_machine(seed=seed), clock=clock) for seed in (1, 2, 3)]
    with hub, LineProxy(("127.0.0.1", hub.config.port or _port(hub))) as line:
        clinic = township(tmp_path / "clinic", machines[0])
        other = township(
            tmp_path / "other", machines[1], name="安口镇中心卫生院", account_name="陈医生", login="cys"
        )
        hospital = county(tmp_path / "hospital", machines[2])
        try:
            ledgers = {app.institution.name: Ledger(app) for app in (clinic, other, hospital)}
            for app, level, prefix in (
                (clinic, "township", "BS"),
                (other, "township", "AK"),
                (hospital, "county", "XY"),
            ):
                org = hub.add_organization(app.institution.name, level=level, slip_prefix=prefix)
                app.sync_control.enrol(attrs.evolve(hub.ticket(org), address=line.address).line)
            yield Story(hub, line, clock, clinic, other, hospital, ledgers)
        finally:
            for app in (clinic, other, hospital):
                app.close()


def _port(hub: RunningHub) -> int:
    return int(hub.address.rsplit(":", 1)[1])


def import_the_list(story: Story, folder: Path) -> str:
    """Bring the clinic's spreadsheet in and return the patient the story is about."""
    people = invented_people(11, PEOPLE, story.clinic.place.today())
    book = folder / "居民花名册.xlsx"
    written = write_messy_workbook(book, people, 11)
    report = story.clinic.patient_imports.run(book, corrections=folder / "待更正.xlsx")
    counts = report.counts
    assert counts.rows == counts.empty + counts.imported + counts.matched + counts.to_correct
    assert counts.imported + counts.matched + counts.to_correct == PEOPLE + written["twice"]
    assert counts.to_correct >= written["no_name"]
    assert story.clinic.patients.count() == counts.imported
    # Somebody who has an identity number and a telephone, old enough to be referred with chest pain.
    for row in report.rows:
        if row.patient_id:
            card = story.clinic.patients.card(row.patient_id)
            if card.patient.id_no and card.patient.phone and card.patient.birth_date < "1970":
                return row.patient_id
    raise AssertionError("nobody of the list can be referred")


def cut_in_the_middle(story: Story) -> None:
    """Send the list up over a line that breaks on the way there, and once more on the way back."""
    unsent = story.clinic.sync_control.status().unsent
    assert unsent > PEOPLE
    for direction, count in (("up", 4000), ("down", 1500)):
        story.line.cut_after(count, direction)
        with pytest.raises(HubUnreachable):
            story.clinic.sync_control.sync_now()
        assert not story.line.cut_is_due
    assert story.line.cuts == 2
    outcome = story.sync(story.clinic)
    assert outcome.digests_equal
    assert story.clinic.sync_control.status().unsent == 0


def send_up(story: Story, patient: str) -> str:
    """Write the referral at the clinic and let it reach the county."""
    [partner] = [p for p in story.clinic.directory.partners() if p.name == "崆峒县人民医院"]
    referral = Desk(story.clinic).referral(to_org=partner.id, patient_id=patient)
    assert story.clinic.referrals.get(referral).delivery.state == "only_here"
    story.sync(story.clinic)
    assert story.clinic.referrals.get(referral).delivery.state == "at_hub"
    return referral


def days_without_a_line(story: Story, patient: str, referral: str) -> None:
    """Take the line away for five days, in which both sides go on working."""
    story.line.take_away()
    for _ in range(5):
        story.later(days=1)
        with pytest.raises(HubUnreachable):
            story.clinic.sync_control.sync_now()
    assert story.line.refused >= 5
    clinic, hospital = story.clinic, story.hospital
    # Different fields of one person in two places: both stand afterwards.
    clinic.patients.save({"village": "新民村"}, patient_id=patient)
    hospital.patients.save({"contact_name": "王小军", "contact_relation": "2"}, patient_id=patient)
    # One contact field in both: the later one at the hub stands, the other is kept beside it.
    clinic.patients.save({"phone": "13900010001"}, patient_id=patient)
    hospital.patients.save({"phone": "13900020002"}, patient_id=patient)
    # The birth date in both: a person decides.
    born = clinic.patients.card(patient).patient.birth_date
    for app, day in ((clinic, "03"), (hospital, "04")):
        app.patients.save(
            {"id_no": "", "birth_date": f"{born[:8]}{day}", "id_type": "99", "no_id_reason": "证件遗失"},
            patient_id=patient,
        )
    status = clinic.sync_control.status()
    assert status.unsent_groups >= 3
    assert status.meaning == "due"
    story.line.bring_back()


def answer(story: Story, referral: str) -> None:
    """Do the county's part: open, accept, arrived, note, outcome, return slip."""
    actions = story.hospital.referral_actions
    steps: tuple[Callable[[], object], ...] = (
        lambda: actions.opened(referral),
        lambda: actions.accept(referral, "心内科", "孙主任", "明天上午", "0933-8222222"),
        lambda: actions.arrived(referral),
        lambda: actions.interim_note(referral, "冠脉造影已做，植入支架一枚。"),
        lambda: actions.outcome(referral, "2", "好转"),
    )
    for step in steps:
        story.later(minutes=30)
        step()
    story.later(days=3)
    values = actions.prefill_return(referral)
    actions.write_return(
        referral,
        {
            **values,
            "outcome": "2",
            "diagnosis": "冠心病 不稳定型心绞痛",
            "next_plan": "阿司匹林 100mg 每日一次",
            "rehab_advice": "低盐低脂",
            "follow_up_days": 14,
        },
    )


def decide_the_birth_date(story: Story, patient: str) -> None:
    """See the open conflict on both sides, decide it at the clinic, see the decision on both."""
    for app in (story.clinic, story.hospital):
        assert {item.field for item in app.conflicts.of_patient(patient)} >= {"birth_date"}
    [group] = story.clinic.conflicts.open_groups()
    wanted = next(item for item in group.items if item.field == "birth_date").other.value
    for item in group.items:
        story.clinic.conflicts.decide(item.id, "other")
    story.sync(story.clinic, story.hospital, story.clinic)
    for app in (story.clinic, story.hospital):
        assert app.conflicts.open_groups() == ()
        assert app.patients.card(patient).patient.birth_date == wanted
        assert any(item.field == "birth_date" for item in app.conflicts.history().rows)


def merged_by_itself(story: Story, patient: str) -> None:
    """Prove that different fields were joined and the lost telephone number is kept."""
    for app in (story.clinic, story.hospital):
        found = app.patients.card(patient).patient
        assert (found.village, found.contact_name) == ("新民村", "王小军")
        [item] = [one for one in app.conflicts.merged().rows if one.field == "phone"]
        assert {item.kept.value, item.other.value} == {"13900010001", "13900020002"}
        assert found.phone == item.kept.value


def come_home(story: Story, referral: str) -> None:
    """Receive the patient back, visit after two weeks, close; the county sees the end."""
    clinic = story.clinic
    seen = clinic.referrals.get(referral)
    assert seen.phase == "returned"
    assert {"received", "opened", "accepted", "arrived", "interim_note", "outcome", "returned"} <= {
        event.event for event in seen.events
    }
    plan_id = clinic.referral_actions.received_back(referral).id
    assert [plan.id for plan in clinic.referrals.get(referral).plans] == [plan_id]
    story.later(days=14)
    assert plan_id in {row.id for row in clinic.follow_ups.due().rows}
    start = clinic.follow_ups.start(plan_id)
    values = {**start.values, **VISIT, "visited_on": clinic.place.today().isoformat()}
    clinic.follow_ups.record(values, start.form.id, start.patient.id, plan_id)
    if clinic.referrals.get(referral).phase != "closed":
        clinic.referral_actions.close(referral, "00")
    assert clinic.referrals.get(referral).phase == "closed"
    story.sync()
    assert story.hospital.referrals.get(referral).phase == "closed"


VISIT: dict[str, Any] = {"way": "1", "arrived": "1", "outcome": "2", "plan": "1", "doctor": "李医生"}


def another_clinic_sees_and_writes_nothing(story: Story, patient: str, referral: str) -> None:
    """Push to another clinic's records, from the program and from outside: refused, kept, nothing shown."""
    place = story.other.place
    with place.unit() as work:
        stolen = rows.insert(place.db, "allergy", {"patient_id": patient, "substance": "不该出现"})
        assert work.now
    outcome = story.sync(story.other)
    assert outcome.refused == 1
    [row] = story.other.sync_control.refused()
    assert row.kind_text == "过敏"
    [kept] = story.hub_rows("SELECT * FROM op_log WHERE outcome = 2 AND rec_id = :id", id=stolen)
    assert json.loads(kept["sets"])["substance"] == "不该出现"
    assert kept["reason"] == "not_yours"

    org = next(
        p
        for p in story.hub_rows("SELECT id, body FROM record WHERE ent = 'organization'")
        if json.loads(p["body"])["name"] == "安口镇中心卫生院"
    )
    authority = client_context(story.hub.keys.authority)
    code = story.hub.ticket(_Org(org["id"], "安口镇中心卫生院")).code
    with BareDevice(story.line.address, tls=authority) as device:
        device.enrol(code)
        answer = device.sync(
            operation(1, "patient", patient, kind="set", name="改不得"),
            operation(2, "referral", referral, kind="set", impression="改不得"),
            operation(
                3, "referral_event", new_id(1, story.hub.entropy), referral_id=referral, event="closed"
            ),
        )
        assert [remark.refused for remark in answer.remarks] == [True, True, True]
        shown = {row.id for page in answer.lanes.values() for row in page.rows}
        assert not {patient, referral} & shown
    assert len(story.hub_rows("SELECT * FROM op_log WHERE outcome = 2")) == 4
    assert "改不得" not in str(story.hub_rows("SELECT body FROM record"))
    for kind in ("patient", "referral", "referral_event", "referral_return", "follow_up", "conflict"):
        assert story.other.place.db.execute(f"SELECT count(*) AS n FROM {kind}")[0]["n"] == 0
    story.other.sync_control.give_up(row.ops, "不是本机构的患者")


@attrs.frozen
class _Org:
    id: str
    name: str


def nothing_is_lost(story: Story) -> None:
    """Find every operation that any desk ever saved in the hub's log, as it was saved."""
    logged = {
        (row["org_id"], row["hash"]): row for row in story.hub_rows("SELECT org_id, hash, rec_id FROM op_log")
    }
    for ledger in story.ledgers.values():
        org = ledger.app.place.org_id
        saved = {row["hash"]: row for row in ledger.app.place.db.execute("SELECT * FROM op")}
        assert ledger.saved
        for entry in ledger.saved:
            assert entry["hash"] in saved
            assert logged[(org, entry["hash"])]["rec_id"] == entry["rec_id"]
        assert ledger.app.sync_control.status().unsent == 0


def all_hold_the_same(story: Story) -> None:
    for app in story.apps:
        assert app.sync_control.sync_now().digests_equal in (True, None)
        status = app.sync_control.status()
        assert status.last_check_equal
        lanes = {row["lane"] for row in app.place.db.execute("SELECT DISTINCT _lane AS lane FROM patient")}
        assert lanes <= {"clinic", "inbox", ""}
    for row in story.hub_rows("SELECT org_id, lane, sum(n) AS n FROM digest GROUP BY org_id, lane"):
        app = next(app for app in story.apps if app.place.org_id == row["org_id"] or row["org_id"] == "*")
        here = sum(digest.count for digest in synced_rows.lane_buckets(app.place.db, row["lane"]).values())
        assert here == row["n"], (app.institution.name, row)


def test_the_main_job_over_a_line_that_breaks(story: Story, tmp_path: Path) -> None:
    patient = import_the_list(story, tmp_path)
    cut_in_the_middle(story)
    story.sync(story.hospital, story.other, story.clinic)
    referral = send_up(story, patient)
    story.sync(story.hospital, story.clinic)
    assert story.clinic.referrals.get(referral).delivery.state == "received"
    [waiting] = story.hospital.worklists.inbox().rows
    assert waiting.id == referral
    days_without_a_line(story, patient, referral)
    answer(story, referral)
    story.sync(story.hospital, story.clinic, story.hospital)
    merged_by_itself(story, patient)
    decide_the_birth_date(story, patient)
    come_home(story, referral)
    another_clinic_sees_and_writes_nothing(story, patient, referral)
    story.sync()
    nothing_is_lost(story)
    all_hold_the_same(story)
