from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_app.domain.clock import stamp
from clinic_app.domain.errors import NotFound
from clinic_app.domain.numbers import format_slip_no
from clinic_app.domain.referral_flow import Phase
from clinic_app.store import referrals, rows
from clinic_app.store.referrals import Box
from clinic_app.store.unit_of_work import UnitOfWork
from tests.unit.store.conftest import COUNTY, ORG


@pytest.fixture
def refer(db, save, clock):
    def one(*events, slip_no="", day="2026-11-20", **values):
        values = {"patient_id": "P", "direction": "up", "from_org": ORG, "to_org": COUNTY} | values
        with UnitOfWork(db, user_name="王秀兰") as work:
            made = rows.insert(db, "referral", {**values, "slip_no": slip_no, "referral_date": day})
            for event in ("created", *events):
                add(db, clock, made, event)
            work.commit()
        return made

    return one


def add(db, clock, referral, event, **details):
    clock.advance(timedelta(minutes=1))
    sender = event in ("created", "sent", "received_back", "followed_up", "closed", "cancelled")
    return referrals.add_event(
        db,
        referral,
        event,
        at=stamp(clock.now()),
        entered_at=stamp(clock.now()),
        by_org=ORG if sender else COUNTY,
        by_org_name="",
        by_name="王秀兰",
        details=details,
    )


def ids(page):
    return [view.id for view in page.referrals]


def test_each_referral_is_on_the_list_of_the_side_that_must_move(db, refer):
    written, sent = refer(), refer("sent")
    returned, closed = refer("sent", "arrived", "returned"), refer("sent", "closed")
    assert ids(referrals.page(db, box=Box.TO_DO, org=ORG)) == [written, returned]
    assert ids(referrals.page(db, box=Box.TO_DO, org=COUNTY)) == [sent]
    assert ids(referrals.page(db, box=Box.WAITING, org=ORG)) == [sent]
    assert ids(referrals.page(db, box=Box.ENDED, org=ORG)) == [closed]
    assert set(ids(referrals.page(db, box=Box.SENT, org=ORG))) == {written, sent, returned, closed}
    assert ids(referrals.page(db, box=Box.RECEIVED, org=ORG)) == []
    assert len(ids(referrals.page(db, box=Box.RECEIVED, org=COUNTY))) == 4
    assert referrals.counts(db, ORG) == {"to_do": 2, "urgent": 0, "waiting": 1, "ended": 1, "clashes": 0}


def test_the_list_follows_a_new_event_at_once(db, refer, clock):
    referral = refer("sent")
    with UnitOfWork(db, user_name="x") as work:
        add(db, clock, referral, "declined", reason="无床位")
        work.commit()
    assert ids(referrals.page(db, box=Box.TO_DO, org=ORG)) == [referral]
    assert referrals.load(db, referral).status.details["declined"] == {"reason": "无床位"}


def test_events_that_came_from_the_hub_count_too(db, refer, clock):
    referral = refer("sent")
    head = referrals.load(db, referral).status.heads[0]
    with UnitOfWork(db, user_name="") as work:
        with db.applying():
            db.execute(
                "INSERT INTO referral_event(id, referral_id, event, at, by_org, after)"
                " VALUES ('E', ?, ?, ?, ?, ?)",
                (referral, "accepted", stamp(clock.now()), COUNTY, f'["{head}"]'),
            )
        work.commit()
    assert referrals.load(db, referral).status.phase is Phase.ACCEPTED
    assert db.execute("SELECT phase FROM referral_now") == [{"phase": "accepted"}]


def test_an_event_before_its_referral_waits_for_it(db, save, clock):
    with UnitOfWork(db, user_name="") as work:
        with db.applying():
            db.execute(
                "INSERT INTO referral_event(id, referral_id, event, at, by_org)"
                " VALUES ('E', 'R', 'created', ?, ?)",
                (stamp(clock.now()), ORG),
            )
        work.commit()
    assert db.execute("SELECT * FROM referral_now") == []
    with UnitOfWork(db, user_name="") as work:
        with db.applying():
            db.execute(
                "INSERT INTO referral(id, direction, from_org, to_org) VALUES ('R', 'up', ?, ?)",
                (ORG, COUNTY),
            )
        work.commit()
    assert ids(referrals.page(db, box=Box.TO_DO, org=ORG)) == ["R"]


def test_every_event_says_what_its_writer_knew(db, refer):
    referral = refer("sent", "received")
    events = referrals.load(db, referral).status.events
    assert [event.after for event in events] == [(), (events[0].id,), (events[1].id,)]


def test_urgent_ones_come_first_then_those_that_wait_longest(db, refer):
    first = refer()
    urgent = refer(urgency="urgent")
    emergency = refer(urgency="emergency")
    last = refer(urgency="routine")
    assert ids(referrals.page(db, box=Box.TO_DO, org=ORG)) == [emergency, urgent, first, last]
    assert referrals.counts(db, ORG)["urgent"] == 2


@pytest.mark.parametrize("box", [Box.TO_DO, Box.SENT])
def test_pages_hold_every_referral_once(db, refer, box):
    made = {
        refer(urgency=urgency, day=day)
        for urgency in ("urgent", "routine", "emergency")
        for day in ("2026-11-01", "2026-11-02", "2026-11-02")
    }
    whole = ids(referrals.page(db, box=box, org=ORG))
    seen, after = [], None
    while True:
        page = referrals.page(db, box=box, org=ORG, after=after, limit=2)
        seen += ids(page)
        after = page.after
        if after is None:
            break
    assert seen == whole
    assert set(seen) == made
    assert len(seen) == 9


def test_lists_are_narrowed_by_direction_phase_and_day(db, refer):
    old = refer(day="2026-01-05")
    down = refer("sent", direction="down", day="2026-11-05")
    assert ids(referrals.page(db, box=Box.ALL, org=ORG, direction="down")) == [down]
    assert ids(referrals.page(db, box=Box.ALL, org=ORG, phases=["written"])) == [old]
    assert ids(referrals.page(db, box=Box.ALL, org=ORG, from_day="2026-02-01")) == [down]
    assert ids(referrals.page(db, box=Box.ALL, org=ORG, to_day="2026-02-01")) == [old]


def test_a_voided_referral_is_on_no_list(db, refer):
    referral = refer()
    with UnitOfWork(db, user_name="x") as work:
        rows.void(db, "referral", referral, "误建")
        work.commit()
    assert ids(referrals.page(db, box=Box.ALL, org=ORG)) == []


def test_a_person_s_referrals_include_those_of_merged_records(db, save, refer):
    one, other = save("patient", name="马玉兰"), save("patient", name="马玉兰")
    save("patient_link", loser_id=one, winner_id=other)
    old = refer("sent", "closed", patient_id=one, day="2026-01-01")
    new = refer(patient_id=other, day="2026-02-01")
    assert [view.id for view in referrals.of_patient(db, one)] == [new, old]
    assert [view.id for view in referrals.earlier_open(db, other)] == [new]


def test_a_slip_number_is_found_as_typed(db, save, refer):
    number = format_slip_no("BSZ", 1, 17)
    referral = refer(slip_no=number)
    save("referral_return", referral_id=referral, slip_no="县院2026-0031")
    spoken = number.replace("-", " ").lower()
    for text in (number, f" {number.lower()} ", spoken, "县院2026-0031"):
        assert [view.id for view in referrals.by_slip_no(db, text)] == [referral]
    assert referrals.by_slip_no(db, format_slip_no("BSZ", 1, 18)) == []
    assert referrals.by_slip_no(db, "  ") == []


def test_return_slips_come_with_the_referral(db, save, refer, clock):
    referral = refer("sent")
    first = save("referral_return", referral_id=referral, diagnosis="高血压")
    clock.advance(timedelta(days=1))
    second = save("referral_return", referral_id=referral, diagnosis="高血压 3 级")
    assert [row["id"] for row in referrals.load(db, referral).returns] == [first, second]


def test_a_referral_that_is_not_here_is_said_so(db):
    with pytest.raises(NotFound):
        referrals.load(db, "absent")
    with UnitOfWork(db, user_name="x"), pytest.raises(NotFound):
        referrals.add_event(
            db, "absent", "sent", at="", entered_at="", by_org=ORG, by_org_name="", by_name=""
        )


def test_a_damaged_event_does_not_stop_the_list(db, refer):
    referral = refer("sent")
    with UnitOfWork(db, user_name="") as work:
        with db.applying():
            db.execute(
                "INSERT INTO referral_event(id, referral_id, event, at, details, after)"
                " VALUES ('E', ?, ?, ?, ?, ?)",
                (referral, "beamed_up", "yesterday", "{broken", "17"),
            )
        work.commit()
    assert referrals.load(db, referral).status.phase is Phase.SENT
