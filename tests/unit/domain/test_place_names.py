"""Institutions are found by the initials people type, also where a place is read in a way of its own."""

from __future__ import annotations

import pytest

from clinic_app.domain.names import initials
from clinic_app.domain.place_names import PLACE_READINGS, pieces


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("崆峒区人民医院", "ktqrmyy"),
        ("宕昌县中医医院", "tcxzyyy"),
        ("洪洞县人民医院", "htxrmyy"),
        ("单县中心医院", "sxzxyy"),
        ("朝阳镇卫生院", "cyzwsy"),
        ("长宁镇卫生院", "cnzwsy"),
        ("长治市人民医院", "czsrmyy"),
        ("长子县人民医院", "zzxrmyy"),
        ("泾川县长庆桥镇卫生院", "jcxcqqzwsy"),
        ("院长办公室", "yzbgs"),
        ("重庆医科大学", "cqykdx"),
        ("厦门市第一医院 2", "xmsdyyy2"),
    ],
)
def test_places_are_read_as_they_are_said(name: str, typed: str) -> None:
    assert initials(name) == typed


def test_every_reading_has_a_syllable_for_each_character() -> None:
    assert all(len(name) == len(reading) for name, reading in PLACE_READINGS.items())
    for name in PLACE_READINGS:
        assert "".join(part for part, _ in pieces(f"甲{name}乙")) == f"甲{name}乙"
