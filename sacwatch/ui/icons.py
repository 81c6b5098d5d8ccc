"""Icons from QtAwesome's Material Design set, in the palette's colours."""

from __future__ import annotations

from functools import lru_cache

import qtawesome
from PySide6.QtGui import QIcon

from sacwatch.ui import theme

_NAMES = {
    "today": "mdi6.calendar-check-outline",
    "patrols": "mdi6.shoe-print",
    "incidents": "mdi6.alert-circle-outline",
    "map": "mdi6.map-outline",
    "people": "mdi6.account-group-outline",
    "reports": "mdi6.file-document-outline",
    "settings": "mdi6.cog-outline",
    "add": "mdi6.plus",
    "search": "mdi6.magnify",
    "back": "mdi6.arrow-left",
    "edit": "mdi6.pencil-outline",
    "remove": "mdi6.trash-can-outline",
    "print": "mdi6.printer-outline",
    "save": "mdi6.content-save-outline",
    "undo": "mdi6.undo",
    "close": "mdi6.close",
    "help": "mdi6.help-circle-outline",
    "pin": "mdi6.map-marker-outline",
    "photo": "mdi6.camera-outline",
    "file": "mdi6.paperclip",
    "folder": "mdi6.folder-outline",
    "lock": "mdi6.lock-outline",
    "warning": "mdi6.alert-outline",
    "emergency": "mdi6.phone-alert-outline",
    "next": "mdi6.chevron-right",
    "previous": "mdi6.chevron-left",
    "refresh": "mdi6.refresh",
    "phone": "mdi6.phone-outline",
    "person": "mdi6.account-outline",
    "retire": "mdi6.account-off-outline",
    "zoom_in": "mdi6.magnify-plus-outline",
    "zoom_out": "mdi6.magnify-minus-outline",
}


def icon(name: str, *, on_accent: bool = False) -> QIcon:
    """Give an icon by our name, in text colour or in the colour that stands on the accent."""
    colours = theme.colours()
    return _made(name, colours.accent_text if on_accent else colours.text)


@lru_cache(maxsize=200)
def _made(name: str, colour: str) -> QIcon:
    made: QIcon = qtawesome.icon(_NAMES[name], color=colour)
    return made
