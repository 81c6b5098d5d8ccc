"""The words for everything that the domain and the store name by a key; imports only i18n.

A key is `family.value`: `label("category", "graffiti")` for the values of an enum, and
`sentence("problem.needed", {})` for what went wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sacwatch import words_concerns, words_handouts, words_meetings, words_resources
from sacwatch.i18n import N_, _

LABELS: dict[str, str] = {
    "audience.captain": N_("Captain only"),
    "audience.block_captains": N_("Block captains"),
    "audience.members": N_("Members"),
    "audience.police": N_("Police"),
    "audience.public": N_("Public"),
    "kind.watch": N_("Watch"),
    "kind.household": N_("Household"),
    "kind.member": N_("Member"),
    "kind.patrol": N_("Patrol"),
    "kind.shift": N_("Shift"),
    "kind.incident": N_("Incident"),
    "kind.attachment": N_("Photo or file"),
    "kind.setting": N_("Setting"),
    "kind.route": N_("Route"),
    "kind.sheet": N_("Patrol sheet"),
    "kind.phone_tree": N_("Phone tree"),
    "kind.drill": N_("Drill or activation"),
    "kind.destination": N_("Place for papers"),
    "act.written": N_("Put there"),
    "act.withdrawn": N_("Taken away"),
    "act.left": N_("Left there"),
    "act.printed": N_("Printed"),
    "act.saved": N_("Saved"),
    "act.mailed": N_("Mailed"),
    "act.copied": N_("Copied as text"),
    "place.folder": N_("Folder, stick or network drive"),
    "place.webdav": N_("Server (WebDAV, such as Nextcloud)"),
    "wish.latest": N_("The latest"),
    "wish.twelve_months": N_("Of the last twelve months"),
    "wish.every": N_("All there are"),
    "list.patrols": N_("Patrols"),
    "list.incidents": N_("Incidents"),
    "list.members": N_("Members"),
    "list.households": N_("Households"),
    "list.shifts": N_("Shifts"),
    "list.sheets": N_("Patrol sheets"),
    "list.drills": N_("Phone-tree drills"),
    "list.tree": N_("Phone tree"),
    "list.routes": N_("Routes"),
    "list.houses": N_("Houses to look at"),
    "list.due": N_("Entries to ask about"),
    "list.changes": N_("History"),
    "list.ledger": N_("What went out"),
    "standing.current": N_("Current"),
    "standing.stale": N_("Out of date"),
    "standing.missing": N_("Not there yet"),
    "standing.changed": N_("Changed by somebody"),
    "standing.not_ours": N_("Another file has its name"),
    "standing.away": N_("Its place is not there"),
    "standing.unwanted": N_("To be taken away"),
    "holds.nothing": N_("– not used –"),
    "holds.name": N_("Whole name"),
    "holds.first_name": N_("First name"),
    "holds.middle_name": N_("Middle name"),
    "holds.last_name": N_("Last name"),
    "holds.suffix": N_("Jr., Sr., III"),
    "holds.nickname": N_("Nickname"),
    "holds.organization": N_("Company"),
    "holds.phone": N_("Phone"),
    "holds.mobile": N_("Mobile phone"),
    "holds.home_phone": N_("Home phone"),
    "holds.work_phone": N_("Work phone"),
    "holds.fax": N_("Fax or pager"),
    "holds.phone_kind": N_("Which phone it is"),
    "holds.email": N_("E-mail"),
    "holds.address": N_("Whole address"),
    "holds.house_number": N_("House number"),
    "holds.street": N_("Street, with or without the number"),
    "holds.street_more": N_("Apartment or second line"),
    "holds.box": N_("P.O. box"),
    "holds.city": N_("City"),
    "holds.state": N_("State"),
    "holds.zip": N_("ZIP code"),
    "holds.country": N_("Country"),
    "holds.language": N_("Language"),
    "holds.note": N_("Note"),
    "shares.phone": N_("the same phone"),
    "shares.email": N_("the same e-mail"),
    "shares.address": N_("a like name at the same address"),
    "shares.name": N_("the same name"),
    "tells.nothing": N_("– not used –"),
    "tells.day": N_("Date"),
    "tells.start": N_("Start, or start and finish"),
    "tells.finish": N_("Finish"),
    "tells.hours": N_("How long"),
    "tells.crew": N_("Who went"),
    "tells.driver": N_("Driver"),
    "tells.odometer_start": N_("Odometer at the start"),
    "tells.odometer_finish": N_("Odometer at the finish"),
    "tells.miles": N_("Miles"),
    "tells.mode": N_("On foot, bicycle or vehicle"),
    "tells.vehicle": N_("Vehicle"),
    "tells.area": N_("Area or route"),
    "tells.weather": N_("Weather"),
    "tells.notes": N_("Notes"),
    "tells.entry_time": N_("Time of an entry"),
    "tells.place": N_("Place of an entry"),
    "tells.seen": N_("What was seen there"),
    "route.drawn": N_("Drawn on the map"),
    "route.gpx": N_("Recorded by GPS"),
    "jurisdiction.city": N_("City of Sacramento (Police Department)"),
    "jurisdiction.county": N_("Sacramento County (Sheriff)"),
    "jurisdiction.unknown": N_("Not sure yet"),
    "role.captain": N_("Captain"),
    "role.block_captain": N_("Block captain"),
    "role.patroller": N_("Patroller"),
    "role.phone_tree_caller": N_("Phone-tree caller"),
    "role.youth_mentor": N_("Youth mentor"),
    "channel.phone": N_("Phone call"),
    "channel.text": N_("Text message"),
    "channel.email": N_("E-mail"),
    "channel.paper": N_("On paper"),
    "skill.cert": N_("CERT (emergency response)"),
    "skill.first_aid": N_("First aid"),
    "skill.cpr": N_("CPR"),
    "skill.nurse_or_doctor": N_("Nurse or doctor"),
    "skill.ham_radio": N_("Ham radio"),
    "skill.chain_saw": N_("Chain saw"),
    "skill.generator": N_("Generator"),
    "skill.pickup_truck": N_("Pickup truck"),
    "skill.electrician": N_("Electrician"),
    "skill.plumber": N_("Plumber"),
    "skill.translates": N_("Translates"),
    "how.spoken": N_("In person"),
    "how.written": N_("In writing"),
    "how.phone": N_("By phone"),
    "how.email": N_("By e-mail"),
    "how.form": N_("On the yearly slip"),
    "fact.name": N_("Name"),
    "fact.phones": N_("Phones"),
    "fact.email": N_("E-mail"),
    "fact.address": N_("Address"),
    "fact.roles": N_("What they do"),
    "fact.language": N_("Language"),
    "fact.channel": N_("How they like to be told"),
    "fact.skills": N_("Skills and equipment"),
    "fact.trainings": N_("Trainings"),
    "fact.place": N_("Address"),
    "fact.people": N_("How many people"),
    "fact.pets": N_("Pets"),
    "fact.vehicles": N_("Cars"),
    "phone.mobile": N_("Mobile"),
    "phone.home": N_("Home"),
    "phone.work": N_("Work"),
    "phone.other": N_("Other"),
    "hours_step.month": N_("Month by month"),
    "hours_step.quarter": N_("Quarter by quarter"),
    "hours_step.year": N_("Year by year"),
    "mode.foot": N_("On foot"),
    "mode.bicycle": N_("Bicycle"),
    "mode.vehicle": N_("Vehicle"),
    "seat.driver": N_("Driver"),
    "seat.observer": N_("Observer"),
    "stop.drive_by": N_("Passed by"),
    "stop.stop": N_("Stopped"),
    "repeat.once": N_("Once"),
    "repeat.weekly": N_("By the week"),
    "repeat.monthly": N_("By the month"),
    "which.first": N_("first"),
    "which.second": N_("second"),
    "which.third": N_("third"),
    "which.fourth": N_("fourth"),
    "which.last": N_("last"),
    "conflict.retired": N_("has left the watch"),
    "conflict.vetting": N_("vetting has run out by then"),
    "conflict.vacation": N_("household is on vacation"),
    "conflict.twice": N_("is on another shift at that time"),
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
    "incident.juvenile": N_("A child or teenager concerned"),
    "incident.suicide": N_("Suicide or attempt"),
    "incident.dumping": N_("Illegal dumping"),
    "incident.hazard": N_("Hazard"),
    "incident.other": N_("Other"),
    "paper.letter": N_("Letter, upright"),
    "paper.letter_wide": N_("Letter, sideways"),
    "paper.tabloid": N_("Tabloid (11 × 17), upright"),
    "paper.tabloid_wide": N_("Tabloid (11 × 17), sideways"),
    "source.watch": N_("Our watch"),
    "source.resident": N_("A resident"),
    "source.police_feed": N_("Police data"),
    "status.open": N_("Open"),
    "status.followed_up": N_("Being followed up"),
    "status.closed": N_("Closed"),
    "number.waiting": N_("Still to come"),
    "number.none_coming": N_("None will come"),
    "fix.address": N_("Shown at this house"),
    "fix.block": N_("Shown in the middle of this block"),
    "fix.crossing": N_("Shown at this street corner"),
    "fix.map": N_("Shown where you put it"),
    "fix.photo": N_("Shown where the photo was taken"),
    "fix.none": N_("Not found on the map"),
    "sureness.side": N_("House, on its side of the street"),
    "sureness.block": N_("Somewhere in this block"),
    "sureness.crossing": N_("Street crossing"),
    "sureness.street": N_("Street only: where along it is not known"),
    "sureness.area": N_("Neighborhood or park"),
    "sureness.spot": N_("Named point that was added to the map"),
    "drill.drill": N_("Drill"),
    "drill.activation": N_("Real activation"),
    "outcome.reached": N_("Reached"),
    "outcome.message": N_("Left a message"),
    "outcome.no_answer": N_("No answer"),
    "outcome.wrong_number": N_("Wrong number"),
    "weight.mending": N_("Put right"),
    "weight.looking": N_("Worth a look"),
    "step.watch_founded": N_("Watch begun"),
    "step.watch_changed": N_("Watch changed"),
    "step.logo_kept": N_("Logo put on the papers"),
    "step.logo_removed": N_("Logo taken off the papers"),
    "step.sheet_printed": N_("Patrol sheet made"),
    "step.sheet_put_away": N_("Patrol sheet put away"),
    "step.boundary_drawn": N_("Boundary drawn"),
    "step.boundary_removed": N_("Boundary removed"),
    "step.block_added": N_("Block added"),
    "step.block_changed": N_("Block changed"),
    "step.block_removed": N_("Block removed"),
    "step.household_added": N_("Household added"),
    "step.household_changed": N_("Household changed"),
    "step.household_retired": N_("Household retired"),
    "step.household_returned": N_("Household made active again"),
    "step.household_removed": N_("Household removed"),
    "step.household_confirmed": N_("Household confirmed"),
    "step.member_confirmed": N_("Member confirmed"),
    "step.person_forgotten": N_("A person forgotten"),
    "step.households_merged": N_("Two households made one"),
    "step.members_merged": N_("Two members made one"),
    "step.member_added": N_("Member added"),
    "step.member_changed": N_("Member changed"),
    "step.member_retired": N_("Member retired"),
    "step.member_returned": N_("Member made active again"),
    "step.member_removed": N_("Member removed"),
    "step.patrol_logged": N_("Patrol logged"),
    "step.patrol_changed": N_("Patrol changed"),
    "step.patrol_removed": N_("Patrol removed"),
    "step.shift_added": N_("Shift planned"),
    "step.shift_changed": N_("Shift changed"),
    "step.shift_removed": N_("Shift removed"),
    "step.shift_ended": N_("Series of shifts ended"),
    "step.shift_signed_up": N_("Signed up for a shift"),
    "step.shift_withdrawn": N_("Taken off a shift"),
    "step.shift_stand_in": N_("Stand-in for a shift"),
    "step.shift_swapped": N_("Shifts swapped"),
    "step.shift_skipped": N_("Shift skipped"),
    "step.shift_back_on": N_("Skipped shift back on"),
    "step.shift_day_changed": N_("One shift changed"),
    "step.route_drawn": N_("Route drawn"),
    "step.routes_brought": N_("GPX tracks brought in"),
    "step.route_changed": N_("Route changed"),
    "step.route_removed": N_("Route removed"),
    "step.incident_recorded": N_("Incident recorded"),
    "step.incident_changed": N_("Incident changed"),
    "step.incident_removed": N_("Incident removed"),
    "step.number_entered": N_("Report number entered"),
    "step.number_given_up": N_("Report number given up"),
    "step.tree_built": N_("Phone tree built"),
    "step.tree_filled": N_("Homes left out were placed"),
    "step.tree_moved": N_("Home moved in phone tree"),
    "step.tree_taken_off": N_("Home taken off its list"),
    "step.tree_tidied": N_("Phone tree tidied"),
    "step.tree_head": N_("Head of phone tree chosen"),
    "step.caller_added": N_("Caller added"),
    "step.caller_removed": N_("Caller taken out"),
    "step.caller_replaced": N_("Caller’s list handed over"),
    "step.drill_started": N_("Drill started"),
    "step.activation_started": N_("Phone tree activated"),
    "step.call_noted": N_("Call noted"),
    "step.drill_ended": N_("Drill ended"),
    "step.drill_removed": N_("Drill removed"),
    "step.contacts_brought": N_("Contacts brought in"),
    "step.patrols_brought": N_("Old patrol log brought in"),
    "step.setting_changed": N_("Setting changed"),
    "step.destination_added": N_("Place for papers added"),
    "step.destination_changed": N_("Place for papers changed"),
    "step.destination_removed": N_("Place for papers let go"),
    "step.destination_found": N_("Stick found in another place"),
    "step.sample_made": N_("Sample watch made"),
    "job.sample": N_("Making the sample watch"),
    "job.comparing": N_("Looking which papers are out of date"),
    "job.papers": N_("Making papers"),
    "job.forgetting": N_("Cleaning the backups"),
    "job.forgetting_person": N_("Forgetting a person"),
    "job.contacts_reading": N_("Reading the file"),
    "job.patrols_reading": N_("Reading the patrols"),
    "job.patrols_bringing": N_("Bringing the patrols in"),
    "job.contacts_matching": N_("Looking who is there already"),
    "job.contacts_bringing": N_("Bringing the contacts in"),
    "job.contacts_keeping": N_("Keeping them in the file"),
    "job.map_looking": N_("Looking what the files hold"),
    "job.map_bringing": N_("Adding to the map"),
    "job.map_settling": N_("Settling which lines are shown"),
    "job.map_loading": N_("Loading from the network"),
    "job.map_waiting": N_("Waiting for the network"),
    "mapfile.tiger": N_("Census Bureau map file (TIGER/Line)"),
    "mapfile.overlay": N_("Areas, lines or points"),
    "mapfile.tiles": N_("Vector map (tiles)"),
    "mapfile.pictures": N_("Picture map (tiles)"),
    "theme.roads": N_("Streets"),
    "theme.addrfeat": N_("House numbers"),
    "theme.areawater": N_("Rivers and lakes"),
    "theme.linearwater": N_("Creeks and canals"),
    "theme.arealm": N_("Parks and grounds"),
    "theme.place": N_("City limits"),
    "theme.rails": N_("Railways"),
    "layer.beat": N_("Police beats"),
    "layer.grid": N_("Police grids"),
    "layer.district": N_("Districts"),
    "layer.council": N_("Council districts"),
    "layer.neighborhood": N_("Neighborhoods"),
    "layer.city": N_("Cities"),
    "layer.county": N_("Counties"),
    "layer.building": N_("Buildings"),
    "layer.other": N_("Other"),
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
    "problem.no_such_day": N_(
        "There is no day “{text}”: {month} has {days} days. Please look at the date again."
    ),
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
    "problem.shift_too_long": N_(
        "That would be a shift of more than {hours} hours. Please check both times."
    ),
    "problem.until_before_first": N_(
        "The last day is before the first shift, so that none would be left. Please check both days."
    ),
    "problem.nobody_needed": N_("At least one patroller is needed."),
    "problem.not_in_people": N_(
        "“{name}” is not in People. Add them there first, so that it is known how to reach them."
    ),
    "problem.several_in_people": N_(
        "“{name}” fits more than one person: {names}. Please choose one from the list of names."
    ),
    "problem.no_crew": N_("Please say who went on this patrol."),
    "problem.twice_in_crew": N_("{name} is already in this list."),
    "problem.block_twice": N_("There is a block “{name}” already. Please give this one another name."),
    "problem.two_drivers": N_("Only one person can be the driver. The others are observers."),
    "problem.not_an_email": N_(
        "“{text}” does not look like an e-mail address. One looks like name@example.org."
    ),
    "problem.phone_letters": N_(
        "“{text}” is not a phone number I can read. Type digits, such as 916-555-0134 or 311; "
        "an extension may follow, such as x12."
    ),
    "problem.phone_words": N_(
        "“{text}” has words beside the number. Please type the number alone here, and what else there is to say into the note."
    ),
    "problem.phone_too_short": N_(
        "“{text}” has too few digits for a phone number. One here has ten, such as 916-555-0134."
    ),
    "problem.phone_too_long": N_(
        "“{text}” has too many digits for one phone number. Please type each number on its own line; one from another country begins with +."
    ),
    "problem.phone_country": N_(
        "“{text}” begins with no country's code. After the + comes the code of the country, such as +44 or +52."
    ),
    "problem.phone_area": N_(
        "“{text}” cannot be dialed: no area code and no number behind it begins with 0 or 1. Please check it."
    ),
    "problem.expires_before": N_("This is before the day it began. Please check both dates."),
    "problem.back_before_leaving": N_("The last day is before the first. Please check both dates."),
    "problem.away_too_long": N_("That is more than a year away. Please check both dates."),
    "problem.household_gone": N_("This household was removed meanwhile. Please choose another, or none."),
    "problem.point_off_earth": N_("This point is not on the map. Please pick the place again."),
    "problem.outline_too_few": N_("An outline needs at least three corners. Please add more."),
    "problem.outline_crosses": N_(
        "This outline crosses itself, so that nobody could say what lies inside. Please move the corners so that its sides do not cross."
    ),
    "problem.route_name_needed": N_("A planned route needs a name, by which you find it again."),
    "problem.line_too_few": N_("A route needs at least two points. Please add more."),
    "problem.too_many_corners": N_(
        "This has more than {limit:,} corners. Please draw it with fewer, or cut it in two."
    ),
    "problem.range_backwards": N_("This is before the time it began. Please check both."),
    "problem.range_too_long": N_("That is more than a year. Please check both dates."),
    "problem.reported_before": N_("It was reported before it happened. Please check the dates and times."),
    "problem.not_a_code": N_(
        "An offense code is short, such as 459 PC or 10851(a) VC: up to {limit} letters, digits, blanks and . / ( ) & , -. What happened goes below."
    ),
    "problem.race_alone": N_(
        "Please also give at least two of height, build, hair, clothing or direction. Until then this stays a draft."
    ),
    "problem.not_a_height": N_("“{text}” is not a height I can read. Try 5'10, 5-10, 5 ft 10 or 70."),
    "problem.not_a_weight": N_("“{text}” is not a weight I can read. Try 185 or 185 lb."),
    "problem.no_report_number": N_(
        "“{text}” is not a report number. Leave it blank while the number is still to come."
    ),
    # Opening a file
    "trouble.no_file": N_(
        "There is no file “{name}” here any more. It may have been moved or renamed, or its disk is not plugged in. Find it with “Open…”, or restore a backup."
    ),
    "trouble.is_folder": N_("“{name}” is a folder. Please choose the watch file inside it."),
    "trouble.empty_file": N_(
        "“{name}” is empty: it holds not a single byte. Copying it may have stopped half way. Copy it once more, or restore a backup."
    ),
    "trouble.not_ours": N_(
        "“{name}” was made by another program and is left as it is. Please choose a file that SacWatch made."
    ),
    "trouble.not_ours_or_cut": N_(
        "“{name}” cannot be read as a watch file. It was made by another program, or its end is missing because copying stopped half way. If it is yours, copy it once more or restore a backup."
    ),
    "trouble.newer_file": N_(
        "“{name}” was made by a newer SacWatch than this one. It is left as it is. Please update SacWatch on this computer, then open it again."
    ),
    "trouble.older_read_only": N_(
        "“{name}” was made by an older SacWatch and has to be brought up to date first, which cannot be done where it lies. Copy it to your Documents folder and open it there."
    ),
    "trouble.damaged": N_(
        "“{name}” is damaged: parts of it no longer read back, as happens with a failing disk or a broken copy. Nothing was changed. Restore the newest backup, and keep this file until you have looked at it."
    ),
    "trouble.needs_passphrase": N_("“{name}” is locked. Please type its passphrase."),
    "trouble.wrong_passphrase": N_(
        "This passphrase does not open “{name}”. Passphrases tell capitals from small letters. If you are sure it is right, the file may be damaged: a backup can be restored."
    ),
    "trouble.read_only_place": N_(
        "“{name}” can be read here but not changed, because its disk or folder is protected. Copy it to your Documents folder and open it there to go on working."
    ),
    "trouble.unfinished_read_only": N_(
        "“{name}” was not closed properly the last time, and what was saved last cannot be read where the file may not be changed. Copy the whole folder to your Documents folder and open it there."
    ),
    "trouble.opened_for_reading": N_(
        "“{name}” is open for reading only, so nothing can be saved in it now. Close it where else it is open, or copy it to your Documents folder, then open it again."
    ),
    "trouble.open_in_other_window": N_(
        "“{name}” is open in another window already. Close it there first, then try again."
    ),
    "trouble.open_elsewhere_here": N_(
        "This file is open in another window on this computer, perhaps of another account. Here it can be read and not changed."
    ),
    "trouble.open_on_other_computer": N_(
        "The computer “{computer}” has had this file open since {since}. Changed in both places, one half would be lost, so here it can be read and not changed. Close it there first. If it is closed there, you can go on."
    ),
    # Making, copying and saving
    "trouble.file_exists": N_(
        "There is a file “{name}” already. It is left as it is. Please give another name."
    ),
    "trouble.no_folder": N_("There is no folder “{name}” any more. Please choose another place."),
    "trouble.cannot_make_folder": N_(
        "The folder “{name}” cannot be made there. Please choose another place, such as your Documents folder."
    ),
    "trouble.copy_onto_itself": N_(
        "“{name}” is the file that is open now. Please give the copy another name or place."
    ),
    "trouble.copy_onto_open": N_(
        "“{name}” is open in another window or on another computer, so no copy takes its place. Please give the copy another name or place."
    ),
    "trouble.busy": N_(
        "Another program is using “{name}” and does not let go of it, perhaps a backup or sync program. Nothing is lost. Wait a moment and save again."
    ),
    "trouble.disk_full": N_(
        "The disk that holds “{name}” is full. Nothing was saved just now, and everything saved before is whole. Make room on the disk, then save again."
    ),
    "trouble.disk_trouble": N_(
        "The disk did not take what was to be written to “{name}”. Nothing was saved just now. See whether it is plugged in and has room, then save again, or use “Save a copy…” to another disk."
    ),
    "trouble.file_gone": N_(
        "“{name}” is no longer where it was opened: its disk was unplugged, or it was moved, renamed or replaced. Nothing more can be saved in it. Use “Save a copy…” now to keep everything, then open that copy."
    ),
    "trouble.no_backup_folder": N_(
        "The folder “{name}” for backups cannot be made beside the file, so there is no backup of today. Use “Save a copy…” to keep one elsewhere."
    ),
    "trouble.keyring": N_(
        "The system's password store did not answer, so the passphrase is not kept there. SacWatch will ask for it."
    ),
    "trouble.no_keyring": N_(
        "This computer has no password store that SacWatch can trust with a passphrase. It will ask for it each time."
    ),
    # The phone tree
    "trouble.not_a_caller": N_(
        "That member calls nobody in the phone tree any more. Please choose another caller."
    ),
    "trouble.no_callers": N_(
        "Nobody is there to call yet. Tick “Phone-tree caller” for those members who will call, and enter a phone number for each."
    ),
    "trouble.no_homes": N_(
        "No household was entered yet. Enter the homes of the watch first; then the tree can be built."
    ),
    "trouble.own_home": N_(
        "Nobody calls their own home, and {name} lives there. Please choose another caller for it."
    ),
    "trouble.drill_runs": N_("A drill or a real activation is under way already. End it first."),
    "trouble.nobody_to_call": N_("There is nobody to call yet. Build the phone tree first."),
    "trouble.calls_already": N_("That member is among the callers already."),
    "trouble.drill_over": N_("This drill is over. Start another one to note more calls."),
    "trouble.not_in_drill": N_("That home is on none of the lists of this drill."),
    "tree.no_head": N_("Nobody stands at the head of the tree. Choose who begins the calls."),
    "tree.head_gone": N_("Somebody at the head is no longer among the members. Choose another person."),
    "tree.head_retired": N_("{name} stands at the head and is retired. Choose another person."),
    "tree.head_without_phone": N_(
        "{name} stands at the head and has no phone number. Enter one, or choose another person."
    ),
    "tree.head_once": N_(
        "{name} can be reached in one way only. Enter a second number, or put a second person at the head."
    ),
    "tree.head_many": N_(
        "One person at the head would call {count} callers. Put another person there too, so that each calls 15 at most."
    ),
    "tree.caller_twice": N_("{name} stands among the callers twice. Take one of the two away."),
    "tree.caller_gone": N_(
        "A caller is no longer among the members (homes on the list: {count}). Give the list to another."
    ),
    "tree.caller_retired": N_("{name} is retired and still calls. Give the list to another caller."),
    "tree.caller_without_phone": N_(
        "{name} has no phone number and could not be called to begin. Enter one, or give the list to another."
    ),
    "tree.own_home": N_("{name} would call their own home. Give it to another caller, or take it off."),
    "tree.circle": N_(
        "These callers wait for each other, and nobody calls the first: {names}. Take the home of one of them off the list."
    ),
    "tree.home_left_out": N_("{name} is on nobody’s list."),
    "tree.homes_left_out": N_("{count} homes are on nobody’s list. The first is {name}."),
    "tree.home_twice": N_("{name} stands on the lists twice. Take it off one."),
    "tree.homes_twice": N_("{count} homes stand on the lists twice. The first is {name}."),
    "tree.home_gone": N_("A home on a list is no longer kept. Take it off the list."),
    "tree.homes_gone": N_("{count} homes on the lists are no longer kept. Take them off."),
    "tree.home_without_phone": N_(
        "{name} is on a list and has no phone. Take it off: then it stands among the doors to knock on."
    ),
    "tree.homes_without_phone": N_(
        "{count} homes on the lists have no phone. The first is {name}. Take them off: then they stand among the doors to knock on."
    ),
    "tree.one_caller_more": N_(
        "Homes to call: {homes}. Callers: {callers}. Ask one more member to call, so that each has 15 homes at most."
    ),
    "tree.callers_too_few": N_(
        "Homes to call: {homes}. Callers: {callers}. Ask {more} more members to call, so that each has 15 homes at most."
    ),
    "tree.callers_many": N_(
        "Homes to call: {homes}. Callers: {callers}. Callers who would be enough: {enough}; the others can stand in for them."
    ),
    "tree.caller_many": N_(
        "{name} has {count} homes. More than 15 take too long: give some to another caller."
    ),
    "tree.caller_few": N_("{name} has room for more homes ({count} now). 10 to 15 are right."),
    "tree.language": N_(
        "{home} would rather be spoken to in another language ({language}), which {name} is not known to speak."
    ),
    "tree.languages": N_(
        "{name} is not known to speak the language of some homes on the list ({language}). The first is {home}."
    ),
    # Records
    "trouble.not_found": N_(
        "This record is not there any more. It may have been removed meanwhile; “Undo” brings it back."
    ),
    "trouble.in_use": N_(
        "This cannot be removed, because other records still name it: a patrol, an incident, a block or a member. Who left can be retired instead."
    ),
    "trouble.nothing_to_undo": N_("There is nothing to undo here, or it was undone already."),
    "trouble.nothing_to_redo": N_("There is nothing to redo here, or other work came after it."),
    "trouble.needed_by_incident": N_(
        "This cannot be taken back alone, because an incident was recorded from this patrol since. Undo or remove that incident first."
    ),
    "trouble.log_not_emptied": N_(
        "Another program reads “{name}” just now, so its log still holds old pages. Close that program, then close and open your watch: that empties the log."
    ),
    "trouble.copy_not_cleaned": N_(
        "“{name}” does not open, so nobody can be removed from it. If you do not need it, delete it yourself."
    ),
    "trouble.forgotten_meanwhile": N_(
        "This person was forgotten while the form was open, so nothing was saved. What you typed is still here; saving once more would keep it as a new entry."
    ),
    "problem.person_forgotten": N_(
        "This person was forgotten meanwhile. Take the name out, or choose somebody else."
    ),
    "trouble.merge_with_itself": N_(
        "These are the same entry already. Please choose two that are different."
    ),
    "trouble.needed_by_member": N_(
        "This cannot be taken back alone, because a member belongs to this household since. Undo that first, or take the member out of the household."
    ),
    "trouble.needed_by_patrol": N_(
        "This cannot be taken back alone, because a patrol that was logged since names this member or looked at this house. Undo or remove that patrol first."
    ),
    "trouble.needed_by_route": N_(
        "This cannot be taken back alone, because a route of this patrol was kept since. Undo or remove that route first."
    ),
    "trouble.needed_by_shift": N_(
        "A shift still names this, so it cannot be taken back alone. Take the person off that shift first, or remove the shift."
    ),
    "trouble.needed_by_block": N_(
        "This cannot be taken back alone, because a block has this member as its captain since. Name another captain in the settings first."
    ),
    "trouble.needed_since": N_(
        "This cannot be taken back alone, because something that was done since needs it. Undo that first."
    ),
    "trouble.names_what_is_gone": N_(
        "This cannot be taken back alone, because it names something that was removed since. Undo that removal first."
    ),
    "trouble.changed_since": N_(
        "This cannot be undone alone, because the record was changed again after it. Undo the later changes first."
    ),
    "trouble.changed_meanwhile": N_(
        "This record was changed elsewhere while you were typing. What you typed is still here. Saving once more puts yours in place of the other."
    ),
    "trouble.gone_meanwhile": N_(
        "This record was removed elsewhere while you were typing. What you typed is still here. Saving once more makes a new record of it."
    ),
    "trouble.setting": N_("This setting cannot have that value, so it stays as it was."),
    # Photos and other files
    "trouble.cannot_read": N_(
        "“{name}” cannot be read. It may have been moved, or its disk is not plugged in. Please choose it again."
    ),
    "trouble.not_a_photo": N_(
        "“{name}” is not a picture that can be shown, or it is damaged. Open it in a picture program and save it as JPEG, then add that."
    ),
    "trouble.photo_too_large": N_(
        "“{name}” has too many pixels to work with. Open it in a picture program, make it smaller and add that."
    ),
    "trouble.file_too_large": N_(
        "“{name}” is larger than {limit} MB. Keep it elsewhere and note the place here."
    ),
    # Maps brought in, and files from the network
    "trouble.map_unknown": N_(
        "“{name}” is not a map file that SacWatch can read. It takes TIGER/Line zips, shapefiles, GeoJSON, MBTiles and PMTiles. The map is as it was."
    ),
    "trouble.map_empty": N_(
        "There is nothing to show on a map in “{name}”: it holds no shapes. The map is as it was."
    ),
    "trouble.map_not_here": N_(
        "Nothing in “{name}” lies in the county of your map, so nothing was added. The map is as it was."
    ),
    "trouble.map_memory_only": N_(
        "SacWatch cannot write in its own data folder, so it cannot keep a map there. See that the folder is not protected, then start SacWatch again."
    ),
    "trouble.map_disk_full": N_(
        "The disk that holds the map is full. The map is as it was. Make room on the disk and try again."
    ),
    "trouble.map_no_room": N_(
        "There is not enough room on the disk to unpack “{name}”. The map is as it was. Make room and try again."
    ),
    "trouble.map_busy": N_(
        "Another SacWatch window is changing the map. Wait until it is done and try again."
    ),
    "trouble.map_disk": N_(
        "The disk did not take the new map, so the map is as it was. See whether the disk is protected or unplugged, and try again."
    ),
    "trouble.map_zip_broken": N_(
        "The zip file “{name}” is damaged or was not loaded to its end. The map is as it was. Please get the file once more."
    ),
    "trouble.map_zip_no_map": N_(
        "There is no map in the zip file “{name}”: no TIGER/Line file, no shapefile, no GeoJSON. The map is as it was."
    ),
    "trouble.map_zip_bomb": N_(
        "Unpacked, “{name}” would be far larger than any county's map, as files made to fill a disk are. It was not opened, and the map is as it was."
    ),
    "trouble.map_zip_names": N_(
        "“{name}” names files outside of itself, which a harmless zip file never does. It was not opened, and the map is as it was."
    ),
    "trouble.map_zip_locked": N_(
        "The zip file “{name}” is locked with a password. Unpack it yourself and choose the files in it."
    ),
    "trouble.map_no_dbf": N_(
        "“{name}” has no .dbf file beside it, so the names of its shapes are missing. A shapefile is several files of one name: please keep them together. The map is as it was."
    ),
    "trouble.map_no_shp": N_(
        "“{name}” is not there, so there are no shapes to show. A shapefile is several files of one name: please keep them together. The map is as it was."
    ),
    "trouble.map_shapefile_broken": N_(
        "The shapefile “{name}” is damaged or was not copied to its end. The map is as it was. Please get it once more."
    ),
    "trouble.map_prj_unknown": N_(
        "Nobody here knows the projection that “{name}” says it is in, so its shapes cannot be placed. Please have it exported in longitude and latitude (WGS 84). The map is as it was."
    ),
    "trouble.map_swapped": N_(
        "Latitude and longitude seem to be swapped in “{name}”: longitude has to come first. Please have it exported again. The map is as it was."
    ),
    "trouble.map_feet": N_(
        "The numbers in “{name}” are no degrees; they may be feet of a state plane. For a shapefile bring its .prj file along; else have it exported in longitude and latitude (WGS 84). The map is as it was."
    ),
    "trouble.map_off_earth": N_(
        "Some of “{name}” lies nowhere on the Earth in the projection that it names. Please have it exported in longitude and latitude (WGS 84). The map is as it was."
    ),
    "trouble.map_not_utf8": N_(
        "“{name}” is saved as UTF-16, and GeoJSON has to be UTF-8. Open it in a text editor, save it as UTF-8 and choose it again."
    ),
    "trouble.map_geojson_none": N_(
        "“{name}” is no GeoJSON: there is no list of shapes in it. The map is as it was."
    ),
    "trouble.map_geojson_broken": N_(
        "“{name}” cannot be read to its end: a bracket or a quotation mark is out of place. Please get the file once more. The map is as it was."
    ),
    "trouble.map_geojson_cut": N_(
        "“{name}” ends in the middle, so it was not loaded or copied whole. Please get the file once more. The map is as it was."
    ),
    "trouble.map_shape_too_large": N_(
        "One single shape in “{name}” has more than a million corners, which is too much to work with. Please have it exported with less detail. The map is as it was."
    ),
    "trouble.map_mbtiles_broken": N_(
        "“{name}” is no MBTiles file, or it is damaged. Please get it once more. The map is as it was."
    ),
    "trouble.map_tiles_broken": N_(
        "A tile in “{name}” cannot be read, so the file is damaged. Please get it once more. The map is as it was."
    ),
    "trouble.map_tiles_large": N_(
        "“{name}” covers far more than a county, and no part of it lies where your map is. Please get an extract of your county. The map is as it was."
    ),
    "trouble.map_pmtiles_broken": N_(
        "“{name}” is no PMTiles file, or it is damaged. Please get it once more. The map is as it was."
    ),
    "trouble.map_pmtiles_cut": N_(
        "“{name}” is shorter than it says it is, so it was not loaded to its end. Please get it once more. The map is as it was."
    ),
    "trouble.map_pmtiles_version": N_(
        "“{name}” is a PMTiles file of a sort that SacWatch cannot read. It takes version 3 with gzip. The map is as it was."
    ),
    "trouble.net_offline": N_(
        "There is no way to {host} now. See whether this computer is on the internet, or choose files from disk. The map is as it was."
    ),
    "trouble.net_broke_off": N_(
        "The line to {host} broke off. What came so far is kept: try again later and it goes on from there. The map is as it was."
    ),
    "trouble.net_not_there": N_(
        "{host} does not have this file. It may have another year, or the county another number."
    ),
    "trouble.net_server_busy": N_(
        "{host} is there but has too much to do now. Please try again later. The map is as it was."
    ),
    "trouble.net_refused": N_(
        "{host} did not give this file. Please try again later, or get it with a browser and choose it from disk."
    ),
    "trouble.net_not_safe": N_(
        "It cannot be made sure that the answer comes from {host}, so nothing was loaded. See whether the date of this computer is right, or use another network."
    ),
    "trouble.net_other_page": N_(
        "The network answered with a page of its own instead of the file, as hotels and libraries do. Open a browser, sign in to the network, then try again."
    ),
    "trouble.net_too_large": N_(
        "The file at {host} is larger than any map of a county, so it was not loaded."
    ),
    "trouble.net_disk_full": N_(
        "The disk is full, so “{name}” could not be loaded. What came so far is kept. Make room and try again."
    ),
    "trouble.no_counties": N_(
        "The list of counties of {state} could not be read. Please try again later, or type the county's five-digit number."
    ),
    "trouble.no_such_county": N_(
        "“{text}” is no county's number. It has five digits, such as 06067 for Sacramento County."
    ),
    # Files written for others
    "trouble.target_is_folder": N_(
        "“{name}” is the name of a folder there. Please give the file another name."
    ),
    "trouble.target_busy": N_(
        "“{name}” is open in another program, so it was not replaced. Close it there and try again."
    ),
    "trouble.target_disk_full": N_(
        "The disk is full, so “{name}” was not written. What stood there before is unchanged. Make room and try again."
    ),
    "trouble.target_read_only": N_(
        "“{name}” cannot be written there, because the file or its folder is protected. Please choose another place."
    ),
    "trouble.target_folder_gone": N_(
        "The folder “{name}” is not there any more, perhaps because its disk was unplugged. Plug it in or choose another folder."
    ),
    "trouble.target_name_long": N_(
        "“{name}…” is too long for a file's name there. Please give a shorter one."
    ),
    "trouble.path_long": N_(
        "The folder “{name}” lies so deep on its disk that a file in it has too long a path for this computer. Please choose a folder nearer to the top of the disk."
    ),
    "trouble.target_trouble": N_(
        "The disk did not take “{name}”, so it was not written. See whether it is plugged in, or choose another place."
    ),
    "trouble.target_is_watch": N_(
        "“{name}” has the name of a watch file, and a paper must not take its place. Please give the paper a name that ends in .pdf."
    ),
    "trouble.target_not_a_file": N_(
        "“{name}” is not an ordinary file, so nothing is written there. Please give another name."
    ),
    # The places for papers
    "problem.folder_needed": N_("Please choose a folder."),
    "problem.address_needed": N_("Please type the address, such as https://cloud.example.org/dav/Papers."),
    "problem.not_an_address": N_(
        "This is not the address of a server. It begins with https:// and goes on with the server's name."
    ),
    "problem.password_in_address": N_(
        "Please type name and password into their own fields: in the address everybody could read them."
    ),
    "problem.address_not_secret": N_(
        "This address begins with http:// and would show your password on the way. Please use https://."
    ),
    "problem.destination_name_taken": N_(
        "There is a place called “{name}” already. Please choose another name."
    ),
    "problem.no_papers_chosen": N_("Please choose one paper at least."),
    "problem.captains_papers": N_(
        "Some of these papers are for the captain alone. Take them out, or choose “Captain only”."
    ),
    "trouble.place_taken": N_(
        "“{other}” is kept in this very place already. Please choose another place, or change “{other}”."
    ),
    "trouble.place_inside_place": N_(
        "“{inner}” would lie inside “{outer}”, where those who open the one could open the other. Please choose a place beside it."
    ),
    "trouble.other_disk": N_(
        "Another disk is where “{name}” was, so nothing was written. Plug in the right one, or choose the place anew."
    ),
    "trouble.no_password": N_(
        "The keyring of this computer does not hold the password of “{name}”. Choose “Change” on the Reports page and type it once more."
    ),
    "trouble.clock_back": N_(
        "This computer's clock says {day}, but papers or records were last written on {last}. Nothing was written or taken away. Set the clock right; if it is right, press “Bring up to date now” once more."
    ),
    "trouble.target_changed": N_(
        "Somebody changed “{name}” in this very moment, so it was left alone. It is seen to at the next try."
    ),
    "trouble.server_away": N_(
        "The server of “{name}” cannot be reached now. See whether this computer is on the internet; it is tried again by itself."
    ),
    "trouble.server_slow": N_("The server of “{name}” took too long to answer. It is tried again by itself."),
    "trouble.server_password": N_(
        "The server of “{name}” does not take this name and password. Choose “Change” on the Reports page and type them once more."
    ),
    "trouble.server_no_right": N_(
        "This account may not write in “{name}”. Ask whoever runs the server, or choose another folder there."
    ),
    "trouble.server_no_folder": N_(
        "The folder of “{name}” is not on the server any more. Make it there, or choose another one."
    ),
    "trouble.server_not_a_folder": N_(
        "The address of “{name}” is a file and not a folder. Please give the address of a folder."
    ),
    "trouble.server_not_webdav": N_(
        "What answers at the address of “{name}” does not speak WebDAV. Look up the WebDAV address in the settings of your cloud."
    ),
    "trouble.server_full": N_(
        "There is no room left in “{name}”. What lay there is unchanged. Make room, or ask whoever runs the server."
    ),
    "trouble.server_certificate": N_(
        "It cannot be made sure that “{name}” is the right server, so nothing was sent. See whether the date of this computer is right."
    ),
    "trouble.server_lost": N_(
        "The server of “{name}” did not keep all that was sent, so what lay there is unchanged. It is tried again by itself."
    ),
    "trouble.server_troubled": N_(
        "The server of “{name}” has a trouble of its own (it says {status}). It is tried again by itself."
    ),
    "trouble.no_such_list": N_("There is no list “{text}”. There are: {known}."),
    "trouble.no_export_folder": N_(
        "This watch keeps its papers in no folder yet. Choose one on the Reports page, or name one with --to."
    ),
    "trouble.folder_is_file": N_(
        "“{name}” is a file and not a folder, so no papers can be kept in it. Please choose a folder."
    ),
    "trouble.folder_read_only": N_(
        "SacWatch may not write in the folder “{name}”, because it is protected. Please choose another folder, or one on another disk."
    ),
    "trouble.folder_is_our_own": N_(
        "SacWatch keeps its own files in “{name}”. Please choose another folder for the papers, such as one in your Documents."
    ),
    "trouble.folder_of_other_watch": N_(
        "Another watch keeps its papers in “{name}”. Please choose another folder, so that neither takes the place of the other."
    ),
    "trouble.target_busy_copy": N_(
        "“{name}” is open in another program. I saved this one as “{copy}” beside it. Close the old one; the copy goes when “{name}” can be replaced."
    ),
    "trouble.target_busy_saved": N_(
        "“{name}” is open in another program. I saved this one as “{copy}” beside it."
    ),
    "trouble.cannot_withdraw": N_(
        "“{name}” is not wanted any more, but another program has it open. It is taken away the next time. Please close it."
    ),
    "trouble.paper_not_made": N_(
        "“{name}” could not be made, and what stands there was left as it is. A report without any of your records was written to the log. All other papers are made as usual."
    ),
    "note.changed_kept": N_(
        "Somebody had changed “{name}”. That one is kept as “{copy}”, and the paper was made again."
    ),
    "note.other_kept": N_(
        "There was another file called “{name}”. It is kept as “{copy}”, and the paper was put in its place."
    ),
    "note.other_stays": N_(
        "A file called “{name}” lies there that is not SacWatch’s. It was left as it is, and the paper is called “{copy}”."
    ),
    "note.copies_out": N_(
        "“{name}” was taken away, because its record is gone. {count} copies that SacWatch cannot reach may be out there still: {places}."
    ),
    "note.changed_stays": N_(
        "“{name}” is not wanted any more, but somebody changed it, so it stays where it is. Remove it yourself if nobody needs it."
    ),
    # Papers
    "trouble.no_such_report": N_(
        "There is no paper called “{name}”. “sacwatch report --list” names them all."
    ),
    "trouble.no_such_language": N_("Papers speak no “{text}”. Please give en or es."),
    "trouble.english_alone": N_(
        "“{paper}” is in English alone. In Spanish too are the call card, the flyer and the sign-in sheet; the "
        "handout’s language is chosen with “Arrange it”."
    ),
    "trouble.no_such_audience": N_("Papers are made for no “{text}”. They can be made for {known}."),
    "trouble.no_watch": N_(
        "There is no watch in this file yet. Open it in SacWatch and give the watch a name."
    ),
    "trouble.no_incident": N_(
        "No incident was recorded yet, so there is nothing to print. Record one first."
    ),
    "trouble.only_counted": N_(
        "Of this incident neighbors are told only that there was one. Choose yourself or the police as readers."
    ),
    "trouble.no_patrol": N_("No patrol was logged yet, so there is no log to print. Log one first."),
    "trouble.no_patrol_that_day": N_("No patrol was logged on {day}."),
    "trouble.no_such_household": N_(
        "No household has the address “{text}”, or more than one has. Look on the People page how it is "
        "written there."
    ),
    "trouble.no_sheet": N_("There is no such patrol sheet. Make one on the Patrols page: “New sheet”."),
    "trouble.not_a_sheet_number": N_(
        "“{text}” is not the number of a sheet. It stands large at the top right of the sheet and has four "
        "digits or more."
    ),
    "trouble.sheet_number_mistyped": N_(
        "No sheet can have the number {number}: a digit is mistyped, or two changed places. Please look at "
        "the sheet again."
    ),
    "trouble.no_such_sheet": N_(
        "No sheet with the number {number} was made in this watch. It may belong to another watch file, or "
        "to a backup that was restored. You can log the patrol without it (Ctrl+N)."
    ),
    "trouble.sheet_typed_already": N_(
        "Sheet {number} was typed in already. Open that patrol to read or change it."
    ),
    "trouble.no_such_patrol": N_(
        "There is no patrol “{text}”. Please give the day of one, such as 2026-11-21."
    ),
    "trouble.no_block_outlines": N_(
        "Nothing says yet where the blocks of this watch are, so there is no block map to make. Draw a block on the Map page, or name one like “1600 block of P St”."
    ),
    "trouble.no_such_block": N_(
        "This watch has no block “{text}”. Please give the name of one, or a block such as “1600 block of P St”."
    ),
    "trouble.no_such_form": N_("There is no paper of the size “{text}”. There are {known}."),
    "trouble.not_a_month": N_("“{text}” is not a month I can read. Please give one like 2026-11."),
    "trouble.not_a_step": N_("“{text}” is none of month, quarter and year. Choose one of them."),
    "trouble.no_member_named": N_("It is not said who is meant. Choose a member."),
    "trouble.no_such_member": N_(
        "Nobody among the members is called “{text}”. Look on the People page how the name is written."
    ),
    "trouble.captains_paper": N_(
        "This paper names people and is made for the captain only, who hands it to whom it is for. Choose “Captain only”."
    ),
    "trouble.not_a_period": N_(
        "“{text}” is not a period I can read. Please give a month like 2026-11, a quarter like 2026-Q3, a year like 2026, or two days like 2026-11-01..2026-11-30."
    ),
    "trouble.not_a_week": N_(
        "“{text}” is not a day I can read. Please give any day of the week, like 2026-11-22."
    ),
    "trouble.no_such_pages": N_(
        "None of the pages you asked for is there: this paper has {pages}. Please print it again with other pages."
    ),
    "trouble.not_printed": N_(
        "The printer did not take the paper. See whether it is switched on, connected and has no message of its own, then print again, or save the paper as a PDF."
    ),
    "trouble.no_area": N_(
        "There is no area yet whose streets could be compared. Draw the watch's boundary on the map first, or a patrol's route."
    ),
    # Contacts from other programs
    "problem.card_cut": N_(
        "The card that begins in line {line} breaks off. What stands in it is here; please look at it, as its last line may not be whole."
    ),
    "problem.card_cut_empty": N_(
        "The card that begins in line {line} breaks off before it says who it is, so it was left out. Please save the file once more in the other program."
    ),
    "problem.card_line": N_("Line {line} is garbled and was left out of its card."),
    "problem.card_group": N_("The card that begins in line {line} is a list of people and no person."),
    "problem.card_empty": N_(
        "The card that begins in line {line} has no name, phone, e-mail or address, so there is nobody to add."
    ),
    "problem.log_no_day": N_("It has no date."),
    "problem.log_no_year": N_("“{text}” does not say which year. Please add the year in the file."),
    "problem.log_day_unread": N_(
        "“{text}” is not a date I can read. One looks like 9/14/2019 or Sep 14, 2019."
    ),
    "problem.log_no_start": N_("It does not say when the patrol began."),
    "problem.log_no_finish": N_("It says neither when the patrol ended nor how long it took."),
    "problem.log_no_crew": N_("It does not say who went."),
    "problem.row_open_quote": N_(
        'In line {line} a quotation mark (") opens and is never closed, so it was left out. Put it right in the file, or enter it by hand.'
    ),
    "problem.row_wide": N_("Line {line} has more cells than a table here can have, so it was left out."),
    "problem.row_broken_sum": N_(
        "Row {line} refers to cells that are gone (#REF!). Please see in the spreadsheet what belongs there."
    ),
    "trouble.no_table": N_(
        "There is no table in “{name}” that SacWatch can read. Save the list as CSV or Excel (.xlsx) in the program that has it, and choose that file."
    ),
    "trouble.old_spreadsheet": N_(
        "“{name}” is in the format of Excel before 2007. Open it in a spreadsheet program, save it as Excel (.xlsx) or CSV, and choose that file."
    ),
    "trouble.spreadsheet_broken": N_(
        "The spreadsheet “{name}” is damaged or was not saved to its end. Open it in a spreadsheet program, save it again, and choose it once more."
    ),
    "trouble.spreadsheet_locked": N_(
        "The spreadsheet “{name}” is locked with a password. Save it without one and choose that file."
    ),
    "trouble.spreadsheet_swells": N_(
        "Unpacked, “{name}” would be far larger than a list of people or patrols ever is, so it was not opened. Copy the rows you need to a new sheet and save that."
    ),
    "trouble.contacts_large": N_(
        "“{name}” is larger than {limit} MB, and SacWatch reads no larger list of contacts. Save it without photos, or in several parts."
    ),
    "trouble.contacts_many": N_(
        "“{name}” holds more than {limit} people or rows. Please save it in several parts and bring them in one after the other."
    ),
    "trouble.contacts_none": N_(
        "There are no contacts in “{name}”. Save them as vCard (.vcf) or CSV in the program that has them, and choose that file."
    ),
    # Shifts
    "trouble.already_on_shift": N_("This person is on that shift already."),
    "trouble.not_on_shift": N_(
        "This person is not on that shift any more. Look at the shift again, it was changed meanwhile."
    ),
    "trouble.shift_day_skipped": N_(
        "That day of the shift was skipped. Let it take place again first, then change who comes."
    ),
    "trouble.no_such_shift_day": N_("There is no such shift on that day any more. It was changed meanwhile."),
    "trouble.shift_never_was": N_(
        "No shift would be left before that day. Remove the whole shift instead, or choose a later day."
    ),
    # GPX tracks
    "trouble.not_gpx": N_(
        "“{name}” is not a GPX file, so there is no track to take from it. Save the track on the phone or the GPS as GPX and try again."
    ),
    "trouble.gpx_broken": N_(
        "“{name}” begins like a GPX file but breaks off or is garbled, so nothing was taken from it. Please copy it from the phone or the GPS once more."
    ),
    "trouble.gpx_empty": N_(
        "There is no track in “{name}” that goes anywhere: it may hold single places only. Please save the track itself as GPX."
    ),
    "trouble.gpx_large": N_(
        "“{name}” has {size} MB, and a patrol's track has far less. SacWatch reads up to {limit} MB. Please save only the one evening as GPX."
    ),
    "trouble.gpx_many": N_(
        "“{name}” holds {count} tracks. SacWatch reads up to {limit} from one file. Please save only those of the patrol as GPX."
    ),
    "trouble.gpx_unread": N_(
        "“{name}” could not be read. See whether it is still there and the disk is plugged in, then try again."
    ),
    # Without a window
    "trouble.no_display": N_(
        "There is no display here, so no window can be opened. The commands “report”, “sync” and “check” work without one."
    ),
    "trouble.no_file_there": N_("There is no file “{name}” there. Please see how its name is spelled."),
    "trouble.unforeseen": N_(
        "Something in SacWatch did not work as it should. A report without any of your records was written to {log}."
    ),
    "note.fax": N_("Fax: {text}"),
    "note.phone": N_("Phone as it was written: {text}"),
    "note.email": N_("Other e-mail: {text}"),
    "note.address": N_("Other address: {text}"),
    "note.organization": N_("Organization: {text}"),
    "note.title": N_("Title: {text}"),
    "note.birthday": N_("Birthday: {text}"),
    "note.url": N_("Web: {text}"),
    "note.reading_only": N_("{why} You can look at everything, print it and save papers."),
    # What a check of the file found
    "finding.integrity": N_("The file does not read back whole: {told}"),
    "finding.points_nowhere": N_("A line of “{table}” points to one of “{other}” that is not there."),
    "finding.journal_row_gone": N_("A line of “{table}” is missing that the history says is there."),
    "finding.journal_row_untold": N_("A line of “{table}” is there that the history never mentions."),
    "finding.journal_row_differs": N_("A line of “{table}” differs from what the history says of it."),
    "finding.search": N_(
        "The search index does not match the records: {records} records, {entries} entries, {texts} texts."
    ),
    "finding.photo": N_("The bytes of {count} photos or files are not those that were kept."),
}

LABELS |= words_resources.LABELS
LABELS |= words_concerns.LABELS
LABELS |= words_meetings.LABELS
LABELS |= words_handouts.LABELS
SENTENCES |= words_resources.SENTENCES
SENTENCES |= words_concerns.SENTENCES
SENTENCES |= words_meetings.SENTENCES


_MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July")),
    *(N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)


def month(year: int, number: int) -> str:
    """Give a month such as "November 2026", in the language in use."""
    return f"{_(_MONTHS[number - 1])} {year}"


def label(family: str, value: str) -> str:
    """Give the words for a stored value, in the language in use."""
    return _(LABELS[f"{family}.{value}"])


def sentence(key: str, values: Mapping[str, object] | None = None) -> str:
    """Give the sentence for a problem, in the language in use."""
    return _(SENTENCES[key]).format(**{name: _shown(value) for name, value in (values or {}).items()})


def _shown(value: object) -> object:
    """Give a value as a sentence shows it: a whole decimal without its ".0", the month of a date."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    if isinstance(value, date):
        return month(value.year, value.month)
    return value
