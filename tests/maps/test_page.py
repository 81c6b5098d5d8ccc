import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacwatch.domain.geography import Frame
from sacwatch.domain.places import Point
from sacwatch.maps import incidents, page, patrols, pictures
from sacwatch.maps.told import Told, View

VIEW = View(Point(38.5716, -121.4872))
HOSTILE = (
    '<img src="http://127.0.0.1/x">',
    "</script><script>alert(1)</script>",
    "</style><!-- ",
    "{{ 7 * 7 }}{% raw %}",
    "'\"`${1+1}",
    "\u202eright to left\u2069",
    "zero\u200bwidth\ufeff",
    "🚨 مرحبا 你好",
    "]]></textarea>&amp;&#x27;",
    "\u2028\u2029",
)


class Reader(HTMLParser):
    """Reads a page as a browser does: its elements, the words in them, and what it would fetch."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.words = ""
        self.fetched: list[str] = []
        self.handlers: list[str] = []
        self.feed(written)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        for name, value in attrs:
            if name in ("src", "href"):
                self.fetched.append(value)
            if name.startswith("on"):
                self.handlers.append(name)

    def handle_data(self, data):
        self.words += data


@given(
    st.one_of(
        st.text(), st.sampled_from(HOSTILE), st.tuples(st.text(), st.sampled_from(HOSTILE)).map("".join)
    )
)
def test_text_shows_what_was_written_and_nothing_else(words):
    written = page.text(words)
    read = Reader(written)
    assert read.elements == ["bdi"]
    assert read.words == "".join(c if c in "\t\n" or (c >= " " and c != "\x7f") else "\ufffd" for c in words)
    written.encode("utf-8")


@pytest.mark.parametrize("words", HOSTILE)
def test_a_popup_holds_only_its_own_elements(words):
    told = Told(words, (words, words), words, words, words, {"act": "open", "id": words})
    read = Reader(page.popup(told))
    assert set(read.elements) == {"h2", "p", "bdi", "button"}
    assert read.elements.count("button") == 1
    assert (read.fetched, read.handlers) == ([], [])
    assert read.words == words * 6
    read = Reader(page.several(words, [(words, {"act": "show", "place": words})], words))
    assert set(read.elements) == {"h2", "ul", "li", "button", "bdi", "p"}
    assert (read.fetched, read.handlers) == ([], [])


def told(words: str) -> dict:
    return {
        "language": "en",
        "words": {"map": words},
        "credit": [words],
        "layers": [incidents.told(), patrols.told()],
    }


@pytest.mark.parametrize("words", HOSTILE)
def test_the_live_page_asks_for_its_own_parts_and_nothing_else(words):
    written = page.live(told(words), VIEW, title=words).decode()
    read = Reader(written)
    assert read.fetched == [
        "leaflet.js", "symbols.js", "layer.js", "marks.js", "furniture.js", "shapes.js", "sketch.js",
        "qwebchannel.js", "live.js",
        "leaflet.css", "map.css",
    ]  # fmt: skip
    assert read.elements.count("script") == 12
    assert "49" not in re.sub(r"[\d.]{3,}", "", written.split("<title>")[1].split("</title>")[0])
    data = json.loads(re.search(r'<script id="told"[^>]*>(.*?)</script>', written, re.S).group(1))
    assert data["words"]["map"] == words
    assert set(re.findall(r"\w+://[\w.]+", written.replace("127.0.0.1", ""))) <= {"sacwatch://map", "http://"}


def test_the_policy_lets_nothing_else_run():
    written = page.live(told("x"), VIEW, title="Map").decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', written).group(1)
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy
    assert rules["connect-src"] == "'self'"
    assert rules["script-src"].count("sha256") == 2
    assert page.live(told("x"), VIEW, title="Map").decode() == written


@pytest.mark.parametrize(
    "name", ["jquery", "bootstrap", "fontawesome", "awesome", "cdn", "unpkg", "openstreetmap"]
)
def test_nothing_of_other_houses_is_left(name):
    assert name not in page.live(told("x"), VIEW, title="Map").decode().lower()


def test_the_pages_files_are_there_and_no_others():
    for name in ("leaflet.js", "leaflet.css", "map.css", "marks.js", "live.js"):
        data, media = page.asset(name)
        assert len(data) > 500
        assert media == ("text/javascript" if name.endswith(".js") else "text/css")
    for name in ("", "page.html", "../../pyproject.toml", "saved.js", "/etc/passwd", "qwebchannel.js"):
        assert page.asset(name) is None


@pytest.mark.parametrize("words", HOSTILE)
def test_a_saved_page_stands_by_itself(words):
    saved = page.Saved(
        title=words, notes=[words], told=told(words), view=VIEW, sample=words, caption=words,
        heads=[words], rows=[[words]],
    )  # fmt: skip
    written = page.saved(saved).decode()
    read = Reader(written)
    assert (read.fetched, read.handlers) == ([], [])
    assert read.elements.count("script") == 10
    assert "url(" not in re.sub(r"url\(#", "", written)
    assert "default-src 'none'" in written
    assert "connect-src 'none'" in written
    assert not {"img", "iframe", "link", "textarea", "b"} & set(read.elements)


def test_a_picture_comes_back_as_it_was_drawn(cartographer):
    frame = Frame.of_tile(15, 5325, 12572)
    picture = cartographer.screen(frame)
    found = pictures.told(picture)
    assert (found["left"], found["top"], found["zoom"]) == (frame.left, frame.top, 15)
    assert {mark[0] for mark in found["marks"]} <= set("lats")
    lines = next(mark for mark in picture.marks if type(mark).__name__ == "Lines" and mark.paths)
    kept = next(mark for mark in found["marks"] if mark[0] == "l")
    assert kept[1] == lines.pen.colour
    x = y = 0
    spots = []
    for dx, dy in zip(kept[7][0][::2], kept[7][0][1::2], strict=True):
        x, y = x + dx, y + dy
        spots.append((x / 4, y / 4))
    assert len(spots) <= len(lines.paths[0])
    for spot in spots:
        assert min(abs(spot[0] - a) + abs(spot[1] - b) for a, b in lines.paths[0]) <= 0.26


def test_the_box_of_a_saved_page_holds_its_points_and_is_no_county():
    middle = Point(38.57, -121.48)
    near = [Point(38.575, -121.49)]
    box = pictures.box_around(near, middle)
    assert box.holds(near[0])
    assert middle.metres_to(Point(box.north, middle.lon)) == pytest.approx(2_400, rel=0.02)
    far = pictures.box_around([Point(39.5, -120.0)], middle)
    assert middle.metres_to(Point(far.north, middle.lon)) == pytest.approx(4_500, rel=0.02)
    assert middle.metres_to(Point(middle.lat, far.east)) == pytest.approx(4_500, rel=0.02)


def test_the_pictures_reach_from_the_whole_to_the_street(cartographer):
    box = pictures.box_around([], Point(38.57, -121.48))
    found = pictures.pictures(cartographer.screen, box)
    assert [each["zoom"] for each in found] == [14, 15, 16, 17]
    assert len(json.dumps(found)) < 700_000
