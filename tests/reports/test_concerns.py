"""Papers about concerns: none, one, many, long words, large print."""

from datetime import date

import pytest

from sacwatch.domain import concerns, concernsteps
from sacwatch.domain.audiences import Audience
from sacwatch.domain.concerns import RaisingDraft, StepDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.saidanddone import sorted_out
from sacwatch.reports.concerns import Register, SaidAndDonePage, register, said_and_done
from tests.making import TODAY, concern_draft, stamp
from tests.reports import papers
from tests.reports.papers import pages_of, squeezed, whole_text

LONG = ("Maximiliana-Theodora " * 7)[:119] + "z"
SEPTEMBER = (date(2026, 9, 1), date(2026, 9, 30))


def made(number, **said):
    draft = concern_draft(
        words=f"{LONG} {number}",
        raised_by=LONG,
        place=PlaceDraft(f"{LONG} Street"),
        raisings=(RaisingDraft("2026-09-10", LONG, words=LONG),),
        **said,
    )
    concern = concerns.settle(draft, stamp(str(number)), today=TODAY)
    step = StepDraft("2026-09-11", "other", LONG, "T" * 100)
    return concernsteps.sent(concern, step, stamp(str(number)), today=TODAY)


@pytest.mark.parametrize(("count", "large"), [(0, False), (1, True), (20, True)])
def test_the_papers_hold_everything_however_much_it_is(count, large):
    found = [made(number) for number in range(count)]
    answered = [
        concernsteps.answered(each, StepDraft("2026-09-12", answer=LONG), stamp(each.id), today=TODAY)
        for each in found[::2]
    ]
    common = {"watch": papers.watch(), "audience": Audience.CAPTAIN, "large": large}
    told = sorted_out([*answered, *found[1::2]], *SEPTEMBER)
    said = said_and_done(SaidAndDonePage(told=told, **common), papers.MADE_ON)
    listed = register(Register(day=TODAY, concerns=tuple(found), **common), papers.MADE_ON)
    for paper in (said, listed):
        text = whole_text(paper)
        assert text.count(squeezed(f"{LONG} {count - 1}")) == (1 if count else 0)
        assert (len(pages_of(paper)) > 3) is (count == 20)
    if not count:
        assert squeezed("Nothing was raised in this time") in whole_text(said)
        assert squeezed("Nothing is open") in whole_text(listed)
