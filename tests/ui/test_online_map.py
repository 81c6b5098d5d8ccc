"""OpenStreetMap behind the marks: only when turned on, and only by the app itself."""

import io
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PIL import Image

from sacwatch.services import onlineground
from sacwatch.ui.state import State
from tests.ui import kit
from tests.ui.kit import click, until
from tests.ui.maphands import MapHands

PINK = (255, 0, 255)


@pytest.fixture
def osm(monkeypatch):
    """Stand in for OpenStreetMap's server with tiles of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (256, 256), PINK).save(out, "PNG")
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(out.getvalue())

        def log_message(self, *_more):
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    monkeypatch.setattr(onlineground, "SERVER", f"http://127.0.0.1:{made.server_port}/")
    yield asked
    made.shutdown()
    made.server_close()


def pink(hands):
    """Give how much of the map is the colour of the stand-in's tiles."""
    picture = hands.view.grab().toImage()
    spots = [
        picture.pixelColor(x, y)
        for x in range(5, picture.width(), 20)
        for y in range(5, picture.height(), 20)
    ]
    return sum(each.getRgb()[:3] == PINK for each in spots) / len(spots)


def credit(hands):
    return hands.js("document.querySelector('.credit').textContent")


def turn(window):
    click(window.show("settings").online_map.box)
    window.show("map")


def test_nothing_is_asked_until_it_is_turned_on_and_all_of_the_page_stays_cut_off(window, watch, osm):
    window.open(watch)
    hands = MapHands(window)
    assert not State().online_map
    assert osm == []
    turn(window)
    until(lambda: pink(hands) > 0.7, "the pictures are shown")
    assert osm
    until(lambda: "© OpenStreetMap contributors" in credit(hands), "it is credited")
    # It is the app that asks; the page still knows nobody but the app.
    assert all(address.startswith("sacwatch://map/") for address in hands.guard.asked)
    assert list(hands.guard.blocked) == []
    before = len(osm)
    turn(window)
    until(lambda: pink(hands) < 0.05, "the app's own map is shown")
    assert "OpenStreetMap" not in hands.js("document.querySelector('.credit').textContent")
    hands.go(38.58, -121.49, 13)
    kit.pause(200)
    assert len(osm) == before
    assert not any(path.is_file() for path in (kit.paths.app_data() / "online map").glob("*/*/*"))


def test_without_internet_the_apps_own_map_is_drawn(window, watch, monkeypatch):
    monkeypatch.setattr(onlineground, "SERVER", "http://127.0.0.1:9/")
    State().online_map = True
    window.open(watch)
    hands = MapHands(window)
    picture = hands.view.grab().toImage()
    until(lambda: "cannot be reached just now" in window.toast, "a sentence says so")
    assert "map on this computer" in window.toast
    assert "OpenStreetMap" not in credit(hands) and credit(hands)
    until(lambda: len({hands.view.grab().toImage().pixel(x, 200) for x in range(50, 600, 3)}) > 3, "streets")
    assert picture.width() > 300
    assert hands.page.board.map.page.complaints == []
