"""Finding codes the way people type."""

from __future__ import annotations

from clinic_app.domain.codes import CodeList, make_code

ETHNIC = CodeList(
    "ethnic",
    "民族",
    "GB/T 3304",
    "1991",
    "",
    (
        make_code("01", "汉族"),
        make_code("03", "回族"),
        make_code("05", "维吾尔族"),
        make_code("15", "土家族", extra={"alias": "毕兹卡", "alias_initials": "bzk"}),
        make_code("30", "土族"),
    ),
)


def found(text: str) -> list[str]:
    return [code.code for code in ETHNIC.search(text)]


def test_by_number_initials_and_text():
    assert found("03") == ["03"]
    assert found("0") == ["01", "03", "05"]
    assert found("hz") == ["01", "03"]
    assert found("wwe") == ["05"]
    assert found("土") == ["30", "15"]
    assert found("吾尔") == ["05"]
    assert found("毕兹") == ["15"]
    assert found("bzk") == ["15"]
    assert found("没有") == []


def test_several_words_must_all_fit():
    assert found("土 家") == ["15"]
    assert found("土 没有") == []


def test_nothing_typed_shows_the_head():
    assert [code.code for code in ETHNIC.search("", 2)] == ["01", "03"]
    assert [code.code for code in ETHNIC.search("族", 3)] == ["01", "03", "30"]


def test_names_of_codes():
    assert ETHNIC.name_of("03") == "回族"
    assert ETHNIC.name_of("66") == "其他（66）"
    assert ETHNIC.name_of("") == ""
    assert "03" in ETHNIC
    assert "66" not in ETHNIC
    assert str(ETHNIC.get("03")) == "03 回族"


def test_an_entry_is_found_by_its_written_name():
    hui = ETHNIC.find_name("回")
    assert hui is not None
    assert hui.code == "03"
    assert ETHNIC.find_name("回族 ") == hui
    assert ETHNIC.find_name("火星") is None


def test_further_entries_replace_and_append():
    more = ETHNIC.merged([make_code("01", "汉"), make_code("97", "其他")], "本县")
    assert [code.code for code in more] == ["01", "03", "05", "15", "30", "97"]
    assert more.name_of("01") == "汉"
    assert ETHNIC.name_of("01") == "汉族"
