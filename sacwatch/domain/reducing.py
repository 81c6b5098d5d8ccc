"""Takes out of a record what its audience may not see, before anything is laid out."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar, cast

from sacwatch.domain import offences, places
from sacwatch.domain.audiences import Audience, Shows, exact_place, may_show, shows
from sacwatch.domain.incidents import Incident
from sacwatch.domain.patrols import Entry
from sacwatch.domain.places import FAMILIAR, NOWHERE, Gazetteer, Place

R = TypeVar("R")


def reduced(record: R, audience: Audience, gazetteer: Gazetteer = FAMILIAR) -> R:
    """Give the record with every field that this audience may not see made blank, parts included.

    The gazetteer tells names of streets from those of people. Ids stay, so that pages can count and
    link; they are `Shows.NEVER` and no page prints them.
    """
    changed: dict[str, Any] = {}
    for field in dataclasses.fields(cast(Any, record)):
        value = getattr(record, field.name)
        sort = shows(type(record), field.name)
        if sort is Shows.NEVER:
            continue
        if not may_show(type(record), field.name, audience):
            changed[field.name] = _blank(field, value)
        elif isinstance(value, Place) and sort is Shows.PLACE:
            changed[field.name] = places.reduced(value, audience, gazetteer)
        elif isinstance(value, Place) and sort is Shows.AREA:
            changed[field.name] = places.reduced_area(value, audience, gazetteer)
        elif sort is Shows.CODE and not exact_place(audience):
            changed[field.name] = value if offences.is_code(value) else ""
        elif isinstance(value, tuple):
            changed[field.name] = tuple(_part(each, audience, gazetteer) for each in value)
        elif _is_record(value):
            changed[field.name] = reduced(value, audience, gazetteer)
    if _withheld(record) and not exact_place(audience):
        changed["place"] = NOWHERE
        if isinstance(record, Incident):
            changed["code"] = ""  # it names the kind
    return cast(R, dataclasses.replace(cast(Any, record), **changed))


def _withheld(record: Any) -> bool:
    if isinstance(record, Incident):
        return record.kind.withheld
    return isinstance(record, Entry) and record.category.withheld


def _is_record(value: Any) -> bool:
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return False
    return any("shows" in field.metadata for field in dataclasses.fields(value))


def _part(value: Any, audience: Audience, gazetteer: Gazetteer) -> Any:
    return reduced(value, audience, gazetteer) if _is_record(value) else value


def _blank(field: dataclasses.Field[Any], value: Any) -> Any:
    if field.default is not dataclasses.MISSING:
        return field.default
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    if isinstance(value, str):
        return ""
    return None
