"""The direction of characters, against an independent implementation of the same algorithm."""

from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from sacwatch.reports import bidi

_CHARACTERS = (
    "abc XYאבגשابتم0123٠١٢+-#$%,.:/ \u00a0!?&*()[]{}\u0300\u05b0\u064b"
    "\u200e\u200f\u061c\u2066\u2067\u2068\u2069"
)
_SAME_BRACKET = str.maketrans(")]}", "([{")


def _seen(text: str) -> str:
    """Give a text as it stands on a line, brackets without their side."""
    levels, base = bidi.levels(text)
    levels = bidi.line_levels(text, levels, base)
    return "".join(text[i] for i in bidi.visual_order(levels)).translate(_SAME_BRACKET)


@given(st.text(alphabet=_CHARACTERS, min_size=1, max_size=24))
def test_the_order_on_the_line_is_that_of_another_implementation(text):
    assert _seen(text) == str(get_display(text)).translate(_SAME_BRACKET)


def test_a_hebrew_sentence_with_a_time_runs_right_to_left_around_it():
    levels, base = bidi.levels("שלום 10:40 עולם")
    assert base == 1
    assert set(levels[:4]) == {1} and set(levels[5:10]) == {2}


def test_an_isolated_name_does_not_turn_the_sentence_around_it():
    levels, base = bidi.levels("\u2068אנה\u2069, 2 others")
    assert base == 0
    assert levels[5:] == [0] * len(", 2 others")


def test_plain_text_needs_no_turning():
    assert not bidi.turns("2240 Queens St, Nguyễn, Москва")
    assert bidi.turns("Queens ש")
