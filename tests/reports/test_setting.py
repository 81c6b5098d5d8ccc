"""Lines: nothing lost, nothing too wide, in every script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacwatch.reports import fonts, setting
from sacwatch.reports.fonts import Cut

_PLAIN = st.text(alphabet="abc déWi-/.,'&<>0123456789ỄжΩ \n", max_size=300)
_ANY = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("ab שלוםمرحباकषੴ漢字かな한국😀👨\u200d👩\u0301\u0323\ufe0f ก็ሀ"),
    ),
    max_size=60,
)


def _text(lines):
    return "".join(run.text for line in lines for run in line.runs)


def _squeezed(text):
    return "".join(text.split())


@given(_PLAIN, st.integers(600, 20_000))
def test_plain_lines_hold_every_character_and_fit(text, limit):
    lines = setting.lines([(setting.clean(text), Cut.REGULAR)], limit)
    assert _squeezed(_text(lines)) == _squeezed(text)
    for line in lines:
        assert line.width <= limit or len(_text([line])) == 1


@given(_ANY, st.integers(2_000, 20_000))
def test_lines_of_any_script_hold_every_character_and_fit(text, limit):
    cleaned = setting.clean(text)
    lines = setting.lines([(cleaned, Cut.BOLD)], limit)
    expected = cleaned.translate(dict.fromkeys(range(0x2066, 0x206A)))
    assert _squeezed(_text(lines)) == _squeezed(expected)
    for line in lines:
        assert line.width <= limit + 1 or sum(len(run.glyphs or run.text) for run in line.runs) <= 8


@given(st.text(alphabet="abc dé-\n", max_size=80), st.integers(800, 9_000))
def test_the_short_way_and_the_long_way_break_lines_alike(text, limit):
    short = setting.lines([(text, Cut.REGULAR)], limit)
    long = setting.lines([(text[:3], Cut.REGULAR), (text[3:], Cut.REGULAR)], limit)
    if "-" not in text and "  " not in text and not text.startswith(" "):
        assert [_squeezed(_text([line])) for line in short] == [_squeezed(_text([line])) for line in long]
    assert _squeezed(_text(long)) == _squeezed(text)


@pytest.mark.parametrize("letter", ["n", "W", "א", "م", "漢", "😀", "क"])
def test_a_word_of_five_thousand_characters_wraps_whole(letter):
    lines = setting.lines([(letter * 5000, Cut.REGULAR)], 18_000)
    assert _text(lines) == letter * 5000
    assert all(line.width <= 18_000 for line in lines)


def test_a_phone_number_stays_on_one_line():
    lines = setting.lines([("Call 916-555-0123 or 916-555-0124 now", Cut.REGULAR)], 9_000)
    assert any("916-555-0123" in _text([line]) for line in lines)
    assert any("916-555-0124" in _text([line]) for line in lines)


def test_marks_vanish_and_line_ends_become_one_kind():
    assert setting.clean("a\x07b\r\nc\u2028d\x85e\rf\tg\ud800") == "ab\nc\nd\ne\nf    g\ufffd"


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("Nguyễn Ђ Ω", "NotoSans-Regular"),
        ("سلام", "NotoSansArabic-Regular"),
        ("שלום", "NotoSansHebrew-Regular"),
        ("नमस्ते", "NotoSansDevanagari-Regular"),
        ("ਸਤਿ", "NotoSansGurmukhi-Regular"),
        ("ສະບາຍດີ", "NotoSansLao-Regular"),
        ("สวัสดี", "NotoSansThai-Regular"),
        ("សួស្តី", "NotoSansKhmer-Regular"),
        ("வணக்கம்", "NotoSansTamil-Regular"),
        ("𖬌𖬣𖬵", "NotoSansPahawhHmong-Regular"),
        ("𞄀𞄁", "NotoSerifNyiakengPuachueHmong-Regular"),
        ("→✓☑Հայ", "DejaVuSans"),
        ("漢字かな한국", "wqy-microhei"),
        ("\u1112\u1161\u11ab", "wqy-microhei"),
        ("😀🚨", "NotoEmoji-Regular"),
        ("☎\ufe0f", "NotoEmoji-Regular"),
    ],
)
def test_each_script_finds_its_font(text, font):
    runs = [
        run for line in setting.lines([(text, Cut.REGULAR)], 1e9) for run in line.runs if run.text.strip()
    ]
    assert {run.face.name for run in runs} == {font}
    assert not any(run.missing for run in runs)


def test_arabic_letters_join():
    """Three joined letters are other glyphs than the same three apart."""
    joined = setting.lines([("بيت", Cut.REGULAR)], 1e9)[0].runs[0].glyphs
    apart = setting.lines([("ب ي ت", Cut.REGULAR)], 1e9)[0].runs
    alone = {run.glyphs[0].id for run in apart if run.glyphs}
    assert len(alone) == 3 and not alone & {glyph.id for glyph in joined}


def test_a_family_of_emoji_prints_no_box():
    for text in (
        "👨\u200d👩\u200d👧",
        "👨🏽\u200d👩\u200d👧",
        "🇺🇸",
        "1\ufe0f\u20e3",
        "x\u200dy\u200bz\u00ad\ufeff",
    ):
        runs = setting.lines([(text, Cut.REGULAR)], 1e9)[0].runs
        assert not any(glyph.id == 0 for run in runs for glyph in run.glyphs or ()), ascii(text)
        assert not any(run.missing for run in runs)


def test_a_character_without_a_font_becomes_a_mark_that_stands_for_it():
    runs = setting.lines([("a\U00013000b", Cut.REGULAR)], 1e9)[0].runs
    assert [run.missing for run in runs] == ["", "\U00013000", ""]
    assert runs[1].glyphs[0].id == 0 and runs[1].glyphs[0].text == "\U00013000"


def test_the_three_cuts_carry_the_same_simple_characters():
    assert len(fonts.simple()) > 1500
    for cut in Cut:
        assert all(fonts.face(cut).glyph(ord(char)) for char in fonts.simple())


def test_figures_are_all_of_one_width():
    for cut in Cut:
        assert len({fonts.face(cut).char_widths[digit] for digit in "0123456789"}) == 1
