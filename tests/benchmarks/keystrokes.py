"""Everyday jobs by a keystroke-level model, each really carried out in the window and its record checked.

The model is that of Card, Moran and Newell (1980): 0.28 s for a key (an average typist who is not a
secretary) and 1.35 s for a decision. A key that needs Shift, Ctrl or Alt counts twice. A decision
stands before each thing that is read off the paper or chosen: a command, a line of the sheet, and in
an entry with something on it also what it was about and who was told. What follows by itself in the
order of the sheet, such as Tab to the next field, is no decision (the model's rules 1 and 2).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.benchmarks.rows import GOAL, Row

KEY, DECISION = 0.28, 1.35
_BREATH_MS = 200
_SHIFTED = set('~!@#$%^&*()_+{}|:"<>?')


def rows() -> Iterator[Row]:
    """Count; a patrol and a sheet have the goal of two minutes, the others one minute."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "counted.json"
        environment = {
            **os.environ,
            "SACWATCH_HOME": str(Path(folder) / "home"),
            "QT_QPA_PLATFORM": "offscreen",
        }
        command = [sys.executable, "-m", "tests.benchmarks.keystrokes", folder, str(out)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600)
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        counted: dict[str, tuple[int, int]] = json.loads(out.read_text())
    for name, (keys, decisions) in counted.items():
        goal = 120.0 if name in (_log_a_patrol.__doc__, _type_a_sheet_back.__doc__) else 60.0
        told = f"{name} ({keys} keys, {decisions} decisions)"
        yield Row(told, keys * KEY + decisions * DECISION, f"{GOAL}, by the model", goal)


class Hand:
    """Types into the window and counts what a person would have pressed and decided."""

    def __init__(self, window: Any) -> None:
        from tests.ui import kit

        self.window, self.keys, self.decisions = window, 0, 0
        self._kit = kit

    def decide(self) -> Hand:
        """Stop to think once: to read the next line of the paper, or to choose."""
        self.decisions += 1
        return self

    def type(self, text: str, *special: Any) -> Hand:
        """Type a text, then press special keys."""
        self.keys += len(text) + sum(1 for each in text if each.isupper() or each in _SHIFTED) + len(special)
        self._kit.keys(text)
        if text and special:
            # No hand is so quick that the suggestions would not stand there by now.
            self._kit.pause(_BREATH_MS)
        self._kit.keys("", *special)
        return self

    def tab_to(self, control: Any) -> Hand:
        """Press Tab until something has the focus."""
        from PySide6.QtCore import Qt

        for _ in range(40):
            if control.hasFocus():
                return self
            self.type("", Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {control}")

    def press(self, combination: str) -> Hand:
        """Press a combination of keys."""
        self.keys += len(combination.split("+"))
        self.window.shell.activateWindow()
        self._kit.shortcut(combination, self.window.shell)
        self.window.settle()
        return self

    def go(self, page: str) -> Hand:
        """Go to a page by its number."""
        from sacwatch.ui.page import keys_of

        return self.press(keys_of(page))

    def wait(self, true: Callable[[], Any], what: str) -> Any:
        """Wait as a person would until something is on the screen."""
        return self._kit.until(true, what)

    def saved(self) -> None:
        """Wait until the form has gone."""
        self.wait(lambda: self.window.form is None, "the form is saved")
        self.window.settle()

    def ask(self, question: Callable[[Any], Any]) -> Any:
        """Ask the file itself."""
        desk = self.window.desk

        def look() -> Any:
            with desk.store.reading(now=desk.now()) as work:
                return question(work)

        return desk.tasks.ask_lane(look)


# The sheet of a 90-minute patrol: seven of ten entries say nothing but that it was quiet, as in the files
# of real watches; the others say what.
_QUIET = (
    *(("845", "1620 P St"), ("855", "1720 P St"), ("915", "1820 Q St"), ("925", "1920 Q St")),
    *(("935", "20th & R"), ("945", "1815 R St"), ("955", "17th & R")),
)
_NOTED = (
    ("905", "16th & Q", "g", "Owner closed it", "", ""),
    ("930", "1912 Q St", "f", "Tag on the fence", "3", "311-768050"),
    ("950", "1710 R St", "l", "", "3", "311-768051"),
)


def _log_a_patrol(hand: Hand) -> None:
    """log a patrol of 90 minutes with 10 entries"""
    from PySide6.QtCore import Qt

    tab, enter, space = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Space
    hand.decide().press("Ctrl+N")
    form = hand.window.form
    hand.decide().type("2030", tab).type("2200", tab, tab)
    for name in ("ros", "walt"):
        hand.decide().type(name, enter)
    hand.type("", enter)
    _at(form.area.line)
    hand.decide().type("P to R, 16th to 20th", tab)
    hand.decide().type("Clear", tab)
    hand.decide()
    while True:  # each thing that was taken along: out and back
        row = next((each for each in form.equipment.rows if each.name.hasFocus()), None)
        if row is None:
            break
        taken = bool(row.name.text())
        hand.type("", tab)
        if taken:  # a blank line has nothing to tick
            hand.type("", space, tab, space, tab)
    hand.decide().type("", space, tab, space, tab, space, tab)
    _at(form.entries.rows[0].clock)
    for line in sorted([*_QUIET, *_NOTED], key=lambda each: int(each[0])):
        hand.decide().type(line[0], tab).type(line[1])
        if len(line) > 2:
            _clock, _place, category, seen, told, number = line
            hand.type("", tab).decide().type(category, tab, tab).type(seen)
            if told:
                hand.type("", tab).decide().type(told, tab).type(number)
        hand.type("", enter)
    hand.decide().press("Ctrl+S")
    hand.saved()
    patrol = hand.ask(lambda work: work.patrols.latest())
    assert patrol.minutes == 90 and len(patrol.entries) == 10, patrol
    assert [each.name.split()[0] for each in patrol.crew] == ["Rosa", "Walt"]
    assert all(each.member_id for each in patrol.crew)
    assert len(patrol.rules) == 3 and all(each.out and each.back for each in patrol.equipment)
    noted = [each for each in patrol.entries if each.category.value != "all_quiet"]
    assert [(each.category.value, each.reported_to.value) for each in noted] == [
        ("open_garage", "none"),
        ("graffiti", "311"),
        ("street_light_out", "311"),
    ]
    assert all(each.place.point is not None for each in patrol.entries)
    times = [each.at for each in patrol.entries]
    assert times == sorted(times) and patrol.started_at < times[0] and times[-1] < patrol.finished_at


def _type_a_sheet_back(hand: Hand) -> None:
    """type a patrol sheet back by its number, with 10 entries and a house looked at"""
    from PySide6.QtCore import Qt

    from sacwatch.domain.sheets import SheetDraft
    from sacwatch.services import sheets

    tab, enter, space = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Space
    kit, desk = hand._kit, hand.window.desk
    sheet = next(each for each in hand.ask(sheets.latest) if each.house_ids)
    day = desk.today()
    draft = SheetDraft(
        day=day.isoformat(), start="6:00 am", finish="7:30 am", crew=_named(sheet), area="P to R", mode="foot"
    )
    draft = replace(draft, equipment=("Flashlight", "Vest"))
    made: list[Any] = []
    desk.do(lambda work: sheets.prepare(work, draft, zone=desk.zone, today=day), owner=desk, then=made.append)
    hand.wait(lambda: made, "the sheet is printed")
    hand.window.settle()
    hand.decide().go("patrols")
    number = made[0].number

    def answer(box: Any) -> None:
        hand.decide().type(number, enter)
        hand.wait(lambda: kit.dialog() is not box, "the sheet is found")

    with kit.answering(answer):
        hand.keys += 2
        kit.shortcut("Ctrl+T", hand.window.page)
    hand.window.shell.activateWindow()
    hand.wait(lambda: hand.window.form is not None, "the form is open")
    hand.window.settle()
    form = hand.window.form
    _at(form.start.line)
    hand.decide().type("605", tab).type("735", tab)
    hand.tab_to(form.fields["weather"].line).decide().type("Clear", tab)
    hand.decide()
    while (row := next((each for each in form.equipment.rows if each.name.hasFocus()), None)) is not None:
        taken = bool(row.name.text())
        hand.type("", tab)
        if taken:  # a blank line has nothing to tick
            hand.type("", space, tab, space, tab)
    hand.decide().type("", space, tab, space, tab, space, tab)
    _at(form.checks.rows[0].box)
    hand.decide().type("615", enter)
    _at(form.entries.rows[0].clock)
    for line in sorted([*_QUIET, *_NOTED], key=lambda each: int(each[0])):
        clock = str(int(line[0]) - 230 + (0 if int(line[0]) % 100 >= 30 else -40))
        hand.decide().type(clock, tab).type(line[1])
        if len(line) > 2:
            _clock, _place, category, seen, told, case = line
            hand.type("", tab).decide().type(category, tab, tab).type(seen)
            if told:
                hand.type("", tab).decide().type(told, tab).type(case)
        hand.type("", enter)
    hand.decide().press("Ctrl+S")
    hand.saved()
    patrol = hand.ask(lambda work: work.patrols.latest())
    assert patrol.sheet_id == made[0].id and patrol.minutes == 90, patrol
    assert len(patrol.entries) == 11 and patrol.entries[0].household_id == made[0].house_ids[0]
    assert len(patrol.crew) == 2 and len(patrol.rules) == 3


def _named(sheet: Any) -> tuple[Any, ...]:
    from sacwatch.domain.patrols import PatrollerDraft

    return tuple(PatrollerDraft(each.name, each.member_id) for each in sheet.crew[:2])


def _at(control: Any) -> None:
    from tests.ui import kit

    assert kit.focus() is control, f"the cursor is not where the sheet goes on: {kit.focus()}"


def _record_an_incident(hand: Hand) -> None:
    """record an incident that a resident tells of"""
    from PySide6.QtCore import Qt

    tab, enter = Qt.Key.Key_Tab, Qt.Key.Key_Return
    hand.decide().go("incidents").press("Ctrl+N")
    form = hand.window.form
    hand.decide().type("veh", tab, tab, tab)
    hand.decide().type("0830", tab, tab, tab)
    _at(form.place.line)
    hand.decide().type("1620 P St", enter)
    hand.decide().type("Window smashed, bag taken.")
    hand.decide().press("Ctrl+S")
    hand.saved()
    incident = hand.ask(lambda work: work.incidents.get(hand.window.page.chosen_id()))
    assert incident.kind.value == "vehicle_burglary" and incident.place.point is not None
    assert incident.happened == "Window smashed, bag taken."


def _find_a_phone(hand: Hand) -> None:
    """look up somebody's phone number"""
    from PySide6.QtCore import Qt

    kit = hand._kit
    hand.decide().press("Ctrl+K")
    hand.wait(lambda: kit.dialog() is not None and kit.QApplication.focusWidget() is not None, "the search")
    hand.decide().type("zora th")
    box = kit.dialog()
    hand.wait(lambda: box._list.count() and "Zora" in box._list.item(0).text(), "she is found")
    hand.decide().type("", Qt.Key.Key_Return)
    hand.wait(lambda: hand.window.page.name == "people", "the page of people")
    hand.window.settle()
    assert "555-01" in kit.texts(hand.window.page.details)
    assert "Zora Thornquist" in kit.texts(hand.window.page.details)


def _add_a_member(hand: Hand) -> None:
    """add a member with a phone and an address"""
    from PySide6.QtCore import Qt

    tab = Qt.Key.Key_Tab
    hand.decide().go("people").press("Ctrl+N")
    hand.decide().type("Ida Moss", tab)
    hand.decide().type("916-555-0177", tab)
    hand.tab_to(hand.window.form.fields["address"].line)
    hand.decide().type("1712 S St", tab)
    hand.decide().press("Ctrl+S")
    hand.saved()
    member = hand.ask(lambda work: work.members.get(hand.window.page.chosen_id()))
    assert member.name == "Ida Moss" and member.phones[0].number == "(916) 555-0177"
    assert member.address.point is not None


def _correct_a_time(hand: Hand) -> None:
    """correct the finish of the latest patrol"""
    from PySide6.QtCore import Qt

    tab, enter = Qt.Key.Key_Tab, Qt.Key.Key_Return
    before = hand.ask(lambda work: work.patrols.latest())
    hand.decide().go("patrols")
    page = hand.window.page
    assert page.table.currentIndex().row() == 0
    hand.tab_to(page.table)
    hand.decide().type("", enter)
    hand.wait(lambda: hand.window.form is not None, "the form is open")
    hand.window.settle()
    hand.type("", tab, tab)
    _at(hand.window.form.finish.line)
    hand.decide().type("2215", tab)
    hand.decide().press("Ctrl+S")
    hand.saved()
    after = hand.ask(lambda work: work.patrols.get(before.id))
    assert after.minutes == before.minutes + 15


def _remove_and_take_back(hand: Hand) -> None:
    """remove a patrol by mistake and take it back"""
    from PySide6.QtCore import Qt

    hand.decide().go("patrols")
    page = hand.window.page
    hand.tab_to(page.table).type("", Qt.Key.Key_Down)
    hand.window.settle()
    id_ = page.chosen_id()
    count = hand.ask(lambda work: work.patrols.count())
    hand.decide().type("", Qt.Key.Key_Delete)
    hand.wait(lambda: hand.ask(lambda work: work.patrols.count()) == count - 1, "it is removed")
    hand.window.settle()
    hand.decide().press("Ctrl+Z")
    hand.wait(lambda: hand.ask(lambda work: work.patrols.count()) == count, "it is back")
    hand.window.settle()
    assert hand.ask(lambda work: work.patrols.get(id_)).id == id_


def _month_for_the_police(hand: Hand) -> None:
    """see the month's hours as the police get them"""
    from PySide6.QtCore import Qt

    right, enter = Qt.Key.Key_Right, Qt.Key.Key_Return
    hand.decide().go("reports")
    page = hand.window.page
    hand.tab_to(page.gallery.groups[0]).decide().type("", *(right for _card in range(3)), enter)
    hand.wait(lambda: page.paper.fresh, "the paper is shown")
    hand.tab_to(page.paper.options.audience.box).decide().type("p")
    hand.wait(lambda: page.paper.fresh and not page.paper.settle.isActive(), "the paper is shown")
    order = page.paper.made[0].order
    assert (order.report, order.audience.value) == ("patrol-hours", "police"), order


def _number_tried(hand: Hand) -> None:
    """say that a number was tried today"""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QPushButton

    from sacwatch.ui.links import Link

    hand.decide().go("today")
    links = hand.window.page.findChildren(Link)
    wanted = next(each for each in links if "this number" in each.text())
    if not wanted.isVisible():
        more = next(each for each in links if "more things to do" in each.text())
        hand.tab_to(more).decide().type("", Qt.Key.Key_Return)
    hand.tab_to(wanted).decide().type("", Qt.Key.Key_Return)
    hand.wait(lambda: hand.window.page.name == "resources", "whom to call")
    hand.window.settle()
    id_ = hand.window.page.chosen_id()
    button = next(
        each for each in hand.window.page.details.findChildren(QPushButton) if "it works" in each.text()
    )
    hand.tab_to(button).decide().type("", Qt.Key.Key_Space)
    hand.wait(lambda: "it works" in hand.window.toast, "it is noted")
    hand.window.settle()
    numbers = hand.ask(lambda work: work.watches.get(work.watch_id)).numbers
    assert next(each for each in numbers if id_ in (each.id, each.key)).checked_on == hand.window.desk.today()


def _report_number(hand: Hand) -> None:
    """enter the report number that came"""
    from PySide6.QtCore import Qt

    enter = Qt.Key.Key_Return
    hand.decide().go("incidents")
    page = hand.window.page
    id_ = _reported(hand)
    hand.tab_to(page.table).decide()
    for _ in range(page.model.row_of(id_) - page.table.currentIndex().row()):
        hand.type("", Qt.Key.Key_Down)
    hand.type("", enter)
    hand.wait(lambda: hand.window.form is not None, "the form is open")
    hand.window.settle()
    field = hand.window.form.fields["report_number"].line
    hand.tab_to(field).decide().type("26-301147")
    hand.decide().press("Ctrl+S")
    hand.saved()
    incident = hand.ask(lambda work: work.incidents.get(id_))
    assert incident.report_number == "26-301147"


def _reported(hand: Hand) -> str:
    """Give the id of the newest incident in the list that was reported to somebody."""
    lines = [hand.window.page.model.line(row) for row in range(40)]
    for line in lines:
        if line is not None and hand.ask(
            lambda work, id_=line.id: work.incidents.get(id_).reported_to.value != "none"
        ):
            found: str = line.id
            return found
    raise AssertionError("no incident was reported to anybody")


def _find_a_patrol(hand: Hand) -> None:
    """find the patrols of last month on which a garage stood open"""
    hand.decide().go("patrols").press("Ctrl+F")
    page = hand.window.page
    hand.decide().type("garage")
    hand.wait(lambda: hand.window.tasks.idle and 0 < page.model.rowCount() < 100, "the list follows")
    hand.window.settle()
    patrol = hand.ask(lambda work: work.patrols.get(page.chosen_id()))
    said = " ".join(f"{each.seen} {each.category.value}" for each in patrol.entries)
    assert "garage" in said.lower()
    page.search.clear()
    hand.window.settle()


JOBS: tuple[Callable[[Hand], None], ...] = (
    *(_log_a_patrol, _record_an_incident, _find_a_phone, _add_a_member, _correct_a_time),
    *(_remove_and_take_back, _month_for_the_police, _number_tried, _report_number, _find_a_patrol),
    _type_a_sheet_back,
)


def carry_out(folder: Path, out: Path) -> None:
    """Carry every job out on the sample watch and write down what was counted."""
    from sacwatch import app as application

    application.window()
    from sacwatch.domain.times import SACRAMENTO
    from sacwatch.services import sample
    from tests.ui import kit

    file = folder / "Sample watch.sacwatch"
    sample.make_file(file, now=kit.NOW, zone=SACRAMENTO)
    window = kit.Window()
    window.open(file)
    counted = {}
    for job in JOBS:
        hand = Hand(window)
        job(hand)
        counted[str(job.__doc__)] = (hand.keys, hand.decisions)
    window.end()
    out.write_text(json.dumps(counted))


if __name__ == "__main__":
    carry_out(Path(sys.argv[1]), Path(sys.argv[2]))
