"""What a map file of another program holds, told before anything of it is taken over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sacwatch.domain.geography import Box
from sacwatch.domain.shapes import Form


class FileKind(StrEnum):
    """The sorts of map files."""

    TIGER = "tiger"
    OVERLAY = "overlay"
    TILES = "tiles"
    PICTURES = "pictures"


class Theme(StrEnum):
    """The TIGER/Line files that the map is made from, by the word in their names."""

    ROADS = "roads"
    ADDRESSES = "addrfeat"
    AREA_WATER = "areawater"
    LINEAR_WATER = "linearwater"
    LANDMARKS = "arealm"
    CITIES = "place"
    RAILS = "rails"


COUNTY_THEMES = (Theme.ROADS, Theme.ADDRESSES, Theme.AREA_WATER, Theme.LINEAR_WATER)
"""The themes that come in a file for each county."""
STATE_THEMES = (Theme.LANDMARKS, Theme.CITIES)
"""The themes that come in a file for a state, and are cut to the county; what is left is the nation's."""


class Layer(StrEnum):
    """What the areas of an overlay are."""

    BEAT = "beat"
    GRID = "grid"
    DISTRICT = "district"
    COUNCIL = "council"
    NEIGHBORHOOD = "neighborhood"
    CITY = "city"
    COUNTY = "county"
    BUILDING = "building"
    OTHER = "other"


@dataclass(frozen=True)
class Column:
    """A column of an overlay: how many different values it has, and the first of them."""

    name: str
    different: int
    samples: tuple[str, ...] = ()


@dataclass(frozen=True)
class MapFile:
    """A map file as it was recognised. What the person may change is `layer` and `name_column`.

    `inside` names the shapefile or GeoJSON file within a zip. `area` is a county's or state's FIPS
    code, or "us". `source` is the name under which the map keeps it, and `replaces` the title of what
    is there under that name. `far` says that it lies wholly outside of what the map shows.
    """

    path: Path
    kind: FileKind
    source: str
    title: str
    inside: str = ""
    count: int = 0
    form: Form | None = None
    box: Box | None = None
    theme: Theme | None = None
    area: str = ""
    year: int = 0
    layer: Layer = Layer.OTHER
    columns: tuple[Column, ...] = ()
    name_column: str = ""
    tile_layers: tuple[str, ...] = ()
    zooms: tuple[int, int] = (0, 0)
    replaces: str = ""
    far: bool = False


@dataclass(frozen=True)
class Brought:
    """What came of one file."""

    source: str
    title: str
    count: int
    empty: int = 0
    repaired: int = 0
    replaced: bool = False


# How the columns that name an area are called, by what the areas are; lower case, the best first.
_NAMES = {
    Layer.BEAT: ("beat", "beat_name", "beatname", "beat_id", "beat_num", "beat_no", "beatno"),
    Layer.GRID: ("grid", "grid_id", "grid_name", "gridname", "grid_no", "gridno"),
    Layer.DISTRICT: ("district", "dist", "dist_name", "distname", "district_n", "distnum", "dist_num"),
    Layer.COUNCIL: ("council", "council_di", "councildist", "distnum", "dist_num", "district"),
    Layer.NEIGHBORHOOD: ("neighborhood", "neighborho", "neighbourhood", "nbhd", "nbhd_name", "hood"),
    Layer.CITY: ("namelsad", "city", "city_name"),
    Layer.COUNTY: ("namelsad", "county", "county_name"),
}
_ANY_NAMES = ("name", "fullname", "fullstreet", "full_name", "label", "title", "location", "namelsad")
_NEVER = re.compile(
    r"(objectid|fid|gid|id|globalid|unique_?id|cartodb_id|shape_*(area|are|length|len|leng)?|area|length|"
    r"perimeter|acres|sqmi|created(_at|_date)?|updated(_at)?|last_edit.*|edit.*|url|color|colour|"
    r"geoid.*|.*fp|.*ns|lsad|classfp|mtfcc|funcstat|aland|awater|intpt.*)",
    re.IGNORECASE,
)


def layer_of(name: str, columns: tuple[Column, ...]) -> Layer:
    """Guess what the areas of an overlay are from the file's name, then from its columns."""
    for text in (name, " ".join(column.name for column in columns)):
        low = text.lower()
        if re.search(r"beat", low):
            return Layer.BEAT
        if re.search(r"grid", low):
            return Layer.GRID
        if re.search(r"neighbou?rho|n(eigh)?b(or)?hd|hood", low):
            return Layer.NEIGHBORHOOD
        if re.search(r"council", low):
            return Layer.COUNCIL
        if re.search(r"build|footprint", low):
            return Layer.BUILDING
        if re.search(r"(^|_)place(\b|_)|cit(y|ies)[ _-]*(limit|bound)", low):
            return Layer.CITY
        if re.search(r"county(\b|_)", low) and text == name:
            return Layer.COUNTY
        if re.search(r"district|(^|[ _])dist", low):
            return Layer.DISTRICT
    return Layer.OTHER


def name_column(layer: Layer, columns: tuple[Column, ...], count: int) -> str:
    """Guess which column names the areas; "" where none does."""
    by_name = {column.name.lower(): column.name for column in columns if column.different}
    for wanted in (*_NAMES.get(layer, ()), *_ANY_NAMES):
        if wanted in by_name:
            return by_name[wanted]
    best, score = "", 0.0
    for column in columns:
        if _NEVER.fullmatch(column.name) or not column.different:
            continue
        words = sum(any(char.isalpha() for char in sample) for sample in column.samples)
        long = sum(len(sample) > 60 for sample in column.samples)
        here = column.different / max(count, 1) + words / max(len(column.samples), 1) - long
        if "name" in column.name.lower():
            here += 1
        if here > score:
            best, score = column.name, here
    return best


_COPY = re.compile(r"( ?\(\d+\)|[ _-]copy( ?\d+)?|[ _-]?(19|20)\d{2}([ _-]?\d{2}){0,2})$", re.I)


def plain_stem(name: str) -> str:
    """Give a file's name without its ending and without what tells downloads of it apart: "(1)", a date."""
    stem = name.rsplit(".", 1)[0] if "." in name else name
    shorter = None
    while shorter != stem:
        shorter, stem = stem, _COPY.sub("", stem) or stem
    return re.sub(r"[^a-z0-9]+", "_", stem.lower()).strip("_") or "map"
