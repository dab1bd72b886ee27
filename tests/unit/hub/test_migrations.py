from __future__ import annotations

import pytest
import sqlalchemy as sa

from clinic_app.domain.errors import SchemaTooNew, StoreError
from clinic_app.hub import migrations
from clinic_app.hub.database import HubDatabase
from clinic_app.hub.migrations import check_schema, newest_revision, schema_revision, upgrade
from clinic_app.hub.tables import METADATA


def shape(database: HubDatabase) -> dict:
    """Return all that matters of a schema: columns, types, defaults, keys and indexes."""
    inspector = sa.inspect(database.engine)
    found = {}
    for table in sorted(set(inspector.get_table_names()) - {"alembic_version"}):
        found[table] = {
            "columns": [
                (c["name"], str(c["type"]), c["nullable"], c["default"]) for c in inspector.get_columns(table)
            ],
            "key": inspector.get_pk_constraint(table)["constrained_columns"],
            "indexes": sorted((i["name"], tuple(i["column_names"])) for i in inspector.get_indexes(table)),
            "unique": sorted(tuple(u["column_names"]) for u in inspector.get_unique_constraints(table)),
        }
    return found


def test_migrations_make_what_the_program_expects(database_url, tmp_path):
    migrated = HubDatabase(database_url)
    assert upgrade(migrated)
    by_migration = shape(migrated)
    with migrated.engine.begin() as connection:
        METADATA.drop_all(connection)
        METADATA.create_all(connection)
    by_metadata = shape(migrated)
    migrated.close()
    assert by_migration.keys() == set(METADATA.tables)
    assert by_migration == by_metadata


def test_upgrading_twice_changes_nothing(database_url):
    database = HubDatabase(database_url)
    assert upgrade(database) is True
    assert upgrade(database) is False
    assert schema_revision(database) == newest_revision()
    database.close()


def test_a_database_from_a_newer_program_is_refused_untouched(database_url):
    database = HubDatabase(database_url)
    upgrade(database)
    with database.transaction() as tx:
        tx.run("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaTooNew):
        upgrade(database)
    with pytest.raises(SchemaTooNew):
        check_schema(database)
    assert schema_revision(database) == "9999"
    database.close()


def test_a_migration_that_fails_leaves_nothing_behind(database_url, monkeypatch):
    database = HubDatabase(database_url)
    with database.transaction() as tx:
        tx.run("CREATE TABLE scope(x INTEGER)")  # the last tables of the first revision will meet it
    with pytest.raises(StoreError):
        upgrade(database)
    assert schema_revision(database) == ""
    assert sa.inspect(database.engine).get_table_names() == ["scope"]
    database.close()


def test_revisions_form_one_line():
    revisions = list(migrations._scripts().walk_revisions())
    assert [r.down_revision for r in revisions[:-1]] == [r.revision for r in revisions[1:]]
    assert revisions[-1].down_revision is None
