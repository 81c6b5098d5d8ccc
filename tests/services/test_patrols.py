"""What a captain does with patrols, through the services and in a real file."""

import dataclasses
from datetime import timedelta

import pytest

from sacwatch.domain.errors import Invalid, NotFound
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.patrols import EntryDraft, PatrolDraft, PatrollerDraft, draft_of
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import attachments, checking, incidents, patrols, undoing
from sacwatch.services.attachments import NewPhoto, Photos
from tests.making import NOW, TODAY, patrol_draft

HOW = {"zone": SACRAMENTO, "today": TODAY}


def change(desk, patrol, **said):
    draft = dataclasses.replace(draft_of(patrol, zone=SACRAMENTO), **said)
    with desk.work() as work:
        return patrols.change(work, patrol.id, draft, **HOW)


def test_a_logged_patrol_is_there_in_the_next_unit_of_work(desk):
    patrol = desk.log()
    assert desk.patrol(patrol.id) == patrol
    assert (patrol.watch_id, patrol.created_at, patrol.changed_by) == (
        desk.store.watch_id,
        desk.now,
        "tester",
    )


def test_what_is_wrong_is_told_and_nothing_is_kept(desk):
    with pytest.raises(Invalid) as caught, desk.work() as work:
        patrols.log(work, patrol_draft(finish="20:00"), **HOW)
    assert set(caught.value.problems) == {"finish"}
    with desk.reading() as work:
        assert work.patrols.count() == 0
        assert undoing.upcoming(work).undo is None


def test_an_empty_form_says_all_that_it_needs(desk):
    with pytest.raises(Invalid) as caught, desk.work() as work:
        patrols.log(work, PatrolDraft(), **HOW)
    assert set(caught.value.problems) == {"day", "start", "finish", "crew.0.name"}


def test_a_changed_patrol_keeps_its_id_and_the_ids_of_its_entries(desk):
    patrol = desk.log()
    changed = change(desk, patrol, note="changed")
    assert (changed.id, changed.created_at) == (patrol.id, patrol.created_at)
    assert [entry.id for entry in changed.entries] == [entry.id for entry in patrol.entries]
    assert desk.patrol(patrol.id) == changed


def test_entries_can_be_put_in_another_order_taken_out_and_added(desk):
    patrol = desk.log(entries=tuple(EntryDraft(seen=word) for word in ("one", "two", "three")))
    lines = draft_of(patrol, zone=SACRAMENTO).entries
    changed = change(desk, patrol, entries=(lines[2], EntryDraft(seen="new"), lines[0]))
    assert [entry.seen for entry in desk.patrol(patrol.id).entries] == ["three", "new", "one"]
    assert desk.patrol(patrol.id) == changed
    assert checking.check(desk.store).good


def test_a_patrol_that_is_gone_cannot_be_changed_or_removed(desk):
    patrol = desk.log()
    with desk.work() as work:
        patrols.remove(work, patrol.id)
    with pytest.raises(NotFound):
        change(desk, patrol, note="x")
    with pytest.raises(NotFound), desk.work() as work:
        patrols.remove(work, patrol.id)


def test_typed_names_are_tied_to_the_members_who_have_them(desk):
    rosa = desk.add(name="Rosa Delgado")
    desk.add(name="Ann Cole")
    desk.add(name="Ann Cole")
    crew = (PatrollerDraft(" rosa   DELGADO "), PatrollerDraft("Ann Cole"), PatrollerDraft("A guest"))
    patrol = desk.log(crew=crew)
    assert [each.member_id for each in patrol.crew] == [rosa.id, None, None]


def test_a_member_picked_and_typed_again_is_there_twice(desk):
    rosa = desk.add(name="Rosa Delgado")
    with pytest.raises(Invalid) as caught:
        desk.log(crew=(PatrollerDraft("Rosa Delgado", rosa.id), PatrollerDraft("rosa delgado")))
    assert caught.value.problems["crew.1.name"].key == "problem.twice_in_crew"


def test_removing_a_patrol_keeps_the_incidents_found_on_it_and_undo_ties_them_again(desk):
    patrol = desk.log()
    incident = desk.record(entry_id=patrol.entries[1].id)
    with desk.reading() as work:
        assert patrols.found_on(work, patrol) == [incident]
    with desk.work() as work:
        patrols.remove(work, patrol.id)
    assert desk.incident(incident.id).entry_id is None
    with desk.work() as work:
        undoing.undo(work)
    assert desk.incident(incident.id) == incident


def test_taking_out_an_entry_unties_the_incident_found_on_it(desk):
    patrol = desk.log()
    incident = desk.record(entry_id=patrol.entries[1].id)
    change(desk, patrol, entries=draft_of(patrol, zone=SACRAMENTO).entries[:1])
    assert desk.incident(incident.id).entry_id is None
    with desk.work() as work:
        undoing.undo(work)
    assert desk.incident(incident.id) == incident
    assert checking.check(desk.store).good


def test_an_incident_takes_what_its_entry_knows(desk):
    patrol = desk.log()
    with desk.reading() as work:
        draft = incidents.draft_from_entry(work, patrol.entries[1].id, zone=SACRAMENTO)
    assert (draft.kind, draft.from_day, draft.from_clock) == ("graffiti", "2026-09-19", "9:10 pm")
    assert (draft.happened, draft.place.text) == ("Fresh tag on the fence", "16th & P St")
    assert (draft.reported_to, draft.report_number, draft.entry_id) == (
        "311",
        "240919-0312",
        patrol.entries[1].id,
    )
    with desk.work() as work:
        incident = incidents.record(work, draft, **HOW)
    with desk.reading() as work:
        assert incidents.patrol_of(work, incident) == patrol


def test_an_entry_without_a_time_gives_the_incident_the_day(desk):
    patrol = desk.log(entries=(EntryDraft(seen="x"),))
    with desk.reading() as work:
        draft = incidents.draft_from_entry(work, patrol.entries[0].id, zone=SACRAMENTO)
    assert (draft.from_day, draft.from_clock, draft.kind) == ("2026-09-19", "", "")


def test_the_last_patrol_suggests_the_next_one(desk):
    with desk.reading() as work:
        assert patrols.usual(work).areas == ()
    desk.log(day="2026-09-17", area="North", vehicle="Old van")
    desk.log(area="South", odometer_start="100", odometer_finish="112")
    with desk.reading() as work:
        usual = patrols.usual(work)
    assert usual.areas == ("South", "North")
    assert (usual.equipment, usual.vehicle, usual.odometer) == (
        ("Radio 2", "Flashlight"),
        "Blue Corolla",
        "112",
    )


def test_photos_are_kept_described_and_removed_with_the_form(desk):
    photo = NewPhoto("a.jpg", "image/jpeg", b"pixels", 2, 1, caption="one")
    with desk.work() as work:
        patrol = patrols.log(work, patrol_draft(), photos=Photos(added=(photo, photo)), **HOW)
    owner = Ref(Kind.PATROL, patrol.id)
    with desk.reading() as work:
        first, second = attachments.of(work, owner)
    assert (first.caption, first.size, first.width, first.sha256) == ("one", 6, 2, second.sha256)
    assert first.id != second.id
    draft = draft_of(patrol, zone=SACRAMENTO)
    with desk.work() as work:
        told = Photos(removed=(first.id,), captions=((second.id, "two"), (first.id, "gone anyway")))
        patrols.change(work, patrol.id, draft, photos=told, **HOW)
    with desk.reading() as work:
        assert [each.caption for each in attachments.of(work, owner)] == ["two"]
        assert work.search("two")
    with desk.work() as work:
        undoing.undo(work)
    with desk.reading() as work:
        assert [each.caption for each in attachments.of(work, owner)] == ["one", "one"]


def test_a_photo_that_another_window_removed_is_no_reason_to_refuse_the_form(desk):
    patrol = desk.log()
    draft = draft_of(patrol, zone=SACRAMENTO)
    with desk.work() as work:
        patrols.change(
            work, patrol.id, draft, photos=Photos(removed=("gone",), captions=(("gone", "x"),)), **HOW
        )


def test_a_form_cannot_touch_the_photos_of_another_record(desk):
    photo = NewPhoto("a.jpg", "image/jpeg", b"pixels", 2, 1)
    with desk.work() as work:
        one = patrols.log(work, patrol_draft(), photos=Photos(added=(photo,)), **HOW)
    two = desk.log()
    with desk.reading() as work:
        (kept,) = attachments.of(work, Ref(Kind.PATROL, one.id))
    draft = draft_of(two, zone=SACRAMENTO)
    with desk.work() as work:
        told = Photos(removed=(kept.id,), captions=((kept.id, "mine"),))
        patrols.change(work, two.id, draft, photos=told, **HOW)
    with desk.reading() as work:
        assert attachments.of(work, Ref(Kind.PATROL, one.id)) == [kept]


def test_a_caption_of_5000_characters_is_refused_and_not_cut(desk):
    photo = NewPhoto("a.jpg", "image/jpeg", b"pixels", 2, 1, caption="c" * 5000)
    with pytest.raises(Invalid) as caught, desk.work() as work:
        patrols.log(work, patrol_draft(), photos=Photos(added=(photo,)), **HOW)
    assert caught.value.problems["photos"].key == "problem.too_long"
    with desk.reading() as work:
        assert work.patrols.count() == 0


def test_a_file_name_and_caption_with_anything_in_them_can_be_kept(desk):
    photo = NewPhoto("\udcff<b>.jpg", "image/jpeg", b"pixels", 2, 1, caption="\ud800 </script> \x00 ok")
    with desk.work() as work:
        patrol = patrols.log(work, patrol_draft(), photos=Photos(added=(photo,)), **HOW)
    with desk.reading() as work:
        (kept,) = attachments.of(work, Ref(Kind.PATROL, patrol.id))
    assert kept.name == "\ufffd<b>.jpg"
    assert kept.caption == "\ufffd </script> ok"


def test_removing_a_patrol_takes_its_photos_along_and_undo_brings_them_back(desk):
    photo = NewPhoto("a.jpg", "image/jpeg", b"pixels", 2, 1)
    with desk.work() as work:
        patrol = patrols.log(work, patrol_draft(), photos=Photos(added=(photo,)), **HOW)
    owner = Ref(Kind.PATROL, patrol.id)
    with desk.work() as work:
        patrols.remove(work, patrol.id)
    with desk.reading() as work:
        assert attachments.of(work, owner) == []
        assert work.attachments.count() == 0
    with desk.work() as work:
        undoing.undo(work)
    with desk.reading() as work:
        (kept,) = attachments.of(work, owner)
        assert attachments.data(work, kept.sha256) == b"pixels"


def test_patrols_are_found_through_the_service(desk):
    patrol = desk.log()
    with desk.reading() as work:
        assert patrols.get(work, patrol.id) == patrol
        assert [
            line.id for line in patrols.find(work, patrols.PatrolQuery(since=NOW - timedelta(days=2))).lines
        ] == [patrol.id]
