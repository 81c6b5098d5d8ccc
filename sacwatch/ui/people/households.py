"""The view of households: the list, and all that is kept about the chosen one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from sacwatch.domain.households import Household, HouseholdVehicle, Vacation
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import HouseholdQuery
from sacwatch.domain.listing import Page as Lines
from sacwatch.domain.members import Member, MemberDraft
from sacwatch.domain.places import draft_of as place_draft_of
from sacwatch.domain.watches import Block
from sacwatch.i18n import N_, _
from sacwatch.services import confirming, households, watches
from sacwatch.ui import shown
from sacwatch.ui.people import merging
from sacwatch.ui.people.agreed import agreed_facts
from sacwatch.ui.people.householdform import HouseholdForm
from sacwatch.ui.people.orders import AWAY
from sacwatch.ui.records.form import Form
from sacwatch.ui.records.formpage import NewFrom
from sacwatch.ui.records.listpage import RecordsPage
from sacwatch.ui.records.model import Column


@dataclass(frozen=True)
class HomeLine:
    """A household as a list shows it."""

    id: str
    address: str
    people: str
    block: str
    told: str
    """That it is away today, or when it was last confirmed."""


@dataclass(frozen=True)
class HomesLines(Lines[HomeLine]):
    """A page of them, and the blocks that the watch has just then."""

    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class HomeShown:
    """What the details show of one household."""

    household: Household
    people: list[Member]
    block: str


class HouseholdsView(RecordsPage):
    """Households: the list, the chosen one, and the form."""

    name = "people"
    kind = Kind.HOUSEHOLD
    kinds = frozenset({Kind.HOUSEHOLD, Kind.MEMBER, Kind.WATCH})
    record_words = (N_("{count} household"), N_("{count} households"))
    new_words = N_("Add a household")

    def __init__(self, desk: Any) -> None:
        super().__init__(desk, _("People"), _(self.new_words), self.make_columns())
        self.add_filters()

    def make_columns(self) -> tuple[Column, ...]:
        """Give the columns of the list."""
        return (
            Column(_("Address"), lambda line: line.address),
            Column(_("People"), lambda line: line.people),
            Column(_("Block"), lambda line: line.block, spare=1),
            Column(_("Away"), lambda line: line.told, spare=2),
        )

    def add_filters(self) -> None:
        """Add the filters of the list."""
        self._active = self.add_filter(
            _("Active or retired"),
            [
                ("active", _("Active")),
                (AWAY, _("Away today")),
                ("retired", _("Retired")),
                ("", _("Active and retired")),
            ],
        )
        self._block = self.add_filter(_("Block"), [("", _("Any block"))])

    def empty_words(self) -> tuple[str, str]:
        return (
            _("No households yet"),
            _(
                "A household is one home: who lives there, their cars, when they are away, who needs help. "
                "The phone tree, the vacation checks and the block map are made from it. What you keep is "
                "for you alone until they agree to more."
            ),
        )

    def filtered(self) -> bool:
        return self._active.currentData() in ("retired", AWAY) or bool(self._block.currentData())

    def query(self, offset: int) -> HouseholdQuery:
        which = self._active.currentData()
        return HouseholdQuery(
            words=self.search.text(),
            active={"active": True, AWAY: True, "retired": False}.get(which),
            away_on=self.desk.today() if which == AWAY else None,
            block_id=self._block.currentData() or None,
            offset=offset,
        )

    def ask_lines(self, work: Any, query: HouseholdQuery) -> Lines[HomeLine]:
        page = households.find(work, query)
        blocks = watches.get(work).blocks
        names = {each.id: each.name for each in blocks}
        people = households.people_of(work, [each.id for each in page.lines])
        lines = tuple(self.line(each, people.get(each.id, []), names) for each in page.lines)
        return HomesLines(lines, page.total, page.offset, blocks)

    def line(self, household: Household, people: list[Member], blocks: dict[str, str]) -> HomeLine:
        """Give a household as the list shows it."""
        away = household.vacation_on(self.desk.today())
        return HomeLine(
            household.id,
            household.place.text,
            ", ".join(each.name for each in people),
            blocks.get(household.block_id or "", ""),
            _("until {day}").format(day=shown.short_day(away.last_day, self.desk.today())) if away else "",
        )

    def _restart(self, lines: Lines[Any], chosen: str | None) -> None:
        if isinstance(lines, HomesLines):
            self._block.offer([("", _("Any block")), *((each.id, each.name) for each in lines.blocks)])
        super()._restart(lines, chosen)

    def ask_record(self, work: Any, id_: str) -> HomeShown:
        household = households.get(work, id_)
        blocks = {each.id: each.name for each in watches.get(work).blocks}
        people = households.people_of(work, [id_]).get(id_, [])
        return HomeShown(household, people, blocks.get(household.block_id or "", ""))

    def remove_record(self, work: Any, id_: str) -> Any:
        return households.remove(work, id_)

    def removed_words(self) -> str:
        return _("Household removed.")

    def make_form(self, **how: Any) -> Form:
        return HouseholdForm(self.desk, **how)

    # What is shown of one

    def show_record(self, record: HomeShown) -> None:
        household, details = record.household, self.details
        details.heading(household.place.text)
        if not household.active:
            details.text(_("Retired: off every list, still in the history."), "faint")
        if not self.desk.read_only:
            details.buttons(*self.buttons_of(household))
        away = household.vacation_on(self.desk.today())
        if away is not None:
            details.text(
                _("Away until {day}: look at the house.").format(day=shown.day(away.last_day)), "problem"
            )
        details.part(_("Who lives there"))
        for each in record.people:
            number = f" · {each.phones[0].number}" if each.phones else ""
            details.link(f"{each.name}{number}", partial(self.desk.open_record, Kind.MEMBER, each.id))
        if not record.people:
            details.text(_("No member of the watch yet."), "faint")
        if household.active and not self.desk.read_only:
            details.link(_("Add a member here"), lambda: self._add_member(household))
        details.facts(
            [
                (_("Block"), record.block),
                (_("People"), "" if household.people is None else str(household.people)),
                (_("Pets"), household.pets),
                (_("Cars"), "\n".join(map(vehicle_words, household.vehicles))),
                (_("Key"), household.key_holder),
                (_("Gas, water, power"), household.utilities),
                (_("Needs help"), household.special_needs),
                (_("Note"), household.note),
            ]
        )
        coming = [each for each in household.vacations if each.last_day >= self.desk.today()]
        if coming:
            details.part(_("Vacations"))
            for vacation in coming:
                details.text(vacation_words(vacation))
        details.part(_("What others may see"))
        details.facts(agreed_facts(household.consents, Household))
        details.part(_("Is it still right?"))
        details.text(self._confirmed_words(household))
        if household.active and not self.desk.read_only:
            self.offer_confirming(household)
        if not self.desk.read_only:
            self.offer_merging(household)

    def offer_merging(self, household: Household) -> None:
        """Offer to make one of two entries, at the foot of the details."""
        self.details.part(_("Setting right"))
        self.details.link(_("This home is in the list twice…"), partial(merging.begin, self, household))

    def buttons_of(self, household: Household) -> list[tuple[str, str, Any]]:
        """Give what can be done with a household."""
        buttons = [("edit", _("Change"), lambda: self.edit(household.id))]
        if household.place.point is not None:
            ref = Ref(Kind.HOUSEHOLD, household.id)
            buttons.append(("map", _("Map"), lambda: self.desk.wanted.emit("map", ref)))
        if household.active:
            buttons.append(("retire", _("Retire"), lambda: self._retire(household, False)))
        else:
            buttons.append(("people", _("Make active"), lambda: self._retire(household, True)))
        buttons.append(("remove", _("Remove"), lambda: self.remove(household.id)))
        return buttons

    def offer_confirming(self, household: Household) -> None:
        """Offer to note that the entry is right, at the foot of the details."""
        self.details.buttons(("today", _("Confirmed today"), lambda: self.confirm([household.id])))

    def _confirmed_words(self, household: Household) -> str:
        if household.confirmed_on is None:
            return _("Nobody has said so yet.")
        return _("They last said so on {day}.").format(day=shown.day(household.confirmed_on))

    def _add_member(self, household: Household) -> None:
        draft = MemberDraft(address=place_draft_of(household.place), household_id=household.id)
        self.desk.wanted.emit("people", NewFrom(draft))

    def _retire(self, household: Household, active: bool) -> None:
        said = _("{address} is active again.") if active else _("{address} is retired.")
        self.desk.do(
            lambda work: households.retire(work, household.id, active=active),
            owner=self,
            said=said.format(address=household.place.text[:60]),
        )

    def confirm(self, ids: list[str]) -> None:
        """Note that these said today that their entry is right."""
        today = self.desk.today()

        def deed(work: Any) -> None:
            confirming.confirm(work, ids, on=today)

        self.desk.do(deed, owner=self, said=self.confirmed_words(len(ids)))

    def confirmed_words(self, count: int) -> str:
        """Give the toast's words after so many were ticked off."""
        return shown.count(count, N_("{count} household confirmed."), N_("{count} households confirmed."))

    def show_ref(self, ref: Ref) -> None:
        # Whatever is looked up is shown, also one that a filter would keep out.
        self._active.setCurrentIndex(self._active.findData(""))
        self._block.setCurrentIndex(0)
        super().show_ref(ref)

    def obey(self, order: object) -> None:
        if order == AWAY:
            self._active.setCurrentIndex(self._active.findData(AWAY))
        else:
            super().obey(order)


def vehicle_words(vehicle: HouseholdVehicle) -> str:
    """Give a car of a household in words."""
    return " ".join(part for part in (vehicle.colour, vehicle.make, vehicle.model, vehicle.plate) if part)


def vacation_words(vacation: Vacation) -> str:
    """Give a vacation in words."""
    days = _("{first} to {last}").format(
        first=shown.day(vacation.first_day), last=shown.day(vacation.last_day)
    )
    key = _("Key: {who}").format(who=vacation.key_holder) if vacation.key_holder else ""
    return "\n".join(part for part in (days, key, vacation.note) if part)
