"""A county's TIGER/Line files brought into the map: time, memory, and how the map is with them in it.

The county is synthetic (`tests/synthetic_county.py`) and says so. It is brought in by a process of its own,
so that the memory is counted from nothing. The peer is pyshp's reading of the same files, and no more.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import shapefile

from tests import synthetic_county
from tests.benchmarks.rows import GOAL, Row, noting, of, timed
from tests.children import ROOT

ZOOMS = range(12, 18)
TILES = 40
SUGGESTIONS = 40
ADDRESSES = 5_000

CHILD = """
import json, resource, sys, time
from pathlib import Path
from sacwatch.services import basemaps, mapfiles, mapimports
basemaps.atlas()
looked = mapfiles.look_over([Path(each) for each in sys.argv[1:]])
told = {"pause": 0.0, "news": 0}
last = time.perf_counter()
def progress(done, total, doing=""):
    global last
    now = time.perf_counter()
    told["pause"] = max(told["pause"], now - last)
    told["news"] += 1
    last = now
for name in ("first", "again"):
    begun = last = time.perf_counter()
    mapimports.bring_in(looked.files, progress)
    told[name] = time.perf_counter() - begun
    told.setdefault("memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
print(json.dumps(told))
"""


def rows() -> Iterator[Row]:
    """Measure; seconds, and megabytes where a row says so."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        zips = synthetic_county.make(Path(folder))
        count = len(synthetic_county.segments_of(zips["addrfeat"]))
        named = f"county of {count:,} segments"
        told = _brought(zips, home)
        yield Row(f"{named} brought in, seven zips", told["first"], GOAL, 60.0)
        yield Row(f"{named}, the same", told["first"], "pyshp, reading alone", _read(zips), goal=None)
        yield Row(f"{named} brought in again, replacing", told["again"], GOAL, 60.0)
        yield Row("memory of that at most", told["memory"], GOAL, 500.0, unit="MB")
        yield Row("longest wait between two words of progress", told["pause"], GOAL, 2.0)
        yield from _used(home)


def _brought(zips: dict[str, Path], home: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *map(str, zips.values())],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "SACWATCH_HOME": str(home), "PYTHONPATH": str(ROOT)},
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _read(zips: dict[str, Path]) -> float:
    def all_of_them() -> None:
        for path in zips.values():
            with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as archive:
                archive.extractall(folder)
                with shapefile.Reader(str(Path(folder) / path.stem)) as reader:
                    for row in reader.iterShapeRecords():
                        row.record.as_dict()

    return timed(all_of_them)


def _used(home: Path) -> Iterator[Row]:
    """Draw tiles about the centre and find addresses, with the county in the map."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from sacwatch.domain.geography import to_plane
    from sacwatch.maps import basemap
    from sacwatch.maps.cartography import Cartographer
    from sacwatch.maps.geocoding import Geocoder
    from sacwatch.ui import tilepainter

    app = QApplication.instance() or QApplication([])
    base = basemap.open_store(home)
    cartographer, geocoder = Cartographer(base), Geocoder(base)
    lat, lon = synthetic_county.CENTRE
    for zoom in ZOOMS:
        x, y = (int(one * 2**zoom) for one in to_plane(lat, lon))
        side = int(TILES**0.5)
        wanted = [(x + i % side - side // 2, y + i // side - side // 2) for i in range(TILES)]
        for spot in wanted:
            # The names of a block of tiles are placed with the first of them, which is counted apart.
            cartographer.tile(zoom, *spot)
        spent: list[float] = []
        for spot in wanted:
            with noting(spent):
                tilepainter.png(cartographer.tile(zoom, *spot))
        yield of(f"a tile of the county at zoom {zoom}, drawn and packed", spent, GOAL, 0.008)
    streets = sorted({name for _, _, name in base.spellings() if name[:1].isalpha()})[:200]
    geocoder.suggest("warm up")
    spent = []
    for number in range(SUGGESTIONS):
        text = f"{1000 + number * 10} {streets[number * 7 % len(streets)]}"
        with noting(spent):
            geocoder.suggest(text[: 8 + number % 6])
    yield of("suggestions for an address half typed", spent, GOAL, 0.030)
    texts = [f"{600 + number % 900} {streets[number % len(streets)]}" for number in range(ADDRESSES)]
    yield Row(
        f"{ADDRESSES:,} addresses found one by one",
        timed(lambda: [geocoder.find(text) for text in texts]),
        GOAL,
        1.0,
    )
    base.close()
    del app
