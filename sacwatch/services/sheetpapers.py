"""What the papers of patrol sheets are made from: the sheet with its map, and a filled one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from sacwatch.domain import resources
from sacwatch.domain.drawing import Mark, Pattern, Shape, Style, Symbol
from sacwatch.domain.errors import NotFound
from sacwatch.domain.geography import Box, Frame
from sacwatch.domain.places import Point
from sacwatch.domain.resources import Call
from sacwatch.domain.sheets import Sheet
from sacwatch.domain.watches import Watch
from sacwatch.services import papermaps, phones, sheetconcerns, sheets
from sacwatch.store.work import Work

if TYPE_CHECKING:
    from sacwatch.reports.sheetconcerns import ConcernAt
    from sacwatch.reports.sheets import FilledSheet, PatrolSheets

MOST = 20
"""Sheets in one file."""
_SIGN = 12.0
NONE: tuple[tuple[ConcernAt, ...], tuple[Point | None, ...], tuple[str, ...]] = ((), (), ())
"""What there is to look at where the sheet is over."""


@dataclass(frozen=True, kw_only=True)
class SheetMap:
    """What the small map of a sheet shows."""

    line: tuple[Point, ...] = ()
    houses: tuple[tuple[int, Point], ...] = ()
    """The number of each house in the printed list, and where it is."""
    spots: tuple[tuple[int, Point], ...] = ()
    """The place in the alphabet of each spot and concern that is listed, and where it is."""
    boundary: tuple[Point, ...] = ()

    def points(self) -> list[Point]:
        """Give what must be on the map: the route or the boundary, and what is listed."""
        return [*(self.line or self.boundary), *(point for _at, point in (*self.houses, *self.spots))]


@dataclass(frozen=True, kw_only=True)
class SheetPaper:
    """Sheets ready to be laid out, each with its map."""

    data: PatrolSheets
    maps: tuple[SheetMap | None, ...]


def gather(work: Work, watch: Watch, subject: str, *, zone: tzinfo) -> SheetPaper:
    """Gather the sheets of these ids, which stand with commas between them; raises NotFound.

    A house stands on the sheet of a day while the day has not passed, and on no paper afterwards.
    """
    from sacwatch.reports.sheets import House, PatrolSheet, PatrolSheets

    ids = [each for each in subject.split(",") if each][:MOST]
    found = work.sheets.get_many(ids)
    if not found:
        raise NotFound("trouble.no_sheet")
    here = work.watches.get(work.watch_id)
    boundary = here.boundary
    today = work.now.astimezone(zone).date()
    parts, maps = [], []
    for sheet in found:
        shown = []
        if sheet.day is not None and houses_told(sheet, today):
            shown = [
                each
                for each in work.households.get_many(list(sheet.house_ids))
                if each.active and each.vacation_on(sheet.day) is not None
            ]
        houses = []
        for each in shown:
            vacation = each.vacation_on(sheet.day) if sheet.day else None
            note = vacation.note if vacation is not None else ""
            houses.append(House(id=each.id, address=each.place.text, note=" ".join(note.split())))
        line = sheets.line_of(work, sheet)
        looks, places, more = (
            sheetconcerns.to_look_at(work, line=line, spots=len(sheet.spots))
            if _is_ahead(sheet, today)
            else NONE
        )
        parts.append(
            PatrolSheet(
                sheet=sheet,
                houses=tuple(houses),
                kept_back=len(sheet.house_ids) - len(houses),
                concerns=looks,
                more_concerns=more,
            )
        )
        spots = (*(spot.place.point for spot in sheet.spots), *places)
        marked = SheetMap(
            line=line,
            houses=tuple(
                (at, each.place.point) for at, each in enumerate(shown, 1) if each.place.point is not None
            ),
            spots=tuple((at, point) for at, point in enumerate(spots) if point is not None),
            boundary=boundary,
        )
        maps.append(marked if marked.points() and not sheet.blank else None)
    data = PatrolSheets(
        watch=watch,
        sheets=tuple(parts),
        calls=_calls(here, today),
        jurisdiction=here.jurisdiction,
    )
    return SheetPaper(data=data, maps=tuple(maps))


def _calls(watch: Watch, today: date) -> tuple[Call, ...]:
    """Give whom patrollers may have to call, in the order of the sheet."""
    calls = resources.calls(resources.on_patrol(resources.directory(watch)), today)
    return tuple(map(phones.written, calls))


def _is_ahead(sheet: Sheet, today: date) -> bool:
    """Say whether the way of a sheet is still to be walked: what waits by then is no news of an old one."""
    return not sheet.blank and houses_told(sheet, today)


def houses_told(sheet: Sheet, today: date) -> bool:
    """Say whether the houses of a sheet may still be printed: until the night of its day is over."""
    return sheet.day is not None and today <= sheet.day + timedelta(days=1)


def file_name(paper: SheetPaper) -> str:
    """Give what a file of these sheets is called, without its title."""
    first = paper.data.sheets[0].sheet
    numbers = first.number
    if len(paper.data.sheets) > 1:
        numbers = f"{numbers} to {paper.data.sheets[-1].sheet.number}"
    return f"{numbers} {first.day.isoformat()}" if first.day else numbers


def make(paper: SheetPaper, made_on: datetime) -> bytes:
    """Lay sheets out as PDF; needs no store."""
    from sacwatch.reports.sheets import patrol_sheets

    return patrol_sheets(paper.data, [drawing(each) if each else None for each in paper.maps], made_on)


def drawing(shown: SheetMap) -> Any:
    """Draw a sheet's small map as a ReportLab flowable."""
    # Doors: ReportLab and the base map are loaded with the first paper that has a map.
    from sacwatch.maps import signs
    from sacwatch.reports.mapdrawing import MapDrawing
    from sacwatch.reports.mapframe import FACES
    from sacwatch.reports.sheets import MAP_HEIGHT, MAP_WIDTH
    from sacwatch.services import basemaps

    frame = Frame.of_box(_around(shown.points()), MAP_WIDTH, MAP_HEIGHT)
    picture = basemaps.atlas().cartographer.picture(frame, Style.BLACK_AND_WHITE)
    under: list[Mark] = []
    if shown.boundary:
        under += signs.outline(shown.boundary, frame, signs.boundary_pen(Style.BLACK_AND_WHITE))
    if shown.line:
        under += signs.lines([shown.line], frame, signs.route_pen(Style.BLACK_AND_WHITE))
    over = [_sign(frame, point, chr(65 + at), Shape.CIRCLE) for at, point in shown.spots]
    over += [_sign(frame, point, str(at), Shape.SQUARE) for at, point in shown.houses]
    return MapDrawing(signs.under_names(picture, under), over, faces=FACES)


def _sign(frame: Frame, point: Point, words: str, shape: Shape) -> Symbol:
    x, y = frame.at(point)
    wide = _SIGN * (1.0 if len(words) < 2 else 1.3)
    return Symbol(shape, x, y, wide, "#000000", "#ffffff", Pattern.SOLID, words)


def _around(points: Sequence[Point]) -> Box:
    return papermaps.around(points)


def gather_filled(work: Work, watch: Watch, patrol_id: str) -> FilledSheet:
    """Gather a patrol as its sheet came back; raises NotFound."""
    from sacwatch.reports.sheets import FilledSheet

    patrol = work.patrols.get(patrol_id)
    sheet = None
    if patrol.sheet_id is not None:
        found = work.sheets.get_many([patrol.sheet_id])
        sheet = found[0] if found else None
    return FilledSheet(
        watch=watch,
        patrol=patrol,
        number=sheet.number if sheet else "",
        checked=len(sheet.house_ids) if sheet else 0,
    )


def make_filled(data: FilledSheet, made_on: datetime) -> bytes:
    """Lay a filled sheet out as PDF; needs no store."""
    from sacwatch.reports.sheets import filled_sheet

    return filled_sheet(data, made_on)


def sheet_asked(work: Work, asked: str, *, zone: tzinfo) -> str:
    """Give the id of the sheet with this number or id, or of the latest one; raises Trouble."""
    if not asked:
        found = work.sheets.latest(limit=1)
        if not found:
            raise NotFound("trouble.no_sheet")
        return found[0].id
    known = work.sheets.get_many([asked])
    return known[0].id if known else sheets.opened(work, asked, zone=zone).sheet.id
