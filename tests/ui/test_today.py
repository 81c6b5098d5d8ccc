import dataclasses
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from sacwatch.domain.audiences import Audience
from sacwatch.domain.destinations import DestinationDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.domain.watches import NumberDraft, draft_of
from sacwatch.services import destinations, files, watches
from sacwatch.ui.links import Link
from tests.making import Desk as Maker
from tests.ui import kit
from tests.ui.kit import NOW, another_has_it, click, focus, keys, pause, texts, until

TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return


def lines(window):
    """Give the visible links of the page, top to bottom, by their words."""
    return {each.accessibleName(): each for each in window.page.findChildren(Link) if each.isVisible()}


def follow(window, begins):
    """Press the one line that begins like this."""
    (line,) = [each for words, each in lines(window).items() if words.startswith(begins)]
    line.click()
    window.settle()


def made(path, fill):
    """Put something into a file before the window opens it."""
    maker = Maker(files.open_file(path, now=NOW, zone=SACRAMENTO))
    fill(maker)
    maker.close()
    return path


@pytest.fixture
def busy(watch):
    """Give a watch with patrols and incidents, seven of which wait for their number."""

    def fill(maker):
        maker.log()
        maker.log(day="2026-09-17", area="R Street")
        for number in range(7):
            maker.record(happened=f"Window {number} smashed")

    return made(watch, fill)


def test_a_new_watch_says_what_to_do_first(window, watch):
    window.open(watch)
    assert "No patrol was logged yet." in window.said()
    assert "None was recorded." in window.said()
    follow(window, "Choose the folder where current papers are kept")
    assert window.page.name == "reports"
    assert focus().text() == "Choose a folder…", "the cursor is where the next step is"


def test_with_nothing_to_do_it_says_so(window, watch, tmp_path):
    (tmp_path / "papers").mkdir()

    def fill(maker):
        with maker.work() as work:
            destinations.add(work, DestinationDraft(address=str(tmp_path / "papers")), watch_file=watch)

    window.open(made(watch, fill))
    until(lambda: "Nothing waits for you." in window.said(), "nothing is left to do")


def test_each_line_opens_the_place_it_names(window, busy):
    window.open(busy)
    today = lines(window)
    assert any("1 hr 30 min · Rosa Delgado, Walt Kim" in words for words in today)
    follow(window, "Sat, Sep 19, 2026 · Boulevard Park")
    assert window.page.name == "patrols"
    assert "Boulevard Park" in texts(window.page.details)
    window.show("today")
    follow(window, "Thu, Sep 17, 2026 · R Street")
    assert "R Street" in texts(window.page.details)
    window.show("today")
    follow(window, "7 open incidents")
    assert window.page.name == "incidents" and window.page._status.currentData() == "open"
    window.show("today")
    follow(window, "Patrol hours of the month")
    assert window.page.name == "reports"


def test_the_buttons_begin_the_two_everyday_records(window, watch):
    window.open(watch)
    for words, page in (("Log a patrol", "patrols"), ("Record an incident", "incidents")):
        window.show("today")
        kit.click(kit.button(window.page, words))
        window.settle()
        assert window.page.name == page and window.form is not None
    window.show("today")
    window.shortcut("Ctrl+N")
    assert window.page.name == "patrols" and window.form is not None


def test_lines_are_reached_and_followed_by_keyboard(window, busy):
    window.open(busy)
    button = kit.button(window.page, "Log a patrol")
    button.setFocus()
    for _ in range(30):
        keys("", TAB)
        if isinstance(focus(), Link) and focus().accessibleName().startswith("Report number"):
            break
    assert isinstance(focus(), Link), "Tab reaches the lines"
    keys("", ENTER)
    window.settle()
    assert window.page.name == "incidents"
    assert "The report number is still to come." in texts(window.page.details)


def test_report_numbers_are_chased_until_they_are_entered(window, busy):
    window.open(busy)
    chased = [words for words in lines(window) if words.startswith("Report number still to come: ")]
    assert len(chased) == 1, "the same kind, place and day: one name"
    shown = [each for each in window.page.findChildren(Link) if "still to come" in each.accessibleName()]
    assert len(shown) == 5
    assert "2 more wait for their numbers" in lines(window)
    shown[0].click()
    window.settle()
    line = next(
        each
        for each in window.page.details.findChildren(kit.QWidget)
        if each.accessibleName() == "Report number"
    )
    line.setFocus()
    keys("26-114302", ENTER)
    window.settle()
    assert "Report number entered." in window.toast
    window.show("today")
    assert "1 more waits for its number" in lines(window)
    follow(window, "1 more waits")
    page = window.page
    assert page.name == "incidents" and page.model.rowCount() == 6, "only those that wait"
    kit.click(kit.button(page.details, "None will come"))
    window.settle()
    assert page.model.rowCount() == 5
    window.shortcut("Ctrl+Z")
    assert page.model.rowCount() == 6, "giving up can be taken back"


def test_numbers_to_try_again_lead_to_where_they_are_kept(window, watch):
    def fill(maker):
        with maker.work() as work:
            draft = draft_of(work.watches.get(work.watch_id))
            old = NumberDraft(
                name="Code & <b>Enforcement</b>", number="916-555-0101", checked_on="2026-01-02"
            )
            changed = [*draft.numbers, old]
            watches.change(
                work,
                dataclasses.replace(draft, numbers=tuple(changed)),
                today=NOW.astimezone(SACRAMENTO).date(),
            )

    window.open(made(watch, fill))
    assert "916-555-0101\nCode & <b>Enforcement</b> ⚠" in window.said()
    assert "916-555-0100\nNon-emergency\n" in window.said()
    follow(window, "Please try this number again: Code & <b>Enforcement</b>")
    assert window.page.name == "resources"
    assert window.page.model.line(window.page.table.currentIndex().row()).number == "916-555-0101"
    kit.click(kit.button(window.page.details, "Called today, it works"))
    window.settle()
    window.show("today")
    assert not any(words.startswith("Please try") for words in lines(window))


@pytest.mark.parametrize(("at", "due"), [((2027, 3, 1, 4, 0), False), ((2027, 3, 1, 8, 1), True)])
def test_a_number_is_due_by_the_day_in_sacramento(qapp, own_home, watch, at, due):
    """Tried on 1 September, it is good through 28 February, whose evening is March by UTC."""
    window = kit.Window(clock=lambda: datetime(*at, tzinfo=UTC))
    try:
        window.open(watch)
        assert ("Please try this number again: Non-emergency" in lines(window)) is due
    finally:
        window.end()


def test_papers_that_went_stale_are_told_without_looking_again(window, busy, tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    window.open(busy)
    keeper = window.desk.papers
    keeper.choose(folder, Audience.CAPTAIN, large=False)
    until(lambda: list(folder.glob("*.pdf")) and window.tasks.idle, "the papers are made", patience=60)
    window.settle()
    assert "out of date" not in window.said()
    folder.rename(tmp_path / "elsewhere")
    keeper.look()
    until(lambda: "The folder of papers is not there" in lines(window), "it is told")
    follow(window, "The folder of papers is not there")
    assert window.page.name == "reports"
    (tmp_path / "elsewhere").rename(folder)


def test_unfinished_forms_stand_first_and_open_as_they_were_left(window, watch):
    window.open(watch)
    window.show("incidents", "new")
    window.form.fields["happened"].box.setFocus()
    keys("Somebody tried the doors of parked cars")
    window.form.go_back()
    window.settle()
    window.show("people", "new")
    keys("Ann Lee")
    window.show("today")
    begun = [words for words in lines(window) if words.startswith("Not finished: ")]
    assert {words.split(",")[0] for words in begun} == {"Not finished: Member", "Not finished: Incident"}
    assert list(lines(window))[:2] == begun, "before everything else"
    follow(window, "Not finished: Incident")
    assert window.form.fields["happened"].value() == "Somebody tried the doors of parked cars"
    window.form.discard()
    window.settle()
    window.show("today")
    assert not any(words.startswith("Not finished: Incident") for words in lines(window))
    assert any(words.startswith("Not finished: Member") for words in lines(window))


def test_a_change_elsewhere_is_seen_while_today_is_shown(window, watch):
    window.open(watch)
    assert "0 patrols" in window.said()
    window.show("patrols", "new")
    window.form.start.line.setFocus()
    keys("2030", TAB)
    keys("2200", TAB, TAB)
    keys("Ann Lee & Sons <b>", TAB)
    window.shortcut("Ctrl+S")
    until(lambda: window.form is None, "it is saved")
    window.show("today")
    assert "1 patrol\n" in window.said() and "1 hr 30 min of people's time" in window.said()
    assert any("Ann Lee & Sons <b>" in words for words in lines(window)), "as text, whatever it is"
    window.shortcut("Ctrl+Z")
    pause(5)
    window.settle()
    assert "0 patrols" in window.said() and "No patrol was logged yet." in window.said()


def test_a_file_for_reading_only_offers_nothing_that_writes(window, busy):
    another_has_it(busy)
    window.open(busy)
    page = window.show("today")
    assert window.desk.read_only
    assert not kit.button(page, "Log a patrol").isEnabled()
    assert not kit.button(page, "Record an incident").isEnabled()
    page.new()
    assert window.page is page


def test_the_less_pressing_lines_wait_behind_one_that_shows_them(window, sample):
    window.open(sample)
    more = next(
        each for each in window.page.findChildren(Link) if "more things to do" in each.accessibleName()
    )
    count = int(more.accessibleName().split()[0])
    assert "open incidents" not in window.said()
    before = len([each for each in window.page.findChildren(Link) if each.isVisible()])
    click(more)
    assert len([each for each in window.page.findChildren(Link) if each.isVisible()]) == before + count - 1
    assert "open incidents" in window.said() and isinstance(focus(), Link)
    window.page.refresh()
    window.settle()
    assert "open incidents" in window.said(), "it stays unfolded"
