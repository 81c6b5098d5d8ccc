"""The incident report, the roster, the call list and the list of changes, from the records to the paper."""

import dataclasses

import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.incidents import draft_of
from sacwatch.domain.members import PhoneDraft
from sacwatch.domain.patrols import Category
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import households, incidents, members, reporting, subjects, undoing, watches
from sacwatch.services.reporting import Order
from tests.making import NOW, TODAY, household_draft, incident_draft, member_draft
from tests.reports.papers import pages_of

NEIGHBORS = (Audience.BLOCK_CAPTAINS, Audience.MEMBERS, Audience.PUBLIC)
HOW = {"zone": SACRAMENTO, "today": TODAY}


def gather(desk, report, subject="", audience=Audience.CAPTAIN):
    with desk.reading() as work:
        about = subject or subjects.default_subject(work, report, "", **HOW)
        return reporting.gather(work, Order(report, about, audience), zone=SACRAMENTO)


def text_of(gathered):
    return " ".join(" ".join(pages_of(reporting.make(gathered, NOW))).split())


def test_the_report_of_an_incident_has_its_map_and_a_name_of_its_own(desk):
    desk.record()
    gathered = gather(desk, "incident-report")
    text = text_of(gathered)
    assert gathered.file_name == "Incident report 2026-09-18 2200.pdf"
    assert "Where it happened" in text and "Window smashed" in text and "1620 P St" in text
    with pytest.raises(NotFound):
        gather(desk, "incident-report", "nowhere")


@pytest.mark.parametrize("said", [{"kind": "suicide"}, {"counted_only": True}, {"code": "261 PC"}], ids=str)
def test_there_is_no_report_for_neighbors_of_what_is_only_counted(desk, said):
    incident = desk.record(**said)
    for audience in NEIGHBORS:
        with pytest.raises(Trouble) as caught:
            gather(desk, "incident-report", incident.id, audience)
        assert caught.value.problem.key == "trouble.only_counted"
        text = text_of(gather(desk, "incident-reports", "2026-09", audience))
        assert "No incidents are told of here" in text and "fewer than 3 incidents of kinds" in text
    assert "Window smashed" in text_of(gather(desk, "incident-report", incident.id, Audience.POLICE))


def test_the_entry_on_which_it_was_found_tells_no_more_than_it(desk):
    patrol = desk.log()
    entry = next(each for each in patrol.entries if each.category is Category.GRAFFITI)
    assert "Graffiti" in text_of(gather(desk, "patrol-log", patrol.id, Audience.PUBLIC))
    desk.record(kind="juvenile", entry_id=entry.id)
    text = text_of(gather(desk, "patrol-log", patrol.id, Audience.PUBLIC))
    assert "Graffiti" not in text and "Not in this list: fewer than 3 entries" in text
    assert "Graffiti" in text_of(gather(desk, "patrol-log", patrol.id, Audience.POLICE))


def test_a_report_changes_with_its_incident_alone(desk):
    incident = desk.record()
    before = gather(desk, "incident-report", incident.id)
    desk.record(kind="theft")
    assert gather(desk, "incident-report", incident.id).fingerprint == before.fingerprint
    with desk.work() as work:
        again = dataclasses.replace(draft_of(incident, zone=SACRAMENTO), public_wording="A")
        incidents.change(
            work, incident.id, again.__class__(**{**again.__dict__, "public_wording": "A"}), **HOW
        )
    assert gather(desk, "incident-report", incident.id).fingerprint != before.fingerprint


def agreed(*fields, to="members"):
    return tuple(ConsentDraft(field, to, "2026-09-01") for field in fields)


@pytest.fixture
def peopled(desk):
    """Give a watch with two homes in its first block: one agreed that members know it, one did not."""
    with desk.work() as work:
        block = watches.get(work).blocks[0].id
        homes = [
            households.add(
                work,
                household_draft(
                    place=PlaceDraft(f"22{number} H St"), block_id=block, block_chosen=True, consents=said
                ),
                today=TODAY,
            )
            for number, said in ((15, agreed("place")), (17, ()))
        ]
        for name, home, said in (
            ("Rosa Delgado", homes[0], agreed("name", "phones", "roles")),
            ("Walt Kim", homes[0], agreed("name")),
            ("Mei Wong", homes[1], agreed("name", "phones")),
            ("Lou Reed", homes[1], ()),
        ):
            draft = member_draft(
                name=name, phones=(PhoneDraft("916-555-0134"),), household_id=home.id, consents=said
            )
            members.add(work, draft)
    return desk


def test_the_roster_names_who_agreed_and_counts_the_others(peopled):
    captain = text_of(gather(peopled, "roster"))
    theirs = text_of(gather(peopled, "roster", "", Audience.MEMBERS))
    assert all(name in captain for name in ("Rosa Delgado", "Walt Kim", "Mei Wong", "Lou Reed"))
    assert "Patrollers (4)" in captain and "555-0134 (Mobile)" in captain
    assert "Patrollers (1)" in theirs and "Other members (2)" in theirs
    assert "Lou Reed" not in theirs and "Fewer than 3 more members did not agree" in theirs


def test_the_call_list_puts_nobody_into_a_block_whose_home_did_not_agree(peopled):
    captain = text_of(gather(peopled, "call-list"))
    assert "2215 H St Oxygen at night Rosa Delgado" in captain and "2217 H St" in captain
    theirs = text_of(gather(peopled, "call-list", "", Audience.MEMBERS))
    block, rest = theirs.split("People whose home is not listed here")
    assert (
        "2215 H St Rosa Delgado" in block
        and "Walt Kim no number shown here" in block
        and "Oxygen" not in theirs
    )
    assert "2217" not in theirs and "Lou Reed" not in theirs
    assert "Mei Wong" in rest and "Mei Wong" not in block
    with peopled.reading() as work:
        name = watches.get(work).blocks[0].name
    assert f"Call list {name}" in text_of(gather(peopled, "call-list", name))
    with pytest.raises(NotFound):
        gather(peopled, "call-list", "no such block")


def test_what_changed_is_told_by_record_and_without_what_was_taken_back(desk):
    desk.record()
    kept = desk.log()
    with desk.work() as work:
        incidents.record(work, incident_draft(kind="arson"), **HOW)
    with desk.work() as work:
        undoing.undo(work)
    text = text_of(gather(desk, "what-changed", "2026-09"))
    assert "Incident 1" in text and "Patrol 1" in text and "Patrol logged" in text
    assert "Vehicle break-in, Fri, Sep 18, 2026, 1620 P St" in text and "Fire set" not in text
    assert kept.area in text
    assert "Nothing was changed" in text_of(gather(desk, "what-changed", "2026-08"))
