"""Phone numbers as people type them, and the one form in which they are kept."""

import dataclasses

import pytest

from sacwatch import words
from sacwatch.domain import texts
from sacwatch.domain.errors import Invalid
from sacwatch.domain.members import PhoneDraft
from sacwatch.services import members, phones
from tests.making import member_draft


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("916-555-0134", "(916) 555-0134"),
        ("9165550134", "(916) 555-0134"),
        ("1 916 555 0134", "(916) 555-0134"),
        ("+1 (916) 555-0134", "(916) 555-0134"),
        ("916.555.0134", "(916) 555-0134"),
        ("tel:+1-916-555-0134", "(916) 555-0134"),
        ("９１６－５５５－０１３４", "(916) 555-0134"),
        ("916 555 0123 x4", "(916) 555-0123 ext. 4"),
        ("(916) 555-0123 ext. 4", "(916) 555-0123 ext. 4"),
        ("916-555-0123 extension 12", "(916) 555-0123 ext. 12"),
        ("9165550123#4", "(916) 555-0123 ext. 4"),
        ("+44 20 7946 0958", "+44 20 7946 0958"),
        ("011 44 20 7946 0958", "+44 20 7946 0958"),
        ("+44 (0)20 7946 0958", "+44 20 7946 0958"),
        ("+52 55 1234 5678", "+52 55 1234 5678"),
        ("604 555 0199", "(604) 555-0199"),
        ("916-555-CARE", "(916) 555-2273"),
        ("1-800-FLOWERS", "(800) 356-9377"),
        ("555-0134", "555-0134"),
        ("911", "911"),
        ("3-1-1", "311"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_number_is_kept_in_one_form(typed, kept):
    assert phones.read(typed) == (kept, None)
    assert phones.read(kept) == (kept, None), "and stays as it is"
    assert not kept or texts.is_phone(kept)


@pytest.mark.parametrize("last", range(100, 200))
def test_the_numbers_of_examples_pass(last):
    assert phones.read(f"916555{last:04}") == (f"(916) 555-{last:04}", None)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("call me", "problem.phone_letters"),
        ("-1", "problem.phone_letters"),
        ("+", "problem.phone_letters"),
        ("(916) 555-0123 mom's cell", "problem.phone_words"),
        ("Rosa 916 555 0123", "problem.phone_words"),
        ("916 555 0123 or 555 0124", "problem.phone_words"),
        ("916-55", "problem.phone_too_short"),
        ("91655", "problem.phone_too_short"),
        ("916 555 013", "problem.phone_too_short"),
        ("+1 23", "problem.phone_too_short"),
        ("916 555 0123, 916 555 0124", "problem.phone_too_long"),
        ("0044 20 7946 0958", "problem.phone_too_long"),
        ("+999 1234567", "problem.phone_country"),
        ("116 555 0123", "problem.phone_area"),
        ("916 155 0123", "problem.phone_area"),
        ("155-0123", "problem.phone_area"),
        ("1" * 300, "problem.phone_too_long"),
    ],
)
def test_what_is_no_number_is_said_in_a_sentence_and_kept_as_typed(typed, key):
    number, problem = phones.read(typed)
    assert (number, problem.key) == (typed, key)
    assert words.sentence(problem.key, problem.values).endswith(".")


def test_a_member_keeps_readable_numbers(desk):
    member = desk.add(phones=(PhoneDraft("916.555.0134"), PhoneDraft(" ")), emergency_phone="9165550177")
    assert [each.number for each in member.phones] == ["(916) 555-0134"]
    assert member.emergency_phone == "(916) 555-0177"


def test_every_problem_of_a_member_is_told_at_once(desk):
    draft = dataclasses.replace(
        member_draft(),
        name="",
        phones=(PhoneDraft("311"), PhoneDraft("916 555 0123 mom")),
        emergency_phone="91",
    )
    with pytest.raises(Invalid) as caught, desk.work() as work:
        members.add(work, draft)
    assert {where: problem.key for where, problem in caught.value.problems.items()} == {
        "name": "problem.needed",
        "phones.1": "problem.phone_words",
        "emergency_phone": "problem.phone_too_short",
    }


def test_two_ways_of_writing_a_number_are_one_number():
    assert phones.digits("(916) 555-0134") == phones.digits("(916) 555-0134 ext. 4") == "9165550134"
