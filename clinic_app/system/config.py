"""Settings of this machine: one table of options, and a file that no power cut or bad edit can spoil.

Here stands only what must be known before the database is open. What belongs to the institution (serial
prefix, printing, backups) is in the database and moves with it (``store/settings.py``); what the screen
remembers (language, column widths) is state, in a file of its own.
"""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Any

import attrs

from clinic_app.domain.clock import Clock
from clinic_app.domain.errors import Rejected
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import Message, say
from clinic_app.system.files import read_file, set_aside, write_atomically


class OptionType(StrEnum):
    """What kind of value an option takes."""

    FOLDER = "folder"
    CHOICE = "choice"
    WHOLE = "whole"


@attrs.frozen(kw_only=True)
class Option:
    """One thing that can be set on this machine.

    Attributes:
        name: dotted, stable; the key in the file.
        type: what kind of value.
        default: the value nobody chose; it is never written into the file.
        description: what it does, for the settings page.
        choices: the stored words, for a CHOICE.
        least, most: limits of a number.
    """

    name: str
    type: OptionType
    default: Any
    description: Message
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None

    def problem(self, value: Any) -> Problem | None:
        """Return what is wrong with a value, or None."""
        if not self._has_right_type(value):
            return Problem(
                self.name, "setting.type", say("“{what}”的值不对，请重新填写。", what=self.description)
            )
        if self.choices and value not in self.choices:
            return Problem(
                self.name,
                "setting.choice",
                say("“{what}”只能是：{choices}。", what=self.description, choices="、".join(self.choices)),
            )
        if (self.least is not None and value < self.least) or (self.most is not None and value > self.most):
            return Problem(
                self.name,
                "setting.range",
                say(
                    "“{what}”应在 {least} 到 {most} 之间。",
                    what=self.description,
                    least=self.least,
                    most=self.most,
                ),
            )
        return None

    def _has_right_type(self, value: Any) -> bool:
        if self.type is OptionType.WHOLE:
            return isinstance(value, int) and not isinstance(value, bool)
        return isinstance(value, str)


_TABLE = (
    Option(
        name="journal.folder",
        type=OptionType.FOLDER,
        default="",
        description=say("未上传改动的第二份存在哪里，最好是另一块硬盘，空着就放在默认位置"),
    ),
    Option(
        name="log.level",
        type=OptionType.CHOICE,
        default="INFO",
        choices=("DEBUG", "INFO", "WARNING"),
        description=say("日志详细程度"),
    ),
    Option(
        name="log.files",
        type=OptionType.WHOLE,
        default=5,
        least=1,
        most=50,
        description=say("保留多少个旧日志文件，每个 2 MB"),
    ),
)

OPTIONS: dict[str, Option] = {option.name: option for option in _TABLE}
"""Every option by name, in the order of the settings page."""


class Settings:
    """The chosen values of one machine, over the defaults.

    Args:
        path: the file; None keeps everything in memory, as tests want it.
        chosen: values that differ from the defaults.
        strange: entries of options this version does not know; kept, because a newer one wrote them.
    """

    def __init__(
        self,
        path: Path | None = None,
        chosen: dict[str, Any] | None = None,
        strange: dict[str, Any] | None = None,
    ) -> None:
        self._path = path
        self._chosen = dict(chosen or {})
        self._strange = dict(strange or {})

    def get(self, name: str) -> Any:
        """Return the value in force. Raises KeyError for an option that does not exist."""
        return self._chosen.get(name, OPTIONS[name].default)

    def is_default(self, name: str) -> bool:
        """Whether nobody chose a value. Raises KeyError for an option that does not exist."""
        return OPTIONS[name].name not in self._chosen

    def change(self, **values: Any) -> None:
        """Choose values and write the file; dots in names are written as two underscores.

        ``settings.change(log__level="DEBUG")``; all values or none are taken.

        Raises:
            Rejected: one or more values are wrong; nothing changed.
            DiskFull, FileError: the file cannot be written; nothing changed.
        """
        self.change_all({name.replace("__", "."): value for name, value in values.items()})

    def change_all(self, values: dict[str, Any]) -> None:
        """Choose values by option name and write the file, as ``change`` does."""
        problems = [problem for name, value in values.items() if (problem := OPTIONS[name].problem(value))]
        if problems:
            raise Rejected(problems)
        chosen = {**self._chosen, **values}
        self._save({name: value for name, value in chosen.items() if value != OPTIONS[name].default})

    def reset(self, *names: str) -> None:
        """Return options to their defaults, all of them when none is named, and write the file."""
        gone = set(names or OPTIONS)
        self._save({name: value for name, value in self._chosen.items() if name not in gone})

    def _save(self, chosen: dict[str, Any]) -> None:
        if self._path is not None:
            text = json.dumps({**self._strange, **chosen}, ensure_ascii=False, indent=1, sort_keys=True)
            write_atomically(self._path, text.encode("utf-8"))
        self._chosen = chosen


@attrs.frozen
class LoadedSettings:
    """What reading the settings file gave.

    Attributes:
        settings: the values in force.
        notices: what people should know: a damaged file that was kept aside, values passed over.
    """

    settings: Settings
    notices: tuple[Message, ...] = ()


def load_settings(path: Path, clock: Clock) -> LoadedSettings:
    """Return the settings of a file; no file means the defaults.

    A damaged file is renamed, never deleted, and the defaults hold; a single wrong value gives way to
    its default. The program starts in every case.

    Raises:
        FileError: the file is there and the system does not let us read it.
    """
    if not path.exists():
        return LoadedSettings(Settings(path))
    try:
        found = json.loads(read_file(path).decode("utf-8"))
        if not isinstance(found, dict):
            raise TypeError("not a table")
    except (ValueError, TypeError):
        kept = set_aside(path, f"{clock.now():%Y%m%dT%H%M%S}")
        notice = say(
            "设置文件损坏，已改用默认设置，病历数据没有影响。原文件保留在 {path}，请重新检查打印机等设置。",
            path=kept,
        )
        return LoadedSettings(Settings(path), (notice,))
    chosen: dict[str, Any] = {}
    notices: list[Message] = []
    for name in OPTIONS.keys() & found.keys():
        if OPTIONS[name].problem(found[name]) is None:
            chosen[name] = found[name]
        else:
            notices.append(say("设置“{what}”的值不对，已改用默认值。", what=OPTIONS[name].description))
    strange = {name: value for name, value in found.items() if name not in OPTIONS}
    return LoadedSettings(Settings(path, chosen, strange), tuple(notices))


def read_choice(path: Path, name: str) -> Any:
    """Return one value from a settings file without touching it, the default when that cannot be read.

    For what is needed before anybody could be told of a damaged file. Raises KeyError for an option
    that does not exist.
    """
    option = OPTIONS[name]
    try:
        value = json.loads(path.read_bytes())[name]
    except (OSError, ValueError, KeyError, TypeError):
        return option.default
    return option.default if option.problem(value) else value
