"""Folding bytes into QR text: back and forth, and nothing but the one text is taken."""

from __future__ import annotations

import base45
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.protocol.folded_text import fold, unfold


@given(st.binary(max_size=200))
def test_what_was_folded_comes_back(plain):
    assert unfold(fold(plain), most=200) == plain


@given(st.binary(min_size=1, max_size=60), st.integers(0, 7))
def test_bits_after_the_end_are_noticed(plain, bit):
    packed = bytearray(base45.b45decode(fold(plain)))
    packed[-1] ^= 1 << bit
    try:
        other = unfold(base45.b45encode(bytes(packed)).decode(), most=60)
    except ValueError:
        return
    assert other != plain


@pytest.mark.parametrize("text", ["", "ABC", "/////", "::::", "é"])
def test_other_texts_are_refused(text):
    with pytest.raises(ValueError, match="not a folded text"):
        unfold(text, most=60)


def test_too_much_is_refused():
    with pytest.raises(ValueError, match="not a folded text"):
        unfold(fold(b"a" * 1000), most=999)
