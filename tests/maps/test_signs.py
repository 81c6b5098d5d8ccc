"""Signs on paper: side by side, never over each other, counted where they crowd."""

import itertools
import math

from hypothesis import given
from hypothesis import strategies as st

from sacwatch.domain.drawing import Label, Lines, Pattern, Pen, Picture, Shape, Style, Symbol
from sacwatch.domain.geography import Box, Frame
from sacwatch.domain.symbols import INCIDENTS, NOTED_ENTRY, QUIET_ENTRY
from sacwatch.maps import signs
from sacwatch.maps.lettering import Wish, lettered
from sacwatch.maps.signs import CROWD, Sign

FRAME = Frame.of_box(Box(38.565, -121.493, 38.578, -121.479), 500, 480)
SIZE = 9.5
LOOKS = list(INCIDENTS.values())


def sign(x: float, y: float, which: int = 0) -> Sign:
    return Sign(FRAME.earth(x, y), LOOKS[which % len(LOOKS)])


def placed(*spots: tuple[float, float]) -> signs.Placed:
    found = [sign(x, y, i) for i, (x, y) in enumerate(spots)]
    return signs.side_by_side(found, FRAME, SIZE, Style.PRINT)


def count_of(found: signs.Placed) -> int:
    """Give how many things the signs stand for."""
    return sum(int(each.text) if each.text else 1 for each in found.symbols)


def test_signs_apart_stand_where_they_belong():
    found = placed((100, 100), (200, 120), (300, 400))
    assert [(each.x, each.y) for each in found.symbols] == [(100, 100), (200, 120), (300, 400)]
    assert not found.moved and not found.counted


def test_signs_of_one_place_stand_side_by_side_and_near_it():
    found = placed(*[(250, 240)] * 7)
    assert found.moved and not found.counted
    assert all(math.dist((each.x, each.y), (250, 240)) < 1.2 * SIZE for each in found.symbols)
    for one, other in itertools.combinations(found.symbols, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) >= SIZE


def test_a_crowd_is_one_number():
    found = placed(*[(250, 240)] * CROWD, (400, 100))
    assert found.counted
    assert [each.text for each in found.symbols] == ["", str(CROWD)]
    number = found.symbols[-1]
    assert (number.shape, number.x, number.y) == (Shape.CIRCLE, 250, 240)


def test_what_lies_beyond_the_map_is_not_on_it():
    assert placed((-5, 100), (505, 100), (100, 481)).symbols == ()


def test_a_sign_at_the_edge_is_whole():
    (one,) = placed((0.1, 479.9)).symbols
    assert one.x >= SIZE / 2 and one.y <= 480 - SIZE / 2


@given(st.lists(st.tuples(st.floats(1, 120), st.floats(1, 90)), max_size=160))
def test_nothing_is_lost_and_no_two_signs_stand_on_each_other(spots):
    found = placed(*spots)
    assert count_of(found) == len(spots)
    plain = [each for each in found.symbols if not each.text]
    for one, other in itertools.combinations(plain, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) >= SIZE * 0.99
    for number in (each for each in found.symbols if each.text):
        for one in plain:
            assert math.dist((one.x, one.y), (number.x, number.y)) >= (SIZE + number.size) / 2 - 0.01


def test_black_and_white_tells_the_sorts_apart_by_shape_and_filling_alone():
    looks = [*INCIDENTS.values(), QUIET_ENTRY, NOTED_ENTRY]
    drawn = [signs.symbol(look, 0, 0, SIZE, Style.BLACK_AND_WHITE) for look in looks]
    assert {(each.fill, each.ink) for each in drawn} == {("#000000", "#ffffff")}
    incidents = [(each.shape, each.pattern) for each in drawn[: len(INCIDENTS)]]
    assert len(set(incidents)) == len(INCIDENTS)
    # A quiet entry has the ring of a concern; it is told by being half as large.
    assert (drawn[-1].shape, drawn[-1].pattern) not in incidents
    assert signs.boundary_pen(Style.BLACK_AND_WHITE).dashes != signs.block_pen(Style.BLACK_AND_WHITE).dashes


def test_small_signs_that_would_hide_each_other_are_drawn_once():
    same = [Sign(FRAME.earth(50, 50), QUIET_ENTRY)] * 3 + [Sign(FRAME.earth(50, 50), NOTED_ENTRY)]
    found = signs.small(same, FRAME, [4.5, 4.5, 4.5, 7.0], Style.PRINT)
    assert [(each.pattern, each.size) for each in found] == [(Pattern.OPEN, 4.5), (Pattern.SOLID, 8.4)]


def test_lines_along_each_other_are_drawn_once():
    one = [(0.0, 0.0), (50.0, 0.0), (100.0, 0.0)]
    back = [(100.3, 0.2), (50.2, 0.3), (50.0, 80.0)]
    assert signs.once([one, back], 2.0) == [tuple(one), ((50.2, 0.3), (50.0, 80.0))]


def test_an_outline_is_closed_and_lies_below_the_names():
    ring = [FRAME.earth(x, y) for x, y in ((50, 50), (300, 50), (300, 300))]
    pen = signs.boundary_pen(Style.PRINT)
    marks = signs.outline(ring, FRAME, pen)
    assert [mark.pen.colour for mark in marks if isinstance(mark, Lines)] == ["#ffffff", pen.colour]
    path = marks[-1].paths[0]
    assert math.dist(path[0], path[-1]) < 0.1
    name = Label("P St", 60, 60, 9, "#000000")
    ground = Lines((((0.0, 0.0), (9.0, 9.0)),), Pen("#cccccc", 2))
    picture = signs.under_names(Picture(FRAME, "#ffffff", (ground, name)), marks)
    assert picture.marks == (ground, *marks, name)
    assert signs.outline(ring[:2], FRAME, pen) == []


def test_names_keep_off_signs_where_they_can_and_stay_where_they_cannot():
    path = ((20.0, 100.0), (480.0, 100.0))
    wish = Wish("P St", 9.0, "#000000", "#ffffff", 1, (path,))
    rect = (0.0, 0.0, 500.0, 480.0)
    (free,) = lettered([wish], rect)
    (moved,) = lettered([wish], rect, signs=[[(free.x, free.y, 6.0)]])
    assert abs(moved.x - free.x) > 6
    everywhere = [[(float(x), 100.0, 6.0) for x in range(0, 500, 5)]]
    (kept,) = lettered([wish], rect, signs=everywhere)
    assert (kept.x, kept.y) == (free.x, free.y)
    # Of two groups the weightier one is spared for as long as there is a place.
    weighty = [(free.x, free.y, 6.0)]
    (spared,) = lettered([wish], rect, signs=[weighty, everywhere[0]])
    assert abs(spared.x - free.x) > 6


def test_a_symbol_full_or_open_looks_as_large():
    full = signs.symbol(INCIDENTS[next(iter(INCIDENTS))], 0, 0, 10, Style.PRINT)
    assert isinstance(full, Symbol) and full.size == 12
