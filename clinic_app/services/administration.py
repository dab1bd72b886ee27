"""What an administrator does: accounts, settings, code tables, and reading the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs

from clinic_app.domain.clock import read_stamp
from clinic_app.domain.codes import CodeList
from clinic_app.domain.errors import NotFound, Rejected
from clinic_app.domain.field_checks import missing
from clinic_app.domain.names import clean_name, clean_text
from clinic_app.domain.permissions import Permission
from clinic_app.domain.phones import clean_phone
from clinic_app.domain.practitioner import Practitioner, Role, check_practitioner, clean_login
from clinic_app.domain.problems import Problem, errors_of
from clinic_app.domain.wording import say
from clinic_app.services.audit_words import ACTIONS, action_text
from clinic_app.services.changes import Changes, Page, Saved
from clinic_app.services.code_tables import ImportedTable
from clinic_app.services.health import HealthCheck, check_health
from clinic_app.services.session import roles_of, roles_text, roles_to_text
from clinic_app.services.workplace import Workplace
from clinic_app.store import accounts, audit
from clinic_app.store.accounts import Account
from clinic_app.store.audit import AuditCheck
from clinic_app.system.passwords import password_problems


@attrs.frozen
class CodeEntry:
    """One entry of a code list.

    Attributes:
        code, name: of the entry.
        own: entered or imported here, or given other words here.
        hidden: not offered any more.
    """

    code: str
    name: str
    own: bool
    hidden: bool


@attrs.frozen
class AccountRow:
    """One account for lists.

    Attributes:
        id, login, name, dept, phone, active, must_change: as in the account.
        roles: what the person is.
        roles_text: the same in words.
        minutes_locked: how long it stays locked after wrong passwords; 0 when it is not.
        last_login: or None.
    """

    id: str
    login: str
    name: str
    roles: frozenset[Role]
    roles_text: str
    dept: str
    phone: str
    active: bool
    must_change: bool
    minutes_locked: int
    last_login: datetime | None


@attrs.frozen
class AuditRow:
    """One line of the audit trail, in words beside the stable word of the action."""

    no: int
    at: datetime
    user_name: str
    workstation: str
    action: str
    action_text: str
    object_kind: str
    object_id: str
    patient_id: str
    result: str
    details: str


class Administration:
    """Accounts, settings, code tables, audit and the health of the installation."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    # --- accounts ---

    def accounts(self) -> tuple[AccountRow, ...]:
        """Return all accounts, active ones first."""
        self._place.need(Permission.ACCOUNTS)
        return tuple(self._row(account) for account in accounts.all_accounts(self._place.reader))

    def check_account(
        self, values: Mapping[str, Any], account_id: str = "", password: str = ""
    ) -> list[Problem]:
        """Return what is wrong with an account as typed; a new one needs a password.

        Args:
            values: login, name, roles (of Role or their words), dept, phone.
            account_id: the one to change; empty for a new one.
            password: first password of a new one.
        """
        person = _person(values)
        problems = check_practitioner(person)
        taken = accounts.by_login(self._place.reader, person.login) if person.login else None
        if taken is not None and taken.id != account_id:
            message = say("登录名“{login}”已有人使用，请换一个", login=person.login)
            problems.append(Problem("login", "login.taken", message))
        if not account_id:
            problems += password_problems(password, login=person.login)
        if account_id and Role.ADMIN not in person.roles:
            problems += self._last_admin(account_id)
        return problems

    def save_account(self, values: Mapping[str, Any], account_id: str = "", password: str = "") -> Saved:
        """Make or change an account; whoever gets a first password must change it at the first log-in.

        Raises:
            NotAllowed, NotFound; Rejected with all that is wrong.
        """
        self._place.need(Permission.ACCOUNTS)
        problems = errors_of(self.check_account(values, account_id, password))
        if problems:
            raise Rejected(problems)
        person = _person(values)
        stored: dict[str, Any] = {
            "login": person.login,
            "display_name": person.name,
            "role": roles_to_text(person.roles),
            "phone": person.phone,
            "dept": person.dept,
        }
        if account_id:
            accounts.change(self._place.db, account_id, **stored)
        else:
            hashed = self._place.machine.passwords.hash(password)
            account_id = accounts.create(self._place.db, password_hash=hashed, **stored).id
        self._note(account_id, "save", roles=stored["role"])
        return Saved(account_id, Changes.of({"account"}))

    def set_password(self, account_id: str, password: str) -> None:
        """Give somebody a new password, which has to be changed at the next log-in; lifts a lock.

        Raises:
            NotAllowed, NotFound; Rejected when it is too weak.
        """
        self._place.need(Permission.ACCOUNTS)
        account = accounts.get(self._place.db, account_id)
        problems = errors_of(password_problems(password, login=account.login))
        if problems:
            raise Rejected(problems)
        hashed = self._place.machine.passwords.hash(password)
        accounts.set_password(self._place.db, account_id, hashed, must_change=True)
        self._note(account_id, "password")

    def set_active(self, account_id: str, *, active: bool) -> Saved:
        """Close an account or open it again; the person stays in the history.

        Raises:
            NotAllowed, NotFound; Rejected when it is the last administrator.
        """
        self._place.need(Permission.ACCOUNTS)
        if not active and (problems := self._last_admin(account_id)):
            raise Rejected(problems)
        accounts.change(self._place.db, account_id, active=active)
        self._note(account_id, "open" if active else "close")
        return Saved(account_id, Changes.of({"account"}))

    def _last_admin(self, account_id: str) -> list[Problem]:
        """Return a problem when nobody else could administer: then nobody could ever undo it."""
        others = [
            account
            for account in accounts.all_accounts(self._place.reader, inactive=False)
            if account.id != account_id and Role.ADMIN in roles_of(account.role)
        ]
        account = accounts.get(self._place.reader, account_id)
        if others or Role.ADMIN not in roles_of(account.role):
            return []
        message = say("这是唯一的系统管理员，不能停用或去掉管理员角色。请先给另一个人管理员角色。")
        return [Problem("roles", "roles.last_admin", message)]

    def _row(self, account: Account) -> AccountRow:
        roles = roles_of(account.role)
        return AccountRow(
            id=account.id,
            login=account.login,
            name=account.display_name,
            roles=roles,
            roles_text=roles_text(roles),
            dept=account.dept,
            phone=account.phone,
            active=account.active,
            must_change=account.must_change,
            minutes_locked=accounts.minutes_locked(self._place.db, account),
            last_login=read_stamp(account.last_login_at) if account.last_login_at else None,
        )

    def _note(self, account_id: str, what: str, **details: Any) -> None:
        self._place.audit("account", "account", account_id, what=what, **details)

    # --- settings ---

    def setting(self, name: str, default: Any = None) -> Any:
        """Return a setting of the institution."""
        self._place.need()
        return self._place.setting(name, default)

    def put_settings(self, values: Mapping[str, Any]) -> None:
        """Store settings by name, all of them or none. Raises NotAllowed."""
        self._place.need(Permission.SETTINGS)
        with self._place.unit():
            for name, value in values.items():
                self._place.put_setting(name, value)
            self._place.audit("settings", "setting", names=sorted(values))

    # --- code tables ---

    def code_lists(self) -> tuple[CodeList, ...]:
        """Return every code list with its standard and edition."""
        self._place.need()
        return tuple(self._place.tables.get(name) for name in self._place.tables.names())

    def import_codes(self, name: str, path: Path) -> ImportedTable:
        """Merge the county's own table (.csv, .xlsx) over a list; bad rows are reported, good ones taken.

        Raises:
            NotAllowed; FileError: nothing was changed.
        """
        self._place.need(Permission.CODE_TABLES)
        if name not in self._place.tables.names():
            raise NotFound(say("程序里没有代码表“{name}”，没有导入。", name=name))
        found = self._place.tables.import_table(name, path)
        self._place.audit("codes", "codes", name, rows=found.rows, taken=len(found.codes))
        return found

    def code_entries(self, name: str) -> tuple[CodeEntry, ...]:
        """Return the entries of a list, also those that are not offered any more."""
        self._place.need()
        tables = self._place.tables
        whole, own = tables.get(name), tables.county_codes(name)
        return tuple(CodeEntry(c.code, c.name, c.code in own, c.code in whole.hidden) for c in whole.codes)

    def save_code(self, name: str, code: str, text: str) -> None:
        """Add an entry to a list, or give one other words.

        Raises:
            NotAllowed; FileError.
            Rejected: without a code or words, or too long.
        """
        self._place.need(Permission.CODE_TABLES)
        code, text = clean_text(code).strip(), clean_text(text).strip()
        given = (("code", "编码", code), ("name", "名称", text))
        problems = [missing(field, label) for field, label, value in given if not value]
        if len(code) > 20 or len(text) > 100:
            problems.append(Problem("name", "code.long", say("编码最多 20 个字，名称最多 100 个字")))
        if problems:
            raise Rejected(problems)
        self._place.tables.set_entry(name, code, text)
        self._place.audit("codes", "codes", name, code=code)

    def hide_code(self, name: str, code: str, *, hidden: bool) -> None:
        """Offer an entry no more, or again; what was written with it keeps its name.

        Raises:
            NotAllowed; FileError.
        """
        self._place.need(Permission.CODE_TABLES)
        self._place.tables.set_hidden(name, code, hidden=hidden)
        self._place.audit("codes", "codes", name, code=code, hidden=hidden)

    def forget_codes(self, name: str) -> None:
        """Go back to the list that came with the program. Raises NotAllowed."""
        self._place.need(Permission.CODE_TABLES)
        self._place.tables.forget_county_table(name)
        self._place.audit("codes", "codes", name, forgotten=True)

    # --- audit ---

    def audit_page(
        self,
        after: int | None = None,
        limit: int = 100,
        *,
        user_name: str = "",
        action: str = "",
        patient_id: str = "",
    ) -> Page[AuditRow]:
        """Return the audit trail, the newest first. Raises NotAllowed."""
        self._place.need(Permission.AUDIT_VIEW)
        found = audit.page(
            self._place.reader,
            before=after,
            limit=limit + 1,
            user_name=user_name,
            action=action,
            patient_id=patient_id,
        )
        shown = found[:limit]
        return Page(tuple(_audit_row(row) for row in shown), shown[-1]["no"] if len(found) > limit else None)

    def audit_actions(self) -> dict[str, str]:
        """Return the actions one can filter by, with their names."""
        return {word: str(message) for word, message in ACTIONS.items()}

    def verify_audit(self) -> AuditCheck:
        """Walk the whole audit trail and tell whether a line was altered or taken out. Raises NotAllowed."""
        self._place.need(Permission.AUDIT_VIEW)
        return audit.verify(self._place.reader)

    # --- health ---

    def health(self) -> tuple[HealthCheck, ...]:
        """Look at everything that can go wrong with the installation; reads only."""
        self._place.need(Permission.SETTINGS, Permission.BACKUP, Permission.AUDIT_VIEW)
        return check_health(self._place)


def _person(values: Mapping[str, Any]) -> Practitioner:
    return Practitioner(
        login=clean_login(str(values.get("login") or "")),
        name=clean_name(str(values.get("name") or "")),
        roles=_roles(values.get("roles") or ()),
        dept=clean_text(str(values.get("dept") or "")).strip(),
        phone=clean_phone(str(values.get("phone") or "")),
    )


def _roles(words: Iterable[Any] | str) -> frozenset[Role]:
    text = words if isinstance(words, str) else ",".join(str(word) for word in words)
    return roles_of(text)


def _audit_row(row: Mapping[str, Any]) -> AuditRow:
    action = str(row["action"])
    return AuditRow(
        no=row["no"],
        at=read_stamp(row["at"]),
        user_name=row["user_name"],
        workstation=row["workstation"],
        action=action,
        action_text=action_text(action),
        object_kind=row["object_kind"],
        object_id=row["object_id"],
        patient_id=row["patient_id"],
        result=row["result"],
        details=row["details"],
    )
