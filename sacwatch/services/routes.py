"""What a captain does with the routes of patrols, and with those drawn ahead for shifts and sheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sacwatch.domain import routes
from sacwatch.domain.routes import Route, RouteDraft
from sacwatch.store.work import Work


def add(work: Work, draft: RouteDraft) -> Route:
    """Keep a route that was drawn; raises Invalid, or NotFound where its patrol is gone."""
    work.does = "step.route_drawn"
    return _add(work, draft)


def bring(work: Work, drafts: Sequence[RouteDraft]) -> list[Route]:
    """Keep the routes of a GPX file as one step; raises Invalid, or NotFound where a patrol is gone."""
    work.does = "step.routes_brought"
    return [_add(work, draft) for draft in drafts]


def _add(work: Work, draft: RouteDraft) -> Route:
    if draft.patrol_id:
        work.patrols.get(draft.patrol_id)
    route = routes.settle(draft, work.stamp(work.new_id()))
    work.routes.add(route)
    return route


def change(work: Work, id_: str, draft: RouteDraft) -> Route:
    """Change a route; raises Invalid, or NotFound where it or its patrol is gone."""
    work.does = "step.route_changed"
    if draft.patrol_id:
        work.patrols.get(draft.patrol_id)
    route = routes.settle(draft, work.stamp(id_), past=work.routes.get(id_))
    work.routes.change(route)
    return route


def remove(work: Work, id_: str) -> Route:
    """Remove a route; its patrol stays."""
    work.does = "step.route_removed"
    return work.routes.remove(id_)


def get(work: Work, id_: str) -> Route:
    """Give a route; raises NotFound."""
    return work.routes.get(id_)


def of_patrol(work: Work, patrol_id: str) -> list[Route]:
    """Give the routes of a patrol, oldest first."""
    return work.routes.of_patrols([patrol_id])


def planned(work: Work) -> list[Route]:
    """Give the routes that were drawn ahead of any patrol, by name."""
    return work.routes.planned()


def within(work: Work, since: datetime | None, until: datetime | None) -> list[tuple[Route, datetime]]:
    """Give the routes of patrols that started in [since, until), UTC, each with that start."""
    return work.routes.within(since, until)
