"""What a command says: a sentence for people, or one JSON object for scripts."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

import attrs

from clinic_app.domain.errors import ClinicError, Rejected
from clinic_app.domain.wording import Message, say
from clinic_app.system.logging import redacted_traceback

DONE, FAILED, BAD_INPUT = 0, 1, 2


@attrs.frozen
class Answer:
    """What a command did.

    Attributes:
        data: for scripts.
        text: for people.
        code: exit code.
    """

    data: Mapping[str, Any]
    text: str
    code: int = DONE


def show(answer: Answer, as_json: bool) -> int:
    """Write an answer and return its exit code."""
    if as_json:
        _write_json({"ok": answer.code == DONE, **answer.data})
    elif answer.text:
        _write(sys.stdout if answer.code == DONE else sys.stderr, answer.text)
    return answer.code


def show_error(error: ClinicError, as_json: bool) -> int:
    """Write an error, with all problems of a bad input, and return the exit code."""
    problems = error.problems if isinstance(error, Rejected) else ()
    code = BAD_INPUT if isinstance(error, Rejected) else FAILED
    if as_json:
        _write_json(
            {
                "ok": False,
                "error": {
                    "kind": type(error).__name__,
                    "title": str(error.title),
                    "message": str(error.message),
                },
                "problems": [{"field": p.field, "code": p.code, "message": str(p.message)} for p in problems],
            }
        )
    elif problems:
        _write(
            sys.stderr, "\n".join(f"{p.field}：{p.message}" if p.field else str(p.message) for p in problems)
        )
    else:
        _write(sys.stderr, str(error.message))
    return code


def show_bug(error: Exception, as_json: bool, *, details: bool) -> int:
    """Write that the program itself failed; the trace holds no data of patients."""
    sentence = say(
        "程序出错，没有做完（{kind}）。已保存的内容不受影响；"
        "请加 --debug 再运行一次，把显示的内容发给维护人员。",
        kind=type(error).__name__,
    )
    if as_json:
        body = {"kind": type(error).__name__, "title": "程序出错", "message": str(sentence)}
        _write_json({"ok": False, "error": body, "problems": []})
    else:
        _write(sys.stderr, str(sentence))
    if details:
        _write(sys.stderr, redacted_traceback(error))
    return FAILED


def plain(value: Any) -> Any:
    """Return a value as JSON holds it: messages as their sentence, dates and decimals as text."""
    if isinstance(value, Message | Path | Decimal):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if attrs.has(type(value)) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in attrs.fields(type(value))}
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(entry) for entry in value)
    return value


def tell(text: str) -> None:
    """Write a line of progress where it does not disturb the answer."""
    _write(sys.stderr, text)


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text + "\n")
    except UnicodeEncodeError:
        # A Windows console of another code page: better a question mark than no answer.
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    stream.flush()


def _write_json(data: Mapping[str, Any]) -> None:
    # ASCII only: scripts read it under any code page.
    sys.stdout.write(json.dumps(plain(data), ensure_ascii=True, sort_keys=True, indent=1) + "\n")
    sys.stdout.flush()
