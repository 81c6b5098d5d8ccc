"""Hypothesis strategies: drafts with anything in them that a person could type, and times of any night."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from sacwatch.domain import texts as cleaning
from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import ConsentDraft, How
from sacwatch.domain.described import HEIGHTS, WEIGHTS, PersonDraft, VehicleDraft
from sacwatch.domain.households import HouseholdDraft, HouseholdVehicleDraft, VacationDraft
from sacwatch.domain.incidents import IncidentDraft
from sacwatch.domain.meetings import CheckDraft, GuestDraft, ItemDraft, MeetingDraft, MeetingKind
from sacwatch.domain.members import Channel, MemberDraft, PhoneDraft, PhoneType, Role, Skill, TrainingDraft
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.patrols import (
    LONGEST,
    Category,
    EntryDraft,
    EquipmentDraft,
    Mode,
    PatrolDraft,
    PatrollerDraft,
    Rule,
    Seat,
    Stop,
)
from sacwatch.domain.places import Fix, PlaceDraft, Point
from sacwatch.domain.reported import ReportedTo
from sacwatch.domain.routes import RouteDraft, RouteSource
from sacwatch.domain.times import SACRAMENTO, clock_text
from sacwatch.domain.watches import BlockDraft, Jurisdiction, NumberDraft, WatchDraft

CLOCK_CHANGES = (date(2026, 3, 8), date(2026, 11, 1))
LATE = datetime(2026, 12, 31, 12, tzinfo=UTC)
"""A now after every time that these strategies make."""

texts = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(
    [
        "<b>",
        "</script>",
        "AT&T",
        "🚲👩‍🚒",
        "שלום",
        "\u202eevil",
        "zero\u200bwidth",
        "a\u0301",
        "%",
        "O'Neil",
        '"',
    ]
)
names = texts.filter(lambda text: cleaning.visible(cleaning.clean(text)))


def moments(day: date) -> st.SearchStrategy[datetime]:
    """Give whole UTC minutes of a civil day in Sacramento, repeated and missing hours included."""
    start = datetime.combine(day, time(0), SACRAMENTO).astimezone(UTC)
    return st.integers(0, 24 * 60 - 1).map(lambda minutes: start + timedelta(minutes=minutes))


instants = (
    st.sampled_from(CLOCK_CHANGES) | st.dates(min_value=date(2024, 1, 1), max_value=date(2026, 12, 1))
).flatmap(moments)

places = st.builds(PlaceDraft, texts) | st.builds(
    PlaceDraft,
    texts,
    st.floats(-90, 90).map(float),
    st.floats(-180, 180),
    st.sampled_from([each.value for each in Fix]),
)


def values(kind: type) -> st.SearchStrategy[str]:
    return st.sampled_from([each.value for each in kind])


def tuples(inner: st.SearchStrategy, most: int = 3) -> st.SearchStrategy[tuple]:
    return st.lists(inner, max_size=most).map(tuple)


def subset(kind: type) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(values(kind)).map(lambda chosen: tuple(sorted(chosen)))


past_days = st.just("") | st.dates(min_value=date(2020, 1, 1), max_value=date(2026, 12, 1)).map(str)
coming_days = st.just("") | st.dates(min_value=date(2027, 1, 1), max_value=date(2040, 1, 1)).map(str)


def consents(*fields: str) -> st.SearchStrategy[tuple[ConsentDraft, ...]]:
    """Make consents for these fields, some of which cannot be agreed to."""
    return tuples(
        st.builds(ConsentDraft, st.sampled_from(fields), values(Audience), past_days, values(How)), 6
    )


def local_day(at: datetime) -> str:
    return at.astimezone(SACRAMENTO).date().isoformat()


@st.composite
def patrols(draw) -> PatrolDraft:
    """Make the draft of a patrol that is right, on any night."""
    start = draw(instants)
    length = draw(st.integers(1, int(LONGEST.total_seconds() // 60)))
    finish = start + timedelta(minutes=length)
    entries = draw(st.lists(st.none() | st.integers(0, length), max_size=4))
    crew = draw(
        st.lists(
            names,
            min_size=1,
            max_size=4,
            unique_by=lambda name: " ".join(cleaning.clean(name).split()).casefold(),
        )
    )
    driver = draw(st.integers(-1, len(crew) - 1))
    odometer = draw(st.integers(0, 9_999_990))
    return PatrolDraft(
        day=local_day(start),
        start=clock_text(start, SACRAMENTO),
        finish=clock_text(finish, SACRAMENTO),
        odometer_start=draw(st.sampled_from(["", f"{odometer / 10}"])),
        odometer_finish=draw(st.sampled_from(["", f"{(odometer + draw(st.integers(0, 5000))) / 10}"])),
        mode=draw(values(Mode)),
        vehicle=draw(texts),
        crew=tuple(
            PatrollerDraft(name, None, Seat.DRIVER.value if place == driver else Seat.OBSERVER.value)
            for place, name in enumerate(crew)
        ),
        area=draw(texts),
        weather=draw(texts),
        public_wording=draw(texts),
        equipment=draw(tuples(st.builds(EquipmentDraft, texts, st.booleans(), st.booleans()))),
        rules=draw(subset(Rule)),
        entries=tuple(
            EntryDraft(
                clock="" if after is None else clock_text(start + timedelta(minutes=after), SACRAMENTO),
                place=draw(places),
                stop=draw(values(Stop)),
                category=draw(values(Category)),
                seen=draw(texts),
                reported_to=draw(values(ReportedTo)),
                number=draw(texts),
            )
            for after in entries
        ),
        note=draw(texts),
    )


vehicles = st.builds(
    VehicleDraft,
    colour=texts,
    year=st.sampled_from(["", "1999", "2024"]),
    make=texts,
    model=texts,
    body=texts,
    plate=texts | st.sampled_from(["7abc123", "sam trans"]),
    state=texts | st.just("ca"),
    other=texts,
)


@st.composite
def persons(draw) -> PersonDraft:
    """Make a described person; a race stands only beside two other things."""
    told = PersonDraft(
        height=draw(st.sampled_from(["", *map(str, HEIGHTS)])),
        weight=draw(st.sampled_from(["", *map(str, WEIGHTS)])),
        build=draw(texts),
        hair=draw(texts),
        clothing=draw(texts),
        direction=draw(texts),
        other=draw(texts),
    )
    if draw(st.booleans()):
        return PersonDraft(height="70", hair="short", race_as_described=draw(texts), clothing=told.clothing)
    return told


@st.composite
def incidents(draw) -> IncidentDraft:
    """Make the draft of an incident that is right."""
    start = draw(instants)
    end = draw(st.none() | st.integers(0, 3 * 24 * 60))
    reported = draw(st.none() | st.integers(0, 24 * 60))
    timed = draw(st.booleans())
    finish = None if end is None else start + timedelta(minutes=end)
    told = None if reported is None else start + timedelta(minutes=reported)
    return IncidentDraft(
        kind=draw(values(IncidentKind)),
        from_day=local_day(start),
        from_clock=clock_text(start, SACRAMENTO) if timed else "",
        to_day=local_day(finish) if finish else "",
        to_clock=clock_text(finish, SACRAMENTO) if finish and timed else "",
        reported_day=local_day(told) if told else "",
        reported_clock=clock_text(told, SACRAMENTO) if told and timed else "",
        code=draw(st.sampled_from(["", "459 PC", "10851(a) VC", "2299-1", "WELFARE CHECK"])),
        happened=draw(texts),
        place=draw(places),
        vehicles=draw(tuples(vehicles)),
        persons=draw(tuples(persons())),
        report_number=draw(texts.filter(lambda text: not cleaning.clean(text) or cleaning.tells(text))),
        reported_to=draw(values(ReportedTo)),
        disposition=draw(texts),
        public_wording=draw(texts),
        counted_only=draw(st.booleans()),
        note=draw(texts),
    )


members = st.builds(
    MemberDraft,
    name=names,
    phones=tuples(st.builds(PhoneDraft, st.sampled_from(["916-555-0134", "911", ""]), values(PhoneType))),
    email=st.sampled_from(["", "rosa@example.org", "ß.x@exämple.co.uk"]),
    address=places,
    roles=subset(Role),
    language=texts,
    channel=values(Channel) | st.just(""),
    skills=tuples(values(Skill) | texts),
    trainings=tuples(st.builds(TrainingDraft, names, past_days, coming_days)),
    vetted_on=past_days,
    vetting_expires_on=coming_days,
    waiver_on=past_days,
    emergency_name=texts,
    emergency_phone=st.sampled_from(["", "916-555-0134"]),
    consents=consents("name", "phones", "email", "nothing"),
    confirmed_on=past_days,
    active=st.booleans(),
    note=texts,
)


@st.composite
def vacations(draw) -> VacationDraft:
    """Make a vacation that is right."""
    first = draw(st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 12, 1)))
    last = first + timedelta(days=draw(st.integers(0, 366)))
    return VacationDraft(
        id=str(draw(st.uuids())),
        first_day=first.isoformat(),
        last_day=last.isoformat(),
        key_holder=draw(texts),
        asked_on=draw(past_days),
        note=draw(texts),
    )


households = st.builds(
    HouseholdDraft,
    place=places.filter(lambda place: cleaning.visible(cleaning.clean(place.text)) or place.lat is not None),
    block_id=st.none() | st.uuids().map(str),
    block_chosen=st.booleans(),
    people=st.sampled_from(["", "0", "4", "99"]),
    pets=texts,
    vehicles=tuples(st.builds(HouseholdVehicleDraft, texts, texts, texts, texts)),
    utilities=texts,
    special_needs=texts,
    key_holder=texts,
    vacations=tuples(vacations()),
    consents=consents("place", "vehicles", "special_needs"),
    confirmed_on=past_days,
    active=st.booleans(),
    note=texts,
)

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@st.composite
def rings(draw) -> tuple[Point, ...]:
    """Make an outline that does not cross itself: corners at rising angles around a middle; or none."""
    angles = sorted(draw(st.sets(st.integers(0, 23), max_size=9)))
    if len(angles) < 3:
        return ()
    middle = Point(draw(st.floats(-80, 80)), draw(st.floats(-170, 170)))
    found = []
    for step in angles:
        far = draw(st.floats(0.001, 0.01))
        angle = step * math.pi / 12
        found.append(Point(middle.lat + far * math.sin(angle), middle.lon + far * math.cos(angle)))
    # Seen from the middle, so long as that lies inside, no side can cross another.
    gaps = [(b - a) % 24 for a, b in zip(angles, angles[1:] + angles[:1], strict=True)]
    return tuple(found) if max(gaps) < 12 else ()


@st.composite
def routes(draw) -> RouteDraft:
    """Make the draft of a route that is right, with a time for each point or none."""
    line = draw(
        st.lists(points, min_size=2, max_size=6, unique_by=lambda p: (round(p.lat, 7), round(p.lon, 7)))
    )
    timed = draw(st.booleans())
    return RouteDraft(
        patrol_id="patrol",
        name=draw(texts),
        source=draw(values(RouteSource)),
        line=tuple(line),
        times=tuple(draw(instants) for _ in line) if timed else (),
        note=draw(texts),
    )


watches = st.builds(
    WatchDraft,
    name=names,
    place=places,
    jurisdiction=values(Jurisdiction),
    beat=texts,
    district=texts,
    meeting_place=texts,
    meeting_day=texts,
    footer=texts,
    note=texts,
    sample=st.booleans(),
    boundary=rings(),
    blocks=tuples(st.builds(BlockDraft, st.uuids().map(str), texts, outline=rings())),
    numbers=tuples(
        st.builds(
            NumberDraft,
            st.uuids().map(str),
            names,
            st.sampled_from(["", "311", "916-555-0100"]),
            st.sampled_from(["", "2026-01-31"]),
        )
    ),
)

_clocks = st.times().map(lambda at: f"{at:%H:%M}")
meetings = st.builds(
    MeetingDraft,
    kind=values(MeetingKind),
    title=texts,
    day=st.dates(min_value=date(1900, 1, 1), max_value=date(2999, 12, 31)).map(str),
    start=_clocks,
    finish=st.just(""),
    place=places,
    agenda=tuples(
        st.builds(
            ItemDraft,
            st.uuids().map(str),
            names,
            st.sampled_from(["", "1", "600"]),
            texts,
            st.none() | st.uuids().map(str),
            texts,
            tuples(texts),
        )
    ),
    guests=tuples(st.builds(GuestDraft, names, texts)),
    everybody=st.booleans(),
    block_ids=st.just(("block",)),
    roles=subset(Role),
    own_checks=tuples(st.builds(CheckDraft, texts)),
    note=texts,
)
"""Meetings that are right."""
