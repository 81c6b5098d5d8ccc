import statistics
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from sacwatch.domain.drawing import Area, Label, Lines, Pattern, Pen, Picture, Shape, Shield, Style, Symbol
from sacwatch.domain.geography import Frame, to_plane
from sacwatch.maps import basemap
from sacwatch.maps.cartography import Cartographer
from sacwatch.ui import tilepainter

TILE = Frame.of_tile(15, 5325, 12572)


def _picture(*marks: object, background: str = "#ffffff") -> Picture:
    return Picture(TILE, background, tuple(marks))  # type: ignore[arg-type]


def _colour(image: QImage, x: int, y: int) -> str:
    return image.pixelColor(x, y).name()


def _inked(image: QImage, background: str = "#ffffff") -> int:
    paper = QColor(background).rgb()
    return sum(image.pixel(x, y) != paper for x in range(image.width()) for y in range(image.height()))


@pytest.fixture(scope="module")
def cartographer(tmp_path_factory: pytest.TempPathFactory) -> Cartographer:
    return Cartographer(basemap.open_store(tmp_path_factory.mktemp("base")))


def test_paints_each_kind_of_mark(qapp) -> None:
    ring = ((10.0, 10.0), (60.0, 10.0), (60.0, 60.0), (10.0, 60.0))
    hole = ((25.0, 25.0), (45.0, 25.0), (45.0, 45.0), (25.0, 45.0))
    image = tilepainter.image(
        _picture(
            Area((ring, hole), "#00aa00"),
            Lines((((100.0, 20.0), (200.0, 20.0)),), Pen("#aa0000", 8)),
            Shield("50", 150, 100, 20, "#0000aa", "#ffffff"),
            Symbol(Shape.SQUARE, 150, 200, 40, "#aa00aa"),
        )
    )
    assert (image.width(), image.height()) == (256, 256)
    assert _colour(image, 15, 15) == "#00aa00"
    assert _colour(image, 35, 35) == "#ffffff"
    assert _colour(image, 150, 20) == "#aa0000"
    assert _colour(image, 150, 88) == "#0000aa"
    assert _colour(image, 150, 200) == "#aa00aa"


def test_a_dense_screen_gets_twice_the_pixels(qapp) -> None:
    image = tilepainter.image(_picture(Lines((((0.0, 64.0), (256.0, 64.0)),), Pen("#000000", 4))), ratio=2)
    assert (image.width(), image.height()) == (512, 512)
    assert _colour(image, 300, 128) == "#000000"
    assert _colour(image, 300, 120) == "#ffffff"


def test_letters_stand_around_their_spot_on_their_halo(qapp) -> None:
    image = tilepainter.image(
        _picture(Label("HHHH", 128, 128, 20, "#000000", "#ffffff"), background="#808080")
    )
    assert any(_colour(image, x, 128) == "#000000" for x in range(100, 156))
    box = [(x, y) for x in range(256) for y in range(256) if _colour(image, x, y) != "#808080"]
    assert abs(statistics.mean(x for x, _ in box) - 128) < 2
    assert abs(statistics.mean(y for _, y in box) - 128) < 2
    assert "#ffffff" in {_colour(image, x, y) for x, y in box}


def test_turned_letters_are_turned(qapp) -> None:
    image = tilepainter.image(_picture(Label("HHHHHH", 128, 128, 16, "#000000", angle=90)))
    box = [(x, y) for x in range(256) for y in range(256) if _colour(image, x, y) != "#ffffff"]
    wide = max(x for x, _ in box) - min(x for x, _ in box)
    high = max(y for _, y in box) - min(y for _, y in box)
    assert high > 3 * wide


def test_dashes_begin_where_their_offset_says(qapp) -> None:
    line = (((0.0, 50.0), (256.0, 50.0)),)
    whole = tilepainter.image(_picture(Lines(line, Pen("#000000", 4, (20.0, 20.0), 0.0, True))))
    later = tilepainter.image(_picture(Lines(line, Pen("#000000", 4, (20.0, 20.0), 20.0, True))))
    assert (_colour(whole, 10, 50), _colour(whole, 30, 50)) == ("#000000", "#ffffff")
    assert (_colour(later, 10, 50), _colour(later, 30, 50)) == ("#ffffff", "#000000")


@pytest.mark.parametrize("pattern", list(Pattern))
def test_shapes_differ_in_black_and_white(qapp, pattern: Pattern) -> None:
    images = {
        shape: tilepainter.image(_picture(Symbol(shape, 128, 128, 40, "#000000", "#ffffff", pattern)))
        for shape in Shape
    }
    seen = [bytes(image.constBits()) for image in images.values()]
    assert len(set(seen)) == len(Shape)
    assert all(_inked(image) > 100 for image in images.values())


def test_patterns_of_one_shape_differ(qapp) -> None:
    seen = {
        bytes(
            tilepainter.image(
                _picture(Symbol(Shape.CIRCLE, 128, 128, 40, "#000000", "#ffffff", one))
            ).constBits()
        )
        for one in Pattern
    }
    assert len(seen) == len(Pattern)


def test_a_tile_is_a_png_of_its_size(qapp, cartographer: Cartographer) -> None:
    data = tilepainter.png(cartographer.tile(15, 5325, 12572), ratio=2)
    assert data.startswith(b"\x89PNG")
    image = QImage.fromData(data, "PNG")
    assert (image.width(), image.height()) == (512, 512)
    assert _inked(image, "#f5f2ec") > 10_000


def test_threads_paint_the_same_tile(qapp, cartographer: Cartographer) -> None:
    x, y = to_plane(38.5716, -121.4872)
    keys = [(z, int(x * 2**z) + i, int(y * 2**z)) for z in (12, 14, 16) for i in range(3)]
    alone = [tilepainter.png(cartographer.tile(*key, Style.DARK)) for key in keys]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda key: tilepainter.png(cartographer.tile(*key, Style.DARK)), keys * 3))
    assert together == alone * 3


def test_the_painter_knows_only_the_display_list() -> None:
    source = Path(tilepainter.__file__).read_text(encoding="utf-8")
    assert "sacwatch.maps" not in source


FIRST_PAINTING = """
import sys
import threading
from PySide6.QtWidgets import QApplication
app = QApplication([])
from sacwatch.domain.geography import to_plane
from sacwatch.services import basemaps
from sacwatch.ui import tilepainter
x, y = to_plane(38.5716, -121.4872)
draw = basemaps.atlas().cartographer
pictures = [draw.tile(14, int(x * 2**14) + i, int(y * 2**14)) for i in range(4)]
sys.setswitchinterval(1e-6)
together, troubles = threading.Barrier(4), []
def paint(picture):
    together.wait()
    try:
        tilepainter.png(picture)
    except Exception as trouble:
        troubles.append(repr(trouble))
threads = [threading.Thread(target=paint, args=(each,)) for each in pictures]
for each in threads:
    each.start()
for each in threads:
    each.join()
print(troubles)
"""


def test_threads_that_paint_first_and_at_once_find_nothing_half_made(own_home) -> None:
    """Only a new process knows no Qt class yet; without care most of these lose tiles."""
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", FIRST_PAINTING], capture_output=True, text=True, timeout=60, check=True
        )
        assert done.stdout.strip() == "[]"
