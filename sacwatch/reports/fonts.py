"""The fonts of the paper, and which of them carries a character.

The files stand unmodified in `resources/fonts`, beside their licences. Noto Sans sets everything it
can; what it lacks is looked for in the others, in the order of `_FALLBACKS`.
"""

from __future__ import annotations

import functools
import unicodedata
from enum import StrEnum
from pathlib import Path
from typing import Any

import uharfbuzz

from sacwatch import paths


class Cut(StrEnum):
    """A cut of the text font; the value is its name in a PDF and for ReportLab's `setFont`."""

    REGULAR = "NotoSans-Regular"
    BOLD = "NotoSans-Bold"
    ITALIC = "NotoSans-Italic"


_FALLBACKS = (
    "NotoSansArabic-Regular",
    "NotoSansHebrew-Regular",
    "NotoSansDevanagari-Regular",
    "NotoSansGurmukhi-Regular",
    "NotoSansThai-Regular",
    "NotoSansLao-Regular",
    "NotoSansKhmer-Regular",
    "NotoSansTamil-Regular",
    "NotoSansPahawhHmong-Regular",
    "NotoSerifNyiakengPuachueHmong-Regular",
    "DejaVuSans",
    "wqy-microhei",
    "NotoEmoji-Regular",
)
_EMOJI = "NotoEmoji-Regular"
_TALL = frozenset(
    {
        "NotoSansArabic-Regular",
        "NotoSansDevanagari-Regular",
        "NotoSansKhmer-Regular",
        "NotoSansLao-Regular",
        "NotoSansTamil-Regular",
        "NotoSansThai-Regular",
    }
)
"""Fonts whose marks stack above and below the line, so that lines need more room."""

# Blocks of Noto Sans in which one character is one glyph, whatever stands beside it.
_SIMPLE = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x2FF),
    (0x370, 0x482),
    (0x48A, 0x52F),
    (0x1E00, 0x1FFF),
    (0x2010, 0x2027),
    (0x202F, 0x205E),
    (0x2070, 0x20BF),
    (0x2100, 0x218F),
)

# Format characters that are drawn all the same: Arabic number signs and their like.
_DRAWN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")

_REMEMBERED_WORDS = 50_000


class _CharWidths(dict[str, float]):
    """The width of each character that was asked for, in thousandths of the size."""

    def __init__(self, face: Face) -> None:
        self._face = face

    def __missing__(self, char: str) -> float:
        code = 0x20 if char in "\u00a0\u202f" else ord(char)
        width = self[char] = self._face.advance(self._face.glyph(code) or 0)
        return width


class _WordWidths(dict[str, float]):
    """The width of each word that was asked for, in thousandths of the size."""

    def __init__(self, chars: _CharWidths) -> None:
        self._chars = chars

    def __missing__(self, word: str) -> float:
        if len(self) >= _REMEMBERED_WORDS:
            self.clear()
        width = self[word] = sum(map(self._chars.__getitem__, word))
        return width


class Face:
    """One font file, opened when it is first needed."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.tall = name in _TALL
        self.base = name in list(Cut)
        self._advances: dict[int, float] = {}
        self.char_widths = _CharWidths(self)
        self.word_widths = _WordWidths(self.char_widths)

    @functools.cached_property
    def file(self) -> Path | None:
        """Where the font stands, None where this copy of the app goes without it."""
        folder = paths.resources() / "fonts"
        return next(
            (path for end in (".ttf", ".ttc") if (path := folder / (self.name + end)).is_file()), None
        )

    @functools.cached_property
    def font(self) -> Any:
        """The HarfBuzz font."""
        return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(self.file)), 0))

    @functools.cached_property
    def scale(self) -> float:
        """Turns the font's units into thousandths of the size."""
        return 1000 / float(self.font.face.upem)

    @functools.cached_property
    def ascent(self) -> float:
        """The room above the line, in thousandths of the size."""
        return float(self.font.get_font_extents("ltr").ascender) * self.scale

    @functools.cached_property
    def descent(self) -> float:
        """The room below the line, negative, in thousandths of the size."""
        return float(self.font.get_font_extents("ltr").descender) * self.scale

    def glyph(self, code: int) -> int | None:
        """Give the glyph of a character, or None where the font lacks it."""
        found: int | None = self.font.get_nominal_glyph(code)
        return found

    def advance(self, glyph: int) -> float:
        """Give the width of a glyph in thousandths of the size."""
        width = self._advances.get(glyph)
        if width is None:
            width = self._advances[glyph] = float(self.font.get_glyph_h_advance(glyph)) * self.scale
        return width

    def __repr__(self) -> str:
        return f"Face({self.name!r})"


@functools.cache
def face(name: str) -> Face:
    """Give a font by its name."""
    return Face(name)


@functools.cache
def _fallbacks() -> tuple[str, ...]:
    return tuple(name for name in _FALLBACKS if face(name).file)


@functools.cache
def simple() -> frozenset[str]:
    """Give the characters that need neither another font nor shaping nor a turn of direction."""
    cuts = [face(cut) for cut in Cut]
    return frozenset(
        chr(code)
        for low, high in _SIMPLE
        for code in range(low, high + 1)
        if all(cut.glyph(code) for cut in cuts)
    )


def ignorable(char: str) -> bool:
    """Say whether a character has no shape of its own: joiners, selectors, direction marks, controls."""
    code = ord(char)
    if 0xFE00 <= code <= 0xFE0F or 0xE0000 <= code <= 0xE0FFF or code == 0x34F or 0x180B <= code <= 0x180F:
        return True
    if code in (0x115F, 0x1160, 0x3164, 0xFFA0):
        return True
    return unicodedata.category(char) in ("Cf", "Cc") and char not in _DRAWN


@functools.lru_cache(maxsize=20_000)
def carrier(cluster: str, cut: Cut) -> Face | None:
    """Give the font that carries a character with its marks, or None where no font has the character."""
    needed = [ord(char) for char in cluster if not ignorable(char)]
    if not needed:
        return face(cut)
    # A letter typed as its parts (jamo, a mark behind its base) may be in the font as a whole.
    composed = [ord(char) for char in unicodedata.normalize("NFC", cluster) if not ignorable(char)]
    names: list[str] = [cut, *_fallbacks()]
    if needed[0] >= 0x1F000 or "\ufe0f" in cluster or "\u20e3" in cluster:
        names = [name for name in names if name == _EMOJI] + names
    for name in names:
        if any(all(map(face(name).glyph, codes)) for codes in (needed, composed)):
            return face(name)
    return next((face(name) for name in names if face(name).glyph(needed[0])), None)
