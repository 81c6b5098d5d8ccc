"""Whose slips are made, through the one way in which all papers are."""

from datetime import timedelta

import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.listing import HouseholdQuery
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import confirming, households, members, reporting, slips, subjects
from sacwatch.services.reporting import Order
from tests.making import NOW, TODAY, member_draft
from tests.reports.papers import squeezed, whole_text


def gathered(desk, subject, **how):
    with desk.reading() as work:
        return reporting.gather(work, Order("household-slip", subject, **how), zone=SACRAMENTO)


def addresses(found):
    return [each.household.place.text for each in found.data.slips]


@pytest.fixture
def homes(desk):
    """Give three households, of which two are due."""
    texts = {"2219 H St": "2025-01-01", "1001 G St": "2025-09-19", "2215 H St": "2026-01-01"}
    return {text: desk.house(place=PlaceDraft(text), confirmed_on=day).id for text, day in texts.items()}


def test_all_that_are_due_come_in_one_paper_by_street_and_number(desk, homes):
    desk.add(household_id=homes["2219 H St"])
    found = gathered(desk, slips.DUE)
    assert addresses(found) == ["1001 G St", "2219 H St"]
    assert [len(each.people) for each in found.data.slips] == [0, 1]
    assert found.file_name == "Yearly slip 2026-09-20.pdf"
    text = whole_text(reporting.make(found, NOW))
    assert squeezed("Rosa Delgado") in text and squeezed("2215 H St, ") not in text


def test_one_or_some_that_were_chosen(desk, homes):
    assert gathered(desk, homes["2215 H St"]).file_name == "Yearly slip 2215 H St.pdf"
    chosen = f"{homes['2219 H St']},{homes['2215 H St']}"
    assert addresses(gathered(desk, chosen)) == ["2219 H St", "2215 H St"]
    with pytest.raises(NotFound):
        gathered(desk, "gone")


def test_a_member_without_a_household_is_asked_too(desk, homes):
    with desk.work() as work:
        alone = members.add(
            work,
            member_draft(
                name="Ann Ruiz", household_id=None, confirmed_on="2025-03-01", address=PlaceDraft("9 Elm")
            ),
            today=TODAY,
        )
        members.add(work, member_draft(name="Walt Kim", household_id=homes["1001 G St"]), today=TODAY)
    with desk.reading() as work:
        assert [each.id for each in confirming.due(work, TODAY)][-1] == alone.id
        assert work.members.count_due(TODAY) == 1, "not who belongs to a home, nor who is new"
        pages = [
            confirming.find(work, HouseholdQuery(due_on=TODAY, offset=offset, limit=2)) for offset in (0, 2)
        ]
    assert [len(each.lines) for each in pages] == [2, 1] and {each.total for each in pages} == {3}
    assert pages[1].lines == (alone,)
    text = whole_text(reporting.make(gathered(desk, slips.DUE), NOW))
    assert squeezed("Ann Ruiz") in text and squeezed("keeps about you.") in text
    alone_text = whole_text(reporting.make(gathered(desk, alone.id), NOW))
    assert squeezed("Please forget me") in alone_text and squeezed("Your home") not in alone_text
    with desk.work() as work:
        confirming.confirm(work, [alone.id, homes["1001 G St"]], on=TODAY)
    with desk.reading() as work:
        assert (work.members.get(alone.id).confirmed_on, work.members.count_due(TODAY)) == (TODAY, 0)
        assert work.households.get(homes["1001 G St"]).confirmed_on == TODAY
        assert confirming.get(work, alone.id).name == "Ann Ruiz"


def test_who_confirmed_is_due_no_more_and_the_paper_is_another(desk, homes):
    before = gathered(desk, slips.DUE)
    with desk.work() as work:
        households.confirm(work, homes["1001 G St"], on=TODAY)
    after = gathered(desk, slips.DUE)
    assert addresses(after) == ["2219 H St"]
    assert before.fingerprint != after.fingerprint
    desk.now += timedelta(days=400)
    assert addresses(gathered(desk, slips.DUE)) == ["1001 G St", "2215 H St", "2219 H St"]


def test_nobody_due_makes_a_paper_that_says_so(desk):
    assert squeezed("Nobody is due to be asked") in whole_text(reporting.make(gathered(desk, slips.DUE), NOW))


def test_a_slip_is_made_by_the_captain_alone(desk, homes):
    with pytest.raises(Trouble):
        gathered(desk, slips.DUE, audience=Audience.MEMBERS)


def test_what_is_asked_for_on_the_command_line(desk, homes):
    how = {"today": TODAY, "zone": SACRAMENTO}
    with desk.reading() as work:
        asked = {
            text: subjects.default_subject(work, "household-slip", text, **how)
            for text in ("", "due", "2215 h street", homes["2219 H St"], ",".join(homes.values()))
        }
        with pytest.raises(NotFound):
            subjects.default_subject(work, "household-slip", "7 Nowhere Ln", **how)
    assert list(asked.values()) == [
        *("due", "due", homes["2215 H St"], homes["2219 H St"], ",".join(homes.values())),
    ]
