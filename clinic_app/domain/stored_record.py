"""Reading value classes whose fields are texts from the rows of the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self

import attrs


def stored_texts(row: Mapping[str, Any], names: Iterable[str]) -> dict[str, str]:
    """Return what a row has of some columns as texts; NULL is empty, a column it lacks is left out."""
    return {name: "" if row[name] is None else str(row[name]) for name in names if name in row}


@attrs.frozen
class StoredRecord:
    """Base of the records whose fields are columns of the catalogue, all text, empty when unknown."""

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """Return the record of a store row or of a form; columns it does not know are left alone."""
        return cls(**stored_texts(row, (field.name for field in attrs.fields(cls))))
