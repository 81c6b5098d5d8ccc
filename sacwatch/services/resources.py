"""Whom to call: the directory of the watch, filled in and dated by the captain."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sacwatch import words_resources
from sacwatch.domain import resources, watches
from sacwatch.domain.errors import NotFound, Problems, Refused
from sacwatch.domain.listing import PAGE_SIZE, MemberQuery, Page
from sacwatch.domain.members import Role
from sacwatch.domain.resources import Entry, Standing
from sacwatch.domain.watches import Jurisdiction, NumberDraft
from sacwatch.services.watches import get as the_watch
from sacwatch.services.watches import keep_numbers
from sacwatch.store.work import Work

__all__ = ["Entry", "Found", "Query", "add", "change", "directory", "find", "get", "tried"]


@dataclass(frozen=True)
class Query:
    """Which entries are wanted. `which` is "" for the card, "try" for those to be tried, or "hidden"."""

    words: str = ""
    which: str = ""
    offset: int = 0


@dataclass(frozen=True)
class Found:
    """One entry, and what else is known of it on a civil day."""

    entry: Entry
    standing: Standing
    jurisdiction: Jurisdiction
    draft: NumberDraft
    """What the captain filled in, as the form holds it."""

    @property
    def id(self) -> str:
        return self.entry.id


def directory(work: Work) -> tuple[Entry, ...]:
    """Give whom to call, those left off the card included; raises NotFound where there is no watch."""
    return resources.directory(the_watch(work))


def find(work: Work, query: Query, *, today: date) -> Page[Entry]:
    """Give a page of the directory: what fits all words, in the order of the card."""
    entries = directory(work)
    if query.which == "try":
        entries = resources.to_try(entries, today)
    elif query.which == "hidden":
        entries = tuple(each for each in entries if each.hidden)
    else:
        entries = resources.card(entries)
    wanted = query.words.casefold().split()
    entries = tuple(each for each in entries if _fits(each, wanted))
    return Page(entries[query.offset : query.offset + PAGE_SIZE], len(entries), query.offset)


def _fits(entry: Entry, wanted: list[str]) -> bool:
    told = (
        words_resources.entry_name(entry.key, entry.name),
        words_resources.entry_purpose(entry.key, entry.purpose),
        *(entry.number, entry.text, entry.relay, entry.hours, *entry.languages),
    )
    said = " ".join(told).casefold()
    digits = "".join(char for char in entry.number if char.isdigit())
    return all(each in said or (each.isdigit() and each in digits) for each in wanted)


def get(work: Work, id_: str, *, today: date) -> Found:
    """Give an entry; raises NotFound, also for one that is not there for where the watch is."""
    watch = the_watch(work)
    entry = next((each for each in resources.directory(watch) if each.id == id_), None)
    draft = resources.draft_of(watch, id_)
    if entry is None or draft is None:
        raise NotFound("trouble.not_found")
    return Found(entry, resources.standing(entry, today), watch.jurisdiction, draft)


def add(work: Work, draft: NumberDraft, *, today: date) -> Found:
    """Add an entry of the captain's own; raises Invalid."""
    id_ = work.new_id()
    draft = dataclasses.replace(draft, id=id_, key="")
    _look_over(draft, today)
    past = watches.draft_of(the_watch(work)).numbers
    kept = keep_numbers(work, (*past, draft), today=today).numbers
    work.does = "step.resource_added"
    # One that ships under this very name was meant, and is filled in now.
    return get(work, next(each.key or each.id for each in kept if each.id == id_), today=today)


def change(work: Work, id_: str, draft: NumberDraft, *, today: date) -> Found:
    """Change an entry, or fill in one that ships; raises Invalid or NotFound."""
    past = get(work, id_, today=today).draft
    _keep(work, id_, dataclasses.replace(draft, id=past.id, key=past.key), today)
    work.does = "step.resource_changed"
    return get(work, id_, today=today)


def tried(work: Work, id_: str, *, today: date) -> Found:
    """Note that the number was called today and works; raises NotFound, or Refused without a number."""
    found = get(work, id_, today=today)
    if found.standing is Standing.BLANK:
        raise Refused("trouble.nothing_to_try")
    by = _captain(work) or found.draft.checked_by
    draft = dataclasses.replace(found.draft, checked_on=today.isoformat(), checked_by=by)
    _keep(work, id_, draft, today)
    work.does = "step.resource_tried"
    return get(work, id_, today=today)


def leave_off(work: Work, id_: str, *, today: date, hidden: bool = True) -> Found:
    """Leave an entry off every card and list, or put it back; raises NotFound."""
    found = get(work, id_, today=today)
    _keep(work, id_, dataclasses.replace(found.draft, hidden=hidden), today)
    work.does = "step.resource_left_off" if hidden else "step.resource_put_back"
    return get(work, id_, today=today)


def remove(work: Work, id_: str, *, today: date) -> None:
    """Remove an entry of the captain's own; raises NotFound, or Refused for one that ships."""
    if get(work, id_, today=today).draft.key:
        raise Refused("trouble.ships_with_us")
    _replace(work, lambda each: None if each.id == id_ else each, today)
    work.does = "step.resource_removed"


def _look_over(draft: NumberDraft, today: date) -> None:
    """Raise Invalid with what is wrong, by the fields of this one draft."""
    problems = Problems()
    number = watches.settle_number(draft, "", today, problems)
    if number is None:
        problems.add("name", "problem.needed")
    problems.settle()


def _keep(work: Work, id_: str, draft: NumberDraft, today: date) -> None:
    _look_over(draft, today)
    if not draft.id:
        past = watches.draft_of(the_watch(work)).numbers
        keep_numbers(work, (*past, draft), today=today)
        return
    _replace(work, lambda each: draft if each.id == draft.id else each, today)


def _replace(work: Work, deed: Callable[[NumberDraft], NumberDraft | None], today: date) -> None:
    past = watches.draft_of(the_watch(work)).numbers
    keep_numbers(work, [each for each in map(deed, past) if each is not None], today=today)


def _captain(work: Work) -> str:
    """Give the captain's name where there is just one."""
    captains = work.members.find(MemberQuery(role=Role.CAPTAIN, limit=2)).lines
    return captains[0].name if len(captains) == 1 else ""
