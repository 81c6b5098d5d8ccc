"""The handout: small numbers are told honestly, a tip fits, and sections keep the order they were given."""

import dataclasses

import pytest

from sacwatch.domain import handouts
from sacwatch.domain.errors import Invalid
from sacwatch.domain.handouts import AS_USUAL, Arrangement, ArrangementDraft, Section, Tip, Tongue, Trend
from sacwatch.domain.offences import IncidentKind


@pytest.mark.parametrize(
    ("now", "before", "trend", "difference", "percent"),
    [
        (4, 2, Trend.TOO_FEW, 0, None),  # not "up 100 %"
        (0, 0, Trend.TOO_FEW, 0, None),
        (5, 0, Trend.TOO_FEW, 0, None),  # one time in sixteen
        (6, 0, Trend.MORE, 6, None),
        (18, 4, Trend.MORE, 14, None),  # plain counts below 20
        (22, 5, Trend.MORE, 17, None),
        (5, 22, Trend.FEWER, 17, None),
        (25, 21, Trend.SAME, 0, None),
        (60, 30, Trend.MORE, 30, 100),
        (30, 60, Trend.FEWER, 30, 50),
        (900, 700, Trend.MORE, 200, 29),
        (710, 700, Trend.SAME, 0, None),
    ],
)
def test_a_difference_is_told_only_where_chance_does_not_make_it(now, before, trend, difference, percent):
    found = handouts.compare(now, before)
    assert (found.trend, found.difference, found.percent) == (trend, difference, percent)


def test_kinds_are_counted_the_most_frequent_first():
    theft, tags = IncidentKind.THEFT, IncidentKind.GRAFFITI
    found = handouts.counted([tags, theft, tags], [theft, IncidentKind.FRAUD])
    assert [(each.kind, each.now, each.before) for each in found] == [
        (tags, 2, 0), (theft, 1, 1), (IncidentKind.FRAUD, 0, 1),
    ]  # fmt: skip
    assert handouts.counted([theft], None)[0].before is None
    assert handouts.counted([], []) == ()


def test_the_tip_fits_what_happened_most_and_else_the_month():
    assert handouts.fitting([IncidentKind.PACKAGE_THEFT, IncidentKind.GRAFFITI] * 2, 5) is Tip.PACKAGES
    assert (
        handouts.fitting([IncidentKind.GRAFFITI, IncidentKind.VANDALISM, IncidentKind.THEFT], 5)
        is Tip.GRAFFITI
    )
    assert handouts.fitting([IncidentKind.OTHER], 7) is Tip.SUMMER
    assert [handouts.fitting([], month) for month in (12, 1, 4)] == [
        Tip.HOLIDAYS, Tip.DARK_EVENINGS, Tip.NEIGHBORS,
    ]  # fmt: skip


def test_sections_stand_as_they_were_moved_and_new_ones_where_they_usually_do():
    assert AS_USUAL.shown() == tuple(Section)
    moved = Arrangement(order=(Section.NEXT, Section.HAPPENED, Section.MAP), hidden=(Section.MAP,))
    assert moved.ordered()[:3] == (Section.NEXT, Section.HAPPENED, Section.MAP)
    assert set(moved.ordered()) == set(Section) and Section.MAP not in moved.shown()


def test_an_arrangement_comes_back_from_its_draft():
    arrangement = Arrangement(
        order=tuple(reversed(Section)),
        hidden=(Section.WEEK, Section.OWN),
        tongue=Tongue.BOTH,
        pages=4,
        tip=Tip.FIRE,
        own_title="Cleanup day",
        own_words="Bring gloves.\nWe start at nine.",
        notices="Food bank on Tuesday",
    )
    assert handouts.settle(handouts.draft_of(arrangement)) == arrangement
    assert handouts.settle(handouts.draft_of(AS_USUAL)) == AS_USUAL
    with pytest.raises(Invalid) as refused:
        handouts.settle(dataclasses.replace(ArrangementDraft(), own_words="x" * 4001))
    assert set(refused.value.problems) == {"own_words"}
