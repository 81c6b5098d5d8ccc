"""Starts real Python processes for tests, talks with them line by line, and leaves none behind."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parents[1]


class Child:
    """A Python process that runs a script and is spoken to over its pipes."""

    def __init__(self, script: str | Path, *arguments: object, home: Path | None = None) -> None:
        """Start a script: a file's path, or the code itself."""
        code = [str(script)] if isinstance(script, Path) else ["-c", script]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        if home is not None:
            environment["SACWATCH_HOME"] = str(home)
        self.process = subprocess.Popen(
            [sys.executable, *code, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=ROOT,
        )

    def hear(self) -> str:
        """Give the next line that it says; "" when it has ended."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        if not line and self.process.poll() not in (None, 0, -9):
            assert self.process.stderr is not None
            raise AssertionError(self.process.stderr.read())
        return line

    def tell(self, line: str = "") -> None:
        """Say a line to it."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        """End it at once, wherever it is (SIGKILL)."""
        self.process.kill()
        self.process.wait()

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
