"""Readers of shapefiles and GeoJSON: what they give, and what they say of files that are not right."""

import json

import pytest
import shapefile

from sacwatch import words
from sacwatch.domain.errors import Trouble
from sacwatch.domain.places import Point
from sacwatch.domain.shapes import Form, Tally
from sacwatch.exchange import geojson, projections, shapefiles
from tests import mapmaking
from tests.mapmaking import SQUARE, STATE_PLANE


def of_shapefile(path, **how):
    tally = Tally()
    return list(shapefiles.shapes(shapefiles.found(path), tally, **how)), tally


def of_geojson(path):
    tally = Tally()
    return list(geojson.shapes(path, geojson.outline(path), tally)), tally


def refused(caught):
    """Give the key of the trouble, after its sentence was made, which needs every value it mentions."""
    assert words.sentence(caught.value.problem.key, caught.value.problem.values)
    return caught.value.problem.key


# Shapefiles


def test_any_part_of_a_shapefile_stands_for_all_of_it(tmp_path):
    mapmaking.shapes(tmp_path, "Beats", [([SQUARE], {"NAME": "Ñuñoa 1"})])
    for ending in (".shp", ".dbf", ".prj"):
        (one,), tally = of_shapefile(tmp_path / f"Beats{ending}")
        assert one.form is Form.AREA
        assert one.told == {"NAME": "Ñuñoa 1"}
        assert one.paths[0][0] == Point(38.56, -121.50)
        assert (tally.read, tally.empty, tally.repaired) == (1, 0, 0)


def test_endings_in_capitals_are_found(tmp_path):
    for path in mapmaking.shapes(tmp_path, "grid", [([SQUARE], {"NAME": "1"})]).parent.iterdir():
        path.rename(path.with_suffix(path.suffix.upper()))
    assert len(of_shapefile(tmp_path / "grid.SHP")[0]) == 1


def test_feet_of_a_state_plane_become_degrees_by_the_prj(tmp_path):
    # The State Capitol's dome: 38.5766 N, 121.4934 W is 6,706,3xx / 1,969,9xx feet in zone II.
    transformer = projections.pyproj.Transformer.from_crs("EPSG:4326", "EPSG:2226", always_xy=True)
    feet = [transformer.transform(x, y) for x, y in SQUARE]
    assert feet[0][0] > 6_000_000
    path = mapmaking.shapes(tmp_path, "plane", [([feet], {"NAME": "a"})], prj=STATE_PLANE)
    (one,), _ = of_shapefile(path)
    for point, (lon, lat) in zip(one.paths[0], SQUARE, strict=True):
        assert point.metres_to(Point(lat, lon)) < 0.1
    box = shapefiles.box(shapefiles.found(path))
    assert abs(box.south - 38.56) < 0.001
    assert abs(box.east + 121.48) < 0.001


def test_points_and_lines_and_shapes_without_a_place(tmp_path):
    signals = mapmaking.shapes(
        tmp_path, "signals", [((-121.49, 38.57), {"NAME": "J & 16th"}), (None, {"NAME": "nowhere"})],
        kind=shapefile.POINT,
    )  # fmt: skip
    (one,), tally = of_shapefile(signals)
    assert (one.form, one.paths) == (Form.POINT, ((Point(38.57, -121.49),),))
    assert (tally.read, tally.empty) == (2, 1)
    lines = mapmaking.shapes(
        tmp_path, "lanes", [([SQUARE[:2], SQUARE[2:4]], {"NAME": "x"})], kind=shapefile.POLYLINE
    )
    (one,), _ = of_shapefile(lines)
    assert [len(path) for path in one.paths] == [2, 2]


def test_an_outline_that_crosses_itself_is_put_right_and_counted(tmp_path):
    bow = [(-121.5, 38.56), (-121.48, 38.58), (-121.48, 38.56), (-121.5, 38.58), (-121.5, 38.56)]
    (one,), tally = of_shapefile(mapmaking.shapes(tmp_path, "bow", [([bow], {"NAME": "b"})]))
    assert tally.repaired == 1
    assert len(one.paths) == 2, "the two wings of it"
    path = mapmaking.geojson(tmp_path / "bow.geojson", [(mapmaking.polygon(bow), {})])
    (one,), tally = of_geojson(path)
    assert (tally.repaired, len(one.paths)) == (1, 2)


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (lambda shp: shp.with_suffix(".dbf").unlink(), "trouble.map_no_dbf"),
        (lambda shp: shp.unlink(), "trouble.map_no_shp"),
        (lambda shp: shp.with_suffix(".prj").write_text('PROJCS["Atlantis"]'), "trouble.map_prj_unknown"),
        (lambda shp: shp.with_suffix(".prj").write_text("\0\1\2"), "trouble.map_prj_unknown"),
        (lambda shp: shp.write_bytes(shp.read_bytes()[:150]), "trouble.map_shapefile_broken"),
        (lambda shp: shp.write_bytes(b"not a shapefile" * 20), "trouble.map_shapefile_broken"),
        (lambda shp: shp.with_suffix(".dbf").write_bytes(b"\3"), "trouble.map_shapefile_broken"),
    ],
    ids=["no dbf", "no shp", "unknown projection", "prj of rubbish", "cut short", "rubbish", "dbf cut short"],
)
def test_a_shapefile_that_is_not_right_is_told_in_words(tmp_path, spoil, key):
    path = mapmaking.shapes(tmp_path, "spoilt", [([SQUARE], {"NAME": "a"})] * 3)
    path.with_suffix(".shx").unlink()
    spoil(path)
    with pytest.raises(Trouble) as caught:
        of_shapefile(path.with_suffix(".dbf") if not path.exists() else path)
    assert refused(caught) == key


def test_coordinates_that_cannot_be_degrees_are_told_for_what_they_are(tmp_path):
    swapped = [(y, x) for x, y in SQUARE]
    feet = [(6_700_000 + 100 * i, 1_970_000 + 100 * (i % 2)) for i in range(4)]
    eastern = [(40.7 + 0.01 * i, -74.0) for i in range(4)]
    for ring, key in (
        (swapped, "trouble.map_swapped"),
        (feet, "trouble.map_feet"),
        (eastern, "trouble.map_swapped"),
    ):
        path = mapmaking.shapes(tmp_path, "odd", [([ring], {"NAME": "a"})], prj=None)
        with pytest.raises(Trouble) as caught:
            of_shapefile(path)
        assert refused(caught) == key
        path = mapmaking.geojson(tmp_path / "odd.geojson", [(mapmaking.polygon(ring), {})])
        with pytest.raises(Trouble) as caught:
            of_geojson(path)
        assert refused(caught) == key


def test_numbers_far_outside_their_projection_are_told(tmp_path):
    far = [(x * 1e12, y * 1e12) for x, y in SQUARE]
    for ring, key in (
        (far, "trouble.map_off_earth"),
        # Degrees under a .prj of feet, and northing before easting.
        (SQUARE, "trouble.map_off_earth"),
        ([(1_970_000 + x, 6_700_000 + y) for x, y in SQUARE], "trouble.map_swapped"),
    ):
        with pytest.raises(Trouble) as caught:
            of_shapefile(mapmaking.shapes(tmp_path, "off", [([ring], {"NAME": "a"})], prj=STATE_PLANE))
        assert refused(caught) == key


# GeoJSON


def test_each_way_of_writing_geojson_is_read(tmp_path):
    square = mapmaking.polygon(SQUARE)
    feature = {"type": "Feature", "properties": {"n": 3.0, "k": None, "deep": {"a": [1]}}, "geometry": square}
    texts = {
        "collection": json.dumps({"features": [feature], "type": "FeatureCollection"}),
        "one feature": json.dumps(feature, indent=2),
        "bare shape": json.dumps(square),
        "collection of shapes": json.dumps({"type": "GeometryCollection", "geometries": [square]}),
        "a line for each": json.dumps(feature) + "\n" + json.dumps(feature) + "\n",
        "with a mark in front": "\ufeff" + json.dumps(feature),
    }
    for name, text in texts.items():
        path = tmp_path / "one.geojson"
        path.write_text(text, encoding="utf-8")
        found, tally = of_geojson(path)
        assert len(found) == (2 if name == "a line for each" else 1), name
        assert found[0].form is Form.AREA
        assert tally.empty == 0, name
    assert found[0].told == {"n": "3", "k": "", "deep": '{"a": [1]}'}


def test_every_kind_of_geometry_and_what_has_no_place(tmp_path):
    spots = [list(spot) for spot in SQUARE]
    geometries = [
        {"type": "Point", "coordinates": spots[0]},
        {"type": "MultiPoint", "coordinates": spots[:3]},
        {"type": "LineString", "coordinates": spots[:3]},
        {"type": "MultiLineString", "coordinates": [spots[:2], spots[2:4]]},
        {"type": "Polygon", "coordinates": [spots]},
        {"type": "MultiPolygon", "coordinates": [[spots], [[[x + 1, y, 12.5] for x, y in SQUARE]]]},
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": spots[0]}]},
        # Without a place
        None,
        {},
        {"type": "Point", "coordinates": []},
        {"type": "Polygon", "coordinates": [[]]},
        {"type": "Polygon", "coordinates": [spots[:2]]},
        {"type": "LineString", "coordinates": [spots[0]]},
        {"type": "Point", "coordinates": [None, None]},
        {"type": "Point", "coordinates": "here"},
        {"type": "Tesseract", "coordinates": spots},
    ]
    found, tally = of_geojson(mapmaking.geojson(tmp_path / "all.geojson", [(one, {}) for one in geometries]))
    assert [(one.form.value, len(one.paths)) for one in found] == [
        ("point", 1), ("point", 3), ("line", 1), ("line", 2), ("area", 1), ("area", 2), ("point", 1),
    ]  # fmt: skip
    assert (tally.read, tally.empty) == (16, 9)


def test_the_older_way_to_name_a_projection(tmp_path):
    transformer = projections.pyproj.Transformer.from_crs("EPSG:4326", "EPSG:2226", always_xy=True)
    feet = [transformer.transform(x, y) for x, y in SQUARE]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2226"}}
    path = mapmaking.geojson(tmp_path / "a.geojson", [(mapmaking.polygon(feet), {})], crs=crs)
    (one,), _ = of_geojson(path)
    assert one.paths[0][0].metres_to(Point(38.56, -121.50)) < 0.1
    # And after the shapes, where some programs put it.
    said = json.loads(path.read_text())
    path.write_text(json.dumps({"features": said["features"], "crs": crs}))
    assert of_geojson(path)[0] == [one]
    path.write_text(path.read_text().replace("2226", "999999"))
    with pytest.raises(Trouble) as caught:
        of_geojson(path)
    assert refused(caught) == "trouble.map_prj_unknown"


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (lambda data: data[: len(data) // 2], "trouble.map_geojson_cut"),
        (lambda data: data.replace(b'"geometry"', b"geometry", 1), "trouble.map_geojson_broken"),
        (lambda data: b"NAME,LAT,LON\n1,2,3\n", "trouble.map_geojson_none"),
        (lambda data: b"", "trouble.map_geojson_none"),
        (lambda data: data.decode().encode("utf-16"), "trouble.map_not_utf8"),
        (lambda data: data.replace(b"38.56", b"38.5\xff", 1), "trouble.map_geojson_broken"),
    ],
    ids=["cut", "unquoted", "a table", "nothing", "UTF-16", "rubbish inside"],
)
def test_geojson_that_is_not_right_is_told_in_words(tmp_path, spoil, key):
    path = mapmaking.geojson(tmp_path / "a.geojson", [(mapmaking.polygon(SQUARE), {"a": "b"})] * 5)
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(Trouble) as caught:
        of_geojson(path)
    assert refused(caught) == key


def test_one_enormous_shape_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.geojson"
    with path.open("wb") as file:
        file.write(b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":')
        file.write(b'{"type":"LineString","coordinates":[')
        for _ in range(36):
            file.write(b"[-121.5,38.5]," * 75_000)
        file.write(b"[-121.5,38.5]]}}]}")
    with pytest.raises(Trouble) as caught:
        geojson.outline(path)
    assert refused(caught) == "trouble.map_shape_too_large"
