"""Shifts through the store and back, and what a captain does with them."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sacwatch.domain import shiftdays
from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import Invalid, NotFound, Refused
from sacwatch.domain.patrols import PatrollerDraft
from sacwatch.domain.places import Point
from sacwatch.domain.rosters import Why, occurrences
from sacwatch.domain.routes import RouteDraft
from sacwatch.domain.shiftdays import day_draft_of
from sacwatch.domain.shifts import RegularDraft, ShiftDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import checking, households, members, patrols, reporting, routes, sheets, shifts
from sacwatch.services.reporting import Order
from sacwatch.services.shifts import Place
from sacwatch.store.errors import InUse
from tests.domain import shiftmaking
from tests.making import TODAY, household_draft, member_draft, patrol_draft

DAY, NEXT, LATER = date(2026, 9, 12), date(2026, 9, 19), date(2026, 9, 26)
FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)


@pytest.fixture
def people(desk):
    """Give the ids of three members by their first names."""
    named = {"rosa": "Rosa Delgado", "walt": "Walt Kim", "mei": "Mei Tanaka"}
    return {short: desk.add(name=name).id for short, name in named.items()}


def shift_draft(*regulars, **said):
    usual = {
        "first": "2026-09-05",
        "start": "20:30",
        "finish": "22:00",
        "repeat": "weekly",
        "area": "Boulevard Park",
        "regulars": tuple(RegularDraft(each) for each in regulars),
    }
    return ShiftDraft(**{**usual, **said})


def plan(desk, *regulars, **said):
    with desk.work() as work:
        return shifts.add(work, shift_draft(*regulars, **said), today=TODAY)


def do(desk, deed, *what, **how):
    with desk.work() as work:
        return deed(work, *what, **how)


def standing(desk, shift):
    with desk.reading() as work:
        return work.shifts.get(shift.id)


def board(desk, first=FIRST, last=LAST):
    with desk.reading() as work:
        return shifts.look(work, first, last, zone=SACRAMENTO)


def told(desk, **days):
    """Give who comes on which day, by first names."""
    found = board(desk, **days)
    return {
        f"{each.occurrence.day:%m-%d}": [
            found.names[turn.member_id].split()[0] for turn in each.occurrence.crew
        ]
        for each in found.held
    }


# Kept


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12, deadline=None)
@given(shiftmaking.drafts())
def test_a_shift_comes_back_as_it_was_kept(desk, draft):
    ids = {f"member-{number}": desk.add(name=f"Member {number}").id for number in range(6)}
    regulars = tuple(RegularDraft("", ids[each.member_id]) for each in draft.regulars)
    shift = do(desk, shifts.add, dataclasses.replace(draft, regulars=regulars), today=TODAY)
    assert standing(desk, shift) == shift
    with desk.reading() as work:
        assert shift in work.shifts.all()


def test_what_is_different_on_a_day_comes_back(desk, people):
    shift = plan(desk, "Rosa Delgado", "Walt Kim")
    draft = dataclasses.replace(
        day_draft_of(shift, LATER), day="2026-10-02", start="19:00", area="", needed="3"
    )
    do(desk, shifts.change_day, shift.id, LATER, draft, today=TODAY)
    do(desk, shifts.sign_up, shift.id, DAY, RegularDraft("mei tanaka"))
    do(desk, shifts.withdraw, shift.id, NEXT, people["rosa"])
    do(desk, shifts.stand_in, shift.id, NEXT, people["walt"], RegularDraft("", people["mei"]))
    do(desk, shifts.skip, shift.id, date(2026, 10, 3), "Fireworks")
    last = standing(desk, shift)
    whole = shiftdays.change_day(shift, LATER, draft, today=TODAY)
    whole = shiftdays.sign_up(whole, DAY, people["mei"])
    whole = shiftdays.withdraw(whole, NEXT, people["rosa"])
    whole = shiftdays.stand_in(whole, NEXT, people["walt"], people["mei"])
    whole = shiftdays.skip(whole, date(2026, 10, 3), "Fireworks")
    assert last.days == whole.days and last.changed_at > shift.changed_at
    assert checking.check(desk.store).good
    with desk.reading() as work:
        (part,) = work.shifts.within(date(2026, 10, 1), date(2026, 10, 9))
        assert [each.day for each in part.days] == [LATER, date(2026, 10, 3)], "also what was moved there"
        assert [each.id for each in work.shifts.of_member(people["mei"])] == [shift.id]
        assert work.search("fireworks")[0].id == shift.id


_DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["sign_up", "withdraw", "stand_in", "skip", "take_back_skip"]),
        st.sampled_from([DAY, NEXT, LATER]),
        st.sampled_from(["rosa", "walt", "mei"]),
        st.sampled_from(["rosa", "walt", "mei"]),
    ),
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10, deadline=None)
@given(_DEEDS)
def test_single_days_are_kept_as_the_rules_say(desk, people, done):
    """Only one day of a series is read and written; the others must not be touched by that."""
    shift = plan(desk, "Rosa Delgado", "Walt Kim")
    expected = shift
    for name, day, who, other in done:
        one, another = people[who], people[other]
        rule = {"sign_up": (one,), "withdraw": (one,), "stand_in": (one, another)}.get(name, ())
        said = {
            "sign_up": (RegularDraft("", one),),
            "withdraw": (one,),
            "stand_in": (one, RegularDraft("", another)),
        }.get(name, ())
        try:
            expected = getattr(shiftdays, name)(expected, day, *rule)
        except Refused:
            with pytest.raises(Refused):
                do(desk, getattr(shifts, name), shift.id, day, *said)
        else:
            do(desk, getattr(shifts, name), shift.id, day, *said)
        kept = standing(desk, shift)
        assert dataclasses.replace(kept, changed_at=shift.changed_at) == expected
    assert checking.check(desk.store).good
    while expected != shift and standing(desk, shift) != shift:
        with desk.work() as work:
            work.undo(work.undoable().id)


def test_what_is_looked_at_is_what_the_whole_shifts_come_to(desk, people):
    shift = plan(desk, "Rosa Delgado", weekdays=("5", "1"))
    draft = dataclasses.replace(day_draft_of(shift, DAY), day="2026-10-02")
    do(desk, shifts.change_day, shift.id, DAY, draft, today=TODAY)
    do(desk, shifts.sign_up, shift.id, DAY, RegularDraft("Walt Kim"))
    for number in range(12):
        first = date(2026, 8, 30) + timedelta(days=4 * number)
        last = first + timedelta(days=4)
        whole = occurrences(standing(desk, shift), first, last, SACRAMENTO)
        assert [each.occurrence for each in board(desk, first, last).held] == whole


# Planning


def test_each_deed_is_one_step_that_is_undone(desk, people):
    shift = plan(desk, "Rosa Delgado")
    deeds = [
        (shifts.sign_up, (shift.id, DAY, RegularDraft("Walt Kim")), {}),
        (shifts.withdraw, (shift.id, DAY, people["walt"]), {}),
        (shifts.stand_in, (shift.id, DAY, people["rosa"], RegularDraft("Mei Tanaka")), {}),
        (shifts.skip, (shift.id, NEXT, "Rain"), {}),
        (shifts.take_back_skip, (shift.id, NEXT), {}),
        (shifts.change_day, (shift.id, LATER, day_draft_of(shift, DAY)), {"today": TODAY}),
        (shifts.change, (shift.id, shift_draft("Walt Kim", since="9/25")), {"today": TODAY}),
        (shifts.end, (shift.id, NEXT), {}),
        (shifts.remove, (shift.id,), {}),
    ]
    for deed, what, how in deeds:
        before = [standing(desk, each) for each in _all(desk)]
        do(desk, deed, *what, **how)
        after = _all(desk)
        with desk.work() as work:
            work.undo(work.undoable().id)
        assert _all(desk) == before
        with desk.work() as work:
            work.redo(work.redoable().id)
        assert _all(desk) == after and after != before, deed.__name__
    assert checking.check(desk.store).good


def _all(desk):
    with desk.reading() as work:
        return work.shifts.all()


def test_a_name_that_is_nobodys_is_said_beside_it(desk, people):
    desk.add(name="Ann Lee")
    desk.add(name="Ann Lee")
    for name in ("Ghost", "Ann Lee"):
        with pytest.raises(Invalid) as refused:
            plan(desk, "Rosa Delgado", name)
        assert refused.value.problems["regulars.1"].key == "problem.not_in_people"
    shift = plan(desk, "rosa  delgado")
    assert shift.regulars == (people["rosa"],)
    for who in (RegularDraft("Ghost"), RegularDraft(" ")):
        with pytest.raises(Invalid) as refused:
            do(desk, shifts.sign_up, shift.id, DAY, who)
        assert "who" in refused.value.problems
    with pytest.raises(NotFound):
        do(desk, shifts.sign_up, shift.id, DAY, RegularDraft("Ghost", "gone"))


def test_the_beginning_of_a_name_takes_the_only_one_and_tells_of_several(desk, people):
    shift = plan(desk)
    do(desk, shifts.sign_up, shift.id, DAY, RegularDraft("walt"))
    assert standing(desk, shift).days == shiftdays.sign_up(shift, DAY, people["walt"]).days
    desk.add(name="Walt Ames")
    with pytest.raises(Invalid) as refused:
        do(desk, shifts.sign_up, shift.id, NEXT, RegularDraft("walt"))
    problem = refused.value.problems["who"]
    assert problem.key == "problem.several_in_people"
    assert problem.values == {"name": "walt", "names": "Walt Ames; Walt Kim"}


def test_a_member_who_is_gone_while_the_form_is_open_is_said(desk, people):
    shift = plan(desk)
    draft = shift_draft(regulars=(RegularDraft("Mei Tanaka", people["mei"]), RegularDraft("", people["mei"])))
    do(desk, members.remove, people["mei"])
    with pytest.raises(Invalid) as refused:
        do(desk, shifts.change, shift.id, draft, today=TODAY)
    assert {where: each.key for where, each in refused.value.problems.items()} == {
        "regulars.0": "problem.not_in_people"
    }


def test_a_series_is_changed_from_a_day_on_and_its_patrols_go_with_it(desk, people):
    shift = plan(desk, "Rosa Delgado")
    logged = {}
    for day in (DAY, NEXT):
        with desk.reading() as work:
            draft = shifts.patrol_draft(work, shift.id, day, zone=SACRAMENTO)
        with desk.work() as work:
            logged[day] = patrols.log(work, draft, zone=SACRAMENTO, today=TODAY).id
    begun = do(desk, shifts.change, shift.id, shift_draft("Walt Kim", since="2026-09-15"), today=TODAY)
    assert begun.id != shift.id and begun.first == NEXT
    assert standing(desk, shift).until == date(2026, 9, 14)
    assert told(desk) == {"09-05": ["Rosa"], "09-12": ["Rosa"], "09-19": ["Walt"], "09-26": ["Walt"]}
    assert desk.patrol(logged[DAY]).shift_id == shift.id
    assert (desk.patrol(logged[NEXT]).shift_id, desk.patrol(logged[NEXT]).shift_day) == (begun.id, NEXT)
    whole = do(desk, shifts.change, begun.id, shift_draft("Mei Tanaka", since=""), today=TODAY)
    assert whole.id == begun.id
    with pytest.raises(Invalid) as refused:
        do(desk, shifts.change, begun.id, shift_draft(since="whenever"), today=TODAY)
    assert refused.value.problems["since"].key == "problem.not_a_day"


@pytest.mark.parametrize(("start", "since"), [("8 am", "2026-09-21"), ("8 pm", "2026-09-20")])
def test_changes_hold_from_the_next_one_that_is_not_over(desk, people, start, since):
    """Now is Sunday, 11 am."""
    shift = plan(desk, first="2026-09-06", start=start, finish=start.replace("8", "9"))
    with desk.reading() as work:
        how = {"today": TODAY, "zone": SACRAMENTO}
        assert shifts.draft_to_change(work, shift, **how).since == since
        fresh = dataclasses.replace(shift, first=date(2026, 9, 27))
        assert shifts.draft_to_change(work, fresh, **how).since == ""


def test_a_shift_that_goes_leaves_its_patrols(desk, people):
    shift = plan(desk, "Rosa Delgado")
    with desk.reading() as work:
        draft = shifts.patrol_draft(work, shift.id, DAY, zone=SACRAMENTO)
    with desk.work() as work:
        patrol = patrols.log(work, draft, zone=SACRAMENTO, today=TODAY)
    do(desk, shifts.remove, shift.id)
    assert (desk.patrol(patrol.id).shift_id, desk.patrol(patrol.id).shift_day) == (None, None)
    with desk.work() as work:
        work.undo(work.undoable().id)
    assert desk.patrol(patrol.id) == patrol
    assert checking.check(desk.store).good


def test_a_patrol_of_a_shift_begins_with_what_was_planned(desk, people):
    shift = plan(desk, "Rosa Delgado", "Walt Kim")
    do(desk, shifts.stand_in, shift.id, DAY, people["walt"], RegularDraft("Mei Tanaka"))
    with desk.reading() as work:
        draft = shifts.patrol_draft(work, shift.id, DAY, zone=SACRAMENTO)
        with pytest.raises(NotFound):
            shifts.patrol_draft(work, shift.id, date(2026, 9, 13), zone=SACRAMENTO)
    assert (draft.day, draft.start, draft.finish) == ("2026-09-12", "8:30 pm", "10:00 pm")
    assert draft.crew == (
        PatrollerDraft("Rosa Delgado", people["rosa"]),
        PatrollerDraft("Mei Tanaka", people["mei"]),
    )
    assert draft.area == "Boulevard Park"
    with desk.work() as work:
        patrol = patrols.log(work, draft, zone=SACRAMENTO, today=TODAY)
    with desk.work() as work:
        again = patrols.change(
            work, patrol.id, dataclasses.replace(draft, weather="Fog"), zone=SACRAMENTO, today=TODAY
        )
    assert (again.shift_id, again.shift_day) == (shift.id, DAY)


# Who comes


def test_two_change_places_in_one_step(desk, people):
    evening = plan(desk, "Rosa Delgado")
    morning = plan(desk, "Walt Kim", first="2026-09-06", start="7 am", finish="8 am")
    with desk.reading() as work:
        own = Place(evening.id, LATER, people["rosa"])
        choices = shifts.swap_choices(work, own, today=TODAY, zone=SACRAMENTO)
    # Now is Sunday at 11 am: the shift of this morning is over.
    assert [(each.name, each.occurrence.day) for each in choices][:2] == [
        ("Walt Kim", date(2026, 9, 27)),
        ("Walt Kim", date(2026, 10, 4)),
    ]
    do(desk, shifts.swap, own, choices[0].place)
    assert told(desk, first=LATER) == {"09-26": ["Walt"], "09-27": ["Rosa"]}
    with desk.work() as work:
        work.undo(work.undoable().id)
    assert told(desk, first=LATER) == {"09-26": ["Rosa"], "09-27": ["Walt"]}
    with pytest.raises(Refused):
        do(desk, shifts.swap, own, Place(morning.id, date(2026, 9, 27), people["mei"]))
    assert told(desk, first=LATER) == {"09-26": ["Rosa"], "09-27": ["Walt"]}, "not half of it either"


def test_two_of_one_series_change_days(desk, people):
    shift = plan(desk)
    do(desk, shifts.sign_up, shift.id, NEXT, RegularDraft("Rosa Delgado"))
    do(desk, shifts.sign_up, shift.id, LATER, RegularDraft("Walt Kim"))
    do(desk, shifts.swap, Place(shift.id, NEXT, people["rosa"]), Place(shift.id, LATER, people["walt"]))
    assert told(desk, first=NEXT) == {"09-19": ["Walt"], "09-26": ["Rosa"]}


def _by_id(people):
    return lambda told: people[told[1].lower()]


def test_what_stands_in_the_way_is_told(desk, people):
    plan(desk, "Rosa Delgado", "Walt Kim", "Mei Tanaka", needed="3")
    plan(desk, "Rosa Delgado", first="2026-09-12", start="9 pm", finish="11 pm", repeat="once", needed="1")
    vacation = {"first_day": "2026-09-18", "last_day": "2026-09-20"}
    with desk.work() as work:
        draft = household_draft()
        draft = dataclasses.replace(
            draft, vacations=tuple(dataclasses.replace(each, **vacation) for each in draft.vacations[:1])
        )
        home = households.add(work, draft, today=TODAY)
        members.change(work, people["walt"], member_draft(name="Walt Kim", household_id=home.id), today=TODAY)
        members.change(
            work, people["mei"], member_draft(name="Mei Tanaka", vetting_expires_on="2026-09-14"), today=TODAY
        )
    found = board(desk)
    conflicts = [
        (f"{each.occurrence.day:%m-%d}", found.names[one.member_id].split()[0], one.why)
        for each in found.held
        for one in each.conflicts
    ]
    assert conflicts == [
        ("09-12", "Rosa", Why.TWICE),
        ("09-12", "Rosa", Why.TWICE),
        *sorted([("09-19", "Mei", Why.VETTING), ("09-19", "Walt", Why.VACATION)], key=_by_id(people)),
        ("09-26", "Mei", Why.VETTING),
    ]
    assert [(f"{each.occurrence.day:%m-%d}", each.missing) for each in found.held] == [
        ("09-05", 0),
        ("09-12", 0),
        ("09-12", 1),
        ("09-19", 2),
        ("09-26", 1),
    ]
    with desk.work() as work:
        members.retire(work, people["rosa"])
    assert board(desk).held[0].missing == 1


def test_a_member_who_is_on_a_shift_is_not_removed(desk, people):
    plan(desk, "Rosa Delgado")
    with pytest.raises(InUse):
        do(desk, members.remove, people["rosa"])


# What is open and what was not logged


def test_today_is_told_what_is_open_and_what_was_never_logged(desk, people):
    shift = plan(desk, "Rosa Delgado")
    do(desk, shifts.skip, shift.id, date(2026, 10, 3))

    def around():
        with desk.reading() as work:
            found = shifts.around(work, today=TODAY, zone=SACRAMENTO)
        return [
            [f"{each.occurrence.day:%m-%d}" for each in part] for part in (found.uncovered, found.unlogged)
        ]

    assert around() == [["09-26"], ["09-12", "09-19"]]
    desk.log(day="2026-09-19", start="20:45", finish="22:10")
    assert around() == [["09-26"], ["09-12"]], "at the same time"
    with desk.reading() as work:
        draft = shifts.patrol_draft(work, shift.id, DAY, zone=SACRAMENTO)
    with desk.work() as work:
        moved = dataclasses.replace(draft, day="2026-09-13")
        patrols.log(work, moved, zone=SACRAMENTO, today=TODAY)
    assert around() == [["09-26"], []], "said to be it, though a day late"
    do(desk, shifts.sign_up, shift.id, LATER, RegularDraft("Walt Kim"))
    assert around() == [[], []]


def test_a_shift_that_is_going_on_is_neither(desk, people):
    start = desk.now.astimezone(SACRAMENTO) - timedelta(minutes=30)
    plan(
        desk,
        "Rosa Delgado",
        repeat="once",
        first=f"{start:%Y-%m-%d}",
        start=f"{start:%H:%M}",
        finish=f"{start + timedelta(hours=1):%H:%M}",
    )
    found = board(desk)
    assert [len(found.held), len(found.unlogged)] == [1, 0]


def test_names_are_for_those_who_may_see_them(desk, people):
    from sacwatch.domain.consents import ConsentDraft

    with desk.work() as work:
        agreed = (
            ConsentDraft("name", "members", "2026-09-01"),
            ConsentDraft("email", "public", "2026-09-01"),
        )
        members.change(work, people["walt"], member_draft(name="Walt Kim", consents=agreed), today=TODAY)
    with desk.reading() as work:
        ids = people.values()
        assert len(shifts.names(work, ids, Audience.CAPTAIN)) == 3
        assert shifts.names(work, ids, Audience.MEMBERS) == {people["walt"]: "Walt Kim"}
        assert shifts.names(work, ids, Audience.PUBLIC) == shifts.names(work, ids, Audience.POLICE) == {}


def test_areas_are_offered_the_newest_shifts_first(desk, people):
    plan(desk, area="Old Town")
    plan(desk, first="2026-10-03", area="Park")
    desk.log(area="R Street")
    with desk.reading() as work:
        assert shifts.areas(work) == ["Park", "Old Town", "R Street"]


def test_the_patrol_drafts_of_before_know_no_shift():
    assert (patrol_draft().shift_id, patrol_draft().shift_day) == ("", "")


def test_a_route_drawn_ahead_is_offered_first_and_goes_with_the_sheet_and_the_patrol(desk, people):
    line = (Point(38.57, -121.48), Point(38.571, -121.481))
    with desk.work() as work:
        ahead = routes.add(work, RouteDraft(name="Alley loop", line=line))
    walked = desk.log(day="2026-09-18", area="R Street")
    with desk.work() as work:
        routes.add(work, RouteDraft(walked.id, name="River", line=line))
    with desk.reading() as work:
        assert [each.name for each, _at in shifts.routes(work)] == ["Alley loop", "River"]
        assert [name for _id, name, _day in sheets.offers(work, zone=SACRAMENTO).routes] == [
            "Alley loop",
            "River",
        ]
    shift = plan(desk, "Rosa Delgado", route_id=ahead.id)
    with desk.work() as work:
        draft = sheets.draft_of_shift(work, shift.id, NEXT, zone=SACRAMENTO)
        sheet = sheets.prepare(work, draft, zone=SACRAMENTO, today=TODAY)
        assert sheets.line_of(work, sheet) == line
    with desk.reading() as work:
        paper = reporting.gather(work, Order("patrol-sheet", sheet.id), zone=SACRAMENTO)
        assert paper.data.maps[0].line == line, "the small map on the sheet shows it"
        typed = sheets.open_(work, sheet, zone=SACRAMENTO).draft
    with desk.work() as work:
        patrol = patrols.log(work, typed, zone=SACRAMENTO, today=TODAY)
    with desk.reading() as work:
        (own,) = routes.of_patrol(work, patrol.id)
        assert (own.line, own.name) == (line, "Alley loop") and own.id != ahead.id
        assert routes.planned(work) == [ahead], "what was planned stays for the next time"


def test_a_planned_route_is_offered_and_goes_with_the_patrol(desk, people):
    walked = desk.log(day="2026-09-18", area="R Street")
    line = (Point(38.57, -121.48), Point(38.571, -121.481))
    with desk.work() as work:
        for name in ("Alley loop", "alley loop", ""):
            route = routes.add(work, RouteDraft(walked.id, name=name, line=line))
    with desk.reading() as work:
        offered = shifts.routes(work)
        assert [each.name for each, _at in offered] == ["", "alley loop"], "the newest of each name"
    shift = plan(desk, "Rosa Delgado", route_id=route.id)
    with desk.reading() as work:
        draft = shifts.patrol_draft(work, shift.id, NEXT, zone=SACRAMENTO)
    with desk.work() as work:
        patrol = patrols.log(work, draft, zone=SACRAMENTO, today=TODAY)
    with desk.reading() as work:
        (own,) = routes.of_patrol(work, patrol.id)
        assert own.line == line and own.id != route.id
    with desk.work() as work:
        patrols.remove(work, walked.id)
    with desk.reading() as work:
        assert [each.id for each, _at in shifts.routes(work, route.id)] == [own.id], (
            "one that is gone is none"
        )
        again = shifts.patrol_draft(work, shift.id, LATER - timedelta(days=14), zone=SACRAMENTO)
    with desk.work() as work:
        patrols.log(work, again, zone=SACRAMENTO, today=TODAY)
