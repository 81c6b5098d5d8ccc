"""Photos: made small, turned upright, rid of what they say, and never a crash whatever the bytes."""

import io
import os
import random
import resource
import sys
import zlib
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, PngImagePlugin, TiffImagePlugin

from sacwatch import words
from sacwatch.domain.errors import Trouble
from sacwatch.domain.places import Point
from sacwatch.exchange import photos

WORDS = "PLANTEDMETADATA"


def exif(orientation=1, *, gps=True, taken="2026:09:19 21:10:05"):
    """Give metadata as a phone writes it, with a planted word in it."""
    found = Image.Exif()
    found[ExifTags.Base.Make] = WORDS
    found[ExifTags.Base.ImageDescription] = WORDS
    found[ExifTags.Base.Orientation] = orientation
    found.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if gps:
        rational = TiffImagePlugin.IFDRational
        place = found.get_ifd(ExifTags.IFD.GPSInfo)
        place[ExifTags.GPS.GPSLatitudeRef] = "N"
        place[ExifTags.GPS.GPSLatitude] = (rational(38), rational(34), rational(1956, 100))
        place[ExifTags.GPS.GPSLongitudeRef] = "W"
        place[ExifTags.GPS.GPSLongitude] = (rational(121), rational(29), rational(1752, 100))
    return found


def scene(width=60, height=40, mode="RGB"):
    """Give a picture whose left half is red and right half is blue."""
    picture = Image.new("RGB", (width, height), (200, 20, 20))
    picture.paste((20, 20, 200), (width // 2, 0, width, height))
    return picture.convert(mode)


def saved(path, picture=None, kind=None, **how):
    (picture or scene()).save(path, kind, **how)
    return path


def opened(prepared):
    return Image.open(io.BytesIO(prepared.data))


def reddish(picture, spot):
    red, _, blue = picture.convert("RGB").getpixel(spot)
    return red > blue


KINDS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "TIFF": ".tif", "AVIF": ".avif"}


@pytest.mark.parametrize(("kind", "suffix"), KINDS.items())
def test_metadata_is_offered_and_then_gone(tmp_path, kind, suffix):
    how = {"exif": exif()}
    if kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", WORDS)
        how["pnginfo"] = info
    if kind in ("JPEG", "WEBP", "AVIF"):
        how["icc_profile"] = WORDS.encode()
        how["xmp"] = WORDS.encode()
    path = saved(tmp_path / f"a{suffix}", kind=kind, **how)
    assert WORDS.encode() in path.read_bytes(), "it was there to be removed"
    prepared = photos.prepare(path)
    if kind != "TIFF":  # into which Pillow does not write them
        assert prepared.facts.taken_local == datetime(2026, 9, 19, 21, 10, 5)  # noqa: DTZ001
        assert prepared.facts.point == Point(38.572100, -121.4882)
    assert WORDS.encode() not in prepared.data
    kept = opened(prepared)
    assert not kept.getexif()
    assert not {"icc_profile", "xmp", "comment", "Comment", "exif"} & set(kept.info)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_upright(tmp_path, orientation):
    """However the camera was held, the red half of the scene is left or, on its side, up or down."""
    prepared = photos.prepare(saved(tmp_path / "a.jpg", exif=exif(orientation)))
    picture = opened(prepared)
    assert (prepared.width, prepared.height) == picture.size == ((60, 40) if orientation < 5 else (40, 60))
    first = (5, 20) if orientation < 5 else (20, 5)
    assert reddish(picture, first) is (orientation in (1, 4, 5, 6))


@pytest.mark.parametrize(
    ("size", "kept"), [((4000, 3000), (2000, 1500)), ((3000, 6000), (1000, 2000)), ((2000, 10), (2000, 10))]
)
def test_a_photo_is_at_most_2000_pixels_long(tmp_path, size, kept):
    prepared = photos.prepare(saved(tmp_path / "a.jpg", scene(*size)))
    assert (prepared.width, prepared.height) == kept == opened(prepared).size


def test_a_small_photo_is_not_made_larger(tmp_path):
    assert photos.prepare(saved(tmp_path / "a.jpg", scene(30, 20))).width == 30


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photo_of_60_megapixels_is_taken(tmp_path, kind):
    mode, colour = ("RGB", (90, 120, 60)) if kind == "JPEG" else ("L", 120)
    path = saved(tmp_path / "a.img", Image.new(mode, (10_000, 6_000), colour), kind)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    prepared = photos.prepare(path)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert (prepared.width, prepared.height) == (2000, 1200)
    assert len(prepared.data) < 500_000
    if kind == "JPEG":
        assert grown < 150_000, "kilobytes: it is not unpacked whole"


def header_of(width, height, kind="BMP"):
    """Give a picture that says it is huge and is not."""
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, kind)
    data = bytearray(buffer.getvalue())
    if kind == "BMP":
        data[18:26] = width.to_bytes(4, "little") + height.to_bytes(4, "little")
    else:
        data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
        data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


@pytest.mark.parametrize("side", [11_000, 16_000, 25_000, 60_000])
@pytest.mark.parametrize("kind", ["BMP", "PNG"])
def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked(tmp_path, side, kind):
    path = tmp_path / "bomb.png"
    path.write_bytes(header_of(side, side, kind))
    with pytest.raises(Trouble) as caught:
        photos.prepare(path)
    assert caught.value.problem.key == "trouble.photo_too_large"
    assert "bomb.png" in words.sentence(caught.value.problem.key, caught.value.problem.values)


@pytest.mark.parametrize(
    "mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I", "F", "YCbCr", "LAB"]
)
def test_every_sort_of_colour_is_kept_as_it_looks(tmp_path, mode):
    kind = {"LA": "PNG", "RGBA": "PNG", "P": "PNG", "1": "PNG"}.get(mode, "TIFF")
    if mode in ("I;16", "I"):
        shades = [20_000] * 30 + [50_000] * 30
        size, order = (2, "little") if mode == "I;16" else (4, sys.byteorder)
        row = b"".join(shade.to_bytes(size, order) for shade in shades)
        picture = Image.frombytes(mode, (60, 40), row * 40)
    elif mode == "F":
        picture = Image.new(mode, (60, 40), 90.0)
    elif mode == "LAB":
        picture = Image.new("LAB", (60, 40), (120, 128, 128))
    else:
        picture = scene(mode=mode)
    prepared = photos.prepare(saved(tmp_path / "a.img", picture, kind))
    kept = opened(prepared)
    assert kept.size == (60, 40)
    if mode in ("RGB", "RGBA", "CMYK", "YCbCr", "P"):
        assert reddish(kept, (5, 5))
        assert not reddish(kept, (55, 5))
    if mode in ("I;16", "I"):
        assert kept.convert("L").getpixel((5, 5)) == pytest.approx(78, abs=3)
        assert kept.convert("L").getpixel((55, 5)) == pytest.approx(195, abs=3)


def test_a_drawing_stays_sharp_and_see_through(tmp_path):
    picture = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    picture.paste((255, 0, 0, 255), (0, 0, 20, 40))
    prepared = photos.prepare(saved(tmp_path / "sketch.png", picture))
    assert (prepared.media_type, prepared.name) == ("image/png", "sketch.png")
    assert opened(prepared).getpixel((30, 5)) == (0, 0, 0, 0)


def test_a_photo_saved_as_png_is_kept_as_jpeg(tmp_path):
    noise = Image.frombytes("RGB", (900, 900), random.Random(1).randbytes(900 * 900 * 3))
    prepared = photos.prepare(saved(tmp_path / "shot.png", noise))
    assert (prepared.media_type, prepared.name) == ("image/jpeg", "shot.jpg")


def test_of_a_moving_picture_the_first_is_kept(tmp_path):
    path = tmp_path / "a.gif"
    scene().save(path, save_all=True, append_images=[Image.new("RGB", (60, 40))])
    prepared = photos.prepare(path)
    assert reddish(opened(prepared), (5, 5))


@pytest.mark.parametrize(
    "name", ["photo", "photo.jpg_large", "photo.JFIF", "photo.png", "photo.txt", "a.b.c.jpg"]
)
def test_a_photo_is_known_by_its_bytes_and_not_by_its_name(tmp_path, name):
    prepared = photos.prepare(saved(tmp_path / name, kind="JPEG", exif=exif()))
    assert prepared.media_type == "image/jpeg"
    assert WORDS.encode() not in prepared.data
    assert prepared.name.endswith(".jpg")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", b""),
        ("a.jpg", b"not a photo at all"),
        ("a.heic", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 100),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.tiff", b"II*\x00\x08\x00\x00\x00\xff\xff"),
        ("a.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 "),
        ("a.avif", b"\x00\x00\x00\x18ftypavif" + b"\xff" * 64),
        ("a.gif", b"GIF89a\x00\x00"),
    ],
)
@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's, about the bytes
def test_what_is_no_photo_says_so(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Trouble) as caught:
        photos.prepare(tmp_path / name)
    assert caught.value.problem.key == "trouble.not_a_photo"
    assert name in words.sentence(caught.value.problem.key, caught.value.problem.values)


def test_a_photo_that_is_cut_says_so(tmp_path):
    noise = Image.frombytes("RGB", (300, 300), random.Random(1).randbytes(300 * 300 * 3))
    path = saved(tmp_path / "a.jpg", noise)
    path.write_bytes(path.read_bytes()[:4000])
    with pytest.raises(Trouble) as caught:
        photos.prepare(path)
    assert caught.value.problem.key == "trouble.not_a_photo"


def test_a_photo_that_is_not_there_says_so(tmp_path):
    (tmp_path / "folder.jpg").mkdir()
    for name in ("gone.jpg", "folder.jpg", "gone.pdf"):
        with pytest.raises(Trouble) as caught:
            photos.prepare(tmp_path / name)
        assert caught.value.problem.key == "trouble.cannot_read"


def sample(kind):
    buffer = io.BytesIO()
    scene().save(buffer, kind, **({"exif": exif(6)} if kind in KINDS else {}))
    return buffer.getvalue()


SAMPLES = {kind: sample(kind) for kind in (*KINDS, "GIF", "BMP")}


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's, about the spoiled bytes
@settings(max_examples=250)
@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_no_picture_however_spoiled_is_more_than_a_sentence(tmp_path, kind, data):
    whole = bytearray(SAMPLES[kind])
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        whole = whole[: data.draw(st.integers(0, len(whole)))]
    path = tmp_path / f"a{KINDS.get(kind, '.jpg')}"
    path.write_bytes(whole)
    try:
        prepared = photos.prepare(path)
    except Trouble as trouble:
        assert words.sentence(trouble.problem.key, trouble.problem.values)
    else:
        assert max(opened(prepared).size) <= 2000


@pytest.mark.parametrize(
    "told",
    [
        {ExifTags.GPS.GPSLatitude: (1.0,)},
        {ExifTags.GPS.GPSLatitude: (99.0, 0.0, 0.0)},
        {ExifTags.GPS.GPSLongitude: None},
        {ExifTags.GPS.GPSLatitude: (0.0, 0.0, 0.0), ExifTags.GPS.GPSLongitude: (0.0, 0.0, 0.0)},
    ],
)
def test_a_place_that_cannot_be_is_not_offered_and_the_time_still_is(tmp_path, told):
    odd = exif()
    place = odd.get_ifd(ExifTags.IFD.GPSInfo)
    for tag, value in told.items():
        place[tag] = value
        if value is None:
            del place[tag]
    facts = photos.prepare(saved(tmp_path / "a.jpg", exif=odd)).facts
    assert facts.point is None
    assert facts.taken_local is not None


@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "yesterday", "", "2026:13:45 99:99:99"])
def test_a_time_that_cannot_be_is_not_offered_and_the_place_still_is(tmp_path, taken):
    facts = photos.prepare(saved(tmp_path / "a.jpg", exif=exif(taken=taken))).facts
    assert facts.taken_local is None
    assert facts.point is not None


def test_a_photo_that_says_nothing_offers_nothing(tmp_path):
    facts = photos.prepare(saved(tmp_path / "a.jpg")).facts
    assert (facts.taken_local, facts.point) == (None, None)


def test_a_place_in_the_south_and_east_is_there(tmp_path):
    odd = exif()
    odd.get_ifd(ExifTags.IFD.GPSInfo).update(
        {ExifTags.GPS.GPSLatitudeRef: "S", ExifTags.GPS.GPSLongitudeRef: "E"}
    )
    assert photos.prepare(saved(tmp_path / "a.jpg", exif=odd)).facts.point == Point(-38.5721, 121.4882)


# Other files


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.pdf", "application/pdf"), ("A.PDF", "application/pdf"), ("a.xyz", "application/octet-stream")],
)
def test_another_file_is_kept_as_it_is(tmp_path, name, media_type):
    data = b"%PDF-1.7 " + bytes(range(256))
    (tmp_path / name).write_bytes(data)
    prepared = photos.prepare(tmp_path / name)
    assert (prepared.name, prepared.media_type, prepared.data) == (name, media_type, data)
    assert (prepared.width, prepared.height) == (0, 0)


def test_another_file_that_is_too_large_is_refused(tmp_path):
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.truncate(25_000_001)
    with pytest.raises(Trouble) as caught:
        photos.prepare(path)
    assert caught.value.problem.key == "trouble.file_too_large"
    assert "25 MB" in words.sentence(caught.value.problem.key, caught.value.problem.values)


def test_a_file_name_that_is_no_text_is_kept_as_text(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe <b>.pdf"))
    path.write_bytes(b"x")
    prepared = photos.prepare(path)
    prepared.name.encode("utf-8")
    assert prepared.name.endswith("<b>.pdf")
