"""The houses of a block: known ones where a map file tells of them, else lots worked out from the ranges."""

import math

import pytest

from sacwatch.domain import addresses, outlines
from sacwatch.domain.blockmaps import Facing
from sacwatch.domain.drawing import Area, Label, Lines, Style
from sacwatch.domain.geography import to_earth
from sacwatch.domain.outlines import Flat
from sacwatch.domain.places import Point
from sacwatch.maps import basemap, blockmarks, houses, numbering
from sacwatch.maps.cartography import Cartographer
from sacwatch.maps.content import Content, Feature, Kind, Source

HERE = Point(38.5709, -121.4832)


def block(text: str) -> addresses.Block:
    found = addresses.parse(text)
    assert isinstance(found, addresses.Block)
    return found


def ring_of(base, text: str) -> tuple[Point, ...]:
    return houses.around(base, block(text), HERE)


def whole_block(geocoder) -> list[Point]:
    corners = ("16th & P", "17th & P", "17th & Q", "16th & Q")
    return [geocoder.find(each).place.point for each in corners]


def test_a_hundred_block_has_lots_on_both_sides_of_its_street(base):
    ring = ring_of(base, "1600 block of P St")
    plan = houses.plan(base, "1600 P", ring, street="P St")
    assert plan.computed and plan.houses == ()
    assert [(face.street, face.facing, face.low, face.high) for face in plan.faces] == [
        ("P St", Facing.SOUTH, 1600, 1698),
        ("P St", Facing.NORTH, 1601, 1699),
    ]
    for face in plan.faces:
        numbers = [lot.number for lot in face.lots]
        assert len(numbers) == 8 and numbers == sorted(numbers)
        assert all(number % 2 == face.low % 2 and face.low <= number <= face.high for number in numbers)


def test_the_lots_lie_in_the_block_beside_the_street_and_not_on_each_other(base, geocoder):
    ring = whole_block(geocoder)
    plan = houses.plan(base, "block", ring)
    # The lettered streets have the corners, as beside the Central City's alleys.
    assert {face.street: len(face.lots) for face in plan.faces} == {
        "P St": 8,
        "Q St": 8,
        "16th St": 2,
        "17th St": 2,
    }
    flat = Flat(HERE)
    middles = []
    for face in plan.faces:
        for lot in face.lots:
            spots = [flat.at(corner) for corner in lot.corners]
            wide, deep = math.dist(spots[0], spots[1]), math.dist(spots[1], spots[2])
            assert 10 < wide < 15 and 8 <= deep <= 36.5
            middle = outlines.middle(lot.corners)
            assert outlines.holds(ring, middle.lat, middle.lon)
            middles.append((flat.at(middle), min(wide, deep)))
    for place, (one, _least) in enumerate(middles):
        for other, least in middles[place + 1 :]:
            assert math.dist(one, other) > least * 0.9


def test_numbers_stand_where_the_geocoder_finds_them(base, geocoder):
    plan = houses.plan(base, "1600 P", ring_of(base, "1600 block of P St"), street="P St")
    for face in plan.faces:
        for lot in face.lots:
            front = outlines.box_of(lot.corners[:2]).middle
            assert front.metres_to(geocoder.find(f"{lot.number} P St").place.point) < 15


def test_no_street_of_that_name_has_no_outline(base):
    assert houses.around(base, block("9900 block of P St"), HERE) == ()


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """Give a base map with an overlay of two houses by outline, one by point, and one without a number."""
    store = basemap.open_store(tmp_path_factory.mktemp("houses"))
    north = [Point(38.57136 + d * 0.00002, -121.48735 + d * 0.0003) for d in range(3)]

    def square(at: Point) -> tuple[Point, ...]:
        lat, lon = at.lat, at.lon
        return tuple(
            Point(lat + a * 0.00004, lon + b * 0.00005)
            for a, b in ((-1, -1), (-1, 1), (1, 1), (1, -1), (-1, -1))
        )

    store.replace(
        Content(
            Source("houses", "overlay", "1", "Houses from the county", 30),
            [
                Feature(Kind.BUILDING, "1613 P St", (square(north[0]),)),
                Feature(Kind.BUILDING, "1631 P St", (square(north[1]),)),
                Feature(Kind.SPOT, "1613 P St", ((north[0],),)),
                Feature(Kind.SPOT, "1655½", ((north[2],),)),
                Feature(Kind.BUILDING, "Garage", (square(Point(38.5716, -121.4869)),)),
            ],
        )
    )
    yield store
    store.close()


def test_known_houses_take_the_place_of_worked_out_lots_on_their_side(known):
    plan = houses.plan(known, "1600 P", ring_of(known, "1600 block of P St"), street="P St")
    assert [(house.number, bool(house.outline)) for house in plan.houses] == [
        ("1613", True),
        ("1631", True),
        ("1655½", False),
    ]
    south, north = plan.faces
    assert (south.facing, len(south.lots), south.houses) == (Facing.SOUTH, 8, ())
    assert (north.facing, north.lots, north.houses) == (Facing.NORTH, (), plan.houses)


def test_no_lot_lies_on_a_railway(base):
    """The tracks beside 20th Street run through the 1900 blocks."""
    plan = houses.plan(base, "1900 T", ring_of(base, "1900 block of T St"), street="T St")
    flat = Flat(HERE)
    tracks = [
        [flat.at(to_earth(*spot)) for spot in drawn.points]
        for drawn in base.drawn(outlines.box_of(plan.outline), 19)
        if drawn.kind is Kind.RAILWAY
    ]
    assert tracks, "there is a railway there"
    assert [len(face.lots) for face in plan.faces] == [7, 7]
    for face in plan.faces:
        for lot in face.lots:
            spot = flat.at(outlines.middle(lot.corners))
            assert min(numbering.beside(spot, line)[0] for line in tracks) > 5


@pytest.mark.parametrize(("width", "height"), [(548, 600), (728, 430), (1100, 640)])
def test_the_window_holds_the_block_level_and_as_large_as_can_be(base, width, height):
    plan = houses.plan(base, "1600 P", ring_of(base, "1600 block of P St"), street="P St")
    window = blockmarks.window(plan, width, height)
    spots = [window.at(point) for point in plan.outline]
    assert all(0 < x < width and 0 < y < height for x, y in spots)
    wide = max(x for x, _ in spots) - min(x for x, _ in spots)
    high = max(y for _, y in spots) - min(y for _, y in spots)
    assert max(wide / width, high / height) > 0.7
    for face in plan.faces:
        for lot in face.lots:
            a, b = window.at(lot.corners[0]), window.at(lot.corners[1])
            assert min(abs(a[0] - b[0]), abs(a[1] - b[1])) < 0.6


def test_a_turned_window_keeps_distances_and_its_middle(base):
    plan = houses.plan(base, "1600 P", ring_of(base, "1600 block of P St"), street="P St")
    window = blockmarks.window(plan, 548, 600)
    assert 15 < abs(window.angle) < 21  # the grid of the Central City is 18 degrees off north
    assert window.at(window.middle) == pytest.approx((274, 300), abs=0.1)
    one, other = plan.outline[0], plan.outline[2]
    far = math.dist(window.at(one), window.at(other)) * window.metres
    assert far == pytest.approx(outlines.metres_between(one, other), rel=0.005)
    assert window.frame.metres_per_unit == pytest.approx(window.metres, rel=1e-6)


def test_lots_have_their_numbers_and_houses_a_line_to_write_on(known):
    plan = houses.plan(known, "1600 P", ring_of(known, "1600 block of P St"), street="P St")
    window = blockmarks.window(plan, 548, 600)
    marks = blockmarks.marks(plan, window, Style.PRINT)
    words = {mark.text: mark for mark in marks if isinstance(mark, Label)}
    assert {"1613", "1631", "1655½", "~1606", "~1692"} <= set(words)
    assert words["~1606"].italic and words["1613"].bold
    assert len([mark for mark in marks if isinstance(mark, Lines) and len(mark.paths[0]) == 2]) == 1
    picture = Cartographer(known).turned(window, Style.PRINT, blockmarks.taken(plan, window))
    names = [mark for mark in picture.marks if isinstance(mark, Label) and mark.text == "P St"]
    assert names and all(abs(mark.angle) < 1 for mark in names)
    upright = [
        mark for mark in picture.marks if isinstance(mark, Label) and mark.text in ("16th St", "17th St")
    ]
    assert upright and all(abs(mark.angle + 90) < 3 for mark in upright), "read from below, both alike"


@pytest.fixture(scope="module")
def outlined(tmp_path_factory):
    """Give a base map with outlines without numbers on half of a side, and a bike line."""
    store = basemap.open_store(tmp_path_factory.mktemp("outlined"))
    plan = houses.plan(store, "1600 P", ring_of(store, "1600 block of P St"), street="P St")
    north = plan.faces[1]
    walls = []
    for lot in north.lots[:4]:
        at = outlines.middle(lot.corners)
        up, aside = 0.00004, 0.00002
        corners = ((-up, -aside), (-up, aside), (up, aside), (up, -aside))
        walls.append(tuple(Point(at.lat + a, at.lon + b) for a, b in corners))
    walls = [(*ring, ring[0]) for ring in walls]
    bike = tuple(Point(point.lat + 0.0001, point.lon) for point in plan.outline[:2])
    store.replace(
        Content(
            Source("outlines", "overlay", "1", "Outlines", 30),
            [Feature(Kind.BUILDING, "", (ring,)) for ring in walls]
            + [Feature(Kind.PLAIN_LINE, "P STREET BIKEWAY", (bike,))],
        )
    )
    yield store
    store.close()


def test_no_lot_is_drawn_over_a_real_outline_and_no_plain_line(outlined):
    plan = houses.plan(outlined, "1600 P", ring_of(outlined, "1600 block of P St"), street="P St")
    south, north = plan.faces
    assert [lot.built for lot in north.lots] == [True] * 4 + [False] * 4
    assert not any(lot.built for lot in south.lots) and len(plan.buildings) == 4 and plan.estimated
    window = blockmarks.window(plan, 548, 600)
    marks = blockmarks.marks(plan, window, Style.PRINT)
    walls = [mark for mark in marks if isinstance(mark, Area) and mark.outline]
    lots = [mark for mark in marks if isinstance(mark, Area) and not mark.outline]
    assert len(walls) == 4 and sum(len(mark.rings) for mark in lots) == 12
    numbers = {mark.text for mark in marks if isinstance(mark, Label)}
    assert numbers >= {f"~{lot.number}" for lot in (*north.lots, *south.lots)}
    cartographer = Cartographer(outlined)
    labels = [
        mark.text
        for picture in (
            cartographer.turned(window, Style.PRINT),
            cartographer.picture(window.frame, plain=False),
        )
        for mark in picture.marks
        if isinstance(mark, Label)
    ]
    assert "P St" in labels and not any("Bikeway" in text or "BIKEWAY" in text for text in labels)
    everything = cartographer.picture(window.frame).marks
    assert any("bikeway" in mark.text.casefold() for mark in everything if isinstance(mark, Label))
