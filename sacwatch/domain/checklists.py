"""What is to be seen to around a meeting: a list for each kind of meeting, and one's own lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sacwatch.domain.audiences import Shows, kept


class MeetingKind(StrEnum):
    """What sort of meeting it is, which decides what is to be seen to."""

    REGULAR = "regular"
    TOWN_HALL = "town_hall"
    NIGHT_OUT = "night_out"
    """National Night Out, on the first Tuesday of August."""
    OTHER = "other"


class ToDo(StrEnum):
    """Something that is to be seen to; each kind of meeting has its own."""

    PLACE = "place"
    AGENDA = "agenda"
    FLYERS = "flyers"
    REMIND = "remind"
    SIGN_IN = "sign_in"
    HANDOUTS = "handouts"
    CARDS = "cards"
    CHAIRS = "chairs"
    GUESTS = "guests"
    MODERATOR = "moderator"
    QUESTIONS = "questions"
    SOUND = "sound"
    LANGUAGES = "languages"
    ACCESS = "access"
    TIMEKEEPER = "timekeeper"
    OFFICIALS = "officials"
    ANSWERS = "answers"
    REGISTER = "register"
    STREET = "street"
    TABLES = "tables"
    FOOD = "food"
    CHILDREN = "children"
    LIGHTS = "lights"
    FIRST_AID = "first_aid"
    SIGN_UP = "sign_up"
    CLEAN_UP = "clean_up"
    THANKS = "thanks"


_PRESETS = {
    MeetingKind.REGULAR: (
        ToDo.PLACE,
        ToDo.AGENDA,
        ToDo.FLYERS,
        ToDo.REMIND,
        ToDo.SIGN_IN,
        ToDo.HANDOUTS,
        ToDo.CARDS,
        ToDo.CHAIRS,
    ),
    MeetingKind.TOWN_HALL: (
        ToDo.PLACE,
        ToDo.ACCESS,
        ToDo.GUESTS,
        ToDo.OFFICIALS,
        ToDo.MODERATOR,
        ToDo.TIMEKEEPER,
        ToDo.AGENDA,
        ToDo.FLYERS,
        ToDo.REMIND,
        ToDo.LANGUAGES,
        ToDo.SOUND,
        ToDo.QUESTIONS,
        ToDo.SIGN_IN,
        ToDo.HANDOUTS,
        ToDo.ANSWERS,
        ToDo.THANKS,
    ),
    MeetingKind.NIGHT_OUT: (
        ToDo.REGISTER,
        ToDo.STREET,
        ToDo.GUESTS,
        ToDo.FLYERS,
        ToDo.REMIND,
        ToDo.TABLES,
        ToDo.FOOD,
        ToDo.CHILDREN,
        ToDo.LIGHTS,
        ToDo.FIRST_AID,
        ToDo.SIGN_IN,
        ToDo.SIGN_UP,
        ToDo.CARDS,
        ToDo.CLEAN_UP,
        ToDo.THANKS,
    ),
    MeetingKind.OTHER: (ToDo.PLACE, ToDo.FLYERS, ToDo.REMIND, ToDo.SIGN_IN),
}


@dataclass(frozen=True, kw_only=True)
class Check:
    """One line of a checklist: something of `ToDo`, or what the captain wrote."""

    what: str = kept(Shows.CAPTAIN)
    own: bool = kept(Shows.CAPTAIN, default=False)
    """Whether the captain wrote it; else it is a value of `ToDo`."""
    done_on: date | None = kept(Shows.CAPTAIN, default=None)


def preset(kind: MeetingKind) -> tuple[ToDo, ...]:
    """Give what is to be seen to at every meeting of a kind, in order."""
    return _PRESETS[kind]


def whole(kind: MeetingKind, checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """Give the checklist of a kind with what was ticked of it, and one's own lines behind."""
    ticked = {each.what: each.done_on for each in checks if not each.own}
    common = tuple(Check(what=each.value, done_on=ticked.get(each.value)) for each in preset(kind))
    return (*common, *(each for each in checks if each.own))


def ticked(checks: tuple[Check, ...], what: str, *, own: bool, done_on: date | None) -> tuple[Check, ...]:
    """Give the checks with this one done on a day, or with None not done."""
    one = Check(what=what, own=own, done_on=done_on)
    at = next((place for place, each in enumerate(checks) if (each.what, each.own) == (what, own)), None)
    if at is None:
        return checks if own else (*checks, one)
    return (*checks[:at], one, *checks[at + 1 :])


__all__ = ["Check", "MeetingKind", "ToDo", "preset", "ticked", "whole"]
