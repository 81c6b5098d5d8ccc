"""Lists of papers: what lies in a destination, and the ledger of what went out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sacwatch import words
from sacwatch.domain.audiences import Audience
from sacwatch.domain.exports import Entry
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _, ngettext
from sacwatch.reports import formats
from sacwatch.reports.layout import Column, Paper


@dataclass(frozen=True)
class IndexLine:
    """One file of a destination; `written_at` is aware UTC."""

    name: str
    title: str
    written_at: datetime


@dataclass(frozen=True, kw_only=True)
class LatestIndex:
    """What lies in a destination, already reduced for its audience."""

    watch: Watch
    audience: Audience
    lines: tuple[IndexLine, ...]
    large: bool = False


@dataclass(frozen=True, kw_only=True)
class LedgerList:
    """The ledger of a period, the newest line first; for the captain."""

    watch: Watch
    first: date
    last: date
    entries: tuple[Entry, ...]
    large: bool = False


def latest_index(data: LatestIndex, made_on: datetime) -> bytes:
    """Make the list of what lies in a destination as PDF. `made_on` is aware UTC."""
    paper = Paper(
        watch=data.watch,
        audience=data.audience,
        made_on=made_on,
        title=_("Latest papers"),
        subtitle=ngettext("{count} file lies here", "{count} files lie here", len(data.lines)).format(
            count=len(data.lines)
        ),
        large=data.large,
    )
    if not data.lines:
        paper.body(_("Nothing lies here yet."))
        return paper.pdf()
    newest = max(line.written_at for line in data.lines)
    paper.body(_("The newest is of {when}.").format(when=formats.moment(newest)))
    columns = (Column(_("Paper"), share=2), Column(_("File"), share=3), Column(_("Of"), most=14))
    paper.table(columns, [(line.title, line.name, formats.moment(line.written_at)) for line in data.lines])
    return paper.pdf()


def ledger_list(data: LedgerList, made_on: datetime) -> bytes:
    """Make the ledger of a period as PDF. `made_on` is aware UTC."""
    paper = Paper(
        watch=data.watch,
        audience=Audience.CAPTAIN,
        made_on=made_on,
        title=_("What went out"),
        subtitle=formats.period(data.first, data.last),
        large=data.large,
    )
    if not data.entries:
        paper.body(_("Nothing was written, printed or mailed in this period."))
        return paper.pdf()
    older = sum(entry.older for entry in data.entries)
    paper.figures([(_("Lines"), f"{len(data.entries):,}"), (_("Older ones still out there"), f"{older:,}")])
    columns = (
        Column(_("When"), most=10),
        Column(_("Paper"), share=3),
        Column(_("For"), most=7),
        Column(_("What was done"), most=9),
        Column(_("Where to"), share=2),
    )
    paper.table(columns, [_row(entry) for entry in data.entries])
    if older:
        paper.small(_("⚠ marks a copy of which a newer one went out since, and which nobody took back."))
    return paper.pdf()


def _row(entry: Entry) -> Sequence[str]:
    done = words.label("act", entry.act.value)
    if entry.copies > 1:
        done = _("{done}, {count} copies").format(done=done, count=entry.copies)
    mark = "⚠ " if entry.older else ""
    name = entry.name.removesuffix(".pdf")
    return (
        formats.moment(entry.at),
        f"{mark}{name}",
        words.label("audience", entry.audience.value),
        done,
        entry.place,
    )
