"""Where files lie."""

from __future__ import annotations

import attrs
import pytest

from clinic_app.domain.clock import SystemClock
from clinic_app.domain.errors import FileError
from clinic_app.system.config import load_settings
from clinic_app.system.paths import find_paths, user_paths


def test_a_base_folder_holds_everything(tmp_path):
    paths = find_paths(tmp_path / "机构").ensure()
    folders = attrs.astuple(paths)
    assert all(folder.is_dir() and tmp_path / "机构" in folder.parents for folder in folders)
    assert len(set(folders)) == 5
    assert paths.database.parent == paths.key_envelope.parent == paths.lock.parent == paths.data
    assert paths.settings != paths.state
    assert all(folder.stat().st_mode & 0o077 == 0 for folder in folders)


def test_a_relative_base_folder_does_not_move_with_the_working_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    paths = find_paths("here")
    monkeypatch.chdir("/")
    assert paths.data == tmp_path / "here" / "data"


def test_the_users_own_folders_are_separate_and_absolute():
    folders = attrs.astuple(user_paths())
    assert len(set(folders)) == 5
    assert all(folder.is_absolute() and "zhuanzhen-clinic" in folder.parts for folder in folders)
    assert find_paths(None) == user_paths()


def test_the_journal_can_be_on_another_disk(tmp_path):
    paths = find_paths(tmp_path).with_black_box(tmp_path / "second")
    assert paths.black_box == tmp_path / "second"
    assert paths.data == find_paths(tmp_path).data


def test_a_chosen_journal_folder_holds_for_every_program(tmp_path):
    paths = find_paths(tmp_path).ensure()
    load_settings(paths.settings, SystemClock()).settings.change(journal__folder=str(tmp_path / "disk2"))
    assert find_paths(tmp_path).black_box == tmp_path / "disk2"
    paths.settings.write_text("{half")
    assert find_paths(tmp_path) == paths


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(FileError):
        find_paths(tmp_path).ensure()
