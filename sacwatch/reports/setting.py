"""Sets a paragraph: which font carries each character, how they join, and where lines break.

Nearly every text a watch prints is plain Latin and takes the short way of `_plain_lines`. All else
(other scripts, marks, emoji, right to left, several cuts in one paragraph) goes through `_Mixed`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from sacwatch.reports import bidi, fonts
from sacwatch.reports.fonts import Cut, Face
from sacwatch.reports.shaping import Cluster, Run, alone, clusters, run_of


class Line(NamedTuple):
    """One line, its runs in reading order; the width is in thousandths of the size."""

    runs: tuple[Run, ...]
    width: float
    backward: bool = False
    """Its paragraph reads from right to left, so it starts at the right edge."""


Span = tuple[str, Cut]

# A word too long for a line may end behind these, where letters stand on both sides: not in 916-555-0123.
_PARTS = re.compile(r"(?<=[^\W\d_][-/\u2010\u2013\u2014])(?=[^\W\d_])")
_NO_START = frozenset(
    "、。，．：；！？）」』】〉》〕〗〙〛ー々ゝゞヽヾぁぃぅぇぉっゃゅょァィゥェォッャュョ%‰℃)]}”’…"
)
_NO_END = frozenset("（「『【〈《〔〖〘〚([{“‘")
# What no page can hold: control characters vanish, the other line ends of Unicode become the usual one.
_CLEANED: dict[int, str | None] = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)])
_CLEANED |= dict.fromkeys((0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n")
_CLEANED |= dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}") | {0x09: "    "}
# Their work is done once the levels are known; `formats.isolated` puts them around names.
_ISOLATES = "\u2066\u2067\u2068\u2069"
_NO_ISOLATES = dict.fromkeys(map(ord, _ISOLATES))
_MOST_IN_LINE = 600
"""More characters than any line of any paper holds."""
_BLANKS = " \t\u2003\u2002\u2009\u3000"


def clean(text: str) -> str:
    """Give the text with plain line breaks and blanks for tabs, without controls or halves of surrogates."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if text.isprintable():
        return text
    return text.translate(_CLEANED)


def lines(spans: Sequence[Span], limit: float) -> list[Line]:
    """Break a text into lines no wider than `limit` (thousandths of the size)."""
    simple = fonts.simple()
    if len(spans) == 1:
        text, cut = spans[0]
        if simple.issuperset(text):
            return list(_plain_lines(text, fonts.face(cut), limit))
    found: list[Line] = []
    for paragraph in _paragraphs(spans):
        if len(paragraph) == 1 and simple.issuperset(paragraph[0][0]):
            found += _plain_lines(paragraph[0][0], fonts.face(paragraph[0][1]), limit)
        else:
            found += _Mixed(paragraph).lines(limit)
    return found


def natural_width(spans: Sequence[Span]) -> float:
    """Give the width of a text that breaks only at its own line breaks, in thousandths of the size."""
    return max((line.width for line in lines(spans, float("inf"))), default=0.0)


def _paragraphs(spans: Sequence[Span]) -> Iterator[list[Span]]:
    current: list[Span] = []
    for text, cut in spans:
        first, *more = text.split("\n")
        if first:
            current.append((first, cut))
        for part in more:
            yield current or [("", cut)]
            current = [(part, cut)] if part else []
    yield current or [("", Cut.REGULAR)]


def _plain_lines(text: str, font: Face, limit: float) -> Iterator[Line]:
    for line, width in _fill(text, font, limit):
        yield Line((Run(font, line, None, width, 0, False, ""),) if line else (), width)


def _fill(text: str, font: Face, limit: float) -> Iterator[tuple[str, float]]:
    """Fill lines with words, then with parts of words, then with characters."""
    widths = font.word_widths
    if len(text) < 60:
        width = widths[text]
        if width <= limit:
            yield text, width
            return
    space = font.char_widths[" "]
    line, used, empty = "", 0.0, True
    for word in text.split(" "):
        width = widths[word] if len(word) < 100 else sum(map(font.char_widths.__getitem__, word))
        if not empty and used + space + width <= limit:
            line, used = f"{line} {word}", used + space + width
            continue
        if empty and width <= limit:
            line, used, empty = word, width, False
            continue
        if not word:
            continue
        gap = "" if empty else " "
        for part in _PARTS.split(word) if limit < width else [word]:
            width = widths[part] if len(part) < 100 else sum(map(font.char_widths.__getitem__, part))
            gap_width = space if gap else 0.0
            if not empty and used + gap_width + width <= limit:
                line, used, gap = line + gap + part, used + gap_width + width, ""
                continue
            if not empty:
                yield line.rstrip(" "), used
            rest, gap = part, ""
            while width > limit and len(rest) > 1:
                count, used = _fitting(rest, font.char_widths.__getitem__, limit)
                yield rest[:count], used
                rest, width = rest[count:], width - used
            line, used, empty = rest, width, False
    yield line.rstrip(" "), used


def _fitting(rest: Sequence[str], width_of: Callable[[str], float], limit: float) -> tuple[int, float]:
    """Say how many of these fit, at least one, and how wide they are."""
    used = 0.0
    for count, each in enumerate(rest):
        width = width_of(each)
        if count and used + width > limit:
            return count, used
        used += width
    return len(rest), used


class _Mixed:
    """One paragraph of any characters."""

    def __init__(self, spans: Sequence[Span]) -> None:
        whole = "".join(text for text, _cut in spans)
        cuts = [cut for text, cut in spans for _char in text]
        self.base = 0
        levels = [0] * len(whole)
        if bidi.turns(whole):
            levels, self.base = bidi.levels(whole)
        self.text = whole.translate(_NO_ISOLATES)
        if len(self.text) < len(whole):
            kept = [i for i, char in enumerate(whole) if char not in _ISOLATES]
            levels, cuts = [levels[i] for i in kept], [cuts[i] for i in kept]
        self.clusters = [
            Cluster(start, end, fonts.carrier(self.text[start:end], cuts[start]), levels[start], cuts[start])
            for start, end in clusters(self.text)
        ]

    def lines(self, limit: float) -> Iterator[Line]:
        start, used, first = 0, 0.0, True
        for begin, end in self._units():
            width = self._width(begin, self._trimmed(begin, end))
            if not first and used + width > limit:
                yield self._line(start, begin)
                start, used, first = begin, 0.0, True
            if width > limit:
                while begin < end - 1 and (
                    end - begin > _MOST_IN_LINE or self._width(begin, self._trimmed(begin, end)) > limit
                ):
                    count = self._fitting(begin, end, limit)
                    yield self._line(begin, begin + count)
                    begin += count
                start, used = begin, 0.0
            used += self._width(begin, end)
            first = False
        yield self._line(start, len(self.clusters))

    def _units(self) -> Iterator[tuple[int, int]]:
        """Give the parts between which a line may end, each with the blanks behind it."""
        start = 0
        for i in range(1, len(self.clusters)):
            if self._blank(i):
                continue
            before = self.text[self.clusters[i - 1].start]
            here = self.text[self.clusters[i].start]
            last = self.text[self.clusters[i - 1].end - 1]
            beside = _ideograph(before) or _ideograph(here)
            beside = beside and here not in _NO_START and before not in _NO_END
            if beside or self._blank(i - 1) or last == "\u200b":
                yield start, i
                start = i
        if self.clusters:
            yield start, len(self.clusters)

    def _trimmed(self, begin: int, end: int) -> int:
        while end > begin and self._blank(end - 1):
            end -= 1
        return end

    def _blank(self, i: int) -> bool:
        cluster = self.clusters[i]
        return not self.text[cluster.start : cluster.end].strip(_BLANKS)

    def _fitting(self, begin: int, end: int, limit: float) -> int:
        count, _used = _fitting(
            [
                self.text[each.start : each.end]
                for each in self.clusters[begin : min(end, begin + _MOST_IN_LINE)]
            ],
            functools.partial(alone, cut=self.clusters[begin].cut),
            limit,
        )
        while count > 1 and self._width(begin, begin + count) > limit:
            count -= 1
        return count

    def _width(self, begin: int, end: int) -> float:
        return sum(run.width for run in self._runs(begin, end))

    def _line(self, begin: int, end: int) -> Line:
        runs = tuple(self._runs(begin, self._trimmed(begin, end)))
        return Line(runs, sum(run.width for run in runs), self.base == 1)

    def _runs(self, begin: int, end: int) -> Iterator[Run]:
        """Give the runs of some neighbouring clusters."""
        at = begin
        while at < end:
            first = self.clusters[at]
            stop = at + 1
            while stop < end and _alike(first, self.clusters[stop]):
                stop += 1
            yield run_of(first, self.text[first.start : self.clusters[stop - 1].end])
            at = stop


def _alike(a: Cluster, b: Cluster) -> bool:
    return a.face is b.face and a.level == b.level and a.cut == b.cut


def _ideograph(char: str) -> bool:
    """Say whether a line may end beside this character: Han, kana, Hangul and their punctuation."""
    code = ord(char)
    return (
        0x2E80 <= code <= 0x9FFF
        or 0xAC00 <= code <= 0xD7A3
        or 0xF900 <= code <= 0xFAFF
        or 0xFF00 <= code <= 0xFFEF
        or 0x1F300 <= code <= 0x1FAFF
        or 0x20000 <= code <= 0x3FFFF
    )
