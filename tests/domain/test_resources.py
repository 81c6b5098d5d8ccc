"""Whom to call for what: what ships, what is filled in, what is offered, and how far it can be trusted."""

from datetime import date, timedelta

import pytest

from sacwatch import words_resources
from sacwatch.domain import resources, watches
from sacwatch.domain.errors import Invalid
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.patrols import Category
from sacwatch.domain.resources import SHIPPED, Group, Key, Standing
from sacwatch.domain.watches import NumberDraft
from tests.making import TODAY, stamp, watch_draft


def watch(*numbers, jurisdiction="city"):
    draft = watch_draft(jurisdiction=jurisdiction, numbers=numbers)
    return watches.settle(draft, stamp("watch"), today=TODAY)


def entry(found, id_):
    return next(each for each in found if each.id == id_)


def test_only_the_five_short_numbers_ship():
    numbers = {each.number for each in SHIPPED.values()} | {each.text for each in SHIPPED.values()}
    assert numbers == {"", "911", "988", "311", "211", "711"}
    assert [key for key, each in SHIPPED.items() if each.text] == [Key.EMERGENCY, Key.CRISIS_LINE]
    assert list(SHIPPED) == list(Key), "none is forgotten"
    assert len(SHIPPED) >= 25
    words = " ".join(words_resources.LABELS.values())
    digits = set("".join(c if c.isdigit() else " " for c in words).split())
    assert digits <= {"911", "988", "311"}, "no number hides among the words"


def test_the_order_is_help_before_police_and_crisis_begins_with_988():
    found = resources.directory(watch(NumberDraft("a", "Key of the hall", "916-555-0100")))
    groups = [each.group for each in found]
    assert groups == sorted(groups, key=list(Group).index)
    assert groups[0] is Group.EMERGENCY and groups[-1] is Group.OWN
    crisis = [each for each in found if each.group is Group.CRISIS]
    assert crisis[0].number == "988" and crisis[0].text == "988"


@pytest.mark.parametrize(
    ("jurisdiction", "there", "not_there"),
    [
        ("city", {Key.POLICE_CITY, Key.COUNCIL}, {Key.POLICE_COUNTY, Key.SUPERVISOR, Key.ANIMAL_COUNTY}),
        ("county", {Key.POLICE_COUNTY, Key.SUPERVISOR}, {Key.POLICE_CITY, Key.COUNCIL, Key.CODE_CITY}),
        ("unknown", {Key.POLICE_CITY, Key.POLICE_COUNTY, Key.COUNCIL, Key.SUPERVISOR}, set()),
    ],
)
def test_the_directory_is_that_of_city_or_county(jurisdiction, there, not_there):
    kept = watch(NumberDraft("a", "County parks", "916-555-0100", where="county"), jurisdiction=jurisdiction)
    found = resources.directory(kept)
    keys = {each.key for each in found}
    assert keys >= there and not keys & not_there
    assert any(each.own for each in found) is (jurisdiction != "city")
    police = [each for each in found if each.group is Group.POLICE]
    told = [each.key for each in police if resources.says_where(each, kept.jurisdiction)]
    assert told == ([Key.POLICE_CITY, Key.POLICE_COUNTY] if jurisdiction == "unknown" else [])


def test_what_was_filled_in_takes_the_place_of_the_blank_line():
    draft = NumberDraft(
        "a", "", "1-800-555-0142", "2026-09-01", "poison", hours="day and night", languages="Spanish, Hmong,"
    )
    found = resources.directory(watch(draft))
    poison = entry(found, "poison")
    assert (poison.number, poison.checked_on, poison.hours) == (
        "1-800-555-0142",
        date(2026, 9, 1),
        "day and night",
    )
    assert poison.languages == ("Spanish", "Hmong")
    assert [each.key for each in found].count("poison") == 1
    assert words_resources.entry_name(poison.key, poison.name) == "Poison control"


def test_an_entry_of_a_newer_version_is_shown_as_an_own_one():
    found = resources.directory(watch(NumberDraft("a", "", "916-555-0100", key="space_rescue")))
    assert (found[-1].own, found[-1].name) == (True, "916-555-0100")


@pytest.mark.parametrize(
    ("number", "checked_on", "told"),
    [
        ("", "", Standing.BLANK),
        ("", "2026-09-01", Standing.BLANK),
        ("916-555-0100", "", Standing.UNVERIFIED),
        ("916-555-0100", "2026-09-01", Standing.CHECKED),
        ("916-555-0100", (TODAY - timedelta(days=180)).isoformat(), Standing.CHECKED),
        ("916-555-0100", (TODAY - timedelta(days=181)).isoformat(), Standing.STALE),
    ],
)
def test_how_far_a_number_can_be_trusted(number, checked_on, told):
    found = resources.directory(watch(NumberDraft("a", "", number, checked_on, "poison")))
    assert resources.standing(entry(found, "poison"), TODAY) is told
    due = [each.id for each in resources.to_try(found, TODAY)]
    assert due == (["poison"] if told in (Standing.UNVERIFIED, Standing.STALE) else [])


def test_the_five_are_known_until_another_number_takes_their_place():
    standard = [
        each.number
        for each in resources.directory(watch())
        if resources.standing(each, TODAY) is Standing.STANDARD
    ]
    assert standard == ["911", "988", "211", "711", "311"]
    other = entry(
        resources.directory(watch(NumberDraft("a", "", "916-555-0111", "", "services_311"))), "services_311"
    )
    assert resources.standing(other, TODAY) is Standing.UNVERIFIED


def test_another_number_does_not_take_over_the_day_of_the_old_one():
    past = watch(NumberDraft("a", "Desk", "916-555-0100", "2026-09-01"))
    old = watches.draft_of(past)

    def changed(**said):
        (number,) = old.numbers
        draft = watches.WatchDraft(**{**vars(old), "numbers": (NumberDraft(**{**vars(number), **said}),)})
        return watches.settle(draft, stamp("watch"), today=TODAY, past=past).numbers[0].checked_on

    assert changed(number="916-555-0199") is None
    assert changed(number="916-555-0199", checked_on="2026-09-02") == date(2026, 9, 2)
    assert changed(number="916-555-0199", checked_on="today") == TODAY
    assert changed(name="Front desk") == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        ({"number": "916-555-CALL"}, {"number": "problem.phone_letters"}),
        ({"text": "text me"}, {"text": "problem.phone_letters"}),
        ({"relay": "ask Ann"}, {"relay": "problem.phone_letters"}),
        ({"purpose": "x" * 5_000}, {"purpose": "problem.too_long"}),
        ({"name": "", "number": "311"}, {"name": "problem.needed"}),
        ({"checked_on": "someday"}, {"checked_on": "problem.not_a_day"}),
        ({"checked_on": "tomorrow"}, {"checked_on": "problem.in_future"}),
        ({"text": "741741"}, {}),
        ({"number": ""}, {}),
    ],
)
def test_what_cannot_stand_on_a_card_is_told_by_its_field(said, problems):
    draft = NumberDraft(**{"id": "a", "name": "Desk", "number": "916-555-0100", **said})
    try:
        kept = watch(draft).numbers[0]
    except Invalid as invalid:
        found = {field: each.key for field, each in invalid.problems.items()}
        assert found == {f"numbers.0.{field}": key for field, key in problems.items()}
    else:
        assert not problems
        assert watches.number_draft_of(kept).name == "Desk"


def test_a_number_settles_to_itself_again():
    full = NumberDraft(
        "a", "Desk", "916-555-0100", "2026-09-01", "", "For keys", "55501", "711", "9 to 5", "Hmong, Lao",
        "county", "Back of the bill", "Rosa", True,
    )  # fmt: skip
    assert watches.draft_of(watch(full)).numbers == (full,)


@pytest.mark.parametrize(
    "about", [*IncidentKind, *Category], ids=lambda each: f"{type(each).__name__}-{each}"
)
def test_where_no_crime_is_under_way_the_police_come_last(about):
    for jurisdiction in ("city", "county"):
        found = resources.offered(resources.directory(watch(jurisdiction=jurisdiction)), about)
        groups = [each.group for each in found]
        assert len(found) <= 5
        police = [place for place, each in enumerate(groups) if each is Group.POLICE]
        if Group.EMERGENCY not in groups and about not in ("fraud",):
            assert police == list(range(len(groups) - len(police), len(groups))), groups
        else:
            assert groups.count(Group.EMERGENCY) <= 1


def test_what_is_offered_is_for_the_matter():
    city = resources.directory(watch())

    def told(about):
        return [each.key for each in resources.offered(city, about)]

    assert told(Category.STREET_LIGHT) == [Key.SERVICES_311, Key.STREET_LIGHTS]
    assert told(IncidentKind.WELFARE_CHECK)[0] == Key.CRISIS_LINE
    assert told(IncidentKind.ROBBERY) == [Key.EMERGENCY, Key.POLICE_CITY]
    assert told(IncidentKind.SUICIDE)[:2] == [Key.EMERGENCY, Key.CRISIS_LINE]
    assert told(Category.ALL_QUIET) == []
    assert all(told(kind) for kind in IncidentKind), "each kind has somebody"
    hidden = resources.directory(watch(NumberDraft("a", "", "", "", "street_lights", hidden=True)))
    assert [each.key for each in resources.offered(hidden, Category.STREET_LIGHT)] == [Key.SERVICES_311]


def test_a_patrol_takes_along_what_it_needs_first_and_then_every_number_there_is():
    here = watch(
        NumberDraft("a", "Key of the hall", "916-555-0117", "2026-08-01"),
        NumberDraft("b", "", "1-800-555-0142", "", "poison"),
        NumberDraft("c", "", "916-555-0100", "", "mediation", hidden=True),
        NumberDraft("d", "", "", "", "help_line", hidden=True),
    )
    found = [each.key or each.name for each in resources.on_patrol(resources.directory(here))]
    first = ["crisis_line", "police_city", "officer", "services_311"]
    assert found == [*first, "poison", "relay", "Key of the hall"]
