"""A fixed share of the simulation, every kept regression, and proof that it sees the bugs of others."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from tests.simulation.__main__ import attempt, main, minimise
from tests.simulation.checks import IN_EVERY, PROPERTIES, asked
from tests.simulation.mutants import MUTANTS, mutated
from tests.simulation.regressions import REGRESSIONS, SEEDS
from tests.simulation.script import SWARMING, make_script
from tests.simulation.world import CONTENTS_DAILY, IN_BYTES

SHARE = (*range(1, 25), 96, 220, 282)
"""The last three are asked every dear question: a run with sticks and twins, one of losses, a swarm."""

STEPS = 60

KILLED_BY = {
    "cursor_skips": 1,
    "cursor_before_rows": 17,
    "hub_restore_unnoticed": 20,
    "copies_share_an_identity": 12,
    "clock_decides": 1,
    "last_to_arrive_wins": 1,
    "whole_row_wins": 1,
    "loser_hidden": 1,
    "edit_during_sync_overwritten": 127,
    "edit_in_flight_taken_for_sent": 8,
    "silence_taken_for_success": 2,
    "echo_hides_merges": 18,
    "bad_record_blocks": 9,
    "refused_deleted": 9,
    "old_rows_not_granted": 1,
    "revoked_rows_stay": 14,
    "sight_without_limits": 1,
    "removals_forgotten": 12,
    "merged_taken_for_seen": 52,
    "units_taken_in_part": 9,
    "retry_applied_twice": 1,
    "page_splits_equal_numbers": 5,
    "shared_again_without_content": 1,
    "edit_revives_silently": 7,
    "unknown_fields_dropped": 6,
    "characters_made_alike": 48,
    "removal_beats_edit": 2,
    "after_care_not_granted": 1,
    "emptying_is_no_change": 15,
    "own_past_disagrees": 96,
    "long_ago_is_forgotten": 3,
    "waiting_work_brought_by_every_copy": 12,
    "word_not_checked": "hub_slipped_back",
    "answer_taken_in_parts": 17,
    "answers_of_others_taken": "answer_to_an_earlier_request",
    "undoing_taken_for_a_decision": "undone_after_it_was_replaced",
    "removal_buries_what_comes_after": 7,
    "slower_transaction_passed_over": 3,
    "kind_not_captured": 8,
    "news_of_a_referral_not_granted": 1,
    "questions_not_granted": 1,
    "referral_seen_by_all_who_see_its_patient": 1,
    "second_decision_dropped": 585,
    "same_word_taken_for_ones_own": 7,
    "additions_to_sets_not_told": 5,
    "safety_merged_by_itself": 5,
    "hub_decides_by_itself": 2,
    "both_sides_signed_by_one": 5,
    "removal_ignores_elements": 234,
    "refused_taken_for_acknowledged": 9,
    "honest_work_refused": 3,
    "left_is_deleted": 14,
    "absent_is_deleted": 3,
    "reason_of_removal_lost": 12,
    "equality_believed": 3,
    "merged_by_one_step": 60,
    "lane_file_not_whole": 3,
    "read_to_where_one_wrote": 4,
    "page_ends_in_a_unit": 9,
}
"""Every mutant and the first seed that kills it, or the kept script that does."""


@pytest.mark.parametrize("seed", sorted({*SHARE, *SEEDS}))
def test_a_run_breaks_no_property(seed):
    assert attempt(seed, *make_script(seed, STEPS)) is None


@pytest.mark.parametrize("kept", REGRESSIONS, ids=[one[0] for one in REGRESSIONS])
def test_what_failed_once_never_fails_again(kept):
    _, seed, devices, steps = kept
    assert attempt(seed, devices, steps) is None


@pytest.mark.parametrize("name", MUTANTS)
def test_a_known_bug_is_seen_as_a_broken_property(name):
    # Which statement a process dies at changes with the program: the seeds after the noted one stand by.
    first = KILLED_BY[name]
    kept = [one[1:] for one in REGRESSIONS if one[0] == first]
    runs = kept or ((seed, *make_script(seed, STEPS)) for seed in range(first, first + 60))
    with mutated(name):
        found = (attempt(*run) for run in runs)
        killed = next((violation for violation in found if violation is not None), None)
    assert killed is not None
    assert killed.name in PROPERTIES


MIXTURES = {
    "usual": lambda seed: seed % 2 == 1,
    "more": lambda seed: seed % 4 == 0,
    "losses": lambda seed: seed % 20 == 0,
    "swarm": lambda seed: seed % 10 == SWARMING,
}


@pytest.mark.parametrize("mixture", MIXTURES)
def test_every_dear_question_meets_every_mixture(mixture):
    """One that is asked of one mixture only, for ever, proves nothing of sticks, twins and restores."""
    seeds = [seed for seed in range(25_000) if MIXTURES[mixture](seed)]
    for name, every in IN_EVERY.items():
        met = sum(asked(SimpleNamespace(__name__=name), seed) for seed in seeds)
        assert met == pytest.approx(len(seeds) / every, rel=0.3), name
    assert sum(seed % IN_BYTES == 1 for seed in seeds) == pytest.approx(len(seeds) / IN_BYTES, rel=0.1)
    daily = sum(seed % CONTENTS_DAILY == 2 for seed in seeds)
    assert daily == pytest.approx(len(seeds) / CONTENTS_DAILY, rel=0.1)


def test_a_mutant_leaves_nothing_behind():
    from clinic_app.domain import merge

    before = merge.unseen
    with mutated("last_to_arrive_wins"):
        assert merge.unseen is not before
    assert merge.unseen is before


def test_one_seed_is_one_story():
    assert make_script(7, STEPS) == make_script(7, STEPS)
    assert make_script(7, STEPS) != make_script(8, STEPS)


def test_the_command_tells_the_seed_and_a_small_script(capsys):
    assert main(["--runs", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["runs"], found["steps"], found["violations"], found["failing_seeds"]) == (1, STEPS, 0, [])
    assert found["seconds"] >= 0
    assert main(["--runs", "1", "--mutant", "whole_row_wins"]) == 1
    assert "seed 1: P2" in capsys.readouterr().out
    assert main(["--runs", "1", "--mutant", "whole_row_wins", "--json"]) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["failing_seeds"] == [1]
    assert "script [('add_patient', 0)," in told.err
    assert main(["--mutant", "list"]) == 0
    assert set(MUTANTS) <= {line.partition(":")[0] for line in capsys.readouterr().out.splitlines()}


def test_a_failing_script_gets_smaller():
    with mutated("whole_row_wins"):
        devices, script = make_script(1, STEPS)
        problem = attempt(1, devices, script)
        small = minimise(1, devices, script, problem, most=12)
        assert len(small) < len(script)
        assert attempt(1, devices, small) is not None
