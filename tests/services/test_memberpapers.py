"""The sheet of one member: all that is kept about them and where they are named, for the captain alone."""

import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.patrols import PatrollerDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import memberpapers, reporting
from sacwatch.services.reporting import Order
from tests.reports.papers import squeezed, whole_text


def sheet(desk, member_id, audience=Audience.CAPTAIN, **how):
    with desk.reading() as work:
        gathered = reporting.gather(work, Order("member-sheet", member_id, audience, **how), zone=SACRAMENTO)
    return gathered, whole_text(reporting.make(gathered, desk.now))


def test_it_tells_the_entry_the_home_the_consents_and_every_record_that_names_them(desk):
    home = desk.house(consents=(ConsentDraft("place", "block_captains", "2026-09-02", "spoken"),))
    rosa = desk.add(
        name="Rosa Delgado",
        household_id=home.id,
        consents=(ConsentDraft("name", "members", "2026-09-01", "form"),),
        emergency_name="Ann Delgado",
    )
    desk.log(crew=(PatrollerDraft("Rosa Delgado"),))
    desk.concern(raised_by="Rosa Delgado")
    desk.act(owner="Rosa Delgado", what="Ask the city about the light")
    _gathered, told = sheet(desk, rosa.id)
    for words in (
        *("Rosa Delgado", "(916) 555-0134", "rosa@example.org", "Has a ladder.", "Ann Delgado"),
        *("2215 H St", "Members", "Sep 1, 2026", "On the yearly slip", "(of the home)"),
        *("Boulevard Park", "Ask the city about the light"),
    ):
        assert squeezed(words) in told, words
    with pytest.raises(Trouble):
        sheet(desk, rosa.id, Audience.BLOCK_CAPTAINS)


def test_of_a_new_member_it_says_that_nothing_else_is_kept_and_large_print_fits(desk):
    long = ("Wolfeschlegelsteinhausenbergerdorff " * 4)[:120].strip()
    new = desk.add(name=long, phones=(), email="", roles=(), note="", household_id=None)
    for large in (False, True):
        gathered, told = sheet(desk, new.id, large=large)
        assert squeezed("No other record names them.") in told
        assert squeezed("all of it is for the captain alone") in told
    assert len(gathered.file_name) < 120


def test_a_member_is_asked_for_by_name(desk):
    first = desk.add(name="Rosa Delgado")
    walt = desk.add(name="Walt Kim")
    with desk.reading() as work:
        assert memberpapers.asked(work, "walt  kim") == memberpapers.asked(work, walt.id) == walt.id
        assert memberpapers.asked(work, "") == first.id
        with pytest.raises(NotFound):
            memberpapers.asked(work, "Nobody")


def test_without_a_member_there_is_nothing_to_print(desk):
    with desk.reading() as work, pytest.raises(Trouble):
        memberpapers.asked(work, "")
