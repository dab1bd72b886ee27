"""A slip on its way to paper: as it would print, and as a job whose fate is to be told."""

from __future__ import annotations

import attrs

from clinic_app.domain.problems import Problem


@attrs.frozen
class Preview:
    """A slip as it would print; nothing is counted.

    Attributes:
        pdf: the document.
        pages: number of sheets.
        attached: how many of them are attached pages.
        copy_no: 0 for the first print, else the number after 补打.
        problems: what the insurance window would send back.
    """

    pdf: bytes
    pages: int
    attached: int
    copy_no: int = 0
    problems: tuple[Problem, ...] = ()


@attrs.frozen
class PaperJob:
    """A document ready for the printer. Tell ``printed`` or ``failed`` what became of it.

    Attributes:
        pdf: the document.
        title: name of the job in the printer's queue; no patient's name is in it.
        form: ``out`` or ``back``.
        object_kind: kind of the record it is made from.
        object_id: its identity.
        referral_id: referral it belongs to.
        patient_id: whose slip.
        slip_no: its number.
        copy_no: 0 for the first print, else the number after 补打.
        pages: number of sheets.
        problems: what the insurance window would send back.
        by_hand: characters left blank, to be written by hand.
    """

    pdf: bytes = attrs.field(repr=False)
    title: str
    form: str
    object_kind: str
    object_id: str
    referral_id: str
    patient_id: str
    slip_no: str
    copy_no: int
    pages: int
    problems: tuple[Problem, ...] = ()
    by_hand: tuple[str, ...] = ()
