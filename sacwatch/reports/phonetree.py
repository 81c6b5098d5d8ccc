"""The phone tree on paper: a cover for the captain, and for each caller a page to call through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sacwatch.domain.audiences import Audience
from sacwatch.domain.watches import Watch
from sacwatch.i18n import _, ngettext
from sacwatch.reports import formats
from sacwatch.reports.blanks import Blank, WriteOn
from sacwatch.reports.calllists import CallLine, CallList
from sacwatch.reports.fonts import Cut
from sacwatch.reports.frames import Boxed, Turn
from sacwatch.reports.layout import Cell, Column, Paper
from sacwatch.reports.pieces import Align, Piece, Style, text


@dataclass(frozen=True, kw_only=True)
class CalledHome:
    """One home of a list as this audience may see it."""

    address: str = ""
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    """In the order in which they are tried; none where nobody there agreed to show one."""
    remarks: tuple[str, ...] = ()
    """Language, how they like to be told, who needs more time."""
    place: int = 0
    """Its place on the caller's list, from 1; 0 where it is on none."""


@dataclass(frozen=True, kw_only=True)
class CallerSheet:
    """One caller's page."""

    number: int
    name: str = ""
    """"" where this audience may not see it."""
    numbers: tuple[str, ...] = ()
    report_to: str = ""
    report_numbers: tuple[str, ...] = ()
    homes: tuple[CalledHome, ...] = ()
    """Those of which this audience may see the number or the address; without a number the captain calls."""
    hidden: int = 0
    """How many others there are on the list, of which nothing is shown; the captain calls them too."""


@dataclass(frozen=True, kw_only=True)
class HeadShare:
    """Somebody at the head, and whom they call: callers by their number on the cover."""

    name: str = ""
    numbers: tuple[str, ...] = ()
    callers: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PhoneTreePaper:
    """The tree, already reduced for the audience."""

    watch: Watch
    audience: Audience
    head: tuple[HeadShare, ...] = ()
    sheets: tuple[CallerSheet, ...] = ()
    captains: tuple[tuple[CalledHome, str], ...] = ()
    """For the captain alone: the homes that the callers' copies leave out, and whose list they are on."""
    knock: tuple[CalledHome, ...] = ()
    """Homes without a phone."""
    left_out: int = 0
    checks: tuple[str, ...] = ()
    """What is not right about the tree; for the captain alone."""
    only: bool = False
    """Whether one caller's page was asked for, and no cover."""
    large: bool = False


def phone_tree(data: PhoneTreePaper, made_on: datetime) -> bytes:
    """Make the phone tree as PDF. `made_on` is aware UTC."""
    sheets = data.sheets
    paper = Paper(
        watch=data.watch,
        audience=data.audience,
        made_on=made_on,
        title=_("Phone tree"),
        subtitle=_caller_words(sheets[0]) if data.only and sheets else "",
        large=data.large,
        left_out=_left_out(data),
        emergency=not data.only,
    )
    if not data.only:
        _cover(paper, data)
    shown = [each for each in sheets if any(home.numbers for home in each.homes) or data.audience in _CALLERS]
    size = len(_SIZES) // 2
    for place, sheet in enumerate(shown):
        if place or not data.only:
            paper.put(Turn())
            paper.heading(_caller_words(sheet))
        size = _caller_page(paper, data, sheet, size)
    if data.captains and not data.only:
        paper.put(Turn())
        _captains_page(paper, data)
    return paper.pdf()


_CALLERS = frozenset({Audience.CAPTAIN, Audience.BLOCK_CAPTAINS})
"""Who gets a caller's page even where nobody on it agreed to anything."""


def _left_out(data: PhoneTreePaper) -> list[str]:
    if data.audience is Audience.CAPTAIN:
        return []
    return [
        _("names, addresses and numbers that people did not agree to show"),
        _("what people need"),
        _("what is still to be put right"),
    ]


def _caller_words(sheet: CallerSheet) -> str:
    name = formats.isolated(sheet.name) if sheet.name else ""
    if not name:
        return _("Caller {number}").format(number=sheet.number)
    return _("Caller {number}: {name}").format(number=sheet.number, name=name)


def _people_words(name: str, numbers: Sequence[str]) -> str:
    named = formats.isolated(name) if name else _("name not shown here")
    return ", ".join([named, *map(formats.number, numbers)])


def _homes_words(count: int) -> str:
    return ngettext("{count} home", "{count} homes", count).format(count=count)


# The cover


def _cover(paper: Paper, data: PhoneTreePaper) -> None:
    homes = sum(len(each.homes) + each.hidden for each in data.sheets)
    paper.figures(
        [
            (_("Callers"), str(len(data.sheets))),
            (_("Homes on lists"), str(homes)),
            (_("Doors to knock on"), str(len(data.knock))),
        ]
    )
    if not data.sheets:
        paper.body(_("Nobody calls yet. Build the tree on the page “Phone tree” first."))
    paper.heading(_("Who begins"))
    if not data.head:
        paper.body(_("Nobody stands at the head of the tree yet."))
    for share in data.head:
        called = formats.listed([str(number) for number in share.callers])
        words = _people_words(share.name, share.numbers)
        if share.callers:
            words = _("{person}: calls callers {numbers}").format(person=words, numbers=called)
        paper.body(words)
    paper.body(
        _(
            "Call each caller, read the message, and ask them to begin. A caller who does not answer: go on, "
            "call again at the end, then take that list yourself or give it to somebody else."
        )
    )
    if data.sheets:
        paper.heading(_("The callers"))
        _callers_table(paper, data.sheets)
    if data.checks:
        paper.heading(_("Still to be put right"))
        for words in data.checks:
            paper.body(f"• {words}")
    if data.left_out and data.audience is Audience.CAPTAIN:
        paper.body(_("On nobody’s list: {homes}.").format(homes=_homes_words(data.left_out)))
    if data.knock:
        paper.heading(_("No phone: knock on the door"))
        _door_table(paper, data.knock)


def _callers_table(paper: Paper, sheets: Sequence[CallerSheet]) -> None:
    columns = [
        Column(_("No."), align=Align.END),
        Column(_("Caller"), share=1),
        Column(_("Phone"), most=13),
        Column(_("Homes"), align=Align.END),
        Column(_("Called at"), most=7),
        Column(_("Reported back"), most=8),
    ]
    rows: list[list[Cell]] = [
        [
            str(sheet.number),
            formats.isolated(sheet.name) if sheet.name else _("name not shown here"),
            paper.cell(*map(formats.number, sheet.numbers)),
            str(len(sheet.homes) + sheet.hidden),
            "",
            "",
        ]
        for sheet in sheets
    ]
    paper.table(columns, rows)


def _door_table(paper: Paper, homes: Sequence[CalledHome]) -> None:
    shown = [each for each in homes if each.address]
    if shown:
        columns = [Column(_("Home"), share=1), Column(_("Who"), share=1), Column(_("To remember"), share=1)]
        paper.table(
            columns,
            [[each.address, ", ".join(each.names), " · ".join(each.remarks)] for each in shown],
        )
    if len(shown) < len(homes):
        paper.small(
            _("Not shown here, on the captain’s copy alone: {homes}.").format(
                homes=_homes_words(len(homes) - len(shown))
            )
        )


# A caller's page


_SIZES = tuple((size, size) for size in (13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0))
_LARGE_SIZES = ((17.0, 17.0), (16.0, 16.0), (15.0, 15.0), (14.0, 14.0), (14.0, 12.0))
"""Of the list on a caller's page and of what stands around it: the largest at which it stays one page.

Where none is small enough, the list goes over pages at `_OVER_PAGES`, and says so.
"""
_OVER_PAGES = {False: -1, True: 3}
"""The place of the size, for ordinary and for large print."""


def _caller_page(paper: Paper, data: PhoneTreePaper, sheet: CallerSheet, near: int) -> int:
    """Put a caller's page, and give the place of its size; `near` is where it is likely to be."""
    head = [] if data.only else [text(_caller_words(sheet), paper.styles.heading, keep=True)]

    def fits(at: int) -> bool:
        return paper.fits([*head, *_caller_pieces(data, sheet, sizes[at])], below=data.only)

    sizes = _LARGE_SIZES if data.large else _SIZES
    at = min(near, len(sizes) - 1)
    if fits(at):
        while at > 0 and fits(at - 1):
            at -= 1
    else:
        at += 1
        while at < len(sizes) and not fits(at):
            at += 1
    over_pages = at == len(sizes)
    for piece in _caller_pieces(
        data, sheet, sizes[_OVER_PAGES[data.large] if over_pages else at], over_pages=over_pages
    ):
        paper.put(piece)
    return min(at, len(sizes) - 1)


def _caller_pieces(
    data: PhoneTreePaper, sheet: CallerSheet, sizes: tuple[float, float], *, over_pages: bool = False
) -> Iterator[Piece]:
    """Give what stands on a caller's page; a list that goes over pages stands behind what is to be read."""
    listed, size = sizes
    told = _people_words(sheet.report_to, sheet.report_numbers) if sheet.report_to else ""
    told = told or ", ".join(map(formats.number, sheet.report_numbers)) or _("the captain")
    back = _("When you are done, report back to") + " "
    yield text([(back, Cut.REGULAR), (told, Cut.BOLD)], Style(size, before=2, after=3))
    rule = _(
        "Nobody answers? Leave the message if a machine takes it, tick it, and go to the next home: never "
        "wait on one. At the end of the list, call those again whom you did not reach. Still no answer? "
        "Report it back."
    )
    yield Boxed(text(rule, Style(size * 0.9, leading=1.25)), padding=4, before=2, after=4)
    if over_pages:
        yield from _message(data, size)
    if sheet.homes:
        yield _call_list(sheet.homes, listed, _caller_words(sheet), stacked=data.large)
    elif sheet.hidden:
        yield text(_("Nobody on this list agreed to show anything here."), Style(size))
    else:
        yield text(_("There is no home on this list yet."), Style(size))
    if sheet.hidden:
        yield text(_hidden_words(sheet.hidden), Style(size * 0.9, after=3))
    if not over_pages:
        yield from _message(data, size)


def _message(data: PhoneTreePaper, size: float) -> Iterator[Piece]:
    """Give what a caller reads to each home."""
    words = _("Read this: “This is ______ of {watch}. This is a call of our phone tree. The message is:”")
    named = words.format(watch=formats.isolated(data.watch.name))
    yield text(named, Style(size, before=4, leading=1.3), keep=True)
    blank = Blank(_("the message, word for word, and the time you got it"))
    yield WriteOn([blank], Style(size * 0.75, grey=0.2), room=size * 1.7, before=0, after=0, keep=True)
    asked = _("“Is everybody all right? Do you need help? If it is an emergency, hang up and call 911.”")
    yield text(asked, Style(size, before=2, leading=1.3))


def _hidden_words(count: int) -> str:
    return ngettext(
        "The captain calls {count} more home of this list.",
        "The captain calls {count} more homes of this list.",
        count,
    ).format(count=count)


def _call_list(homes: Sequence[CalledHome], size: float, title: str, *, stacked: bool) -> CallList:
    lines = [
        CallLine(
            place=str(each.place) if each.place else "",
            title=each.address or _("address not shown here"),
            names=", ".join(formats.isolated(name) for name in each.names),
            remark=" · ".join(each.remarks),
            numbers=tuple(map(formats.number, each.numbers)) or (_("the captain calls"),),
            boxes=bool(each.numbers),
        )
        for each in homes
    ]
    heads = [_("Reached"), _("Message"), _("No answer"), _("Wrong"), _("Time")]
    return CallList(
        lines,
        heads,
        title_head=_("Home"),
        number_head=_("Phone"),
        size=size,
        stacked=stacked,
        again=_("{title}, continued").format(title=title),
        onward=_("continued on the next page"),
    )


# What the captain calls


def _captains_page(paper: Paper, data: PhoneTreePaper) -> None:
    paper.heading(_("The captain calls"))
    paper.body(
        _("These homes did not agree to show their number to callers. The copies for callers leave them out.")
    )
    homes = []
    for home, caller in data.captains:
        remark = _("on the list of {name}").format(name=formats.isolated(caller)) if caller else ""
        homes.append(
            CalledHome(
                address=home.address,
                names=home.names,
                numbers=home.numbers,
                remarks=tuple(filter(None, (*home.remarks, remark))),
            )
        )
    size = paper.styles.body.size
    paper.put(_call_list(homes, size, _("The captain calls"), stacked=data.large))


__all__ = ["CalledHome", "CallerSheet", "HeadShare", "PhoneTreePaper", "phone_tree"]
