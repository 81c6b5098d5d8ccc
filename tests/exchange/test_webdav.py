"""A folder on a real WebDAV server, with drop-outs, slow answers, a wrong password and a full quota."""

from datetime import UTC, datetime, timedelta

import pytest

from sacwatch import words
from sacwatch.domain.errors import Trouble
from sacwatch.exchange.folders import PlaceTrouble, TargetBusy
from sacwatch.exchange.places import Changed
from sacwatch.exchange.webdav import DavPlace, Login
from tests import davserver
from tests.davserver import ACCOUNT, PASSWORD, serving

AT = datetime(2026, 11, 21, 22, 40)  # noqa: DTZ001  (a clock time)
NAME = "Patrol log 2026-11-21 2030.pdf"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("served")) as server:
        yield server


@pytest.fixture
def server(running):
    # What a test before gave up waiting for would count as a request of this one.
    running.rest()
    for each in running.folder.iterdir():
        each.unlink()
    running.refuse, running.slow, running.mute, running.drop_after = {}, {}, set(), None
    running.answers.clear()
    yield running
    davserver._let_go()


@pytest.fixture
def place(server):
    place = DavPlace(Login(server.address, ACCOUNT, PASSWORD), "Cloud")
    yield place
    place.close()


def names(server):
    return sorted(each.name for each in server.folder.iterdir())


def key_of(act, kind=Trouble):
    with pytest.raises(kind) as caught:
        act()
    problem = caught.value.problem
    assert words.sentence(problem.key, problem.values)
    return problem.key


def test_a_file_goes_up_and_is_seen_read_and_taken_away(place, server):
    place.ready(make=False)
    mark = place.write(NAME, b"one", None)
    assert names(server) == [NAME] and place.look() == {NAME: mark} and mark.size == 3
    assert place.mark(NAME) == mark and place.read(NAME) == b"one"
    second = place.write(NAME, b"second", mark)
    assert second != mark and (server.folder / NAME).read_bytes() == b"second"
    place.remove(NAME, second)
    assert names(server) == [] and place.mark(NAME) is None and place.read(NAME) is None


@pytest.mark.parametrize(
    "name", ["100% #1 & what's [so].pdf", "Zoë 漢字.pdf", "a%20b+c,d=e.pdf", "x" * 200 + ".pdf"]
)
def test_every_name_arrives_as_it_is(place, server, name):
    mark = place.write(name, b"x", None)
    assert names(server) == [name] and place.look() == {name: mark}
    mark = place.write(name, b"xy", mark)
    place.remove(name, mark)
    assert names(server) == []


def test_it_goes_up_under_another_name_and_is_moved(place, server):
    place.write(NAME, b"one", None)
    methods = [method for method, _path in server.answers if method != "PROPFIND"]
    assert methods == ["PUT", "MOVE"]
    assert not any(path.endswith(NAME) for method, path in server.answers if method == "PUT")


def test_what_somebody_changed_meanwhile_is_not_written_over(place, server):
    mark = place.write(NAME, b"ours", None)
    (server.folder / NAME).write_bytes(b"theirs, longer")
    assert key_of(lambda: place.write(NAME, b"new", mark), Changed) == "trouble.target_changed"
    assert key_of(lambda: place.remove(NAME, mark), Changed) == "trouble.target_changed"
    assert key_of(lambda: place.write(NAME, b"new", None), Changed) == "trouble.target_changed"
    assert (server.folder / NAME).read_bytes() == b"theirs, longer" and names(server) == [NAME]


def test_what_is_not_ours_is_kept_under_another_name(place, server):
    for number, theirs in enumerate((b"first", b"second"), start=1):
        (server.folder / NAME).write_bytes(theirs)
        mark, aside = place.write_keeping(NAME, b"ours")
        assert (server.folder / aside).read_bytes() == theirs
        assert place.mark(NAME) == mark and place.read(NAME) == b"ours"
        assert aside.endswith(" (changed copy).pdf" if number == 1 else " (changed copy 2).pdf")


def test_what_was_set_aside_comes_back(place, server, monkeypatch):
    (server.folder / NAME).write_bytes(b"theirs")
    real, moves = place._move, []

    def move(source, target, *, over):
        moves.append(target)
        if len(moves) == 2:
            raise PlaceTrouble("trouble.server_away", name="Cloud")
        real(source, target, over=over)

    monkeypatch.setattr(place, "_move", move)
    assert key_of(lambda: place.write_keeping(NAME, b"ours")) == "trouble.server_away"
    assert names(server) == [NAME] and (server.folder / NAME).read_bytes() == b"theirs"


def test_a_copy_beside_a_file_that_is_locked(place, server):
    server.refuse["MOVE"] = "423 Locked"
    assert key_of(lambda: place.write(NAME, b"x", None), TargetBusy) == "trouble.target_busy"
    assert names(server) == [], "what went up is gone again"
    server.refuse.clear()
    first = place.beside(NAME, AT)
    place.write(first, b"new", None)
    second = place.beside(NAME, AT)
    assert first == "Patrol log 2026-11-21 2030 (2026-11-21 2240).pdf"
    assert second == "Patrol log 2026-11-21 2030 (2026-11-21 2240 2).pdf"


@pytest.mark.parametrize(
    ("method", "status", "key"),
    [
        ("PUT", "507 Insufficient Storage", "trouble.server_full"),
        ("PUT", "413 Request Entity Too Large", "trouble.server_full"),
        ("PUT", "403 Forbidden", "trouble.server_no_right"),
        ("PUT", "409 Conflict", "trouble.server_no_folder"),
        ("PUT", "404 Not Found", "trouble.server_no_folder"),
        ("PUT", "503 Service Unavailable", "trouble.server_troubled"),
        ("PUT", "502 Bad Gateway", "trouble.server_not_webdav"),
        ("MOVE", "507 Insufficient Storage", "trouble.server_full"),
        ("MOVE", "405 Method Not Allowed", "trouble.server_not_webdav"),
        ("MOVE", "500 Internal Server Error", "trouble.server_troubled"),
    ],
)
def test_each_refusal_has_its_sentence_and_leaves_what_was_there(place, server, method, status, key):
    mark = place.write(NAME, b"kept", None)
    server.refuse[method] = status
    assert key_of(lambda: place.write(NAME, b"new", mark), PlaceTrouble) == key
    assert names(server) == [NAME] and (server.folder / NAME).read_bytes() == b"kept"


def test_a_wrong_password_and_no_server(server, tmp_path):
    wrong = DavPlace(Login(server.address, ACCOUNT, "nonsense"), "Cloud")
    for act in (lambda: wrong.ready(make=True), wrong.look, lambda: wrong.write(NAME, b"x", None)):
        assert key_of(act, PlaceTrouble) == "trouble.server_password"
    wrong.close()
    nobody = DavPlace(Login("http://127.0.0.1:9/papers"), "Cloud")
    assert key_of(lambda: nobody.ready(make=True), PlaceTrouble) == "trouble.server_away"
    nobody.close()


def test_a_slow_server_is_not_waited_for_for_ever(server):
    place = DavPlace(Login(server.address, ACCOUNT, PASSWORD, answer_s=0.2), "Cloud")
    mark = place.write(NAME, b"kept", None)
    server.slow["PUT"] = 0.6
    assert key_of(lambda: place.write(NAME, b"new", mark), PlaceTrouble) == "trouble.server_slow"
    assert (server.folder / NAME).read_bytes() == b"kept"
    place.close()


@pytest.mark.parametrize("after", range(3))
def test_a_line_that_breaks_at_any_moment_leaves_one_whole_file(server, after):
    place = DavPlace(Login(server.address, ACCOUNT, PASSWORD, answer_s=2), "Cloud")
    mark = place.write(NAME, b"kept", None)
    server.drop_after = after
    assert key_of(lambda: place.write(NAME, b"new", mark), PlaceTrouble).startswith("trouble.server_")
    assert (server.folder / NAME).read_bytes() == b"kept"
    server.drop_after = None
    assert all(name == NAME or name.startswith(".sacwatch-") for name in names(server))
    place.clear(datetime.now(UTC) + timedelta(hours=1))
    assert names(server) == [NAME]
    place.close()


def test_a_line_that_breaks_after_the_move_leaves_the_new_file(place, server):
    mark = place.write(NAME, b"kept", None)
    server.drop_after = 3
    assert place.write(NAME, b"new", mark).mark == "", "it is looked at the next time"
    assert (server.folder / NAME).read_bytes() == b"new"


def test_a_folder_that_is_not_there_is_made_but_not_the_one_around_it(server):
    deep = DavPlace(Login(server.address + "/2026/Watch", ACCOUNT, PASSWORD), "Cloud")
    assert key_of(lambda: deep.ready(make=True), PlaceTrouble) == "trouble.server_no_folder"
    assert deep.look() == {}
    deep.close()
    one = DavPlace(Login(server.address + "/2026", ACCOUNT, PASSWORD), "Cloud")
    assert key_of(lambda: one.ready(make=False), PlaceTrouble) == "trouble.server_no_folder"
    one.ready(make=True)
    one.write(NAME, b"x", None)
    assert (server.folder / "2026" / NAME).read_bytes() == b"x"
    one.remove(NAME, one.mark(NAME))
    one.close()
    (server.folder / "2026").rmdir()


def test_what_is_no_folder_or_no_webdav(server, place):
    (server.folder / "a.pdf").write_bytes(b"x")
    file = DavPlace(Login(server.address + "/a.pdf", ACCOUNT, PASSWORD), "Cloud")
    assert key_of(lambda: file.ready(make=True), PlaceTrouble) == "trouble.server_not_a_folder"
    file.close()
    server.refuse["PROPFIND"] = "200 OK"
    assert key_of(lambda: place.ready(make=True), PlaceTrouble) == "trouble.server_not_webdav"


def test_a_server_without_tags_is_looked_at_just_before(place, server, monkeypatch):
    from sacwatch.exchange import webdav

    monkeypatch.setattr(webdav, "_strong", lambda mark: False)
    mark = place.write(NAME, b"one", None)
    mark = place.write(NAME, b"second", mark)
    (server.folder / NAME).write_bytes(b"theirs and longer")
    assert key_of(lambda: place.write(NAME, b"third", mark), Changed) == "trouble.target_changed"
    assert key_of(lambda: place.remove(NAME, mark), Changed) == "trouble.target_changed"


def test_only_what_was_left_half_made_long_ago_is_cleared(place, server):
    for name in (".sacwatch-0123.tmp", ".sacwatch-notes", "x.tmp"):
        (server.folder / name).write_bytes(b"x")
    place.clear(datetime.now(UTC) - timedelta(hours=1))
    assert len(names(server)) == 3
    place.clear(datetime.now(UTC) + timedelta(hours=1))
    assert names(server) == [".sacwatch-notes", "x.tmp"]
