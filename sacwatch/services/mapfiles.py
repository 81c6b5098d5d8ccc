"""Says what map files hold, before anything of them is brought into the map."""

from __future__ import annotations

import contextlib
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePosixPath

from sacwatch import words
from sacwatch.domain.errors import Problem, Trouble
from sacwatch.domain.geography import Box
from sacwatch.domain.mapfiles import (
    COUNTY_THEMES,
    Column,
    FileKind,
    Layer,
    MapFile,
    Theme,
    layer_of,
    name_column,
    plain_stem,
)
from sacwatch.domain.progress import Progress, silent
from sacwatch.domain.shapes import Form, Shape, Tally
from sacwatch.exchange import geojson, mbtiles, pmtiles, shapefiles, tiger, zips
from sacwatch.exchange.tilesets import TileFile
from sacwatch.i18n import _
from sacwatch.services import basemaps

_GEOJSON = (".geojson", ".json", ".geojsonl", ".ndjson", ".geojsons")
_TILES = (".mbtiles", ".pmtiles")

# So many shapes tell what the columns hold and where the file lies.
_SAMPLED = 3_000
_SAMPLES = 5

# Two overlays of one sort that share this much of their ground are the same one, newer and older.
_SAME_GROUND = 0.5


@dataclass(frozen=True)
class Looked:
    """What was chosen: the map files that were recognised, and of each other file what is the matter."""

    files: tuple[MapFile, ...]
    troubles: tuple[tuple[str, Problem], ...] = ()


def look_over(paths: Sequence[Path], progress: Progress = silent) -> Looked:
    """Say what each chosen file holds and what it would replace; nothing is changed.

    Any file of a shapefile stands for all of it. Raises Cancelled.
    """
    found: dict[tuple[Path, str], MapFile] = {}
    troubles: list[tuple[str, Problem]] = []
    for number, path in enumerate(paths):

        def pulse(number: int = number) -> None:
            progress(number, len(paths), "job.map_looking")

        pulse()
        try:
            for each in _described(path, pulse):
                found[each.path, each.inside] = each
        except Trouble as trouble:
            troubles.append((path.name, trouble.problem))
    return Looked(tuple(found.values()), tuple(troubles))


def changed(file: MapFile, *, layer: Layer | None = None, column: str | None = None) -> MapFile:
    """Give an overlay as the person wants it: what its areas are, and which column names them."""
    layer = file.layer if layer is None else layer
    chosen = file.name_column if column is None else column
    if layer is not file.layer and column is None:
        chosen = name_column(layer, file.columns, file.count)
    return _placed(replace(file, layer=layer, name_column=chosen))


@contextlib.contextmanager
def opened(file: MapFile, pulse: Callable[[], None]) -> Iterator[Path]:
    """Give where a file lies on disk, unpacked for as long as this lasts where it came in a zip."""
    if not file.inside:
        yield file.path
        return
    with _unpacked(file.path, file.inside, pulse) as place:
        yield place


def shapes(file: MapFile, place: Path, tally: Tally) -> Iterator[Shape]:
    """Give the shapes of a shapefile or GeoJSON file that lies at `place`."""
    if place.suffix.lower() in _GEOJSON:
        yield from geojson.shapes(place, geojson.outline(place), tally)
        return
    shape = replace(shapefiles.found(place), name=PurePosixPath(file.inside).name or file.path.name)
    if file.theme is not None:
        yield from shapefiles.shapes(shape, tally, tiger.WANTED[file.theme], mend=False)
    else:
        columns = [file.name_column] if file.name_column else []
        yield from shapefiles.shapes(shape, tally, columns)


def tiles(path: Path) -> TileFile:
    """Open a file of tiles; raises Trouble."""
    return mbtiles.MBTiles(path) if path.suffix.lower() == ".mbtiles" else pmtiles.PMTiles(path)


def place_name(area: str) -> str:
    """Give the name of a county or state by its FIPS code, or the code where it is not known by name."""
    if area == "us":
        return _("United States")
    state = tiger.STATES.get(area[:2], "")
    if len(area) == 2:
        return state or area
    return tiger.CALIFORNIA.get(area) or (f"{area}, {state}" if state else area)


def _described(path: Path, pulse: Callable[[], None]) -> Iterator[MapFile]:
    ending = path.suffix.lower()
    if not path.is_file():
        raise Trouble("trouble.cannot_read", name=path.name)
    if ending == ".zip":
        yield from _in_zip(path, pulse)
    elif ending in shapefiles.PARTS:
        shape = shapefiles.found(path)
        yield _of_shapefile(shape.shp, "", shape, pulse)
    elif ending in _GEOJSON:
        yield _of_geojson(path, "", path, pulse)
    elif ending in _TILES:
        yield _of_tiles(path)
    else:
        raise Trouble("trouble.map_unknown", name=path.name)


def _in_zip(path: Path, pulse: Callable[[], None]) -> Iterator[MapFile]:
    names = [name for name in zips.members(path) if not PurePosixPath(name).name.startswith(".")]
    inside = [name for name in names if name.lower().endswith((".shp", *_GEOJSON)) and "__MACOSX" not in name]
    if not inside:
        # A shapefile without its shapes is told as that, and not as an empty zip.
        for name in names:
            if name.lower().endswith(".dbf"):
                raise Trouble("trouble.map_no_shp", name=f"{PurePosixPath(name).stem}.shp")
        raise Trouble("trouble.map_zip_no_map", name=path.name)
    for name in inside:
        with _unpacked(path, name, pulse) as place:
            if place.suffix.lower() == ".shp":
                shape = replace(shapefiles.found(place), name=PurePosixPath(name).name)
                yield _of_shapefile(path, name, shape, pulse)
            else:
                yield _of_geojson(path, name, place, pulse)


@contextlib.contextmanager
def _unpacked(path: Path, inside: str, pulse: Callable[[], None]) -> Iterator[Path]:
    """Unpack a file in a zip, with those that belong to it, and give where it lies."""
    stem = inside.rsplit(".", 1)[0].lower()
    wanted = {inside}
    if inside.lower().endswith(".shp"):
        wanted |= {
            name
            for name in zips.members(path)
            if name.lower().endswith(shapefiles.PARTS) and name.rsplit(".", 1)[0].lower() == stem
        }
    with tempfile.TemporaryDirectory(prefix="sacwatch-") as folder:
        written = zips.unpack(path, wanted, Path(folder), pulse)
        together = Path(folder) / "together"
        together.mkdir()
        for each in written.values():
            each.rename(together / each.name)
        yield together / PurePosixPath(inside.replace("\\", "/")).name


def _of_shapefile(path: Path, inside: str, shape: shapefiles.Shapefile, pulse: Callable[[], None]) -> MapFile:
    stem = PurePosixPath(inside).stem if inside else path.stem
    known = tiger.recognise(stem, shape.columns()) or (
        tiger.recognise(path.stem, shape.columns()) if inside else None
    )
    count, form = len(shape), shape.form()
    if form is None or not count:
        raise Trouble("trouble.map_empty", name=path.name)
    sample = _Sample()
    wanted = tiger.WANTED[known.theme] if known else None
    for one in islice(shapefiles.shapes(shape, Tally(), wanted, mend=False), _SAMPLED):
        sample.take(one)
        pulse()
    if sample.form is None:
        raise Trouble("trouble.map_empty", name=path.name)
    box = shapefiles.box(shape)
    file = MapFile(
        path, FileKind.OVERLAY, "", _title(stem), inside, count, form, box, columns=sample.columns()
    )
    if known is not None:
        return _of_tiger(replace(file, kind=FileKind.TIGER), known)
    return _guessed(file, stem)


def _of_tiger(file: MapFile, known: tiger.Known) -> MapFile:
    area = known.area or plain_stem(file.title)
    theme = words.label("theme", known.theme.value)
    if not known.area:
        title = _("{theme}: {name}").format(theme=theme, name=file.title)
    elif known.theme in COUNTY_THEMES:
        title = _("{theme} of {place} (TIGER/Line {year})").format(
            theme=theme, place=place_name(known.area), year=known.year
        )
    else:
        title = _("{theme} from {place}, cut to the county (TIGER/Line {year})").format(
            theme=theme, place=place_name(known.area), year=known.year
        )
    source = f"tiger/{area}/{known.theme.value}"
    return _placed(
        replace(file, title=title, source=source, theme=known.theme, area=area, year=known.year, columns=())
    )


def _of_geojson(path: Path, inside: str, place: Path, pulse: Callable[[], None]) -> MapFile:
    about = geojson.outline(place, pulse)
    stem = PurePosixPath(inside).stem if inside else path.stem
    sample = _Sample()
    for one in islice(geojson.shapes(place, about, Tally()), _SAMPLED):
        sample.take(one)
        pulse()
    if sample.form is None:
        raise Trouble("trouble.map_empty", name=path.name)
    count = sample.taken if sample.taken < _SAMPLED else about.count
    file = MapFile(
        path,
        FileKind.OVERLAY,
        "",
        _title(stem),
        inside,
        count,
        sample.form,
        sample.box,
        columns=sample.columns(),
    )
    return _guessed(file, stem)


def _guessed(file: MapFile, stem: str) -> MapFile:
    layer = layer_of(stem, file.columns) if file.form is Form.AREA else Layer.OTHER
    return _placed(replace(file, layer=layer, name_column=name_column(layer, file.columns, file.count)))


def _of_tiles(path: Path) -> MapFile:
    held = tiles(path)
    try:
        about = held.about
        if about.vector:
            kind, count = FileKind.TILES, held.count(about.high)
        else:
            kind = FileKind.PICTURES
            count = sum(held.count(zoom) for zoom in range(about.low, about.high + 1))
    finally:
        held.close()
    if not count:
        raise Trouble("trouble.map_empty", name=path.name)
    return _placed(
        MapFile(
            path,
            kind,
            f"{kind.value}/{plain_stem(path.name)}",
            _title(path.stem),
            count=count,
            box=about.box,
            tile_layers=about.layers,
            zooms=(about.low, about.high),
        )
    )


def _title(stem: str) -> str:
    """Give a file's name as people would write it: "POLICE_BEATS" is "Police beats"."""
    text = " ".join(stem.replace("_", " ").split()) or stem
    return text.capitalize() if text.isupper() else text[:1].upper() + text[1:]


def _placed(file: MapFile) -> MapFile:
    """Give a file with the name that the map keeps it under, and the title of what is there under that."""
    base = basemaps.atlas().base
    kept = {source.name: source for source in base.sources()}
    name = file.source
    if file.kind is FileKind.OVERLAY:
        name = f"overlay/{file.layer.value}/{plain_stem(file.title)}"
        if name not in kept and file.layer is not Layer.OTHER and file.box is not None:
            for other in kept:
                if other.startswith(f"overlay/{file.layer.value}/") and _alike(file.box, base.extent(other)):
                    name = other
                    break
    far = file.kind is FileKind.OVERLAY and file.box is not None and _far(file.box)
    return replace(file, source=name, replaces=kept[name].title if name in kept else "", far=far)


def _far(box: Box) -> bool:
    """Say whether a box lies outside of the shipped map and of every county's that was brought in."""
    base = basemaps.atlas().base
    names = [each.name for each in base.sources() if each.kind in ("facts", FileKind.TIGER.value)]
    # A state's and the nation's files are cut to the county, so that all of these lie about it.
    return all((extent := base.extent(name)) is None or not box.meets(extent) for name in names)


def _alike(one: Box, other: Box | None) -> bool:
    """Say whether two boxes share most of their ground."""
    if other is None or not one.meets(other):
        return False

    def ground(box: Box) -> float:
        return max(0.0, box.north - box.south) * max(0.0, box.east - box.west)

    shared = ground(
        Box(
            max(one.south, other.south),
            max(one.west, other.west),
            min(one.north, other.north),
            min(one.east, other.east),
        )
    )
    return shared > _SAME_GROUND * (ground(one) + ground(other) - shared)


class _Sample:
    """Gathers what the first shapes of a file tell."""

    def __init__(self) -> None:
        self.taken = 0
        self.form: Form | None = None
        self._corners: list[tuple[float, float, float, float]] = []
        self._values: dict[str, dict[str, None]] = defaultdict(dict)

    def take(self, shape: Shape) -> None:
        """Note one shape."""
        self.taken += 1
        if self.form is None or shape.form is Form.AREA:
            self.form = shape.form
        points: Iterable[tuple[float, float]] = [(one.lat, one.lon) for path in shape.paths for one in path]
        lats, lons = zip(*points, strict=True)
        self._corners.append((min(lats), min(lons), max(lats), max(lons)))
        for name, value in shape.told.items():
            seen = self._values[name]
            if value:
                seen[value] = None

    @property
    def box(self) -> Box | None:
        if not self._corners:
            return None
        south, west, north, east = zip(*self._corners, strict=True)
        return Box(min(south), min(west), max(north), max(east))

    def columns(self) -> tuple[Column, ...]:
        """Give the columns in their order."""
        return tuple(
            Column(name, len(seen), tuple(islice(seen, _SAMPLES))) for name, seen in self._values.items()
        )


def in_order(files: Iterable[MapFile]) -> list[MapFile]:
    """Give files in the order in which they are brought in: what others are cut by comes first."""
    themes = list(Theme)
    return sorted(files, key=lambda file: themes.index(file.theme) if file.theme else len(themes))
