"""Turns characters into glyphs: which font carries each, how they join, and what no font has."""

from __future__ import annotations

import functools
import unicodedata
from typing import NamedTuple

import uharfbuzz

from sacwatch.reports import bidi, fonts
from sacwatch.reports.fonts import Cut, Face


class Glyph(NamedTuple):
    """A shaped glyph and the text it stands for; measures in thousandths of the size."""

    id: int
    text: str
    advance: float
    dx: float
    dy: float


class Run(NamedTuple):
    """What is drawn in one go: simple characters, or shaped glyphs in their order from left to right."""

    face: Face
    text: str
    glyphs: tuple[Glyph, ...] | None
    width: float
    """Thousandths of the size."""
    level: int
    heavy: bool
    """Bold is wanted and the font has no bold cut."""
    missing: str
    """The characters that print as the visible mark."""


@functools.lru_cache(maxsize=20_000)
def _shape(name: str, text: str, backward: bool) -> tuple[tuple[Glyph, ...], float, str]:
    """Shape a text with one font: its glyphs from left to right, their width, and what the font lacks."""
    font = fonts.face(name)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    # Else HarfBuzz asks the computer for its language, and another computer makes other bytes.
    buffer.language = "en"
    buffer.direction = "rtl" if backward else "ltr"
    uharfbuzz.shape(font.font, buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    told: set[int] = set()
    found: list[Glyph] = []
    width, lacking, waiting = 0.0, "", ""
    for info, position in zip(infos, positions, strict=True):
        cluster = text[info.cluster : ends[info.cluster]]
        part = "" if info.cluster in told else cluster
        told.add(info.cluster)
        if info.codepoint == 0:
            unknown = [char for char in cluster if not fonts.ignorable(char) and not font.glyph(ord(char))]
            if not unknown:
                # What has no shape is not drawn, but stays in the text.
                if found:
                    found[-1] = found[-1]._replace(text=found[-1].text + part)
                else:
                    waiting += part
                continue
            lacking += "".join(unknown)
        advance = position.x_advance * font.scale
        dx, dy = position.x_offset * font.scale, position.y_offset * font.scale
        found.append(Glyph(info.codepoint, waiting + part, advance, dx, dy))
        waiting = ""
        width += advance
    return tuple(found), width, lacking


class Cluster(NamedTuple):
    start: int
    end: int
    face: Face | None
    level: int
    cut: Cut


def run_of(first: Cluster, text: str) -> Run:
    if first.face is None:
        return _marks(text, first)
    if first.face.base and (first.level % 2 == 0 or not text.strip(" ")) and fonts.simple().issuperset(text):
        width = sum(map(first.face.char_widths.__getitem__, text))
        return Run(first.face, text, None, width, first.level, False, "")
    glyphs, width, missing = _shape(first.face.name, text, first.level % 2 == 1)
    heavy = first.cut is Cut.BOLD and not first.face.base
    return Run(first.face, text, glyphs, width, first.level, heavy, missing)


def _marks(text: str, first: Cluster) -> Run:
    """Give the visible mark for each character that no font has, standing for that character."""
    font = fonts.face(Cut.REGULAR)
    mark = font.advance(0)
    missing = [char for char in text if not fonts.ignorable(char)]
    glyphs: list[Glyph] = []
    waiting = ""
    for char in text:
        if not fonts.ignorable(char):
            glyphs.append(Glyph(0, waiting + char, mark, 0.0, 0.0))
            waiting = ""
        elif glyphs:
            glyphs[-1] = glyphs[-1]._replace(text=glyphs[-1].text + char)
        else:
            waiting += char
    if first.level % 2:
        glyphs.reverse()
    return Run(font, text, tuple(glyphs), mark * len(glyphs), first.level, False, "".join(missing))


@functools.lru_cache(maxsize=5_000)
def alone(cluster: str, cut: Cut) -> float:
    """Give the width of a cluster that joins nothing, in thousandths of the size."""
    level = 1 if bidi.kind(cluster[0]) in ("R", "AL") else 0
    return run_of(Cluster(0, len(cluster), fonts.carrier(cluster, cut), level, cut), cluster).width


def clusters(text: str) -> list[tuple[int, int]]:
    """Give the ends of the characters as a reader sees them: each with its marks and joiners."""
    starts: list[int] = []
    flags = 0
    for i, char in enumerate(text):
        flag = "\U0001f1e6" <= char <= "\U0001f1ff"
        flags = flags + 1 if flag else 0
        if not starts:
            starts.append(i)
            continue
        joined = (
            unicodedata.category(char) in ("Mn", "Me", "Mc")
            or fonts.ignorable(char)
            or ("\U0001f3fb" <= char <= "\U0001f3ff" and unicodedata.category(text[i - 1]) == "So")
            or ("\u1160" <= char <= "\u11ff" and "\u1100" <= text[i - 1] <= "\u11ff")
            or (text[i - 1] == "\u200d" and unicodedata.category(char) == "So")
            or (flag and flags % 2 == 0)
        )
        if not joined:
            starts.append(i)
    return list(zip(starts, [*starts[1:], len(text)], strict=True))
