"""Papers and lists of concerns: what each audience reads, none of them anybody's name or words."""

import dataclasses

import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.concerns import RaisingDraft, StepDraft, draft_of
from sacwatch.domain.destinations import Rule, Wish
from sacwatch.domain.errors import Trouble
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import concerns, listfiles, reporting, wanted
from sacwatch.services.listfiles import Lists
from sacwatch.services.reporting import Order
from tests.making import NOW, TODAY, Desk
from tests.reports.papers import squeezed, whole_text

OTHERS = (Audience.MEMBERS, Audience.BLOCK_CAPTAINS, Audience.PUBLIC)
HIDDEN = ("Zqrosa", "Zqwalt", "Zqsaid", "Zqoffice", "Zqticket", "Zqanswer", "1620", "Zqhelp", "Zqwhy")


@pytest.fixture
def desk(tmp_path):
    desk = Desk.ready(tmp_path / "a.sacwatch")
    done = desk.concern(
        raised_by="Zqrosa",
        words="Zqsaid the lamp is out",
        public_wording="A lamp is out",
        raisings=(RaisingDraft("2026-09-10", "Zqwalt", words="Zqsaid too"),),
    )
    desk.concern(topic="traffic", words="Zqsaid they race", raised_by="Zqrosa", raised_on="2026-07-01")
    helped = desk.concern(topic="needs_help", words="Zqhelp", public_wording="Zqhelp")
    gone = desk.concern(topic="noise", words="Zqsaid loud", raised_on="2026-09-02")
    with desk.work() as work:
        step = StepDraft("2026-09-09", "311", "Zqoffice", "Zqticket")
        concerns.send(work, done.id, step, today=TODAY)
        step = StepDraft("2026-09-15", answer="Zqanswer", public_answer="The lamp was repaired")
        concerns.answer(work, done.id, step, today=TODAY)
        concerns.drop(work, gone.id, StepDraft(why="Zqwhy"), today=TODAY)
        concerns.send(work, helped.id, StepDraft(responsible="other"), today=TODAY)
    yield desk
    desk.close()


def paper(desk, report, audience, subject="2026-09", **said):
    with desk.reading() as work:
        gathered = reporting.gather(work, Order(report, subject, audience, **said), zone=SACRAMENTO)
    return whole_text(reporting.make(gathered, NOW))


@pytest.mark.parametrize("audience", OTHERS)
def test_neighbors_read_what_was_put_for_them_and_nothing_else(desk, audience):
    said = paper(desk, "said-and-done", audience)
    for word in HIDDEN:
        assert word not in said, word
    for told in ("A lamp is out", "The lamp was repaired", "raised 2 times", "1600 block of P St"):
        assert squeezed(told) in said, told
    for told in ("Traffic and speeding", "Noted. We are finding out", "Dropped on Sun, Sep 20"):
        assert squeezed(told) in said, told
    assert squeezed("somebody who needs help is not described") in said
    register = paper(desk, "concerns", audience, "today")
    assert all(word not in register for word in HIDDEN)
    assert "81" in register and squeezed("Traffic and speeding") in register
    table = listfiles_of(desk, audience)
    assert all(word not in table for word in HIDDEN)


def listfiles_of(desk, audience):
    with desk.reading() as work:
        return str(listfiles.gather(work, Lists.CONCERNS, audience))


def test_the_police_read_the_words_and_no_name_and_the_captain_all(desk):
    police = paper(desk, "concerns", Audience.POLICE, "today") + listfiles_of(desk, Audience.POLICE)
    assert squeezed("Zqsaid they race") in police and "Zqhelp" in police and "Zqticket" in police
    assert "Zqrosa" not in police and "Zqwalt" not in police
    mine = paper(desk, "concerns", Audience.CAPTAIN, "today")
    assert squeezed("by Zqrosa") in mine
    assert "Zqrosa" in listfiles_of(desk, Audience.CAPTAIN)


def test_a_period_in_which_nothing_was_raised_reads_well(tmp_path):
    desk = Desk.ready(tmp_path / "b.sacwatch")
    said = paper(desk, "said-and-done", Audience.PUBLIC, "2026-08")
    assert squeezed("Nothing was raised in this time") in said
    assert squeezed("Nothing is open") in paper(desk, "concerns", Audience.PUBLIC, "today", large=True)
    desk.close()


def test_the_paper_is_the_same_again_while_nothing_of_it_changed(desk):
    order = Order("said-and-done", "2026-09", Audience.MEMBERS)

    def fingerprint():
        with desk.reading() as work:
            return reporting.gather(work, order, zone=SACRAMENTO).fingerprint

    before = fingerprint()
    with desk.reading() as work:
        first = concerns.waiting(work)[0]
    with desk.work() as work:
        draft = dataclasses.replace(draft_of(first), note="Ring her")
        concerns.change(work, first.id, draft, today=TODAY)
    assert fingerprint() == before, "a note is on no paper"
    desk.concern(raised_on="2026-09-19")
    assert fingerprint() != before


def test_the_page_is_kept_for_each_month_from_the_first_concern_on(desk):
    def ask(question):
        with desk.reading() as work:
            return question(work)

    def months(rule):
        wishes, how = [Wish("said-and-done", rule)], {"today": TODAY, "zone": SACRAMENTO}
        found = wanted.orders(ask, wishes, audience=Audience.MEMBERS, large=False, **how)
        return [each.subject for each in found]

    assert months(Rule.TWELVE_MONTHS) == ["2026-07", "2026-08", "2026-09"]
    assert months(Rule.LATEST) == ["2026-09"]


def test_actions_for_others_are_those_that_were_put_in_words_for_them(desk):
    desk.act(what="Zqask the owner", public_wording="Ask about the lamp")
    desk.act(what="Zqsecret")
    with desk.reading() as work:
        told = str(listfiles.gather(work, Lists.ACTIONS, Audience.MEMBERS))
        mine = str(listfiles.gather(work, Lists.ACTIONS, Audience.CAPTAIN))
    assert "Ask about the lamp" in told and "Zq" not in told and "Walt" not in told
    assert "Zqsecret" in mine and "Walt Kim" in mine


def test_the_sheet_of_a_concern_tells_each_reader_what_they_may_know(desk):
    concern = desk.concern(
        raised_by="Zqrosa", words="Zqwords as it was said", public_wording="The light is out", note="Zqnote"
    )
    step = StepDraft(on="2026-09-10", responsible="311", name="Zqoffice", ticket="Zq-17")
    with desk.work() as work:
        concerns.send(work, concern.id, step, today=TODAY)
    with desk.work() as work:
        done = StepDraft(on="2026-09-12", answer="Zqanswer", public_answer="It is repaired")
        concerns.answer(work, concern.id, done, today=TODAY)
    desk.act(what="Zqaction", public_wording="Look at it at night", concern_id=concern.id)
    mine = paper(desk, "concern-sheet", Audience.CAPTAIN, concern.id)
    for words in ("Zqrosa", "Zqwords", "Zqnote", "Zqoffice", "Zq-17", "Zqanswer", "Zqaction"):
        assert words in mine, words
    police = paper(desk, "concern-sheet", Audience.POLICE, concern.id)
    assert "Zqwords" in police and "Zqnote" not in police and "Zqrosa" not in police
    public = paper(desk, "concern-sheet", Audience.PUBLIC, concern.id)
    assert "Zq" not in public
    for words in ("The light is out", "It is repaired", "Look at it at night"):
        assert squeezed(words) in public, words


def test_of_somebody_who_needs_help_there_is_no_sheet_for_neighbors(desk):
    concern = desk.concern(topic="needs_help", words="He is unwell.")
    assert "unwell" in paper(desk, "concern-sheet", Audience.POLICE, concern.id)
    for audience in (Audience.BLOCK_CAPTAINS, Audience.MEMBERS, Audience.PUBLIC):
        with pytest.raises(Trouble) as refused:
            paper(desk, "concern-sheet", audience, concern.id)
        assert refused.value.problem.key == "trouble.concern_not_told"
