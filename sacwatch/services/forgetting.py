"""Forgets a person: everywhere in the file, in its backups, and in the papers that were made of it.

There is no way back. First `look` says what would go and lists the texts that speak of the person, for
the captain to edit; then `forget` does it in the file, `in_backups` in the copies beside it, and the folder
of papers is brought up to date as always.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sacwatch.domain.errors import Problem, Trouble
from sacwatch.domain.forgetting import Mention, Person, Removed
from sacwatch.domain.households import Household
from sacwatch.domain.kinds import Changes, Kind, Ref
from sacwatch.domain.members import Member
from sacwatch.domain.progress import Progress, silent
from sacwatch.i18n import N_, _, ngettext
from sacwatch.reports import formats
from sacwatch.services import backups, oldpapers
from sacwatch.services.oldpapers import OldPapers
from sacwatch.store import copies, mentions
from sacwatch.store import forgetting as rewriting
from sacwatch.store.errors import Busy
from sacwatch.store.files import Store
from sacwatch.store.types import to_micros
from sacwatch.store.work import Work


@dataclass(frozen=True)
class Look:
    """What is kept of a member, before they are forgotten."""

    member: Member
    home: Household | None
    """Their household, where nobody else belongs to it: it would go too."""
    former: tuple[Household, ...]
    """Where they lived before, where nobody is entered now."""
    named: tuple[Ref, ...]
    """The records that name them; they stay, and name them no more."""
    mentions: tuple[Mention, ...]
    """Texts that may speak of them, the sure ones first: the captain edits these, or they stay."""
    backups: int
    """How many copies lie beside the file."""
    minutes: tuple[date, ...] = ()
    """The civil days of the closed meetings whose kept minutes would go, in order."""
    handouts: tuple[date, ...] = ()
    """Likewise those whose kept handout would go."""


@dataclass(frozen=True)
class Receipt:
    """What was removed, without a name. `at` is aware UTC."""

    at: datetime
    removed: Removed
    backups: int | None = None
    """How many copies beside the file were cleaned; None where that was not asked for."""
    left: tuple[Problem, ...] = ()
    """What could not be cleaned, and why."""
    mentions: int = 0
    """How many texts still name them for sure."""
    places: tuple[OldPapers, ...] | None = None
    """Which places hold papers from before; None where that was not looked at yet."""


@dataclass(frozen=True)
class Forgotten:
    """What was done; `person` knows the name still, and is to be dropped when all is done."""

    receipt: Receipt
    person: Person = field(repr=False)
    changes: Changes = field(default_factory=Changes)
    """For the pages that show any of it."""


def look(store: Store, member_id: str, *, now: datetime) -> Look:
    """Say what is kept of a member, and where texts speak of them; raises NotFound. In the store's thread."""
    lived = store.by_hand(lambda connection: mentions.homes_of(connection, member_id))
    with store.reading(now=now) as work:
        member = work.members.get(member_id)
        home = None
        if member.household_id is not None:
            home = work.households.get(member.household_id)
            home = home if _people(work, home.id) == {member_id} else None
        former = [each for each in work.households.get_many(lived) if not _people(work, each.id)]
        named = tuple(work.naming(member_id))
    person = _person(store, member.id, [home.id] if home is not None else [])
    minutes, handouts = store.by_hand(lambda connection: rewriting.papers_that_go(connection, person))
    return Look(
        member=member,
        home=home,
        former=tuple(former),
        named=named,
        mentions=tuple(store.by_hand(lambda connection: mentions.mentions(connection, person))),
        backups=len(backups.files_of(store.path)),
        minutes=minutes,
        handouts=handouts,
    )


def _people(work: Work, household_id: str) -> set[str]:
    """Give the members who belong to a household, retired ones too."""
    return {ref.id for ref in work.naming(household_id) if ref.kind is Kind.MEMBER}


def _person(store: Store, member_id: str, household_ids: Sequence[str]) -> Person:
    return store.by_hand(
        lambda connection: mentions.person_of(connection, member_id, household_ids, name_instead())
    )


def name_instead() -> str:
    """Give what stands where the name stood, so that who went is still counted."""
    return _("(name removed)")


def forget(
    store: Store,
    member_id: str,
    *,
    with_home: bool,
    with_former: Collection[str] = (),
    now: datetime,
    by: str = "",
    progress: Progress = silent,
) -> Forgotten:
    """Remove a member from records, history, drafts and search index, down to the bytes of the file.

    `with_home` removes their household too, where nobody else belongs to it, and `with_former` those by
    their ids in which they lived before and nobody does now. Not a unit of work, and
    nothing that undo could bring back; in the store's thread, between units of work. Raises NotFound,
    StoreTrouble where the file does not take it, and Cancelled only before anything was changed.
    """
    progress(0, 3, "job.forgetting_person")
    found = look(store, member_id, now=now)
    homes = [found.home.id] if with_home and found.home is not None else []
    homes += [each.id for each in found.former if each.id in with_former]
    person = _person(store, member_id, homes)
    progress(1, 3, "job.forgetting_person")
    return _carry_out(store, person, now=now, by=by)


def again(store: Store, done: Forgotten, *, now: datetime, by: str = "") -> Forgotten:
    """Do it once more for the same person, after texts that named them were edited: the history has them."""
    later = _carry_out(store, done.person, now=now, by=by, first=False)
    past, new = done.receipt.removed, later.receipt.removed
    removed = Removed(
        records=past.records + new.records,
        named=past.named + new.named,
        changes=past.changes + new.changes,
        drafts=past.drafts + new.drafts,
        refs=past.refs | new.refs,
        files=(*past.files, *new.files),
        minutes=(*past.minutes, *new.minutes),
        handouts=(*past.handouts, *new.handouts),
    )
    return replace(later, receipt=replace(done.receipt, removed=removed, mentions=later.receipt.mentions))


def with_places(done: Forgotten, places: tuple[OldPapers, ...]) -> Forgotten:
    """Give it with the places that hold papers from before, in the receipt."""
    return replace(done, receipt=replace(done.receipt, places=places))


def not_taken_back(done: Forgotten, problems: Sequence[Problem]) -> Forgotten:
    """Give it with the papers named after the person that could not be taken away, in the receipt."""
    return replace(done, receipt=replace(done.receipt, left=(*done.receipt.left, *problems)))


def still_told(store: Store, done: Forgotten) -> tuple[Mention, ...]:
    """Give the texts that may still speak of the person, the sure ones first. In the store's thread."""
    return tuple(store.by_hand(lambda connection: mentions.mentions(connection, done.person)))


def _carry_out(store: Store, person: Person, *, now: datetime, by: str, first: bool = True) -> Forgotten:
    def deed(connection: Any) -> tuple[Removed, int, bool]:
        removed = rewriting.forget(connection, person)
        if first:
            watch_id, at = store.watch_id, to_micros(now)
            rewriting.note(connection, person, removed, watch_id=watch_id, at=at, by=by)
        left = sum(each.sure for each in mentions.mentions(connection, person))
        return removed, left, rewriting.clean(connection)

    removed, named, emptied = store.by_hand(deed)
    with store.work(now=now, by=by) as work:
        work.reindex(removed.refs)
    store.rest()
    left = () if emptied else (Problem("trouble.log_not_emptied", {"name": store.path.name}),)
    receipt = Receipt(at=now, removed=removed, left=left, mentions=named)
    return Forgotten(receipt, person, Changes(removed.refs))


def in_backups(
    path: Path, passphrase: str | None, done: Forgotten, *, progress: Progress = silent
) -> Forgotten:
    """Remove the person from every copy beside the file, those from before updates too.

    In a copy every text that names them loses the name. Opens its own connections, so it may run in the
    pool. What does not open is told in the receipt. Raises Cancelled; what was cleaned until then is.
    """
    files = backups.files_of(path)
    cleaned, left = 0, list(done.receipt.left)
    for at, each in enumerate(files):
        progress(at, len(files), "job.forgetting")
        try:
            copies.rewrite(each, passphrase, _without(done.person))
            cleaned += 1
        except Busy:
            raise
        except Trouble:
            left.append(Problem("trouble.copy_not_cleaned", {"name": each.name}))
    unreadable = backups.unreadable_of(path)
    left += [Problem("trouble.copy_not_cleaned", {"name": each.name}) for each in unreadable]
    return replace(done, receipt=replace(done.receipt, backups=cleaned, left=tuple(left)))


def _without(person: Person) -> Callable[[Any], None]:
    def deed(connection: Any) -> None:
        rewriting.forget(connection, person, everywhere=True)
        rewriting.clean(connection)

    return deed


# In words

_FIELDS = {
    "name": N_("Name"),
    "email": N_("E-mail"),
    "note": N_("Note"),
    "seen": N_("What was seen"),
    "happened": N_("What happened"),
    "place_text": N_("Place"),
    "area": N_("Area or route"),
    "vehicle": N_("Vehicle"),
    "key_holder": N_("Key holder"),
    "caption": N_("Caption of a photo"),
    "vehicles": N_("Vehicles"),
    "persons": N_("People who were described"),
    "special_needs": N_("Special needs"),
    "emergency_name": N_("Emergency contact"),
    "emergency_phone": N_("Emergency contact"),
    "phones": N_("Phones"),
    "words": N_("As it was said"),
    "public_wording": N_("Words for neighbors"),
    "answer": N_("Answer"),
    "public_answer": N_("Words for neighbors"),
    "raisings": N_("Raised again"),
    "what": N_("What is to be done"),
    "outcome": N_("What came of it"),
    "numbers": N_("Whom to call"),
}


def field_words(mention: Mention) -> str:
    """Say in which field of its record a mention stands."""
    return _(_FIELDS.get(mention.field, N_("A text of it")))


def receipt_lines(receipt: Receipt) -> list[str]:
    """Say what was removed, without a name."""
    removed = receipt.removed
    lines = [
        _count(
            removed.records,
            N_("{count} record removed: the person, or their household"),
            N_("{count} records removed: the person, and their household"),
        ),
        _count(
            removed.named,
            N_("{count} other record names them no more"),
            N_("{count} other records name them no more"),
        ),
        _count(
            removed.changes,
            N_("{count} entry of the change history removed or made nameless"),
            N_("{count} entries of the change history removed or made nameless"),
        ),
        _count(removed.drafts, N_("{count} unfinished form cleaned"), N_("{count} unfinished forms cleaned")),
        _("The search index and the file itself were written anew."),
        *kept_papers_words(removed.minutes, removed.handouts, gone=True),
    ]
    if receipt.backups is None:
        lines.append(_("Backups beside the file were not cleaned."))
    else:
        lines.append(_count(receipt.backups, N_("{count} backup cleaned"), N_("{count} backups cleaned")))
    if receipt.mentions:
        lines.append(
            _count(
                receipt.mentions,
                N_("{count} text still names them: edit it, then finish"),
                N_("{count} texts still name them: edit these, then finish"),
            )
        )
    lines += [oldpapers.told(each) for each in receipt.places or ()]
    if receipt.places == ():
        lines.append(_("No place for papers holds one from before."))
    lines.append(
        _("Copies that were saved elsewhere, printed papers and sent files are not reached by this.")
    )
    return lines


def kept_papers_words(minutes: Sequence[date], handouts: Sequence[date], *, gone: bool = False) -> list[str]:
    """Say of which closed meetings the kept minutes and handouts go, or went, and what can be done then."""
    lines = []
    for days, one, many in (
        (
            minutes,
            N_("The minutes kept at the closing of {count} meeting: {days}"),
            N_("The minutes kept at the closing of {count} meetings: {days}"),
        ),
        (
            handouts,
            N_("The handout kept at the closing of {count} meeting: {days}"),
            N_("The handouts kept at the closing of {count} meetings: {days}"),
        ),
    ):
        if not days:
            continue
        # Each day has commas of its own.
        told = "; ".join(formats.long_day(day) for day in days[:_MOST_DAYS])
        if len(days) > _MOST_DAYS:
            told = _("{days} and others").format(days=told)
        lines.append(ngettext(one, many, len(days)).format(count=f"{len(days):,}", days=told))
    if lines and gone:
        lines = [
            _("{what}: removed, as a finished page can lose no name").format(what=each) for each in lines
        ]
        lines.append(_("Each of these meetings offers to make them anew, from what is written down then."))
    return lines


_MOST_DAYS = 8


def _count(count: int, one: str, many: str) -> str:
    return ngettext(one, many, count).format(count=f"{count:,}")
