import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacwatch.maps import geometry

spots = st.tuples(st.floats(-50, 50), st.floats(-50, 50))
paths = st.lists(spots, min_size=2, max_size=12)
RECT = (-10.0, -10.0, 10.0, 10.0)


@given(paths, st.floats(0.1, 20))
def test_a_thinned_path_stays_near(path: list[geometry.Spot], tolerance: float) -> None:
    thin = geometry.thinned(path, tolerance)
    assert thin[0] == path[0] and thin[-1] == path[-1]
    if len(thin) > 1:
        for spot in path:
            near = min(geometry.distance_to(spot, a, b) for a, b in pairwise(thin))
            assert near <= tolerance + 1e-9


@given(paths)
def test_a_cut_line_lies_inside_and_knows_where_it_starts(path: list[geometry.Spot]) -> None:
    for way, part in geometry.cut_line(path, RECT):
        assert all(-10.000001 <= x <= 10.000001 and -10.000001 <= y <= 10.000001 for x, y in part)
        assert math.dist(geometry.along(path, way), part[0]) < 1e-6


@given(st.lists(spots, min_size=3, max_size=12))
def test_a_cut_ring_lies_inside(ring: list[geometry.Spot]) -> None:
    for x, y in geometry.cut_ring(ring, RECT):
        assert -10.000001 <= x <= 10.000001 and -10.000001 <= y <= 10.000001


def test_a_ring_around_the_box_fills_it() -> None:
    cut = geometry.cut_ring([(-99, -99), (99, -99), (99, 99), (-99, 99)], RECT)
    assert {(round(x), round(y)) for x, y in cut} == {(-10, -10), (10, -10), (10, 10), (-10, 10)}


def test_a_line_that_leaves_and_returns_is_two_parts() -> None:
    parts = geometry.cut_line([(0, 0), (20, 0), (20, 5), (0, 5)], RECT)
    assert [way for way, _ in parts] == [0.0, 35.0]


@given(paths)
def test_a_curve_goes_through_its_points(path: list[geometry.Spot]) -> None:
    curve = geometry.rounded(path)
    for spot in path:
        assert min(math.dist(spot, other) for other in curve) < 1e-6


def test_ends_are_joined_but_not_at_a_fork() -> None:
    assert geometry.joined([[(0, 0), (1, 0)], [(2, 0), (1, 0)]], 0.1) == [[(0, 0), (1, 0), (2, 0)]]
    fork = [[(0, 0), (1, 0)], [(1, 0), (2, 1)], [(1, 0), (2, -1)]]
    assert len(geometry.joined(fork, 0.1)) == 3


@pytest.mark.parametrize(("way", "spot"), [(-1, (0, 0)), (1.5, (1.5, 0)), (3, (2, 1)), (9, (2, 2))])
def test_along(way: float, spot: geometry.Spot) -> None:
    assert geometry.along([(0, 0), (2, 0), (2, 2)], way) == spot


def test_meeting() -> None:
    assert geometry.meeting((0, 0), (2, 2), (0, 2), (2, 0)) == (1, 1)
    assert geometry.meeting((0, 0), (1, 0), (0, 1), (1, 1)) is None
    assert geometry.meeting((0, 0), (1, 0), (3, -1), (3, 1)) is None
