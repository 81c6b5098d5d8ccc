"""The words of the directory of whom to call; imports only i18n. `words` holds them with all others."""

from __future__ import annotations

from sacwatch.i18n import N_, _

LABELS: dict[str, str] = {
    "list.numbers": N_("Whom to call"),
    "resource.emergency": N_("Emergency"),
    "resource.crisis_line": N_("Mental-health crisis line"),
    "resource.crisis_team": N_("County mobile crisis team"),
    "resource.access_line": N_("Mental-health access line"),
    "resource.help_line": N_("Help of every kind"),
    "resource.domestic_violence": N_("Domestic violence help"),
    "resource.sexual_assault": N_("Sexual assault help"),
    "resource.child_abuse": N_("Child abuse reporting"),
    "resource.adult_protection": N_("Adult Protective Services"),
    "resource.poison": N_("Poison control"),
    "resource.homeless_outreach": N_("Homeless outreach"),
    "resource.youth_line": N_("Line for young people"),
    "resource.mediation": N_("Neighbor mediation"),
    "resource.relay": N_("Relay calls"),
    "resource.police_city": N_("Police non-emergency"),
    "resource.police_county": N_("Sheriff non-emergency"),
    "resource.officer": N_("Our officer"),
    "resource.services_311": N_("City and county services"),
    "resource.street_lights": N_("Street lights"),
    "resource.dumping": N_("Illegal dumping"),
    "resource.code_city": N_("Code enforcement"),
    "resource.code_county": N_("Code enforcement"),
    "resource.animal_city": N_("Animal care"),
    "resource.animal_county": N_("Animal care"),
    "resource.council": N_("Council office"),
    "resource.supervisor": N_("County supervisor’s office"),
    "resource.power": N_("Power out (SMUD)"),
    "resource.gas": N_("Gas smell (PG&E)"),
    "resource.water": N_("Water main or sewer"),
    "purpose.emergency": N_("A crime going on, fire, somebody badly hurt. Text if it is not safe to speak."),
    "purpose.crisis_line": N_(
        "Despair, thoughts of suicide, trouble with drugs or alcohol: for yourself or for somebody else."
    ),
    "purpose.crisis_team": N_("Counselors who come to somebody in a crisis. 988 can send them."),
    "purpose.access_line": N_("To begin mental-health care with the county. Not for a crisis."),
    "purpose.help_line": N_("Housing, food, rent, bills, rides, shelter: who helps with what."),
    "purpose.domestic_violence": N_("Somebody to talk to, a safe place to stay, a plan."),
    "purpose.sexual_assault": N_("Somebody to talk to, and to come along to the hospital."),
    "purpose.child_abuse": N_("A child who is hurt, left alone or not cared for."),
    "purpose.adult_protection": N_("An older or disabled person who is hurt, robbed or not cared for."),
    "purpose.poison": N_("Something was swallowed or breathed in. If they do not wake up: 911."),
    "purpose.homeless_outreach": N_("Somebody without a home who needs help."),
    "purpose.youth_line": N_("A young person who ran away, thinks of it, or needs to talk."),
    "purpose.mediation": N_("A quarrel between neighbors: noise, fences, dogs."),
    "purpose.relay": N_("To call any number if you do not hear or speak well."),
    "purpose.police_city": N_("In the city: a crime that is over, or a worry that can wait."),
    "purpose.police_county": N_("Outside the city: a crime that is over, or a worry that can wait."),
    "purpose.officer": N_("Knows our watch. Not for emergencies."),
    "purpose.services_311": N_("Street lights, dumping, graffiti, potholes, cars left behind."),
    "purpose.street_lights": N_("A light that is out, or burns by day."),
    "purpose.dumping": N_("Furniture, tires or trash in a street or an alley."),
    "purpose.code_city": N_("In the city: empty houses, trash in yards, unsafe buildings."),
    "purpose.code_county": N_("Outside the city: empty houses, trash in yards, unsafe buildings."),
    "purpose.animal_city": N_("In the city: animals that are loose, hurt or dangerous."),
    "purpose.animal_county": N_("Outside the city: animals that are loose, hurt or dangerous."),
    "purpose.council": N_("In the city: what 311 did not settle."),
    "purpose.supervisor": N_("Outside the city: what 311 did not settle."),
    "purpose.power": N_("A wire that is down: stay away from it, and call 911 first."),
    "purpose.gas": N_("Leave the house first, then call. 911 is right, too."),
    "purpose.water": N_("Water in the street, no water, a sewer that backs up."),
    "group.emergency": N_("Emergencies"),
    "group.crisis": N_("Mental-health crisis"),
    "group.help": N_("Help without the police"),
    "group.police": N_("Police, when it can wait"),
    "group.services": N_("Streets, trash, animals"),
    "group.utilities": N_("Power, gas, water"),
    "group.own": N_("Our own numbers"),
    "where.city": N_("city"),
    "where.county": N_("county"),
    "where.both": N_("city and county"),
    "tried.standard": N_("Known"),
    "tried.checked": N_("Tried"),
    "tried.stale": N_("Try again"),
    "tried.unverified": N_("Not tried"),
    "tried.blank": N_("No number"),
    "card_name.wallet": N_("for wallets"),
    "card_name.half": N_("half page"),
    "card_name.poster": N_("poster"),
    "card.wallet": N_("Wallet cards, four to a page"),
    "card.half": N_("Half a page, two to a page"),
    "card.poster": N_("Poster, a whole page"),
    "step.resource_added": N_("Number to call added"),
    "step.resource_changed": N_("Number to call changed"),
    "step.resource_removed": N_("Number to call removed"),
    "step.resource_tried": N_("Number tried, it works"),
    "step.resource_left_off": N_("Left off the call card"),
    "step.resource_put_back": N_("Put on the call card"),
}

SENTENCES: dict[str, str] = {
    "trouble.no_such_card": N_("There is no call card of the size “{text}”. There are {known}."),
    "trouble.ships_with_us": N_(
        "This entry came with SacWatch and cannot be removed. It can be left off the card instead."
    ),
    "trouble.nothing_to_try": N_("There is no number to try yet. Please enter one first."),
}


def crisis(jurisdiction: str, *, short: bool = False) -> str:
    """Say calmly what is different in the city, the county, or where nobody knows which it is."""
    first = _("First 988: it can send the county’s mobile team. If a life is in danger, 911.")
    outside = _(
        "Outside the city, since February 2025 the Sheriff does not come to a mental-health call without a "
        "crime."
    )
    if jurisdiction == "county":
        return _(
            "Since February 2025 the Sheriff does not come to a mental-health call without a crime. "
            "988 reaches the county’s mobile team. If a life is in danger, 911."
        )
    return first if short and jurisdiction == "city" else f"{first} {outside}"


def entry_name(key: str, typed: str) -> str:
    """Give the name of an entry of the directory: as the captain typed it, else as it came."""
    return typed or (_(LABELS[f"resource.{key}"]) if f"resource.{key}" in LABELS else "")


def entry_purpose(key: str, typed: str) -> str:
    """Give what an entry of the directory is for; "" where nobody said."""
    return typed or (_(LABELS[f"purpose.{key}"]) if key else "")
