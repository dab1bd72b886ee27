"""Bringing the hub's database to the schema of this program; Alembic revisions, run by the program itself."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from clinic_app.domain.errors import SchemaTooNew
from clinic_app.domain.wording import say
from clinic_app.hub.database import HubDatabase

_LOCK = 0x5A5A_4855_4200
"""Advisory lock under which hub processes started together migrate one after the other."""


def upgrade(database: HubDatabase) -> bool:
    """Bring the database to this program's schema, in one transaction; return whether it changed.

    Raises:
        SchemaTooNew: a newer program made it; nothing was changed.
        StoreError: the database cannot be reached or written; nothing was changed.
    """
    with database.transaction() as tx:
        if tx.postgres:
            tx.run("SELECT pg_advisory_xact_lock(:key)", key=_LOCK)
        before = _checked_revision(tx.connection)
        if before == newest_revision():
            return False
        command.upgrade(_config(tx.connection), "head")
    return True


def check_schema(database: HubDatabase) -> None:
    """Refuse to work with a database that a newer program made; an older one is mended by ``upgrade``.

    Raises:
        SchemaTooNew: a newer program made it; nothing was changed.
    """
    with database.transaction() as tx:
        _checked_revision(tx.connection)


def newest_revision() -> str:
    """Return the revision of this program's schema."""
    return str(_scripts().get_current_head())


def is_known(revision: str) -> bool:
    """Tell whether this program can read what was written with a revision of the schema."""
    return revision in {script.revision for script in _scripts().walk_revisions()}


def schema_revision(database: HubDatabase) -> str:
    """Return the revision of the database, empty when it holds nothing yet."""
    with database.transaction() as tx:
        return MigrationContext.configure(tx.connection).get_current_revision() or ""


def _checked_revision(connection: Connection) -> str:
    found = MigrationContext.configure(connection).get_current_revision() or ""
    if found and not is_known(found):
        raise SchemaTooNew(say("县平台数据库来自更新的版本，没有改动任何数据。请先升级县平台程序，再启动。"))
    return found


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(None))


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
