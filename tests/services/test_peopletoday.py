"""What wants doing about people: what runs out, which homes are away, who is to be asked."""

from datetime import timedelta

from sacwatch.domain.households import HouseholdDraft, VacationDraft
from sacwatch.domain.listing import MemberQuery
from sacwatch.domain.members import MemberDraft, TrainingDraft
from sacwatch.domain.patrols import CheckDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.services import households, members, peopletoday
from tests.making import TODAY


def day(days):
    return (TODAY + timedelta(days=days)).isoformat()


def test_who_runs_out_soon_or_has_is_told_the_first_first(desk):
    with desk.work() as work:
        for name, days in (("Late", 30), ("Later", 31), ("Past", -400), ("Now", 0)):
            training = TrainingDraft("CPR", "", day(days))
            members.add(work, MemberDraft(name=name, trainings=(training,)), today=TODAY)
        gone = MemberDraft(name="Gone", vetting_expires_on=day(1))
        members.retire(work, members.add(work, gone, today=TODAY).id)
        members.add(work, MemberDraft(name="Fourth", vetting_expires_on=day(2)), today=TODAY)
    with desk.reading() as work:
        found = peopletoday.look(work, TODAY).expiring
        assert [each.name for each in found.lines] == ["Past", "Now", "Fourth"]
        assert found.total == 4
        by = TODAY + peopletoday.SOON
        every = members.find(work, MemberQuery(expiring_by=by)).lines
        assert [each.name for each in every] == ["Past", "Now", "Fourth", "Late"]


def test_homes_that_are_away_are_told_with_who_looked_last(desk):
    with desk.work() as work:
        ids = []
        for number, (first, last) in enumerate(((-3, 0), (0, 5), (1, 5), (-9, -1))):
            draft = HouseholdDraft(
                place=PlaceDraft(f"{2200 + number} H St"),
                vacations=(VacationDraft("", day(first), day(last)),),
            )
            ids.append(households.add(work, draft, today=TODAY).id)
    patrol = desk.log(checks=(CheckDraft(ids[1], done=True, clock="9:15 pm"),))
    with desk.reading() as work:
        found = peopletoday.look(work, TODAY)
        assert [each.id for each in found.away.lines] == ids[:2]
        (at,) = {each.at for each in patrol.entries if each.household_id == ids[1]}
        assert found.looked == {ids[1]: at}


def test_households_to_ask_are_counted(desk):
    with desk.work() as work:
        for number, days in enumerate((-366, -364, -800)):
            draft = HouseholdDraft(place=PlaceDraft(f"{2200 + number} H St"), confirmed_on=day(days))
            households.add(work, draft, today=TODAY)
        gone = households.add(work, HouseholdDraft(place=PlaceDraft("1 A St"), confirmed_on=day(-700)))
        households.retire(work, gone.id)
    with desk.reading() as work:
        assert peopletoday.look(work, TODAY).due == 2
