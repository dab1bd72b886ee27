"""The steps that bring a database file up to this program's tables."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Protocol

import sqlite_utils
from sqlite_utils import Migrations

from clinic_app.domain.clock import Clock
from clinic_app.domain.errors import FileError
from clinic_app.domain.wording import say
from clinic_app.store import catalogue_upgrade, local_schema, schema
from clinic_app.store.cipher_file import MAJOR_STEP, SCHEMA_MAJOR

clinic = Migrations("clinic")


@clinic()
def m0001_first(tables: sqlite_utils.Database) -> None:
    """Build the synced tables, the sync bookkeeping and the tables that stay on this machine."""
    for script in (schema.SYNC_TABLES, *schema.synced_tables(), local_schema.LOCAL_TABLES):
        for statement in statements(script):
            tables.execute(statement)
    tables.execute(f"PRAGMA user_version = {SCHEMA_MAJOR * MAJOR_STEP + 1}")


def statements(script: str) -> list[str]:
    """Return the CREATE statements of a script, each of which begins a line.

    ``executescript`` of sqlite-utils tries every prefix of a script for completeness, which takes seconds
    for the triggers; that of the driver would commit half-way.
    """
    return [part for part in re.split(r"(?<=;)\s*\n(?=CREATE )", script.strip()) if part]


class Copyable(Protocol):
    """What a copy before an upgrade needs of a database."""

    clock: Clock
    path: Path
    tables: sqlite_utils.Database

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy to a new file."""
        ...


def pending(tables: sqlite_utils.Database) -> list[str]:
    """Return the names of the steps still to take; reads only."""
    steps = [step.name for step in clinic.pending(tables)]
    return [*steps, catalogue_upgrade.NAME] if catalogue_upgrade.pending(tables) else steps


def apply(tables: sqlite_utils.Database) -> None:
    """Take every pending step, each in a transaction of its own with its bookkeeping.

    A power cut leaves a step wholly taken or wholly pending.
    """
    clinic.apply(tables)
    if catalogue_upgrade.pending(tables):
        catalogue_upgrade.apply(tables)


def keep_copy(database: Copyable, folder: Path) -> Path:
    """Copy the file as it is before an upgrade and return the copy's path.

    The copy opens with the program version that wrote it. An upgrade tried again keeps its own copy
    and replaces none.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            say(
                "升级前要在 {folder} 留一份副本，但写不进去（{reason}）。数据库没有升级，没有改动。"
                "请检查文件夹权限后重新打开。",
                folder=folder,
                reason=error.strerror or error,
            )
        ) from error
    version = database.tables.execute("PRAGMA user_version").fetchone()[0]
    moment = database.clock.now().strftime("%Y%m%dT%H%M%SZ")
    stem = f"{database.path.stem}-before-upgrade-{version}-{moment}"
    target, number = folder / f"{stem}.db", 1
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}.db"
    database.copy_to(target)
    return target
