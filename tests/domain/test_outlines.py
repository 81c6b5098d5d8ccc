"""Lengths, areas, what lies inside an outline, and which outlines may be kept."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacwatch.domain import outlines
from sacwatch.domain.errors import Problems
from sacwatch.domain.outlines import Flat, crosses_itself, holds, length, metres_between, square_metres
from sacwatch.domain.places import Point
from tests.domain import strategies

SQUARE = (Point(38.57, -121.49), Point(38.57, -121.48), Point(38.58, -121.48), Point(38.58, -121.49))


def degrees(whole: int, minutes: int, seconds: float) -> float:
    return math.copysign(abs(whole) + minutes / 60 + seconds / 3600, whole)


def test_the_distance_is_that_of_a_survey():
    """Flinders Peak to Buninyong: 54,972.271 m (Geocentric Datum of Australia manual, GRS 80)."""
    flinders = Point(degrees(-37, 57, 3.72030), degrees(144, 25, 29.52440))
    buninyong = Point(degrees(-37, 39, 10.15610), degrees(143, 55, 35.38390))
    assert metres_between(flinders, buninyong) == pytest.approx(54_972.271, abs=0.002)


def test_the_distance_is_that_of_another_program():
    geodesy = pytest.importorskip("pyproj")
    ellipsoid = geodesy.Geod(ellps="WGS84")
    chance = random.Random(3)
    for far in (0.0001, 0.01, 1.0, 60.0):
        for _ in range(50):
            one = Point(chance.uniform(-80, 80), chance.uniform(-179, 179))
            other = Point(
                max(-89.0, min(89.0, one.lat + chance.uniform(-far, far))),
                one.lon + chance.uniform(-far, far),
            )
            _, _, metres = ellipsoid.inv(one.lon, one.lat, other.lon, other.lat)
            assert metres_between(one, other) == pytest.approx(metres, rel=1e-7, abs=1e-4)


def test_points_across_the_globe_have_a_distance_all_the_same():
    assert metres_between(Point(0.0, 0.0), Point(0.3, 179.7)) == pytest.approx(19_970_000, rel=0.01)
    assert metres_between(Point(5.0, 5.0), Point(5.0, 5.0)) == 0


def test_a_closed_line_is_longer_by_its_last_side():
    assert length(SQUARE, closed=True) - length(SQUARE) == pytest.approx(metres_between(SQUARE[3], SQUARE[0]))
    assert length(SQUARE[:1], closed=True) == 0


def test_the_ground_inside_is_width_times_height():
    wide = metres_between(Point(38.575, -121.49), Point(38.575, -121.48))
    high = metres_between(SQUARE[1], SQUARE[2])
    assert square_metres(SQUARE) == pytest.approx(wide * high, rel=1e-3)
    assert square_metres(()) == 0


def test_the_plane_agrees_with_the_ellipsoid_nearby():
    here = Point(38.575, -121.48)
    flat = Flat(here)
    chance = random.Random(4)
    for _ in range(200):
        there = Point(here.lat + chance.uniform(-0.05, 0.05), here.lon + chance.uniform(-0.05, 0.05))
        assert math.hypot(*flat.at(there)) == pytest.approx(metres_between(here, there), rel=1e-3, abs=0.01)
    box = flat.box(500)
    assert metres_between(here, Point(box.north, here.lon)) == pytest.approx(500, rel=1e-4)
    assert metres_between(here, Point(here.lat, box.east)) == pytest.approx(500, rel=1e-4)


def test_inside_and_outside_are_told_apart_in_a_hollow_outline():
    horseshoe = tuple(
        Point(lat, lon) for lat, lon in ((0, 0), (0, 3), (3, 3), (3, 2), (1, 2), (1, 1), (3, 1), (3, 0))
    )
    assert holds(horseshoe, 0.5, 1.5)
    assert holds(horseshoe, 2, 0.5)
    assert not holds(horseshoe, 2, 1.5)
    assert not holds(horseshoe, 4, 0.5)
    assert not holds((), 0, 0)


def test_the_middle_is_where_the_weight_is():
    assert outlines.middle(SQUARE).lat == pytest.approx(38.575)
    flag = tuple(Point(lat, lon) for lat, lon in ((0, 0), (0, 10), (1, 10), (1, 1), (10, 1), (10, 0)))
    assert outlines.middle(flag).lon == pytest.approx((10 * 5 + 9 * 0.5) / 19)
    line = (Point(1.0, 1.0), Point(3.0, 3.0))
    assert outlines.middle(line) == Point(2.0, 2.0)


@given(strategies.rings())
def test_rings_that_do_not_cross_are_kept_as_they_are(ring):
    problems = Problems()
    kept = outlines.settle_ring(ring, "boundary", problems)
    assert not problems
    assert outlines.settle_ring(kept, "boundary", problems) == kept


@pytest.mark.parametrize(
    ("ring", "crosses"),
    [
        (SQUARE, False),
        ((SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]), True),
        ((*SQUARE, Point(38.575, -121.47)), True),
        ((SQUARE[0], SQUARE[1], SQUARE[2], SQUARE[1]), True),
        (SQUARE[:3], False),
        ((SQUARE[0], SQUARE[1], Point(38.57, -121.485)), True),
    ],
)
def test_an_outline_that_crosses_itself_is_found(ring, crosses):
    assert crosses_itself(ring) is crosses


@pytest.mark.parametrize(
    ("ring", "problem"),
    [
        (SQUARE[:2], "problem.outline_too_few"),
        ((SQUARE[0], SQUARE[0], SQUARE[1]), "problem.outline_too_few"),
        ((SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]), "problem.outline_crosses"),
        ((*SQUARE[:3], Point(float("inf"), 0.0)), "problem.point_off_earth"),
        (SQUARE * 300, "problem.too_many_corners"),
    ],
)
def test_an_outline_that_cannot_be_says_why(ring, problem):
    problems = Problems()
    outlines.settle_ring(ring, "boundary", problems)
    assert [each.key for each in problems._found.values()] == [problem]


@given(st.integers(1, 3))
def test_the_first_corner_is_not_kept_twice(times):
    problems = Problems()
    assert outlines.settle_ring(SQUARE + SQUARE[:1] * times, "boundary", problems) == SQUARE
    assert not problems
