"""Icons from the Material Design set that QtAwesome carries, in the palette's colours.

Only its font file is used: QtAwesome's own code loads a dozen fonts and, through QtPy, Qt modules that
SacWatch must not ship, and costs a fifth of a second before the window is painted.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from sacwatch import paths
from sacwatch.ui import theme

# The code point of each icon in the Material Design Icons font 6.x, beside its name there.
_CODES = {
    "today": 0xF0C44,  # calendar-check-outline
    "patrols": 0xF0DFA,  # shoe-print
    "shifts": 0xF16E1,  # calendar-clock-outline
    "incidents": 0xF05D6,  # alert-circle-outline
    "concerns": 0xF0186,  # comment-question-outline
    "map": 0xF0982,  # map-outline
    "meetings": 0xF0890,  # human-male-board
    "people": 0xF0B58,  # account-group-outline
    "reports": 0xF09EE,  # file-document-outline
    "resources": 0xF0E9A,  # card-account-phone-outline
    "settings": 0xF08BB,  # cog-outline
    "add": 0xF0415,  # plus
    "search": 0xF0349,  # magnify
    "back": 0xF004D,  # arrow-left
    "edit": 0xF0CB6,  # pencil-outline
    "remove": 0xF0A7A,  # trash-can-outline
    "print": 0xF1786,  # printer-outline
    "save": 0xF0818,  # content-save-outline
    "undo": 0xF054C,  # undo
    "close": 0xF0156,  # close
    "help": 0xF0625,  # help-circle-outline
    "pin": 0xF07D9,  # map-marker-outline
    "photo": 0xF0D5D,  # camera-outline
    "file": 0xF03E2,  # paperclip
    "folder": 0xF0256,  # folder-outline
    "lock": 0xF0341,  # lock-outline
    "warning": 0xF002A,  # alert-outline
    "emergency": 0xF118E,  # phone-alert-outline
    "next": 0xF0142,  # chevron-right
    "previous": 0xF0141,  # chevron-left
    "refresh": 0xF0450,  # refresh
    "mail": 0xF01F0,  # email-outline
    "phone": 0xF0DF0,  # phone-outline
    "person": 0xF0013,  # account-outline
    "retire": 0xF0BE7,  # account-off-outline
    "phonetree": 0xF1182,  # phone-in-talk-outline
    "build": 0xF0068,  # auto-fix
    "start": 0xF0F1B,  # play-outline
    "stop": 0xF04DB,  # stop
    "history": 0xF02DA,  # history
    "up": 0xF005D,  # arrow-up
    "down": 0xF0045,  # arrow-down
    "swap": 0xF04E1,  # swap-horizontal
    "off_list": 0xF0413,  # playlist-remove
    "add_person": 0xF0801,  # account-plus-outline
    "hand_over": 0xF0B54,  # account-arrow-right-outline
    "check": 0xF012C,  # check
    "message": 0xF0365,  # message-outline
    "no_answer": 0xF11A5,  # phone-missed-outline
    "wrong_number": 0xF1190,  # phone-cancel-outline
    "zoom_in": 0xF06ED,  # magnify-plus-outline
    "zoom_out": 0xF06EC,  # magnify-minus-outline
}
_FONT = "materialdesignicons6-webfont-*.ttf"


def icon(name: str, *, on_accent: bool = False) -> QIcon:
    """Give an icon by our name, in text colour or in the colour that stands on the accent."""
    return QIcon(_Glyph(chr(_CODES[name]), on_accent))


class _Glyph(QIconEngine):
    """Draws one character of the icon font, sharp at any size, in the colours that are set just then."""

    def __init__(self, char: str, on_accent: bool) -> None:
        super().__init__()
        self._char, self._on_accent = char, on_accent

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colours = theme.colours()
        colour = colours.accent_text if self._on_accent else colours.text
        font = QFont(_family())
        font.setPixelSize(max(1, round(rect.height() * 0.95)))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setFont(font)
        painter.setPen(QColor(colours.faint if mode == QIcon.Mode.Disabled else colour))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._char)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Glyph(self._char, self._on_accent)


@lru_cache(maxsize=1)
def _family() -> str:
    """Load the icon font and give its family; without it the icons are blank and the words remain."""
    for folder in _folders():
        for file in sorted(folder.glob(_FONT)):
            number = QFontDatabase.addApplicationFont(str(file))
            families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
            if families:
                return families[0]
    return ""


def _folders() -> list[Path]:
    found = find_spec("qtawesome")
    places = [Path(each) for each in (found.submodule_search_locations or [])] if found else []
    # In the built program the font stands beside the other resources.
    return [*(each / "fonts" for each in places), paths.resources() / "icons"]
