"""Puts the glyphs a document uses into its PDF, with the text each of them stands for.

ReportLab's own TrueType fonts give shaped glyphs made-up characters and cannot say that a glyph
stands for several characters or for one beyond U+FFFF; here each pair of a glyph and its text is
one code (a composite font, ISO 32000-1, 9.7), so that what is selected or searched is what was typed.
"""

from __future__ import annotations

import hashlib
from typing import Any
from weakref import WeakKeyDictionary

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString, PDFZCompress

from sacwatch.reports.fonts import Cut, Face, face

_NOT_NEEDED = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "kern", "gasp", "name", "post", "OS/2", "cmap")
_SYMBOLIC = 4


class _Codes(dict[str, str]):
    """The code of each simple character, as four hexadecimal digits."""

    def __init__(self, used: Used) -> None:
        self._used = used

    def __missing__(self, char: str) -> str:
        # A blank at which no line ends is found and copied as a blank like any other.
        told = " " if char in "\u00a0\u202f" else char
        code = self[char] = self._used.code(self._used.face.glyph(ord(told)) or 0, told)
        return code


class Used:
    """The glyphs of one font that one document uses."""

    def __init__(self, font: Face) -> None:
        self.face = font
        self.name = ""
        self.glyphs: list[tuple[int, str]] = [(0, "")]
        self.codes = _Codes(self)
        self._found: dict[tuple[int, str], str] = {}

    def code(self, glyph: int, text: str) -> str:
        """Give the code of a glyph that stands for this text, as four hexadecimal digits."""
        key = (glyph, text)
        code = self._found.get(key)
        if code is None:
            code = self._found[key] = f"{len(self.glyphs):04X}"
            self.glyphs.append(key)
        return code


class DocumentFont:
    """A font in the form that ReportLab's canvas asks for; it holds the state of each open document."""

    _dynamicFont = 1  # noqa: N815  (ReportLab's names, here and below)
    _multiByte = 1  # noqa: N815
    shapable = False
    encoding = None

    def __init__(self, font: Face) -> None:
        self.face = font
        self.fontName = font.name
        self._used: WeakKeyDictionary[Any, Used] = WeakKeyDictionary()

    def used(self, document: Any) -> Used:
        """Give what a document uses of this font, telling the document to ask for it at its end."""
        found = self._used.get(document)
        if found is None:
            found = self._used[document] = Used(self.face)
            found.name = f"/F{len(document.fontMapping) + 1}"
            document.fontMapping[self.fontName] = found.name
            document.delayedFonts.append(self)
        return found

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802
        return sum(map(self.face.char_widths.__getitem__, text)) * size / 1000

    def splitString(self, text: str, document: Any, encoding: str = "utf8") -> list[tuple[int, bytes]]:  # noqa: N802
        codes = self.used(document).codes
        return [(0, bytes.fromhex("".join(codes[char] for char in text)))]

    def getSubsetInternalName(self, subset: int, document: Any) -> str:  # noqa: N802
        return self.used(document).name

    def addObjects(self, document: Any) -> None:  # noqa: N802
        """Write the font's objects; ReportLab calls this once, when the document is saved."""
        used = self._used.pop(document)
        data, new_glyphs = _subset(self.face, {glyph for glyph, _text in used.glyphs})
        digest = hashlib.sha256(
            repr((self.fontName, used.glyphs)).encode("utf-8", "backslashreplace")
        ).digest()
        name = "".join(chr(65 + byte % 26) for byte in digest[:6]) + "+" + self.fontName
        widths = [round(self.face.advance(glyph), 1) for glyph, _text in used.glyphs]

        def put(part: str, value: Any) -> Any:
            return document.Reference(value, f"{name}:{part}")

        def stream(content: bytes, **entries: Any) -> PDFStream:
            return PDFStream(PDFDictionary(entries), content, [PDFZCompress])

        bold = self.fontName == Cut.BOLD
        descriptor = PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": PDFName(name),
                "Flags": _SYMBOLIC,
                "FontBBox": PDFArray([-1000, round(self.face.descent), 3000, round(self.face.ascent)]),
                "ItalicAngle": -12 if self.fontName == Cut.ITALIC else 0,
                "Ascent": round(self.face.ascent),
                "Descent": round(self.face.descent),
                "CapHeight": 714,
                "StemV": 140 if bold else 88,
                "FontFile2": put("file", stream(data, Length1=len(data))),
            }
        )
        glyph_map = b"".join(new_glyphs[glyph].to_bytes(2, "big") for glyph, _text in used.glyphs)
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(name),
                "CIDSystemInfo": PDFDictionary(
                    {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": put("descriptor", descriptor),
                "DW": 1000,
                "W": PDFArray([0, PDFArray(widths)]),
                "CIDToGIDMap": put("glyphs", stream(glyph_map)),
            }
        )
        composite = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(name),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([put("descendant", descendant)]),
                "ToUnicode": put("text", stream(_to_unicode([text for _glyph, text in used.glyphs]))),
            }
        )
        document.idToObject["BasicFonts"].dict[used.name[1:]] = put("font", composite)


def _subset(font: Face, glyphs: set[int]) -> tuple[bytes, dict[int, int]]:
    """Give a font file with only these glyphs, and their new numbers."""
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _NOT_NEEDED)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    plan = uharfbuzz.SubsetPlan(font.font.face, wanted)
    data = plan.execute().blob.data
    numbers = plan.old_to_new_glyph_mapping
    return bytes(data), {glyph: int(numbers[glyph]) for glyph in glyphs}


def _to_unicode(texts: list[str]) -> bytes:
    """Give the CMap that says which text each code stands for (ISO 32000-1, 9.10.3)."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    pairs = [
        f"<{code:04X}> <{text.encode('utf-16-be', 'surrogatepass').hex()}>" for code, text in enumerate(texts)
    ]
    # A block holds at most 100 pairs.
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")


_fonts: dict[str, DocumentFont] = {}


def document_font(name: str) -> DocumentFont:
    """Give the font of this name as ReportLab uses it."""
    found = _fonts.get(name)
    if found is None:
        found = _fonts.setdefault(name, DocumentFont(face(name)))
    return found


def register() -> None:
    """Make the text font known to ReportLab, for `setFont` and drawings."""
    for cut in Cut:
        if cut.value not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(document_font(cut.value))


register()
