import statistics
import tomllib
from typing import Any

import pytest

from sacwatch import paths
from sacwatch.domain.geography import Box
from sacwatch.domain.places import Point
from sacwatch.maps import facts
from sacwatch.maps.centralcity import Grid
from sacwatch.maps.content import Content, Numbers

SHIPPED = paths.resources() / "basemap"
AROUND = Box(38.40, -121.60, 38.70, -121.35)


@pytest.fixture(scope="module")
def content() -> Content:
    return facts.shipped(SHIPPED)


@pytest.fixture(scope="module")
def grid() -> Grid:
    return Grid(_facts("centralcity"))


def _facts(name: str) -> dict[str, Any]:
    return tomllib.loads((SHIPPED / f"{name}.toml").read_text(encoding="utf-8"))


def test_all_of_it_is_in_sacramento(content: Content) -> None:
    for feature in content.features:
        for path in feature.paths:
            assert len(path) > 1, feature.name
            assert all(AROUND.holds(point) for point in path), feature.name
    assert all(AROUND.holds(place.point) for place in content.places)


def test_vertices_are_typed_not_traced() -> None:
    """A vertex is read off and rounded: five decimals at most, and few to a line."""
    for name in ("water", "freeways", "roads", "railways"):
        for rows in _facts(name).values():
            for row in rows:
                assert len(row["points"]) <= 60, row["name"]
                for point in row["points"]:
                    assert round(point[0], 5) == point[0] and round(point[1], 5) == point[1], row["name"]


def test_the_grid_follows_the_measured_formula(grid: Grid) -> None:
    """The formula was fitted to 579 public addresses, apart from the signals the grid was read from."""
    numbered, lettered = list(_facts("centralcity")["numbered"]), list(_facts("centralcity")["lettered"])
    apart = []
    for n, number in enumerate(numbered, 1):
        for letter, name in enumerate(lettered, 1):
            by_formula = Point(
                38.594786 - 0.00036251 * n - 0.00110611 * letter,
                -121.501714 + 0.00134017 * n - 0.00047856 * letter,
            )
            apart.append(grid.crossing(number, name).metres_to(by_formula))
    assert statistics.median(apart) < 40
    assert max(apart) < 100


def test_the_names_of_corners(grid: Grid) -> None:
    assert grid.corner("16th", "P") == grid.crossing("16th Street", "P Street")
    assert grid.corner("16th", "M") == grid.crossing("16th Street", "Capitol Avenue")


def test_real_gaps_are_left_out(content: Content) -> None:
    blocks = {(one.street, one.left.first // 100) for one in content.segments if one.left}
    for number in (11, 12, 13, 14):
        name = {11: "11th Street", 12: "12th Street", 13: "13th Street", 14: "14th Street"}[number]
        assert not {(name, 12), (name, 13)} & blocks, "Capitol Park lies from L to N"
        assert ("Capitol Avenue", number) not in blocks
        assert {("L Street", number), ("N Street", number)} <= blocks
    assert ("U Street", 6) not in blocks, "Southside Park"
    assert ("K Street", 13) not in blocks, "the Convention Center"
    assert ("E Street", 3) not in blocks, "the rail yards"
    assert ("25th Street", 23) not in blocks, "the freeway stands between W and X"
    assert ("16th Street", 23) in blocks, "16th goes under it"


def test_odd_numbers_are_on_the_left_and_roads_may_say_otherwise(content: Content) -> None:
    p_street = next(
        one for one in content.segments if one.street == "P Street" and one.left == Numbers(1601, 1699)
    )
    assert p_street.right == Numbers(1600, 1698)
    turned = {row["name"] for row in _facts("roads")["road"] if row.get("odd") == "right"}
    assert "Del Paso Road" in turned
    for segment in content.segments:
        odd, even = segment.left, segment.right
        if segment.street in turned:
            odd, even = even, odd
        if odd and even:
            assert odd.first % 2 == odd.last % 2 == 1, segment
            assert even.first % 2 == even.last % 2 == 0, segment


def test_numbers_do_not_overlap_along_a_road(content: Content) -> None:
    """One house number must not stand at two places of the same street."""
    held: dict[tuple[str, int], set[int]] = {}
    twice = set()
    for segment in content.segments:
        for side in (segment.left, segment.right):
            if side:
                taken = held.setdefault((segment.street, side.first % 2), set())
                numbers = set(range(min(side.first, side.last), max(side.first, side.last) + 1, 2))
                if taken & numbers:
                    twice.add((segment.street, min(taken & numbers)))
                taken |= numbers
    assert twice == set()


def test_the_version_follows_the_files(tmp_path) -> None:
    for name in facts.FILES:
        (tmp_path / f"{name}.toml").write_bytes((SHIPPED / f"{name}.toml").read_bytes())
    assert facts.version(tmp_path) == facts.version(SHIPPED)
    (tmp_path / "roads.toml").write_text("# other", encoding="utf-8")
    assert facts.version(tmp_path) != facts.version(SHIPPED)


def test_sources_are_told_beside_the_facts() -> None:
    text = (SHIPPED / "SOURCES.md").read_text(encoding="utf-8")
    for name in facts.FILES:
        assert f"{name}.toml" in text
