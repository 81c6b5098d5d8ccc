"""Whom to call about what is being typed: one calm line, without any key to press."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from sacwatch import words, words_resources
from sacwatch.domain import resources
from sacwatch.domain.offences import IncidentKind
from sacwatch.domain.patrols import Category
from sacwatch.domain.resources import Call, Standing
from sacwatch.domain.watches import Jurisdiction, Watch
from sacwatch.i18n import _
from sacwatch.services import watches

_MOST = 4
"""How many are named, so that it stays a line."""


class Offers(QObject):
    """Knows the directory of the watch, asked for once, and words what fits a kind."""

    def __init__(self, desk: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._calls: tuple[Call, ...] = ()
        self._jurisdiction = Jurisdiction.UNKNOWN
        self._desk = desk

    def ask(self, then: Any) -> None:
        """Ask for the directory, then do something."""

        def take(watch: Watch) -> None:
            self._calls = resources.calls(resources.directory(watch), self._desk.today())
            self._jurisdiction = watch.jurisdiction
            then()

        self._desk.read(watches.get, take, owner=self)

    def words(self, about: IncidentKind | Category | None) -> str:
        """Give whom to call about a kind of incident or entry, "" where nobody need be called."""
        if about is None:
            return ""
        calls = {each.entry.id: each for each in self._calls}
        found = resources.offered((each.entry for each in self._calls), about)
        told = [_told(calls[each.id], self._jurisdiction) for each in found[:_MOST]]
        return _("Whom to call: {entries}").format(entries=" · ".join(told)) if told else ""


def _told(call: Call, jurisdiction: Jurisdiction) -> str:
    entry = call.entry
    name = words_resources.entry_name(entry.key, entry.name)[:60]
    if resources.says_where(entry, jurisdiction):
        name = _("{name} ({where})").format(name=name, where=words.label("where", entry.where.value))
    number = (entry.number or entry.text).replace(" ", "\u00a0").replace("-", "\u2011")
    remarks = {
        Standing.STALE: _("{name} {number} (please try again)"),
        Standing.UNVERIFIED: _("{name} {number} (not tried yet)"),
        Standing.BLANK: _("{name} (no number yet)"),
    }
    if entry.text and entry.text == entry.number:
        return _("{name} {number}, call or text").format(name=name, number=number)
    return remarks.get(call.standing, "{name} {number}").format(name=name, number=number)
