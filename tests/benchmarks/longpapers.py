"""A paper of a hundred pages with fifty maps, against bare ReportLab and WeasyPrint; memory for a thousand.

ReportLab is given the same words, fonts and maps (the very flowables that draw them); WeasyPrint the same
words and fonts as HTML, and the maps as SVG. WeasyPrint is asked only where it is installed: it needs
Pango, which SacWatch does not.
"""

from __future__ import annotations

import copy
import dataclasses
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from reportlab.platypus import Paragraph

from sacwatch import paths
from sacwatch.domain.audiences import Audience
from sacwatch.domain.drawing import Area, Label, Lines, Picture, Shield, Symbol
from sacwatch.domain.incidents import Incident
from sacwatch.domain.places import Point
from sacwatch.reports import incidentreport, incidentwords
from sacwatch.reports.incidentreport import IncidentReport
from sacwatch.services import papermaps
from tests.benchmarks.memory import peak
from tests.benchmarks.reports import _Peer
from tests.benchmarks.rows import GOAL, Row, timed
from tests.reports import papers

PAGES, MAPS, LONG = 100, 50, 1000
ROUNDS = 5
_GOAL, _FASTER, _MEGABYTES = 1.3, 5, 400


def rows() -> Iterator[Row]:
    """Measure; ours and each peer take turns."""
    incidents = _incidents(PAGES, MAPS)
    drawn = {each.id: _map(each) for each in incidents if each.place.point is not None}
    data = _data(incidents)
    pages = len(papers.read(_ours(data, drawn)).pages)
    assert PAGES <= pages <= PAGES + 20, pages
    what = f"incident report, {pages} pages, {len(drawn)} maps"
    peer = _Peer(embedded=True)
    mine, theirs = [], []
    for _round in range(ROUNDS):
        mine.append(timed(lambda: _ours(data, drawn)))
        theirs.append(timed(lambda: _bare(peer, incidents, drawn)))
    ours = statistics.median(mine)
    yield Row(what, ours, "bare ReportLab, same fonts and maps", statistics.median(theirs), _GOAL)
    yield Row(f"{what}, drawing the maps too", timed(lambda: _ours(data, _Maps())), goal=None)
    weasy = _weasyprint(incidents, drawn)
    if weasy is None:
        print("WeasyPrint is not installed: pip install weasyprint, with Pango, to measure against it")
    else:
        yield Row(what, ours, "WeasyPrint, same words, maps as SVG", timed(weasy), 1 / _FASTER)
    code = "from tests.benchmarks import longpapers; print(longpapers.long_one())"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    most = float(done.stdout.split()[-1])
    yield Row(f"memory, incident report of {LONG} pages", most, GOAL, _MEGABYTES, unit="MB")


def long_one() -> float:
    """Make a report of a thousand pages, half of them with a map, and give the most memory held (MB)."""
    data = _data(_incidents(LONG, LONG // 2))
    assert len(papers.read(_ours(data, _Maps())).pages) >= LONG
    return peak()


class _Maps(dict[str, Any]):
    """Draws each map when it is asked for, as the app does."""

    def get(self, id_: str, default: Any = None) -> Any:
        found = _KNOWN.get(id_)
        return _map(found) if found is not None and found.place.point is not None else default


_KNOWN: dict[str, Incident] = {}


def _incidents(pages: int, maps: int) -> tuple[Incident, ...]:
    """Give incidents that fill so many pages, so many of them with a place on the map."""
    found = []
    each_has = pages // maps
    text = "It was seen by two neighbors from their porch, who called at once and waited for the officer. "
    for number, one in enumerate(papers.incidents(maps)):
        point = Point(38.5712 + 0.0004 * (number % 10), -121.4812 + 0.0005 * (number // 10))
        told = f"{one.happened} " + text * (46 * (each_has - 1))
        place = dataclasses.replace(one.place, point=point)
        made = dataclasses.replace(one, id=f"long-{number}", happened=told, place=place)
        found.append(made)
        _KNOWN[made.id] = made
    return tuple(found)


def _data(incidents: tuple[Incident, ...]) -> IncidentReport:
    first = min(each.occurred_from for each in incidents).date()
    last = max(each.occurred_from for each in incidents).date()
    return IncidentReport(
        watch=papers.watch(), audience=Audience.CAPTAIN, incidents=incidents, first=first, last=last
    )


def _map(incident: Incident) -> Any:
    point = incident.place.point
    assert point is not None
    return papermaps.drawing([(point, incident.kind.sort)])


def _ours(data: IncidentReport, drawn: dict[str, Any]) -> bytes:
    return incidentreport.incident_report(data, papers.MADE_ON, lambda each: drawn.get(each.id))


def _told(incident: Incident) -> tuple[str, list[tuple[str, str]], list[tuple[str, str]]]:
    """Give the heading of an incident, what is known, and what was described."""
    facts = [(each.label, each.value) for each in incidentreport._facts(incident) if each.value]
    seen = [("Vehicle", incidentwords.vehicle_told(each)) for each in incident.vehicles]
    seen += [("Person", incidentwords.person_told(each)) for each in incident.persons]
    return incidentreport._heading(incident), facts, [each for each in seen if each[1]]


def _bare(peer: _Peer, incidents: tuple[Incident, ...], drawn: dict[str, Any]) -> bytes:
    story: list[Any] = [
        peer._say("Incident reports", peer._title),
        peer._say("This copy shows everything and is for the captain only.", peer._label),
        peer._say("Emergency or crime in progress: call 911 first.", peer._head),
    ]
    for each in incidents:
        heading, facts, seen = _told(each)
        story.append(peer._say(heading, peer._heading))
        story.append(peer._facts(facts))
        story.append(Paragraph(escape(each.happened), peer._body))
        if seen:
            story.append(peer._facts(seen))
        if each.note:
            story.append(peer._facts([("The captain’s note", each.note)]))
        if each.id in drawn:
            # Of its own each time: ReportLab notes on a flowable that it was moved to the next page.
            story.append(copy.copy(drawn[each.id]))
    # With the six points that its frame adds, the lines are as long as ours.
    return peer._made(story, "Incident reports", side=48)


# WeasyPrint


def _weasyprint(incidents: tuple[Incident, ...], drawn: dict[str, Any]) -> Callable[[], bytes] | None:
    """Give what makes the same paper by WeasyPrint, or None where it is not installed."""
    try:
        import weasyprint
    except (ImportError, OSError):
        return None
    fonts = paths.resources() / "fonts"
    page = _html(incidents, drawn)
    return lambda: weasyprint.HTML(string=page, base_url=str(fonts)).write_pdf()


def _html(incidents: tuple[Incident, ...], drawn: dict[str, Any]) -> str:
    fonts = paths.resources() / "fonts"
    plain, bold = ((fonts / f"NotoSans-{cut}.ttf").as_uri() for cut in ("Regular", "Bold"))
    style = f"""
      @font-face {{ font-family: Sheet; src: url({plain}) }}
      @font-face {{ font-family: Sheet; font-weight: bold; src: url({bold}) }}
      @page {{ size: letter; margin: 72pt 54pt;
        @top-left {{ content: "Queens Street Watch" }}
        @bottom-right {{ content: "Page " counter(page) " of " counter(pages) }} }}
      body {{ font: 11pt/1.36 Sheet }} h2 {{ font-size: 13pt }} small {{ font-size: 9pt }}
      table {{ width: 100% }} td {{ width: 33%; vertical-align: top }}
    """
    parts = [f"<html lang=en><style>{style}</style><h1>Incident reports</h1>"]
    for each in incidents:
        heading, facts, seen = _told(each)
        parts.append(f"<h2>{escape(heading)}</h2>{_table(facts)}<p>{escape(each.happened)}</p>{_table(seen)}")
        if each.note:
            parts.append(_table([("The captain’s note", each.note)]))
        if each.id in drawn:
            parts.append(_svg(drawn[each.id].picture))
    return "".join(parts)


def _table(pairs: list[tuple[str, str]]) -> str:
    cells = [f"<td><small>{escape(name)}</small><br>{escape(value)}" for name, value in pairs]
    rows_ = ["<tr>" + "".join(cells[at : at + 3]) for at in range(0, len(cells), 3)]
    return f"<table>{''.join(rows_)}</table>"


def _svg(picture: Picture) -> str:
    """Give a map's display list as SVG."""
    wide, high = picture.frame.width, picture.frame.height
    parts = [f"<svg width={wide}pt height={high}pt viewBox='0 0 {wide} {high}'>"]
    parts.append(f"<rect width={wide} height={high} fill='{picture.background}' />")
    for mark in picture.marks:
        if isinstance(mark, Lines):
            pen = mark.pen
            dashes = f" stroke-dasharray='{' '.join(map(str, pen.dashes))}'" if pen.dashes else ""
            parts.append(
                f"<path d='{_path(mark.paths)}' fill='none' stroke='{pen.colour}' stroke-width='{pen.width}'"
                f"{dashes} />"
            )
        elif isinstance(mark, Area):
            fill = mark.fill or "none"
            parts.append(f"<path d='{_path(mark.rings)}Z' fill='{fill}' fill-rule='evenodd' />")
        elif isinstance(mark, Label):
            turned = f"rotate({mark.angle} {mark.x} {mark.y})"
            parts.append(
                f"<text x='{mark.x}' y='{mark.y}' font-size='{mark.size}' fill='{mark.colour}' "
                f"text-anchor='middle' transform='{turned}'>{escape(mark.text)}</text>"
            )
        elif isinstance(mark, Shield):
            parts.append(
                f"<text x='{mark.x}' y='{mark.y}' font-size='{mark.size}'>{escape(mark.text)}</text>"
            )
        elif isinstance(mark, Symbol):
            parts.append(f"<circle cx='{mark.x}' cy='{mark.y}' r='{mark.size / 2}' fill='{mark.fill}' />")
    return "".join([*parts, "</svg>"])


def _path(lines: tuple[tuple[tuple[float, float], ...], ...]) -> str:
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line) for line in lines)
