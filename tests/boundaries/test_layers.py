"""What may touch what: the table of the architecture, read from the source."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.boundaries.code import MODULES, ROOT, Module, ours, parse, within

TOOLS = {"paths", "i18n", "words", "logs"}
ROOTS = {"cli", "commands", "app", "selftest", "__main__", "sacwatch"}
"""Where the parts are put together."""

MAY_IMPORT = {
    "domain": {"domain"},
    "store": {"store", "domain", "paths", "logs"},
    "reports": {"reports", "domain"} | TOOLS,
    "maps": {"maps", "domain"} | TOOLS,
    "exchange": {"exchange", "domain"} | TOOLS,
    "services": {"services", "store", "reports", "maps", "exchange", "domain"} | TOOLS,
    "ui": {"ui", "services", "domain"} | TOOLS,
    **{tool: {"i18n"} for tool in TOOLS},
    "words": {"words", "i18n"},
}

ONLY_IN = {
    "PySide6": {"ui", "app", "selftest"},
    "shiboken6": {"ui", "app", "selftest"},
    "qtawesome": {"ui"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "filelock": {"store", "ui"},
    "reportlab": {"reports"},
    "uharfbuzz": {"reports"},
    "folium": {"maps"},
    "branca": {"maps"},
    "xstatic": {"maps"},
    "pi_heif": {"exchange"},
    "gpxpy": {"exchange"},
    "icalendar": {"exchange"},
    "shapefile": {"exchange"},
    "pyproj": {"exchange"},
    "shapely": set(),
    "ijson": {"exchange"},
    "pmtiles": {"exchange"},
    "mapbox_vector_tile": {"exchange"},
    "google": {"exchange"},
    "certifi": {"exchange"},
    "httpx": {"exchange"},
    "webdav4": {"exchange"},
    "vobject": {"exchange"},
    "charset_normalizer": {"exchange"},
    "openpyxl": {"exchange"},
    "defusedxml": {"exchange"},
    "keyring": {"services"},
    "phonenumbers": {"services"},
    "uuid6": {"store"},
    "platformdirs": {"paths"},
}
"""Other people's packages, and the layers that know them."""

DOORS = {
    ("cli", "app"),
    ("cli", "selftest"),
    ("cli", "commands"),
    ("commands", "services"),
    ("commands", "exchange"),
    ("app", "ui"),
    ("selftest", "app"),
    ("selftest", "services"),
    ("selftest", "PySide6"),
    ("services", "reports"),
    ("services", "maps"),
    ("services", "exchange"),
    ("services", "services"),
    ("services", "keyring"),
    ("services", "phonenumbers"),
    ("services", "store.upgrading"),
    ("ui", "ui"),
    ("ui", "services"),
    ("ui", "words"),
}
"""Where an import may stand inside a function, because something heavy is first needed there."""

GPL_ONLY = {
    "QtCharts",
    "QtDataVisualization",
    "QtGraphs",
    "QtGraphsWidgets",
    "QtHttpServer",
    "QtVirtualKeyboard",
    "QtNetworkAuth",
    "QtQuick3D",
    "QtQuickTimeline",
}


def wrong_layers(module: Module) -> list[str]:
    """Name the imports of a module that its layer may not have."""
    if module.layer in ROOTS:
        return []
    allowed = MAY_IMPORT[module.layer]
    return [
        f"{module.place}:{each.line}: {module.layer} may not know {each.module}"
        for each in module.imports
        if (found := ours(each)) and MODULES[found].layer not in allowed
    ]


def wrong_packages(module: Module) -> list[str]:
    """Name the other people's packages that a module's layer may not know."""
    found = []
    for each in module.imports:
        package = each.module.split(".")[0]
        if package in ONLY_IN and module.layer not in ONLY_IN[package]:
            found.append(f"{module.place}:{each.line}: {module.layer} may not know {package}")
        if module.layer == "domain" and package not in sys.stdlib_module_names | {"sacwatch"}:
            found.append(
                f"{module.place}:{each.line}: the domain is the standard library only, not {package}"
            )
    return found


def wrong_doors(module: Module) -> list[str]:
    """Name the imports inside functions that stand at no listed door."""
    found = []
    for each in module.imports:
        target = each.module.removeprefix("sacwatch.")
        known = ours(each) or each.module.split(".")[0] not in ("sacwatch", *sys.stdlib_module_names)
        at_door = any(
            module.layer == layer and (target == door or target.startswith(f"{door}."))
            for layer, door in DOORS
        )
        if not each.top and known and not at_door:
            found.append(f"{module.place}:{each.line}: {each.module} is imported inside a function")
    return found


def test_a_module_knows_only_what_its_layer_may_know():
    assert [
        each for module in MODULES.values() for each in wrong_layers(module) + wrong_packages(module)
    ] == []


def test_imports_stand_at_the_top_but_for_the_listed_doors():
    assert [each for module in MODULES.values() for each in wrong_doors(module)] == []


def test_every_layer_is_in_the_table():
    assert {module.layer for module in MODULES.values()} <= set(MAY_IMPORT) | ROOTS


def cycles() -> list[str]:
    """Give the circles in which modules import each other, doors included."""
    graph = {
        name: {ours(each) for each in module.imports if ours(each)} - {name, name.rpartition(".")[0]}
        for name, module in MODULES.items()
    }
    found: list[str] = []
    state: dict[str, int] = {}

    def visit(name: str, trail: tuple[str, ...]) -> None:
        state[name] = 1
        for following in sorted(graph[name]):
            if state.get(following) == 1:
                found.append(" -> ".join([*trail[trail.index(following) :], following]))
            elif following not in state:
                visit(following, (*trail, following))
        state[name] = 2

    for name in sorted(graph):
        if name not in state:
            visit(name, (name,))
    return found


def test_no_modules_import_each_other_in_a_circle_not_even_through_a_door():
    assert cycles() == []


def test_the_contracts_of_import_linter_hold():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    told = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert told.returncode == 0, told.stdout + told.stderr


SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|INDEX|VIRTUAL)"
    r"|PRAGMA\s+\w+|BEGIN\s+IMMEDIATE)\b",
    re.DOTALL,
)


def sql_in(module: Module) -> list[str]:
    docstrings = module.docstrings
    return [
        f"{module.place}:{node.lineno}: {node.value[:40]!r}"
        for node in module.nodes
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and SQL.search(node.value)
    ]


def test_only_the_store_and_the_base_map_speak_sql():
    # MBTiles is a format that is made of SQL.
    assert [
        each
        for module in MODULES.values()
        if module.layer not in ("store", "maps") and module.name != "sacwatch.exchange.mbtiles"
        for each in sql_in(module)
    ] == []


def clocks_in(module: Module) -> list[str]:
    """Name where a module asks what time it is."""
    found = []
    for node in module.nodes:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        asked = (ast.unparse(node.func.value).split(".")[-1], node.func.attr)
        if asked in {
            ("datetime", "now"),
            ("datetime", "today"),
            ("datetime", "utcnow"),
            ("date", "today"),
            ("time", "time"),
            ("time", "localtime"),
            ("time", "gmtime"),
        }:
            found.append(f"{module.place}:{node.lineno}: {ast.unparse(node)}")
    return found


def test_only_the_window_and_the_command_line_look_at_the_clock():
    inside = [module for module in MODULES.values() if module.layer not in {"ui"} | ROOTS]
    assert [each for module in inside for each in clocks_in(module)] == []


def test_no_module_of_qt_is_used_that_is_gpl_only():
    named = re.compile(r"PySide6(?:\.| import )\(?\s*(?:\w+,\s*)*(" + "|".join(GPL_ONLY) + r")\b")
    assert named.search("from PySide6 import QtCore, QtCharts"), "it finds one that is planted"
    assert named.search("import PySide6.QtGraphs")
    for folder in ("sacwatch", "tests"):
        for path in (ROOT / folder).rglob("*.py"):
            source = path.read_text(encoding="utf-8")
            assert path == Path(__file__) or not named.search(source), path


def test_services_ask_for_no_network_inside_a_unit_of_work():
    # The modules that ask the network are handed no unit of work, and services call them outside of any.
    asks = {"sacwatch.exchange.downloads", "sacwatch.exchange.onlinetiles", "sacwatch.exchange.webdav"}
    network = {"socket", "urllib.request", "http.client", "requests", "httpx", "ftplib", "smtplib"}
    for module in within("domain", "store", "services", "reports", "maps", "exchange"):
        if module.name not in asks:
            assert not network & {each.module for each in module.imports}, module.name


def test_there_is_no_drawer_for_everything():
    assert [
        name for name in MODULES if name.split(".")[-1] in ("utils", "util", "helpers", "common", "misc")
    ] == []


# The tests of the tests: each finds what was planted for it


PLANTED = {
    "sacwatch.domain.made_up": ("from sacwatch.store import files", "import sqlalchemy", "import numpy"),
    "sacwatch.store.made_up": ("from sacwatch.reports import layout", "from sacwatch import words"),
    "sacwatch.services.made_up": ("from sacwatch.ui import shell", "import sqlalchemy.orm"),
    "sacwatch.reports.made_up": ("from sacwatch.maps import layers", "from PySide6.QtGui import QImage"),
    "sacwatch.ui.made_up": (
        "from sacwatch.store.files import Store",
        "import reportlab",
        "from sacwatch import reports",
    ),
    "sacwatch.paths": ("from sacwatch.domain import times",),
}


@pytest.mark.parametrize(
    ("name", "line"), [(name, line) for name, lines in PLANTED.items() for line in lines]
)
def test_a_planted_import_is_found(name, line):
    module = parse(name, line)
    assert wrong_layers(module) + wrong_packages(module)


def test_a_planted_import_inside_a_function_is_found():
    late = "def act():\n    if True:\n        from sacwatch.store import {}\n"
    assert wrong_doors(parse("sacwatch.services.made_up", late.format("files")))
    assert not wrong_doors(parse("sacwatch.services.made_up", late.format("upgrading")))


def test_what_is_imported_for_type_checking_alone_does_not_run():
    source = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from sacwatch.ui import shell\n"
    assert not wrong_layers(parse("sacwatch.domain.made_up", source))


@pytest.mark.parametrize(
    "source",
    ["x = 'SELECT id FROM patrol'", "text('PRAGMA foreign_keys = ON')", "q = f'DELETE FROM {t} WHERE 1'"],
)
def test_planted_sql_is_found(source):
    assert sql_in(parse("sacwatch.services.made_up", source))


def test_words_about_sql_are_not_sql():
    source = '"""SELECT id FROM nowhere."""\nx = "Select a file from the list"\n'
    assert not sql_in(parse("sacwatch.services.made_up", source))


@pytest.mark.parametrize(
    "source", ["datetime.now(UTC)", "dt.date.today()", "time.time()", "datetime.datetime.utcnow()"]
)
def test_a_planted_look_at_the_clock_is_found(source):
    assert clocks_in(parse("sacwatch.services.made_up", source))


def test_a_planted_relative_import_is_resolved():
    module = parse("sacwatch.domain.made_up", "from ..store import files\nfrom . import times\n")
    assert {"sacwatch.store.files", "sacwatch.domain.times"} <= {each.module for each in module.imports}


def test_little_is_loaded_before_the_window_is_painted():
    """What the first window needs is counted: each other module makes everybody wait for it."""
    ask = "import sys, sacwatch.app\nprint(*[each for each in sys.modules if each.startswith('sacwatch.')])"
    loaded = subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = ("words", "store", "services", "reports", "maps", "exchange")
    assert [name for name in loaded if name.split(".")[1] in heavy] == []
    assert len(loaded) < 25, loaded
