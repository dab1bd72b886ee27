"""Sentences for people: a Chinese template with its values, translated only when it is shown."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import attrs


@attrs.frozen
class Message:
    """A sentence and the values that go into it.

    The template is the Simplified Chinese source string; the screen looks its translation up by
    that very string (context ``core``), so the core never needs Qt and Chinese can never be missing.

    Attributes:
        template: text with ``{name}`` places.
        params: what goes into the places; a value may itself be a Message.
        codes: the code list whose name the template is; empty for a sentence.
    """

    template: str
    params: dict[str, Any] = attrs.field(factory=dict)
    codes: str = ""

    def __str__(self) -> str:
        """Return the Chinese sentence, as one that remembers this Message."""
        return Sentence.of(self)


class Sentence(str):
    """A Chinese sentence that remembers its Message.

    Everything that stores, prints or compares it sees an ordinary text; a screen in another language
    finds the template again. Cut or joined in the ordinary way it stays Chinese: see ``joined``.
    """

    message: Message

    @classmethod
    def of(cls, message: Message) -> Sentence:
        """Return the sentence of a Message."""
        # A county may name its codes as it likes, with braces too: such a name is no template.
        words = message.template if message.codes else message.template.format(**message.params)
        made = cls(words)
        made.message = message
        return made


def say(template: str, /, **params: Any) -> Message:
    """Return the Message for a Chinese template.

    Every sentence of the core goes through this name with a literal, because the translation tool
    collects its first argument from the source.
    """
    return Message(template, params)


def term(label: str) -> Message:
    """Return a fixed word of the program, such as the label of a field, as a value that is translated."""
    return Message(label)


def named(codes: str, name: str) -> str:
    """Return the name of a code as a text that a screen in another language finds in its code list.

    Args:
        codes: the list, such as ``gender``.
        name: as the list has it.
    """
    return Sentence.of(Message(name, codes=codes)) if name else ""


def heard(words: str) -> str:
    """Return a sentence that another program said as one to be translated where this one knows it too.

    Args:
        words: the whole sentence, with no values put into it; any other text stays as it is.
    """
    if isinstance(words, Sentence) or not words or "{" in words or "}" in words:
        return words
    return Sentence.of(Message(words))


def joined(parts: Iterable[Message | str], between: Message | str = "") -> str:
    """Return texts one after the other, empty ones left out, as a sentence that can still be translated.

    An ordinary ``join`` would forget what each part was said with, and stay Chinese on an English screen.

    Args:
        parts: sentences and plain texts.
        between: what stands between two of them.
    """
    kept = [part for part in parts if str(part)]
    names = [f"part{number}" for number in range(len(kept))]
    template = "{between}".join(f"{{{name}}}" for name in names)
    return Sentence.of(Message(template, {**dict(zip(names, kept, strict=True)), "between": between}))


_KEPT = '{"say":'
"""How a kept sentence begins; no plain text for people does."""


def kept(words: Message | str) -> str:
    """Return a sentence as a text to be stored, from which ``told`` makes it again in any language."""
    if isinstance(words, Sentence):
        words = words.message
    return words if isinstance(words, str) else _encode(_as_json(words))


def told(stored: str) -> str:
    """Return what was stored with ``kept``; any other text as it is."""
    if not stored.startswith(_KEPT):
        return stored
    try:
        return Sentence.of(_from_json(json.loads(stored)))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return stored  # not ours after all


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _as_json(value: Any) -> Any:
    if isinstance(value, Sentence):
        value = value.message
    if isinstance(value, Message):
        params = {name: _as_json(one) for name, one in value.params.items()}
        return {"say": value.template, "with": params, "codes": value.codes}
    return value if isinstance(value, int | float) else str(value)


def _from_json(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return Message(
        value["say"], {name: _from_json(one) for name, one in value["with"].items()}, value["codes"]
    )
