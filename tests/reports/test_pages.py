"""What stands around the text: heads, feet, notes, bookmarks, and the file itself."""

import itertools
import subprocess
import sys
import threading

import pytest
from reportlab.graphics.shapes import Drawing, Rect, String

from sacwatch.domain.audiences import Audience
from sacwatch.reports import layout as styles
from sacwatch.reports.layout import Column, Fact, Paper
from sacwatch.reports.patrols import patrol_log
from sacwatch.reports.pieces import text
from sacwatch.reports.sidebyside import Beside
from tests.reports import papers
from tests.reports.papers import pages_of, read, squeezed


def _paper(**said):
    usual = {
        "watch": papers.watch(),
        "audience": Audience.CAPTAIN,
        "made_on": papers.MADE_ON,
        "title": "Title",
    }
    return Paper(**{**usual, **said})


def _long(**said):
    paper = _paper(**said)
    for section in range(6):
        paper.heading(f"Section {section}")
        for _paragraph in range(8):
            paper.body("The patrol went by and all was quiet on the block. " * 9)
    return paper.pdf()


def test_every_page_says_its_number_its_audience_its_watch_and_when_it_was_made():
    pages = pages_of(_long(audience=Audience.MEMBERS))
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "For: Members · Queens Street Watch" in page
        assert "First Tuesday, 6:30 pm, library" in page
        assert "Made Mon, Nov 23, 2026, 10:05 am" in page


def test_headings_side_by_side_each_have_their_bookmark_in_reading_order():
    def column(side):
        style = styles.sheet(large=False)
        for words in (f"{side} above", "The same words", f"{side} below"):
            yield text(words, style.heading, keep=True, mark=words)
            yield text("All was quiet.", style.body)

    paper = _paper()
    paper.put(Beside(tuple(column("Left")), tuple(column("Right"))))
    paper.heading("The same words")
    reader = read(paper.pdf())
    _title, marks = reader.outline
    told = [f"{side} {where}" for side in ("Left", "Right") for where in ("above", "below")]
    same = "The same words"
    assert [each.title for each in marks] == [told[0], same, told[1], told[2], same, told[3], same]
    tops = [float(each.top) for each in marks]
    assert tops[:3] == tops[3:6] == sorted(tops[:3], reverse=True) and tops[6] < min(tops[:6])


def test_every_page_of_a_sample_says_so_and_no_other_does():
    assert all("SAMPLE" in page for page in pages_of(_long(watch=papers.watch(sample=True))))
    assert not any("SAMPLE" in page for page in pages_of(_long()))


def test_the_file_says_what_it_is():
    reader = read(_long(subtitle="November 2026"))
    told = reader.metadata
    assert told.title == "Title: November 2026"
    assert told.author == "Queens Street Watch"
    assert told.subject == "For: Captain only"
    assert told.creation_date.isoformat() == "2026-11-23T10:05:00-08:00"
    assert reader.trailer["/Root"]["/Lang"] == "en-US"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_bookmarks_lead_to_the_sections():
    reader = read(_long())
    title, sections = reader.outline
    assert title.title == "Title"
    assert [each.title for each in sections] == [f"Section {i}" for i in range(6)]
    places = [reader.get_destination_page_number(each) for each in sections]
    assert places == sorted(places) and places[-1] > 1
    for each, place in zip(sections, places, strict=True):
        assert each.title in pages_of(_long())[place]


def test_letter_size_and_all_fonts_embedded():
    reader = read(patrol_log(papers.log_data(), papers.MADE_ON))
    for page in reader.pages:
        assert [float(side) for side in page.mediabox] == [0, 0, 612, 792]
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in descendant["/FontDescriptor"].get_object()


def test_a_heading_never_ends_a_page():
    for lines in range(20, 60):
        paper = _paper()
        paper.body("\n".join("line" for _line in range(lines)))
        paper.heading("Heading")
        paper.body("Its text.")
        for page in pages_of(paper.pdf()):
            assert ("Heading" in page) == ("Its text." in page)


def test_no_page_is_empty_and_none_runs_over_its_foot():
    for page in read(_long()).pages:
        places: list[float] = []

        def note(text, _cm, place, *_rest, places=places):
            if text.strip():
                places.append(place[5])

        page.extract_text(visitor_text=note)
        assert min(places) > 25 and max(places) < 792 - 25


@pytest.mark.parametrize(("lines", "page"), [(10, 0), (20, 0), (22, 0), (32, 1)])
def test_a_drawing_gets_a_little_smaller_before_it_leaves_half_a_page_blank(lines, page):
    paper = _paper()
    paper.body("\n".join("line" for _line in range(lines)))
    drawing = Drawing(504, 300)
    drawing.add(Rect(0, 0, 504, 300))
    drawing.add(String(20, 20, "inside the map", fontName="NotoSans-Regular"))
    paper.drawing(drawing, "The caption.")
    paper.body("What follows.")
    pages = pages_of(paper.pdf())
    assert [("inside the map" in each) for each in pages].index(True) == page
    assert [("The caption." in each) for each in pages].index(True) == page
    assert sum("What follows." in each for each in pages) == 1


# --- characters without a font ---------------------------------------------------------------


def test_a_character_that_no_font_has_is_named_at_the_foot_of_its_page_alone():
    paper = _paper()
    paper.body("Odd: \U00013000.")
    paper.body("All is quiet. " * 900)
    pages = pages_of(paper.pdf())
    assert "U+13000 EGYPTIAN HIEROGLYPH A001 could not be printed." in pages[0]
    assert len(pages) > 1 and not any("could not be printed" in page for page in pages[1:])


def test_many_such_characters_are_all_named_at_the_end():
    paper = _paper()
    odd = [chr(0x12000 + i) for i in range(40)]
    paper.body(" ".join(odd))
    pages = pages_of(paper.pdf())
    assert "38 more characters could not be printed; they are named at the end." in pages[0]
    whole = squeezed("".join(pages))
    assert all(f"U+{ord(char):X}CUNEIFORMSIGN" in whole for char in odd)


def test_such_a_character_in_the_watch_name_is_noted_on_each_page():
    pages = pages_of(_long(watch=papers.watch(name="Watch \U00013001")))
    assert all("U+13001" in page for page in pages)


def test_such_a_character_in_a_long_table_is_noted_where_it_stands():
    paper = _paper()
    rows = [[f"row {i}", "\U00013002" if i == 150 else ""] for i in range(200)]
    paper.table([Column("A"), Column("B", share=1)], rows)
    pages = pages_of(paper.pdf())
    assert [("row 150 " in page or "row 150\n" in page) for page in pages] == [
        "U+13002" in page for page in pages
    ]


# --- the same bytes --------------------------------------------------------------------------


def test_the_same_paper_is_the_same_file_in_any_order_thread_and_process():
    data = papers.log_data(record=papers.patrol(note="שלום 漢字 😀 ✓ \U00013000 e\u0301 नमस्ते"))
    first = patrol_log(data, papers.MADE_ON)
    _long(watch=papers.watch(name="другой 文 ✗"))
    assert patrol_log(data, papers.MADE_ON) == first
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(patrol_log(data, papers.MADE_ON)))
        for _thread in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [first] * 4
    code = (
        "import sys; from tests.reports import papers; from sacwatch.reports.patrols import patrol_log; "
        "data = papers.log_data(record=papers.patrol(note='שלום 漢字 😀 ✓ \\U00013000 e\\u0301 नमस्ते')); "
        "sys.stdout.buffer.write(patrol_log(data, papers.MADE_ON))"
    )
    for seed in ("0", "7"):
        made = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", code],
            check=True,
            capture_output=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "SOURCE_DATE_EPOCH": ""},
        )
        assert made.stdout == first


def test_another_moment_changes_the_stamp():
    data = papers.log_data()
    assert patrol_log(data, papers.MADE_ON) != patrol_log(data, papers.MADE_ON.replace(hour=19))


# --- tables ----------------------------------------------------------------------------------


def _rows_of(page, count):
    return [i for i in range(count) if f"[{i}:" in page or f":{i}]" in page]


@pytest.mark.parametrize("large", [False, True])
def test_no_row_is_parted_and_the_head_is_repeated(large):
    paper = _paper(large=large)
    rows = [[f"[{i}:", "lines " * (i % 90), f":{i}]"] for i in range(120)]
    paper.table([Column("First"), Column("Middle", share=1), Column("Last")], rows)
    pages = pages_of(paper.pdf())
    assert len(pages) > 3
    seen = []
    for page in pages:
        assert "First" in page and "Middle" in page and "Last" in page
        for i in range(120):
            assert (f"[{i}:" in page) == (f":{i}]" in page)
        seen += [i for i in range(120) if f"[{i}:" in page]
    assert seen == list(range(120))


def test_a_row_taller_than_a_page_is_printed_whole():
    words = [f"word{i}" for i in range(2500)]
    paper = _paper()
    paper.table(
        [Column("Time"), Column("Told", share=1)], [["a", "b"], ["9:00 pm", " ".join(words)], ["c", "d"]]
    )
    pages = pages_of(paper.pdf())
    assert len(pages) > 2 and all("Told" in page for page in pages)
    found = [word for word in " ".join(pages).split() if word.startswith("word")]
    assert found == words


def test_a_total_is_never_alone_on_a_page():
    for count in range(25, 60):
        paper = _paper()
        paper.table(
            [Column("Name"), Column("Sum")], [[f"row {i}", "1"] for i in range(count)], ["Total", "9"]
        )
        last = pages_of(paper.pdf())[-1]
        assert "Total" in last and f"row {count - 1}" in last


def test_columns_keep_short_words_whole():
    paper = _paper()
    name = "Maximiliana" * 18
    paper.table(
        [Column("Name", most=26), Column("Patrols"), Column("Hours")],
        [[name, "12", "2\u00a0hr\u00a010\u00a0min"]],
    )
    page = pages_of(paper.pdf())[0]
    assert "Patrols" in page and "2 hr 10 min" in page


def test_facts_without_a_value_are_left_out_and_long_ones_are_printed_whole():
    paper = _paper()
    paper.facts([Fact("Empty", ""), Fact("Short", "yes"), Fact("Long", "very long " * 1200, wide=True)])
    pages = pages_of(paper.pdf())
    whole = " ".join(pages).split()
    assert "Empty" not in whole and whole.count("very") == 1200


def test_two_thousand_rows_take_no_more_time_each_than_two_hundred():
    def pieces(count):
        paper = _paper()
        paper.table([Column("A"), Column("B", share=1)], [[str(i), "some words"] for i in range(count)])
        return read(paper.pdf())

    assert len(pieces(2000).pages) == pytest.approx(10 * len(pieces(200).pages), rel=0.2)


def test_pages_count_up_without_gaps():
    pages = pages_of(_long())
    numbers = [int(page.split("Page ")[1].split(" ")[0]) for page in pages]
    assert numbers == list(itertools.takewhile(lambda n: n <= len(pages), itertools.count(1)))
