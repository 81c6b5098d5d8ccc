"""Speed, memory and keystrokes beside their peers and goals: `python -m tests.benchmarks [name…]`.

The names are those of the modules here; without any, all are run one after the other. What takes turns
is given with its median and the 95th percentile; what is over its goal is said to be missed.
"""

from __future__ import annotations

import importlib
import sys

from tests.benchmarks.rows import head

NAMES = (
    *("window", "keystrokes", "store", "people", "peoplewindow", "contacts", "shifts", "sheets", "phonetree"),
    *("concerns", "handouts"),
    *("map", "countymap", "mappaper", "places", "reports", "longpapers", "sync"),
)


def main(names: list[str]) -> int:
    """Print the table; gives 0, or 2 for a name that is none."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"There is no benchmark {unknown[0]!r}; there are {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    print(head())
    rows, missed = 0, 0
    for name in names or NAMES:
        for row in importlib.import_module(f"tests.benchmarks.{name}").rows():
            print(row.told(), flush=True)
            rows += 1
            missed += row.missed
    print(f"{rows} rows, {missed} missed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
