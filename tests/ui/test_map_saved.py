"""The saved page in a bare web view, as whoever receives it would open it: from a disk, with no network."""

import json
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.places import PlaceDraft
from sacwatch.services import mapping
from tests.making import NOW, Desk
from tests.ui.kit import pause, until

HERE = (38.5796, -121.4781)
WORDS = "<img src='http://127.0.0.1:9/x'> {{ 7 * 7 }} </script> \u202eright to left"


@pytest.fixture
def opened(qapp, own_home, tmp_path):
    """Open the page made of a watch with three incidents at one place and one beside it."""
    from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineUrlRequestInterceptor
    from PySide6.QtWebEngineWidgets import QWebEngineView

    from sacwatch.ui import mapengine, mapserver

    class Recorder(QWebEngineUrlRequestInterceptor):
        asked: list[str] = []

        def interceptRequest(self, info):  # noqa: N802
            self.asked.append(info.requestUrl().toString())

    class Page(QWebEnginePage):
        complaints: list[str] = []

        def javaScriptConsoleMessage(self, _level, message, _line, _source):  # noqa: N802
            self.complaints.append(message)

    desk = Desk.ready(tmp_path / "watch.sacwatch")
    for kind in ("theft", "graffiti"):
        desk.record(kind=kind, place=PlaceDraft("2200 H St", *HERE, "map"), happened=WORDS)
    desk.record(place=PlaceDraft("2300 H St", HERE[0], HERE[1] + 0.004, "map"), happened=WORDS)
    desk.log()
    with desk.reading() as work:
        gathered = mapping.gather_page(work, since=NOW - timedelta(days=60), audience=Audience.CAPTAIN)
    desk.close()
    path = tmp_path / "Map.html"
    mapping.save_page(path, gathered)
    mapengine.prepare()
    mapserver.register_scheme()
    profile = QWebEngineProfile()
    recorder = Recorder(profile)
    profile.setUrlRequestInterceptor(recorder)
    view = QWebEngineView()
    page = Page(profile, view)
    view.setPage(page)
    view.resize(1000, 800)
    view.show()
    page.load(QUrl.fromLocalFile(str(path)))

    def js(code):
        found = []
        page.runJavaScript(f"JSON.stringify({code})", found.append)
        until(lambda: found, code)
        return json.loads(found[0]) if found[0] else None

    until(lambda: js("typeof SacWatch === 'object' && !!SacWatch.marks"), "the page runs", patience=20)
    pause(300)
    yield view, js, recorder, page
    page.destroyed.connect(profile.deleteLater)
    view.deleteLater()
    pause(50)


def test_it_opens_from_a_disk_and_asks_for_nothing(opened):
    view, js, recorder, page = opened
    assert len(recorder.asked) == 1
    assert recorder.asked[0].startswith("file:///")
    assert page.complaints == []
    assert js("[...SacWatch.layers.values()].map(l => l.count)") == [3, 1]
    picture = view.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 5)
        for y in range(0, picture.height(), 5)
    }
    assert {"#f5f2ec", "#ffffff", "#fdf4d2"} <= colours, "land and streets"

    def click(lat, lon):
        x, y = js(f"(p => [p.x, p.y])(SacWatch.map.latLngToContainerPoint([{lat}, {lon}]))")
        top = js("document.querySelector('main').getBoundingClientRect().top")
        spot = QPoint(round(x), round(y + top))
        QTest.mouseClick(view.focusProxy(), Qt.MouseButton.LeftButton, pos=spot)

    words = "(document.querySelector('.leaflet-popup-content') || {textContent: ''}).textContent"
    click(HERE[0], HERE[1] + 0.004)
    until(lambda: WORDS in js(words), "the popup")
    assert js("document.querySelectorAll('.told img').length") == 0
    js("SacWatch.map.closePopup() && 1")
    click(*HERE)
    until(lambda: js("document.querySelectorAll('.told .line').length") == 2, "both at that place")
    js("document.querySelector('.told .line').click() || 1")
    until(lambda: WORDS in js(words), "one of them")
    box = "document.querySelector('#switches input')"
    assert js(f"{box}.parentElement.textContent.trim()") == "Patrol entries"
    js(f"{box}.click() || 1")
    assert js("SacWatch.layers.get('patrols').visible") is False
    assert js("document.querySelectorAll('footer tbody tr').length") == 3
    assert len(recorder.asked) == 1
