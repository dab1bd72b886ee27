from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_app.domain.errors import NotAllowed, NotFound, Rejected
from clinic_app.services.app import App
from clinic_app.store import rows
from tests.helpers.clinic import clock_of
from tests.helpers.services import Desk

CARD = {"dept": "转诊办公室", "person": "孙红梅", "phone": "0933-8612345", "hours": "24小时"}


def test_our_card_travels_and_is_found_by_initials_and_number(app: App) -> None:
    saved = app.contact_cards.save(CARD)
    assert "contact_card" in saved.changes
    card = app.contact_cards.get(saved.id)
    assert (card.own, card.org_name, card.all_day, card.private) == (True, "白水镇卫生院", True, False)
    for text in ("孙红", "shm", "zzbgs", "8612", "白水 转诊"):
        assert [found.id for found in app.contact_cards.cards(text)] == [saved.id], text
    assert app.contact_cards.cards("呼吸") == ()


def test_a_card_needs_a_number_and_somebody(app: App) -> None:
    with pytest.raises(Rejected) as refused:
        app.contact_cards.save({"hours": "白天"})
    assert {problem.field for problem in refused.value.problems} == {"phone", "dept"}
    assert app.contact_cards.cards() == ()


def test_cards_age_and_are_checked(app: App) -> None:
    card = app.contact_cards.save({**CARD, "checked_on": "2026-11-20"}).id
    assert not app.contact_cards.get(card).stale
    clock_of(app).advance(timedelta(days=200))
    app.session.touch()
    [stale] = app.contact_cards.stale()
    assert stale.id == card
    app.contact_cards.checked(card)
    assert app.contact_cards.stale() == ()
    assert app.contact_cards.get(card).checked_text == "今天"


def test_a_card_is_changed_and_taken_out_with_a_reason(app: App) -> None:
    card = app.contact_cards.save(CARD).id
    app.contact_cards.save({**CARD, "phone": "139 9330 0044"}, card)
    assert app.contact_cards.get(card).phone_text == "139 9330 0044"
    with pytest.raises(Rejected):
        app.contact_cards.remove(card, " ")
    app.contact_cards.remove(card, "人员调动")
    assert app.contact_cards.cards() == ()
    assert rows.fetch(app.place.db, "contact_card", card)["_void_reason"] == "人员调动"


def test_a_note_about_another_institution_stays_here(app: App, desk: Desk) -> None:
    hospital = desk.hospital()
    before = app.place.db.execute("SELECT count(*) AS n FROM op")[0]["n"]
    saved = app.contact_cards.save({**CARD, "org_id": hospital, "dept": "心内科"})
    assert app.place.db.execute("SELECT count(*) AS n FROM op")[0]["n"] == before
    [card] = app.contact_cards.cards(org_id=hospital)
    assert (card.private, card.own, card.org_name) == (True, False, "崆峒县人民医院")
    app.contact_cards.save({**CARD, "org_id": hospital, "dept": "急诊科"}, saved.id)
    assert [c.dept for c in app.contact_cards.cards()] == ["急诊科"]
    app.contact_cards.remove(saved.id, "")
    assert app.contact_cards.cards() == ()
    with pytest.raises(NotFound):
        app.contact_cards.save({**CARD, "org_id": "X" * 22})


def test_another_institutions_own_card_is_not_ours_to_change(app: App, desk: Desk) -> None:
    hospital = desk.hospital()
    with app.place.unit(user_name="赵敏"):
        theirs = rows.insert(app.place.db, "contact_card", {**CARD, "org_id": hospital, "_owner": hospital})
    assert app.contact_cards.get(theirs).org_name == "崆峒县人民医院"
    with pytest.raises(NotAllowed):
        app.contact_cards.checked(theirs)
    with pytest.raises(NotAllowed):
        app.contact_cards.remove(theirs, "空号")
    assert app.contact_cards.stale() == ()
