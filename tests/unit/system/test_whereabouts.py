from __future__ import annotations

import pytest

from clinic_app.system.whereabouts import Note, NoteKeeper, machine_marks, same_machine

HERE = frozenset({"id:1", "mac:a", "mac:b"})
NOTE = Note("epoch 7", HERE, "2026-11-22T01:00:00Z")


def test_a_note_is_found_again_under_the_same_path_only(tmp_path):
    file = tmp_path / "data" / "clinic.db"
    keeper = NoteKeeper([tmp_path / "places"], file)
    assert keeper.read() is None
    assert keeper.write(NOTE)
    assert NoteKeeper([tmp_path / "places"], file).read() == [NOTE]
    assert NoteKeeper([tmp_path / "places"], tmp_path / "copy" / "clinic.db").read() is None
    assert NoteKeeper([tmp_path / "elsewhere"], file).read() is None


def test_the_second_folder_counts_when_it_is_there(tmp_path):
    file, folders = tmp_path / "clinic.db", [tmp_path / "one", tmp_path / "two"]
    NoteKeeper(folders, file).write(NOTE)
    NoteKeeper(folders[:1], file).write(Note("epoch 6", HERE, NOTE.at))
    assert [note.standing for note in NoteKeeper(folders, file).read()] == ["epoch 6", "epoch 7"]
    for left in (tmp_path / "one").iterdir():
        left.unlink()
    assert NoteKeeper(folders, file).read() is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"standing": "x", "machine": [], "at": "?"}', '{"standing": 1, "machine": 2}']
)
def test_a_damaged_note_is_none(tmp_path, text):
    keeper = NoteKeeper([tmp_path], tmp_path / "clinic.db")
    keeper.write(NOTE)
    (place,) = tmp_path.glob("*.json")
    place.write_text(text)
    assert keeper.read() is None


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    assert not NoteKeeper([tmp_path / "file"], tmp_path / "clinic.db").write(NOTE)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (HERE, True),
        ({"id:1", "mac:b", "mac:c"}, True),  # an adapter was changed
        ({"id:1"}, True),  # none could be read
        ({"id:1", "mac:c"}, False),  # the disk's copy in another machine
        ({"id:2", "mac:a", "mac:b"}, False),  # the system was installed anew
        (set(), True),
    ],
)
def test_a_machine_is_known_again(other, same):
    assert same_machine(HERE, frozenset(other)) is same
    assert same_machine(frozenset(other), HERE) is same


def test_marks_give_nothing_away():
    assert all(len(mark.partition(":")[2]) == 12 for mark in machine_marks())
