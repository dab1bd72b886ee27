"""Files that a power cut or a full disk cannot spoil."""

from __future__ import annotations

import errno
import os

import pytest

from clinic_app.domain.errors import DiskFull, FileError
from clinic_app.system import files
from clinic_app.system.files import read_file, set_aside, write_atomically


def test_a_written_file_is_there_private_and_alone(tmp_path):
    target = tmp_path / "a.json"
    write_atomically(target, b"one")
    write_atomically(target, b"two")
    assert target.read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert target.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("step", ["write", "flush", "rename"])
def test_a_failure_at_any_step_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch, step):
    target = tmp_path / "a.json"
    target.write_bytes(b"old")

    def full(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    if step == "write":
        monkeypatch.setattr(files.os, "fdopen", full)
    elif step == "flush":
        monkeypatch.setattr(files.os, "fsync", full)
    else:
        monkeypatch.setattr(files.os, "replace", full)
    with pytest.raises(DiskFull) as caught:
        write_atomically(target, b"new")
    assert "原来的内容没有变" in str(caught.value)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_the_file_is_flushed_before_the_rename_and_the_folder_after(tmp_path, monkeypatch):
    steps = []
    replace, fsync = os.replace, os.fsync
    monkeypatch.setattr(files.os, "replace", lambda *a: (steps.append("rename"), replace(*a))[1])
    monkeypatch.setattr(files.os, "fsync", lambda fd: (steps.append("flush"), fsync(fd))[1])
    write_atomically(tmp_path / "a", b"x")
    assert steps == ["flush", "rename", "flush"]


def test_missing_files_and_folders_speak_plainly(tmp_path):
    with pytest.raises(FileError, match="没有这个文件"):
        read_file(tmp_path / "none")
    with pytest.raises(FileError):
        write_atomically(tmp_path / "none" / "a", b"")
    with pytest.raises(FileError, match="是文件夹"):
        read_file(tmp_path)


def test_damaged_files_are_kept_each_under_its_own_name(tmp_path):
    kept = []
    for content in (b"1", b"2"):
        (tmp_path / "a.json").write_bytes(content)
        kept.append(set_aside(tmp_path / "a.json", "20261122T000000"))
    assert [path.read_bytes() for path in kept] == [b"1", b"2"]
    assert not (tmp_path / "a.json").exists()
