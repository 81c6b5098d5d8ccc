"""What every paper is ordered and gathered with: its order, letterhead, questions in pieces, photos."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from sacwatch import paths
from sacwatch.domain.attachments import Attachment
from sacwatch.domain.audiences import Audience
from sacwatch.domain.drawing import Style
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.handouts import Tongue
from sacwatch.domain.mapsheets import PaperForm
from sacwatch.domain.offences import Sort
from sacwatch.domain.places import Point
from sacwatch.domain.watches import Watch
from sacwatch.reports import registry
from sacwatch.services import letterheads, showing
from sacwatch.store.work import Work
from sacwatch.words import label

if TYPE_CHECKING:
    from sacwatch.reports.photos import Photo

_AT_ONCE = timedelta(days=7)
"""How much of a period is asked of the store in one go, so that saving never waits long for a paper."""

T = TypeVar("T")
Ask = Callable[[Callable[[Work], Any]], Any]
"""Runs a question in the store and gives its answer; other work of the store goes on between two."""


@dataclass(frozen=True)
class Order:
    """One paper that is wanted.

    `subject` is a patrol's id, "2026-11", "2026-11-01..2026-11-30", a block, or "all" blocks; `subjects`
    writes the others. The `form` and `style` count for maps alone.
    """

    report: str
    subject: str = ""
    audience: Audience = Audience.CAPTAIN
    large: bool = False
    form: PaperForm = PaperForm.LETTER
    style: Style = Style.PRINT
    """Of a map: PRINT or BLACK_AND_WHITE."""
    tongue: Tongue = Tongue.ENGLISH
    """English or Spanish, for papers that speak both."""


@dataclass(frozen=True)
class Gathered:
    """Everything that a paper is made from; nothing of the store is needed any more."""

    order: Order
    data: Any
    file_name: str
    fingerprint: str
    dots: tuple[tuple[Point, Sort], ...] = ()


def letterhead(work: Work, order: Order) -> Watch:
    """Give the watch as the readers may see it; raises Trouble where there is none."""
    try:
        return letterheads.seen(work, showing.eyes(work, order.audience))
    except NotFound:
        raise Trouble("trouble.no_watch") from None


def within(
    ask: Ask, ask_within: Callable[[Work, datetime, datetime], list[T]], since: datetime, until: datetime
) -> list[T]:
    """Ask for the records of [since, until) piece by piece; one that moved meanwhile counts once."""
    found: dict[str, T] = {}
    while since < until:
        end = min(since + _AT_ONCE, until)
        piece: list[Any] = ask(partial(_piece, ask_within, since, end))
        found |= {each.id: each for each in piece}
        since = end
    return list(found.values())


def _piece(
    ask_within: Callable[[Work, datetime, datetime], list[T]], start: datetime, end: datetime, work: Work
) -> list[T]:
    return ask_within(work, start, end)


def title_of(order: Order) -> str:
    """Give the title of the paper that is ordered."""
    return registry.PAPERS[order.report].title_words


def file_name(name: str) -> str:
    """Give the name of a PDF that every system takes."""
    return paths.safe_name(name, suffix=".pdf")


def handed_name(gathered: Gathered) -> str:
    """Give the name of a copy that is handed on; it says for whom, where that is not the captain."""
    audience = gathered.order.audience
    if audience is Audience.CAPTAIN:
        return gathered.file_name
    whom = label("audience", audience.value)
    return paths.safe_name(gathered.file_name.removesuffix(".pdf"), suffix=f" - {paths.safe_name(whom)}.pdf")


def photo_marks(pictures: Sequence[Attachment]) -> tuple[tuple[str, str], ...]:
    """Give what stands for photos in a fingerprint; their bytes are large and wanted only on the paper."""
    return tuple((each.sha256, each.caption) for each in pictures)


def photos_of(ask: Ask, pictures: Sequence[Attachment]) -> tuple[Photo, ...]:
    """Give photos with their bytes, each asked for by itself."""
    from sacwatch.reports.photos import Photo  # a door: ReportLab comes with it

    return tuple(Photo(ask(partial(_bytes_of, picture.sha256)), picture.caption) for picture in pictures)


def _bytes_of(sha256: str, work: Work) -> bytes:
    return work.attachments.read_bytes(sha256)
