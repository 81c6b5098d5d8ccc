"""The page of concerns: the register of what neighbors raised, and the actions that came of it."""

from __future__ import annotations

from typing import Any

from sacwatch.domain.actions import ActionDraft
from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.i18n import N_, _
from sacwatch.ui.concerns.orders import ACTIONS, NEW_ACTION, OVERDUE, REGISTER, ShowWaiting
from sacwatch.ui.records.formpage import NewFrom
from sacwatch.ui.views import View, ViewsPage

_VIEW_OF = {Kind.CONCERN: REGISTER, Kind.ACTION: ACTIONS}
_ORDERS = {"new": REGISTER, NEW_ACTION: ACTIONS, OVERDUE: ACTIONS}


class ConcernsPage(ViewsPage):
    """The register, and the actions."""

    views = (
        View(REGISTER, N_("Register"), "sacwatch.ui.concerns.register", "RegisterView"),
        View(ACTIONS, N_("Actions"), "sacwatch.ui.concerns.actions", "ActionsView"),
    )

    def __init__(self, desk: Any) -> None:
        super().__init__(desk, _("Concerns"))

    def wanted_view(self, order: object) -> str | None:
        if isinstance(order, Ref | KeptDraft):
            return _VIEW_OF.get(order.kind)
        if isinstance(order, NewFrom):
            return ACTIONS if isinstance(order.draft, ActionDraft) else REGISTER
        if isinstance(order, ShowWaiting):
            return REGISTER
        return _ORDERS.get(order) if isinstance(order, str) else None
