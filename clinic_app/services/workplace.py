"""What every service stands on: the open database, the clock, the code lists and the person at work."""

from __future__ import annotations

import contextlib
import secrets
import socket
import threading
import weakref
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import attrs

from clinic_app.domain.calendar import friendly_date
from clinic_app.domain.catalogue import KINDS
from clinic_app.domain.clock import SHANGHAI, Clock, SystemClock, local_date, read_stamp
from clinic_app.domain.codes import CodeList
from clinic_app.domain.ids import Entropy
from clinic_app.domain.organization import suggest_slip_prefix
from clinic_app.domain.permissions import Permission
from clinic_app.domain.wording import named, say
from clinic_app.services.code_tables import CodeTables
from clinic_app.services.session import Session, User
from clinic_app.services.slip_numbers import SlipNumbers
from clinic_app.store import audit, directory, settings
from clinic_app.store.database import Database, Reader
from clinic_app.store.directory import Partner
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.system.holidays import Holidays, load_holidays
from clinic_app.system.passwords import Passwords
from clinic_app.system.paths import Paths, notes_folder
from clinic_app.system.secrets import KeyRing, KeySafe, SealCost, find_key_ring
from clinic_app.system.whereabouts import machine_marks

SLIP_PREFIX_SETTING = "own.slip_prefix"
DESK_SETTING = "own.desk"
PRACTICE_SETTING = "practice"
"""Set for good in an installation that was made to practise in."""
PROGRAM = "系统"
"""Author of what the program notes by itself, such as that a referral arrived."""


@attrs.frozen
class Machine:
    """What the program takes from the computer it runs on; tests pass cheaper parts.

    Attributes:
        clock: where the time comes from.
        entropy: where random bytes come from.
        ring: keeper of the database key; None for the keyring of the operating system.
        seal_cost: price of one guess at the recovery code; None for the usual one.
        passwords: makes and checks password hashes.
        workstation: name of the computer in the audit trail.
        marks: what tells this computer from others.
        notes: folder, apart from every data folder, for notes about where data was last used.
    """

    clock: Clock = attrs.field(factory=SystemClock)
    entropy: Entropy = secrets.token_bytes
    ring: KeyRing | None = None
    seal_cost: SealCost | None = None
    passwords: Passwords = attrs.field(factory=Passwords)
    workstation: str = attrs.field(factory=socket.gethostname)
    marks: frozenset[str] = attrs.field(factory=machine_marks)
    notes: Path = attrs.field(factory=notes_folder)

    def key_safe(self, paths: Paths) -> KeySafe:
        """Return the keeper of the key of a data folder."""
        return KeySafe(paths.key_envelope, self.ring or find_key_ring(), self.entropy, self.seal_cost)


@attrs.frozen
class Institution:
    """An institution of the network, as screens and papers show it.

    Attributes:
        id: organization identity.
        code, name, short_name, level, role, slip_prefix, address, phone: as in the catalogue.
        departments: names of its departments.
        listed: known to the hub; False for one that was entered by hand here.
        hidden: not offered in choices.
    """

    id: str
    code: str = ""
    name: str = ""
    short_name: str = ""
    level: str = ""
    role: str = ""
    slip_prefix: str = ""
    address: str = ""
    phone: str = ""
    departments: tuple[str, ...] = ()
    listed: bool = False
    hidden: bool = False

    @property
    def called(self) -> str:
        """The short name, or the full one when there is none."""
        return self.short_name or self.name


def institution_of(partner: Partner, slip_prefix: str = "") -> Institution:
    """Return a partner of the store as an institution."""
    return Institution(
        id=partner.id,
        code=partner.code,
        name=partner.name,
        short_name=partner.short_name,
        level=partner.level,
        role=partner.role,
        slip_prefix=slip_prefix,
        address=partner.address,
        phone=partner.phone,
        departments=partner.departments,
        listed=partner.listed,
        hidden=partner.hidden,
    )


class Workplace:
    """The common ground of all services of one open installation.

    Attributes:
        db: the writing connection.
        machine: clock, entropy and the rest that comes from the computer.
        paths: folders of the installation.
        keys: keeper of the database key.
        tables: code lists.
        holidays: working days and days off.
        session: who is at work.
        numbers: gives out slip numbers.
    """

    def __init__(self, db: Database, machine: Machine, paths: Paths) -> None:
        self.db = db
        self.machine = machine
        self.paths = paths
        self.keys = machine.key_safe(paths)
        self.tables = CodeTables(paths.data / "codes")
        self.holidays: Holidays = load_holidays(paths.data / "holidays")
        self.session = Session(
            db, clock=machine.clock, passwords=machine.passwords, workstation=machine.workstation
        )
        self.numbers = SlipNumbers(
            db, machine.clock, paths.note_folders(machine.notes), machine.marks, audit=self.audit
        )
        self._readers: weakref.WeakSet[Reader] = weakref.WeakSet()
        self._mine = threading.local()

    # ---- reading --------------------------------------------------------------------------------------

    @property
    def reader(self) -> Reader:
        """The reading connection of the calling thread; reads there never wait for a writer."""
        found: Reader | None = getattr(self._mine, "reader", None)
        if found is None:
            found = self.db.open_reader()
            self._mine.reader = found
            self._readers.add(found)
        return found

    @property
    def clock(self) -> Clock:
        """The machine's clock."""
        return self.machine.clock

    @property
    def entropy(self) -> Entropy:
        """Source of random bytes."""
        return self.machine.entropy

    @property
    def workstation(self) -> str:
        """Name of this computer."""
        return self.machine.workstation

    def now(self) -> datetime:
        """Return the present moment, corrected by what the hub told about this machine's clock."""
        offset = self.reader.execute("SELECT wall_offset_ms FROM sync_state")[0]["wall_offset_ms"]
        return self.clock.now() + timedelta(milliseconds=offset or 0)

    def today(self) -> date:
        """Return the day in China."""
        return local_date(self.now())

    @property
    def org_id(self) -> str:
        """Identity of the institution that this installation belongs to."""
        return str(self.reader.execute("SELECT org_id FROM sync_state")[0]["org_id"])

    def own(self) -> Institution:
        """Return our own institution, as the hub lists it or as it was entered at the set-up."""
        row = self.reader.execute("SELECT org_id, org_name FROM sync_state")[0]
        known = directory.partner(self.reader, row["org_id"])
        listed = directory.organization(self.reader, row["org_id"])
        prefix = (listed or {}).get("slip_prefix") or self.setting(SLIP_PREFIX_SETTING, "")
        if known is None:
            return Institution(row["org_id"], name=row["org_name"], slip_prefix=prefix)
        prefix = prefix or suggest_slip_prefix(known.name)
        return institution_of(known, prefix)

    def setting(self, name: str, default: Any = None) -> Any:
        """Return a setting of the institution's data."""
        return settings.get(self.reader, name, default)

    def code_lists(self) -> dict[str, CodeList]:
        """Return the code lists that the catalogue's fields name, for the checks of the domain."""
        names = {field.codes for kind in KINDS for field in kind.fields if field.codes}
        shipped = set(self.tables.names())
        # A reason is checked by the form that asks for it: up and down have lists of their own.
        return {name: self.tables.get(name) for name in names & shipped - {"indication_up"}}

    def name_of(self, codes: str, code: str | None) -> str:
        """Return what a code of a list is called; empty for none."""
        return named(codes, self.tables.name_of(codes, code)) if code else ""

    def chinese_time(self, stamp: str | None) -> str:
        """Return a stored moment for lists, 今天 09:41; empty for none or a damaged one."""
        try:
            at = read_stamp(stamp or "")
        except ValueError:
            return ""
        return self.time_text(at)

    def time_text(self, at: datetime) -> str:
        """Return a moment for lists: 今天 09:41."""
        day = friendly_date(local_date(at), self.today())
        return str(say("{day} {time}", day=day, time=f"{at.astimezone(SHANGHAI):%H:%M}"))

    # ---- writing --------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def unit(self, *, user_name: str = "") -> Iterator[UnitOfWork]:
        """Open a unit of work by the person at work; it is committed when the block ends without an error.

        Args:
            user_name: author, if it is not a person: the program itself.
        """
        author = user_name or self.need().name
        with UnitOfWork(self.db, user_name=author) as work:
            yield work
            work.commit()

    def put_setting(self, name: str, value: Any) -> None:
        """Store a setting of the institution's data."""
        user = self.session.user
        settings.put(self.db, name, value, user_name=user.name if user else "")

    @property
    def practising(self) -> bool:
        """Tell whether nothing here counts: every paper says 练习, and nothing goes to a hub."""
        return self.setting(PRACTICE_SETTING, False) is True

    def need(self, *permissions: Permission) -> User:
        """Return the person at work. Raises NotAllowed, see Session.require."""
        return self.session.require(*permissions)

    def audit(
        self,
        action: str,
        kind: str = "",
        record_id: str = "",
        patient_id: str = "",
        *,
        result: str = "ok",
        user_name: str = "",
        **details: Any,
    ) -> None:
        """Add a line to the audit trail; inside a unit of work it is part of it.

        Details name fields and counts, never what stands in them.
        """
        user = self.session.user
        audit.append(
            self.db,
            user_name=user_name or (user.name if user else PROGRAM),
            workstation=self.workstation,
            action=action,
            object_kind=kind,
            object_id=record_id,
            patient_id=patient_id,
            result=result,
            details=details,
        )

    def close(self) -> None:
        """Close every connection."""
        self.numbers.settle()
        for reader in list(self._readers):
            reader.close()
        self.db.close()
