"""Standing exports: what may be typed, and what a place is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacwatch import words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.destinations import USUAL, DestinationDraft, Rule, Sort, Wish, draft_of, settle
from sacwatch.domain.errors import Invalid
from tests.making import stamp

CAPTAINS = ("volunteer-statement",)


def made(**said):
    return settle(DestinationDraft(**{"address": "/home/rosa/Papers", **said}), stamp(), captains=CAPTAINS)


def problem(**said):
    """Give the key of the one thing that is wrong, and the field beside which it stands."""
    with pytest.raises(Invalid) as caught:
        made(**said)
    ((where, found),) = caught.value.problems.items()
    assert words.sentence(found.key, found.values)
    return where, found.key


def test_a_place_is_called_by_its_last_part_unless_it_has_a_name():
    assert made().name == "Papers"
    assert made(address=r"E:\Watch\Papers").name == "Papers"
    assert made(address="/").name == "/"
    assert made(name="  The   stick ").name == "The stick"
    assert made(sort=Sort.WEBDAV, address="https://cloud.example.org/dav/x").name == "cloud.example.org"


def test_what_it_holds_and_whether_it_waits():
    usual = made()
    assert usual.wishes == USUAL and usual.by_itself
    members = made(audience="members")
    assert members.audience is Audience.MEMBERS and not members.by_itself
    assert made(audience="members", automatic=True).by_itself
    assert made(account="rosa").account == "", "a folder has no account"


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("", "problem.address_needed"),
        ("cloud.example.org/dav", "problem.not_an_address"),
        ("https://", "problem.not_an_address"),
        ("https://cloud example.org", "problem.not_an_address"),
        ("https://[broken", "problem.not_an_address"),
        ("https://cloud.example.org:port/", "problem.not_an_address"),
        ("ftp://cloud.example.org", "problem.not_an_address"),
        ("https://rosa:secret@cloud.example.org", "problem.password_in_address"),
        ("http://cloud.example.org/dav", "problem.address_not_secret"),
        ("https://cloud.example.org/" + "x" * 1000, "problem.too_long"),
    ],
)
def test_addresses_of_servers(address, key):
    assert problem(sort=Sort.WEBDAV, address=address) == ("address", key)


def test_this_computer_may_be_asked_without_secrecy():
    assert made(sort=Sort.WEBDAV, address="http://127.0.0.1:8080/dav").address


def test_what_else_cannot_be():
    assert problem(address=" ") == ("address", "problem.folder_needed")
    assert problem(wishes=()) == ("wishes", "problem.no_papers_chosen")
    secret = (Wish("volunteer-statement", Rule.LATEST),)
    assert problem(audience="members", wishes=secret) == ("wishes", "problem.captains_papers")
    assert made(wishes=secret).wishes == secret
    assert problem(name="n" * 81) == ("name", "problem.too_long")
    with pytest.raises(Invalid) as caught:
        settle(DestinationDraft(name="STICK", address="/x"), stamp(), taken=["Stick"])
    assert list(caught.value.problems) == ["name"]


@given(
    st.builds(
        DestinationDraft,
        name=st.text(max_size=90),
        sort=st.sampled_from(Sort),
        address=st.text(max_size=60) | st.just("https://a.example/b"),
        account=st.text(max_size=9),
        audience=st.sampled_from(Audience),
        large=st.booleans(),
        automatic=st.booleans(),
        wishes=st.lists(st.builds(Wish, st.sampled_from(["a", "b"]), st.sampled_from(Rule))).map(tuple),
    )
)
def test_what_was_taken_can_be_typed_again(draft):
    try:
        first = settle(draft, stamp())
    except Invalid:
        return
    assert settle(draft_of(first), stamp()) == first
