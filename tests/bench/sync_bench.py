"""What an exchange costs on the wire: bytes with all headers, and requests, counted on a TCP proxy."""

from __future__ import annotations

import logging
import random
import secrets
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from clinic_app.domain.clock import SystemClock
from clinic_app.domain.errors import HubUnreachable
from clinic_app.domain.ids import new_id
from clinic_app.domain.organization import Organization
from clinic_app.services.sample_people import invented_people
from clinic_app.store import outbox, rows, sync_state
from clinic_app.store.database import Database
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync.enrolment import connect, enrol
from clinic_app.sync.exchange import Exchange
from clinic_app.sync.hub import Hub
from tests.bench.line import CountingLine
from tests.helpers.county import KEY
from tests.helpers.hub_server import RunningHub

FIELDS = (
    "name",
    "gender",
    "birth_date",
    "id_type",
    "id_no",
    "phone",
    "address",
    "village",
    "contact_name",
    "contact_phone",
    "archive_no",
    "responsible_doctor",
)
RATE, DELAY, CUT_EVERY = 8000.0, 0.3, 10.0
"""The slow line: 64 kbit a second, 0.6 seconds there and back, cut every ten seconds."""
FASTER = 2.0
"""The run with cuts plays the slow line so many times faster. Much more, and a busy machine takes so much of
the time between two cuts that a page needs three."""

CLOCK = SystemClock()


def run(records: int) -> dict[str, Any]:
    """Measure the first upload, a new device, one edit, an idle exchange, three days of work, a bad line."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        with RunningHub(base / "hub") as hub:
            return _Measured(base, hub, records).all()


class _Measured:
    def __init__(self, base: Path, hub: RunningHub, records: int) -> None:
        self.base, self.hub = base, hub
        self.people = invented_people(20261122, records, date(2026, 11, 22))
        self.target = ("127.0.0.1", int(hub.address.rpartition(":")[2]))
        self.chance = random.Random(1)

    def all(self) -> dict[str, Any]:
        org = self.hub.add_organization("白水镇卫生院")
        clinic = self.device("clinic", org)
        self.fill(clinic)
        found: dict[str, Any] = {
            "hub": "SQLite, uvicorn, plain HTTP on loopback behind a counting proxy; headers counted",
            "slow_line": f"{RATE:.0f} B/s and {DELAY} s each way; where it is cut, every {CUT_EVERY:.0f} s,"
            f" played {FASTER:.0f} times as fast",
            "fields": len(FIELDS),
            "raw_bytes": sum(len(str(p.get(n) or "").encode()) for p in self.people for n in FIELDS),
        }
        with self.line() as line:
            client = self.connection(clinic, line)
            began = time.perf_counter()
            result = Exchange(clinic, client, CLOCK, secrets.token_bytes).run()
            found |= {
                "first_push_bytes_up": line.up,
                "first_push_bytes_down": line.down,
                "first_push_requests": line.requests,
                "first_push_seconds_loopback": round(time.perf_counter() - began, 2),
                "first_push_operations": result.sent,
                "first_push_digests_equal": result.digests_equal,
            }
            found |= self.small_exchanges(clinic, client, line)
            found |= self.three_days(clinic, client, line)
            client.close()
        found |= self.new_device(org)
        found |= self.slow_edit(clinic)
        found |= self.cut_push()
        clinic.close()
        return found

    # --- parts ------------------------------------------------------------------------------

    def small_exchanges(self, clinic: Database, client: Hub, line: CountingLine) -> dict[str, Any]:
        edits, idles = [], []
        for number in range(5):
            self.exchange(clinic, client)
            line.reset_counts()
            self.exchange(clinic, client)
            idles.append((line.up + line.down, line.requests))
            self.edit(clinic, number)
            line.reset_counts()
            self.exchange(clinic, client)
            edits.append((line.up + line.down, line.requests, line.up))
        edit, idle = sorted(edits)[2], sorted(idles)[2]
        return {
            "edit_bytes": edit[0],
            "edit_requests": edit[1],
            "edit_bytes_up": edit[2],
            "idle_bytes": idle[0],
            "idle_requests": idle[1],
        }

    def three_days(self, clinic: Database, client: Hub, line: CountingLine) -> dict[str, Any]:
        """300 operations of a clinic without a line: corrections, new people, allergies, follow-up dates."""
        patients = [row["id"] for row in clinic.execute("SELECT id FROM patient ORDER BY id")]
        new = invented_people(77, 60, date(2026, 11, 22))
        for number in range(300):
            patient = self.chance.choice(patients)
            with UnitOfWork(clinic, user_name="李永生") as work:
                if number < 60:
                    rows.insert(clinic, "patient", _fields(new[number]))
                elif number < 100:
                    rows.insert(clinic, "allergy", {"patient_id": patient, "substance": "青霉素"})
                elif number < 200:
                    phone = f"139{self.chance.randrange(10**8):08d}"
                    rows.update(clinic, "patient", patient, {"phone": phone})
                else:
                    house = f"崆峒区白水镇东沟村{self.chance.randrange(1, 9)}组{self.chance.randrange(120)}号"
                    rows.update(clinic, "patient", patient, {"address": house})
                work.commit()
        line.reset_counts()
        result = self.exchange(clinic, client)
        return {
            "three_days_bytes": line.up + line.down,
            "three_days_requests": line.requests,
            "three_days_operations": result.sent,
        }

    def new_device(self, org: Organization) -> dict[str, Any]:
        device = self.device("replacement", org)
        with self.line() as line:
            client = self.connection(device, line)
            result = self.exchange(device, client)
            client.close()
            patients = device.execute("SELECT count(*) AS n FROM patient")[0]["n"]
            found = {
                "snapshot_bytes": line.up + line.down,
                "snapshot_bytes_down": line.down,
                "snapshot_requests": line.requests,
                "snapshot_patients": patients,
                "snapshot_digests_equal": result.digests_equal,
            }
        device.close()
        return found

    def slow_edit(self, clinic: Database) -> dict[str, Any]:
        """Time from the wish to send until the acknowledgement is on the disk."""
        taken = []
        with CountingLine(self.target, rate=RATE, delay=DELAY) as line:
            client = self.connection(clinic, line)
            self.exchange(clinic, client)
            for number in range(3):
                self.edit(clinic, number)
                began = time.perf_counter()
                acknowledged: list[float] = []
                run = Exchange(clinic, client, CLOCK, secrets.token_bytes)
                run.progress = lambda _, to=acknowledged: to.append(time.perf_counter())
                run.run()
                taken.append(acknowledged[0] - began)
            client.close()
        return {
            "edit_round_trips_slow": round(sorted(taken)[1] / (2 * DELAY), 2),
            "edit_seconds_slow": round(sorted(taken)[1], 2),
        }

    def cut_push(self) -> dict[str, Any]:
        """A first upload over a line that is cut every ten seconds: how much each cut sends again."""
        clinic = self.device("cut", self.hub.add_organization("城川镇卫生院"))
        self.fill(clinic)
        line = CountingLine(
            self.target, rate=RATE * FASTER, delay=DELAY / FASTER, cut_every=CUT_EVERY / FASTER
        )
        with line:
            watched = _Watched(self.connection(clinic, line))
            began = time.perf_counter()
            while outbox.counts(clinic).waiting:
                try:
                    self.exchange(clinic, watched)
                except HubUnreachable:
                    watched.hub.close()
                    watched.hub = self.connection(clinic, line)
            watched.hub.close()
            found = {
                "cut_resent_pages_max": round(watched.worst(), 2),
                "cut_push_cuts": line.cuts,
                "cut_push_bytes_up": line.up,
                "cut_push_requests": line.requests,
                "cut_push_seconds_as_emulated": round((time.perf_counter() - began) * FASTER, 1),
            }
        clinic.close()
        return found

    # --- pieces -----------------------------------------------------------------------------

    def line(self) -> CountingLine:
        return CountingLine(self.target)

    def device(self, name: str, org: Organization) -> Database:
        db = Database.create(
            self.base / f"{name}.db",
            KEY,
            org_id=new_id(1, secrets.token_bytes),
            org_name="",
            clock=CLOCK,
            entropy=secrets.token_bytes,
        )
        ticket = self.hub.ticket(org)
        enrol(db, ticket.line, device_name=name, app_version="0", entropy=secrets.token_bytes)
        return db

    def connection(self, db: Database, line: CountingLine) -> Any:
        sync_state.change(db, hub_address=line.address)
        return connect(db)

    def exchange(self, db: Database, client: Any) -> Any:
        return Exchange(db, client, CLOCK, secrets.token_bytes).run()

    def fill(self, db: Database) -> None:
        for person in self.people:
            with UnitOfWork(db, user_name="李永生") as work:
                rows.insert(db, "patient", _fields(person))
                work.commit()

    def edit(self, db: Database, number: int) -> None:
        patient = db.execute("SELECT id FROM patient ORDER BY id LIMIT 1 OFFSET 3")[0]["id"]
        with UnitOfWork(db, user_name="李永生") as work:
            rows.update(db, "patient", patient, {"phone": f"1390000{number:04d}"})
            work.commit()


class _Watched:
    """A connection that notes which operations left, so that what was sent twice can be told."""

    def __init__(self, hub: Any) -> None:
        self.hub = hub
        self._sent: set[int] = set()
        self._page = 0
        self._again = 0
        self._found: list[float] = []

    def sync(self, request: Any) -> Any:
        offered = {op.seq for op in request.operations}
        self._again += len(offered & self._sent)
        self._sent |= offered
        answer = None
        try:
            answer = self.hub.sync(request)
            return answer
        finally:
            if answer is None and offered:
                self._note()
                self._page = len(offered)

    def _note(self) -> None:
        if self._page:
            self._found.append(self._again / self._page)
        self._again = 0

    def worst(self) -> float:
        self._note()
        return max(self._found, default=0.0)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.hub, name)


def _fields(person: dict[str, Any]) -> dict[str, Any]:
    return {name: person.get(name) for name in FIELDS}
