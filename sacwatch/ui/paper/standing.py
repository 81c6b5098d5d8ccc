"""What is known of the folder of papers, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sacwatch.i18n import N_, _
from sacwatch.services.syncing import Target
from sacwatch.ui import shown


class Stand(Enum):
    """How the folder stands."""

    UNKNOWN = "unknown"
    NONE = "none"
    """No folder was chosen."""
    CURRENT = "current"
    WAITING = "waiting"
    """Some papers are out of date."""
    AWAY = "away"
    """The folder cannot be used now."""


@dataclass(frozen=True)
class State:
    """What is known of the folder. `told` are the sentences of the last run."""

    stand: Stand = Stand.UNKNOWN
    target: Target | None = None
    total: int = 0
    waiting: int = 0
    told: tuple[str, ...] = ()
    gone: bool = False
    """Whether the folder cannot be used because it is not there."""


@dataclass(frozen=True)
class Making:
    """How far a run is: `total` papers are to be made, 0 while that is not known yet."""

    done: int = 0
    total: int = 0


def words(state: State, making: Making | None = None) -> str:
    """Say how the folder stands, or how far the run is that is under way."""
    if making is not None and making.total:
        number = min(making.done + 1, making.total)
        return _("Making paper {number} of {total} …").format(number=number, total=making.total)
    if making is not None or state.stand is Stand.UNKNOWN:
        return _("Looking which papers are out of date …")
    if state.stand is Stand.NONE:
        return _("No folder is chosen yet.")
    if state.stand is Stand.AWAY:
        return _("The folder is not there.") if state.gone else _("The folder cannot be used now.")
    if state.stand is Stand.WAITING:
        return shown.count(
            state.waiting, N_("{count} paper is out of date."), N_("{count} papers are out of date.")
        )
    if not state.total:
        return _("There is nothing to put there yet. Papers come with the first patrol or incident.")
    return shown.count(state.total, N_("The one paper is current."), N_("All {count} papers are current."))


def waiting_words(state: State) -> str:
    """Give the line for the page of what wants doing, or "" where nothing does."""
    if state.stand is Stand.WAITING:
        return shown.count(
            state.waiting, N_("{count} paper is out of date"), N_("{count} papers are out of date")
        )
    if state.stand is Stand.AWAY:
        if state.gone:
            return _("The folder of papers is not there")
        return _("The folder of papers cannot be used now")
    return ""
