"""The page of people in a real window: 2,000 households and 5,000 members beside ten years of records.

Each is the median of `TURNS` turns, looked at every five milliseconds.
"""

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

HOMES, PEOPLE, TURNS = 2_000, 5_000, 12
PAGE = 0.150
OFF, ON = "its list anew, households off", "its list anew, 2,000 households on"


def rows() -> Iterator[Row]:
    """Measure in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "people.sacwatch", Path(folder) / "seen.json"
        _make(path)
        own = {"SACWATCH_HOME": str(Path(folder) / "home"), "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-m", "tests.benchmarks.peoplewindow", str(path), str(out)]
        done = subprocess.run(command, env={**os.environ, **own}, capture_output=True, text=True, timeout=600)
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        seen = json.loads(out.read_text())
        off, on = seen.pop(OFF), seen.pop(ON)
        for name, spent in seen.items():
            yield of(f"people's page: {name}", spent, GOAL, PAGE)
        yield of(f"map: {OFF}", off, goal=None)
        yield of(f"map: {ON}", on, "without them", statistics.median(off), goal=1.1)


def _make(path: Path) -> None:
    from sacwatch.domain.times import SACRAMENTO
    from sacwatch.services import files
    from tests.neighborhood import draw_blocks, fill

    shutil.copy(tenyears.cached(), path)
    store = files.open_file(path, now=tenyears.END, zone=SACRAMENTO)
    with store.work(now=tenyears.END, by="bench") as work:
        draw_blocks(work)
        fill(work, HOMES, PEOPLE)
    store.close()


def measure(path: Path, out: Path) -> None:
    """Open the file in a real window and write down how long everyday things take there."""
    from sacwatch import app as application

    application.window()
    from tests.ui import kit

    window = kit.Window(clock=lambda: tenyears.END, size=(1240, 800))
    window.open(path)
    window.settle(extra=800)  # the backup that every opening makes
    hand = _Hand(window)
    seen = {
        "Today anew": hand.turns(hand.today),
        "members anew": hand.turns(lambda: hand.view("members")),
        "households anew": hand.turns(lambda: hand.view("households")),
        "who is due anew": hand.turns(lambda: hand.view("confirm")),
        "the form of a member": hand.turns(lambda: hand.form("members")),
        "the form of a household": hand.turns(lambda: hand.form("households")),
        "confirm one, and the next is chosen": hand.turns(hand.confirm),
        "search members, after each key": hand.search("members", "surname12"),
        "search households, after each key": hand.search("households", "113 n"),
    }
    from tests.ui.maphands import MapHands

    map_ = MapHands(window)
    kit.pause(1500)
    seen[OFF] = hand.turns(lambda: hand.map_anew(map_))
    map_.page.tools.homes.setChecked(True)
    kit.until(lambda: map_.shown("households") == HOMES, "the homes are on the map")
    seen[ON] = hand.turns(lambda: hand.map_anew(map_))
    window.end()
    out.write_text(json.dumps(seen))


class _Hand:
    """Does everyday things and says how many seconds each took."""

    def __init__(self, window: Any) -> None:
        self._window = window

    def turns(self, deed: Callable[[], float]) -> list[float]:
        """Give the seconds of each turn, after one that does not count."""
        deed()
        return [deed() for _turn in range(TURNS)]

    def today(self) -> float:
        from sacwatch.ui.links import Link
        from tests.ui import kit

        window = self._window
        window.show("people")
        page = window.shell._pages.pop("today", None)
        if page is not None:
            window.shell._stack.removeWidget(page)
            page.deleteLater()
        window.settle(extra=50)
        begun = time.perf_counter()
        window.shell.show_page("today")
        kit.until(lambda: window.page.findChild(Link) is not None, "Today is filled")
        window.page.repaint()
        return time.perf_counter() - begun

    def view(self, name: str) -> float:
        """Open a view as if it had not been opened."""
        from tests.ui import kit

        window = self._window
        window.show("people")
        people = window.shell.page
        other = "members" if name != "members" else "households"
        people.bring(other)
        window.settle()
        past = people._views.pop(name, None)
        if past is not None:
            people._stack.removeWidget(past)
            past.deleteLater()
        window.settle(extra=30)
        begun = time.perf_counter()
        view = people.bring(name)
        kit.until(lambda: view.model.rowCount() > 0 and view.chosen_id(), "the list is filled")
        view.repaint()
        spent = time.perf_counter() - begun
        window.settle()
        return spent

    def form(self, name: str) -> float:
        from tests.ui import kit

        window = self._window
        window.show("people")
        view = window.shell.page.bring(name)
        window.settle()
        begun = time.perf_counter()
        view.edit_chosen()
        kit.until(lambda: view.form is not None, "the form is open")
        view.form.repaint()
        spent = time.perf_counter() - begun
        window.settle()
        view.form.discard()
        window.settle()
        return spent

    def confirm(self) -> float:
        from tests.ui import kit

        window = self._window
        window.show("people")
        view = window.shell.page.bring("confirm")
        window.settle()
        count = view.model.rowCount()
        begun = time.perf_counter()
        view.confirm(view.chosen_ids())
        kit.until(lambda: view.model.rowCount() == count - 1 and view.chosen_id(), "the next is chosen")
        view.repaint()
        spent = time.perf_counter() - begun
        window.settle()
        return spent

    def search(self, name: str, typed: str) -> list[float]:
        from tests.ui import kit

        window = self._window
        window.show("people")
        view = window.shell.page.bring(name)
        window.settle()
        seen = []
        for length in range(2, len(typed) + 1):
            asked = []
            view.model.modelReset.connect(lambda to=asked: to.append(True))
            begun = time.perf_counter()
            view.search.setText(typed[:length])
            kit.until(lambda to=asked: to, "the list answers")
            view.repaint()
            seen.append(time.perf_counter() - begun)
            window.settle()
        view.search.clear()
        window.settle()
        return seen

    def map_anew(self, hands: Any) -> float:
        from tests.ui import kit

        told: list[bool] = []
        hands.page.side.counted.connect(lambda _counts: told.append(True))
        begun = time.perf_counter()
        hands.page.look_again()
        kit.until(lambda: told, "the list is there")
        return time.perf_counter() - begun


if __name__ == "__main__":
    measure(Path(sys.argv[1]), Path(sys.argv[2]))
