"""Writes into the ledger what leaves the window and is no paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sacwatch.domain.exports import Act, Handed
from sacwatch.services import ledgers


def note(desk: Any, handed: Handed, where: Path) -> None:
    """Write down that a file was saved; a file that is open to read alone cannot remember it."""
    _note(desk, handed, Act.SAVED, name=where.name, place=str(where.parent))


def note_printed(desk: Any, handed: Handed, name: str, printer: str, copies: int) -> None:
    """Write down that a map was printed on a printer, so many times."""
    _note(desk, handed, Act.PRINTED, name=name, place=printer, copies=copies)


def note_copied(desk: Any, handed: Handed, name: str) -> None:
    """Write down that text was copied, to be pasted where nobody here can see it."""
    _note(desk, handed, Act.COPIED, name=name, place="")


def _note(desk: Any, handed: Handed, act: Act, *, name: str, place: str, copies: int = 1) -> None:
    if not desk.read_only:
        desk.jot(
            lambda work: ledgers.note_handed(work, act, handed, name=name, place=place, copies=copies),
            owner=desk,
        )
