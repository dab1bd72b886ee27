"""Which pages of a document are printed, as people write it: 2, or 2-3."""

from __future__ import annotations

import re

import attrs

_PAGES = re.compile(r"([0-9]{1,4})(?:-([0-9]{1,4}))?")


@attrs.frozen
class PageRange:
    """First and last page, 1-based; last 0 is the end."""

    first: int = 1
    last: int = 0


def page_range(text: str) -> PageRange | None:
    """Return the pages of 「2」 or 「2-3」; all for an empty text, None for anything else."""
    if not text.strip():
        return PageRange()
    found = _PAGES.fullmatch(text.strip().replace("—", "-").replace("到", "-"))
    if found is None:
        return None
    first = int(found[1])
    last = int(found[2]) if found[2] else first
    return PageRange(first, last) if 1 <= first <= last else None
