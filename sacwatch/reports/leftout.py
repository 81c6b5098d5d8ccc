"""Says on a page what was left out of it, in the words of its readers."""

from __future__ import annotations

from collections.abc import Sequence

from sacwatch.domain import cells
from sacwatch.domain.audiences import Audience
from sacwatch.domain.leftout import LeftOut, Thing
from sacwatch.i18n import N_, _, ngettext
from sacwatch.reports import formats

_WORDS = {
    Thing.PLACES: N_("exact places"),
    Thing.NAMES: N_("names"),
    Thing.PHONES: N_("phone numbers"),
    Thing.EMAILS: N_("e-mail addresses"),
    Thing.ADDRESSES: N_("addresses of homes"),
    Thing.PERSONAL: N_("other facts about people"),
    Thing.AREA: N_("where the watch goes"),
    Thing.TOLD: N_("what was told and seen (descriptions, plates, case numbers, photos)"),
    Thing.GUARDED: N_("vacations, key holders and special needs"),
    Thing.VEHICLE: N_("the vehicle and the equipment"),
    Thing.MILES: N_("miles driven"),
    Thing.NOTES: N_("the captain’s notes"),
}
_PARTLY = {
    Thing.NAMES: N_("names"),
    Thing.PHONES: N_("phone numbers"),
    Thing.EMAILS: N_("e-mail addresses"),
    Thing.ADDRESSES: N_("homes"),
    Thing.PERSONAL: N_("other facts"),
}
"""What may stand there of some people and not of others."""


def words(left_out: LeftOut, audience: Audience) -> list[str]:
    """Name what was left out, each ready to stand in a sentence."""
    partly = [each for each in _PARTLY if each in left_out.partly]
    told = [_(_WORDS[each]) for each in left_out.things if each not in partly]
    if partly:
        things = formats.listed([_(_PARTLY[each]) for each in partly])
        at = next((place for place, each in enumerate(left_out.things) if each in partly), 0)
        told.insert(at, _("the {things} of those who did not agree to it").format(things=things))
    if left_out.incidents:
        told.append(incidents(left_out.incidents, audience))
    if left_out.entries:
        told.append(entries(left_out.entries, audience))
    return told


def incidents(count: int, audience: Audience) -> str:
    """Say how many incidents are only counted; so few that they could point to somebody are no number."""
    known = cells.told(count, audience)
    if known is None:
        return _("fewer than {count} incidents of kinds that are never placed or described").format(
            count=cells.MINIMUM
        )
    return ngettext(
        "{count} incident of a kind that is never placed or described",
        "{count} incidents of kinds that are never placed or described",
        known,
    ).format(count=f"{known:,}")


def entries(count: int, audience: Audience) -> str:
    """Say how many patrol entries are only counted, likewise."""
    known = cells.told(count, audience)
    if known is None:
        return _("fewer than {count} entries of kinds that are never placed or described").format(
            count=cells.MINIMUM
        )
    return ngettext(
        "{count} entry of a kind that is never placed or described",
        "{count} entries of kinds that are never placed or described",
        known,
    ).format(count=f"{known:,}")


def sentence(left_out: LeftOut | Sequence[str], audience: Audience) -> str:
    """Say in a sentence what was left out of a copy."""
    if audience is Audience.CAPTAIN:
        return _("This copy shows everything and is for the captain only.")
    told = words(left_out, audience) if isinstance(left_out, LeftOut) else left_out
    if not told:
        return _("Nothing was left out of this copy.")
    return _("Left out of this copy: {things}.").format(things=formats.listed(told))
