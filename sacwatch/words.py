"""The words for everything that the domain and the store name by a key; imports only i18n.

A key is `family.value`: `label("category", "graffiti")` for the values of an enum, and
`sentence("problem.needed", {})` for what went wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from sacwatch.i18n import N_, _

LABELS: dict[str, str] = {
    "audience.captain": N_("Captain only"),
    "audience.block_captains": N_("Block captains"),
    "audience.members": N_("Members"),
    "audience.police": N_("Police"),
    "audience.public": N_("Public"),
    "kind.watch": N_("Watch"),
    "kind.member": N_("Member"),
    "kind.patrol": N_("Patrol"),
    "kind.incident": N_("Incident"),
    "kind.attachment": N_("Photo or file"),
    "kind.setting": N_("Setting"),
    "jurisdiction.city": N_("City of Sacramento (Police Department)"),
    "jurisdiction.county": N_("Sacramento County (Sheriff)"),
    "jurisdiction.unknown": N_("Not sure yet"),
    "role.captain": N_("Captain"),
    "role.block_captain": N_("Block captain"),
    "role.patroller": N_("Patroller"),
    "role.phone_tree_caller": N_("Phone-tree caller"),
    "role.youth_mentor": N_("Youth mentor"),
    "phone.mobile": N_("Mobile"),
    "phone.home": N_("Home"),
    "phone.work": N_("Work"),
    "phone.other": N_("Other"),
    "mode.foot": N_("On foot"),
    "mode.bicycle": N_("Bicycle"),
    "mode.vehicle": N_("Vehicle"),
    "seat.driver": N_("Driver"),
    "seat.observer": N_("Observer"),
    "stop.drive_by": N_("Passed by"),
    "stop.stop": N_("Stopped"),
    "category.all_quiet": N_("All quiet"),
    "category.open_garage": N_("Open garage"),
    "category.street_light_out": N_("Street light out"),
    "category.graffiti": N_("Graffiti"),
    "category.dumping": N_("Dumping"),
    "category.hazard": N_("Hazard"),
    "category.suspicious_activity": N_("Suspicious activity"),
    "category.welfare_check": N_("Welfare check"),
    "category.house_check": N_("House check"),
    "category.other": N_("Other"),
    "rule.in_pairs": N_("We go in pairs"),
    "rule.unarmed": N_("We carry no weapons"),
    "rule.no_detaining": N_("We stop and hold nobody"),
    "reported_to.none": N_("Nobody"),
    "reported_to.911": N_("911"),
    "reported_to.non_emergency": N_("Police non-emergency"),
    "reported_to.311": N_("311"),
    "reported_to.crisis_line": N_("Crisis line"),
    "sort.against_person": N_("Against a person"),
    "sort.property": N_("Theft and burglary"),
    "sort.vehicle": N_("Vehicles"),
    "sort.damage": N_("Damage"),
    "sort.disorder": N_("Disorder"),
    "sort.concern": N_("Concerns and other"),
    "incident.robbery": N_("Robbery"),
    "incident.assault": N_("Assault"),
    "incident.domestic_violence": N_("Domestic violence"),
    "incident.sexual_offence": N_("Sexual offense"),
    "incident.threats": N_("Threats"),
    "incident.weapon": N_("Weapon or gunshots"),
    "incident.burglary_home": N_("Home burglary"),
    "incident.burglary_business": N_("Business burglary"),
    "incident.theft": N_("Theft"),
    "incident.package_theft": N_("Package theft"),
    "incident.fraud": N_("Fraud or scam"),
    "incident.vehicle_burglary": N_("Vehicle break-in"),
    "incident.vehicle_theft": N_("Stolen vehicle"),
    "incident.vehicle_parts": N_("Vehicle parts stolen"),
    "incident.hit_and_run": N_("Hit and run"),
    "incident.vandalism": N_("Vandalism"),
    "incident.graffiti": N_("Graffiti"),
    "incident.arson": N_("Fire set on purpose"),
    "incident.drugs": N_("Drugs"),
    "incident.disturbance": N_("Disturbance or noise"),
    "incident.trespass": N_("Trespassing"),
    "incident.suspicious_activity": N_("Suspicious activity"),
    "incident.welfare_check": N_("Welfare check"),
    "incident.dumping": N_("Illegal dumping"),
    "incident.hazard": N_("Hazard"),
    "incident.other": N_("Other"),
    "source.watch": N_("Our watch"),
    "source.resident": N_("A resident"),
    "source.police_feed": N_("Police data"),
    "status.open": N_("Open"),
    "status.followed_up": N_("Being followed up"),
    "status.closed": N_("Closed"),
    "number.waiting": N_("Still to come"),
    "number.none_coming": N_("None will come"),
    "fix.address": N_("House on the street"),
    "fix.block": N_("Hundred-block"),
    "fix.crossing": N_("Street crossing"),
    "fix.map": N_("Picked on the map"),
    "fix.photo": N_("From a photo"),
    "fix.none": N_("Not on the map"),
}

SENTENCES: dict[str, str] = {
    # Fields of a form
    "trouble.fields": N_(
        "Some of this needs another look before it can be saved. Everything you typed is still here."
    ),
    "problem.needed": N_("Please fill this in."),
    "problem.too_long": N_("This is {length:,} characters long. Please shorten it to {limit:,} or fewer."),
    "problem.too_many": N_("That is more than {limit}. Please split it in two."),
    "problem.not_a_number": N_("“{text}” is not a number. Please type digits only, such as 1234."),
    "problem.negative": N_("This number cannot be below zero."),
    "problem.too_small": N_("This number is too small. The smallest that makes sense here is {low:,}."),
    "problem.too_large": N_("This number is too large. The largest that makes sense here is {high:,}."),
    "problem.not_a_day": N_("“{text}” is not a date I can read. Try 9/14, Sep 14, yesterday or Friday."),
    "problem.not_a_time": N_("“{text}” is not a time I can read. Try 2240, 22:40 or 10:40 pm."),
    "problem.in_future": N_("This is still to come. Please check the date and the time."),
    "problem.skipped_hour": N_(
        "Clocks went forward that night, so {text} never happened. Please type the time the clock showed, such as an hour later."
    ),
    "problem.finish_before_start": N_("The finish is before the start ({start}). Please check both times."),
    "problem.no_time_passed": N_("Start and finish are the same time. Please check both."),
    "problem.patrol_too_long": N_(
        "That would be a patrol of more than {hours} hours. Please check both times."
    ),
    "problem.entry_outside_patrol": N_("{text} is not between the start and the finish of the patrol."),
    "problem.odometer_backwards": N_(
        "This is less than the reading at the start ({start}). Please check both readings."
    ),
    "problem.odometer_far": N_("That would be {miles} miles in one patrol. Please check both readings."),
    "problem.no_crew": N_("Please say who went on this patrol."),
    "problem.twice_in_crew": N_("{name} is already in this list."),
    "problem.two_drivers": N_("Only one person can be the driver. The others are observers."),
    "problem.not_an_email": N_(
        "“{text}” does not look like an e-mail address. One looks like name@example.org."
    ),
    "problem.phone_letters": N_("“{text}” does not look like a phone number."),
    "problem.point_off_earth": N_("This point is not on the map. Please pick the place again."),
    "problem.range_backwards": N_("This is before the time it began. Please check both."),
    "problem.range_too_long": N_("That is more than a year. Please check both dates."),
    "problem.reported_before": N_("It was reported before it happened. Please check the dates and times."),
    "problem.race_alone": N_(
        "Please also give at least two of height, build, hair, clothing or direction. Until then this stays a draft."
    ),
}


def label(family: str, value: str) -> str:
    """Give the words for a stored value, in the language in use."""
    return _(LABELS[f"{family}.{value}"])


def sentence(key: str, values: Mapping[str, object] | None = None) -> str:
    """Give the sentence for a problem, in the language in use."""
    return _(SENTENCES[key]).format(**{name: _shown(value) for name, value in (values or {}).items()})


def _shown(value: object) -> object:
    """Give a value as a sentence shows it: a whole decimal without its ".0"."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value
