"""Which way each character of a paragraph runs: the Unicode Bidirectional Algorithm (UAX #9).

ReportLab leaves this to a library without wheels for Windows, and the maintained one gives only a
finished string. A page needs the level of each character, because fonts change and lines break
between the characters.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Sequence

_DEEPEST = 125
_ISOLATES = ("LRI", "RLI", "FSI")
_EMBEDDINGS = ("LRE", "RLE", "LRO", "RLO")
_REMOVED = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})
_TRAILING = frozenset({"WS", "S", "B", "LRI", "RLI", "FSI", "PDI"}) | _REMOVED
_TURNS = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI", "FSI", "LRE", "LRO", "LRI"})


@functools.cache
def _brackets() -> dict[str, tuple[str, bool]]:
    """Give each paired bracket with the name of its pair and whether it opens."""
    found: dict[str, tuple[str, bool]] = {}
    for low, high in ((0x28, 0x7E), (0xF3A, 0xF3E), (0x2045, 0x208F), (0x2308, 0x232B), (0x2768, 0x2E5D)):
        for code in range(low, high):
            opening = chr(code)
            if unicodedata.category(opening) != "Ps" or not unicodedata.mirrored(opening):
                continue
            closing = next((chr(code + i) for i in (1, 2) if unicodedata.category(chr(code + i)) == "Pe"), "")
            if closing:
                found[opening] = (opening, True)
                found[closing] = (opening, False)
    # U+2329 and U+232A are canonically the same as U+3008 and U+3009.
    for opening, closing in ("\u3008\u3009", "\uff08\uff09", "\uff3b\uff3d", "\uff5b\uff5d", "\u300a\u300b"):
        found[opening] = (opening, True)
        found[closing] = (opening, False)
    found["\u2329"], found["\u232a"] = ("\u3008", True), ("\u3008", False)
    return found


def kind(char: str) -> str:
    """Give the bidirectional class of a character, the default of its block where it is unassigned."""
    found = unicodedata.bidirectional(char)
    if found:
        return found
    code = ord(char)
    if 0x0600 <= code <= 0x07BF or 0x0860 <= code <= 0x08FF or 0xFB50 <= code <= 0xFDFF:
        return "AL"
    if 0x0590 <= code <= 0x08FF or 0x10800 <= code <= 0x10FFF or 0x1E800 <= code <= 0x1EFFF:
        return "R"
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return "BN"
    return "L"


def turns(text: str) -> bool:
    """Say whether any character of the text needs this algorithm."""
    return any(kind(char) in _TURNS for char in text)


def levels(text: str) -> tuple[list[int], int]:
    """Give the level of each character of one paragraph, and the level of the paragraph itself.

    An even level runs left to right, an odd one right to left. The ends of lines are not yet
    treated (rule L1); `line_levels` does that once the lines are known.
    """
    kinds = [kind(char) for char in text]
    partner = _matching(kinds)
    base = _first_strong(kinds, partner, 0, len(kinds))
    explicit, kinds = _explicit(kinds, partner, base)
    found = list(explicit)
    for sequence in _sequences(kinds, explicit, partner):
        _resolve(text, kinds, explicit, sequence, base, found)
    last = base
    for i, each in enumerate(kinds):
        if each in _REMOVED:
            found[i] = last
        last = found[i]
    return found, base


def line_levels(text: str, found: Sequence[int], base: int) -> list[int]:
    """Give the levels of one line, with the blanks at its end set to the paragraph's (rule L1)."""
    result = list(found)
    for i in range(len(text) - 1, -1, -1):
        if kind(text[i]) not in _TRAILING:
            break
        result[i] = base
    return result


def visual_order(found: Sequence[int]) -> list[int]:
    """Give the places of a line's parts from left to right, by their levels (rule L2)."""
    order = list(range(len(found)))
    if not found:
        return order
    odd = [level for level in found if level % 2]
    for level in range(max(found), min(odd, default=max(found) + 1) - 1, -1):
        start = 0
        while start < len(order):
            if found[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and found[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order


def _matching(kinds: Sequence[str]) -> dict[int, int]:
    """Pair each isolate's opening with its end (BD9)."""
    waiting: list[int] = []
    found = {}
    for i, each in enumerate(kinds):
        if each in _ISOLATES:
            waiting.append(i)
        elif each == "PDI" and waiting:
            found[waiting.pop()] = i
    return found


def _first_strong(kinds: Sequence[str], partner: dict[int, int], start: int, end: int) -> int:
    """Give the level of the first strong character, skipping isolates (P2, P3)."""
    i = start
    while i < end:
        if kinds[i] in ("L", "R", "AL"):
            return 0 if kinds[i] == "L" else 1
        i = partner.get(i, end) if kinds[i] in _ISOLATES else i + 1
    return 0


def _explicit(kinds: list[str], partner: dict[int, int], base: int) -> tuple[list[int], list[str]]:
    """Apply embeddings, overrides and isolates (X1 to X8)."""
    stack: list[tuple[int, str, bool]] = [(base, "", False)]
    found = [base] * len(kinds)
    result = list(kinds)
    ends = set(partner.values())
    lost_isolates = lost_embeddings = valid_isolates = 0
    for i, each in enumerate(kinds):
        level, override, _isolate = stack[-1]
        found[i] = level
        if each in _EMBEDDINGS or each in _ISOLATES:
            isolate = each in _ISOLATES
            right = each.startswith("R")
            if each == "FSI":
                right = _first_strong(kinds, partner, i + 1, partner.get(i, len(kinds))) == 1
            if isolate and override:
                result[i] = override
            deeper = level + 1 if level % 2 != right else level + 2
            if deeper <= _DEEPEST and not lost_isolates and not lost_embeddings:
                valid_isolates += isolate
                stack.append((deeper, ("R" if right else "L") if each.endswith("O") else "", isolate))
                if not isolate:
                    found[i] = deeper
            elif isolate:
                lost_isolates += 1
            elif not lost_isolates:
                lost_embeddings += 1
        elif each == "PDI":
            if lost_isolates:
                lost_isolates -= 1
            elif valid_isolates and i in ends:
                lost_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                valid_isolates -= 1
            found[i] = stack[-1][0]
            if stack[-1][1]:
                result[i] = stack[-1][1]
        elif each == "PDF":
            if lost_isolates:
                pass
            elif lost_embeddings:
                lost_embeddings -= 1
            elif not stack[-1][2] and len(stack) > 1:
                stack.pop()
        elif each == "B":
            found[i] = base
        elif override and each != "BN":
            result[i] = override
    return found, result


def _sequences(kinds: Sequence[str], found: Sequence[int], partner: dict[int, int]) -> list[list[int]]:
    """Give the isolating run sequences, each the places of its characters (X9, X10, BD13)."""
    runs: list[list[int]] = []
    for i, each in enumerate(kinds):
        if each in _REMOVED:
            continue
        if runs and found[runs[-1][-1]] == found[i]:
            runs[-1].append(i)
        else:
            runs.append([i])
    by_first = {run[0]: run for run in runs}
    continued = {partner[run[-1]] for run in runs if run[-1] in partner}
    result = []
    for run in runs:
        if run[0] in continued:
            continue
        sequence = list(run)
        while (following := partner.get(sequence[-1])) is not None and following in by_first:
            sequence += by_first[following]
        result.append(sequence)
    return result


def _direction(level: int) -> str:
    return "R" if level % 2 else "L"


def _resolve(
    text: str, kinds: list[str], explicit: list[int], places: list[int], base: int, found: list[int]
) -> None:
    """Resolve weak and neutral characters and the levels of one sequence (W1 to W7, N0 to N2, I1, I2)."""
    level = explicit[places[0]]
    before = _beside(kinds, explicit, places[0], -1, base)
    after = _beside(kinds, explicit, places[-1], 1, base)
    if text[places[-1]] in "\u2066\u2067\u2068":
        # An isolate without an end reaches to the end of the paragraph.
        after = base
    start, end = _direction(max(level, before)), _direction(max(level, after))
    row = _weak([kinds[i] for i in places], start)
    _pair_brackets([text[i] for i in places], row, [kinds[i] for i in places], start, level)
    _neutral(row, start, end, level)
    for i, each in zip(places, row, strict=True):
        if level % 2 == 0:
            found[i] = level + (1 if each == "R" else 2 if each in ("AN", "EN") else 0)
        else:
            found[i] = level + (1 if each in ("L", "AN", "EN") else 0)


def _beside(kinds: Sequence[str], found: Sequence[int], place: int, step: int, base: int) -> int:
    """Give the level of the neighbour of a sequence that counts, the paragraph's at its ends."""
    i = place + step
    while 0 <= i < len(kinds):
        if kinds[i] not in _REMOVED:
            return found[i]
        i += step
    return base


def _weak(row: list[str], start: str) -> list[str]:
    last = start
    for i, each in enumerate(row):  # W1
        if each == "NSM":
            row[i] = "ON" if last in (*_ISOLATES, "PDI") else last
        last = row[i]
    strong = start
    for i, each in enumerate(row):  # W2
        if each in ("L", "R", "AL"):
            strong = each
        elif each == "EN" and strong == "AL":
            row[i] = "AN"
    row = ["R" if each == "AL" else each for each in row]  # W3
    for i in range(1, len(row) - 1):  # W4
        around = {row[i - 1], row[i + 1]}
        if (row[i] in ("ES", "CS") and around == {"EN"}) or (row[i] == "CS" and around == {"AN"}):
            row[i] = row[i - 1]
    i = 0
    while i < len(row):  # W5
        if row[i] != "ET":
            i += 1
            continue
        j = i
        while j < len(row) and row[j] == "ET":
            j += 1
        if (i and row[i - 1] == "EN") or (j < len(row) and row[j] == "EN"):
            row[i:j] = ["EN"] * (j - i)
        i = j
    row = ["ON" if each in ("ES", "ET", "CS") else each for each in row]  # W6
    strong = start
    for i, each in enumerate(row):  # W7
        if each in ("L", "R"):
            strong = each
        elif each == "EN" and strong == "L":
            row[i] = "L"
    return row


def _strong(each: str) -> str:
    """Give the direction that a resolved class counts for among neutrals; "" for a neutral."""
    return "R" if each in ("EN", "AN", "R") else "L" if each == "L" else ""


def _pair_brackets(chars: list[str], row: list[str], first: list[str], start: str, level: int) -> None:
    """Give both brackets of a pair one direction (N0)."""
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for i, char in enumerate(chars):
        bracket = _brackets().get(char) if row[i] == "ON" else None
        if bracket is None:
            continue
        name, opens = bracket
        if opens:
            if len(waiting) == 63:
                pairs.clear()
                break
            waiting.append((name, i))
            continue
        for at in range(len(waiting) - 1, -1, -1):
            if waiting[at][0] == name:
                pairs.append((waiting[at][1], i))
                del waiting[at:]
                break
    own = _direction(level)
    for opening, closing in sorted(pairs):
        inside = {_strong(each) for each in row[opening + 1 : closing]} - {""}
        if own in inside:
            chosen = own
        elif inside:
            context = next((s for each in reversed(row[:opening]) if (s := _strong(each))), start)
            chosen = context if context != own else own
        else:
            continue
        for place in (opening, closing):
            row[place] = chosen
            for i in range(place + 1, len(row)):
                if first[i] != "NSM":
                    break
                row[i] = chosen


def _neutral(row: list[str], start: str, end: str, level: int) -> None:
    """Give neutrals the direction of what stands on both sides of them (N1, N2)."""
    i = 0
    while i < len(row):
        if row[i] not in _NEUTRAL:
            i += 1
            continue
        j = i
        while j < len(row) and row[j] in _NEUTRAL:
            j += 1
        left = _strong(row[i - 1]) if i else start
        right = _strong(row[j]) if j < len(row) else end
        row[i:j] = [left if left == right else _direction(level)] * (j - i)
        i = j
