"""The page of people: members, households, and who is to be asked whether their entry is still right."""

from __future__ import annotations

from typing import Any

from sacwatch.domain.drafts import KeptDraft
from sacwatch.domain.households import HouseholdDraft
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.i18n import N_, _
from sacwatch.ui.people.orders import AWAY, DUE, EXPIRING
from sacwatch.ui.records.formpage import NewFrom
from sacwatch.ui.views import View, ViewsPage

MEMBERS, HOUSEHOLDS, CONFIRM = "members", "households", "confirm"
_VIEW_OF = {Kind.MEMBER: MEMBERS, Kind.HOUSEHOLD: HOUSEHOLDS}
_ORDERS = {
    "new": MEMBERS,
    EXPIRING: MEMBERS,
    "new household": HOUSEHOLDS,
    AWAY: HOUSEHOLDS,
    DUE: CONFIRM,
}


class PeoplePage(ViewsPage):
    """Members, households, and those to ask."""

    views = (
        View(MEMBERS, N_("Members"), "sacwatch.ui.people.members", "MembersView"),
        View(HOUSEHOLDS, N_("Households"), "sacwatch.ui.people.households", "HouseholdsView"),
        View(CONFIRM, N_("Still right?"), "sacwatch.ui.people.confirming", "ConfirmView"),
    )

    def __init__(self, desk: Any) -> None:
        super().__init__(desk, _("People"))

    def wanted_view(self, order: object) -> str | None:
        if isinstance(order, Ref | KeptDraft):
            return _VIEW_OF.get(order.kind)
        if isinstance(order, NewFrom):
            return HOUSEHOLDS if isinstance(order.draft, HouseholdDraft) else MEMBERS
        return _ORDERS.get(order) if isinstance(order, str) else None

    def obey(self, order: object) -> None:
        super().obey(order)
        if order == "new household":
            self.front_view.new()

    def new(self) -> None:
        # What is asked whether it is right is there already.
        if self.shown_view == CONFIRM:
            self.bring(HOUSEHOLDS)
        super().new()
