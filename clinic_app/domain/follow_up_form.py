"""Follow-up forms as data: sections, fields, codes, ranges and skip rules, and reading a definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

import attrs


class AnswerType(StrEnum):
    """How a field is answered."""

    CODE = "code"
    CODES = "codes"
    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    TABLE = "table"


@attrs.frozen
class Choice:
    """One box of a code field.

    Attributes:
        code: what is stored.
        name: what stands beside the box.
        score: points it counts, for forms that add up.
    """

    code: str
    name: str
    score: int = 0


@attrs.frozen
class Condition:
    """Holds when another field was answered in a certain way.

    Attributes:
        key: the other field.
        among: answers that make it hold.
    """

    key: str
    among: tuple[str, ...]


@attrs.frozen
class Formula:
    """How a field is computed from others.

    Attributes:
        kind: ``bmi`` (weight in kg, height in cm) or ``score`` (points of the chosen boxes).
        of: keys of the fields it is computed from.
    """

    kind: str
    of: tuple[str, ...]


@attrs.frozen
class FormField:
    """One question of a form.

    Attributes:
        key: name in the answers.
        label: Chinese label, as on the paper.
        type: how it is answered.
        unit: unit behind the number.
        required: must be answered when it is asked.
        required_if: must be answered only then, such as blood pressure at a visit in person.
        choices: boxes of a code field.
        exclusive: codes that exclude all others (无症状).
        least, most: numbers outside are refused as impossible.
        low, high: numbers outside deserve a second look.
        decimals: digits after the point.
        max_length: most characters.
        show_if: when it is asked; always without.
        formula: how it is computed; it may still be typed over.
        target_of: this is the target beside another field (目前／目标).
        column: name of the follow-up record's own field that holds it, instead of the answers.
        printed: False for questions that only help to judge.
        hint: how to fill it in, from the form's instructions.
        columns: fields of one row of a table.
        most_rows: rows of a table.
    """

    key: str
    label: str
    type: AnswerType
    unit: str = ""
    required: bool = False
    required_if: Condition | None = None
    choices: tuple[Choice, ...] = ()
    exclusive: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    decimals: int = 0
    max_length: int = 0
    show_if: Condition | None = None
    formula: Formula | None = None
    target_of: str = ""
    column: str = ""
    printed: bool = True
    hint: str = ""
    columns: tuple[FormField, ...] = ()
    most_rows: int = 0

    def name_of(self, code: str) -> str:
        """Return the name of a box; an unknown code verbatim."""
        return next((choice.name for choice in self.choices if choice.code == code), code)


@attrs.frozen
class Section:
    """A group of fields under one heading."""

    title: str
    fields: tuple[FormField, ...]


@attrs.frozen
class Order:
    """A number that must be larger than another, such as systolic over diastolic pressure."""

    larger: str
    smaller: str


class RowKind(StrEnum):
    """How a row of the printed sheet holds its answers."""

    DATE = "date"
    INLINE = "inline"
    """The choices stand in every visit's cell, the code in a box behind them."""
    LISTED = "listed"
    """The choices stand in the label, the codes in boxes."""
    SLASH = "slash"
    """Numbers parted by a stroke: 150／95."""
    TARGET = "target"
    """What is, and beside it what is aimed at."""
    SPORT = "sport"
    """Times a week and minutes each, and the same as they are aimed at."""
    TEXT = "text"
    DRUG = "drug"
    """One drug of the table, by its place."""
    SIGNATURE = "signature"


@attrs.frozen
class SheetRow:
    """One row of the printed sheet.

    Attributes:
        label: as on the paper.
        kind: how the answers stand in it.
        keys: fields it holds.
        at: which drug, from 0.
    """

    label: str
    kind: RowKind
    keys: tuple[str, ...]
    at: int = 0


@attrs.frozen
class SheetGroup:
    """Rows under one word that stands upright at the left (体征); without a title they stand alone."""

    title: str
    rows: tuple[SheetRow, ...]


@attrs.frozen
class Form:
    """One follow-up form in one edition.

    Attributes:
        id: stable word, stored with every follow-up.
        edition: stored with every follow-up, so that old ones are shown with their own codes.
        title: heading of the paper.
        short_title: for lists.
        disease: managed group the form belongs to.
        source: where it comes from.
        face_to_face_per_year: visits in person the norm asks for; 0 when it asks for none.
        sections: in the order of the paper.
        orders: numbers that must be larger than others.
        sheet: the rows of the printed sheet as the norm rules them; without them every field has a row.
    """

    id: str
    edition: str
    title: str
    short_title: str
    disease: str
    source: str
    face_to_face_per_year: int
    sections: tuple[Section, ...]
    orders: tuple[Order, ...] = ()
    sheet: tuple[SheetGroup, ...] = ()

    def fields(self) -> Iterator[FormField]:
        """Iterate over all fields in the order of the paper."""
        for section in self.sections:
            yield from section.fields

    def field(self, key: str) -> FormField:
        """Return a field by its key. Raises KeyError."""
        for field in self.fields():
            if field.key == key:
                return field
        raise KeyError(key)

    @property
    def columns(self) -> dict[str, str]:
        """Field key → field of the follow-up record, for the answers that the record itself holds."""
        return {field.key: field.column for field in self.fields() if field.column}


# ---- reading a definition ---------------------------------------------------------------------------------


def parse_form(data: Mapping[str, Any]) -> Form:
    """Return the form of a definition (resources/forms). Raises KeyError or ValueError for a broken one."""
    return Form(
        data["id"],
        data["edition"],
        data["title"],
        data["short_title"],
        data["disease"],
        data["source"],
        data.get("face_to_face_per_year", 0),
        tuple(Section(part["title"], tuple(map(_parse_field, part["fields"]))) for part in data["sections"]),
        tuple(Order(*pair) for pair in data.get("orders", ())),
        tuple(_parse_group(group) for group in data.get("sheet", ())),
    )


def _parse_group(data: Mapping[str, Any]) -> SheetGroup:
    rows = (
        SheetRow(row["label"], RowKind(row["kind"]), tuple(row["keys"]), row.get("at", 0))
        for row in data["rows"]
    )
    return SheetGroup(data.get("title", ""), tuple(rows))


def _parse_field(data: Mapping[str, Any]) -> FormField:
    def number(name: str) -> Decimal | None:
        return Decimal(str(data[name])) if name in data else None

    formula = data.get("formula")
    return FormField(
        key=data["key"],
        label=data["label"],
        type=AnswerType(data["type"]),
        unit=data.get("unit", ""),
        required=data.get("required", False),
        required_if=_parse_condition(data.get("required_if")),
        choices=tuple(Choice(*choice) for choice in data.get("choices", ())),
        exclusive=tuple(data.get("exclusive", ())),
        least=number("least"),
        most=number("most"),
        low=number("low"),
        high=number("high"),
        decimals=data.get("decimals", 0),
        max_length=data.get("max_length", 0),
        show_if=_parse_condition(data.get("show_if")),
        formula=Formula(formula["kind"], tuple(formula["of"])) if formula else None,
        target_of=data.get("target_of", ""),
        column=data.get("column", ""),
        printed=data.get("printed", True),
        hint=data.get("hint", ""),
        columns=tuple(map(_parse_field, data.get("columns", ()))),
        most_rows=data.get("most_rows", 0),
    )


def _parse_condition(data: Mapping[str, Any] | None) -> Condition | None:
    return Condition(data["key"], tuple(data["among"])) if data else None
