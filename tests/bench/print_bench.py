"""How long paper takes and how large it is: first slip of a process, warm slips, 500 contact cards."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from typing import Any

from clinic_app.reports.contact_card import ReferralCard, render_card_sheets
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
    "print(time.perf_counter() - start)\n"
)


def one_slip(number: int = 0) -> bytes:
    """Return a usual slip with a code of its own."""
    return set_slip(_SLIP, PrintOptions(code_text=f"{_CODE}{number:04}")).pdf


def first_slip(runs: int = 3) -> dict[str, Any]:
    """Measure a fresh process up to its first slip, imports and fonts included, in seconds."""
    times = []
    for _ in range(runs):
        done = subprocess.run([sys.executable, "-c", _FIRST], capture_output=True, text=True, check=True)
        times.append(float(done.stdout))
    return {"median_s": round(statistics.median(times), 3), "worst_s": round(max(times), 3)}


def warm_slip(runs: int = 30) -> dict[str, Any]:
    """Measure a slip when fonts are loaded: seconds and size in kB."""
    size = len(one_slip())
    times = []
    for number in range(1, runs + 1):
        start = time.perf_counter()
        one_slip(number)
        times.append(time.perf_counter() - start)
    return {
        "median_s": round(statistics.median(times), 4),
        "worst_s": round(max(times), 4),
        "size_kb": round(size / 1024, 1),
    }


def contact_cards(count: int = 500) -> dict[str, Any]:
    """Measure a village's cards ten to a sheet, both sides: seconds and size in kB."""
    cards = [
        ReferralCard(
            name=f"王建国{n}", gender="1", age="68岁", archive_no=f"620802103101{n:05}",
            to_org="崆峒区人民医院",
            to_dept="心血管内科", to_phone="0933-8612345", from_phone="0933-8612001", doctor="李明",
        )
        for n in range(count)
    ]  # fmt: skip
    start = time.perf_counter()
    size = len(render_card_sheets(cards))
    return {
        "cards": count,
        "seconds": round(time.perf_counter() - start, 2),
        "size_kb": round(size / 1024, 1),
    }


def run(records: int = 500) -> dict[str, Any]:
    """Measure everything about paper."""
    return {"first_slip": first_slip(), "warm_slip": warm_slip(), "contact_cards": contact_cards(records)}
