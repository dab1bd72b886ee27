"""The self-test of an installed program: look, fonts, icons, languages, and every page of both desks."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from clinic_app.services.setup import SetupForm, set_up
from clinic_app.services.workplace import Machine
from clinic_app.system.paths import paths_under
from clinic_app.system.secrets import MemoryKeyRing
from ui import app as ui_app
from ui import i18n, theme
from ui.messages import Level, Notice
from ui.pages import pages_for


def self_test(argv: Sequence[str], *, language: str, version: str) -> int:
    """Set up an installation in a folder of its own, open every page, and say on stderr what failed.

    The user's data is never touched. Returns 0 only when nothing failed.
    """
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = ui_app.make_application(argv, language)
    failures: list[str] = []
    for name in theme.THEMES:
        for size in theme.SIZES:
            theme.apply(app, name, size)
    theme.load_rare_font()
    for other in i18n.LANGUAGES:
        for translator in i18n.install(app, other):
            app.removeTranslator(translator)
    for role in ("clinic", "county"):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            _test_desk(app, Path(folder), role, version, failures)
    for failure in failures:
        sys.stderr.write(f"self-test: {failure}\n")
    return 1 if failures else 0


def _test_desk(app: ui_app.QApplication, folder: Path, role: str, version: str, failures: list[str]) -> None:
    program = ui_app.Program(app, paths_under(folder).ensure(), version=version, basedir=folder)
    messages = program.context.messages
    messages.report = lambda error: failures.append(f"{role}: {type(error).__name__}: {error}")

    def note(notice: Notice) -> None:
        if notice.level == Level.ERROR:
            failures.append(f"{role}: {notice.title} {notice.text}")

    messages.posted.connect(note)
    # A keyring in memory: the test must leave nothing in the one of this machine.
    machine = Machine(ring=MemoryKeyRing())
    form = SetupForm(
        name="自检卫生院",
        account_name="自检",
        login="check",
        password=f"{secrets.token_urlsafe(18)}-a1",
        role=role,
    )
    result = set_up(folder, form, machine=machine)
    program.window.show()
    program.opened(result.app)
    program.context.tasks.drain()
    for page in pages_for(role):
        try:
            program.window.open(page.key)
        except Exception as error:
            failures.append(f"{role} {page.key}: {type(error).__name__}: {error}")
        program.context.tasks.drain()
    program.window.close()
