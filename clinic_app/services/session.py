"""Who is working at this machine: log-in, lock, log-out, and what this person may do."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import datetime, timedelta

import attrs

from clinic_app.domain.clock import Clock
from clinic_app.domain.errors import NotAllowed, Rejected
from clinic_app.domain.permissions import Permission, may
from clinic_app.domain.practitioner import ROLE_NAMES, Role, clean_login
from clinic_app.domain.problems import Problem, errors_of
from clinic_app.domain.wording import Message, say
from clinic_app.store import accounts, audit, settings
from clinic_app.store.accounts import Account
from clinic_app.store.database import Database
from clinic_app.system.passwords import Passwords, password_problems

IDLE_SETTING = "session.idle_minutes"
IDLE_MINUTES = 15
"""Minutes without a key or a click after which the screen locks (GB/T 22239-2019 8.1.4.1 c)."""


def roles_of(text: str) -> frozenset[Role]:
    """Return the roles of an account's stored text, ``doctor,admin``; unknown words are left out."""
    known = {role.value for role in Role}
    return frozenset(Role(word) for word in (part.strip() for part in text.split(",")) if word in known)


def roles_to_text(roles: Iterable[Role]) -> str:
    """Return the stored text of roles, in the order of the enumeration."""
    chosen = set(roles)
    return ",".join(role.value for role in Role if role in chosen)


def roles_text(roles: Iterable[Role]) -> str:
    """Return roles for people: 医生、审核人."""
    chosen = set(roles)
    return "、".join(str(ROLE_NAMES[role]) for role in Role if role in chosen)


@attrs.frozen
class User:
    """The person who is logged in; the fields are those of the account."""

    id: str
    login: str
    name: str
    roles: frozenset[Role]
    dept: str = ""
    phone: str = ""
    must_change: bool = False

    def may(self, permission: Permission) -> bool:
        """Tell whether this person may do something."""
        return may(self.roles, permission)


@attrs.frozen
class LoginChoice:
    """One line of the list of accounts at the log-in."""

    login: str
    name: str
    roles_text: str


def _user(account: Account) -> User:
    return User(
        id=account.id,
        login=account.login,
        name=account.display_name,
        roles=roles_of(account.role),
        dept=account.dept,
        phone=account.phone,
        must_change=account.must_change,
    )


class Session:
    """One person at one machine. Every service asks it before it reads or writes."""

    def __init__(self, db: Database, *, clock: Clock, passwords: Passwords, workstation: str) -> None:
        self._db = db
        self._clock = clock
        self._passwords = passwords
        self._workstation = workstation
        self._guard = threading.RLock()
        self._user: User | None = None
        self._locked = False
        self._touched: datetime = clock.now()

    # ---- who is here ----------------------------------------------------------------------------------

    @property
    def user(self) -> User | None:
        """The person who logged in, also while the screen is locked; None when nobody did."""
        return self._user

    @property
    def locked(self) -> bool:
        """Whether the screen is locked."""
        return self._locked

    def accounts(self) -> tuple[LoginChoice, ...]:
        """Return the accounts that may log in, for the list at the log-in."""
        return tuple(
            LoginChoice(account.login, account.display_name, roles_text(roles_of(account.role)))
            for account in accounts.all_accounts(self._db, inactive=False)
        )

    def require(self, *permissions: Permission) -> User:
        """Return the person at work if one of the permissions is theirs (none asked: if anybody is).

        Raises:
            NotAllowed: nobody is logged in, the screen is locked, the first password was not changed yet, or
                the person has none of the permissions.
        """
        user = self._user
        if user is None:
            raise NotAllowed(say("还没有登录。请先登录，再继续。"))
        if self._locked:
            raise NotAllowed(say("屏幕已锁定。请先解锁，再继续；没有丢失任何内容。"))
        if user.must_change:
            raise NotAllowed(say("这是别人设的初始密码。请先修改密码，再继续。"))
        if permissions and not any(user.may(one) for one in permissions):
            self._note("refused", user, result="refused", permission=permissions[0].value)
            raise NotAllowed(
                say(
                    "“{name}”（{roles}）没有这项权限，什么也没有改动。需要的话请让管理员调整角色。",
                    name=user.name,
                    roles=roles_text(user.roles),
                )
            )
        return user

    # ---- coming and going -----------------------------------------------------------------------------

    def log_in(self, login: str, password: str) -> User:
        """Check a password and begin to work.

        Raises:
            Rejected: wrong login or password, or the account is locked or closed.
        """
        account = self._check(login, password)
        with self._guard:
            self._user, self._locked = _user(account), False
            self._touched = self._clock.now()
        self._note("login", self._user)
        return self._user

    def unlock(self, password: str) -> User:
        """Go on after a lock with one's own password.

        Raises:
            Rejected: it is wrong, or the account was locked or closed meanwhile.
            NotAllowed: nobody is logged in.
        """
        if self._user is None:
            raise NotAllowed(say("还没有登录。请先登录，再继续。"))
        account = self._check(self._user.login, password)
        with self._guard:
            self._user, self._locked = _user(account), False
            self._touched = self._clock.now()
        self._note("unlock", self._user)
        return self._user

    def lock(self) -> None:
        """Lock the screen; the work stays where it is."""
        if self._user is not None and not self._locked:
            self._locked = True
            self._note("lock", self._user)

    def log_out(self) -> None:
        """Stop working."""
        if self._user is not None:
            self._note("logout", self._user)
        with self._guard:
            self._user, self._locked = None, False

    def begin(self, account_id: str) -> User:
        """Begin to work without a password: the first account, right after the set-up made it."""
        self._user = _user(accounts.get(self._db, account_id))
        self._touched = self._clock.now()
        self._note("login", self._user, first=True)
        return self._user

    def reload(self) -> None:
        """Read name and roles again after an administrator changed them; a closed account is logged out."""
        if self._user is None:
            return
        account = accounts.get(self._db, self._user.id)
        if account.active:
            self._user = _user(account)
        else:
            self.log_out()

    # ---- idleness -------------------------------------------------------------------------------------

    @property
    def idle_minutes(self) -> int:
        """Minutes without activity after which the screen locks; 0 for never."""
        return int(settings.get(self._db, IDLE_SETTING, IDLE_MINUTES))

    def touch(self) -> None:
        """Note that somebody is there."""
        self._touched = self._clock.now()

    def lock_if_idle(self) -> bool:
        """Lock the screen when nobody touched it for long; tell whether it is locked."""
        minutes = self.idle_minutes
        idle = self._clock.now() - self._touched
        if self._user is not None and minutes > 0 and idle >= timedelta(minutes=minutes):
            self.lock()
        return self._locked

    # ---- passwords ------------------------------------------------------------------------------------

    def change_password(self, old: str, new: str) -> None:
        """Set one's own password.

        Raises:
            Rejected: the old one is wrong (``old_password``) or the new one too weak (``new_password``).
            NotAllowed: nobody is logged in.
        """
        user = self._user
        if user is None:
            raise NotAllowed(say("还没有登录。请先登录，再继续。"))
        stored = accounts.password_hash_of(self._db, user.id)
        if not self._passwords.verify(stored, old):
            self._note("password", user, result="refused")
            raise Rejected(
                [Problem("old_password", "password.wrong", say("原密码不对，密码没有改动，请再输一次"))]
            )
        problems = password_problems(new, login=user.login, field="new_password")
        if self._passwords.verify(stored, new):
            problems.append(Problem("new_password", "password.same", say("新密码与原密码相同，请换一个")))
        if errors_of(problems):
            raise Rejected(errors_of(problems))
        accounts.set_password(self._db, user.id, self._passwords.hash(new), must_change=False)
        self._user = attrs.evolve(user, must_change=False)
        self._note("password", user)

    # ---- inside ---------------------------------------------------------------------------------------

    def _check(self, login: str, password: str) -> Account:
        account = accounts.by_login(self._db, clean_login(login))
        if account is None:
            self._note("login", None, result="refused", login=clean_login(login)[:30])
            raise Rejected([_wrong()])
        if not account.active:
            self._note("login", _user(account), result="refused")
            raise Rejected(
                [Problem("login", "login.closed", say("这个账号已停用，请联系管理员，或换一个账号登录"))]
            )
        if minutes := accounts.minutes_locked(self._db, account):
            raise Rejected([Problem("password", "login.locked", _locked_for(minutes))])
        stored = accounts.password_hash_of(self._db, account.id)
        if not self._passwords.verify(stored, password):
            account = accounts.note_failure(self._db, account.id)
            self._note("login", _user(account), result="refused")
            minutes = accounts.minutes_locked(self._db, account)
            if minutes:
                raise Rejected([Problem("password", "login.locked", _locked_for(minutes))])
            raise Rejected([_wrong()])
        accounts.note_success(self._db, account.id)
        if self._passwords.is_outdated(stored):
            accounts.set_password(
                self._db, account.id, self._passwords.hash(password), must_change=account.must_change
            )
        return accounts.get(self._db, account.id)

    def _note(self, action: str, user: User | None, *, result: str = "ok", **details: object) -> None:
        audit.append(
            self._db,
            user_name=user.name if user else "",
            workstation=self._workstation,
            action=action,
            object_kind="account",
            object_id=user.id if user else "",
            result=result,
            details=details,
        )


def _wrong() -> Problem:
    # The same words whether the login or the password is wrong: nobody learns which logins exist.
    return Problem(
        "password",
        "login.wrong",
        say("登录名或密码不对。请看一下大小写和输入法，再试一次；连错五次要等一刻钟"),
    )


def _locked_for(minutes: int) -> Message:
    return say(
        "密码连续输错，账号暂时锁定，{minutes} 分钟后再试。忘记密码请找管理员重设，数据都在",
        minutes=minutes,
    )
