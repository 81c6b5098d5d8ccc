"""Every sentence that a function can print, and every family of labels, found by reading the code."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import sacwatch

ROOT = Path(sacwatch.__file__).parent.parent
_MARKS = {"_", "N_", "ngettext"}
Place = tuple[str, str]
"""A module, such as "sacwatch.reports.handout", and a name at its top."""


def printable(starts: Iterable[Place], *, without: Iterable[Place] = ()) -> tuple[set[str], set[str]]:
    """Give the sentences, and the families of labels, that are within reach of some functions.

    Whatever a name at the top of a module mentions is within its reach, also a table; a name in `without`
    is not gone into.
    """
    sentences: set[str] = set()
    families: set[str] = set()
    seen: set[Place] = set(without)
    todo = list(starts)
    while todo:
        place = todo.pop()
        if place in seen:
            continue
        seen.add(place)
        module = _read(place[0])
        for node in module.tops.get(place[1], ()):
            for each in ast.walk(node):
                if isinstance(each, ast.Call):
                    _note(each, sentences, families)
                todo += module.meant(each)
    return sentences, families


def _note(call: ast.Call, sentences: set[str], families: set[str]) -> None:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        if name in _MARKS and first.value:
            sentences.add(first.value)
        elif name == "label":
            families.add(first.value)


class _Module:
    """What stands at the top of a module, and what its names mean."""

    def __init__(self, name: str) -> None:
        file = ROOT / (name.replace(".", "/") + ".py")
        if not file.is_file():
            file = ROOT / name.replace(".", "/") / "__init__.py"
        self.name = name
        self.tops: dict[str, list[ast.AST]] = {}
        self._known: dict[str, Place | str] = {}
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in tree.body:
            for told in self._names(node):
                self.tops.setdefault(told, []).append(node)
        for each in ast.walk(tree):
            if isinstance(each, ast.ImportFrom) and (each.module or "").startswith("sacwatch"):
                for alias in each.names:
                    whole = f"{each.module}.{alias.name}"
                    inner = _there(whole)
                    self._known[alias.asname or alias.name] = whole if inner else (each.module, alias.name)

    @staticmethod
    def _names(node: ast.stmt) -> list[str]:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            return [node.name]
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        return [each.id for each in targets if isinstance(each, ast.Name)]

    def meant(self, node: ast.AST) -> list[Place]:
        """Give the names at the top of modules that a name, or an attribute of a module, means."""
        if isinstance(node, ast.Name):
            known = self._known.get(node.id)
            if isinstance(known, tuple):
                return [known]
            return [(self.name, node.id)] if node.id in self.tops else []
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            known = self._known.get(node.value.id)
            if isinstance(known, str):
                return [(known, node.attr)]
        return []


def _there(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.is_dir() or path.with_suffix(".py").is_file()


@cache
def _read(name: str) -> _Module:
    return _Module(name)
