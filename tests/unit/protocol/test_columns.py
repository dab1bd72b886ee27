from __future__ import annotations

import pytest

from clinic_app.protocol.columns import differences, runs, sums, unrun


@pytest.mark.parametrize("values", [[], [5], [5, 5, 7, 3], [0, 2**53, 1]])
def test_numbers_come_back_from_their_differences(values: list[int]) -> None:
    assert sums(differences(values)) == values


def test_small_steps_are_small_numbers() -> None:
    assert differences([182741, 182742, 182745]) == [182741, 1, 3]


@pytest.mark.parametrize("values", [[], ["a"], ["a", "a", "b", "a"], [None, None, 0]])
def test_values_come_back_from_their_runs(values: list[object]) -> None:
    assert unrun(runs(values)) == values


def test_repeated_values_are_counted() -> None:
    assert runs(["王医生"] * 3 + ["李医生"]) == ["王医生", 3, "李医生", 1]


def test_a_missing_count_is_no_run() -> None:
    with pytest.raises(ValueError, match="argument"):
        unrun(["a", 1, "b"])
