"""The rules of the watch itself, its blocks and the numbers it has checked."""

from datetime import date

import pytest

from sacwatch.domain import watches
from sacwatch.domain.errors import Invalid
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.watches import BlockDraft, Jurisdiction, NumberDraft
from tests.domain.test_texts import AS_TYPED
from tests.making import TODAY, stamp, watch_draft


def settle(**said):
    return watches.settle(watch_draft(**said), stamp(), today=TODAY)


def wrong(**said):
    with pytest.raises(Invalid) as caught:
        settle(**said)
    return {where: problem.key for where, problem in caught.value.problems.items()}


def test_a_watch_is_what_was_typed():
    watch = settle()
    assert (watch.name, watch.jurisdiction) == ("Boulevard Park Watch", Jurisdiction.CITY)
    assert [block.name for block in watch.blocks] == ["2200 H", "2200 G"]
    assert watch.numbers[0].checked_on == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ({"name": ""}, {"name": "problem.needed"}),
        ({"footer": "f" * 501}, {"footer": "problem.too_long"}),
        ({"blocks": (BlockDraft(), BlockDraft(name="b" * 201))}, {"blocks.1.name": "problem.too_long"}),
        ({"numbers": (NumberDraft(number="555"),)}, {"numbers.0.name": "problem.needed"}),
        (
            {"numbers": (NumberDraft(name="Desk", number="916 555 01xx"),)},
            {"numbers.0.number": "problem.phone_letters"},
        ),
        (
            {"numbers": (NumberDraft(name="Desk", number="ask"),)},
            {"numbers.0.number": "problem.phone_letters"},
        ),
        (
            {"numbers": (NumberDraft(name="Desk", checked_on="tomorrow"),)},
            {"numbers.0.checked_on": "problem.in_future"},
        ),
        (
            {"numbers": (NumberDraft(name="Desk", checked_on="once"),)},
            {"numbers.0.checked_on": "problem.not_a_day"},
        ),
        ({"place": PlaceDraft("x", 0.0, 181.0, "map")}, {"place": "problem.point_off_earth"}),
    ],
)
def test_what_cannot_be_says_why(said, problems):
    assert wrong(**said) == problems


def test_blank_lines_are_left_out():
    watch = settle(blocks=(BlockDraft(name=" "),), numbers=(NumberDraft(),))
    assert (watch.blocks, watch.numbers) == ((), ())


@pytest.mark.parametrize("text", AS_TYPED)
def test_every_text_comes_back_as_typed(text):
    watch = settle(
        name=text,
        place=PlaceDraft(text),
        beat=text,
        district=text,
        meeting_place=text,
        meeting_day=text,
        footer=text,
        note=text,
        blocks=(BlockDraft(name=text),),
        numbers=(NumberDraft(name=text),),
    )
    told = {watch.name, watch.place.text, watch.beat, watch.district, watch.meeting_place, watch.meeting_day}
    assert told | {watch.footer, watch.note, watch.blocks[0].name, watch.numbers[0].name} == {text}
