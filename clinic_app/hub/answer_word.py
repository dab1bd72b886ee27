"""Names the request in every answer to a signed one, so that no answer is ever taken for another's."""

from __future__ import annotations

import attrs
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from clinic_app.protocol.request_signature import ANSWERS, HEADER, word_of

_ASKED, _TOLD = HEADER.lower().encode(), ANSWERS.encode()


@attrs.frozen
class AnswerWord:
    """Around the whole application: refusals, files and faults name their request too.

    Attributes:
        app: what answers.
    """

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and begin the answer with the word of the request."""
        found = [value for name, value in scope.get("headers", ()) if name == _ASKED]
        word = word_of(found[0].decode("latin-1")) if found else ""

        async def named(message: Message) -> None:
            if word and message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), (_TOLD, word.encode("latin-1"))]
            await send(message)

        await self.app(scope, receive, named)
