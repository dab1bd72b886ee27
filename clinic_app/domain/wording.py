"""Sentences for people: a Chinese template with its values, translated only when it is shown."""

from __future__ import annotations

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
    """

    template: str
    params: dict[str, Any] = attrs.field(factory=dict)

    def __str__(self) -> str:
        """Return the Chinese sentence, as one that remembers this Message."""
        return Sentence.of(self)


class Sentence(str):
    """A Chinese sentence that remembers its Message.

    Everything that stores, prints or compares it sees an ordinary text; a screen in another language
    finds the template again. Cutting or joining it gives an ordinary text that stays Chinese.
    """

    message: Message

    @classmethod
    def of(cls, message: Message) -> Sentence:
        """Return the sentence of a Message."""
        made = cls(message.template.format(**message.params))
        made.message = message
        return made


def say(template: str, /, **params: Any) -> Message:
    """Return the Message for a Chinese template.

    Every sentence of the core goes through this name with a literal, because the translation tool
    collects its first argument from the source.
    """
    return Message(template, params)
