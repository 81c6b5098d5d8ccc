"""Contacts of other programs become members; members are given to other programs."""

import csv
import dataclasses
import io
import os
from pathlib import Path

import openpyxl
import pytest

from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.contactcolumns import Holds, changed
from sacwatch.domain.contactmatching import InCommon
from sacwatch.domain.contacts import Contact, Line, Number
from sacwatch.domain.errors import Cancelled, Trouble
from sacwatch.domain.listing import HouseholdQuery, MemberQuery
from sacwatch.domain.members import PhoneDraft
from sacwatch.domain.places import PlaceDraft, Point
from sacwatch.services import contactexports, contacts, members, undoing, watches
from sacwatch.services.contacts import Becomes
from tests.making import TODAY, watch_draft

DATA = Path(os.environ.get("SACWATCH_DATA", Path(__file__).parents[3] / "shared" / "data")) / "contacts"

PEOPLE = """\
Name,Mobile Phone,Home Phone,E-mail Address,Home Street,Home City,Home State,Home ZIP,Notes,Language
Rosa Delgado,916-555-0101,,rosa@example.org,"1520 Q St
Apt 4",Sacramento,CA,95811,dog,Spanish
"Kim, Walt",,(916) 555-0102,walt@example.org,1520 Q Street Apt 4,Sacramento,CA,95811,,
Far Cousin,512-555-0103,,,123 Main St,Austin,TX,78701,,
"""


@pytest.fixture
def people(tmp_path):
    def people(text=PEOPLE, name="people.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return contacts.read(path)

    return people


def look(desk, found):
    with desk.reading() as work:
        return contacts.preview(work, found)


def bring(desk, rows, choices=None, **how):
    with desk.work() as work:
        return contacts.bring_in(work, rows, choices, today=TODAY, **how)


def everybody(desk):
    with desk.reading() as work:
        return {each.name: each for each in work.members.find(MemberQuery(active=None, limit=10_000)).lines}


def homes(desk):
    with desk.reading() as work:
        return list(work.households.find(HouseholdQuery(active=None, limit=10_000)).lines)


def test_new_people_come_in_with_their_home(desk, people):
    rows = look(desk, people().contacts)
    assert [row.usual for row in rows] == [Becomes.ADDED] * 3
    came = bring(desk, rows)
    assert (came.added, came.joined, came.households, came.refused) == (3, 0, 1, ())
    found = everybody(desk)
    rosa, walt, cousin = found["Rosa Delgado"], found["Walt Kim"], found["Far Cousin"]
    assert [(each.number, each.type.value) for each in rosa.phones] == [("(916) 555-0101", "mobile")]
    assert rosa.email == "rosa@example.org"
    assert rosa.address.text == "1520 Q St, Apt 4, Sacramento, CA 95811"
    assert rosa.address.point is not None
    assert (rosa.note, rosa.language) == ("dog", "Spanish")
    assert rosa.household_id == walt.household_id is not None
    assert rosa.consents == () and rosa.roles == frozenset()
    assert cousin.household_id is None, "who lives in Texas is no home of the watch"
    assert cousin.address.point is None
    (home,) = homes(desk)
    assert home.place.point == rosa.address.point
    assert home.consents == ()


def test_the_whole_import_is_one_step_that_can_be_taken_back_and_done_again(desk, people):
    rosa = desk.add(name="Rosa Delgado", phones=(), email="", address=PlaceDraft(), note="")
    bring(desk, look(desk, people().contacts))
    assert len(everybody(desk)) == 3
    with desk.work() as work:
        assert undoing.upcoming(work).undo.does == "step.contacts_brought"
        undoing.undo(work)
    assert everybody(desk) == {"Rosa Delgado": rosa}
    assert homes(desk) == []
    with desk.work() as work:
        undoing.redo(work)
    assert len(everybody(desk)) == 3
    with desk.reading() as work:
        assert [hit.title for hit in work.search("cousin")] == ["Far Cousin"]


def test_the_same_file_twice_brings_nothing_new(desk, people):
    source = people()
    bring(desk, look(desk, source.contacts))
    rows = look(desk, source.contacts)
    assert [(row.sure, bool(row.added), row.usual) for row in rows] == [(True, False, Becomes.LEFT)] * 3
    came = bring(desk, rows)
    assert (came.added, came.joined, came.households) == (0, 0, 0)


def test_who_is_there_keeps_what_was_typed_and_gets_what_was_missing(desk):
    desk.add(
        name="Rosa Delgado",
        phones=(PhoneDraft("916-555-0101", "home"),),
        email="rosa@example.org",
        address=PlaceDraft("2215 H St"),
        note="Has a ladder.",
    )
    contact = Contact(
        name="Rosa M. Delgado",
        phones=(Number("1 916 555 0101", Line.MOBILE), Number("916-555-0109", Line.WORK), Number("call me")),
        emails=("ROSA@example.org", "rd@example.com"),
        addresses=("1520 Q St",),
        languages=("es-MX",),
        note="From the address book",
    )
    (row,) = look(desk, [contact])
    assert (row.why, row.sure, row.usual) == (InCommon.PHONE, True, Becomes.JOINED)
    assert row.added.phones == ("(916) 555-0109",)
    assert (row.added.email, row.added.address, row.added.language) == ("", "", "Spanish")
    bring(desk, [row])
    (rosa,) = everybody(desk).values()
    assert rosa.name == "Rosa Delgado"
    assert [(each.number, each.type.value) for each in rosa.phones] == [
        ("(916) 555-0101", "home"),
        ("(916) 555-0109", "work"),
    ]
    assert (rosa.email, rosa.address.text, rosa.language) == ("rosa@example.org", "2215 H St", "Spanish")
    assert rosa.note.split("\n") == [
        "Has a ladder.",
        "From the address book",
        "Phone as it was written: call me",
        "Other e-mail: rd@example.com",
        "Other address: 1520 Q St",
    ]


def test_a_couple_with_one_phone_stays_two_unless_the_captain_says_so(desk):
    rosa = desk.add(name="Rosa Delgado", phones=(PhoneDraft("916-555-0101"),), email="")
    luis = Contact(name="Luis Ortega", phones=(Number("916-555-0101"),), emails=("luis@example.org",))
    (row,) = look(desk, [luis])
    assert (row.other, row.why, row.sure, row.usual) == (rosa.id, InCommon.PHONE, False, Becomes.ADDED)
    assert bring(desk, [row]).added == 1
    with desk.work() as work:
        undoing.undo(work)
    assert bring(desk, look(desk, [luis]), {0: Becomes.JOINED}).joined == 1
    assert everybody(desk)["Rosa Delgado"].email == "luis@example.org"


def test_who_stands_in_the_file_twice_becomes_one(desk):
    found = [
        Contact(1, "Rosa Delgado", phones=(Number("916-555-0101"),)),
        Contact(9, "Delgado, Rosa", phones=(Number("(916) 555-0101"),), emails=("rosa@example.org",)),
        Contact(12, "Rosa Delgado", emails=("rosa@example.org",), note="third"),
    ]
    rows = look(desk, found)
    assert [row.usual for row in rows] == [Becomes.ADDED, Becomes.JOINED, Becomes.JOINED]
    assert rows[1].other_name == "Rosa Delgado"
    came = bring(desk, rows)
    assert came.added == 1
    (rosa,) = everybody(desk).values()
    assert (len(rosa.phones), rosa.email, rosa.note) == (1, "rosa@example.org", "third")


def test_where_the_first_of_two_is_left_out_the_second_comes_by_itself(desk):
    found = [
        Contact(1, "Rosa Delgado", emails=("r@example.org",)),
        Contact(2, "Rosa Delgado", emails=("r@example.org",)),
    ]
    came = bring(desk, look(desk, found), {0: Becomes.LEFT})
    assert came.added == 1


def test_a_retired_member_is_known_and_stays_retired(desk):
    rosa = desk.add(name="Rosa Delgado", email="rosa@example.org", phones=())
    with desk.work() as work:
        members.retire(work, rosa.id)
    (row,) = look(
        desk, [Contact(name="Rosa Delgado", emails=("rosa@example.org",), phones=(Number("916-555-0109"),))]
    )
    assert row.retired
    bring(desk, [row])
    assert everybody(desk)["Rosa Delgado"].active is False


def test_a_contact_without_a_name_goes_by_its_email_or_the_name_the_captain_gives(desk):
    found = [Contact(1, emails=("jane.doe@company.com",)), Contact(2, emails=("john@company.com",))]
    bring(desk, look(desk, found), names={1: " John  Doe "})
    assert set(everybody(desk)) == {"jane.doe@company.com", "John Doe"}


def test_a_card_without_a_name_takes_nobodys_name_away(desk):
    phone = (Number("916-555-0101"),)
    found = [Contact(1, phones=phone), Contact(2, "Bo Li", phones=phone), Contact(3, "Al Ko", phones=phone)]
    rows = look(desk, found)
    assert [row.usual for row in rows] == [Becomes.ADDED, Becomes.JOINED, Becomes.ADDED]
    bring(desk, rows)
    assert set(everybody(desk)) == {"Bo Li", "Al Ko"}


def test_who_went_by_a_number_gets_the_name_that_comes_later(desk):
    bring(desk, look(desk, [Contact(1, phones=(Number("916-555-0101"),)), Contact(2, emails=("Mei@x.org",))]))
    named = (
        Contact(1, "Bo Li", phones=(Number("(916) 555-0101"),)),
        Contact(2, "Mei Wong", emails=("mei@x.org",)),
    )
    rows = look(desk, named)
    assert [(row.sure, row.added.name) for row in rows] == [(False, "Bo Li"), (False, "Mei Wong")]
    bring(desk, rows, {0: Becomes.JOINED, 1: Becomes.JOINED})
    assert set(everybody(desk)) == {"Bo Li", "Mei Wong"}


def test_what_no_member_can_have_is_kept_in_the_note(desk):
    contact = Contact(
        name="N" * 900,
        phones=(
            Number("BusinessPhone", Line.WORK),
            Number("916-555-0104", Line.FAX),
            Number("123456789012345678"),
        ),
        emails=("ÑÑÑ", "a@b", "first@example.org", "second@example.org"),
        addresses=("1520 Q St", "A" * 3000),
        note="long " * 9000,
    )
    came = bring(desk, look(desk, [contact]))
    assert came.added == 1
    (found,) = everybody(desk).values()
    assert len(found.name) == 200
    assert len(found.note) == 20_000
    assert found.email == "first@example.org"
    short = Contact(name="B", phones=contact.phones, emails=contact.emails)
    bring(desk, look(desk, [short]))
    assert everybody(desk)["B"].note.split("\n") == [
        "Phone as it was written: BusinessPhone",
        "Fax: (916) 555-0104",
        "Phone as it was written: 123456789012345678",
        "Other e-mail: ÑÑÑ",
        "Other e-mail: a@b",
        "Other e-mail: second@example.org",
    ]


def test_a_home_that_is_there_is_joined_and_none_is_made_where_none_is_wanted(desk, people):
    home = desk.house(place=PlaceDraft("1520 Q Street, apt. 4"))
    bring(desk, look(desk, people().contacts))
    assert everybody(desk)["Rosa Delgado"].household_id == home.id
    assert len(homes(desk)) == 1


def test_no_homes_are_made_where_the_captain_wants_none(desk, people):
    assert bring(desk, look(desk, people().contacts), make_households=False).households == 0
    assert homes(desk) == []


def test_homes_outside_of_the_boundary_are_not_the_watchs(desk, people):
    square = tuple((38.60 + lat, -121.40 + lon) for lat, lon in ((0, 0), (0, 0.01), (0.01, 0.01), (0.01, 0)))
    with desk.work() as work:
        watches.change(work, watch_draft(boundary=tuple(Point(*each) for each in square)), today=TODAY)
    assert bring(desk, look(desk, people().contacts)).households == 0


def test_cancelling_leaves_everything_as_it_was(desk):
    found = [Contact(place, f"Person {place}") for place in range(200)]
    rows = look(desk, found)

    def stop(done, total, doing=""):
        if done > 100:
            raise Cancelled

    with pytest.raises(Cancelled), desk.work() as work:
        contacts.bring_in(work, rows, progress=stop)
    assert everybody(desk) == {}


def test_the_columns_can_be_changed(desk, people):
    source = people("Wer,Wie\nrosa,call 5 pm\nwalt,x\n")
    assert source.contacts == ()
    source = contacts.with_columns(source, changed(source.uses, 0, Holds.NAME))
    assert [each.name for each in source.contacts] == ["rosa", "walt"]


def test_any_of_the_three_kinds_of_file_is_known_by_what_it_holds(tmp_path, people):
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(PEOPLE)):
        book.active.append(row)
    book.save(tmp_path / "people.dat")
    found = [dataclasses.replace(each, at=0) for each in contacts.read(tmp_path / "people.dat").contacts]
    assert found == [dataclasses.replace(each, at=0) for each in people().contacts]
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Rosa\nEND:VCARD\n"
    assert people(card, "cards.txt").contacts[0].name == "Rosa"
    with pytest.raises(Trouble):
        contacts.read(tmp_path / "gone.csv")


def test_all_five_real_files_come_in_whole(desk):
    if not DATA.is_dir():
        pytest.skip(f"the shared data is not here: {DATA} (SACWATCH_DATA)")
    total = 0
    for path in sorted(DATA.glob("*.vcf")):
        source = contacts.read(path)
        assert source.unread == ()
        came = bring(desk, look(desk, source.contacts))
        assert came.refused == ()
        total += came.added
    assert total == 12
    found = everybody(desk)
    assert found["Simon Perreault"].phones[0].number == "(418) 656-9254 ext. 102"
    assert found["Simon Perreault"].language == "French"
    assert "Fax" in found["John Doe III"].note
    assert "Title: The Job Title" in found["John Doe III"].note
    assert "Web: http://nomis80.org" in found["Simon Perreault"].note
    assert "Organization: Viagenie" in found["Simon Perreault"].note


# Out again


def exported(desk, audience=Audience.CAPTAIN, ids=None):
    with desk.reading() as work:
        return contactexports.members_for(work, audience, ids)


def test_what_is_exported_comes_back_as_the_same_people(desk, people, tmp_path):
    bring(desk, look(desk, people().contacts))
    desk.add(
        name="=SUM(A1)",
        phones=(PhoneDraft("+44 20 7946 0958", "work"), PhoneDraft("916-555-0177", "home")),
        email="",
        address=PlaceDraft("@home"),
        note="-1+1",
    )
    shown = exported(desk)
    for name, data in (
        ("out.csv", contactexports.as_csv(shown)),
        ("out.vcf", contactexports.as_vcards(shown)),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        rows = look(desk, contacts.read(path).contacts)
        assert [(row.sure, row.added) for row in rows] == [(True, contacts.Added())] * 4, name


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(desk):
    desk.add(name="=HYPERLINK(1)", note="+evil", phones=(PhoneDraft("+44 20 7946 0958"),))
    table = contactexports.as_csv(exported(desk)).decode("utf-8-sig")
    (row,) = list(csv.reader(io.StringIO(table)))[1:]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_others_get_only_whom_and_what_those_people_agreed_to(desk):
    desk.add(name="Rosa Delgado", note="secret note")
    desk.add(
        name="Walt Kim",
        phones=(PhoneDraft("916-555-0102"),),
        email="walt@example.org",
        consents=(
            ConsentDraft("name", "members", "2026-09-01", "form"),
            ConsentDraft("phones", "members", "2026-09-01", "form"),
        ),
    )
    shown = exported(desk, Audience.MEMBERS)
    for data in (contactexports.as_csv(shown), contactexports.as_vcards(shown)):
        text = data.decode("utf-8")
        assert "Walt Kim" in text and "555-0102" in text
        for hidden in ("Rosa", "secret", "walt@example.org", "2215 H"):
            assert hidden not in text
    assert exported(desk, Audience.POLICE) == []


def test_who_has_no_address_of_their_own_is_exported_with_that_of_their_home(desk):
    home = desk.house(consents=())
    desk.add(
        address=PlaceDraft(), household_id=home.id, consents=(ConsentDraft("name", "members", "2026-09-01"),)
    )
    assert exported(desk)[0].address == home.place
    assert not exported(desk, Audience.MEMBERS)[0].address, "the home did not agree"


def test_retired_members_are_not_exported_and_chosen_ones_alone_are(desk):
    rosa, walt = desk.add(), desk.add(name="Walt Kim")
    assert [each.name for each in exported(desk, ids=[walt.id])] == ["Walt Kim"]
    with desk.work() as work:
        members.retire(work, rosa.id)
    assert [each.name for each in exported(desk)] == ["Walt Kim"]
