"""Who may see what, and that it is gone from the record before a page is laid out."""

import dataclasses
import importlib
import itertools
import pkgutil
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sacwatch import domain
from sacwatch.domain import (
    cells,
    concerns,
    households,
    incidents,
    members,
    patrols,
    routes,
    sensitive,
    watches,
)
from sacwatch.domain.attachments import Attachment
from sacwatch.domain.audiences import Audience, Shows, exact_place, may_show, shows
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.described import PersonDraft, SeenPerson, SeenVehicle, VehicleDraft
from sacwatch.domain.households import Household
from sacwatch.domain.incidents import Incident
from sacwatch.domain.kinds import Kind
from sacwatch.domain.leftout import LeftOut, Tally, Thing
from sacwatch.domain.members import Member, Phone, TrainingDraft
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.patrols import Category, EntryDraft, Patrol, PatrollerDraft
from sacwatch.domain.places import NOWHERE, Fix, Place, PlaceDraft, Point
from sacwatch.domain.reducing import reduced
from sacwatch.domain.reported import ReportedTo
from sacwatch.domain.routes import RouteDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.domain.watches import Block, BlockDraft, CheckedNumber, Watch
from tests.making import (
    NOW,
    TODAY,
    concern_draft,
    counter,
    household_draft,
    incident_draft,
    member_draft,
    patrol_draft,
    stamp,
    watch_draft,
)

OTHERS = [each for each in Audience if each is not Audience.CAPTAIN]
NEIGHBOURS = [Audience.BLOCK_CAPTAINS, Audience.MEMBERS, Audience.PUBLIC]
HOW = {"zone": SACRAMENTO, "today": TODAY}


def patrol(**said):
    return patrols.settle(patrol_draft(**said), stamp(), new_id=counter(), **HOW)


def incident(**said):
    return incidents.settle(incident_draft(**said), stamp(), new_id=counter(), **HOW)


RECORDS = {
    Kind.PATROL: patrol(crew=(PatrollerDraft("SECRETNAME", "m1", "driver"), PatrollerDraft("SECRETOTHER"))),
    Kind.INCIDENT: incident(),
    Kind.HOUSEHOLD: households.settle(household_draft(consents=()), stamp(), today=TODAY),
    Kind.MEMBER: members.settle(member_draft(), stamp()),
    Kind.WATCH: watches.settle(
        watch_draft(
            place=PlaceDraft("1621 P St apt 4, Sacramento", 38.57123, -121.48889, "address"),
            blocks=(BlockDraft("b", "2200 H", "m1"),),
        ),
        stamp(),
        today=TODAY,
    ),
    Kind.ROUTE: routes.settle(
        RouteDraft("p", "SECRETNAME", line=(Point(38.5, -121.5), Point(38.6, -121.5))), stamp()
    ),
    Kind.ATTACHMENT: Attachment(
        id="a",
        watch_id="watch",
        created_at=NOW,
        changed_at=NOW,
        changed_by="tester",
        owner_kind=Kind.PATROL,
        owner_id="record",
        name="rosa.jpg",
        caption="Rosa's gate",
        media_type="image/jpeg",
        sha256="0",
        size=1,
    ),
}


def parts(record):
    """Give a record and every record-like part of it."""
    yield record
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        for each in value if isinstance(value, tuple | frozenset) else (value,):
            if dataclasses.is_dataclass(each) and any(
                "shows" in f.metadata for f in dataclasses.fields(each)
            ):
                yield from parts(each)


@pytest.mark.parametrize("record", RECORDS.values(), ids=lambda record: type(record).__name__)
def test_every_field_of_every_record_says_what_it_holds(record):
    for part in parts(record):
        for field in dataclasses.fields(part):
            assert shows(type(part), field.name) in Shows


STRUCTURED = {("Spot", "kinds")}
"""Texts that nobody typed: keys of `words`."""


def test_no_typed_text_is_a_plain_fact():
    """What is typed is told, about a person, the captain's own or worded for everybody; never just public."""
    plain = set()
    for module in pkgutil.iter_modules(domain.__path__):
        for record in vars(importlib.import_module(f"{domain.__name__}.{module.name}")).values():
            if not (isinstance(record, type) and dataclasses.is_dataclass(record)):
                continue
            for field in dataclasses.fields(record):
                typed = "str" in str(field.type) or str(field.type) == "Place"
                if typed and field.metadata.get("shows") is Shows.ALWAYS:
                    plain.add((record.__name__, field.name))
    assert plain == STRUCTURED


def test_everything_about_a_member_is_for_the_captain_only():
    for record in (Member, Phone):
        for field in dataclasses.fields(record):
            for audience in OTHERS:
                assert not may_show(record, field.name, audience), field.name


@pytest.mark.parametrize("audience", OTHERS)
def test_consent_widens_what_is_about_a_person_and_nothing_else(audience):
    assert may_show(Member, "name", audience, {audience})
    assert not may_show(Member, "note", audience, {audience})
    assert not may_show(Member, "id", audience, {audience})
    assert not may_show(Member, "name", audience, {Audience.CAPTAIN})


PEOPLE = {
    Kind.MEMBER: (
        Member,
        lambda drafts: members.settle(
            member_draft(
                consents=drafts,
                language="Hmong",
                channel="text",
                skills=("cert", "Juggling"),
                trainings=(TrainingDraft("CPR", "2026-01-02", "2028-01-02"),),
                vetted_on="2026-01-02",
                waiver_on="2026-01-02",
                emergency_name="Bo",
                emergency_phone="916-555-0177",
            ),
            stamp(),
        ),
    ),
    Kind.HOUSEHOLD: (
        Household,
        lambda drafts: households.settle(household_draft(consents=drafts), stamp(), today=TODAY),
    ),
}


@pytest.mark.parametrize("kind", PEOPLE)
@given(data=st.data())
def test_of_a_person_is_shown_what_they_agreed_to_and_nothing_else(kind, data):
    record, settled = PEOPLE[kind]
    fields = [each.name for each in dataclasses.fields(record)]
    drafts = data.draw(
        st.lists(
            st.builds(
                ConsentDraft,
                st.sampled_from(fields),
                st.sampled_from([each.value for each in Audience]),
                st.just("2026-09-01"),
            ),
            max_size=8,
        ).map(tuple)
    )
    full = settled(drafts)
    audience = data.draw(st.sampled_from(OTHERS))
    seen = reduced(full, audience)
    for field in dataclasses.fields(record):
        sort = shows(record, field.name)
        value = getattr(seen, field.name)
        if sort is Shows.NEVER:
            continue
        said = (field.name, audience) in {(each.field, each.audience) for each in drafts}
        if said and sort is Shows.PERSON and field.name != "active":
            assert value == getattr(full, field.name), "whole, its parts too"
        else:
            assert value == ("" if isinstance(value, str) else field.default), field.name
    assert reduced(full, Audience.CAPTAIN) == full


@pytest.mark.parametrize("audience", OTHERS)
def test_a_patroller_is_named_to_those_to_whom_that_member_agreed(audience):
    agreed = {"m1": frozenset({audience}), "m2": frozenset(OTHERS)}
    for record in (RECORDS[Kind.PATROL], RECORDS[Kind.WATCH]):
        assert "SECRETNAME" not in str(reduced(record, audience, agreed={"m2": frozenset(OTHERS)}))
    crew = reduced(RECORDS[Kind.PATROL], audience, agreed=agreed).crew
    assert [each.name for each in crew] == ["SECRETNAME", ""]
    assert reduced(RECORDS[Kind.WATCH], audience, agreed=agreed).blocks[0].captain_id == "m1"
    assert reduced(RECORDS[Kind.WATCH], audience).blocks[0].captain_id is None
    (other,) = {*OTHERS, audience} - {audience, *OTHERS[1:]} or {OTHERS[1]}
    assert reduced(RECORDS[Kind.PATROL], other, agreed={"m1": frozenset({audience})}).crew[0].name == ""


def test_no_field_of_a_description_reaches_the_neighbours():
    for record in (SeenVehicle, SeenPerson):
        for field in dataclasses.fields(record):
            for audience in NEIGHBOURS:
                assert not may_show(record, field.name, audience), field.name


def test_an_unknown_field_is_a_bug_and_not_shown():
    with pytest.raises(KeyError):
        may_show(Patrol, "nothing", Audience.CAPTAIN)


@pytest.mark.parametrize("record", RECORDS.values(), ids=lambda record: type(record).__name__)
def test_the_captain_sees_everything(record):
    assert reduced(record, Audience.CAPTAIN) == record


@pytest.mark.parametrize("audience", OTHERS)
@pytest.mark.parametrize("record", RECORDS.values(), ids=lambda record: type(record).__name__)
def test_a_reduced_record_holds_nothing_its_audience_may_not_see(record, audience):
    for before, after in zip(parts(record), parts(reduced(record, audience)), strict=False):
        if type(before) is not type(after):
            break
        for field in dataclasses.fields(after):
            sort = shows(type(after), field.name)
            if sort is not Shows.NEVER and not may_show(type(after), field.name, audience):
                value = getattr(after, field.name)
                assert not value or value == field.default, f"{type(after).__name__}.{field.name}"


LETTERHEAD = {
    (Watch, name) for name in ("name", "beat", "district", "meeting_place", "meeting_day", "footer")
} | {(Block, "name"), (Incident, "public_wording"), (Patrol, "public_wording")}
LETTERHEAD |= {
    (CheckedNumber, name) for name in ("name", "number", "purpose", "text", "relay", "hours", "languages")
}
"""What the captain wrote for everyone to read."""


def planted(record, places):
    """Give a record with a word of its own in every text that is not for everyone to read, parts included."""
    said = {}
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if shows(type(record), field.name) is Shows.NEVER or (type(record), field.name) in LETTERHEAD:
            continue
        if isinstance(value, Place):
            said[field.name] = dataclasses.replace(value, text=places)
        elif type(value) is str:
            said[field.name] = f"Zq{field.name}"
        elif isinstance(value, tuple):
            said[field.name] = tuple(
                planted(each, places)
                if dataclasses.is_dataclass(each) and not isinstance(each, Point)
                else each
                for each in value
            )
    return dataclasses.replace(record, **said)


@pytest.mark.parametrize("audience", NEIGHBOURS)
@pytest.mark.parametrize(
    "place",
    [
        "1621 P St apt 4, Zqpat's",
        "behind the Zqpats, 1215 F St",
        "100 Zqlee Place",
        "Zqpat Street & J",
        "1621 Zqlee Way, Sacramento",
        "Zqpat's porch",
    ],
)
@pytest.mark.parametrize("record", RECORDS.values(), ids=lambda record: type(record).__name__)
def test_no_word_that_was_typed_reaches_the_neighbours_but_the_letterhead(record, place, audience):
    record = planted(record, place)
    assert "Zq" in str(record), "the words are there to be found"
    told = str(reduced(record, audience))
    for secret in ("Zq", "1621", "1215", "apt 4"):
        assert secret not in told, secret


@pytest.mark.parametrize("audience", OTHERS)
def test_where_the_watch_is_is_told_to_the_hundred_block(audience):
    place = reduced(RECORDS[Kind.WATCH], audience).place
    assert place == Place("1600 block of P St, Sacramento", Point(38.571, -121.489), Fix.BLOCK)


@pytest.mark.parametrize("audience", NEIGHBOURS)
@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("459 PC", True),
        ("10851(a) VC", True),
        ("PC 484/488", True),
        ("2299-1", True),
        ("Garcia 1215 F St", False),
        ("916-555-0134", False),
        ("7ABC123", False),
        ("ANA RUIZ", False),
    ],
)
def test_a_code_is_told_to_neighbours_where_it_can_be_nothing_else(code, told, audience):
    assert reduced(incident(code=code), audience).code == (code if told else "")
    assert reduced(incident(code=code), Audience.POLICE).code == code


@pytest.mark.parametrize("audience", OTHERS)
def test_how_many_went_is_told_and_who_they_were_is_not(audience):
    crew = reduced(RECORDS[Kind.PATROL], audience).crew
    assert [each.name for each in crew] == ["", ""]


@pytest.mark.parametrize("audience", OTHERS)
def test_the_secret_words_of_a_patrol_are_nowhere_in_it(audience):
    told = str(reduced(RECORDS[Kind.PATROL], audience))
    for secret in ("SECRET", "spare key", "Corolla", "48211"):
        assert secret not in told


@pytest.mark.parametrize("audience", NEIGHBOURS)
def test_neighbours_get_the_hundred_block_and_not_the_house(audience):
    place = reduced(incident(), audience).place
    assert place.text == "1600 block of P St"
    assert (place.point.lat, place.point.lon) == (38.571, -121.489)


def test_the_police_get_the_exact_place():
    assert reduced(incident(), Audience.POLICE).place == incident().place
    assert exact_place(Audience.POLICE)


@pytest.mark.parametrize("audience", NEIGHBOURS)
@pytest.mark.parametrize("text", ["Rosa's porch", "the Kim family", "12 Elm Court Apt Rosa", "somewhere"])
def test_words_that_could_name_a_home_are_left_out(text, audience):
    place = reduced(incident(place=PlaceDraft(text, 38.57123, -121.48889, "map")), audience).place
    assert "Rosa" not in place.text
    assert "Kim" not in place.text
    if place.point is not None:
        assert place.point.lat == round(place.point.lat, 3)


@pytest.mark.parametrize("audience", NEIGHBOURS)
@pytest.mark.parametrize(
    "said",
    [
        *({"kind": each.value} for each in sensitive.KINDS),
        *({"code": code} for code in ("261 PC", "288(a)(1)", "1101-2", "243(e)(1)", "10-56A", "5150 W&I")),
        *({"code": code} for code in ("273a PC", "601 WI", "415/273.5 PC", "CHILD ABUSE", "5150")),
        {"counted_only": True},
    ],
    ids=str,
)
def test_what_is_sensitive_is_no_more_than_a_number_for_neighbours(said, audience):
    full = incident(**{"reported_to": "crisis_line", "public_wording": "Words", **said})
    seen = reduced(full, audience)
    plain = reduced(incident(kind="other", code="", counted_only=True, public_wording=""), audience)
    assert seen == replace(plain, id=full.id) and seen.counted_only
    assert (seen.place, seen.reported_to, seen.public_wording) == (NOWHERE, ReportedTo.NONE, "")
    assert seen.kind is IncidentKind.OTHER and sensitive.withheld(seen)
    for exact in (Audience.CAPTAIN, Audience.POLICE):
        assert reduced(full, exact).place == full.place and reduced(full, exact).kind is full.kind


@pytest.mark.parametrize("audience", Audience)
def test_a_concern_about_who_needs_help_is_no_more_than_a_day_for_neighbours(audience):
    words = {"public_wording": "Words", "public_answer": "An answer", "answered_on": "9/11"}
    full = concerns.settle(
        concern_draft(topic="needs_help", responsible="311", sent_on="9/10", **words), stamp(), today=TODAY
    )
    other = concerns.settle(concern_draft(), stamp(), today=TODAY)
    seen = reduced(full, audience)
    if exact_place(audience):
        assert seen.place == full.place and sensitive.told([full, other], audience) == [full, other]
    else:
        assert (seen.place, seen.public_wording, seen.public_answer) == (NOWHERE, "", "")
        assert (seen.responsible, seen.sent_on, seen.answered_on) == (None, None, None)
        assert sensitive.told([full, other, seen], audience) == [other]


def test_what_the_crisis_line_was_told_of_is_only_counted():
    told = incident(kind="disturbance", code="", reported_to="crisis_line", public_wording="Words")
    seen = reduced(told, Audience.MEMBERS)
    assert (seen.counted_only, seen.place, seen.public_wording) == (True, NOWHERE, "")
    entry = EntryDraft(clock="21:00", place=PlaceDraft("2240 P St"), category="other", seen="x")
    whole = patrol(entries=(replace(entry, reported_to="crisis_line"), replace(entry, clock="21:05")))
    first, last = reduced(whole, Audience.PUBLIC).entries
    assert not first.counted_only and first.reported_to is ReportedTo.NONE
    assert last.counted_only and last.place == NOWHERE and last.reported_to is ReportedTo.NONE
    assert reduced(whole, Audience.POLICE).entries == whole.entries


@pytest.mark.parametrize(
    ("topic", "typed"),
    [
        ("sexual_offence", "sodomy|Prostitution|INDECENCY|indecent_exposure|grooming|Oral copulation|Raped"),
        ("sexual_offence", "child molesting|peeping tom|Human trafficking|soliciting|incest|sex-crime"),
        ("suicide", "self-harm|self harm|selfharm|Self-inflicted wound|attempted suicide"),
        ("domestic_violence", "DV|Domestic disturbance|intimate partner|restraining order|cohabitant"),
        ("juvenile", "juvenile|teenager|minor in possession|run-away|runaways|kids|truancy|child neglect"),
        ("welfare", "welfare|wellness check|well-being|psychiatric hold|mentally ill|elder abuse|overdose"),
    ],
)
def test_a_code_that_is_typed_in_words_is_known_however_it_is_written(topic, typed):
    for code in typed.split("|"):
        assert sensitive.topic_of_code(code) == topic, code


@pytest.mark.parametrize(
    "code",
    ["Burglary", "grand theft", "drug trafficking", "Grape St 459", "rapid", "theft from car", "Vandalism"],
)
def test_ordinary_words_for_codes_are_told(code):
    assert sensitive.topic_of_code(code) is None


@pytest.mark.parametrize(
    "code", ["459 PC", "10851(a) VC", "602 PC", "2299-1", "311", "415F", "300 VC", "273"]
)
def test_ordinary_codes_are_told(code):
    assert sensitive.topic_of_code(code) is None
    assert not reduced(incident(code=code), Audience.PUBLIC).counted_only


@pytest.mark.parametrize("audience", NEIGHBOURS)
def test_the_public_wording_stands_where_the_telling_does_not(audience):
    seen = reduced(incident(public_wording="Lock your car."), audience)
    assert (seen.public_wording, seen.happened) == ("Lock your car.", "")


def test_an_entry_that_is_only_counted_stands_behind_the_others_without_its_time():
    said = [("21:00", "graffiti"), ("21:10", "welfare_check"), ("21:20", "dumping")]
    drafts = tuple(EntryDraft(clock=at, place=PlaceDraft("2240 P St"), category=what) for at, what in said)
    whole = patrol(entries=drafts)
    tally = Tally()
    told = reduced(whole, Audience.MEMBERS, tally=tally).entries
    assert [each.category for each in told] == [Category.GRAFFITI, Category.DUMPING, Category.OTHER]
    assert told[2].at is None and told[2].counted_only and not any(each.counted_only for each in told[:2])
    assert tally.of(()).entries == 1 and reduced(whole, Audience.POLICE).entries == whole.entries


def test_an_entry_on_which_something_sensitive_was_found_is_only_counted_too():
    whole = patrol(entries=(EntryDraft(clock="21:00", place=PlaceDraft("2240 P St"), category="other"),))
    ids = frozenset({whole.entries[0].id})
    (told,) = reduced(whole, Audience.PUBLIC, guarded=ids).entries
    assert told.counted_only and told.at is None and told.place == NOWHERE
    assert reduced(whole, Audience.POLICE, guarded=ids).entries == whole.entries


def test_what_was_left_out_is_told_by_the_reduction():
    tally = Tally()
    for each in (incident(), incident(kind="domestic_violence")):
        reduced(each, Audience.MEMBERS, tally=tally)
    assert tally.of(()) == LeftOut((Thing.PLACES, Thing.TOLD, Thing.NOTES), (), incidents=1)
    assert tally.of((Thing.TOLD,)).things == (Thing.TOLD,)
    nothing = Tally()
    reduced(incident(), Audience.CAPTAIN, tally=nothing)
    assert nothing.of(()) == LeftOut()


@pytest.mark.parametrize(("count", "neighbours"), [(0, 0), (1, None), (2, None), (3, 3), (40, 40)], ids=str)
def test_a_small_count_that_could_point_to_somebody_is_not_told_to_neighbours(count, neighbours):
    assert all(cells.told(count, each) == neighbours for each in NEIGHBOURS)
    assert cells.told(count, Audience.POLICE) == cells.told(count, Audience.CAPTAIN) == count


def ways(counts, told):
    """Give the values that each hidden cell can have, for one who reads the other cells and the sum."""
    hidden = [key for key in counts if told[key] is None]
    left = sum(counts[key] for key in hidden)
    small = cells.MINIMUM - 1
    # The reader knows the rule: of what is hidden at most one cell is no small one.
    found = {key: set() for key in hidden}
    for values in itertools.product(range(1, left + 1), repeat=len(hidden)):
        if sum(values) == left and sum(value > small for value in values) <= 1:
            for key, value in zip(hidden, values, strict=True):
                found[key].add(value)
    return found


@given(st.dictionaries(st.integers(0, 5), st.integers(0, 9), max_size=5))
@settings(max_examples=60, deadline=None)
def test_no_small_count_can_be_got_back_from_the_sum_beside_it(counts):
    told = cells.told_beside_sum(counts, Audience.MEMBERS)
    assert cells.told_beside_sum(counts, Audience.POLICE) == counts
    assert all(told[key] in (None, count) for key, count in counts.items())
    assert all(told[key] is None for key, count in counts.items() if 0 < count < cells.MINIMUM)
    if any(told[key] for key in counts):
        assert all(len(values) > 1 for values in ways(counts, told).values())


@pytest.mark.parametrize("audience", NEIGHBOURS)
@pytest.mark.parametrize(
    ("category", "told"), [("house_check", False), ("welfare_check", False), ("graffiti", True)]
)
def test_whose_house_stands_empty_is_not_told_to_neighbours(category, told, audience):
    entry = EntryDraft(clock="21:00", place=PlaceDraft("2240 P St"), category=category)
    assert bool(reduced(patrol(entries=(entry,)), audience).entries[0].place) is told


def test_an_incident_with_everything_said_keeps_only_plain_facts_for_the_public():
    full = incident(
        vehicles=(VehicleDraft(plate="7ABC123"),), persons=(PersonDraft(hair="grey"),), report_number="26-1"
    )
    public = reduced(full, Audience.PUBLIC)
    blank = ("happened", "report_number", "disposition", "note", "vehicles", "persons")
    assert all(not getattr(public, name) for name in blank)
    assert isinstance(public, Incident)
    assert (public.kind, public.occurred_from) == (full.kind, full.occurred_from)
