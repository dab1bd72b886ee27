"""The command ``clinic-app``: the window."""

from __future__ import annotations

import argparse
import faulthandler
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from clinic_app.domain.clock import SystemClock
from clinic_app.domain.errors import ClinicError
from clinic_app.system.config import load_settings
from clinic_app.system.crash import CrashRecorder
from clinic_app.system.logging import configure_logging
from clinic_app.system.paths import find_paths
from ui.crash_teller import CrashTeller


def version() -> str:
    """Return the version of the program, ``0`` in a checkout that was never installed."""
    try:
        return metadata.version("zhuanzhen-clinic")
    except metadata.PackageNotFoundError:
        return "0"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window; 0 when it was closed in order."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser("clinic-app", description="双向转诊：乡镇卫生院和县转诊办的窗口程序")
    parser.add_argument("--basedir", type=Path, help="数据、设置和日志都放在这个文件夹")
    parser.add_argument("--lang", choices=("zh", "en"), default="", help="界面语言，不写则按设置")
    parser.add_argument("--self-test", action="store_true", help="逐页打开一遍，没有问题则退出码为 0")
    parser.add_argument("--version", action="version", version=version())
    options = parser.parse_args(arguments)
    if sys.stderr is not None:  # pythonw has none
        faulthandler.enable()
    try:
        paths = find_paths(options.basedir).ensure()
        settings = load_settings(paths.settings, SystemClock()).settings
    except ClinicError as error:
        parser.exit(2, f"{error}\n")
    configure_logging(paths.log_file, level=settings.get("log.level"), kept_files=settings.get("log.files"))
    teller = CrashTeller()
    crash = CrashRecorder(
        paths.crashes, SystemClock(), version=version(), log_file=paths.log_file, on_crash=teller
    )
    crash.install()
    # Qt only now: a crash while it loads is recorded too.
    from ui import app, self_test

    names = ["clinic-app"]
    try:
        if options.self_test:
            return self_test.self_test(names, language=options.lang or "zh", version=version())
        return app.run(
            names,
            paths,
            language=options.lang,
            version=version(),
            basedir=options.basedir,
            crash=crash,
            teller=teller,
        )
    finally:
        crash.remove()


if __name__ == "__main__":
    raise SystemExit(main())
