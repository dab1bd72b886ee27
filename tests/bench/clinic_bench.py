"""How long a clinic waits: start with a full database, the search box, and a save that is on the disk."""

from __future__ import annotations

import os
import random
import secrets
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from clinic_app.domain.clock import SystemClock
from clinic_app.services.app import App
from clinic_app.services.sample_people import invented_people
from clinic_app.services.setup import set_up
from clinic_app.services.workplace import Machine
from clinic_app.store import rows
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.system.secrets import PASSPHRASE_VARIABLE, MemoryKeyRing, NoKeyRing
from tests.bench.measuring import Stopwatch, seconds_of, summary
from tests.helpers.clinic import PASSWORD, township_form
from tests.helpers.services import Desk

TODAY = date(2026, 11, 22)
_GROUP = 200
_PASSPHRASE = "bench " + secrets.token_hex(4)
_FIRST_LIST = (
    "import sys, time; start = time.perf_counter()\n"
    "from pathlib import Path\n"
    "from clinic_app.services.app import App\n"
    "imported = time.perf_counter()\n"
    "import os\n"
    "app = App.open(Path(sys.argv[1]), passphrase=os.environ['CLINIC_PASSPHRASE'])\n"
    "opened = time.perf_counter()\n"
    "app.session.log_in('lys', os.environ['CLINIC_PASSWORD'])\n"
    "ready = time.perf_counter()\n"
    "assert app.patients.page(limit=50).rows\n"
    "app.worklists.workbench()\n"
    "listed = time.perf_counter()\n"
    "app.close()\n"
    "print(imported - start, opened - imported, ready - opened, listed - ready, listed - start)\n"
)


def real_machine(ring: Any) -> Machine:
    """Return this computer with its real clock, randomness and costs of hashing."""
    return Machine(clock=SystemClock(), entropy=secrets.token_bytes, ring=ring)


def fill(app: App, count: int, seed: int = 7) -> list[str]:
    """Put invented people in, as an import does, and return their ids."""
    people = invented_people(seed, count, TODAY)
    made: list[str] = []
    for start in range(0, len(people), _GROUP):
        with UnitOfWork(app.place.db, user_name="导入") as work:
            made += [_add(app, person) for person in people[start : start + _GROUP]]
            work.commit()
    return made


def _add(app: App, person: dict[str, Any]) -> str:
    sets = {"allergies": "allergy", "medications": "medication", "problems": "problem"}
    patient = rows.insert(app.place.db, "patient", {k: v for k, v in person.items() if k not in sets})
    for name, kind in sets.items():
        for element in person.get(name, ()):
            rows.insert(app.place.db, kind, {**element, "patient_id": patient})
    return patient


def start(records: int) -> dict[str, Any]:
    """Measure fresh processes from nothing to the first lists, parts and whole."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "clinic"
        form = attrs.evolve(township_form(), passphrase=_PASSPHRASE)
        app = set_up(base, form, machine=real_machine(NoKeyRing())).app
        fill_s, _ = seconds_of(lambda: fill(app, records))
        size = app.paths.database.stat().st_size
        app.close()
        environment = {
            **os.environ,
            PASSPHRASE_VARIABLE: _PASSPHRASE,
            "CLINIC_PASSWORD": PASSWORD,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }
        runs = []
        for _ in range(7):
            done = subprocess.run(
                [sys.executable, "-c", _FIRST_LIST, str(base)],
                capture_output=True, text=True, check=True, env=environment,
            )  # fmt: skip
            runs.append([float(part) for part in done.stdout.split()])
    parts = ("import", "open", "log_in", "first_lists", "whole")
    return {
        "filling_s": round(fill_s, 2),
        "database_mb": round(size / 1e6, 1),
        "key": "passphrase (argon2id); with an OS keyring opening is quicker",
        "screen": "not included",
        **{name: summary(run[at] for run in runs) for at, name in enumerate(parts)},
    }


def search(records: int) -> dict[str, Any]:
    """Measure the search box by what is typed, each time another person."""
    with tempfile.TemporaryDirectory() as folder:
        app = set_up(Path(folder) / "clinic", township_form(), machine=real_machine(MemoryKeyRing())).app
        with app:
            fill(app, records)
            people = [person for person in invented_people(7, records, TODAY) if person["id_no"]]
            return {
                "database_mb": round(app.paths.database.stat().st_size / 1e6, 1),
                **_searches(app, people),
            }


def _searches(app: App, people: list[dict[str, Any]]) -> dict[str, Any]:
    from clinic_app.domain.names import initials

    source = random.Random(3)
    typed = {
        "name": lambda p: p["name"],
        "initials": lambda p: initials(p["name"]).lower(),
        "last_6_of_id": lambda p: p["id_no"][-6:],
        "whole_id": lambda p: p["id_no"],
        "phone": lambda p: p["phone"] or p["contact_phone"],
        "one_letter": lambda p: initials(p["name"]).lower()[:1],
        "nobody": lambda _: "zzzzzz",
    }
    found: dict[str, Any] = {}
    for name, text_of in typed.items():
        watch, hits = Stopwatch(), 0
        for person in source.choices(people, k=60):
            text = text_of(person)
            with watch.lap():
                page = app.patients.search(text)
            hits += any(row.name == person["name"] for row in page.rows)
        found[name] = {**watch.summary(), "found": hits}
    return found


def save(records: int) -> dict[str, Any]:
    """Measure saves through the services: checked, encrypted, captured for the hub, and on the disk."""
    with tempfile.TemporaryDirectory() as folder:
        app = set_up(Path(folder) / "clinic", township_form(), machine=real_machine(MemoryKeyRing())).app
        with app:
            fill(app, 5_000)
            hospital = Desk(app).hospital()
            patient_watch, change_watch, referral_watch = Stopwatch(), Stopwatch(), Stopwatch()
            names = (
                "name",
                "gender",
                "birth_date",
                "id_type",
                "id_no",
                "no_id_reason",
                "phone",
                "address",
                "village",
            )
            people = invented_people(11, records, TODAY)
            for number, person in enumerate(people):
                values = {name: person[name] for name in names}
                with patient_watch.lap():
                    made = app.patients.save(values).id
                with change_watch.lap():
                    app.patients.save({"phone": f"139933{number:05d}"}, patient_id=made)
                with referral_watch.lap():
                    app.referrals.save_and_send(Desk(app).slip(hospital), made)
            return {
                "patients_before": 5_000,
                "durability": "WAL, synchronous=FULL, and the journal of unsent changes flushed",
                "new_patient": patient_watch.summary(),
                "changed_patient": change_watch.summary(),
                "referral_sent": referral_watch.summary(),
                "database_mb": round(app.paths.database.stat().st_size / 1e6, 1),
            }
