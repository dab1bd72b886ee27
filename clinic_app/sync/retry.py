"""When to try again after the line broke: soon at first, then less often, never not at all."""

from __future__ import annotations

from datetime import timedelta

FIRST = timedelta(seconds=15)
LONGEST = timedelta(minutes=10)


def pause(failures: int, chance: float) -> timedelta:
    """Return how long to wait after a number of failures in a row.

    Args:
        failures: 1 or more.
        chance: between 0 and 1; spreads the clinics of a county that lost its line at one moment.
    """
    doubled = FIRST * 2 ** min(failures - 1, 10)
    return min(LONGEST, doubled) * (0.75 + 0.5 * chance)
