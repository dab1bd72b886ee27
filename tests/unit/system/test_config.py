"""Settings of the machine."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from clinic_app.domain.clock import FixedClock
from clinic_app.domain.errors import FileError, Rejected
from clinic_app.system.config import OPTIONS, OptionType, Settings, load_settings, read_choice

CLOCK = FixedClock(datetime(2026, 11, 22, tzinfo=UTC))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.json"


def load(path):
    return load_settings(path, CLOCK)


@pytest.mark.parametrize("option", OPTIONS.values(), ids=lambda option: option.name)
def test_every_option_is_whole(option):
    assert option.problem(option.default) is None
    assert str(option.description)
    assert bool(option.choices) == (option.type is OptionType.CHOICE)
    assert (option.least is None) == (option.type is not OptionType.WHOLE)


def test_no_file_means_the_defaults_and_writes_nothing(path):
    found = load(path)
    assert found.notices == ()
    assert all(found.settings.get(name) == option.default for name, option in OPTIONS.items())
    assert not path.exists()


def test_a_choice_is_kept_and_a_default_is_not_written(path):
    load(path).settings.change(log__level="DEBUG", log__files=7, journal__folder="")
    again = load(path)
    assert again.settings.get("log.level") == "DEBUG"
    assert again.settings.get("log.files") == 7
    assert json.loads(path.read_text()) == {"log.level": "DEBUG", "log.files": 7}
    assert again.settings.is_default("journal.folder")
    assert not again.settings.is_default("log.level")
    again.settings.reset("log.level")
    assert load(path).settings.get("log.level") == "INFO"
    assert load(path).settings.get("log.files") == 7
    again.settings.reset()
    assert json.loads(path.read_text()) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("log.files", 0),
        ("log.files", True),
        ("log.files", "5"),
        ("log.files", 51),
        ("journal.folder", None),
    ],
)
def test_wrong_values_are_refused_and_change_nothing(path, name, value):
    settings = load(path).settings
    with pytest.raises(Rejected) as caught:
        settings.change_all({"log.level": "DEBUG", name: value})
    assert [problem.field for problem in caught.value.problems] == [name]
    assert settings.get("log.level") == "INFO"
    assert not path.exists()


def test_an_option_that_does_not_exist_is_a_mistake_of_the_program(path):
    with pytest.raises(KeyError):
        load(path).settings.get("no.such")
    with pytest.raises(KeyError):
        load(path).settings.change(no__such=1)


@pytest.mark.parametrize("content", [b"", b"{half", b"[1]", b"\xff\xfe\x00", b"null"])
def test_a_damaged_file_is_kept_aside_and_the_program_starts(path, content):
    path.write_bytes(content)
    found = load(path)
    assert found.settings.get("log.level") == "INFO"
    kept = [other for other in path.parent.iterdir() if other != path]
    assert [other.read_bytes() for other in kept] == [content]
    assert kept[0].name in str(found.notices[0])
    found.settings.change(log__level="DEBUG")
    assert load(path).notices == ()


def test_one_wrong_value_gives_way_alone(path):
    path.write_text(json.dumps({"log.level": "LOUD", "log.files": 7}))
    found = load(path)
    assert found.settings.get("log.level") == "INFO"
    assert found.settings.get("log.files") == 7
    assert "日志详细程度" in str(found.notices[0])


def test_options_of_a_newer_version_survive_an_older_one(path):
    path.write_text(json.dumps({"future.option": [1]}))
    load(path).settings.change(log__level="DEBUG")
    assert json.loads(path.read_text())["future.option"] == [1]


def test_what_cannot_be_written_is_not_taken(tmp_path):
    settings = Settings(tmp_path / "none" / "settings.json")
    with pytest.raises(FileError):
        settings.change(log__level="DEBUG")
    assert settings.get("log.level") == "INFO"


def test_one_value_can_be_read_before_anything_else_runs(path):
    assert read_choice(path, "journal.folder") == ""
    load(path).settings.change(journal__folder="/d")
    assert read_choice(path, "journal.folder") == "/d"
    for content in ("{half", "[]", "5", '{"journal.folder": 5}'):
        path.write_text(content)
        assert read_choice(path, "journal.folder") == ""
        assert path.read_text() == content
