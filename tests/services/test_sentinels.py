"""No word that readers may not see stands on what is made for them; on what the captain gets, each stands.

Into several random watches a word or a number of its own is planted in every text of every kind of record.
Every paper of the registry is made for every audience and read back whole, and so is what leaves the window
in other ways.
"""

import dataclasses
import io
import itertools
import random
import re
from datetime import UTC, datetime
from decimal import Decimal
from urllib.parse import unquote

import pypdf
import pytest

from sacwatch import words_resources
from sacwatch.domain import consents, sensitive
from sacwatch.domain.audiences import Audience, Shows, exact_place, may_show, shows
from sacwatch.domain.concerns import RaisingDraft, StepDraft
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.errors import Trouble
from sacwatch.domain.exports import Written
from sacwatch.domain.handouts import ArrangementDraft, Tongue
from sacwatch.domain.households import Household, HouseholdVehicleDraft, VacationDraft
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import ConcernQuery
from sacwatch.domain.mapfilters import MapFilter
from sacwatch.domain.meetings import MeetingState
from sacwatch.domain.members import Member, PhoneDraft, TrainingDraft
from sacwatch.domain.patrols import EntryDraft, PatrollerDraft
from sacwatch.domain.places import Place, PlaceDraft, Point
from sacwatch.domain.resources import Key
from sacwatch.domain.sheets import SheetDraft
from sacwatch.domain.shifts import RegularDraft, ShiftDraft
from sacwatch.domain.signins import WalkInDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.domain.watches import draft_of as watch_draft_of
from sacwatch.reports import registry
from sacwatch.reports.handout import speaking
from sacwatch.reports.registry import Option
from sacwatch.services import (
    actions,
    attachments,
    concerns,
    exportpapers,
    handouts,
    households,
    letterheads,
    mailing,
    mapgathering,
    mapping,
    mapsheets,
    meetingcalendars,
    meetings,
    members,
    phonetrees,
    reporting,
    sheets,
    shifts,
    showing,
    signins,
    watches,
)
from sacwatch.services import subjects as papers_about
from sacwatch.services.attachments import Photos
from sacwatch.services.mapgathering import MapOptions, Shown
from sacwatch.services.reporting import Order
from sacwatch.words import label
from tests.making import (
    NOW,
    TODAY,
    Desk,
    action_draft,
    concern_draft,
    household_draft,
    meeting_draft,
    member_draft,
)
from tests.services.test_consent import other_exports
from tests.services.test_reporting import photo

SEEDS = (20260920, 20260921, 20260922)
"""Of the random watches; of the first everything is made, of the others all but what is drawn as a map."""
PEOPLE = range(3)
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
AROUND = (Point(38.577, -121.475), Point(38.577, -121.472), Point(38.575, -121.472), Point(38.575, -121.475))
LETTERS = "bcdfghjkmp"
PLANTED = re.compile(rf"Zq[{LETTERS}]{{3}}|7Q[{LETTERS.upper()}]{{3}}|916[5-9][0-9]{{6}}|16[0-9]{{2}}PSt")
"""A planted word, a plate, a phone number and a house number, without the blanks and signs within them."""
READING = re.compile(r"481,[0-9]{3}")
"""What is planted as the reading of an odometer."""
BETWEEN = re.compile(r"[\s(),.\u2010-\u2014\u2066-\u2069-]+")
NEVER_NAMED = [
    *(label("incident", each.value) for each in sensitive.KINDS),
    *(label("category", each.value) for each in sensitive.CATEGORIES),
    *(label("topic", each.value) for each in sensitive.CONCERNS),
    *(label("reported_to", each.value) for each in sensitive.SERVICES),
]
"""The words for what neighbors are never told of."""
DRAWN = re.compile(r"[A-Za-z0-9+/=]{200,}")
"""The bytes of a picture within a page."""
AWAY = re.compile(r"Nov13|20261113|11/13/")
"""The first day on which a house stands empty, as a page, a table, a calendar or a form may give it."""
NOT_PLANTED = {
    ("Attachment", "media_type"),  # says how the file is read
    ("Sheet", "number"),  # has a check digit
}
ON_NOTHING_MADE = {
    *(("Attachment", "name"), ("Attachment", "note"), ("Household", "note"), ("Shift", "note")),
    *(("Action", "note"), ("Action", "public_wording"), ("Concern", "note"), ("Concern", "dropped_why")),
    *(("Raising", "name"), ("Raising", "place"), ("Raising", "words")),
    *(("Meeting", "note"), ("Check", "what"), ("SignIn", "phone")),
}
"""What even the captain finds in the window alone."""
TOLD_AFTER = {"minutes", "handout", "newsletter", "action-slips"}
"""Papers of the meeting that was closed; the others are of the next one."""
TONGUES = ["en", "es", "both"]
SAID = {
    *((0, "member", field, Audience.MEMBERS) for field in consents.fields_for(Member)),
    *((0, "household", field, Audience.MEMBERS) for field in consents.fields_for(Household)),
    (1, "member", "name", Audience.POLICE),
    (1, "household", "place", Audience.BLOCK_CAPTAINS),
    (2, "member", "phones", Audience.PUBLIC),
    (2, "household", "pets", Audience.MEMBERS),
}
"""Who agreed to what: one to everything for one audience, the others to single facts for single ones."""


class Planter:
    """Plants words and knows who may read each."""

    def __init__(self, agreed, random_):
        self.agreed = agreed
        """Who may read the name of a member, by the member's id."""
        self.readers = {}
        """The audiences that may read a planted word."""
        self.stood = {}
        """The record and field that it was planted in."""
        letters = ["".join(each) for each in itertools.product(LETTERS, repeat=3)]
        random_.shuffle(letters)
        self._words = iter([f"Zq{each}" for each in letters])
        self._plates = iter([f"7Q{each.upper()}" for each in letters])
        self._phones = (f"916-{each:03}-{each * 7 % 10_000:04}" for each in range(501, 999))
        self._houses = iter(random_.sample(range(1601, 1700), 99))
        self._readings = iter(range(481_001, 482_000))
        self._random = random_
        self.guarded = set()
        """Entries and actions about what is never described, by their ids."""

    def plant(self, record, around=frozenset(Audience), consent=frozenset()):
        """Give a record with words of its own in all its texts; `around` may read it at all."""
        if sensitive.withheld(record) or getattr(record, "id", "") in self.guarded:
            around = {each for each in around if exact_place(each)}
        own = getattr(record, "consents", None)
        said = {}
        for field in dataclasses.fields(record):
            value, place = getattr(record, field.name), (type(record).__name__, field.name)
            sort = shows(type(record), field.name)
            if sort is Shows.NEVER or field.name.endswith(("_id", "consents")) or place in NOT_PLANTED:
                continue
            given = consent if own is None else consents.agreed(own, field.name)
            if field.metadata["of"]:
                given = self.agreed.get(getattr(record, field.metadata["of"]) or "", frozenset())
            readers = {each for each in around if may_show(type(record), field.name, each, given)}
            if sort is Shows.CODE or (sort is Shows.PLACE and isinstance(value, Place)):
                readers = {each for each in readers if exact_place(each)}
            elif sort is Shows.AREA and isinstance(value, Place):
                readers &= {Audience.CAPTAIN}
            if isinstance(value, Place):
                said[field.name] = dataclasses.replace(value, text=self._place(place, readers))
            elif place == ("Phone", "number") or field.name in ("phone", "emergency_phone"):
                said[field.name] = self._known(next(self._phones), place, readers)
            elif field.name == "plate":
                said[field.name] = self._known(next(self._plates), place, readers)
            elif field.name == "odometer_start" and value is not None:
                reading = next(self._readings)
                self.readers[f"{reading:,}"], self.stood[f"{reading:,}"] = frozenset(readers), place
                said |= {"odometer_start": Decimal(reading), "odometer_finish": Decimal(reading + 1000)}
            elif type(value) is str and not (sort is Shows.CODE and sensitive.topic_of_code(value)):
                said[field.name] = self._word(place, readers)
            elif isinstance(value, tuple):
                said[field.name] = tuple(self._part(each, place, readers, given) for each in value)
        return dataclasses.replace(record, **said)

    def _part(self, value, place, readers, consent):
        if type(value) is str:
            return self._word(place, readers)
        if dataclasses.is_dataclass(value) and dataclasses.fields(value)[0].metadata:
            return self.plant(value, readers, consent)
        return value

    def _place(self, place, readers):
        """Give a place that is found by a name, or one on a street that everybody knows, by its number."""
        house = next(self._houses, None)
        if house is None or self._random.random() < 0.5:
            return f"12 {self._word(place, readers)} Lane"
        return self._known(f"{house} P St", place, readers)

    def _word(self, place, readers):
        return self._known(next(self._words), place, readers)

    def _known(self, said, place, readers):
        """Remember who may read what is planted, as it is found again."""
        key = BETWEEN.sub("", said)
        self.readers[key], self.stood[key] = frozenset(readers), place
        return said

    def found(self, text):
        """Give what is planted and stands in a text."""
        read = [*PLANTED.findall(BETWEEN.sub("", text)), *READING.findall(text)]
        return set(read) & set(self.readers)

    def leaks(self, text, audience):
        """Give each word that stands in a text and that this audience may not read, with where it is from."""
        return {(word, *self.stood[word]) for word in self.found(text) if audience not in self.readers[word]}


def people(desk, random_):
    """Put three homes with a member each into the watch, who agreed to what `SAID` says and some more."""
    ids = []
    some = [
        (person, of, field, audience)
        for person in PEOPLE
        for of, record in (("member", Member), ("household", Household))
        for field in consents.fields_for(record)
        for audience in consents.OTHERS
    ]
    said = SAID | set(random_.sample(some, 12))

    def drafts(person, of):
        told = sorted((field, audience) for who, what, field, audience in said if (who, what) == (person, of))
        return tuple(ConsentDraft(field, audience.value, "2026-09-01") for field, audience in told)

    for person in PEOPLE:
        home = household_draft(
            place=PlaceDraft("12 H St", 38.5763, -121.4738 + person / 1000, "map"),
            vehicles=(HouseholdVehicleDraft("blue", "Toyota", "Corolla", "8XYZ123"),),
            vacations=(VacationDraft("", "2026-11-13", "2026-12-29", "Ann", "", "Lights on"),),
            consents=drafts(person, "household"),
        )
        with desk.work() as work:
            home = households.add(work, home, today=TODAY)
        about = member_draft(
            name=f"Name{person} Family{person}",
            phones=(PhoneDraft("916-555-0110"), PhoneDraft("916-555-0111", "home")),
            roles=("patroller", "captain", "phone_tree_caller"),
            household_id=home.id,
            language="Hmong",
            skills=("first_aid", "knots"),
            trainings=(TrainingDraft("Radio"),),
            emergency_name="Eve",
            emergency_phone="916-555-0112",
            consents=drafts(person, "member"),
        )
        with desk.work() as work:
            ids.append((members.add(work, about).id, home.id))
    return ids


def talked(desk, who, random_):
    """Raise a concern that was sent and answered, note an action, begin a meeting at which help for somebody
    was asked for, and plan the next; give their ids by kind."""
    step = StepDraft(on="2026-09-10", responsible="311", name="x", ticket="1", answer="x", public_answer="x")
    with desk.work() as work:
        concern = concerns.add(work, concern_draft(raised_by=who, public_wording="x"), today=TODAY)
    for do in (concerns.send, concerns.answer):
        with desk.work() as work:
            do(work, concern.id, step, today=TODAY)
    with desk.work() as work:
        raising = RaisingDraft(on="2026-09-11", name="A neighbor", words="x")
        concerns.join(work, concern.id, raising, today=TODAY)
    found = []
    for day in ("2026-09-15", "2026-09-30"):
        with desk.work() as work:
            found.append(meetings.add(work, meeting_draft(day=day), today=TODAY))
    meeting, following = found
    with desk.work() as work:
        signins.walk_in(work, meeting.id, WalkInDraft(name="A guest", phone="916-555-0119"))
    helped = []
    for at_the_meeting in (meeting.id, None):
        asked = concern_draft(topic="needs_help", public_wording="x", meeting_id=at_the_meeting)
        with desk.work() as work:
            helped.append(concerns.add(work, asked, today=TODAY).id)
    noted = []
    for about in (None, concern.id, helped[1]):
        told = action_draft(owner=who, public_wording="x", concern_id=about)
        with desk.work() as work:
            noted.append(actions.add(work, told, today=TODAY).id)
    return {
        Kind.CONCERN: [concern.id, *helped],
        Kind.ACTION: noted,
        Kind.MEETING: [meeting.id, following.id],
    }


@pytest.fixture(scope="module", params=SEEDS)
def planted(request, tmp_path_factory):
    """Give a watch with a word of its own in every text, who may read each, and the ids of its people.

    Its meeting is closed, with papers that were kept of what was planted.
    """
    random_ = random.Random(request.param)
    folder = tmp_path_factory.mktemp("sentinels")
    desk = Desk.begin(folder / "a.sacwatch")
    ids = people(desk, random_)
    with desk.work() as work:
        draft = watch_draft_of(watches.get(work))
        blocks = tuple(
            dataclasses.replace(block, captain_id=ids[at][0], outline=AROUND)
            for at, block in enumerate(draft.blocks)
        )
        watches.change(work, dataclasses.replace(draft, blocks=blocks), today=TODAY)
    crew = [PatrollerDraft(f"Name{person} Family{person}", ids[person][0]) for person in PEOPLE]
    at = PlaceDraft("1620 P St", 38.5712, -121.4889, "address")
    entries = [
        EntryDraft(clock="20:45", place=at, category=what, seen="x", number="1", reported_to=service)
        for what in ("graffiti", "welfare_check", "house_check", "other")
        for service in random_.sample(["311", "crisis_line", "none"], 2)
    ]
    random_.shuffle(entries)
    patrol = desk.log(crew=(*crew, PatrollerDraft("Guest")), entries=tuple(entries), public_wording="x")
    told = [desk.record(public_wording="x", disposition="x", report_number="1")]
    told.append(desk.record(reported_to="crisis_line", public_wording="x"))
    guarded = random_.choice([each.id for each in patrol.entries if not sensitive.withheld(each)])
    told.append(desk.record(kind="suicide", entry_id=guarded))
    told += [desk.record(kind=kind.value, public_wording="x") for kind in sensitive.KINDS]
    told += [desk.record(counted_only=True, public_wording="x"), desk.record(code="288 PC")]
    with desk.work() as work:
        regulars = tuple(RegularDraft(f"Name{person} Family{person}", ids[person][0]) for person in PEOPLE)
        weekly = ShiftDraft("2026-09-05", "20:30", "22:00", "weekly", area="H St", regulars=regulars)
        shift = shifts.add(work, weekly, today=TODAY)
    with desk.work() as work:
        phonetrees.build(work)
    with desk.work() as work:
        sheets.prepare(work, SheetDraft(crew=tuple(crew), shift_id=shift.id), zone=SACRAMENTO, today=TODAY)
    for owner in (Ref(Kind.PATROL, patrol.id), Ref(Kind.INCIDENT, told[0].id)):
        with desk.work() as work:
            attachments.settle(work, owner, Photos(added=(photo(folder),)))
    talk = talked(desk, "Name1 Family1", random_)
    with desk.reading() as work:
        planter = Planter(work.members.agreed(), random_)
        planter.guarded |= {guarded, talk[Kind.ACTION][2]}
        pictures = [
            each
            for owner in (Ref(Kind.PATROL, patrol.id), Ref(Kind.INCIDENT, told[0].id))
            for each in work.attachments.of(owner)
        ]
        everything = {
            Kind.WATCH: [work.watches.get(work.watch_id)],
            Kind.HOUSEHOLD: work.households.active(),
            Kind.MEMBER: work.members.active(),
            Kind.SHIFT: [work.shifts.get(shift.id)],
            Kind.INCIDENT: [work.incidents.get(each.id) for each in told],
            Kind.PATROL: [work.patrols.get(patrol.id)],
            Kind.ATTACHMENT: pictures,
            **{kind: [work.repository(kind).get(each) for each in of_it] for kind, of_it in talk.items()},
        }
    for kind, records in everything.items():
        with desk.work() as work:
            work.does = "step.watch_changed"
            for record in records:
                work.repository(kind).change(planter.plant(record))
    meeting_id, _following = talk[Kind.MEETING]
    with desk.work() as work:
        words = {each: planter._word(("Arrangement", each), Audience) for each in ("own_title", "own_words")}
        handouts.arrange(work, meeting_id, ArrangementDraft(tongue=random_.choice(TONGUES), **words))
    with desk.work() as work:
        meetings.begin(work, meeting_id)
    with desk.work() as work:
        meetings.close(work, meeting_id, zone=SACRAMENTO, today=TODAY)
    yield desk, planter, ids, patrol, told[0], request.param == SEEDS[0]
    desk.close()


def subject_of(work, paper, ids, patrol, told):
    """Give what a paper is made about; of most kinds what is meant where nothing is said."""
    about = {
        Option.PATROL: patrol.id,
        Option.INCIDENT: told.id,
        Option.MEMBER: ids[0][0],
        Option.CONCERN: sensitive.told(work.concerns.where(ConcernQuery()), Audience.PUBLIC)[0].id,
        Option.MONTH: "2026-09",
        Option.PERIOD: "2026-08-01..2026-09-30",
        Option.BLOCK: "all",
        Option.SHIFT_MONTH: "2026-09",
        Option.SHIFT_WEEK: "2026-09-19",
        Option.CALLER: "all",
        Option.HOUSEHOLD: ids[0][1],
        Option.SLIPS: ",".join(household_id for _member_id, household_id in ids),
        Option.MEMBER_HOURS: f"{ids[0][0]}@2026-08-01..2026-09-30/month",
    }
    closed = [each.id for each in work.meetings.latest(limit=2) if each.state is MeetingState.CLOSED]
    if closed and paper.name in TOLD_AFTER:
        return closed[0]
    asked = about.get(paper.needs)
    if asked is not None:
        return asked
    return papers_about.default_subject(work, paper.name, "", today=TODAY, zone=SACRAMENTO)


def papers_for(desk, ids, patrol, told, audience, *, drawn):
    """Give (name, file name, PDF) of every paper of the registry for an audience; `drawn` maps are slow."""
    for name, paper in registry.PAPERS.items():
        if paper.drawn and not drawn:
            continue
        with desk.reading() as work:
            order = Order(name, subject_of(work, paper, ids, patrol, told), audience)
            if paper.captains and audience is not Audience.CAPTAIN:
                with pytest.raises(Trouble):
                    reporting.gather(work, order, zone=SACRAMENTO)
                continue
            gathered = reporting.gather(work, order, zone=SACRAMENTO)
        if name == "handout":
            kept = isinstance(gathered.data, bytes)
            assert kept is (audience is Audience.PUBLIC), "everybody gets the one that was kept"
        yield name, gathered.file_name, reporting.make(gathered, NOW)


def all_of(data):
    """Give every word of a PDF: its pages, properties, bookmarks and links, and what is put in."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    told = [page.extract_text() for page in reader.pages]
    told += [str(value) for value in (reader.metadata or {}).values()]
    told += [str(reader.xmp_metadata.stream.get_data()) if reader.xmp_metadata else ""]
    told += _marks(reader.outline)
    told += [str(note.get_object()) for page in reader.pages for note in page.get("/Annots", ())]
    told += [f"{name} {kept}" for name, kept in reader.attachments.items()]
    return "\n".join(told)


def _marks(outline):
    return [title for each in outline for title in (_marks(each) if isinstance(each, list) else [each.title])]


def kinds_named(text):
    """Give the words for what neighbors are never told of that stand in a text, whom to call apart."""
    read = BETWEEN.sub("", text)
    for key in (Key.DOMESTIC_VIOLENCE, Key.CRISIS_LINE):
        for tongue in (Tongue.ENGLISH, Tongue.SPANISH):
            with speaking(tongue):
                read = read.replace(BETWEEN.sub("", words_resources.entry_name(key, "")), "")
    return [each for each in NEVER_NAMED if BETWEEN.sub("", each) in read]


def lists_for(desk, audience, names, *, drawn):
    """Give (name, text) of what goes to others in other ways than as a paper; `names` are those of papers."""
    shown = Shown(wanted=MapFilter(since=SINCE), concerns=True)
    with desk.reading() as work:
        seen = mapgathering.gather(work, shown, MapOptions(audience=audience))
        watch = letterheads.seen(work, showing.eyes(work, audience))
        lying = [
            Written("/stick", name, report, "", "", "", NOW, audience.value)
            for report, name in names.items()
            if audience is Audience.CAPTAIN or not registry.PAPERS[report].captains
        ]
        meeting = next(each for each in work.meetings.latest(limit=2) if each.state is MeetingState.CLOSED)
        if audience is Audience.PUBLIC:
            yield "text of the handout", handouts.plain_text(work, meeting.id, zone=SACRAMENTO)
            calendar = meetingcalendars.gather(work, meeting.id, zone=SACRAMENTO)
            yield "calendar of a meeting", meetingcalendars.make(calendar).decode().replace("\r\n ", "")
    if drawn:
        yield "page of the map", DRAWN.sub("", mapping.make_page(mapsheets.web_page(seen, NOW)).decode())
        picture = mapsheets.draw(seen, mapsheets.ground_of(seen, mapgathering.frame_of(seen, 700, 450)))
        yield "picture of the map", str(picture.sheet)
    index, _fingerprint = exportpapers.index(watch, lying, audience=audience, large=False)
    yield "latest papers", all_of(exportpapers.make_index(index, NOW))
    yield "letter", unquote(mailing.letter(watch.name, list(names.values())))
    yield from other_exports(desk, audience)


@pytest.mark.parametrize("audience", Audience)
def test_no_word_goes_to_those_who_may_not_read_it(planted, audience):
    desk, planter, ids, patrol, told, drawn = planted
    found, leaks, names, away, kinds = set(), {}, {}, set(), set()
    for name, file_name, data in papers_for(desk, ids, patrol, told, audience, drawn=drawn):
        text = f"{file_name}\n{all_of(data)}"
        names[name] = file_name
        leaks[name] = planter.leaks(text, audience)
        found |= planter.found(text)
        away |= {name} if AWAY.search(BETWEEN.sub("", text)) else set()
        kinds |= {(name, each) for each in kinds_named(text)}
        pictures = [image for page in pypdf.PdfReader(io.BytesIO(data)).pages for image in page.images]
        if name in ("patrol-log", "incident-report"):
            assert bool(pictures) is exact_place(audience), name
        assert not pictures or exact_place(audience), name
        for record_id in (patrol.id, told.id, *itertools.chain(*ids)):
            assert record_id not in text, f"{name} tells an id"
    for name, text in lists_for(desk, audience, names, drawn=drawn):
        leaks[name] = planter.leaks(text, audience)
        found |= planter.found(text)
        away |= {name} if AWAY.search(BETWEEN.sub("", text)) else set()
        kinds |= {(name, each) for each in kinds_named(text)}
    assert {name: each for name, each in leaks.items() if each} == {}
    if exact_place(audience):
        assert {each for name, each in kinds if name == "incident-reports"} >= set(
            NEVER_NAMED[: len(sensitive.KINDS)]
        )
    else:
        assert kinds == set(), "no kind is named of which only the number is told"
    told_of = {planter.stood[word] for word in planter.readers if audience in planter.readers[word]}
    missing = told_of - {planter.stood[word] for word in found}
    if audience is Audience.CAPTAIN:
        assert sorted(missing - ON_NOTHING_MADE) == [], "what the others must not find is there to be found"
        assert {"vacation-checks", "list of houses"} <= away
    else:
        assert away == set(), "nobody else learns when a house stands empty"
    if audience is Audience.MEMBERS:
        assert {("Member", "name"), ("Phone", "number"), ("Household", "place")} & missing == set()
