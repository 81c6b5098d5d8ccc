"""What stands on a call card about each one whom to call, in words and in print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sacwatch.domain.resources import SHORT, Call, Entry, Group, Key, Standing, says_where
from sacwatch.domain.watches import STALE_AFTER_DAYS, Jurisdiction
from sacwatch.i18n import _
from sacwatch.reports import formats, typedwords
from sacwatch.reports.cardpieces import CallLine
from sacwatch.reports.fonts import Cut
from sacwatch.reports.pieces import Piece, Style, Text, text
from sacwatch.reports.setting import Span
from sacwatch.words import label
from sacwatch.words_resources import crisis, entry_name, entry_purpose

_MARKS = {Standing.UNVERIFIED: "(?)", Standing.STALE: "(!)"}
_BLANK = "_" * 14


@dataclass(frozen=True)
class Look:
    """How large the print is, and how much is said."""

    size: float
    purposes: bool = True
    """Else only the numbers for a life in danger say what they are for."""
    details: bool = True
    """Whether hours and languages are told, where they are known."""
    notes: bool = True
    """Whether the difference between city and county stands there."""


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What is told of the calls: where the watch is, with headings, in short, and who tried a number."""

    jurisdiction: Jurisdiction
    headings: bool = True
    short: bool = False
    by: bool = False


@dataclass(frozen=True)
class Styles:
    """The styles of a card for one size of print."""

    title: Style
    head: Style
    name: Style
    told: Style
    number: Style
    small: Style


def styles(size: float) -> Styles:
    """Give the styles for a size in points."""
    return Styles(
        title=Style(size + 3, Cut.BOLD, leading=1.2),
        head=Style(max(8.0, size - 0.5), Cut.BOLD, leading=1.25, grey=0.3, before=4.5, after=0.5),
        name=Style(size, Cut.BOLD, leading=1.2),
        told=Style(max(7.5, size - 1.2), leading=1.22, grey=0.1),
        number=Style(size + 1.5, Cut.BOLD, leading=1.2),
        small=Style(max(7.0, size - 2), leading=1.25, grey=0.15),
    )


def lines(calls: Iterable[Call], telling: Telling, look: Look) -> list[Piece]:
    """Give the lines of a card, each group under its heading."""
    found = styles(look.size)
    pieces: list[Piece] = []
    group: Group | None = None
    for call in calls:
        entry = call.entry
        if entry.group is not group:
            group = entry.group
            if telling.headings and group is not Group.EMERGENCY:
                pieces.append(text(label("group", group.value), found.head, keep=True))
        pieces.append(_line(call, telling, look, found))
        if entry.key == Key.CRISIS_LINE and look.notes:
            told = crisis(telling.jurisdiction.value, short=telling.short)
            pieces.append(text(told, replace(found.told, after=2)))
    return pieces


def in_a_row(calls: Sequence[Call], jurisdiction: Jurisdiction, style: Style) -> Text:
    """Give calls one after the other, as on a patrol sheet; what has no number has a blank."""
    spans: list[Span] = []
    for call in calls:
        number = " ".join(filter(None, (call.entry.number or call.entry.text, _MARKS.get(call.standing))))
        spans += [
            (" · " if spans else "", Cut.REGULAR),
            (f"{name_of(call.entry, jurisdiction)}\u00a0", Cut.REGULAR),
            ((number or _BLANK).replace(" ", "\u00a0"), Cut.BOLD),
        ]
    marks = marks_words(calls, blanks=False)
    return text([*spans, (f"\n{marks}" if marks else "", Cut.REGULAR)], style)


def in_words(call: Call, jurisdiction: Jurisdiction) -> str:
    """Give a call with a number as plain text, with its hours and languages, and what to know of a crisis."""
    entry = call.entry
    number = " ".join(filter(None, (entry.number or entry.text, _MARKS.get(call.standing))))
    more = " · ".join(filter(None, (_below(call, by=False), _told(entry, purpose=False, details=True))))
    told = f"{name_of(entry, jurisdiction)}: {number}"
    told = f"{told} ({more})" if more else told
    return f"{told}\n  {crisis(jurisdiction.value)}" if entry.key == Key.CRISIS_LINE else told


def goes_along(call: Call) -> bool:
    """Say whether it goes into the wallet: a blank line only where it is one of the most needed."""
    return call.entry.reachable or call.entry.key in SHORT


def _line(call: Call, telling: Telling, look: Look, found: Styles) -> CallLine:
    entry = call.entry
    urgent = entry.group is Group.EMERGENCY
    name, number = found.name, found.number
    if urgent:
        name, number = replace(name, size=look.size + 2), replace(number, size=look.size + 6)
    purpose = look.purposes or urgent or entry.key == Key.CRISIS_LINE
    told = _told(entry, purpose=purpose, details=look.details)
    digits = " ".join(part for part in (entry.number or entry.text, _MARKS.get(call.standing, "")) if part)
    under = _below(call, by=telling.by)
    return CallLine(
        text(name_of(entry, telling.jurisdiction), name),
        text(told, found.told) if told else None,
        text(digits.replace(" ", "\u00a0"), number) if entry.reachable else None,
        text(under, found.small) if under else None,
    )


def name_of(entry: Entry, jurisdiction: Jurisdiction) -> str:
    """Give the name of an entry, with the city or the county where the watch does not know its own."""
    name = entry_name(entry.key, entry.name)
    if says_where(entry, jurisdiction):
        return _("{name} ({where})").format(name=name, where=label("where", entry.where.value))
    return name


def _told(entry: Entry, *, purpose: bool, details: bool) -> str:
    """Give what an entry is for, and when and in what languages."""
    parts = [entry_purpose(entry.key, entry.purpose)] if purpose else []
    if details:
        parts += [typedwords.hours(entry.hours), typedwords.languages(entry.languages)]
        parts += [_("relay {number}").format(number=entry.relay)] if entry.relay else []
    return " · ".join(part for part in parts if part)


def _below(call: Call, *, by: bool) -> str:
    entry, parts = call.entry, []
    if entry.text and entry.text == entry.number:
        parts.append(_("call or text"))
    elif entry.text and entry.number:
        parts.append(_("text {number}").format(number=entry.text))
    elif entry.text:
        parts.append(_("text only"))
    if entry.checked_on is not None and call.standing in (Standing.CHECKED, Standing.STALE):
        day = _("tried {day}").format(day=day_words(entry.checked_on))
        parts.append(f"{day}, {entry.checked_by}" if by and entry.checked_by else day)
    return " · ".join(parts)


def day_words(day: date) -> str:
    """Give a date such as "Nov 21, 2026"."""
    return _("{month_day}, {year}").format(month_day=formats.month_day(day), year=day.year)


def marks_words(calls: Iterable[Call], *, blanks: bool = True) -> str:
    """Explain the marks that stand on the card, "" where there are none."""
    found = {each.standing for each in calls}
    told = []
    if Standing.UNVERIFIED in found:
        told.append(_("(?) None of us has tried this number yet."))
    if Standing.STALE in found:
        told.append(_("(!) We tried this number more than {days} days ago.").format(days=STALE_AFTER_DAYS))
    if blanks and Standing.BLANK in found:
        told.append(_("On the blank lines, write the number once you know it."))
    return " ".join(told)
