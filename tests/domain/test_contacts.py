"""Contacts out of tables: which column holds what, and who is known already."""

import csv
import hashlib
import os
from pathlib import Path

import pytest

from sacwatch.domain import contactcolumns, contacts
from sacwatch.domain.contactcolumns import Holds, Use
from sacwatch.domain.contactmatching import InCommon, Known, Match, Matcher, address_key, alike, phone_key
from sacwatch.domain.contacts import Line, Number
from sacwatch.domain.tables import Row, Table

DATA = Path(os.environ.get("SACWATCH_DATA", Path(__file__).parents[3] / "shared" / "data")) / "contacts"


def of(told):
    """Give the contact of a row that is told as {heading: cell}."""
    return contactcolumns.contact(Row(2, tuple(told.values())), contactcolumns.guess_columns(list(told)))


def real_layouts():
    if not (DATA / "headers.txt").exists():
        pytest.skip(f"the shared data is not here: no headers.txt in {DATA} (SACWATCH_DATA)")
    lines = (DATA / "headers.txt").read_text(encoding="utf-8").splitlines()
    return [next(csv.reader([line])) for line in lines if line and not line.startswith("#")]


def test_the_four_layouts_are_known():
    wanted = {Holds.EMAIL, Holds.NOTE, Holds.STREET, Holds.CITY, Holds.STATE, Holds.ZIP, Holds.COUNTRY}
    found = real_layouts()
    assert len(found) == 4
    for headings in found:
        held = {use.holds for use in contactcolumns.guess_columns(headings)}
        assert wanted <= held
        assert held & {Holds.PHONE, Holds.MOBILE}
        assert {Holds.FIRST_NAME, Holds.LAST_NAME} <= held
        uses = contactcolumns.guess_columns(headings)
        named = {heading: use.holds for heading, use in zip(headings, uses, strict=True)}
        for of_others in ("Spouse", "Manager's Name", "Assistant's Phone", "Birthday", "Web Page", "Photo"):
            assert named.get(of_others, Holds.NOTHING) is Holds.NOTHING


def test_google_of_today():
    found = of(
        {
            "First Name": "Rosa",
            "Middle Name": "M.",
            "Last Name": "Delgado",
            "Name Prefix": "Mrs.",
            "Name Suffix": "",
            "Labels": "* myContacts",
            "Notes": "Has a key\nto the park",
            "E-mail 1 - Label": "* Home",
            "E-mail 1 - Value": "rosa@example.org ::: rosa.d@example.com",
            "E-mail 2 - Value": "work@example.org",
            "Phone 1 - Label": "Mobile ::: Work Fax",
            "Phone 1 - Value": "916-555-0101 ::: (916) 555-0102",
            "Phone 2 - Label": "Home",
            "Phone 2 - Value": "916-555-0103",
            "Address 1 - Label": "Home",
            "Address 1 - Formatted": "1520 Q St\nApt 4\nSacramento, CA 95811\nUS",
            "Address 1 - Street": "1520 Q St",
            "Address 1 - City": "Sacramento",
            "Address 1 - PO Box": "",
            "Address 1 - Region": "CA",
            "Address 1 - Postal Code": "95811",
            "Address 1 - Country": "US",
            "Address 1 - Extended Address": "Apt 4",
        }
    )
    assert found.name == "Rosa M. Delgado"
    assert found.emails == ("rosa@example.org", "rosa.d@example.com", "work@example.org")
    assert found.phones == (
        Number("916-555-0101", Line.MOBILE),
        Number("(916) 555-0102", Line.FAX),
        Number("916-555-0103", Line.HOME),
    )
    assert found.addresses == ("1520 Q St, Apt 4, Sacramento, CA 95811",)
    assert found.note == "Has a key\nto the park"


def test_google_of_before_with_two_addresses_in_one_cell():
    found = of(
        {
            "Name": "Walt Kim",
            "Given Name": "Walt",
            "Family Name": "Kim",
            "Language": "Korean ::: English",
            "Phone 1 - Type": "Mobile",
            "Phone 1 - Value": "+1 916-555-0101 ::: 916-555-0109",
            "Address 1 - Formatted": "1520 Q St\nSacramento, CA 95811 ::: 1 Capitol Mall\nSacramento",
            "Address 1 - Street": "1520 Q St ::: 1 Capitol Mall",
            "Address 1 - City": "Sacramento ::: Sacramento",
        }
    )
    assert found.name == "Walt Kim"
    assert found.languages == ("Korean", "English")
    assert [each.line for each in found.phones] == [Line.MOBILE, Line.MOBILE]
    assert found.addresses == ("1520 Q St, Sacramento, CA 95811", "1 Capitol Mall, Sacramento")


def test_outlook_with_a_home_and_an_office():
    found = of(
        {
            "First Name": "Ann",
            "Last Name": "Okafor",
            "Suffix": "Jr.",
            "E-mail Address": "ann@example.org",
            "E-mail 2 Address": "",
            "Home Phone": "916-555-0111",
            "Mobile Phone": "916-555-0112",
            "Business Phone": "916-555-0113 x12",
            "Home Fax": "916-555-0114",
            "Business Street": "1 Capitol Mall",
            "Business City": "Sacramento",
            "Business State": "CA",
            "Business Country/Region": "United States",
            "Home Street": "1522 Q St",
            "Home Street 2": "Unit B",
            "Home City": "Sacramento",
            "Home State": "CA",
            "Home Postal Code": "95811",
            "Home Country/Region": "United States of America",
        }
    )
    assert found.name == "Ann Okafor Jr."
    assert [(each.text, each.line.value) for each in found.phones] == [
        ("916-555-0111", "home"),
        ("916-555-0112", "mobile"),
        ("916-555-0113 x12", "work"),
        ("916-555-0114", "fax"),
    ]
    assert found.addresses == ("1522 Q St, Unit B, Sacramento, CA 95811", "1 Capitol Mall, Sacramento, CA")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("916-555-0101", [("916-555-0101", "other")]),
        ("916-555-0101 / 916-555-0102", [("916-555-0101", "other"), ("916-555-0102", "other")]),
        ("916-555-0101 (cell), 916-555-0102 (home)", [("916-555-0101", "mobile"), ("916-555-0102", "home")]),
        ("h: 916-555-0101", [("h: 916-555-0101", "other")]),
        ("Home: 916-555-0101", [("916-555-0101", "home")]),
        ("(c) 916-555-0101", [("916-555-0101", "mobile")]),
        ("916-555-0101, ext. 4", [("916-555-0101, ext. 4", "other")]),
        ("call the office", [("call the office", "other")]),
        ("+44 20 7946 0958", [("+44 20 7946 0958", "other")]),
    ],
)
def test_what_people_write_into_a_cell_for_phones(cell, expected):
    assert [(each.text, each.line.value) for each in of({"Phone": cell}).phones] == expected


def test_a_list_made_at_the_kitchen_table():
    found = of(
        {
            "Neighbor": "Delgado, Rosa",
            "House Number": "1520",
            "Street": "Q St",
            "City": "Sacramento",
            "Zip": "95811",
            "Cell": "916-555-0101",
            "Email": "rosa@example.org, rd@example.com",
            "Comments": "dog",
        }
    )
    assert found.name == "Rosa Delgado"
    assert found.addresses == ("1520 Q St, Sacramento, 95811",)
    assert found.emails == ("rosa@example.org", "rd@example.com")


@pytest.mark.parametrize("name", ["Walt Kim, Jr.", "Walt Kim, DDS", "Rosa, Luis and Mei", "Walt Kim"])
def test_a_name_with_something_behind_it_stays(name):
    assert of({"Name": name}).name == name


def test_columns_without_known_headings_are_guessed_by_what_stands_in_them():
    rows = [
        Row(
            number,
            (
                f"Id-{number}",
                "Rosa Delgado",
                "Park Side",
                f"916-555-010{number}",
                "a@example.org",
                "1520 Q St",
            ),
        )
        for number in range(6)
    ]
    table = Table(("A", "B", "C", "D", "E", "F"), tuple(rows))
    assert [use.holds.value for use in contactcolumns.guess(table)] == [
        *("nothing", "name", "nothing", "phone", "email", "address")
    ]


def test_of_sixty_unknown_columns_none_is_used_until_one_is_chosen():
    table = Table(tuple(f"Field {n}" for n in range(60)), (Row(2, tuple(f"v{n}" for n in range(60))),))
    uses = contactcolumns.guess(table)
    assert not contactcolumns.useful(uses)
    chosen = contactcolumns.changed(uses, 7, Holds.NAME)
    assert contactcolumns.useful(chosen)
    assert contactcolumns.contact(table.rows[0], chosen).name == "v7"


def test_a_part_of_an_address_that_is_chosen_joins_the_address_beside_it():
    uses = contactcolumns.guess_columns(["Name", "Home Street", "Ort"])
    chosen = contactcolumns.changed(uses, 2, Holds.CITY)
    assert chosen[2] == Use(Holds.CITY, "home")
    row = Row(2, ("Rosa", "1520 Q St", "Sacramento"))
    assert contactcolumns.contact(row, chosen).addresses == ("1520 Q St, Sacramento",)


def test_an_empty_row_is_nobody():
    assert of({"Name": " ", "Phone": "", "City": "", "Notes": ""}).empty
    assert not of({"Name": "", "E-mail Address": "rosa@example.org"}).empty


def test_addresses_in_one_line():
    assert (
        contacts.one_line("1520 Q St\r\nApt 4\n\nSacramento, CA\nUSA") == "1520 Q St, Apt 4, Sacramento, CA"
    )
    assert contacts.one_line("USA Today Building") == "USA Today Building"
    assert contacts.address(street="", country="USA") == ""


# Who is known already


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bob Smith", "Robert Smith"),
        ("Smith, R.", "Robert Smith"),
        ("José Muñoz", "Jose Munoz"),
        ("Mr. John A. Doe", "John Doe"),
        ("Robert Smiht", "Robert Smith"),
        ("Katharine O’Brien", "Katherine OBrien"),
        ("Delgado Rosa", "Rosa Delgado"),
        ("John Doe, Jr.", "John Doe"),
        ("Ольга Смирнова", "Смирнова Ольга"),
    ],
)
def test_like_names(one, other):
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mary Smith", "Robert Smith"),
        ("John Doe Jr.", "John Doe Sr."),
        ("Rosa", "Rosa Delgado"),
        ("Maria Silva", "Mario Silva"),
        ("Ann Lee", "Ann Leeds"),
        ("", "Ann"),
    ],
)
def test_names_that_are_not_like(one, other):
    assert not alike(one, other)
    assert not alike(other, one)


def test_numbers_and_addresses_are_the_same_however_they_are_written():
    same = ["(916) 555-0101", "1-916-555-0101", "+1 916.555.0101", "9165550101 ext. 4", "916-555-0101 x12"]
    assert {phone_key(each) for each in same} == {"9165550101"}
    assert phone_key("311") == phone_key("call me") == ""
    assert phone_key("+44 20 7946 0958") != phone_key("20 7946 0958")
    streets = ["1520 Q St", "1520 Q Street, Apt 4, Sacramento, CA 95811", "1520 q st #2"]
    assert len({address_key(each) for each in streets}) == 1


ROSA = Known("1", "Rosa Delgado", ("(916) 555-0101",), ("rosa@example.org",), ("1520 Q St",))


def who(name, phones=(), emails=(), addresses=()):
    return Known("", name, phones, emails, addresses)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (who("Rosa Delgado", ("9165550101",)), Match("1", InCommon.PHONE, True)),
        (who("R. Delgado", (), ("ROSA@example.org",)), Match("1", InCommon.EMAIL, True)),
        (who("Rosa M. Delgado", (), (), ("1520 Q Street, Sacramento",)), Match("1", InCommon.ADDRESS, True)),
        (who("Luis Delgado", ("916-555-0101",)), Match("1", InCommon.PHONE, False)),
        (who("Rosa", ("916-555-0101",)), Match("1", InCommon.PHONE, True)),
        (who("", ("916-555-0101",)), Match("1", InCommon.PHONE, True)),
        (who("Rosa Delgado", ("916-555-0199",)), Match("1", InCommon.NAME, False)),
        (who("Rosa Delgado"), Match("1", InCommon.NAME, True)),
        (who("Luis Delgado", (), (), ("1520 Q St",)), None),
        (who("Walt Kim", ("311",)), None),
    ],
)
def test_who_it_is(found, expected):
    assert Matcher([ROSA]).find(found) == expected


def test_of_two_people_with_one_phone_each_is_found_by_name():
    luis = Known("2", "Luis Delgado", ROSA.phones, (), ROSA.addresses)
    matcher = Matcher([ROSA, luis])
    assert matcher.find(who("Luis Delgado", ROSA.phones)) == Match("2", InCommon.PHONE, True)
    assert matcher.find(who("Rosa Delgado", ROSA.phones)) == Match("1", InCommon.PHONE, True)
    assert matcher.find(who("Mei Wong", ROSA.phones)) == Match("1", InCommon.PHONE, False)


def test_the_same_name_says_more_than_a_phone_of_somebody_else():
    matcher = Matcher([ROSA, Known("2", "Walt Kim", ("916-555-0102",))])
    assert matcher.find(who("Rosa Delgado", ("916-555-0102",))) == Match("1", InCommon.NAME, False)


def test_two_members_of_one_name_are_not_told_apart_by_it():
    matcher = Matcher([Known("1", "John Doe"), Known("2", "John Doe")])
    assert matcher.find(who("John Doe", ("916-555-0101",))) is None


def _told_apart(number):
    """Give a name that is like no other one."""
    told = hashlib.sha1(str(number).encode()).hexdigest()
    return f"{told[:10]} {told[10:20]}"


def test_a_number_that_thousands_share_does_not_hold_anything_up():
    names = [_told_apart(n) for n in range(5000)]
    matcher = Matcher()
    for number, name in enumerate(names):
        found = matcher.find(who(name, ("916-555-0100",)))
        assert found is None or not found.sure
        matcher.add(Known(str(number), name, ("916-555-0100",)))
    assert matcher.find(who(names[7], ("916-555-0100",))) == Match("7", InCommon.PHONE, True)
    assert matcher.find(who(names[4000], ("916-555-0100",))) == Match("4000", InCommon.NAME, False)
