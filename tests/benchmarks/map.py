"""The map: from choosing its page to the marks on it, each redraw after, its tiles, and what it takes.

The base map has a synthetic county of over 40,000 street segments in it (`tests/synthetic_county.py`).

Every figure of the window comes from a process of its own with a real web view, so that cold is cold
and memory is counted from nothing. The peer is what folium's manual shows: a Marker with a Popup each.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests import synthetic_county
from tests.benchmarks.memory import megabytes
from tests.benchmarks.rows import GOAL, Row, of, timed

SIZE = (1200, 800)
"""The map's own room in pixels, without the list beside it."""
COUNTS = (20_000, 100_000)
TURNS = 12
PANS = 500
_WARMING = 600


def rows() -> Iterator[Row]:
    """Measure; each redraw is the median of `TURNS`."""
    yield from _tiles()
    naive = _naive(1_000)
    yield of("map page of 1,000 incidents, built", _built(1_000), "folium, a Marker each", naive)
    with tempfile.TemporaryDirectory() as folder:
        for count in COUNTS:
            seen = _in_process(count, Path(folder))
            named = f"{count:,} incidents"
            yield Row(f"page ready, engine cold, {named}", seen["cold"], f"{GOAL}, engine warm", 1.0, 3.0)
            yield of(f"page ready, engine warm, {named}", seen["warm"], GOAL, 1.0)
            for what in ("pan", "zoom", "filter"):
                yield of(f"redraw after {what}, {named}", seen[what], GOAL, 0.150)
                yield Row(f"redraw after {what}, the slowest, {named}", max(seen[what]), GOAL, 0.400)
                if settled := seen[f"{what} with its tiles"]:
                    yield of(f"redraw after {what} and all new tiles, {named}", settled, GOAL, 0.400)
            yield Row(f"longest pause of the window, {PANS} pans, {named}", seen["pause"], GOAL, 0.050)
            memory = seen["memory"]
            yield Row(f"memory with the map, {named}", memory, GOAL, 900.0, unit="MB")
            grown = f"memory grown over {PANS} pans, {named}"
            yield Row(grown, max(seen["grown"], 0.0), f"{GOAL}, 5 % of it", memory / 20, unit="MB")


# Without a window


def _tiles() -> Iterator[Row]:
    """One tile drawn and packed as PNG, at each zoom about the middle of the city."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from sacwatch.domain.geography import to_plane
    from sacwatch.maps import basemap
    from sacwatch.maps.cartography import Cartographer
    from sacwatch.ui import tilepainter

    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        base = basemap.open_store(Path(folder))
        draw = Cartographer(base)
        x, y = to_plane(38.5716, -121.4872)
        for zoom in range(12, 18):
            keys = [(int(x * 2**zoom) + i, int(y * 2**zoom) + j) for i in range(-2, 3) for j in range(-2, 3)]
            tilepainter.png(draw.tile(zoom, *keys[0]))
            spent = [timed(lambda k=key, z=zoom: tilepainter.png(draw.tile(z, *k))) for key in keys]
            yield of(f"one tile at zoom {zoom}", spent, GOAL, 0.008)
        base.close()
    del app


def _naive(count: int) -> float:
    """Let folium write so many markers with popups into a page."""
    import folium

    def write() -> None:
        chart = folium.Map([38.57, -121.48])
        for number in range(count):
            point = [38.57 + number % 40 / 2000, -121.48 + number // 40 / 2000]
            folium.Marker(point, popup=f"Vehicle break-in<br>{number} P St").add_to(chart)
        chart.get_root().render()

    return min(timed(write) for _ in range(2))


def _built(count: int) -> list[float]:
    """Build our page and pack so many incidents for it."""
    from sacwatch.maps import incidents
    from sacwatch.maps.told import View
    from sacwatch.services import mapping

    columns: list[list[Any]] = [
        [str(number) for number in range(count)],
        [38.57 + number % 40 / 2000 for number in range(count)],
        [-121.48 + number // 40 / 2000 for number in range(count)],
        ["vehicle_burglary"] * count,
        list(range(count)),
        ["open"] * count,
    ]

    def build() -> None:
        mapping.live_page(View(mapping.CENTRAL_CITY), ["a source"])
        incidents.layer(columns).packed()

    build()
    return [timed(build) for _ in range(10)]


# With one

BRING_IN = """
import sys
from pathlib import Path
from sacwatch.services import mapfiles, mapimports
mapimports.bring_in(mapfiles.look_over([Path(each) for each in sys.argv[1:]]).files)
"""


def _in_process(count: int, folder: Path) -> dict[str, Any]:
    from tests import crowd
    from tests.making import Desk

    path = folder / f"{count}.sacwatch"
    desk = Desk.ready(path)
    desk.record()
    desk.close()
    crowd.fill(path, count)
    home = folder / "home"
    home.mkdir(exist_ok=True)
    environment = {**os.environ, "SACWATCH_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    if not (folder / "zips").exists():
        (folder / "zips").mkdir()
        zips = synthetic_county.make(folder / "zips").values()
        subprocess.run([sys.executable, "-c", BRING_IN, *map(str, zips)], check=True, env=environment)
    out = folder / f"{count}.json"
    subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.map", str(path), str(out)], check=True, env=environment
    )
    found: dict[str, Any] = json.loads(out.read_text())
    return found


def measure(path: Path, out: Path) -> None:
    """Open a file in a real window and write down what showing it on the map takes."""
    from sacwatch import app as application
    from sacwatch.services import basemaps

    application.window()
    from tests.ui import kit

    # The base map is built once on a computer, not each time the map is shown.
    basemaps.atlas()
    window = kit.Window(size=(SIZE[0] + 600, SIZE[1] + 300))
    window.open(shutil.copy(path, path.with_suffix(".copy.sacwatch")))
    seen: dict[str, Any] = {"cold": _shown(window)}
    warm = []
    for _ in range(5):
        page = window.shell._pages.pop("map")
        window.shell._stack.removeWidget(page)
        page.deleteLater()
        kit.pause(300)
        warm.append(_shown(window))
    seen["warm"] = warm
    page = window.page
    page.board.setFixedSize(SIZE[0], SIZE[1] + 60)
    kit.pause(800)
    seen["room"] = _ask(page, "(s => [s.x, s.y])(SacWatch.map.getSize())")
    for what, code in REDRAWS.items():
        seen[what] = _redraws(page, code, tiles=False)
        seen[f"{what} with its tiles"] = _redraws(page, code, tiles=True) if what != "filter" else []
        kit.pause(300)
    # The caches of tiles and pictures fill first; they are bounded, and from then on nothing may grow.
    _pause_while_panning(page, _WARMING)
    seen["memory"], own = megabytes("Pss"), megabytes("Pss_Anon", "Pss_Shmem")
    seen["pause"] = _pause_while_panning(page, PANS)
    seen["grown"] = megabytes("Pss_Anon", "Pss_Shmem") - own
    window.end()
    out.write_text(json.dumps(seen))


REDRAWS = {
    "pan": "SacWatch.map.panBy([(i % 2 ? -1 : 1) * 300, (i % 3 - 1) * 200], {animate: false})",
    "zoom": "SacWatch.map.setZoom(12 + (i % 6), {animate: false})",
    "filter": "(SacWatch.layers.get('incidents').apply({kinds: i % 2 ? [] : [i % 20, 3, 4]}),"
    " SacWatch.marks.grouped.clear(), SacWatch.marks.draw())",
}
"""What is done to the page at each turn i."""


def _shown(window: Any) -> float:
    """Choose the map and wait until its incidents are drawn and the tiles in view are painted."""
    from tests.ui import kit

    done: set[str] = set()
    start = time.perf_counter()
    window.shell.show_page("map")
    page = window.shell.page
    page.board.said.connect(lambda what, _more: done.add(what))
    kit.until(lambda: {"shown", "painted"} <= done, "the map is drawn", patience=60)
    spent = time.perf_counter() - start
    window.settle()
    return spent


def _redraws(page: Any, code: str, *, tiles: bool) -> list[float]:
    """Do something to the page a few times; seconds from each until it, or all its tiles, was presented."""
    until_tiles = "true" if tiles else "false"
    _ask(
        page,
        f"""(async () => {{
            const spent = [];
            const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
            for (let i = 0; i < {TURNS}; i++) {{
                await new Promise((done) => setTimeout(done, 150));
                await frame();
                const start = performance.now();
                {code};
                await frame();
                while ({until_tiles} && SacWatch.tiles.isLoading()) await frame();
                spent.push((performance.now() - start) / 1000);
            }}
            window.spent = spent;
        }})() && (window.spent = null)""",
    )
    from tests.ui import kit

    return list(kit.until(lambda: _ask(page, "window.spent"), "all turns", patience=60))


def _pause_while_panning(page: Any, times: int) -> float:
    """Pan about so many times; give the longest that the window's own thread was away, in seconds."""
    from PySide6.QtCore import QTimer

    from tests.ui import kit

    gaps: list[float] = []
    last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(now - last)
        last = now

    timer = QTimer()
    timer.timeout.connect(beat)
    timer.start(5)
    for number in range(times):
        way = [(160, 0), (0, 120), (-160, 0), (0, -120)][number // 15 % 4]
        page.board.map.page.runJavaScript(f"SacWatch.map.panBy({list(way)}, {{animate: false}})")
        kit.pause(60)
    timer.stop()
    return max(gaps)


def _ask(page: Any, code: str) -> Any:
    from tests.ui import kit

    found: list[Any] = []
    page.board.map.page.runJavaScript(f"JSON.stringify({code})", found.append)
    kit.until(lambda: found, "the page answers")
    return json.loads(found[0]) if found[0] else None


if __name__ == "__main__":
    measure(Path(sys.argv[1]), Path(sys.argv[2]))
