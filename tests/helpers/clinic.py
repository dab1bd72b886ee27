"""A real installation for tests: encrypted file, keyring in memory, cheap hashes, a clock that stands."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

from clinic_app.domain.clock import FixedClock
from clinic_app.services.app import App
from clinic_app.services.setup import SetupForm, set_up
from clinic_app.services.workplace import Machine
from clinic_app.system.passwords import Passwords
from clinic_app.system.secrets import MemoryKeyRing, SealCost

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
"""Sunday 22 November 2026, noon in China."""
PASSWORD = "Baishui-2026!"


def services_machine(at: datetime = NOON, seed: int = 1) -> Machine:
    """Return the parts of a computer, cheap and the same every time."""
    return Machine(
        clock=FixedClock(at),
        entropy=random.Random(seed).randbytes,
        ring=MemoryKeyRing(),
        seal_cost=SealCost(time=1, memory_kib=64),
        passwords=Passwords(time_cost=1, memory_kib=64),
        workstation="门诊一",
    )


def township_form(**changes: object) -> SetupForm:
    """Return the wizard's form of a township clinic."""
    values: dict[str, object] = {
        "name": "白水镇卫生院",
        "level": "township",
        "phone": "0933-8612345",
        "address": "白水镇中街 8 号",
        "account_name": "李医生",
        "login": "lys",
        "password": PASSWORD,
        "account_phone": "13993312345",
        "account_dept": "全科",
    }
    return SetupForm(**{**values, **changes})  # type: ignore[arg-type]


def township(folder: Path, machine: Machine | None = None, **changes: object) -> App:
    """Return a new township clinic with its first account logged in."""
    return set_up(folder, township_form(**changes), machine=machine or services_machine()).app


def county(folder: Path, machine: Machine | None = None, **changes: object) -> App:
    """Return a new referral desk of a county hospital with its first account logged in."""
    values: dict[str, object] = {
        "name": "崆峒县人民医院",
        "level": "county",
        "role": "county",
        "account_name": "赵敏",
        "login": "zm",
        "account_dept": "双向转诊办公室",
        "departments": ("心内科", "呼吸内科"),
    }
    return set_up(
        folder, township_form(**{**values, **changes}), machine=machine or services_machine(seed=2)
    ).app


def clock_of(app: App) -> FixedClock:
    """Return the clock of a test installation."""
    clock = app.place.clock
    assert isinstance(clock, FixedClock)
    return clock
