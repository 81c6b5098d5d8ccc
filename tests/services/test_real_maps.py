"""The public map files of Sacramento come in whole and lie where they should."""

import os
import shutil
from pathlib import Path

import pytest

from sacwatch import paths as app_paths
from sacwatch.domain.geography import Box
from sacwatch.domain.mapfiles import FileKind, Layer
from sacwatch.domain.places import Point
from sacwatch.maps import basemap
from sacwatch.maps.content import Kind
from sacwatch.services import basemaps, mapfiles, mapimports
from tests.services.maphome import counts, own_map

FOLDER = Path(os.environ.get("SACWATCH_DATA", Path(__file__).parents[3] / "shared" / "data")) / "geography"

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the public reference files are not here; SACWATCH_DATA says where they are"
)

CAPITOL = Point(38.5766, -121.4934)
"""The dome of the State Capitol."""

FILES = {
    "POLICE_BEATS.geojson": (Layer.BEAT, "BEAT", 21, 0),
    "click_that_hood_sacramento.geojson": (Layer.NEIGHBORHOOD, "name", 121, 0),
    "police_grids/POLICE_GRIDS.shp": (Layer.GRID, "GRID", 582, 1),
    "city_Bike_Master_Plan_Facilities.json": (Layer.OTHER, "FULLSTREET", 4_904, 0),
    "city_City_of_Sacramento_Traffic_Signals.json": (Layer.OTHER, "LOCATION", 903, 0),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Give a map file with all of them in it, and what was told of each."""
    kept = tmp_path_factory.mktemp("real map") / basemap.FILE_NAME
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SACWATCH_HOME", str(tmp_path_factory.mktemp("home")))
        with own_map():
            paths = [*(FOLDER / name for name in FILES), FOLDER / "sacramento_buildings.mbtiles"]
            looked = mapfiles.look_over(paths)
            assert looked.troubles == ()
            told = mapimports.bring_in(looked.files)
            basemaps.close()
            shutil.copy(app_paths.app_data() / basemap.FILE_NAME, kept)
    return kept, looked.files, told


@pytest.fixture
def brought(made, own_home):
    """Give a map of the test's own with all of them in it, and what was told of each."""
    kept, files, told = made
    place = own_home / basemap.FILE_NAME
    place.unlink(missing_ok=True)
    shutil.copy(kept, place)
    with own_map() as atlas:
        yield atlas, files, told


def test_each_is_recognised_with_its_column_and_counted(brought):
    _, files, told = brought
    for name, (layer, column, count, repaired) in FILES.items():
        (file,) = [each for each in files if each.path == FOLDER / name]
        assert (file.layer, file.name_column, file.count) == (layer, column, count), name
        (came,) = [each for each in told if each.source == file.source]
        assert (came.count, came.empty, came.repaired) == (count, 0, repaired), name


def test_the_capitol_lies_in_its_beat_grid_and_neighborhood(brought):
    atlas, _, _ = brought
    found = dict(atlas.base.regions_at(CAPITOL))
    # Read off the files by hand.
    assert found["beat"] == "3M"
    assert found["grid"] == "0754"
    assert found["neighborhood"] == "Downtown"


def test_every_building_comes_once_whichever_file_it_is_from(brought):
    atlas, files, told = brought
    (file,) = [each for each in files if each.kind is FileKind.TILES]
    (came,) = [each for each in told if each.source == file.source]
    # 72,454 by the file's own count; some hundred lie across two tiles and are cut.
    assert 72_454 <= came.count <= 72_454 * 1.005
    near = atlas.base.drawn(Box(38.574, -121.497, 38.579, -121.490), 17)
    assert sum(one.kind is Kind.BUILDING for one in near) > 20
    before = counts(atlas)
    (other,) = mapfiles.look_over([FOLDER / "sacramento_buildings.pmtiles"]).files
    assert other.replaces == file.title
    mapimports.bring_in([other])
    after = counts(atlas)
    assert after["path"] == before["path"]
    assert after["source"] == before["source"]


def test_grids_and_beats_again_change_nothing(brought):
    atlas, files, _ = brought
    before = counts(atlas)
    overlays = [each for each in files if each.kind is FileKind.OVERLAY]
    assert all(each.replaced for each in mapimports.bring_in(overlays))
    assert counts(atlas) == before
