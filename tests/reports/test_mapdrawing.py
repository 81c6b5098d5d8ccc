import io
import time

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from sacwatch.domain.drawing import (
    Area,
    Label,
    Legend,
    LegendLine,
    Lines,
    Mark,
    Pattern,
    Pen,
    Picture,
    Shape,
    Shield,
    Style,
    Symbol,
)
from sacwatch.domain.geography import Box, Frame
from sacwatch.domain.places import Point
from sacwatch.maps import basemap
from sacwatch.maps.cartography import Cartographer
from sacwatch.reports.mapdrawing import MapDrawing, scale_step
from sacwatch.reports.mapmarks import Faces

MIDTOWN = Frame.of_box(Box(38.565, -121.493, 38.578, -121.479), 500, 480)


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Picture:
    base = basemap.open_store(tmp_path_factory.mktemp("base"))
    drawn = Cartographer(base).picture(MIDTOWN, Style.BLACK_AND_WHITE)
    base.close()
    return drawn


def _pdf(drawing: MapDrawing, *, compressed: bool = True) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(612, 792), invariant=1, pageCompression=int(compressed))
    drawing.wrap(540, 700)
    drawing.drawOn(canvas, 36, 60)
    canvas.save()
    return target.getvalue()


def _text(pdf: bytes) -> str:
    return pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def _overlay(picture: Picture, count: int) -> list[Mark]:
    shapes, patterns = list(Shape), list(Pattern)
    marks: list[Mark] = []
    for i in range(count):
        x, y = picture.frame.at(Point(38.566 + 0.011 * (i % 25) / 25, -121.492 + 0.012 * (i // 25) / 25))
        marks.append(Symbol(shapes[i % 9], x, y, 9, "#000000", pattern=patterns[i % 5]))
    return marks


def test_streets_legend_scale_and_north_are_on_the_page(picture: Picture) -> None:
    legend = Legend(
        "What the signs mean",
        (
            LegendLine(Symbol(Shape.STAR, 0, 0, 10, "#000000"), "Theft"),
            LegendLine(Pen("#000000", 2, (6.0, 3.0)), "Boundary of the watch"),
            LegendLine(Area((), "#cccccc"), "Hot spot"),
        ),
    )
    drawing = MapDrawing(picture, _overlay(picture, 9), legend, notes=("Map: our own.",))
    text = _text(_pdf(drawing))
    for words in (
        "16th St",
        "P St",
        "Capitol Park",
        "What the signs mean",
        "Theft",
        "Boundary",
        "Hot spot",
        "our own",
    ):
        assert words in text
    assert "ft" in text or "mi" in text
    assert drawing.height > picture.frame.height


def test_the_same_map_gives_the_same_bytes(picture: Picture) -> None:
    one = _pdf(MapDrawing(picture, _overlay(picture, 20)))
    assert one == _pdf(MapDrawing(picture, _overlay(picture, 20)))


def test_all_marks_can_be_drawn() -> None:
    ring = ((10.0, 10.0), (90.0, 10.0), (90.0, 90.0), (10.0, 90.0))
    marks: list[Mark] = [
        Area((ring,), "#999999", Pen("#000000", 1), 0.5),
        Area((ring,), "#999999", stripes=True),
        Area((), "#999999", stripes=True),
        Lines((((0.0, 0.0), (50.0, 60.0)), ()), Pen("#ff0000", 2, (4.0, 2.0), 1.0, True, 0.5)),
        Label("Río & <Ave>", 50, 50, 9, "#000000", "#ffffff", 30, bold=True),
        Label("slanted", 50, 70, 9, "#000000", italic=True),
        Shield("BUS 80", 50, 20, 9, "#0000aa", "#ffffff"),
    ]
    marks += [Symbol(s, 40, 40, 10, "#123456", pattern=p, text="1") for s in Shape for p in Pattern]
    frame = Frame.of_box(Box(38.56, -121.5, 38.58, -121.48), 200, 200)
    text = _text(_pdf(MapDrawing(Picture(frame, "#ffffff", tuple(marks)))))
    assert "Río & <Ave>" in text
    assert "BUS 80" in text


def test_nothing_reaches_beyond_the_map(picture: Picture) -> None:
    """Every path between the page and the map's edge is clipped: the clip stands before the first line."""
    content = _pdf(MapDrawing(picture, furniture=False), compressed=False)
    assert b"re W* n" in content.split(b"stream")[1].split(b" l")[0]


def test_the_fonts_are_the_ones_asked_for(picture: Picture) -> None:
    pdf = _pdf(MapDrawing(picture, faces=Faces("Times-Roman", "Times-Bold", "Times-Italic")))
    names = {str(font["/BaseFont"]) for font in _fonts(pdf)}
    assert {"/Times-Roman", "/Times-Bold", "/Times-Italic"} <= names


def _fonts(pdf: bytes) -> list[dict]:
    fonts = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"]
    return [fonts[name].get_object() for name in fonts]


@pytest.mark.parametrize(
    ("metres", "said"),
    [(10, "50 ft"), (100, "250 ft"), (200, "500 ft"), (420, "¼ mi"), (1700, "1 mi"), (9000, "5 mi")],
)
def test_the_scale_is_a_round_distance(metres: float, said: str) -> None:
    assert scale_step(metres)[1] == said


def test_a_large_map_is_quick_and_small() -> None:
    """5,000 stretches of street and 500 incidents: under 1 s and 1 MB (the goal of the map's issue)."""
    frame = Frame.of_box(Box(38.50, -121.56, 38.62, -121.42), 540, 640)
    paths = tuple(
        (
            (round(i % 70 * 7.7, 2), round(i // 70 * 8.9, 2)),
            (round(i % 70 * 7.7 + 7, 2), round(i // 70 * 8.9 + 2, 2)),
        )
        for i in range(5000)
    )
    marks: list[Mark] = [Lines(paths, Pen("#888888", 3)), Lines(paths, Pen("#ffffff", 2))]
    picture = Picture(frame, "#ffffff", tuple(marks))
    symbols = [
        Symbol(list(Shape)[i % 9], i % 25 * 20.0 + 8, i // 25 * 30.0 + 8, 9, "#aa0000") for i in range(500)
    ]
    start = time.perf_counter()
    pdf = _pdf(MapDrawing(picture, symbols))
    assert time.perf_counter() - start < 3
    assert len(pdf) < 1_000_000
