"""What the README names is there: buttons, commands, folders and files."""

import re
import tomllib

import pytest

from sacwatch.cli import COMMANDS
from tests.boundaries.code import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def _sources() -> str:
    whole = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "sacwatch").rglob("*.py"))
    # What is one sentence may stand in several pieces.
    return re.sub(r'"\s*\n\s*"', "", whole)


def test_every_button_it_names_is_there():
    sources = _sources()
    jobs = README.split("## Without a window")[0]
    named = {" ".join(each.split()) for each in re.findall(r"(?<!\*)\*([^*\n][^*]*)\*(?!\*)", jobs)}
    assert len(named) > 30
    missing = {each for each in named if not re.search(rf'_\("&?{re.escape(each)}…?"', sources)}
    assert missing == set()


def test_every_command_it_names_is_there():
    named = set(re.findall(r"^    sacwatch (\w+)", README, re.MULTILINE))
    assert named == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`((?:resources|tests)/[\w./-]+)`", README))))
def test_every_file_it_names_is_there(name):
    assert (ROOT / name).exists()


def test_every_part_of_the_layout_is_there():
    layout = re.search(r"^    sacwatch/cli\.py.*?\n\n", README, re.MULTILINE | re.DOTALL)
    assert layout is not None
    for line in layout[0].splitlines():
        for name in line.split("  ")[2].split(", ") if line.strip() else ():
            folder = "" if name.startswith(("sacwatch/", "resources/", "tests/")) else "sacwatch/"
            assert (ROOT / (folder + name)).exists(), name


def test_every_library_it_is_built_on_stands_among_the_notices():
    told = (ROOT / "resources/third-party.md").read_text(encoding="utf-8").casefold()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[ ;<>=!~\[]", each)[0].casefold() for each in project["dependencies"]}
    assert len(needed) > 20
    assert {each for each in needed if each not in told} == set()
