"""A wrong value is corrected at the county by a command; the clinics get it, the log says who and why."""

from __future__ import annotations

import json

import pytest

from clinic_app.domain.ids import new_id
from clinic_app.hub.cli import main
from clinic_app.hub.config import save_config
from clinic_app.hub.own_changes import OwnChange, write_own
from clinic_app.hub.rebuild import rebuild
from clinic_app.hub.status import full_status
from tests.helpers.hub_device import BareDevice, operation


def made_id(number):
    return new_id(1_795_000_000_000 + number, lambda size: bytes([number] * size))


LI, ALLERGY, REFERRAL, EVENT, CARD = (made_id(number) for number in range(1, 6))
BORN, NUMBER = "1958-03-02", "620802195803021230"


@pytest.fixture
def org(hub):
    return hub.add_organization("南湖镇卫生院", code="A1")


@pytest.fixture
def desk(hub, org):
    with BareDevice(hub.address) as device:
        device.enrol(hub.ticket(org).code)
        device.sync(
            operation(1, "patient", LI, name="李桂英", gender="2", phone="13809330011", birth_date=BORN),
            operation(2, "allergy", ALLERGY, patient_id=LI, substance="青霉素"),
            operation(
                3, "referral", REFERRAL, patient_id=LI, from_org=org.id, to_org=org.id, impression="肺炎"
            ),
            operation(4, "referral_event", EVENT, referral_id=REFERRAL, event="submitted", by_org=org.id),
            operation(5, "contact_card", CARD, org_id=org.id, dept="急诊科", phone="0933-2221120"),
        )
        yield device


@pytest.fixture
def run(hub, desk, capsys):
    """Run a command on the hub that is serving; return what it said, which must be in order."""
    save_config(hub.config)

    def run_it(*words, code=0):
        assert main([*words, "--folder", str(hub.config.folder), "--json"]) == code
        return json.loads(capsys.readouterr().out)

    return run_it


@pytest.fixture
def refused(run):
    """Return the sentence of a correction that is refused."""

    def refused_for(rec_id, *typed, reason="录错"):
        told = run("record", "correct", rec_id, *typed, "--reason", reason, "--yes", code=1)
        return told["message"]

    return refused_for


def body(hub, rec_id):
    with hub.database.transaction() as tx:
        return json.loads(tx.one("SELECT body FROM record WHERE id = :id", id=rec_id)["body"])


def test_a_correction_reaches_the_clinic_and_stands_in_the_log_with_its_reason(hub, desk, run):
    words = ("record", "correct", LI, "phone=13809330022", "现住址=白水镇二组")
    told = run(*words, "--reason", "王庄卫生室已撤")
    assert (told["corrected"], told["changed"]["phone"]) == (False, ["13809330011", "13809330022"])
    assert body(hub, LI)["phone"] == "13809330011"
    assert run(*words, "--reason", "卫生室已撤，无人能改", "--by", "王工", "--yes")["corrected"]
    lanes = desk.sync().lanes
    (row,) = lanes["clinic"].rows
    assert (row.id, row.body["phone"], row.body["address"]) == (LI, "13809330022", "白水镇二组")
    (note,) = lanes["inbox"].rows
    assert (note.ent, note.body["patient_id"], note.body["rec_id"]) == ("correction", LI, LI)
    assert (note.body["reason"], note.body["made_by"]) == ("卫生室已撤，无人能改", "县平台 王工")
    assert json.loads(note.body["fields"]) == ["address", "phone"]
    last = run("record", "show", LI)["written"][-1]
    assert (last["user_name"], last["reason"]) == ("县平台 王工", "卫生室已撤，无人能改")
    assert set(last["sets"]) == {"phone", "address"}
    # No other program did it: nothing is put back, and the log gives the same tables.
    desk.sync()
    assert full_status(hub.config, hub.database)["last_put_back"] == {}
    assert rebuild(hub.database, hub.config.folder).sound


def test_a_clinic_that_changed_it_meanwhile_disagrees_as_with_anybody(hub, desk, run):
    run("record", "correct", LI, "name=李桂花", "--reason", "身份证上如此", "--yes")
    desk.sync(operation(6, "patient", LI, kind="set", base=1, name="李贵英"))
    with hub.database.transaction() as tx:
        (asked,) = [
            json.loads(row["body"]) for row in tx.all("SELECT body FROM record WHERE ent = 'conflict'")
        ]
    assert (asked["kept"], asked["other"], asked["status"]) == ('"李桂花"', '"李贵英"', "open")


def test_values_are_taken_as_the_form_takes_them(hub, run):
    run("record", "correct", LI, "性别=男", "phone= １３８０９３３００３３ ", "--reason", "录错", "--yes")
    run("record", "correct", LI, f"id_no={NUMBER.lower()}", "id_type=01", "--reason", "补录", "--yes")
    found = body(hub, LI)
    assert (found["gender"], found["phone"], found["id_no"]) == ("1", "13809330033", NUMBER)
    run("record", "correct", LI, "phone=", "--reason", "停机", "--yes")
    assert not body(hub, LI)["phone"]
    assert "phone" not in run("record", "show", LI)["body"]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (("id_no=620802195803021231",), "校验"),
        (("gender=5",), "性别"),
        (("birth_date=2031-01-01",), "出生日期"),
        (("phone=13809330011",), "已经是这样"),
        (("weight=60",), "没有“weight”这一项"),
        (("phone",), "写法不对"),
        (("name=",), "姓名"),
    ],
)
def test_what_no_form_would_take_is_refused_and_nothing_changes(hub, refused, typed, why):
    before = body(hub, LI)
    assert why in refused(LI, *typed)
    assert body(hub, LI) == before


def test_what_is_not_the_countys_to_correct(hub, org, refused, run):
    assert "写它的机构" in refused(REFERRAL, "impression=气管炎")
    assert "不再改动" in refused(EVENT, "event=accepted")
    assert "org edit" in refused(org.id, "phone=1")
    assert "属于谁" in refused(ALLERGY, f"patient_id={CARD}")
    assert "没有编号" in refused(made_id(99), "phone=1")
    assert "--reason" in refused(LI, "phone=13809330022", reason=" ")
    with hub.database.transaction() as tx:
        write_own(tx, [OwnChange("allergy", ALLERGY, {"_void": 1, "_void_reason": "误登"})], hub.clock.now())
    assert "作废" in refused(ALLERGY, "substance=磺胺")
    assert run("record", "show", ALLERGY)["void_reason"] == "误登"
    run("record", "correct", CARD, "电话=0933-2221121", "--reason", "换号", "--yes")
    assert body(hub, CARD)["phone"] == "0933-2221121"


def test_what_two_institutions_are_asked_about_is_left_to_them(hub, desk, run, refused):
    run("record", "correct", LI, "name=李桂花", "--reason", "身份证上如此", "--yes")
    desk.sync(operation(6, "patient", LI, kind="set", base=1, name="李贵英"))
    assert "正等人决定" in refused(LI, "name=李桂芳")
    assert body(hub, LI)["name"] == "李桂花"


def test_people_read_what_a_record_says_and_what_would_change(hub, run, capsys):
    assert main(["record", "show", LI, "--folder", str(hub.config.folder)]) == 0
    shown = capsys.readouterr().out
    assert "患者，由南湖镇卫生院管理。" in shown
    assert "本人电话（phone）：13809330011" in shown
    assert "性别（gender）：2（女）" in shown
    words = [
        "record",
        "correct",
        LI,
        "本人电话=13809330022",
        "ABO血型=A型",
        "--folder",
        str(hub.config.folder),
    ]
    assert main(words) == 0
    told = capsys.readouterr().out
    assert "本人电话：13809330011 → 13809330022" in told
    assert "ABO血型：（空） → 1（A型）" in told
    assert "还没有改动" in told
