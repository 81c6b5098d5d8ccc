"""What kinds of incident there are: plain words for a captain, with the offence codes they cover.

Codes are NCIC uniform offence classifications as the Sacramento Police Department's published files
use them (the first two digits name the class). They are no NIBRS codes: 2299 there is mostly
burglary from a vehicle.
"""

from __future__ import annotations

import re
from enum import StrEnum

CODE_LENGTH = 20
_CODE = re.compile(rf"[A-Za-z0-9 ./()&,-]{{1,{CODE_LENGTH}}}")
# 459 PC, 10851(a) VC, 273.5, PC 484/488, 2299-1, 415F, 23F
_SECTION = r"\d{1,5}(?:\.\d{1,2})?(?:-\d{1,2})?[A-Za-z]?(?:\([A-Za-z0-9]{1,2}\))*"
_STATUTE = r"(?:PC|VC|HS|H&S|BP|B&P|WI|W&I|FG|GC|SCC|UCR|NCIC|NIBRS)"
_PLAIN_CODE = re.compile(
    rf"(?:{_STATUTE} ?)?{_SECTION}(?:(?: ?[/,] ?){_SECTION})*(?: ?{_STATUTE})?", re.IGNORECASE | re.ASCII
)


def may_be_code(text: str) -> bool:
    """Say whether a text may be the code of an offence or of a call: short, without odd signs."""
    return _CODE.fullmatch(text) is not None


def is_code(text: str) -> bool:
    """Say whether a text can be nothing but the number of a law or of a class of offences."""
    return len(text) <= CODE_LENGTH and _PLAIN_CODE.fullmatch(text) is not None


class Sort(StrEnum):
    """The family of a kind; it decides the marker's shape and colour."""

    PERSON = "against_person"
    PROPERTY = "property"
    VEHICLE = "vehicle"
    DAMAGE = "damage"
    DISORDER = "disorder"
    CONCERN = "concern"


class IncidentKind(StrEnum):
    """What an incident was, offence or not."""

    ROBBERY = "robbery"
    ASSAULT = "assault"
    DOMESTIC_VIOLENCE = "domestic_violence"
    SEXUAL_OFFENCE = "sexual_offence"
    THREATS = "threats"
    WEAPON = "weapon"
    BURGLARY_HOME = "burglary_home"
    BURGLARY_BUSINESS = "burglary_business"
    THEFT = "theft"
    PACKAGE_THEFT = "package_theft"
    FRAUD = "fraud"
    VEHICLE_BURGLARY = "vehicle_burglary"
    VEHICLE_THEFT = "vehicle_theft"
    VEHICLE_PARTS = "vehicle_parts"
    HIT_AND_RUN = "hit_and_run"
    VANDALISM = "vandalism"
    GRAFFITI = "graffiti"
    ARSON = "arson"
    DRUGS = "drugs"
    DISTURBANCE = "disturbance"
    TRESPASS = "trespass"
    SUSPICIOUS_ACTIVITY = "suspicious_activity"
    WELFARE_CHECK = "welfare_check"
    JUVENILE = "juvenile"
    SUICIDE = "suicide"
    DUMPING = "dumping"
    HAZARD = "hazard"
    OTHER = "other"

    @property
    def sort(self) -> Sort:
        return _SORTS[self]

    @property
    def offence(self) -> bool:
        """Say whether this names an offence, which may carry an offence code."""
        return self not in _NO_OFFENCE


_SORTS = {
    IncidentKind.ROBBERY: Sort.PERSON,
    IncidentKind.ASSAULT: Sort.PERSON,
    IncidentKind.DOMESTIC_VIOLENCE: Sort.PERSON,
    IncidentKind.SEXUAL_OFFENCE: Sort.PERSON,
    IncidentKind.THREATS: Sort.PERSON,
    IncidentKind.WEAPON: Sort.PERSON,
    IncidentKind.BURGLARY_HOME: Sort.PROPERTY,
    IncidentKind.BURGLARY_BUSINESS: Sort.PROPERTY,
    IncidentKind.THEFT: Sort.PROPERTY,
    IncidentKind.PACKAGE_THEFT: Sort.PROPERTY,
    IncidentKind.FRAUD: Sort.PROPERTY,
    IncidentKind.VEHICLE_BURGLARY: Sort.VEHICLE,
    IncidentKind.VEHICLE_THEFT: Sort.VEHICLE,
    IncidentKind.VEHICLE_PARTS: Sort.VEHICLE,
    IncidentKind.HIT_AND_RUN: Sort.VEHICLE,
    IncidentKind.VANDALISM: Sort.DAMAGE,
    IncidentKind.GRAFFITI: Sort.DAMAGE,
    IncidentKind.ARSON: Sort.DAMAGE,
    IncidentKind.DRUGS: Sort.DISORDER,
    IncidentKind.DISTURBANCE: Sort.DISORDER,
    IncidentKind.TRESPASS: Sort.DISORDER,
    IncidentKind.SUSPICIOUS_ACTIVITY: Sort.CONCERN,
    IncidentKind.WELFARE_CHECK: Sort.CONCERN,
    IncidentKind.JUVENILE: Sort.CONCERN,
    IncidentKind.SUICIDE: Sort.CONCERN,
    IncidentKind.DUMPING: Sort.CONCERN,
    IncidentKind.HAZARD: Sort.CONCERN,
    IncidentKind.OTHER: Sort.CONCERN,
}

_NO_OFFENCE = frozenset(
    {
        IncidentKind.SUSPICIOUS_ACTIVITY,
        IncidentKind.WELFARE_CHECK,
        IncidentKind.JUVENILE,
        IncidentKind.SUICIDE,
        IncidentKind.HAZARD,
        IncidentKind.OTHER,
    }
)
