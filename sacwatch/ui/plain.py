"""Text as text: where Qt would take a record's words for markup, a mnemonic or a mark of its own."""

from __future__ import annotations

_LONGEST_TIP = 1_000


def tip(words: str) -> str:
    """Give a tooltip that shows these words and nothing else.

    Qt takes a tooltip for HTML by its looks and would decode what is escaped only in some of them, so
    it is told that this one is.
    """
    if not words:
        return ""
    cut = words if len(words) <= _LONGEST_TIP else words[:_LONGEST_TIP] + "…"
    for plain, marked in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\n", "<br>")):
        cut = cut.replace(plain, marked)
    return f"<qt>{cut}</qt>"


def button(words: str) -> str:
    """Give the text of a button or menu that shows these words: an ampersand underlines nothing."""
    return words.replace("&", "&&")


def title(words: str) -> str:
    """Give a window's title that shows these words in one line: Qt takes [*] for the mark of a change."""
    return " ".join(words.split()).replace("[*]", "[*][*]")


def path(words: str) -> str:
    """Give a path that may go on in the next line behind each of its separators."""
    return words.replace("/", "/\u200b").replace("\\", "\\\u200b")


def mail(words: str) -> str:
    """Give an e-mail address that may go on in the next line behind its @ and its dots; not to be copied."""
    return words.replace("@", "@\u200b").replace(".", ".\u200b")


def line(words: str) -> str:
    """Give words in one line."""
    return " ".join(words.split())
