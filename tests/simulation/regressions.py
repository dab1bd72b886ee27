"""Scripts that once led to a violation, kept for ever: (name, seed, devices, steps)."""

from __future__ import annotations

REGRESSIONS = (
    (
        # A reader held what a restored hub had forgotten until its writer offered it again.
        "reader_ahead_of_a_restored_hub",
        18,
        ["town", "county", "town2"],
        [
            ("add_patient", 0),
            ("refer", 0),
            ("sync", 0),
            ("sync", 1),
            ("hub_backup", 4249263234),
            ("clone", 3797780450),
            ("kill_sync", 3014530778),
            ("refer", 1441346070),
            ("kill_sync", 2453696387),
            ("refer", 3300624905),
            ("sync", 1410892726),
            ("hub_restore", 3204602065),
        ],
    ),
    (
        # A hub put back unnoticed gives numbers out anew: only the check word of a cursor tells.
        "hub_slipped_back",
        77,
        ["town", "county", "town2"],
        [
            ("add_patient", 0),
            ("refer", 0),
            ("sync", 0),
            ("sync", 1),
            ("sync", 607139625),
            ("hub_slips_back", 1),
        ],
    ),
)

SEEDS = (51,)
"""Whole runs: 51 wrote empty unknown fields into records of one page with others that had them."""
