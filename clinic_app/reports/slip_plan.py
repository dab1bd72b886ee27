"""A slip as it was measured, ready to be drawn."""

from __future__ import annotations

import attrs

from clinic_app.reports.fields import Line, Setting
from clinic_app.reports.slip_body import FittedSection


@attrs.frozen
class StubPlan:
    """The counterfoil, measured."""

    setting: Setting
    rows: tuple[tuple[Line, ...], ...]
    foot: float


@attrs.frozen
class SlipPlan:
    """The slip, measured.

    Attributes:
        setting: of the texts.
        foot_setting: of the signature block, wider for stamps.
        opening: lines above the texts.
        sections: the texts as they fit.
        notes: lines at the very bottom.
        width: mm of the text column.
        body_top, foot_top, notes_top: mm from the top of the sheet.
        code_beside_text: the code stands at the right of the text.
    """

    setting: Setting
    foot_setting: Setting
    opening: tuple[Line, ...]
    sections: tuple[FittedSection, ...]
    notes: tuple[Line, ...]
    width: float
    body_top: float
    foot_top: float
    notes_top: float
    code_beside_text: bool
