"""What went out of the sample watch within the last days: lines of its ledger, made up like the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sacwatch.domain.audiences import Audience
from sacwatch.domain.exports import Act, Entry
from sacwatch.i18n import N_, _
from sacwatch.reports import registry
from sacwatch.store.work import Work


@dataclass(frozen=True)
class _Out:
    """A paper that was handed on so many hours ago."""

    ago: int
    report: str
    act: Act
    audience: Audience
    place: str
    copies: int = 1


_LINES = (
    _Out(19, "patrol-sheet", Act.PRINTED, Audience.CAPTAIN, N_("Printer at home"), 2),
    _Out(43, "meeting-flyer", Act.PRINTED, Audience.PUBLIC, N_("Printer at the library"), 30),
    _Out(44, "call-card", Act.PRINTED, Audience.PUBLIC, N_("Printer at the library"), 40),
    _Out(67, "hours-statement", Act.MAILED, Audience.POLICE, N_("E-mail")),
    _Out(90, "roster", Act.SAVED, Audience.BLOCK_CAPTAINS, N_("Stick of the block captains")),
    _Out(92, "phone-tree", Act.PRINTED, Audience.CAPTAIN, N_("Printer at home"), 5),
    _Out(138, "roster", Act.PRINTED, Audience.BLOCK_CAPTAINS, N_("Printer at home"), 5),
)


def note(work: Work, *, now: datetime) -> None:
    """Write the lines; `now` is aware UTC."""
    for number, each in enumerate(_LINES):
        work.ledger.add(
            Entry(
                id=work.new_id(),
                at=now - timedelta(hours=each.ago),
                by=work.by,
                act=each.act,
                report=each.report,
                subject="",
                name=f"{registry.PAPERS[each.report].title_words}.pdf",
                audience=each.audience,
                fingerprint=f"sample {number}",
                place=_(each.place),
                copies=each.copies,
            )
        )
