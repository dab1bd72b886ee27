"""Who may log in on this machine: roles, password hashes, failures and locks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import attrs

from clinic_app.domain.clock import read_stamp, stamp
from clinic_app.domain.errors import NotFound, Rejected
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.store.database import Database, Readable, Row

MOST_FAILURES = 5
"""Wrong passwords in a row before a lock (GB/T 22239-2019, identity: lock after failed attempts)."""
LOCK_MINUTES = 15


@attrs.frozen
class Account:
    """A person who may log in.

    Attributes:
        id: identity.
        login: short name typed at log-in; letters in any case are the same.
        display_name: name as author of records and on paper.
        role: code of ``practitioner_role``.
        must_change: the password was set by someone else and has to be changed first.
        failed: wrong passwords in a row.
        locked_until: moment until which log-in is refused, or empty.
        active: may log in at all.
        phone: printed beside the doctor's name.
        dept: printed beside the doctor's name.
        created_at: when it was made.
        password_at: when the password was last set.
        last_login_at: or empty.
    """

    id: str
    login: str
    display_name: str
    role: str
    must_change: bool
    failed: int
    locked_until: str
    active: bool
    phone: str
    dept: str
    created_at: str
    password_at: str
    last_login_at: str


_NAMES = tuple(field.name for field in attrs.fields(Account))
_CHANGEABLE = frozenset({"login", "display_name", "role", "active", "phone", "dept", "must_change"})


def _account(row: Row) -> Account:
    values: dict[str, Any] = {name: row[name] for name in _NAMES}
    values["must_change"], values["active"] = bool(row["must_change"]), bool(row["active"])
    return Account(**values)


def create(
    db: Database,
    *,
    login: str,
    display_name: str,
    role: str,
    password_hash: str,
    must_change: bool = True,
    phone: str = "",
    dept: str = "",
) -> Account:
    """Make an account.

    Raises:
        Rejected: the login is taken.
    """
    with db.lock:
        _refuse_taken(db, login, "")
        now, account_id = stamp(db.clock.now()), db.new_id()
        db.execute(
            "INSERT INTO account(id, login, display_name, role, password_hash, must_change, phone, dept,"
            " created_at, password_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (account_id, login, display_name, role, password_hash, int(must_change), phone, dept, now, now),
        )
        return get(db, account_id)


def _refuse_taken(db: Readable, login: str, account_id: str) -> None:
    if db.execute("SELECT 1 FROM account WHERE login = ? AND id <> ?", (login, account_id)):
        raise Rejected(
            [Problem("login", "login.taken", say("登录名“{login}”已有人使用，请换一个", login=login))]
        )


def get(db: Readable, account_id: str) -> Account:
    """Return an account. Raises NotFound."""
    rows = db.execute("SELECT * FROM account WHERE id = ?", (account_id,))
    if not rows:
        raise NotFound(say("没有这个登录账号，可能已被别人改动。请刷新列表后再试。"))
    return _account(rows[0])


def by_login(db: Readable, login: str) -> Account | None:
    """Return the account with a login, in any case of letters, or None."""
    rows = db.execute("SELECT * FROM account WHERE login = ?", (login.strip(),))
    return _account(rows[0]) if rows else None


def password_hash_of(db: Readable, account_id: str) -> str:
    """Return the stored password hash, kept out of Account so that it is never shown or logged."""
    rows = db.execute("SELECT password_hash FROM account WHERE id = ?", (account_id,))
    return str(rows[0]["password_hash"]) if rows else ""


def all_accounts(db: Readable, *, inactive: bool = True) -> list[Account]:
    """Return accounts, active ones first, by login."""
    rows = db.execute(
        "SELECT * FROM account WHERE active = 1 OR ? ORDER BY active DESC, login", (int(inactive),)
    )
    return [_account(row) for row in rows]


def change(db: Database, account_id: str, **values: str | bool) -> Account:
    """Change login, display_name, role, active, phone, dept or must_change.

    Raises:
        NotFound: no such account.
        Rejected: the login is taken.
        ValueError: another name.
    """
    if not set(values) <= _CHANGEABLE:
        raise ValueError(f"not changeable: {sorted(set(values) - _CHANGEABLE)}")
    with db.lock:
        get(db, account_id)
        if "login" in values:
            _refuse_taken(db, str(values["login"]), account_id)
        plain = {name: int(value) if isinstance(value, bool) else value for name, value in values.items()}
        if plain:
            settings = ", ".join(f"{name} = ?" for name in plain)
            db.execute(f"UPDATE account SET {settings} WHERE id = ?", [*plain.values(), account_id])
        return get(db, account_id)


def set_password(db: Database, account_id: str, password_hash: str, *, must_change: bool) -> None:
    """Store a new password hash and lift a lock."""
    db.execute(
        "UPDATE account SET password_hash = ?, must_change = ?, password_at = ?, failed = 0,"
        " locked_until = '' WHERE id = ?",
        (password_hash, int(must_change), stamp(db.clock.now()), account_id),
    )


def note_failure(db: Database, account_id: str) -> Account:
    """Count a wrong password; the fifth in a row locks the account for a quarter of an hour."""
    with db.lock:
        failed = get(db, account_id).failed + 1
        until = ""
        if failed >= MOST_FAILURES:
            until, failed = stamp(db.clock.now() + timedelta(minutes=LOCK_MINUTES)), 0
        db.execute(
            "UPDATE account SET failed = ?, locked_until = coalesce(nullif(?, ''), locked_until)"
            " WHERE id = ?",
            (failed, until, account_id),
        )
        return get(db, account_id)


def note_success(db: Database, account_id: str) -> None:
    """Note a log-in: failures are forgotten."""
    db.execute(
        "UPDATE account SET failed = 0, locked_until = '', last_login_at = ? WHERE id = ?",
        (stamp(db.clock.now()), account_id),
    )


def minutes_locked(db: Database, account: Account) -> int:
    """Return how many minutes an account stays locked, rounded up; 0 when it is not.

    More than a quarter of an hour left means that the clock was set back; such a lock is over, or a flat
    battery would keep a doctor out for years.
    """
    if not account.locked_until:
        return 0
    left = (read_stamp(account.locked_until) - db.clock.now()).total_seconds()
    return int(-(-left // 60)) if 0 < left <= LOCK_MINUTES * 60 else 0
