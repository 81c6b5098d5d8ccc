"""Files over the network, from a real server on this computer that breaks off and says odd things."""

import contextlib
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sacwatch import words
from sacwatch.domain.errors import Cancelled, Trouble
from sacwatch.exchange import downloads

BODY = b"PK\x03\x04" + bytes(range(256)) * 2_000


class Server:
    """A server on a free port that gives one file, in the way that a test asks for."""

    def __init__(self):
        self.body = BODY
        self.stamp = '"one"'
        self.break_after = []
        """Of each answer the number of bytes after which the line breaks; whole once the list is empty."""
        self.statuses = []
        """What the next answers are instead of the file."""
        self.ranges = True
        self.asked = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_about):
                pass

            def do_HEAD(self):
                self.do_GET()

            def do_GET(self):
                server.answer(self)

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._http.server_address[1]}/"
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def answer(self, handler):
        asked = handler.headers.get("Range")
        self.asked.append((handler.command, handler.path, asked))
        if self.statuses:
            handler.send_response(self.statuses.pop(0))
            handler.send_header("Content-Length", "0")
            handler.end_headers()
            return
        start = 0
        if asked and self.ranges and handler.headers.get("If-Range") == self.stamp:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            if start >= len(self.body):
                handler.send_response(416)
                handler.send_header("Content-Length", "0")
                handler.end_headers()
                return
            handler.send_response(206)
            handler.send_header("Content-Range", f"bytes {start}-{len(self.body) - 1}/{len(self.body)}")
        else:
            handler.send_response(200)
        if self.stamp:
            handler.send_header("ETag", self.stamp)
        handler.send_header("Content-Length", str(len(self.body) - start))
        handler.end_headers()
        if handler.command == "HEAD":
            return
        data = self.body[start:]
        if self.break_after:
            with contextlib.suppress(OSError):
                handler.wfile.write(data[: self.break_after.pop(0)])
                handler.wfile.flush()
                handler.connection.shutdown(socket.SHUT_RDWR)
            handler.close_connection = True
            return
        with contextlib.suppress(OSError):
            handler.wfile.write(data)

    def close(self):
        self._http.shutdown()
        self._http.server_close()


@pytest.fixture
def server():
    made = Server()
    yield made
    made.close()


def fetch(server, target, progress=lambda *_: None, **how):
    return downloads.fetch(
        server.address + "a.zip", target, progress, begins=b"PK", patience=5, rest=lambda _: None, **how
    )


def refused(caught):
    assert words.sentence(caught.value.problem.key, caught.value.problem.values)
    return caught.value.problem.key


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_comes_whole_with_progress(server, tmp_path):
    said = []
    target = fetch(
        server, tmp_path / "a.zip", lambda done, total, doing="": said.append((done, total, doing))
    )
    assert target.read_bytes() == BODY
    assert said[0] == (0, len(BODY), "job.map_loading")
    assert said[-1] == (len(BODY), len(BODY), "job.map_loading")
    assert [row[0] for row in said] == sorted(row[0] for row in said)
    assert names(tmp_path) == ["a.zip"]


def test_a_line_that_breaks_is_gone_on_from(server, tmp_path):
    server.break_after = [100_000, 200_000, 50_000]
    said = []
    fetch(server, tmp_path / "a.zip", lambda done, total, doing="": said.append(doing))
    assert (tmp_path / "a.zip").read_bytes() == BODY
    starts = [asked for _, _, asked in server.asked]
    assert starts[0] is None
    assert all(asked is not None for asked in starts[1:])
    assert "job.map_waiting" in said
    assert names(tmp_path) == ["a.zip"]


def test_a_line_that_stays_broken_is_told_and_what_came_is_kept(server, tmp_path):
    server.break_after = [100_000] + [0] * 10
    with pytest.raises(Trouble) as caught:
        fetch(server, tmp_path / "a.zip")
    assert refused(caught) == "trouble.net_broke_off"
    assert (tmp_path / "a.zip.part").stat().st_size > 0
    assert not (tmp_path / "a.zip").exists()
    server.break_after = []
    server.asked.clear()
    fetch(server, tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == BODY
    assert server.asked[0][2].startswith("bytes="), "it went on from there"
    assert names(tmp_path) == ["a.zip"]


def test_a_file_that_changed_on_the_server_is_loaded_from_its_beginning(server, tmp_path):
    server.break_after = [100_000] + [0] * 10
    with pytest.raises(Trouble):
        fetch(server, tmp_path / "a.zip")
    server.break_after = []
    server.body, server.stamp = b"PK" + b"new" * 90_000, '"two"'
    fetch(server, tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == server.body


@pytest.mark.parametrize("stamp", ['"one"', "", 'W/"weak"'])
def test_a_server_that_knows_no_ranges_or_stamps_gives_all_again(server, tmp_path, stamp):
    server.ranges, server.stamp = bool(stamp == ""), stamp
    server.break_after = [100_000]
    fetch(server, tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == BODY


def test_a_part_that_was_whole_already_does_not_go_round_for_ever(server, tmp_path):
    (tmp_path / "a.zip.part").write_bytes(BODY)
    (tmp_path / "a.zip.part.json").write_text('{"stamp": "\\"one\\""}')
    fetch(server, tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == BODY


def test_cancel_keeps_what_came(server, tmp_path):
    def stop(done, total, doing=""):
        if done > 100_000:
            raise Cancelled

    with pytest.raises(Cancelled):
        fetch(server, tmp_path / "a.zip", stop)
    assert (tmp_path / "a.zip.part").stat().st_size > 0
    fetch(server, tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == BODY
    assert server.asked[-1][2] is not None


def test_each_odd_answer_has_its_sentence(server, tmp_path):
    for status, key in (
        (404, "trouble.net_not_there"),
        (503, "trouble.net_server_busy"),
        (403, "trouble.net_refused"),
    ):
        server.statuses = [status]
        with pytest.raises(Trouble) as caught:
            fetch(server, tmp_path / "a.zip")
        assert refused(caught) == key
    server.body = b"<html>Please sign in to Cafe WLAN</html>"
    with pytest.raises(Trouble) as caught:
        fetch(server, tmp_path / "a.zip")
    assert refused(caught) == "trouble.net_other_page"
    assert names(tmp_path) == []


def test_a_server_that_is_busy_in_the_middle_is_asked_again(server, tmp_path):
    server.break_after = [100_000]
    fetched = []

    def progress(done, total, doing=""):
        if doing == "job.map_waiting" and not fetched:
            fetched.append(done)
            server.statuses = [503]

    fetch(server, tmp_path / "a.zip", progress)
    assert fetched
    assert (tmp_path / "a.zip").read_bytes() == BODY


def test_without_a_network_it_is_said_at_once(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for act in (
        lambda: downloads.fetch(f"http://127.0.0.1:{port}/a.zip", tmp_path / "a.zip", patience=2),
        lambda: downloads.text(f"http://127.0.0.1:{port}/"),
        lambda: downloads.size(f"http://127.0.0.1:{port}/a.zip"),
        lambda: downloads.text("http://no-such-host.invalid/", patience=2),
    ):
        with pytest.raises(Trouble) as caught:
            act()
        assert refused(caught) == "trouble.net_offline"
    assert names(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk here that is always full")
def test_a_disk_that_is_full_is_said(server, tmp_path):
    target = tmp_path / "a.zip"
    (tmp_path / "a.zip.part").symlink_to("/dev/full")
    with pytest.raises(Trouble) as caught:
        fetch(server, target)
    assert refused(caught) == "trouble.net_disk_full"


def test_sizes_and_texts(server):
    assert downloads.size(server.address + "a.zip") == len(BODY)
    server.statuses = [404]
    assert downloads.size(server.address + "a.zip") is None
    server.body = "Doña Ana County".encode()
    assert downloads.text(server.address + "list.txt") == "Doña Ana County"
