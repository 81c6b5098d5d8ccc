"""Reads the source as syntax trees, once for all tests of the boundaries."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "sacwatch"


@dataclass(frozen=True)
class Imported:
    """One import: the module named, the line, and whether it stands at the top of its module."""

    module: str
    line: int
    top: bool


@dataclass(frozen=True)
class Module:
    """One module of the package with its syntax tree."""

    name: str
    path: Path
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Give every node of the tree."""
        return tuple(ast.walk(self.tree))

    @property
    def layer(self) -> str:
        """Give the folder directly in the package, or the module's own name at the top.

        Families of words that have a module of their own are of the layer of all words.
        """
        parts = self.name.split(".")
        if len(parts) == 1:
            return "sacwatch"
        return "words" if parts[1].startswith("words_") else parts[1]

    @property
    def place(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def imports(self) -> tuple[Imported, ...]:
        """Give every import that runs; those for type checking alone do not."""
        return tuple(_imports(self.tree.body, True, self.name, self.path.name == "__init__.py"))

    @cached_property
    def docstrings(self) -> frozenset[int]:
        """Give the ids of the string nodes that document a module, class, function or field."""
        found: set[int] = set()
        for node in self.nodes:
            body = getattr(node, "body", None)
            if isinstance(body, list):
                found |= {
                    id(each.value)
                    for each in body
                    if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
                }
        return frozenset(found)


def _imports(body: list[ast.stmt], top: bool, name: str, package: bool) -> Iterator[Imported]:
    for node in body:
        if isinstance(node, ast.Import):
            yield from (Imported(alias.name, node.lineno, top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = name.split(".")[: None if package and node.level == 1 else -node.level + package]
                base = ".".join([*parents, *([node.module] if node.module else [])])
            named = [f"{base}.{alias.name}" for alias in node.names]
            if not all(each in MODULES for each in named):
                yield Imported(base, node.lineno, top)
            yield from (Imported(each, node.lineno, top) for each in named)
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            yield from _imports(node.orelse, top, name, package)
        else:
            inside = top and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            for field in ("body", "orelse", "finalbody"):
                inner = getattr(node, field, None)
                if isinstance(inner, list):
                    yield from _imports(inner, inside, name, package)
            for handler in getattr(node, "handlers", ()):
                yield from _imports(handler.body, inside, name, package)


def parse(name: str, source: str, path: Path | None = None) -> Module:
    """Give a module made up for a test of the tests."""
    return Module(name, path or PACKAGE / "made_up.py", source)


def _load() -> dict[str, Module]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = Module(name, path, path.read_text(encoding="utf-8"))
    return found


MODULES = _load()


def within(*layers: str) -> list[Module]:
    """Give the modules of some layers."""
    return [module for module in MODULES.values() if module.layer in layers]


def ours(imported: Imported) -> str | None:
    """Give the module of the package that an import names, or None for another program's or a mere name."""
    return imported.module if imported.module in MODULES and imported.module != "sacwatch" else None
