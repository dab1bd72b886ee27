"""The real hub under uvicorn on a port of its own, in a thread, for tests that speak HTTP to it."""

from __future__ import annotations

import secrets
import threading
import time
from pathlib import Path
from types import TracebackType

from clinic_app.domain.clock import Clock, SystemClock
from clinic_app.domain.ids import Entropy
from clinic_app.domain.organization import Organization
from clinic_app.hub.app import create_app
from clinic_app.hub.config import HubConfig
from clinic_app.hub.database import HubDatabase
from clinic_app.hub.directory import organization, save_organization
from clinic_app.hub.enrolment import make_code
from clinic_app.hub.keys import HubKeys, make_keys, server_tls
from clinic_app.hub.lifetime import check_start, open_database
from clinic_app.hub.server import HubServer
from clinic_app.protocol.enrol_ticket import FINGERPRINT_DIGITS, EnrolTicket

NAMES = ("127.0.0.1", "localhost")


class RunningHub:
    """A hub that answers between ``start`` and ``stop``, or inside ``with``.

    Attributes:
        config: its settings; the port is the true one once it runs.
        database: its database, open while it runs.
        keys: its keys.
        address: where it answers.
    """

    def __init__(
        self,
        folder: Path,
        *,
        tls: bool = False,
        database_url: str = "",
        clock: Clock | None = None,
        entropy: Entropy = secrets.token_bytes,
        **settings: object,
    ) -> None:
        self.clock = clock or SystemClock()
        self.entropy = entropy
        folder.mkdir(parents=True, exist_ok=True)
        self.config = HubConfig(
            folder=folder,
            database_url=database_url,
            host="127.0.0.1",
            port=0,
            names=NAMES,
            tls="on" if tls else "off",
            **settings,
        )
        self.keys: HubKeys = make_keys(self.config.keys, "测试县", NAMES, entropy)
        self.database: HubDatabase
        self.address = ""
        self._server: HubServer | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> RunningHub:
        """Open the database and answer; returns when the first request will be answered."""
        self.database = open_database(self.config.url, self.clock.now(), self.entropy, create=True)
        check_start(self.database, self.config.folder, self.clock.now(), self.entropy)
        app = create_app(self.config, self.database, self.clock, self.entropy)
        tls = server_tls(self.config.keys) if self.config.use_tls else None
        self._server = HubServer(app, self.config, tls)
        self.address = self._server.address
        self._thread = threading.Thread(target=self._server.run, name="hub", daemon=True)
        self._thread.start()
        deadline = time.monotonic() + 20
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError("the hub did not start")
            time.sleep(0.005)
        return self

    def stop(self) -> None:
        """Stop answering and close the database; does nothing when it is stopped."""
        if self._server is None or self._thread is None:
            return
        self._server.stop()
        self._thread.join(timeout=30)
        if self._thread.is_alive():
            raise RuntimeError("the hub did not stop")
        self._server = self._thread = None
        self.database.close()

    def __enter__(self) -> RunningHub:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def add_organization(self, name: str, **fields: object) -> Organization:
        """Add an institution to the directory."""
        with self.database.transaction() as tx:
            given = {"name": name, "level": "township", "role": "both", **fields}
            org_id = save_organization(tx, given, now=self.clock.now(), entropy=self.entropy)
            found = organization(tx, org_id)
        assert found is not None
        return found

    def ticket(self, org: Organization, *, days: int = 7) -> EnrolTicket:
        """Return a new enrolment line of an institution, as ``clinic-hub enrol-code`` prints it."""
        with self.database.transaction() as tx:
            code, _ = make_code(tx, org, days=days, now=self.clock.now(), entropy=self.entropy)
        print_of = self.keys.fingerprint[:FINGERPRINT_DIGITS].upper() if self.config.use_tls else ""
        return EnrolTicket(self.address, code, print_of)
