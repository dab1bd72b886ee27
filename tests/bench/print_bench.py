"""How long paper takes and how large it is: first slip of a process, warm slips, 500 contact cards.

Beside the time on the clock stands the processor's own: it is the same on a machine that others use too.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from typing import Any

from clinic_app.reports.print_options import PrintOptions
from clinic_app.reports.referral_slip import OutSlip, set_slip

_SLIP = OutSlip(
    patient_name="张䶮",
    gender="1",
    age="68岁",
    home_address="崆峒区白水镇东沟村3组17号",
    phone="13993300017",
    to_org="崆峒区人民医院",
    to_dept="心血管内科",
    impression="不稳定型心绞痛；高血压病3级",
    present_illness="反复胸闷、胸痛3年，加重2天，休息时发作，每次约10分钟。" * 4,
    past_history="高血压病12年，最高190/115mmHg。",
    treatment="阿司匹林300mg嚼服，硝酸甘油0.5mg舌下含服，吸氧。",
    from_org="白水镇中心卫生院",
    from_phone="0933-8612001",
)
_CODE = "ZZ1:" + "ABCDEF0123456789" * 38
_FIRST = (
    "import time; start = time.perf_counter()\n"
    "from tests.bench.print_bench import one_slip\n"
    "one_slip()\n"
    "print(time.perf_counter() - start, time.process_time())\n"
)


def one_slip(number: int = 0) -> bytes:
    """Return a usual slip with a code of its own."""
    return set_slip(_SLIP, PrintOptions(code_text=f"{_CODE}{number:04}")).pdf


def _summary(taken: list[tuple[float, float]]) -> dict[str, Any]:
    """Return median, best and worst on the clock, and the median the processor worked, in seconds."""
    clock = [one for one, _ in taken]
    return {
        "median_s": round(statistics.median(clock), 4),
        "best_s": round(min(clock), 4),
        "worst_s": round(max(clock), 4),
        "cpu_s": round(statistics.median([one for _, one in taken]), 4),
    }


def first_slip(runs: int = 7) -> dict[str, Any]:
    """Measure a fresh process up to its first slip, imports and fonts included."""
    taken: list[tuple[float, float]] = []
    for _ in range(runs):
        done = subprocess.run([sys.executable, "-c", _FIRST], capture_output=True, text=True, check=True)
        clock, cpu = done.stdout.split()
        taken.append((float(clock), float(cpu)))
    return _summary(taken)


def warm_slip(runs: int = 30) -> dict[str, Any]:
    """Measure a slip when fonts are loaded: seconds and size in kB."""
    size = len(one_slip())
    taken: list[tuple[float, float]] = []
    for number in range(1, runs + 1):
        start, worked = time.perf_counter(), time.process_time()
        one_slip(number)
        taken.append((time.perf_counter() - start, time.process_time() - worked))
    return {**_summary(taken), "size_kb": round(size / 1024, 1)}


def contact_cards(count: int = 500) -> dict[str, Any]:
    """Measure a village's cards ten to a sheet, both sides: seconds and size in kB."""
    # Not above: the first slip of a program must not wait for them.
    from clinic_app.reports.contact_card import ReferralCard, render_card_sheets

    cards = [
        ReferralCard(
            name=f"王建国{n}", gender="1", age="68岁", archive_no=f"620802103101{n:05}",
            to_org="崆峒区人民医院",
            to_dept="心血管内科", to_phone="0933-8612345", from_phone="0933-8612001", doctor="李明",
        )
        for n in range(count)
    ]  # fmt: skip
    start, worked = time.perf_counter(), time.process_time()
    size = len(render_card_sheets(cards))
    return {
        "cards": count,
        "seconds": round(time.perf_counter() - start, 2),
        "cpu_s": round(time.process_time() - worked, 2),
        "size_kb": round(size / 1024, 1),
    }


def run(records: int = 500) -> dict[str, Any]:
    """Measure everything about paper."""
    return {"first_slip": first_slip(), "warm_slip": warm_slip(), "contact_cards": contact_cards(records)}
