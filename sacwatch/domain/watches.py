"""The watch itself: its name, where it is, its blocks, its letterhead, and the numbers it has checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sacwatch.domain import outlines, texts, times
from sacwatch.domain.audiences import Shows, kept
from sacwatch.domain.errors import Problems
from sacwatch.domain.places import NOWHERE, Place, PlaceDraft, Point
from sacwatch.domain.places import draft_of as place_draft_of
from sacwatch.domain.places import settle as settle_place
from sacwatch.domain.records import Record, Stamp

STALE_AFTER_DAYS = 180
"""A checked number is flagged when it was last checked longer ago than this."""


class Jurisdiction(StrEnum):
    """Whose law enforcement answers: the city's police department or the county's Sheriff."""

    CITY = "city"
    COUNTY = "county"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Block:
    """A block of the watch and the member who is its captain."""

    id: str = kept(Shows.NEVER)
    name: str = kept(Shows.ALWAYS)
    captain_id: str | None = kept(Shows.PERSON, default=None, of="captain_id")
    outline: tuple[Point, ...] = kept(Shows.ALWAYS, default=())
    """Its corners in order, the first not repeated; none where it was not drawn."""


@dataclass(frozen=True, kw_only=True)
class CheckedNumber:
    """A phone number that the captain has tried, and when."""

    id: str = kept(Shows.NEVER)
    name: str = kept(Shows.ALWAYS)
    number: str = kept(Shows.ALWAYS, default="")
    checked_on: date | None = kept(Shows.ALWAYS, default=None)

    def stale(self, today: date) -> bool:
        """Say whether the number must be checked again before it is printed."""
        return self.checked_on is None or (today - self.checked_on).days > STALE_AFTER_DAYS


@dataclass(frozen=True, kw_only=True)
class Watch(Record):
    """A neighborhood watch."""

    name: str = kept(Shows.ALWAYS)
    place: Place = kept(Shows.AREA, default=NOWHERE)
    """Its neighbourhood in words, with the point where its map opens."""
    jurisdiction: Jurisdiction = kept(Shows.ALWAYS, default=Jurisdiction.UNKNOWN)
    beat: str = kept(Shows.ALWAYS, default="")
    district: str = kept(Shows.ALWAYS, default="")
    meeting_place: str = kept(Shows.ALWAYS, default="")
    meeting_day: str = kept(Shows.ALWAYS, default="")
    footer: str = kept(Shows.ALWAYS, default="")
    """A line of the letterhead, at the foot of each page."""
    sample: bool = kept(Shows.ALWAYS, default=False)
    """Invented records; every page made from them says so."""
    boundary: tuple[Point, ...] = kept(Shows.ALWAYS, default=())
    """Its corners in order, the first not repeated."""
    blocks: tuple[Block, ...] = kept(Shows.ALWAYS, default=())
    numbers: tuple[CheckedNumber, ...] = kept(Shows.ALWAYS, default=())


@dataclass(frozen=True)
class NumberDraft:
    id: str = ""
    name: str = ""
    number: str = ""
    checked_on: str = ""


@dataclass(frozen=True)
class BlockDraft:
    id: str = ""
    name: str = ""
    captain_id: str | None = None
    outline: tuple[Point, ...] = ()


@dataclass(frozen=True)
class WatchDraft:
    """The watch as its form holds it."""

    name: str = ""
    place: PlaceDraft = PlaceDraft()
    jurisdiction: str = "unknown"
    beat: str = ""
    district: str = ""
    meeting_place: str = ""
    meeting_day: str = ""
    footer: str = ""
    note: str = ""
    sample: bool = False
    boundary: tuple[Point, ...] = ()
    blocks: tuple[BlockDraft, ...] = ()
    numbers: tuple[NumberDraft, ...] = ()


def settle(draft: WatchDraft, stamp: Stamp, *, today: date, past: Watch | None = None) -> Watch:
    """Give the watch a draft means; raises `Invalid` with every problem by field."""
    problems = Problems()
    watch = Watch(
        id=stamp.id,
        watch_id=stamp.watch_id,
        created_at=past.created_at if past else stamp.now,
        changed_at=stamp.now,
        changed_by=stamp.by,
        note=texts.words(draft.note, "note", problems),
        name=texts.name(draft.name, "name", problems, needed=True),
        place=settle_place(draft.place, "place", problems),
        jurisdiction=Jurisdiction(draft.jurisdiction),
        beat=texts.name(draft.beat, "beat", problems),
        district=texts.name(draft.district, "district", problems),
        meeting_place=texts.line(draft.meeting_place, "meeting_place", problems),
        meeting_day=texts.line(draft.meeting_day, "meeting_day", problems),
        footer=texts.line(draft.footer, "footer", problems),
        sample=draft.sample,
        boundary=outlines.settle_ring(draft.boundary, "boundary", problems),
        blocks=_blocks(draft.blocks, problems),
        numbers=_numbers(draft.numbers, today, problems),
    )
    problems.settle()
    return watch


def _blocks(drafts: tuple[BlockDraft, ...], problems: Problems) -> tuple[Block, ...]:
    found = []
    for place, draft in enumerate(drafts):
        name = texts.name(draft.name, f"blocks.{place}.name", problems)
        if name:
            outline = outlines.settle_ring(draft.outline, f"blocks.{place}.outline", problems)
            found.append(Block(id=draft.id, name=name, captain_id=draft.captain_id, outline=outline))
    return tuple(found)


def _numbers(drafts: tuple[NumberDraft, ...], today: date, problems: Problems) -> tuple[CheckedNumber, ...]:
    found = []
    for place, draft in enumerate(drafts):
        where = f"numbers.{place}"
        name = texts.name(draft.name, f"{where}.name", problems)
        number = texts.name(draft.number, f"{where}.number", problems)
        checked_on = None
        if draft.checked_on.strip():
            checked_on = times.read_day(draft.checked_on, today)
            if checked_on is None:
                problems.add(f"{where}.checked_on", "problem.not_a_day", text=draft.checked_on[:40])
            elif checked_on > today:
                problems.add(f"{where}.checked_on", "problem.in_future")
        if not name and not number:
            continue
        if not name:
            problems.add(f"{where}.name", "problem.needed")
        if number and not texts.is_phone(number, short_code=True):
            problems.add(f"{where}.number", "problem.phone_letters", text=number[:40])
        found.append(CheckedNumber(id=draft.id, name=name, number=number, checked_on=checked_on))
    return tuple(found)


def draft_of(watch: Watch) -> WatchDraft:
    """Give the draft that settles to this watch again."""
    return WatchDraft(
        name=watch.name,
        place=place_draft_of(watch.place),
        jurisdiction=watch.jurisdiction.value,
        beat=watch.beat,
        district=watch.district,
        meeting_place=watch.meeting_place,
        meeting_day=watch.meeting_day,
        footer=watch.footer,
        note=watch.note,
        sample=watch.sample,
        boundary=watch.boundary,
        blocks=tuple(BlockDraft(b.id, b.name, b.captain_id, b.outline) for b in watch.blocks),
        numbers=tuple(
            NumberDraft(n.id, n.name, n.number, n.checked_on.isoformat() if n.checked_on else "")
            for n in watch.numbers
        ),
    )
