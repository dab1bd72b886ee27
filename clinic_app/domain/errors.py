"""The errors of the program, as a tree.

ClinicError                     has a title and a message for people
├── MachineError                the machine or its surroundings are to blame
│   ├── StoreError              the local database
│   │   ├── WrongKey            the key does not open this file
│   │   ├── KeyMissing          the keyring has no key for this file
│   │   ├── SchemaTooNew        written by a newer program
│   │   ├── DatabaseDamaged     not a database any more
│   │   ├── DatabaseBusy        another program holds it
│   │   └── DiskFull            nothing more can be written
│   ├── HubError                the county hub
│   │   ├── HubUnreachable      no line, no name, time-out, cut
│   │   ├── HubRefused          it answered, and said no
│   │   └── HubNotTrusted       it is not the hub that was enrolled with
│   ├── PaperError              a page cannot be made or printed
│   └── FileError               a file cannot be read or written, or is not what it should be
├── Rejected                    the request breaks a rule; carries Problems
├── NotAllowed                  this person may not do that
└── NotFound                    no such record

Typing mistakes are Problem values (problems.py), not exceptions: Rejected only carries them across
a service's door when a caller asked to save what cannot be saved.
"""

from __future__ import annotations

from collections.abc import Sequence

from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import Message, say


class ClinicError(Exception):
    """Base of every error that a person can see.

    Attributes:
        title: a few words, what happened.
        message: what happened, what is safe, what to do next.
    """

    title: Message = say("出错了")

    def __init__(self, message: Message, *, title: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        if title is not None:
            self.title = title


class MachineError(ClinicError):
    """The machine or its surroundings are to blame, not the program and not the person."""


class StoreError(MachineError):
    """The local database cannot do what was asked."""

    title = say("本机数据库")


class WrongKey(StoreError):
    """The key does not open this file; the file was not touched."""

    title = say("密钥不对，打不开数据库")


class KeyMissing(StoreError):
    """The keyring holds no key for this file; the file was not touched."""

    title = say("找不到数据库密钥")


class SchemaTooNew(StoreError):
    """The file was written by a newer program; the file was not touched."""

    title = say("数据库来自更新的版本")


class DatabaseDamaged(StoreError):
    """The file is not a readable database any more; it was not touched."""

    title = say("数据库文件损坏")


class DatabaseBusy(StoreError):
    """Another program holds the database."""

    title = say("数据库正被占用")


class DiskFull(StoreError):
    """The disk is full; what was saved before is safe, the last change was not saved."""

    title = say("磁盘已满")


class HubError(MachineError):
    """The county hub could not be worked with."""

    title = say("县平台")


class HubUnreachable(HubError):
    """No line, no name, a time-out or a cut connection."""

    title = say("连不上县平台")


class HubRefused(HubError):
    """The hub answered and refused.

    Attributes:
        status: HTTP status of the answer.
        instruction: the hub's ``do`` word, or empty.
        details: the rest of the hub's answer.
    """

    title = say("县平台没有接受")

    def __init__(
        self,
        message: Message,
        *,
        status: int,
        instruction: str = "",
        details: dict[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.instruction = instruction
        self.details = details or {}


class HubNotTrusted(HubError):
    """The server that answered is not the hub this device was enrolled with."""

    title = say("对方不是原来的县平台")


class PaperError(MachineError):
    """A page cannot be made or printed."""

    title = say("不能打印")


class FileError(MachineError):
    """A file cannot be read or written, or is not what it should be."""

    title = say("文件")


class Rejected(ClinicError):
    """What was asked breaks a rule; nothing was saved.

    Attributes:
        problems: all that is wrong, at once.
    """

    title = say("还不能保存")

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(say("{reasons}", reasons="；".join(str(p.message) for p in problems)))
        self.problems = tuple(problems)


class NotAllowed(ClinicError):
    """The person asking may not do that."""

    title = say("没有权限")


class NotFound(ClinicError):
    """No such record."""

    title = say("没有找到")
