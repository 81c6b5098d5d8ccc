import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacwatch.domain.geography import TILE, Box, Frame, to_earth, to_plane
from sacwatch.domain.places import Point


@given(st.floats(-85, 85), st.floats(-180, 180))
def test_there_and_back(lat: float, lon: float) -> None:
    point = to_earth(*to_plane(lat, lon))
    assert point.lat == pytest.approx(lat, abs=1e-9)
    assert point.lon == pytest.approx(lon, abs=1e-9)


def test_tile_of_sacramento() -> None:
    """The tile of the Capitol at zoom 15 in the common scheme (x 5325, y from the north 12572)."""
    x, y = to_plane(38.5766, -121.4934)
    assert (int(x * 2**15), int(y * 2**15)) == (5325, 12572)
    frame = Frame.of_tile(15, 5325, 12572)
    across, down = frame.at(Point(38.5766, -121.4934))
    assert 0 <= across < TILE and 0 <= down < TILE


def test_frame_of_a_box_shows_all_of_it_in_the_middle() -> None:
    box = Box(38.56, -121.50, 38.58, -121.47)
    frame = Frame.of_box(box, 500, 500)
    shown = frame.box()
    assert shown.south <= box.south + 1e-9 and shown.north >= box.north - 1e-9
    assert shown.west <= box.west + 1e-9 and shown.east >= box.east - 1e-9
    assert frame.at(frame.earth(120, 340)) == pytest.approx((120, 340))
    across, down = frame.at(box.middle)
    assert across == pytest.approx(250)
    assert down == pytest.approx(250, abs=0.5)


def test_metres_per_unit_agree_with_the_globe() -> None:
    frame = Frame.of_tile(15, 5325, 12572)
    apart = frame.earth(0, 128).metres_to(frame.earth(256, 128))
    # The globe of the distances and that of the projection differ by their radius (0.11 %).
    assert frame.metres_per_unit * 256 == pytest.approx(apart, rel=0.002)


def test_boxes_meet() -> None:
    box = Box(0, 0, 2, 2)
    assert box.holds(Point(1, 1)) and not box.holds(Point(3, 1))
    assert box.meets(Box(2, 2, 3, 3)) and not box.meets(Box(2.1, 0, 3, 1))
