"""Whoever is forgotten: by what words they are found, and what stands in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sacwatch.domain.kinds import Ref

LEAST_LETTERS = 3
"""A part of a name that is shorter than this is too common to be looked for."""

_BETWEEN = r"[\s().,/\u2010-\u2015\u2212-]{0,3}"
_SNIPPET = 60


@dataclass(frozen=True)
class Words:
    """What names one person for sure: whole names, phone numbers by their digits, e-mail addresses."""

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    _sure: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _likely: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _sure_hints: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _likely_hints: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _digits: tuple[bytes, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        numbers = [each for each in self.numbers if len(each) >= 7]
        parts = {part for each in self.names for part in re.findall(r"[^\W\d_]+", each)}
        single = sorted(each for each in parts if len(each) >= LEAST_LETTERS)
        whole = [_name(each) for each in self.names]
        emails = [rf"(?<![\w.+-]){re.escape(each)}(?![\w-])" for each in self.emails]
        short = [each[-7:] for each in numbers]
        sure = [*whole, *map(_number, numbers), *emails]
        likely = [*sure, *map(_number, short), *(rf"(?<!\w){re.escape(each)}(?!\w)" for each in single)]
        longest = [max(each.split(), key=len).lower() for each in self.names]
        mails = [each.lower() for each in self.emails]
        for name, value in (
            ("_sure", _any(sure)),
            ("_likely", _any(likely)),
            ("_sure_hints", (*longest, *mails)),
            ("_likely_hints", (*longest, *mails, *(each.lower() for each in single))),
            ("_digits", tuple(each.encode() for each in short)),
        ):
            object.__setattr__(self, name, value)

    def _may_be_in(self, text: str, hints: tuple[str, ...]) -> bool:
        """Say quickly whether it is worth looking for the words: most texts have not even a part of them."""
        low = text.lower()
        if any(each in low for each in hints):
            return True
        if not self._digits:
            return False
        digits = text.encode("ascii", "ignore").translate(None, _NO_DIGITS)
        return any(each in digits for each in self._digits)

    def may_be_told_in(self, text: str) -> bool:
        """Say quickly whether `told_in` can find anything in a text; often true where it does not."""
        return self._may_be_in(text, self._likely_hints)

    def scrubbed(self, text: str, instead: str) -> str:
        """Give a text with other words in place of all that names this person for sure."""
        if not self._may_be_in(text, self._sure_hints):
            return text
        return self._sure.sub(lambda _found: instead, text)

    def names_in(self, text: str) -> bool:
        """Say whether a text names this person for sure."""
        return self._may_be_in(text, self._sure_hints) and self._sure.search(text) is not None

    def told_in(self, text: str) -> str:
        """Give the piece of a text that may name this person, by a part of the name too, or ""."""
        found = self._likely.search(text) if self._may_be_in(text, self._likely_hints) else None
        if found is None:
            return ""
        begin, end = max(0, found.start() - _SNIPPET), found.end() + _SNIPPET
        piece = " ".join(text[begin:end].split())
        return f"{'…' if begin else ''}{piece}{'…' if end < len(text) else ''}"


_NO_DIGITS = bytes(set(range(256)) - set(b"0123456789"))


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) if patterns else r"(?!)", re.IGNORECASE)


def _name(name: str) -> str:
    words = name.split()
    whole = r"\s+".join(re.escape(each) for each in words)
    # A single word is a word of other meanings too: only as it is written.
    whole = whole if len(words) > 1 else rf"(?-i:{whole})"
    return rf"(?<!\w){whole}(?!\w)"


def _number(digits: str) -> str:
    return rf"(?<!\d)(?:\+?1{_BETWEEN})?{_BETWEEN.join(digits)}(?!\d)"


@dataclass(frozen=True)
class Person:
    """Who is forgotten, with the home that goes with them; kept in memory only, until all is done."""

    member_ids: frozenset[str]
    household_ids: frozenset[str] = frozenset()
    words: Words = field(default_factory=Words, repr=False)
    typed: tuple[str, ...] = field(default=(), repr=False)
    """The names under which patrols name this member, however they were typed."""
    instead: str = "—"
    """What stands in place of a name."""

    @property
    def ids(self) -> frozenset[str]:
        return self.member_ids | self.household_ids


@dataclass(frozen=True)
class Mention:
    """A text of a record that may speak of this person, for the captain to look at."""

    ref: Ref
    field: str
    """The name of the column in which it stands."""
    piece: str
    sure: bool
    """Whether it names them for sure; else it holds a part of the name, which may be somebody else's."""


@dataclass(frozen=True)
class Removed:
    """What was removed from one file, counted."""

    records: int = 0
    named: int = 0
    """Other records that named this person and do no more."""
    changes: int = 0
    """Entries of the change history that were deleted or lost the name."""
    drafts: int = 0
    refs: frozenset[Ref] = frozenset()
    """The records that are gone or were changed."""
    files: tuple[tuple[str, str], ...] = ()
    """Exported files named after this person: folder and name."""
    minutes: tuple[date, ...] = ()
    """The civil days of the closed meetings whose kept minutes went, each meeting once, in order."""
    handouts: tuple[date, ...] = ()
    """Likewise those whose kept handout went."""


_ID_LENGTH = 40
_NAMES = frozenset({"name", "raised_by", "owner"})
"""Where the name of somebody stands beside their `member_id`."""


def scrubbed(value: Any, person: Person, *, keep: frozenset[str] = frozenset()) -> Any:
    """Give plain JSON values without the person: their ids out of lists, their name out of texts.

    Where something names them by `member_id`, its name goes with the id. Texts in `keep` stay as they are.
    """
    if isinstance(value, str):
        return value if value in keep else person.words.scrubbed(value, person.instead)
    if isinstance(value, list):
        return [scrubbed(each, person, keep=keep) for each in value if not _is_id(each, person)]
    if isinstance(value, dict):
        said = {
            name: None if _is_id(each, person) else scrubbed(each, person, keep=keep)
            for name, each in value.items()
        }
        if _is_id(value.get("member_id"), person):
            said |= dict.fromkeys(_NAMES & value.keys(), person.instead)
        return said
    return value


def told_of(value: Any) -> set[str]:
    """Give every text of plain JSON values that can be the id of a record."""
    if isinstance(value, str):
        return {value} if 0 < len(value) <= _ID_LENGTH and " " not in value else set()
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {id_ for each in parts for id_ in told_of(each)}


def without(value: Any, ids: frozenset[str]) -> Any:
    """Give plain JSON values without those who have these ids, and without the names beside them."""
    names = list(_names_beside(value, ids))
    return scrubbed(value, Person(ids, words=words_of(names, (), ())))


def _names_beside(value: Any, ids: frozenset[str]) -> Iterator[str]:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in parts:
        yield from _names_beside(each, ids)
    if isinstance(value, dict) and value.get("member_id") in ids:
        yield from (value[name] for name in sorted(_NAMES & value.keys()) if isinstance(value[name], str))


def _is_id(value: object, person: Person) -> bool:
    return isinstance(value, str) and value in person.ids


def words_of(names: Iterable[str], numbers: Iterable[str], emails: Iterable[str]) -> Words:
    """Give the words of a person from all that was ever kept of them, each once and none blank."""

    def once(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.strip() for each in texts if each.strip()))

    digits = (re.sub(r"\D", "", each) for each in numbers)
    return Words(once(" ".join(each.split()) for each in names), once(digits), once(emails))
