"""Reads the vCards that phones and mail programs write (2.1, 3.0 and 4.0), and writes them.

vobject (Apache 2.0) is the one library for vCards on PyPI that is kept up at all, and reads 3 of 5 real
files: it stops at the first line that it does not understand, and everything after is lost. So what is
wrong with files as they are is put right here, line by line on the bytes (folds, quoted-printable and its
soft breaks, charsets, photos), and vobject reads the clean lines: their grammar and their parts. A line
that is still not one costs that line and no card. Whole cards are written by vobject, as 3.0: that is what
iPhones, Android and Outlook read alike.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import vobject
from vobject.base import ParseError, parseLine
from vobject.icalendar import stringToTextValues
from vobject.vcard import Address, Name

from sacwatch.domain import contactcolumns, contacts, texts
from sacwatch.domain.contacts import Contact, Line, Number, Read
from sacwatch.domain.errors import Problem, Trouble
from sacwatch.domain.tables import Unread
from sacwatch.exchange import decoding

LARGEST_BYTES = 400_000_000
"""A whole address book of a thousand people with a photo of half a megabyte each has 700 MB at most."""

MOST = 50_000
_LONGEST_LINE = 200_000

_PICTURES = frozenset({b"PHOTO", b"LOGO", b"SOUND", b"KEY"})
_FREE = frozenset({b"NOTE", b"ADR", b"LABEL"})
"""What may go over several lines as it stands."""
_LONGEST_HEAD = 2_000
_HEAD = re.compile(rb'(?:[A-Za-z0-9_-]+\.)?([A-Za-z0-9_-]+)((?:;(?:"[^"]*"|[^":])*)?):')
_QUOTED = re.compile(rb"quoted-printable", re.IGNORECASE)
_BASE64 = re.compile(rb";(?:ENCODING=)?(?:B|BASE64)\b", re.IGNORECASE)
_CHARSET = re.compile(rb';CHARSET="?([A-Za-z0-9_.:-]+)"?', re.IGNORECASE)
_CODING = re.compile(
    r";(?:ENCODING=[^;:]*|CHARSET=[^;:]*|QUOTED-PRINTABLE|8BIT|7BIT)(?=[;:]|$)", re.IGNORECASE
)
_EXTENSION = re.compile(r";ext=([0-9*#-]+)", re.IGNORECASE)
_SCHEME = re.compile(r"^(?:tel|mailto|sms):", re.IGNORECASE)


@dataclass
class _Card:
    """One card on its way: where it begins, and its lines, unfolded but not decoded yet.

    `cut` says whether it has no end: what stands in it is taken all the same.
    """

    at: int
    lines: list[tuple[int, bytes]] = field(default_factory=list)
    cut: bool = False


@dataclass(frozen=True)
class _Property:
    """One line of a card, decoded: its name and kinds in capitals, and its value still escaped."""

    at: int
    group: str
    name: str
    kinds: frozenset[str]
    preferred: int
    value: str


def read(path: Path, pulse: Callable[[], None] = lambda: None, *, encoding: str = "") -> Read:
    """Give the people of a vCard file; what cannot be read is named with its line.

    `pulse` is called now and then and may raise; `encoding` is for letters that a person chose, "" for a
    guess. Raises Trouble where the file is none.
    """
    name = path.name[:80]
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise Trouble("trouble.contacts_large", name=name, limit=LARGEST_BYTES // 10**6)
        data = path.read_bytes()
    except OSError:
        raise Trouble("trouble.cannot_read", name=name) from None
    pulse()
    return parsed(data, name, pulse, encoding=encoding)


def parsed(
    data: bytes, name: str = "", pulse: Callable[[], None] = lambda: None, *, encoding: str = ""
) -> Read:
    """Give the people of the bytes of a vCard file, as `read` does."""
    letters = encoding or decoding.encoding_of(data)
    if letters.startswith("utf-"):
        if letters != "utf-8" or data[:3] == b"\xef\xbb\xbf":
            data = decoding.decoded(data, letters).encode("utf-8", errors="replace")
        letters = "cp1252"  # for the one line in a file of UTF-8 that is not
    data = data.replace(b"\0", b"")
    found: list[Contact] = []
    unread: list[Unread] = []
    for number, card in enumerate(_cards(data)):
        if number % 200 == 0:
            pulse()
        if number >= MOST:
            raise Trouble("trouble.contacts_many", name=name, limit=MOST)
        contact = _contact(card, letters, unread)
        if contact is not None:
            found.append(contact)
    if not found and not unread:
        raise Trouble("trouble.contacts_none", name=name)
    return Read(tuple(found), tuple(sorted(unread, key=lambda each: each.at)))


def _cards(data: bytes) -> Iterator[_Card]:
    """Cut a file into its cards and those into their lines, unfolded."""
    card: _Card | None = None
    inside = 0
    unfolding = _Unfolding()
    for number, raw in enumerate(_lines(data), 1):
        mark = raw.strip()[:16].upper().replace(b" ", b"")
        if mark == b"BEGIN:VCARD" and not unfolding.in_agent:
            if card is not None:
                card.lines, card.cut = unfolding.done(), True
                yield card
            card, inside, unfolding = _Card(number), 0, _Unfolding()
        elif card is None:
            continue
        elif mark == b"BEGIN:VCARD":
            inside += 1  # somebody's assistant, as a card in the card
        elif mark == b"END:VCARD" and inside:
            inside -= 1
        elif mark == b"END:VCARD":
            card.lines = unfolding.done()
            yield card
            card = None
        elif not inside:
            unfolding.take(number, raw)
    if card is not None:
        card.lines, card.cut = unfolding.done(), True
        yield card


def _lines(data: bytes) -> Iterator[bytes]:
    """Give the lines of a file by any of the three line ends, without holding them all."""
    ends = b"\n" if b"\n" in data else b"\r"
    start = 0
    while start < len(data):
        end = data.find(ends, start)
        if end < 0:
            end = len(data)
        yield data[start:end].removesuffix(b"\r")
        start = end + 1


class _Unfolding:
    """Puts the pieces of folded lines together again, and leaves out pictures."""

    def __init__(self) -> None:
        self._found: list[tuple[int, bytes]] = []
        self._at = 0
        self._pieces: list[bytes] = []
        self._length = 0
        self._quoted = self._picture = self._free = False

    @property
    def in_agent(self) -> bool:
        """Say whether the last line announces a card within the card."""
        return bool(self._pieces) and self._pieces[0][:6].upper().rstrip(b":;") == b"AGENT"

    def take(self, number: int, raw: bytes) -> None:
        """Take the next line as it stands in the file."""
        if self._quoted and self._pieces[-1].endswith(b"="):
            self._pieces[-1] = self._pieces[-1][:-1]
            self._add(raw.lstrip(b" \t") if raw[:1] in (b" ", b"\t") else raw)
        elif raw[:1] in (b" ", b"\t") and self._pieces:
            self._add(raw[1:])
        elif self._picture and not _HEAD.match(raw[:_LONGEST_HEAD]):
            return  # a photo that was folded without blanks
        elif not raw.strip():
            self._close()
        elif self._free and not _HEAD.match(raw[:_LONGEST_HEAD]):
            # Some programs write a note's line breaks as they are.
            self._add(b"\\n" + raw)
        else:
            self._close()
            self._begin(number, raw)

    def done(self) -> list[tuple[int, bytes]]:
        self._close()
        return self._found

    def _begin(self, number: int, raw: bytes) -> None:
        head = _HEAD.match(raw[:_LONGEST_HEAD])
        self._at, self._pieces, self._length = number, [raw], len(raw)
        params = head[2] if head else b""
        self._quoted = bool(_QUOTED.search(params))
        self._free = bool(head and head[1].upper() in _FREE)
        self._picture = bool(head and head[1].upper() in _PICTURES) or bool(_BASE64.search(params))
        if self._picture:
            self._pieces = [b"PHOTO:"]

    def _add(self, piece: bytes) -> None:
        self._length += len(piece)
        if not self._picture and self._length <= _LONGEST_LINE:
            self._pieces.append(piece)

    def _close(self) -> None:
        if self._pieces and not self._picture:
            self._found.append((self._at, b"".join(self._pieces)))
        self._pieces, self._quoted, self._picture, self._free = [], False, False, False


def _contact(card: _Card, letters: str, unread: list[Unread]) -> Contact | None:
    """Make a contact of a card, or say why there is none."""
    found: list[_Property] = []
    for at, line in card.lines:
        try:
            found.append(_property(at, line, letters))
        except (ParseError, ValueError):
            unread.append(Unread(at, Problem("problem.card_line", {"line": at})))
    if any(
        each.name in ("KIND", "X-ADDRESSBOOKSERVER-KIND") and each.value.lower() == "group" for each in found
    ):
        unread.append(Unread(card.at, Problem("problem.card_group", {"line": card.at})))
        return None
    by_name: dict[str, list[_Property]] = {}
    for each in found:
        by_name.setdefault(each.name, []).append(each)
    for same in by_name.values():
        same.sort(key=lambda each: each.preferred)
    labels = {each.group: each.value.upper() for each in by_name.get("X-ABLABEL", ()) if each.group}
    contact = Contact(
        at=card.at,
        name=_name(by_name),
        nickname=_first(by_name, "NICKNAME"),
        organization=_first(by_name, "ORG"),
        phones=_phones(by_name.get("TEL", ()), labels),
        emails=contacts.distinct([_SCHEME.sub("", _text(each.value)) for each in by_name.get("EMAIL", ())]),
        addresses=contacts.distinct(_addresses(by_name)),
        languages=contacts.distinct([_text(each.value) for each in _either(by_name, "LANG", "X-LANGUAGE")]),
        more=tuple(_more(by_name)),
        note="\n".join(_notes(by_name.get("NOTE", ()))),
    )
    if contact.empty:
        why = "problem.card_cut_empty" if card.cut else "problem.card_empty"
        unread.append(Unread(card.at, Problem(why, {"line": card.at})))
        return None
    if card.cut:
        unread.append(Unread(card.at, Problem("problem.card_cut", {"line": card.at})))
    return contact


def _either(by_name: dict[str, list[_Property]], *names: str) -> list[_Property]:
    return [each for name in names for each in by_name.get(name, ())]


def _more(by_name: dict[str, list[_Property]]) -> Iterable[tuple[str, str]]:
    for name, told in (("TITLE", "title"), ("BDAY", "birthday"), ("URL", "url")):
        texts_ = (" ".join(texts.clean(_text(each.value)).split()) for each in by_name.get(name, ()))
        yield from ((told, text) for text in dict.fromkeys(texts_) if text)


def _notes(notes: Iterable[_Property]) -> list[str]:
    """Give the notes of a card, each once."""
    return list(dict.fromkeys(filter(None, (texts.clean(_text(each.value)) for each in notes))))


def _property(at: int, line: bytes, letters: str) -> _Property:
    head = _HEAD.match(line[:_LONGEST_HEAD])
    if head is None:
        raise ParseError("no colon")
    params, value = head[2], line[head.end() :]
    told = _CHARSET.search(params)
    if _QUOTED.search(params):
        value = quopri.decodestring(value)
    text = _letters(value, told[1].decode("ascii") if told else "", letters)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n").replace("\x0b", "\\n")
    start = line[: head.end() - 1].decode("utf-8", errors="replace")
    clean = _CODING.sub("", start)
    name, parameters, value_text, group = parseLine(f"{clean}:{text}")
    kinds: set[str] = set()
    preferred = 50
    for key, *values in parameters:
        key = key.upper()
        if key == "PREF" and values:
            preferred = int(values[0]) if values[0].isdigit() else 1
        elif key == "TYPE":
            kinds |= {kind.strip().upper() for each in values for kind in each.split(",")}
        elif not values:
            kinds.add(key)
    if "PREF" in kinds:
        preferred = min(preferred, 1)
    return _Property(at, (group or "").upper(), name.upper(), frozenset(kinds), preferred, value_text)


def _letters(value: bytes, told: str, letters: str) -> str:
    """Decode a value: as it says itself if that is so, else as UTF-8, else as the file's other letters."""
    for each in (told, "utf-8", letters):
        try:
            if each:
                return value.decode(each)
        except (LookupError, ValueError):
            continue
    return value.decode("utf-8", errors="replace")


def _text(value: str) -> str:
    """Give a value without its escapes."""
    return str(stringToTextValues(value, listSeparator="")[0]) if "\\" in value else value


def _fields(value: str) -> list[str]:
    """Give the parts between semicolons, each without its escapes."""
    parts = stringToTextValues(value, listSeparator=";", charList=";")
    return [", ".join(each.strip() for each in stringToTextValues(part) if each.strip()) for part in parts]


def _first(by_name: dict[str, list[_Property]], name: str) -> str:
    for each in by_name.get(name, ()):
        line = " ".join(texts.clean(", ".join(filter(None, _fields(each.value)))).split())
        if line:
            return line
    return ""


def _name(by_name: dict[str, list[_Property]]) -> str:
    for each in by_name.get("FN", ()):
        line = " ".join(texts.clean(_text(each.value)).split())
        if line and "@" not in line:
            return line
    for each in by_name.get("N", ()):
        family, given, more, before, after = (*_fields(each.value), "", "", "", "", "")[:5]
        parts = (before, given, more, family, after)
        line = " ".join(texts.clean(" ".join(part for part in parts if part)).split())
        if line:
            return line
    return ""


def _phones(numbers: Iterable[_Property], labels: dict[str, str]) -> tuple[Number, ...]:
    found: dict[str, Number] = {}
    for each in numbers:
        value = _text(each.value)
        if _SCHEME.match(value):
            # RFC 3966; ";phone-context=" and the like are for exchanges.
            extension = _EXTENSION.search(value)
            value = _SCHEME.sub("", value).split(";")[0] + (f" ext. {extension[1]}" if extension else "")
        value = " ".join(texts.clean(value).split())
        if value:
            told = each.kinds | ({labels[each.group]} if each.group in labels else set())
            found.setdefault(value, Number(value, contactcolumns.line_of(" ".join(told))))
    return tuple(found.values())


def _addresses(by_name: dict[str, list[_Property]]) -> list[str]:
    homes_first = sorted(by_name.get("ADR", ()), key=lambda each: "HOME" not in each.kinds)
    found = []
    for each in homes_first:
        box, extra, street, city, region, postcode, country = (*_fields(each.value), *[""] * 7)[:7]
        if extra and not street:
            street, extra = extra, ""
        line = contacts.address(
            street=street, city=city, region=region, postcode=postcode, country=country, box=box, extra=extra
        )
        found.append(line)
    if not any(found):
        found = [contacts.one_line(_text(each.value)) for each in by_name.get("LABEL", ())]
    return found


def written(people: Iterable[Contact]) -> bytes:
    """Give a vCard file (3.0) of these people, in order."""
    return "".join(_written(each) for each in people).encode("utf-8", errors="replace")


_ENVELOPE = re.compile(r"(.+), ([^,]+), ([A-Z]{2}) (\d{5}(?:-\d{4})?)")


def _parted(place: str) -> Any:
    """Give an address in its parts where it is written as on an envelope, else whole as its street."""
    found = _ENVELOPE.fullmatch(place)
    if found is None:
        return Address(street=place)
    return Address(street=found[1], city=found[2], region=found[3], code=found[4])


_TOLD = {Line.MOBILE: "CELL", Line.HOME: "HOME", Line.WORK: "WORK", Line.FAX: "FAX", Line.OTHER: "VOICE"}


def _written(contact: Contact) -> str:
    card: Any = vobject.vCard()
    card.add("fn").value = contact.called
    given, _space, family = contact.called.rpartition(" ")
    card.add("n").value = Name(family=family, given=given)
    for number in contact.phones:
        line = card.add("tel")
        line.value, line.type_param = number.text, _TOLD[number.line]
    for email in contact.emails:
        card.add("email").value = email
    for place in contact.addresses:
        line = card.add("adr")
        line.value, line.type_param = _parted(place), "HOME"
    for language in contact.languages:
        card.add("x-language").value = language
    if contact.note:
        card.add("note").value = contact.note
    return str(card.serialize())
