"""The rules of an incident: when it can have been, what may be said of persons, and the number to chase."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sacwatch.domain import described, incidents
from sacwatch.domain.described import PersonDraft, VehicleDraft
from sacwatch.domain.errors import Invalid
from sacwatch.domain.incidents import NumberState
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.times import SACRAMENTO
from tests.domain.test_texts import AS_TYPED
from tests.making import NOW, TODAY, counter, incident_draft, stamp


def settle(*, now=NOW, today=TODAY, **said):
    return incidents.settle(
        incident_draft(**said), stamp(now=now), zone=SACRAMENTO, today=today, new_id=counter()
    )


def wrong(**said):
    with pytest.raises(Invalid) as caught:
        settle(**said)
    return {where: problem.key for where, problem in caught.value.problems.items()}


def when(incident):
    """Give the range as Sacramento's clocks showed it."""
    return [
        None if at is None else at.astimezone(SACRAMENTO).strftime("%m-%d %H:%M")
        for at in (incident.occurred_from, incident.occurred_to)
    ]


UNTOLD = {"to_day": "", "to_clock": "", "reported_day": "", "reported_clock": ""}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ["09-18 22:00", "09-19 06:30"]),
        ({"to_day": "", "to_clock": "6:30"}, ["09-18 22:00", "09-19 06:30"]),
        ({"to_day": "", "to_clock": "11"}, ["09-18 22:00", "09-18 23:00"]),
        ({"to_day": "", "to_clock": ""}, ["09-18 22:00", None]),
        ({"from_clock": "", "to_day": "", "to_clock": ""}, ["09-18 00:00", "09-18 23:59"]),
        ({"from_clock": "", "to_day": "", "to_clock": "06:30"}, ["09-18 00:00", "09-18 06:30"]),
        ({"to_clock": ""}, ["09-18 22:00", "09-19 23:59"]),
        ({"to_day": "9/18", "to_clock": "22:00"}, ["09-18 22:00", None]),
        ({"to_day": "today", "to_clock": ""}, ["09-18 22:00", "09-20 11:00"]),
        (
            {"from_day": "today", "from_clock": "", "to_day": "", "to_clock": ""},
            ["09-20 00:00", "09-20 11:00"],
        ),
    ],
)
def test_a_range_is_read_from_what_is_known(said, expected):
    assert when(settle(**{"reported_day": "", "reported_clock": "", **said})) == expected


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ({"from_day": ""}, {"from_day": "problem.needed"}),
        ({"from_day": "whenever"}, {"from_day": "problem.not_a_day"}),
        ({"from_clock": "dusk"}, {"from_clock": "problem.not_a_time"}),
        ({"from_day": "9/21/2026", **UNTOLD}, {"from_day": "problem.in_future"}),
        ({"from_day": "12/31/9999"}, {"from_day": "problem.not_a_day"}),
        ({"from_day": "12/31/2999", "from_clock": "", **UNTOLD}, {"from_day": "problem.in_future"}),
        ({"from_day": "today", "from_clock": "11:01", **UNTOLD}, {"from_clock": "problem.in_future"}),
        ({"to_day": "9/17"}, {"to_day": "problem.range_backwards"}),
        ({"to_day": "9/18", "to_clock": "21:59"}, {"to_day": "problem.range_backwards"}),
        ({"to_day": "9/21/2026"}, {"to_day": "problem.in_future"}),
        ({"to_day": "today", "to_clock": "11:30"}, {"to_day": "problem.in_future"}),
        ({"from_day": "9/1/2025"}, {"to_day": "problem.range_too_long"}),
        ({"to_day": "", "to_clock": "dawn"}, {"to_clock": "problem.not_a_time"}),
        ({"reported_day": "9/17"}, {"reported_clock": "problem.reported_before"}),
        ({"reported_day": "9/17", "reported_clock": ""}, {"reported_day": "problem.reported_before"}),
        ({"reported_day": "tomorrow"}, {"reported_clock": "problem.in_future"}),
        ({"reported_day": ""}, {"reported_day": "problem.needed"}),
        ({"kind": ""}, {"kind": "problem.needed"}),
    ],
)
def test_a_time_that_cannot_be_says_why(said, problems):
    assert wrong(**said) == problems


def test_reported_on_the_day_itself_without_a_time_can_be_saved_again():
    first = settle(from_day="9/18", from_clock="18:00", **{**UNTOLD, "reported_day": "9/18"})
    draft = incidents.draft_of(first, zone=SACRAMENTO)
    again = incidents.settle(draft, stamp(), zone=SACRAMENTO, today=TODAY, new_id=counter())
    assert again.reported_at == first.reported_at


def test_a_day_without_a_time_is_offered_as_that_again():
    draft = incidents.draft_of(settle(from_clock="", **UNTOLD), zone=SACRAMENTO)
    assert (draft.from_clock, draft.to_day, draft.to_clock) == ("", "", "")


WINTER = {"now": datetime(2026, 12, 1, tzinfo=UTC), "today": date(2026, 11, 30)}


def test_a_range_may_lie_within_the_hour_that_comes_twice():
    told = {
        **UNTOLD,
        "from_day": "2026-11-01",
        "from_clock": "1:50 am",
        "to_day": "2026-11-01",
        "to_clock": "1:10 am",
    }
    incident = settle(**told, **WINTER)
    assert incident.occurred_to - incident.occurred_from == timedelta(minutes=20)


def test_a_report_may_come_in_the_second_of_two_equal_hours():
    told = {"from_day": "2026-11-01", "from_clock": "1:50 am", "to_day": "", "to_clock": ""}
    incident = settle(**told, reported_day="2026-11-01", reported_clock="1:10 am", **WINTER)
    assert incident.reported_at - incident.occurred_from == timedelta(minutes=20)


@pytest.mark.parametrize(("day", "hours"), [("2026-03-08", 23), ("2026-11-01", 25)])
def test_a_day_without_a_time_is_as_long_as_its_clocks_say(day, hours):
    incident = settle(**{**UNTOLD, "from_day": day, "from_clock": ""}, **WINTER)
    assert incident.occurred_to - incident.occurred_from == timedelta(hours=hours) - timedelta(minutes=1)


def test_an_hour_that_was_skipped_is_asked_about():
    assert wrong(**{**UNTOLD, "from_day": "2026-03-08", "from_clock": "2:30"}, **WINTER) == {
        "from_clock": "problem.skipped_hour"
    }


BESIDE = {
    "height": "70",
    "build": "slim",
    "hair": "short",
    "clothing": "grey hoodie",
    "direction": "north on 16th",
}


def person(**told):
    return settle(persons=(PersonDraft(race_as_described="as the caller said", **told),)).persons[0]


@pytest.mark.parametrize("first", sorted(BESIDE))
@pytest.mark.parametrize("second", sorted(BESIDE))
def test_race_as_described_stands_only_beside_two_other_things(first, second):
    told = {name: BESIDE[name] for name in (first, second)}
    if first != second:
        assert person(**told).race_as_described == "as the caller said"
        return
    with pytest.raises(Invalid) as caught:
        person(**told)
    assert {name: each.key for name, each in caught.value.problems.items()} == {
        "persons.0.race_as_described": "problem.race_alone"
    }


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"weight": "180", "other": "limps"},
        {"build": " ", "hair": "\n", "other": "x"},
        {"hair": "\u200b", "build": "?"},
        {"hair": "\u3164", "build": "\u2800", "direction": "\ufe0f"},
        {"hair": "Unknown", "build": "n/a", "clothing": "—", "direction": "None."},
        {"height": "70", "hair": "not seen", "build": "..."},
        {"clothing": "grey hoodie", "hair": "xxx", "direction": "don’t know"},
    ],
)
def test_race_as_described_is_refused_beside_anything_less(told):
    with pytest.raises(Invalid):
        person(**told)


def test_free_text_is_not_policed():
    said = "A white man in a red cap kicked the door."
    assert settle(happened=said, persons=(PersonDraft(other=said),)).persons[0].other == said


@pytest.mark.parametrize(
    ("height", "weight", "band"),
    [
        ("70", "180", (70, 180)),
        ("71", "187", (70, 180)),
        ("48", "80", (48, 80)),
        ("85", "359", (84, 350)),
        ("5'10\"", "185 lb", (70, 180)),
        ("5-10", "185lbs.", (70, 180)),
        ("5 ft 10", "189 pounds", (70, 180)),
        ("5′11″", "１８５", (70, 180)),
        ("5’ 10''", "180 to 189 pounds", (70, 180)),
        ("5′ 10″ to 5′ 11″", "185#", (70, 180)),
        ("6'", "200", (72, 200)),
        ("6 feet", "200", (72, 200)),
        ("", "", None),
    ],
)
def test_height_and_weight_are_kept_as_bands(height, weight, band):
    persons = settle(persons=(PersonDraft(height=height, weight=weight, hair="x" if band else ""),)).persons
    assert (None if not persons else (persons[0].height, persons[0].weight)) == band


@pytest.mark.parametrize(
    ("height", "key"),
    [
        ("47", "problem.too_small"),
        ("86", "problem.too_large"),
        ("5", "problem.too_small"),
        ("tall", "problem.not_a_height"),
        ("5'14", "problem.not_a_height"),
        ("5'8 to 6'", "problem.not_a_height"),
        ("9" * 5000, "problem.not_a_height"),
        ("-70", "problem.too_small"),
    ],
)
def test_an_absurd_height_says_why(height, key):
    assert wrong(persons=(PersonDraft(height=height),)) == {"persons.0.height": key}


@pytest.mark.parametrize(
    ("weight", "key"),
    [("20", "problem.too_small"), ("185 kg", "problem.not_a_weight"), ("heavy", "problem.not_a_weight")],
)
def test_an_absurd_weight_says_why(weight, key):
    assert wrong(persons=(PersonDraft(weight=weight),)) == {"persons.0.weight": key}


@pytest.mark.parametrize(
    "code", ["Mrs. Garcia’s gate was left open", "459 PC; 1215 F St", "x" * 21, "487 🚲"]
)
def test_what_is_no_code_is_not_taken_for_one(code):
    assert wrong(code=code) == {"code": "problem.not_a_code"}


@pytest.mark.parametrize(
    "code", ["", "459 PC", "10851(a) VC", "PC 484/488", "H&S 11377", "2299-1", "415 FAM"]
)
def test_a_code_is_kept_as_typed(code):
    assert settle(code=f" {code} ").code == code


@pytest.mark.parametrize("number", ["?", "n/a", "pending", "to come", "--"])
def test_what_is_no_report_number_does_not_end_the_wait(number):
    assert wrong(report_number=number) == {"report_number": "problem.no_report_number"}
    with pytest.raises(Invalid):
        incidents.numbered(settle(), number, stamp())


def test_a_report_number_of_which_nothing_shows_is_none():
    assert settle(report_number="\u200b", reported_to="911").number_awaited


@pytest.mark.parametrize(
    ("plate", "kept"), [("7abc123", "7ABC123"), ("sam trans", "SAM TRANS"), ("<b>", "<b>"), ("ß1", "ß1")]
)
def test_a_plate_is_kept_in_capitals_and_anything_else_as_typed(plate, kept):
    assert settle(vehicles=(VehicleDraft(plate=plate),)).vehicles[0].plate == kept


@pytest.mark.parametrize(
    ("year", "fine"), [("2011", True), ("", True), ("1492", False), ("about 2010", False), ("-1", False)]
)
def test_a_vehicles_year_is_a_year(year, fine):
    draft = (VehicleDraft(year=year, make="Ford"),)
    if fine:
        assert settle(vehicles=draft).vehicles[0].year == year
    else:
        assert list(wrong(vehicles=draft)) == ["vehicles.0.year"]


def test_blank_vehicles_and_persons_are_left_out():
    incident = settle(
        vehicles=(VehicleDraft(), VehicleDraft(id="v")),
        persons=(PersonDraft(id="p"), PersonDraft(hair="\u200b")),
    )
    assert (incident.vehicles, incident.persons) == ((), ())


def test_too_many_vehicles_or_persons_are_refused():
    many = described.PART_LIMIT + 1
    assert wrong(vehicles=(VehicleDraft(make="Ford"),) * many, persons=(PersonDraft(hair="x"),) * many) == {
        "vehicles": "problem.too_many",
        "persons": "problem.too_many",
    }


@pytest.mark.parametrize("text", AS_TYPED)
def test_every_text_comes_back_as_typed(text):
    incident = settle(
        happened=text,
        place=PlaceDraft(text),
        vehicles=(
            VehicleDraft(colour=text, make=text, model=text, body=text, state=text + "xyz", other=text),
        ),
        persons=(
            PersonDraft(
                build=text, hair=text, clothing=text, direction=text, race_as_described=text, other=text
            ),
        ),
        report_number=text,
        disposition=text,
        note=text,
    )
    car, seen = incident.vehicles[0], incident.persons[0]
    told = {
        incident.happened,
        incident.place.text,
        incident.report_number,
        incident.disposition,
    }
    told |= {incident.note, car.colour, car.make, car.model, car.body, car.other}
    told |= {seen.build, seen.hair, seen.clothing, seen.direction, seen.race_as_described, seen.other}
    assert told == {text}


@pytest.mark.parametrize(
    ("told", "number", "state", "awaited"),
    [
        ("non_emergency", "", "waiting", True),
        ("911", "", "waiting", True),
        ("311", "", "waiting", True),
        ("crisis_line", "", "waiting", False),
        ("none", "", "waiting", False),
        ("non_emergency", "26-1", "waiting", False),
        ("non_emergency", "", "none_coming", False),
    ],
)
def test_a_report_number_is_chased_until_it_is_entered_or_given_up(told, number, state, awaited):
    assert settle(reported_to=told, report_number=number, number_state=state).number_awaited is awaited


def test_entering_the_number_ends_the_chase():
    later = stamp(now=NOW + timedelta(days=1))
    entered = incidents.numbered(settle(), " 26-\n104 ", later)
    assert (entered.report_number, entered.number_awaited, entered.changed_at) == (
        "26- 104",
        False,
        later.now,
    )
    given_up = incidents.numbered(settle(), "  ", later)
    assert (given_up.number_state, given_up.number_awaited) == (NumberState.NONE_COMING, False)


def test_a_number_of_5000_characters_is_refused_and_not_cut():
    with pytest.raises(Invalid) as caught:
        incidents.numbered(settle(), "9" * 5000, stamp())
    assert caught.value.problems["report_number"].key == "problem.too_long"
