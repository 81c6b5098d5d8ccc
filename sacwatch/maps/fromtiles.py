"""Makes a map of the shapes in vector tiles: Protomaps' and OpenMapTiles' layers, and any other plainly."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from sacwatch.domain.shapes import Form, Path, Shape
from sacwatch.maps.content import AREAS, Feature, Item, Kind, NamedPlace
from sacwatch.maps.regions import middle

RANK = 10

# What a road's kind is here, by Protomaps' `kind_detail` and `kind` and OpenMapTiles' `class`.
_ROADS = {
    "motorway": Kind.FREEWAY,
    "highway": Kind.FREEWAY,
    "trunk": Kind.HIGHWAY,
    "primary": Kind.MAIN,
    "secondary": Kind.MAIN,
    "major_road": Kind.MAIN,
    "tertiary": Kind.COLLECTOR,
    "medium_road": Kind.COLLECTOR,
    "unclassified": Kind.LOCAL,
    "residential": Kind.LOCAL,
    "minor_road": Kind.LOCAL,
    "minor": Kind.LOCAL,
    "living_street": Kind.LOCAL,
    "service": Kind.ALLEY,
    "track": Kind.TRAIL,
    "path": Kind.TRAIL,
    "footway": Kind.TRAIL,
    "cycleway": Kind.TRAIL,
    "pedestrian": Kind.TRAIL,
    "steps": Kind.TRAIL,
    "rail": Kind.RAILWAY,
    "transit": Kind.RAILWAY,
    "light_rail": Kind.RAILWAY,
    "subway": Kind.RAILWAY,
}
_PARKS = (
    "park forest wood nature_reserve golf_course recreation_ground garden grass playground pitch"
    " village_green national_park protected_area dog_park common"
).split()
_GROUNDS = (
    "cemetery school university college hospital aerodrome airfield military zoo stadium industrial railway"
    " commercial"
).split()
_CITIES = ("city", "town", "locality", "village")
_QUARTERS = ("neighbourhood", "neighborhood", "suburb", "quarter", "macrohood")

_SHIELD = re.compile(r"\d{1,3}")
_BUILDINGS = re.compile(r"build|footprint", re.IGNORECASE)
_NOT_DRAWN = (
    "earth",
    "landcover",
    "transportation_name",
    "water_name",
    "housenumber",
    "aeroway",
    "pois",
    "poi",
)


def items(shapes: Iterable[Shape], title: str = "") -> Iterator[Item]:
    """Give what the shapes of one tile are on the map; `title` is the file's, which may say "buildings".

    Areas of one kind and name become one feature, because a tile holds hundreds of them.
    """
    areas: dict[tuple[Kind, str], list[Path]] = defaultdict(list)
    for shape in shapes:
        for item in _items(shape, title):
            if isinstance(item, Feature) and item.kind in AREAS:
                areas[item.kind, item.name] += item.paths
            else:
                yield item
    for (kind, name), paths in areas.items():
        yield Feature(kind, name, tuple(paths))


def _items(shape: Shape, title: str) -> Iterator[Item]:
    layer, told = shape.layer.lower(), shape.told
    kind = told.get("kind") or told.get("pmap:kind") or told.get("class") or ""
    name = told.get("name:en") or told.get("name") or ""
    if layer in ("roads", "transportation", "transit") and shape.form is Form.LINE:
        yield from _road(shape, kind, name)
    elif layer in ("water", "waterway", "physical_line"):
        yield from _water(shape, kind, name)
    elif layer in ("landuse", "park", "natural"):
        found = Kind.PARK if kind in _PARKS or layer == "park" else Kind.GROUNDS if kind in _GROUNDS else None
        if found is not None and shape.form is Form.AREA:
            yield Feature(found, name, shape.paths)
            if name:
                yield NamedPlace(
                    name, "park" if found is Kind.PARK else "grounds", middle(shape.paths), label=False
                )
    elif layer in ("places", "place") and shape.form is Form.POINT:
        sort = told.get("kind_detail") or told.get("pmap:kind_detail") or kind
        if name and (kind in _CITIES or sort in _CITIES) and sort not in _QUARTERS:
            yield NamedPlace(name, "city", shape.paths[0][0])
        elif name and (kind in _QUARTERS or sort in _QUARTERS):
            yield NamedPlace(name, "neighborhood", shape.paths[0][0])
    elif layer in ("boundaries", "boundary") and shape.form is Form.LINE:
        yield Feature(Kind.OUTLINE, "", shape.paths)
    elif layer in ("pois", "poi") and shape.form is Form.POINT:
        if name:
            yield NamedPlace(name, "spot", shape.paths[0][0], label=False)
    elif layer not in _NOT_DRAWN:
        yield from _plain(shape, name, title)


def _plain(shape: Shape, name: str, title: str) -> Iterator[Item]:
    """Draw what nobody knows more of than its shape; a layer of buildings says so in its name."""
    if shape.form is Form.AREA:
        buildings = _BUILDINGS.search(shape.layer) or _BUILDINGS.search(title)
        yield Feature(Kind.BUILDING if buildings else Kind.PLAIN_AREA, name, shape.paths)
    elif shape.form is Form.LINE:
        yield Feature(Kind.PLAIN_LINE, name, shape.paths)
    else:
        yield Feature(Kind.SPOT, name, shape.paths)


def _road(shape: Shape, kind: str, name: str) -> Iterator[Item]:
    told = shape.told
    detail = told.get("kind_detail") or told.get("pmap:kind_detail") or told.get("subclass") or ""
    found = _ROADS.get(detail.removesuffix("_link")) or _ROADS.get(kind)
    if found is None:
        return
    link = detail.endswith("_link") or told.get("is_link", told.get("ramp", "")) in ("True", "1", "true")
    text = told.get("shield_text") or told.get("ref") or ""
    match = _SHIELD.search(text) if found in (Kind.FREEWAY, Kind.HIGHWAY) and not link else None
    if link and found in (Kind.FREEWAY, Kind.HIGHWAY):
        found = Kind.LOCAL
    if found is Kind.FREEWAY and told.get("kind_detail") == "trunk":
        found = Kind.HIGHWAY
    yield Feature(found, "" if link else name, shape.paths, shield=match[0] if match else "")


def _water(shape: Shape, kind: str, name: str) -> Iterator[Item]:
    if shape.form is Form.AREA:
        yield Feature(Kind.LAKE, name, shape.paths)
    elif shape.form is Form.LINE:
        yield Feature(Kind.RIVER if kind == "river" else Kind.CREEK, name, shape.paths)
