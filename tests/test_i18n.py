"""Spanish: read from its source, whole for the handout and the call card, with every place to fill in."""

import string

import pytest

from sacwatch import i18n, paths, words
from sacwatch.i18n import _, ngettext
from tests import msgids

FOLDER = paths.resources() / "translations"
SPANISH = i18n.catalogue("es", FOLDER)
PAPERS = (
    *(("sacwatch.reports.handout", "handout"), ("sacwatch.reports.handouttext", "plain_text")),
    *(("sacwatch.reports.callcard", "call_card"), ("sacwatch.services.papermaps", "drawing")),
    *(("sacwatch.services.papermaps", "key"), ("sacwatch.reports.meetingsheets", "flyer")),
    *(("sacwatch.reports.meetingsheets", "sign_in_sheet"), ("sacwatch.services.meetingpapers", "_invited")),
)
"""What makes the handout, newsletter, their text and map, the call card, the flyer and the sign-in sheet."""
BY_KEY = ("resource", "purpose")
"""The families of labels that are looked up by a key that is put together."""


def test_every_word_that_the_handout_and_the_call_card_can_print_is_there():
    tables = [("sacwatch.words", "label"), ("sacwatch.words_resources", "LABELS")]
    sentences, families = msgids.printable(PAPERS, without=tables)
    assert len(sentences) > 150 and {"incident", "tip_words", "topic", "responsible", "sort"} <= families
    families |= set(BY_KEY)
    told = [text for key, text in words.LABELS.items() if key.split(".")[0] in families]
    assert len(told) > 150
    assert [text for text in (*sorted(sentences), *told) if text not in SPANISH] == []


def fields(text):
    return sorted(name for _text, name, _spec, _how in string.Formatter().parse(text) if name is not None)


def test_a_translation_has_the_same_places_to_fill_in():
    sentences = i18n.read((FOLDER / "es" / "LC_MESSAGES" / "sacwatch.po").read_text(encoding="utf-8"))
    assert len(sentences) > 300
    for (_context, english), spanish in sentences.items():
        for each in spanish:
            # English says "the day" where Spanish may count it.
            assert set(fields(each)) - {"count"} == set(fields(english)) - {"count"}, english


def test_a_language_is_spoken_for_a_while_and_unknown_sentences_stay():
    assert _("Whom to call") == "Whom to call"
    with i18n.speaking("es", FOLDER):
        assert i18n.language() == "es"
        assert _("Whom to call") == "A quién llamar"
        assert ngettext("{count} day", "{count} days", 1) == "{count} día"
        assert ngettext("{count} day", "{count} days", 0) == "{count} días"
        assert _("A sentence that nobody translated.") == "A sentence that nobody translated."
        with i18n.speaking("en/es", FOLDER):
            assert _("Vehicles") == "Vehicles / Vehículos"
            assert _("311") == "311"
        with i18n.speaking("en", FOLDER):
            assert _("Whom to call") == "Whom to call"
    assert _("Whom to call") == "Whom to call" and i18n.language() == "en"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('msgid "a"\nmsgstr "b"', {("", "a"): ("b",)}),
        ('msgid ""\n"a \\"x\\" "\n"c"\nmsgstr "b\\n"', {("", 'a "x" c'): ("b\n",)}),
        ('msgctxt "m"\nmsgid "a"\nmsgstr "b"', {("m", "a"): ("b",)}),
        ('msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "bs"', {("", "a"): ("b", "bs")}),
        ('#, fuzzy\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr ""', {}),
        ('msgid ""\nmsgstr "Language: es\\n"', {}),
    ],
)
def test_a_po_file_is_read(text, found):
    assert i18n.read(text) == found
    assert i18n.read(text.replace("\n", "\r\n")) == found
