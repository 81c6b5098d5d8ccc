"""What is known of a point on the map: the nearest address, the beat, the neighborhood, city or county."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sacwatch.domain.mapfiles import Layer, Theme
from sacwatch.domain.places import Fix, Place, Point
from sacwatch.i18n import _
from sacwatch.reports import formats
from sacwatch.services import finding

if TYPE_CHECKING:
    from sacwatch.maps.basemap import BaseMap

_AREAS = (Layer.BEAT, Layer.DISTRICT, Layer.GRID, Layer.NEIGHBORHOOD, Layer.COUNCIL)


@dataclass(frozen=True)
class Whereabouts:
    """A point, the words for it, and the areas it lies in.

    `areas` are names by layer; `loaded` are the layers of which outlines are known at all.
    """

    place: Place
    areas: tuple[tuple[Layer, str], ...] = ()
    loaded: frozenset[Layer] = frozenset()


def of(point: Point) -> Whereabouts:
    """Find out all of that; for the pool."""
    return replace(areas(point), place=finding.nearest_place(point))


def areas(point: Point) -> Whereabouts:
    """Find out only the areas that a point lies in, which takes less; for the pool."""
    from sacwatch.services import basemaps  # a door: the base map is opened when a place is first asked for

    base = basemaps.atlas().base
    known = {each.value: each for each in Layer}
    found = tuple((known[layer], name) for layer, name in base.regions_at(point) if layer in known and name)
    names = [each.name for each in base.sources()]
    loaded = {known[each.kind] for each in base.sources() if each.kind in known}
    if any(name.startswith("tiger/") and name.endswith(f"/{Theme.CITIES.value}") for name in names):
        loaded.add(Layer.CITY)
    if all(layer is not Layer.COUNTY for layer, _name in found):
        found += tuple((Layer.COUNTY, name) for name in _counties(base, names, point))
    return Whereabouts(Place("", point, Fix.MAP), found, frozenset(loaded))


def _counties(base: BaseMap, names: Sequence[str], point: Point) -> Iterator[str]:
    """Give the county on whose streets a point lies, where its streets were brought in."""
    from sacwatch.maps import covering  # a door, as above
    from sacwatch.services import mapfiles

    cell = covering.cell_of(point)
    for name in names:
        parts = name.split("/")
        if parts[0] != "tiger" or not re.fullmatch(r"\d{5}", parts[1]) or parts[2] != Theme.ROADS.value:
            continue
        if cell in covering.around(base.cover(covering.STREETS, [name])):
            yield mapfiles.place_name(parts[1])
            return


def lines(about: Whereabouts) -> list[str]:
    """Give the lines that tell of the areas, and of city or county."""
    found = []
    named = [_area(layer, name) for layer, name in _chosen(about)]
    if named:
        found.append(" · ".join(named))
    found.append(_jurisdiction(about))
    return [line for line in found if line]


def missing(about: Whereabouts) -> str:
    """Say which areas could be told if their outlines were added to the map, or ""."""
    words = {Layer.BEAT: _("beat"), Layer.GRID: _("grid"), Layer.NEIGHBORHOOD: _("neighborhood")}
    unknown = [name for layer, name in words.items() if layer not in about.loaded]
    said = []
    if unknown:
        said.append(
            _("To see the {areas} here, add their outlines to the map.").format(areas=formats.listed(unknown))
        )
    if Layer.CITY not in about.loaded:
        said.append(
            _(
                "City limits are not loaded, so whether this is city or county is not known. Load the"
                " county's map files to see it."
            )
        )
    return " ".join(said)


def _chosen(about: Whereabouts) -> list[tuple[Layer, str]]:
    return [(layer, name) for wanted in _AREAS for layer, name in about.areas if layer is wanted]


def _area(layer: Layer, name: str) -> str:
    patterns = {
        Layer.BEAT: _("Beat {name}"),
        Layer.DISTRICT: _("District {name}"),
        Layer.GRID: _("Grid {name}"),
        Layer.COUNCIL: _("Council district {name}"),
    }
    # Some files write the whole name: "District 3", "Beat 3A".
    pattern = patterns.get(layer, "{name}")
    begun = pattern.split("{", 1)[0].strip().casefold()
    return name if begun and name.casefold().startswith(begun) else pattern.format(name=name)


def _jurisdiction(about: Whereabouts) -> str:
    """Say whether city or county answers there, where that is known."""
    cities = [name for layer, name in about.areas if layer is Layer.CITY]
    counties = [name for layer, name in about.areas if layer is Layer.COUNTY]
    if cities:
        return _city(cities[0])
    if Layer.CITY in about.loaded:
        if counties:
            return _("{county}, outside any city").format(county=counties[0])
        return _("Outside any city")
    if counties:
        return counties[0]
    return ""


def _city(name: str) -> str:
    """Give a city's whole name: the Census Bureau writes "Sacramento city" and "Loomis town"."""
    match = re.fullmatch(r"(.+) (city|town)", name)
    if match is not None and match[2] == "town":
        return _("Town of {name}").format(name=match[1])
    if match is not None:
        return _("City of {name}").format(name=match[1])
    return (
        name if re.match(r"(city|town) of\b", name, re.IGNORECASE) else _("City of {name}").format(name=name)
    )
