from __future__ import annotations

import json

import pytest

from clinic_app.domain.errors import NotFound, Rejected
from clinic_app.hub.directory import (
    find_organization,
    import_organizations,
    organization,
    organizations,
    read_organizations,
    save_contact_card,
    save_organization,
)


@pytest.fixture
def save(database, clock, entropy):
    def save_one(fields, org_id=""):
        with database.transaction() as tx:
            return save_organization(tx, fields, now=clock.now(), entropy=entropy, org_id=org_id)

    return save_one


@pytest.fixture
def load(database, clock, entropy):
    def load_all(text):
        with database.transaction() as tx:
            return import_organizations(tx, read_organizations(text), now=clock.now(), entropy=entropy)

    return load_all


def test_an_institution_is_written_through_the_log(database, save):
    org_id = save({"name": "南湖镇卫生院", "level": "township", "departments": "内科、外科，儿科"})
    with database.transaction() as tx:
        org = organization(tx, org_id)
        (row,) = tx.all("SELECT ent, rec_id, epoch_no, user_name FROM op_log")
        feed = tx.all("SELECT org_id, lane FROM feed")
    assert (org.name, org.slip_prefix, org.departments) == ("南湖镇卫生院", "NHZW", ("内科", "外科", "儿科"))
    assert row == {"ent": "organization", "rec_id": org_id, "epoch_no": 0, "user_name": "县平台"}
    assert feed == [{"org_id": "*", "lane": "ref"}]


def test_an_edit_sends_only_what_changed(database, save):
    org_id = save({"name": "南湖镇卫生院", "phone": "0933-2521120"})
    save({"name": "南湖镇卫生院", "phone": "0933-2521121"}, org_id)
    save({"phone": "0933-2521121"}, org_id)
    with database.transaction() as tx:
        rows = tx.all("SELECT sets FROM op_log ORDER BY hub_seq")
    assert len(rows) == 2
    assert json.loads(rows[1]["sets"]) == {"phone": "0933-2521121"}


def test_slip_prefixes_and_codes_belong_to_one_institution(save):
    save({"name": "南湖镇卫生院", "slip_prefix": "NH", "code": "X1"})
    with pytest.raises(Rejected) as caught:
        save({"name": "另一家卫生院", "slip_prefix": "NH", "code": "X1"})
    assert {p.code for p in caught.value.problems} == {"slip_prefix.taken", "code.taken"}


def test_a_suggested_prefix_that_is_taken_gets_a_number(database, save):
    save({"name": "南湖镇卫生院"})
    second = save({"name": "宁化镇卫生院"})
    with database.transaction() as tx:
        assert organization(tx, second).slip_prefix == "NHZW2"


@pytest.mark.parametrize(
    "fields",
    [{}, {"name": ""}, {"name": "长" * 71}, {"name": "甲", "boss": "x"}, {"name": "甲", "slip_prefix": "no"}],
)
def test_what_is_not_in_order_is_not_written(database, save, fields):
    with pytest.raises(Rejected):
        save(fields)
    with database.transaction() as tx:
        assert tx.all("SELECT * FROM op_log") == []


def test_csv_with_chinese_captions_and_json_say_the_same(load, database):
    assert load("\ufeff机构名称,机构编码,科室\n静宁县人民医院,H001,心内科、神经内科\n\n") == (1, 0)
    row = {"name": "静宁县人民医院", "code": "H001", "departments": ["心内科", "神经内科"]}
    assert load(json.dumps([row], ensure_ascii=False)) == (0, 1)
    with database.transaction() as tx:
        (org,) = organizations(tx)
    assert org.departments == ("心内科", "神经内科")


def test_an_import_is_all_or_nothing_and_names_the_rows(load, database):
    with pytest.raises(Rejected) as caught:
        load("name,code\n静宁县人民医院,H001\n,H002\n" + "长" * 80 + ",H003\n")
    assert "第 2 行" in str(caught.value)
    assert "第 3 行" in str(caught.value)
    with database.transaction() as tx:
        assert organizations(tx) == []


@pytest.mark.parametrize("text", ["[1]", "[", '{"a":', "甲,乙\n1,2"])
def test_a_file_that_is_no_list_of_institutions_is_refused(load, text):
    with pytest.raises(Rejected):
        load(text)


def test_an_institution_is_found_by_what_people_call_it(database, save):
    first = save({"name": "南湖镇卫生院", "code": "H001", "short_name": "南湖"})
    save({"name": "城川镇卫生院"})
    with database.transaction() as tx:
        for words in (first, "H001", "NHZW", "南湖", "南湖镇卫生院"):
            assert find_organization(tx, words).id == first
        with pytest.raises(NotFound):
            find_organization(tx, "北湖")


def test_a_name_that_two_share_is_not_guessed(database, save):
    save({"name": "南湖镇卫生院", "short_name": "南湖"})
    save({"name": "南湖乡卫生院", "short_name": "南湖"})
    with database.transaction() as tx, pytest.raises(NotFound):
        find_organization(tx, "南湖")


def test_a_contact_card_needs_a_telephone(database, save, clock, entropy):
    org = save({"name": "静宁县人民医院"})
    with database.transaction() as tx:
        with pytest.raises(Rejected):
            save_contact_card(tx, org, {"dept": "转诊办"}, now=clock.now(), entropy=entropy)
        card = {"dept": "转诊办", "phone": "0933-2521120", "hours": "24小时"}
        save_contact_card(tx, org, card, now=clock.now(), entropy=entropy)
        rows = tx.all("SELECT body FROM record WHERE ent = 'contact_card'")
    assert [json.loads(row["body"])["org_id"] for row in rows] == [org]
