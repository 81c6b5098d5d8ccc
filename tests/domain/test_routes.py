"""The rules of routes."""

from datetime import timedelta

import pytest

from sacwatch.domain import routes
from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import Invalid
from sacwatch.domain.places import Point
from sacwatch.domain.reducing import reduced
from sacwatch.domain.routes import RouteDraft
from tests.making import NOW, stamp

LINE = (Point(38.57, -121.48), Point(38.571, -121.48), Point(38.571, -121.479))


def wrong(**said):
    with pytest.raises(Invalid) as caught:
        routes.settle(RouteDraft(**{"patrol_id": "p", "line": LINE, **said}), stamp())
    return {where: problem.key for where, problem in caught.value.problems.items()}


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ({"line": LINE[:1]}, {"line": "problem.line_too_few"}),
        ({"line": (LINE[0], LINE[0])}, {"line": "problem.line_too_few"}),
        ({"line": (LINE[0], Point(91.0, 0.0))}, {"line": "problem.point_off_earth"}),
        ({"line": (LINE[0], Point(float("nan"), 0.0))}, {"line": "problem.point_off_earth"}),
        ({"line": LINE * 7000}, {"line": "problem.too_many_corners"}),
        ({"name": "n" * 201}, {"name": "problem.too_long"}),
    ],
)
def test_what_cannot_be_says_why(said, problems):
    assert wrong(**said) == problems


def test_where_somebody_stood_still_the_first_time_stands():
    times = tuple(NOW + timedelta(seconds=30 * place) for place in range(4))
    line = (LINE[0], LINE[1], LINE[1], LINE[2])
    route = routes.settle(RouteDraft("p", line=line, times=times), stamp())
    assert route.line == LINE
    assert route.times == (times[0], times[1], times[3])


def test_times_that_are_not_one_for_each_point_are_left_out():
    route = routes.settle(RouteDraft("p", line=LINE, times=(NOW,)), stamp())
    assert route.times == ()


def test_its_length_is_that_of_its_line():
    route = routes.settle(RouteDraft("p", line=LINE), stamp())
    # A thousandth of a degree here: 111.01 m of latitude and 87.15 m of longitude (WGS 84).
    assert route.metres == pytest.approx(198.2, abs=0.2)


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.MEMBERS, Audience.BLOCK_CAPTAINS])
def test_where_it_ran_is_for_captain_and_police(audience):
    route = routes.settle(RouteDraft("p", "From Rosa's", line=LINE), stamp())
    told = reduced(route, audience)
    assert (told.line, told.times, told.name) == ((), (), "")
    assert reduced(route, Audience.POLICE).line == LINE
