"""To which household a member belongs: found by the address as it is typed."""

from __future__ import annotations

from typing import Any

from sacwatch.domain.households import Household
from sacwatch.domain.members import Member
from sacwatch.i18n import _
from sacwatch.services import households
from sacwatch.ui.records.fields import ChoiceField
from sacwatch.ui.records.places import PlaceField
from sacwatch.ui.timers import later

BEGIN = "begin"
"""The choice of a household that is begun when the member is saved."""

_TYPING_MS = 150
_MOST_NAMES = 3


class HomeField(ChoiceField):
    """The household at the address that stands in another field, one that is begun there, or none."""

    def __init__(self, desk: Any, label: str, address: PlaceField) -> None:
        super().__init__(label, [("", _("No household"))])
        self._desk = desk
        self._address = address
        self._there: list[tuple[Household, list[Member]]] = []
        self._own: tuple[Household, list[Member]] | None = None
        """The household in the record, wherever it is."""
        self._kept_id: str | None = None
        self._by_hand = False
        self._typing = later(_TYPING_MS, self, self._look)
        self.edited.connect(self._chosen_by_hand)
        address.edited.connect(self._address_changed)
        self.set_hint(
            _("People at one address belong to one household: its block, cars and vacations are kept there.")
        )

    def value(self) -> str:
        return super().value()

    def set_home(self, household_id: str | None, *, begin: bool = False) -> None:
        """Show the household with this id, or that one is begun."""
        self._kept_id = household_id
        self._by_hand = household_id is not None or begin
        self._fill(household_id or (BEGIN if begin else ""))
        if household_id is not None:
            self._desk.read(
                lambda work: _with_people(work, household_id),
                self._take_own,
                owner=self,
                slot="own",
                fail=lambda _gone: self._lost(),
            )
        self._look()

    @property
    def household_id(self) -> str | None:
        """The household that is chosen, or None."""
        chosen = self.value()
        return chosen if chosen not in ("", BEGIN) else None

    @property
    def begins(self) -> bool:
        """Whether the one at the address is found or begun when the member is saved."""
        return self.value() == BEGIN

    def _chosen_by_hand(self) -> None:
        self._by_hand = True

    def _take_own(self, found: tuple[Household, list[Member]]) -> None:
        self._own = found
        self._fill(self.value())

    def _lost(self) -> None:
        self._kept_id = None
        self._fill("" if self.household_id is not None else self.value())

    def _address_changed(self) -> None:
        # Another address is another home, unless that was chosen by hand for a new member.
        self._by_hand = False
        self._there = []
        self._fill(BEGIN if self._address.value().text.strip() else "")
        self._typing.start()

    def _look(self) -> None:
        self._typing.stop()
        address = self._address.value().text

        def take(found: list[tuple[Household, list[Member]]]) -> None:
            if address != self._address.value().text:
                return
            self._there = found
            chosen = self.value()
            if chosen == BEGIN and found and not self._by_hand:
                chosen = found[0][0].id
            self._fill(chosen)

        if address.strip():
            self._desk.read(lambda work: households.at(work, address), take, owner=self, slot="there")

    def _fill(self, chosen: str) -> None:
        """Show the choices there are now, with one of them chosen."""
        known = {home.id: (home, people) for home, people in self._there}
        if self._own is not None and self._own[0].id == self._kept_id:
            known.setdefault(self._own[0].id, self._own)
        choices = [(id_, _words(*each)) for id_, each in known.items()]
        if chosen not in ("", BEGIN) and chosen not in known:
            choices.append((chosen, _("The household as before")))
        if self._address.value().text.strip() and not self._there:
            choices.append((BEGIN, _("Begin a household at this address")))
        elif chosen == BEGIN:
            choices.append((BEGIN, _("The household at this address")))
        choices.append(("", _("No household")))
        if [(self.box.itemData(at), self.box.itemText(at)) for at in range(self.box.count())] != choices:
            self.box.clear()
            for value, label in choices:
                self.box.addItem(label, value)
        self.set_value(chosen)


def _with_people(work: Any, id_: str) -> tuple[Household, list[Member]]:
    return households.get(work, id_), households.people_of(work, [id_]).get(id_, [])


def _words(home: Household, people: list[Member]) -> str:
    names = [each.name for each in people[:_MOST_NAMES]]
    if len(people) > _MOST_NAMES:
        names.append("…")
    return f"{home.place.text}  ({', '.join(names)})" if names else home.place.text
