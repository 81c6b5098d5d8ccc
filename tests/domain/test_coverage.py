"""Which streets were walked: a small town of known streets, and lines along, across and beside them."""

import random

import pytest

from sacwatch.domain.coverage import Street, streets_of, walked
from sacwatch.domain.outlines import Flat, thinned
from sacwatch.domain.places import Point

HERE = Point(38.57, -121.48)
FLAT = Flat(HERE)


def at(east, north):
    """Give the point so many metres from here."""
    return Point(HERE.lat + north / FLAT.metres_north, HERE.lon + east / FLAT.metres_east)


def line(*spots):
    return tuple(at(*spot) for spot in spots)


# Four by four crossings, 120 m apart: 3 blocks of each of 4 streets each way.
STREETS = [
    Street(f"{name}{row}", block * 100, line(*ends))
    for row in range(4)
    for block in range(3)
    for name, ends in (
        ("east", ((block * 120, row * 120), (block * 120 + 120, row * 120))),
        ("north", ((row * 120, block * 120), (row * 120, block * 120 + 120))),
    )
]


def gone(*lines):
    return {(each.street.name, each.street.block) for each in walked(STREETS, lines) if each.walked}


def test_a_line_along_a_street_walks_its_blocks_and_no_others():
    assert gone(line((0, 120), (360, 120))) == {("east1", 0), ("east1", 100), ("east1", 200)}
    assert gone(line((0, 0), (120, 0), (120, 240))) == {("east0", 0), ("north1", 0), ("north1", 100)}
    assert gone() == set()
    assert gone(line((60, 60), (61, 61))) == set()


def test_beside_is_along_but_too_far_is_not():
    assert gone(line((0, 134), (120, 134))) == {("east1", 0)}
    assert gone(line((0, 145), (120, 145))) == set()


def test_crossing_a_short_stretch_does_not_walk_it():
    alleys = [Street("lane", None, line((0, 0), (45, 0)))]
    (crossed,) = walked(alleys, [line((10, -60), (10, 60)), line((40, -60), (40, 60))])
    assert crossed.share == 0


@pytest.mark.parametrize(("far", "is_walked"), [(50, False), (70, True)])
def test_most_of_it_must_be_walked(far, is_walked):
    assert (("east0", 0) in gone(line((-30, 0), (far - 20, 0)))) is is_walked


def test_two_patrols_can_share_a_street():
    halves = line((0, 0), (55, 0)), line((65, 0), (120, 0))
    assert gone(*halves) == {("east0", 0)}


def test_a_receivers_noise_does_not_matter():
    chance = random.Random(5)
    noisy = tuple(
        at(place * 1.4 + chance.gauss(0, 2.5), 120 + chance.gauss(0, 2.5)) for place in range(int(360 / 1.4))
    )
    assert gone(noisy) == {("east1", 0), ("east1", 100), ("east1", 200)}


def test_metres_and_share_are_told():
    found = {(each.street.name, each.street.block): each for each in walked(STREETS, [line((0, 0), (40, 0))])}
    first = found["east0", 0]
    assert first.metres == pytest.approx(120, abs=0.1)
    assert 0.4 < first.share < 0.55
    assert walked([], [line((0, 0), (40, 0))]) == []


def test_the_streets_of_an_area_are_those_inside_and_on_its_edge():
    area = line((0, 0), (120, 0), (120, 120), (0, 120))
    names = {(each.name, each.block) for each in streets_of(area, STREETS)}
    assert names == {("east0", 0), ("east1", 0), ("north0", 0), ("north1", 0)}


def test_thinning_keeps_corners_and_drops_what_lies_between():
    bent = line((0, 0), (50, 0.5), (100, 0), (100, 50), (100, 100))
    assert thinned(bent, 1.0) == [0, 2, 4]
    assert thinned(bent, 0.1) == [0, 1, 2, 4]
    assert thinned(bent[:2], 1.0) == [0, 1]
