"""Slip numbers of copies, moved folders and machines put back: none is given out twice."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import attrs
import pytest

from clinic_app.domain.numbers import parse_slip_no
from clinic_app.services.app import App
from clinic_app.services.backups import restore
from clinic_app.services.workplace import Machine
from tests.helpers.clinic import NOON, PASSWORD, clock_of, services_machine, township
from tests.helpers.services import Desk


class Place:
    """A data folder on a machine, opened and closed as a person does."""

    def __init__(self, folder: Path, machine: Machine) -> None:
        self.folder = folder
        self.machine = machine

    def opened(self) -> App:
        app = App.open(self.folder, machine=self.machine)
        app.session.log_in("lys", PASSWORD)
        return app

    def slips(self, count: int) -> list[str]:
        """Write slips in one sitting; return their numbers."""
        with self.opened() as app:
            return slips(app, count)

    def copied_to(self, folder: Path, machine: Machine) -> Place:
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Place(folder, machine)


def slips(app: App, count: int) -> list[str]:
    desk = Desk(app)
    found = app.directory.partners()
    hospital = found[0].id if found else desk.hospital()
    patients = [row.id for row in app.patients.page().rows] or [desk.patient()]
    return [app.referrals.save_and_send(desk.slip(hospital), patients[0]).number for _ in range(count)]


def marks(numbers: list[str]) -> set[str]:
    return {slip.mark for slip in map(parse_slip_no, numbers) if slip}


@pytest.fixture
def here(tmp_path: Path) -> Place:
    """An enrolled clinic that has written three slips."""
    machine = attrs.evolve(services_machine(), notes=tmp_path / "notes", marks=frozenset({"mac:1"}))
    with township(tmp_path / "clinic", machine) as app:
        Desk(app).enrolled()
        slips(app, 3)
    return Place(tmp_path / "clinic", machine)


@pytest.fixture
def other_pc(here: Place, tmp_path: Path) -> Machine:
    # The same key ring: the recovery code was typed in there.
    return attrs.evolve(here.machine, notes=tmp_path / "notes 2", marks=frozenset({"mac:2"}))


def test_day_after_day_nothing_changes(here: Place):
    numbers = [number for _ in range(4) for number in here.slips(2)]
    assert marks(numbers) == {""}
    assert [parse_slip_no(one).counter for one in numbers] == list(range(4, 12))


def test_both_copies_of_a_folder_go_on_without_a_line(here: Place, other_pc: Machine, tmp_path: Path):
    copies = [here.copied_to(tmp_path / f"copy {n}", other_pc) for n in range(3)]
    numbers = [number for _ in range(2) for place in (here, *copies) for number in place.slips(3)]
    assert len(set(numbers)) == len(numbers) == 24
    assert marks(here.slips(1)) == {""}  # the first keeps its numbers
    (only,) = marks(copies[0].slips(2))  # and a copy stays with its letters
    assert only


def test_the_person_is_told_once_at_the_copy_and_nobody_at_the_original(here, other_pc, tmp_path):
    copy = here.copied_to(tmp_path / "copy", other_pc)
    with copy.opened() as app:
        told = str(app.place.numbers.claim())
        assert "编号段" in told
        assert "资料没有变动" in told
        assert app.place.numbers.claim() is None
        assert str(app.place.numbers.notice) == told
    with copy.opened() as app:
        assert app.place.numbers.claim() is None
    with here.opened() as app:
        assert app.place.numbers.claim() is None


def test_a_copy_beside_the_original_on_the_same_pc(here: Place, tmp_path: Path):
    with here.opened() as running:  # copied while it is open, and more slips follow
        copy = here.copied_to(tmp_path / "beside", here.machine)
        numbers = slips(running, 2)
    numbers += copy.slips(3) + here.slips(3)
    assert len(set(numbers)) == 8


def test_a_folder_put_in_the_place_of_the_other(here: Place, tmp_path: Path):
    kept = here.copied_to(tmp_path / "kept", here.machine)
    numbers = here.slips(3)
    shutil.rmtree(here.folder)
    kept.copied_to(here.folder, here.machine)
    numbers += here.slips(3)
    assert len(set(numbers)) == 6


def test_a_folder_carried_there_and_back(here: Place, other_pc: Machine, tmp_path: Path):
    numbers = here.slips(2)
    there = here.copied_to(tmp_path / "there", other_pc)
    numbers += here.slips(2) + there.slips(2)
    shutil.rmtree(here.folder)
    there.copied_to(here.folder, here.machine)
    numbers += here.slips(2)
    assert len(set(numbers)) == len(numbers) == 8


def test_the_disks_copy_in_another_machine(here: Place, tmp_path: Path):
    image = here.copied_to(tmp_path / "image", here.machine)
    numbers = here.slips(2)
    # Everything is as it was on the first machine, notes and paths included, but the machine is another.
    shutil.rmtree(here.folder)
    image.copied_to(here.folder, here.machine)
    with App.open(here.folder, machine=attrs.evolve(here.machine, marks=frozenset({"mac:9"}))) as app:
        app.session.log_in("lys", PASSWORD)
        numbers += slips(app, 2)
    assert len(set(numbers)) == 4


def test_a_machine_put_back_to_its_image_whole(here: Place, tmp_path: Path):
    """Notes, folder and machine fit: only the clock shows that time has passed."""
    for part in (here.folder, here.machine.notes):
        shutil.copytree(part, tmp_path / "image" / part.name)
    numbers = here.slips(4)
    for part in (here.folder, here.machine.notes):
        shutil.rmtree(part)
        shutil.copytree(tmp_path / "image" / part.name, part)
    here.machine.clock.move_to(NOON + timedelta(days=9))
    with here.opened() as app:
        numbers += slips(app, 4)
        assert app.place.numbers.notice is None  # it may just have been a holiday
    assert len(set(numbers)) == 8


def test_an_old_backup_restored_on_two_pcs(here: Place, other_pc: Machine, tmp_path: Path):
    with here.opened() as app:
        made = app.backups.make()
        numbers = slips(app, 3)
        paths = app.paths
        clock_of(app).advance(timedelta(hours=1))
    twin = here.copied_to(tmp_path / "twin", other_pc)
    restore(paths, made.path, machine=here.machine)
    with App.open(twin.folder, machine=other_pc) as app:
        there = app.paths
    restore(there, made.path, machine=other_pc)
    numbers += here.slips(3) + twin.slips(3)
    assert len(set(numbers)) == len(numbers) == 9


def test_an_epoch_from_the_hub_ends_the_letters(here: Place, other_pc: Machine, tmp_path: Path):
    copy = here.copied_to(tmp_path / "copy", other_pc)
    assert marks(copy.slips(1)) != {""}
    with copy.opened() as app:
        app.place.db.execute("UPDATE sync_state SET epoch_no = 12")
        assert marks(slips(app, 1)) == {""}
    assert marks(copy.slips(1)) == {""}


def test_a_number_of_a_crashed_unit_is_not_given_out_by_a_copy(here: Place, tmp_path: Path):
    """The note is on the disk before the number is: a crash in between costs letters, never a number."""
    with here.opened() as app:
        app.place.numbers.claim()
        with app.place.unit():
            app.place.numbers.issue(prefix="T", object_kind="referral", object_id="x", user_name="x")
            copy = here.copied_to(tmp_path / "kept", here.machine)
        app.place.numbers.settle()
    shutil.rmtree(here.folder)
    copy.copied_to(here.folder, here.machine)
    assert marks(here.slips(1)) != {""}


def test_a_disk_that_takes_no_note_costs_letters_at_every_start(here: Place):
    shutil.rmtree(here.machine.notes)
    here.machine.notes.write_text("")
    first, second = here.slips(2), here.slips(2)
    assert len(set(first + second)) == 4
    assert marks(first) != marks(second)
