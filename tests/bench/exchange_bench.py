"""How long an exchange takes: N patients and a tenth as many referrals to a real hub, and down again."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from clinic_app.services.app import App
from clinic_app.services.setup import set_up
from clinic_app.store import outbox
from clinic_app.system.secrets import MemoryKeyRing
from tests.bench.clinic_bench import fill, real_machine
from tests.bench.measuring import Stopwatch, seconds_of
from tests.helpers.clinic import township_form
from tests.helpers.hub_server import RunningHub
from tests.helpers.services import Desk


def run(records: int) -> dict[str, Any]:
    """Measure the first upload, an empty exchange, one small change, and the county's download."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        with RunningHub(base / "hub") as hub:
            clinic = _joined(base / "clinic", hub, "白水镇卫生院", "township", "TX")
            county = _joined(base / "county", hub, "崆峒县人民医院", "county", "CX", role="county")
            try:
                return _measured(clinic, county, records)
            finally:
                clinic.close()
                county.close()


def _joined(folder: Path, hub: RunningHub, name: str, level: str, prefix: str, role: str = "clinic") -> App:
    form = township_form(name=name, level=level, role=role, login="lys")
    app = set_up(folder, form, machine=real_machine(MemoryKeyRing())).app
    org = hub.add_organization(name, level=level, slip_prefix=prefix)
    app.sync_control.enrol(hub.ticket(org).line)
    app.sync_control.sync_now()
    return app


def _measured(clinic: App, county: App, records: int) -> dict[str, Any]:
    clinic.sync_control.sync_now()
    patients = fill(clinic, records)
    hospital = county.institution.id
    for patient in patients[: max(1, records // 10)]:
        clinic.referrals.save_and_send(Desk(clinic).slip(hospital), patient)
    operations = outbox.counts(clinic.place.reader).waiting
    up_s, up = seconds_of(clinic.sync_control.sync_now)
    [run_row] = clinic.sync_control.history(limit=1)
    nothing, change = Stopwatch(), Stopwatch()
    for number in range(10):
        with nothing.lap():
            clinic.sync_control.sync_now()
        clinic.patients.save({"phone": f"13993300{number:03d}"}, patient_id=patients[number % len(patients)])
        with change.lap():
            clinic.sync_control.sync_now()
    down_s, down = seconds_of(county.sync_control.sync_now)
    return {
        "hub": "SQLite, uvicorn, HTTP on loopback, a thread of this process: both ends share the cores",
        "operations": operations,
        "upload": {
            "seconds": round(up_s, 2),
            "sent": up.sent,
            "refused": up.refused,
            "per_second": round(operations / up_s),
            "last_round_bytes_up": run_row.bytes_up,
            "waiting_after": outbox.counts(clinic.place.reader).waiting,
        },
        "nothing_to_do": nothing.summary(),
        "one_change": change.summary(),
        "county_download": {
            "seconds": round(down_s, 2),
            "received": down.received,
            "per_second": round(down.received / down_s),
            "referrals": county.referrals.counts().to_do,
        },
        "digests_equal": {"clinic": up.digests_equal, "county": down.digests_equal},
    }
