"""The yearly slip: all that is kept of a household, and what it agreed to."""

import dataclasses
import re
from datetime import date

import pytest

from sacwatch.domain import households, members
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.households import HouseholdDraft
from sacwatch.domain.members import MemberDraft, TrainingDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.reports.slips import Slip, Slips, household_slips
from tests.making import TODAY, household_draft, member_draft, stamp
from tests.reports import papers
from tests.reports.papers import pages_of, squeezed

AGREED = (ConsentDraft("place", "members", "2026-09-01"), ConsentDraft("pets", "police", "2026-09-01"))


def slip(**said) -> Slip:
    home = households.settle(household_draft(consents=AGREED, **said), stamp("home"), today=TODAY)
    full = member_draft(
        address=PlaceDraft(),
        language="Hmong",
        channel="text",
        skills=("cert", "Keeps bees"),
        trainings=(TrainingDraft("CPR", "2026-01-02", "2028-01-02"),),
        vetted_on="2026-01-03",
        waiver_on="2026-01-04",
        emergency_name="Bo Delgado",
        emergency_phone="916-555-0177",
        consents=(ConsentDraft("name", "members", "2026-09-01"),),
    )
    people = (
        members.settle(full, stamp("rosa"), today=TODAY),
        members.settle(MemberDraft(name="Ann <b>Ruiz"), stamp("ann"), today=TODAY),
    )
    return Slip(household=home, people=people, block="2200 block of H St")


def made(*slips: Slip, **said) -> list[str]:
    data = Slips(watch=papers.watch(), day=date(2026, 9, 20), slips=slips, **said)
    return pages_of(household_slips(data, papers.MADE_ON))


def flat(pages: list[str]) -> str:
    return " ".join(" ".join(pages).split())


def test_everything_that_is_kept_stands_on_it():
    text = flat(made(slip()))
    for told in (
        *("2215 H St", "2200 block of H St", "Dog, friendly", "blue Toyota Corolla, 8XYZ123"),
        *("Gas shut-off at the left side, wrench on a hook", "Oxygen at night", "Walt Kim, 2219 H"),
        *("Lights on a timer", "Rosa Delgado", "(916) 555-0134 (Mobile)", "rosa@example.org", "Hmong"),
        *(
            "Text message",
            "Bo Delgado, 916-555-0177",
            "CERT (emergency response), Keeps bees",
            "Captain, Patroller",
        ),
        *("CPR: Fri, Jan 2, 2026, until Sun, Jan 2, 2028", "Vetted", "Waiver signed", "Ann <b>Ruiz"),
    ):
        assert squeezed(told) in squeezed(text), told
    assert "Side gate sticks" not in text and "Has a ladder" not in text, "the captain's own remarks"
    assert "The captain keeps a remark of their own besides" in text
    assert "For: the household that is named on it" in text


def test_no_field_of_a_record_is_forgotten():
    """A field that is added later must stand on the slip, or be named here with its reason."""
    not_told = {
        *("id", "watch_id", "created_at", "changed_at", "changed_by", "block_id", "block_chosen", "active"),
        *("household_id", "note"),  # the note is the captain's own
    }
    source = " ".join(re.findall(r"(?:home|member|household|slip)\.(\w+)", open_source()))
    for record in (households.Household, members.Member):
        for field in dataclasses.fields(record):
            assert field.name in not_told or re.search(rf"\b{field.name}\b", source), field.name


def open_source() -> str:
    from pathlib import Path

    from sacwatch.reports import slips

    return Path(slips.__file__).read_text(encoding="utf-8")


def test_a_vacation_that_is_over_is_gone_from_it():
    data = Slips(watch=papers.watch(), day=date(2026, 10, 3), slips=(slip(),))
    assert "timer" not in flat(pages_of(household_slips(data, papers.MADE_ON)))


def test_every_slip_begins_on_a_page_of_its_own_and_names_nobody_else():
    names = ("2217 H St", "2221 H St", "2223 H St")
    pages = made(*(slip(place=PlaceDraft(name)) for name in names))
    told = [[name for name in names if name in page] for page in pages]
    assert all(len(each) <= 1 for each in told), "no address on the slip of others"
    begun = [page for page in pages if "This is what the watch keeps about your household" in flat([page])]
    assert [next(name for name in names if name in page) for page in begun] == list(names)
    assert flat(pages).count("Signature") == 3


def test_nobody_due_is_said():
    assert "Nobody is due to be asked" in flat(made())


def test_a_household_of_which_little_is_known_is_asked_for_the_rest():
    home = households.settle(HouseholdDraft(place=PlaceDraft("1 Elm St")), stamp("home"))
    text = flat(made(Slip(household=home)))
    for asked in ("Pets", "Cars", "Special needs", "Who has a key", "never yet", "1 Elm St"):
        assert asked in text
    assert "remark of their own" not in text


@pytest.mark.parametrize("large", [False, True])
def test_long_texts_and_many_people_lay_out(large):
    long = slip(special_needs="Needs help with stairs. " * 60, pets="x" * 480)
    crowd = dataclasses.replace(long, people=long.people * 6)
    pages = made(crowd, large=large)
    assert len(pages) > 2
    assert squeezed("Needs help with stairs") in squeezed(flat(pages))
