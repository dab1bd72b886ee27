from __future__ import annotations

from datetime import timedelta

from clinic_app.domain.wording import Sentence, say
from clinic_app.services.app import App
from clinic_app.store import notices
from tests.helpers.clinic import clock_of, township


def test_a_sentence_stays_until_it_is_read_and_a_later_one_longer(tmp_path) -> None:
    with township(tmp_path) as app:
        db = app.place.db
        notices.add(db, ["换用了新的编号。"])
        clock_of(app).advance(timedelta(minutes=1))
        notices.add(db, ["换用了新的编号。", "补齐了 1 条。"])  # said again: once, with the later time
        (first, second) = notices.unread(db)
        assert (first.text, second.text) == ("换用了新的编号。", "补齐了 1 条。")
        assert first.at == second.at
        clock_of(app).advance(timedelta(minutes=1))
        notices.add(db, ["又来一件。"])
        notices.note_read(db, second.at)
        assert [one.text for one in notices.unread(db)] == ["又来一件。"]
        for number in range(9):
            notices.add(db, [f"第 {number} 件"])
        assert len(notices.unread(db)) == notices.MOST
    with App.open(tmp_path, machine=app.place.machine) as again:
        assert notices.unread(again.place.db)[-1].text == "第 8 件"


def test_a_sentence_keeps_what_it_was_said_with_and_stands_once(tmp_path) -> None:
    with township(tmp_path) as app:
        for _ in range(2):
            notices.add(app.place.db, [say("补齐了 {n} 条。", n=2)])
        (one,) = notices.unread(app.place.db)
        assert one.text == "补齐了 2 条。"
        assert isinstance(one.text, Sentence)
        assert one.text.message == say("补齐了 {n} 条。", n=2)
