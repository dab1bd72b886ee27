"""What the program tells the person in passing: a notice with its level, words and details."""

from __future__ import annotations

from enum import StrEnum

import attrs

from clinic_app.domain.errors import ClinicError, HubNotTrusted, HubUnreachable
from clinic_app.domain.wording import say
from ui import i18n


class Level(StrEnum):
    """How much a notice asks for: an info goes by itself, an error stays until it is closed."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@attrs.frozen
class Notice:
    """One notice.

    Attributes:
        level: info, warning or error.
        text: what happened, what is safe, what to do next.
        title: a few words in bold before it, or empty.
        details: for 复制详情 and support, never shown by itself; no personal data belongs here.
        until_contact: it speaks of the line, and is over with the next answer of the hub.
    """

    level: Level
    text: str
    title: str = ""
    details: str = ""
    until_contact: bool = False


def notice_of(error: ClinicError) -> Notice:
    """Return the notice of an error of the program, with its title and message translated."""
    details = f"{type(error).__name__}"
    if error.__cause__ is not None:
        details += f" <- {type(error.__cause__).__name__}"
    # A line that is away is everyday weather in a township: said, but not left standing in the way.
    level = Level.WARNING if isinstance(error, HubUnreachable) else Level.ERROR
    of_the_line = isinstance(error, HubUnreachable | HubNotTrusted)
    return Notice(level, i18n.text(error.message), i18n.text(error.title), details, of_the_line)


UNEXPECTED_TITLE = say("程序出了意外")
UNEXPECTED = say("这一步没有完成；之前已保存的内容不受影响。请再试一次，仍不行请把详情发给技术人员。")
"""The plain sentence for what nobody foresaw."""


def notice_of_unexpected(error: BaseException) -> Notice:
    """Return the plain sentence for an error nobody foresaw; the rest is in the log."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = f"{frame.tb_frame.f_code.co_filename.rsplit('/', 2)[-1]}:{frame.tb_lineno}" if frame else ""
    return Notice(
        Level.ERROR,
        i18n.text(UNEXPECTED),
        i18n.text(UNEXPECTED_TITLE),
        f"{type(error).__name__} {where}".strip(),
    )
