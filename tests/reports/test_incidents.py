"""The incident summary, for every audience."""

from datetime import UTC, date, datetime, timedelta

import pytest
from reportlab.graphics.shapes import Drawing, Rect

from sacwatch.domain import sensitive
from sacwatch.domain.audiences import Audience
from sacwatch.domain.described import SeenPerson, SeenVehicle
from sacwatch.domain.incidents import Source, Status
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.places import Place
from sacwatch.domain.reported import ReportedTo
from sacwatch.reports.incidents import incident_summary
from tests.reports import papers
from tests.reports.papers import incident, pages_of

_OTHERS = (Audience.BLOCK_CAPTAINS, Audience.MEMBERS, Audience.PUBLIC)


def _pages(records, audience=Audience.CAPTAIN, drawing=None, **said):
    return pages_of(incident_summary(papers.summary_data(audience, records, **said), papers.MADE_ON, drawing))


def _text(records, audience=Audience.CAPTAIN, drawing=None, **said):
    return " ".join(" ".join(_pages(records, audience, drawing, **said)).split())


_FULL = incident(
    vehicles=(
        SeenVehicle(
            id="v", colour="gray", year="2012", make="Honda", model="Civic", plate="7ABC123", state="CA"
        ),
    ),
    persons=(
        SeenPerson(
            id="p",
            height=68,
            weight=150,
            build="slim",
            hair="short",
            clothing="green vest",
            direction="north",
            race_as_described="as told",
        ),
    ),
    disposition="Report taken.",
    note="Ring the owner.",
)


def test_when_it_was_reported_and_where_it_is_known_from():
    told = incident(reported_at=datetime(2026, 11, 22, 16, 0, tzinfo=UTC), source=Source.RESIDENT)
    text = _text((told,))
    assert "Reported to: Police non-emergency, Sun, Nov 22, 2026, 8:00 am, number 26-301147" in text
    assert "Known from: A resident" in text
    day = incident(reported_at=datetime(2026, 11, 22, 8, 0, tzinfo=UTC), entry_id="entry")
    assert "non-emergency, Sun, Nov 22, 2026, number 26-301147 Found on patrol." in _text((day,))
    lone = incident(reported_to=ReportedTo.NONE)
    assert "Reported: number 26-301147" in _text((lone,))
    for audience in _OTHERS:
        assert "26-301147" not in _text((told, lone), audience)


def test_the_captain_reads_all_that_is_known():
    text = _text((_FULL,))
    for words in (
        "Incident summary Tue, Sep 1, 2026 to Mon, Nov 30, 2026",
        "Emergency or crime in progress: call 911 first.",
        "Vehicle break-in Code 2299 Open 1612 P St Window smashed, bag taken from the back seat.",
        "Vehicle: gray 2012 Honda Civic, plate 7ABC123 CA",
        "Person: 5′8″ to 5′9″ tall, 150 to 159 pounds, slim build, hair short, wearing green vest, "
        "went north, described as as told",
        "Reported to: Police non-emergency, number 26-301147",
        "How it ended: Report taken.",
        "Captain’s note: Ring the owner.",
        "They are not official police figures.",
    ):
        assert words in text, words


@pytest.mark.parametrize("audience", _OTHERS)
def test_everyone_else_gets_the_plain_facts_to_the_hundred_block(audience):
    text = _text((_FULL,), audience)
    assert "1600 block of P St" in text and "Vehicle break-in" in text and "Police non-emergency" in text
    assert "Places are given to the block or the crossing, never to the house." in text
    for words in ("1612", "Window", "Honda", "7ABC123", "green vest", "26-301147", "Report taken", "Ring"):
        assert words not in text, words


def test_the_police_get_all_but_the_notes():
    text = _text((_FULL,), Audience.POLICE)
    assert "1612 P St" in text and "7ABC123" in text and "Ring the owner" not in text
    assert "Left out of this copy: the captain’s notes." in text


@pytest.mark.parametrize("audience", _OTHERS)
def test_what_is_withheld_is_counted_but_neither_named_nor_listed(audience):
    secret = incident(
        id="s",
        kind=IncidentKind.DOMESTIC_VIOLENCE,
        place=Place("1717 Q St"),
        occurred_from=papers.START - timedelta(days=3),
    )
    text = _text((_FULL, secret), audience)
    assert "Domestic" not in text and "Q St" not in text and "Nov 18" not in text
    few = "fewer than 3 incidents of kinds that are never placed or described."
    assert "Incidents 1 Reported to police 1 Not closed yet 1" in text
    assert f"Not in these figures: {few}" in text and f"notes and {few}" in text
    three = [papers.replaced(secret, id=f"s{number}") for number in range(3)]
    text = _text((_FULL, *three), audience)
    assert "Not in these figures: 3 incidents of kinds that are never placed or described." in text
    assert "Incidents 1 " in text and "Not in these figures: 3 inc" in _text(tuple(three), audience)
    for exact in (Audience.CAPTAIN, Audience.POLICE):
        assert "Domestic violence" in _text((_FULL, secret), exact)


def test_counts_by_kind_and_month_and_status():
    records = [incident(id=str(i), occurred_from=datetime(2026, 9, 5 + i, 8, tzinfo=UTC)) for i in range(4)]
    records.append(
        incident(
            id="x",
            kind=IncidentKind.ARSON,
            status=Status.CLOSED,
            reported_to=ReportedTo.NONE,
            occurred_from=datetime(2026, 11, 1, 6, 30, tzinfo=UTC),  # October 31 in Sacramento
        )
    )
    text = _text(tuple(records))
    assert "Incidents 5" in text and "Reported to police 4" in text and "Not closed yet 4" in text
    assert "Vehicle break-in 4 Fire set on purpose 1" in text
    chart = text.split("Month by month")[1].split("When in the week")[0]
    assert chart.split() == ["4", "Sep", "2026", "1", "Oct", "2026", "0", "Nov", "2026"]


def test_the_week_has_a_square_for_each_hour_in_which_something_happened():
    at = datetime(2026, 11, 2, 4, tzinfo=UTC)  # Sunday, 8 pm
    records = tuple(incident(id=str(i), occurred_from=at + timedelta(hours=26 * i)) for i in range(5))
    day = incident(
        id="d", occurred_from=at + timedelta(hours=4), occurred_to=at + timedelta(hours=27, minutes=59)
    )
    data = incident_summary(papers.summary_data(Audience.PUBLIC, (*records, day)), papers.MADE_ON)
    text = " ".join(" ".join(pages_of(data)).split())
    chart = text.split("When in the week")[1].split("One by one")[0]
    assert chart.split()[:7] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert "1 incident is not in it: it can have been at any hour." in chart
    squares = b"".join(page.get_contents().get_data() for page in papers.read(data).pages)
    assert squares.count(b".15 .15 .15 rg") == 5 or squares.count(b".15 g") == 5
    assert "When in the week" not in _text((*records[:4], day))


def test_a_period_of_one_month_has_no_chart_by_month():
    text = _text((_FULL,), first=date(2026, 11, 1), last=date(2026, 11, 30))
    assert "Month by month" not in text


def test_times_that_are_not_known_are_told_as_spans():
    night = incident(
        occurred_from=datetime(2026, 11, 22, 5, tzinfo=UTC),
        occurred_to=datetime(2026, 11, 22, 14, tzinfo=UTC),
    )
    day = incident(
        id="d",
        occurred_from=datetime(2026, 11, 20, 8, tzinfo=UTC),
        occurred_to=datetime(2026, 11, 21, 7, 59, tzinfo=UTC),
    )
    text = _text((night, day))
    assert "Sat, Nov 21 9:00 pm to 6:00 am (next day)" in text
    assert "Fri, Nov 20 time not known" in text


def test_a_number_still_to_come_is_said():
    assert "number still to come" in _text((incident(report_number=""),))


def test_police_data_bring_their_caveat():
    assert "about 10 percent" in _text((incident(source=Source.POLICE_FEED),))
    assert "about 10 percent" not in _text((_FULL,))


def test_a_map_stands_in_the_paper_with_what_is_not_on_it():
    drawing = Drawing(504, 240)
    drawing.add(Rect(0, 0, 504, 240))
    off = incident(id="off", place=Place("somewhere"))
    text = _text((_FULL, off), drawing=drawing)
    assert "Where it happened" in text
    assert "1 of 2 incidents are on the map." in text
    huge = Drawing(900, 2000)
    huge.add(Rect(0, 0, 900, 2000))
    assert "Where it happened" in _text((_FULL,), drawing=huge)


def test_a_period_without_incidents_says_so():
    for audience in Audience:
        pages = _pages((), audience)
        assert len(pages) == 1 and "No incidents are on record for these days." in pages[0]


@pytest.mark.parametrize(
    "audience", [pytest.param(Audience.CAPTAIN, marks=pytest.mark.slow), Audience.PUBLIC]
)
def test_two_thousand_incidents_are_all_listed(audience):
    records = papers.incidents(2000)
    pages = _pages(records, audience)
    listed = [each for each in records if audience is Audience.CAPTAIN or not sensitive.withheld(each)]
    days = sum(page.count(", Sep ") + page.count(", Oct ") + page.count(", Nov ") for page in pages)
    assert days >= len(listed)
    assert all("When" in page and "Where" in page for page in pages[2:-2])
    assert f"{len(listed):,}" in pages[0]
