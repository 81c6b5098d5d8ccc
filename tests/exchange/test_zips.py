"""Zips from strangers: nothing lands outside, nothing swells, and each mishap has its sentence."""

import struct
import zipfile

import pytest

from sacwatch import words
from sacwatch.domain.errors import Cancelled, Trouble
from sacwatch.exchange import zips


def refused(caught):
    assert words.sentence(caught.value.problem.key, caught.value.problem.values)
    return caught.value.problem.key


def test_members_land_in_the_folder_under_their_own_last_name(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("deep/er/one.shp", b"1")
        archive.writestr("two.dbf", b"22")
        archive.writestr("three.txt", b"333")
    assert zips.members(path) == ["deep/er/one.shp", "two.dbf", "three.txt"]
    out = tmp_path / "out"
    out.mkdir()
    found = zips.unpack(path, ["deep/er/one.shp", "two.dbf"], out)
    assert {name: (place.name, place.read_bytes()) for name, place in found.items()} == {
        "deep/er/one.shp": ("one.shp", b"1"),
        "two.dbf": ("two.dbf", b"22"),
    }
    assert all(out in place.parents for place in found.values())


@pytest.mark.parametrize(
    "name", ["../out.shp", "a/../../b.shp", "/etc/passwd", "C:\\Windows\\a.shp", "..\\..\\a.shp", "c:a.shp"]
)
def test_names_that_lead_outside_are_refused(tmp_path, name):
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("plain.shp")
        info.filename = name
        archive.writestr(info, b"x")
    for act in (lambda: zips.members(path), lambda: zips.unpack(path, [name], tmp_path)):
        with pytest.raises(Trouble) as caught:
            act()
        assert refused(caught) == "trouble.map_zip_names"
    assert [each.name for each in tmp_path.iterdir()] == ["evil.zip"]


def bomb(path, megabytes):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.shp", "w") as member:
        for _ in range(megabytes):
            member.write(bytes(1 << 20))
    return path


def test_a_bomb_is_not_opened(tmp_path):
    path = bomb(tmp_path / "bomb.zip", 300)
    assert path.stat().st_size < 400_000
    with pytest.raises(Trouble) as caught:
        zips.members(path)
    assert refused(caught) == "trouble.map_zip_bomb"


def test_a_bomb_that_lies_about_its_size_writes_no_more_than_it_said(tmp_path):
    path = bomb(tmp_path / "liar.zip", 40)
    data = bytearray(path.read_bytes())
    # The size unpacked stands at byte 24 of the entry in the central directory.
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 1000)
    path.write_bytes(data)
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(Trouble) as caught:
        zips.unpack(path, ["a.shp"], out)
    assert refused(caught) in ("trouble.map_zip_bomb", "trouble.map_zip_broken")
    assert sum(each.stat().st_size for each in out.rglob("*.shp")) <= 1000


def test_thousands_of_members_are_refused(tmp_path):
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(2_001):
            archive.writestr(f"{number}.txt", b"")
    with pytest.raises(Trouble) as caught:
        zips.members(path)
    assert refused(caught) == "trouble.map_zip_bomb"


def test_a_damaged_a_cut_and_a_locked_zip(tmp_path):
    good = tmp_path / "good.zip"
    with zipfile.ZipFile(good, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.shp", bytes(range(256)) * 400)
    data = good.read_bytes()
    flipped = bytearray(data)
    flipped[60] ^= 0xFF
    locked = bytearray(data)
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        locked[data.index(mark) + at] |= 1
    for name, bad, key in (
        ("no zip", b"<html>Sign in</html>", "trouble.map_zip_broken"),
        ("cut", data[: len(data) // 2], "trouble.map_zip_broken"),
        ("flipped", bytes(flipped), "trouble.map_zip_broken"),
        ("locked", bytes(locked), "trouble.map_zip_locked"),
        ("empty", b"", "trouble.map_zip_broken"),
    ):
        path = tmp_path / "bad.zip"
        path.write_bytes(bad)
        out = tmp_path / name
        out.mkdir()
        with pytest.raises(Trouble) as caught:
            zips.unpack(path, ["a.shp"], out)
        assert refused(caught) == key, name


def test_unpacking_can_be_stopped(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.shp", bytes(3 << 20))

    def stop():
        raise Cancelled

    with pytest.raises(Cancelled):
        zips.unpack(path, ["a.shp"], tmp_path, stop)
