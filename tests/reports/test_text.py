"""The one door for words: whatever goes in comes out of the PDF whole."""

import ast
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sacwatch.reports
from sacwatch.domain.audiences import Audience
from sacwatch.reports.layout import Column, Paper
from tests.reports import papers
from tests.reports.papers import pages_of, squeezed, whole_text

# pypdf takes everything up to FEFF, the mark of byte order, for Arabic, and turns what stands beside it.
_LEFT_TO_RIGHT = st.characters(codec="utf-8", exclude_characters="\ufeff").filter(
    lambda char: (
        unicodedata.bidirectional(char) not in ("R", "AL", "AN", "RLE", "RLO", "RLI", "FSI", "LRI", "PDI")
        and unicodedata.category(char) not in ("Cc", "Zl", "Zp", "Cn", "Co")
        and not 0x590 <= ord(char) <= 0x8FF
    )
)
_MARKUP = st.sampled_from(
    [
        "<Ave>",
        "</b>",
        "<b>",
        "AT&T",
        "&amp;",
        "&#x41;",
        "</script>",
        "<para>",
        "<br/>",
        "<img src='x'>",
        "]]>",
    ]
)


def _printed(text):
    paper = _paper()
    paper.body(f"«{text}»")
    return paper.pdf()


def _in_a_cell(text):
    paper = _paper()
    paper.table([Column("A"), Column("B", share=1)], [[text, "x"]])
    return paper.pdf()


def _paper():
    return Paper(watch=papers.watch(), audience=Audience.CAPTAIN, made_on=papers.MADE_ON, title="T")


def _between(data):
    text = whole_text(data)
    return text[text.index("«") + 1 : text.rindex("»")]


@given(st.lists(st.one_of(st.text(alphabet=_LEFT_TO_RIGHT, max_size=12), _MARKUP), max_size=6).map(" ".join))
def test_whatever_goes_in_comes_out_whole(text):
    assert _between(_printed(text)) == squeezed(text)


@given(st.lists(st.one_of(st.text(alphabet=_LEFT_TO_RIGHT, max_size=12), _MARKUP), max_size=6).map(" ".join))
def test_whatever_stands_in_a_cell_comes_out_whole(text):
    assert squeezed(text) in whole_text(_in_a_cell(text))


@pytest.mark.parametrize(
    "text",
    [
        "<b>AT&T</b> & <Ave> </script> &lt;",
        "Nguyễn Thị Ánh, Đường số 9, phở",
        "Привет Γειά ½ ≤ → ✓",
        "巡邏記錄「平安」。日本語のテスト、한국어",
        "नमस्ते क्षेत्र ਸਤ ਸ੍ਰੀ ਅਕਾਲ ภาษาไทย ພາສາລາວ ភាសាខ្មែរ தமிழ்",
        "😀🚗 👨\u200d👩\u200d👧 🇺🇸 1\ufe0f\u20e3",
        "zero\u200bwidth\u200djoin\u00adsoft",
    ],
)
def test_texts_of_all_kinds_come_out_as_typed(text):
    assert _between(_printed(text)) == squeezed(text)


@pytest.mark.parametrize("text", ["שלום עולם", "مرحبا بالعالم", "לא לעצור", "لا إله إلا الله"])
def test_right_to_left_words_come_out_in_the_order_of_reading(text):
    assert text.split() == [word for word in _words(text) if word]


def test_right_to_left_text_with_numbers_comes_out_in_the_order_of_reading():
    assert _words("שלום 10:40 עולם") == ["שלום", "10:40", "עולם"]
    assert _words("the sign said שלום at 22 H") == ["the", "sign", "said", "שלום", "at", "22", "H"]


def _words(text):
    page = pages_of(_printed(f" {text} "))[0]
    inside = page[page.index("«") + 1 : page.rindex("»")]
    return inside.replace("\u2068", "").replace("\u2069", "").split()


def test_a_word_of_five_thousand_characters_is_printed_whole():
    assert whole_text(_printed("Z" * 5000)).count("Z") == 5000
    assert whole_text(_in_a_cell("Z" * 5000)).count("Z") == 5000


def test_a_nul_or_a_bell_leaves_no_trace():
    assert _between(_printed("a\x00b\x07c\x1b[0m")) == "abc[0m"


def test_every_character_goes_through_the_one_door():
    """Nobody in this layer sets words but `text()`; ReportLab's Paragraph would read them as markup."""
    folder = Path(sacwatch.reports.__file__).parent
    for file in folder.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom | ast.Import):
                assert "Paragraph" not in [alias.name for alias in node.names], file.name
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
                assert file.name == "pieces.py", f"{file.name}:{node.lineno} sets words past text()"


def test_a_text_that_is_all_marks_still_makes_a_page():
    data = _printed("\U00013000" * 2000 + "".join(chr(0x12000 + i) for i in range(300)))
    assert whole_text(data).count("\U00013000") == 2000
    assert io.BytesIO(data).read(5) == b"%PDF-"
