"""Papers by e-mail: the letter that the person's own mail program opens. Nothing is sent from here."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from sacwatch.i18n import _, ngettext

LONGEST = 2000
"""Signs of the whole address: Windows hands on no more than 2,083."""
_SIZES = ((8, 90), (5, 60), (2, 60), (1, 40), (1, 20))
"""How many papers are named, and by how many signs of their names, the first that is short enough."""


def letter(watch_name: str, file_names: Sequence[str]) -> str:
    """Give the address that opens a letter with its subject and words; who gets it is left open.

    The files cannot be in it: no address can bring one, so they lie ready in a folder to be dragged in.
    """
    made = ""
    for most, longest in _SIZES:
        made = _letter(
            watch_name[:longest], [name.removesuffix(".pdf")[:longest] for name in file_names], most
        )
        if len(made) <= LONGEST:
            break
    return made


def _letter(watch: str, titles: Sequence[str], most: int) -> str:
    subject = f"{watch}: {titles[0]}" if len(titles) == 1 else watch
    named = list(titles[:most])
    more = len(titles) - len(named)
    if more:
        named.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
    lines = [
        _("Hello,"),
        "",
        ngettext(
            "This paper of our watch is attached:", "These papers of our watch are attached:", len(titles)
        ),
        *(f"- {each}" for each in named),
        "",
        watch,
    ]
    body = "\r\n".join(lines)
    return f"mailto:?subject={quote(subject, safe='')}&body={quote(body, safe='')}"
