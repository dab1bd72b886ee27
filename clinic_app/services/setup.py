"""The first start: is there an installation, can it be opened, and making a new one."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import attrs

from clinic_app.domain.clock import stamp
from clinic_app.domain.errors import ClinicError, FileError, KeyMissing, Rejected
from clinic_app.domain.field_checks import missing
from clinic_app.domain.ids import new_id
from clinic_app.domain.names import clean_name, clean_text, initials
from clinic_app.domain.organization import (
    OrgLevel,
    OrgRole,
    check_organization,
    suggest_slip_prefix,
)
from clinic_app.domain.phones import clean_phone
from clinic_app.domain.practitioner import Practitioner, Role, check_practitioner, clean_login
from clinic_app.domain.problems import Problem, errors_of
from clinic_app.domain.wording import say
from clinic_app.services import backups
from clinic_app.services.app import App
from clinic_app.services.session import roles_to_text
from clinic_app.services.workplace import DESK_SETTING, SLIP_PREFIX_SETTING, Machine
from clinic_app.store import accounts, audit, directory, settings
from clinic_app.store.database import Database, check_file
from clinic_app.system.files import set_aside
from clinic_app.system.passwords import password_problems
from clinic_app.system.paths import Paths, find_paths
from clinic_app.system.recovery_code import recovery_code_problems


class StartStage(StrEnum):
    """What the program finds when it starts."""

    NEEDS_SETUP = "needs_setup"
    READY = "ready"
    KEY_MISSING = "key_missing"
    """The recovery code opens it."""
    WANTS_PASSPHRASE = "wants_passphrase"  # noqa: S105  # the name of a stage
    BROKEN = "broken"
    """Damaged, or written by a newer program."""
    GONE = "gone"
    """There is none while its key is still here; a backup brings it back."""


@attrs.frozen
class StartState:
    """What the program finds when it starts.

    Attributes:
        stage: what to show.
        error: the sentence for people, where something is wrong.
    """

    stage: StartStage
    error: ClinicError | None = None


@attrs.frozen
class SetupForm:
    """What the first-start wizard asks for.

    Attributes:
        name, code, short_name, level, address, phone, departments, slip_prefix: of the institution.
        role: ``clinic`` (mainly sends) or ``county`` (a referral desk).
        account_name, login, password, account_roles, account_phone, account_dept: of the first account.
        passphrase: opens the database on a machine without a keyring; empty otherwise.
    """

    name: str
    account_name: str
    login: str
    password: str = attrs.field(repr=False)
    code: str = ""
    short_name: str = ""
    level: str = OrgLevel.TOWNSHIP.value
    role: str = "clinic"
    address: str = ""
    phone: str = ""
    departments: tuple[str, ...] = ()
    slip_prefix: str = ""
    account_roles: tuple[Role, ...] = ()
    account_phone: str = ""
    account_dept: str = ""
    passphrase: str = attrs.field(default="", repr=False)


@attrs.frozen
class SetupResult:
    """A new installation.

    Attributes:
        app: opened, with the first account logged in.
        recovery_code: to be printed and locked away; it is shown this once.
    """

    app: App
    recovery_code: str = attrs.field(repr=False)


_CLINIC_ROLES = (Role.DOCTOR, Role.REVIEWER, Role.ADMIN)
_COUNTY_ROLES = (Role.COUNTY_DESK, Role.REVIEWER, Role.ADMIN)


def start_state(basedir: Path | None = None, *, machine: Machine | None = None) -> StartState:
    """Return what the program finds when it starts; nothing is changed."""
    machine = machine or Machine()
    paths = find_paths(basedir)
    safe = machine.key_safe(paths)
    if not paths.database.exists():
        if safe.exists:
            return StartState(StartStage.GONE, database_gone(paths))
        return StartState(StartStage.NEEDS_SETUP)
    try:
        check_file(paths.database, safe.load())
    except KeyMissing as error:
        wanted = safe.exists and safe.wants_passphrase
        return StartState(StartStage.WANTS_PASSPHRASE if wanted else StartStage.KEY_MISSING, error)
    except ClinicError as error:
        return StartState(StartStage.BROKEN, error)
    return StartState(StartStage.READY)


def database_gone(paths: Paths) -> FileError:
    """Return what is to be said of a database that is gone while its key is here."""
    return FileError(
        say(
            "找不到数据库 {path}，但它的密钥还在。没有动过任何文件。请先看看是否被移走或删除；"
            "有备份的请从备份恢复。确实要从头开始的，再选“重新建立”。",
            path=paths.database,
        )
    )


def suggest(form: SetupForm) -> SetupForm:
    """Return a form with what follows from the rest filled in: slip prefix, log-in name, roles."""
    roles = form.account_roles or (_COUNTY_ROLES if form.role == "county" else _CLINIC_ROLES)
    return attrs.evolve(
        form,
        slip_prefix=form.slip_prefix or suggest_slip_prefix(form.name),
        login=form.login or initials(form.account_name).lower(),
        account_roles=roles,
    )


def check_setup(form: SetupForm) -> list[Problem]:
    """Return all that is wrong with the wizard's form; the fields are those of SetupForm."""
    form = suggest(form)
    problems = check_organization(_institution(form))
    if not form.slip_prefix and form.name:
        problems.append(missing("slip_prefix", "单号机构段"))
    person = _person(form)
    renamed = {"name": "account_name", "roles": "account_roles", "phone": "account_phone"}
    problems += [
        attrs.evolve(problem, field=renamed.get(problem.field, problem.field))
        for problem in check_practitioner(person)
    ]
    problems += password_problems(form.password, login=person.login)
    return problems


def set_up(basedir: Path | None, form: SetupForm, *, machine: Machine | None = None) -> SetupResult:
    """Make an installation: key, recovery code, encrypted database, institution and first account.

    Raises:
        Rejected: with all that is wrong; nothing was made.
        KeyMissing: the key can be kept nowhere (no keyring, no passphrase); nothing was made.
        FileError: there is a database already; it was not touched.
    """
    machine = machine or Machine()
    form = suggest(form)
    if problems := errors_of(check_setup(form)):
        raise Rejected(problems)
    paths = find_paths(basedir)
    if paths.database.exists():
        raise FileError(
            say("{path} 已经有数据库，没有动它。请直接打开，或换一个文件夹。", path=paths.database)
        )
    paths.ensure()
    safe = machine.key_safe(paths)
    _keep_what_is_left(paths, machine)
    new_key = safe.create(form.passphrase or None)
    org_id = new_id(int(machine.clock.now().timestamp() * 1000), machine.entropy)
    Database.create(
        paths.database,
        new_key.key,
        org_id=org_id,
        org_name=clean_text(form.name).strip(),
        clock=machine.clock,
        entropy=machine.entropy,
    ).close()
    app = App.open_with_key(paths, new_key.key, machine)
    try:
        app.place.numbers.begin()
        _fill(app, form, org_id)
    except BaseException:
        app.close()
        raise
    return SetupResult(app, new_key.recovery_code)


def _keep_what_is_left(paths: Paths, machine: Machine) -> None:
    """Set aside what a database that is gone left behind.

    Its key opens its backups; its log would be played into the new file and spoil it.
    """
    moment = stamp(machine.clock.now()).replace(":", "")
    sides = [paths.database.with_name(paths.database.name + suffix) for suffix in ("-wal", "-shm")]
    for one in (paths.key_envelope, *sides):
        if one.exists():
            set_aside(one, moment)


def _fill(app: App, form: SetupForm, org_id: str) -> None:
    """Store what the wizard asked for: the institution, its prefix, the first account."""
    db, person = app.place.db, _person(form)
    directory.save_partner(db, _institution(form), partner_id=org_id, departments=_cleaned(form.departments))
    settings.put(db, SLIP_PREFIX_SETTING, form.slip_prefix, user_name=person.name)
    settings.put(db, DESK_SETTING, form.role == "county", user_name=person.name)
    account = accounts.create(
        db,
        login=person.login,
        display_name=person.name,
        role=roles_to_text(person.roles),
        password_hash=app.place.machine.passwords.hash(form.password),
        must_change=False,
        phone=person.phone,
        dept=person.dept,
    )
    audit.append(
        db, user_name=person.name, workstation=app.place.workstation, action="set_up", object_kind="database"
    )
    app.session.begin(account.id)


def open_with_recovery_code(basedir: Path | None, code: str, *, machine: Machine | None = None) -> App:
    """Open an installation with the printed recovery code; the key goes back into the keyring.

    Raises:
        Rejected: the code was copied wrongly; the problem names the groups.
        WrongKey: it is the code of another database; nothing was changed.
        StoreError: see App.open.
    """
    if problems := recovery_code_problems(code):
        raise Rejected(problems)
    machine = machine or Machine()
    paths = find_paths(basedir)
    return App.open_with_key(paths, machine.key_safe(paths).recover(code), machine)


def restore_on_new_machine(
    basedir: Path | None, source: Path, code: str | None, *, machine: Machine | None = None
) -> App:
    """Bring a backup to life on a machine that has no database, not yet or no more, and open it.

    Args:
        basedir: folder of the installation; None for the user's own.
        source: the backup file.
        code: the recovery code; None where this machine should still have the key.
        machine: clock, entropy and the rest that comes from the computer.

    Raises:
        Rejected: the recovery code was copied wrongly, or there is a database already.
        KeyMissing: without a code: the key is not to be had here; nothing was changed.
        FileError, WrongKey, DatabaseDamaged, SchemaTooNew: see ``backups.restore``; nothing was changed.
    """
    machine = machine or Machine()
    paths = find_paths(basedir)
    if paths.database.exists():
        words = say("这台电脑上已经有数据，没有改动。请打开程序，在 设置 的 备份与恢复 里恢复。")
        raise Rejected([Problem("", "restore.not_new", words)])
    if code is None:
        backups.restore(paths, source, machine=machine)
        return App.open(basedir, machine=machine)
    if problems := recovery_code_problems(code):
        raise Rejected(problems)
    backups.restore(paths, source, machine=machine, recovery_code=code)
    return open_with_recovery_code(basedir, code, machine=machine)


def _institution(form: SetupForm) -> dict[str, str]:
    return {
        "name": clean_text(form.name).strip(),
        "code": form.code.strip(),
        "short_name": clean_text(form.short_name).strip(),
        "level": form.level,
        "role": (OrgRole.BOTH if form.role == "county" else OrgRole.SENDER).value,
        "slip_prefix": form.slip_prefix,
        "address": clean_text(form.address).strip(),
        "phone": clean_phone(form.phone),
    }


def _person(form: SetupForm) -> Practitioner:
    return Practitioner(
        login=clean_login(form.login),
        name=clean_name(form.account_name),
        roles=frozenset(form.account_roles),
        dept=form.account_dept.strip(),
        phone=clean_phone(form.account_phone),
    )


def _cleaned(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in (clean_text(n).strip() for n in names) if name))
