"""Which names the map shows at which zoom, how large, and which of them goes first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sacwatch.domain.geography import Frame
from sacwatch.i18n import _
from sacwatch.maps import geometry
from sacwatch.maps.basemap import Drawn, Stretch, Written
from sacwatch.maps.content import AREAS, Kind
from sacwatch.maps.facts import street_name
from sacwatch.maps.geometry import Spot
from sacwatch.maps.lettering import Wish, text_width
from sacwatch.maps.looks import Look, width

NUMBERS_FROM = 16.5
_SIDES_FROM = 18

# First zoom of a kind's names, and their rank: lower ranks choose their place first.
_ROAD_NAMES = {
    Kind.HIGHWAY: (12, 30),
    Kind.FREEWAY: (13, 32),
    Kind.MAIN: (12, 40),
    Kind.COLLECTOR: (14, 50),
    Kind.LOCAL: (15, 60),
    Kind.ALLEY: (16, 65),
    Kind.TRAIL: (16, 66),
    Kind.PLAIN_LINE: (16, 68),
}

# From which zoom on, and up to which, the names of areas are written, by what sort the areas are.
_AREA_NAMES = {
    "county": (8.0, 11.0),
    "council": (10.0, 14.0),
    "district": (10.0, 15.0),
    "beat": (11.0, 16.5),
    "grid": (14.0, 17.5),
    "neighborhood": (13.0, 16.5),
    "spot": (17.0, 20.0),
}
_OTHER_AREA_NAMES = (13.0, 16.5)


def wishes(
    frame: Frame,
    zoom: float,
    look: Look,
    drawn: Sequence[Drawn],
    places: Sequence[Written],
    stretches: Sequence[Stretch],
) -> list[Wish]:
    """Give the names that want a place in a frame."""
    lines: dict[tuple[Kind, str, bool, str], list[list[Spot]]] = defaultdict(list)
    rings: dict[tuple[Kind, str], list[list[Spot]]] = defaultdict(list)
    units = frame.units
    for one in drawn:
        if not one.name:
            continue
        spots = [((x - frame.left) * units, (y - frame.top) * units) for x, y in one.points]
        if one.kind in AREAS:
            rings[one.kind, one.name].append(spots)
        else:
            lines[one.kind, one.name, one.approximate, one.shield].append(spots)
    found: list[Wish] = []
    for (kind, name, approximate, shield), paths in lines.items():
        joined = tuple(tuple(path) for path in geometry.joined(paths, 0.5))
        found += _line_names(kind, name, approximate, shield, joined, zoom, look)
    written = {place.name for place in places if place.label} if zoom < 16.5 else set()
    for (kind, name), shapes in rings.items():
        if name in written:
            continue
        found += _area_names(kind, name, shapes, zoom, look)
    found += _place_names(places, frame, zoom, look)
    for stretch in stretches:
        found += _numbers(stretch, frame, zoom, look)
    return found


def _line_names(
    kind: Kind,
    name: str,
    approximate: bool,
    shield: str,
    paths: tuple[tuple[Spot, ...], ...],
    zoom: float,
    look: Look,
) -> Iterator[Wish]:
    if shield and zoom >= 10:
        yield Wish(
            shield,
            8.0 if zoom < 13 else 9.5,
            look.shield_ink,
            "",
            10,
            paths,
            bold=True,
            apart=300.0 if zoom < 13 else 460.0,
            shield=(look.shield, look.shield_ink),
        )
    if kind in (Kind.RIVER, Kind.CREEK):
        if zoom >= (11 if kind is Kind.RIVER else 13):
            size = 10.5 if kind is Kind.CREEK else min(15.0, 10.0 + (zoom - 10) * 0.9)
            text = _said(name, approximate)
            yield Wish(text, size, look.water_text, look.halo, 20, paths, italic=True, apart=640.0)
        return
    if kind is Kind.RAILWAY:
        if zoom >= 15:
            text = _said(name, approximate)
            yield Wish(text, 9.0, look.soft_text, look.halo, 80, paths, apart=900.0, italic=True)
        return
    if kind not in _ROAD_NAMES:
        return
    first, rank = _ROAD_NAMES[kind]
    if zoom < first or (shield and any(char.isdigit() for char in name)):
        # "Interstate 5" says no more than its sign.
        return
    size = {Kind.LOCAL: 9.0, Kind.COLLECTOR: 9.5}.get(kind, 10.0) + min(3.0, max(0.0, zoom - 14) * 0.7)
    text = _said(street_name(name) if not shield else name, approximate)
    apart = 520.0 if kind is Kind.FREEWAY or zoom < 15 else 400.0
    yield Wish(text, size, look.text, look.halo, rank, paths, apart=apart)


def _said(name: str, approximate: bool) -> str:
    return _("{name} (approximate)").format(name=name) if approximate else name


def _area_names(
    kind: Kind, name: str, shapes: Sequence[Sequence[Spot]], zoom: float, look: Look
) -> Iterator[Wish]:
    colour = {Kind.PARK: look.park_text, Kind.LAKE: look.water_text}.get(kind, look.soft_text)
    largest = max(shapes, key=lambda ring: abs(_surface(ring)))
    wide = max(x for x, _ in largest) - min(x for x, _ in largest)
    high = max(y for _, y in largest) - min(y for _, y in largest)
    size = min(13.0, 9.0 + max(0.0, zoom - 14))
    need = text_width(name, size)
    if wide < need * 0.75 or high < size * 1.2:
        return
    x, y = _middle(largest)
    spots = ((x, y), (x, y + size * 1.4), (x, y - size * 1.4), (x, y + size * 3), (x, y - size * 3))
    yield Wish(name, size, colour, look.halo, 45, spots=spots, italic=True)


def _surface(ring: Sequence[Spot]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def _middle(ring: Sequence[Spot]) -> Spot:
    """Give the centre of gravity of a ring."""
    surface = _surface(ring)
    if abs(surface) < 1e-6:
        return ring[0]
    x = y = 0.0
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        x += (a[0] + b[0]) * cross
        y += (a[1] + b[1]) * cross
    return x / (6 * surface), y / (6 * surface)


def _place_names(places: Sequence[Written], frame: Frame, zoom: float, look: Look) -> Iterator[Wish]:
    for place in places:
        if not place.label:
            continue
        x, y = frame.at(place.point)
        if place.kind == "city":
            if zoom < 13:
                size = 12.0 + (zoom - 9)
                yield Wish(
                    place.name,
                    size,
                    look.text,
                    look.halo,
                    5,
                    spots=((x, y), (x, y - 20), (x, y + 20)),
                    bold=True,
                )
            continue
        first, last = _AREA_NAMES.get(place.kind, _OTHER_AREA_NAMES)
        if first <= zoom < last:
            size = 9.5 + max(0.0, min(3.5, zoom - 13)) * 1.1
            near = tuple(
                (x + dx, y + dy) for dx, dy in ((0, 0), (0, -14), (0, 14), (30, -8), (-30, 8), (0, 28))
            )
            yield Wish(place.name, size, look.soft_text, look.halo, 35, spots=near, bold=zoom >= 14)


def _numbers(stretch: Stretch, frame: Frame, zoom: float, look: Look) -> Iterator[Wish]:
    """Give the house numbers of a stretch: its hundred-block, and close up those at its corners."""
    if stretch.left is None and stretch.right is None:
        return
    units = frame.units
    path = tuple(((x - frame.left) * units, (y - frame.top) * units) for x, y in stretch.points)
    room = geometry.length(path)
    size = 8.5 if zoom < 18 else 10.0
    if zoom < _SIDES_FROM:
        ends = [side.first for side in (stretch.left, stretch.right) if side]
        text = str(min(ends) // 100 * 100)
        if room > text_width(text, size) * 2:
            spots = tuple(geometry.along(path, room * share) for share in (0.26, 0.74, 0.5))
            yield Wish(text, size, look.soft_text, look.halo, 70, spots=spots)
        return
    beside = width(Kind.MAIN, zoom) / 2 + size * 0.8
    for side, sign in ((stretch.left, 1.0), (stretch.right, -1.0)):
        if side is None:
            continue
        for number, share in ((side.first, 0.16), (side.last, 0.84)):
            part = geometry.stretch(path, room * (share - 0.08), room * (share + 0.08))
            yield Wish(
                str(number),
                size,
                look.soft_text,
                look.halo,
                70,
                (tuple(part),),
                shift=beside * sign,
                whole=False,
                apart=room,
            )
