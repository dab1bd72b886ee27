"""Runs a benchmark and prints what was measured, with the machine it was measured on."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

from tests.bench import clinic_bench, emergency_bench, exchange_bench, print_bench, sync_bench
from tests.bench.measuring import machine

BENCHES: dict[str, tuple[Callable[[int], dict[str, Any]], int, str]] = {
    "start": (clinic_bench.start, 20_000, "opening an installation of N patients up to its first list"),
    "search": (clinic_bench.search, 20_000, "finding one of N patients from the search box"),
    "save": (clinic_bench.save, 300, "saving N patients and N referrals, each on the disk"),
    "emergency": (emergency_bench.run, 20_000, "an emergency slip by keys alone, among N patients"),
    "print": (print_bench.run, 500, "slips, and N contact cards"),
    "exchange": (exchange_bench.run, 2_000, "N patients to a hub and down to a county desk, in time"),
    "sync": (sync_bench.run, 10_000, "N patients of 12 fields to a hub and down to a new PC, in bytes"),
}


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("name", choices=sorted(BENCHES))
    parser.add_argument("--records", type=int, help="size of the data")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    bench, usual, what = BENCHES[args.name]
    records = args.records if args.records is not None else usual
    if records < 1:
        parser.error("--records must be at least 1")
    report = {
        "bench": args.name,
        "what": what,
        "records": records,
        "machine": machine(),
    }
    with redirect_stdout(sys.stderr):  # the programs' own words; ours are the figures
        results = bench(records)
    # The figures of the wire stand at the top, where scripts look for them.
    report |= results if args.name == "sync" else {"results": results}
    if args.json:
        print(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        print(f"{args.name} ({what}), N = {records}")
        print("  " + ", ".join(f"{name} {value}" for name, value in report["machine"].items()))
        _lines(results, "  ")
    return 0


def _lines(results: dict[str, Any], indent: str) -> None:
    for name, value in results.items():
        if isinstance(value, dict):
            print(f"{indent}{name}")
            _lines(value, indent + "  ")
        else:
            print(f"{indent}{name}: {value}")


if __name__ == "__main__":
    sys.exit(main())
