"""The watch itself: its name, where it is, its blocks, its letterhead, and the numbers it has checked."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
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
    name: str = kept(Shows.WORDING)
    captain_id: str | None = kept(Shows.PERSON, default=None, of="captain_id")
    outline: tuple[Point, ...] = kept(Shows.ALWAYS, default=())
    """Its corners in order, the first not repeated; none where it was not drawn."""


class Where(StrEnum):
    """For whom somebody is there: those in the city, those in the county outside it, or both."""

    CITY = "city"
    COUNTY = "county"
    BOTH = "both"


@dataclass(frozen=True, kw_only=True)
class CheckedNumber:
    """Whom to call for what, and when the captain last tried the number.

    With the `key` of an entry that ships (`domain.resources`) it says what the captain filled in there; its
    blank name and purpose are then those that ship.
    """

    id: str = kept(Shows.NEVER)
    name: str = kept(Shows.WORDING)
    number: str = kept(Shows.WORDING, default="")
    checked_on: date | None = kept(Shows.ALWAYS, default=None)
    key: str = kept(Shows.NEVER, default="")
    purpose: str = kept(Shows.WORDING, default="")
    text: str = kept(Shows.WORDING, default="")
    """The number to send a text message to."""
    relay: str = kept(Shows.WORDING, default="")
    """The number for those who do not hear or speak well."""
    hours: str = kept(Shows.WORDING, default="")
    languages: tuple[str, ...] = kept(Shows.WORDING, default=())
    where: Where = kept(Shows.ALWAYS, default=Where.BOTH)
    source: str = kept(Shows.CAPTAIN, default="")
    """Where the captain has the number from."""
    checked_by: str = kept(Shows.PERSON, default="")
    hidden: bool = kept(Shows.ALWAYS, default=False)
    """Left off every card and list."""


@dataclass(frozen=True, kw_only=True)
class Watch(Record):
    """A neighborhood watch; its words for everybody are the letterhead."""

    name: str = kept(Shows.WORDING)
    place: Place = kept(Shows.AREA, default=NOWHERE)
    """Its neighbourhood in words, with the point where its map opens."""
    jurisdiction: Jurisdiction = kept(Shows.ALWAYS, default=Jurisdiction.UNKNOWN)
    beat: str = kept(Shows.WORDING, default="")
    district: str = kept(Shows.WORDING, default="")
    meeting_place: str = kept(Shows.WORDING, default="")
    meeting_day: str = kept(Shows.WORDING, default="")
    footer: str = kept(Shows.WORDING, default="")
    """A line of the letterhead, at the foot of each page."""
    sample: bool = kept(Shows.ALWAYS, default=False)
    """Invented records; every page made from them says so."""
    boundary: tuple[Point, ...] = kept(Shows.ALWAYS, default=())
    """Its corners in order, the first not repeated."""
    blocks: tuple[Block, ...] = kept(Shows.ALWAYS, default=())
    numbers: tuple[CheckedNumber, ...] = kept(Shows.ALWAYS, default=())


@dataclass(frozen=True, kw_only=True)
class HeadedWatch(Watch):
    """A watch as papers get it: with the picture of its letterhead, which is kept beside the record."""

    logo: bytes = kept(Shows.ALWAYS, default=b"")
    """PNG or JPEG."""


def headed(watch: Watch, logo: bytes) -> HeadedWatch:
    """Give a watch with the logo of its letterhead, which may be b""."""
    return HeadedWatch(**{each.name: getattr(watch, each.name) for each in fields(Watch)}, logo=logo)


def logo_of(watch: Watch) -> bytes:
    """Give the logo that a watch has on papers, b"" where it has none."""
    return watch.logo if isinstance(watch, HeadedWatch) else b""


@dataclass(frozen=True)
class NumberDraft:
    id: str = ""
    name: str = ""
    number: str = ""
    checked_on: str = ""
    key: str = ""
    purpose: str = ""
    text: str = ""
    relay: str = ""
    hours: str = ""
    languages: str = ""
    """With commas between them."""
    where: str = "both"
    source: str = ""
    checked_by: str = ""
    hidden: bool = False


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
        numbers=_dated(_numbers(draft.numbers, today, problems), past, today),
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
    found = (settle_number(draft, f"numbers.{place}.", today, problems) for place, draft in enumerate(drafts))
    return tuple(each for each in found if each is not None)


def _dated(numbers: tuple[CheckedNumber, ...], past: Watch | None, today: date) -> tuple[CheckedNumber, ...]:
    """Give the numbers, without the day on which another number was tried in place of one."""
    before = {each.id: each for each in past.numbers} if past is not None else {}

    def dated(number: CheckedNumber) -> CheckedNumber:
        other = before.get(number.id)
        same = other is None or (other.number, other.text) == (number.number, number.text)
        if same or other is None or number.checked_on in (None, today) or not (other.number or other.text):
            return number
        return replace(number, checked_on=None) if number.checked_on == other.checked_on else number

    return tuple(dated(each) for each in numbers)


def settle_number(draft: NumberDraft, at: str, today: date, problems: Problems) -> CheckedNumber | None:
    """Give what one line about a number means, None for a blank one; `at` begins the name of each field."""
    name = texts.name(draft.name, f"{at}name", problems)
    number = texts.name(draft.number, f"{at}number", problems)
    text = texts.name(draft.text, f"{at}text", problems)
    checked_on = None
    if draft.checked_on.strip():
        checked_on = times.read_day(draft.checked_on, today)
        if checked_on is None:
            problems.put(f"{at}checked_on", times.unread_day(draft.checked_on, today))
        elif checked_on > today:
            problems.add(f"{at}checked_on", "problem.in_future")
    if not (name or number or text or draft.key):
        return None
    if not name and not draft.key:
        problems.add(f"{at}name", "problem.needed")
    relay = texts.name(draft.relay, f"{at}relay", problems)
    for field, typed in (("number", number), ("text", text), ("relay", relay)):
        if typed and not texts.is_phone(typed, short_code=True):
            problems.add(f"{at}{field}", "problem.phone_letters", text=typed[:40])
    languages = texts.line(draft.languages, f"{at}languages", problems).split(",")
    return CheckedNumber(
        id=draft.id,
        name=name,
        number=number,
        checked_on=checked_on,
        key=draft.key,
        purpose=texts.line(draft.purpose, f"{at}purpose", problems),
        text=text,
        relay=relay,
        hours=texts.name(draft.hours, f"{at}hours", problems),
        languages=tuple(dict.fromkeys(each.strip() for each in languages if each.strip())),
        where=Where(draft.where),
        source=texts.line(draft.source, f"{at}source", problems),
        checked_by=texts.name(draft.checked_by, f"{at}checked_by", problems),
        hidden=draft.hidden,
    )


def number_draft_of(number: CheckedNumber) -> NumberDraft:
    """Give the draft that settles to this number again."""
    return NumberDraft(
        id=number.id,
        name=number.name,
        number=number.number,
        checked_on=times.day_text(number.checked_on),
        key=number.key,
        purpose=number.purpose,
        text=number.text,
        relay=number.relay,
        hours=number.hours,
        languages=", ".join(number.languages),
        where=number.where.value,
        source=number.source,
        checked_by=number.checked_by,
        hidden=number.hidden,
    )


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
        numbers=tuple(number_draft_of(each) for each in watch.numbers),
    )
