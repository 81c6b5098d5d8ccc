import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from sacwatch import paths
from sacwatch.domain.geography import Box
from sacwatch.domain.places import Point
from sacwatch.maps import basemap, facts, schema
from sacwatch.maps.basemap import BaseMap
from sacwatch.maps.content import Content, Feature, Kind, NamedPlace, Numbers, Segment, Source

MIDTOWN = Box(38.565, -121.495, 38.58, -121.475)
SHIPPED = paths.resources() / "basemap"


def _content(version: str = "1", rank: int = 5) -> Content:
    """Make a source of its own: two crossing streets of a small town, with numbers that run downhill."""
    one = (Point(38.70, -121.40), Point(38.70, -121.39))
    other = (Point(38.705, -121.395), Point(38.695, -121.395))
    return Content(
        Source("town", "test", version, "A small town", rank),
        [Feature(Kind.LOCAL, "Elm Street", (one,)), Feature(Kind.LOCAL, "Oak Street", (other,))],
        [
            Segment("Elm Street", one, Numbers(199, 101), Numbers(198, 100)),
            Segment("Oak Street", other, Numbers(1, 99), None),
        ],
        [NamedPlace("Small Town", "neighborhood", Point(38.70, -121.395))],
    )


def _counts(base: BaseMap) -> dict[str, int]:
    tables = (
        "source",
        "feature",
        "path",
        "path_box",
        "street",
        "spelling",
        "segment",
        "segment_box",
        "crossing",
        "place",
    )
    return {name: base._rows(f"SELECT count(*) FROM {name}")[0][0] for name in tables}


def test_builds_once_and_opens_again(tmp_path: Path) -> None:
    first = basemap.open_store(tmp_path)
    counts = _counts(first)
    first.close()
    stamp = (tmp_path / basemap.FILE_NAME).stat().st_mtime_ns
    again = basemap.open_store(tmp_path)
    assert not again.in_memory
    assert _counts(again) == counts
    assert (tmp_path / basemap.FILE_NAME).stat().st_mtime_ns == stamp
    assert [path.name for path in tmp_path.iterdir()] == [basemap.FILE_NAME]
    again.close()


def test_shows_what_touches_a_box(base: BaseMap) -> None:
    names = {one.name for one in base.drawn(MIDTOWN, 15)}
    assert {"P Street", "16th Street", "Capitol Park"} <= names
    assert "Sacramento River" not in names
    assert "P Street" not in {one.name for one in base.drawn(MIDTOWN, 8)}


def test_paths_are_thinner_from_afar(base: BaseMap) -> None:
    whole, far = (
        sum(
            len(one.points)
            for one in base.drawn(Box(38.4, -121.6, 38.7, -121.3), zoom)
            if one.name == "Interstate 5"
        )
        for zoom in (15, 10)
    )
    assert 2 < far < whole / 3


def test_importing_twice_replaces(tmp_path: Path) -> None:
    base = basemap.open_store(tmp_path)
    before = _counts(base)
    base.replace(_content())
    once = _counts(base)
    base.replace(_content("2"))
    assert _counts(base) == once
    assert [source.version for source in base.sources()][1:] == ["2"]
    base.remove("town")
    assert _counts(base) == before
    base.close()


def test_a_failed_import_keeps_the_old_map(tmp_path: Path) -> None:
    base = basemap.open_store(tmp_path)
    base.replace(_content())
    once = _counts(base)

    def broken() -> object:
        yield Feature(Kind.LOCAL, "Elm Street", ((Point(38.7, -121.4), Point(38.7, -121.3)),))
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        base.replace(Content(Source("town", "test", "3", "A small town"), broken()))
    assert _counts(base) == once
    base.close()


def test_a_transaction_that_sqlite_ended_itself_tells_why(tmp_path: Path) -> None:
    """As it does where the disk is full in the middle of the writing."""
    base = basemap.open_store(tmp_path)
    once = _counts(base)
    with pytest.raises(sqlite.IntegrityError), base._changed() as connection:
        connection.execute("DELETE FROM place")
        connection.execute("INSERT OR ROLLBACK INTO source SELECT * FROM source")
    assert _counts(base) == once
    base.replace(_content())
    assert "town" in {source.name for source in base.sources()}, "and the map can be changed again"
    base.close()


def test_new_facts_replace_the_shipped_map_and_keep_the_rest(tmp_path: Path) -> None:
    shipped = tmp_path / "facts"
    shutil.copytree(SHIPPED, shipped)
    home = tmp_path / "home"
    home.mkdir()
    base = basemap.open_store(home, shipped)
    base.replace(_content())
    base.close()
    with (shipped / "places.toml").open("a", encoding="utf-8") as file:
        file.write('"Newville" = [38.5, -121.5]\n')
    base = basemap.open_store(home, shipped)
    assert "Newville" in {place.name for place in base.places()}
    assert {source.name for source in base.sources()} == {"shipped", "town"}
    assert base.sources()[1].version == facts.version(shipped) or base.sources()[0].version == facts.version(
        shipped
    )
    base.close()


@pytest.mark.parametrize("spoil", [b"", b"not a database" * 100, None])
def test_a_spoilt_file_is_built_anew(tmp_path: Path, spoil: bytes | None) -> None:
    path = tmp_path / basemap.FILE_NAME
    if spoil is None:
        connection = sqlite.connect(str(path))
        connection.execute("CREATE TABLE other (x)")
        connection.close()
    else:
        path.write_bytes(spoil)
    base = basemap.open_store(tmp_path)
    assert not base.in_memory
    assert base.drawn(MIDTOWN, 15)
    assert base._rows("PRAGMA application_id")[0][0] == schema.APPLICATION_ID
    base.close()


def test_works_in_memory_where_the_folder_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    base = basemap.open_store(tmp_path / "taken")
    assert base.in_memory
    assert base.drawn(MIDTOWN, 15)
    assert len(set(_read_on_threads(base))) == 1
    base.close()


def test_many_threads_read(base: BaseMap) -> None:
    assert set(_read_on_threads(base)) == {len(base.drawn(MIDTOWN, 15))}


def test_threads_that_come_and_go_leave_no_connections(tmp_path: Path) -> None:
    base = basemap.open_store(tmp_path)
    for _ in range(30):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(base.drawn, MIDTOWN, 15).result()
    assert len(base._idle) == 1
    base.close()


def _read_on_threads(base: BaseMap) -> list[int]:
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(lambda _: len(base.drawn(MIDTOWN, 15)), range(40)))


def test_stretches_know_their_numbers(base: BaseMap) -> None:
    streets = {name: number for _, number, name in base.spellings()}
    found = base.stretches(streets["P St"], 1620)
    assert [(one.left, one.right) for one in found] == [(Numbers(1601, 1699), Numbers(1600, 1698))]
    crossings = base.crossings(streets["P St"], streets["16th St"])
    assert len(crossings) == 1
    assert crossings[0][0].metres_to(Point(38.57147, -121.48808)) < 2
    assert streets["16th St"] in base.crossed_by(streets["P St"])
