from __future__ import annotations

import pytest

from clinic_app.store import contact_cards, directory
from clinic_app.store.unit_of_work import UnitOfWork
from tests.unit.store.conftest import COUNTY, ORG


@pytest.fixture
def from_hub(db):
    def write(kind, **values):
        with UnitOfWork(db, user_name="") as work:
            with db.applying():
                names = ", ".join(values)
                marks = ", ".join("?" * len(values))
                db.execute(f"INSERT INTO {kind}({names}) VALUES ({marks})", list(values.values()))
            work.commit()

    write("organization", id=ORG, code="A1", name="北山镇卫生院", slip_prefix="BSZ")
    write(
        "organization", id=COUNTY, code="B1", name="县人民医院", departments='["内科",{"name":"心血管内科"}]'
    )
    write("organization", id="C" * 22, code="C1", name="县中医院", departments="not json")
    return write


def names(db, **choice):
    return [partner.name for partner in directory.partners(db, **choice)]


def test_partners_are_all_but_ourselves(db, from_hub):
    assert names(db) == ["县中医院", "县人民医院"]
    assert directory.partner(db, COUNTY).departments == ("内科", "心血管内科")
    assert directory.partner(db, "C" * 22).departments == ()
    assert directory.partner(db, ORG).name == "北山镇卫生院"
    assert directory.partner(db, "absent") is None
    assert directory.organization(db, ORG)["slip_prefix"] == "BSZ"
    assert directory.organization(db, "absent") is None
    assert directory.by_code(db, "B1")["id"] == COUNTY


def test_the_most_used_partner_comes_first(db, save, from_hub):
    for _ in range(2):
        save("referral", patient_id="P", direction="up", from_org=ORG, to_org=COUNTY)
    assert names(db) == ["县人民医院", "县中医院"]


def test_a_partner_entered_by_hand_serves_until_the_hub_knows_it(db, from_hub):
    made = directory.save_partner(
        db, {"name": "市第一医院", "phone": "0933-8000000"}, departments=("急诊科",)
    )
    found = directory.partner(db, made)
    assert (found.name, found.departments, found.listed) == ("市第一医院", ("急诊科",), False)
    directory.save_partner(db, {"name": "市一院"}, partner_id=made)
    assert "市一院" in names(db)
    from_hub("organization", id=made, name="市第一人民医院")
    assert names(db).count("市一院") == 0
    assert directory.partner(db, made).listed
    # Nothing of this travels: the directory belongs to the hub.
    assert db.execute("SELECT * FROM op") == []


def test_a_hidden_partner_is_not_offered_but_still_known(db, from_hub):
    directory.hide_partner(db, COUNTY)
    assert names(db) == ["县中医院"]
    assert len(names(db, hidden=True)) == 2
    assert directory.partner(db, COUNTY).hidden
    directory.hide_partner(db, COUNTY, hidden=False)
    assert len(names(db)) == 2


def test_device_keys_keep_revoked_ones(db, from_hub):
    from_hub("device_key", id="K1", org_id=COUNTY, public_key="a", enrolled_at="2026-01-01T00:00:00.000Z")
    from_hub(
        "device_key",
        id="K2",
        org_id=ORG,
        public_key="b",
        enrolled_at="2025-01-01T00:00:00.000Z",
        revoked_at="2026-02-01T00:00:00.000Z",
    )
    assert [(key["id"], key["org_name"]) for key in directory.device_keys(db)] == [
        ("K2", "北山镇卫生院"),
        ("K1", "县人民医院"),
    ]
    assert [key["id"] for key in directory.device_keys(db, org_id=COUNTY)] == ["K1"]


def test_contact_cards_by_institution_and_age(db, save, from_hub):
    heart = save("contact_card", org_id=COUNTY, dept="心血管内科", person="陈立", checked_on="2026-11-01")
    desk = save("contact_card", org_id=COUNTY, dept="双向转诊办", person="周敏", checked_on="2026-03-01")
    own = save("contact_card", org_id=ORG, dept="门诊", person="王秀兰")
    found = contact_cards.cards(db)
    assert [(card["id"], card["org_name"]) for card in found] == [
        (own, "北山镇卫生院"),
        (desk, "县人民医院"),
        (heart, "县人民医院"),
    ]
    assert [card["id"] for card in contact_cards.cards(db, org_id=COUNTY, dept="心血管内科")] == [heart]
    assert [card["id"] for card in contact_cards.unchecked_since(db, "2026-06-01")] == [own, desk]
    assert contact_cards.unchecked_since(db, "2026-06-01", owner=COUNTY) == []
