#!/bin/sh
# Writes constraints.txt (everything) and constraints-clinic.txt (the clinic program) from pyproject.toml.
set -eu
cd "$(dirname "$0")/.."
tools=build/lock-tools
[ -x "$tools/bin/uv" ] || { python3 -m venv "$tools" && "$tools/bin/pip" install --quiet uv; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo setuptools >"$work/build.in"
compile() {
    "$tools/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --no-annotate "$@"
}
# The build backend is pinned too: `pip install --no-build-isolation` then fetches nothing unseen.
cp constraints.txt "$work/all.txt"
cp constraints-clinic.txt "$work/clinic.txt"
compile pyproject.toml "$work/build.in" --extra hub --group dev --output-file "$work/all.txt"
compile pyproject.toml --constraint "$work/all.txt" --output-file "$work/clinic.txt"

made="# Made by \`make lock\` from pyproject.toml; works for Linux and Windows, Python 3.11 and later."
{
    echo "# Everything this project installs, pinned with the hashes of its files: program, hub, development tools."
    echo "$made"
    grep -v '^#' "$work/all.txt"
} >constraints.txt
{
    echo "# What the clinic program alone installs (no hub, no development tools), pinned with hashes; for the installers."
    echo "$made"
    grep -v '^#' "$work/clinic.txt"
} >constraints-clinic.txt
