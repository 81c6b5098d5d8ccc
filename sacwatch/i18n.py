"""gettext for everything that is shown or printed; imports nothing else of SacWatch.

The catalogues are read as they are written, from `<language>/LC_MESSAGES/sacwatch.po`, so that no compiled
file has to be kept beside them.
"""

from __future__ import annotations

import ast
import gettext as _gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

DOMAIN = "sacwatch"
LANGUAGES = ("en", "es")

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
_spoken: ContextVar[_gettext.NullTranslations | None] = ContextVar("spoken", default=None)
_language: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


class Catalogue(_gettext.NullTranslations):
    """The sentences of one language; what is not in it stays English.

    Its plural is that of English and Spanish: one, or any other number.
    """

    def __init__(self, sentences: dict[tuple[str, str], tuple[str, ...]]) -> None:
        super().__init__()
        self._sentences = sentences
        """What stands for a sentence, by its context ("" for none) and the English, in each number."""

    def gettext(self, message: str) -> str:
        return self._sentences.get(("", message), (message,))[0]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        found = self._sentences.get(("", msgid1), (msgid1, msgid2))
        return found[0] if n == 1 else found[-1]

    def pgettext(self, context: str, message: str) -> str:
        return self._sentences.get((context, message), (message,))[0]

    def __contains__(self, message: object) -> bool:
        return ("", message) in self._sentences


class _Both(_gettext.NullTranslations):
    """Two languages at once, for words that stand in a drawing: "Vehicles / Vehículos"."""

    def __init__(self, first: _gettext.NullTranslations, second: _gettext.NullTranslations) -> None:
        super().__init__()
        self._two = first, second

    def gettext(self, message: str) -> str:
        return " / ".join(dict.fromkeys(each.gettext(message) for each in self._two))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return " / ".join(dict.fromkeys(each.ngettext(msgid1, msgid2, n) for each in self._two))


def use(language: str, folder: Path) -> None:
    """Speak this language from now on; English where the folder has no catalogue for it."""
    global _catalogue
    _catalogue = catalogue(language, folder)


@contextmanager
def speaking(language: str, folder: Path) -> Iterator[None]:
    """Speak this language in here alone: in this thread, for a paper; English like `use`.

    "en/es" speaks both at once.
    """
    spoken = _spoken.set(catalogue(language, folder))
    named = _language.set(language)
    try:
        yield
    finally:
        _spoken.reset(spoken)
        _language.reset(named)


def language() -> str:
    """Give the language of the paper that is made, such as "en"."""
    return _language.get()


@lru_cache(maxsize=4)
def catalogue(language: str, folder: Path) -> _gettext.NullTranslations:
    """Give the catalogue of a language, an empty one where there is none."""
    first, both, second = language.partition("/")
    if both:
        return _Both(catalogue(first, folder), catalogue(second, folder))
    file = folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not file.is_file():
        return _gettext.NullTranslations()
    return Catalogue(read(file.read_text(encoding="utf-8")))


def read(text: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Read the sentences of a .po file; those without a translation, or marked fuzzy, are left out."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for entry in text.replace("\r\n", "\n").split("\n\n"):
        parts: dict[str, str] = {}
        name, fuzzy = "", False
        for line in entry.split("\n"):
            if line.startswith("#"):
                fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            elif line.startswith("msg"):
                name, _blank, quoted = line.partition(" ")
                parts[name] = _unquoted(quoted)
            elif line.startswith('"'):
                parts[name] += _unquoted(line)
        told = tuple(parts[each] for each in sorted(parts) if each.startswith("msgstr"))
        if parts.get("msgid") and told and all(told) and not fuzzy:
            found[parts.get("msgctxt", ""), parts["msgid"]] = told
    return found


def _unquoted(quoted: str) -> str:
    return str(ast.literal_eval(quoted.strip()))


def _now() -> _gettext.NullTranslations:
    return _spoken.get() or _catalogue


def _(text: str) -> str:
    """Translate a sentence."""
    return _now().gettext(text) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a sentence that counts something."""
    return _now().ngettext(one, many, count)


def pgettext(context: str, text: str) -> str:
    """Translate a word that means different things in different places."""
    return _now().pgettext(context, text)


def N_(text: str) -> str:  # noqa: N802  (the usual name of gettext's marker)
    """Mark a sentence for translation where it stands in a table; it is translated where it is shown."""
    return text
