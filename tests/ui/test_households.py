"""Households in the window: their form, what may be shown of them, and who is to be asked."""

import dataclasses
import datetime

import pytest
from PySide6.QtCore import Qt

from sacwatch.domain.audiences import Audience
from sacwatch.domain.consents import Consent, How
from sacwatch.domain.households import HouseholdVehicle
from sacwatch.domain.kinds import Kind
from sacwatch.domain.members import Training
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import drafts, files, households
from sacwatch.ui.links import Link
from tests.making import NOW, Desk
from tests.ui import kit
from tests.ui.kit import button, click, focus, keys, shortcut, texts, until

TAB, SPACE, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Return
DOWN, RIGHT = Qt.Key.Key_Down, Qt.Key.Key_Right
TODAY = datetime.date(2026, 9, 20)
ARABIC = "عبد الرحمن بن خالد"
LONG = "Maximiliana Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh " * 2


@pytest.fixture
def maker(watch):
    """Give a hand on the file before the window opens it."""
    made = Desk(files.open_file(watch, now=NOW, zone=SACRAMENTO))
    yield made
    made.close()


def only(window, kind=Kind.HOUSEHOLD):
    """Give the one record of a kind."""
    with window.desk.store.reading(now=window.desk.now()) as work:
        everything = work.households.active() if kind is Kind.HOUSEHOLD else work.members.active()
    (found,) = everything
    return found


def saved(window):
    shortcut("Ctrl+S")
    until(lambda: window.form is None, "it is saved")
    window.settle()


def test_a_household_by_keyboard(window, watch):
    window.open(watch)
    window.show("people", "new household")
    keys("2215 H St", TAB)
    keys("", TAB)  # the block by its place
    keys("3", TAB)
    keys("Dog", TAB)
    for typed in ("blue", "Toyota", "Corolla", "8xyz123", "", "", "", ""):
        keys(typed, TAB)
    for typed in ("9/25", "10/2", "Walt Kim", "Back gate", "", "", "", ""):
        keys(typed, TAB)
    keys("Ann Lee", TAB)
    keys("Gas at the left", TAB)
    keys("Oxygen at night", TAB)
    assert focus().accessibleName() == "Address, Block captains"
    keys("", SPACE, RIGHT, DOWN, SPACE, TAB)
    keys("yesterday", TAB)
    keys("b", TAB)  # by phone
    keys("today", TAB)
    keys("Side gate sticks.")
    saved(window)
    home = only(window)
    assert home.place.text == "2215 H St" and home.place.point is not None
    assert (home.people, home.pets) == (3, "Dog")
    assert home.vehicles == (
        HouseholdVehicle(colour="blue", make="Toyota", model="Corolla", plate="8XYZ123"),
    )
    (away,) = home.vacations
    assert (away.first_day, away.last_day) == (datetime.date(2026, 9, 25), datetime.date(2026, 10, 2))
    assert (away.key_holder, away.note, away.asked_on) == ("Walt Kim", "Back gate", TODAY)
    assert (home.key_holder, home.utilities) == ("Ann Lee", "Gas at the left")
    assert (home.special_needs, home.note) == ("Oxygen at night", "Side gate sticks.")
    yesterday = TODAY - datetime.timedelta(days=1)
    assert home.consents == (
        Consent(field="place", audience=Audience.BLOCK_CAPTAINS, given_on=yesterday, how=How.PHONE),
        Consent(field="people", audience=Audience.MEMBERS, given_on=yesterday, how=How.PHONE),
    )
    assert home.confirmed_on == TODAY
    told = texts(window.page.details)
    assert "blue Toyota Corolla 8XYZ123" in told and "Key: Walt Kim" in told


def test_a_member_by_keyboard_with_all_that_is_kept(window, watch):
    window.open(watch)
    window.show("people", "new")
    keys(ARABIC, TAB)
    keys("916 555 0147", TAB)
    assert window.form.fields["phones"].rows[0].number.text() == "(916) 555-0147"
    keys("", TAB, TAB, TAB)
    keys("a@example.org", TAB)
    keys("", TAB, TAB)
    keys("Hmong", TAB)
    keys("p", TAB)
    keys("", *[TAB] * 5)  # what they do
    keys("", SPACE, *[TAB] * 11)  # CERT
    keys("sign language, kites", TAB)
    for typed in ("First aid", "9/1/25", "9/1/27", "", "", ""):
        keys(typed, TAB)
    for typed in ("1/5/26", "1/5/28", "1/6/26", "Sister in Lodi", "209-555-0107"):
        keys(typed, TAB)
    assert focus().accessibleName() == "Name, Block captains"
    keys("", SPACE)
    saved(window)
    with window.desk.store.reading(now=window.desk.now()) as work:
        (member,) = work.members.named(ARABIC)
    assert member.language == "Hmong" and member.channel == "phone"
    assert member.skills == ("cert", "sign language", "kites")
    assert member.trainings == (
        Training(
            name="First aid",
            done_on=datetime.date(2025, 9, 1),
            expires_on=datetime.date(2027, 9, 1),
        ),
    )
    assert member.vetted_on == datetime.date(2026, 1, 5)
    assert member.vetting_expires_on == datetime.date(2028, 1, 5)
    assert member.waiver_on == datetime.date(2026, 1, 6)
    assert (member.emergency_name, member.emergency_phone) == ("Sister in Lodi", "(209) 555-0107")
    assert member.consents == (
        Consent(field="name", audience=Audience.BLOCK_CAPTAINS, given_on=TODAY, how=How.SPOKEN),
    )
    assert member.household_id is None, "without an address there is no household"


def test_what_is_wrong_stands_beside_its_line(window, watch):
    window.open(watch)
    window.show("people", "new household")
    fields = window.form.fields
    fields["people"].line.setFocus()
    keys("many")
    first, last = (fields["vacations"].rows[0].lines[name] for name in ("first_day", "last_day"))
    first.setFocus()
    keys("10/9/26", TAB)
    keys("10/2/26")
    window.form.fields["consents"].setFocus()
    keys("", SPACE, TAB)
    keys("tomorrow")
    shortcut("Ctrl+S")
    window.settle()
    assert "Please fill this in" in fields["place"].problem
    assert "is not a number" in fields["people"].problem
    assert "The last day is before the first" in fields["vacations"].rows[0].problem.text()
    assert last.property("wrong") == "true" and first.property("wrong") != "true"
    assert "still to come" in fields["consents"].given_on.problem
    assert last.text() == "Fri, Oct 2, 2026", "what was typed stays"
    last.setFocus()
    last.selectAll()
    keys("10/12/26", TAB)
    assert fields["vacations"].rows[0].problem.text() == ""


def test_a_household_is_kept_while_it_is_typed(window, watch):
    window.open(watch)
    window.show("people", "new household")
    keys(LONG[:99], TAB)
    fields = window.form.fields
    fields["vacations"].rows[0].lines["first_day"].setFocus()
    keys("sometime", TAB)
    fields["consents"].setFocus()
    keys("", SPACE, TAB)
    keys("not a day")
    window.form.keep_draft()
    window.settle()
    with window.desk.store.reading(now=window.desk.now()) as work:
        (kept,) = drafts.all_of(work)
    window.form._dirty = window.form._unkept = False  # as if the power had gone
    window.form.left.emit(None)
    window.settle()
    window.show("people", kept)
    again = window.form.fields
    assert again["place"].value().text == LONG[:99]
    assert again["vacations"].value()[0].first_day == "sometime"
    assert again["consents"].given_on.value() == "not a day"
    assert [each.field for each in again["consents"].value()] == ["place"]


def test_a_tick_that_was_taken_away_by_mistake_comes_back_as_it_was(window, maker, watch):
    home = maker.house()
    maker.close()
    window.open(watch)
    window.show("people", "away")
    window.page.edit_chosen()
    until(lambda: window.form is not None)
    field = window.form.fields["consents"]
    field.setFocus()
    assert focus().accessibleName() == "Address, Block captains, Tue, Sep 1, on the yearly slip"
    assert not field.given_on.isVisible(), "nothing new is ticked"
    keys("", SPACE, SPACE)
    assert field.value()[0].given_on == "2026-09-01"
    keys("", RIGHT, SPACE, TAB)
    keys("9/3", TAB)
    saved(window)
    given = {each.audience: each.given_on for each in only(window).consents}
    assert given == {
        Audience.BLOCK_CAPTAINS: home.consents[0].given_on,
        Audience.MEMBERS: datetime.date(2026, 9, 3),
    }


def test_a_member_finds_the_household_at_the_address(window, maker, watch):
    home = maker.house(place=PlaceDraft("2219 H St"))
    maker.close()
    window.open(watch)
    window.show("people", "new")
    keys(LONG[:110], TAB)
    address = window.form.fields["address"]
    address.line.setFocus()
    keys("2219 h street", TAB)
    window.settle(extra=200)
    assert window.form.home.household_id == home.id
    assert "2219 H St" in window.form.home.box.currentText()
    saved(window)
    assert LONG[:110] in texts(window.page.details) and "2219 H St" in texts(window.page.details)
    window.show("people", "new")
    keys("Second Person", TAB)
    window.form.fields["address"].line.setFocus()
    keys("2231 H St", TAB)
    window.settle(extra=200)
    assert window.form.home.begins
    saved(window)
    with window.desk.store.reading(now=window.desk.now()) as work:
        (member,) = work.members.named("Second")
        assert households.get(work, member.household_id).place.text == "2231 H St"
    page = window.show("people", "new household")
    page.back()
    page.search.setFocus()
    keys("wolfeschlegel")
    window.settle()
    assert [page.model.line(row).address for row in range(page.model.rowCount())] == ["2219 H St"]


def test_a_household_that_is_gone_is_told_beside_its_field(window, maker, watch):
    home = maker.house()
    member = maker.add(name="Ann Lee", household_id=home.id)
    maker.close()
    window.open(watch)
    window.show("people").edit(member.id)
    until(lambda: window.form is not None)
    window.settle()
    form = window.form
    assert form.home.household_id == home.id
    with window.desk.store.work(now=window.desk.now(), by="x") as work:
        work.members.change(dataclasses.replace(work.members.get(member.id), household_id=None))
        households.remove(work, home.id)
    form.fields["note"].box.setFocus()
    keys("x")
    shortcut("Ctrl+S")
    window.settle()
    shortcut("Ctrl+S")  # the record was changed meanwhile: ours counts
    window.settle()
    assert "This household was removed meanwhile" in form.home.problem


def test_households_are_ticked_off_one_after_the_other(window, maker, watch):
    old = "2025-08-01"
    for number in (2201, 2205, 2209, 2213, 2217):
        maker.house(place=PlaceDraft(f"{number} H St"), confirmed_on=old)
    alone = maker.add(name="Ann Ruiz", confirmed_on=old)
    maker.close()
    window.open(watch)
    window.show("today")
    asked = "5 households and 1 member without a household to ask"
    click(next(each for each in window.shell.findChildren(Link) if asked in each.text()))
    window.settle()
    page = window.page
    assert page.table.hasFocus() and "6 entries are due" in texts(page)
    keys("", SPACE)
    window.settle()
    assert "1 entry confirmed." in window.toast
    assert page.chosen_ids() == [page.model.line(0).id], "the next one is chosen"
    assert page.model.line(0).address == "2205 H St"
    keys("", SPACE)
    window.settle()
    kit.QTest.keyClick(page.table, DOWN, Qt.KeyboardModifier.ShiftModifier)
    assert len(page.chosen_ids()) == 2
    keys("", SPACE)
    window.settle()
    assert "2 entries confirmed." in window.toast
    assert page.model.rowCount() == 2
    shortcut("Ctrl+Z")
    window.settle()
    assert page.model.rowCount() == 4
    page.table.choose(3)
    window.settle()
    assert "Ann Ruiz" in texts(page.details) and "belongs to no household" in texts(page.details)
    keys("", SPACE)
    window.settle()
    assert page.model.rowCount() == 3
    with window.desk.store.reading(now=window.desk.now()) as work:
        assert sum(each.confirmed_on == TODAY for each in work.households.active()) == 2
        assert work.members.get(alone.id).confirmed_on == TODAY


def test_today_leads_to_what_wants_doing_about_people(window, sample):
    window.open(sample)
    window.show("today")
    told = texts(window.shell)
    assert "Look at the house: 2303 R St, away until Sat, Sep 26, last looked at " in told
    link = next(each for each in window.shell.findChildren(Link) if "Look at the house" in each.text())
    click(link)
    window.settle()
    assert "Away until Sat, Sep 26, 2026" in texts(window.page.details)
    window.show("today")
    link = next(each for each in window.shell.findChildren(Link) if "ran out on" in each.text())
    click(link)
    window.settle()
    assert "First aid ran out on" in texts(window.page.details)
    window.show("people", "expiring")
    assert window.page.model.rowCount() > 1


def test_the_views_keep_what_is_typed_in_each(window, watch):
    window.open(watch)
    window.show("people", "new")
    keys("Ann Lee")
    click(button(window.page, "Households"))
    window.settle()
    assert window.form is None and "No households yet" in texts(window.page)
    window.shortcut("Ctrl+N")
    keys("2215 H St")
    click(button(window.page, "Members"))
    window.settle()
    assert window.form.fields["name"].value() == "Ann Lee"
    assert button(window.page, "Members").isChecked()
    click(button(window.page, "Still right?"))
    window.settle()
    assert "Nobody is due" in texts(window.page)
    window.shortcut("Ctrl+N")
    assert window.form.fields["place"].value().text == "2215 H St", "Ctrl+N is a new household"


def test_a_household_retires_and_comes_back(window, maker, watch):
    maker.house()
    maker.close()
    window.open(watch)
    page = window.show("people", "away")
    click(button(page.details, "Retire"))
    window.settle()
    assert "2215 H St is retired." in window.toast and page.model.rowCount() == 0
    page._active.setCurrentIndex(page._active.findData("retired"))
    window.settle()
    page.table.choose(0)
    window.settle()
    click(button(page.details, "Make active"))
    window.settle()
    assert only(window).active


def test_slips_are_printed_for_all_and_for_those_that_are_chosen(window, maker, watch):
    for number in (2201, 2205, 2209):
        maker.house(place=PlaceDraft(f"{number} H St"), confirmed_on="2025-08-01")
    maker.close()
    window.open(watch)
    page = window.show("people", "due")
    click(button(page, "Print all slips"))
    until(
        lambda: window.page.name == "reports" and window.page.paper.fresh, "the paper is shown", patience=30
    )
    every = window.page.paper.preview.page_count
    assert every and every % 3 == 0, "each has as many pages as the others"
    window.show("people")
    page.table.setFocus()
    page.table.choose(0)
    kit.QTest.keyClick(page.table, DOWN, Qt.KeyboardModifier.ShiftModifier)
    window.shortcut("Ctrl+P")
    until(lambda: window.page.paper.preview.page_count == every // 3 * 2, "two slips", patience=30)
    assert "2 chosen households" in texts(window.page)
