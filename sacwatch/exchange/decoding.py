"""Reads the letters of text files that do not say in which encoding they were written."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

ENCODINGS = (
    *("utf-8", "utf-16", "cp1252", "mac_roman", "cp1250", "cp1251", "cp1258"),
    *("gb18030", "big5", "shift_jis", "euc_kr"),
)
"""What a person may choose from where the guess is not right."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 20_000
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}|(?:[\x80-\xff][\x40-\x7e]){3,}|(?:[\x80-\xff]{2}){2,}")
# é, á, ñ and ó of an old Mac; in the letters of Windows "JosŽ", "M‡ria", "Mu–oz" and "L—pez".
_OLD_MAC = re.compile(rb"[a-z](?:\x8e|\x87|[\x96\x97][a-z])|[A-Z]\x97[a-z]")
_FOREIGN = ("gb18030", "big5", "shift_jis", "euc_kr", "cp1251")


def encoding_of(data: bytes) -> str:
    """Guess the encoding of a text file: its mark, UTF-16 by its empty bytes, UTF-8, and then what fits.

    A file that is none of these was written on an ordinary computer here, in the Western letters of
    Windows or an old Mac; charset-normalizer alone takes those for Central European as often as not, and
    is asked about the rest where most letters are not English.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    wide = _wide(data[:_SAMPLE])
    if wide:
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as cut:
        # The end of a file that was cut in the middle of a letter says nothing about the rest.
        told = cut.start >= len(data) - 3 and cut.reason == "unexpected end of data"
        if told and not data[: cut.start].isascii():
            return "utf-8"
    else:
        return "utf-8"
    high = b"\n".join(line for line in data.splitlines() if not line.isascii())[:_SAMPLE]
    # Sets of two bytes to a letter leave hardly any letter alone.
    foreign = len(b"".join(_HIGH_RUN.findall(high))) > len(re.findall(rb"[\x80-\xff]", high)) / 2
    if not foreign:
        return "mac_roman" if _OLD_MAC.search(high) else "cp1252"
    best = charset_normalizer.from_bytes(high, cp_isolation=list(_FOREIGN), threshold=0.4).best()
    return best.encoding if best is not None else "cp1252"


def decoded(data: bytes, encoding: str = "") -> str:
    """Give the text of a file, without its mark and without empty characters.

    `encoding` is one that a person chose, "" for a guess. What is no letter in it becomes U+FFFD.
    """
    chosen = encoding or encoding_of(data)
    if chosen == "utf-16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        chosen = _wide(data[:_SAMPLE]) or "utf-16-le"
    return data.decode(chosen, errors="replace").removeprefix("\ufeff").replace("\0", "")


def _wide(sample: bytes) -> str:
    """Give which of the two UTF-16 a sample without a mark is in, "" for none."""
    half = len(sample) // 2
    if half < 4:
        return ""
    first, second = sample[0 : half * 2 : 2].count(0), sample[1 : half * 2 : 2].count(0)
    if second > half * 0.6 and first < half * 0.1:
        return "utf-16-le"
    if first > half * 0.6 and second < half * 0.1:
        return "utf-16-be"
    return ""
