"""The properties of the exchange, each by its name, over a world at rest; and where each is checked."""

from __future__ import annotations

from tests.simulation import checks_of_copies as copies
from tests.simulation import checks_of_questions as questions
from tests.simulation import checks_of_work as work
from tests.simulation.devices import ORGS
from tests.simulation.reading import Violation, hub_log, hub_records

AT_REST = (
    work.p18_nothing_waits,
    work.p18_only_what_is_wrong_is_refused,
    work.what_the_ledger_saw,
    copies.p6_nothing_was_skipped,
    copies.p6_no_row_before_a_cursor_is_missing,
    work.p1_every_operation_is_somewhere_exactly_once,
    work.p13_work_of_both_copies_survives,
    work.p14_a_restored_hub_has_everything_back,
    work.p14_what_any_file_showed_stands_again,
    work.p10_groups_are_whole,
    work.p11_unacknowledged_operations_are_immortal,
    work.p12_one_number_one_content,
    copies.p4_every_lane_equals_the_hubs,
    work.p2_no_value_is_silently_overwritten,
    questions.p2_nobody_is_asked_without_reason,
    questions.p2_whatever_joins_a_set_unseen_is_told,
    questions.p23_no_decision_is_lost,
    copies.p8_everything_inside_scope_arrived,
    work.p16_no_silent_return_or_removal,
    work.p16_absence_deletes_nothing,
    copies.p21_digests_agree,
    copies.p22_merged_patients_are_the_same_everywhere,
    copies.p23_decisions_are_the_same_everywhere,
    work.p25_what_was_saved_came_through_to_the_last_character,
    copies.p5_the_log_gives_back_everything,
)
"""Checked when all has come to rest, what must hold before the others mean anything first."""

_UNIT = "tests/simulation/test_properties.py::"

IN_EVERY = {
    "p5_the_log_gives_back_everything": 31,
    "p3_everything_again_changes_nothing": 31,
    "p20_idle_is_one_request": 9,
    "p6_no_row_before_a_cursor_is_missing": 9,
    "p21_any_difference_is_found_and_mended": 31,
    "p15_clocks_decide_nothing_that_matters": 509,
}
"""What costs near as much as a run itself is asked in every so many runs only: so there are more runs.

None of these numbers has a divisor in common with those of the mixtures (4, 10, 20): else a question would
meet one mixture only, for ever.
"""


def asked(check, seed):
    """Tell whether a check is for the run of a seed."""
    every = IN_EVERY.get(check.__name__, 1)
    return seed % every == 3 % every


PROPERTIES = {
    "P1": ["p1_every_operation_is_somewhere_exactly_once", "what_the_ledger_saw"],
    "P2": [
        "p2_no_value_is_silently_overwritten",
        "p2_nobody_is_asked_without_reason",
        "p2_whatever_joins_a_set_unseen_is_told",
        "p2_own_work_stays_on_the_screen",
        "what_the_ledger_saw",
    ],
    "P3": ["p3_everything_again_changes_nothing"],
    "P4": ["p4_every_lane_equals_the_hubs"],
    "P5": ["p5_the_log_gives_back_everything"],
    "P6": [
        "p6_nothing_was_skipped",
        "p6_no_row_before_a_cursor_is_missing",
        _UNIT + "test_p6_nothing_is_numbered_before_the_head_is_locked",
        "tests/unit/hub/test_concurrency.py::test_readers_by_cursor_get_all_that_was_committed",
    ],
    "P7": ["what_the_ledger_saw"],
    "P8": ["p8_everything_inside_scope_arrived"],
    "P9": ["p9_rows_and_cursors_agree"],
    "P10": ["p10_groups_are_whole", "p10_an_answer_is_taken_whole"],
    "P11": ["p11_unacknowledged_operations_are_immortal"],
    "P12": ["p12_one_number_one_content", "what_the_ledger_saw"],
    "P13": ["p13_work_of_both_copies_survives"],
    "P14": ["p14_a_restored_hub_has_everything_back", "p14_what_any_file_showed_stands_again"],
    "P15": ["p15_clocks_decide_nothing_that_matters"],
    "P16": ["p16_no_silent_return_or_removal", "p16_absence_deletes_nothing"],
    "P17": ["p4_every_lane_equals_the_hubs"],
    "P18": ["p18_nothing_waits", "p18_only_what_is_wrong_is_refused", "p12_one_number_one_content"],
    "P19": [_UNIT + "test_p19_a_line_that_breaks_every_three_seconds_brings_everything"],
    "P20": [
        "p20_idle_is_one_request",
        _UNIT + "test_p20_idle_exchange_is_one_small_request",
    ],
    "P21": ["p21_digests_agree", "p21_any_difference_is_found_and_mended"],
    "P22": ["p22_merged_patients_are_the_same_everywhere"],
    "P23": ["p23_decisions_are_the_same_everywhere", "p23_no_decision_is_lost"],
    "P24": [
        "tests/unit/hub/test_blobs.py::test_what_does_not_hash_to_its_name_is_not_kept",
        "tests/unit/sync/test_file_carrier.py::"
        "test_what_does_not_hash_to_its_name_is_thrown_away_and_fetched_again",
    ],
    "P25": [
        "p25_what_was_saved_came_through_to_the_last_character",
        "what_the_ledger_saw",
        "tests/disasters/test_16_one_bad_record.py::test_odd_texts_come_back_byte_for_byte",
    ],
}
"""Where each property is checked: a function of the simulation, or a test by its path."""

__all__ = ["AT_REST", "ORGS", "PROPERTIES", "Violation", "asked", "hub_log", "hub_records"]
