"""What went wrong where several desks decided, undid and decided again, as the shortest stories."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from clinic_app.domain.change import canonical
from clinic_app.store import rows
from clinic_app.store.unit_of_work import UnitOfWork
from tests.simulation.desk import Desk
from tests.simulation.reading import hub_records
from tests.simulation.stories import county, known_to_all, prove, remove


def _ask(world, kind, values):
    """Let two PCs write one field or set of a patient without seeing each other; return the conflict."""
    one, two, three = world.devices.values()
    patient = world.edit(one, "patient", {"name": "王", "gender": "1"})
    for device in (one, two, three):
        world.sync(device)
    for device, value in zip((one, two), values, strict=True):
        if value is None:
            remove(device, "patient", patient)
        elif kind == "patient":
            world.edit(device, kind, value, patient)
        else:
            world.edit(device, kind, {"patient_id": patient, **value})
    for device in (one, two, one, three):
        world.sync(device)
    [conflict] = one.db.execute("SELECT * FROM conflict")
    return conflict["id"], patient


def _at_desk(device, what, *about):
    device.tick()
    getattr(Desk(device), what)(*about)


def _questions(world):
    return [
        (json.loads(record.body["kept"]), json.loads(record.body["other"]))
        for (ent, _), record in hub_records(world).items()
        if ent == "conflict" and record.body["status"] == "open"
    ]


def test_undoing_a_decision_that_another_desk_has_replaced_asks_for_what_it_brought_back():
    """Not whether the name should be emptied, which nobody ever wrote."""
    with county("town", "town2", "town3") as world:
        one, two, three = world.devices.values()
        conflict, patient = _ask(world, "patient", ({"name": "王建国"}, {"name": "王建设"}))
        _at_desk(one, "decide", conflict, "other")
        for device in (one, two, three):
            world.sync(device)
        _at_desk(two, "undo", conflict)
        _at_desk(two, "decide", conflict, "value", "王建军")
        world.sync(two)
        _at_desk(three, "undo", conflict)
        prove(world)
        assert _questions(world) == [("王建军", "王建国")]
        assert {rows.fetch(one.db, "patient", patient)["name"] for one in world.devices.values()} == {
            "王建军"
        }


def test_undoing_a_replaced_decision_about_a_set_holds_up_nobody():
    with county("town", "town2", "town3") as world:
        one, two, three = world.devices.values()
        conflict, _ = _ask(world, "allergy", ({"substance": "青霉素"}, {"substance": "头孢"}))
        _at_desk(one, "decide", conflict, "other")
        for device in (one, two, three):
            world.sync(device)
        _at_desk(two, "undo", conflict)
        _at_desk(two, "decide", conflict, "both")
        _at_desk(three, "undo", conflict)
        for device in (two, three):
            world.sync(device)
        prove(world)
        assert all(None not in sides for sides in _questions(world))


def test_a_merge_that_was_put_back_and_undone_stands_as_it_was_merged():
    with county("town", "town2", "town3") as world:
        one = world.devices["town"]
        patient = world.edit(one, "patient", {"name": "王", "phone": "1"})
        for device in world.devices.values():
            world.sync(device)
        for name in ("town", "town2"):
            world.edit(world.devices[name], "patient", {"phone": f"13800000001{name}"}, patient)
            world.sync(world.devices[name])
        world.sync(one)
        [conflict] = one.db.execute("SELECT * FROM conflict WHERE status = 'auto'")
        merged = rows.fetch(one.db, "patient", patient)["phone"]
        for what, shown in (("put_back", json.loads(conflict["other"])), ("undo", merged)):
            _at_desk(one, what, conflict["id"])
            prove(world)
            for device in world.devices.values():
                assert rows.fetch(device.db, "patient", patient)["phone"] == shown


def test_a_question_that_one_side_put_anew_is_not_closed_by_who_decided_the_old_one():
    """Else the newer name would be neither in the record nor asked about: nobody had ever looked at it."""
    with county("town", "town2", "town3") as world:
        one, two, three = world.devices.values()
        patient = world.edit(one, "patient", {"name": "王"})
        for device in (one, two, three):
            world.sync(device)
        world.edit(one, "patient", {"name": "王建国"}, patient)
        world.edit(two, "patient", {"name": "王建设"}, patient)
        world.sync(one)
        world.faults[two.name] = ("unheard",)
        world.sync(two)
        world.sync(three)
        [conflict] = three.db.execute("SELECT id FROM conflict")
        _at_desk(three, "decide", conflict["id"], "kept")
        world.faults.clear()
        world.edit(two, "patient", {"name": "王建军"}, patient)
        world.sync(two)
        prove(world)
        assert _questions(world) == [("王建国", "王建军")]


def test_what_is_said_to_stand_where_two_decided_otherwise_is_what_stands():
    with county("town", "town2", "town3") as world:
        one, two, three = world.devices.values()
        conflict, patient = _ask(world, "patient", ({"gender": "2"}, {"gender": "9"}))
        _at_desk(one, "decide", conflict, "other")
        _at_desk(two, "decide", conflict, "other")
        _at_desk(two, "undo", conflict)
        _at_desk(two, "decide", conflict, "kept")
        for device in (one, two, three):
            world.sync(device)
        prove(world)
        stands = rows.fetch(three.db, "patient", patient)["gender"]
        assert [kept for kept, _ in _questions(world)] == [stands]


def test_two_who_noted_the_same_unseen_are_asked_when_one_of_them_changes_it():
    """Of a blood group that both found nobody may take the other's word away without knowing of it."""
    with county("town", "town2") as world:
        one, two = world.devices.values()
        patient = world.edit(one, "patient", {"name": "王"})
        for device in (one, two):
            world.sync(device)
        for device, blood in ((one, "1"), (two, "1"), (two, "2")):
            world.edit(device, "patient", {"blood_type": blood}, patient)
        for device in (one, two):
            world.sync(device)
        prove(world)
        assert _questions(world) == [("1", "2")]


def test_two_who_decided_alike_unseen_are_asked_when_one_of_them_decides_otherwise():
    with county("town", "town2", "town3") as world:
        one, two, three = world.devices.values()
        conflict, patient = _ask(world, "patient", ({"gender": "2"}, {"gender": "9"}))
        _at_desk(one, "decide", conflict, "kept")
        world.sync(one)
        _at_desk(one, "undo", conflict)
        _at_desk(one, "decide", conflict, "other")
        _at_desk(two, "decide", conflict, "kept")
        for device in (two, one, three):
            world.sync(device)
        prove(world)
        stands = rows.fetch(three.db, "patient", patient)["gender"]
        assert [(kept, other) for kept, other in _questions(world)] == [
            (stands, "9" if stands == "2" else "2")
        ]


def test_choosing_what_the_screen_shows_is_asked_about_when_something_else_has_come_to_stand():
    """Nothing was written with it: the decision would be listed, and the record would say something else."""
    with county("town", "town2", "town3") as world:
        one, two, three = world.devices.values()
        conflict, patient = _ask(world, "patient", ({"name": "王建国"}, {"name": "王建设"}))
        world.edit(two, "patient", {"name": "王建军"}, patient)
        world.sync(two)
        _at_desk(three, "decide", conflict, "kept")
        prove(world)
        assert _questions(world) == [("王建军", "王建国")]
        world.edit(two, "patient", {"name": "王军"}, patient)
        prove(world)
        assert rows.fetch(one.db, "patient", patient)["name"] == "王军"


def test_a_decision_counts_also_after_another_desk_undid_one_that_was_not_seen():
    with county("town", "town2", "town3") as world:
        one, two, three = world.devices.values()
        conflict, patient = _ask(world, "patient", ({"name": "王建国"}, {"name": "王建设"}))
        _at_desk(one, "decide", conflict, "other")
        _at_desk(one, "undo", conflict)
        world.sync(one)
        _at_desk(three, "decide", conflict, "kept")
        prove(world)
        assert _questions(world) == []
        assert rows.fetch(two.db, "patient", patient)["name"] == "王建国"


def test_whoever_undoes_a_decision_is_not_named_as_the_writer_of_what_stands():
    with county("town", "town2", "town3") as world:
        one, two, three = world.devices.values()
        patient = world.edit(one, "patient", {"name": "王"})
        for device in (one, two, three):
            world.sync(device)
        for device, name in ((one, "王建国"), (two, "王建设"), (three, "王建军")):
            world.edit(device, "patient", {"name": name}, patient)
        for device in (one, two, one):
            world.sync(device)
        [conflict] = one.db.execute("SELECT id FROM conflict")
        for device, what in ((one, ("decide", conflict["id"], "kept")), (two, ("undo", conflict["id"]))):
            _at_desk(device, *what)
            world.sync(device)
            world.sync(two)
        prove(world)
        asked = [r.body for (ent, _), r in hub_records(world).items() if ent == "conflict"]
        assert {body["kept_by"] for body in asked} == {"town town"}
        assert sorted(json.loads(body["other"]) for body in asked) == ["王建军", "王建设"]


@pytest.mark.parametrize(("field", "choice"), [("name", "kept"), ("name", "other"), ("village", "other")])
def test_a_decision_counts_about_the_question_that_a_restored_hub_put_anew(field, choice):
    """It heard one side of it from the PC at which it was decided: nobody has anything new to look at."""
    with county("town", "county") as world:
        town, desk = world.devices.values()
        patient = known_to_all(world)
        for device in (town, desk):
            world.edit(device, "patient", {field: device.name}, patient)
        world.sync(desk)
        world.back_up_hub(verified=True)
        world.sync(town)
        world.restore_hub()
        world.sync(desk)
        [asked] = town.db.execute("SELECT * FROM conflict")
        _at_desk(town, "carry_out", asked, choice, None)
        prove(world)
        [left] = [one.body for (ent, _), one in hub_records(world).items() if ent == "conflict"]
        assert left["status"] in ("resolved", "reverted")
        assert hub_records(world)[("patient", patient)].body[field] == json.loads(asked[choice])


def _both_noted(world, what):
    """Let the first two PCs disagree about a removal or a set; only what the second said is in the backup."""
    town, desk = list(world.devices.values())[:2]
    patient = known_to_all(world)
    world.edit(town, *what(patient, town))
    if what is _removal:
        remove(desk, "patient", patient)
    else:
        world.edit(desk, *what(patient, desk))
    world.sync(desk)
    world.back_up_hub(verified=True)
    world.sync(town)
    return town, desk, patient


def _removal(patient, device):
    return "patient", {"village": device.name}, patient


def _set(patient, device):
    return "allergy", {"patient_id": patient, "substance": device.name}


@pytest.mark.parametrize(
    ("what", "choice"),
    [(_removal, "kept"), (_removal, "other"), (_set, "kept"), (_set, "other"), (_set, "both")],
)
def test_a_decision_about_a_removal_or_a_set_counts_after_a_restore_as_well(what, choice):
    with county("town", "county") as world:
        town, desk, patient = _both_noted(world, what)
        world.restore_hub()
        world.sync(desk)
        [asked] = town.db.execute("SELECT * FROM conflict")
        _at_desk(town, "carry_out", asked, choice, None)
        shown = [row["_void"] for row in town.db.execute("SELECT * FROM allergy ORDER BY id")]
        removed = rows.fetch(town.db, "patient", patient)["_void"]
        prove(world)
        [left] = [one.body for (ent, _), one in hub_records(world).items() if ent == "conflict"]
        assert (left["status"], left["choice"]) == ("resolved", choice)
        for device in (town, desk):
            assert rows.fetch(device.db, "patient", patient)["_void"] == removed
            assert [row["_void"] for row in device.db.execute("SELECT * FROM allergy ORDER BY id")] == shown


def test_choosing_what_ones_screen_shows_against_oneself_is_no_answer_to_what_came_since():
    with county("town", "town2", "town3") as world:
        one, two, _ = world.devices.values()
        conflict, patient = _ask(world, "patient", ({"name": "王建国"}, {"name": "王建设"}))
        world.sync(two)
        world.edit(one, "patient", {"name": "王建军"}, patient)
        world.sync(one)
        _at_desk(two, "decide", conflict, "kept")
        prove(world)
        assert _questions(world) == [("王建军", "王建国")]


@pytest.mark.parametrize(
    ("kind", "values", "choice"),
    [
        ("allergy", ({"substance": "青霉素"}, {"substance": "头孢"}), "other"),
        ("medication", ({"drug": "二甲双胍"}, {"drug": "格列齐特"}), "other"),
        ("patient", ({"village": "东沟"}, None), "other"),
    ],
    ids=["set", "merged-set", "removal"],
)
@pytest.mark.parametrize("wavers", [False, True])
def test_what_one_of_two_who_decided_alike_brings_back_is_asked_about_again(kind, values, choice, wavers):
    """Else it would say for good that it had been taken out, and stand all the same."""
    with county("town", "town2", "town3") as world:
        one, two, three = world.devices.values()
        conflict, _ = _ask(world, kind, values)
        for device in (one, two):
            [asked] = device.db.execute("SELECT * FROM conflict")
            _at_desk(device, "carry_out", asked, choice, None)
        _at_desk(one, "undo", conflict)
        if wavers:
            _at_desk(one, "carry_out", rows.fetch(one.db, "conflict", conflict), choice, None)
            _at_desk(one, "undo", conflict)
        for device in (two, one, three):
            world.sync(device)
        prove(world)
        [left] = [one.body for (ent, _), one in hub_records(world).items() if ent == "conflict"]
        assert (left["status"], left["chosen"]) == ("open", "")
        for device in (one, two, three):
            assert not any(row["_void"] for row in device.db.execute(f"SELECT * FROM {kind}"))
        [asked] = three.db.execute("SELECT * FROM conflict")
        _at_desk(three, "carry_out", asked, choice, None)
        prove(world)
        assert _questions(world) == []
        assert any(row["_void"] for row in one.db.execute(f"SELECT * FROM {kind}"))


def test_two_who_decided_a_set_alike_agree_also_where_the_sides_were_told_the_other_way_round():
    with county("town", "county") as world:
        town, desk, _ = _both_noted(world, _set)
        world.sync(desk)
        [asked] = desk.db.execute("SELECT * FROM conflict")
        _at_desk(desk, "carry_out", asked, "both", None)
        world.sync(desk)
        with UnitOfWork(town.db, user_name=town.name) as work:
            both = [*json.loads(asked["other"]), *json.loads(asked["kept"])]
            decided = {"status": "resolved", "choice": "both", "chosen": canonical(both)}
            rows.update(town.db, "conflict", asked["id"], decided)
            work.commit()
        prove(world)
        assert _questions(world) == []


def test_what_was_merged_and_is_given_back_says_what_stands_now():
    """It stood the other way round; whoever wrote what had been taken was heard no more."""
    with county("town", "county", "town2") as world:
        town, desk, other = world.devices.values()
        patient = known_to_all(world)
        world.back_up_hub(verified=True)
        for device, phone in ((town, "1"), (other, "2")):
            world.edit(device, "patient", {"phone": phone}, patient)
            world.now += timedelta(hours=1)
        for device in (town, other, desk):
            world.sync(device)
        world.replace_device("town2")
        world.restore_hub()
        world.sync(town)
        prove(world)
        assert hub_records(world)[("patient", patient)].body["phone"] == "1"
        asked = [one.body for (ent, _), one in hub_records(world).items() if ent == "conflict"]
        told = {(one["kept"], one["kept_by"], one["other"], one["other_by"]) for one in asked}
        assert ('"1"', "town town", '"2"', "town town2") in told
        assert {one["kept"] for one in asked} == {'"1"'}


def test_nobody_decides_over_one_who_wants_a_removal_once_more_before_he_has_heard_of_it():
    with county("town", "town2", "town3") as world:
        writer, remover, decider = world.devices.values()
        _, patient = _ask(world, "patient", ({"village": "东沟"}, None))
        world.edit(writer, "patient", {"phone": "13809330011"}, patient)
        world.sync(writer)
        for device, choice in ((remover, "other"), (decider, "kept")):
            [asked] = device.db.execute("SELECT * FROM conflict")
            _at_desk(device, "carry_out", asked, choice, None)
        world.sync(remover)
        world.sync(decider)
        prove(world)
        [left] = [one.body for (ent, _), one in hub_records(world).items() if ent == "conflict"]
        assert (left["status"], left["other_by"]) == ("open", f"town {remover.name}")
