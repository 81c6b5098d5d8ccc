"""Which streets of the watch were walked, on the streets of the shipped base map."""

from datetime import timedelta

import pytest

from sacwatch.domain.errors import Trouble
from sacwatch.domain.places import Point
from sacwatch.domain.routes import RouteDraft
from sacwatch.domain.watches import BlockDraft
from sacwatch.services import coverage, finding, routes, watches
from tests.making import TODAY


def crossing(words: str) -> Point:
    return finding.find_place(words).point


def corner(words: str, lat: float, lon: float) -> Point:
    point = crossing(words)
    return Point(point.lat + lat, point.lon + lon)


@pytest.fixture(scope="module")
def ring():
    """Give an outline around P to R, 16th to 18th, a little outside of its streets."""
    off = 0.0003
    return (
        corner("16th & P", off, -off),
        corner("18th & P", off, off),
        corner("18th & R", -off, off),
        corner("16th & R", -off, -off),
    )


def walk(desk, *words, **said):
    patrol = desk.log(**said)
    with desk.work() as work:
        routes.add(work, RouteDraft(patrol.id, line=tuple(crossing(each) for each in words)))
    return patrol


def found(desk, since=None, until=None):
    with desk.reading() as work:
        question = coverage.ask(work, since, until)
    return coverage.answer(question)


def test_streets_that_were_walked_and_those_that_were_not(desk, ring):
    with desk.work() as work:
        watches.draw_boundary(work, ring, today=TODAY)
    patrol = walk(desk, "16th & P", "18th & P", "18th & Q", "17th & Q")
    walked = found(desk)
    assert {each.title for each in walked.lines if each.walked} == {
        "1600 block of P St", "1700 block of P St", "1600 block of 18th St", "1700 block of Q St",
    }  # fmt: skip
    left = [each.title for each in walked.lines if not each.walked]
    assert {"1600 block of Q St", "1600 block of R St", "1700 block of R St", "1600 block of 17th St"} <= set(
        left
    )
    assert left == [each.title for each in walked.lines[: len(left)]], "what was not walked comes first"
    assert walked.patrols == 1
    assert walked.drawn
    assert 430 < walked.walked_metres < 560
    assert 1_250 < walked.metres < 1_650
    later = found(desk, patrol.started_at + timedelta(minutes=1))
    assert (later.walked_metres, later.patrols) == (0, 0)
    assert len(later.lines) == len(walked.lines)


def test_without_a_boundary_the_blocks_or_the_routes_say_where(desk, ring):
    with pytest.raises(Trouble) as caught:
        found(desk)
    assert caught.value.problem.key == "trouble.no_area"
    walk(desk, "16th & P", "18th & P", "18th & R")
    around_routes = found(desk)
    assert not around_routes.drawn
    assert "1600 block of P St" in {each.title for each in around_routes.lines if each.walked}
    with desk.work() as work:
        watches.keep_block(work, BlockDraft(name="All", outline=ring), today=TODAY)
    assert len(found(desk).lines) >= len(around_routes.lines)


def test_the_sample_has_streets_of_both_sorts(tmp_path):
    from sacwatch.domain.times import SACRAMENTO
    from sacwatch.services import files, sample
    from tests.making import NOW, Desk

    sample.make_file(tmp_path / "s.sacwatch", now=NOW, zone=SACRAMENTO)
    desk = Desk(files.open_file(tmp_path / "s.sacwatch", now=NOW, zone=SACRAMENTO))
    month = found(desk, NOW - timedelta(days=30))
    assert 10 < sum(each.walked for each in month.lines) < len(month.lines) - 5
    with desk.reading() as work:
        watch = watches.get(work)
        assert len(watch.boundary) == 4
        assert all(len(block.outline) == 4 for block in watch.blocks)
        assert len(routes.within(work, None, None)) > 40
    desk.close()
