"""The rules of a household, and of what its people agreed to."""

from datetime import date

import pytest

from sacwatch.domain import consents, households
from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import Consent, ConsentDraft, How
from sacwatch.domain.errors import Invalid
from sacwatch.domain.households import Household, HouseholdDraft, HouseholdVehicleDraft, VacationDraft
from sacwatch.domain.members import Member
from sacwatch.domain.places import PlaceDraft
from tests.making import TODAY, household_draft, stamp


def settle(**said):
    return households.settle(household_draft(**said), stamp(), today=TODAY)


def wrong(**said):
    with pytest.raises(Invalid) as caught:
        settle(**said)
    return {where: problem.key for where, problem in caught.value.problems.items()}


def test_a_household_is_what_was_typed():
    household = settle()
    assert (household.place.text, household.people, household.pets) == ("2215 H St", 3, "Dog, friendly")
    assert household.vehicles[0].plate == "8XYZ123"
    (away,) = household.vacations
    assert (away.first_day, away.last_day) == (date(2026, 9, 18), date(2026, 10, 2))
    assert household.consents == (
        Consent(
            field="place",
            audience=Audience.BLOCK_CAPTAINS,
            given_on=date(2026, 9, 1),
            how=How.FORM,
        ),
    )


def test_a_place_is_all_that_is_needed():
    household = households.settle(HouseholdDraft(place=PlaceDraft("1 Elm")), stamp())
    assert (household.people, household.vacations, household.consents) == (None, (), ())
    assert household.active
    assert not household.block_chosen


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ({"place": PlaceDraft()}, {"place": "problem.needed"}),
        ({"people": "-1"}, {"people": "problem.negative"}),
        ({"people": "many"}, {"people": "problem.not_a_number"}),
        ({"people": "100"}, {"people": "problem.too_large"}),
        ({"vacations": (VacationDraft(first_day="9/20"),)}, {"vacations.0.last_day": "problem.needed"}),
        (
            {"vacations": (VacationDraft(first_day="soon", last_day="9/30"),)},
            {"vacations.0.first_day": "problem.not_a_day"},
        ),
        (
            {"vacations": (VacationDraft(first_day="2026-09-20", last_day="2026-09-19"),)},
            {"vacations.0.last_day": "problem.back_before_leaving"},
        ),
        (
            {"vacations": (VacationDraft(first_day="2026-09-20", last_day="2027-12-19"),)},
            {"vacations.0.last_day": "problem.away_too_long"},
        ),
        (
            {"consents": (ConsentDraft("place", "members", "2026-09-21"),)},
            {"consents.0.given_on": "problem.in_future"},
        ),
        (
            {"consents": (ConsentDraft("place", "members", "when?"),)},
            {"consents.0.given_on": "problem.not_a_day"},
        ),
        ({"confirmed_on": "tomorrow"}, {"confirmed_on": "problem.in_future"}),
    ],
)
def test_what_cannot_be_says_why(said, problems):
    assert wrong(**said) == problems


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("9/18", "10/2", (date(2026, 9, 18), date(2026, 10, 2))),
        ("12/20", "1/3", (date(2026, 12, 20), date(2027, 1, 3))),
        ("today", "friday", (TODAY, date(2026, 9, 25))),
        ("7/4", "7/11", (date(2027, 7, 4), date(2027, 7, 11))),
    ],
)
def test_days_of_a_vacation_are_those_that_come(first, last, days):
    (away,) = settle(vacations=(VacationDraft(first_day=first, last_day=last),)).vacations
    assert (away.first_day, away.last_day) == days
    assert away.asked_on == TODAY


def test_a_vacation_holds_its_first_and_its_last_day():
    household = settle()
    held = [household.vacation_on(date(2026, 9, 17)), household.vacation_on(date(2026, 10, 3))]
    assert held == [None, None]
    assert household.vacation_on(date(2026, 9, 18)) == household.vacation_on(date(2026, 10, 2)) != None  # noqa: E711


def test_a_blank_car_and_a_blank_vacation_are_left_out():
    household = settle(
        vehicles=(HouseholdVehicleDraft(), HouseholdVehicleDraft(plate="7abc")), vacations=(VacationDraft(),)
    )
    assert [each.plate for each in household.vehicles] == ["7ABC"]
    assert household.vacations == ()


def test_a_block_that_was_not_named_cannot_have_been_chosen():
    assert not settle(block_chosen=True).block_chosen
    assert settle(block_id="b", block_chosen=True).block_chosen


# Consent


def test_what_would_help_a_thief_cannot_be_agreed_to():
    household = settle(
        consents=tuple(
            ConsentDraft(field, "public", "2026-09-01")
            for field in ("vacations", "key_holder", "special_needs", "utilities", "note", "id", "nothing")
        )
    )
    assert household.consents == ()
    assert consents.fields_for(Household) == ("place", "people", "pets", "vehicles")
    assert consents.fields_for(Member) == (
        *("name", "phones", "email", "address", "roles", "language", "channel", "skills", "trainings"),
    )


def test_one_agrees_once_for_each_field_and_audience_and_never_for_the_captain():
    household = settle(
        consents=(
            ConsentDraft("pets", "members", "2026-09-02", "phone"),
            ConsentDraft("place", "captain", "2026-09-02"),
            ConsentDraft("place", "police", ""),
            ConsentDraft("pets", "members", "2026-09-01", "written"),
        )
    )
    assert [(each.field, each.audience, each.given_on) for each in household.consents] == [
        ("place", Audience.POLICE, TODAY),
        ("pets", Audience.MEMBERS, date(2026, 9, 2)),
    ]
    assert consents.agreed(household.consents, "pets") == {Audience.MEMBERS}
    assert consents.agreed(household.consents, "people") == frozenset()
