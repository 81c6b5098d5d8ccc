"""The meetings of the sample watch: a year of them, a town hall, National Night Out, and the next one."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from sacwatch.domain import attendance
from sacwatch.domain.checklists import Check, MeetingKind, ToDo, preset
from sacwatch.domain.meetings import AgendaItem, Guest, Meeting, MeetingState, Reminder, Reminding
from sacwatch.domain.places import NOWHERE, Place
from sacwatch.domain.shifts import Which, weekday_of_month
from sacwatch.domain.signins import SignIn
from sacwatch.services import signinlists
from sacwatch.services.signinlists import Printed
from sacwatch.store.work import Work

_MONTHS = 9
_SILENT = 3
"""From so many blocks nobody comes, so that there is something to be seen."""
_LIKELY = 0.55
_START, _LASTS = time(19, 0), 90
_VISITORS = ("Perpetua Larkspur", "Odell Whitcombe", "Jun Featherstone", "Corazon Bellweather")
_OFFICER = Guest(name="Officer T. Merriweather", of="Police Department, Beat 3C")
_COUNCIL = Guest(name="Delphine Oakhurst", of="Council office")


@dataclass(frozen=True)
class _Item:
    title: str
    minutes: int
    notes: str = ""
    decisions: tuple[str, ...] = ()


_REGULAR = (
    (
        _Item(
            "Welcome, and who is new", 5, "Two new faces from Q Street. Everybody said their name and block."
        ),
        _Item(
            "Lights that are out",
            20,
            "Three poles on Q between 17th and 18th have been dark for weeks. The city has the pole numbers.",
            ("We report every dark pole with its number, and ask again after two weeks.",),
        ),
        _Item(
            "Patrols",
            15,
            "Friday and Saturday are covered until the end of next month. Sundays want one more pair.",
            ("One more pair walks on Sundays from next month on.",),
        ),
    ),
    (
        _Item("Welcome, and who is new", 5, "A family that moved in on S Street last week."),
        _Item(
            "Packages taken from porches",
            25,
            "Four since the last meeting, all between noon and three, when nobody is home.",
            ("Whoever is home at noon takes parcels in for the block; a list hangs in the laundry room.",),
        ),
        _Item(
            "The alley behind R Street", 15, "The sofa is gone, the tires are still there. 311 has a ticket."
        ),
    ),
    (
        _Item("Welcome, and who is new", 5),
        _Item(
            "Cars that cut through on 18th",
            20,
            "Nearly an accident at the crossing. The council office counts cars next month.",
            ("We ask for a speed count, and for a crossing guard in the mornings.",),
        ),
        _Item(
            "Phone tree",
            10,
            "The drill took 41 minutes. Two numbers were wrong and are right now.",
            ("The next drill is in the spring.",),
        ),
    ),
)
_COMING = (
    _Item("Welcome, and who is new", 5),
    _Item("What became of the last meeting’s concerns and actions", 15),
    _Item("Our officer: what happened since the last meeting", 20),
    _Item("New concerns and suggestions", 25),
    _Item("Who does what until the next meeting", 15),
    _Item("Next date", 5),
)
_TOWN_HALL = (
    _Item("Welcome, and how we talk with each other", 5),
    _Item("What the council office plans for 18th Street", 25, "A plan was shown; the count comes first."),
    _Item(
        "Questions from the floor",
        40,
        "Twenty-two questions on cards. Those without an answer are on the list of concerns.",
        ("The council office sends written answers within a month.",),
    ),
)
_NIGHT_OUT = (
    _Item("Setting up", 60),
    _Item("Food, games and getting to know each other", 90, "Street closed from 5 to 9. Nobody was hurt."),
    _Item("How to join the watch", 10, "Six slips were filled in."),
)


def hold(work: Work, *, now: datetime, zone: tzinfo, chance: random.Random) -> None:
    """Add the meetings of the last months with who came to each, and plan the next one."""
    today = now.astimezone(zone).date()
    watch = work.watches.get(work.watch_id)
    place, blocks = Place(watch.meeting_place), watch.blocks
    silent = {each.id for each in blocks[-_SILENT:]}
    people = [each for each in signinlists.printed(work, blocks) if each.member_id]
    loud = [each for each in people if each.block_id not in silent]
    month = today.replace(day=1)
    days = []
    for _back in range(_MONTHS):
        days.append(weekday_of_month(month, 1, Which.SECOND))
        month = (month - timedelta(days=1)).replace(day=1)
    past = sorted(day for day in days if day < today)
    made = []
    for number, day in enumerate(past):
        # Until half a year ago somebody came from everywhere.
        came = people if number < len(past) - 6 else loud
        items = _REGULAR[number % len(_REGULAR)]
        made.append(
            _meeting(work, MeetingKind.REGULAR, "", day, place, items, _who(work, came, day, zone, chance))
        )
    night_out = _night_out(today)
    made.append(
        _meeting(
            work,
            MeetingKind.NIGHT_OUT,
            "",
            night_out,
            place,
            _NIGHT_OUT,
            _who(work, loud, night_out, zone, chance),
        )
    )
    hall = past[-3] + timedelta(days=9)
    made.append(
        replace(
            _meeting(
                work,
                MeetingKind.TOWN_HALL,
                "Traffic on 18th Street",
                hall,
                place,
                _TOWN_HALL,
                _who(work, loud, hall, zone, chance),
            ),
            guests=(_COUNCIL, _OFFICER),
        )
    )
    # The last one was closed in a hurry.
    made[len(past) - 1] = _without_minutes(made[len(past) - 1])
    work.meetings.add_many(made)
    _noted_at(work, made)
    work.meetings.add(_next(work, past[-1], today, place))


def _noted_at(work: Work, held: list[Meeting]) -> None:
    """Let what somebody said they would do have been said at the meeting that was nearest."""
    for action in work.actions.open():
        nearest = min(held, key=lambda each: abs((each.day - action.noted_on).days))
        work.actions.change(replace(action, meeting_id=nearest.id))


def _night_out(today: date) -> date:
    day = weekday_of_month(date(today.year, 8, 1), 1, Which.FIRST)
    return day if day < today else weekday_of_month(date(today.year - 1, 8, 1), 1, Which.FIRST)


def _who(
    work: Work, people: list[Printed], day: date, zone: tzinfo, chance: random.Random
) -> tuple[SignIn, ...]:
    at = datetime.combine(day, time(18, 50), zone)
    found = []
    for each in people:
        if chance.random() < _LIKELY:
            at += timedelta(seconds=chance.randrange(15, 70))
            found.append(
                SignIn(
                    id=work.new_id(),
                    name=each.name,
                    member_id=each.member_id,
                    household_id=each.household_id,
                    block_id=each.block_id,
                    at=at,
                )
            )
    for name in chance.sample(_VISITORS, chance.randrange(0, 3)):
        at += timedelta(seconds=40)
        found.append(SignIn(id=work.new_id(), name=name, at=at))
    return tuple(found)


def _meeting(
    work: Work,
    kind: MeetingKind,
    title: str,
    day: date,
    place: Place,
    items: tuple[_Item, ...],
    signins: tuple[SignIn, ...],
) -> Meeting:
    begun = work.now
    return Meeting(
        id=work.new_id(),
        watch_id=work.watch_id,
        created_at=begun,
        changed_at=begun,
        changed_by=work.by,
        kind=kind,
        title=title,
        day=day,
        start=_START if kind is not MeetingKind.NIGHT_OUT else time(17, 0),
        minutes=_LASTS if kind is not MeetingKind.NIGHT_OUT else 240,
        place=place if kind is not MeetingKind.NIGHT_OUT else Place("Q Street, 17th to 18th"),
        agenda=tuple(_agenda_item(work, each) for each in items),
        guests=(_OFFICER,) if kind is not MeetingKind.OTHER else (),
        checks=tuple(Check(what=each.value, done_on=day) for each in preset(kind)),
        reminders=(Reminder(how=Reminding.PHONE_TREE, on=day - timedelta(days=2)),),
        signins=signins,
        state=MeetingState.CLOSED,
        closed_at=work.now,
    )


def _agenda_item(work: Work, each: _Item) -> AgendaItem:
    return AgendaItem(
        id=work.new_id(),
        title=each.title,
        minutes=each.minutes,
        notes=each.notes,
        decisions=each.decisions,
    )


def _without_minutes(meeting: Meeting) -> Meeting:
    agenda = tuple(replace(each, notes="", decisions=()) for each in meeting.agenda)
    return replace(meeting, agenda=agenda)


def _next(work: Work, last: date, today: date, place: Place) -> Meeting:
    day = attendance.next_day(MeetingKind.REGULAR, last)
    while day is not None and day < today:
        day = attendance.next_day(MeetingKind.REGULAR, day)
    meeting = _meeting(work, MeetingKind.REGULAR, "", day or today, place or NOWHERE, _COMING, ())
    done = (ToDo.PLACE, ToDo.AGENDA)
    return replace(
        meeting,
        state=MeetingState.PLANNED,
        closed_at=None,
        checks=tuple(Check(what=each.value, done_on=today) for each in done),
        reminders=(),
    )
