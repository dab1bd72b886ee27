"""README.md says what is so: its commands exist and are all there, its paths exist, its numbers hold."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from clinic_app.cli.parser import build_parser as admin_parser
from clinic_app.hub.cli import build_parser as hub_parser

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def table(heading: str) -> dict[str, str]:
    """Return the first table under a heading or line: its first column (without code marks) and the rest."""
    lines = README.split(heading, 1)[1].splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("|---"))
    rows = {}
    for line in lines[start + 1 :]:
        if not line.startswith("|"):
            break
        first, rest = line.strip("|").split("|", 1)
        rows[first.strip().strip("`")] = rest.strip()
    return rows


def leaves(parser: argparse.ArgumentParser, before: str = "") -> set[str]:
    """Return the full names of a program's commands."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return {
                name
                for word, branch in action.choices.items()
                for name in leaves(branch, f"{before} {word}".strip())
            }
    return {before}


@pytest.mark.parametrize(("program", "parser"), [("clinic-admin", admin_parser), ("clinic-hub", hub_parser)])
def test_every_command_is_told_and_none_that_does_not_exist(program, parser):
    told = set(re.findall(r"`([a-z][a-z -]*)`", table("The programs, in")[program]))
    assert told == leaves(parser())


def test_the_window_knows_its_options():
    told = re.findall(r"`(--[a-z-]+)", table("The programs, in")["clinic-app"])
    source = (ROOT / "ui" / "__main__.py").read_text(encoding="utf-8")
    assert told
    assert all(f'"{option}"' in source for option in told)


def test_the_programs_are_the_installed_ones():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(table("The programs, in")) == {*project["scripts"], *project["gui-scripts"]}


def test_the_practice_window_is_told_as_it_is():
    from clinic_app.services.practice import PEOPLE

    told = re.search(r"设置 → (\w+) → 「(\w+)」 opens a window of its own with (\d+) invented people", README)
    assert told is not None
    subject, button, people = told.groups()
    source = (ROOT / "ui" / "settings" / "practice.py").read_text(encoding="utf-8")
    assert f'"{subject}"' in (ROOT / "ui" / "views" / "settings.py").read_text(encoding="utf-8")
    assert f'"{button}"' in source
    assert int(people) == PEOPLE


def test_make_targets_are_the_told_ones():
    targets = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    assert targets is not None
    assert set(table("## Commands")) == set(targets.group(1).split())
    for target in targets.group(1).split():
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


def test_make_commands_in_code_blocks_exist():
    used = set(re.findall(r"\bmake ([a-z-]+)", README))
    assert {"demo", "test", "run"} <= used
    assert used <= set(table("## Commands"))


def test_the_map_of_the_tree_is_true_and_whole():
    told = table("## The tree")
    assert all((ROOT / path).is_dir() for path in told), told
    rooms = {
        f"clinic_app/{path.name}"
        for path in (ROOT / "clinic_app").iterdir()
        if (path / "__init__.py").exists()
    }
    assert rooms == {path for path in told if path.startswith("clinic_app/")}


def test_the_layers_are_those_that_are_checked():
    told = re.search(r"Imports point one way, `(.+?)`", README)
    assert told is not None
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for layer in re.findall(r"[a-z]+", told.group(1)):
        assert layer == "ui" or layer in pyproject.split("layers = [", 1)[1].split("]", 1)[0]


def test_pictures_exist():
    for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert (ROOT / path).is_file(), path


def test_files_named_in_the_text_exist():
    for path in ("LICENSE", "NOTICE", "constraints.txt"):
        assert f"`{path}`" in README or path in README
        assert (ROOT / path).is_file()


def test_ci_runs_what_the_readme_says():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["make test"]
    assert "make test " in README


def test_the_windows_test_command_is_that_of_make():
    command = re.search(r"pytest -n \$\(WORKERS\) (.+?) \$\(ARGS\)", MAKEFILE)
    assert command is not None
    assert f"pytest -n 2 {command.group(1)}" in README
    assert "WORKERS ?= 2" in MAKEFILE
