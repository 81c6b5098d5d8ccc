"""The page of the phone tree: built, changed by hand and by keys, checked, and run as a drill."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from sacwatch.domain.drills import DrillSort, Outcome
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.members import PhoneDraft
from sacwatch.domain.places import PlaceDraft
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import drills, files, members, phonetrees
from sacwatch.ui.tree.lists import KNOCK, LEFT_OUT
from tests.making import Desk as Maker
from tests.ui import kit
from tests.ui.kit import NOW, answering, button, keys, shortcut, texts

UP, DOWN, ENTER, DELETE = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Delete


def enter(path, homes, callers=2, *, built=False):
    """Enter so many homes with a phone, one without, and callers, into a file."""
    maker = Maker(files.open_file(path, now=NOW, zone=SACRAMENTO))
    phone = (PhoneDraft("(916) 555-0134"), PhoneDraft("(916) 555-0135"))
    maker.add(name="Captain Cora", phones=phone, roles=("captain",))
    for number in range(callers):
        maker.add(name=f"Caller {number}", phones=phone, roles=("phone_tree_caller",))
    for number in range(homes + 1):
        place = PlaceDraft(f"{2200 + 2 * number} H St", 38.5763, -121.4738 - number / 1e5, "address")
        house = maker.house(place=place, special_needs="", vacations=(), consents=())
        maker.add(
            name=f"Neighbor {number:02}", household_id=house.id, roles=(), address=PlaceDraft(),
            phones=phone if number < homes else (),
        )  # fmt: skip
    if built:
        with maker.work() as work:
            phonetrees.build(work)
    maker.close()
    return path


@pytest.fixture
def tree(window, watch):
    """Open a watch of 24 homes whose tree is built, on its page."""
    window.open(enter(watch, 24, built=True))
    return window.show("phonetree")


def asked(window, question):
    with window.desk.store.reading(now=NOW) as work:
        return question(work)


def loads(window):
    return [len(each.homes) for each in asked(window, phonetrees.get).callers]


def lists(window):
    return [each.homes for each in asked(window, phonetrees.get).callers]


def titles(page):
    return [group.title for group in page.board.model.groups]


# Building


def test_an_empty_page_says_what_is_missing_and_builds(window, watch):
    window.open(watch)
    page = window.show("phonetree")
    assert "No phone tree yet" in texts(page)
    assert "There are now: 0 households, 0 callers." in texts(page)
    kit.click(page.begin_button)
    window.settle()
    assert "Nobody is there to call yet" in window.notices[0]


def test_it_is_built_at_a_press_and_taken_back(window, watch):
    window.open(enter(watch, 24))
    page = window.show("phonetree")
    assert "There are now: 25 households, 2 callers." in texts(page)
    kit.click(page.begin_button)
    window.settle()
    assert window.toast == "The phone tree is built."
    assert sum(loads(window)) == 24
    assert titles(page)[0].startswith("Caller 0 · (916) 555-0134 · 1")
    assert titles(page)[-1] == "No phone, knock on the door · 1 home"
    assert "All is well" in texts(page)
    window.shortcut("Ctrl+Z")
    window.settle()
    assert "No phone tree yet" in texts(page)


def test_one_home_is_enough(window, watch):
    window.open(enter(watch, 1, 1))
    page = window.show("phonetree")
    kit.click(page.begin_button)
    window.settle()
    assert loads(window) == [1]
    assert titles(page)[0].endswith("1 home")


# By hand


def test_keys_move_a_home_up_and_down_and_over_to_the_next_caller(window, tree):
    first, second = lists(window)
    view = tree.board.view
    view.setFocus()
    view.choose(first[-1])
    shortcut("Ctrl+Up", view)
    window.settle()
    assert lists(window)[0] == (*first[:-2], first[-1], first[-2])
    assert view.current_id() == first[-1], "it stays chosen"
    for _step in range(2):
        shortcut("Ctrl+Down", view)
        window.settle()
    assert lists(window) == [first[:-1], (first[-1], *second)]
    shortcut("Ctrl+Up", view)
    window.settle()
    assert lists(window) == [first, second]
    window.shortcut("Ctrl+Z")
    assert lists(window) == [first[:-1], (first[-1], *second)]


def test_a_home_is_given_to_another_caller_in_a_dialog(window, tree):
    first, second = lists(window)
    view = tree.board.view
    view.setFocus()
    view.choose(*first[:2])

    def answer(dialog):
        assert "2 homes" in texts(dialog)
        assert dialog.caller.itemText(0).startswith("Caller 1 (")
        kit.click(dialog.accept_button)

    with answering(answer):
        shortcut("Ctrl+M", view)
    window.settle()
    assert lists(window) == [first[2:], (*second, *first[:2])]


def test_a_home_that_is_taken_off_is_told_and_put_back_at_a_press(window, tree):
    first, _second = lists(window)
    view = tree.board.view
    view.setFocus()
    view.choose(first[0])
    keys("", DELETE)
    window.settle()
    assert titles(tree)[2] == "On nobody’s list · 1 home"
    (link,) = tree.board.checks.links
    assert link.accessibleName().endswith("is on nobody’s list.")
    kit.click(link)
    assert view.current_id() == first[0]
    assert view.current_group().key == LEFT_OUT
    kit.click(button(tree, "Put those left out on lists"))
    window.settle()
    assert first[0] in [home for mine in lists(window) for home in mine]
    assert "All is well" in texts(tree)


def pull(page, ids, key, row):
    """Pull lines to a group, before the line of a row or, with -1, onto the group."""
    model = page.board.model
    data = model.mimeData([model.index_of(each) for each in ids])
    return model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, model.index_of(key))


def test_homes_are_pulled_to_another_caller_or_another_place(window, tree):
    first, second = lists(window)
    callers = [each.member_id for each in asked(window, phonetrees.get).callers]
    pull(tree, [first[1]], callers[1], 1)
    window.settle()
    assert lists(window) == [(first[0], *first[2:]), (second[0], first[1], *second[1:])]
    pull(tree, [first[0], first[2]], callers[0], 4)
    window.settle()
    assert lists(window)[0][:4] == (first[3], first[4], first[0], first[2])
    pull(tree, [first[0]], callers[1], -1)
    window.settle()
    assert lists(window)[1][-1] == first[0]
    pull(tree, [first[3]], KNOCK, -1)
    window.settle()
    assert first[3] in lists(window)[0], "nobody can be pulled to the doors"


def test_nobody_is_given_their_own_home(window, watch):
    maker = Maker(files.open_file(enter(watch, 24), now=NOW, zone=SACRAMENTO))
    house = maker.house(place=PlaceDraft("2199 H St"), special_needs="", vacations=(), consents=())
    neighbor = maker.add(
        name="Caller Next Door",
        household_id=house.id,
        phones=(PhoneDraft("(916) 555-0177"),),
        roles=("phone_tree_caller",),
    )
    with maker.work() as work:
        tree = phonetrees.build(work)
    with maker.work() as work:
        phonetrees.move(work, [house.id], tree.callers[0].member_id)
    maker.close()
    window.open(watch)
    page = window.show("phonetree")
    before = lists(window)
    pull(page, [house.id], neighbor.id, -1)
    window.settle()
    assert "Nobody calls their own home" in window.notices[0]
    assert lists(window) == before


def test_callers_are_added_replaced_and_taken_out(window, tree):
    def give(name):
        def answer(dialog):
            keys(name, Qt.Key.Key_Tab)
            kit.until(lambda: dialog.member_id, "the member is found")
            kit.click(dialog.accept_button)

        return answer

    board = tree.board
    with answering(give("Captain")):
        board.actions_["add"].trigger()
    window.settle()
    assert titles(tree)[2] == "Captain Cora · (916) 555-0134 · 0 homes"
    assert board.view.current_group().title.startswith("Captain Cora")
    board.actions_["out"].trigger()
    window.settle()
    assert len(loads(window)) == 2
    board.view.choose(asked(window, phonetrees.get).callers[0].member_id)
    before = lists(window)
    with answering(give("Captain")):
        board.actions_["over"].trigger()
    window.settle()
    assert lists(window) == before
    assert titles(tree)[0].startswith("Captain Cora")


def test_who_begins_is_chosen_and_nobody_there_leads_to_the_choice(window, tree):
    def nobody(dialog):
        assert dialog.fields[0].line.text() == "Captain Cora"
        for field in dialog.fields:
            field.line.setFocus()
            field.line.selectAll()
            keys("", DELETE)
        kit.click(dialog.accept_button)

    with answering(nobody):
        tree.board.actions_["head"].trigger()
    window.settle()
    assert asked(window, phonetrees.get).head == ()
    (link,) = tree.board.checks.links
    assert "Nobody stands at the head" in link.accessibleName()

    def two(dialog):
        keys("Caller 0", Qt.Key.Key_Tab)
        kit.until(lambda: dialog.fields[0].value(), "found")
        kit.click(dialog.accept_button)

    with answering(two):
        kit.click(link)
    window.settle()
    assert "Begins the calls: Caller 0." in texts(tree)


def test_what_is_chosen_is_shown_with_its_people_and_leads_to_them(window, tree):
    first, _second = lists(window)
    tree.board.view.choose(first[0])
    window.settle()
    said = texts(tree.board.details)
    assert "H St" in said and "Neighbor" in said
    link = next(
        each for each in tree.board.details.findChildren(QPushButton) if "Neighbor" in each.accessibleName()
    )
    kit.click(link)
    window.settle()
    assert window.page.name == "people"


def test_the_news_of_a_member_shows_at_once(window, tree):
    with window.desk.store.work(now=NOW, by="test") as work:
        members.retire(work, phonetrees.get(work).callers[0].member_id)
    window.desk.changed.emit(work.changes)
    window.settle()
    assert any("is retired and still calls" in each.accessibleName() for each in tree.board.checks.links)
    assert titles(tree)[0].startswith("⚠")


def test_paper_is_one_press_away(window, tree):
    kit.click(tree.print_button)
    window.settle()
    assert window.page.name == "reports"
    assert window.page.paper.options.paper == "phone-tree"


def test_a_file_for_reading_shows_the_tree_and_changes_nothing(window, watch):
    enter(watch, 24, built=True)
    kit.another_has_it(watch)
    window.open(watch)
    page = window.show("phonetree")
    before = lists(window)
    view = page.board.view
    view.setFocus()
    view.choose(before[0][0])
    for combination in ("Ctrl+Down", "Ctrl+M"):
        shortcut(combination, view)
    keys("", DELETE)
    window.settle()
    assert lists(window) == before
    assert not page.build_button.isEnabled() and not page.drill_button.isEnabled()


# Drills


@pytest.fixture
def run(window, tree):
    kit.click(tree.drill_button)
    window.settle()
    return tree.run


def test_a_drill_is_noted_key_by_key_and_the_next_home_is_chosen(window, tree, run):
    first, _second = lists(window)
    assert "Drill" in texts(run) and run.view.current_id() == first[0]
    keys("rmnw")
    window.settle()
    drill = asked(window, drills.running)
    assert [(each.household_id, each.outcome.value) for each in drill.calls] == list(
        zip(first, ("reached", "message", "no_answer", "wrong_number"), strict=False)
    )
    assert run.view.current_id() == first[4]
    assert run.bar.text() == "1 of 25 homes reached (4 %)"
    said = texts(run)
    assert "Messages: 1 · No answer: 1 · Wrong numbers: 1 · Not called yet: 21" in said
    assert "Caller 0 · 1 of" in run.view.model().groups[0].title
    window.shortcut("Ctrl+Z")
    window.settle()
    assert len(asked(window, drills.running).calls) == 3
    assert "Not called yet: 22" in texts(run)


def test_the_buttons_do_what_the_keys_do_and_the_skipped_are_called_back(window, tree, run):
    every = asked(window, drills.running).homes()
    keys("n" + "r" * (len(every) - 1))
    window.settle()
    assert run.view.current_id() == every[0], "back to the one who did not answer"
    run.waiting_only.setChecked(True)
    assert [line.id for group in run.view.model().groups for line in group.lines] == [every[0]]
    run.view.choose(every[0])
    kit.click(run.buttons[Outcome.REACHED])
    window.settle()
    assert run.bar.text() == "25 of 25 homes reached (100 %)"


def test_a_drill_that_ends_shows_what_came_of_it_beside_the_last(window, tree, run):
    keys("rrw")
    window.settle()
    kit.click(run.end_button)
    window.settle()
    results = tree.results
    said = texts(results)
    for there in (
        "2 of 25 homes (8 %)",
        "Nobody called",
        "22",
        "Numbers to correct",
        " H St · (916) 555-0134",
    ):
        assert there in said, there
    assert "Beside the time before" not in said
    link = next(
        each for each in results.details.findChildren(QPushButton) if " H St" in each.accessibleName()
    )
    kit.click(link)
    window.settle()
    assert window.page.name == "people"
    page = window.show("phonetree")
    kit.click(button(page, "Back to the tree"))
    window.settle()
    kit.click(page.activate_button)
    window.settle()
    assert "Real activation" in texts(page.run)
    keys("rrrw")
    window.settle()
    kit.click(page.run.end_button)
    window.settle()
    said = texts(page.results)
    assert "Beside the time before" in said and "4 more homes of a hundred were reached." in said
    assert page.results.list.count() == 2


def test_a_drill_goes_on_after_the_program_was_closed(window, tree, run):
    keys("rr")
    window.settle()
    path = window.desk.store.path
    window.close_file()
    window.open(path)
    page = window.show("phonetree")
    assert page.run.bar.text() == "2 of 25 homes reached (8 %)"
    assert page.run.view.current_id() == asked(window, drills.running).homes()[2]


def test_today_says_that_calls_are_under_way_and_leads_there(window, tree):
    kit.click(tree.activate_button)
    window.settle()
    page = window.show("today")
    kit.click(button(page, "The phone tree is activated: note who was reached"))
    window.settle()
    assert window.page.name == "phonetree"
    kit.click(window.page.run.end_button)
    window.settle()
    assert "activated" not in texts(window.show("today"))


def test_past_drills_are_found_by_search_and_removed(window, sample):
    window.open(sample)
    page = window.show("phonetree")
    kit.click(page.past_button)
    window.settle()
    assert page.results.list.count() == 2
    assert "Beside the time before" in texts(page.results)
    newest = asked(window, lambda work: drills.latest(work)[0][0])
    older = asked(window, lambda work: drills.latest(work)[1][0])
    window.desk.open_record(Kind.DRILL, older.id)
    window.settle()
    assert page.results.chosen_id() == older.id
    page.obey(Ref(Kind.DRILL, newest.id))
    window.settle()
    assert page.results.chosen_id() == newest.id
    kit.click(button(page.results, "Remove"))
    window.settle()
    assert page.results.list.count() == 1
    window.shortcut("Ctrl+Z")
    window.settle()
    assert page.results.list.count() == 2
    keys("", Qt.Key.Key_Escape)
    window.settle()
    assert page.board.isVisible()


def test_the_tree_of_the_sample_watch_stands_for_a_look(window, sample):
    window.open(sample)
    page = window.show("phonetree")
    assert 3 <= len(page.board.model.groups) <= 5
    drill = asked(window, drills.running)
    assert drill is None
    with window.desk.store.work(now=NOW, by="test") as work:
        begun = drills.start(work, DrillSort.DRILL)
    assert begun.homes()
