"""Pictures from a server that stands in for OpenStreetMap's, on this computer."""

import io
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PIL import Image

from sacwatch import __version__
from sacwatch.exchange import onlinetiles
from sacwatch.exchange.onlinetiles import OnlineTiles


def png(colour):
    out = io.BytesIO()
    Image.new("RGB", (256, 256), colour).save(out, "PNG")
    return out.getvalue()


class Server:
    """Answers with what it is told to, and remembers what it was asked."""

    def __init__(self):
        self.status, self.data, self.asked, self.names = 200, png("red"), [], set()
        self.at_once, self.most, self.hold = 0, 0, None
        lock = threading.Lock()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                with lock:
                    owner.at_once += 1
                    owner.most = max(owner.most, owner.at_once)
                if owner.hold is not None:
                    owner.hold.wait(5)
                owner.asked.append(self.path)
                owner.names.add(self.headers["User-Agent"])
                with lock:
                    owner.at_once -= 1
                self.send_response(owner.status)
                self.send_header("Content-Length", str(len(owner.data)))
                self.end_headers()
                self.wfile.write(owner.data)

            def log_message(self, *_about):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def server():
    made = Server()
    yield made
    made.close()


class Clock:
    def __init__(self):
        import time

        self.now = time.time()

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def tiles(tmp_path, server, clock):
    return OnlineTiles(tmp_path / "tiles", server.address, clock)


def test_a_picture_is_asked_for_once_a_week_by_name(tiles, server, clock):
    assert tiles.tile(12, 670, 1580) == server.data == tiles.tile(12, 670, 1580)
    assert server.asked == ["/12/670/1580.png"]
    assert server.names == {f"SacWatch/{__version__}"}
    clock.now += onlinetiles.KEPT_SECONDS + 60
    server.data = png("blue")
    assert tiles.tile(12, 670, 1580) == server.data
    assert len(server.asked) == 2


def test_without_a_network_what_is_kept_does_and_nothing_is_asked_over_and_over(tiles, server, clock):
    old = tiles.tile(12, 670, 1580)
    server.close()
    clock.now += onlinetiles.KEPT_SECONDS + 60
    assert tiles.tile(12, 670, 1580) == old
    assert tiles.away
    before = len(server.asked)
    assert tiles.tile(12, 671, 1580) is None
    assert len(server.asked) == before


@pytest.mark.parametrize("status", [404, 429, 503])
def test_a_server_that_refuses_gives_nothing(tiles, server, status):
    server.status = status
    assert tiles.tile(12, 670, 1580) is None
    assert tiles.away == (status != 404)


def test_the_page_of_a_hotels_network_is_no_picture(tiles, server):
    server.data = b"<html>Please sign in</html>"
    assert tiles.tile(12, 670, 1580) is None
    server.data = png("red")
    assert tiles.tile(12, 670, 1580) == server.data, "and was not kept"


def test_places_that_are_not_in_the_world_are_not_asked_for(tiles, server):
    for spot in ((20, 1, 1), (-1, 0, 0), (3, 8, 0), (3, 0, -1)):
        assert tiles.tile(*spot) is None
    assert server.asked == []


def test_no_more_than_two_requests_at_a_time(tiles, server):
    server.hold = threading.Event()
    threads = [threading.Thread(target=tiles.tile, args=(12, 670 + each, 1580)) for each in range(8)]
    for each in threads:
        each.start()
    while server.at_once < 2:
        pass
    server.hold.set()
    for each in threads:
        each.join()
    assert len(server.asked) == 8
    assert server.most == 2


def test_what_is_kept_is_bounded_and_can_be_thrown_away(tiles, server, monkeypatch, tmp_path):
    monkeypatch.setattr(onlinetiles, "KEPT_BYTES", 10 * len(server.data))
    for each in range(40):
        assert tiles.tile(12, 600 + each, 1580)
    kept = [path for path in (tmp_path / "tiles").glob("*/*/*") if path.is_file()]
    assert len(kept) <= 12
    tiles.clear()
    assert not any(path.is_file() for path in (tmp_path / "tiles").glob("*/*/*"))
