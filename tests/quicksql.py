"""Lets all files that a test run opens share what SQLAlchemy has compiled, which each engine does anew.

A window opens one file; these tests open a thousand. What is compiled is the same for all of them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import create_engine

from sacwatch.store import files

_first: list[Any] = []


def _sharing(*arguments: Any, **how: Any) -> Any:
    engine = create_engine(*arguments, **how)
    if not _first:
        _first.append(engine)
    # The key of what is compiled holds the dialect, so that has to be the same one.
    engine.dialect = _first[0].dialect
    engine._compiled_cache = _first[0]._compiled_cache
    return engine


def use() -> None:
    """Share from now on."""
    files.create_engine = _sharing  # type: ignore[assignment]


def stop() -> None:
    """Let every engine compile for itself again."""
    files.create_engine = create_engine
