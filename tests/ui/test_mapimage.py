"""The map as a picture: painted whole, away from the window, with legend, scale and credits on it."""

import pytest
from PySide6.QtGui import QColor, QImage

from sacwatch.domain.drawing import Style
from sacwatch.domain.mapfilters import MapFilter
from sacwatch.domain.places import PlaceDraft
from sacwatch.services import mappapers
from sacwatch.services.mappapers import PICTURE_RATIO, PICTURE_SIZE, MapOptions, Shown
from sacwatch.ui import mapimage
from tests.making import Desk


@pytest.fixture
def desk(tmp_path):
    desk = Desk.ready(tmp_path / "watch.sacwatch")
    desk.record(place=PlaceDraft("1620 P St", 38.5712, -121.4889, "address"))
    yield desk
    desk.close()


def saved(desk, path, style=Style.PRINT, shown=None, title="") -> QImage:
    with desk.reading() as work:
        found = mappapers.gather(work, shown or Shown(), MapOptions(style=style, title=title))
    mappapers.save_png(path, found, mapimage.png)
    image = QImage(str(path))
    assert not image.isNull()
    return image


def colours(image: QImage, left: int, top: int, wide: int, high: int) -> set[str]:
    """Give the colors in a part of a picture."""
    return {
        image.pixelColor(x, y).name() for x in range(left, left + wide, 2) for y in range(top, top + high, 2)
    }


def rows_with_ink(image: QImage) -> list[int]:
    white = QColor("#ffffff").name()
    return [
        y
        for y in range(image.height())
        if any(image.pixelColor(x, y).name() != white for x in range(0, image.width(), 3))
    ]


def test_it_is_large_enough_to_print_and_has_everything_around_the_map(qapp, desk, tmp_path):
    image = saved(desk, tmp_path / "Map.png")
    wide, high = (round(each * PICTURE_RATIO) for each in PICTURE_SIZE)
    assert image.width() > wide and image.height() > high + 150
    assert round(image.dotsPerMeterX() * 0.0254) == 300
    rows = rows_with_ink(image)
    # The head above, the legend and the notes below the map, and white around them.
    assert 20 < rows[0] < 120
    assert image.height() - 140 < rows[-1] < image.height() - 20
    assert (tmp_path / "Map.png").stat().st_size < 4_000_000


def test_black_and_white_has_no_color(qapp, desk, tmp_path):
    image = saved(desk, tmp_path / "Map.png", Style.BLACK_AND_WHITE)
    assert all(
        QColor(name).hsvSaturation() < 12 for name in colours(image, 0, 0, image.width(), image.height())
    )
    colored = saved(desk, tmp_path / "Color.png")
    names = colours(colored, 0, 0, colored.width(), colored.height())
    assert any(QColor(name).hsvSaturation() > 100 for name in names)


def test_markup_in_a_title_is_painted_as_it_was_typed(qapp, desk, tmp_path):
    """Rich text would hide the tags; plain text is wider by them."""
    reached = []
    for title in ("Park", "<b>Park</b>"):
        image = saved(desk, tmp_path / "Map.png", title=title)
        ink = [
            x
            for x in range(image.width() // 2)
            if any(image.pixelColor(x, y).lightness() < 120 for y in range(60, 120))
        ]
        reached.append(ink[-1] - ink[0])
    assert reached[1] > reached[0] * 1.5


def test_long_filters_are_told_on_several_lines(qapp, desk, tmp_path):
    from sacwatch.domain.offences import IncidentKind

    short = saved(desk, tmp_path / "Map.png")
    many = Shown(wanted=MapFilter(kinds=frozenset(IncidentKind)))
    long = saved(desk, tmp_path / "Map.png", shown=many)
    assert long.height() > short.height() + 30
