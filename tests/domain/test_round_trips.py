"""A record's draft settles to that record again, whatever a person typed."""

import dataclasses

from hypothesis import given

from sacwatch.domain import households, incidents, meetings, members, patrols, routes, watches
from sacwatch.domain.drafts import plain, restored
from sacwatch.domain.times import SACRAMENTO
from tests.domain import strategies
from tests.making import counter, stamp

AT = {"now": strategies.LATE}
DAY = strategies.LATE.date()


@given(strategies.patrols())
def test_a_patrols_draft_settles_to_the_patrol_again(draft):
    how = {"zone": SACRAMENTO, "today": DAY, "new_id": counter()}
    patrol = patrols.settle(draft, stamp(**AT), **how)
    again = patrols.settle(patrols.draft_of(patrol, zone=SACRAMENTO), stamp(**AT), past=patrol, **how)
    assert again == patrol


@given(strategies.incidents())
def test_an_incidents_draft_settles_to_the_incident_again(draft):
    how = {"zone": SACRAMENTO, "today": DAY, "new_id": counter()}
    incident = incidents.settle(draft, stamp(**AT), **how)
    again = incidents.settle(incidents.draft_of(incident, zone=SACRAMENTO), stamp(**AT), past=incident, **how)
    assert again == incident


@given(strategies.members)
def test_a_members_draft_settles_to_the_member_again(draft):
    member = members.settle(draft, stamp(**AT))
    assert members.settle(members.draft_of(member), stamp(**AT), past=member) == member


@given(strategies.households)
def test_a_households_draft_settles_to_the_household_again(draft):
    household = households.settle(draft, stamp(**AT))
    assert households.settle(households.draft_of(household), stamp(**AT), past=household) == household


@given(strategies.households)
def test_a_kept_household_draft_comes_back_whole(draft):
    assert restored(households.HouseholdDraft, plain(draft)) == draft


@given(strategies.watches)
def test_a_watchs_draft_settles_to_the_watch_again(draft):
    watch = watches.settle(draft, stamp(**AT), today=DAY)
    assert watches.settle(watches.draft_of(watch), stamp(**AT), today=DAY, past=watch) == watch


@given(strategies.routes())
def test_a_routes_draft_settles_to_the_route_again(draft):
    route = routes.settle(draft, stamp(**AT))
    assert routes.settle(routes.draft_of(route), stamp(**AT), past=route) == route
    assert len(route.times) in (0, len(route.line))


@given(strategies.meetings)
def test_a_meetings_draft_settles_to_the_meeting_again(draft):
    how = {"today": DAY, "new_id": counter()}
    meeting = meetings.settle(draft, stamp(**AT), **how)
    assert meetings.settle(meetings.draft_of(meeting), stamp(**AT), past=meeting, **how) == meeting
    assert restored(meetings.MeetingDraft, plain(draft)) == draft


@given(strategies.patrols())
def test_a_kept_draft_comes_back_from_plain_values(draft):
    assert restored(patrols.PatrolDraft, plain(draft)) == draft


@given(strategies.watches)
def test_a_kept_watch_draft_comes_back_with_its_points(draft):
    assert restored(watches.WatchDraft, plain(draft)) == draft


@given(strategies.incidents())
def test_a_kept_draft_of_another_version_loses_only_what_is_unknown(draft):
    data = plain(draft) | {"field_of_a_newer_version": 1}
    del data["note"]
    assert restored(incidents.IncidentDraft, data) == dataclasses.replace(draft, note="")
