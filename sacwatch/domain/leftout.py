"""What reducing took out of the records of a page, so that the page can say so."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sacwatch.domain.audiences import Shows


class Thing(StrEnum):
    """A sort of fact that a reader understands, in the order in which it is named."""

    PLACES = "places"
    NAMES = "names"
    PHONES = "phones"
    EMAILS = "emails"
    ADDRESSES = "addresses"
    PERSONAL = "personal"
    AREA = "area"
    TOLD = "told"
    GUARDED = "guarded"
    VEHICLE = "vehicle"
    MILES = "miles"
    NOTES = "notes"
    COUNTED = "counted"
    """Incidents and entries of kinds that are only counted."""


_SORTS = {
    Shows.PLACE: Thing.PLACES,
    Shows.AREA: Thing.PLACES,
    Shows.TELLING: Thing.TOLD,
    Shows.PERSON: Thing.PERSONAL,
    Shows.GUARDED: Thing.GUARDED,
    Shows.CAPTAIN: Thing.NOTES,
}
_FIELDS = {
    (Shows.PERSON, "name"): Thing.NAMES,
    (Shows.PERSON, "raised_by"): Thing.NAMES,
    (Shows.PERSON, "owner"): Thing.NAMES,
    (Shows.PERSON, "phones"): Thing.PHONES,
    (Shows.PERSON, "phone"): Thing.PHONES,
    (Shows.PERSON, "who"): Thing.NAMES,
    (Shows.PERSON, "email"): Thing.EMAILS,
    (Shows.PERSON, "place"): Thing.ADDRESSES,
    (Shows.PERSON, "address"): Thing.ADDRESSES,
    (Shows.TELLING, "area"): Thing.AREA,
    (Shows.TELLING, "miles"): Thing.MILES,
    (Shows.CAPTAIN, "vehicle"): Thing.VEHICLE,
    (Shows.CAPTAIN, "equipment"): Thing.VEHICLE,
    (Shows.CAPTAIN, "odometer_start"): Thing.MILES,
    (Shows.CAPTAIN, "odometer_finish"): Thing.MILES,
}
"""Fields that a reader would not look for under the words of their sort."""


@dataclass(frozen=True)
class LeftOut:
    """What a page leaves out for its audience, in the order in which it is said."""

    things: tuple[Thing, ...] = ()
    partly: tuple[Thing, ...] = ()
    """Those of them that stand there of people who agreed to it."""
    incidents: int = 0
    """How many incidents are of kinds that are only counted."""
    entries: int = 0
    """How many patrol entries are."""


NOTHING = LeftOut()


@dataclass
class Tally:
    """Gathers what is left out while records are reduced."""

    hidden: set[Thing] = field(default_factory=set)
    shown: set[Thing] = field(default_factory=set)
    incidents: set[str] = field(default_factory=set)
    entries: set[str] = field(default_factory=set)

    def field(self, sort: Shows, name: str, *, shown: bool, there: bool) -> None:
        """Note a field of a record. `there` says whether the record has anything in it.

        What guards a person is named whether it is there or not: that nothing was left out would
        tell that there is nothing to hide. A name that nobody has is not missed.
        """
        thing = _FIELDS.get((sort, name)) or _SORTS.get(sort)
        if thing is None or (sort is Shows.PERSON and not there):
            return
        (self.shown if shown else self.hidden).add(thing)

    def of(self, things: tuple[Thing, ...]) -> LeftOut:
        """Give what was left out of that which a page would show; all of it where none are named."""
        hidden = tuple(each for each in Thing if each in self.hidden and (not things or each in things))
        counted = not things or Thing.COUNTED in things
        return LeftOut(
            hidden,
            tuple(each for each in hidden if each in self.shown),
            len(self.incidents) if counted else 0,
            len(self.entries) if counted else 0,
        )
