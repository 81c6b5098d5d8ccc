"""The words of handouts: sections and tips; imports only i18n. `words` holds them with all others."""

from __future__ import annotations

from sacwatch.i18n import N_

LABELS: dict[str, str] = {
    "section.happened": N_("What happened"),
    "section.map": N_("Where it happened"),
    "section.week": N_("When in the week"),
    "section.patrols": N_("Patrols, and thanks"),
    "section.said": N_("You said / we did"),
    "section.actions": N_("What we are doing"),
    "section.own": N_("Your own paragraph"),
    "section.tip": N_("A tip"),
    "section.notices": N_("Notices and dates"),
    "section.next": N_("Next meeting"),
    "section.calls": N_("Whom to call"),
    "tongue.en": N_("English"),
    "tongue.es": N_("Spanish"),
    "tongue.both": N_("Both, side by side"),
    "trend.too_few": N_("too few to tell"),
    "trend.same": N_("about the same"),
    "trend.more": N_("{count} more"),
    "trend.fewer": N_("{count} fewer"),
    "tip.safe_way": N_("On your way at night"),
    "tip.home": N_("Doors and windows"),
    "tip.packages": N_("Packages on the porch"),
    "tip.theft": N_("Bicycles, tools and what stands outside"),
    "tip.car": N_("Nothing left in the car"),
    "tip.car_theft": N_("Keep your car yours"),
    "tip.catalytic": N_("Car parts"),
    "tip.fraud": N_("Somebody wants money, and fast"),
    "tip.business": N_("Shops after closing"),
    "tip.graffiti": N_("Paint it over soon"),
    "tip.fire": N_("Nothing that burns at the wall"),
    "tip.streets": N_("After a hit and run"),
    "tip.quarrel": N_("When it is loud next door"),
    "tip.reporting": N_("What to tell when something looks odd"),
    "tip.dumping": N_("Mattresses and bags in the alley"),
    "tip.hazards": N_("Something broken in the street"),
    "tip.dark_evenings": N_("Dark evenings"),
    "tip.holidays": N_("Away for the holidays"),
    "tip.summer": N_("Hot days"),
    "tip.neighbors": N_("Know two neighbors by name"),
    "tip_words.safe_way": N_(
        "Walk where there is light, with your phone in your pocket and both ears free. If somebody wants "
        "your phone or bag, let it go: no thing is worth getting hurt. Then go to where people are and "
        "call 911."
    ),
    "tip_words.home": N_(
        "Many who break in come through a door or window that was not locked. Lock the side door and the "
        "garage too, also when you are at home. Longer screws in the strike plate of the front door cost a "
        "few dollars and hold much more."
    ),
    "tip_words.packages": N_(
        "Have parcels brought to a neighbor who is home, to your work or to a pick-up place, or ask for a "
        "signature. Are you at home by day? Offer your block to take parcels in. The street sees who does."
    ),
    "tip_words.theft": N_(
        "Write down the serial number of your bicycle and take a photo of it: without them nobody can prove "
        "whose it is. Lock frame and wheel with a U-lock to something that does not move. Take tools and "
        "ladders inside for the night."
    ),
    "tip_words.car": N_(
        "A bag, a jacket or a cable on the seat is reason enough to break a window. Leave nothing to be "
        "seen, not even an empty bag, and put nothing in the trunk where you park. Lock the doors each time."
    ),
    "tip_words.car_theft": N_(
        "Never leave the car running to warm up, and keep the key away from the front door. A bar across "
        "the steering wheel is seen from outside and sends most on. Is the car gone? Report it at once, with "
        "plate and color."
    ),
    "tip_words.catalytic": N_(
        "Park in the garage or under a light, close to a wall. A shop can put a shield over the catalytic "
        "converter or etch your plate number into it. A saw at night under a car: call 911, do not go out."
    ),
    "tip_words.fraud": N_(
        "No office, bank or power company asks for gift cards, a code from your phone or money by app. Hang "
        "up, wait an hour, talk to somebody, and call the number on your bill. Nobody who is honest minds "
        "waiting."
    ),
    "tip_words.business": N_(
        "Leave the till open and empty, and a light on. Keep the view into the window free, so that those "
        "who pass by can see in. Give the watch a number where somebody can be reached at night."
    ),
    "tip_words.graffiti": N_(
        "Take a photo, report it to 311, and paint it over within a day or two: what is gone soon comes "
        "back seldom. Is it too much for you? Ask the watch who can help."
    ),
    "tip_words.fire": N_(
        "Put trash cans out in the morning and not the night before, and keep cardboard away from walls and "
        "fences. A smoke alarm on each floor gives the minutes that count: press its button today."
    ),
    "tip_words.streets": N_(
        "Look at the plate first, then at color, make and the damage, and say them aloud until they are "
        "written down. See to whoever is hurt and call 911. A photo of the spot helps later."
    ),
    "tip_words.quarrel": N_(
        "Talk on the next day, calmly and first, before anybody calls somebody. A mediator helps neighbors "
        "who cannot speak to each other any more. When you hear that somebody gets hurt, call 911."
    ),
    "tip_words.reporting": N_(
        "Tell what somebody does, not who they seem to be: trying car doors is worth a call, walking is not. "
        "Where, since when, how many, which way they went, a plate. Do not follow and do not hold anybody."
    ),
    "tip_words.dumping": N_(
        "Report it to 311 with a photo and the nearest house number; what lies there draws more. Ask 311 how "
        "large things are fetched from your home before you put any out."
    ),
    "tip_words.hazards": N_(
        "A lamp that is out has a number on its pole: give it to 311, and tell the watch, so that we ask "
        "again. Stay away from a wire that hangs down, and call 911."
    ),
    "tip_words.dark_evenings": N_(
        "A porch light from dusk to dawn costs a few cents a night and lights the sidewalk for all. Can your "
        "house number be read from the street? Those who come to help look for it."
    ),
    "tip_words.holidays": N_(
        "Tell a neighbor when you are away, have mail and papers taken in, and put a lamp on a timer. The "
        "watch looks at your house if you ask. What you write online about your trip can wait until you are "
        "back."
    ),
    "tip_words.summer": N_(
        "Close ground-floor windows for the night and when you leave; a stick in the track lets air in and "
        "nobody else. Look in on neighbors who live alone when it is hot, morning and evening."
    ),
    "tip_words.neighbors": N_(
        "Learn two names on your block this month, and give them your number. Those who know each other see "
        "sooner that something is wrong, and ask sooner whether all is well."
    ),
    "step.handout_arranged": N_("Arranged a handout"),
}
