"""Papers by e-mail: the letter that the person's own mail program opens. Nothing is sent from here."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from sacwatch.i18n import _, ngettext

MOST_NAMED = 8
"""Papers named in a letter; some programs take no address of more than about 2,000 signs."""
_LONGEST = 90


def letter(watch_name: str, file_names: Sequence[str]) -> str:
    """Give the address that opens a letter with its subject and words; who gets it is left open.

    The files cannot be in it: no address can bring one, so they lie ready in a folder to be dragged in.
    """
    titles = [name.removesuffix(".pdf")[:_LONGEST] for name in file_names]
    subject = f"{watch_name[:_LONGEST]}: {titles[0]}" if len(titles) == 1 else watch_name[:_LONGEST]
    named = titles[:MOST_NAMED]
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
        watch_name[:_LONGEST],
    ]
    body = "\r\n".join(lines)
    return f"mailto:?subject={quote(subject, safe='')}&body={quote(body, safe='')}"
