"""What the call card is made from."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from sacwatch.domain import resources
from sacwatch.domain.audiences import Audience
from sacwatch.domain.errors import Trouble
from sacwatch.domain.resources import Layout
from sacwatch.domain.watches import Watch
from sacwatch.services import phones, showing
from sacwatch.services.watches import get as the_watch
from sacwatch.store.work import Work

if TYPE_CHECKING:
    from sacwatch.reports.callcard import CallCard


def read(subject: str) -> Layout:
    """Read the size of a card, the wallet's where none is said; raises Trouble for one there is not."""
    said = subject.strip().casefold() or Layout.WALLET.value
    if said not in [each.value for each in Layout]:
        known = ", ".join(each.value for each in Layout)
        raise Trouble("trouble.no_such_card", text=subject[:40], known=known)
    return Layout(said)


def gather(
    work: Work, watch: Watch, subject: str, *, audience: Audience, zone: tzinfo, large: bool
) -> CallCard:
    """Gather whom to call, as this audience may see it, on the day it is now in `zone`."""
    from sacwatch.reports.callcard import CallCard

    layout = read(subject)
    seen = showing.eyes(work, audience).see(the_watch(work))
    calls = resources.calls(resources.directory(seen), work.now.astimezone(zone).date())
    return CallCard(
        watch=watch,
        audience=audience,
        layout=layout,
        jurisdiction=seen.jurisdiction,
        calls=tuple(map(phones.written, calls)),
        large=large,
    )


def make(data: CallCard, made_on: datetime) -> bytes:
    """Lay the card out as PDF; needs no store."""
    from sacwatch.reports.callcard import call_card

    return call_card(data, made_on)
