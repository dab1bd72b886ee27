"""What this machine still shows and the hub has not: said truly, with what happens next."""

from __future__ import annotations

import attrs

from clinic_app.domain.wording import Message, say
from clinic_app.store import ahead_rows, settings
from clinic_app.store.database import Readable
from clinic_app.sync.completeness import APART


@attrs.frozen
class KeptAside:
    """Records that are here and not at the hub, beside what waits to be sent.

    Attributes:
        aside: what a restored hub has forgotten; it goes back by itself when its author does not offer it.
        apart: what the last comparison found here alone; a person has to look into it at the hub.
    """

    aside: int
    apart: int

    def __bool__(self) -> bool:
        return bool(self.aside or self.apart)

    @property
    def sentence(self) -> Message:
        """What there is and what happens next."""
        if self.aside:
            return say(
                "县平台恢复后还缺 {count} 条，本机都留着；填写的电脑没有补上的，一两天内由本机自动送回。",
                count=self.aside,
            )
        return say("有 {count} 条本机有而县平台没有，本机都留着，请县平台管理员核对。", count=self.apart)


def kept_aside(reader: Readable) -> KeptAside:
    """Return how much is here and not at the hub, beside what waits to be sent."""
    return KeptAside(ahead_rows.waiting(reader), int(settings.get(reader, APART, 0)))
