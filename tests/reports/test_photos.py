"""Photos on paper."""

import io

import pytest
from PIL import Image

from sacwatch.reports.patrols import patrol_log
from sacwatch.reports.photos import Photo
from tests.reports import papers
from tests.reports.papers import pages_of, read


def picture(width, height, form="JPEG", mode="RGB"):
    target = io.BytesIO()
    Image.new(mode, (width, height)).save(target, form)
    return target.getvalue()


def _log(*photos):
    return patrol_log(papers.log_data(photos=photos), papers.MADE_ON)


def test_photos_stand_in_the_log_with_their_captions():
    data = _log(
        Photo(picture(2000, 1500), "Tag on the box"),
        Photo(picture(400, 900), "Mattress"),
        Photo(picture(90, 60), "Small"),
    )
    text = " ".join(pages_of(data))
    assert "Photos" in text and "Tag on the box" in text and "Mattress" in text
    assert sum(len(page.images) for page in read(data).pages) == 3


@pytest.mark.parametrize(
    ("form", "mode"),
    [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "1")],
)
def test_photos_of_every_make_are_printed(form, mode):
    assert sum(len(page.images) for page in read(_log(Photo(picture(50, 40, form, mode)))).pages) == 1


@pytest.mark.parametrize("data", [b"", b"not a photo", picture(300, 200)[:400], b"\xff\xd8\xff" + bytes(50)])
def test_a_photo_that_cannot_be_opened_says_so_in_its_place(data):
    text = " ".join(pages_of(_log(Photo(data, "IMG_0001.jpg"))))
    assert "This photo could not be opened. IMG_0001.jpg" in text


def test_the_same_photos_are_the_same_file():
    photo = Photo(picture(120, 80), "same")
    assert _log(photo) == _log(photo)
