"""MBTiles and PMTiles: rows from the south and the north, shapes that lie in one tile, and damaged files."""

import gzip
import math
import random

import pytest

from sacwatch import words
from sacwatch.domain.errors import Trouble
from sacwatch.domain.geography import Box, to_plane
from sacwatch.domain.places import Point
from sacwatch.domain.shapes import Form, Tally
from sacwatch.exchange import mbtiles, pmtiles, tilesets
from tests import mapmaking

ZOOM = 14
HERE = (-121.4934, 38.5766)
X, Y = mapmaking.tile_of(HERE, ZOOM)
BOUNDS = "-121.6,38.5,-121.4,38.65"


def refused(caught):
    assert words.sentence(caught.value.problem.key, caught.value.problem.values)
    return caught.value.problem.key


def unit(lon, lat, x=X, y=Y):
    """Give where a point lies in a tile of 4,096 units."""
    px, py = to_plane(lat, lon)
    return (px * 2**ZOOM - x) * 4096, (py * 2**ZOOM - y) * 4096


def one_building(x=X, y=Y):
    px, py = (round(one) for one in unit(*HERE, x, y))
    ring = f"{px} {py}, {px + 40} {py}, {px + 40} {py + 40}, {px} {py + 40}, {px} {py}"
    return mapmaking.vector_tile({"buildings": [(f"POLYGON (({ring}))", {"height": 12.0})]})


@pytest.mark.parametrize("xyz", [False, True], ids=["rows from the south", "rows from the north"])
@pytest.mark.parametrize("said", [True, False], ids=["bounds", "no bounds"])
def test_a_building_stands_where_it_is_whichever_way_the_rows_are_counted(tmp_path, xyz, said):
    about = {"format": "pbf", "name": "city"}
    if said:
        about["bounds"] = BOUNDS
    elif xyz:
        about["scheme"] = "xyz"
    path = mapmaking.mbtiles(tmp_path / "a.mbtiles", {(ZOOM, X, Y): one_building()}, xyz=xyz, **about)
    held = mbtiles.MBTiles(path)
    try:
        assert (held.about.vector, held.about.low, held.about.high) == (True, ZOOM, ZOOM)
        ((x, y, data),) = held.tiles(ZOOM)
        assert (x, y) == (X, Y)
        (shape,) = tilesets.shapes(data, ZOOM, x, y, Tally(), path.name)
        assert (shape.form, shape.layer, shape.told) == (Form.AREA, "buildings", {"height": "12"})
        assert shape.paths[0][0].metres_to(Point(HERE[1], HERE[0])) < 1
        around, elsewhere = Box(38.57, -121.50, 38.58, -121.49), Box(38.0, -121.5, 38.1, -121.4)
        assert (held.count(ZOOM, around), held.count(ZOOM, elsewhere)) == (1, 0)
        assert [row[:2] for row in held.tiles(ZOOM, around)] == [(X, Y)]
    finally:
        held.close()


def test_pmtiles_give_the_same_tile(tmp_path):
    tiles = {(ZOOM, X, Y): one_building(), (ZOOM, X + 1, Y): one_building(X + 1), (0, 0, 0): one_building()}
    path = mapmaking.pmtiles(
        tmp_path / "a.pmtiles",
        tiles,
        (-121.6, 38.5, -121.4, 38.65),
        vector_layers=[{"id": "buildings"}],
        attribution="<a href='x'>Some people</a>",
    )
    held = pmtiles.PMTiles(path)
    try:
        assert held.about.layers == ("buildings",)
        assert (held.about.low, held.about.high) == (0, ZOOM)
        assert held.count(ZOOM) == 2
        assert held.count(ZOOM, Box(38.57, -121.50, 38.58, -121.49)) == 1
        found = {(x, y): data for x, y, data in held.tiles(ZOOM)}
        assert found[X, Y] == gzip.decompress(tiles[ZOOM, X, Y])
        assert [row[:2] for row in held.tiles(0)] == [(0, 0)]
    finally:
        held.close()


def test_directories_below_the_first_are_followed(tmp_path):
    # Tiles that lie apart and differ in length, so that no directory of one page holds them.
    dice = random.Random(1)
    tiles = {
        (ZOOM, dice.randrange(2**ZOOM), dice.randrange(2**ZOOM)): dice.randbytes(dice.randrange(9, 200))
        for _ in range(9_000)
    }
    path = mapmaking.pmtiles(tmp_path / "many.pmtiles", tiles, (-122.0, 38.0, -121.0, 39.0))
    held = pmtiles.PMTiles(path)
    try:
        assert held._header["leaf_directory_length"] > 0, "it has them"
        assert {(ZOOM, x, y): data for x, y, data in held.tiles(ZOOM)} == tiles
        assert held.count(ZOOM - 1) == 0
    finally:
        held.close()


def test_what_lies_across_tiles_is_given_once(tmp_path):
    """A line is cut at the edge, a small area in the margin belongs to one tile, a large one is cut."""
    left = {
        "roads": [("LINESTRING (3900 100, 4160 100)", {})],
        "small": [("POLYGON ((4080 200, 4100 200, 4100 220, 4080 220, 4080 200))", {})],
        "large": [("POLYGON ((3000 300, 4160 300, 4160 900, 3000 900, 3000 300))", {})],
        "spots": [("POINT (4096 50)", {}), ("POINT (4095 50)", {})],
        "gone": [("POLYGON ((4120 10, 4130 10, 4130 20, 4120 20, 4120 10))", {})],
    }
    right = {
        "roads": [("LINESTRING (-64 100, 200 100)", {})],
        "small": [("POLYGON ((-16 200, 4 200, 4 220, -16 220, -16 200))", {})],
        "large": [("POLYGON ((-64 300, 500 300, 500 900, -64 900, -64 300))", {})],
        "spots": [("POINT (0 50)", {}), ("POINT (-1 50)", {})],
        "gone": [],
    }
    # Something that is cut by the margin says how wide that is.
    for layers, edge in ((left, 4160), (right, -64)):
        layers["small"] += [(f"POLYGON (({edge} 1, {edge} 2, 2000 2, 2000 1, {edge} 1))", {})]
        layers["gone"] += [(f"POLYGON (({edge} 1, {edge} 2, 2000 2, 2000 1, {edge} 1))", {})]
    found = {}
    for x, layers in ((X, left), (X + 1, right)):
        data = tilesets.inflated(mapmaking.vector_tile(layers), "a")
        for shape in tilesets.shapes(data, ZOOM, x, Y, Tally(), "a"):
            found.setdefault(shape.layer, []).append(shape)
    # decode() turns y over only where it is asked to; the tile says y down.
    edge = (X + 1) / 2**ZOOM * 360 - 180

    def span(shapes):
        lons = [point.lon for shape in shapes for path in shape.paths for point in path]
        return min(lons), max(lons)

    first, second = found["roads"]
    assert math.isclose(span([first])[1], edge, abs_tol=1e-6)
    assert math.isclose(span([second])[0], edge, abs_tol=1e-6)
    small = [shape for shape in found["small"] if span([shape])[1] - span([shape])[0] < 0.0005]
    assert len(small) == 1
    assert len(found["spots"]) == 2
    first, second = found["large"]
    assert math.isclose(span([first])[1], edge, abs_tol=1e-6)
    assert math.isclose(span([second])[0], edge, abs_tol=1e-6)
    assert all(span([shape])[1] - span([shape])[0] > 0.0005 for shape in found["gone"])


def spoilt_mbtiles(path):
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 6000)


def test_mbtiles_that_are_not_right(tmp_path):
    path = tmp_path / "a.mbtiles"
    for make, key in (
        (lambda: path.write_bytes(b"SQLite format 3\0 but no more"), "trouble.map_mbtiles_broken"),
        (lambda: path.write_bytes(b"<html>"), "trouble.map_mbtiles_broken"),
        (lambda: mapmaking.mbtiles(path, {}, format="pbf"), "trouble.map_empty"),
    ):
        path.unlink(missing_ok=True)
        make()
        with pytest.raises(Trouble) as caught:
            mbtiles.MBTiles(path)
        assert refused(caught) == key
    path.unlink()
    mapmaking.mbtiles(path, {(ZOOM, X, Y): gzip.compress(b"\x1a\xff\xff\xff no tile")}, format="pbf")
    held = mbtiles.MBTiles(path)
    ((x, y, data),) = held.tiles(ZOOM)
    held.close()
    with pytest.raises(Trouble) as caught:
        list(tilesets.shapes(data, ZOOM, x, y, Tally(), path.name))
    assert refused(caught) == "trouble.map_tiles_broken"


def test_a_tile_that_swells_without_end_is_refused():
    bomb = gzip.compress(bytes(60_000_000))
    assert len(bomb) < 100_000
    with pytest.raises(Trouble) as caught:
        tilesets.inflated(bomb, "a")
    assert refused(caught) == "trouble.map_tiles_broken"


def test_pmtiles_that_are_not_right(tmp_path):
    good = mapmaking.pmtiles(
        tmp_path / "good.pmtiles", {(ZOOM, X, Y): one_building()}, (-121.6, 38.5, -121.4, 38.65)
    ).read_bytes()
    for name, data, key in (
        ("cut in half", good[: len(good) // 2 + 60], "trouble.map_pmtiles_cut"),
        ("cut in the header", good[:100], "trouble.map_pmtiles_broken"),
        ("none", b"PK\x03\x04" + good, "trouble.map_pmtiles_broken"),
        ("empty", b"", "trouble.map_pmtiles_broken"),
        ("version 2", good[:7] + b"\2" + good[8:], "trouble.map_pmtiles_version"),
        ("rubbish in its directory", good[:127] + bytes(len(good) - 127), "trouble.map_pmtiles_broken"),
        ("brotli", good[:98] + b"\3" + good[99:], "trouble.map_pmtiles_version"),
    ):
        path = tmp_path / "bad.pmtiles"
        path.write_bytes(data)
        with pytest.raises(Trouble) as caught:
            held = pmtiles.PMTiles(path)
            try:
                held.count(ZOOM)
            finally:
                held.close()
        assert refused(caught) == key, name


def test_pictures_are_png_or_jpeg_whatever_they_came_as():
    for form, start in (("PNG", b"\x89PNG"), ("JPEG", b"\xff\xd8"), ("WEBP", b"\xff\xd8")):
        found = tilesets.picture(mapmaking.picture((200, 30, 30), form))
        assert found is not None
        assert found.startswith(start)
    assert tilesets.picture(b"no picture") is None
