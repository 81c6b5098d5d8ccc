"""Tracks of GPX files: what phones and receivers write, and what is no track."""

from datetime import UTC, datetime, timedelta

import pytest

from sacwatch.domain.errors import Cancelled, Trouble
from sacwatch.domain.outlines import metres_between
from sacwatch.domain.places import Point
from sacwatch.exchange import gpx

START = datetime(2026, 9, 20, 3, 30, tzinfo=UTC)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
OPEN = '<gpx version="1.1" creator="a phone" xmlns="http://www.topografix.com/GPX/1/1">'


def point(lat, lon, at=None, tag="trkpt"):
    time = f"<ele>7</ele><time>{at:%Y-%m-%dT%H:%M:%SZ}</time>" if at else ""
    return f'<{tag} lat="{lat}" lon="{lon}">{time}</{tag}>'


def along(count, *, timed=True, north=0.0):
    """Give points eastward along a street with a corner at every tenth, half a minute apart."""
    return "".join(
        point(
            38.57 + north + 0.0005 * (place // 10 % 2),
            -121.49 + place * 0.0001,
            START + timedelta(seconds=30 * place) if timed else None,
        )
        for place in range(count)
    )


def track(*segments, name=""):
    named = f"<name>{name}</name>" if name else ""
    return f"<trk>{named}" + "".join(f"<trkseg>{each}</trkseg>" for each in segments) + "</trk>"


def file(tmp_path, *inside, name="walk.gpx", head=HEAD):
    path = tmp_path / name
    path.write_text(head + OPEN + "".join(inside) + "</gpx>", encoding="utf-8")
    return path


def key_of(path):
    with pytest.raises(Trouble) as caught:
        gpx.read(path)
    assert str(path.name) in str(caught.value.problem.values.values())
    return caught.value.problem.key


def test_a_track_comes_with_its_name_and_times(tmp_path):
    (found,) = gpx.read(file(tmp_path, track(along(40), name="Tuesday &amp; rain")))
    assert found.name == "Tuesday & rain"
    assert found.line[0] == Point(38.57, -121.49)
    assert found.line[-1] == Point(38.5705, pytest.approx(-121.4861))
    assert len(found.times) == len(found.line)
    assert (found.times[0], found.times[-1]) == (START, START + timedelta(seconds=30 * 39))
    assert len(found.line) < 15, "what lies straight between two points is left out"
    assert found.metres == pytest.approx(39 * 8.715 + 3 * 55.5, rel=0.08)


def test_two_tracks_are_two_and_a_gap_parts_one(tmp_path):
    found = gpx.read(
        file(
            tmp_path,
            track(along(12), along(12, north=0.01), name="Out"),
            track(along(12, north=0.02)),
            "<rte><name>Planned</name>" + point(38.5, -121.5, tag="rtept") + point(38.6, -121.5, tag="rtept"),
            "</rte>",
        )
    )
    assert [each.name for each in found] == ["Out (1)", "Out (2)", "2", "Planned"]
    assert [round(each.line[0].lat, 2) for each in found] == [38.57, 38.58, 38.59, 38.5]


def test_without_times_it_is_a_track_all_the_same(tmp_path):
    (found,) = gpx.read(file(tmp_path, track(along(12, timed=False))))
    assert found.times == ()
    assert len(found.line) >= 3


@pytest.mark.parametrize(
    "second", [START - timedelta(minutes=5), None], ids=["times that run backward", "a time missing"]
)
def test_times_that_are_not_whole_are_left_out(tmp_path, second):
    points = point(38.57, -121.49, START) + point(38.571, -121.49, second) + point(38.57, -121.48, START)
    (found,) = gpx.read(file(tmp_path, track(points)))
    assert (len(found.line), found.times) == (3, ())


def test_points_that_are_nowhere_are_left_out(tmp_path):
    points = point(0, 0) + point(38.57, -121.49) + point(95, 10) + point("nan", 3) + point(38.58, -121.49)
    (found,) = gpx.read(file(tmp_path, track(points)))
    assert found.line == (Point(38.57, -121.49), Point(38.58, -121.49))


def test_a_zone_is_taken_as_it_is_told(tmp_path):
    text = along(2, timed=False).replace("></trkpt>", "><time>2026-09-19T20:30:00-07:00</time></trkpt>")
    (found,) = gpx.read(file(tmp_path, track(text)))
    assert found.times == (START, START)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_other_encodings_are_read(tmp_path, encoding):
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>' + OPEN
    path = tmp_path / "walk.gpx"
    path.write_bytes((text + track(along(3), name="Peña") + "</gpx>").encode(encoding))
    assert gpx.read(path)[0].name == "Peña"


def test_what_is_no_track_says_why(tmp_path):
    whole = file(tmp_path, track(along(200)))
    broken = tmp_path / "broken.gpx"
    broken.write_text(whole.read_text()[:900])
    assert key_of(broken) == "trouble.gpx_broken"
    assert key_of(file(tmp_path, "<wpt lat='38.5' lon='-121.4'/>")) == "trouble.gpx_empty"
    assert key_of(file(tmp_path, track(point(38.57, -121.49) * 50))) == "trouble.gpx_empty"
    assert key_of(file(tmp_path, *[track(along(2, north=n / 100)) for n in range(201)])) == (
        "trouble.gpx_many"
    )
    for name, data in (
        ("a.gpx", b""),
        ("b.gpx", b"PK\x03\x04" * 99),
        ("c.gpx", b"\xff\xfe\x00"),
        ("d.gpx", b"{}"),
    ):
        (tmp_path / name).write_bytes(data)
        assert key_of(tmp_path / name) in ("trouble.not_gpx", "trouble.gpx_broken")
    assert key_of(tmp_path / "gone.gpx") == "trouble.gpx_unread"
    assert key_of(tmp_path) == "trouble.gpx_unread"


def test_a_file_that_would_swell_is_not_opened(tmp_path):
    bomb = HEAD + '<!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    assert key_of(file(tmp_path, track(along(3), name="&b;"), head=bomb)) == "trouble.not_gpx"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.gpx"
    with path.open("wb") as sparse:
        sparse.write((HEAD + OPEN).encode())
        sparse.truncate(gpx.LARGEST_BYTES + 1)
    assert key_of(path) == "trouble.gpx_large"


def test_a_long_nights_track_is_read_and_can_be_stopped(tmp_path):
    path = file(tmp_path, track(along(20_000)))
    (found,) = gpx.read(path)
    assert 2_000 < len(found.line) <= 6_100
    assert metres_between(found.line[0], found.line[-1]) > 100_000

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        gpx.read(path, stop)
