"""What the map tells of outlines and lines, and how lengths are said."""

import dataclasses

import pytest

from sacwatch.domain.outlines import metres_between
from sacwatch.domain.places import Point
from sacwatch.domain.routes import RouteDraft
from sacwatch.domain.watches import BlockDraft
from sacwatch.services import mapshapes, meetings, members, routes, signins, watches
from sacwatch.services.mapshapes import BLOCKS, BOUNDARY, PLANNED, ROUTES, UNHEARD
from tests.making import TODAY

RING = (Point(38.57, -121.49), Point(38.57, -121.48), Point(38.58, -121.48), Point(38.58, -121.49))


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (0.31, "1 foot"),
        (100, "328 feet"),
        (402.336, "0.25 miles (1,320 feet)"),
        (1609.344, "1.00 miles (5,280 feet)"),
        (20_000, "12.43 miles (65,617 feet)"),
    ],
)
def test_a_distance_is_told_in_feet_and_miles(metres, words):
    assert mapshapes.distance(metres) == words


def test_what_is_being_drawn_tells_its_size():
    assert mapshapes.drawn_words(RING[:1], closed=False) == ""
    assert mapshapes.drawn_words(RING[:2], closed=True) == mapshapes.distance(metres_between(*RING[:2]))
    # 871.4 m by 1,110.1 m is 239 acres.
    assert mapshapes.drawn_words(RING, closed=True) == "239 acres, 2.46 miles (13,002 feet) around"


def test_the_circle_of_what_is_near_is_round_on_the_ground():
    (shape,) = mapshapes.circle_told(RING[0], 500)
    for point in mapshapes.points(shape["path"]):
        assert metres_between(RING[0], point) == pytest.approx(500, abs=1)


def test_boundary_blocks_and_routes_are_told_to_the_page_and_to_the_list(desk):
    rosa = desk.add(name="Rosa Delgado")
    patrol = desk.log()
    with desk.work() as work:
        watches.draw_boundary(work, RING, today=TODAY)
        block = watches.keep_block(work, BlockDraft("", "Oak <b>", rosa.id, RING[:3]), today=TODAY)
        route = routes.add(work, RouteDraft(patrol.id, "Park", line=RING[:2]))
    with desk.reading() as work:
        found = mapshapes.gather(work, None, None)
        none = mapshapes.gather(work, patrol.finished_at, None)
    told = mapshapes.told(found)
    assert {name: [each["id"] for each in shapes] for name, shapes in told.items()} == {
        BOUNDARY: [BOUNDARY], BLOCKS: [block.id], ROUTES: [route.id], PLANNED: [], UNHEARD: [],
    }  # fmt: skip
    assert told[ROUTES][0]["path"] == [38.57, -121.49, 38.57, -121.48]
    assert mapshapes.told(none)[ROUTES] == []
    lines = {each.title: each.more for each in mapshapes.lines(found)}
    assert lines["Boundary of the watch"] == "239 acres"
    assert lines["Oak <b>"] == "Rosa Delgado · 120 acres"
    assert lines["2200 H"] == "Not drawn yet"
    assert lines["Route of Sat, Sep\u00a019, 2026"] == "Park · 0.54 miles (2,859 feet) · Drawn on the map"


def test_a_block_captain_who_left_is_named_no_more(desk):
    rosa = desk.add(name="Rosa Delgado")
    with desk.work() as work:
        watches.keep_block(work, BlockDraft("", "Oak", rosa.id, RING), today=TODAY)
    with desk.work() as work:
        members.retire(work, rosa.id)
    with desk.reading() as work:
        found = mapshapes.gather(work, None, None)
    assert {each.title: each.more for each in mapshapes.lines(found)}["Oak"] == "239 acres"
    assert mapshapes.block_words(found, Point(38.575, -121.485)) == "Block: Oak"


def test_a_click_tells_of_the_route_there_and_offers_changes_only_to_who_may_write(desk):
    patrol = desk.log()
    with desk.work() as work:
        route = routes.add(work, RouteDraft(patrol.id, line=RING[:2]))
    with desk.reading() as work:
        found = mapshapes.gather(work, None, None)
    told = mapshapes.popup(found, [(BLOCKS, "x"), (ROUTES, route.id)], may_write=True)
    assert [words for words, _wish in told.more] == ["Open the patrol", "Change it", "Remove it"]
    told = mapshapes.popup(found, [(ROUTES, route.id)], may_write=False)
    assert [words for words, _wish in told.more] == ["Open the patrol"]
    assert mapshapes.popup(found, [(ROUTES, "gone")], may_write=True) is None
    assert mapshapes.popup(dataclasses.replace(found, routes=()), [], may_write=True) is None


def test_a_block_from_which_nobody_came_to_the_last_meetings_is_drawn_and_told(desk):
    with desk.work() as work:
        quiet = watches.keep_block(work, BlockDraft("", "Quiet", None, RING), today=TODAY)
        loud = watches.keep_block(work, BlockDraft("", "Loud", None, RING), today=TODAY)
    home = desk.house(block_id=loud.id, block_chosen=True)
    rosa = desk.add(household_id=home.id)
    meeting = desk.meet(day=TODAY.isoformat())
    with desk.reading() as work:
        assert mapshapes.told(mapshapes.gather(work, None, None))[UNHEARD] == [], "nothing is known yet"
    with desk.work() as work:
        meetings.begin(work, meeting.id)
        signins.sign_in(work, meeting.id, member_id=rosa.id)
    with desk.reading() as work:
        found = mapshapes.gather(work, None, None)
    assert [each["id"] for each in mapshapes.told(found)[UNHEARD]] == [quiet.id]
    lines = {each.title: each.more for each in mapshapes.lines(found)}
    assert lines["Quiet"].startswith("Not heard from · ") and "Not heard" not in lines["Loud"]
