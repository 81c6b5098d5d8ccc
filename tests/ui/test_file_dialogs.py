"""Where the dialogs begin in which files and folders are chosen."""

import ast
from pathlib import Path

import sacwatch.ui

ASKING = {"getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"}
_FOLDER = 2


def asked():
    for path in Path(sacwatch.ui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ASKING
            ):
                yield f"{path.name}:{node.lineno}", node.args


def test_none_begins_in_the_folder_of_the_program():
    """A bare name, or no folder at all, would begin wherever the program was started."""
    calls = list(asked())
    assert len(calls) > 12
    for where, args in calls:
        assert len(args) > _FOLDER, f"{where} says no folder to begin in"
        begin = ast.unparse(args[_FOLDER])
        assert begin.startswith("str(") or "documents()" in begin or begin == "start", f"{where}: {begin}"
