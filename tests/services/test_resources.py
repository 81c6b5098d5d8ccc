"""The directory of the watch: filled in, tried, left off, and kept in one place with the settings."""

import dataclasses
from datetime import timedelta

import pytest

from sacwatch.domain import watches as rules
from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import Invalid, NotFound, Refused
from sacwatch.domain.resources import Standing
from sacwatch.domain.watches import CheckedNumber, NumberDraft
from sacwatch.services import resources, undoing, watches
from sacwatch.services.resources import Query
from tests.making import TODAY, watch_draft


def entry(desk, id_, today=TODAY):
    with desk.reading() as work:
        return resources.get(work, id_, today=today)


def numbers(desk):
    with desk.reading() as work:
        return watches.get(work).numbers


def listed(desk, words="", which=""):
    with desk.reading() as work:
        return [each.id for each in resources.find(work, Query(words, which), today=TODAY).lines]


def test_a_line_that_ships_is_filled_in_and_dated(desk):
    before = len(numbers(desk))
    with desk.work() as work:
        found = resources.change(
            work, "poison", NumberDraft(number="1-800-555-0142", languages="Spanish"), today=TODAY
        )
    assert (found.id, found.standing) == ("poison", Standing.UNVERIFIED)
    with desk.work() as work:
        found = resources.tried(work, "poison", today=TODAY)
    assert (found.standing, found.entry.checked_on) == (Standing.CHECKED, TODAY)
    assert len(numbers(desk)) == before + 1
    with desk.work() as work:
        undoing.undo(work)
    assert entry(desk, "poison").standing is Standing.UNVERIFIED, "one press, and one step back"
    assert entry(desk, "poison", TODAY + timedelta(days=400)).entry.number == "1-800-555-0142"


def test_who_tried_it_is_the_captain_where_there_is_one(desk):
    desk.add(name="Rosa Delgado", roles=("captain",))
    with desk.work() as work:
        front = NumberDraft(name="Desk", number="916-555-0100", checked_on="2026-01-01", checked_by="Walt")
        made = resources.add(work, front, today=TODAY)
        assert resources.tried(work, made.id, today=TODAY).entry.checked_by == "Rosa Delgado"


def test_own_entries_are_added_changed_and_removed(desk):
    with desk.work() as work:
        made = resources.add(work, NumberDraft(name="Hall key", number="916-555-0117"), today=TODAY)
        assert made.entry.own
        resources.change(work, made.id, dataclasses.replace(made.draft, purpose="Walt"), today=TODAY)
    assert listed(desk, "walt 0117") == [made.id]
    with desk.work() as work:
        resources.remove(work, made.id, today=TODAY)
    with pytest.raises(NotFound):
        entry(desk, made.id)


def test_what_ships_is_left_off_and_not_removed(desk):
    with desk.work() as work:
        with pytest.raises(Refused):
            resources.remove(work, "poison", today=TODAY)
        resources.leave_off(work, "poison", today=TODAY)
    assert "poison" not in listed(desk) and listed(desk, which="hidden") == ["poison"]
    with desk.work() as work:
        resources.leave_off(work, "poison", hidden=False, today=TODAY)
    assert "poison" in listed(desk) and listed(desk, which="hidden") == []


def test_what_is_to_be_tried_is_found(desk):
    with desk.work() as work:
        resources.change(
            work, "gas", NumberDraft(number="916-555-0101", checked_on="2026-01-01"), today=TODAY
        )
        resources.change(work, "power", NumberDraft(number="916-555-0102"), today=TODAY)
        with pytest.raises(Refused):
            resources.tried(work, "water", today=TODAY)
    assert listed(desk, which="try") == ["power", "gas"]


def test_problems_are_told_by_the_fields_of_the_form(desk):
    with desk.work() as work:
        for id_, said, field in (
            ("poison", {"number": "1-800-POISON"}, "number"),
            ("poison", {"purpose": "x" * 5_000}, "purpose"),
        ):
            with pytest.raises(Invalid) as told:
                resources.change(work, id_, NumberDraft(**said), today=TODAY)
            assert list(told.value.problems) == [field]
        with pytest.raises(Invalid) as told:
            resources.add(work, NumberDraft(), today=TODAY)
        assert list(told.value.problems) == ["name"]
        with pytest.raises(NotFound):
            resources.change(work, "police_county", NumberDraft(), today=TODAY)


def test_the_settings_and_the_directory_are_one(desk):
    """What is typed in the settings under the name of an entry that ships is that entry."""
    with desk.work() as work:
        resources.change(work, "gas", NumberDraft(number="916-555-0101", hours="always"), today=TODAY)
        draft = rules.draft_of(watches.get(work))
        typed = (*draft.numbers, NumberDraft(name="our  OFFICER", number="916-555-0142"))
        watches.change(work, dataclasses.replace(draft, numbers=typed), today=TODAY)
    assert entry(desk, "officer").entry.number == "916-555-0142"
    assert entry(desk, "gas").entry.hours == "always", "what the settings do not show is kept"
    assert [each.key for each in numbers(desk)] == ["", "gas", "officer"]


def test_the_name_is_that_of_city_or_county(desk):
    for jurisdiction, key in (("city", "police_city"), ("county", "police_county")):
        with desk.work() as work:
            number = NumberDraft(name="Police non-emergency", number="916-555-0100")
            draft = watch_draft(jurisdiction=jurisdiction, numbers=(number,))
            assert watches.change(work, draft, today=TODAY).numbers[0].key == key


def test_everything_that_is_filled_in_comes_back(desk):
    full = NumberDraft(
        "", "Poisons", "1-800-555-0142", "2026-09-01", "", "Mushrooms too", "55501", "711", "always",
        "Hmong, Lao", "both", "Their web page", "Rosa", False,
    )  # fmt: skip
    with desk.work() as work:
        resources.change(work, "poison", full, today=TODAY)
    kept = next(each for each in numbers(desk) if each.key == "poison")
    assert isinstance(kept, CheckedNumber)
    assert rules.number_draft_of(kept) == dataclasses.replace(full, id=kept.id, key="poison")
    assert listed(desk, "mushrooms") == ["poison"]


def test_the_card_is_one_paper_of_three_sizes(desk):
    from sacwatch.domain.errors import Trouble
    from sacwatch.domain.times import SACRAMENTO
    from sacwatch.services import reporting, subjects
    from sacwatch.services.reporting import Order

    def gathered(subject):
        with desk.reading() as work:
            return reporting.gather(work, Order("call-card", subject, Audience.PUBLIC), zone=SACRAMENTO)

    assert gathered("wallet").file_name == "Call card for wallets.pdf"
    assert gathered("poster").file_name == "Call card poster.pdf"
    before = gathered("half")
    with desk.work() as work:
        resources.change(work, "gas", NumberDraft(number="916-555-0101", checked_on="today"), today=TODAY)
        assert subjects.default_subject(work, "call-card", "", today=TODAY, zone=SACRAMENTO) == "wallet"
        with pytest.raises(Trouble):
            subjects.default_subject(work, "call-card", "billboard", today=TODAY, zone=SACRAMENTO)
    after = gathered("half")
    assert after.fingerprint != before.fingerprint
    desk.now += timedelta(days=1)
    assert gathered("half").fingerprint == after.fingerprint, "another day changes nothing yet"
    desk.now += timedelta(days=200)
    assert gathered("half").fingerprint != after.fingerprint, "by now it wants trying again"


def test_a_number_of_ones_own_is_printed_like_those_of_members(desk):
    from sacwatch.domain.times import SACRAMENTO
    from sacwatch.services import cardpapers

    with desk.work() as work:
        for name, number in (("Vet", "8005550122"), ("Text line", "741741"), ("Tow", "916.555.0123 x4")):
            resources.add(work, NumberDraft(name=name, number=number, text="9165550124"), today=TODAY)
        watch = watches.get(work)
        how = {"audience": Audience.PUBLIC, "zone": SACRAMENTO, "large": False}
        card = cardpapers.gather(work, watch, "half", **how)
    told = {each.entry.name: (each.entry.number, each.entry.text) for each in card.calls if each.entry.own}
    assert told == {
        "Non-emergency": ("(916) 555-0100", ""),
        "Vet": ("(800) 555-0122", "(916) 555-0124"),
        "Text line": ("741741", "(916) 555-0124"),
        "Tow": ("(916) 555-0123 ext. 4", "(916) 555-0124"),
    }
    assert {"911", "988", "311"} <= {each.entry.number for each in card.calls}


def test_the_few_that_patrollers_may_need_stand_on_their_sheet(desk):
    from sacwatch.domain.times import SACRAMENTO
    from sacwatch.services import reporting, sheets
    from sacwatch.services.reporting import Order
    from tests.reports.papers import squeezed, whole_text

    with desk.work() as work:
        (blank,) = sheets.prepare_blanks(work, 1)
        resources.change(work, "officer", NumberDraft(number="916-555-0142"), today=TODAY)
        resources.leave_off(work, "help_line", today=TODAY)

    def sheet():
        with desk.reading() as work:
            return reporting.gather(work, Order("patrol-sheet", blank.id), zone=SACRAMENTO)

    before = sheet()
    text = whole_text(reporting.make(before, desk.now))
    for told in (
        "Mental-health crisis line",
        "988",
        "Police non-emergency",
        "(916) 555-0142 (?)",
        "(?) None of us",
    ):
        assert squeezed(told) in text, told
    assert squeezed("Help of every kind") not in text and squeezed("Sheriff") not in text
    with desk.work() as work:
        resources.tried(work, "officer", today=TODAY)
    assert sheet().fingerprint != before.fingerprint


def test_a_place_for_papers_can_hold_the_card_in_each_size(desk):
    from sacwatch.domain.destinations import Wish
    from sacwatch.domain.times import SACRAMENTO
    from sacwatch.services import wanted

    def ask(question):
        with desk.reading() as work:
            return question(work)

    how = {"audience": Audience.PUBLIC, "large": False, "today": TODAY, "zone": SACRAMENTO}
    found = wanted.orders(ask, (Wish("call-card"),), **how)
    assert [each.subject for each in found] == ["wallet", "half", "poster"]
    assert "call-card" in {each.name for each in wanted.offered()}
