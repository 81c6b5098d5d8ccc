"""Papers in Spanish: the call card, the flyer and the sign-in sheet, and nothing that is half translated."""

import pytest

from sacwatch.domain.errors import Trouble
from sacwatch.domain.exports import Act, LedgerQuery
from sacwatch.domain.handouts import Tongue
from sacwatch.domain.meetings import ItemDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.i18n import language
from sacwatch.reports import registry
from sacwatch.services import ledgers, meetings, reporting
from sacwatch.services.reporting import Order
from tests.making import TODAY, meeting_draft
from tests.reports.papers import squeezed, whole_text

SPEAKING = [name for name, paper in registry.PAPERS.items() if paper.speaks]


@pytest.fixture
def meeting(desk):
    with desk.work() as work:
        draft = meeting_draft(
            agenda=(ItemDraft(title="The lamp on 18th"),), roles=("patroller",), everybody=False
        )
        return meetings.add(work, draft, today=TODAY).id


def made(desk, name, subject, tongue):
    with desk.reading() as work:
        gathered = reporting.gather(work, Order(name, subject, tongue=tongue), zone=SACRAMENTO)
    return gathered, reporting.make(gathered, desk.now)


@pytest.mark.parametrize("name", SPEAKING)
def test_it_is_spanish_and_another_file_than_the_english_one(desk, meeting, name):
    subject = "half" if name == "call-card" else meeting
    english, first = made(desk, name, subject, Tongue.ENGLISH)
    spanish, second = made(desk, name, subject, Tongue.SPANISH)
    assert english.file_name != spanish.file_name and english.fingerprint != spanish.fingerprint
    told, other = whole_text(second), whole_text(first)
    words = {
        "call-card": ("Whom to call", "A quién llamar"),
        "meeting-flyer": ("What we talk about", "De qué hablaremos"),
        "sign-in-sheet": ("Who is here", "Quién está presente"),
    }[name]
    assert squeezed(words[0]) in other and squeezed(words[0]) not in told
    assert squeezed(words[1]) in told
    assert b"/Lang (es-US)" in second and language() == "en"
    if name == "meeting-flyer":
        assert squeezed("The lamp on 18th") in told, "what was typed stays as it was typed"
        assert "Patrullero" in told, "also what the store's thread puts in words"


def test_a_paper_that_is_not_translated_says_so(desk, meeting):
    with pytest.raises(Trouble) as refused:
        made(desk, "agenda", meeting, Tongue.SPANISH)
    assert refused.value.problem.key == "trouble.english_alone"


def test_a_spanish_copy_makes_the_english_one_no_older(desk, meeting):
    for tongue in (Tongue.ENGLISH, Tongue.SPANISH):
        gathered, _data = made(desk, "meeting-flyer", meeting, tongue)
        with desk.work() as work:
            ledgers.note(work, Act.PRINTED, gathered, place="Home printer")
    with desk.reading() as work:
        entries = ledgers.find(work, LedgerQuery()).entries
    assert len(entries) == 2 and not any(each.older for each in entries)
