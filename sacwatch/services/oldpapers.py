"""Which places still hold papers from before somebody was forgotten, and what stands in the way there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sacwatch.domain.errors import Problem
from sacwatch.i18n import N_, ngettext
from sacwatch.services import destinations, planning
from sacwatch.services.placenames import same_name
from sacwatch.services.planning import Look
from sacwatch.store.work import Work


class Why(StrEnum):
    """Why papers from before lie in a place still."""

    SOON = "soon"
    """They are made anew by themselves."""
    RELEASE = "release"
    """They wait for the captain to look at them and press Release."""
    AWAY = "away"
    """The place is unplugged, or cannot be reached."""
    LEFT = "left"
    """The place is not kept current any more."""


@dataclass(frozen=True)
class OldPapers:
    """A place with papers from before. `problem` says why it cannot be used."""

    place: str
    count: int
    why: Why
    problem: Problem | None = None


def standing(work: Work, looks: Iterable[Look]) -> tuple[OldPapers, ...]:
    """Give the places that hold papers from before, as they were just looked at.

    A paper is from before where what was last written there is not what its records give now. Of a place
    that could not be looked at, and of one that is not kept current any more, all of them are.
    """
    found = []
    known = set()
    for look in looks:
        if look.target is None:
            continue
        known.add(look.target.key)
        now = {same_name(each.name): each.fingerprint for each in look.planned}
        lying = [each for each in work.exports.in_folder(look.target.key) if not planning.is_index(each)]
        count = sum(now.get(same_name(each.name)) != each.fingerprint for each in lying)
        if not count:
            continue
        why = Why.SOON if look.target.by_itself else Why.RELEASE
        why = Why.AWAY if look.problem is not None else why
        found.append(OldPapers(look.target.called, count, why, look.problem))
    for folder in work.exports.folders():
        if folder not in known:
            count = sum(not planning.is_index(each) for each in work.exports.in_folder(folder))
            found += [OldPapers(str(destinations.folder_of(folder)), count, Why.LEFT)] if count else []
    return tuple(found)


_TOLD = {
    Why.SOON: (
        N_("“{place}” holds {count} paper from before, which is made anew now"),
        N_("“{place}” holds {count} papers from before, which are made anew now"),
    ),
    Why.RELEASE: (
        N_("“{place}” holds {count} paper from before: it waits for Release on the Reports page"),
        N_("“{place}” holds {count} papers from before: they wait for Release on the Reports page"),
    ),
    Why.AWAY: (
        N_("“{place}” is not to be reached now and holds {count} paper from before, until it is back"),
        N_("“{place}” is not to be reached now and holds {count} papers from before, until it is back"),
    ),
    Why.LEFT: (
        N_("“{place}” is not kept current any more and holds {count} paper; see whether it names them"),
        N_("“{place}” is not kept current any more and holds {count} papers; see whether any names them"),
    ),
}


def told(old: OldPapers) -> str:
    """Say where papers from before lie, and what becomes of them."""
    return ngettext(*_TOLD[old.why], old.count).format(place=old.place, count=f"{old.count:,}")
