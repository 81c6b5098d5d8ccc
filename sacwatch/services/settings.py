"""The settings of a watch: each declared once, with its default and what it may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from sacwatch.domain.errors import Trouble
from sacwatch.store.work import Work

T = TypeVar("T")


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One setting: its name in the file, its default, and what a value must be."""

    name: str
    default: T
    check: Callable[[Any], bool]
    does: str = "step.setting_changed"
    """What making it is called in the history, as a key of `words` that goes on with SETTING_STEP."""


FIRST_RUN_DONE = Setting("first_run_done", False, lambda value: isinstance(value, bool))
SPANISH_REVIEWED = Setting("spanish_reviewed", False, lambda value: isinstance(value, bool))
"""Whether somebody who speaks Spanish has read the Spanish of the handout."""

ALL: tuple[Setting[Any], ...] = (FIRST_RUN_DONE, SPANISH_REVIEWED)


@dataclass(frozen=True)
class Settings:
    """Every setting of a watch as it stands."""

    values: dict[str, Any]

    def __getitem__(self, setting: Setting[T]) -> T:
        value = self.values.get(setting.name, setting.default)
        # A value that a newer or broken program left behind counts as not made.
        return cast(T, value) if setting.check(value) else setting.default


def get(work: Work) -> Settings:
    """Give the settings of the watch."""
    return Settings(work.settings.all())


def put(work: Work, setting: Setting[T], value: T) -> None:
    """Make a setting; raises Trouble for a value it cannot have."""
    if not setting.check(value):
        raise Trouble("trouble.setting", name=setting.name)
    work.does = setting.does
    work.settings.put(setting.name, value, now=work.now, by=work.by)
