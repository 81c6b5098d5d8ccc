"""Brings map files into the base map, all of them or nothing, and takes them out again."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Sequence

from sacwatch.domain.errors import Trouble
from sacwatch.domain.geography import Box, to_plane
from sacwatch.domain.mapfiles import COUNTY_THEMES, Brought, FileKind, MapFile, Theme
from sacwatch.domain.progress import Progress, silent
from sacwatch.domain.shapes import Shape, Tally
from sacwatch.exchange import tilesets
from sacwatch.i18n import _
from sacwatch.maps import covering, fromtiger, fromtiles, regions
from sacwatch.maps.content import Content, Feature, Item, Source, TilePicture
from sacwatch.services import basemaps, mapfiles

SACRAMENTO_COUNTY = Box(38.018, -121.863, 38.737, -121.027)
"""The county's extent (U.S. Census Bureau), to which files are cut while the map has no county."""

PICTURES_RANK = 1

# A county has fewer tiles than this at zoom 15; what has more is cut to where the map is.
_MOST_TILES = 30_000

# How much work a shape, a vector tile and a picture are beside each other, for the progress shown.
_TILE, _PICTURE = 300.0, 0.5
_SETTLING = 0.15

_TAGS = re.compile(r"<[^>]*>")


def bring_in(files: Sequence[MapFile], progress: Progress = silent) -> list[Brought]:
    """Bring files into the map in place of what they brought before; gives what came of each.

    Until all is done everybody sees the map as it was, and so it stays where anything goes wrong. Raises
    Trouble in a sentence, and Cancelled.
    """
    atlas = basemaps.atlas()
    if atlas.base.in_memory:
        raise Trouble("trouble.map_memory_only")
    # Of two files that the map keeps under one name the one that was chosen last is taken.
    ordered = mapfiles.in_order({file.source: file for file in files}.values())
    known = {source.name for source in atlas.base.sources()}
    meter = _Meter(progress, sum(map(_weight, ordered)))
    arrivals: list[_Arrival] = []
    with contextlib.ExitStack() as stack:
        county = _County(ordered)
        contents = []
        for file in ordered:
            arrival = _Arrival(file, file.source in known)
            arrivals.append(arrival)
            contents.append(_content(arrival, ordered, county, meter, stack))
        atlas.base.replace(*contents, pulse=meter.pulse)
    atlas.cartographer.forget()
    atlas.geocoder.forget()
    return [arrival.told() for arrival in arrivals]


def take_out(*names: str) -> None:
    """Take out what some files brought, by the names the map keeps them under; raises Trouble."""
    atlas = basemaps.atlas()
    atlas.base.remove(*(name for name in names if name != "shipped"))
    atlas.cartographer.forget()
    atlas.geocoder.forget()


def kept() -> list[tuple[str, str]]:
    """Give what was brought in so far: the name that the map keeps it under, and its title."""
    return [(source.name, source.title) for source in basemaps.atlas().base.sources()[1:]]


def not_shown() -> set[str]:
    """Give the names of those that are kept but not shown on the map."""
    return basemaps.atlas().base.unseen()


def show_all_but(names: Iterable[str]) -> None:
    """Show on the map all that was brought in but these, whose places are still found; raises Trouble."""
    atlas = basemaps.atlas()
    atlas.base.show_all_but({*names} - {"shipped"})
    atlas.cartographer.forget()
    atlas.geocoder.forget()


class _Arrival:
    """One file on its way in, with what is counted of it."""

    def __init__(self, file: MapFile, replaced: bool) -> None:
        self.file = file
        self.tally = Tally()
        self.items = 0
        self.drawn = 0
        self._replaced = replaced

    def told(self) -> Brought:
        """Give what came of it."""
        count = self.tally.read - self.tally.empty
        if self.file.theme is not None and self.file.theme not in COUNTY_THEMES:
            count = self.drawn
        return Brought(
            self.file.source,
            self.file.title,
            count,
            self.tally.empty,
            self.tally.repaired,
            self._replaced,
        )

    def counted(self, items: Iterable[Item]) -> Iterator[Item]:
        """Count what is drawn of a file, which must not be nothing."""
        for item in items:
            self.items += 1
            self.drawn += isinstance(item, Feature)
            yield item
        if not self.items:
            here = self.tally.read == self.tally.empty
            raise Trouble("trouble.map_empty" if here else "trouble.map_not_here", name=self.file.path.name)


class _Meter:
    """Turns what is read and written into steady progress, and asks now and then whether to go on."""

    def __init__(self, progress: Progress, weight: float) -> None:
        self._progress = progress
        self._total = max(1.0, weight * (1 + _SETTLING))
        self._done = 0.0
        self._most = weight
        self._since = 0

    def step(self, weight: float = 1.0) -> None:
        """Count one piece read."""
        self._done = min(self._most, self._done + weight)
        self._since += 1
        if self._since >= 100 or weight > 1:
            self._since = 0
            self._say("job.map_bringing")

    def pulse(self) -> None:
        """Say that the work goes on without a piece being read."""
        if self._done >= self._most:
            self._done = min(self._total * 0.99, self._done + self._total * 0.002)
            self._say("job.map_settling")
        else:
            self._say("job.map_bringing")

    def _say(self, doing: str) -> None:
        self._progress(round(self._done / self._total * 1000), 1000, doing)


def _weight(file: MapFile) -> float:
    return file.count * {FileKind.TILES: _TILE, FileKind.PICTURES: _PICTURE}.get(file.kind, 1.0)


class _County:
    """The ground of the counties that are in the map or on their way in."""

    def __init__(self, files: Iterable[MapFile]) -> None:
        self._cells: dict[str, set[int]] = {}
        self._coming = {file.source for file in files}

    def watched(self, file: MapFile, shapes: Iterable[Shape]) -> Iterator[Shape]:
        """Note where a county's streets are while they pass."""
        mine = self._cells.setdefault(file.area, set())
        for shape in shapes:
            for path in shape.paths:
                mine.update(covering.cells([to_plane(point.lat, point.lon) for point in path]))
            yield shape

    def cells(self, area: str) -> set[int] | None:
        """Give the ground of the counties of a state or of the nation; None where everything is wanted."""
        base = basemaps.atlas().base
        there = [
            source.name
            for source in base.sources()
            if source.name.startswith("tiger/")
            and source.name.endswith((f"/{Theme.ROADS.value}", f"/{Theme.ADDRESSES.value}"))
            and (area == "us" or source.name.split("/")[1].startswith(area))
        ]
        found = base.cover(covering.STREETS, there) if there else set()
        found |= base.cover(covering.ADDRESSES, there) if there else set()
        for each, cells in self._cells.items():
            if area == "us" or each.startswith(area):
                found |= cells
        if found:
            return covering.around(found)
        if area in ("us", "06"):
            return covering.within(SACRAMENTO_COUNTY)
        return None


def _content(
    arrival: _Arrival,
    files: Sequence[MapFile],
    county: _County,
    meter: _Meter,
    stack: contextlib.ExitStack,
) -> Content:
    """Give the content of a file, which is read while it is written."""
    file = arrival.file
    if file.kind is FileKind.TIGER:
        theme = file.theme or Theme.ROADS
        credit = (
            _("Streets, water and parks: U.S. Census Bureau, TIGER/Line {year}")
            .format(year=file.year or "")
            .strip()
        )
        source = Source(
            file.source,
            file.kind.value,
            str(file.year),
            file.title,
            fromtiger.RANK.get(theme, fromtiger.USUAL_RANK),
            credit,
        )
        items = arrival.counted(_tiger(arrival, theme, files, county, meter))
        return Content(source, mixed=items, noded=theme in (Theme.ROADS, Theme.ADDRESSES))
    if file.kind is FileKind.OVERLAY:
        source = Source(file.source, file.layer.value, "", file.title, regions.RANK)
        return Content(source, mixed=arrival.counted(_overlay(arrival, meter)))
    held = mapfiles.tiles(file.path)
    stack.callback(held.close)
    credit = " ".join(_TAGS.sub(" ", held.about.credit).split())[:200] or file.title
    rank = fromtiles.RANK if held.about.vector else PICTURES_RANK
    source = Source(file.source, file.kind.value, "", file.title, rank, credit)
    read = _vector_tiles if held.about.vector else _pictures
    return Content(source, mixed=arrival.counted(read(arrival, held, meter)))


def _stepped(shapes: Iterable[Shape], meter: _Meter) -> Iterator[Shape]:
    for shape in shapes:
        meter.step()
        yield shape


def _tiger(
    arrival: _Arrival, theme: Theme, files: Sequence[MapFile], county: _County, meter: _Meter
) -> Iterator[Item]:
    file = arrival.file
    with mapfiles.opened(file, meter.pulse) as place:
        shapes: Iterator[Shape] = _stepped(mapfiles.shapes(file, place, arrival.tally), meter)
        if theme in (Theme.ROADS, Theme.ADDRESSES):
            shapes = county.watched(file, shapes)
        if theme is Theme.ADDRESSES:
            streets = f"tiger/{file.area}/{Theme.ROADS.value}"
            there = {source.name for source in basemaps.atlas().base.sources()}
            if streets not in there | {each.source for each in files}:
                yield from fromtiger.drawn(shapes)
                return
        yield from fromtiger.items(theme, shapes, lambda: county.cells(file.area))


def _overlay(arrival: _Arrival, meter: _Meter) -> Iterator[Item]:
    file = arrival.file
    with mapfiles.opened(file, meter.pulse) as place:
        shapes = _stepped(mapfiles.shapes(file, place, arrival.tally), meter)
        yield from regions.items(file.layer, file.name_column, shapes)


def _reach(arrival: _Arrival, held: tilesets.TileFile, zoom: int) -> Box | None:
    """Give the box to which a file of too many tiles is cut; None where all of it is taken."""
    if held.count(zoom) <= _MOST_TILES:
        return None
    base = basemaps.atlas().base
    boxes = [
        box
        for source in base.sources()
        if source.name.startswith("tiger/") and (box := base.extent(source.name)) is not None
    ]
    for box in (*boxes, SACRAMENTO_COUNTY):
        if 0 < held.count(zoom, box) <= _MOST_TILES:
            return box
    raise Trouble("trouble.map_tiles_large", name=arrival.file.path.name)


def _vector_tiles(arrival: _Arrival, held: tilesets.TileFile, meter: _Meter) -> Iterator[Item]:
    zoom, name = held.about.high, arrival.file.path.name
    box = _reach(arrival, held, zoom)
    title = f"{arrival.file.title} {held.about.title}"
    for x, y, data in held.tiles(zoom, box):
        meter.step(_TILE)
        yield from fromtiles.items(tilesets.shapes(data, zoom, x, y, arrival.tally, name), title)


def _pictures(arrival: _Arrival, held: tilesets.TileFile, meter: _Meter) -> Iterator[Item]:
    for zoom in range(held.about.low, held.about.high + 1):
        box = _reach(arrival, held, zoom)
        for x, y, data in held.tiles(zoom, box):
            meter.step(_PICTURE)
            arrival.tally.read += 1
            picture = tilesets.picture(data)
            if picture is None:
                arrival.tally.empty += 1
            else:
                yield TilePicture(zoom, x, y, picture)
