import struct
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sacwatch.domain import outlines
from sacwatch.domain.drawing import Shape
from sacwatch.domain.geography import Box
from sacwatch.domain.incidents import Status
from sacwatch.domain.offences import IncidentKind, Sort
from sacwatch.domain.outlines import metres_between
from sacwatch.domain.patrols import Category
from sacwatch.domain.places import Point
from sacwatch.domain.symbols import INCIDENTS, MapSymbol
from sacwatch.maps import incidents, layers, patrols
from sacwatch.maps.layers import Layer, minute_of
from tests.domain import strategies

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

marks = st.tuples(
    st.floats(38.3, 38.8),
    st.floats(-121.7, -121.2),
    st.sampled_from([each.value for each in IncidentKind]),
    st.integers(-1_000_000, 40_000_000),
    st.sampled_from([each.value for each in Status]),
)


def layer_of(found: list[tuple]) -> Layer:
    found = sorted(found, key=lambda mark: mark[3])
    columns = [list(column) for column in zip(*found, strict=True)] or [[] for _ in range(5)]
    return incidents.layer([[str(number) for number in range(len(found))], *columns])


@given(st.lists(marks, max_size=40))
def test_the_page_reads_back_what_was_packed(found):
    layer = layer_of(found)
    packed = layer.packed()
    version, count = struct.unpack_from("<II", packed)
    assert (version, count) == (layers.FORMAT, len(found))
    assert len(packed) == 8 + 24 * count
    assert list(struct.unpack_from(f"<{count}d", packed, 8)) == list(layer.lats)
    assert list(struct.unpack_from(f"<{count}d", packed, 8 + 8 * count)) == list(layer.lons)
    assert list(struct.unpack_from(f"<{count}i", packed, 8 + 16 * count)) == list(layer.minutes)
    assert packed[8 + 20 * count : 8 + 21 * count] == layer.kinds
    assert packed[8 + 21 * count : 8 + 22 * count] == layer.statuses
    assert packed[8 + 22 * count : 8 + 23 * count] == layer.hours
    assert packed[8 + 23 * count :] == layer.spans


@given(
    st.lists(marks, max_size=60),
    st.integers(-1_000_000, 40_000_000),
    st.integers(0, 20_000_000),
    st.frozensets(st.sampled_from(list(IncidentKind)), max_size=4),
)
def test_a_filter_lets_through_what_it_says(found, first, long, kinds):
    layer = layer_of(found)
    since = EPOCH + timedelta(minutes=first)
    box = Box(38.4, -121.6, 38.7, -121.3)
    passed = layer.matching(since, since + timedelta(minutes=long), incidents.places_of(kinds), box)
    assert passed == [
        i
        for i in range(len(layer))
        if first <= layer.minutes[i] < first + long
        and (not kinds or incidents.KINDS[layer.kinds[i]] in kinds)
        and 38.4 <= layer.lats[i] <= 38.7
        and -121.6 <= layer.lons[i] <= -121.3
    ]


def test_no_filter_lets_all_through_and_an_empty_layer_is_no_trouble():
    layer = layer_of([(38.5, -121.5, "theft", 5, "open")])
    assert layer.matching() == [0]
    assert layer.place("0") == 0
    assert layer.place("other") is None
    empty = layer_of([])
    assert (len(empty), empty.matching(), empty.packed()) == (0, [], struct.pack("<II", layers.FORMAT, 0))
    assert minute_of(EPOCH + timedelta(seconds=119)) == 1


@given(st.lists(marks, min_size=1, max_size=60), st.floats(10, 60_000))
def test_near_gives_what_is_within_reach_nearest_first(found, metres):
    layer = layer_of(found)
    here = Point(38.55, -121.45)
    close = layer.near(here, metres, range(len(layer)))
    assert [far for far, _place in close] == sorted(far for far, _place in close)
    within = {place for _far, place in close}
    for place in range(len(layer)):
        far = metres_between(here, Point(layer.lats[place], layer.lons[place]))
        # At 40 miles the plane is off by less than a hundredth.
        if abs(far - metres) > metres * 0.01:
            assert (place in within) is (far < metres)


@given(st.lists(marks, min_size=1, max_size=60), strategies.rings())
def test_inside_an_outline_is_what_its_sides_surround(found, ring):
    layer = layer_of(found)
    moved = [Point(point.lat / 40 + 38.5, point.lon / 80 - 121.5) for point in ring]
    wanted = [
        place for place in range(len(layer)) if outlines.holds(moved, layer.lats[place], layer.lons[place])
    ]
    assert layer.inside(moved, range(len(layer))) == wanted


def test_every_kind_has_its_sorts_mark():
    told = incidents.told()
    assert len(told["rows"]) == len(IncidentKind)
    for kind, row in zip(IncidentKind, told["rows"], strict=True):
        assert told["looks"][row]["colour"] == INCIDENTS[kind.sort].colour
    assert told["looks"][0]["words"] == "Against a person"
    assert len(told["looks"]) == len(Sort)
    shapes = [str(look["corners"]) + look["pattern"] for look in told["looks"]]
    assert len(set(shapes)) == len(shapes), "told apart without colour"


def test_entries_are_quiet_or_noted():
    told = patrols.told()
    assert [told["looks"][row]["words"] for row in told["rows"]] == [
        "All quiet" if each is Category.ALL_QUIET else "Something noted" for each in Category
    ]
    layer = patrols.layer([["e"], ["p"], [38.5], [-121.5], ["graffiti"], [7]])
    assert (layer.ids, layer.owners, layer.statuses) == (("e",), ("p",), b"\0")


def test_a_circle_has_no_corners():
    assert layers.look(MapSymbol(Shape.CIRCLE, "#000000"), "x")["corners"] is None
    assert len(layers.look(MapSymbol(Shape.SQUARE, "#000000"), "x")["corners"]) == 4
