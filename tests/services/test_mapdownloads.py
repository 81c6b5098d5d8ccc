"""A county's files from a server that stands in for the Census Bureau's, on this computer."""

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sacwatch import words
from sacwatch.domain.errors import Cancelled, Trouble
from sacwatch.domain.mapfiles import Theme
from sacwatch.services import mapdownloads, mapfiles, mapimports
from tests import synthetic_county
from tests.services.maphome import own_map

COUNTIES = """STATE|STATEFP|COUNTYFP|COUNTYNS|COUNTYNAME|CLASSFP|FUNCSTAT
NV|32|031|01234567|Washoe County|H1|A
NV|32|510|01234568|Carson City|C7|F
NM|35|013|00929106|Doña Ana County|H1|A
"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_about):
        pass


@pytest.fixture(scope="module")
def census(tmp_path_factory):
    """Serve a synthetic county as the Census Bureau serves real ones, and a newer year still empty."""
    root = tmp_path_factory.mktemp("census")
    (root / "TIGER2026" / "ROADS").mkdir(parents=True)
    zips = synthetic_county.make(tmp_path_factory.mktemp("zips"), segments=600)
    for theme, path in zips.items():
        folder = root / "TIGER2025" / theme.upper()
        folder.mkdir(parents=True)
        (folder / path.name).write_bytes(path.read_bytes())
    (root / "counties.txt").write_text(COUNTIES, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(root)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def refused(caught):
    assert words.sentence(caught.value.problem.key, caught.value.problem.values)
    return caught.value.problem.key


def test_the_newest_year_that_has_the_county(census):
    assert mapdownloads.newest_year(mapdownloads.SACRAMENTO, census) == 2025
    with pytest.raises(Trouble) as caught:
        mapdownloads.newest_year("06113", census)
    assert refused(caught) == "trouble.net_not_there"


def test_a_county_is_loaded_brought_in_and_tidied_away(census):
    said = []
    loaded = mapdownloads.fetch("06067", 2025, lambda *news: said.append(news), server=census)
    assert len(loaded) == len(Theme)
    assert said[-1][0] == said[-1][1]
    shares = [done / total for done, total, *_ in said[6:]]
    assert shares == sorted(shares)
    again = []
    assert mapdownloads.fetch("06067", 2025, lambda *news: again.append(news), server=census) == loaded
    assert len(again) < len(said), "nothing is loaded twice"
    with own_map() as atlas:
        assert len(mapimports.bring_in(mapfiles.look_over(loaded).files)) == len(Theme)
        assert atlas.base.extent("tiger/06067/roads") is not None
    mapdownloads.tidy(loaded)
    assert list(mapdownloads.folder().iterdir()) == []


def test_cancel_between_and_within_files(census):
    def stop(done, total, doing=""):
        if done > 0.5 * total:
            raise Cancelled

    with pytest.raises(Cancelled):
        mapdownloads.fetch("06067", 2025, stop, server=census)
    assert 0 < len(list(mapdownloads.folder().glob("*.zip"))) < len(Theme)
    assert len(mapdownloads.fetch("06067", 2025, server=census)) == len(Theme)


def test_a_year_that_is_not_there_and_a_number_that_is_no_county(census):
    for county, year, key in (
        ("06067", 2019, "trouble.net_not_there"),
        ("6067", 2025, "trouble.no_such_county"),
        ("99001", 2025, "trouble.no_such_county"),
    ):
        with pytest.raises(Trouble) as caught:
            mapdownloads.fetch(county, year, server=census)
        assert refused(caught) == key


def test_counties_by_state(census):
    california = mapdownloads.counties("06")
    assert len(california) == 58
    assert california["06067"] == "Sacramento County"
    assert california["06113"] == "Yolo County"
    nevada = mapdownloads.counties("32", census + "counties.txt")
    assert list(nevada.items()) == [("32510", "Carson City"), ("32031", "Washoe County")]
    # Kept, so that no network is needed for the next state.
    assert mapdownloads.counties("35", "http://no-such-host.invalid/") == {"35013": "Doña Ana County"}
    with pytest.raises(Trouble) as caught:
        mapdownloads.counties("44")
    assert refused(caught) == "trouble.no_counties"
