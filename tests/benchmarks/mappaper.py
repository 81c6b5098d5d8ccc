"""The map on paper: a page of 5,000 stretches of street and 500 incidents, and the papers made beside it.

The goals are those of the map's issue: under a second and under a megabyte. The floor is what ReportLab
alone takes to write the same lines and dots, without names, classes, legend or anything that fits together.
"""

from __future__ import annotations

import io
import os
import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.benchmarks.rows import GOAL, Row, of, timed

STREETS = 50
"""Each way: 2 x 50 x 50 stretches between two crossings."""
INCIDENTS = 500
TURNS = 12
MIDDLE = (38.47, -121.35)
"""Where the shipped map has no streets of its own."""

_STEP_LAT, _STEP_LON = 0.0011, 0.0014
_NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)

Line = tuple[tuple[float, float], ...]


def rows() -> Iterator[Row]:
    """Measure the page cold and warm, for the captain and for the public, and its size."""
    with tempfile.TemporaryDirectory() as folder:
        before = os.environ.get("SACWATCH_HOME")
        os.environ["SACWATCH_HOME"] = folder
        try:
            yield from _rows(Path(folder))
        finally:
            if before is None:
                del os.environ["SACWATCH_HOME"]
            else:
                os.environ["SACWATCH_HOME"] = before


def _rows(folder: Path) -> Iterator[Row]:
    from sacwatch.domain.audiences import Audience
    from sacwatch.domain.drawing import Style
    from sacwatch.domain.mapsheets import PaperForm
    from sacwatch.services import basemaps, mapgathering, mapsheets
    from sacwatch.services.mapgathering import MapOptions, Shown

    lines = _lines()
    _bring(lines)
    what = f"map page, {len(lines):,} stretches, {INCIDENTS} incidents"
    kept: list[Any] = []
    cold = timed(lambda: kept.append(mapsheets.make_paper(_gathered(MapOptions(), Shown(box=_box())), _NOW)))
    frame = mapgathering.frame_of(_gathered(MapOptions(), Shown(box=_box())), 548, 600)
    seen = len(basemaps.atlas().base.stretches_in(frame.box()))
    assert seen >= len(lines), f"only {seen} stretches are on the page"
    yield Row(f"{what}, the first one", cold, GOAL, 1.0)
    for form, style in ((PaperForm.LETTER, Style.PRINT), (PaperForm.TABLOID_WIDE, Style.BLACK_AND_WHITE)):
        gathered = _gathered(MapOptions(form=form, style=style), Shown(box=_box()))
        spent = [timed(lambda g=gathered: kept.append(mapsheets.make_paper(g, _NOW))) for _ in range(TURNS)]
        said = f"{what}, {form.value.replace('_', ' ')}, {style.value.replace('_', ' ')}"
        yield of(said, spent, GOAL, 1.0)
        yield Row(f"{said}, size", len(kept[-1]) / 1e3, GOAL, 1e3, unit="kB")
    gathered = _gathered(MapOptions(), Shown(box=_box()))
    floor = min(timed(lambda: _floor(lines, gathered, frame)) for _ in range(5))
    spent = [timed(lambda: mapsheets.make_paper(gathered, _NOW)) for _ in range(TURNS)]
    yield of(f"{what}, beside lines and dots alone", spent, "ReportLab alone", floor, goal=None)
    yield from _watch(folder, Audience.PUBLIC)


def _watch(folder: Path, audience: Any) -> Iterator[Row]:
    """Measure the papers of the sample watch from the file on, reducing included."""
    from sacwatch.domain.times import SACRAMENTO
    from sacwatch.services import files, reporting, sample
    from sacwatch.services.reporting import Order

    path = folder / "sample.sacwatch"
    sample.make_file(path, now=_NOW, zone=SACRAMENTO)
    store = files.open_file(path, None, now=_NOW, zone=SACRAMENTO, read_only=True)

    def paper(report: str, subject: str) -> bytes:
        with store.reading(now=_NOW) as work:
            found = reporting.gather(work, Order(report, subject, audience), zone=SACRAMENTO)
        return reporting.make(found, _NOW)

    for report, subject in (
        ("map", "2025-12-01..2026-11-30"),
        ("block-map", "1600 block of P St"),
        ("block-map", "all"),
    ):
        paper(report, subject)
        spent = [timed(lambda r=report, s=subject: paper(r, s)) for _ in range(TURNS)]
        yield of(f"{report} of {subject}, sample watch, from the file on", spent, GOAL, 1.0)
    store.close()


def _lines() -> list[tuple[str, int, Line]]:
    """Give the stretches of a made-up town: name of the street, first house number, and a winding line."""
    dice = random.Random(7)
    half = STREETS / 2
    found = []
    for row in range(STREETS):
        for column in range(STREETS):
            lat = MIDDLE[0] + (row - half) * _STEP_LAT
            lon = MIDDLE[1] + (column - half) * _STEP_LON
            across = _bent(dice, (lat, lon), (lat, lon + _STEP_LON))
            up = _bent(dice, (lat, lon), (lat + _STEP_LAT, lon))
            found.append((f"Made Up Street {row + 1}", 100 + column * 100, across))
            found.append((f"Invented Avenue {column + 1}", 100 + row * 100, up))
    return found


def _bent(dice: random.Random, start: tuple[float, float], end: tuple[float, float]) -> Line:
    """Give a line of seven spots that wind about the straight one by up to 15 m, which no thinning takes."""
    found = [start]
    for step in range(1, 6):
        share = step / 6
        found.append(
            (
                start[0] + (end[0] - start[0]) * share + dice.uniform(-0.00013, 0.00013),
                start[1] + (end[1] - start[1]) * share + dice.uniform(-0.00016, 0.00016),
            )
        )
    return (*found, end)


def _bring(lines: list[tuple[str, int, Line]]) -> None:
    """Put the town into the base map, as an import does."""
    from sacwatch.domain.places import Point
    from sacwatch.maps.content import Content, Feature, Kind, Numbers, Segment, Source
    from sacwatch.services import basemaps

    features, segments = [], []
    for name, number, line in lines:
        path = tuple(Point(lat, lon) for lat, lon in line)
        kind = Kind.MAIN if name.endswith("0") else Kind.LOCAL
        features.append(Feature(kind, name, (path,)))
        segments.append(Segment(name, path, Numbers(number, number + 98), Numbers(number + 1, number + 99)))
    source = Source("town", "made up", "1", "A made-up town", 30)
    basemaps.atlas().base.replace(Content(source, features, segments, noded=True))


def _box() -> Any:
    from sacwatch.domain.geography import Box

    up, across = _STEP_LAT * STREETS / 2, _STEP_LON * STREETS / 2
    return Box(MIDDLE[0] - up, MIDDLE[1] - across, MIDDLE[0] + up, MIDDLE[1] + across)


def _gathered(options: Any, shown: Any) -> Any:
    """Give so many incidents, half of them close together, as gathering them does."""
    from sacwatch.domain.offences import IncidentKind
    from sacwatch.domain.places import Fix, Place, Point
    from sacwatch.services.mapgathering import Gathered
    from tests.reports import papers

    dice = random.Random(3)
    kinds = list(IncidentKind)
    found = []
    for number in range(INCIDENTS):
        wide = 0.012 if number % 2 else 0.03
        point = Point(MIDDLE[0] + dice.uniform(-wide, wide), MIDDLE[1] + dice.uniform(-wide, wide))
        at = _NOW - timedelta(hours=number)
        place = Place("1612 P St", point, Fix.ADDRESS)
        found.append(
            papers.incident(id=f"{number:04}", kind=dice.choice(kinds), place=place, occurred_from=at)
        )
    return Gathered(
        shown=shown,
        options=options,
        watch=papers.watch(),
        incidents=tuple(found),
        first=(_NOW - timedelta(hours=INCIDENTS)).date(),
        last=_NOW.date(),
    )


def _floor(lines: list[tuple[str, int, Line]], gathered: Any, frame: Any) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    from sacwatch.domain.places import Point

    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(612, 792), pageCompression=1)
    for width, grey in ((3.0, 0.6), (2.0, 1.0)):
        canvas.setLineWidth(width)
        canvas.setStrokeGray(grey)
        for _name, _number, line in lines:
            path = canvas.beginPath()
            spots = [frame.at(Point(*spot)) for spot in line]
            path.moveTo(spots[0][0], 700 - spots[0][1])
            for x, y in spots[1:]:
                path.lineTo(x, 700 - y)
            canvas.drawPath(path)
    for each in gathered.incidents:
        x, y = frame.at(each.place.point)
        canvas.circle(x, 700 - y, 4.5, fill=1)
    canvas.save()
    return target.getvalue()


def main() -> None:
    """Print every row."""
    from tests.benchmarks.rows import head

    print(head())
    for row in rows():
        print(row.told())


if __name__ == "__main__":
    main()
