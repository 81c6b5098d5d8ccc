from PySide6.QtCore import Qt

from sacwatch.domain.members import Channel, PhoneType
from sacwatch.services import drafts
from sacwatch.ui.links import Link, SentenceLink
from sacwatch.ui.page import keys_of
from sacwatch.ui.search import _snippet
from tests.making import Desk as Maker
from tests.making import patrol_draft
from tests.ui.kit import button, click, focus, keys, shortcut, texts, until

TAB, SPACE = Qt.Key.Key_Tab, Qt.Key.Key_Space


def choose(window, name):
    """Choose a member of the list."""
    page = window.page
    row = next(row for row in range(page.model.rowCount()) if page.model.line(row).name == name)
    page.table.choose(row)
    window.settle()
    return page


def test_a_member_by_keyboard(window, watch):
    window.open(watch)
    window.show("people", "new")
    keys("José <b> AT&T Núñez", TAB)
    keys("916-555-0147", TAB)
    keys("h", TAB)
    keys("916-555-0148", TAB, TAB, TAB, TAB)
    keys("jose@example.org", TAB)
    keys("2215 H St", TAB, TAB)
    keys("Spanish", TAB)
    keys("t", TAB)  # text message
    keys("", SPACE)  # captain
    shortcut("Ctrl+S")
    until(lambda: window.form is None, "the member is saved")
    window.settle()
    assert "José <b> AT&T Núñez" in texts(window.page.details)
    with window.desk.store.reading(now=window.desk.now()) as work:
        member = work.members.get(window.page.chosen_id())
    assert [(each.number, each.type) for each in member.phones] == [
        ("(916) 555-0147", PhoneType.HOME),
        ("(916) 555-0148", PhoneType.MOBILE),
    ]
    assert member.email == "jose@example.org"
    assert {role.value for role in member.roles} == {"captain", "patroller"}
    assert member.address.point is not None
    assert (member.language, member.channel) == ("Spanish", Channel.TEXT)


def test_who_is_there_already_is_told_beside_the_field_and_keeps_nobody_from_saving(window, watch):
    window.open(watch)
    window.show("people", "new")
    form = window.form
    form.fields["name"].line.setFocus()
    keys("walt kim")
    [line] = until(lambda: form.findChildren(SentenceLink), "it is said that there is a Walt Kim")
    assert "Walt Kim is here already" in line.accessibleName()
    assert not form.fields["name"].troubled
    keys("s")
    until(lambda: not form.findChildren(SentenceLink), "nobody is called so")
    form.fields["phones"].rows[0].number.setFocus()
    keys("916 555 0134", TAB)
    told = "Rosa Delgado has the number (916) 555-0134 too. Look at that entry"
    line = until(
        lambda: next(
            (each for each in form.findChildren(SentenceLink) if each.accessibleName() == told), None
        ),
        "it is said who has this number",
    )
    click(line)
    window.settle()
    assert window.form is None and "Rosa Delgado" in texts(window.page.details)
    assert "kept on the Today page" in window.toast
    with window.desk.store.reading(now=window.desk.now()) as work:
        [kept] = drafts.all_of(work)
    window.show("people", kept)
    shortcut("Ctrl+S")
    until(lambda: window.form is None, "they are saved all the same")
    window.settle()
    assert "Member added." in window.toast


def test_problems_of_a_member(window, watch):
    window.open(watch)
    window.show("people", "new")
    form = window.form
    form.fields["phones"].rows[0].number.setFocus()
    keys("+999 12345", TAB)
    assert "+999 12345" in form.fields["phones"].rows[0].problem.text(), "it is said when it is left"
    form.fields["phones"].rows[0].number.selectAll()
    form.fields["phones"].rows[0].number.setFocus()
    keys("none")
    form.fields["email"].line.setFocus()
    keys("not an address")
    shortcut("Ctrl+S")
    window.settle()
    assert "fill this in" in form.fields["name"].problem
    assert "phone number" in form.fields["phones"].rows[0].problem.text()
    assert "does not look like an e-mail address" in form.fields["email"].problem


def test_retiring_takes_a_member_off_the_lists_and_back(window, watch):
    window.open(watch)
    window.show("people")
    page = choose(window, "Walt Kim")
    click(button(page.details, "Retire"))
    window.settle()
    assert "Walt Kim is retired." in window.toast
    assert page.model.rowCount() == 1
    window.show("patrols", "new")
    name = window.form.crew.rows[0].name
    name.setFocus()
    keys("walt", TAB)
    window.settle(extra=100)
    assert name.member_id is None and name.text() == "walt"
    window.form.discard()
    window.show("people")
    page._active.setCurrentIndex(page._active.findData("retired"))
    window.settle()
    page = choose(window, "Walt Kim")
    assert "Retired" in texts(page.details)
    click(button(page.details, "Make active"))
    window.settle()
    assert "Walt Kim is active again." in window.toast


def test_a_member_in_use_is_not_removed(window, watch):
    maker = Maker(_open(watch))
    maker.log(crew=patrol_draft().crew)
    maker.close()
    window.open(watch)
    window.show("people")
    page = choose(window, "Walt Kim")
    click(button(page.details, "Remove"))
    window.settle()
    assert "cannot be removed, because other records still name it" in window.notices[0]
    assert page.model.rowCount() == 2
    click(button(window.shell.notices, "OK"))
    assert window.notices == []


def _open(path):
    from sacwatch.domain.times import SACRAMENTO
    from sacwatch.services import files
    from tests.making import NOW

    return files.open_file(path, now=NOW, zone=SACRAMENTO)


def test_a_member_removed_by_mistake_comes_back(window, watch):
    window.open(watch)
    window.show("people")
    page = choose(window, "Walt Kim")
    click(button(page.details, "Remove"))
    window.settle()
    assert page.model.rowCount() == 1
    shortcut("Ctrl+Z")
    window.settle()
    assert page.model.rowCount() == 2


def test_patrols_of_a_member_lead_to_the_patrol(window, sample):
    window.open(sample)
    window.show("people")
    page = choose(window, "Amara Alder")
    click(next(each for each in page.details.findChildren(Link) if "2026" in each.text()))
    window.settle()
    assert window.page.name == "patrols"
    assert "Amara Alder" in texts(window.page.details)


def test_settings_change_the_watch_and_its_name_everywhere(window, watch):
    window.open(watch)
    page = window.show("settings")
    form = page.form
    form.fields["name"].line.setFocus()
    form.fields["name"].line.selectAll()
    keys("New & <i>better</i> name")
    shortcut("Ctrl+S")
    window.settle()
    assert "Saved." in window.toast
    assert "New & <i>better</i> name" in window.shell.windowTitle()
    assert "New & <i>better</i> name" in texts(window.shell._rail)
    shortcut("Ctrl+Z")
    window.settle()
    assert "Boulevard Park Watch" in window.shell.windowTitle()
    assert window.show("settings").form.fields["name"].value() == "Boulevard Park Watch"


def test_settings_say_what_is_wrong_and_go_back_to_what_was_saved(window, watch):
    window.open(watch)
    form = window.show("settings").form
    form.fields["name"].set_value("")
    form.fields["blocks"].set_value(())
    form.touched()
    shortcut("Ctrl+S")
    window.settle()
    assert "fill this in" in form.fields["name"].problem
    click(button(form, "Back to what was saved"))
    window.settle()
    form = window.page.form
    assert form.fields["name"].value() == "Boulevard Park Watch"
    assert [each.name for each in form.fields["blocks"].value()] == ["2200 H", "2200 G"]


def test_text_size_and_colors_are_set_and_remembered(window, watch):
    from sacwatch.ui import theme
    from sacwatch.ui.state import State

    window.open(watch)
    page = window.show("settings")
    page.text_size.box.setFocus()
    keys("", Qt.Key.Key_Down, Qt.Key.Key_Down)
    window.settle()
    assert State().size == 150
    assert window.app.font().pointSizeF() == theme.BASE_POINTS * 1.5
    page.colors.box.setFocus()
    keys("d")
    window.settle()
    assert theme.is_dark() and State().scheme == "dark"
    shortcut("Ctrl+-")
    assert State().size == 125
    theme.apply(window.app, scheme="light", size=100)


def test_removing_by_mouse_leaves_the_focus_with_the_list(window, watch):
    window.open(watch)
    window.show("people")
    window.settle()
    remove = button(window.page.details, "Remove")
    remove.setFocus()
    click(remove)
    window.settle()
    assert window.page.table.hasFocus()


def test_reports_begin_at_the_papers_and_not_at_print(window, watch):
    window.open(watch)
    window.shortcut(keys_of("reports"))
    assert focus() is window.page.gallery.groups[0]


def test_what_a_search_finds_is_told_in_words():
    assert _snippet("916-555-0134\nblock captain\n9165550134") == "916-555-0134 · Block captain"
