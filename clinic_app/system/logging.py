"""The program's log: structlog over the standard library, a rotating file, and a redactor before it."""

from __future__ import annotations

import logging
import logging.handlers
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

from clinic_app.system.files import os_errors_turned

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]

MAX_BYTES = 2_000_000
KEPT_FILES = 5

HIDDEN = "‹hidden›"

# fmt: off
_SENSITIVE_WORDS = frozenset({
    "name", "names", "patient", "person", "id_no", "idno", "phone", "mobile", "tel", "address", "addr",
    "village", "birth", "birthday", "contact", "diagnosis", "history", "advice", "allergy", "allergies",
    "medicine", "medicines", "insurance", "key", "private", "secret", "passphrase", "password", "token",
    "code", "cookie", "authorization", "signature", "text", "query", "body", "payload", "value",
    "values", "old", "new", "typed", "login",
})
# fmt: on
"""A value whose key holds one of these words (``patient_name``, ``id_no``) is never written."""

_PLAIN_KEYS = frozenset(
    {"event", "level", "logger", "timestamp", "func_name", "key_count", "status_code", "code_path"}
)
"""Keys that hold such a word and still say nothing about a person."""

_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff·]+")
_PATTERNS = (
    (re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])"), "‹id›"),
    (re.compile(r"(?<!\d)\d{15}(?!\d)"), "‹id›"),
    (re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"), "‹phone›"),
    (re.compile(r"(?<![\d-])0\d{2,3}-\d{7,8}(?!\d)"), "‹phone›"),
    (re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-Z]{5}-){6}[0-9A-Z]{5}(?![0-9A-Za-z])"), "‹key›"),
    (re.compile(r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{64,}(?![0-9A-Fa-f])"), "‹key›"),
    (re.compile(r"(?<![\w+/-])[A-Za-z0-9+/_-]{40,}={0,2}(?![\w+/-])(?<=[A-Za-z0-9+/_=-])"), "‹key›"),
    (re.compile(r"(?i)\b(bearer|basic|key|token|password|passphrase)([=: ]+)\S+"), r"\1\2‹key›"),
)


def redact_text(text: str) -> str:
    """Return text without ID numbers, phones, keys and Chinese writing.

    A name cannot be told from other Chinese words by its shape, so no Chinese gets into the log at all
    (and so the program's own log events are English). User names in Windows paths go with it.
    """
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return _CJK.sub(lambda found: f"‹{len(found.group())} chars›", text)


def redact(value: Any, key: str = "") -> Any:
    """Return a log value fit to be written: containers item by item, texts by key and by pattern."""
    if _is_sensitive(key) and not isinstance(value, bool | None):
        return HIDDEN
    if isinstance(value, Mapping):
        return {redact_text(str(name)): redact(item, str(name)) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [redact(item) for item in value]
    if isinstance(value, bool | float | None):
        return value
    if isinstance(value, int):
        cleaned = redact_text(str(value))
        return value if cleaned == str(value) else cleaned
    if isinstance(value, bytes | bytearray | memoryview):
        return f"‹{len(value)} bytes›"
    if isinstance(value, BaseException):
        return f"{type(value).__name__}: {redact_text(str(value))}"
    return redact_text(str(value))


def redacted_traceback(error: BaseException) -> str:
    """Return a traceback of places and error types; the messages go through the redactor.

    Source lines are left out: they add nothing to file and line, and hold the program's Chinese.
    """
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        block = [
            f"  {redact_text(_short(frame.filename))}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(current.__traceback__)
        ]
        block.append(f"{type(current).__qualname__}: {redact_text(str(current))}")
        lines[:0] = [*block, *(["then"] if lines else [])]
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\n".join(lines)


def configure_logging(
    log_file: Path | None, *, level: str = "INFO", kept_files: int = KEPT_FILES, to_stderr: bool = False
) -> None:
    """Send every log line of this process through the redactor into a rotating file.

    Lines of libraries (httpx, uvicorn) take the same way. May be called again; the last call holds.

    Args:
        log_file: the file, or None for no file.
        level: standard level name.
        kept_files: how many full files of 2 MB are kept beside the one being written.
        to_stderr: also write to the terminal, for commands and services.

    Raises:
        FileError: the file cannot be opened.
    """
    handlers: list[logging.Handler] = []
    if log_file is not None:
        with os_errors_turned(log_file):
            handlers.append(
                logging.handlers.RotatingFileHandler(
                    log_file, maxBytes=MAX_BYTES, backupCount=kept_files, encoding="utf-8"
                )
            )
    if to_stderr:
        handlers.append(logging.StreamHandler(sys.stderr))
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_BEFORE,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _write_exception,
            _redact_event,
            structlog.processors.LogfmtRenderer(
                key_order=["timestamp", "level", "logger", "event"], bool_as_flag=False
            ),
        ],
    )
    root = logging.getLogger()
    for handler in root.handlers[:]:
        if getattr(handler, "is_clinic_log", False):
            root.removeHandler(handler)
            handler.close()
    for handler in handlers:
        handler.setFormatter(formatter)
        handler.is_clinic_log = True  # type: ignore[attr-defined]
        root.addHandler(handler)
    root.setLevel(level)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_BEFORE,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """Return a logger; events are English constants, values keywords: ``log.info("pulled", rows=12)``."""
    return structlog.stdlib.get_logger(name)


def _is_sensitive(key: str) -> bool:
    key = key.lower()
    if key in _PLAIN_KEYS:
        return False
    return key in _SENSITIVE_WORDS or any(word in _SENSITIVE_WORDS for word in re.split(r"[_\W]+", key))


def _redact_event(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    return {key: redact(value, key) for key, value in event.items()}


def _write_exception(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    found = event.pop("exc_info", None)
    if found is True:
        found = sys.exc_info()
    error = found if isinstance(found, BaseException) else found[1] if isinstance(found, tuple) else None
    if error is not None:
        event["exception"] = redacted_traceback(error)
    return event


def _short(filename: str) -> str:
    """Return the last three parts of a source path: enough to find it, nothing about the machine."""
    return "/".join(Path(filename).parts[-3:])


_BEFORE: list[Any] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
