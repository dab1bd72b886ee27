"""Opening an installation from a command, and taking secrets from a prompt, a file or the environment."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from clinic_app.domain.errors import FileError, KeyMissing, Rejected
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.system.files import read_file
from clinic_app.system.secrets import PASSPHRASE_VARIABLE

if TYPE_CHECKING:
    from clinic_app.services.app import App
    from clinic_app.services.workplace import Machine

PASSWORD_VARIABLE = "CLINIC_PASSWORD"  # noqa: S105  the name of a variable
LOGIN_VARIABLE = "CLINIC_LOGIN"
RECOVERY_VARIABLE = "CLINIC_RECOVERY_CODE"


def secret(variable: str, file: str | None, prompt: str, *, required: bool = True) -> str:
    """Return a secret: from a file, an environment variable, or typed at the prompt; never an argument.

    Raises:
        Rejected: it is needed and there is none.
        FileError: the file cannot be read.
    """
    if file:
        return text_of_file(Path(file)).strip("\r\n")
    if os.environ.get(variable):
        return os.environ[variable]
    if sys.stdin is not None and sys.stdin.isatty():
        return getpass.getpass(prompt)
    if not required:
        return ""
    raise Rejected(
        [
            Problem(
                variable.lower(),
                "secret.missing",
                say(
                    "需要{what}：请在提示处输入，或放进环境变量 {name}，或写在文件里。",
                    what=prompt.rstrip("： "),
                    name=variable,
                ),
            )
        ]
    )


def text_of_file(path: Path) -> str:
    """Return a text file's content. Raises FileError."""
    try:
        return read_file(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(say("{path} 不是 UTF-8 文字文件，没有读。", path=path)) from error


def basedir_of(args: argparse.Namespace) -> Path | None:
    """Return the folder of the installation that was asked for, or None for the user's own."""
    return Path(args.basedir) if args.basedir else None


def passphrase_of(args: argparse.Namespace, *, ask: bool = False) -> str | None:
    """Return the passphrase that was given, or None; ``ask`` prompts for it."""
    if args.passphrase_file or os.environ.get(PASSPHRASE_VARIABLE):
        return secret(PASSPHRASE_VARIABLE, args.passphrase_file, "")
    return (secret(PASSPHRASE_VARIABLE, None, "启动口令：", required=False) or None) if ask else None


def open_app(args: argparse.Namespace, machine: Machine | None) -> App:
    """Open the installation; asks for the passphrase where the key needs one.

    Raises:
        MachineError: see App.open.
    """
    from clinic_app.reports.page import practise_everywhere
    from clinic_app.services.app import App

    given = passphrase_of(args)
    try:
        app = App.open(basedir_of(args), machine=machine, passphrase=given)
    except KeyMissing:
        typed = None if given else passphrase_of(args, ask=True)
        if typed is None:
            raise
        app = App.open(basedir_of(args), machine=machine, passphrase=typed)
    practise_everywhere(app.place.practising)
    return app


@contextlib.contextmanager
def opened(args: argparse.Namespace, machine: Machine | None) -> Iterator[App]:
    """Open the installation for a command that reads nothing clinical."""
    with open_app(args, machine) as app:
        yield app


@contextlib.contextmanager
def working(args: argparse.Namespace, machine: Machine | None) -> Iterator[App]:
    """Open the installation and log in.

    Raises:
        Rejected: no account was named, or the password is wrong.
    """
    with open_app(args, machine) as app:
        choices = app.session.accounts()
        login = args.login or os.environ.get(LOGIN_VARIABLE) or ""
        if not login and len(choices) == 1:
            login = choices[0].login
        if not login:
            message = say("请用 --login 写明登录名（或环境变量 {name}）。", name=LOGIN_VARIABLE)
            raise Rejected([Problem("login", "login.missing", message)])
        app.session.log_in(login, secret(PASSWORD_VARIABLE, args.password_file, f"{login} 的密码："))
        try:
            yield app
        finally:
            app.session.log_out()
