"""gettext for everything that is shown or printed; imports nothing else of SacWatch."""

from __future__ import annotations

import gettext as _gettext
from pathlib import Path

DOMAIN = "sacwatch"
LANGUAGES = ("en",)

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


def use(language: str, folder: Path) -> None:
    """Speak this language from now on; English where the folder has no catalogue for it."""
    global _catalogue
    _catalogue = _gettext.translation(DOMAIN, folder, languages=[language], fallback=True)


def _(text: str) -> str:
    """Translate a sentence."""
    return _catalogue.gettext(text) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a sentence that counts something."""
    return _catalogue.ngettext(one, many, count)


def pgettext(context: str, text: str) -> str:
    """Translate a word that means different things in different places."""
    return _catalogue.pgettext(context, text)


def N_(text: str) -> str:  # noqa: N802  (the usual name of gettext's marker)
    """Mark a sentence for translation where it stands in a table; it is translated where it is shown."""
    return text
