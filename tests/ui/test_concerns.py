"""The page of concerns: from the first word to telling back, by keyboard; the same counted; actions."""

from PySide6.QtCore import Qt

from sacwatch.domain.concerns import State
from sacwatch.domain.listing import ActionQuery, ConcernQuery
from sacwatch.services import actions, concerns
from sacwatch.ui.concerns.orders import ShowWaiting
from sacwatch.ui.links import Link
from tests.ui.kit import answering, button, click, keys, shortcut, texts, until

TAB, DOWN, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Return


def saved(window):
    shortcut("Ctrl+S")
    until(lambda: window.form is None, "it is saved")
    window.settle()


def register(window):
    with window.desk.store.reading(now=window.desk.now()) as work:
        lines = concerns.find(work, ConcernQuery()).lines
        return [concerns.get(work, each.id) for each in lines]


def step(window, words, *answers):
    """Press the button of a step, and answer its dialog."""

    def answer(box):
        for typed, special in answers:
            keys(typed, *special)
        click(box.accept_button)

    with answering(answer):
        click(button(window.page.details, words))
    window.settle()


def test_a_concern_from_the_first_word_until_those_who_raised_it_are_told(window, watch):
    window.open(watch)
    window.show("concerns", "new")
    keys("s", TAB)  # street lighting
    keys("", TAB)
    keys("9/8", TAB)
    keys("1620 P St", TAB)
    keys("rosa", TAB)
    window.settle()
    keys("", TAB)
    keys("The lamp is out.", TAB)
    keys("A street light is out.", TAB)
    saved(window)
    (concern,) = register(window)
    assert (concern.topic.value, concern.raised_by) == ("lighting", "Rosa Delgado")
    assert concern.member_id is not None and concern.place.point is not None
    assert "open for 12 days. Waiting for: You: send it on" in texts(window.page.details)
    step(window, "Send it on…", ("", (TAB,)), ("Street lights", (TAB,)), ("240908-1", (TAB,)), ("9/9", ()))
    step(window, "What came of it…", ("New bulb", (TAB,)), ("It was repaired.", (TAB,)), ("9/15", ()))
    window.show("concerns", ShowWaiting("to_tell"))
    assert window.page.model.rowCount() == 1
    told = [window.page._waiting.itemText(at) for at in range(window.page._waiting.count())]
    assert told[0] == "All that is open (1)" and "You: tell back (1)" in told and "Police" in told
    step(window, "Told back…", ("i", (TAB,)))
    (concern,) = register(window)
    assert [each.state.value for each in concern.steps] == ["raised", "sent", "answered", "told"]
    assert window.toast.startswith("Told back.")
    click(button(window.shell.toast, "Undo"))
    window.settle()
    assert register(window)[0].state is State.ANSWERED


def test_what_is_in_the_register_already_is_counted_there_and_a_draft_outlives_the_window(window, watch):
    window.open(watch)
    window.show("concerns", "new")
    keys("s", TAB, TAB, TAB)
    keys("1620 P St", TAB, TAB, TAB)
    keys("Dark.", TAB)
    saved(window)
    window.show("concerns", "new")
    keys("s", TAB, TAB, TAB)
    keys("1622 P St", TAB)
    keys("Walt Kim", TAB, TAB)
    keys("Still dark.")
    window.show("today")
    assert "Not finished: Concern or suggestion" in window.said()
    assert "1 concern to send on" in window.said()
    window.show("concerns")
    until(lambda: "Count it there" in texts(window.form), "the same is offered")
    click(button(window.form, "Count it there (2 times)"))
    until(lambda: window.form is None, "it is counted")
    window.settle()
    (concern,) = register(window)
    (again,) = concern.raisings
    assert (concern.times, again.name, again.words) == (2, "Walt Kim", "Still dark.")
    assert "Raised 2 times" in texts(window.page.details)
    window.show("today")
    assert "Not finished" not in window.said()


def test_an_action_of_a_concern_until_it_is_done(window, watch):
    window.open(watch)
    window.show("concerns", "new")
    keys("g", TAB, TAB, TAB, TAB, TAB, TAB)
    keys("Tags on the fence.", TAB)
    saved(window)
    links = window.page.details.findChildren(Link)
    next(each for each in links if "Add an action" in each.accessibleName()).click()
    until(lambda: window.form is not None, "the form of an action")
    window.settle()
    assert "It comes of: “Tags on the fence.”" in texts(window.form)
    keys("Paint it over", TAB)
    keys("walt", TAB)
    window.settle()
    keys("10/6", TAB)
    saved(window)
    window.page.table.setFocus()
    step(window, "Done…", ("Painted", ()))
    with window.desk.store.reading(now=window.desk.now()) as work:
        (action,) = actions.find(work, ActionQuery()).lines
        assert actions.concern_of(work, action) is not None
    assert (action.owner, action.outcome, action.state.value) == ("Walt Kim", "Painted", "done")
    assert window.page.model.rowCount() == 0, "only the open ones are listed"
