from __future__ import annotations

import pytest

from clinic_app.domain.errors import NotAllowed, NotFound, Rejected
from clinic_app.services.app import App
from clinic_app.store import rows
from tests.helpers.services import Desk


def card(app: App, org: str, **values: str) -> None:
    with app.place.unit():
        rows.insert(app.place.db, "contact_card", {"org_id": org, **values})


def test_institutions_are_found_by_initials_and_words(app: App, desk: Desk) -> None:
    people = desk.hospital("崆峒县人民医院", short_name="县医院")
    chinese = desk.hospital("崆峒县中医医院")
    assert [one.code for one in app.directory.search("xyy")] == [people]
    assert [one.code for one in app.directory.search("ktxzy")] == [chinese]
    assert [one.code for one in app.directory.search("中医")] == [chinese]
    assert {one.code for one in app.directory.search("")} == {people, chinese}
    app.directory.hide_partner(chinese)
    assert app.directory.search("中医") == ()
    assert len(app.directory.partners(hidden=True)) == 2


def test_departments_come_with_their_telephones(app: App, desk: Desk) -> None:
    org = desk.hospital()
    card(app, org, dept="心内科", phone="0933-8111111", checked_on="2026-11-01")
    found = app.directory.departments(org)
    assert [(one.name, one.note) for one in found] == [("心内科", "0933-8111111"), ("呼吸内科", "")]
    assert [one.name for one in app.directory.departments(org, "hx")] == ["呼吸内科"]
    unlisted = app.directory.save_partner({"name": "某医院", "level": "county"}).id
    assert len(app.directory.departments(unlisted)) > 5


def test_whom_to_ring(app: App, desk: Desk) -> None:
    org = desk.hospital()
    switchboard = app.directory.phone_for(org, "心内科")
    assert switchboard is not None
    assert (switchboard.phone, switchboard.source, switchboard.stale) == ("0933-8222222", "switchboard", True)
    card(app, org, dept="双向转诊办公室", phone="0933-8333333", checked_on="2026-11-01")
    desk_card = app.directory.phone_for(org, "心内科")
    assert desk_card is not None
    assert (desk_card.phone, desk_card.source, desk_card.stale) == ("0933-8333333", "desk", False)
    card(app, org, dept="心内科", person="孙主任", phone="0933-8111111", checked_on="2025-01-01")
    found = app.directory.phone_for(org, "心内科")
    assert found is not None
    assert (found.phone, found.person, found.stale) == ("0933-8111111", "孙主任", True)
    assert app.directory.phone_for("x" * 22) is None


def test_the_direction_follows_from_the_levels(app: App, desk: Desk) -> None:
    assert app.directory.direction_to(desk.hospital()) == "up"
    assert app.directory.direction_to(desk.hospital("邻镇卫生院", level="township")) == "lateral"
    assert app.directory.direction_to(desk.hospital("王家沟村卫生室", level="village")) == "down"


def test_our_own_card_is_changed_here_until_the_county_keeps_it(app: App) -> None:
    own = app.directory.own()
    app.directory.save_own({"name": "白水镇中心卫生院", "level": "township", "slip_prefix": "BSZX"})
    assert (app.institution.name, app.institution.slip_prefix) == ("白水镇中心卫生院", "BSZX")
    with pytest.raises(Rejected):
        app.directory.save_own({"name": ""})
    with app.place.unit(), app.place.db.applying():
        app.place.db.execute(
            "INSERT INTO organization(id, name, _owner, slip_prefix) VALUES (?, '白水卫生院', ?, 'BS')",
            (own.id, own.id),
        )
    assert (app.institution.name, app.institution.slip_prefix) == ("白水卫生院", "BS")
    with pytest.raises(NotAllowed):
        app.directory.save_own({"name": "别的名字"})


def test_an_institution_of_the_county_is_not_changed_here(app: App, desk: Desk) -> None:
    org = desk.hospital()
    with app.place.unit(), app.place.db.applying():
        app.place.db.execute(
            "INSERT INTO organization(id, name, _owner) VALUES (?, '崆峒县人民医院', ?)", (org, org)
        )
    with pytest.raises(NotAllowed):
        app.directory.save_partner({"name": "改名"}, org)
    with pytest.raises(NotFound):
        app.directory.hide_partner("x" * 22)
