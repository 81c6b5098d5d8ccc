"""The window: from its start to the first key, and everyday waits with ten years of data in the file."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks import tenyears
from tests.benchmarks.rows import GOAL, Row, of

STARTS, TURNS = 12, 12
PAGES = ("today", "patrols", "incidents", "people", "reports", "settings")
TYPED = ("rosa delgado", "garage door open", "9165550101", "16th st fence", "sep 2026", "vandalism")
SAVE, OPEN, FIND, FILLED = 0.060, 0.150, 0.050, 0.8
_PATIENCE = 30.0


def rows() -> Iterator[Row]:
    """Measure; each figure is of `STARTS` processes or `TURNS` turns."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _starts(Path(folder))
        yield from _waits(Path(folder))


# Starting


def _starts(folder: Path) -> Iterator[Row]:
    small, large = folder / "Sample.sacwatch", folder / "Ten years.sacwatch"
    home = _home(folder)
    code = (
        "import sys; from pathlib import Path; from sacwatch.services import sample; "
        "from tests.benchmarks import tenyears; from sacwatch.domain.times import SACRAMENTO; "
        "sample.make_file(Path(sys.argv[1]), now=tenyears.END, zone=SACRAMENTO)"
    )
    subprocess.run([sys.executable, "-c", code, str(small)], check=True, env=home)
    shutil.copy(tenyears.cached(), large)
    seen: dict[str, list[list[float]]] = {"bare": [], "sample": [], "ten years": []}
    for file in (None, small, large):
        _start(file, home)  # does not count: compiles, and brings the file into memory
    for _turn in range(STARTS):
        # One after the other, so that a busy moment of the computer falls on all.
        for name, file in (("bare", None), ("sample", small), ("ten years", large)):
            seen[name].append(_start(file, home))
    columns = {name: list(zip(*each, strict=True)) for name, each in seen.items()}
    bare = columns["bare"]
    floor = statistics.median(bare[0])
    name = "bare PySide6 window, empty table"
    yield of("start to the first painted window", columns["sample"][0], name, floor, goal=1.5)
    yield of("start to Today filled and typable, sample watch", columns["sample"][1], GOAL, FILLED)
    yield of("start to Today filled and typable, ten years", columns["ten years"][1], GOAL, FILLED)
    held = statistics.median(bare[2])
    yield of("memory with Today, ten years", columns["ten years"][2], name, held, goal=None, unit="MB")


def _home(folder: Path) -> dict[str, str]:
    """Give the environment of a computer on which the app was started before: its code is compiled."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    own = {
        "SACWATCH_HOME": str(folder / "home"),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    return {**kept, **own}


def _start(file: Path | None, home: dict[str, str]) -> list[float]:
    command = [sys.executable, "-m", "tests.benchmarks.starting", str(time.time())]
    if file is not None:
        command.append(str(file))
    done = subprocess.run(command, check=True, env=home, capture_output=True, text=True, timeout=60)
    return [float(each) for each in done.stdout.split()]


# Working


def _waits(folder: Path) -> Iterator[Row]:
    first: dict[str, list[float]] = {name: [] for name in PAGES}
    seen: dict[str, Any] = {}
    for turn in range(STARTS):
        seen = _in_process(folder, turn, whole=turn == STARTS - 1)
        for name in PAGES:
            first[name].append(seen["first"][name])
    yield Row("web engine in the process before the map", len(seen["engine"]), GOAL, 0, unit="modules")
    yield of("opening the file until Today stands, the app running, ten years", first["today"], goal=None)
    for name in PAGES[1:]:
        yield of(f"opening {name} for the first time, ten years", first[name], GOAL, OPEN)
    for name in PAGES:
        yield of(f"opening {name} anew, ten years", seen["again"][name], GOAL, OPEN)
    yield of("Reports until the pages are drawn, ten years", seen["drawn"], goal=None)
    yield of("saving a patrol of 12 entries until the list shows it", seen["save"], GOAL, SAVE)
    yield of("search everywhere, after each key", seen["everywhere"], GOAL, FIND)
    for name in ("patrols", "incidents", "people"):
        yield of(f"search in {name}, after each key", seen["list"][name], GOAL, FIND)
    yield Row("memory without the map, every page opened", seen["without"], goal=None, unit="MB")
    yield Row("memory with the map", seen["with"], goal=None, unit="MB")


def _in_process(folder: Path, turn: int, *, whole: bool) -> dict[str, Any]:
    path, out = folder / f"{turn}.sacwatch", folder / f"{turn}.json"
    shutil.copy(tenyears.cached(), path)
    command = [sys.executable, "-m", "tests.benchmarks.window", str(path), str(out)]
    done = subprocess.run(
        [*command, *(["whole"] if whole else [])],
        env=_home(folder),
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    path.unlink()
    found: dict[str, Any] = json.loads(out.read_text())
    return found


def measure(path: Path, out: Path, *, whole: bool) -> None:
    """Open the file in a real window and write down how long everyday things take there."""
    from sacwatch import app as application

    application.window()
    from tests.benchmarks.memory import megabytes
    from tests.ui import kit
    from tests.ui.alone import loaded

    window = kit.Window(clock=lambda: tenyears.END, size=(1240, 800))
    window.state.size = 100
    first = {"today": _opening(window, lambda: window.session.open(path), "today")}
    window.settle(extra=600)  # the backup that every opening makes
    for name in PAGES[1:]:
        first[name] = _opening(window, lambda each=name: window.shell.show_page(each), name)
        window.settle(extra=300)
    seen: dict[str, Any] = {"first": first, "engine": loaded()}
    if whole:
        seen["without"] = megabytes("Pss")
        seen["again"] = {name: [_anew(window, name) for _ in range(TURNS)] for name in PAGES}
        seen["drawn"] = [_drawn(window) for _ in range(TURNS)]
        seen["save"] = [_save(window) for _ in range(TURNS + 1)][1:]
        seen["everywhere"] = _search_everywhere(window)
        seen["list"] = {name: _search_list(window, name) for name in ("patrols", "incidents", "people")}
        seen["engine"] += loaded()
        from tests.ui.maphands import MapHands

        MapHands(window)
        kit.pause(1500)
        seen["with"] = megabytes("Pss")
    window.end()
    out.write_text(json.dumps(seen))


def _until(true: Callable[[], Any], what: str) -> None:
    """Let the window live until something is true, looking each millisecond."""
    from PySide6.QtCore import QEventLoop, QTimer

    end = time.monotonic() + _PATIENCE
    loop, look = QEventLoop(), QTimer()
    look.timeout.connect(lambda: loop.quit() if true() or time.monotonic() > end else None)
    look.start(1)
    if not true():
        loop.exec()
    if not true():
        raise RuntimeError(f"never happened: {what}")


def _opening(window: Any, begin: Callable[[], object], name: str) -> float:
    """Do what opens a page; seconds until it is filled and painted."""
    start = time.perf_counter()
    begin()
    _until(lambda: window.page is not None and window.page.name == name, f"{name} is shown")
    _until(lambda: _filled(window), f"{name} is filled")
    window.page.repaint()
    return time.perf_counter() - start


def _filled(window: Any) -> bool:
    from PySide6.QtWidgets import QScrollArea

    from sacwatch.ui.links import Link

    page = window.page
    if page.name == "today":
        return page.findChild(Link) is not None
    if page.name == "settings":
        return page.form is not None
    if page.name == "reports":
        return page.gallery.viewport().width() > 0 and not page.stale
    return page.model.rowCount() > 0 and len(page.details.findChild(QScrollArea).widget().children()) > 1


def _anew(window: Any, name: str) -> float:
    """Open a page as if it had not been opened, its code being loaded."""
    other = "people" if name == "settings" else "settings"
    window.show(other)
    page = window.shell._pages.pop(name)
    window.shell._stack.removeWidget(page)
    page.deleteLater()
    window.settle(extra=100)
    return _opening(window, lambda: window.shell.show_page(name), name)


def _drawn(window: Any) -> float:
    begun = time.perf_counter()
    _anew(window, "reports")
    page = window.page
    page.open_paper("patrol-log")
    _until(lambda: page.paper.fresh and page.paper.preview.shows_pages, "the paper is shown")
    page.repaint()
    return time.perf_counter() - begun


def _save(window: Any) -> float:
    """Fill the form of a patrol and save it; seconds until it stands in the list."""
    from tests.benchmarks.store import LINES
    from tests.making import patrol_draft

    page = window.show("patrols", "new")
    page.form.fill(patrol_draft(day="9/29/2026", entries=LINES))
    page.form.touched()
    window.settle(extra=300)
    count = page.model.rowCount()
    start = time.perf_counter()
    page.form.save()
    _until(lambda: page.model.rowCount() == count + 1 and page.table.isVisible(), "the list shows it")
    page.table.viewport().repaint()
    spent = time.perf_counter() - start
    window.settle(extra=300)
    return spent


def _search_everywhere(window: Any) -> list[float]:
    """Type into the search over everything; seconds from each key until what it finds is listed."""
    from PySide6.QtTest import QTest

    from sacwatch.ui.search import SearchBox
    from tests.ui import kit

    spent = []
    box = SearchBox(window.desk, window.shell)
    box.open()
    kit.until(lambda: kit.dialog() is box and box._line.hasFocus(), "the box is open")
    for text in TYPED:
        box._line.clear()
        window.settle(extra=50)
        for key in text:
            start = time.perf_counter()
            QTest.keyClick(box._line, key)
            _until(lambda: window.tasks.idle, "it answers")
            box.repaint()
            spent.append(time.perf_counter() - start)
    box.reject()
    window.shell.activateWindow()
    kit.pause(50)
    return spent


def _search_list(window: Any, name: str) -> list[float]:
    """Type into the search of a page; seconds from each key until the list follows it."""
    from PySide6.QtTest import QTest

    page = window.show(name)
    spent = []
    for text in TYPED[:3]:
        for key in text:
            followed: list[bool] = []
            told = page.model.modelReset.connect(lambda into=followed: into.append(True))
            start = time.perf_counter()
            QTest.keyClick(page.search, key)
            _until(lambda into=followed: into, "the list follows")
            page.table.viewport().repaint()
            spent.append(time.perf_counter() - start)
            page.model.modelReset.disconnect(told)
            window.settle(extra=30)
        page.search.clear()
        window.settle(extra=200)
    return spent


if __name__ == "__main__":
    measure(Path(sys.argv[1]), Path(sys.argv[2]), whole=len(sys.argv) > 3)
