#!/bin/sh
# Makes .venv with everything the program, the hub and the tests need. Quick when nothing changed.
# On a Debian-family system it installs missing system packages when it may, and names them when it may not.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "setup: $*" >&2; }
. installer/system_packages.sh

usable() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}
# The system's own Python comes first: distributions build it with every optimisation, which others that
# stand before it in PATH often lack; the program is a sixth faster with it.
find_python() {
    for candidate in ${PYTHON:-/usr/bin/python3.11 python3.11 python3.12 python3.13 python3.14 python3}; do
        if usable "$candidate"; then
            echo "$candidate"
            return
        fi
    done
}
python=$(find_python)
if [ -z "$python" ] && [ -z "${PYTHON:-}" ] && apt_install python3 python3-venv; then
    python=$(find_python)
fi
if [ -z "$python" ]; then
    say "Python 3.11 or newer with its venv module is needed. On Debian 12: apt-get install python3 python3-venv"
    exit 1
fi

wanted=$({ pwd; "$python" --version; cat pyproject.toml constraints.txt installer/setup.sh; } | sha256sum | cut -d' ' -f1)
if [ -x .venv/bin/python ] && [ "$(cat .venv/.ready 2>/dev/null || true)" = "$wanted" ]; then
    exit 0
fi

# A .venv of another Python, one whose Python is gone, or one that was moved here with its folder is of no use:
# the commands in it begin with the full path of their Python.
if [ -d .venv ] && ! { [ "$(.venv/bin/python --version 2>/dev/null)" = "$("$python" --version)" ] &&
    grep -qs "^VIRTUAL_ENV=.*$(pwd)/.venv" .venv/bin/activate; }; then
    say "removing .venv: it belongs to another Python or another folder"
    rm -rf .venv
fi
[ -d .venv ] || { say "making .venv with $("$python" --version)"; "$python" -m venv .venv; }

say "installing the pinned packages (some minutes the first time)"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r constraints.txt
# The build backend is among the pinned packages, so nothing unpinned is fetched to build our own.
PYTHONWARNINGS=ignore .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable '.[hub]'

# Qt comes from PyPI with most of what it needs, but not with the libraries of the desktop.
if command -v ldd >/dev/null 2>&1; then
    qt=$(.venv/bin/python -c 'import importlib.util as u; print(u.find_spec("PySide6").submodule_search_locations[0])')/Qt
    missing() {
        for name in Widgets Svg Pdf PrintSupport XcbQpa; do echo "$qt/lib/libQt6$name.so.6"; done |
            xargs ldd "$qt"/plugins/platforms/libqoffscreen.so "$qt"/plugins/platforms/libqxcb.so |
            awk '/not found/ {print $1}' | sort -u
    }
    if [ -n "$(missing)" ]; then
        packages="libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libfreetype6 libxkbcommon0 libxkbcommon-x11-0
            libx11-6 libx11-xcb1 libxcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
            libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0
            libxcb-xkb1 libcups2 libgssapi-krb5-2"
        # shellcheck disable=SC2086
        if ! apt_install $packages || [ -n "$(missing)" ]; then
            say "Qt lacks these system libraries:" $(missing)
            say "On Debian 12 they come with: apt-get install" $packages
            exit 1
        fi
    fi
fi

echo "$wanted" >.venv/.ready
say "ready"
