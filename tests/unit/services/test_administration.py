from __future__ import annotations

from pathlib import Path

import pytest

from clinic_app.domain.errors import FileError, NotAllowed, NotFound, Rejected
from clinic_app.services.app import App
from clinic_app.services.health import Health
from clinic_app.store import audit
from tests.helpers.clinic import PASSWORD

NURSE = {"login": "wxl", "name": "王小兰", "roles": ["nurse"], "dept": "公卫科"}
FIRST = "Chuang-kou-1"


def test_a_new_person_must_change_the_first_password(app: App) -> None:
    saved = app.administration.save_account(NURSE, password=FIRST)
    assert "account" in saved.changes
    [row] = [row for row in app.administration.accounts() if row.id == saved.id]
    assert (row.login, row.roles_text, row.must_change, row.active) == ("wxl", "护士、公卫人员", True, True)
    app.session.log_in("wxl", FIRST)
    with pytest.raises(NotAllowed):
        app.patients.page()
    app.session.change_password(FIRST, "Chuang-kou-2")
    assert app.patients.page().rows == ()
    with pytest.raises(NotAllowed):
        app.administration.accounts()


def test_all_mistakes_of_an_account_are_told_at_once(app: App) -> None:
    with pytest.raises(Rejected) as refused:
        app.administration.save_account({"login": "李", "name": "", "roles": []}, password="123")
    fields = {problem.field for problem in refused.value.problems}
    assert {"login", "name", "roles", "password"} <= fields
    assert len(app.administration.accounts()) == 1


def test_a_login_is_given_once(app: App) -> None:
    with pytest.raises(Rejected) as refused:
        app.administration.save_account({**NURSE, "login": "LYS"}, password=FIRST)
    assert [problem.code for problem in refused.value.problems] == ["login.taken"]


def test_changing_closing_and_opening(app: App) -> None:
    account = app.administration.save_account(NURSE, password=FIRST).id
    app.administration.save_account({**NURSE, "roles": "nurse,registrar"}, account)
    row = next(row for row in app.administration.accounts() if row.id == account)
    assert row.roles_text == "护士、公卫人员、医保、登记员"
    app.administration.set_active(account, active=False)
    with pytest.raises(Rejected):
        app.session.log_in("wxl", FIRST)
    app.administration.set_active(account, active=True)
    app.administration.set_password(account, "Chuang-kou-9")
    with pytest.raises(Rejected):
        app.administration.set_password(account, "123")
    assert app.session.log_in("wxl", "Chuang-kou-9").must_change


def test_the_last_administrator_stays(app: App) -> None:
    [only] = app.administration.accounts()
    with pytest.raises(Rejected) as refused:
        app.administration.set_active(only.id, active=False)
    assert refused.value.problems[0].code == "roles.last_admin"
    with pytest.raises(Rejected):
        app.administration.save_account({"login": "lys", "name": "李医生", "roles": ["doctor"]}, only.id)
    app.administration.save_account({**NURSE, "roles": ["admin"]}, password=FIRST)
    app.administration.save_account({"login": "lys", "name": "李医生", "roles": ["doctor"]}, only.id)


def test_settings_are_kept_and_audited(app: App) -> None:
    app.administration.put_settings({"session.idle_minutes": 30})
    assert app.administration.setting("session.idle_minutes") == 30
    [line] = app.administration.audit_page(action="settings").rows
    assert (line.user_name, line.action_text) == ("李医生", "修改设置")


def test_the_countys_table_is_merged_and_forgotten(app: App, tmp_path: Path) -> None:
    table = tmp_path / "本县科室.csv"
    table.write_text("编码,名称\n900,方舱门诊\n,没有编码\n", encoding="utf-8")
    found = app.administration.import_codes("departments", table)
    assert (len(found.codes), len(found.problems)) == (1, 1)
    names = {code.name for code in app.place.tables.get("departments")}
    assert "方舱门诊" in names
    app.administration.forget_codes("departments")
    assert "方舱门诊" not in {code.name for code in app.place.tables.get("departments")}
    with pytest.raises(NotFound):
        app.administration.import_codes("horoscope", table)
    with pytest.raises(FileError):
        app.administration.import_codes("departments", tmp_path / "missing.csv")
    assert "departments" in {one.name for one in app.administration.code_lists()}


def test_the_audit_trail_comes_in_pages_and_is_verified(app: App) -> None:
    for number in range(5):
        app.place.audit("view", "patient", f"{number:022d}")
    first = app.administration.audit_page(limit=3)
    rest = app.administration.audit_page(after=first.next, limit=100)
    numbers = [row.no for row in (*first.rows, *rest.rows)]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(numbers)) == len(numbers) >= 5
    assert app.administration.verify_audit().sound
    assert "打印" in app.administration.audit_actions().values()


def test_a_sound_installation(app: App) -> None:
    app.backups.make()
    checks = {check.name: check for check in app.administration.health()}
    assert {name for name, check in checks.items() if check.health is not Health.GOOD} <= {"disk"}
    assert "单机使用" in str(checks["exchange"].sentence)


def test_health_tells_what_is_wrong(app: App) -> None:
    app.place.db.execute("DROP TRIGGER audit_unchanged")
    app.place.db.execute("UPDATE audit SET user_name = '别人' WHERE no = 1")
    app.place.db.execute("UPDATE sync_state SET clock_suspect = 1")
    app.paths.key_envelope.rename(app.paths.key_envelope.with_suffix(".gone"))
    checks = {check.name: check for check in app.administration.health()}
    assert checks["audit"].health is Health.BAD
    assert checks["key"].health is Health.BAD
    assert checks["clock"].health is Health.LOOK
    assert checks["backups"].health is Health.LOOK
    assert checks["database"].health is Health.GOOD
    assert not app.administration.verify_audit().sound


def test_a_locked_account_is_shown_and_a_new_password_opens_it(app: App) -> None:
    account = app.administration.save_account(NURSE, password=FIRST).id
    for _ in range(5):
        with pytest.raises(Rejected):
            app.session.log_in("wxl", "wrong")
    row = next(row for row in app.administration.accounts() if row.id == account)
    assert row.minutes_locked == 15
    app.administration.set_password(account, "Chuang-kou-9")
    app.session.log_in("wxl", "Chuang-kou-9")
    app.session.log_in("lys", PASSWORD)
    assert audit.verify(app.place.reader).sound
