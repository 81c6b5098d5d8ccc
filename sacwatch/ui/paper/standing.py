"""What is known of the folder of papers, and how it is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from sacwatch.i18n import N_, _
from sacwatch.services.places import Target
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
    """What is known of one place. `told` are the sentences of the last run."""

    stand: Stand = Stand.UNKNOWN
    target: Target | None = None
    total: int = 0
    waiting: int = 0
    told: tuple[str, ...] = ()
    gone: bool = False
    """Whether the folder cannot be used because it is not there."""
    held: bool = False
    """Whether what is out of date waits for the captain to look at it and press Release."""


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
    if state.stand is Stand.WAITING and state.held:
        return shown.count(
            state.waiting,
            N_("{count} paper waits for your Release."),
            N_("{count} papers wait for your Release."),
        )
    if state.stand is Stand.WAITING:
        return shown.count(
            state.waiting, N_("{count} paper is out of date."), N_("{count} papers are out of date.")
        )
    if not state.total:
        return _("There is nothing to put there yet. Papers come with the first patrol or incident.")
    return shown.count(state.total, N_("The one paper is current."), N_("All {count} papers are current."))


def waiting_words(states: Sequence[State]) -> str:
    """Give the line for the page of what wants doing, or "" where nothing does."""
    waiting = sum(each.waiting for each in states if each.stand is Stand.WAITING)
    if waiting:
        return shown.count(
            waiting, N_("{count} export is out of date"), N_("{count} exports are out of date")
        )
    away = [each for each in states if each.stand is Stand.AWAY]
    if not away:
        return ""
    if len(states) > 1:
        names = ", ".join(each.target.called for each in away if each.target is not None)
        return _("Not to be reached now: {places}").format(places=names)
    if away[0].gone:
        return _("The folder of papers is not there")
    return _("The folder of papers cannot be used now")
