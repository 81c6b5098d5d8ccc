"""What a paper comes to, and what does not count."""

import dataclasses
from datetime import timedelta

import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.patrols import Rule
from sacwatch.reports import fingerprints
from sacwatch.reports.fingerprints import fingerprint
from sacwatch.reports.photos import Photo
from tests.reports import papers


def test_the_same_data_come_to_the_same():
    assert fingerprint(papers.log_data()) == fingerprint(papers.log_data())
    rules = frozenset(reversed(list(Rule)))
    assert fingerprint(papers.log_data(record=papers.patrol(rules=rules))) == fingerprint(papers.log_data())


@pytest.mark.parametrize(
    "other",
    [
        papers.log_data(record=papers.patrol(note="Ask about the pole on P Street again!")),
        papers.log_data(record=papers.patrol(finished_at=papers.START + timedelta(minutes=131))),
        papers.log_data(record=papers.patrol(entries=papers.ENTRIES[:-1])),
        papers.log_data(record=papers.patrol(entries=papers.ENTRIES[::-1])),
        papers.log_data(large=True),
        papers.log_data(watch=papers.watch(name="Another Watch")),
        papers.log_data(photos=(Photo(b"one", "caption"),)),
        papers.log_data(audience=Audience.POLICE),
        papers.hours_data(records=(papers.patrol(),)),
    ],
)
def test_whatever_the_paper_shows_counts(other):
    assert fingerprint(other) != fingerprint(papers.log_data())


def test_saving_again_without_a_change_counts_for_nothing():
    later = papers.MADE_ON + timedelta(days=3)
    record = papers.patrol(changed_at=later, changed_by="someone else")
    assert fingerprint(papers.log_data(record=record)) == fingerprint(papers.log_data())


def test_of_the_watch_only_its_letterhead_counts():
    assert fingerprint(papers.log_data(watch=papers.watch(meeting_day="Tuesdays"))) == fingerprint(
        papers.log_data()
    )
    assert fingerprint(papers.log_data(watch=papers.watch(footer="New line"))) != fingerprint(
        papers.log_data()
    )
    assert fingerprint(papers.log_data(watch=papers.watch(sample=True))) != fingerprint(papers.log_data())


def test_what_an_audience_may_not_see_counts_for_nothing():
    other = papers.patrol(note="Quite another note.", vehicle="Red truck")
    assert fingerprint(papers.log_data(Audience.PUBLIC, other)) == fingerprint(
        papers.log_data(Audience.PUBLIC)
    )


def test_a_new_layout_makes_every_paper_stale(monkeypatch):
    before = fingerprint(papers.log_data())
    monkeypatch.setattr(fingerprints, "LAYOUT_VERSION", fingerprints.LAYOUT_VERSION + 1)
    assert fingerprint(papers.log_data()) != before


def test_values_do_not_run_into_each_other():
    @dataclasses.dataclass(frozen=True)
    class Two:
        a: object
        b: object

    pairs = [
        ("ab", ""),
        ("a", "b"),
        ("", "ab"),
        (1, "1"),
        ("1", 1),
        (None, ""),
        ("", None),
        ((), ""),
        (("a",), "b"),
    ]
    assert len({fingerprint(Two(*pair)) for pair in pairs}) == len(pairs)


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(TypeError, match="object"):
        fingerprint((object(),))
