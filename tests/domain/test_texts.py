"""What a typed text may be, and how numbers are read from it."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacwatch.domain import texts
from sacwatch.domain.errors import Problems

AS_TYPED = [
    "<b>bold</b>",
    "</script><script>alert(1)</script>",
    "AT&T &amp; sons",
    "😀👩🏽‍🚒🇺🇸",
    "שלום עולם",
    "\u202eabc\u202c",
    "zero\u200bwidth\u200djoiner\ufeff",
    "e\u0301 ñ ß İ",
    'O\'Neil "Bud" 100% \\n {x} {} %s',
    "日本語",
]


@pytest.mark.parametrize("text", AS_TYPED)
def test_what_a_person_can_see_or_mean_stays_as_typed(text):
    problems = Problems()
    assert texts.name(text, "x", problems) == text
    assert texts.line(text, "x", problems) == text
    assert texts.words(text, "x", problems) == text
    assert not problems


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    once = texts.clean(text)
    assert texts.clean(once) == once
    once.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\r\nb\rc\x0bd\x0ce\u2028f\u2029g\x85h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("  a \t b  ", "a \t b"),
        ("\ud83d", "\ufffd"),
        ("\u200b", ""),
        (" \u2060\ufeff ", ""),
        ("\u3164\u2800\ufe0f", ""),
        ("a\ud800b", "a\ufffdb"),
    ],
)
def test_what_no_file_can_hold_is_taken_out(text, kept):
    assert texts.clean(text) == kept


def test_every_control_character_is_taken_out_but_line_breaks_and_tabs():
    every = "".join(chr(code) for code in range(0x11000) if not 0xD800 <= code < 0xE000)
    gone = set(every) - set(texts.clean(f"a{every}b"))
    controls = {char for char in every if unicodedata.category(char) == "Cc"} - {"\n", "\t"}
    assert gone == controls | {"\u2028", "\u2029"}, "of which some become line breaks"


def test_a_name_is_one_line():
    assert texts.name(" Rosa \n Maria\tDelgado ", "x", Problems()) == "Rosa Maria Delgado"


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b", "\u200e\u202e", "\x00"])
def test_a_needed_name_must_show_something(text):
    problems = Problems()
    texts.name(text, "name", problems, needed=True)
    assert problems.at("name")


@pytest.mark.parametrize(
    ("read", "limit"),
    [(texts.name, texts.NAME_LENGTH), (texts.line, texts.LINE_LENGTH), (texts.words, texts.TEXT_LENGTH)],
)
def test_a_text_may_be_as_long_as_its_limit_and_no_longer(read, limit):
    fitting, over = Problems(), Problems()
    assert read("x" * limit, "f", fitting) == "x" * limit
    assert not fitting
    assert read("x" * (limit + 1), "f", over) == "x" * (limit + 1), "what was typed is never cut"
    assert over.at("f")


@pytest.mark.parametrize(
    ("text", "anything"),
    [
        ("short", True),
        ("N", True),
        ("no shoes", True),
        ("黒", True),
        ("🧥", True),
        ("7", True),
        ("", False),
        (" ", False),
        ("\u200b", False),
        ("?", False),
        (".", False),
        ("-", False),
        ("_", False),
        ("Unknown", False),
        ("N/A", False),
        ("none", False),
        ("don’t know", False),
        ("xx", False),
    ],
)
def test_words_that_say_nothing_are_told_from_those_that_do(text, anything):
    assert texts.tells(text) is anything


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("48211", "48211"),
        ("48,211.4", "48211.4"),
        ("４８２１１", "48211"),
        (" 48 211 ", "48211"),
        ("0", "0"),
        ("-0", "0"),
        ("", None),
        ("12.25", "12.2"),
        ("12.", "12"),
        (".5", "0.5"),
        ("+3", "3"),
        ("0." + "3" * 3000, "0.3"),
    ],
)
def test_a_number_is_read_as_people_type_it(text, value):
    found, problem = texts.number(text, low=0, high=99_999, places=1)
    assert problem is None
    assert found == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("abc", "problem.not_a_number"),
        ("12a", "problem.not_a_number"),
        ("1,2,3,4", "problem.not_a_number"),
        ("48,21", "problem.not_a_number"),
        ("4821,100", "problem.not_a_number"),
        (",100", "problem.not_a_number"),
        ("4 8 2", "problem.not_a_number"),
        (".", "problem.not_a_number"),
        ("1e5", "problem.not_a_number"),
        ("1.2.3", "problem.not_a_number"),
        ("NaN", "problem.not_a_number"),
        ("Infinity", "problem.not_a_number"),
        ("--5", "problem.not_a_number"),
        ("١٢", "problem.not_a_number"),
        ("x" * 5000, "problem.not_a_number"),
        ("-1", "problem.negative"),
        ("\u22125", "problem.negative"),
        ("-0.01", "problem.negative"),
        ("100000", "problem.too_large"),
        ("9" * 5000, "problem.too_large"),
    ],
)
def test_a_number_that_cannot_be_says_why(text, key):
    found, problem = texts.number(text, low=0, high=99_999, places=1)
    assert found is None
    assert problem.key == key
    assert len(str(problem.values)) < 200, "a sentence never quotes 5,000 characters"


def test_too_small_where_the_lowest_is_not_zero():
    assert texts.number("3", low=48, high=85)[1].key == "problem.too_small"


@given(st.integers(-(10**7), 10**7).map(lambda tenths: Decimal(tenths) / 10))
def test_a_numbers_text_reads_back(value):
    assert texts.number(texts.number_text(value), low=-(10**8), high=10**8, places=1) == (value, None)


@pytest.mark.parametrize(("value", "text"), [("12.0", "12"), ("100", "100"), ("0.0", "0"), ("12.5", "12.5")])
def test_a_whole_number_is_written_without_a_point(value, text):
    assert texts.number_text(Decimal(value)) == text


@pytest.mark.parametrize(
    "text",
    [
        "911",
        "3-1-1",
        "555-0134",
        "(916) 555-0134",
        "+1 916.555.0134",
        "916-555-0134 x12",
        "916-555-0134, ext. 4",
        "916\N{NON-BREAKING HYPHEN}555\N{EN DASH}0134",
        "\uff19\uff11\uff16-555-0134",
        "+44 20 7946 0958",
    ],
)
def test_a_phone_number_is_three_digits_or_seven_and_more(text):
    assert texts.is_phone(text)


@pytest.mark.parametrize("text", ["", "x12", "916-55", "12", "4411", "916 555 01xx", "call me", "9" * 16])
def test_what_has_letters_or_too_few_digits_is_no_phone_number(text):
    assert not texts.is_phone(text) and not texts.is_phone(text, short_code=True)


def test_a_short_code_is_a_number_only_where_one_texts_to_it():
    assert texts.is_phone("741741", short_code=True) and not texts.is_phone("741741")
