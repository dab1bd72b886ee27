"""Programs of different age in one county: an older one knows fewer fields and kinds than the hub."""

from __future__ import annotations

import attrs

from clinic_app.domain import catalogue, change
from clinic_app.domain.catalogue import ElementOf, Field, FieldType, Kind, Lane, MergeClass, Ownership
from clinic_app.store import ahead_rows, database, outbox, rows, schema, synced_rows
from clinic_app.sync import exchange

MISSING_KINDS = ("medication", "device_key")
MISSING_FIELDS = ("blood_type", "occupation", "note", "reaction", "rehab_advice")
"""What an older program did not have yet: fields of several merge classes, an element kind, new kinds."""


class Program:
    """A program of some age; inside ``with`` the store and the exchange run as it."""

    def __init__(self, kinds, version):
        self.version = version
        self.kinds = {kind.name: kind for kind in kinds}
        self._fields = {kind.name: {f.name: f for f in kind.fields} for kind in kinds}
        self._before = []

    def knows(self, kind, field):
        """Tell whether this program has a field."""
        return kind in self.kinds and field in self._fields[kind]

    def fields(self, kind):
        """Return the names of the fields this program has of a kind it knows."""
        return self._fields[kind].keys()

    def _changes(self):
        kinds = tuple(self.kinds.values())
        return (
            (catalogue, "_FIELDS", self._fields),
            (catalogue, "BY_NAME", self.kinds),
            (catalogue, "KINDS", kinds),
            (change, "BY_NAME", self.kinds),
            (schema, "KINDS", kinds),
            (schema, "CATALOGUE_VERSION", self.version),
            (database, "CATALOGUE_VERSION", self.version),
            (exchange, "CATALOGUE_VERSION", self.version),
            (outbox, "CATALOGUE_VERSION", self.version),
            (outbox, "kind_of", self.kinds.__getitem__),
            (rows, "kind_of", self.kinds.__getitem__),
            (synced_rows, "kind_of", self.kinds.__getitem__),
            (ahead_rows, "kind_of", self.kinds.__getitem__),
            (ahead_rows, "BY_NAME", self.kinds),
            (synced_rows, "BY_NAME", self.kinds),
            (synced_rows, "KINDS", kinds),
            (synced_rows, "_MEMBERS", synced_rows._members_of(kinds)),
            (synced_rows, "_KINDS_IN_LANE", synced_rows._kinds_in_lane_of(kinds)),
        )

    def __enter__(self):
        if self is not current():
            changes = self._changes()
            self._before.append([(owner, name, getattr(owner, name)) for owner, name, _ in changes])
            for owner, name, value in changes:
                setattr(owner, name, value)
        else:
            self._before.append([])
        _running.append(self)
        return self

    def __exit__(self, *_):
        _running.pop()
        for owner, name, value in self._before.pop():
            setattr(owner, name, value)


def current():
    """Return the program that runs now."""
    return _running[-1]


def _without(kind, fields):
    return attrs.evolve(kind, fields=tuple(f for f in kind.fields if f.name not in fields))


def _older(kinds, fields, by):
    return Program(
        [_without(kind, fields) for kind in catalogue.KINDS if kind.name not in kinds],
        catalogue.CATALOGUE_VERSION - by,
    )


SHIPPED = Program(catalogue.KINDS, catalogue.CATALOGUE_VERSION)
OLDER = _older(MISSING_KINDS, MISSING_FIELDS, 2)
OLD = _older(MISSING_KINDS[1:], MISSING_FIELDS[2:], 1)
"""Two programs of the past: the later of them has some of what the earlier one lacks."""


def _text(name, merge):
    return Field(name, name, FieldType.TEXT, merge, 200)


_LINK = Field("patient_id", "", FieldType.ID, MergeClass.IDENTITY, refers_to="patient")

LATER_FIELDS = {
    "patient": (_text("risk_band", MergeClass.SAFETY), _text("nickname", MergeClass.CONTACT)),
    "referral": (Field("remarks", "", FieldType.LONG_TEXT, MergeClass.TEXT, 2000),),
}
LATER_KINDS = (
    Kind(
        "vaccination",
        "",
        (_LINK, _text("batch", MergeClass.SAFETY), Field("dose", "", FieldType.INTEGER, MergeClass.SAFETY)),
        Ownership.CLINIC,
        Lane.CLINIC,
        element_of=ElementOf("patient", "vaccinations", "patient_id", "", asks=True),
        belongs_to="patient_id",
    ),
    Kind("home_visit", "", (_LINK, _text("place", MergeClass.CONTACT)), Ownership.WRITER, Lane.CLINIC),
    Kind("drug_alert", "", (_text("drug", MergeClass.SAFETY),), Ownership.WRITER, Lane.REFERENCE),
)
"""What a program of tomorrow has more: fields of several merge classes, and kinds of which the hub of
today knows neither the lane, nor the owner, nor that they are elements of a set."""


def _newer():
    widened = [
        attrs.evolve(kind, fields=kind.fields + LATER_FIELDS.get(kind.name, ())) for kind in catalogue.KINDS
    ]
    return Program([*widened, *LATER_KINDS], catalogue.CATALOGUE_VERSION + 1)


NEWER = _newer()


def program_of(name):
    """Return the program that a PC of a name begins with."""
    if name.startswith("new-"):
        return NEWER
    if not name.startswith("old-"):
        return SHIPPED
    return OLD if name == "old-county" else OLDER


_running = [SHIPPED]
