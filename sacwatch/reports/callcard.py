"""The call card: whom to call, for the wallet, half a page, or the wall.

Each number says when it was tried. One that was never tried, or too long ago, carries a mark that the foot
explains; where there is no number there is a rule to write it on.
"""

from __future__ import annotations

import io
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sacwatch.domain.audiences import Audience
from sacwatch.domain.resources import SHORT, Call, Layout
from sacwatch.domain.watches import Jurisdiction, Watch
from sacwatch.i18n import _, ngettext
from sacwatch.reports import cardlines, formats, pages
from sacwatch.reports.cardlines import Look, Telling
from sacwatch.reports.cardpieces import Card, Dealer, FittedCard, column_width, high, stacked
from sacwatch.reports.fonts import Cut
from sacwatch.reports.layout import Paper
from sacwatch.reports.pages import PAGE_HEIGHT, PAGE_WIDTH, WIDTH, character_name
from sacwatch.reports.pieces import Align, Piece, Style, text
from sacwatch.words import label

_WHOLE = 560.0
"""How high a piece of another paper may be, in points, so that it goes on one page with its heading."""


@dataclass(frozen=True, kw_only=True)
class CallCard:
    """Whom to call, as the audience may see it."""

    watch: Watch
    audience: Audience
    layout: Layout
    jurisdiction: Jurisdiction
    calls: tuple[Call, ...]
    large: bool = False
    more: int = 0
    """How many numbers stand on the whole card alone, for want of room."""


@dataclass(frozen=True)
class _Sheet:
    """How many cards lie on a page, how far their words are from the cut, in how many columns and looks."""

    across: int
    down: int
    inset: float
    columns: int
    looks: tuple[Look, ...]

    @property
    def size(self) -> tuple[float, float]:
        return PAGE_WIDTH / self.across - 2 * self.inset, PAGE_HEIGHT / self.down - 2 * self.inset


def _looks(*sizes: float, bare: tuple[float, ...] = (), least: tuple[float, ...] = ()) -> tuple[Look, ...]:
    """Give the looks to try in turn: first with all, then without what each is for, the hours, the note."""
    return (
        *(Look(size) for size in sizes),
        *(Look(size, purposes=False) for size in bare),
        *(Look(size, purposes=False, details=False) for size in bare),
        *(Look(size, purposes=False, details=False, notes=False) for size in least),
    )


_SHEETS = {
    (Layout.WALLET, False): _Sheet(2, 2, 22, 1, _looks(10, 9, bare=(10, 9.5, 9, 8.5), least=(9, 8.5))),
    (Layout.WALLET, True): _Sheet(1, 2, 30, 2, _looks(bare=(14,), least=(14,))),
    (Layout.HALF, False): _Sheet(1, 2, 24, 2, _looks(10, 9, 8.5, bare=(10, 9.5, 9, 8.5), least=(9, 8.5))),
    (Layout.HALF, True): _Sheet(1, 1, 42, 1, _looks(15, 14, bare=(16, 15, 14))),
}
_NARROW_LARGE = _looks(14, bare=(14,), least=(14,))
"""How the half page looks in large print where it has one of two columns."""
_POSTER = {False: (2, _looks(12, 11, bare=(12, 11))), True: (1, _looks(20, 18, 16, bare=(18, 16, 15)))}


def call_card(data: CallCard, made_on: datetime) -> bytes:
    """Make the card as PDF. `made_on` is aware UTC."""
    if data.layout is Layout.POSTER:
        return _poster(data, made_on)
    return _to_cut(data, made_on)


def half_page(data: CallCard, *, width: float = WIDTH, room: float = 0.0) -> list[Piece]:
    """Give the card as pieces for another paper, such as the handout, whatever its own layout.

    It has no head: the paper says what it is. Ordinarily one piece of about half a page; in large print, or
    with many numbers of one's own, pieces that each go on a page. Where there is less `room` or `width`
    (points), less is said of each.
    """
    sheet = _SHEETS[Layout.HALF, data.large]
    whole = replace(data, layout=Layout.HALF)
    height = room or (_WHOLE if data.large else sheet.size[1])
    looks = _NARROW_LARGE if data.large and width < WIDTH else sheet.looks
    cards = _cards(whole, width, height, sheet.columns, looks)
    told = [cardlines.marks_words(data.calls)]
    if data.more:
        more = ngettext(
            "{count} more number stands on our call card.",
            "{count} more numbers stand on our call card.",
            data.more,
        )
        told.append(more.format(count=data.more))
    words = " ".join(filter(None, told))
    foot = [text(words, replace(cardlines.styles(sheet.looks[-1].size).small, before=3))] if words else []
    return [replace(each, foot=foot if each is cards[-1] else (), before=2, after=6) for each in cards]


def foremost(data: CallCard, *, width: float) -> CallCard:
    """Give the card with as many of the numbers that there are, the most needed first, as go into one piece
    of this `width` (points), and without lines to write on."""
    there = [each for each in data.calls if each.entry.reachable]
    if not there:
        return data
    there.sort(key=lambda call: call.entry.key not in SHORT)

    def with_first(count: int) -> CallCard:
        chosen = {each.entry.id for each in there[:count]}
        calls = tuple(each for each in data.calls if each.entry.id in chosen)
        return replace(data, calls=calls, more=len(there) - count)

    too_many = range(1, len(there) + 1)
    count = bisect(too_many, False, key=lambda count: len(half_page(with_first(count), width=width)) > 1)
    return with_first(max(1, count))


def _cards(data: CallCard, width: float, height: float, columns: int, looks: Sequence[Look]) -> list[Card]:
    """Give one card in the largest print in which all of it fits, or several in the last one.

    They have no head and foot yet.
    """
    calls = [each for each in data.calls if data.layout is not Layout.WALLET or cardlines.goes_along(each)]
    telling = Telling(
        jurisdiction=data.jurisdiction,
        headings=data.layout is not Layout.WALLET,
        short=data.layout is Layout.WALLET,
        by=data.audience is Audience.CAPTAIN,
    )
    # Where even the smallest print is not enough there is room for all that is to be said.
    for look in (*looks, replace(looks[-1], details=True, notes=True)):
        dealer = Dealer(cardlines.lines(calls, telling, look), column_width(width, columns, Card.gap))
        dealt = dealer.dealt(height)
        if len(dealt) <= columns:
            return [Card((), dealer.balanced(height, columns), ())]
    return [Card((), dealt[at : at + columns], ()) for at in range(0, len(dealt), columns)]


# Cards to cut out


def _to_cut(data: CallCard, made_on: datetime) -> bytes:
    """Lay the same card out as often as a page holds it, with lines to cut along."""
    sheet = _SHEETS[data.layout, data.large]
    width, height = sheet.size
    size = sheet.looks[-1].size

    def made(data: CallCard, sides: int) -> list[Card]:
        head, foot = _around(data, made_on, size, (1, sides))
        room = height - high(stacked(head, width)) - high(stacked(foot, width)) - 6
        return _cards(data, width, room, sheet.columns, sheet.looks)

    cards = made(data, 1)
    if len(cards) > 1 and data.layout is Layout.WALLET:
        # Better one side without lines to write on than a second one.
        known = replace(data, calls=tuple(each for each in data.calls if each.entry.reachable))
        if len(fewer := made(known, 1)) == 1:
            data, cards = known, fewer
    if len(cards) > 1:
        cards = made(data, len(cards))
    target = io.BytesIO()
    canvas = pages.begin(target, _paper(data, made_on).finished().furniture, (PAGE_WIDTH, PAGE_HEIGHT))
    for side, card in enumerate(cards, 1):
        head, foot = _around(data, made_on, size, (side, len(cards)))
        fitted = replace(card, head=head, foot=foot, tall=height).fit(width)
        _cuts(canvas, sheet)
        for row in range(sheet.down):
            for column in range(sheet.across):
                left = column * PAGE_WIDTH / sheet.across + sheet.inset
                top = PAGE_HEIGHT - row * PAGE_HEIGHT / sheet.down - sheet.inset
                fitted.paint(canvas, left, top)
                _name_missing(canvas, fitted, left, top - fitted.height)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _around(
    data: CallCard, made_on: datetime, size: float, side: tuple[int, int]
) -> tuple[list[Piece], list[Piece]]:
    """Give what stands above and below a card that is cut out; `side` says which one of how many it is."""
    styles = cardlines.styles(size)
    title = ((_("Whom to call"), Cut.BOLD), (f"   {data.watch.name}", Cut.REGULAR))
    head: list[Piece] = [text(title, styles.title)]
    if data.watch.sample:
        words = ((_("SAMPLE"), Cut.BOLD), ("   " + _("Everything on this page is made up."), Cut.REGULAR))
        head.append(text(words, styles.small))
    head.append(text("", Style(3)))
    calls = [each for each in data.calls if data.layout is not Layout.WALLET or cardlines.goes_along(each)]
    whom = _("For: {audience}").format(audience=label("audience", data.audience.value))
    made = _("Made {moment}").format(moment=cardlines.day_words(formats.local_day(made_on)))
    number, sides = side
    below = f"{whom} · {made}"
    if sides > 1:
        below += " · " + _("side {number} of {count}").format(number=number, count=sides)
    told = "\n".join(part for part in (cardlines.marks_words(calls), below) if part)
    return head, [text(told, styles.small)]


def _name_missing(canvas: Any, card: FittedCard, left: float, top: float) -> None:
    """Name the characters that no font has, beneath the card."""
    chars = "".join(dict.fromkeys(card.missing()))
    if chars:
        words = _("▯ {name} could not be printed.").format(name=", ".join(map(character_name, chars[:3])))
        text(words, Style(6, leading=1.2)).fit(card.width).paint(canvas, left, top)


def _cuts(canvas: Any, sheet: _Sheet) -> None:
    canvas.setStrokeGray(0.4)
    canvas.setLineWidth(0.6)
    canvas.setDash(4, 3)
    for column in range(1, sheet.across):
        at = column * PAGE_WIDTH / sheet.across
        canvas.line(at, 14, at, PAGE_HEIGHT - 14)
    for row in range(1, sheet.down):
        at = row * PAGE_HEIGHT / sheet.down
        canvas.line(14, at, PAGE_WIDTH - 14, at)
    canvas.setDash()


# For the wall


def _poster(data: CallCard, made_on: datetime) -> bytes:
    columns, looks = _POSTER[data.large]
    paper = _paper(data, made_on)
    marks = cardlines.marks_words(data.calls)
    told = "\n".join(part for part in (marks, _sources(data)) if part)
    foot = [text(told, replace(paper.styles.small, before=6))] if told else []
    height = paper.room() - high(stacked(foot, WIDTH)) - 12
    for card in _cards(data, WIDTH, height, columns, looks):
        paper.put(replace(card, foot=foot))
    return paper.pdf()


def _sources(data: CallCard) -> str:
    """Say where the captain has the numbers from, on a copy for the captain; others are not given it."""
    found = [
        f"{cardlines.name_of(each.entry, data.jurisdiction)}: {' '.join(each.entry.source.split())}"
        for each in data.calls
        if each.entry.reachable and each.entry.source
    ]
    return _("Where the numbers are from: {sources}.").format(sources="; ".join(found)) if found else ""


def _paper(data: CallCard, made_on: datetime) -> Paper:
    title = _("Whom to call")
    large = Style(30, Cut.BOLD, leading=1.2, align=Align.CENTER, before=4, after=4)
    return Paper(
        watch=data.watch,
        audience=data.audience,
        made_on=made_on,
        title=title,
        large=data.large,
        addressee=label("audience", data.audience.value),
        head=text(title, large, keep=True),
    )


__all__ = ["CallCard", "call_card", "half_page"]
