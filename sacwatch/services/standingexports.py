"""The folder of papers: the first destination that is a folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sacwatch.domain.destinations import Destination, DestinationDraft, Sort, draft_of
from sacwatch.services import destinations, places
from sacwatch.services.places import Target
from sacwatch.store.work import Work


def _first_folder(work: Work) -> Destination | None:
    return next((each for each in work.destinations.all() if each.sort is Sort.FOLDER), None)


def target_of(work: Work) -> Target | None:
    """Give the folder that this watch keeps its papers in, or None where it keeps none."""
    first = _first_folder(work)
    return places.target_for(first) if first is not None else None


def choose(work: Work, target: Target | None, *, watch_file: Path) -> None:
    """Keep the papers in this folder from now on, or in none; raises Trouble for one that cannot be."""
    first = _first_folder(work)
    if target is None:
        if first is not None:
            destinations.remove(work, first.id)
        return
    said: Any = {
        "address": str(target.folder),
        "audience": target.audience.value,
        "large": target.large,
        "automatic": target.automatic,
    }
    if first is None:
        name = _free_name(target.folder.name or str(target.folder), work.destinations.all())
        draft = DestinationDraft(name=name, **said)
        volume = places.volume_of(target.folder)
        destinations.add(work, draft, watch_file=watch_file, volume=volume)
        return
    draft = replace(draft_of(first), **said)
    if destinations.folder_key(target.folder) != destinations.folder_key(Path(first.address)):
        others = [each for each in work.destinations.all() if each.id != first.id]
        draft = replace(draft, name=_free_name(target.folder.name or str(target.folder), others))
        volume = places.volume_of(target.folder)
        destinations.change(work, first.id, draft, watch_file=watch_file, volume=volume)
        return
    destinations.change(work, first.id, draft, watch_file=watch_file)


def _free_name(name: str, others: Sequence[Destination]) -> str:
    taken = {each.name.casefold() for each in others}
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name} ({number})"
    return free
