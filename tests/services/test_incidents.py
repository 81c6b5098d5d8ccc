"""What a captain does with incidents, through the services and in a real file."""

import dataclasses

import pytest

from sacwatch.domain.described import PersonDraft
from sacwatch.domain.errors import Invalid, NotFound
from sacwatch.domain.incidents import IncidentDraft, NumberState, draft_of
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import IncidentQuery
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import attachments, incidents, undoing
from sacwatch.services.attachments import NewPhoto, Photos
from tests.making import TODAY, incident_draft

HOW = {"zone": SACRAMENTO, "today": TODAY}


def test_a_recorded_incident_is_there_in_the_next_unit_of_work(desk):
    incident = desk.record()
    assert desk.incident(incident.id) == incident
    with desk.reading() as work:
        assert incidents.get(work, incident.id) == incident
        assert incidents.patrol_of(work, incident) is None


def test_what_is_wrong_is_told_and_nothing_is_kept(desk):
    with pytest.raises(Invalid) as caught, desk.work() as work:
        incidents.record(work, IncidentDraft(), **HOW)
    assert set(caught.value.problems) == {"kind", "from_day"}
    with desk.reading() as work:
        assert work.incidents.count() == 0


def test_race_alone_is_not_kept_and_its_draft_can_be(desk):
    draft = incident_draft(persons=(PersonDraft(race_as_described="x", hair="short"),))
    with pytest.raises(Invalid) as caught, desk.work() as work:
        incidents.record(work, draft, **HOW)
    assert set(caught.value.problems) == {"persons.0.race_as_described"}


def test_a_changed_incident_keeps_the_ids_of_its_parts(desk):
    incident = desk.record()
    draft = dataclasses.replace(
        draft_of(incident, zone=SACRAMENTO), status="closed", disposition="Arrest made"
    )
    with desk.work() as work:
        changed = incidents.change(work, incident.id, draft, **HOW)
    assert (changed.vehicles, changed.persons) == (incident.vehicles, incident.persons)
    assert desk.incident(incident.id) == changed


def test_the_report_number_is_chased_until_it_is_entered(desk):
    incident = desk.record()
    query = IncidentQuery(awaiting_number=True)
    with desk.reading() as work:
        assert incidents.find(work, query).total == 1
    with desk.work() as work:
        entered = incidents.enter_number(work, incident.id, " 26-104 \n")
    assert entered.report_number == "26-104"
    with desk.reading() as work:
        assert incidents.find(work, query).total == 0
        assert undoing.upcoming(work).undo.does == "step.number_entered"
    with desk.work() as work:
        undoing.undo(work)
    with desk.work() as work:
        given_up = incidents.enter_number(work, incident.id, "")
    assert (given_up.number_state, given_up.report_number) == (NumberState.NONE_COMING, "")
    with desk.reading() as work:
        assert incidents.find(work, query).total == 0
        assert undoing.upcoming(work).undo.does == "step.number_given_up"


def test_a_number_that_is_too_long_is_refused_and_the_incident_is_as_it_was(desk):
    incident = desk.record()
    with pytest.raises(Invalid), desk.work() as work:
        incidents.enter_number(work, incident.id, "9" * 5000)
    assert desk.incident(incident.id) == incident


def test_removing_an_incident_takes_its_photos_along_and_undo_brings_all_back(desk):
    photo = NewPhoto("a.jpg", "image/jpeg", b"pixels", 2, 1)
    with desk.work() as work:
        incident = incidents.record(work, incident_draft(), photos=Photos(added=(photo,)), **HOW)
    with desk.work() as work:
        incidents.remove(work, incident.id)
    with pytest.raises(NotFound):
        desk.incident(incident.id)
    with desk.work() as work:
        undoing.undo(work)
    assert desk.incident(incident.id) == incident
    with desk.reading() as work:
        assert len(attachments.of(work, Ref(Kind.INCIDENT, incident.id))) == 1


def test_an_entry_that_is_gone_gives_an_empty_draft(desk):
    with desk.reading() as work:
        assert incidents.draft_from_entry(work, "gone", zone=SACRAMENTO) == IncidentDraft()
