"""The map as a web page, built by folium with a template and parts of our own; nothing in it asks the net.

folium reads what its elements write as a template once more, so nothing that a person typed ever goes
through it: the app's words and records go into the page as data.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import folium
from branca.element import Figure, MacroElement
from jinja2 import Template
from xstatic.pkg import leaflet

from sacwatch import paths
from sacwatch.maps.told import Told, View

LIVE_URL = "sacwatch://map/"
"""Where the page in the window lives; its parts, its tiles and its layers stand beneath."""

LOWEST_ZOOM, HIGHEST_ZOOM = 9, 19

_CODE = ("leaflet.js", "symbols.js", "layer.js", "marks.js", "furniture.js")
_LIVE_CODE = (*_CODE, "shapes.js", "sketch.js", "qwebchannel.js", "live.js")
_SAVED_CODE = (*_CODE, "ground.js", "saved.js")
_SHEETS = ("leaflet.css", "map.css")

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Saved:
    """All that a self-contained page shows; the records in it are reduced for its audience already."""

    title: str
    notes: Sequence[str]
    told: Mapping[str, Any]
    view: View
    sample: str = ""
    caption: str = ""
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    language: str = "en"


def text(words: str) -> str:
    """Give words as HTML that shows them as they are, whatever they contain: the one place for it.

    Markup stays text, and no mark for direction reaches beyond the words (UAX #9, HTML's `bdi`). For
    the content of elements, not for attributes.
    """
    return f'<bdi dir="auto">{html.escape(_CONTROLS.sub(chr(0xFFFD), words))}</bdi>'


def popup(told: Told) -> str:
    """Give the HTML of a popup for one thing."""
    parts = [f"<h2>{text(told.title)}</h2>"]
    parts += [f"<p>{text(line)}</p>" for line in told.lines if line]
    if told.body:
        parts.append(f"<p>{text(told.body)}</p>")
    if told.faint:
        parts.append(f'<p class="faint">{text(told.faint)}</p>')
    if told.button:
        parts.append(_button("primary", told.button, told.wish))
    parts += [_button("more", words, wish) for words, wish in told.more]
    return "".join(parts)


def several(title: str, lines: Sequence[tuple[str, Mapping[str, str]]], more: str = "") -> str:
    """Give the HTML of a popup for several things at one place: a line to press for each."""
    items = "".join(f"<li>{_button('line', words, wish)}</li>" for words, wish in lines)
    rest = f'<p class="faint">{text(more)}</p>' if more else ""
    return f"<h2>{text(title)}</h2><ul>{items}</ul>{rest}"


def _button(look: str, words: str, wish: Mapping[str, str]) -> str:
    data = "".join(f' data-{name}="{html.escape(value)}"' for name, value in wish.items())
    return f'<button type="button" class="{look}"{data}>{text(words)}</button>'


def live(told: Mapping[str, Any], view: View, *, title: str, language: str = "en") -> bytes:
    """Give the page of the window. `told` is its data: words, layers, sources, where to begin."""
    figure = _figure(title, language, {**told, **_told_view(view)})
    chart = _chart(view)
    tiles = folium.TileLayer(
        LIVE_URL + "tile/{style}/{ratio}/{z}/{x}/{y}",
        attr="SacWatch",
        min_zoom=LOWEST_ZOOM,
        max_zoom=HIGHEST_ZOOM,
        style="light",
        ratio=1,
        keep_buffer=3,
    )
    tiles._id = "ground"
    tiles.add_to(chart)
    chart.default_js = [(name, name) for name in _LIVE_CODE]
    chart.default_css = [(name, name) for name in _SHEETS]
    chart.add_child(_Start("live", chart.get_name(), tiles.get_name()))
    figure.add_child(chart)
    return _rendered(figure, "'self'")


def saved(page: Saved) -> bytes:
    """Give a page that stands by itself, opened from a disk without the app and without a network."""
    figure = _figure(page.title, page.language, {**page.told, **_told_view(page.view)})
    figure.above = _head(page)
    figure.below = _foot(page)
    figure.sheets = [_asset_text(name) for name in _SHEETS]
    figure.code = [_asset_text(name) for name in _SAVED_CODE]
    chart = _chart(page.view)
    chart.default_js = []
    chart.default_css = []
    chart.add_child(_Start("saved", chart.get_name()))
    figure.add_child(chart)
    return _rendered(figure, "")


def asset(name: str) -> tuple[bytes, str] | None:
    """Give one of the live page's own files with its media type, or None for any other name."""
    if name not in _LIVE_CODE and name not in _SHEETS:
        return None
    path = _asset_path(name)
    if not path.is_file():
        return None
    return path.read_bytes(), "text/javascript" if name.endswith(".js") else "text/css"


def _asset_path(name: str) -> Path:
    if name.startswith("leaflet."):
        return Path(leaflet.BASE_DIR) / name
    return paths.resources() / "map" / name


@lru_cache(maxsize=16)
def _asset_text(name: str) -> str:
    """Give a file to stand inside a page; what would end its element early or ask for a file is taken out."""
    code = _asset_path(name).read_text(encoding="utf-8")
    code = re.sub(r"//# sourceMappingURL=.*", "", code)
    if name.endswith(".css"):
        code = re.sub(r"url\((?!#)[^)]*\)", "none", code)
    if re.search(r"</(script|style)|<!--", code, re.IGNORECASE):
        raise ValueError(f"{name} cannot stand inside a page")
    return code


class _Start(MacroElement):
    """The one line of script that hands folium's map over to our code."""

    _template = Template("{% macro script(this, kwargs) %}SacWatch.{{ this.call }};{% endmacro %}")

    def __init__(self, page: str, *names: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.call = f"{page}({', '.join(names)})"


def _chart(view: View) -> Any:
    chart = folium.Map(
        location=[view.middle.lat, view.middle.lon],
        zoom_start=view.zoom,
        tiles=None,
        zoom_control=False,
        min_zoom=LOWEST_ZOOM,
        max_zoom=HIGHEST_ZOOM,
        attribution_control=False,
        fade_animation=False,
        zoom_animation_threshold=3,
        close_popup_on_click=False,
        wheel_px_per_zoom_level=110,
    )
    # folium names its parts by chance; the same page is to be the same bytes.
    chart._id = "watch"
    return chart


def _told_view(view: View) -> dict[str, Any]:
    return {"view": {"lat": view.middle.lat, "lon": view.middle.lon, "zoom": view.zoom}}


class _Figure(Figure):
    """folium's whole page with what our template shows besides."""

    def __init__(self) -> None:
        super().__init__()
        self.language = "en"
        self.look = "light"
        self.policy = ""
        self.told = ""
        self.above = self.below = ""
        self.sheets: list[str] = []
        self.code: list[str] = []


def _figure(title: str, language: str, told: Mapping[str, Any]) -> _Figure:
    figure = _Figure()
    figure._template = Template((paths.resources() / "map" / "page.html").read_text(encoding="utf-8"))
    figure.header._children.clear()
    figure.title = html.escape(_CONTROLS.sub(chr(0xFFFD), title))
    figure.language = html.escape(language)
    figure.told = _data(told)
    return figure


def _data(value: Any) -> str:
    """Give a value as JSON that may stand in a script element: nothing in it can end the element."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in ("<", ">", "&", "\u2028", "\u2029"):
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return _CONTROLS.sub(chr(0xFFFD), written)


_POLICY = "@policy@"


def _rendered(figure: _Figure, own: str) -> bytes:
    """Render a page and let run in it what it was built of and nothing else.

    The policy names each piece of code and style inside the page by its sum (Content Security
    Policy 3), and our own files where `own` says so. Nothing may be fetched from anywhere else.
    """
    figure.policy = _POLICY
    page: str = figure.render()
    pieces = _Pieces()
    pieces.feed(page)
    policy = "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src", own, *map(_sum, pieces.scripts))),
            " ".join(("style-src", own, *map(_sum, pieces.styles))),
            f"img-src {own} data:",
            f"connect-src {own or chr(39) + 'none' + chr(39)}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return page.replace(_POLICY, policy, 1).encode("utf-8", errors="replace")


class _Pieces(HTMLParser):
    """Finds the scripts and styles that stand inside a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self._into: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "style":
            self._into = self.styles
        elif tag == "script" and "src" not in told and "type" not in told:
            self._into = self.scripts
        if self._into is not None:
            self._into.append("")

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._into = None


def _sum(piece: str) -> str:
    digest = base64.b64encode(hashlib.sha256(piece.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _head(page: Saved) -> str:
    sample = f'<p><span class="sample">{text(page.sample)}</span></p>' if page.sample else ""
    notes = "".join(f"<p>{text(note)}</p>" for note in page.notes)
    return f'<header class="page">{sample}<h1>{text(page.title)}</h1>{notes}<p id="switches"></p></header>'


def _foot(page: Saved) -> str:
    if not page.rows:
        return f'<footer class="page"><p>{text(page.caption)}</p></footer>'
    heads = "".join(f'<th scope="col">{text(head)}</th>' for head in page.heads)
    rows = "".join("<tr>" + "".join(f"<td>{text(cell)}</td>" for cell in row) + "</tr>" for row in page.rows)
    table = f'<div class="rows"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    return f'<footer class="page"><details><summary>{text(page.caption)}</summary>{table}</details></footer>'
