from __future__ import annotations

import json
import shutil

import attrs
import pytest

from clinic_app.domain.catalogue import KINDS, PATIENT, Field, FieldType, Kind, Lane, MergeClass, Ownership
from clinic_app.store import catalogue_upgrade, rows, schema
from clinic_app.store.database import Database
from clinic_app.store.unit_of_work import UnitOfWork
from tests.unit.store.conftest import KEY
from tests.unit.store.golden import DATA

HEIGHT = Field("height_cm", "身高", FieldType.INTEGER, MergeClass.CONTACT, since=2)
NICKNAME = Field("nickname", "小名", FieldType.TEXT, MergeClass.SAFETY, 20, since=2)
VACCINE = Kind(
    "vaccine",
    "接种",
    (
        Field("patient_id", "患者", FieldType.ID, MergeClass.IDENTITY, refers_to="patient"),
        Field("doses", "针次", FieldType.INTEGER, MergeClass.CONTACT),
    ),
    Ownership.CLINIC,
    Lane.CLINIC,
    belongs_to="patient_id",
    since=2,
)


@pytest.fixture
def next_catalogue(monkeypatch):
    patient = attrs.evolve(PATIENT, fields=(*PATIENT.fields, HEIGHT, NICKNAME))
    kinds = tuple(patient if kind is PATIENT else kind for kind in KINDS)
    monkeypatch.setattr(schema, "KINDS", (*kinds, VACCINE))
    monkeypatch.setattr(schema, "CATALOGUE_VERSION", 2)


@pytest.fixture
def old(path, clock, entropy):
    """A file of catalogue 1 that already met a newer program's fields and kinds."""
    path.parent.mkdir()
    shutil.copyfile(DATA / "clinic-v0001.db", path)
    extra = {"height_cm": 158, "nickname": "兰兰", "future": "unknown still"}
    vaccine = {
        "owner": "O",
        "void": 1,
        "void_reason": "录错",
        "body": {"patient_id": "P", "doses": 2, "lot": "7"},
    }
    with Database.open(path, KEY, clock=clock, entropy=entropy) as db, UnitOfWork(db, user_name="") as work:
        with db.applying():
            insert = "INSERT INTO patient(id, name, _rev, _extra) VALUES (?, ?, 5, ?)"
            db.execute(insert, ("P", "马玉兰", json.dumps(extra)))
            db.execute(insert, ("Q", "张伟", json.dumps({"height_cm": "tall"})))
        db.execute(
            "INSERT INTO extra_row(ent, id, rev, lane, body) VALUES ('vaccine', 'V', 9, 'clinic', ?)",
            (json.dumps(vaccine),),
        )
        db.execute(
            "INSERT INTO extra_row(ent, id, rev, lane, body) VALUES ('unheard_of', 'U', 9, 'clinic', '{}')"
        )
        work.commit()
    return path


@pytest.fixture
def upgraded(old, next_catalogue, clock, entropy):
    with Database.open(old, KEY, clock=clock, entropy=entropy) as db:
        yield db


def ops(db):
    return db.execute("SELECT * FROM op ORDER BY op_seq")


def test_values_that_were_kept_aside_come_to_their_columns(upgraded):
    assert upgraded.execute("SELECT height_cm, nickname, _extra, _rev FROM patient WHERE id = 'P'") == [
        {"height_cm": 158, "nickname": "兰兰", "_extra": '{"future":"unknown still"}', "_rev": 5}
    ]
    # A value of another type than this program expects is neither lost nor shown.
    assert upgraded.execute("SELECT height_cm, _extra FROM patient WHERE id = 'Q'") == [
        {"height_cm": None, "_extra": '{"height_cm": "tall"}'}
    ]


def test_records_of_a_new_kind_come_to_their_table(upgraded):
    assert upgraded.execute("SELECT * FROM vaccine") == [
        {
            "id": "V",
            "patient_id": "P",
            "doses": 2,
            "_owner": "O",
            "_rev": 9,
            "_void": 1,
            "_void_reason": "录错",
            "_lane": "clinic",
            "_extra": '{"lot":"7"}',
        }
    ]
    assert upgraded.execute("SELECT ent FROM extra_row") == [{"ent": "unheard_of"}]


def test_an_upgrade_is_not_an_edit(upgraded):
    assert len(ops(upgraded)) == 6
    assert upgraded.execute("SELECT catalogue_ver FROM sync_state") == [{"catalogue_ver": 2}]


def test_new_fields_and_kinds_are_captured_from_now_on(upgraded):
    with UnitOfWork(upgraded, user_name="王秀兰") as work:
        upgraded.execute("UPDATE patient SET nickname = '小兰', height_cm = 159 WHERE id = 'P'")
        upgraded.execute("INSERT INTO vaccine(id, patient_id, doses) VALUES ('W', 'P', 1)")
        work.commit()
    edit, add = ops(upgraded)[-2:]
    assert json.loads(edit["sets"]) == {"nickname": "小兰", "height_cm": 159}
    assert json.loads(edit["olds"]) == {"nickname": "兰兰"}
    assert (edit["cat_ver"], add["cat_ver"]) == (2, 2)
    assert json.loads(add["sets"]) == {"patient_id": "P", "doses": 1}


def test_old_fields_are_still_captured_and_old_guards_still_hold(upgraded):
    with UnitOfWork(upgraded, user_name="王秀兰") as work:
        rows.update(upgraded, "patient", "P", {"phone": "13900001234"})
        work.commit()
    assert json.loads(ops(upgraded)[-1]["sets"]) == {"phone": "13900001234"}
    assert {"key": "13900001234"} in upgraded.execute("SELECT key FROM patient_key WHERE patient_id = 'P'")


def test_it_happens_once_after_a_copy(old, upgraded, clock, entropy):
    assert len(list((old.parent / "backups").iterdir())) == 1
    assert not catalogue_upgrade.pending(upgraded.tables)
    upgraded.close()
    Database.open(old, KEY, clock=clock, entropy=entropy).close()
    assert len(list((old.parent / "backups").iterdir())) == 1


def test_a_cut_leaves_the_file_as_it_was(old, next_catalogue, clock, entropy, monkeypatch):
    def cut(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(catalogue_upgrade, "_found", cut)
        with pytest.raises(KeyboardInterrupt):
            Database.open(old, KEY, clock=clock, entropy=entropy)
    with Database.open(old, KEY, clock=clock, entropy=entropy) as db:
        assert db.execute("SELECT nickname FROM patient WHERE id = 'P'") == [{"nickname": "兰兰"}]
        assert len(db.execute("SELECT * FROM vaccine")) == 1
