"""Makes a SYNTHETIC county in the real TIGER/Line format: no street of it is anywhere on the Earth.

Blocks of a bent grid about a centre, with freeways, ramps, diagonal roads, cul-de-sacs, alleys, a river,
creeks, lakes, parks and a railway that runs on beyond the county. Half of the street segments lie within
8 km of the centre. The same call makes the same files, byte for byte, but for the date in their headers.

    python -m tests.synthetic_county FOLDER [SEGMENTS]
"""

from __future__ import annotations

import io
import math
import random
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import shapefile

YEAR = 2025
FIPS = "06067"
STATE = "06"
CENTRE = (38.575, -121.485)
"""Latitude and longitude about which the county is made."""

SEGMENTS = 42_000
LABEL = "SYNTHETIC"
"""In each .shp.xml beside the shapes, so that nobody takes these files for the Census Bureau's."""

_LAT_M, _LON_M = 111_195.0, 86_900.0
_BLOCK_M = 122.0

# GCS NAD 83, as every TIGER/Line file names it.
PRJ = (
    'GEOGCS["GCS_North_American_1983",DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137,298.257222101]],'
    'PRIMEM["Greenwich",0],UNIT["Degree",0.017453292519943295]]'
)

ROADS = (("LINEARID", "C", 22), ("FULLNAME", "C", 100), ("RTTYP", "C", 1), ("MTFCC", "C", 5))
ADDRFEAT = (
    ("TLID", "N", 10), ("TFIDL", "N", 10), ("TFIDR", "N", 10), ("ARIDL", "C", 22), ("ARIDR", "C", 22),
    ("LINEARID", "C", 22), ("FULLNAME", "C", 100), ("LFROMHN", "C", 12), ("LTOHN", "C", 12),
    ("RFROMHN", "C", 12), ("RTOHN", "C", 12), ("ZIPL", "C", 5), ("ZIPR", "C", 5), ("EDGE_MTFCC", "C", 5),
    ("ROAD_MTFCC", "C", 5), ("PARITYL", "C", 1), ("PARITYR", "C", 1), ("PLUS4L", "C", 4),
    ("PLUS4R", "C", 4), ("LFROMTYP", "C", 1), ("LTOTYP", "C", 1), ("RFROMTYP", "C", 1),
    ("RTOTYP", "C", 1), ("OFFSETL", "C", 1), ("OFFSETR", "C", 1),
)  # fmt: skip
AREAWATER = (
    ("ANSICODE", "C", 8), ("HYDROID", "C", 22), ("FULLNAME", "C", 100), ("MTFCC", "C", 5),
    ("ALAND", "N", 14), ("AWATER", "N", 14), ("INTPTLAT", "C", 11), ("INTPTLON", "C", 12),
)  # fmt: skip
LINEARWATER = (
    ("ANSICODE", "C", 8), ("LINEARID", "C", 22), ("FULLNAME", "C", 100), ("ARTPATH", "C", 1),
    ("MTFCC", "C", 5),
)  # fmt: skip
AREALM = (
    ("STATEFP", "C", 2), ("ANSICODE", "C", 8), ("AREAID", "C", 22), ("FULLNAME", "C", 100),
    ("MTFCC", "C", 5), ("ALAND", "N", 14), ("AWATER", "N", 14), ("INTPTLAT", "C", 11),
    ("INTPTLON", "C", 12), ("PARTFLG", "C", 1),
)  # fmt: skip
PLACE = (
    ("STATEFP", "C", 2), ("PLACEFP", "C", 5), ("PLACENS", "C", 8), ("GEOID", "C", 7), ("NAME", "C", 100),
    ("NAMELSAD", "C", 100), ("LSAD", "C", 2), ("CLASSFP", "C", 2), ("MTFCC", "C", 5), ("ALAND", "N", 14),
    ("AWATER", "N", 14), ("INTPTLAT", "C", 11), ("INTPTLON", "C", 12),
)  # fmt: skip
RAILS = (("LINEARID", "C", 22), ("FULLNAME", "C", 100), ("MTFCC", "C", 5))

_NAMES = (
    "Alder Aspen Birch Cedar Cypress Elm Fir Hazel Juniper Laurel Linden Magnolia Maple Myrtle Oak Olive"
    " Pecan Pine Poplar Redbud Sequoia Spruce Sumac Sycamore Tamarack Walnut Willow Yarrow"
).split()
_MORE = (
    "Amber Bluff Canyon Copper Crystal Dusty Eagle Falcon Golden Granite Harbor Heron Hidden Lark Meadow"
    " Misty Mountain Orchard Osprey Prairie Quail Quartz Raven River Rocky Rustic Shadow Silver Stone"
    " Summit Sunny Timber Valley Vista Windy"
).split()
_KINDS = "St Ave Way Dr Ct Ln Cir Blvd".split()

Spot = tuple[float, float]
"""Longitude and latitude, as shapefiles have them."""


@dataclass(frozen=True)
class Street:
    """A street of one name: its edges from corner to corner, and its class."""

    name: str
    code: str
    edges: tuple[tuple[Spot, ...], ...]
    route: str = "M"
    first: int = 0
    """The hundred-block of its first edge; no house numbers where it is below 0."""
    downhill: bool = False
    """Whether its lines run against its numbers."""


def make(folder: Path, segments: int = SEGMENTS, seed: int = 1) -> dict[str, Path]:
    """Write the seven zips into a folder and give them by theme; `segments` is the least number of edges."""
    streets = list(_streets(segments, random.Random(seed)))
    name = f"tl_{YEAR}_{FIPS}"
    return {
        "roads": _zip(folder / f"{name}_roads.zip", shapefile.POLYLINE, ROADS, _road_rows(streets)),
        "addrfeat": _zip(
            folder / f"{name}_addrfeat.zip", shapefile.POLYLINE, ADDRFEAT, _address_rows(streets)
        ),
        "areawater": _zip(folder / f"{name}_areawater.zip", shapefile.POLYGON, AREAWATER, _lakes()),
        "linearwater": _zip(folder / f"{name}_linearwater.zip", shapefile.POLYLINE, LINEARWATER, _creeks()),
        "arealm": _zip(folder / f"tl_{YEAR}_{STATE}_arealm.zip", shapefile.POLYGON, AREALM, _parks()),
        "place": _zip(folder / f"tl_{YEAR}_{STATE}_place.zip", shapefile.POLYGON, PLACE, _cities()),
        "rails": _zip(folder / f"tl_{YEAR}_us_rails.zip", shapefile.POLYLINE, RAILS, _rails()),
    }


Row = tuple[list[list[Spot]], tuple[object, ...]]


def _zip(target: Path, shape: int, fields: tuple[tuple[str, str, int], ...], rows: Iterator[Row]) -> Path:
    """Write a zip as the Census Bureau does: the five files and the metadata, flat."""
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    writer = shapefile.Writer(shp=shp, shx=shx, dbf=dbf, shapeType=shape, encoding="utf-8")
    for name, kind, size in fields:
        writer.field(name, kind, size=size)
    for parts, values in rows:
        (writer.poly if shape == shapefile.POLYGON else writer.line)(parts)
        writer.record(*values)
    writer.close()
    about = f"<metadata><idinfo><abstract>{LABEL}: no real place</abstract></idinfo></metadata>"
    stem = target.stem
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for ending, data in (
            ("cpg", b"UTF-8"),
            ("dbf", dbf.getvalue()),
            ("prj", PRJ.encode()),
            ("shp", shp.getvalue()),
            ("shp.iso.xml", about.encode()),
            ("shx", shx.getvalue()),
        ):
            archive.writestr(zipfile.ZipInfo(f"{stem}.{ending}", (2025, 9, 1, 0, 0, 0)), data, 8)
    return target


def _spot(east_m: float, north_m: float) -> Spot:
    return (round(CENTRE[1] + east_m / _LON_M, 6), round(CENTRE[0] + north_m / _LAT_M, 6))


def _bent(east_m: float, north_m: float) -> Spot:
    """Turn a corner of the grid a little, the farther out the more, as old city grids meet farm roads."""
    bend = 0.15 * math.sin(north_m / 9_000)
    return _spot(
        east_m + north_m * 0.12 * bend + 60 * math.sin(north_m / 2_300), north_m + east_m * 0.05 * bend
    )


def _streets(segments: int, dice: random.Random) -> Iterator[Street]:
    """Give blocks in a dense middle and wider ones around it, then roads of other classes."""
    inner = _grid(segments * 0.56, 0.0, 7_800.0, dice, 0)
    outer = _grid(segments * 0.56, 8_200.0, 30_000.0, dice, 5_000)
    yield from inner
    yield from outer
    yield from _large()


def _grid(
    segments: float, least_m: float, most_m: float, dice: random.Random, start: int
) -> Iterator[Street]:
    """Give the streets of a ring about the centre, with about so many edges."""
    ground = math.pi * (most_m**2 - least_m**2)
    # A grid of blocks has two edges for each block.
    block = math.sqrt(2 * ground / segments)
    half = int(most_m / block)
    names = _street_names(dice, start)
    for across in (False, True):
        for line in range(-half, half + 1):
            pieces: list[list[tuple[Spot, ...]]] = [[]]
            first = None
            for step in range(-half, half):
                a, b = (step, line), (step + 1, line)
                if across:
                    a, b = a[::-1], b[::-1]
                here, there = (a[0] * block, a[1] * block), (b[0] * block, b[1] * block)
                middle = math.hypot((here[0] + there[0]) / 2, (here[1] + there[1]) / 2)
                if not least_m <= middle <= most_m or dice.random() < 0.03:
                    if pieces[-1]:
                        pieces.append([])
                    continue
                if first is None:
                    first = step
                pieces[-1].append(_edge(here, there, dice))
            edges = tuple(edge for piece in pieces for edge in piece)
            if not edges or first is None:
                continue
            name = next(names)
            downhill = dice.random() < 0.3
            if downhill:
                edges = tuple(tuple(reversed(edge)) for edge in reversed(edges))
            yield Street(name, "S1400", edges, first=max(1, (half + first) * 100), downhill=downhill)
    for _ in range(half // 2):
        # Cul-de-sacs off the grid's corners, and the alleys behind them.
        x, y = dice.uniform(-half, half) * block, dice.uniform(-half, half) * block
        if least_m <= math.hypot(x, y) <= most_m:
            end = _bent(x + block / 3, y + block / 3)
            yield Street(f"{next(names).rsplit(' ', 1)[0]} Ct", "S1400", ((_bent(x, y), end),), first=100)
            yield Street("", "S1730", ((end, _bent(x + block / 2, y)),), first=-1)


def _edge(here: Spot, there: Spot, dice: random.Random) -> tuple[Spot, ...]:
    """Give an edge between two corners with a bend or two on its way."""
    spots = [_bent(*here)]
    count = dice.choice((0, 0, 1, 1, 2, 4))
    for i in range(1, count + 1):
        share = i / (count + 1)
        x, y = here[0] + (there[0] - here[0]) * share, here[1] + (there[1] - here[1]) * share
        spots.append(_bent(x + dice.uniform(-4, 4), y + dice.uniform(-4, 4)))
    spots.append(_bent(*there))
    return tuple(spots)


def _street_names(dice: random.Random, start: int) -> Iterator[str]:
    """Give names that are all different: numbered streets, then words with a kind, then two words."""
    for number in range(1, 100):
        kind = "St" if not start else "Ave"
        end = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if not 10 < number % 100 < 20 else 0, "th")
        yield f"{number}{end} {kind}"
    words = [f"{one} {kind}" for one in _NAMES for kind in _KINDS]
    words += [
        f"{one} {other} {kind}" for one in _MORE for other in _NAMES for kind in _KINDS[: 6 if start else 2]
    ]
    words = words[start % 7 :: 2] if start else words[1::2]
    dice.shuffle(words)
    yield from words


def _large() -> Iterator[Street]:
    """Give freeways with ramps, state routes and diagonal roads."""
    for name, route, turn, bend in (
        ("I- 5", "I", 92, 0.06),
        ("I- 80", "I", 38, 0.05),
        ("US Hwy 50", "U", 2, 0.04),
        ("State Rte 99", "S", 118, 0.05),
    ):
        code = "S1100" if route != "S" else "S1200"
        spots = [_out(way, turn, bend) for way in range(-30_000, 30_001, 500)]
        edges = tuple(pairwise(spots))
        yield Street(name, code, edges, route, first=-1)
        for way in range(-28_000, 28_001, 4_000):
            near, off = _out(way, turn, bend), _out(way + 300, turn + 0.8, bend)
            yield Street("", "S1630", ((near, off),), first=-1)
    for number, (name, turn) in enumerate(
        (("Folsom Blvd", 15), ("Stockton Blvd", 125), ("Freeport Blvd", 100))
    ):
        spots = [_out(way, turn, 0.02) for way in range(900, 15_001, 240)]
        edges = tuple(pairwise(spots))
        yield Street(name, "S1400", edges, first=2_000 + number * 100)


def _out(way_m: float, turn: float, bend: float) -> Spot:
    angle = math.radians(turn) + bend * math.sin(way_m / 6_000)
    return _spot(way_m * math.cos(angle), way_m * math.sin(angle))


def _road_rows(streets: list[Street]) -> Iterator[Row]:
    for number, street in enumerate(streets):
        # As in TIGER, a street is one line as long as its edges go on from each other.
        joined: list[list[Spot]] = []
        for edge in street.edges:
            if joined and joined[-1][-1] == edge[0]:
                joined[-1] += edge[1:]
            else:
                joined.append(list(edge))
        for part in joined:
            yield [part], (f"11010{number:09}", street.name, street.route, street.code)


def _address_rows(streets: list[Street]) -> Iterator[Row]:
    tlid = 600_000_000
    for number, street in enumerate(streets):
        for i, edge in enumerate(street.edges):
            tlid += 1
            if street.first < 0 or not street.name:
                continue
            place = len(street.edges) - 1 - i if street.downhill else i
            low = street.first + place * 100
            odd, even = (low + 1, low + 99), (low, low + 98)
            if street.downhill:
                odd, even = odd[::-1], even[::-1]
            left, right = (odd, even) if number % 2 else (even, odd)
            parity = ("O", "E") if number % 2 else ("E", "O")
            letters = ["", "", "", ""]
            if tlid % 97 == 0:
                # A last house with a letter, as duplexes have.
                letters[1] = "A"
            if tlid % 89 == 0:
                right, parity = (low, low + 99), (parity[0], "B")
            texts = [f"{value}{letter}" for value, letter in zip((*left, *right), letters, strict=True)]
            if tlid % 53 == 0:
                texts[2:] = ["", ""]
            yield [list(edge)], (
                tlid, tlid * 2, tlid * 2 + 1, f"400{tlid}", f"401{tlid}", f"11010{number:09}", street.name,
                *texts, "95814", "95814", street.code, street.code, parity[0], parity[1] if texts[2] else "",
                "", "", "", "", "", "", "N", "N",
            )  # fmt: skip


def _ring(east_m: float, north_m: float, size_m: float, corners: int = 24) -> list[Spot]:
    """Give a ring that runs clockwise, as the shells of shapefiles do."""
    return [
        _spot(
            east_m + size_m * (1 + 0.2 * math.sin(3 * turn)) * math.cos(-turn),
            north_m + size_m * (1 + 0.2 * math.cos(2 * turn)) * math.sin(-turn),
        )
        for turn in (2 * math.pi * (i % corners) / corners for i in range(corners + 1))
    ]


def _river(side: float) -> list[Spot]:
    return [
        _spot(-3_000 + 900 * math.sin(north / 5_000) + side, north) for north in range(-30_000, 30_001, 400)
    ]


def _lakes() -> Iterator[Row]:
    river = _river(-110) + _river(110)[::-1]
    yield [[*river, river[0]]], _water_values(0, "Long Riv", "H3010")
    dice = random.Random(7)
    for number in range(1, 900):
        x, y = dice.uniform(-28_000, 28_000), dice.uniform(-28_000, 28_000)
        size = dice.choice((25, 40, 60, 120, 300))
        rings = [_ring(x, y, size)]
        if size == 300:
            # An island runs the other way round.
            rings.append(_ring(x, y, 60)[::-1])
        yield rings, _water_values(number, f"{_NAMES[number % 28]} Lk" if size > 60 else "", "H2030")


def _water_values(number: int, name: str, code: str) -> tuple[object, ...]:
    return "", f"110{number:09}", name, code, 0, 40_000, "+38.5750000", "-121.4850000"


def _creeks() -> Iterator[Row]:
    yield [_river(0)], ("", "1103000000001", "Long Riv", "Y", "H3010")
    dice = random.Random(9)
    for number in range(700):
        x, y = dice.uniform(-28_000, 28_000), dice.uniform(-28_000, 28_000)
        spots = [_spot(x, y)]
        for _ in range(dice.randrange(4, 30)):
            x, y = x + dice.uniform(20, 120), y + dice.uniform(-80, 90)
            spots.append(_spot(x, y))
        code, name = ("H3020", "") if number % 3 == 0 else ("H3010", f"{_MORE[number % 35]} Crk")
        yield [spots], ("", f"11030{number:08}", name, "N", code)


def _parks() -> Iterator[Row]:
    """Give the landmarks of a whole state, most of which lie far from the county."""
    dice = random.Random(11)
    for number in range(6_000):
        inside = number % 20 == 0
        reach = 25_000 if inside else 500_000
        x, y = dice.uniform(-reach, reach), dice.uniform(-reach / 4, reach)
        code, word = (
            ("K2180", "Park"),
            ("K2543", "Sch"),
            ("K2582", "Cmtry"),
            ("K1231", "Hosp"),
            ("C3023", "Is"),
        )[number % 5]
        name = f"{_MORE[number % 35]} {_NAMES[number % 28]} {word}"
        yield [_ring(x, y, dice.choice((80, 150, 260)), 12)], (
            STATE, "", f"110{number:09}", name, code, 90_000, 0, "+38.5750000", "-121.4850000", "N",
        )  # fmt: skip


def _cities() -> Iterator[Row]:
    """Give the places of a state: two cities, a town and a mere place in the county, and others far away.

    The largest city has a hole, as a city has around what it has not taken in.
    """
    hole = _ring(3_000, 3_000, 500)[::-1]
    inside: list[tuple[str, str, str, list[list[Spot]]]] = [
        ("Midgrid", "city", "C1", [_ring(0, 0, 9_000, 60), hole]),
        ("Eastgrid", "city", "C1", [_ring(18_000, 0, 3_000, 30)]),
        ("Southgrid", "town", "C1", [_ring(0, -20_000, 2_000, 30)]),
        ("Northgrid", "CDP", "U1", [_ring(0, 18_000, 3_000, 30)]),
    ]
    far = [
        (f"{_MORE[n % 35]} {_NAMES[n % 28]}", "city", "C1", [_ring(150_000 + 9_000 * n, 0, 3_000)])
        for n in range(60)
    ]
    for number, (name, word, code, rings) in enumerate((*inside, *far)):
        yield rings, (
            STATE, f"{number:05}", f"{number:08}", f"{STATE}{number:05}", name, f"{name} {word}",
            {"city": "25", "town": "43"}.get(word, "57"), code, "G4210" if word == "CDP" else "G4110",
            90_000, 0, "+38.5750000", "-121.4850000",
        )  # fmt: skip


def _rails() -> Iterator[Row]:
    """Give railways of a nation: a few run through the county and on, most are elsewhere."""
    for number, turn in enumerate((20, 80, 140)):
        yield (
            [[_out(way, turn, 0.03) for way in range(-400_000, 400_001, 600)]],
            (
                f"11020{number:08}",
                ("Union Pacific RR", "BNSF Rlwy", "Sacramento RT Light Rail")[number],
                "R1011",
            ),
        )
    dice = random.Random(13)
    for number in range(3, 9_000):
        x, y = dice.uniform(300_000, 3_500_000), dice.uniform(-700_000, 900_000)
        spots = [_spot(x + 900 * i, y + 300 * i) for i in range(12)]
        yield [spots], (f"11020{number:08}", f"{_NAMES[number % 28]} RR", "R1011")


def segments_of(path: Path) -> list[tuple[Spot, Spot]]:
    """Give the two ends of each edge in an address file, which is what is counted as a segment."""
    with shapefile.Reader(str(path)) as reader:
        return [(shape.points[0], shape.points[-1]) for shape in reader.iterShapes()]


def share_within(segments: list[tuple[Spot, Spot]], metres: float = 8_000.0) -> float:
    """Give which share of segments lies within so many metres of the centre."""
    near = sum(
        math.hypot((a[0] + b[0]) / 2 * _LON_M - CENTRE[1] * _LON_M, ((a[1] + b[1]) / 2 - CENTRE[0]) * _LAT_M)
        <= metres
        for a, b in segments
    )
    return near / len(segments)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    made = make(folder, int(sys.argv[2]) if len(sys.argv) > 2 else SEGMENTS)
    found = segments_of(made["addrfeat"])
    print(f"{len(found):,} segments with house numbers, {share_within(found):.0%} of them within 8 km")
    for theme, path in made.items():
        print(f"{theme:12} {path.stat().st_size:>12,} bytes")
