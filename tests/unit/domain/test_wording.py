from __future__ import annotations

import pickle

import pytest

from clinic_app.domain.wording import Message, Sentence, heard, joined, kept, named, say, told


def test_a_message_reads_as_its_chinese_sentence() -> None:
    assert str(say("{name}：{why}", name="电话", why=say("少 {n} 位", n=2))) == "电话：少 2 位"


def test_a_sentence_remembers_its_message() -> None:
    words = str(say("{n} 小时", n=5))
    assert isinstance(words, Sentence)
    assert words == "5 小时"
    assert words.message == Message("{n} 小时", {"n": 5})


def test_a_sentence_that_is_cut_or_joined_is_an_ordinary_text() -> None:
    words = str(say("已发出"))
    assert type(words + "。") is str
    assert type(" · ".join([words, words])) is str


def test_a_sentence_survives_a_worker_process() -> None:
    words = pickle.loads(pickle.dumps(str(say("{n} 小时", n=5))))
    assert isinstance(words, Sentence)
    assert words.message == say("{n} 小时", n=5)


def test_a_place_without_a_value_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        str(say("{n} 小时"))


def test_parts_put_together_remember_what_they_were_said_with() -> None:
    words = joined([say("{n} 小时", n=5), "", str(say("已发出")), "王"], say("；"))
    assert words == "5 小时；已发出；王"
    assert isinstance(words, Sentence)
    assert next(iter(words.message.params.values())) == say("{n} 小时", n=5)
    assert joined([]) == ""
    assert joined(["{王}"]) == "{王}"


@pytest.mark.parametrize(
    "words",
    [
        say("补齐了 {n} 条。", n=3),
        say("{when}：{what}", when=say("{n} 小时", n=5), what=str(say("已发出"))),
        joined([say("已发出"), say("{n} 小时", n=5)], say("；")),
        named("gender", "男"),
    ],
)
def test_a_kept_sentence_can_still_be_translated(words) -> None:
    again = told(kept(words))
    assert again == str(words)
    assert isinstance(again, Sentence)
    assert kept(again) == kept(words)
    if "{n}" in again.message.template:
        assert again.message.params == {"n": 3}


@pytest.mark.parametrize("text", ["", "连不上", "{王}", '{"say":', '{"say":"{n}","with":{},"codes":""}'])
def test_what_was_kept_as_plain_text_comes_back_as_it_is(text) -> None:
    assert told(kept(text)) == text


def test_a_sentence_of_another_program_can_be_translated_unless_it_might_hold_places() -> None:
    assert heard("登记码不对").message == say("登记码不对")  # type: ignore[attr-defined]
    for words in ("", "a {b} c", "}"):
        assert heard(words) == words
        assert type(heard(words)) is str
