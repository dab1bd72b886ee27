from __future__ import annotations

import pickle

import pytest

from clinic_app.domain.wording import Message, Sentence, joined, say


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
