from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_app.domain.errors import NotAllowed, Rejected
from clinic_app.domain.permissions import Permission
from clinic_app.domain.practitioner import Role
from clinic_app.services.app import App
from clinic_app.services.session import roles_of, roles_text, roles_to_text
from clinic_app.store import accounts, audit
from tests.helpers.clinic import PASSWORD, clock_of


def codes(error: pytest.ExceptionInfo[Rejected]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def nurse(app: App, **values: object) -> str:
    chosen: dict[str, object] = {
        "login": "wxl",
        "display_name": "王秀兰",
        "role": "nurse",
        "must_change": False,
    }
    made = accounts.create(
        app.place.db,
        password_hash=app.place.machine.passwords.hash(PASSWORD),
        **{**chosen, **values},  # type: ignore[arg-type]
    )
    return made.id


def test_log_in_and_out(app: App) -> None:
    app.session.log_out()
    with pytest.raises(NotAllowed):
        app.patients.page()
    user = app.session.log_in(" Lys ", PASSWORD)
    assert user.may(Permission.REFERRAL_WRITE)
    assert app.patients.page().rows == ()
    assert [choice.login for choice in app.session.accounts()] == ["lys"]


def test_an_unknown_login_and_a_wrong_password_sound_the_same(app: App) -> None:
    with pytest.raises(Rejected) as unknown:
        app.session.log_in("nobody", PASSWORD)
    with pytest.raises(Rejected) as wrong:
        app.session.log_in("lys", "falsch")
    assert codes(unknown) == codes(wrong) == ["login.wrong"]
    assert str(unknown.value) == str(wrong.value)


def test_five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour(app: App) -> None:
    for _ in range(4):
        with pytest.raises(Rejected):
            app.session.log_in("lys", "falsch")
    with pytest.raises(Rejected) as fifth:
        app.session.log_in("lys", "falsch")
    assert codes(fifth) == ["login.locked"]
    with pytest.raises(Rejected) as right:
        app.session.log_in("lys", PASSWORD)
    assert "15 分钟" in str(right.value)
    clock_of(app).advance(timedelta(minutes=16))
    assert app.session.log_in("lys", PASSWORD).login == "lys"


def test_a_closed_account_is_refused(app: App) -> None:
    accounts.change(app.place.db, nurse(app), active=False)
    with pytest.raises(Rejected) as closed:
        app.session.log_in("wxl", PASSWORD)
    assert codes(closed) == ["login.closed"]


def test_a_locked_screen_lets_nothing_through_until_unlocked(app: App) -> None:
    app.session.lock()
    with pytest.raises(NotAllowed):
        app.patients.page()
    with pytest.raises(Rejected):
        app.session.unlock("falsch")
    app.session.unlock(PASSWORD)
    assert app.patients.page().rows == ()


def test_the_screen_locks_by_itself_when_nobody_is_there(app: App) -> None:
    clock_of(app).advance(timedelta(minutes=14))
    assert not app.session.lock_if_idle()
    app.session.touch()
    clock_of(app).advance(timedelta(minutes=14))
    assert not app.session.lock_if_idle()
    clock_of(app).advance(timedelta(minutes=1))
    assert app.session.lock_if_idle()
    app.session.unlock(PASSWORD)
    app.place.put_setting("session.idle_minutes", 0)
    clock_of(app).advance(timedelta(days=1))
    assert not app.session.lock_if_idle()


def test_a_password_set_by_somebody_else_has_to_be_changed_first(app: App) -> None:
    nurse(app, must_change=True)
    app.session.log_in("wxl", PASSWORD)
    with pytest.raises(NotAllowed) as told:
        app.patients.page()
    assert "修改密码" in str(told.value)
    with pytest.raises(Rejected) as wrong:
        app.session.change_password("falsch", "Andere-2027!")
    assert codes(wrong) == ["password.wrong"]
    with pytest.raises(Rejected) as weak:
        app.session.change_password(PASSWORD, "123456")
    assert {problem.field for problem in weak.value.problems} == {"new_password"}
    with pytest.raises(Rejected) as same:
        app.session.change_password(PASSWORD, PASSWORD)
    assert codes(same) == ["password.same"]
    app.session.change_password(PASSWORD, "Andere-2027!")
    assert app.patients.page().rows == ()
    app.session.log_in("wxl", "Andere-2027!")


def test_a_role_without_the_right_is_refused_and_noted(app: App) -> None:
    nurse(app)
    app.session.log_in("wxl", PASSWORD)
    with pytest.raises(NotAllowed) as refused:
        app.session.require(Permission.REFERRAL_WRITE)
    assert "护士" in str(refused.value)
    last = audit.page(app.place.reader, limit=1)[0]
    assert (last["action"], last["result"], last["user_name"]) == ("refused", "refused", "王秀兰")


def test_everything_about_coming_and_going_is_in_the_audit_trail(app: App) -> None:
    app.session.lock()
    app.session.unlock(PASSWORD)
    app.session.log_out()
    actions = [row["action"] for row in reversed(audit.page(app.place.reader))]
    assert actions == ["set_up", "login", "lock", "unlock", "logout"]
    assert audit.verify(app.place.reader).sound


def test_reload_takes_over_what_an_administrator_changed(app: App) -> None:
    account = nurse(app)
    app.session.log_in("wxl", PASSWORD)
    accounts.change(app.place.db, account, role="nurse,reviewer")
    app.session.reload()
    assert app.session.user is not None
    assert app.session.user.roles == {Role.NURSE, Role.REVIEWER}
    accounts.change(app.place.db, account, active=False)
    app.session.reload()
    assert app.session.user is None


def test_roles_as_text() -> None:
    assert roles_of("doctor, admin,astronaut") == {Role.DOCTOR, Role.ADMIN}
    assert roles_to_text({Role.ADMIN, Role.DOCTOR}) == "doctor,admin"
    assert roles_text({Role.ADMIN, Role.DOCTOR}) == "医生、系统管理员"
