"""The dialogs about what the map is drawn from, on files as the city and the Census Bureau make them."""

import dataclasses
import functools
import json
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog

from sacwatch import paths
from sacwatch.domain.mapfiles import FileKind, Layer, MapFile, Theme
from sacwatch.domain.places import Point
from sacwatch.services import basemaps, mapdownloads, mapfiles, mapimports
from sacwatch.ui import mapground
from tests import mapmaking, synthetic_county
from tests.services.maphome import own_map
from tests.ui.kit import answering, button, click, texts, until

ELM = [[(-121.450, 38.400), (-121.448, 38.400)]]
SQUARE = [[-121.45, 38.40], [-121.44, 38.40], [-121.44, 38.41], [-121.45, 38.41], [-121.45, 38.40]]


@pytest.fixture
def own_ground(own_home):
    with own_map():
        yield


@pytest.fixture
def ready(own_ground, window, watch):
    window.open(watch)
    return window


@pytest.fixture
def roads(tmp_path):
    return mapmaking.tiger_zip(
        tmp_path,
        "roads",
        [(ELM, {"FULLNAME": "Elm St", "MTFCC": "S1400", "RTTYP": "M", "LINEARID": "1101"})],
    )


@pytest.fixture
def beats(tmp_path):
    path = tmp_path / "beats.geojson"
    outline = {"type": "Polygon", "coordinates": [SQUARE]}
    told = {"OBJECTID": 7, "BEAT": "3M", "SERGEANT": "Zqsergeant"}
    feature = {"type": "Feature", "properties": told, "geometry": outline}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    return path


def ground(window):
    """Open the dialog by the button of the settings page."""
    click(button(window.show("settings"), "What the map is drawn from…"))


def choose(monkeypatch, *paths):
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_about: ([str(path) for path in paths], ""))


def add(window, monkeypatch, *paths, review=lambda dialog: dialog.try_accept()):
    """Add files from the dialog on, and give what was said at the end."""
    choose(monkeypatch, *paths)
    with answering(lambda dialog: click(button(dialog, "Add files…")), review):
        ground(window)
    window.settle()
    return window.toast


def kept():
    return [title for _name, title in mapimports.kept()]


def test_files_are_shown_then_brought_in_then_taken_out(ready, monkeypatch, roads, beats):
    seen = []
    changes = []
    ready.desk.ground_changed.connect(lambda: changes.append(True))

    def review(dialog):
        seen.append(texts(dialog))
        click(dialog.accept_button)

    said = add(ready, monkeypatch, roads, beats, review=review)
    assert "Streets of Sacramento County (TIGER/Line" in seen[0]
    assert "1 area, line or point · beats.geojson" in seen[0]
    assert "2 files are in the map now." in said
    assert len(kept()) == 2
    assert changes

    def take_out(dialog):
        rows = [dialog.list.item(row).text() for row in range(dialog.list.count())]
        assert rows[0] == "The map that comes with SacWatch"
        assert not dialog.remove_button.isEnabled(), "what comes with the app stays"
        dialog.list.setCurrentRow(rows.index("Beats"))
        click(dialog.remove_button)

    with answering(take_out):
        ground(ready)
    ready.settle()
    assert "drawn without “Beats”" in ready.toast
    assert len(kept()) == 1


def test_what_is_not_ticked_is_not_drawn(ready, monkeypatch, beats):
    add(ready, monkeypatch, beats)
    changes = []
    ready.desk.ground_changed.connect(lambda: changes.append(True))

    def tick(state):
        def choose(dialog):
            first, item = dialog.list.item(0), dialog.list.item(1)
            assert first.data(Qt.ItemDataRole.CheckStateRole) is None, "what comes with the app stays"
            assert item.checkState() is not state
            item.setCheckState(state)
            dialog.reject()

        with answering(choose):
            ground(ready)
        ready.settle()

    tick(Qt.CheckState.Unchecked)
    assert mapimports.not_shown() == {name for name, _title in mapimports.kept()}
    assert basemaps.atlas().base.regions_at(Point(38.405, -121.445)), "searching finds it still"
    tick(Qt.CheckState.Checked)
    assert mapimports.not_shown() == set() and len(changes) == 2


def test_what_the_areas_are_and_their_names_can_be_changed(ready, monkeypatch, beats):
    def review(dialog):
        layers, columns = dialog.findChildren(QComboBox)
        assert layers.currentText() == "Police beats"
        assert columns.currentData() == "BEAT"
        layers.setCurrentIndex(layers.findData(Layer.OTHER.value))
        columns.setCurrentIndex(columns.findData("SERGEANT"))
        columns.activated.emit(columns.currentIndex())
        click(dialog.accept_button)

    add(ready, monkeypatch, beats, review=review)
    ((name, _title),) = mapimports.kept()
    assert name.startswith("overlay/other/")
    rows = basemaps.atlas().base._rows("SELECT name FROM region")
    assert [row[0] for row in rows] == ["Zqsergeant"]


def test_adding_the_same_again_says_that_it_takes_the_place(ready, monkeypatch, roads):
    add(ready, monkeypatch, roads)

    def review(dialog):
        assert "Takes the place of" in texts(dialog)
        click(dialog.accept_button)

    assert "in place of what was there" in add(ready, monkeypatch, roads, review=review)
    assert len(kept()) == 1


def test_a_file_that_is_no_map_gets_its_sentence_and_nothing_changes(ready, monkeypatch, tmp_path):
    path = tmp_path / "letters.zip"
    path.write_bytes(b"no zip at all")

    def review(dialog):
        assert texts(dialog).count("letters.zip") == 1
        assert not dialog.accept_button.isVisible()
        dialog.reject()

    add(ready, monkeypatch, path, review=review)
    assert kept() == []


def test_what_was_mended_and_left_out_is_one_calm_note(ready, monkeypatch, tmp_path):
    bow = [[-121.45, 38.40], [-121.44, 38.41], [-121.44, 38.40], [-121.45, 38.41], [-121.45, 38.40]]
    chosen = []
    for name, ring in (("beats", bow), ("districts", bow)):
        told = [
            {"type": "Feature", "properties": {"NAME": "3M"}, "geometry": geometry}
            for geometry in ({"type": "Polygon", "coordinates": [ring]}, None)
        ]
        path = tmp_path / f"{name}.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": told}), encoding="utf-8")
        chosen.append(path)
    said = add(ready, monkeypatch, *chosen)
    assert said == (
        "2 files are in the map now. 2 outlines crossed themselves and were mended. "
        "2 had no place and were left out."
    )
    assert ready.notices == []


def bring_and_cancel(window, monkeypatch, path, *, late):
    """Bring a file in and press Cancel: before the work begins, or when it is done already."""
    jobs, there, pressed = [], threading.Event(), threading.Event()
    real = mapimports.bring_in

    def waiting(files, progress):
        brought = real(files, progress) if late else None
        there.set()
        assert pressed.wait(20)
        return brought or real(files, progress)

    monkeypatch.setattr(mapimports, "bring_in", waiting)
    window.tasks.started.connect(jobs.append)
    mapground.bring_in(window.session, mapfiles.look_over([path]).files)
    until(there.is_set, "it is on its way")
    jobs[-1].cancel()
    pressed.set()
    window.settle()


def test_what_is_stopped_says_that_the_map_is_as_it_was(ready, monkeypatch, beats):
    bring_and_cancel(ready, monkeypatch, beats, late=False)
    assert ready.toast == "Stopped. Nothing was added, and the map is as it was."
    assert kept() == [] and ready.notices == []


def test_cancel_that_comes_too_late_says_what_came_of_it(ready, monkeypatch, beats):
    changes = []
    ready.desk.ground_changed.connect(lambda: changes.append(True))
    bring_and_cancel(ready, monkeypatch, beats, late=True)
    assert ready.toast == "“Beats” is in the map now."
    assert kept() == ["Beats"] and changes, "it is in the map, and so the map is drawn anew"


def test_files_are_looked_for_in_the_documents_first_then_where_they_were(ready, monkeypatch, beats):
    seen = []

    def look(_parent, _title, folder, _kinds):
        seen.append(folder)
        return [str(beats)], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", look)
    for _time in range(2):
        with answering(lambda dialog: click(button(dialog, "Add files…")), lambda dialog: dialog.reject()):
            ground(ready)
        ready.settle()
    assert seen == [str(paths.documents()), str(beats.parent)]


# Downloads


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_about):
        pass


@pytest.fixture
def census(tmp_path, monkeypatch):
    """Let the app load from a server on this computer in the Census Bureau's stead."""
    root = tmp_path / "census"
    for theme, path in synthetic_county.make(tmp_path, segments=400).items():
        folder = root / "TIGER2025" / theme.upper()
        folder.mkdir(parents=True)
        path.rename(folder / path.name)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(root)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    lead_to(monkeypatch, f"http://127.0.0.1:{server.server_address[1]}/")
    yield
    server.shutdown()
    server.server_close()


def lead_to(monkeypatch, address):
    for name in ("newest_year", "fetch"):
        real = getattr(mapdownloads, name)
        monkeypatch.setattr(mapdownloads, name, functools.partial(real, server=address))


def begin(window):
    def choose_county(dialog):
        until(lambda: dialog.accept_button.isEnabled(), "the counties are there")
        assert dialog.county_name == "Sacramento County"
        click(dialog.accept_button)

    with answering(lambda dialog: dialog.download_button.click(), choose_county):
        ground(window)


def test_a_county_is_downloaded_and_brought_in(ready, census):
    begin(ready)
    ready.settle()
    assert f"{len(Theme)} files are in the map now." in ready.toast
    assert len(kept()) == len(Theme)
    assert list(mapdownloads.folder().glob("*")) == [], (
        "what was downloaded is in the map and need not be kept"
    )


def test_a_download_that_is_stopped_says_that_it_goes_on_from_there(ready, census, monkeypatch):
    jobs, some_came, pressed = [], threading.Event(), threading.Event()
    real = mapdownloads.fetch

    def waiting(county, year, progress):
        def report(done, total, doing=""):
            if done > 0.2 * total:
                some_came.set()
                assert pressed.wait(20)
            progress(done, total, doing)

        return real(county, year, report)

    monkeypatch.setattr(mapdownloads, "fetch", waiting)
    ready.tasks.started.connect(jobs.append)
    begin(ready)
    until(some_came.is_set, "some of it came")
    jobs[-1].cancel()
    pressed.set()
    ready.settle()
    assert ready.toast.startswith("Stopped. Nothing was added, and the map is as it was. What was downloaded")
    assert list(mapdownloads.folder().glob("*.zip")), "what came is kept"
    begin(ready)
    ready.settle()
    assert len(kept()) == len(Theme)


def test_without_a_network_a_sentence_says_so_and_the_map_stays(ready, monkeypatch):
    lead_to(monkeypatch, "http://127.0.0.1:9/")
    begin(ready)
    ready.settle()
    assert "127.0.0.1" in ready.notices[0]
    assert kept() == []


def test_a_file_far_from_the_county_is_remarked_on(tmp_path):
    file = MapFile(
        tmp_path / "Reno beats.geojson", FileKind.OVERLAY, "overlay/beat/reno", "Reno beats", count=2
    )
    assert "It lies far from the map" in mapground._about(dataclasses.replace(file, far=True))
    assert "It lies far from the map" not in mapground._about(file)
