"""Makes one of two entries of the same person or the same home, and hands over whatever named the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sacwatch.domain import concerns, consents, drills, households, members, phonetrees, signins
from sacwatch.domain.actions import Action
from sacwatch.domain.concerns import Concern
from sacwatch.domain.consents import ConsentDraft
from sacwatch.domain.drills import Drill
from sacwatch.domain.households import Household, HouseholdDraft
from sacwatch.domain.meetings import Meeting
from sacwatch.domain.members import Member, MemberDraft, TrainingDraft
from sacwatch.domain.patrols import Patrol, Patroller, Seat
from sacwatch.domain.phonetrees import Caller, PhoneTree
from sacwatch.domain.sheets import Sheet
from sacwatch.domain.shifts import Away, Shift, ShiftDay
from sacwatch.domain.watches import Watch

Same = Callable[[str], str]
"""Gives what is the same for two ways of writing one phone number."""


def member(keep: Member, other: Member, *, same: Same) -> MemberDraft:
    """Give the draft of the one entry: what `keep` says, and what only `other` says.

    What both say differently and a member has once, such as the name or the e-mail address, is `keep`'s;
    the other's is in `left_over`. Somebody has agreed to what each entry that says something agreed to.
    """
    kept, second = members.draft_of(keep), members.draft_of(other)
    numbers = {same(each.number) for each in kept.phones}
    phones = tuple(each for each in second.phones if same(each.number) not in numbers)
    return replace(
        kept,
        **_first_said(kept, second, _ONCE),
        phones=(*kept.phones, *phones),
        address=kept.address if keep.address else second.address,
        roles=tuple(dict.fromkeys((*kept.roles, *second.roles))),
        household_id=kept.household_id or second.household_id,
        skills=tuple({each.casefold(): each for each in (*second.skills, *kept.skills)}.values()),
        trainings=_trainings(kept.trainings, second.trainings),
        vetted_on=max(kept.vetted_on, second.vetted_on),
        vetting_expires_on=max(kept.vetting_expires_on, second.vetting_expires_on),
        waiver_on=max(kept.waiver_on, second.waiver_on),
        consents=_consents(keep, other, _told_by(same)),
        confirmed_on=min(filter(None, (kept.confirmed_on, second.confirmed_on)), default=""),
        active=keep.active or other.active,
        note=_both_notes(kept.note, second.note),
    )


_ONCE = ("email", "language", "channel", "emergency_name", "emergency_phone")


def left_over(keep: Member, other: Member) -> list[str]:
    """Give what the other entry says that has no place beside what the kept one says."""
    pairs = (
        (keep.name, other.name),
        (keep.email, other.email),
        (keep.address.text, other.address.text),
        (keep.language, other.language),
        (keep.emergency_name, other.emergency_name),
        (keep.emergency_phone, other.emergency_phone),
    )
    return [theirs for ours, theirs in pairs if ours and theirs and ours.casefold() != theirs.casefold()]


def household(keep: Household, other: Household) -> HouseholdDraft:
    """Give the draft of the one entry of a home: what `keep` says, and what only `other` says."""
    kept, second = households.draft_of(keep), households.draft_of(other)
    told = ("pets", "utilities", "special_needs", "key_holder")
    said = {name: _both_notes(getattr(kept, name), getattr(second, name)) for name in told}
    said["pets"], said["key_holder"] = (" ".join(said[name].split()) for name in ("pets", "key_holder"))
    days = {(each.first_day, each.last_day) for each in kept.vacations}
    away = tuple(
        replace(each, id="") for each in second.vacations if (each.first_day, each.last_day) not in days
    )
    cars = {each.plate or str(each) for each in kept.vehicles}
    return replace(
        kept,
        **said,
        place=kept.place if keep.place.point or not other.place.point else second.place,
        block_id=kept.block_id or second.block_id,
        block_chosen=kept.block_chosen or (not kept.block_id and second.block_chosen),
        people=kept.people or second.people,
        vehicles=(*kept.vehicles, *(v for v in second.vehicles if (v.plate or str(v)) not in cars)),
        vacations=(*kept.vacations, *away),
        consents=_consents(keep, other, str),
        confirmed_on=min(filter(None, (kept.confirmed_on, second.confirmed_on)), default=""),
        active=keep.active or other.active,
        note=_both_notes(kept.note, second.note),
    )


def _first_said(kept: Any, second: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(kept, name) or getattr(second, name) for name in names}


def _both_notes(ours: str, theirs: str) -> str:
    if not theirs or theirs in ours:
        return ours
    return f"{ours}\n{theirs}" if ours and ours not in theirs else theirs


def _trainings(
    ours: tuple[TrainingDraft, ...], theirs: tuple[TrainingDraft, ...]
) -> tuple[TrainingDraft, ...]:
    """Give each course once, as it was taken last."""
    found: dict[str, TrainingDraft] = {}
    for each in (*ours, *theirs):
        past = found.get(each.name.casefold())
        if past is None or (each.done_on, each.expires_on) > (past.done_on, past.expires_on):
            found[each.name.casefold()] = each
    return tuple(found.values())


def _told_by(same: Same) -> Callable[[Any], str]:
    def told(value: Any) -> str:
        if isinstance(value, tuple) and value and isinstance(value[0], members.Phone):
            return str(sorted(same(each.number) for each in value))
        return str(sorted(value)) if isinstance(value, frozenset) else str(value)

    return told


_OF_BOTH = frozenset({"phones", "roles", "skills", "trainings", "vehicles", "pets", "place"})
"""The fields in which the words of both entries may stand together."""


def _consents(
    keep: Member | Household, other: Member | Household, told: Callable[[Any], str]
) -> tuple[ConsentDraft, ...]:
    """Give what holds for the words that stand in the one entry.

    A field that is one of the entries' alone is agreed to where that one agreed. Where both tell a field,
    and not the same, it would show the one's words to those to whom only the other agreed; so both must
    have agreed.
    """
    found = []
    for mine, theirs in ((keep, other), (other, keep)):
        for consent in mine.consents:
            says, also = getattr(mine, consent.field), getattr(theirs, consent.field)
            if consent.field in _OF_BOTH:
                stands = not also or told(also) == told(says)
            else:
                stands = mine is keep if getattr(keep, consent.field) else mine is other or not says
            if stands or consent.audience in consents.agreed(theirs.consents, consent.field):
                found.append(consent)
    found.sort(key=lambda each: each.given_on, reverse=True)  # the latest counts
    return consents.drafts_of(tuple(found))


# Whatever named the other


def handed_over(record: Any, past: str, to: str) -> Any:
    """Give a record in which the member or household `to` stands where `past` stood, once where both did."""
    if isinstance(record, Member):
        return replace(record, household_id=_swapped(record.household_id, past, to))
    if isinstance(record, Patrol):
        crew = _crew(record.crew, past, to)
        entries = tuple(
            replace(each, household_id=_swapped(each.household_id, past, to)) for each in record.entries
        )
        return replace(record, crew=crew, entries=entries)
    if isinstance(record, Sheet):
        houses = _ids(record.house_ids, past, to)
        return replace(record, crew=_crew(record.crew, past, to), house_ids=houses)
    if isinstance(record, Watch):
        blocks = tuple(
            replace(each, captain_id=_swapped(each.captain_id, past, to)) for each in record.blocks
        )
        return replace(record, blocks=blocks)
    if isinstance(record, Shift):
        days = tuple(_shift_day(each, past, to) for each in record.days)
        return replace(record, regulars=_ids(record.regulars, past, to), days=days)
    if isinstance(record, PhoneTree):
        return phonetrees.home_handed_over(phonetrees.handed_over(record, past, to), past, to)
    if isinstance(record, Concern):
        return concerns.handed_over(record, past, to)
    if isinstance(record, Meeting):
        agenda = tuple(replace(each, member_id=_swapped(each.member_id, past, to)) for each in record.agenda)
        return replace(record, agenda=agenda, signins=signins.handed_over(record.signins, past, to))
    if isinstance(record, Action):
        return replace(record, member_id=_swapped(record.member_id, past, to))
    if isinstance(record, Drill):
        return _one_list_each(drills.handed_over(record, members={past: to}, homes={past: to}))
    raise TypeError(f"nobody said how a {type(record).__name__} is handed over")


def _one_list_each(drill: Drill) -> Drill:
    lists: dict[str, tuple[str, ...]] = {}
    for each in drill.callers:
        lists[each.member_id] = tuple(dict.fromkeys((*lists.get(each.member_id, ()), *each.homes)))
    return replace(drill, callers=tuple(Caller(member_id=id_, homes=homes) for id_, homes in lists.items()))


def _swapped(id_: str | None, past: str, to: str) -> str | None:
    return to if id_ == past else id_


def _ids(ids: tuple[str, ...], past: str, to: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(to if each == past else each for each in ids))


def _crew(crew: tuple[Patroller, ...], past: str, to: str) -> tuple[Patroller, ...]:
    """Name one person once on a patrol; who drove under either name drove."""
    found: list[Patroller] = []
    drove = any(each.member_id in (past, to) and each.seat is Seat.DRIVER for each in crew)
    for each in crew:
        if each.member_id in (past, to):
            if any(known.member_id == to for known in found):
                continue
            found.append(replace(each, member_id=to, seat=Seat.DRIVER if drove else each.seat))
        else:
            found.append(each)
    return tuple(found)


def _shift_day(day: ShiftDay, past: str, to: str) -> ShiftDay:
    away: dict[str, Away] = {}
    for each in day.away:
        one = Away(
            member_id=_swapped(each.member_id, past, to) or "",
            stand_in_id=_swapped(each.stand_in_id, past, to),
        )
        if one.member_id != one.stand_in_id:  # who stands in for themselves is there
            away.setdefault(one.member_id, one)
    return replace(day, added=_ids(day.added, past, to), away=tuple(away.values()))
