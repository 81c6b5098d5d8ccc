"""Contacts and old patrol logs brought in: five thousand people beside five thousand members.

Read from a CSV file, matched and kept as one step; and each kind of file by itself, vCards beside vobject.
Each is the median of `ROUNDS` turns, each turn on a file of its own.
"""

from __future__ import annotations

import csv
import gc
import random
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import vobject

from sacwatch.domain.contacts import Contact, Line, Number
from sacwatch.domain.times import SACRAMENTO
from sacwatch.exchange import vcards
from sacwatch.services import contacts, files, patrolsheets, undoing
from tests.benchmarks.rows import GOAL, Row, of, timed
from tests.making import Desk

ROUNDS = 3
PEOPLE, HOMES, PATROLS = 5_000, 2_000, 2_000
WHOLE, MATCHING, LOG = 5.0, 2.0, 5.0
NOW = datetime(2026, 9, 30, 12, tzinfo=UTC)
TODAY = date(2026, 9, 30)
_HEADS = (
    *("First Name", "Last Name", "Mobile Phone", "E-mail Address", "Home Street", "Home City"),
    *("Home State", "Home Postal Code", "Notes"),
)
_FIRST = ("Rosa", "Walt", "Ann", "Luis", "Mei", "Omar", "Grace", "Ivan", "Priya", "Sam", "Noor", "Tess")
_ENDS = ("berg", "dale", "ford", "gate", "hill", "lund", "more", "nett", "rick", "ston", "wick", "worth")


def _people(first: int, count: int) -> list[list[str]]:
    """Give rows of people, the same ones every time."""
    homes = random.Random(4)
    streets = [
        f"{1000 + homes.randrange(1900)} {homes.choice('CDEFGHIJKLMNOPQRSTUVW')} St" for _ in range(HOMES)
    ]
    return [
        [
            _FIRST[number % 12],
            f"{'BCDFGHJKLMNPRSTVW'[number % 17]}a{'lmnrst'[number // 3 % 6]}{_ENDS[number // 7 % 12]}",
            f"(916) 555-{number:04}" if number < 10_000 else f"(279) 555-{number - 10_000:04}",
            f"p{number}@example.org",
            streets[number % HOMES],
            *("Sacramento", "CA", "95811", "Met at the picnic"),
        ]
        for number in range(first, first + count)
    ]


def _csv(path: Path, people: Sequence[Sequence[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([_HEADS, *people])
    return path


def rows() -> Iterator[Row]:
    """Measure everything."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        there = folder / "there.sacwatch"
        desk = Desk.begin(there, start=NOW - timedelta(days=1))
        desk.store.close()
        _bring(there, _csv(folder / "first.csv", _people(0, PEOPLE)))
        # Half of them are here already, each with one thing that is new.
        half = [[*row[:-1], "Has a ladder"] for row in _people(PEOPLE // 2, PEOPLE)]
        coming = _csv(folder / "coming.csv", half)
        yield from _whole(there, coming, folder)
        yield from _files(folder, _people(0, PEOPLE))
        yield from _log(there, folder)


def _bring(watch: Path, path: Path) -> dict[str, float]:
    """Bring a file into a watch and give how long each part took."""
    spent: dict[str, float] = {}
    answers: dict[str, Any] = {}

    def note(name: str, deed: Callable[[], Any]) -> None:
        spent[name] = timed(lambda: answers.__setitem__(name, deed()))

    store = files.open_file(watch, now=NOW, zone=SACRAMENTO)
    # As in the window, where Python's garbage is looked for between two jobs and in no other thread.
    gc.collect()
    gc.disable()
    try:
        note("read", lambda: contacts.read(path))
        with store.reading(now=NOW) as work:
            note("match", lambda: contacts.preview(work, answers["read"].contacts))

        def keep() -> None:
            with store.work(now=NOW, by="bench") as work:
                contacts.bring_in(work, answers["match"], today=TODAY)

        def undo() -> None:
            with store.work(now=NOW, by="bench") as work:
                undoing.undo(work)

        note("keep", keep)
        spent["whole"] = spent["read"] + spent["match"] + spent["keep"]
        note("undo", undo) if "coming" in path.name else None
    finally:
        gc.enable()
        store.close()
    return spent


def _whole(there: Path, coming: Path, folder: Path) -> Iterator[Row]:
    told: dict[str, list[float]] = {}
    for turn in range(ROUNDS):
        copy = Path(shutil.copy(there, folder / f"{turn}.sacwatch"))
        for name, seconds in _bring(copy, coming).items():
            told.setdefault(name, []).append(seconds)
        copy.unlink()
    what = f"{PEOPLE:,} contacts, {PEOPLE:,} members in {HOMES:,} homes"
    yield of(f"brought in whole: {what}", told["whole"], GOAL, WHOLE)
    yield of("of that: the file read", told["read"])
    yield of("of that: matched", told["match"], GOAL, MATCHING)
    yield of("of that: kept as one step", told["keep"])
    yield of("the whole import taken back", told["undo"])


def _files(folder: Path, people: Sequence[Sequence[str]]) -> Iterator[Row]:
    known = [
        Contact(
            0, f"{row[0]} {row[1]}", phones=(Number(row[2], Line.MOBILE),), emails=(row[3],), note=row[-1]
        )
        for row in people
    ]
    cards = vcards.written(known)
    yield of(f"{PEOPLE:,} people written as vCards", [timed(lambda: vcards.written(known))])
    path = folder / "people.vcf"
    path.write_bytes(cards)
    ours = [timed(lambda: contacts.read(path)) for _ in range(ROUNDS)]
    text = cards.decode("utf-8")
    theirs = [timed(lambda: list(vobject.readComponents(text))) for _ in range(ROUNDS)]
    yield of(f"{PEOPLE:,} vCards read", ours, "vobject", statistics.median(theirs))
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in [_HEADS, *people]:
        sheet.append(list(row))
    xlsx = folder / "people.xlsx"
    book.save(xlsx)
    spent = [timed(lambda: contacts.read(xlsx)) for _ in range(ROUNDS)]
    yield of(f"{PEOPLE:,} rows of a spreadsheet read", spent)


def _log(there: Path, folder: Path) -> Iterator[Row]:
    path = folder / "log.csv"
    days = [date(2015, 1, 1) + timedelta(days=number) for number in range(PATROLS)]
    lines = [f'{day:%m/%d/%Y},8:30 pm,10 pm,"Rosa Baldale, Walt Carford",16th & P,All quiet' for day in days]
    path.write_text("\n".join(["Date,Start,Finish,Who,Area,Notes", *lines]), encoding="utf-8")
    spent = []
    for turn in range(ROUNDS):
        copy = Path(shutil.copy(there, folder / f"log{turn}.sacwatch"))
        store = files.open_file(copy, now=NOW, zone=SACRAMENTO)

        def bring(store: Any = store) -> None:
            log = patrolsheets.read(path)
            with store.reading(now=NOW) as work:
                found = patrolsheets.preview(work, log, zone=SACRAMENTO, today=TODAY)
            with store.work(now=NOW, by="bench") as work:
                patrolsheets.bring_in(work, found, zone=SACRAMENTO, today=TODAY)

        spent.append(timed(bring))
        store.close()
        copy.unlink()
    yield of(f"an old log of {PATROLS:,} patrols brought in", spent, GOAL, LOG)
