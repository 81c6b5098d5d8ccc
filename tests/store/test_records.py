"""What the store takes in it gives back, within one watch, and finds again by what is asked for."""

import dataclasses
import itertools
import threading
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sacwatch.domain import households, incidents, members, patrols, routes, watches
from sacwatch.domain.attachments import Attachment
from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.errors import NotFound
from sacwatch.domain.exports import Written
from sacwatch.domain.incidents import Source, Status
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import IncidentQuery, MemberQuery, PatrolQuery
from sacwatch.domain.members import Role
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.patrols import Category, EntryDraft, Mode, PatrollerDraft
from sacwatch.domain.places import PlaceDraft, Point
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import opening
from sacwatch.services import watches as watch_services
from sacwatch.store.checking import check
from sacwatch.store.errors import InUse
from sacwatch.store.ids import new_id
from tests.domain import strategies
from tests.domain.test_texts import AS_TYPED
from tests.making import NOW, TODAY, member_draft, stamp, watch_draft

LATE = strategies.LATE
HOW = {"zone": SACRAMENTO, "today": LATE.date(), "new_id": new_id}
few = settings(max_examples=15)


def kept(desk, kind, record):
    """Keep a record and give it as it comes back in another unit of work."""
    with desk.work() as work:
        work.repository(kind).add(record)
    with desk.reading() as work:
        return work.repository(kind).get(record.id)


def mine(desk, record):
    return dataclasses.replace(record, watch_id=desk.store.watch_id)


@few
@given(strategies.patrols())
def test_a_patrol_comes_back_as_it_was_kept(desk, draft):
    patrol = mine(desk, patrols.settle(draft, stamp(new_id(), now=LATE), **HOW))
    assert kept(desk, Kind.PATROL, patrol) == patrol


@few
@given(strategies.incidents())
def test_an_incident_comes_back_as_it_was_kept(desk, draft):
    incident = mine(desk, incidents.settle(draft, stamp(new_id(), now=LATE), **HOW))
    assert kept(desk, Kind.INCIDENT, incident) == incident


@few
@given(strategies.members)
def test_a_member_comes_back_as_it_was_kept(desk, draft):
    member = mine(desk, members.settle(draft, stamp(new_id(), now=LATE)))
    assert kept(desk, Kind.MEMBER, member) == member


@few
@given(strategies.households)
def test_a_household_comes_back_as_it_was_kept(desk, draft):
    household = mine(desk, households.settle(draft, stamp(new_id(), now=LATE)))
    assert kept(desk, Kind.HOUSEHOLD, household) == household


@few
@given(strategies.watches)
def test_a_watch_comes_back_as_it_was_kept(desk, draft):
    watch = watches.settle(draft, stamp(desk.store.watch_id, now=LATE), today=LATE.date())
    watch = dataclasses.replace(
        mine(desk, watch), blocks=tuple(dataclasses.replace(block, id=new_id()) for block in watch.blocks)
    )
    with desk.work() as work:
        watch = dataclasses.replace(watch, created_at=work.watches.get(watch.id).created_at)
        work.watches.change(watch)
    with desk.reading() as work:
        assert work.watches.get(watch.id) == watch


@few
@given(strategies.routes())
def test_a_route_comes_back_as_it_was_kept(desk, draft):
    patrol = desk.log()
    draft = dataclasses.replace(draft, patrol_id=patrol.id)
    route = mine(desk, routes.settle(draft, stamp(new_id(), now=LATE)))
    assert kept(desk, Kind.ROUTE, route) == route


@settings(max_examples=8)
@given(st.lists(strategies.patrols(), min_size=2, max_size=4))
def test_a_record_changed_again_and_again_is_as_it_was_kept_last(desk, drafts):
    first = mine(desk, patrols.settle(drafts[0], stamp(new_id(), now=LATE), **HOW))
    kept(desk, Kind.PATROL, first)
    for draft in drafts[1:]:
        # Some lines of the sheet stay, moved about, some go and some are new.
        old = patrols.draft_of(first, zone=SACRAMENTO).entries
        draft = dataclasses.replace(
            draft,
            entries=(
                *draft.entries,
                *(dataclasses.replace(each, clock="") for each in reversed(old[1:])),
            ),
        )
        changed = mine(desk, patrols.settle(draft, stamp(first.id, now=LATE), past=first, **HOW))
        with desk.work() as work:
            work.patrols.change(changed)
        assert desk.patrol(first.id) == changed
        first = changed
    assert check(desk.store).good


@pytest.mark.parametrize("text", AS_TYPED)
def test_every_text_survives_the_file(desk, text):
    patrol = desk.log(
        note=text, area=text, entries=(EntryDraft(seen=text, number=text, place=PlaceDraft(text)),)
    )
    incident = desk.record(happened=text, disposition=text, place=PlaceDraft(text))
    member = desk.add(name=text, note=text)
    assert desk.patrol(patrol.id) == patrol
    assert desk.incident(incident.id) == incident
    with desk.reading() as work:
        assert work.members.get(member.id) == member


def test_what_is_not_there_is_not_found(desk):
    with desk.reading() as work:
        for kind in (Kind.PATROL, Kind.ROUTE, Kind.INCIDENT, Kind.MEMBER, Kind.ATTACHMENT, Kind.WATCH):
            with pytest.raises(NotFound):
                work.repository(kind).get("nothing")
        with pytest.raises(NotFound):
            work.attachments.read_bytes("00")
        assert work.patrols.entry("nothing") is None


def test_a_watch_sees_nothing_of_another_watch(desk):
    patrol, incident, member = desk.log(), desk.record(), desk.add()
    with desk.work() as work:
        work.drafts.keep(KeptDraft("d", Kind.PATROL, None, NOW, {}))
        work.settings.put("export_folder", "/there", now=NOW, by="x")
        work.exports.keep(Written("/there", "a.pdf", "r", "s", "f", "h", NOW))
    other = new_id()
    with desk.work(watch_id=other) as work:
        watch_services.found(work, watch_draft(name="Other"), today=TODAY)
    with desk.work(watch_id=other) as work:
        for kind, record in ((Kind.PATROL, patrol), (Kind.INCIDENT, incident), (Kind.MEMBER, member)):
            with pytest.raises(NotFound):
                work.repository(kind).get(record.id)
            with pytest.raises(NotFound):
                work.repository(kind).remove(record.id)
            assert work.repository(kind).count() == 0
            assert work.repository(kind).get_many([record.id]) == []
        assert work.patrols.find(PatrolQuery()).total == 0
        assert work.patrols.find(PatrolQuery(words="graffiti")).total == 0
        assert work.incidents.find(IncidentQuery()).total == 0
        assert work.members.find(MemberQuery(active=None)).total == 0
        assert work.members.named("ros") == []
        assert work.members.exactly_named(["Rosa Delgado"]) == {}
        assert work.patrols.entry(patrol.entries[0].id) is None
        assert not any(work.patrols.entries_on_map(None, None))
        assert work.patrols.areas() == []
        assert work.patrols.latest() is None
        assert not any(work.incidents.on_map(IncidentQuery()))
        assert work.search("rosa") == []
        assert work.drafts.all() == []
        assert work.settings.all() == {}
        assert work.exports.in_folder("/there") == []
        assert [step.does for step in work.history()] == ["step.watch_founded"]
        assert work.undoable() is None
        assert work.watch_ids() == [(desk.store.watch_id, "Boulevard Park Watch"), (other, "Other")]


def test_a_step_of_one_watch_is_not_undone_from_another(desk):
    desk.log()
    with desk.reading() as work:
        step = work.undoable()
    with pytest.raises(Exception, match="nothing_to_undo"), desk.work(watch_id=new_id()) as work:
        work.undo(step.id)


def test_a_member_that_others_name_cannot_be_removed(desk):
    member = desk.add()
    desk.log(crew=(PatrollerDraft("Rosa Delgado", member.id),))
    with pytest.raises(InUse), desk.work() as work:
        work.members.remove(member.id)
    with desk.reading() as work:
        assert work.members.get(member.id) == member
        assert work.search("delgado")


# Lists


def evening(back: int) -> str:
    return (TODAY - timedelta(days=back)).isoformat()


def test_patrols_are_listed_newest_first_page_by_page(desk):
    logged = [desk.log(day=evening(back)) for back in (3, 1, 5, 2, 4)]
    order = [patrol.id for patrol in sorted(logged, key=lambda each: each.started_at, reverse=True)]
    with desk.reading() as work:
        pages = [work.patrols.find(PatrolQuery(offset=offset, limit=2)) for offset in (0, 2, 4, 6)]
        assert [[line.id for line in page.lines] for page in pages] == [order[:2], order[2:4], order[4:], []]
        assert {page.total for page in pages} == {5}
        oldest = work.patrols.find(PatrolQuery(descending=False, limit=2))
        assert [line.id for line in oldest.lines] == order[::-1][:2]


def test_equal_times_are_listed_in_one_order_on_every_page(desk):
    same = [desk.log(area=f"area {number}").id for number in range(7)]
    with desk.reading() as work:
        for words in ("", "area"):
            seen = [
                line.id
                for offset in range(0, 7, 2)
                for line in work.patrols.find(PatrolQuery(words=words, offset=offset, limit=2)).lines
            ]
            assert sorted(seen) == sorted(same)


def test_a_line_of_the_patrol_list_tells_what_the_patrol_says(desk):
    patrol = desk.log()
    with desk.reading() as work:
        (line,) = work.patrols.find(PatrolQuery()).lines
    assert (line.day, line.started_at, line.finished_at) == (
        patrol.day,
        patrol.started_at,
        patrol.finished_at,
    )
    assert (line.mode, line.area, line.crew) == (Mode.VEHICLE, "Boulevard Park", ("Rosa Delgado", "Walt Kim"))
    assert (line.entries, line.noted) == (2, 1)


def test_a_patrol_without_entries_has_none_in_its_line(desk):
    desk.log(entries=())
    with desk.reading() as work:
        (line,) = work.patrols.find(PatrolQuery()).lines
    assert (line.entries, line.noted) == (0, 0)


def test_patrols_are_found_by_each_filter_and_by_all_together(desk):
    member = desk.add()
    wanted = desk.log(
        day=evening(2),
        mode="bicycle",
        crew=(PatrollerDraft("Rosa", member.id),),
        entries=(EntryDraft(clock="21:00", category="hazard", seen="branch down"),),
    )
    crew = (PatrollerDraft("Walt"),)
    desk.log(day=evening(9), mode="foot", crew=crew, entries=(EntryDraft(clock="21:00", seen="branch"),))
    since = datetime(2026, 9, 17, tzinfo=UTC)
    filters = {
        "since": since,
        "mode": Mode.BICYCLE,
        "category": Category.HAZARD,
        "member_id": member.id,
        "words": "branch do",
    }
    with desk.reading() as work:
        for number in range(1, len(filters) + 1):
            for chosen in itertools.combinations(filters.items(), number):
                page = work.patrols.find(PatrolQuery(**dict(chosen)))
                assert [line.id for line in page.lines] == [wanted.id], chosen
                assert page.total == 1
        assert work.patrols.find(PatrolQuery()).total == 2
        assert work.patrols.find(PatrolQuery(until=since)).total == 1
        assert work.patrols.find(PatrolQuery(since=wanted.started_at, until=wanted.started_at)).total == 0
        assert work.patrols.find(PatrolQuery(words="nowhere")).total == 0
        assert work.patrols.find(PatrolQuery(words="&")).total == 0


def test_incidents_are_found_by_each_filter_and_by_all_together(desk):
    wanted = desk.record(
        kind="arson", source="watch", status="closed", happened="Bin on fire", reported_to="911"
    )
    desk.record(from_day="2026-08-01", to_day="", to_clock="", happened="Bin stolen", reported_to="none")
    filters = {
        "since": datetime(2026, 9, 1, tzinfo=UTC),
        "kinds": frozenset({IncidentKind.ARSON, IncidentKind.DRUGS}),
        "status": Status.CLOSED,
        "source": Source.WATCH,
        "awaiting_number": True,
        "words": "bin fire",
    }
    with desk.reading() as work:
        for number in range(1, len(filters) + 1):
            for chosen in itertools.combinations(filters.items(), number):
                page = work.incidents.find(IncidentQuery(**dict(chosen)))
                assert [line.id for line in page.lines] == [wanted.id], chosen
                assert page.total == 1
        assert work.incidents.find(IncidentQuery(words="bin")).total == 2
        assert work.incidents.find(IncidentQuery(until=filters["since"])).total == 1


def test_a_line_of_the_incident_list_tells_what_the_incident_says(desk):
    incident = desk.record(happened="x" * 300)
    with desk.reading() as work:
        (line,) = work.incidents.find(IncidentQuery()).lines
    assert (line.kind, line.occurred_from, line.occurred_to) == (
        incident.kind,
        incident.occurred_from,
        incident.occurred_to,
    )
    assert (line.place_text, line.point, line.status) == ("1620 P St", Point(38.5712, -121.4889), Status.OPEN)
    assert (line.happened, line.number_awaited) == ("x" * 200, True)


@pytest.mark.parametrize(
    "said", [{}, {"report_number": "1"}, {"number_state": "none_coming"}, {"reported_to": "none"}]
)
def test_the_list_and_the_record_agree_on_whether_a_number_is_awaited(desk, said):
    incident = desk.record(**said)
    with desk.reading() as work:
        assert work.incidents.find(IncidentQuery()).lines[0].number_awaited is incident.number_awaited
        assert work.incidents.find(IncidentQuery(awaiting_number=True)).total == incident.number_awaited


def test_members_are_listed_by_name_whatever_their_capitals(desk):
    for name in ("émile Zola", "walt Kim", "Ann Cole", "ANNA BELL"):
        desk.add(name=name, roles=("patroller",) if name.startswith("A") else ())
    away = desk.add(name="Away", active=False)
    with desk.reading() as work:
        find = work.members.find
        assert [m.name for m in find(MemberQuery()).lines] == [
            "Ann Cole",
            "ANNA BELL",
            "walt Kim",
            "émile Zola",
        ]
        assert [m.name for m in find(MemberQuery(role=Role.PATROLLER)).lines] == ["Ann Cole", "ANNA BELL"]
        assert find(MemberQuery(role=Role.CAPTAIN)).total == 0
        assert [m.id for m in find(MemberQuery(active=False)).lines] == [away.id]
        assert find(MemberQuery(active=None)).total == 5
        assert [m.name for m in find(MemberQuery(words="col")).lines] == ["Ann Cole"]


def test_a_role_is_not_found_in_another_that_holds_its_name(desk):
    desk.add(name="Only a block's", roles=("block_captain",))
    with desk.reading() as work:
        assert work.members.find(MemberQuery(role=Role.CAPTAIN)).total == 0


@pytest.mark.parametrize(
    ("start", "names"),
    [
        ("wa", ["Walt Kim"]),
        ("WALT k", ["Walt Kim"]),
        ("k", ["Walt Kim"]),
        ("an", ["Ann_Cole 100%"]),
        ("n_", []),
        ("%", []),
        ("100%", ["Ann_Cole 100%"]),
        ("ann_", ["Ann_Cole 100%"]),
        ("\\", []),
        (" wa ", ["Walt Kim"]),
    ],
)
def test_a_name_is_completed_from_its_beginning_or_that_of_its_last_part(desk, start, names):
    desk.add(name="Walt Kim")
    desk.add(name="Ann_Cole 100%")
    desk.add(name="Walt Gone", active=False)
    with desk.reading() as work:
        assert [member.name for member in work.members.named(start)] == names


def test_a_typed_name_is_tied_only_to_the_one_active_member_who_has_it(desk):
    one = desk.add(name="Walt Kim")
    desk.add(name="Ann Cole")
    desk.add(name="ann cole")
    desk.add(name="Gone Girl", active=False)
    with desk.reading() as work:
        assert work.members.exactly_named(["WALT KIM", "Ann Cole", "Gone Girl"]) == {"walt kim": one.id}


def test_records_within_a_span_come_oldest_first(desk):
    days = [desk.log(day=evening(back)) for back in (1, 4, 9)]
    events = [desk.record(from_day=evening(back), to_day="", to_clock="") for back in (2, 4, 9)]
    since, until = days[1].started_at, days[0].started_at + timedelta(seconds=1)
    with desk.reading() as work:
        assert [each.id for each in work.patrols.within(since, until)] == [days[1].id, days[0].id]
        since = events[1].occurred_from
        assert [each.id for each in work.incidents.within(since, until)] == [events[1].id, events[0].id]
        assert work.incidents.within(until, until) == []


def test_totals_are_the_sums_of_the_patrols_within(desk):
    desk.log(day=evening(1), crew=tuple(PatrollerDraft(name) for name in "abc"))
    desk.log(day=evening(2), start="22:15", finish="01:05", entries=())
    desk.log(day="2026-03-07", start="22:00", finish="04:00", entries=())
    desk.log(day=evening(40))
    with desk.reading() as work:
        for since, until in ((NOW - timedelta(days=9), NOW), (NOW - timedelta(days=400), NOW), (NOW, NOW)):
            patrols_ = work.patrols.within(since, until)
            expected = (len(patrols_), sum(each.person_minutes for each in patrols_))
            assert work.patrols.totals(since, until) == expected


def minute(at):
    return int(at.timestamp()) // 60


def test_the_map_gets_what_has_a_point(desk):
    patrol = desk.log()
    placed = patrol.entries[1]
    incident = desk.record()
    desk.record(place=PlaceDraft("somewhere"))
    with desk.reading() as work:
        shown = work.patrols.entries_on_map(None, None)
        assert shown == [[placed.id], [patrol.id], [38.5721], [-121.4882], ["graffiti"], [minute(placed.at)]]
        assert not any(work.patrols.entries_on_map(patrol.started_at + timedelta(seconds=1), None))
        assert not any(work.patrols.entries_on_map(None, patrol.started_at))
        assert work.patrols.entries_without_place() == len(patrol.entries) - len(shown[0])
        shown = work.incidents.on_map(IncidentQuery())
        at = minute(incident.occurred_from)
        # From 22:00 to 6:30: eight hours on the clock after the one it began in.
        assert shown == [[incident.id], [38.5712], [-121.4889], ["vehicle_burglary"], [at], ["open"], [8]]


def test_an_entry_without_a_time_is_on_the_map_at_the_start_of_its_patrol(desk):
    patrol = desk.log(entries=(EntryDraft(seen="x", place=PlaceDraft("", 38.5, -121.4, "map")),))
    with desk.reading() as work:
        assert work.patrols.entries_on_map(None, None)[5] == [minute(patrol.started_at)]


def test_the_areas_patrolled_lately_come_first_and_once(desk):
    for back, area in ((5, "North"), (4, "South"), (3, "North"), (2, "")):
        desk.log(day=evening(back), area=area)
    with desk.reading() as work:
        assert work.patrols.areas() == ["North", "South"]
        assert work.patrols.areas(limit=1) == ["North"]


# What is no record


def test_drafts_come_back_newest_first_and_take_the_place_of_their_past(desk):
    data = {"note": "half a sen", "entries": [{"clock": "21", "lat": None}]}
    with desk.work() as work:
        work.drafts.keep(KeptDraft("a", Kind.PATROL, None, NOW, {"old": 1}))
        work.drafts.keep(KeptDraft("b", Kind.INCIDENT, "record", NOW + timedelta(seconds=2), {}))
    with desk.work() as work:
        work.drafts.keep(KeptDraft("a", Kind.PATROL, None, NOW + timedelta(seconds=9), data))
    assert not work.changes, "a draft is no news and no step"
    with desk.work() as work:
        assert work.drafts.all() == [
            KeptDraft("a", Kind.PATROL, None, NOW + timedelta(seconds=9), data),
            KeptDraft("b", Kind.INCIDENT, "record", NOW + timedelta(seconds=2), {}),
        ]
        work.drafts.drop("a")
        work.drafts.drop("nothing")
        assert [each.id for each in work.drafts.all()] == ["b"]


def test_a_draft_kept_and_dropped_in_one_deed_is_gone(desk):
    with desk.work() as work:
        work.drafts.keep(KeptDraft("a", Kind.PATROL, None, NOW, {}))
        work.drafts.drop("a")
    with desk.reading() as work:
        assert work.drafts.all() == []


def test_an_exported_file_is_noted_once_however_often_it_is_written(desk):
    first = Written("/there", "a.pdf", "hours", "2026-09", "f1", "h1", NOW)
    again = dataclasses.replace(first, fingerprint="f2")
    with desk.work() as work:
        work.exports.keep(first)
        work.exports.keep(again)
        work.exports.keep(dataclasses.replace(first, folder="/elsewhere"))
    with desk.work() as work:
        assert work.exports.in_folder("/there") == [again]
        work.exports.drop("/there", "a.pdf")
        assert work.exports.in_folder("/there") == []
        assert len(work.exports.in_folder("/elsewhere")) == 1


def test_equal_bytes_are_kept_once_and_stay_for_undo(desk):
    patrol = desk.log()
    owner = Ref(Kind.PATROL, patrol.id)
    common = {"watch_id": desk.store.watch_id, "created_at": NOW, "changed_at": NOW, "changed_by": "x"}
    with desk.work() as work:
        digest = work.attachments.keep_bytes(b"picture")
        assert work.attachments.keep_bytes(b"picture") == digest
        for number in range(2):
            work.attachments.add(
                Attachment(
                    id=f"a{number}",
                    owner_kind=owner.kind,
                    owner_id=owner.id,
                    name="a.jpg",
                    media_type="image/jpeg",
                    sha256=digest,
                    size=7,
                    width=2,
                    height=1,
                    **common,
                )
            )
    with desk.work() as work:
        both = work.attachments.of(owner)
        assert [each.id for each in both] == ["a0", "a1"]
        assert both[0].picture
        for each in both:
            work.attachments.remove(each.id)
    with desk.reading() as work:
        assert work.attachments.of(owner) == []
        assert work.attachments.read_bytes(digest) == b"picture"
        (count,) = desk.store._connection.execute("SELECT count(*) FROM blob").fetchone()
    assert count == 1


def picture_of(desk, owner, data):
    """Attach bytes to a record."""
    with desk.work() as work:
        digest = work.attachments.keep_bytes(data)
        work.attachments.add(
            Attachment(
                id=new_id(),
                watch_id=desk.store.watch_id,
                created_at=NOW,
                changed_at=NOW,
                changed_by="x",
                owner_kind=owner.kind,
                owner_id=owner.id,
                name="a.jpg",
                media_type="image/jpeg",
                sha256=digest,
                size=len(data),
                width=2,
                height=1,
            )
        )
    return digest


def test_only_bytes_that_nothing_names_are_done_away_with(desk):
    owner = Ref(Kind.PATROL, desk.log().id)
    attached, removed = (picture_of(desk, owner, data) for data in (b"attached", b"removed"))
    with desk.work() as work:
        gone = next(each for each in work.attachments.of(owner) if each.sha256 == removed)
        work.attachments.remove(gone.id)
        drafted, thrown_away = (work.attachments.keep_bytes(data) for data in (b"drafted", b"thrown away"))
        for id_, digest in (("kept", drafted), ("dropped", thrown_away)):
            data = {"note": "x", "photos": {"added": [{"name": "a.jpg", "sha256": digest}]}}
            work.drafts.keep(KeptDraft(id_, Kind.PATROL, None, NOW, data))
    with desk.work() as work:
        assert work.attachments.collect() == 0
    with desk.work() as work:
        work.drafts.drop("dropped")
    assert check(desk.store).counts["unused photos"] == 1
    with desk.work() as work:
        assert work.attachments.collect() == 1
    assert check(desk.store).counts["unused photos"] == 0
    with desk.reading() as work:
        for digest in (attached, removed, drafted):
            assert work.attachments.read_bytes(digest)
        with pytest.raises(NotFound):
            work.attachments.read_bytes(thrown_away)
    with desk.work() as work:
        work.undo(work.undoable().id)
    with desk.reading() as work:
        assert {each.sha256 for each in work.attachments.of(owner)} == {attached, removed}
    assert check(desk.store).good


def test_a_photo_of_a_form_that_was_thrown_away_is_gone_from_the_closed_file(desk):
    with desk.work() as work:
        work.attachments.keep_bytes(b"unmistakable bytes")
    desk.log()
    desk.store.rest()
    assert b"unmistakable bytes" in desk.store.path.read_bytes()
    assert opening.close(desk.store, None, now=NOW, zone=SACRAMENTO) is None
    for each in (desk.store.path, *desk.store.path.parent.glob("*backups/*")):
        assert b"unmistakable bytes" not in each.read_bytes()


def test_the_bytes_of_photos_are_not_in_the_journal(desk):
    with desk.work() as work:
        work.attachments.keep_bytes(b"unmistakable bytes")
        work.members.add(mine(desk, members.settle(members.MemberDraft(name="Ann"), stamp(new_id()))))
    told = desk.store._connection.execute("SELECT before, after FROM journal_change").fetchall()
    assert "unmistakable" not in str(told)


def test_a_setting_is_put_in_place_of_its_past(desk):
    for value in ("one", {"a": [1, None, "ü"]}, False):
        with desk.work() as work:
            work.settings.put("thing", value, now=NOW, by="x")
        with desk.reading() as work:
            assert work.settings.all() == {"thing": value}


def test_contents_say_what_the_file_holds(desk):
    patrol, incident = desk.log(), desk.record()
    desk.add()
    found = desk.store.contents()
    assert found.watches == ("Boulevard Park Watch",)
    assert found.counts == {"member": 1, "patrol": 1, "incident": 1, "attachment": 0}
    assert (found.last_patrol, found.last_incident) == (patrol.started_at, incident.occurred_from)
    assert found.last_change == desk.now


def test_ids_sort_in_the_order_in_which_they_were_made():
    made = [new_id() for _ in range(2000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {each[14] for each in made} == {"7"}


def test_work_in_another_thread_waits_for_the_one_that_has_begun(desk):
    begun, met = threading.Event(), []

    def second():
        begun.wait()
        with desk.work() as work:
            met.append(len(work.members.find(MemberQuery()).lines))
            work.members.add(
                mine(desk, members.settle(member_draft(name="Second"), stamp(new_id()), today=TODAY))
            )

    thread = threading.Thread(target=second)
    thread.start()
    with desk.work() as work:
        begun.set()
        thread.join(0.1)
        work.members.add(mine(desk, members.settle(member_draft(name="First"), stamp(new_id()), today=TODAY)))
        assert thread.is_alive(), "the second waits while the first is on its way"
    thread.join()
    assert met == [1], "and it sees what the first has kept"
    with desk.reading() as work:
        assert len(work.members.find(MemberQuery()).lines) == 2
