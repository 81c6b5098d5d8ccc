"""Keeps the receipt of what was removed of a person, as a text file that names nobody."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path

from sacwatch.exchange import folders
from sacwatch.i18n import _
from sacwatch.reports import formats
from sacwatch.services import forgetting
from sacwatch.services.forgetting import Receipt
from sacwatch.words import sentence


def lines(receipt: Receipt) -> list[str]:
    """Say what was removed, and what could not be."""
    reasons = [each.problem for each in receipt.places or () if each.problem is not None]
    left = [sentence(each.key, each.values) for each in (*receipt.left, *reasons)]
    return [*forgetting.receipt_lines(receipt), *dict.fromkeys(left)]


def save(path: Path, receipt: Receipt, *, watch_name: str, zone: tzinfo) -> None:
    """Write the receipt; raises Trouble where the place does not take it."""
    day = formats.long_day(receipt.at.astimezone(zone).date())
    head = [watch_name, _("A person was forgotten on {day}").format(day=day), ""]
    told = lines(receipt)
    if receipt.places is None:
        told.append(_("Where papers from before still lie was not looked at yet; the Reports page tells."))
    text = "\r\n".join([*head, *(f"- {each}" for each in told), ""])
    # With a mark at its beginning Windows' own editor reads every letter right.
    folders.write_whole(path, text.encode("utf-8-sig"))
