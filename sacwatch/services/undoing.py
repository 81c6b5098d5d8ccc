"""Undo, redo and the history of every change."""

from __future__ import annotations

from dataclasses import dataclass

from sacwatch.domain.errors import Refused
from sacwatch.domain.history import Step
from sacwatch.store.work import Work


@dataclass(frozen=True)
class Next:
    """What undo would take back and redo would do again."""

    undo: Step | None
    redo: Step | None


def undo(work: Work, step: int | None = None) -> Step:
    """Take back a step, the last one unless told which; raises Refused with the reason."""
    target = work.undoable() if step is None else None
    number = target.id if target else step
    if number is None:
        raise Refused("trouble.nothing_to_undo")
    work.undo(number)
    return target or next(each for each in work.history(limit=1, before=number + 1))


def redo(work: Work) -> Step:
    """Do the last undone step again; raises Refused with the reason."""
    target = work.redoable()
    if target is None:
        raise Refused("trouble.nothing_to_redo")
    work.redo(target.id)
    return target


def upcoming(work: Work) -> Next:
    """Give what undo and redo would do now."""
    return Next(work.undoable(), work.redoable())


def history(work: Work, *, limit: int = 50, before: int | None = None) -> list[Step]:
    """Give the newest steps, newest first."""
    return work.history(limit=limit, before=before)
