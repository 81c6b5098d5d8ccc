"""What can go wrong, as a key and the values for its sentence; the words themselves stand in `words`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """One thing that is not right: the key of its sentence, and what the sentence mentions."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


class Trouble(Exception):
    """An expected mishap that a person is told about in one sentence (never a bug)."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.problem = Problem(key, values)


class Invalid(Trouble):
    """What was typed breaks a rule; `problems` maps the draft's field to what is wrong there.

    A field of a part is named by its place, such as `entries.3.clock`.
    """

    def __init__(self, problems: Mapping[str, Problem]) -> None:
        super().__init__("trouble.fields", count=len(problems))
        self.problems = dict(problems)


class NotFound(Trouble):
    """The record is not there (any more)."""


class Refused(Trouble):
    """Something that cannot be done to this record, with the reason."""


class Cancelled(Exception):
    """The person pressed Cancel; not a mishap, and nothing is shown."""


class Problems:
    """Collects what is wrong field by field, so that one look at the form shows everything."""

    def __init__(self) -> None:
        self._found: dict[str, Problem] = {}

    def add(self, where: str, key: str, **values: object) -> None:
        """Note a problem; the first one of a field stands."""
        self._found.setdefault(where, Problem(key, values))

    def put(self, where: str, problem: Problem | None) -> None:
        """Note a problem that another check already found, if there is one."""
        if problem is not None:
            self._found.setdefault(where, problem)

    def at(self, where: str) -> bool:
        return where in self._found

    def __bool__(self) -> bool:
        return bool(self._found)

    def settle(self) -> None:
        """Raise `Invalid` with all that was found, if anything was."""
        if self._found:
            raise Invalid(self._found)
