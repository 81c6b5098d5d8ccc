"""The rules of a member."""

import pytest

from sacwatch.domain import members
from sacwatch.domain.errors import Invalid
from sacwatch.domain.members import PhoneDraft, PhoneType, Role
from sacwatch.domain.places import PlaceDraft
from tests.domain.test_texts import AS_TYPED
from tests.making import member_draft, stamp


def settle(**said):
    return members.settle(member_draft(**said), stamp())


def wrong(**said):
    with pytest.raises(Invalid) as caught:
        settle(**said)
    return {where: problem.key for where, problem in caught.value.problems.items()}


def test_a_member_is_what_was_typed():
    member = settle()
    assert (member.name, member.email, member.roles) == (
        "Rosa Delgado",
        "rosa@example.org",
        {Role.CAPTAIN, Role.PATROLLER},
    )
    assert [(phone.number, phone.type) for phone in member.phones] == [
        ("(916) 555-0134", PhoneType.MOBILE),
        ("916-555-0199", PhoneType.HOME),
    ]
    assert member.active


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ({"name": " "}, {"name": "problem.needed"}),
        ({"name": "n" * 5000}, {"name": "problem.too_long"}),
        ({"email": "rosa"}, {"email": "problem.not_an_email"}),
        ({"email": "rosa@example"}, {"email": "problem.not_an_email"}),
        ({"email": "a b@example.org"}, {"email": "problem.not_an_email"}),
        ({"phones": (PhoneDraft("911"), PhoneDraft("call me"))}, {"phones.1": "problem.phone_letters"}),
        ({"phones": (PhoneDraft("-1"),)}, {"phones.0": "problem.phone_letters"}),
        ({"phones": (PhoneDraft("916-55"),)}, {"phones.0": "problem.phone_letters"}),
        ({"phones": (PhoneDraft("91655"),)}, {"phones.0": "problem.phone_letters"}),
        ({"phones": (PhoneDraft("916 555 01xx"),)}, {"phones.0": "problem.phone_letters"}),
        ({"address": PlaceDraft("x", 91.0, 0.0, "map")}, {"address": "problem.point_off_earth"}),
        ({"address": PlaceDraft("x", 0.0, float("inf"), "map")}, {"address": "problem.point_off_earth"}),
        ({"note": "n" * 20_001}, {"note": "problem.too_long"}),
    ],
)
def test_what_cannot_be_says_why(said, problems):
    assert wrong(**said) == problems


def test_a_name_is_all_that_is_needed():
    member = members.settle(members.MemberDraft(name="Ann"), stamp())
    assert (member.name, member.phones, member.email, member.active) == ("Ann", (), "", True)


def test_a_blank_phone_is_left_out():
    assert settle(phones=(PhoneDraft(" "), PhoneDraft("916 555 0134"))).phones[0].number == "916 555 0134"


@pytest.mark.parametrize("text", AS_TYPED)
def test_every_text_comes_back_as_typed(text):
    member = settle(name=text, address=PlaceDraft(text), note=text)
    assert {member.name, member.address.text, member.note} == {text}
