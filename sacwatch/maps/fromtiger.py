"""Makes a map of TIGER/Line shapes: what each class of the Census Bureau is here, and its address ranges."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from sacwatch.domain import streetnames
from sacwatch.domain.geography import to_plane
from sacwatch.domain.mapfiles import COUNTY_THEMES, Layer, Theme
from sacwatch.domain.shapes import Form, Path, Shape
from sacwatch.maps.content import Feature, Item, Kind, NamedPlace, Numbers, Region, Segment
from sacwatch.maps.covering import cells
from sacwatch.maps.regions import middle

# MAF/TIGER feature class codes (TIGER/Line Technical Documentation, appendix on MTFCC).
_ROADS = {
    "S1100": Kind.FREEWAY,
    "S1200": Kind.MAIN,
    "S1400": Kind.LOCAL,
    "S1500": Kind.TRAIL,
    "S1630": Kind.LOCAL,
    "S1640": Kind.LOCAL,
    "S1710": Kind.TRAIL,
    "S1720": Kind.TRAIL,
    "S1730": Kind.ALLEY,
    "S1740": Kind.ALLEY,
    "S1780": Kind.ALLEY,
    "S1820": Kind.TRAIL,
    "S1830": Kind.TRAIL,
}
_RAMP = "S1630"
_PARKS = re.compile(r"K218\d|K2190|K2561")
_GROUNDS = re.compile(r"K21(10|65)|K23\d\d|K24(00|5\d)|K25(40|43|64|82)|K12\d\d")

# Class codes of incorporated places (National Standard class codes C1 to C9).
_INCORPORATED = re.compile(r"C\d")

# With nothing after it but a direction: "US Hwy 50 Frontage Rd" is a street of its own.
_INTERSTATE = re.compile(r"^I-? ?(\d+)(?: (?:[NSEW]|(Bus|Business)(?: Loop)?))?$", re.IGNORECASE)
_ROUTE = re.compile(
    r"^(US|State|Co(?:unty)?|CA) ?-?(?:Hwy|Rte|Route|Highway|Rd)? ?-?(\d+)(?: [NSEW])?$", re.IGNORECASE
)

# The larger streets among those that the Census Bureau has in one class, by what they are called.
_LARGER = {"Blvd", "Pkwy", "Expy", "Hwy"}

_NUMBER = re.compile(r"(\d{1,7})\s?(?:[A-Za-z]{0,2}|[ -]?\d/\d)")

USUAL_RANK = 20
"""Above the shipped map and any tiles, because its lines are those that addresses are found on."""
RANK = {Theme.ADDRESSES: 19}
"""Its streets are drawn only where there is no file of the streets themselves."""


def items(
    theme: Theme, shapes: Iterable[Shape], county: Callable[[], set[int] | None] = lambda: None
) -> Iterator[Item]:
    """Give what a theme's shapes are on the map.

    `county` is asked when the first shape is wanted, and gives the cells (`covering`) to which the
    state's and the nation's files are cut; without them everything is taken.
    """
    near = None if theme in COUNTY_THEMES else county()
    for shape in shapes:
        if theme is Theme.ROADS:
            yield from _road(shape)
        elif theme is Theme.ADDRESSES:
            yield from _addresses(shape)
        elif theme is Theme.RAILS:
            paths = shape.paths if near is None else tuple(_cut(shape.paths, near))
            if paths:
                yield Feature(Kind.RAILWAY, shape.told.get("FULLNAME", ""), paths)
        elif near is None or _touches(shape, near):
            read = {Theme.LANDMARKS: _area, Theme.CITIES: _city}.get(theme, _water)
            yield from read(shape)


def _road(shape: Shape) -> Iterator[Item]:
    code, name = shape.told.get("MTFCC", ""), shape.told.get("FULLNAME", "")
    kind = _ROADS.get(code)
    if kind is None or shape.form is not Form.LINE:
        return
    shield, shown, also = _route(name)
    if code == "S1200" and shield:
        kind = Kind.HIGHWAY
    elif code == "S1400":
        street = streetnames.read(name)
        if street is not None and street.is_known:
            kind = Kind.MAIN
        elif street is not None and street.kind in _LARGER:
            kind = Kind.COLLECTOR
    yield Feature(kind, "" if code == _RAMP else shown, shape.paths, shield=shield)
    if name and code != _RAMP:
        for path in shape.paths:
            yield Segment(shown, path, also=also)


def _route(name: str) -> tuple[str, str, tuple[str, ...]]:
    """Give the sign of a route, the name that it is shown by, and what else it is called."""
    match = _INTERSTATE.match(name)
    if match:
        number = match[1]
        if match[2]:
            return f"BUS {number}", f"Business {number}", (name,)
        return number, f"Interstate {number}", (f"I-{number}", f"I {number}", f"Hwy {number}")
    match = _ROUTE.match(name)
    if match and not match[1].lower().startswith("co"):
        number = match[2]
        word = "US" if match[1].upper() == "US" else "State"
        return number, f"{word} Highway {number}", (f"Hwy {number}", f"Highway {number}", name)
    return "", name, ()


def _addresses(shape: Shape) -> Iterator[Item]:
    """Give a stretch of street with its house numbers; a side that has none that can be read has none."""
    told = shape.told
    _, name, also = _route(told.get("FULLNAME", ""))
    if not name or shape.form is not Form.LINE:
        return
    left = _numbers(told.get("LFROMHN", ""), told.get("LTOHN", ""), told.get("PARITYL", ""))
    right = _numbers(told.get("RFROMHN", ""), told.get("RTOHN", ""), told.get("PARITYR", ""))
    for path in shape.paths:
        yield Segment(name, path, left, right, also)


def drawn(shapes: Iterable[Shape]) -> Iterator[Item]:
    """Give the streets of the address file to draw, for a map that has no file of the streets themselves."""
    for shape in shapes:
        shield, name, _ = _route(shape.told.get("FULLNAME", ""))
        kind = _ROADS.get(shape.told.get("ROAD_MTFCC") or shape.told.get("EDGE_MTFCC") or "S1400", Kind.LOCAL)
        yield Feature(kind, name, shape.paths, shield=shield)
        yield from _addresses(shape)


def _numbers(first: str, last: str, parity: str) -> Numbers | None:
    """Give the house numbers of a side; "B" says that both odd and even ones stand there."""
    one, other = _number(first), _number(last)
    if one is None or other is None:
        return None
    if parity.upper() == "B" and one % 2 == other % 2:
        # A range with ends of both sorts has both; the next number is the least that says so.
        if other >= one:
            other += 1
        else:
            one += 1
    return Numbers(one, other)


def _number(text: str) -> int | None:
    """Give a house number without its letter or half: "1620A" is 1620; None for what is no number."""
    match = _NUMBER.fullmatch(text.strip())
    return int(match[1]) if match else None


def _water(shape: Shape) -> Iterator[Item]:
    code, name = shape.told.get("MTFCC", ""), shape.told.get("FULLNAME", "")
    if not code.startswith("H"):
        return
    if shape.form is Form.AREA:
        yield Feature(Kind.LAKE, name, shape.paths)
    elif shape.form is Form.LINE:
        river = re.search(r"\bRiv(er)?\b", name) is not None
        yield Feature(Kind.RIVER if river else Kind.CREEK, name, shape.paths)


def _area(shape: Shape) -> Iterator[Item]:
    code, name = shape.told.get("MTFCC", ""), shape.told.get("FULLNAME", "")
    kind = Kind.PARK if _PARKS.fullmatch(code) else Kind.GROUNDS if _GROUNDS.fullmatch(code) else None
    if kind is None or shape.form is not Form.AREA:
        return
    yield Feature(kind, name, shape.paths)
    if name:
        word = "park" if kind is Kind.PARK else "grounds"
        yield NamedPlace(name, word, middle(shape.paths), label=False)


def _city(shape: Shape) -> Iterator[Item]:
    """Give the limits of a city or town; the Bureau's other places are no bodies of government."""
    name = shape.told.get("NAMELSAD", "") or shape.told.get("NAME", "")
    if shape.form is not Form.AREA or not name or not _INCORPORATED.fullmatch(shape.told.get("CLASSFP", "")):
        return
    yield Feature(Kind.OUTLINE, shape.told.get("NAME", "") or name, shape.paths)
    yield Region(Layer.CITY.value, name, shape.paths)


def _touches(shape: Shape, near: set[int]) -> bool:
    return any(not near.isdisjoint(_passed(path)) for path in shape.paths)


def _passed(path: Path) -> set[int]:
    return set(cells([to_plane(point.lat, point.lon) for point in path]))


def _cut(paths: Iterable[Path], near: set[int]) -> Iterator[Path]:
    """Give the parts of lines that lie in the cells, with the edge that leads there and the one away."""
    for path in paths:
        part: list[int] = []
        for i in range(len(path) - 1):
            if near.isdisjoint(_passed(path[i : i + 2])):
                if part:
                    yield path[part[0] : part[-1] + 2]
                part = []
            else:
                part.append(i)
        if part:
            yield path[part[0] : part[-1] + 2]
