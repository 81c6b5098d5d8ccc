"""The view of members: the list, and all that is kept about the chosen one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton

from sacwatch import words
from sacwatch.domain.households import Household
from sacwatch.domain.kinds import Kind, Ref
from sacwatch.domain.listing import MemberQuery, PatrolLine, PatrolQuery
from sacwatch.domain.listing import Page as Lines
from sacwatch.domain.members import Member, Role, Skill
from sacwatch.domain.rosters import Occurrence
from sacwatch.i18n import N_, _
from sacwatch.services import households, members, patrols, shifts
from sacwatch.services.peopletoday import SOON
from sacwatch.ui import shown
from sacwatch.ui.people import merging
from sacwatch.ui.people.agreed import agreed_facts
from sacwatch.ui.people.forgetting import Forgetting
from sacwatch.ui.people.memberform import MemberForm
from sacwatch.ui.people.orders import EXPIRING
from sacwatch.ui.people.todaylines import expiry_words
from sacwatch.ui.picking import ShiftOn
from sacwatch.ui.records.form import Form
from sacwatch.ui.records.listpage import RecordsPage
from sacwatch.ui.records.model import Column


@dataclass(frozen=True)
class _Line:
    """A member as the list shows them."""

    id: str
    name: str
    phone: str
    address: str
    does: str


@dataclass(frozen=True)
class _Shown:
    """What the details show of one member."""

    member: Member
    home: Household | None
    others: list[Member]
    patrols: Lines[PatrolLine]
    shifts: list[Occurrence]


class MembersView(RecordsPage):
    """Members: the list, the chosen one, and the form."""

    name = "people"
    kind = Kind.MEMBER
    kinds = frozenset({Kind.MEMBER, Kind.HOUSEHOLD, Kind.PATROL, Kind.SHIFT})
    record_words = (N_("{count} member"), N_("{count} members"))

    def __init__(self, desk: Any) -> None:
        columns = (
            Column(_("Name"), lambda line: line.name),
            Column(_("Phone"), lambda line: line.phone, "(916) 555-0188"),
            Column(_("Address"), lambda line: line.address, spare=2),
            Column(_("Does"), lambda line: line.does, spare=1),
        )
        super().__init__(desk, _("People"), _("Add a member"), columns)
        bring = QPushButton(_("Bring in contacts…"))
        bring.clicked.connect(lambda: desk.wanted_file.emit("bring_contacts"))
        bring.setEnabled(not desk.read_only)
        self.below.addWidget(bring)
        self._active = self.add_filter(
            _("Active or retired"),
            [
                ("active", _("Active")),
                (EXPIRING, _("Training or vetting runs out")),
                ("retired", _("Retired")),
                ("", _("Active and retired")),
            ],
        )
        self._role = self.add_filter(
            _("What they do"),
            [("", _("Any role")), *((each.value, words.label("role", each.value)) for each in Role)],
        )

    def empty_words(self) -> tuple[str, str]:
        return (
            _("No members yet"),
            _(
                "Enter the people of your watch once, and patrol forms complete their names. What you keep "
                "about them is for you alone."
            ),
        )

    def filtered(self) -> bool:
        return self._active.currentData() in ("retired", EXPIRING) or bool(self._role.currentData())

    def query(self, offset: int) -> MemberQuery:
        active, role = self._active.currentData(), self._role.currentData()
        return MemberQuery(
            words=self.search.text(),
            active={"active": True, EXPIRING: True, "retired": False}.get(active),
            role=Role(role) if role else None,
            expiring_by=self.desk.today() + SOON if active == EXPIRING else None,
            offset=offset,
        )

    def ask_lines(self, work: Any, query: MemberQuery) -> Lines[_Line]:
        page = members.find(work, query)
        homes = households.by_id(work, [each.household_id for each in page.lines if not each.address.text])
        return Lines(tuple(_line(each, homes) for each in page.lines), page.total, page.offset)

    def ask_record(self, work: Any, id_: str) -> _Shown:
        member = members.get(work, id_)
        home = households.by_id(work, [member.household_id]).get(member.household_id or "")
        others = households.people_of(work, [home.id]).get(home.id, []) if home is not None else []
        return _Shown(
            member,
            home,
            [each for each in others if each.id != id_],
            patrols.find(work, PatrolQuery(member_id=id_, limit=5)),
            shifts.next_of(work, id_, today=self.desk.today(), zone=self.desk.zone),
        )

    def remove_record(self, work: Any, id_: str) -> Any:
        return members.remove(work, id_)

    def removed_words(self) -> str:
        return _("Member removed.")

    def make_form(self, **how: Any) -> Form:
        return MemberForm(self.desk, **how)

    def show_record(self, record: _Shown) -> None:
        member, details = record.member, self.details
        details.heading(member.name)
        if not member.active:
            details.text(_("Retired: off every list, still named in the history."), "faint")
        if not self.desk.read_only:
            self._offer(member)
        self._tell_expiries(member)
        numbers = "\n".join(
            f"{phone.number}  {words.label('phone', phone.type.value)}" for phone in member.phones
        )
        address = member.address.text or (record.home.place.text if record.home else "")
        details.facts(
            [
                (_("Phones"), numbers),
                (_("E-mail"), member.email),
                (_("Address"), address),
                (_("Language"), member.language),
                (_("Best told by"), words.label("channel", member.channel.value) if member.channel else ""),
                (_("Does"), role_words(member)),
                (_("Can help with"), skill_words(member)),
                (_("Note"), member.note),
            ]
        )
        self._show_home(record)
        self._show_papers(member)
        details.part(_("What others may see"))
        details.facts(agreed_facts(member.consents, Member))
        if member.household_id is None:
            self._show_confirmed(member)
        details.part(
            shown.count(record.patrols.total, N_("{count} patrol"), N_("{count} patrols"))
            if record.patrols.total
            else _("No patrols yet")
        )
        for line in record.patrols.lines:
            lasted = shown.duration(line.finished_at - line.started_at)
            details.link(
                f"{shown.day(line.day)} · {lasted}",
                partial(self.desk.open_record, Kind.PATROL, line.id),
            )
        if record.shifts:
            details.part(_("Next shifts"))
        for each in record.shifts:
            day = shown.day(each.start.astimezone(self.desk.zone).date())
            told = (f"{day}, {shown.clock(each.start, self.desk.zone)}", each.area)
            order = ShiftOn(each.shift_id, each.day)
            details.link(
                " · ".join(part for part in told if part), partial(self.desk.wanted.emit, "shifts", order)
            )
        if not self.desk.read_only:
            details.part(_("Setting right"))
            details.link(_("This person is in the list twice…"), partial(merging.begin, self, member))
            details.link(_("Forget this person…"), self._forget_deed(member))

    def _show_confirmed(self, member: Member) -> None:
        """Say when somebody without a household last said that their entry is right."""
        details, day = self.details, member.confirmed_on
        details.part(_("Is it still right?"))
        told = _("They last said so on {day}.").format(day=shown.day(day)) if day is not None else ""
        details.text(told or _("They have not said so yet."))
        if member.active and not self.desk.read_only:
            details.buttons(("today", _("Confirmed today"), lambda: self._confirm(member)))

    def _confirm(self, member: Member) -> None:
        today = self.desk.today()
        said = _("Noted that the entry of {name} is right.").format(name=member.name[:60])
        self.desk.do(lambda work: members.confirm(work, member.id, on=today), owner=self, said=said)

    def _forget_deed(self, member: Member) -> Callable[[], None]:
        def deed() -> None:
            Forgetting(self.desk, self, member.id).begin()

        return deed

    def _offer(self, member: Member) -> None:
        buttons = [("edit", _("Change"), lambda: self.edit(member.id))]
        if member.active:
            buttons.append(("retire", _("Retire"), lambda: self._retire(member, False)))
        else:
            buttons.append(("person", _("Make active"), lambda: self._retire(member, True)))
        buttons.append(("remove", _("Remove"), lambda: self.remove(member.id)))
        self.details.buttons(*buttons)
        self.details.link(
            _("Print all that is kept about them"),
            lambda: self.desk.wanted.emit("reports", ("member-sheet", member.id)),
        )

    def _tell_expiries(self, member: Member) -> None:
        for words_ in expiry_words(member, self.desk.today()):
            self.details.text(words_, "problem")

    def _show_home(self, record: _Shown) -> None:
        home = record.home
        if home is None:
            return
        self.details.part(_("Household"))
        self.details.link(home.place.text, partial(self.desk.open_record, Kind.HOUSEHOLD, home.id))
        for each in record.others:
            self.details.link(each.name, partial(self.desk.open_record, Kind.MEMBER, each.id))

    def _show_papers(self, member: Member) -> None:
        facts = [(each.name, _training_words(each.done_on, each.expires_on)) for each in member.trainings]
        if member.vetted_on or member.vetting_expires_on:
            facts.append((_("Vetting"), _training_words(member.vetted_on, member.vetting_expires_on)))
        if member.waiver_on:
            facts.append((_("Waiver signed"), shown.day(member.waiver_on)))
        if member.emergency_name or member.emergency_phone:
            told = "\n".join(each for each in (member.emergency_name, member.emergency_phone) if each)
            facts.append((_("In an emergency"), told))
        if facts:
            self.details.part(_("Training and vetting"))
            self.details.facts(facts)

    def _retire(self, member: Member, active: bool) -> None:
        said = _("{name} is active again.") if active else _("{name} is retired.")
        self.desk.do(
            lambda work: members.retire(work, member.id, active=active),
            owner=self,
            said=said.format(name=member.name[:60]),
        )

    def obey(self, order: object) -> None:
        if order == EXPIRING:
            self._active.setCurrentIndex(self._active.findData(EXPIRING))
        else:
            super().obey(order)

    def show_ref(self, ref: Ref) -> None:
        # Whoever is looked up is shown, also one that a filter would keep out.
        self._active.setCurrentIndex(self._active.findData(""))
        super().show_ref(ref)


def _line(member: Member, homes: dict[str, Household]) -> _Line:
    home = homes.get(member.household_id or "")
    address = member.address.text or (home.place.text if home is not None else "")
    phone = member.phones[0].number if member.phones else ""
    return _Line(member.id, member.name, phone, address, role_words(member))


def role_words(member: Member) -> str:
    """Give what a member does."""
    return ", ".join(words.label("role", role.value) for role in Role if role in member.roles)


def skill_words(member: Member) -> str:
    """Give what a member can do or has."""
    ours = {each.value for each in Skill}
    return ", ".join(words.label("skill", each) if each in ours else each for each in member.skills)


def _training_words(done: Any, expires: Any) -> str:
    parts = []
    if done is not None:
        parts.append(_("done {day}").format(day=shown.day(done)))
    if expires is not None:
        parts.append(_("good until {day}").format(day=shown.day(expires)))
    return "\n".join(parts)
