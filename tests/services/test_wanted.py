"""Which papers a place should hold: every paper that can be kept current, for every audience."""

from datetime import timedelta

import pytest

from sacwatch.domain.audiences import Audience, exact_place
from sacwatch.domain.destinations import Rule, Wish
from sacwatch.domain.times import SACRAMENTO
from sacwatch.reports import registry
from sacwatch.services import meetings, planning, wanted
from tests.making import TODAY

FOR_A_PURPOSE = {
    *("patrol-sheet", "vacation-checks", "vacation-request", "household-slip", "volunteer-statement"),
    *("action-slips", "ledger", "what-changed", "concern-sheet", "member-sheet"),
}
"""Papers that are made for one person, one evening or one day, or that are never current."""


def orders(desk, wishes, audience=Audience.CAPTAIN):
    def ask(question):
        with desk.reading() as work:
            return question(work)

    return ask, wanted.orders(ask, wishes, audience=audience, large=False, today=TODAY, zone=SACRAMENTO)


def test_every_paper_but_those_for_a_purpose_can_be_kept_current():
    offered = {paper.name for paper in wanted.offered()}
    assert set(registry.PAPERS) - offered == FOR_A_PURPOSE


@pytest.mark.parametrize("audience", Audience, ids=lambda each: each.value)
def test_all_that_is_wanted_can_be_gathered_for_everybody(desk, audience):
    desk.log()
    desk.add()
    desk.house()
    desk.record()
    counted = desk.record(kind="suicide", code="")
    wishes = [Wish(paper.name, rule) for paper in wanted.offered() for rule in Rule]
    ask, found = orders(desk, wishes, audience)
    reports = {each.report for each in found}
    assert {
        "patrol-log",
        "incident-report",
        "incident-reports",
        "roster",
        "call-list",
        "call-card",
    } <= reports
    known = planning.Known(ask, TODAY, SACRAMENTO)
    names = [light[0] for each in found if (light := known.light(each)) is not None]
    assert len(names) >= len(reports) and all(each.endswith(".pdf") for each in names)
    # What is only counted for its readers is no paper of theirs, and holds up no other.
    has_one = any(each.subject == counted.id and known.light(each) is not None for each in found)
    assert has_one == exact_place(audience)


def test_the_handout_of_the_last_closed_meeting_stays_until_the_next_is_closed(desk):
    days = [TODAY - timedelta(days=70), TODAY - timedelta(days=28), TODAY - timedelta(days=1)]
    first, second, unclosed = [desk.meet(day=day.isoformat()).id for day in days]
    coming = desk.meet(day="2026-10-20").id
    with desk.work() as work:
        for each in (first, second):
            meetings.close(work, each, zone=SACRAMENTO, today=TODAY)

    def wanted_of(report, rule):
        return [each.subject for each in orders(desk, [Wish(report, rule)], Audience.PUBLIC)[1]]

    for report in ("handout", "newsletter"):
        assert wanted_of(report, Rule.LATEST) == [second, coming]
        for rule in (Rule.TWELVE_MONTHS, Rule.EVERY):
            assert wanted_of(report, rule) == [first, second, coming]
    assert wanted_of("agenda", Rule.LATEST) == [coming]
    with desk.work() as work:
        meetings.begin(work, unclosed)
    assert wanted_of("handout", Rule.LATEST) == [second, unclosed, coming]
    with desk.work() as work:
        meetings.close(work, unclosed, zone=SACRAMENTO, today=TODAY)
    assert wanted_of("handout", Rule.LATEST) == [unclosed, coming]


def test_of_incidents_the_latest_or_all_of_a_time(desk):
    first, second = desk.record(), desk.record()
    one = [each.subject for each in orders(desk, [Wish("incident-report", Rule.LATEST)])[1]]
    assert one == [second.id]
    all_ = [each.subject for each in orders(desk, [Wish("incident-report")])[1]]
    assert all_ == [first.id, second.id]
