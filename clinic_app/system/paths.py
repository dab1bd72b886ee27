"""Where the program keeps its files: data, settings, logs, backups and the journal's second folder."""

from __future__ import annotations

import os
from pathlib import Path

import attrs
import platformdirs

from clinic_app.system.config import read_choice
from clinic_app.system.files import os_errors_turned

APP_NAME = "zhuanzhen-clinic"
"""Folder name under the user's standard folders; ASCII, because old tools trip over anything else."""


@attrs.frozen
class Paths:
    """The folders of one installation and the files with a fixed place in them.

    Attributes:
        data: the encrypted database and what belongs to it.
        config: settings, and the window state kept apart from them.
        logs: log files and crash reports.
        backups: automatic backups (encrypted).
        black_box: second folder for the journal of unsent changes, best on another disk.
    """

    data: Path
    config: Path
    logs: Path
    backups: Path
    black_box: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.data / "clinic.db"

    @property
    def key_envelope(self) -> Path:
        """The database key, sealed under the recovery code; lies beside the database, travels with it."""
        return self.data / "clinic.key.json"

    @property
    def lock(self) -> Path:
        """The file that says which process holds the data folder."""
        return self.data / "clinic.lock"

    @property
    def settings(self) -> Path:
        """What a person chose."""
        return self.config / "settings.json"

    @property
    def state(self) -> Path:
        """What the screen remembers: language, look, window sizes, column widths."""
        return self.config / "screen.json"

    @property
    def log_file(self) -> Path:
        """The log being written."""
        return self.logs / "clinic.log"

    @property
    def crashes(self) -> Path:
        """The folder of crash reports."""
        return self.logs / "crashes"

    def note_folders(self, apart: Path) -> tuple[Path, ...]:
        """Return where notes about this installation's file are kept: ``apart``, and on the journal's disk.

        The journal's folder counts when it lies on another disk, which was then not put back with the first.
        """
        try:
            home = next(folder for folder in (apart, *apart.parents) if folder.exists())
            if self.black_box.stat().st_dev != home.stat().st_dev:
                return (apart, self.black_box)
        except (OSError, StopIteration):
            pass
        return (apart,)

    def with_black_box(self, folder: Path) -> Paths:
        """Return the same installation with its journal in a folder the user chose."""
        return attrs.evolve(self, black_box=folder)

    def ensure(self) -> Paths:
        """Make all folders, readable by this user only, and return self. Raises FileError or DiskFull."""
        for folder in (self.data, self.config, self.logs, self.crashes, self.backups, self.black_box):
            with os_errors_turned(folder):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                if os.name == "posix" and folder.stat().st_uid == os.getuid():
                    folder.chmod(0o700)
        return self


def paths_under(basedir: Path) -> Paths:
    """Return the paths of an installation that lives in one folder (``--basedir``)."""
    base = basedir.expanduser().absolute()
    return Paths(
        data=base / "data",
        config=base / "config",
        logs=base / "logs",
        backups=base / "backups",
        black_box=base / "journal",
    )


def user_paths() -> Paths:
    """Return the paths of this user's installation, by the custom of the operating system.

    Local, never roaming: a roaming profile copies the database between machines at log-out, and two
    machines with one identity is what sync must heal.
    """
    here = platformdirs.PlatformDirs(APP_NAME, appauthor=False, roaming=False)
    return Paths(
        data=here.user_data_path / "data",
        config=here.user_config_path / "config",
        logs=here.user_log_path,
        backups=here.user_data_path / "backups",
        black_box=here.user_state_path / "journal",
    )


def notes_folder() -> Path:
    """Return this user's folder for notes about where data was last used: never inside a data folder."""
    return platformdirs.PlatformDirs(APP_NAME, appauthor=False, roaming=False).user_state_path / "places"


def find_paths(basedir: Path | str | None = None) -> Paths:
    """Return the paths for a command's ``--basedir`` option, or the user's own. Makes nothing.

    The journal is where the settings file wants it; a file that cannot be read leaves it where it is.
    """
    paths = user_paths() if basedir is None else paths_under(Path(basedir))
    journal = read_choice(paths.settings, "journal.folder")
    return paths.with_black_box(Path(journal).expanduser()) if journal else paths
