from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_app.store import patients, rows
from clinic_app.store.unit_of_work import UnitOfWork


def names(page):
    return [row["name"] for row in page.rows]


@pytest.fixture
def people(save, clock):
    def one(**values):
        clock.advance(timedelta(seconds=1))
        return save("patient", **values)

    return {
        "单红": one(
            name="单红",
            birth_date="1960-03-15",
            id_no="620802196003150028",
            phone="13900001234",
            village="东沟村",
            archive_no="62080200110100017",
        ),
        "王小梅": one(name="王小梅", birth_date="1975-01-02", village="西沟村"),
        "王军": one(name="王军", phone="13712345678", contact_phone="0933-8612345"),
        "沟通达": one(name="沟通达", village="南庄"),
        "古丽·阿不都": one(name="古丽·阿不都"),
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("单红", ["单红"]),
        ("sh", ["单红"]),
        ("dh", ["单红"]),
        ("SHAN", ["单红"]),
        ("shan hong", ["单红"]),
        ("wxm", ["王小梅"]),
        ("王", ["王军", "王小梅"]),
        ("0028", ["单红"]),
        ("620802", ["单红"]),
        ("19600315", ["单红"]),
        ("1234", ["单红"]),
        ("390000", ["单红"]),
        ("12345", ["王军"]),
        ("00017", ["单红"]),
        ("东沟", ["单红"]),
        ("沟", ["沟通达"]),
        ("沟村", ["单红", "王小梅"]),
        ("小梅", ["王小梅"]),
        ("阿不都", ["古丽·阿不都"]),
        ("w 西沟", ["王小梅"]),
        ("西沟 w", ["王小梅"]),
        ("w 东沟", []),
        ("张", []),
        ("zzz", []),
    ],
)
def test_one_box_finds_by_anything(db, people, text, found):
    assert sorted(names(patients.search(db, text))) == sorted(found)


def test_an_empty_box_lists_the_newest_first(db, people):
    assert names(patients.search(db, "  ")) == list(reversed(people))


def test_a_longer_name_comes_after_the_exact_one(db, save):
    for name in ("王军红", "王军", "王军伟"):
        save("patient", name=name)
    assert names(patients.search(db, "王军"))[0] == "王军"
    assert names(patients.search(db, "wj"))[0] == "王军"


def test_pages_hold_everyone_once(db, save):
    given = ("张伟", "张伟", "张薇", "赵云", "周瑜") * 5
    made = {save("patient", name=name, village="东沟村"): name for name in given}
    for text in ("z", "zh", "张", "东沟", ""):
        seen: list[str] = []
        after = None
        while True:
            page = patients.search(db, text, after=after, limit=4)
            seen += [row["id"] for row in page.rows]
            after = page.after
            if after is None:
                break
        assert len(seen) == len(set(seen))
        assert set(seen) == {i for i, name in made.items() if text != "张" or name[0] == "张"}


def test_a_changed_name_is_found_and_the_old_one_is_not(db, people):
    with UnitOfWork(db, user_name="x") as work:
        rows.update(db, "patient", people["单红"], {"name": "仇红"})
        work.commit()
    assert names(patients.search(db, "qiuhong")) == ["仇红"]
    assert names(patients.search(db, "单红")) == []


def test_a_voided_patient_is_not_found_until_brought_back(db, people):
    with UnitOfWork(db, user_name="x") as work:
        rows.void(db, "patient", people["单红"], "误建")
        work.commit()
    assert names(patients.search(db, "sh")) == []
    assert "单红" not in names(patients.page(db))
    assert patients.count(db) == 4
    with UnitOfWork(db, user_name="x") as work:
        rows.unvoid(db, "patient", people["单红"])
        work.commit()
    assert names(patients.search(db, "sh")) == ["单红"]


def test_lists_by_doctor_and_village(db, save):
    save("patient", name="甲", responsible_doctor="王秀兰", village="东沟村")
    save("patient", name="乙", responsible_doctor="李军", village="东沟村")
    assert names(patients.page(db, doctor="李军")) == ["乙"]
    assert names(patients.page(db, village="东沟村")) == ["乙", "甲"]
    assert names(patients.search(db, "东沟", doctor="王秀兰")) == ["甲"]


def test_numbers_do_not_hold_what_is_not_in_them(db, people):
    assert "phone" in patients.search(db, "1234").rows[0]
    assert names(patients.search(db, "9999")) == []


def test_sets_hold_present_elements_only(db, save, people):
    patient = people["单红"]
    allergy = save("allergy", patient_id=patient, substance="青霉素")
    save("allergy", patient_id=patient, substance="头孢")
    save("problem", patient_id=patient, name="高血压")
    with UnitOfWork(db, user_name="x") as work:
        rows.void(db, "allergy", allergy, "录错")
        work.commit()
    found = patients.elements(db, patient)
    assert {name: len(items) for name, items in found.items()} == {
        "allergies": 1,
        "medications": 0,
        "problems": 1,
    }
    assert found["allergies"][0]["substance"] == "头孢"


def test_look_alikes_by_number_by_telephone_and_by_sound(db, people):
    found = patients.look_alikes(db, name="别人", id_no="620802196003150028")
    assert [(one.row["name"], one.reason) for one in found] == [("单红", "id_no")]
    # 单 is read Shan as a surname: 山红 sounds the same.
    found = patients.look_alikes(db, name="山红", birth_date="1960-09-09", village="东沟村")
    assert [(one.row["name"], one.reason) for one in found] == [("单红", "name")]
    found = patients.look_alikes(db, name="王君", phone="13712345678")
    assert [(one.row["name"], one.reason) for one in found] == [("王军", "phone")]


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "单红", "birth_date": "1961-03-15"},
        {"name": "单红", "birth_date": "1960-03-15", "village": "北庄"},
        {"name": "单红", "birth_date": "1960-03-15", "id_no": "620802196003150036"},
        {"name": "单虹霞", "birth_date": "1960-03-15"},
        {"name": ""},
    ],
    ids=["year", "village", "other number", "other name", "no name"],
)
def test_different_people_are_not_look_alikes(db, people, typed):
    assert patients.look_alikes(db, **typed) == []


def test_a_patient_is_not_their_own_look_alike(db, people):
    found = patients.look_alikes(
        db, name="单红", birth_date="1960-03-15", id_no="620802196003150028", besides=people["单红"]
    )
    assert found == []


def link(save, loser, winner):
    return save("patient_link", loser_id=loser, winner_id=winner, reason="同一人")


def test_a_merged_record_leads_to_the_shown_one(db, save, people):
    winner, loser = people["单红"], people["王军"]
    link(save, loser, winner)
    assert names(patients.search(db, "wangjun")) == ["单红"]
    assert names(patients.search(db, "12345")) == ["单红"]
    assert "王军" not in names(patients.page(db))
    assert patients.count(db) == 4
    assert patients.same_person(db, loser) == [winner, loser]
    assert patients.shown_id(db, loser) == winner
    save("allergy", patient_id=loser, substance="磺胺")
    assert [row["substance"] for row in patients.elements(db, winner)["allergies"]] == ["磺胺"]


def test_a_merge_taken_back_shows_both_again(db, save, people):
    made = link(save, people["王军"], people["单红"])
    with UnitOfWork(db, user_name="x") as work:
        rows.void(db, "patient_link", made, "不是同一人")
        work.commit()
    assert names(patients.search(db, "wangjun")) == ["王军"]
    assert patients.count(db) == 5


@pytest.mark.parametrize("ends", [{"loser_id": None}, {"winner_id": None}, {"loser_id": ""}])
def test_a_half_filled_merge_joins_nobody(db, save, people, ends):
    a, b = people["王军"], people["单红"]
    save("patient_link", **{"loser_id": a, "winner_id": b, "reason": "没写完", **ends})
    assert patients.same_person(db, a) == [a]
    assert patients.same_person(db, b) == [b]


def test_a_chain_and_a_circle_of_merges_show_one_record_whatever_the_order(db, save):
    a, b, c, d = sorted(save("patient", name=name) for name in "甲乙丙丁")
    link(save, a, b)
    link(save, b, c)
    assert {patients.shown_id(db, one) for one in (a, b, c)} == {c}
    link(save, c, a)
    assert {patients.shown_id(db, one) for one in (a, b, c)} == {a}
    assert patients.count(db) == 2
    assert {row["id"] for row in patients.page(db).rows} == {a, d}


def test_every_search_walks_an_index(db, people):
    """Searching must not slow down with the number of patients."""

    class Explaining:
        def __init__(self):
            self.plans = []

        def execute(self, sql, params=()):
            self.plans += [row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", params)]
            return db.execute(sql, params)

    explaining = Explaining()
    for text in ("w", "王", "1234", "w 西沟", "沟村", "7654", ""):
        patients.search(explaining, text)
    patients.look_alikes(explaining, name="单红", id_no="620802196003150028", birth_date="1960-01-01")
    scans = [
        plan for plan in explaining.plans if plan.startswith("SCAN patient") and "COVERING INDEX" not in plan
    ]
    assert scans == []
