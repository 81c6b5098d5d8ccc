"""Map files brought into the base map: recognised, replaced and never doubled, all or nothing."""

import json
import subprocess
import sys
import threading
import zipfile

import pytest

from sacwatch import words
from sacwatch.domain.errors import Cancelled, Trouble
from sacwatch.domain.geography import Box, Sureness
from sacwatch.domain.mapfiles import FileKind, Layer, Theme
from sacwatch.domain.places import Point
from sacwatch.maps import basemap
from sacwatch.maps.content import Kind
from sacwatch.services import mapfiles, mapimports, whereabouts
from tests import mapmaking, synthetic_county
from tests.children import Child
from tests.mapmaking import SQUARE
from tests.services.maphome import counts, everything, own_map

# Elm Street runs east, Oak Avenue north; both are made up and lie in the fields south of the city.
WEST, CORNER, EAST = (-121.450, 38.400), (-121.448, 38.400), (-121.446, 38.400)
NORTH = (-121.448, 38.402)
AROUND = Box(38.39, -121.46, 38.41, -121.44)


@pytest.fixture
def atlas():
    with own_map() as made:
        yield made


def road(name, *spots, code="S1400"):
    return [list(spots)], {"FULLNAME": name, "MTFCC": code, "RTTYP": "M", "LINEARID": "1101"}


def ranges(name, left, right, *spots, parity=("O", "E")):
    (a, b), (c, d) = left, right
    told = {"FULLNAME": name, "LFROMHN": a, "LTOHN": b, "RFROMHN": c, "RTOHN": d, "TLID": 1}
    return [list(spots)], {**told, "PARITYL": parity[0], "PARITYR": parity[1], "ROAD_MTFCC": "S1400"}


def county(folder, year="2025"):
    """Write the two zips of a county of two streets, and give them."""
    roads = mapmaking.tiger_zip(
        folder, "roads", [road("Elm St", WEST, CORNER, EAST), road("Oak Ave", CORNER, NORTH)]
    )
    addresses = mapmaking.tiger_zip(
        folder,
        "addrfeat",
        [
            # Numbers fall from west to east, the odd ones on the left as the line runs.
            ranges("Elm St", ("1699", "1601"), ("1698", "1600"), WEST, CORNER),
            ranges("Elm St", ("1599", "1501"), ("1598A", "1500"), CORNER, EAST),
            ranges("Oak Ave", ("100", "199"), ("", ""), CORNER, NORTH, parity=("B", "")),
        ],
    )
    return [roads, addresses]


def bring(*paths, progress=lambda *_: None):
    looked = mapfiles.look_over(paths)
    assert looked.troubles == ()
    return mapimports.bring_in(looked.files, progress)


def refused(caught):
    problem = caught.value.problem
    assert words.sentence(problem.key, problem.values)
    return problem.key


def trouble_with(path):
    """Give the key of what is the matter with a file, found when looked at or when brought in."""
    looked = mapfiles.look_over([path])
    if looked.troubles:
        ((name, problem),) = looked.troubles
        assert name == path.name
        assert words.sentence(problem.key, problem.values)
        return problem.key
    with pytest.raises(Trouble) as caught:
        mapimports.bring_in(looked.files)
    return refused(caught)


# TIGER/Line


def test_a_countys_files_are_told_before_they_are_brought_in(atlas, tmp_path):
    roads, addresses = county(tmp_path)
    before = everything(atlas)
    looked = mapfiles.look_over([addresses, roads])
    assert everything(atlas) == before
    assert [(file.theme, file.area, file.year, file.count) for file in looked.files] == [
        (Theme.ADDRESSES, "06067", 2025, 3),
        (Theme.ROADS, "06067", 2025, 2),
    ]
    streets = looked.files[1]
    assert streets.title == "Streets of Sacramento County (TIGER/Line 2025)"
    assert streets.replaces == ""
    assert abs(streets.box.west - WEST[0]) < 1e-6
    assert streets.box.north == NORTH[1]
    mapimports.bring_in(looked.files)
    assert mapfiles.look_over([roads]).files[0].replaces == streets.title


def test_addresses_are_found_on_the_exact_side_of_the_street(atlas, tmp_path):
    bring(*county(tmp_path))
    find = atlas.geocoder.find
    for text, sureness, lat, lon in (
        # Of numbers that fall eastward, 1650 is in the middle of the western block; even ones are south.
        ("1650 Elm St", Sureness.SIDE, 38.39987, -121.449),
        ("1651 Elm Street", Sureness.SIDE, 38.40013, -121.449),
        ("1651 Elm St Apt 3", Sureness.SIDE, 38.40013, -121.449),
        ("1502 elm st", Sureness.SIDE, 38.39987, -121.4461),
        ("1598A Elm St", Sureness.SIDE, 38.39987, -121.4479),
        ("1600 block of Elm St", Sureness.BLOCK, 38.4, -121.449),
        ("Elm St & Oak Ave", Sureness.CROSSING, 38.4, -121.448),
        ("150 Oak Ave", Sureness.SIDE, 38.401, -121.44816),
        ("151 Oak Ave", Sureness.SIDE, 38.401, -121.44816),
    ):
        found = find(text)
        assert found is not None, text
        assert found.sureness is sureness, text
        assert found.place.point.metres_to(Point(lat, lon)) < 12, text
        assert not found.approximate
    only = find("9901 Elm St")
    assert (only.sureness, only.place.point) == (Sureness.STREET, None)
    north, south = (atlas.geocoder.nearest(Point(38.4 + side, -121.4495)) for side in (0.0002, -0.0002))
    assert (north.place.text, north.sureness) == ("1675 Elm St", Sureness.SIDE)
    assert (south.place.text, south.sureness) == ("1674 Elm St", Sureness.SIDE)
    assert atlas.geocoder.nearest(Point(*reversed(CORNER))).place.text in (
        "Elm St & Oak Ave",
        "Oak Ave & Elm St",
    )


def test_bringing_in_twice_replaces_and_never_doubles(atlas, tmp_path):
    paths = county(tmp_path)
    first = bring(*paths)
    once = counts(atlas)
    second = bring(*paths)
    assert counts(atlas) == once
    assert [brought.replaced for brought in first] == [False, False]
    assert [brought.replaced for brought in second] == [True, True]
    other = tmp_path / "newer"
    other.mkdir()
    for path in paths:
        # Next year's files of the same county take the place of this year's.
        with (
            zipfile.ZipFile(path) as old,
            zipfile.ZipFile(other / path.name.replace("2025", "2026"), "w") as new,
        ):
            for name in old.namelist():
                new.writestr(name.replace("2025", "2026"), old.read(name))
    bring(*sorted(other.iterdir()))
    assert counts(atlas) == once
    assert {title for _, title in mapimports.kept()} == {
        "Streets of Sacramento County (TIGER/Line 2026)",
        "House numbers of Sacramento County (TIGER/Line 2026)",
    }
    mapimports.take_out(*(name for name, _ in mapimports.kept()))
    assert mapimports.kept() == []
    assert atlas.geocoder.find("1650 Elm St") is None


def test_files_that_were_unpacked_and_renamed_are_known_by_their_columns(atlas, tmp_path):
    county(tmp_path)
    for path in (tmp_path / "addrfeat").iterdir():
        path.rename(path.with_name("my streets" + path.suffix))
    (file,) = mapfiles.look_over([tmp_path / "addrfeat" / "my streets.dbf"]).files
    assert (file.kind, file.theme) == (FileKind.TIGER, Theme.ADDRESSES)
    mapimports.bring_in([file])
    assert atlas.geocoder.find("1650 Elm St").sureness is Sureness.SIDE


def test_addresses_alone_are_drawn_as_streets_until_the_streets_come(atlas, tmp_path):
    roads, addresses = county(tmp_path)
    bring(addresses)
    drawn = [one for one in atlas.base.drawn(AROUND, 16) if one.name == "Elm St"]
    assert {one.kind for one in drawn} == {Kind.LOCAL}
    bring(roads)
    again = [one for one in atlas.base.drawn(AROUND, 16) if one.name == "Elm St"]
    assert len(again) == 1, "one line and not two on top of each other"


def test_the_shipped_lines_give_way_where_the_county_knows_better_and_come_back(atlas, tmp_path):
    midtown = Box(38.570, -121.490, 38.575, -121.482)
    shipped = {one.name for one in atlas.base.drawn(midtown, 15)}
    assert "P Street" in shipped
    rows = [road("P St", (-121.50 + 0.01 * i, 38.5725), (-121.49 + 0.01 * i, 38.5715)) for i in range(3)]
    rows += [
        road(f"{n} Elsewhere St", (-121.51, 38.56 + 0.002 * n), (-121.47, 38.56 + 0.002 * n))
        for n in range(12)
    ]
    bring(mapmaking.tiger_zip(tmp_path, "roads", rows))
    names = {one.name for one in atlas.base.drawn(midtown, 15)}
    assert "P St" in names
    assert "P Street" not in names
    assert "Capitol Park" in names, "what the county's streets say nothing of stays"
    mapimports.take_out("tiger/06067/roads")
    assert {one.name for one in atlas.base.drawn(midtown, 15)} == shipped


@pytest.fixture(scope="module")
def zips(tmp_path_factory):
    """Give a small synthetic county."""
    return synthetic_county.make(tmp_path_factory.mktemp("county"), segments=1_500)


def test_a_whole_synthetic_county_comes_in_still_zipped_and_is_cut_to_itself(atlas, zips):
    brought = {one.source: one for one in bring(*zips.values())}
    assert set(brought) == {
        "tiger/06067/roads", "tiger/06067/addrfeat", "tiger/06067/areawater", "tiger/06067/linearwater",
        "tiger/06/arealm", "tiger/06/place", "tiger/us/rails",
    }  # fmt: skip
    assert 100 < brought["tiger/06/arealm"].count < 2_000, "of the 6,000 of the state"
    assert brought["tiger/us/rails"].count == 3, "of the 9,000 of the nation"
    extent = atlas.base.extent("tiger/us/rails")
    assert Box(38.2, -122.0, 39.0, -121.0).holds(Point(extent.south, extent.west))
    assert Box(38.2, -122.0, 39.0, -121.0).holds(Point(extent.north, extent.east))
    kinds = {one.kind for one in atlas.base.drawn(Box(38.5, -121.6, 38.65, -121.4), 16)}
    assert {
        Kind.FREEWAY, Kind.HIGHWAY, Kind.MAIN, Kind.LOCAL, Kind.ALLEY, Kind.LAKE, Kind.RIVER, Kind.CREEK,
        Kind.PARK, Kind.GROUNDS, Kind.RAILWAY,
    } <= kinds  # fmt: skip
    freeway = [one for one in atlas.base.drawn(Box(38.5, -121.6, 38.65, -121.4), 12) if one.shield == "80"]
    assert {one.name for one in freeway} == {"Interstate 80"}
    assert atlas.cartographer.credit()[1:] == (
        "Streets, water and parks: U.S. Census Bureau, TIGER/Line 2025",
    )


def test_city_limits_are_cut_to_the_county_and_say_whether_city_or_county(atlas, zips):
    def told(point):
        about = whereabouts.areas(point)
        return whereabouts.lines(about), "City limits are not loaded" in whereabouts.missing(about)

    lat, lon = synthetic_county.CENTRE
    centre, hole = Point(lat, lon), Point(lat + 3_000 / 111_195, lon + 3_000 / 86_900)
    town, no_city = Point(lat - 20_000 / 111_195, lon), Point(lat + 18_000 / 111_195, lon)
    assert told(centre) == ([], True)
    bring(zips["roads"])
    assert told(centre) == (["Sacramento County"], True)
    (brought,) = bring(zips["place"])
    assert (brought.source, brought.count) == ("tiger/06/place", 3), "of the 64 of the state"
    assert brought.title == "City limits from California, cut to the county (TIGER/Line 2025)"
    assert told(centre) == (["City of Midgrid"], False)
    assert told(town) == (["Town of Southgrid"], False)
    assert told(hole) == (["Sacramento County, outside any city"], False)
    assert told(no_city) == (["Sacramento County, outside any city"], False), "a census place is no city"
    assert told(Point(lat + 1.5, lon)) == (["Outside any city"], False)
    mapimports.take_out("tiger/06/place")
    assert told(centre) == (["Sacramento County"], True)


def test_landmarks_alone_are_cut_to_sacramento_county(atlas, zips):
    (one,) = bring(zips["arealm"])
    assert 50 < one.count < 2_000


# Overlays


def beats(folder, name="POLICE_BEATS.geojson", east=0.0):
    square = mapmaking.polygon(mapmaking.moved(SQUARE, east, 0))
    other = mapmaking.polygon(mapmaking.moved(SQUARE, 0.02 + east, 0), mapmaking.moved([
        (-121.47, 38.57), (-121.469, 38.57), (-121.469, 38.571), (-121.47, 38.57)], east, 0))  # fmt: skip
    return mapmaking.geojson(
        folder / name,
        [
            (square, {"OBJECTID": 1, "BEAT": "3A", "Shape__Area": 12.5, "NOTE": "a"}),
            (other, {"OBJECTID": 2, "BEAT": "3B", "Shape__Area": 13.5, "NOTE": "a"}),
            (None, {"OBJECTID": 3, "BEAT": "3C"}),
        ],
    )


def test_beats_are_recognised_named_and_looked_up(atlas, tmp_path):
    path = beats(tmp_path)
    (file,) = mapfiles.look_over([path]).files
    assert (file.kind, file.layer, file.name_column, file.count) == (FileKind.OVERLAY, Layer.BEAT, "BEAT", 2)
    assert file.title == "Police beats"
    assert {column.name: column.different for column in file.columns}["NOTE"] == 1
    (brought,) = mapimports.bring_in([file])
    assert (brought.count, brought.empty, brought.replaced) == (2, 1, False)
    assert atlas.base.regions_at(Point(38.57, -121.49)) == [("beat", "3A")]
    assert atlas.base.regions_at(Point(38.565, -121.475)) == [("beat", "3B")]
    assert atlas.base.regions_at(Point(38.5703, -121.4693)) == [], "in the hole of it"
    assert atlas.base.regions_at(Point(38.7, -121.49)) == []
    assert atlas.geocoder.find("Beat 3A").sureness is Sureness.AREA


def test_a_file_far_from_the_map_is_told_as_such(atlas, tmp_path):
    (near,) = mapfiles.look_over([beats(tmp_path)]).files
    (far,) = mapfiles.look_over([beats(tmp_path, "Reno_beats.geojson", east=1.7)]).files
    assert (near.far, far.far) == (False, True)
    assert mapfiles.changed(far, layer=Layer.DISTRICT).far


def test_what_the_areas_are_and_which_column_names_them_can_be_changed(atlas, tmp_path):
    (file,) = mapfiles.look_over([beats(tmp_path)]).files
    changed = mapfiles.changed(file, layer=Layer.DISTRICT, column="OBJECTID")
    assert changed.source.startswith("overlay/district/")
    mapimports.bring_in([changed])
    assert atlas.base.regions_at(Point(38.57, -121.49)) == [("district", "1")]
    assert mapfiles.changed(file, column="").name_column == ""


def test_a_newer_file_of_the_same_ground_replaces_and_another_stands_beside(atlas, tmp_path):
    bring(beats(tmp_path))
    for name in ("POLICE_BEATS (1).geojson", "police-beats-2024.json", "Sac_beats_final.geojson"):
        (file,) = mapfiles.look_over([beats(tmp_path, name)]).files
        assert file.replaces == "Police beats", name
    (file,) = mapfiles.look_over([beats(tmp_path, "Sheriff_beats.geojson", east=0.1)]).files
    assert file.replaces == ""
    mapimports.bring_in([file])
    assert len(mapimports.kept()) == 2


def test_lines_and_points_are_shown_with_their_names(atlas, tmp_path):
    line = {"type": "LineString", "coordinates": [list(WEST), list(EAST)]}
    spot = {"type": "Point", "coordinates": list(NORTH)}
    bring(
        mapmaking.geojson(tmp_path / "lanes.json", [(line, {"FULLSTREET": "ELM ST", "OBJECTID": 1})]),
        mapmaking.geojson(tmp_path / "signals.json", [(spot, {"LOCATION": "Elm & Oak", "ID": "7"})]),
    )
    drawn = {(one.kind, one.name) for one in atlas.base.drawn(AROUND, 16)}
    assert drawn == {(Kind.PLAIN_LINE, "ELM ST"), (Kind.SPOT, "Elm & Oak")}


def test_a_zip_of_an_overlay_in_a_folder_of_its_own(atlas, tmp_path):
    shp = mapmaking.shapes(
        tmp_path, "Council_Districts", [([SQUARE], {"DISTNUM": 4})], fields=(("DISTNUM", "N", 3),)
    )
    parts = [path for path in tmp_path.iterdir() if path.stem == shp.stem]
    path = mapmaking.zipped(tmp_path / "download.zip", parts, "Council Districts/")
    (file,) = mapfiles.look_over([path]).files
    assert (file.layer, file.name_column, file.title) == (Layer.COUNCIL, "DISTNUM", "Council Districts")
    mapimports.bring_in([file])
    assert atlas.base.regions_at(Point(38.57, -121.49)) == [("council", "4")]


# Tiles


def test_protomaps_layers_are_drawn_as_what_they_are_and_others_plainly(atlas, tmp_path):
    x, y = mapmaking.tile_of(CORNER, 14)

    def line(height):
        return f"LINESTRING (0 {height}, 4096 {height})"

    def square(left, top, size=900):
        right, low = left + size, top + size
        return f"POLYGON (({left} {top}, {right} {top}, {right} {low}, {left} {low}, {left} {top}))"

    layers = {
        "roads": [
            (line(100), {"kind": "highway", "kind_detail": "motorway", "name": "I 5", "ref": "I 5"}),
            (line(200), {"kind": "major_road", "kind_detail": "secondary", "name": "Main Rd"}),
            (line(300), {"kind": "minor_road", "name": "Side St"}),
            (line(400), {"kind": "path", "kind_detail": "footway"}),
            (line(500), {"kind": "rail", "name": "Old Line"}),
        ],
        "water": [(square(10, 1000), {"kind": "lake", "name": "Pond"})],
        "landuse": [(square(10, 2000), {"kind": "park", "name": "Green"})],
        "buildings": [(square(2000, 2000, 50), {"kind": "building"})],
        "earth": [(square(0, 0, 4096), {"kind": "earth"})],
        "places": [("POINT (2000 2000)", {"kind": "neighbourhood", "name": "Newtown"})],
        "trees": [("POINT (2100 2100)", {"name": "Old oak"})],
        "zones": [(square(3000, 3000), {"name": "R-1"})],
    }
    path = mapmaking.pmtiles(
        tmp_path / "area.pmtiles",
        {(14, x, y): mapmaking.vector_tile(layers)},
        (-121.5, 38.35, -121.4, 38.45),
        vector_layers=[{"id": name} for name in layers],
        attribution='<a href="https://x.test">Protomaps</a> © somebody',
    )
    (file,) = mapfiles.look_over([path]).files
    assert (file.kind, file.count, file.zooms) == (FileKind.TILES, 1, (14, 14))
    assert set(file.tile_layers) == set(layers)
    mapimports.bring_in([file])
    drawn = {(one.kind, one.name) for one in atlas.base.drawn(Box(38.35, -121.5, 38.45, -121.4), 16)}
    assert {
        (Kind.FREEWAY, "I 5"), (Kind.MAIN, "Main Rd"), (Kind.LOCAL, "Side St"), (Kind.TRAIL, ""),
        (Kind.RAILWAY, "Old Line"), (Kind.LAKE, "Pond"), (Kind.PARK, "Green"), (Kind.BUILDING, ""),
        (Kind.SPOT, "Old oak"), (Kind.PLAIN_AREA, "R-1"),
    } <= drawn  # fmt: skip
    assert atlas.cartographer.credit()[-1] == "Protomaps © somebody"
    assert atlas.geocoder.find("Newtown").sureness is Sureness.AREA


@pytest.mark.parametrize("xyz", [False, True], ids=["TMS", "XYZ"])
def test_a_picture_map_lies_under_the_streets(atlas, tmp_path, xyz):
    x, y = mapmaking.tile_of(CORNER, 15)
    tiles = {
        (15, x, y): mapmaking.picture((200, 30, 30)),
        (15, x + 1, y): mapmaking.picture((30, 200, 30), "WEBP"),
        (15, x + 2, y): b"no picture",
    }
    path = mapmaking.mbtiles(
        tmp_path / "photo.mbtiles", tiles, xyz=xyz, format="png", bounds="-121.47,38.38,-121.43,38.42"
    )
    (brought,) = bring(path)
    assert (brought.count, brought.empty) == (2, 1)
    photos = [mark for mark in atlas.cartographer.tile(15, x, y).marks if type(mark).__name__ == "Photo"]
    assert [mark.rect for mark in photos] == [(0.0, 0.0, 256.0, 256.0)]
    assert photos[0].data == tiles[15, x, y]
    closer = [
        mark for mark in atlas.cartographer.tile(17, 4 * x + 1, 4 * y).marks if type(mark).__name__ == "Photo"
    ]
    assert [mark.rect for mark in closer] == [(-256.0, 0.0, 768.0, 1024.0)]


# What goes wrong leaves the map as it was


def make_bad(folder):
    """Write one file of each sort that is not right, and give it with what is to be said."""
    county(folder)
    shp = folder / "roads" / "tl_2025_06067_roads.shp"
    half = folder / "cut.pmtiles"
    x, y = mapmaking.tile_of(CORNER, 14)
    tile = mapmaking.vector_tile({"a": [("POINT (1 1)", {})]})
    good = mapmaking.pmtiles(folder / "good.pmtiles", {(14, x, y): tile * 9}, (-121.5, 38.3, -121.4, 38.5))
    half.write_bytes(good.read_bytes()[: good.stat().st_size // 2 + 70])
    lonely = folder / "lonely.shp"
    lonely.write_bytes(shp.read_bytes())
    strange = mapmaking.shapes(folder, "strange", [([SQUARE], {"NAME": "x"})], prj='GEOGCS["Mars"]')
    (folder / "notes.txt").write_text("hello")
    (folder / "table.zip").write_bytes(b"PK\5\6" + bytes(18))
    evil = folder / "evil.zip"
    with zipfile.ZipFile(evil, "w") as archive:
        archive.writestr("../../a.shp", b"x")
    bomb = folder / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.shp", "w") as member:
        for _ in range(40):
            member.write(bytes(1 << 20))
    no_map = mapmaking.zipped(folder / "no_map.zip", [folder / "notes.txt"])
    no_dbf = mapmaking.zipped(folder / "no_dbf.zip", [shp])
    swapped = mapmaking.geojson(
        folder / "swapped.json", [(mapmaking.polygon([(y, x) for x, y in SQUARE]), {})]
    )
    feet = mapmaking.geojson(
        folder / "feet.json", [({"type": "Point", "coordinates": [6_700_000, 1_970_000]}, {})]
    )
    empty = mapmaking.geojson(folder / "empty.json", [(None, {"a": 1})] * 3)
    # Right for thousands of shapes and cut after that, so that looking it over finds nothing.
    late = mapmaking.geojson(
        folder / "late.json", [(mapmaking.polygon(SQUARE), {"n": n}) for n in range(4_000)]
    )
    late.write_bytes(late.read_bytes()[:-200])
    return {
        lonely: "trouble.map_no_dbf",
        strange: "trouble.map_prj_unknown",
        folder / "notes.txt": "trouble.map_unknown",
        folder / "table.zip": "trouble.map_zip_no_map",
        folder / "gone.zip": "trouble.cannot_read",
        evil: "trouble.map_zip_names",
        bomb: "trouble.map_zip_bomb",
        no_map: "trouble.map_zip_no_map",
        no_dbf: "trouble.map_no_dbf",
        swapped: "trouble.map_swapped",
        feet: "trouble.map_feet",
        empty: "trouble.map_empty",
        late: "trouble.map_geojson_cut",
        half: "trouble.map_pmtiles_cut",
    }


def test_each_bad_file_has_its_sentence_and_the_map_is_as_it_was(atlas, tmp_path):
    bad = make_bad(tmp_path)
    bring(*county(tmp_path))
    before = everything(atlas)
    for path, key in bad.items():
        assert trouble_with(path) == key, path.name
        assert everything(atlas) == before, path.name
    assert atlas.geocoder.find("1650 Elm St").sureness is Sureness.SIDE


def test_one_bad_file_among_good_ones_is_named_and_the_others_are_offered(atlas, tmp_path):
    (tmp_path / "notes.txt").write_text("hello")
    looked = mapfiles.look_over([tmp_path / "notes.txt", *county(tmp_path)])
    assert len(looked.files) == 2
    assert [name for name, _ in looked.troubles] == ["notes.txt"]


def test_a_file_that_breaks_in_the_middle_takes_nothing_of_the_others_along(atlas, tmp_path):
    bad = make_bad(tmp_path)
    late = next(path for path in bad if path.name == "late.json")
    before = everything(atlas)
    looked = mapfiles.look_over([*county(tmp_path), late])
    with pytest.raises(Trouble) as caught:
        mapimports.bring_in(looked.files)
    assert refused(caught) == "trouble.map_geojson_cut"
    assert everything(atlas) == before


@pytest.mark.parametrize(
    "share", [0.6, *(pytest.param(each, marks=pytest.mark.slow) for each in (0.0, 0.2, 0.85))]
)
def test_cancel_at_any_time_leaves_the_map_as_it_was(atlas, zips, share):
    before = everything(atlas)
    looked = mapfiles.look_over(list(zips.values()))
    last = []

    def progress(done, total, doing=""):
        last.append(done / total)
        if done / total >= share:
            raise Cancelled

    with pytest.raises(Cancelled):
        mapimports.bring_in(looked.files, progress)
    assert last == sorted(last), "progress never runs back"
    assert everything(atlas) == before
    assert len(bring(*zips.values())) == len(zips), "and it can be done again"


def test_the_map_is_drawn_and_searched_while_another_comes_in(atlas, zips):
    """Readers see the old map until the new one is there as a whole."""
    looked = mapfiles.look_over(list(zips.values()))
    seen = set()
    troubles = []
    running = threading.Event()
    done = threading.Event()

    def read():
        try:
            while not done.is_set():
                seen.add(len(atlas.base.drawn(Box(38.5, -121.6, 38.65, -121.4), 13)))
                atlas.geocoder.find("1620 P St")
                running.set()
        except Exception as problem:  # noqa: BLE001  (whatever it is, the test is to show it)
            troubles.append(problem)
            running.set()

    thread = threading.Thread(target=read)
    thread.start()
    running.wait(10)
    mapimports.bring_in(looked.files)
    done.set()
    thread.join()
    assert troubles == []
    seen.add(len(atlas.base.drawn(Box(38.5, -121.6, 38.65, -121.4), 13)))
    assert len(seen) == 2


FULL = """
import resource, signal, sys
from pathlib import Path
from sacwatch.domain.errors import Trouble
from sacwatch.services import basemaps, mapfiles, mapimports
basemaps.atlas()
looked = mapfiles.look_over([Path(each) for each in sys.argv[2:]])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
try:
    mapimports.bring_in(looked.files)
    print("brought in")
except Trouble as trouble:
    print(trouble.problem.key)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
base = basemaps.atlas().base
print(len(base.sources()), base._rows("PRAGMA integrity_check")[0][0])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit on the size of files here")
def test_a_disk_that_fills_leaves_the_map_as_it_was(zips, tmp_path):
    # Unpacked before, so that it is the map and not the unpacking that finds no room.
    for theme in ("roads", "addrfeat"):
        with zipfile.ZipFile(zips[theme]) as archive:
            archive.extractall(tmp_path / theme)
    chosen = [path for theme in ("roads", "addrfeat") for path in (tmp_path / theme).glob("*.shp")]
    with Child(FULL, 300_000, *chosen, home=tmp_path) as child:
        assert child.hear() in ("trouble.map_disk_full", "trouble.map_disk")
        assert child.hear() == "1 ok"


def small_disk(tmp_path):
    """Give a folder on a file system of 2 MB, where this process may mount one."""
    folder = tmp_path / "stick"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if sys.platform != "linux":
        pytest.skip("no file system of a chosen size can be mounted here")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"mounting is not permitted here: {done.stderr.strip()}")
    return folder


def test_a_disk_that_is_really_full_leaves_the_map_as_it_was(zips, tmp_path, monkeypatch):
    folder = small_disk(tmp_path)
    monkeypatch.setenv("SACWATCH_HOME", str(folder))
    try:
        with own_map() as atlas:
            assert not atlas.base.in_memory
            before = everything(atlas)
            looked = mapfiles.look_over([zips["roads"], zips["addrfeat"]])
            with pytest.raises(Trouble) as caught:
                mapimports.bring_in(looked.files)
            assert refused(caught) == "trouble.map_disk_full"
            assert everything(atlas) == before
            log = folder / f"{basemap.FILE_NAME}-wal"
            assert not log.exists() or log.stat().st_size == 0, "it gives the room back"
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_map_that_is_only_in_memory_takes_nothing(tmp_path, monkeypatch):
    place = tmp_path / "home"
    place.mkdir()
    (place / basemap.FILE_NAME).mkdir()
    monkeypatch.setenv("SACWATCH_HOME", str(place))
    looked = mapfiles.look_over(county(tmp_path))
    with pytest.raises(Trouble) as caught:
        mapimports.bring_in(looked.files)
    assert refused(caught) == "trouble.map_memory_only"


STREAM = """
import resource, sys
from pathlib import Path
from sacwatch.services import basemaps, mapfiles, mapimports
basemaps.atlas()
looked = mapfiles.look_over([Path(sys.argv[1])])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
(brought,) = mapimports.bring_in(looked.files)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(brought.count, (after - before) // 1024)
"""


def write_large(path, megabytes):
    """Write GeoJSON of so many megabytes: lines of a thousand points each."""
    spots = [[-121.5 + 0.0001 * i, 38.5 + 0.00005 * (i % 7)] for i in range(1_000)]
    feature = {"type": "Feature", "properties": {"name": "Long line"}, "geometry": None}
    count = 0
    with path.open("w") as file:
        file.write('{"type":"FeatureCollection","features":[')
        while file.tell() < megabytes * 1_000_000:
            # Each runs a little farther north, so that none ends where another begins.
            shifted = [[round(x, 6), round(y + count * 1e-5, 6)] for x, y in spots]
            feature["geometry"] = {"type": "LineString", "coordinates": shifted}
            file.write(("," if count else "") + json.dumps(feature))
            count += 1
        file.write("]}")
    return count


@pytest.mark.slow
@pytest.mark.parametrize("megabytes", [200])
def test_geojson_of_200_mb_takes_little_memory(tmp_path, megabytes):
    path = tmp_path / "large.geojson"
    count = write_large(path, megabytes)
    with Child(STREAM, path, home=tmp_path) as child:
        brought, grown = map(int, child.hear().split())
    assert brought == count
    assert grown < 250


def test_geojson_is_streamed(tmp_path):
    """The same in small: what a file takes does not grow with it."""
    path = tmp_path / "large.geojson"
    count = write_large(path, 8)
    with Child(STREAM, path, home=tmp_path) as child:
        brought, grown = map(int, child.hear().split())
    assert brought == count
    assert grown < 150


def test_what_is_not_shown_is_drawn_nowhere_and_found_still(atlas, tmp_path):
    bring(*county(tmp_path))
    (elm,) = [name for name, _title in mapimports.kept() if name.endswith("/roads")]
    before = everything(atlas)

    def drawn():
        return {one.name for one in atlas.base.drawn(AROUND, 16)}

    shown, credit, places = drawn(), atlas.cartographer.credit(), atlas.geocoder.find("1650 Elm St")
    assert "Elm St" in shown and any("TIGER" in line for line in credit)
    mapimports.show_all_but({name for name, _title in mapimports.kept()})
    assert elm in mapimports.not_shown()
    assert "Elm St" not in drawn() and not any("TIGER" in line for line in atlas.cartographer.credit())
    assert atlas.base.stretches_in(AROUND) and not atlas.base.stretches_in(AROUND, shown=True)
    assert atlas.geocoder.find("1650 Elm St") == places
    # It stays so when the file is brought in anew and when the map is opened again.
    bring(*county(tmp_path))
    assert "Elm St" not in drawn()
    again = basemap.open_store()
    assert elm in again.unseen()
    again.close()
    mapimports.show_all_but(())
    assert drawn() == shown and mapimports.not_shown() == set()
    assert counts(atlas) == {table: len(rows) for table, rows in before.items()}
    mapimports.show_all_but({elm})
    mapimports.take_out(elm)
    assert mapimports.not_shown() == set()


def test_what_is_not_shown_hides_nothing_of_the_map_below(atlas, tmp_path):
    here = Box(38.57, -121.49, 38.575, -121.48)
    before = [one.points for one in atlas.base.drawn(here, 16)]
    across = [road("Elm St", (-121.495, 38.572), (-121.475, 38.572))]
    bring(mapmaking.tiger_zip(tmp_path, "roads", across))
    assert [one.points for one in atlas.base.drawn(here, 16)] != before
    mapimports.show_all_but({name for name, _title in mapimports.kept()})
    assert [one.points for one in atlas.base.drawn(here, 16)] == before


def test_a_map_made_by_an_earlier_sacwatch_is_kept(atlas, tmp_path):
    bring(*county(tmp_path))
    with atlas.base._lent() as connection:
        connection.execute("DROP TABLE unseen")
    again = basemap.open_store()
    try:
        assert again.unseen() == set() and len(again.sources()) == len(atlas.base.sources()) > 1
    finally:
        again.close()
