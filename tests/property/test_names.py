"""Names: any text can be cleaned, checked and searched without surprises."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clinic_app.domain.names import (
    MOST_KEYS,
    check_name,
    clean_name,
    initials,
    readings,
    same_reading,
    search_keys,
    search_term,
)

han = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
names = st.text(han, min_size=1, max_size=6)
anything = st.text(
    st.characters(codec="utf-8") | st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF), max_size=60
)


@given(anything)
def test_any_text_is_survived(text):
    cleaned = clean_name(text)
    assert clean_name(cleaned) == cleaned
    check_name(cleaned)
    initials(text)
    assert len(readings(text)) <= MOST_KEYS
    for key in search_keys(text):
        assert key
        assert key == key.strip()


@given(names)
def test_a_name_is_found_by_its_beginning_and_by_initials(name):
    keys = search_keys(name)
    for length in range(1, len(name) + 1):
        assert any(key.startswith(search_term(name[:length])) for key in keys)
    for reading in readings(name):
        assert len(reading) == len(name)
        assert "".join(syllable[0] for syllable in reading) in keys


@given(names, names)
def test_sounding_alike_is_mutual(one, other):
    assert same_reading(one, one)
    assert same_reading(one, other) == same_reading(other, one)


@given(names)
def test_good_names_have_no_problems(name):
    assert check_name(clean_name(name)) == []
