from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_app.domain.errors import NotFound, Rejected
from clinic_app.store import accounts


@pytest.fixture
def doctor(db):
    return accounts.create(db, login="wxl", display_name="王秀兰", role="doctor", password_hash="h1")


def test_an_account_is_found_in_any_case_of_letters(db, doctor):
    assert accounts.by_login(db, " WXL ") == doctor == accounts.get(db, doctor.id)
    assert accounts.by_login(db, "nobody") is None
    assert accounts.password_hash_of(db, doctor.id) == "h1"
    assert "h1" not in repr(doctor)
    with pytest.raises(NotFound):
        accounts.get(db, "absent")


def test_a_login_is_given_once(db, doctor):
    with pytest.raises(Rejected) as refused:
        accounts.create(db, login="WXL", display_name="吴小玲", role="nurse", password_hash="h2")
    assert [problem.code for problem in refused.value.problems] == ["login.taken"]
    other = accounts.create(db, login="wxl2", display_name="吴小玲", role="nurse", password_hash="h2")
    with pytest.raises(Rejected):
        accounts.change(db, other.id, login="wxl")
    assert accounts.change(db, doctor.id, login="wxl", phone="8612345").phone == "8612345"


def test_an_inactive_account_stays_in_the_list_for_the_administrator(db, doctor):
    accounts.change(db, doctor.id, active=False)
    assert [one.login for one in accounts.all_accounts(db)] == ["wxl"]
    assert accounts.all_accounts(db, inactive=False) == []


def test_hash_and_failures_are_not_changed_by_the_way(db, doctor):
    with pytest.raises(ValueError, match="password_hash"):
        accounts.change(db, doctor.id, password_hash="x")


def test_the_fifth_wrong_password_locks_for_a_quarter_of_an_hour(db, doctor, clock):
    for _ in range(4):
        assert accounts.minutes_locked(db, accounts.note_failure(db, doctor.id)) == 0
    locked = accounts.note_failure(db, doctor.id)
    assert accounts.minutes_locked(db, locked) == 15
    clock.advance(timedelta(minutes=14, seconds=30))
    assert accounts.minutes_locked(db, locked) == 1
    clock.advance(timedelta(seconds=30))
    assert accounts.minutes_locked(db, locked) == 0


def test_a_right_password_forgets_the_wrong_ones(db, doctor):
    for _ in range(4):
        accounts.note_failure(db, doctor.id)
    accounts.note_success(db, doctor.id)
    after = accounts.note_failure(db, doctor.id)
    assert (after.failed, after.locked_until, after.last_login_at[:10]) == (1, "", "2026-11-22")


def test_a_clock_set_back_does_not_keep_a_doctor_out(db, doctor, clock):
    for _ in range(5):
        locked = accounts.note_failure(db, doctor.id)
    clock.advance(timedelta(days=-1000))
    assert accounts.minutes_locked(db, locked) == 0


def test_a_new_password_lifts_the_lock(db, doctor):
    for _ in range(5):
        accounts.note_failure(db, doctor.id)
    accounts.set_password(db, doctor.id, "h3", must_change=False)
    after = accounts.get(db, doctor.id)
    assert (after.must_change, after.locked_until) == (False, "")
    assert accounts.password_hash_of(db, doctor.id) == "h3"
