"""One institution's figures as county offices compare them: out, in, done, refused, how fast."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from statistics import mean

import attrs

from clinic_app.services.indicators import percent
from clinic_app.services.movements import Movement, hours_between


@attrs.frozen
class PartnerFigures:
    """What passed between us and one institution.

    Attributes:
        name: as on the slips; empty when it was not written down.
        level: code of org_level.
        out_ids: passages we sent there (转诊流出), return slips too.
        in_ids: passages that came from there (转诊流入), return slips too.
        done_ids: referrals that came to their proper end.
        counted: referrals of both directions, cancelled ones left out; what ``done_share`` divides by.
        answer_hours: mean hours to the first answer; None when nothing was measured.
        late_ids: answers that took longer than the limit.
        declined_ids: referrals that were refused.
    """

    name: str
    level: str
    out_ids: tuple[str, ...]
    in_ids: tuple[str, ...]
    done_ids: tuple[str, ...]
    counted: int
    answer_hours: float | None
    late_ids: tuple[str, ...]
    declined_ids: tuple[str, ...]

    @property
    def done_share(self) -> Decimal | None:
        """综合完成率 with this institution, in per cent."""
        return percent(len(self.done_ids), self.counted)


def partner_figures(movements: Sequence[Movement], *, limit: float) -> tuple[PartnerFigures, ...]:
    """Return every institution's figures, the one with most passages first; ``limit`` in hours."""
    names = dict.fromkeys(m.partner_name for m in movements if m.counts)
    found = [_figures(name, [m for m in movements if m.partner_name == name], limit) for name in names]
    return tuple(sorted(found, key=lambda one: (-len(one.out_ids) - len(one.in_ids), one.name)))


def _figures(name: str, movements: Sequence[Movement], limit: float) -> PartnerFigures:
    counted = [m for m in movements if m.counts]
    own = [m for m in counted if not m.is_return]
    hours = {m.id: taken for m in own if (taken := hours_between(m.sent_at, m.answered_at)) is not None}
    return PartnerFigures(
        name=name,
        level=next((m.partner_level for m in movements if m.partner_level), ""),
        out_ids=tuple(m.id for m in counted if m.ours),
        in_ids=tuple(m.id for m in counted if not m.ours),
        done_ids=tuple(m.id for m in own if m.completed),
        counted=len(own),
        answer_hours=mean(hours.values()) if hours else None,
        late_ids=tuple(one for one, taken in hours.items() if limit and taken > limit),
        declined_ids=tuple(m.id for m in own if m.declined),
    )
