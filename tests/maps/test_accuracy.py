"""How near the shipped map is to public lines; the figures stand in resources/basemap/SOURCES.md."""

from __future__ import annotations

import statistics
import tomllib
from collections import defaultdict
from itertools import pairwise
from typing import Any

import pytest

from sacwatch import paths
from sacwatch.domain import streetnames
from sacwatch.domain.places import Point
from sacwatch.maps.centralcity import Grid
from sacwatch.maps.geocoding import Geocoder
from tests.benchmarks import places
from tests.maps import reference
from tests.maps.reference import Reference, Spot, sampled

pytestmark = reference.needed

_SEEN_M = 100.0
# A longer stretch with no reference near it has to be a line of its own, and marked.
_LONGEST_UNSEEN_M = 700.0


@pytest.fixture(scope="module")
def public() -> Reference:
    return Reference()


def _facts(name: str) -> dict[str, Any]:
    return tomllib.loads((paths.resources() / "basemap" / f"{name}.toml").read_text(encoding="utf-8"))


def _lines(*files: str) -> list[tuple[str, bool, list[Spot]]]:
    return [
        (row["name"], row.get("approximate", False), [(point[0], point[1]) for point in row["points"]])
        for file in files
        for rows in _facts(file).values()
        for row in rows
    ]


def test_main_roads_lie_on_the_reference(public: Reference) -> None:
    far = [
        public.metres(spot)
        for _, approximate, path in _lines("roads", "freeways")
        if not approximate
        for spot in sampled(path)
    ]
    print(f"main roads: median {statistics.median(far):.1f} m of {len(far)} points")
    assert statistics.median(far) < 40


def test_the_grid_lies_on_the_reference(public: Reference) -> None:
    features = Grid(_facts("centralcity")).features()
    far = [
        public.metres(spot)
        for feature in features
        for path in feature.paths
        for spot in sampled([(point.lat, point.lon) for point in path])
    ]
    print(f"grid: median {statistics.median(far):.1f} m of {len(far)} points")
    assert statistics.median(far) < 40


def test_streets_lie_on_the_lines_of_their_own_name(public: Reference) -> None:
    """The nearest line could be another street's, so the named lines are asked by name as well."""
    streets: dict[str, list[list[Spot]]] = defaultdict(list)
    for name, _, path in _lines("roads"):
        streets[_key(name)].append(path)
    for feature in Grid(_facts("centralcity")).features():
        paths_of = [[(point.lat, point.lon) for point in path] for path in feature.paths]
        streets[_key(feature.name)] += paths_of
    far, names = [], set()
    for name, line in public.named:
        key = _key(name)
        if key in streets:
            middle = line[len(line) // 2]
            metres = min(reference.distance(middle, a, b) for path in streets[key] for a, b in pairwise(path))
            # The map has not every piece of every street; what is far is a piece it lacks.
            if metres < 300:
                far.append(metres)
                names.add(key)
    print(f"by name: median {statistics.median(far):.1f} m of {len(far)} lines of {len(names)} streets")
    assert len(names) > 80
    assert statistics.median(far) < 40


def _key(name: str) -> str:
    street = streetnames.read(name)
    return f"{street.key} {street.kind}" if street is not None else name.upper()


def test_rivers_and_railways_lie_on_the_reference(public: Reference) -> None:
    far = [
        public.metres(spot)
        for _, approximate, path in _lines("water", "railways")
        if not approximate
        for spot in sampled(path)
    ]
    print(f"rivers and railways: median {statistics.median(far):.1f} m of {len(far)} points")
    assert statistics.median(far) < 40


def test_what_no_reference_confirms_is_marked_approximate(public: Reference) -> None:
    unseen = {}
    for name, approximate, path in _lines("roads", "freeways", "railways"):
        run = longest = 0
        for spot in sampled(path, 50.0):
            run = run + 1 if public.metres(spot) > _SEEN_M else 0
            longest = max(longest, run)
        if not approximate and longest * 50.0 > _LONGEST_UNSEEN_M:
            unseen[name] = longest * 50.0
    assert unseen == {}


def test_crossings_lie_at_their_signals(public: Reference, geocoder: Geocoder) -> None:
    """Both streets of a signal must be on the shipped map to be found, so not all are."""
    far, right = [], 0
    for name, (lat, lon) in public.signals:
        found = geocoder.find(name)
        if found is not None and found.place.point is not None:
            metres = Point(lat, lon).metres_to(found.place.point)
            far.append(metres)
            right += metres <= _SEEN_M
    share = f"{len(far)} of {len(public.signals)} found, {right} within 100 m"
    print(f"signals: {share}, median {statistics.median(far):.1f} m")
    assert len(far) > 300
    assert statistics.median(far) < 15
    assert right > 0.97 * len(far)


def test_the_figures_of_finding_hold() -> None:
    """The figures are those of SOURCES.md; a change that finds less or worse shows here."""
    figures = {row.what: row.ours for row in places.rows() if row.unit != "s"}
    shares = {what.split(":")[0]: ours for what, ours in figures.items()}
    assert shares["reports of 2006 within 100 m of a centre line, of 7,584"] >= 4_000
    assert shares["reports found"] > 60
    assert shares["reports in the right block"] > 85
    assert shares["reports, median distance of those found"] < 40
    assert shares["signals named by two streets"] == 881
    assert shares["signals found"] > 40
    assert shares["signals found within 100 m"] > 97
