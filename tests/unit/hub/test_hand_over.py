"""Handing a patient over as the county's engineer does: the command, what it says first, what it does."""

from __future__ import annotations

import json

import pytest

from clinic_app.domain.ids import new_id
from clinic_app.hub.cli import main
from clinic_app.hub.config import save_config
from clinic_app.protocol import codec, endpoints
from tests.helpers.hub_device import BareDevice, operation

NUMBER = "620802195803021230"


def made_id(number):
    return new_id(1_795_000_000_000 + number, lambda size: bytes([number] * size))


WANG, TWIN, OTHER, ALLERGY, PLAN, LINK = (made_id(number) for number in range(1, 7))


@pytest.fixture
def town(hub):
    return hub.add_organization("南湖镇卫生院", code="A1")


@pytest.fixture
def village(hub):
    return hub.add_organization("王家沟村卫生室", code="V1", level="village")


@pytest.fixture
def desk(hub, town):
    """The computer of the town's clinic, which has registered two people."""
    with BareDevice(hub.address) as device:
        device.enrol(hub.ticket(town).code)
        device.sync(
            operation(1, "patient", WANG, name="王建国", birth_date="1958-03-02", id_no=NUMBER),
            operation(2, "allergy", ALLERGY, patient_id=WANG, substance="青霉素"),
            operation(3, "patient", OTHER, name="王建国", archive_no="62080210100100017"),
            operation(4, "follow_up_plan", PLAN, patient_id=WANG, due_on="2026-12-01"),
        )
        yield device


@pytest.fixture
def run(hub, capsys):
    """Run a command on the hub that is serving; return its exit code and what it said."""
    save_config(hub.config)

    def run_it(*words, as_json=True):
        more = ["--json"] if as_json else []
        code = main([*words, "--folder", str(hub.config.folder), *more])
        output = capsys.readouterr()
        said = json.loads(output.out) if as_json else output.out + output.err
        return code, said

    return run_it


def owners(hub):
    with hub.database.transaction() as tx:
        rows = tx.all("SELECT id, owner FROM record WHERE ent = 'patient'")
    return {row["id"]: row["owner"] for row in rows}


def rows_for(device):
    answer = device.sync()
    return {row.id for page in answer.lanes.values() for row in page.rows}


def test_it_only_tells_until_one_is_certain(hub, run, desk, town, village):
    code, said = run("patient", "move", NUMBER, "--to", "V1", as_json=False)
    assert code == 0
    assert f"王建国　68岁　6208 **** **** 1230　南湖镇卫生院　{WANG}" in said
    assert "王家沟村卫生室 将管理这位患者" in said
    assert "共 2 条" in said
    assert "还没有电脑登记" in said
    assert "1 个随访计划没有结束" in said
    assert "现在没有改动" in said
    assert "--yes" in said
    assert owners(hub) == {WANG: town.id, OTHER: town.id}
    code, said = run("patient", "move", NUMBER.lower(), "--to", "V1")
    assert (code, said["moved"], said["records"], len(said["notes"])) == (0, False, 2, 2)


def test_it_is_done_and_both_institutions_see_it_with_the_next_exchange(hub, run, desk, town, village):
    with BareDevice(hub.address) as other:
        other.enrol(hub.ticket(village).code)
        assert WANG not in rows_for(other)
        code, said = run("patient", "move", WANG, "--to", "王家沟村卫生室", "--yes", "--by", "张工")
        assert (code, said["moved"]) == (0, True)
        assert owners(hub) == {WANG: village.id, OTHER: town.id}
        assert {WANG, ALLERGY} <= rows_for(other)
        left = {rec for page in desk.sync().lanes.values() for _, rec in page.leaves}
        assert left == {WANG, ALLERGY}
    with hub.database.transaction() as tx:
        (row,) = tx.all("SELECT user_name FROM op_log WHERE epoch_no = 0 AND ent = 'patient'")
    assert row["user_name"] == "县平台 张工"
    # Once more says that nothing is to be done, and the way back is the same command.
    code, said = run("patient", "move", WANG, "--to", "V1", "--yes", as_json=False)
    assert code == 0
    assert "不用移交，没有改动" in said
    assert run("patient", "move", WANG, "--to", "A1", "--yes")[1]["moved"]
    assert owners(hub)[WANG] == town.id
    assert run("rebuild")[0] == 0


def test_records_merged_into_one_person_go_together_and_a_twin_is_named(hub, run, desk, town, village):
    with BareDevice(hub.address) as other:
        other.enrol(hub.ticket(village).code)
        other.sync(operation(1, "patient", TWIN, name="王建国", id_no=NUMBER))
    desk.sync(operation(5, "patient_link", LINK, loser_id=OTHER, winner_id=WANG))
    code, said = run("patient", "move", NUMBER, "--to", "V1")
    assert code == 1
    assert "有 2 份资料的号码都是" in said["message"]
    code, said = run("patient", "move", OTHER, "--to", "V1", "--yes")
    assert {one["id"] for one in said["moving"]} == {WANG, OTHER}
    assert [one["id"] for one in said["twins"]] == [TWIN]
    assert any("另有同身份证号的资料" in note for note in said["notes"])
    assert owners(hub) == dict.fromkeys((WANG, OTHER, TWIN), village.id)


def test_a_closed_archive_is_for_the_new_institution_to_open(run, desk, village):
    desk.sync(operation(5, "patient", OTHER, kind="set", base=1, closed_reason="2", closed_on="2026-11-01"))
    said = run("patient", "move", OTHER, "--to", "V1")[1]
    assert any("建档状态" in note for note in said["notes"])


def test_a_wrong_word_changes_nothing_and_says_what_to_write(hub, run, desk, town, village):
    for words, sentence in (
        (("王建国", "--to", "V1"), "请写编号、身份证号或健康档案编号"),
        ((made_id(9), "--to", "V1"), "没有找到患者"),
        (("", "--to", "V1"), "没有找到患者"),
        ((WANG, "--to", "没有的"), "没有找到机构“没有的”"),
    ):
        code, said = run("patient", "move", *words, "--yes")
        assert code == 1
        assert sentence in said["message"]
    assert set(owners(hub).values()) == {town.id}


def test_a_record_out_of_sight_is_not_handed_over(hub, run, desk, town, village):
    desk.sync(operation(5, "patient", OTHER, kind="void", base=1, _void=1, _void_reason="重复"))
    code, said = run("patient", "move", OTHER, "--to", "V1", "--yes")
    assert code == 1
    assert "已经作废" in said["message"]
    assert run("patient", "find", OTHER)[1] == []


def test_people_are_found_by_number_or_part_of_the_name(run, desk):
    assert {one["id"] for one in run("patient", "find", "建国")[1]} == {WANG, OTHER}
    assert [one["id"] for one in run("patient", "find", "620802-101-001-00017")[1]] == [OTHER]
    (found,) = run("patient", "find", NUMBER)[1]
    assert (found["id_no"], found["org_name"]) == ("6208 **** **** 1230", "南湖镇卫生院")
    code, said = run("patient", "find", "王%", as_json=False)
    assert code == 0
    assert "没有找到患者“王%”" in said
    assert WANG in run("patient", "find", NUMBER, as_json=False)[1]


def test_a_list_that_is_too_long_says_so(run, desk):
    desk.sync(*(operation(5 + n, "patient", made_id(20 + n), name=f"李{n}") for n in range(51)))
    assert len(run("patient", "find", "李")[1]) == 50
    assert "只列出前 50 人" in run("patient", "find", "李", as_json=False)[1]


@pytest.fixture
def wish(village):
    """Ask the hub to hand the patient over, as a desk's program does; return the code and the answer."""

    def ask(device, patient=WANG, to="", certain=True):
        asked = endpoints.MoveRequest(patient, to or village.id, "赵敏", certain)
        response = device.call("POST", endpoints.MOVE, endpoints.to_json(asked))
        return response.status_code, codec.load(codec.unpack(response.content))

    return ask


@pytest.fixture
def county_desk(hub, desk):
    """The county hospital, to which the patient was referred."""
    org = hub.add_organization("崆峒县人民医院", level="county")
    town = desk.answer.org.id
    desk.sync(operation(5, "referral", made_id(30), patient_id=WANG, from_org=town, to_org=org.id))
    with BareDevice(hub.address) as device:
        device.enrol(hub.ticket(org).code)
        yield device


def test_a_county_desk_hands_over_whom_it_sees_after_asking_what_that_does(
    hub, county_desk, wish, town, village
):
    code, told = wish(county_desk, certain=False)
    assert (code, told["moved"], told["former"], told["target"]) == (
        200,
        False,
        ["南湖镇卫生院"],
        "王家沟村卫生室",
    )
    assert owners(hub)[WANG] == town.id
    assert wish(county_desk)[1]["moved"]
    assert owners(hub)[WANG] == village.id
    code, told = wish(county_desk)  # the answer was lost: asked again
    assert (code, told["moved"], told["former"]) == (200, False, [])
    with hub.database.transaction() as tx:
        (row,) = tx.all("SELECT user_name FROM op_log WHERE epoch_no = 0 AND ent = 'patient'")
    assert row["user_name"] == "崆峒县人民医院 赵敏"


def test_nobody_else_hands_over_and_nobody_whom_the_desk_does_not_see(
    hub, desk, county_desk, wish, town, expected_logs
):
    expected_logs.allow("unreadable request")
    assert wish(desk)[0] == 403  # not even the institution that manages the patient
    assert wish(county_desk, patient=OTHER)[0] == 404
    assert wish(county_desk, patient="王建国")[0] == 404
    code, told = wish(county_desk, to=made_id(40))
    assert (code, told["message"]) == (404, "县平台的名录里没有这家机构，没有改动。请先同步再选。")
    assert county_desk.call("POST", endpoints.MOVE, b"{}").status_code == 400
    assert set(owners(hub).values()) == {town.id}
