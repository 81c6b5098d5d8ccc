"""What a paper says of an incident: vehicles and people as described, and to whom it was reported."""

from __future__ import annotations

from sacwatch.domain import times
from sacwatch.domain.described import SeenPerson, SeenVehicle
from sacwatch.domain.incidents import Incident, Source
from sacwatch.domain.reported import ReportedTo
from sacwatch.i18n import _
from sacwatch.reports import formats
from sacwatch.words import label


def vehicle(seen: SeenVehicle) -> str:
    """Give a line about a vehicle, or "" where nothing is told of it."""
    told = vehicle_told(seen)
    return _("Vehicle: {words}").format(words=told) if told else ""


def vehicle_told(vehicle: SeenVehicle) -> str:
    """Give a vehicle as described."""
    looks = [vehicle.colour, vehicle.year, vehicle.make, vehicle.model, vehicle.body]
    words = " ".join(formats.isolated(each) for each in looks if each)
    plate = " ".join(filter(None, [vehicle.plate, vehicle.state]))
    if plate:
        plate = _("plate {plate}").format(plate=formats.isolated(plate))
    return ", ".join(filter(None, [words, plate, formats.isolated(vehicle.other)]))


def person(seen: SeenPerson) -> str:
    """Give a line about a person, or "" where nothing is told of them."""
    told = person_told(seen)
    return _("Person: {words}").format(words=told) if told else ""


def person_told(person: SeenPerson) -> str:
    """Give a person as described."""
    height = ""
    if person.height is not None:
        height = _("{low} to {high} tall").format(low=_feet(person.height), high=_feet(person.height + 1))
    weight = ""
    if person.weight is not None:
        weight = _("{low} to {high} pounds").format(low=person.weight, high=person.weight + 9)
    named = [
        (_("{words} build"), person.build),
        (_("hair {words}"), person.hair),
        (_("wearing {words}"), person.clothing),
        (_("went {words}"), person.direction),
        (_("described as {words}"), person.race_as_described),
    ]
    parts = [words.format(words=formats.isolated(value)) for words, value in named if value]
    return ", ".join(filter(None, [height, weight, *parts, formats.isolated(person.other)]))


def _feet(inches: int) -> str:
    return f"{inches // 12}′{inches % 12}″"


def reported_to(incident: Incident) -> str:
    """Give the service that was told, or "" where none was."""
    if incident.reported_to is ReportedTo.NONE:
        return ""
    return label("reported_to", incident.reported_to.value)


def reported(incident: Incident) -> str:
    """Give a line about to whom and when it was reported, and under which number."""
    told = reported_told(incident)
    if not told:
        return ""
    to = reported_to(incident)
    return _("Reported to: {words}").format(words=told) if to else _("Reported: {words}").format(words=told)


def reported_told(incident: Incident) -> str:
    """Say to whom and when it was reported, and under which number."""
    to = reported_to(incident)
    parts = [to, _reported_at(incident)]
    if incident.report_number:
        parts.append(_("number\u00a0{number}").format(number=formats.isolated(incident.report_number)))
    elif incident.number_awaited:
        parts.append(_("number still to come"))
    return ", ".join(filter(None, parts))


def _reported_at(incident: Incident) -> str:
    at = incident.reported_at
    if at is None:
        return ""
    day = formats.local_day(at)
    # The first instant of a day stands for the day.
    return formats.long_day(day) if at == times.day_start(day, times.SACRAMENTO) else formats.moment(at)


def known_from(incident: Incident) -> str:
    """Give a line about where the watch knows it from, where it did not see it itself."""
    if incident.entry_id is not None:
        return _("Found on patrol.")
    if incident.source is Source.WATCH:
        return ""
    return _("Known from: {source}").format(source=label("source", incident.source.value))


def source_told(incident: Incident) -> str:
    """Say where the watch knows it from."""
    return _("Found on patrol") if incident.entry_id is not None else label("source", incident.source.value)
