"""Shifts: what the page, Today, a paper and a calendar file ask of ten years of them.

Four series of ten years with people of their own on each day, and 3,000 single shifts, beside ten years of
patrols. Each row is the median of `TURNS` turns after one that does not count.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sacwatch.domain.audiences import Audience
from sacwatch.domain.shifts import Away, RegularDraft, ShiftDay, ShiftDraft, pattern, settle
from sacwatch.domain.times import SACRAMENTO
from sacwatch.services import files, reporting, shiftcalendars, shifts
from sacwatch.services.reporting import Order
from sacwatch.store.files import Store
from tests.benchmarks import tenyears
from tests.benchmarks.rows import GOAL, Row, of, timed

TURNS = 20
PAGE, SAVE, SHEET = 0.150, 0.060, 0.5
SINGLES = 3_000
TODAY = tenyears.END.astimezone(SACRAMENTO).date()
FIRST = date(2016, 10, 1)


def rows() -> Iterator[Row]:
    """Measure in this process, and the page in a window of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shifts.sacwatch"
        shutil.copy(tenyears.cached(), path)
        store = files.open_file(path, now=tenyears.END, zone=SACRAMENTO)
        fill(store)
        yield from _services(store)
        store.close()
        yield from _window(path, Path(folder))


def fill(store: Store) -> None:
    """Plan ten years in one step."""
    chance = random.Random(7)
    with store.work(now=tenyears.END, by="ten years") as work:
        work.does = "step.shift_added"
        people = [member.id for member in work.members.named("r", limit=40)]
        for weekdays in (("5",), ("1", "3"), ("6",), ("2",)):
            draft = ShiftDraft(
                first=FIRST.isoformat(),
                start=f"{chance.randrange(17, 22)}:30",
                finish="23:15",
                repeat="weekly",
                weekdays=weekdays,
                area="Boulevard Park",
                regulars=tuple(RegularDraft("", each) for each in people[:2]),
            )
            shift = settle(draft, work.stamp(work.new_id()), today=TODAY)
            days = []
            for day in pattern(shift, FIRST, TODAY + timedelta(days=30)):
                away = (Away(member_id=people[0], stand_in_id=chance.choice(people[2:])),)
                days.append(ShiftDay(day=day, added=(chance.choice(people[2:]),), away=away))
            work.shifts.add(replace(shift, days=tuple(days)))
        for number in range(SINGLES):
            day = FIRST + timedelta(days=number * 3_680 // SINGLES)
            draft = ShiftDraft(
                first=day.isoformat(),
                start="17:00",
                finish="18:30",
                area="Marshall School",
                regulars=tuple(RegularDraft("", each) for each in chance.sample(people, 3)),
            )
            work.shifts.add(settle(draft, work.stamp(work.new_id()), today=TODAY))


def _services(store: Store) -> Iterator[Row]:
    month = (TODAY.replace(day=1) - timedelta(days=6), TODAY.replace(day=1) + timedelta(days=36))

    def reading(ask: Callable[[Any], object]) -> Callable[[], object]:
        def act() -> object:
            with store.reading(now=tenyears.END) as work:
                return ask(work)

        return act

    look = reading(lambda work: shifts.look(work, *month, zone=SACRAMENTO))
    yield _row("a month of the calendar", look, PAGE)
    around = reading(lambda work: shifts.around(work, today=TODAY, zone=SACRAMENTO))
    yield _row("what Today asks", around, PAGE)
    with store.reading(now=tenyears.END) as work:
        series = next(each for each in work.shifts.all() if each.repeats)
        people = [member for member in work.members.named("r", limit=40) if member.id not in series.regulars]
    coming = list(pattern(series, TODAY + timedelta(days=40), TODAY + timedelta(days=400)))
    spent = []
    for number in range(TURNS + 1):

        def sign_up(day: date = coming[number]) -> None:
            with store.work(now=tenyears.END, by="ten years") as work:
                shifts.sign_up(work, series.id, day, RegularDraft("", people[3].id))

        spent.append(timed(sign_up))
    yield of("shifts: sign up for a day of a series of ten years", spent[1:], GOAL, SAVE)
    for order in (Order("shift-calendar", f"{TODAY:%Y-%m}"), Order("shift-week", TODAY.isoformat())):

        def paper(order: Order = order) -> None:
            with store.reading(now=tenyears.END) as work:
                gathered = reporting.gather(work, order, zone=SACRAMENTO)
            reporting.make(gathered, tenyears.END)

        yield _row(f"{order.report}, gathered and made", paper, SHEET)

    def calendar() -> None:
        how = {"today": TODAY, "zone": SACRAMENTO}
        with store.reading(now=tenyears.END) as work:
            gathered = shiftcalendars.gather(work, None, Audience.CAPTAIN, **how)
        shiftcalendars.make(gathered)

    yield _row("calendar file for all", calendar, SHEET)


def _row(name: str, deed: Callable[[], object], goal: float) -> Row:
    deed()
    return of(f"shifts: {name}", [timed(deed) for _ in range(TURNS)], GOAL, goal)


# The page


def _window(path: Path, folder: Path) -> Iterator[Row]:
    out = folder / "page.json"
    home = {**os.environ, "SACWATCH_HOME": str(folder / "home"), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.benchmarks.shifts", str(path), str(out)]
    done = subprocess.run(command, env=home, capture_output=True, text=True, timeout=300)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    seen = json.loads(out.read_text())
    yield of("opening shifts anew, ten years", seen["anew"], GOAL, PAGE)
    yield of("shifts: from one month to the next", seen["turned"], GOAL, PAGE)
    yield of("shifts: from one day to the next", seen["moved"], GOAL, PAGE)


def measure(path: Path, out: Path) -> None:
    """Open the page in a real window and write down how long it takes."""
    from sacwatch import app as application

    application.window()
    from tests.ui import kit

    window = kit.Window(clock=lambda: tenyears.END, size=(1240, 800))
    window.open(path)
    window.settle(extra=600)
    window.show("shifts")
    seen: dict[str, list[float]] = {"anew": [], "turned": [], "moved": []}
    for _turn in range(TURNS):
        window.show("settings")
        page = window.shell._pages.pop("shifts")
        window.shell._stack.removeWidget(page)
        page.deleteLater()
        window.settle(extra=100)
        seen["anew"].append(_until_filled(window, lambda: window.shell.show_page("shifts")))
    for _turn in range(TURNS):
        seen["turned"].append(_until_filled(window, lambda: window.page.calendar.turn(-1)))
        window.settle()
    for turn in range(TURNS):
        day = window.page.calendar.grid.first + timedelta(days=7 + turn % 20)

        def move(to: date = day) -> None:
            window.page.calendar.go_to(to)

        begun = time.perf_counter()
        move()
        window.settle()
        window.page.repaint()
        seen["moved"].append(time.perf_counter() - begun)
    window.end()
    out.write_text(json.dumps(seen))


def _until_filled(window: Any, deed: Callable[[], object]) -> float:
    from tests.ui import kit

    begun = time.perf_counter()
    deed()
    kit.until(lambda: window.page.name == "shifts" and window.page._board is not None, "the page is filled")
    window.page.repaint()
    return time.perf_counter() - begun


if __name__ == "__main__":
    measure(Path(sys.argv[1]), Path(sys.argv[2]))
