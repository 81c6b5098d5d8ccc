"""The map is cut off from the world, whatever a record says and whatever the page may try."""

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from sacwatch.domain.patrols import EntryDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.services import files
from tests.making import Desk
from tests.ui import alone, kit
from tests.ui.kit import pause, until
from tests.ui.maphands import MapHands

HERE = (38.5796, -121.4781)


@pytest.fixture
def server():
    """Give the address of a real web server, and who called there."""
    callers = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            callers.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_more):
            pass

    made = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    made.callers = callers
    made.address = f"http://127.0.0.1:{made.server_port}"
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


def hostile(server) -> str:
    return (
        f"<img src=\"{server.address}/x\" onerror='alert(1)'><script src={server.address}/s></script>"
        "</script><b>bold</b> AT&T &lt; {{ 7 * 7 }} {% raw %} \u202eright to left\u2069\u2066 "
        "zero\u200bwidth \u0645\u0631\u062d\u0628\u0627 🚨 '\"`${1+1} --></div></template>"
    )


def put_in(watch, server) -> None:
    """Put hostile words into everything that the map shows."""
    desk = Desk(files.open_file(watch, None, now=kit.NOW, zone=kit.SACRAMENTO))
    words = hostile(server)
    desk.record(happened=words, place=PlaceDraft(words[:400], *HERE, "map"), note=words)
    entry = EntryDraft(
        clock="21:10", category="graffiti", seen=words,
        place=PlaceDraft(words[:400], HERE[0] + 0.001, HERE[1], "map"),
    )  # fmt: skip
    desk.log(entries=(entry,), area=words[:200])
    desk.close()


def one_line(words: str) -> str:
    return " ".join(words.split())


def test_words_show_as_words(window, watch, server):
    put_in(watch, server)
    window.open(watch)
    hands = MapHands(window)
    hands.page.filters.entries.setChecked(True)
    until(lambda: hands.shown("patrols") == 1, "the entry")
    words = hostile(server)
    for lat in (HERE[0], HERE[0] + 0.001):
        hands.go(lat, HERE[1], 17)
        until(lambda: hands.popup() == "", "no popup")
        hands.click(*hands.where(lat, HERE[1]))
        told = hands.until_popup("right to left")
        assert words in told
        assert one_line(words[:400]) in one_line(told)
        inside = (
            "document.querySelectorAll('.told img, .told script, .told b, .told iframe, .told link').length"
        )
        assert hands.js(inside) == 0
    assert hands.page.side.list.lines.rowCount() == 2
    pause(200)
    assert server.callers == []
    assert list(hands.guard.blocked) == []
    assert hands.page.board.map.page.complaints == []


def made(element: str, then: str) -> str:
    """Give code that makes an element, does something with it, and puts it into the page."""
    return f"(e => {{ {then}; document.body.append(e); }})(document.createElement('{element}'))"


TRIES = (
    "new Image().src = 'NET/image'",
    "fetch('NET/fetch').catch(() => 0)",
    "navigator.sendBeacon('NET/beacon')",
    "new WebSocket('NET/socket'.replace('http', 'ws'))",
    "new EventSource('NET/events')",
    "new Worker('NET/worker')",
    "window.open('NET/window')",
    made("iframe", "e.src = 'NET/frame'"),
    made("link", "e.rel = 'prefetch'; e.href = 'NET/link'"),
    made("link", "e.rel = 'stylesheet'; e.href = 'NET/css'"),
    made("script", "e.src = 'NET/script'"),
    made("form", "e.action = 'NET/form'; setTimeout(() => e.submit())"),
    made("a", "e.href = 'NET/a'; e.download = 'x'; setTimeout(() => e.click())"),
    made("meta", "e.httpEquiv = 'refresh'; e.content = '0;url=NET/meta'"),
    "document.body.style.backgroundImage = 'url(NET/background)'",
    "new RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1'}]}).createDataChannel('x')",
    "location.href = 'NET/away'",
    "location.href = 'file:///etc/passwd'",
    "fetch('file:///etc/passwd').catch(() => 0)",
    "fetch('sacwatch://map/../../etc/passwd').catch(() => 0)",
)


def test_the_page_reaches_nobody_whatever_it_tries(window, watch, server):
    window.open(watch)
    hands = MapHands(window)
    address = hands.page.board.map.page.url().toString()
    for each in TRIES:
        code = each.replace("NET", server.address)
        hands.page.board.map.page.runJavaScript(f"try {{ {code} }} catch (e) {{}}")
        pause(10)
    pause(400)
    assert server.callers == []
    assert hands.page.board.map.page.url().toString() == address
    assert hands.js("typeof SacWatch.map") == "object"
    assert all(url.startswith("sacwatch://map/") for url in set(hands.guard.asked) - set(hands.guard.blocked))


def test_the_guard_blocks_and_records_what_no_policy_stops(window, watch, server):
    window.open(watch)
    hands = MapHands(window)
    hands.page.board.map.open(
        f"<html><body>bare<img src='{server.address}/bare'><iframe src='{server.address}/frame'></iframe>"
        f"<script src='{server.address}/script'></script></body></html>".encode()
    )
    until(lambda: any("/bare" in url for url in hands.guard.blocked), "it was blocked")
    pause(200)
    assert server.callers == []
    assert {url.rsplit("/", 1)[1] for url in hands.guard.blocked} >= {"bare", "script"}


@pytest.mark.skipif(not alone.can_refuse(), reason="this system has no way to refuse a process its sockets")
def test_it_works_in_a_process_that_can_open_no_socket(watch, server, tmp_path):
    put_in(watch, server)
    out = tmp_path / "seen.json"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.ui.alone", str(watch), str(out)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert (done.stdout, done.stderr) == ("", "")
    seen = json.loads(out.read_text(encoding="utf-8"))
    assert seen["refused"]
    assert seen["before"] == [], "the engine was loaded before the map was shown"
    assert "PySide6.QtWebEngineCore" in seen["after"]
    assert seen["blocked"] == []
    assert seen["complaints"] == []
    assert all(url.startswith("sacwatch://map/") for url in seen["asked"])
    assert hostile(server) in seen["popup"]
    assert seen["pictures"] == 0
    assert seen["tiles"] > 3
    assert server.callers == []


ABRUPT = """
import sys
from pathlib import Path
from sacwatch import app as application
application.window()
from tests.ui import kit
from tests.ui.maphands import MapHands
window = kit.Window()
window.open(Path(sys.argv[1]))
hands = MapHands(window)
sys.exit(3)
"""


def test_ending_at_once_with_the_map_open_is_no_crash(sample):
    done = subprocess.run(
        [sys.executable, "-c", ABRUPT, str(sample)], capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, "", "")
