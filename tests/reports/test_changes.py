"""The list of what changed."""

from datetime import date, timedelta

from sacwatch.domain.kinds import Kind
from sacwatch.reports.changes import ChangedRecord, ChangesList, changes_list
from tests.reports import papers
from tests.reports.papers import pages_of


def changed(number=0, **said):
    usual = {
        "kind": Kind.INCIDENT,
        "title": f"Theft, Nov {number + 1}, 1612 P St",
        "at": papers.START + timedelta(minutes=number),
        "steps": ("Incident recorded", "Incident changed"),
        "by": "Rosa",
    }
    return ChangedRecord(**{**usual, **said})


def text_of(*records, **said):
    usual = {"watch": papers.watch(), "first": date(2026, 11, 1), "last": date(2026, 11, 30)}
    pages = pages_of(changes_list(ChangesList(**{**usual, "records": records, **said}), papers.MADE_ON))
    return " ".join(" ".join(pages).split())


def test_records_stand_by_kind_with_what_was_done_and_by_whom():
    text = text_of(changed(), changed(1), changed(2, kind=Kind.MEMBER, title="", steps=("Member removed",)))
    assert "What changed Sun, Nov 1, 2026 to Mon, Nov 30, 2026" in text
    assert "Member 1 Incident 2" in text, "how many of each kind"
    assert "Theft, Nov 1, 1612 P St Incident recorded Incident changed Rosa" in text
    assert "(gone, or without a name) Member removed" in text


def test_nothing_and_very_much_are_told():
    assert "Nothing was changed in these days." in text_of()
    text = text_of(*(changed(number, by="") for number in range(300)), more=12)
    assert "12 records more were changed, longer ago." in text and "By" not in text.split("What was done")[1]
    assert all(f"Nov {number}, " in text for number in (1, 300))
