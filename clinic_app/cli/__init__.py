"""``clinic-admin``: everything an administrator or a script can ask for without a screen.

Exit code 0: it did what it was asked. 2: the input is bad, all problems were told at once. 1: anything else,
told in one sentence. With ``--json`` the answer is one JSON object on the standard output, errors included.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from clinic_app.cli.answers import FAILED, Answer, show, show_bug, show_error
from clinic_app.cli.parser import UsageError, parse, wants_json
from clinic_app.domain.errors import ClinicError

if TYPE_CHECKING:
    from clinic_app.services.workplace import Machine

__all__ = ["main"]


def main(argv: Sequence[str] | None = None, *, machine: Machine | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        argv: words after the program's name; those of the process if None.
        machine: clock, entropy and key ring; tests pass their own.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    as_json = wants_json(words)
    try:
        args = parse(words)
        answer: Answer = args.run(args, machine)
    except UsageError as error:
        return show_error(error.as_rejected(), as_json)
    except ClinicError as error:
        return show_error(error, as_json)
    except KeyboardInterrupt:
        return show(Answer({"stopped": True}, "已停止。做完的部分都在，可以再运行一次。", FAILED), as_json)
    except BrokenPipeError:
        return FAILED  # the reader of our output went away, as head does
    except Exception as error:
        return show_bug(error, as_json, details="--debug" in words)
    return show(answer, as_json)
