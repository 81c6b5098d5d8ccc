"""The report of one incident, and of each of a period."""

from datetime import date, timedelta

import pytest
from reportlab.graphics.shapes import Drawing, Rect

from sacwatch.domain.audiences import Audience
from sacwatch.domain.described import SeenPerson, SeenVehicle
from sacwatch.domain.leftout import Tally
from sacwatch.domain.reducing import reduced
from sacwatch.reports.incidentreport import IncidentReport, incident_report
from sacwatch.reports.layout import Photo
from tests.reports import papers
from tests.reports.papers import incident, pages_of, read
from tests.reports.test_photos import picture

FULL = incident(
    vehicles=(SeenVehicle(id="v", colour="gray", make="Honda", plate="7ABC123"),),
    persons=(SeenPerson(id="p", height=68, clothing="green vest"),),
    disposition="Report taken.",
    note="Ring the owner.",
    public_wording="A car was broken into.",
)


def made(*records, audience=Audience.CAPTAIN, draw=None, **said):
    tally = Tally()
    usual = {
        "watch": reduced(papers.watch(), audience),
        "audience": audience,
        "incidents": tuple(reduced(each, audience, tally=tally) for each in records),
        "left_out": tally.of(()),
    }
    return incident_report(IncidentReport(**{**usual, **said}), papers.MADE_ON, draw)


def text_of(*records, **said):
    return " ".join(" ".join(pages_of(made(*records, **said))).split())


def test_one_incident_is_told_whole_to_the_captain():
    text = text_of(FULL)
    assert "Incident report Vehicle break-in, Sat, Nov 21, 2026, 8:30 pm" in text
    assert text.index("Emergency or crime in progress: call 911 first.") < text.index("1612 P St")
    for words in ("1612 P St", "2299", "26-301147", "Window smashed", "gray Honda, plate 7ABC123"):
        assert words in text
    for words in ("green vest", "Report taken.", "Ring the owner.", "A car was broken into."):
        assert words in text


@pytest.mark.parametrize("audience", [Audience.BLOCK_CAPTAINS, Audience.MEMBERS, Audience.PUBLIC])
def test_neighbors_read_the_words_that_were_written_for_them(audience):
    text = text_of(FULL, audience=audience)
    assert "What happened A car was broken into." in text and "1600 block of P St" in text
    for words in ("1612", "Window", "Honda", "7ABC123", "green vest", "Report taken", "Ring", "26-301147"):
        assert words not in text
    assert "Left out of this copy: exact places, what was told and seen" in text


def test_the_map_and_the_photos_stand_below():
    def draw(_incident):
        drawing = Drawing(500, 250)
        drawing.add(Rect(0, 0, 500, 250))
        return drawing

    data = made(FULL, draw=draw, photos=((Photo(picture(320, 240), "The window"),),))
    text = " ".join(" ".join(pages_of(data)).split())
    assert "Where it happened" in text and "The window" in text
    assert [image for page in read(data).pages for image in page.images]


def test_incidents_of_a_period_stand_one_after_the_other_each_with_a_bookmark():
    records = [incident(id=str(n), occurred_from=papers.START + timedelta(hours=n)) for n in range(12)]
    days = {"first": date(2026, 11, 1), "last": date(2026, 11, 30)}
    data = made(*records, **days)
    _title, marks = read(data).outline
    assert len(marks) == 12 and marks[0].title.startswith("Vehicle break-in, Sat, Nov")
    assert "No incidents are told of here for these days." in text_of(**days)
