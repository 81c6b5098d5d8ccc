"""Takes out of a record what its audience may not see, before anything is laid out.

Every paper, list and map for others is made from what this gives: consent of people, hundred-block in
place of the house, and of what is never described (`sensitive`) nothing but that it was.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Set
from typing import Any, TypeVar, cast

from sacwatch.domain import consents, offences, places, sensitive
from sacwatch.domain.audiences import NO_CONSENT, Audience, Shows, exact_place, may_show, shows
from sacwatch.domain.consents import NOBODY, Agreed
from sacwatch.domain.incidents import Incident
from sacwatch.domain.leftout import Tally
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.patrols import Category, Entry
from sacwatch.domain.places import FAMILIAR, NOWHERE, Gazetteer, Place

R = TypeVar("R")


def reduced(
    record: R,
    audience: Audience,
    gazetteer: Gazetteer = FAMILIAR,
    agreed: Agreed = NOBODY,
    tally: Tally | None = None,
    guarded: Set[str] = frozenset(),
) -> R:
    """Give the record with every field that this audience may not see made blank, parts included.

    What the people concerned agreed to is shown: by the record's own `consents`, and where it names a
    member by what `agreed` says of that member's name. The gazetteer tells names of streets from those
    of people. Ids stay, so that pages can count and link; they are `Shows.NEVER` and no page prints
    them. To be asked of the record as it is kept, once: what is reduced holds no consents any more.
    A `tally` is told of all that is left out. `guarded` are the ids of patrol entries on which something
    was found that is never described: neighbours are told of these as of that, whatever they say.
    """
    if audience is Audience.CAPTAIN:
        return record
    return _Reducing(audience, gazetteer, agreed, tally or Tally(), guarded).record(record, NO_CONSENT)


@dataclasses.dataclass(frozen=True)
class _Reducing:
    """For whom, and what is known about those who are named."""

    audience: Audience
    gazetteer: Gazetteer
    agreed: Agreed
    tally: Tally
    guarded: Set[str]

    def record(self, record: R, around: Set[Audience]) -> R:
        """Reduce a record or a part; `around` was agreed to for the field in which the part stands."""
        if not exact_place(self.audience) and self._withheld(record):
            return self._counted(record)
        changed: dict[str, Any] = {}
        for field in dataclasses.fields(cast(Any, record)):
            value = getattr(record, field.name)
            sort = shows(type(record), field.name)
            if sort is Shows.NEVER:
                continue
            consent = self._consent(record, field, around)
            shown = may_show(type(record), field.name, self.audience, consent)
            narrowed = sort in (Shows.PLACE, Shows.AREA) and not exact_place(self.audience)
            self.tally.field(sort, field.name, shown=shown and not narrowed, there=bool(value))
            if not shown:
                changed[field.name] = _blank(field, value)
            elif isinstance(value, Place) and sort is Shows.PLACE:
                changed[field.name] = places.reduced(value, self.audience, self.gazetteer)
            elif isinstance(value, Place) and sort is Shows.AREA:
                changed[field.name] = places.reduced_area(value, self.audience, self.gazetteer)
            elif sort is Shows.CODE and not exact_place(self.audience):
                changed[field.name] = value if offences.is_code(value) else ""
            elif isinstance(value, tuple):
                parts = [self.record(each, consent) if _is_record(each) else each for each in value]
                # Between its neighbours in time, what is only counted would be placed all the same.
                parts.sort(key=lambda each: getattr(each, "counted_only", False))
                changed[field.name] = tuple(parts)
            elif _is_record(value):
                changed[field.name] = self.record(value, consent)
        return cast(R, dataclasses.replace(cast(Any, record), **changed))

    def _withheld(self, record: object) -> bool:
        return sensitive.withheld(record) or (isinstance(record, Entry) and record.id in self.guarded)

    def _counted(self, record: R) -> R:
        """Give a record that tells no more than that it is one, and when it began if it is an incident.

        Of a concern the day and what it is about stay, by which it is known as one to leave out.

        What else it says goes too: the crisis line as the service that was told names the kind.
        """
        if isinstance(record, Incident):
            self.tally.incidents.add(record.id)
        elif isinstance(record, Entry):
            self.tally.entries.add(record.id)
        changed: dict[str, Any] = {}
        for field in dataclasses.fields(cast(Any, record)):
            if field.name not in _STAYS and shows(type(record), field.name) is not Shows.NEVER:
                changed[field.name] = _PLAIN.get(field.name, _blank(field, getattr(record, field.name)))
        if hasattr(record, "counted_only"):
            changed["counted_only"] = True
        return cast(R, dataclasses.replace(cast(Any, record), **changed))

    def _consent(self, record: Any, field: dataclasses.Field[Any], around: Set[Audience]) -> Set[Audience]:
        """Give the audiences for whom the person concerned agreed to this field."""
        if field.metadata["of"]:
            return self.agreed.get(getattr(record, field.metadata["of"]) or "", NO_CONSENT)
        own = getattr(record, "consents", None)
        return around if own is None else consents.agreed(own, field.name)


_STAYS = frozenset({"occurred_from", "raised_on", "topic"})
_PLAIN: dict[str, Any] = {
    "kind": IncidentKind.OTHER,
    "category": Category.OTHER,
    "place": NOWHERE,
}
"""What stands in fields that cannot be empty and have no default."""


def _is_record(value: Any) -> bool:
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return False
    return any("shows" in field.metadata for field in dataclasses.fields(value))


def _blank(field: dataclasses.Field[Any], value: Any) -> Any:
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    if isinstance(value, str):
        return ""
    return None
