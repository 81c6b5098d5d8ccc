"""No value about a person passes what that person agreed to, whatever that is: on no paper, page or list.

That the finished files hold no more than what they are made from is in test_sentinels.
"""

import dataclasses
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sacwatch.domain import consents
from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.errors import Trouble
from sacwatch.domain.households import Household, HouseholdVehicleDraft, VacationDraft
from sacwatch.domain.meetings import ItemDraft
from sacwatch.domain.members import Member, MemberDraft, PhoneDraft, TrainingDraft, draft_of
from sacwatch.domain.patrols import PatrollerDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.sheets import SheetDraft
from sacwatch.domain.shifts import RegularDraft, ShiftDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.domain.watches import draft_of as watch_draft_of
from sacwatch.exchange import tables
from sacwatch.reports import registry
from sacwatch.reports.registry import Option
from sacwatch.services import (
    contactexports,
    households,
    listfiles,
    mapping,
    mapselecting,
    meetings,
    members,
    phonetrees,
    reporting,
    sheets,
    shiftcalendars,
    shifts,
    showing,
    watches,
)
from sacwatch.services import subjects as papers_about
from sacwatch.services.reporting import Order
from tests.making import TODAY, Desk, household_draft, meeting_draft, member_draft
from tests.reports.papers import squeezed

OTHERS = consents.OTHERS
PEOPLE = range(3)
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
FIELDS = {"member": consents.fields_for(Member), "household": consents.fields_for(Household)}


def name_of(person):
    return f"Zqname{person} Zqlast{person}"


def marks(person):
    """Give the words planted for one person by the field that they stand in."""
    return {
        "name": [f"Zqname{person}", f"Zqlast{person}"],
        "phones": [f"555-011{person}"],
        "email": [f"zqmail{person}@"],
        "address": [f"Zqhome{person}"],
        "language": [f"Zqlang{person}"],
        "skills": [f"Zqskill{person}"],
        "trainings": [f"Zqtrain{person}"],
        "place": [f"Zqhouse{person}"],
        "pets": [f"Zqpet{person}"],
        "vehicles": [f"ZQPLATE{person}", f"Zqmake{person}"],
        "never": [
            *(f"Zqnote{person}", f"Zqemergency{person}", f"555-017{person}", f"Zqgas{person}"),
            *(f"Zqneeds{person}", f"Zqkey{person}", f"Zqaway{person}"),
        ],
    }


def member(person, household_id, said=()):
    return MemberDraft(
        name=name_of(person),
        phones=(PhoneDraft(f"916-555-011{person}"),),
        email=f"zqmail{person}@example.org",
        address=PlaceDraft(f"12 Zqhome{person} Lane"),
        roles=("patroller", "captain", "phone_tree_caller"),
        household_id=household_id,
        language=f"Zqlang{person}",
        skills=(f"Zqskill{person}",),
        trainings=(TrainingDraft(f"Zqtrain{person}"),),
        emergency_name=f"Zqemergency{person}",
        emergency_phone=f"916-555-017{person}",
        consents=said,
        note=f"Zqnote{person}",
    )


def house(person, said=()):
    return household_draft(
        place=PlaceDraft(f"12 Zqhouse{person} Lane", 38.5763, -121.4738 + person / 1000, "map"),
        pets=f"Zqpet{person}",
        vehicles=(HouseholdVehicleDraft("blue", f"Zqmake{person}", "Corolla", f"ZQPLATE{person}"),),
        utilities=f"Zqgas{person}",
        special_needs=f"Zqneeds{person}",
        key_holder=f"Zqkey{person}",
        vacations=(VacationDraft("", "2026-09-18", "2026-10-02", "", "", f"Zqaway{person}"),),
        consents=said,
        note=f"Zqnote{person}",
    )


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """Give a watch with three people in it whose every word can be told, and what papers can be about."""
    desk = Desk.begin(tmp_path_factory.mktemp("consent") / "a.sacwatch")
    ids = []
    for person in PEOPLE:
        with desk.work() as work:
            home = households.add(work, house(person), today=TODAY)
        with desk.work() as work:
            ids.append((members.add(work, member(person, home.id)).id, home.id))
    with desk.work() as work:
        draft = watch_draft_of(watches.get(work))
        blocks = tuple(
            dataclasses.replace(
                block, captain_id=ids[at][0], name=("2200 block of H St", "2200 block of G St")[at]
            )
            for at, block in enumerate(draft.blocks)
        )
        watches.change(work, dataclasses.replace(draft, blocks=blocks), today=TODAY)
    crew = [PatrollerDraft(name_of(person), ids[person][0]) for person in PEOPLE]
    patrol = desk.log(crew=(*crew, PatrollerDraft("Zqguest")))
    desk.log(day="2026-08-02", crew=(crew[0],))
    desk.record()
    desk.concern(raised_by=name_of(1))
    with desk.work() as work:
        regulars = tuple(RegularDraft(name_of(person), ids[person][0]) for person in PEOPLE)
        draft = ShiftDraft("2026-09-05", "20:30", "22:00", "weekly", area="H St", regulars=regulars)
        shift = shifts.add(work, draft, today=TODAY)
    with desk.work() as work:
        phonetrees.build(work)
    with desk.work() as work:
        sheets.prepare(work, SheetDraft(crew=tuple(crew), shift_id=shift.id), zone=SACRAMENTO, today=TODAY)
    with desk.work() as work:
        agenda = tuple(ItemDraft(title="Talk", who=name_of(person)) for person in PEOPLE)
        meetings.add(work, meeting_draft(agenda=agenda), today=TODAY)
    yield desk, ids, patrol
    desk.close()


def subjects(desk, ids, patrol):
    """Give what each paper is made about. A new kind of paper must be given its subject here."""
    return {
        Option.PATROL: patrol.id,
        Option.INCIDENT: "",
        Option.MONTH: "2026-09",
        Option.PERIOD: "2026-08-01..2026-09-30",
        Option.BLOCK: "all",
        Option.HOURS: "2026-08-01..2026-09-30/month",
        Option.SHIFT_MONTH: "2026-09",
        Option.SHIFT_WEEK: "2026-09-19",
        Option.CALLER: "all",
        Option.NOTHING: "today",
        Option.CARD: "half",
        Option.HOUSEHOLD: ids[0][1],
        Option.SLIPS: ",".join(household_id for _member_id, household_id in ids),
        Option.SHEET: "",
        Option.MEETING: "",
        Option.CONCERN: "",
        Option.MEMBER: ids[0][0],
        Option.MEMBER_HOURS: f"{ids[0][0]}@2026-08-01..2026-09-30/month",
    }


def agree(desk, ids, said):
    """Let each person agree: (person, "member" or "household", field, audience)."""

    def drafts(person, what):
        return tuple(
            ConsentDraft(field, audience.value, "2026-09-01")
            for who, of, field, audience in said
            if (who, of) == (person, what)
        )

    for person, (member_id, household_id) in enumerate(ids):
        with desk.work() as work:
            draft = draft_of(work.members.get(member_id))
            members.change(work, member_id, dataclasses.replace(draft, consents=drafts(person, "member")))
        with desk.work() as work:
            households.change(work, household_id, house(person, drafts(person, "household")), today=TODAY)


def leaks(text, audience, said):
    """Give every planted word in a text that this audience may not see; `said` is what was agreed to."""
    squeezed_text = squeezed(text)
    found = []
    for person in PEOPLE:
        for field, planted_words in marks(person).items():
            of = "household" if field in FIELDS["household"] else "member"
            allowed = (person, of, field, audience) in said
            found += [each for each in planted_words if each in squeezed_text and not allowed]
    return found + (["Zqguest"] if "Zqguest" in squeezed_text else [])


everything = [
    (person, of, field, audience)
    for person in PEOPLE
    for of, fields in FIELDS.items()
    for field in fields
    for audience in OTHERS
]
some_consents = st.sets(st.sampled_from(everything), max_size=60) | st.just(set(everything))


def gathered_of(desk, ids, patrol, audience):
    """Give (name of the paper, what it is made from) for every paper that this audience can be given."""
    about = subjects(desk, ids, patrol)
    for name, paper in registry.PAPERS.items():
        assert paper.needs in about, f"give {name} a subject in this test"
        with desk.reading() as work:
            subject = about[paper.needs] or papers_about.default_subject(
                work, name, "", today=TODAY, zone=SACRAMENTO
            )
            order = Order(name, subject, audience)
            if paper.captains and audience is not Audience.CAPTAIN:
                with pytest.raises(Trouble):
                    reporting.gather(work, order, zone=SACRAMENTO)
                continue
            yield name, reporting.gather(work, order, zone=SACRAMENTO)


def other_exports(desk, audience):
    """Give (name, text) of what leaves the window by other ways than a paper."""
    with desk.reading() as work:
        page = mapping.gather_page(work, since=SINCE, audience=audience)
        incidents, entries = mapping.incidents(work), mapping.entries(work)
        listed = [("incidents", id_, id_) for id_ in incidents.ids]
        listed += [("patrols", id_, owner) for id_, owner in zip(entries.ids, entries.owners, strict=True)]
        table = mapselecting.gather(work, listed, audience)
        calendar = shiftcalendars.gather(work, None, audience, today=TODAY, zone=SACRAMENTO)
        people = contactexports.members_for(work, audience)
        lists = [
            (which.value, listfiles.gather(work, which, audience))
            for which in listfiles.Lists
            if which not in listfiles.CAPTAINS or audience is Audience.CAPTAIN
        ]
    for name, found in lists:
        yield f"list of {name}", tables.written(found.heads, found.rows).decode("utf-8-sig")
    yield "map page", str(page)
    yield "calendar", shiftcalendars.make(calendar).decode()
    yield "table of members", contactexports.as_csv(people).decode("utf-8-sig")
    yield "vCards", contactexports.as_vcards(people).decode()
    yield "list", tables.written(table.heads, table.rows).decode("utf-8-sig")


def own_calendar(desk, member_id):
    """Give the calendar file of one member's own shifts, which names others too."""
    with desk.reading() as work:
        gathered = shiftcalendars.gather(work, member_id, Audience.CAPTAIN, today=TODAY, zone=SACRAMENTO)
    return gathered.file_name + shiftcalendars.make(gathered).decode().replace("\r\n ", "")


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=some_consents)
def test_a_members_own_calendar_names_them_and_who_agreed_to_it_for_members(planted, said):
    desk, ids, _patrol = planted
    agree(desk, ids, said)
    for person, (member_id, _household_id) in enumerate(ids):
        text = own_calendar(desk, member_id)
        named = {who for who in PEOPLE if who == person or (who, "member", "name", Audience.MEMBERS) in said}
        may = {(who, "member", "name", Audience.MEMBERS) for who in named}
        assert leaks(text, Audience.MEMBERS, may) == []
        assert {who for who in PEOPLE if f"Zqlast{who}" in text} == named


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=some_consents)
def test_what_papers_and_exports_are_made_from_holds_only_what_was_agreed_to(planted, said):
    desk, ids, patrol = planted
    agree(desk, ids, said)
    for audience in OTHERS:
        for name, gathered in gathered_of(desk, ids, patrol, audience):
            assert leaks(f"{gathered.data} {gathered.file_name}", audience, said) == [], name
        for name, text in other_exports(desk, audience):
            assert leaks(text, audience, said) == [], name
        with desk.reading() as work:
            eyes = showing.eyes(work, audience)
            seen = eyes.see_all([*work.members.active(), *work.households.active()])
        assert leaks(str(seen), audience, said) == []
        for person, of, field, to in said:
            words = marks(person).get(field, [])
            assert to is not audience or all(word in str(seen) for word in words), (of, field)


MIXED = {
    (0, "member", "name", Audience.MEMBERS),
    (1, "member", "name", Audience.POLICE),
    (2, "member", "phones", Audience.PUBLIC),
    (2, "household", "place", Audience.MEMBERS),
}


def test_consent_that_is_taken_back_is_gone_from_the_next_copy(planted):
    desk, ids, patrol = planted
    order = Order("patrol-log", patrol.id, Audience.MEMBERS)
    prints = []
    for said in (MIXED, set(), MIXED):
        agree(desk, ids, said)
        with desk.reading() as work:
            prints.append(reporting.gather(work, order, zone=SACRAMENTO))
    assert "Zqname0" in str(prints[0].data)
    assert "Zqname0" not in str(prints[1].data)
    assert prints[0].fingerprint == prints[2].fingerprint != prints[1].fingerprint


def test_a_member_who_was_never_asked_is_not_named(desk):
    rosa = desk.add(consents=())
    with desk.reading() as work:
        assert work.members.agreed() == {}
    asked = (ConsentDraft("name", "members", "2026-09-01"), ConsentDraft("email", "police", "2026-09-01"))
    with desk.work() as work:
        members.change(work, rosa.id, member_draft(consents=asked))
    with desk.reading() as work:
        assert work.members.agreed() == {rosa.id: {Audience.MEMBERS}}
        assert work.members.agreed("email") == {rosa.id: {Audience.POLICE}}
        assert showing.eyes(work, Audience.CAPTAIN).agreed == {}
