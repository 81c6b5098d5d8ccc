"""What several sources of one map agree on: crossings, what is hidden, areas with holes, pictures."""

import io
import random
from itertools import pairwise

import pypdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from sacwatch.domain.drawing import Photo, Picture
from sacwatch.domain.geography import Frame, to_plane
from sacwatch.domain.places import Point
from sacwatch.domain.shapes import Form, Shape, Tally
from sacwatch.exchange.mending import mended
from sacwatch.maps import crossings, fromtiger, geometry, regions
from sacwatch.maps.content import Kind, Numbers
from sacwatch.reports.mapdrawing import MapDrawing
from sacwatch.ui import tilepainter


def test_streets_meet_where_they_share_a_point_and_a_divided_road_is_one():
    shared = crossings.SharedPoints()
    shared.add(1, [Point(38.5, -121.5), Point(38.5, -121.49), Point(38.5, -121.48)])
    shared.add(2, [Point(38.51, -121.49), Point(38.5, -121.49)])
    shared.add(3, [Point(38.5, -121.48), Point(38.5003, -121.48)])
    # The other carriageway of the first, 33 m to the north, is the same crossing; 1 km on is another.
    shared.add(1, [Point(38.5003, -121.48), Point(38.51, -121.49)])
    met = sorted(shared.met())
    assert [row[:2] for row in met] == [(1, 2), (1, 2), (1, 3), (2, 1), (2, 1), (3, 1)]
    assert met[2][2:] == (38.5, -121.48, False)


def test_a_long_zigzag_is_thinned_to_the_same_line_and_keeps_its_ends():
    dice = random.Random(3)
    path = [(float(i), dice.uniform(-1, 1)) for i in range(5_000)]
    thin = geometry.thinned(path, 2.5)
    assert thin[0] == path[0]
    assert thin[-1] == path[-1]
    assert len(thin) < 50
    for spot in path[::50]:
        assert min(geometry.distance_to(spot, a, b) for a, b in pairwise(thin)) <= 2.5


@pytest.mark.parametrize("turned", [False, True])
def test_what_encloses_the_same_ground_is_left_after_mending(turned):
    """A star drawn in one go encloses by the even-odd rule its five points and not its middle."""
    star = [(0.0, 1.0), (0.59, -0.81), (-0.95, 0.31), (0.95, 0.31), (-0.59, -0.81), (0.0, 1.0)]
    corners = tuple(Point(38.5 + y / 100, -121.5 + x / 100) for x, y in (star[::-1] if turned else star))
    tally = Tally()
    rings = mended([corners], tally)
    assert tally.repaired == 1
    assert len(rings) > 1
    dice = random.Random(5)
    for _ in range(2_000):
        spot = -121.5 + dice.uniform(-0.01, 0.01), 38.5 + dice.uniform(-0.01, 0.01)
        before = geometry.inside(spot, [[(point.lon, point.lat) for point in corners]])
        after = geometry.inside(spot, [[(point.lon, point.lat) for point in ring] for ring in rings])
        assert before == after
    again = Tally()
    assert mended(rings, again) == rings
    assert again.repaired == 0


def test_a_name_stands_inside_even_a_bent_area():
    horseshoe = [(0, 0), (6, 0), (6, 6), (4, 6), (4, 2), (2, 2), (2, 6), (0, 6), (0, 0)]
    ring = tuple(Point(38.5 + y / 100, -121.5 + x / 100) for x, y in horseshoe)
    spot = regions.middle([ring])
    assert geometry.inside((spot.lon, spot.lat), [[(point.lon, point.lat) for point in ring]])


@pytest.mark.parametrize(
    ("first", "last", "parity", "numbers"),
    [
        ("101", "199", "O", Numbers(101, 199)),
        ("198", "100", "E", Numbers(198, 100)),
        ("100", "199", "B", Numbers(100, 199)),
        ("100", "198", "B", Numbers(100, 199)),
        ("198", "100", "B", Numbers(199, 100)),
        ("1620A", "1698", "E", Numbers(1620, 1698)),
        ("12 1/2", "20", "E", Numbers(12, 20)),
        ("", "", "", None),
        ("N101", "N199", "O", None),
        ("10-01", "10-99", "O", None),
    ],
)
def test_the_house_numbers_of_a_side_as_tiger_writes_them(first, last, parity, numbers):
    told = {"FULLNAME": "Elm St", "LFROMHN": first, "LTOHN": last, "PARITYL": parity}
    shape = Shape(Form.LINE, ((Point(38.5, -121.5), Point(38.5, -121.49)),), told)
    (segment,) = fromtiger.items(fromtiger.Theme.ADDRESSES, [shape])
    assert segment.left == numbers
    assert segment.right is None


@pytest.mark.parametrize(
    ("name", "code", "kind", "shown", "shield"),
    [
        ("I- 5", "S1100", Kind.FREEWAY, "Interstate 5", "5"),
        ("US Hwy 50", "S1100", Kind.FREEWAY, "US Highway 50", "50"),
        ("I- 80 Bus", "S1100", Kind.FREEWAY, "Business 80", "BUS 80"),
        ("US Hwy 50 Frontage Rd", "S1400", Kind.LOCAL, "US Hwy 50 Frontage Rd", ""),
        ("State Rte 160", "S1200", Kind.HIGHWAY, "State Highway 160", "160"),
        ("Auburn Blvd", "S1200", Kind.MAIN, "Auburn Blvd", ""),
        ("Stockton Blvd", "S1400", Kind.MAIN, "Stockton Blvd", ""),
        ("Quiet Meadow Blvd", "S1400", Kind.COLLECTOR, "Quiet Meadow Blvd", ""),
        ("P St", "S1400", Kind.LOCAL, "P St", ""),
        ("", "S1630", Kind.LOCAL, "", ""),
        ("", "S1730", Kind.ALLEY, "", ""),
        ("American River Trl", "S1820", Kind.TRAIL, "American River Trl", ""),
    ],
)
def test_each_class_of_road(name, code, kind, shown, shield):
    shape = Shape(
        Form.LINE, ((Point(38.5, -121.5), Point(38.5, -121.49)),), {"FULLNAME": name, "MTFCC": code}
    )
    feature, *segments = fromtiger.items(fromtiger.Theme.ROADS, [shape])
    assert (feature.kind, feature.name, feature.shield) == (kind, shown, shield)
    assert len(segments) == (1 if name else 0)


def _red_and_green():
    """Give a picture of two tiles side by side."""
    tiles = []
    for number, colour in enumerate(((220, 20, 20), (20, 200, 20))):
        out = io.BytesIO()
        Image.new("RGB", (256, 256), colour).save(out, "PNG")
        tiles.append(Photo(out.getvalue(), (128.0 * number, 0.0, 128.0 * (number + 1), 256.0)))
    left, top = to_plane(38.58, -121.5)
    frame = Frame(left, top, 15, 256, 256)
    return Picture(frame, "#ffffff", (*tiles, Photo(b"no picture", (0.0, 0.0, 9.0, 9.0))))


def test_pictures_are_painted_on_the_screen(qapp):
    image = tilepainter.image(_red_and_green())
    assert image.pixelColor(20, 100).name() == "#dc1414"
    assert image.pixelColor(127, 100).name() == "#dc1414"
    assert image.pixelColor(128, 100).name() == "#14c814"
    assert image.pixelColor(250, 250).name() == "#14c814"


def test_pictures_are_printed_on_paper():
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(612, 792), invariant=1)
    drawing = MapDrawing(_red_and_green())
    drawing.wrap(540, 700)
    drawing.drawOn(canvas, 36, 60)
    canvas.save()
    images = pypdf.PdfReader(io.BytesIO(target.getvalue())).pages[0].images
    assert len(images) == 2
    assert {image.image.convert("RGB").getpixel((5, 5)) for image in images} == {(220, 20, 20), (20, 200, 20)}
