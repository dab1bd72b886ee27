"""``python -m tests.simulation``: many runs, each from its seed; a violation prints seed and script."""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from contextlib import contextmanager

from tests.simulation.checks import Violation
from tests.simulation.mutants import MUTANTS, mutated
from tests.simulation.script import make_script, run_script

COLLECTED = 500
"""After every so many runs the garbage of all is looked for; a world takes itself apart when it ends."""


def main(argv=None):
    parser = argparse.ArgumentParser(prog="python -m tests.simulation")
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--mutant", default="", help="re-introduce a known bug; 'list' names them")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep-going", action="store_true", help="do not stop at the first violation")
    args = parser.parse_args(argv)
    if args.mutant == "list":
        for name, mutant in MUTANTS.items():
            print(f"{name}: {mutant.__doc__}")
        return 0
    if args.mutant and args.mutant not in MUTANTS:
        parser.error(f"there is no mutant {args.mutant}; --mutant list names them")
    with mutated(args.mutant), seldom_collected():
        result = run_many(args.first_seed, args.runs, args.steps, keep_going=args.keep_going)
    report = result.pop("reports")
    if args.json:
        print(json.dumps(result, ensure_ascii=False))
        print(*report, sep="\n", end="", file=sys.stderr)
    else:
        print(
            f"{result['runs']} runs, {result['steps']} steps, {result['seconds']} s, "
            f"{result['violations']} violations"
        )
        for text in report:
            print(text)
    return 1 if result["violations"] else 0


def run_many(first, runs, steps, *, keep_going=False):
    began = time.monotonic()
    failing, reports, done = [], [], 0
    for seed in range(first, first + runs):
        done += 1
        if done % COLLECTED == 0:
            gc.collect()
        devices, script = make_script(seed, steps)
        problem = attempt(seed, devices, script)
        if problem is not None:
            failing.append(seed)
            smallest = minimise(seed, devices, script, problem)
            reports.append(f"seed {seed}: {problem}\n  devices {devices}\n  script {smallest}")
            if not keep_going:
                break
    return {
        "runs": done,
        "steps": done * steps,
        "violations": len(failing),
        "seconds": round(time.monotonic() - began, 2),
        "failing_seeds": failing,
        "reports": reports,
    }


@contextmanager
def seldom_collected():
    """Look for garbage in circles only between runs: they leave little behind."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def attempt(seed, devices, script, hub_url=""):
    """Return the violation a script leads to, or None. A crash of the code under test is one too."""
    try:
        run_script(seed, devices, script, hub_url)
    except Violation as violation:
        return violation
    except Exception as error:
        return Violation("crash", f"{type(error).__name__}: {error}")
    return None


def minimise(seed, devices, script, problem, most=150):
    """Return a shorter script that still breaks the same property."""
    best, tries, size = list(script), 0, max(1, len(script) // 2)
    while size >= 1 and tries < most:
        start = 4
        while start < len(best) and tries < most:
            shorter = best[:start] + best[start + size :]
            tries += 1
            again = attempt(seed, devices, shorter)
            if again is not None and again.name == problem.name:
                best = shorter
            else:
                start += size
        size //= 2
    return best


if __name__ == "__main__":
    sys.exit(main())
