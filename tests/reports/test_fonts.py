"""The font files: unmodified, licensed, and done without where one is missing."""

import hashlib
import re

import pytest

from sacwatch import paths
from sacwatch.reports import fonts, setting, shaping
from sacwatch.reports.fonts import Cut

_FOLDER = paths.resources() / "fonts"


def test_every_font_is_the_file_that_its_maker_published():
    told = dict(
        reversed(pair)
        for pair in re.findall(
            r"^([0-9a-f]{64})  (\S+)$", (_FOLDER / "README.md").read_text("utf-8"), re.MULTILINE
        )
    )
    files = sorted([*_FOLDER.glob("*.ttf"), *_FOLDER.glob("*.ttc")])
    assert {file.name for file in files} == set(told)
    for file in files:
        assert hashlib.sha256(file.read_bytes()).hexdigest() == told[file.name], file.name


def test_every_font_has_its_licence_beside_it():
    words = {
        "LICENSE-OFL-1.1.txt": "SIL OPEN FONT LICENSE Version 1.1",
        "LICENSE-DejaVu.txt": "Bitstream Vera",
        "LICENSE-Apache-2.0.txt": "Apache License",
    }
    for name, part in words.items():
        assert part in (_FOLDER / name).read_text("utf-8")


def test_one_font_alone_is_large():
    assert [file.name for file in _FOLDER.iterdir() if file.stat().st_size > 1_000_000] == [
        "wqy-microhei.ttc"
    ]


def test_every_font_that_is_asked_for_is_there_and_no_other():
    names = {*Cut, *fonts._FALLBACKS}
    assert {file.stem for file in _FOLDER.iterdir() if file.suffix in (".ttf", ".ttc")} == {*map(str, names)}


@pytest.fixture
def without_chinese(monkeypatch):
    caches = (fonts._fallbacks, fonts.carrier, shaping._shape, shaping.alone)
    monkeypatch.setattr(
        fonts, "_FALLBACKS", tuple(name for name in fonts._FALLBACKS if name != "wqy-microhei")
    )
    for cache in caches:
        cache.cache_clear()
    yield
    monkeypatch.undo()
    for cache in caches:
        cache.cache_clear()


def test_without_a_font_its_characters_become_marks(without_chinese):
    runs = setting.lines([("漢 a", Cut.REGULAR)], 1e9)[0].runs
    assert "".join(run.missing for run in runs) == "漢"


def test_a_face_without_its_file_is_not_asked():
    assert fonts.face("NotoSansNowhere").file is None
