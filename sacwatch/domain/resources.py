"""Whom to call for what: the entries that ship, what the captain filled in, and which to offer when.

Only 911, 988, 311, 211 and 711 ship with a number. Every other entry ships with its name and purpose and an
empty number, because numbers change and are reported in conflicting forms; the captain fills and dates it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.patrols import Category
from sacwatch.domain.watches import (
    STALE_AFTER_DAYS,
    CheckedNumber,
    Jurisdiction,
    NumberDraft,
    Watch,
    Where,
    number_draft_of,
)


class Group(StrEnum):
    """The parts of the directory, in its order: what does not need the police comes before them."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"
    HELP = "help"
    POLICE = "police"
    SERVICES = "services"
    UTILITIES = "utilities"
    OWN = "own"


class Key(StrEnum):
    """An entry that ships; the value is the word stored."""

    EMERGENCY = "emergency"
    CRISIS_LINE = "crisis_line"
    CRISIS_TEAM = "crisis_team"
    ACCESS_LINE = "access_line"
    HELP_LINE = "help_line"
    DOMESTIC_VIOLENCE = "domestic_violence"
    SEXUAL_ASSAULT = "sexual_assault"
    CHILD_ABUSE = "child_abuse"
    ADULT_PROTECTION = "adult_protection"
    POISON = "poison"
    HOMELESS_OUTREACH = "homeless_outreach"
    YOUTH_LINE = "youth_line"
    MEDIATION = "mediation"
    RELAY = "relay"
    POLICE_CITY = "police_city"
    POLICE_COUNTY = "police_county"
    OFFICER = "officer"
    SERVICES_311 = "services_311"
    STREET_LIGHTS = "street_lights"
    DUMPING = "dumping"
    CODE_CITY = "code_city"
    CODE_COUNTY = "code_county"
    ANIMAL_CITY = "animal_city"
    ANIMAL_COUNTY = "animal_county"
    COUNCIL = "council"
    SUPERVISOR = "supervisor"
    POWER = "power"
    GAS = "gas"
    WATER = "water"


class Standing(StrEnum):
    """How far a number can be trusted."""

    STANDARD = "standard"
    """One of the five short numbers that everybody knows."""
    CHECKED = "checked"
    STALE = "stale"
    """Tried too long ago."""
    UNVERIFIED = "unverified"
    """There is a number, and nobody said that it was tried."""
    BLANK = "blank"
    """There is no number; on paper a line to write on."""


class Layout(StrEnum):
    """The sizes of the call card."""

    WALLET = "wallet"
    HALF = "half"
    POSTER = "poster"


@dataclass(frozen=True)
class _Shipped:
    group: Group
    where: Where = Where.BOTH
    number: str = ""
    text: str = ""


_G, _W = Group, Where
SHIPPED: dict[Key, _Shipped] = {
    Key.EMERGENCY: _Shipped(_G.EMERGENCY, number="911", text="911"),
    Key.CRISIS_LINE: _Shipped(_G.CRISIS, number="988", text="988"),
    Key.CRISIS_TEAM: _Shipped(_G.CRISIS),
    Key.ACCESS_LINE: _Shipped(_G.CRISIS),
    Key.HELP_LINE: _Shipped(_G.HELP, number="211"),
    Key.DOMESTIC_VIOLENCE: _Shipped(_G.HELP),
    Key.SEXUAL_ASSAULT: _Shipped(_G.HELP),
    Key.CHILD_ABUSE: _Shipped(_G.HELP),
    Key.ADULT_PROTECTION: _Shipped(_G.HELP),
    Key.POISON: _Shipped(_G.HELP),
    Key.HOMELESS_OUTREACH: _Shipped(_G.HELP),
    Key.YOUTH_LINE: _Shipped(_G.HELP),
    Key.MEDIATION: _Shipped(_G.HELP),
    Key.RELAY: _Shipped(_G.HELP, number="711"),
    Key.POLICE_CITY: _Shipped(_G.POLICE, _W.CITY),
    Key.POLICE_COUNTY: _Shipped(_G.POLICE, _W.COUNTY),
    Key.OFFICER: _Shipped(_G.POLICE),
    Key.SERVICES_311: _Shipped(_G.SERVICES, number="311"),
    Key.STREET_LIGHTS: _Shipped(_G.SERVICES),
    Key.DUMPING: _Shipped(_G.SERVICES),
    Key.CODE_CITY: _Shipped(_G.SERVICES, _W.CITY),
    Key.CODE_COUNTY: _Shipped(_G.SERVICES, _W.COUNTY),
    Key.ANIMAL_CITY: _Shipped(_G.SERVICES, _W.CITY),
    Key.ANIMAL_COUNTY: _Shipped(_G.SERVICES, _W.COUNTY),
    Key.COUNCIL: _Shipped(_G.SERVICES, _W.CITY),
    Key.SUPERVISOR: _Shipped(_G.SERVICES, _W.COUNTY),
    Key.POWER: _Shipped(_G.UTILITIES),
    Key.GAS: _Shipped(_G.UTILITIES),
    Key.WATER: _Shipped(_G.UTILITIES),
}
"""What ships, in the order of the directory."""

SHORT = frozenset(
    {
        *(Key.EMERGENCY, Key.CRISIS_LINE, Key.CRISIS_TEAM, Key.HELP_LINE, Key.DOMESTIC_VIOLENCE),
        *(Key.POISON, Key.RELAY, Key.POLICE_CITY, Key.POLICE_COUNTY, Key.OFFICER, Key.SERVICES_311),
        *(Key.POWER, Key.GAS, Key.WATER),
    }
)
"""What a card that goes into a wallet has a blank line for where there is no number yet."""

ON_PATROL = (
    *(Key.CRISIS_LINE, Key.HELP_LINE, Key.POLICE_CITY, Key.POLICE_COUNTY, Key.OFFICER),
    Key.SERVICES_311,
)
"""What comes first on the sheet that patrollers take along, and has a blank there where there is no number;
911 stands at its top."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the directory: what ships, with what the captain filled in.

    A blank `name` or `purpose` is the one that ships, in the language in use; see `words_resources`.
    """

    id: str
    """The key of what ships, or the id of the captain's own."""
    key: str = ""
    """A `Key`, or "" for the captain's own."""
    group: Group = Group.OWN
    where: Where = Where.BOTH
    name: str = ""
    purpose: str = ""
    number: str = ""
    text: str = ""
    relay: str = ""
    hours: str = ""
    languages: tuple[str, ...] = ()
    source: str = ""
    checked_on: date | None = None
    checked_by: str = ""
    hidden: bool = False

    @property
    def own(self) -> bool:
        """Say whether the captain made it, so that it can be removed."""
        return not self.key

    @property
    def reachable(self) -> bool:
        return bool(self.number or self.text)


def directory(watch: Watch) -> tuple[Entry, ...]:
    """Give whom to call where the watch is, those left off the card included, in the order of groups."""
    filled = {each.key: each for each in watch.numbers if each.key in _KEYS}
    own = (each for each in watch.numbers if each.key not in _KEYS)
    found = [*(_shipped(key, filled.get(key.value)) for key in SHIPPED), *(_own(each) for each in own)]
    return tuple(each for each in found if applies(each.where, watch.jurisdiction))


def card(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Give what stands on the card: all that was not left off."""
    return tuple(each for each in entries if not each.hidden)


def applies(where: Where, jurisdiction: Jurisdiction) -> bool:
    """Say whether an entry is for a watch there; while nobody knows city or county, each is."""
    return where is Where.BOTH or jurisdiction is Jurisdiction.UNKNOWN or where.value == jurisdiction.value


def says_where(entry: Entry, jurisdiction: Jurisdiction) -> bool:
    """Say whether an entry has to say that it is for the city or the county alone."""
    return jurisdiction is Jurisdiction.UNKNOWN and entry.where is not Where.BOTH


_KEYS = {each.value for each in Key}


def _shipped(key: Key, filled: CheckedNumber | None) -> Entry:
    shipped = SHIPPED[key]
    if filled is None:
        return Entry(
            id=key.value,
            key=key.value,
            group=shipped.group,
            where=shipped.where,
            number=shipped.number,
            text=shipped.text,
        )
    return Entry(
        id=key.value,
        key=key.value,
        group=shipped.group,
        where=shipped.where,
        name=filled.name,
        purpose=filled.purpose,
        number=filled.number or shipped.number,
        text=filled.text or shipped.text,
        relay=filled.relay,
        hours=filled.hours,
        languages=filled.languages,
        source=filled.source,
        checked_on=filled.checked_on,
        checked_by=filled.checked_by,
        hidden=filled.hidden,
    )


def _own(number: CheckedNumber) -> Entry:
    return Entry(
        id=number.id,
        where=number.where,
        name=number.name or number.number or number.key,
        purpose=number.purpose,
        number=number.number,
        text=number.text,
        relay=number.relay,
        hours=number.hours,
        languages=number.languages,
        source=number.source,
        checked_on=number.checked_on,
        checked_by=number.checked_by,
        hidden=number.hidden,
    )


def standing(entry: Entry, today: date) -> Standing:
    """Say how far the number of an entry can be trusted on a civil day."""
    if not entry.reachable:
        return Standing.BLANK
    shipped = SHIPPED[Key(entry.key)] if entry.key else None
    if shipped is not None and shipped.number and entry.number == shipped.number:
        return Standing.STANDARD
    if entry.checked_on is None:
        return Standing.UNVERIFIED
    return Standing.STALE if (today - entry.checked_on).days > STALE_AFTER_DAYS else Standing.CHECKED


@dataclass(frozen=True, kw_only=True)
class Call:
    """An entry as it is printed: with how far its number can be trusted then."""

    entry: Entry
    standing: Standing


def calls(entries: Iterable[Entry], today: date) -> tuple[Call, ...]:
    """Give what stands on a card of this civil day."""
    return tuple(Call(entry=each, standing=standing(each, today)) for each in card(entries))


def to_try(entries: Iterable[Entry], today: date) -> tuple[Entry, ...]:
    """Give those whose number is to be tried, or tried again, before it is printed."""
    return tuple(
        each for each in card(entries) if standing(each, today) in (Standing.STALE, Standing.UNVERIFIED)
    )


def draft_of(watch: Watch, id_: str) -> NumberDraft | None:
    """Give what the captain filled in of an entry, as its form holds it; None for no such entry."""
    for each in watch.numbers:
        if id_ == each.id or (each.key and id_ == each.key):
            return number_draft_of(each)
    return NumberDraft(key=id_, where=SHIPPED[Key(id_)].where.value) if id_ in _KEYS else None


def on_patrol(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Give what stands on a patrol sheet: what patrollers need first, then all else that has a number."""
    there = {each.id: each for each in card(entries) if each.key != Key.EMERGENCY}
    first = [there[key.value] for key in ON_PATROL if key.value in there]
    return (*first, *(each for each in there.values() if each.reachable and each not in first))


# Which to offer when something of a kind is typed. Where no crime is under way the police come last.

_POLICE = (Key.POLICE_CITY, Key.POLICE_COUNTY)
_NOW = (Key.EMERGENCY, *_POLICE)
_K = IncidentKind
_OF_KIND: dict[IncidentKind, tuple[Key, ...]] = {
    _K.ROBBERY: _NOW,
    _K.ASSAULT: _NOW,
    _K.DOMESTIC_VIOLENCE: (Key.EMERGENCY, Key.DOMESTIC_VIOLENCE),
    _K.SEXUAL_OFFENCE: (Key.EMERGENCY, Key.SEXUAL_ASSAULT),
    _K.THREATS: _NOW,
    _K.WEAPON: _NOW,
    _K.BURGLARY_HOME: _NOW,
    _K.BURGLARY_BUSINESS: _NOW,
    _K.THEFT: _POLICE,
    _K.PACKAGE_THEFT: _POLICE,
    _K.FRAUD: (*_POLICE, Key.ADULT_PROTECTION),
    _K.VEHICLE_BURGLARY: _POLICE,
    _K.VEHICLE_THEFT: _POLICE,
    _K.VEHICLE_PARTS: _POLICE,
    _K.HIT_AND_RUN: _NOW,
    _K.VANDALISM: _POLICE,
    _K.GRAFFITI: (Key.SERVICES_311,),
    _K.ARSON: _NOW,
    _K.DRUGS: (Key.CRISIS_LINE, *_POLICE),
    _K.DISTURBANCE: (Key.MEDIATION, Key.CRISIS_LINE, *_POLICE),
    _K.TRESPASS: (Key.HOMELESS_OUTREACH, *_POLICE),
    _K.SUSPICIOUS_ACTIVITY: (*_POLICE, Key.OFFICER),
    _K.WELFARE_CHECK: (Key.CRISIS_LINE, Key.CRISIS_TEAM, Key.ADULT_PROTECTION, *_POLICE),
    _K.JUVENILE: (Key.CHILD_ABUSE, Key.YOUTH_LINE, Key.HELP_LINE),
    _K.SUICIDE: (Key.EMERGENCY, Key.CRISIS_LINE, Key.CRISIS_TEAM),
    _K.DUMPING: (Key.SERVICES_311, Key.DUMPING),
    _K.HAZARD: (Key.SERVICES_311, Key.POWER, Key.GAS, Key.WATER),
    _K.OTHER: (Key.HELP_LINE, Key.SERVICES_311),
}
_C = Category
_OF_CATEGORY: dict[Category, tuple[Key, ...]] = {
    _C.STREET_LIGHT: (Key.SERVICES_311, Key.STREET_LIGHTS),
    _C.GRAFFITI: (Key.SERVICES_311,),
    _C.DUMPING: (Key.SERVICES_311, Key.DUMPING),
    _C.HAZARD: (Key.SERVICES_311, Key.POWER, Key.GAS, Key.WATER),
    _C.SUSPICIOUS: (*_POLICE, Key.OFFICER),
    _C.WELFARE: (Key.CRISIS_LINE, Key.CRISIS_TEAM, Key.HOMELESS_OUTREACH, *_POLICE),
}


def offered(entries: Iterable[Entry], about: IncidentKind | Category) -> tuple[Entry, ...]:
    """Give whom to call about an incident or a patrol's entry of a kind, in the order to try them.

    None for what nobody need be called for.
    """
    keys = _OF_KIND.get(about, ()) if isinstance(about, IncidentKind) else _OF_CATEGORY.get(about, ())
    there = {each.key: each for each in card(entries)}
    return tuple(there[key] for key in keys if key in there)
