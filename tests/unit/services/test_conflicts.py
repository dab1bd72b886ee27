from __future__ import annotations

import json

import pytest

from clinic_app.domain.clock import stamp
from clinic_app.domain.errors import NotAllowed, NotFound, Rejected
from clinic_app.services.app import App
from clinic_app.services.conflict_standing import UNWANTED
from clinic_app.services.conflicts import Choice
from clinic_app.store import patients, rows
from tests.helpers.clinic import NOON
from tests.helpers.services import Desk

THERE = "H" * 22


def clash(app: App, patient: str, field: str, kept: object, other: object, **more: object) -> str:
    """Let the hub's conflict stand in the file, as the exchange writes it."""
    place = app.place
    values = {
        "ent": "patient",
        "rec_id": patient,
        "field": field,
        "merge": "S",
        "base": json.dumps(None),
        "kept": json.dumps(kept, ensure_ascii=False),
        "kept_by": "崆峒县人民医院 赵敏",
        "kept_org": THERE,
        "kept_at": "2026-11-19T07:40:00.000Z",
        "other": json.dumps(other, ensure_ascii=False),
        "other_by": "白水镇卫生院 李医生",
        "other_org": place.org_id,
        "other_at": "2026-11-18T02:02:00.000Z",
        "status": "open",
        "opened_at": stamp(NOON),
        "patient_id": patient,
        **more,
    }
    with place.unit(user_name="县平台"):
        return rows.insert(place.db, "conflict", values)


@pytest.fixture
def patient(app: App, desk: Desk) -> str:
    made = desk.patient()
    app.directory.save_partner(
        {"name": "崆峒县人民医院", "short_name": "县医院", "level": "county", "phone": "0933-8222222"}, THERE
    )
    return made


def test_a_group_tells_who_changed_what_where_and_when(app: App, patient: str) -> None:
    clash(app, patient, "name", "王建国", "王建囯", base=json.dumps("王建"))
    clash(app, patient, "gender", "1", "2")
    [group] = app.conflicts.open_groups()
    assert str(group.title) == "王建国的资料，两边改得不一样"
    assert group.person.startswith("男　68岁　")
    assert "19580312" not in group.person
    assert group.phone == "0933-8222222"
    by_label = {item.label: item for item in group.items}
    name = by_label["姓名"]
    assert (name.left.text, name.left.ours, name.left.by) == ("王建囯", True, "李医生")
    assert (name.right.text, name.right.org_name, name.right.by) == ("王建国", "县医院", "赵敏")
    assert (name.base, name.now) == ("王建", "王建国")
    assert (name.right.newer, name.left.newer) == (True, False)
    assert by_label["性别"].other.text == "女"
    sentence = str(group.sentence)
    assert "您单位李医生（11-18（周三） 10:02）" in sentence
    assert "姓名" in sentence
    assert "选错可以撤销" in sentence


def test_deciding_writes_the_record_and_closes_the_conflict_in_one_unit(app: App, patient: str) -> None:
    conflict = clash(app, patient, "name", "王建国", "王建囯")
    saved = app.conflicts.decide(conflict, "other")
    assert saved.changes.kinds >= {"patient", "conflict"}
    assert rows.fetch(app.place.db, "patient", patient)["name"] == "王建囯"
    row = rows.fetch(app.place.db, "conflict", conflict)
    assert (row["status"], row["choice"], json.loads(row["chosen"])) == ("resolved", "other", "王建囯")
    assert row["resolved_by"].endswith("李医生")
    ops = app.place.db.execute("SELECT txn, ent FROM op ORDER BY op_seq DESC LIMIT 2")
    assert ops[0]["txn"] == ops[1]["txn"]
    [item] = app.conflicts.history().rows
    assert item.decided == "王建囯"
    assert app.conflicts.open_groups() == ()


def test_keeping_what_stands_is_a_decision_too(app: App, patient: str) -> None:
    conflict = clash(app, patient, "name", "王建国", "王建囯")
    app.conflicts.decide(conflict, "kept")
    assert rows.fetch(app.place.db, "patient", patient)["name"] == "王建国"
    assert app.conflicts.get(conflict).status == "resolved"


def test_another_value_is_checked_like_any_other(app: App, patient: str) -> None:
    conflict = clash(app, patient, "birth_date", "1958-03-12", "1958-03-21")
    with pytest.raises(Rejected):
        app.conflicts.decide(conflict, "value", "1958-13-40")
    with pytest.raises(Rejected):
        app.conflicts.decide(conflict, "value", " ")
    app.conflicts.decide(conflict, "value", "1958-03-13")
    assert rows.fetch(app.place.db, "patient", patient)["birth_date"] == "1958-03-13"


def test_allergies_of_both_sides_stay_or_the_unwanted_goes(app: App, patient: str) -> None:
    first = app.patients.add_element(patient, "allergy", {"substance": "青霉素", "reaction": "皮试阳性"}).id
    second = app.patients.add_element(patient, "allergy", {"substance": "磺胺", "reaction": "皮疹"}).id
    conflict = clash(app, patient, "allergies", [first], [second], merge="N")
    [item] = app.conflicts.of_patient(patient)
    assert item.is_set
    assert item.label == "药物过敏史"
    assert (item.kept.text, item.kept.notes) == ("青霉素", ("皮试阳性",))
    assert str(app.conflicts.button([item], {conflict: "both"})) == "药物过敏史两项都保留"
    app.conflicts.decide(conflict, "both")
    assert len(patients.elements(app.place.db, patient)["allergies"]) == 2

    app.conflicts.undo(conflict)
    app.conflicts.decide(conflict, "kept")
    assert [a["substance"] for a in patients.elements(app.place.db, patient)["allergies"]] == ["青霉素"]
    app.conflicts.undo(conflict)
    assert len(patients.elements(app.place.db, patient)["allergies"]) == 2


def test_an_edit_that_met_a_removal_asks_in_words(app: App, patient: str) -> None:
    element = app.patients.add_element(patient, "allergy", {"substance": "青霉素"}).id
    conflict = clash(app, patient, "_void", 0, 1, merge="D", ent="allergy", rec_id=element)
    item = app.conflicts.get(conflict)
    assert (item.kept.text, item.other.text) == ("保留这条记录", "删除这条记录")
    assert item.choices == ("kept", "other")
    app.conflicts.decide(conflict, "other")
    assert rows.fetch(app.place.db, "allergy", element)["_void"] == 1
    app.conflicts.undo(conflict)
    assert rows.fetch(app.place.db, "allergy", element)["_void"] == 0


def test_several_are_decided_together_or_not_at_all(app: App, patient: str) -> None:
    name = clash(app, patient, "name", "王建国", "王建囯")
    born = clash(app, patient, "birth_date", "1958-03-12", "1958-03-21")
    with pytest.raises(Rejected):
        app.conflicts.decide_all({name: Choice("other"), born: Choice("value", "不知道")})
    assert rows.fetch(app.place.db, "patient", patient)["name"] == "王建国"
    app.conflicts.decide_all({name: Choice("other"), born: Choice("other")})
    assert rows.fetch(app.place.db, "patient", patient)["birth_date"] == "1958-03-21"


def test_the_button_says_what_it_will_do(app: App, patient: str) -> None:
    name = clash(app, patient, "name", "王建国", "王建囯")
    born = clash(app, patient, "birth_date", "1958-03-12", "1958-03-21")
    [group] = app.conflicts.open_groups()
    button = app.conflicts.button
    assert str(button(group.items, {})) == "请先选定"
    assert str(button(group.items, {name: "other"})) == "姓名用本机的"
    both = str(button(group.items, {name: "other", born: "kept"}))
    assert "姓名用本机的" in both
    assert "出生日期用县医院的" in both
    fields = ("phone", "address", "village", "note")
    many = [app.conflicts.get(clash(app, patient, field, "a", "b")) for field in fields]
    chosen = {item.id: "other" for item in many[:3]} | {many[3].id: "kept"}
    assert str(button(many, chosen)) == "用本机 3 项，用对方 1 项，都保留 0 项"


def test_a_conflict_decided_meanwhile_is_not_decided_again(app: App, patient: str) -> None:
    conflict = clash(app, patient, "name", "王建国", "王建囯")
    app.conflicts.decide(conflict, "other")
    with pytest.raises(Rejected) as refused:
        app.conflicts.decide(conflict, "kept")
    assert refused.value.problems[0].code == "conflict.settled"
    assert "王建囯" in str(refused.value)


def test_undo_brings_the_record_back_and_opens_the_conflict(app: App, patient: str) -> None:
    conflict = clash(app, patient, "name", "王建国", "王建囯")
    app.conflicts.decide(conflict, "other")
    app.conflicts.undo(conflict)
    assert rows.fetch(app.place.db, "patient", patient)["name"] == "王建国"
    assert app.conflicts.get(conflict).status == "open"
    with pytest.raises(Rejected):
        app.conflicts.undo(conflict)


def test_undo_never_throws_a_later_change_away(app: App, patient: str) -> None:
    conflict = clash(app, patient, "name", "王建国", "王建囯")
    app.conflicts.decide(conflict, "other")
    with app.place.unit():
        rows.update(app.place.db, "patient", patient, {"name": "王建过"})
    with pytest.raises(Rejected) as refused:
        app.conflicts.undo(conflict)
    assert "王建过" in str(refused.value)
    assert rows.fetch(app.place.db, "patient", patient)["name"] == "王建过"


def test_an_automatic_merge_is_put_back_and_forth(app: App, patient: str) -> None:
    with app.place.unit():
        rows.update(app.place.db, "patient", patient, {"phone": "13993300044"})
    conflict = clash(app, patient, "phone", "13993300044", "09338610022", merge="C", status="auto")
    [item] = app.conflicts.merged().rows
    assert item.kept.text == "139 9330 0044"
    app.conflicts.put_back(conflict)
    assert rows.fetch(app.place.db, "patient", patient)["phone"] == "09338610022"
    assert app.conflicts.get(conflict).status == "reverted"
    with pytest.raises(Rejected):
        app.conflicts.put_back(conflict)
    app.conflicts.undo(conflict)
    assert rows.fetch(app.place.db, "patient", patient)["phone"] == "13993300044"
    assert app.conflicts.get(conflict).status == "auto"


def test_what_belongs_to_the_other_side_is_decided_there(app: App, desk: Desk, patient: str) -> None:
    referral = desk.referral(patient_id=patient, to_org=THERE)
    back = desk.their_return(referral)
    about = {"ent": "referral_return", "rec_id": back, "referral_id": referral}
    conflict = clash(app, patient, "diagnosis", "冠心病", "心绞痛", **about)
    [group] = app.conflicts.open_groups()
    assert not group.may_decide
    with pytest.raises(NotAllowed):
        app.conflicts.decide(conflict, "other")


def test_only_who_may_decide_decides(app: App, patient: str) -> None:
    conflict = clash(app, patient, "name", "王建国", "王建囯")
    app.administration.save_account(
        {"login": "dengji", "name": "张登记", "roles": ["registrar"]}, password="Chuang-kou-1"
    )
    app.session.log_in("dengji", "Chuang-kou-1")
    app.session.change_password("Chuang-kou-1", "Baishui-2027!")
    assert app.conflicts.open_groups()
    with pytest.raises(NotAllowed):
        app.conflicts.decide(conflict, "kept")


def test_a_record_that_is_not_here_yet_is_told_honestly(app: App, patient: str) -> None:
    conflict = clash(app, patient, "allergies", ["E" * 22], ["F" * 22], merge="N")
    item = app.conflicts.get(conflict)
    assert item.kept.text == "（尚未同步到本机）"


def test_nobody_decides_about_a_record_that_is_not_here_yet_and_is_told_why(app: App, patient: str) -> None:
    conflict = clash(app, patient, "_void", 0, 1, merge="D", rec_id="P" * 22, patient_id="P" * 22)
    with pytest.raises(NotFound, match="可能还没有同步到本机"):
        app.conflicts.decide(conflict, "other")
    assert app.conflicts.get(conflict).status == "open"


def test_kinds_of_a_newer_program_are_shown_as_they_are(app: App, patient: str) -> None:
    conflict = clash(app, patient, "aura", "blue", "green", ent="horoscope")
    item = app.conflicts.get(conflict)
    assert (item.kept.text, item.other.text, item.may_decide) == ("blue", "green", False)


def stands(app: App, patient: str, **values: str | None) -> None:
    """Let others write to a person's card, as it comes with an exchange."""
    with app.place.unit(user_name="县医院"):
        rows.update(app.place.db, "patient", patient, values)


@pytest.mark.parametrize("choice", ["kept", "other", "value"])
def test_undoing_brings_back_what_stood_when_it_was_decided(app: App, patient: str, choice: str) -> None:
    conflict = clash(app, patient, "name", "王建国", "王建囯")
    stands(app, patient, name="王建过")  # newer than both sides
    app.conflicts.decide(conflict, choice, "王建郭")
    assert rows.fetch(app.place.db, "patient", patient)["name"] != "王建过"
    app.conflicts.undo(conflict)
    assert rows.fetch(app.place.db, "patient", patient)["name"] == "王建过"
    row = rows.fetch(app.place.db, "conflict", conflict)
    assert (row["status"], row["choice"], row["chosen"], row["stood"]) == ("open", "", "", "")


def test_undoing_a_put_back_merge_brings_back_the_newest_value(app: App, patient: str) -> None:
    conflict = clash(app, patient, "phone", "13993300044", "09338610022", merge="C", status="auto")
    stands(app, patient, phone="13700000000")
    app.conflicts.put_back(conflict)
    assert rows.fetch(app.place.db, "patient", patient)["phone"] == "09338610022"
    app.conflicts.undo(conflict)
    assert rows.fetch(app.place.db, "patient", patient)["phone"] == "13700000000"
    app.conflicts.put_back(conflict)
    stands(app, patient, phone="13611112222")
    with pytest.raises(Rejected, match="136 1111 2222"):
        app.conflicts.undo(conflict)
    assert rows.fetch(app.place.db, "patient", patient)["phone"] == "13611112222"
    assert app.conflicts.get(conflict).moved_on


def test_an_empty_field_and_a_long_text_come_back_too(app: App, patient: str) -> None:
    text = "高血压十年\n2026-11-20 加用氨氯地平"
    for field, before in (("address", None), ("past_history", text)):
        stands(app, patient, **{field: before})
        conflict = clash(app, patient, field, "甲", "乙")
        app.conflicts.decide(conflict, "other")
        assert rows.fetch(app.place.db, "patient", patient)[field] == "乙"
        app.conflicts.undo(conflict)
        assert rows.fetch(app.place.db, "patient", patient)[field] == before


def test_elements_come_back_as_they_stood(app: App, patient: str) -> None:
    """One of the two had been taken out since the disagreement arose; the decision brought it back."""
    gone = app.patients.add_element(patient, "allergy", {"substance": "青霉素"}).id
    there = app.patients.add_element(patient, "allergy", {"substance": "磺胺"}).id
    more = app.patients.add_element(patient, "allergy", {"substance": "头孢"}).id
    conflict = clash(app, patient, "allergies", [gone], [there], merge="N")
    with app.place.unit():
        rows.void(app.place.db, "allergy", gone, "录错")

    def found() -> dict[str, tuple[int, str]]:
        kept = rows.fetch_many(app.place.db, "allergy", [gone, there, more])
        return {key: (row["_void"], row["_void_reason"]) for key, row in kept.items()}

    before = found()
    app.conflicts.decide(conflict, "kept")
    assert found() == {gone: (0, ""), there: (1, UNWANTED), more: (0, "")}
    app.conflicts.undo(conflict)
    assert found() == before

    app.conflicts.decide(conflict, "kept")
    with app.place.unit():
        rows.update(app.place.db, "allergy", gone, {"reaction": "过敏性休克"})
    with pytest.raises(Rejected, match="又改过"):
        app.conflicts.undo(conflict)  # it would take away what somebody has just written
    assert found()[gone] == (0, "")
    with app.place.unit():
        rows.update(app.place.db, "allergy", gone, {"reaction": ""})
        rows.unvoid(app.place.db, "allergy", there)
    with pytest.raises(Rejected, match="青霉素"):
        app.conflicts.undo(conflict)
    assert found()[there][0] == 0


def test_a_removal_decided_away_comes_back_with_its_reason(app: App, patient: str) -> None:
    element = app.patients.add_element(patient, "allergy", {"substance": "青霉素"}).id
    conflict = clash(app, patient, "_void", 0, 1, merge="D", ent="allergy", rec_id=element)
    with app.place.unit():
        rows.void(app.place.db, "allergy", element, "录错")
    app.conflicts.decide(conflict, "kept")
    assert rows.fetch(app.place.db, "allergy", element)["_void"] == 0
    app.conflicts.undo(conflict)
    row = rows.fetch(app.place.db, "allergy", element)
    assert (row["_void"], row["_void_reason"]) == (1, "录错")
    app.conflicts.decide(conflict, "kept")
    with app.place.unit():
        rows.update(app.place.db, "allergy", element, {"reaction": "皮疹"})
    with pytest.raises(Rejected):
        app.conflicts.undo(conflict)
    assert rows.fetch(app.place.db, "allergy", element)["_void"] == 0


def test_a_choice_made_while_something_else_stood_is_not_carried_out(app: App, patient: str) -> None:
    conflict = clash(app, patient, "name", "王建国", "王建囯")
    merged = clash(app, patient, "phone", "13993300044", "09338610022", merge="C", status="auto")
    name, phone = (app.conflicts.get(one).standing for one in (conflict, merged))
    stands(app, patient, name="王建过", phone="13700000000")
    with pytest.raises(Rejected, match="王建过"):
        app.conflicts.decide_all({conflict: Choice("other", seen=name)})
    with pytest.raises(Rejected, match="137 0000 0000"):
        app.conflicts.put_back(merged, phone)
    row = rows.fetch(app.place.db, "patient", patient)
    assert (row["name"], row["phone"]) == ("王建过", "13700000000")
    app.conflicts.decide_all({conflict: Choice("other", seen=app.conflicts.get(conflict).standing)})
    app.conflicts.put_back(merged, app.conflicts.get(merged).standing)
    row = rows.fetch(app.place.db, "patient", patient)
    assert (row["name"], row["phone"]) == ("王建囯", "09338610022")


def test_a_decision_of_a_program_that_kept_nothing_is_not_undone_by_guessing(app: App, patient: str) -> None:
    done = {"status": "resolved", "choice": "kept", "chosen": json.dumps("王建国")}
    conflict = clash(app, patient, "name", "王建国", "王建囯", **done)
    with pytest.raises(Rejected, match="没有记下"):
        app.conflicts.undo(conflict)
    assert app.conflicts.get(conflict).status == "resolved"
