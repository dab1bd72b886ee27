"""Builds the Debian package of the clinic program, with its own Python packages and trimmed Qt inside.

    python -m installer.deb [--output DIR]

The package needs nothing from the network when it is installed: Python itself and the desktop's system
libraries come from the distribution, everything else lies in /opt/zhuanzhen-clinic. The hub is not in it.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from installer.qt_parts import trim, used_bindings

ROOT = Path(__file__).resolve().parent.parent
NAME = "zhuanzhen-clinic"
HOME = Path("opt") / NAME
PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"

WITHOUT = ("clinic_app/hub", "ui/demo")
"""Folders that stay out: the hub, and the demonstration that starts one."""

LAUNCHERS = {"clinic-app": "ui.__main__", "clinic-admin": "clinic_app.cli"}
"""Commands and the modules whose ``main`` they call."""

LAUNCHER = """\
#!/usr/bin/{python} -I
# -I: neither the user's packages nor the working folder can change what runs here.
import os
import sys

sys.path.insert(0, "/{home}/lib")
if os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
    # The Qt inside has no fcitx plugin; fcitx understands ibus.
    os.environ["QT_IM_MODULE"] = "ibus"

from {module} import main

sys.exit(main())
"""

SYSTEM_LIBRARIES = """
libc6 (>= 2.34), libegl1, libgl1, libglib2.0-0 | libglib2.0-0t64, libdbus-1-3, libfontconfig1,
libfreetype6, libxkbcommon0, libxkbcommon-x11-0, libx11-6, libx11-xcb1, libxcb1, libxcb-cursor0,
libxcb-icccm4, libxcb-image0, libxcb-keysyms1, libxcb-randr0, libxcb-render-util0, libxcb-render0,
libxcb-shape0, libxcb-shm0, libxcb-sync1, libxcb-util1, libxcb-xfixes0, libxcb-xkb1, libcups2 |
libcups2t64, libgssapi-krb5-2, libwayland-client0, libwayland-cursor0, libwayland-egl1
"""
"""Debian packages of what Qt's libraries are linked against and do not bring along."""

CONTROL = """\
Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: {name} authors <noreply@example.invalid>
Installed-Size: {size}
Depends: {python}, {libraries}
Recommends: cups-client, gnome-keyring | kwalletmanager
Section: misc
Priority: optional
Description: two-way referrals for township clinics and county referral desks
 Referrals, follow-ups and contact cards in an encrypted file on this computer,
 slips on paper, and exchange with the county hub whenever there is a line.
 .
 乡镇卫生院与县级转诊办公室的双向转诊：离线可用，本机加密保存，
 打印双向转诊单，有网络时与县平台交换。
"""


def main() -> int:
    """Build the package and print its place."""
    parser = argparse.ArgumentParser(
        "installer.deb", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="folder of the finished package")
    options = parser.parse_args()
    for tool in ("dpkg-deb", "objdump", "git"):
        if shutil.which(tool) is None:
            parser.exit(2, f"{tool} is missing: apt-get install dpkg binutils git\n")
    print(build(options.output))
    return 0


def build(output: Path) -> Path:
    """Build the package into a folder and return its file."""
    tree = ROOT / "build" / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    library = tree / HOME / "lib"
    library.mkdir(parents=True)
    install_dependencies(library)
    install_program(library, ROOT / "build" / "deb-source")
    trim(library / "PySide6", used_bindings(library / "ui"))
    drop_ballast(library)
    compile_all(library)
    write_launchers(tree)
    write_desktop(tree)
    return pack(tree, output)


def install_dependencies(library: Path) -> None:
    """Install the pinned packages of the clinic program, hashes checked, into the payload."""
    pinned = (ROOT / "constraints-clinic.txt").read_text(encoding="utf-8")
    listed = ROOT / "build" / "deb-requirements.txt"
    listed.write_text(without_pip(pinned), encoding="utf-8")
    _pip("--require-hashes", "--no-deps", "--only-binary", ":all:", "--target", library, "-r", listed)
    shutil.rmtree(library / "bin")


def without_pip(pinned: str) -> str:
    """Return pins without pip, which sqlite-utils names for a plug-in command that is not used here."""
    return re.sub(r"^pip==.*(?:\n    --hash=\S+(?: \\)?)+\n", "", pinned, flags=re.MULTILINE)


def install_program(library: Path, source: Path) -> None:
    """Build our own package from a clean copy without some folders, and install it into the payload."""
    shutil.rmtree(source, ignore_errors=True)
    left_out = shutil.ignore_patterns("__pycache__", "*.pyc")
    for folder in ("clinic_app", "ui", "resources"):
        shutil.copytree(ROOT / folder, source / folder, ignore=left_out)
    for folder in WITHOUT:
        shutil.rmtree(source / folder)
    for file in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / file, source / file)
    _pip("--no-deps", "--no-build-isolation", "--target", library, source)


def drop_ballast(library: Path) -> None:
    """Remove what no program loads: stubs, headers, tests of other packages, their commands."""
    shutil.rmtree(library / "bin")
    for pattern in ("**/*.pyi", "**/__pycache__", "*/tests", "*/test", "*/include", "lxml/isoschematron"):
        for path in list(library.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def compile_all(library: Path) -> None:
    """Compile the payload: users cannot write there, so Python could never do it for itself."""
    command = [sys.executable, "-m", "compileall", "-q", "-j", "2", "--invalidation-mode", "unchecked-hash"]
    subprocess.run([*command, "-s", library, "-p", f"/{HOME}/lib", library], check=True)


def write_launchers(tree: Path) -> None:
    """Write the commands, and links to them in /usr/bin."""
    links = tree / "usr" / "bin"
    links.mkdir(parents=True)
    programs = tree / HOME / "bin"
    programs.mkdir()
    for name, module in LAUNCHERS.items():
        program = programs / name
        program.write_text(LAUNCHER.format(python=PYTHON, home=HOME, module=module), encoding="utf-8")
        program.chmod(0o755)
        (links / name).symlink_to(f"/{HOME}/bin/{name}")


def write_desktop(tree: Path) -> None:
    """Write menu entry, icon and licences."""
    share = tree / "usr" / "share"
    places = {
        f"{NAME}.desktop": share / "applications",
        f"{NAME}.svg": share / "icons" / "hicolor" / "scalable" / "apps",
    }
    for name, folder in places.items():
        folder.mkdir(parents=True)
        shutil.copy(ROOT / "installer" / name, folder / name)
    doc = share / "doc" / NAME
    doc.mkdir(parents=True)
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in ("LICENSE", "NOTICE")]
    (doc / "copyright").write_text("\n\n".join(texts), encoding="utf-8")


def pack(tree: Path, output: Path) -> Path:
    """Write the control file and pack the tree."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    architecture = _output_of("dpkg", "--print-architecture")
    size = sum(path.lstat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    control = tree / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(
        CONTROL.format(
            name=NAME,
            version=project["version"],
            architecture=architecture,
            size=size,
            python=PYTHON,
            libraries=" ".join(SYSTEM_LIBRARIES.split()),
        ),
        encoding="utf-8",
    )
    for path in tree.rglob("*"):
        if path.is_dir():
            path.chmod(0o755)
        elif not path.is_symlink():
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
    output.mkdir(parents=True, exist_ok=True)
    package = output / f"{NAME}_{project['version']}_{architecture}.deb"
    # The same source gives the same package, whenever it is built.
    moment = os.environ.get("SOURCE_DATE_EPOCH") or _output_of("git", "log", "-1", "--format=%ct")
    # xz is what every Debian derivative reads; beyond level 2 it takes minutes to save a few percent.
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z2", "--build", tree, package],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "SOURCE_DATE_EPOCH": moment},
    )
    return package


def _pip(*arguments: str | Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-compile",
    ]
    # A user's pip settings for another target would put files elsewhere.
    environment = {key: value for key, value in os.environ.items() if key not in {"PIP_TARGET", "PIP_USER"}}
    subprocess.run([*command, *map(str, arguments)], check=True, env=environment)


def _output_of(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.strip()


if __name__ == "__main__":
    raise SystemExit(main())
