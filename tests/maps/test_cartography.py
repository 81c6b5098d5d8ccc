import pytest

from sacwatch.domain.drawing import Area, Label, Lines, Picture, Shield, Style, furniture
from sacwatch.domain.geography import TILE, Box, Frame, to_plane
from sacwatch.maps.basemap import BaseMap
from sacwatch.maps.cartography import Cartographer
from sacwatch.maps.content import Kind
from sacwatch.maps.lettering import text_width
from sacwatch.maps.looks import LOOKS, width

MIDTOWN = (38.5716, -121.4872)


def _tile_at(z: int, lat: float = MIDTOWN[0], lon: float = MIDTOWN[1]) -> tuple[int, int]:
    x, y = to_plane(lat, lon)
    return int(x * 2**z), int(y * 2**z)


def _names(picture: Picture) -> set[str]:
    return {mark.text for mark in picture.marks if isinstance(mark, Label)}


def _around(cartographer: Cartographer, z: int, reach: int = 2, style: Style = Style.LIGHT) -> set[str]:
    x, y = _tile_at(z)
    steps = range(-reach, reach + 1)
    return {name for i in steps for j in steps for name in _names(cartographer.tile(z, x + i, y + j, style))}


def test_what_is_named_at_which_zoom(cartographer: Cartographer) -> None:
    assert "Sacramento" in _around(cartographer, 10)
    assert "P St" not in _around(cartographer, 12)
    assert "Midtown" in _around(cartographer, 14)
    close = _around(cartographer, 15)
    assert {"P St", "16th St", "Capitol Park"} <= close
    assert "Midtown" not in _around(cartographer, 18)
    assert {"1600", "1500"} <= _around(cartographer, 17)
    assert {"1601", "1600", "1699", "1698"} <= _around(cartographer, 18)


def test_freeways_carry_their_signs(cartographer: Cartographer) -> None:
    signs = {
        mark.text
        for x in range(-3, 4)
        for mark in cartographer.tile(12, _tile_at(12)[0] + x, _tile_at(12)[1]).marks
        if isinstance(mark, Shield)
    }
    assert {"5", "50", "BUS 80"} <= signs


@pytest.mark.parametrize("z", [12, 14, 16, 18])
def test_tiles_agree_on_the_names_they_share(cartographer: Cartographer, base: BaseMap, z: int) -> None:
    """A name over the edge of a tile stands at the same place in both, whichever was drawn first."""
    x, y = _tile_at(z)
    # 8 tiles make a block; start at its edge, so that the border between two blocks is among them.
    x -= x % 8
    other_way_round = Cartographer(base)
    later = {(i, j): other_way_round.tile(z, x + i, y + j) for i in (1, 0, -1) for j in (1, 0)}
    seen: dict[tuple[str, float, float], int] = {}
    for i in (-1, 0, 1):
        for j in (0, 1):
            picture = cartographer.tile(z, x + i, y + j)
            assert picture.marks == later[i, j].marks
            for mark in picture.marks:
                if isinstance(mark, Label):
                    seen[mark.text, round(mark.x + i * TILE, 1), round(mark.y + j * TILE, 1)] = i
    for i in (-1, 0):
        left, right = cartographer.tile(z, x + i, y), cartographer.tile(z, x + i + 1, y)
        for mark in left.marks:
            if (
                isinstance(mark, Label)
                and mark.x + text_width(mark.text, mark.size) / 2 > TILE
                and 0 < mark.y < TILE
            ):
                assert any(
                    isinstance(other, Label)
                    and other.text == mark.text
                    and abs(other.x + TILE - mark.x) < 0.01
                    for other in right.marks
                )


@pytest.mark.parametrize("z", [13, 15, 17])
def test_names_do_not_collide(cartographer: Cartographer, z: int) -> None:
    x, y = _tile_at(z)
    frame = Frame(x / 2**z, y / 2**z, z, 4 * TILE, 4 * TILE)
    labels = [mark for mark in cartographer.picture(frame, Style.LIGHT).marks if isinstance(mark, Label)]
    assert len(labels) > 5
    for i, one in enumerate(labels):
        for other in labels[i + 1 :]:
            assert abs(one.x - other.x) + abs(one.y - other.y) > (one.size + other.size) / 2


def test_names_keep_clear_of_scale_and_north(cartographer: Cartographer) -> None:
    frame = Frame.of_box(Box(38.567, -121.493, 38.576, -121.481), 500, 400)
    for mark in cartographer.picture(frame, Style.PRINT).marks:
        if isinstance(mark, Label):
            assert not any(
                left < mark.x < right and top < mark.y < bottom
                for left, top, right, bottom in furniture(frame)
            )


def test_approximate_lines_are_dashed_and_said_so(cartographer: Cartographer) -> None:
    frame = Frame.of_box(Box(38.490, -121.465, 38.500, -121.425), 900, 300)
    picture = cartographer.picture(frame, Style.PRINT)
    assert any("(approximate)" in name for name in _names(picture))
    assert any(isinstance(mark, Lines) and mark.pen.dashes for mark in picture.marks)


@pytest.mark.parametrize("style", list(Style))
def test_every_style_has_its_colours(cartographer: Cartographer, style: Style) -> None:
    picture = cartographer.tile(15, *_tile_at(15), style)
    assert picture.background == LOOKS[style].land
    colours = {mark.pen.colour for mark in picture.marks if isinstance(mark, Lines)}
    assert LOOKS[style].roads[Kind.LOCAL].fill in colours
    if style is Style.BLACK_AND_WHITE:
        drawn = {mark.pen.colour for mark in picture.marks if isinstance(mark, Lines)}
        drawn |= {mark.fill for mark in picture.marks if isinstance(mark, Area)}
        assert all(len({colour[1:3], colour[3:5], colour[5:7]}) == 1 for colour in drawn)


def _contrast(one: str, other: str) -> float:
    """Give the contrast of two colours (WCAG 2.2, relative luminance)."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("style", list(Style))
def test_names_can_be_read(style: Style) -> None:
    look = LOOKS[style]
    for ink in (look.text, look.soft_text, look.water_text, look.park_text):
        assert _contrast(ink, look.halo) >= 4.5
    assert _contrast(look.shield_ink, look.shield) >= 4.5


def test_lines_stay_near_their_tile(cartographer: Cartographer) -> None:
    for z in (9, 13, 19):
        for mark in cartographer.tile(z, *_tile_at(z)).marks:
            if isinstance(mark, Lines):
                room = mark.pen.width + 7
                for path in mark.paths:
                    assert all(-room <= x <= TILE + room and -room <= y <= TILE + room for x, y in path)


def test_dashes_join_across_tiles(cartographer: Cartographer) -> None:
    """The offset of a dashed line says how far into its dashes a tile begins."""
    z = 14
    x, y = _tile_at(z, 38.4958, -121.4440)
    for i in (0, 1):
        dashed = [m for m in cartographer.tile(z, x + i, y).marks if isinstance(m, Lines) and m.pen.dashes]
        assert dashed
        assert any(mark.pen.offset for mark in dashed)


def test_an_empty_place_is_only_land(cartographer: Cartographer) -> None:
    picture = cartographer.tile(14, 100, 100)
    assert picture.marks == ()


def test_the_source_is_credited(cartographer: Cartographer) -> None:
    assert len(cartographer.tile(14, 100, 100).credit) == 1


def test_widths_grow_with_the_zoom() -> None:
    for kind in LOOKS[Style.LIGHT].roads:
        widths = [width(kind, zoom / 2) for zoom in range(18, 40)]
        assert widths == sorted(widths)
