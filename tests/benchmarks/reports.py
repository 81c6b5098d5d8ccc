"""Papers against the same words, fonts and places on the page written with bare ReportLab.

The peer is what its manual shows: `SimpleDocTemplate`, `Table(repeatRows=1)` with a `Paragraph` in
each cell, words escaped, a canvas that knows the number of pages, and the same font files.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from sacwatch import paths
from sacwatch.domain.patrols import Patrol
from sacwatch.reports import formats
from sacwatch.reports.incidents import incident_summary
from sacwatch.reports.patrols import crew_words, patrol_hours, patrol_log
from sacwatch.words import label
from tests.benchmarks.rows import GOAL, Row, late, of, timed
from tests.reports import papers

ROUNDS = 15
_GOAL = 1.3


def rows() -> Iterator[Row]:
    """Measure; each row is the median of `ROUNDS` turns, ours and the peer's one after the other."""
    log = papers.log_data()
    month = papers.patrols(14)
    hours = papers.hours_data(records=month)
    incidents = papers.incidents(560)
    summary = papers.summary_data(records=incidents)
    pages = len(papers.read(incident_summary(summary, papers.MADE_ON)).pages)
    for fonts, words in (("embedded", "same fonts"), ("built-in", "Helvetica, nothing embedded")):
        peer = _Peer(embedded=fonts == "embedded")
        name = f"bare ReportLab, {words}"
        yield _compared(
            "patrol log, 1 page",
            lambda: patrol_log(log, papers.MADE_ON),
            name,
            lambda p=peer: p.log(log.patrol),
        )
        yield _compared(
            "patrol hours of a month, 14 patrols",
            lambda: patrol_hours(hours, papers.MADE_ON),
            name,
            lambda p=peer: p.hours(month),
        )
        yield _compared(
            f"incident summary, {pages} pages, 560 incidents",
            lambda: incident_summary(summary, papers.MADE_ON),
            name,
            lambda p=peer: p.summary(incidents),
        )
    each = [timed(lambda: patrol_log(log, papers.MADE_ON)) for _round in range(30)]
    yield of("one-page paper, each of many", each, f"{GOAL}, 15 a second on one core", 1 / 15)
    # The records and the words are there before any paper is asked for.
    before = "sacwatch.domain.reducing, sacwatch.domain.watches, sacwatch.words, sacwatch.paths"
    ours = _import_seconds("sacwatch.reports.patrols, sacwatch.reports.incidents", before)
    peers = _import_seconds("reportlab.platypus, reportlab.pdfgen.canvas, reportlab.pdfbase.ttfonts", before)
    yield Row("import of all papers", ours, "import of ReportLab's layout", peers, _GOAL)


def _compared(name: str, ours: Callable[[], bytes], peer: str, theirs: Callable[[], bytes]) -> Row:
    ours()
    theirs()
    mine, other = [], []
    for _round in range(ROUNDS):
        mine.append(timed(ours))
        other.append(timed(theirs))
    return Row(name, statistics.median(mine), peer, statistics.median(other), _GOAL, late(mine))


def _import_seconds(modules: str, before: str) -> float:
    code = (
        f"import time, {before}; start = time.perf_counter(); import {modules}; "
        "print(time.perf_counter() - start)"
    )
    found = [
        float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout)
        for _round in range(7)
    ]
    return statistics.median(found)


class _Counted(Canvas):
    """Holds each page back until the number of pages is known."""

    def __init__(self, *args: object, **named: object) -> None:
        super().__init__(*args, **named)
        self._held: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, state in enumerate(self._held, 1):
            self.__dict__.update(state)
            self.setFont(self.plain, 8.5)
            self.drawRightString(558, 50, f"Page {number} of {len(self._held)}")
            super().showPage()
        super().save()


class _Peer:
    """The same papers with ReportLab's own layout."""

    def __init__(self, *, embedded: bool) -> None:
        self._plain, self._bold = "Helvetica", "Helvetica-Bold"
        if embedded:
            self._plain, self._bold = "PeerSans", "PeerSans-Bold"
            for name, file in ((self._plain, "NotoSans-Regular"), (self._bold, "NotoSans-Bold")):
                if name not in pdfmetrics.getRegisteredFontNames():
                    pdfmetrics.registerFont(TTFont(name, str(paths.resources() / "fonts" / f"{file}.ttf")))
        self._body = ParagraphStyle("body", fontName=self._plain, fontSize=11, leading=15)
        self._cell = ParagraphStyle("cell", fontName=self._plain, fontSize=10, leading=13.2)
        self._end = ParagraphStyle("end", parent=self._cell, alignment=TA_RIGHT)
        self._label = ParagraphStyle("label", fontName=self._plain, fontSize=9, leading=11.7)
        self._head = ParagraphStyle("head", fontName=self._bold, fontSize=9, leading=11.7)
        self._title = ParagraphStyle("title", fontName=self._bold, fontSize=21, leading=25, spaceBefore=8)
        self._heading = ParagraphStyle(
            "heading", fontName=self._bold, fontSize=13, leading=17, spaceBefore=14
        )

    def _say(self, words: str, style: ParagraphStyle) -> Paragraph:
        return Paragraph(escape(words), style)

    def _made(self, story: list[object], title: str, *, side: float = 72) -> bytes:
        target = io.BytesIO()
        document = SimpleDocTemplate(
            target,
            pagesize=(612, 792),
            title=title,
            author="Queens Street Watch",
            invariant=1,
            bottomMargin=72,
            leftMargin=side,
            rightMargin=side,
        )

        def furniture(canvas: Canvas, _document: object) -> None:
            canvas.setFont(self._bold, 11)
            canvas.drawString(54, 740, "Queens Street Watch")
            canvas.line(54, 734, 558, 734)
            canvas.line(54, 64, 558, 64)
            canvas.setFont(self._plain, 8.5)
            canvas.drawString(54, 50, "For: Captain only · Queens Street Watch")
            canvas.drawString(54, 39, "First Tuesday, 6:30 pm, library")
            canvas.drawRightString(558, 39, "Made Mon, Nov 23, 2026, 10:05 am")

        maker = type("Counted", (_Counted,), {"plain": self._plain})
        document.build(story, onFirstPage=furniture, onLaterPages=furniture, canvasmaker=maker)
        return target.getvalue()

    def _table(self, heads: list[str], widths: list[float], cells: list[list[object]]) -> Table:
        lines = [
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, (0.72, 0.72, 0.72)),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        return Table(
            [[self._say(head, self._head) for head in heads], *cells],
            colWidths=widths,
            repeatRows=1,
            style=lines,
        )

    def _facts(self, pairs: list[tuple[str, str]]) -> Table:
        cells = [[self._say(name, self._label), self._say(value, self._body)] for name, value in pairs]
        return Table([cells[i : i + 3] + [""] * (3 - len(cells[i : i + 3])) for i in range(0, len(cells), 3)])

    def log(self, patrol: Patrol) -> bytes:
        """Write the log of one patrol."""
        cells: list[list[object]] = []
        for entry in patrol.entries:
            told = [self._say(entry.seen, self._cell)] if entry.seen else []
            if entry.number:
                told.append(self._say(f"Reported to: 311, number {entry.number}", self._label))
            what = [self._say(label("category", entry.category.value), self._cell)]
            if entry.stop.value == "stop":
                what.append(self._say("Stopped", self._label))
            cells.append(
                [
                    self._say(formats.clock(entry.at), self._cell),
                    self._say(entry.place.text, self._cell),
                    what,
                    told,
                ]
            )
        story = [
            self._say("Patrol log", self._title),
            self._say("Sat, Nov 21, 2026, 8:30 pm to 10:40 pm", self._body),
            self._say("This copy shows everything and is for the captain only.", self._label),
            self._say("Emergency or crime in progress: call 911 first.", self._head),
            self._facts(
                [
                    ("Patrollers", crew_words(patrol.crew)),
                    ("How", "Vehicle"),
                    ("Length", "2 hr 10 min"),
                    ("Person-hours", "4 hr 20 min"),
                    ("Vehicle", patrol.vehicle),
                    ("Odometer", "48,210.4 to 48,219.1 (8.7 miles)"),
                    ("Weather", patrol.weather),
                    ("Area or route", patrol.area),
                    ("Equipment", "Radio 2 (brought back), Signs (not yet back)"),
                    ("Rules", "We go in pairs. We carry no weapons. We stop and hold nobody."),
                ]
            ),
            self._say("What the patrollers wrote down", self._heading),
            self._table(["Time", "Place", "What", "Seen and done"], [55, 105, 95, 249], cells),
            self._say("The captain’s note", self._heading),
            self._say(patrol.note, self._body),
        ]
        return self._made(story, "Patrol log")

    def hours(self, patrols: tuple[Patrol, ...]) -> bytes:
        """Write the hours of a month."""
        people: dict[str, list[int]] = {}
        for patrol in patrols:
            for each in patrol.crew:
                sums = people.setdefault(each.name, [0, 0])
                sums[0] += 1
                sums[1] += patrol.minutes
        persons: list[list[object]] = [
            [
                self._say(name, self._cell),
                self._say(str(count), self._end),
                self._say(formats.duration(minutes), self._end),
                self._say("8.7", self._end),
            ]
            for name, (count, minutes) in sorted(people.items())
        ]
        cells: list[list[object]] = [
            [
                [
                    self._say(formats.short_day(formats.local_day(each.started_at)), self._cell),
                    self._say(formats.clock_range(each.started_at, each.finished_at), self._label),
                ],
                self._say(crew_words(each.crew), self._cell),
                self._say("Vehicle", self._cell),
                self._say(formats.duration(each.minutes), self._end),
                self._say(formats.duration(each.person_minutes), self._end),
            ]
            for each in sorted(patrols, key=lambda each: each.started_at)
        ]
        story = [
            self._say("Patrol hours", self._title),
            self._say("November 2026", self._body),
            self._say("This copy shows everything and is for the captain only.", self._label),
            self._facts([("Patrols", "14"), ("Time on patrol", "23 hr"), ("Person-hours", "59 hr")]),
            self._say("Person-hours are the length of a patrol times the people on it.", self._label),
            self._say("By person", self._heading),
            self._table(["Name", "Patrols", "Hours", "Miles driven"], [110, 50, 70, 70], persons),
            self._say("Patrol by patrol", self._heading),
            self._table(["When", "Who", "How", "Length", "Person-hours"], [110, 184, 50, 75, 85], cells),
        ]
        return self._made(story, "Patrol hours")

    def summary(self, incidents: tuple[object, ...]) -> bytes:
        """Write the summary of a period, the counts as a table where ours has bars."""
        cells: list[list[object]] = []
        counts: dict[str, int] = {}
        for each in sorted(incidents, key=lambda each: each.occurred_from):
            kind = label("incident", each.kind.value)
            counts[kind] = counts.get(kind, 0) + 1
            day, clock = formats.happened(each.occurred_from, each.occurred_to, with_year=False)
            told = [self._say(each.happened, self._cell)]
            told += [self._say("Vehicle: gray Honda Civic, plate 7ABC123", self._label)] * len(each.vehicles)
            told += [
                self._say("Person: 5′8″ to 5′9″ tall, 150 to 159 pounds, wearing green vest", self._label)
            ] * len(each.persons)
            told.append(self._say("Reported to: Police non-emergency, number 26-301147", self._label))
            cells.append(
                [
                    [self._say(day, self._cell), self._say(clock, self._label)],
                    [
                        self._say(kind, self._cell),
                        self._say(f"Code {each.code}", self._label),
                        self._say(label("status", each.status.value), self._label),
                    ],
                    self._say(each.place.text, self._cell),
                    told,
                ]
            )
        story = [
            self._say("Incident summary", self._title),
            self._say("Tue, Sep 1, 2026 to Mon, Nov 30, 2026", self._body),
            self._say("This copy shows everything and is for the captain only.", self._label),
            self._say("Emergency or crime in progress: call 911 first.", self._head),
            self._facts([("Incidents", "560"), ("Reported to police", "560"), ("Not closed yet", "370")]),
            self._say("What happened", self._heading),
            Table(
                [[name, str(count)] for name, count in counts.items()],
                style=[("FONT", (0, 0), (-1, -1), self._plain)],
            ),
            Spacer(1, 90),
            self._say("One by one", self._heading),
            self._table(["When", "What", "Where", "What is known"], [100, 95, 110, 199], cells),
            self._say("These are the incidents this watch knows of.", self._label),
        ]
        return self._made(story, "Incident summary")
