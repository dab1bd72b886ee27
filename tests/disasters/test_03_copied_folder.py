"""The data folder is copied to a second PC, and both go on."""

from __future__ import annotations

import shutil

import attrs

from clinic_app.services.app import App
from clinic_app.store import sync_state
from tests.helpers.clinic import PASSWORD, services_machine, township
from tests.helpers.hub_server import RunningHub
from tests.helpers.joined import join
from tests.helpers.services import Desk


def test_the_second_becomes_a_device_of_its_own_and_the_first_keeps_working(county):
    world = county()
    town = world.pc("town")
    patient = world.patient(town)
    world.sync(town)
    copy = world.clone_device("town", "copy")
    world.edit(town, "patient", {"phone": "1"}, patient)
    world.edit(copy, "patient", {"address": "西沟村"}, patient)
    mine, theirs = world.patient(town, name="甲"), world.patient(copy, name="乙")
    before = sync_state.read(town.db).epoch_no
    assert world.sync(town).healed == ()
    told = "".join(str(one) for one in world.sync(copy).healed)
    assert "另一份拷贝" in told
    assert "都会保留" in told
    assert sync_state.read(town.db).epoch_no == before
    world.prove()
    assert sync_state.read(copy.db).epoch_no != before
    for pc in (town, copy):
        row = world.at(pc, patient)
        assert (row["phone"], row["address"]) == ("1", "西沟村")
        assert world.at(pc, mine) is not None
        assert world.at(pc, theirs) is not None


def test_copies_of_copies_too(county):
    world = county()
    town = world.pc("town")
    world.sync(town)
    pcs = [town, world.clone_device("town", "a"), world.clone_device("town", "b")]
    made = [world.patient(pc, name=pc.name) for pc in pcs]
    pcs.append(world.clone_device("a", "c"))
    made.append(world.patient(pcs[-1], name="c"))
    for pc in reversed(pcs):
        world.sync(pc)
    world.prove()
    assert all(world.at(pc, one) is not None for pc in pcs for one in made)


def test_two_folders_without_a_line_then_with_one(tmp_path):
    """The shipped program twice, over HTTP: no equal slip numbers, all work at both, a sentence each time."""
    machine = services_machine()
    other = attrs.evolve(
        services_machine(seed=3), ring=machine.ring, notes=tmp_path / "notes", marks=frozenset({"mac:2"})
    )
    with RunningHub(tmp_path / "hub", clock=machine.clock) as hub:
        with township(tmp_path / "first", machine) as app:
            join(hub, app)
            hub.add_organization("崆峒县人民医院", level="county", role="both", slip_prefix="KX")
            Desk(app).patient()
            app.sync_control.sync_now()
        shutil.copytree(tmp_path / "first", tmp_path / "second")
        with (
            App.open(tmp_path / "first", machine=machine) as first,
            App.open(tmp_path / "second", machine=other) as second,
        ):
            numbers = [number for app in (first, second) for number in write_slips(app)]
            assert len(set(numbers)) == 8
            assert first.place.numbers.notice is None
            assert "新的编号段" in str(second.place.numbers.notice)
            healed = [app.sync_control.sync_now().healed for app in (first, second, first)]
            assert healed[0] == healed[2] == ()
            assert "另一份拷贝" in "".join(healed[1])
            (told,) = second.sync_control.status().notices  # also when the background found it
            assert "另一份拷贝" in told.text
            second.sync_control.note_read(told.at)
            assert first.sync_control.status().notices == second.sync_control.status().notices == ()
            numbers += [number for app in (first, second) for number in write_slips(app)]
            for app in (first, second, first):
                app.sync_control.sync_now()
            assert len(set(numbers)) == 16
            for app in (first, second):
                assert {app.referrals.by_slip_no(number)[0].slip_no for number in numbers} == set(numbers)
                assert app.sync_control.status().meaning == "done"


def write_slips(app):
    app.session.log_in("lys", PASSWORD)
    (hospital,), desk = [one.id for one in app.directory.partners() if one.listed], Desk(app)
    patient = app.patients.page().rows[0].id
    return [app.referrals.save_and_send(desk.slip(hospital), patient).number for _ in range(4)]
