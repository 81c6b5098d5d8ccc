"""The block map of one block or of the whole watch: what is asked for, and the paper made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sacwatch.domain import addresses, outlines
from sacwatch.domain.audiences import Audience
from sacwatch.domain.blockmaps import BlockPlan, Home
from sacwatch.domain.drawing import Label, Mark, Style
from sacwatch.domain.errors import NotFound, Trouble
from sacwatch.domain.geography import Frame
from sacwatch.domain.leftout import NOTHING, LeftOut, Thing
from sacwatch.domain.mapsheets import MapSheet, PaperForm
from sacwatch.domain.members import Member
from sacwatch.domain.places import Point
from sacwatch.domain.watches import Block, Watch, logo_of
from sacwatch.i18n import _
from sacwatch.reports import formats, leftout
from sacwatch.services import letterheads, mapping, papermaps, showing
from sacwatch.services.showing import Eyes
from sacwatch.store.work import Work
from sacwatch.words import label

WHOLE = "all"
"""The subject that means all blocks of the watch."""


@dataclass(frozen=True)
class BlockGround:
    """A block as it was asked for: its name and its outline, () where only its name says where it is."""

    name: str
    outline: tuple[Point, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BlockMaps:
    """What the paper is made of, reduced for its audience; nothing of the store is needed any more."""

    watch: Watch
    audience: Audience
    blocks: tuple[BlockGround, ...]
    whole: bool = True
    """Whether all blocks of the watch are meant, with a map of them all before."""
    missing: tuple[str, ...] = ()
    """The blocks that cannot be drawn, because nothing says where they are."""
    form: PaperForm = PaperForm.LETTER
    style: Style = Style.PRINT
    large: bool = False
    map_key: str = ""
    homes: tuple[Home, ...] = ()
    """The households whose house this audience may know, with what it may see of who lives there."""
    left_out: LeftOut = NOTHING


def gather(
    work: Work,
    subject: str = WHOLE,
    *,
    audience: Audience = Audience.CAPTAIN,
    form: PaperForm = PaperForm.LETTER,
    style: Style = Style.PRINT,
    large: bool = False,
) -> BlockMaps:
    """Gather one block, by its id, its name or a hundred-block in words, or all of them.

    Raises Trouble where nothing says where they are, and NotFound for a block that the watch has not.
    """
    eyes = showing.eyes(work, audience)
    try:
        watch = letterheads.seen(work, eyes)
    except NotFound:
        raise Trouble("trouble.no_watch") from None
    whole = subject in ("", WHOLE)
    wanted = [_ground(each) for each in watch.blocks] if whole else [_one(watch, subject)]
    blocks = tuple(each for each in wanted if each.outline or _hundred(each.name))
    if not blocks and whole and len(watch.boundary) > 2:
        blocks = (BlockGround(watch.name, watch.boundary),)
    if not blocks:
        raise Trouble("trouble.no_block_outlines")
    homes = _homes(work, eyes, {each.id: each.name for each in watch.blocks})
    return BlockMaps(
        watch=watch,
        audience=audience,
        blocks=blocks,
        whole=whole,
        missing=tuple(each.name for each in wanted if each not in blocks),
        form=form,
        style=style,
        large=large,
        map_key=papermaps.key(),
        homes=homes,
        left_out=eyes.left_out(Thing.ADDRESSES, Thing.NAMES, Thing.PHONES),
    )


def _homes(work: Work, eyes: Eyes, blocks: dict[str, str]) -> tuple[Home, ...]:
    """Give the households of which this audience may know the house, each with its number and place.

    One that did not agree to that leaves no trace: its house is drawn as if nobody had written it down.
    """
    there = [each for each in work.households.active() if each.place.point is not None]
    people = work.members.of_households([each.id for each in there])
    found: list[tuple[Home, tuple[Member, ...]]] = []
    for each in there:
        place = eyes.see(each).place
        if not place.text and people.get(each.id):
            eyes.note(Thing.NAMES, shown=False)
        address = addresses.parse(place.text)
        if not isinstance(address, addresses.Address) or place.point is None:
            continue
        home = Home(
            number=f"{address.number}{address.letter}",
            street=str(address.street),
            point=place.point,
            block=blocks.get(each.block_id or "", ""),
        )
        found.append((home, eyes.see_all(people.get(each.id, []))))
    # The apartments of one house stand together on the map.
    named: dict[tuple[str, str], list[Member]] = {}
    for home, seen in found:
        named.setdefault(_house(home), []).extend(each for each in seen if each.name)
    own = eyes.audience is Audience.CAPTAIN
    return tuple(
        replace(home, told=_told(seen, seen if own else named[_house(home)], own=own)) for home, seen in found
    )


def _house(home: Home) -> tuple[str, str]:
    return home.number.casefold(), home.street.casefold()


def _told(people: Sequence[Member], named_there: Sequence[Member], *, own: bool) -> tuple[str, ...]:
    """Give the names and the first phone of people as they were reduced; () where nothing is left.

    Beside names in the same house stands a phone of one who is named. Where somebody among these shows no
    phone, it says whose it is; on the captain's `own` copy all is told anyway.
    """
    named = [each for each in people if each.name]
    names = ", ".join(each.name for each in named)
    phone = ""
    for each in named if named_there else people:
        if each.phones:
            phone = each.phones[0].number
            if not own and any(not other.phones for other in named_there):
                phone = f"{phone} ({each.name})"
            break
    return (names, phone) if names or phone else ()


def can_be_drawn(work: Work) -> bool:
    """Say whether there is a block map of the watch to make: some block has an outline or a telling name."""
    try:
        watch = work.watches.get(work.watch_id)
    except NotFound:
        return False
    return any(each.outline or _hundred(each.name) for each in watch.blocks)


def _ground(block: Block) -> BlockGround:
    return BlockGround(block.name, block.outline)


def _one(watch: Watch, subject: str) -> BlockGround:
    said = subject.strip().casefold()
    for each in watch.blocks:
        if each.id == subject or each.name.casefold() == said:
            return _ground(each)
    found = _hundred(subject)
    if found is None:
        raise NotFound("trouble.no_such_block", text=subject[:60])
    same = next((each for each in watch.blocks if _hundred(each.name) == found), None)
    return _ground(same) if same else BlockGround(str(found))


def _hundred(name: str) -> addresses.Block | None:
    """Give the hundred-block that a name says, which is as good as an outline."""
    found = addresses.parse(name)
    return found if isinstance(found, addresses.Block) else None


def plans(data: BlockMaps) -> list[BlockPlan]:
    """Give each block with its houses; one whose street is on no map has none and no outline."""
    from sacwatch.maps import houses, residents  # a door: the base map is opened with the first map
    from sacwatch.services import basemaps

    base = basemaps.atlas().base
    near = data.watch.place.point or mapping.CENTRAL_CITY
    found = []
    for block in data.blocks:
        hundred, outline = _hundred(block.name), block.outline
        if hundred is not None and not outline:
            outline = houses.around(base, hundred, near)
        street = str(hundred.street) if hundred is not None else ""
        if outline:
            made = houses.plan(base, block.name, outline, street=street)
            # The street may have another name on the map.
            made = made if made.faces or not street else houses.plan(base, block.name, outline)
            found.append(residents.settled(made, data.homes))
    return found


def make(data: BlockMaps, made_on: datetime) -> bytes:
    """Make the paper as PDF. `made_on` is aware UTC. Needs no store; for the pool.

    One block has its map and a list of its houses to write on; the whole watch a map of all blocks, then
    a page for each.
    """
    from sacwatch.reports.blockmap import ListSide, MapSide, block_maps

    made = plans(data)
    if not made:
        raise Trouble("trouble.no_block_outlines")
    sides: list[Any] = []
    if data.whole and len(made) > 1:
        sides.append(MapSide(sheet_of(data, _("Block map: all blocks")), _Overview(data, made)))
    for plan in made:
        sheet = sheet_of(data, _("Block map: {block}").format(block=formats.isolated(plan.name)), plan)
        sides.append(MapSide(sheet, _OneBlock(data, plan)))
        if plan.faces and not data.whole:
            sides.append(ListSide(sheet, plan))
    return block_maps(sides, data.form, made_on, large=data.large)


@dataclass(frozen=True)
class _OneBlock:
    """Draws one block, turned so that its street runs level."""

    data: BlockMaps
    plan: BlockPlan

    def __call__(self, width: float, height: float) -> Any:
        from sacwatch.maps import blockmarks, signs
        from sacwatch.reports.blockmap import Drawn
        from sacwatch.services import basemaps

        style = self.data.style
        window = blockmarks.window(self.plan, width, height)
        picture = basemaps.atlas().cartographer.turned(window, style, blockmarks.taken(self.plan, window))
        picture = signs.under_names(picture, blockmarks.marks(self.plan, window, style))
        return Drawn(picture, turned=window.angle)


@dataclass(frozen=True)
class _Overview:
    """Draws all blocks with their names."""

    data: BlockMaps
    made: Sequence[BlockPlan]

    def __call__(self, width: float, height: float) -> Any:
        from sacwatch.maps import signs
        from sacwatch.reports.blockmap import Drawn
        from sacwatch.services import basemaps

        watch, style = self.data.watch, self.data.style
        ground = [*watch.boundary, *(point for plan in self.made for point in plan.outline)]
        frame = Frame.of_box(papermaps.around(ground), width, height)
        names = [_name(plan, frame) for plan in self.made]
        taken = [(each.x + dx, each.y, each.size * 0.8) for each in names for dx in (-24, -8, 8, 24)]
        picture = basemaps.atlas().cartographer.picture(frame, style, [taken], numbers=False, plain=False)
        marks: list[Mark] = []
        for plan in self.made:
            marks += signs.outline(plan.outline, frame, signs.block_pen(style))
        marks += signs.outline(watch.boundary, frame, signs.boundary_pen(style))
        return Drawn(signs.under_names(picture, marks), names)


def _name(plan: BlockPlan, frame: Frame) -> Label:
    """Put a block's name in its middle; of a hundred-block the number and street are enough."""
    x, y = frame.at(outlines.middle(plan.outline))
    hundred = _hundred(plan.name)
    words = f"{hundred.hundred} {hundred.street}" if hundred else plan.name
    wide = max(px for px, _py in map(frame.at, plan.outline)) - min(
        px for px, _py in map(frame.at, plan.outline)
    )
    size = max(6.0, min(11.0, wide / max(len(words), 1) / 0.56))
    return Label(words, round(x, 2), round(y, 2), size, "#000000", "#ffffff", bold=True)


def sheet_of(data: BlockMaps, title: str, plan: BlockPlan | None = None) -> MapSheet:
    """Give the words around a block's map, or around the map of all blocks."""
    from sacwatch.services import basemaps

    watch = data.watch
    notes = []
    if plan is None and data.missing:
        missing = formats.listed([formats.isolated(each) for each in data.missing])
        notes.append(
            _("Not shown, because no outline was drawn for them yet: {names}.").format(names=missing)
        )
    if plan is not None and plan.computed and not plan.estimated:
        notes.append(
            _(
                "Slanted numbers with ~ are worked out from the street’s address range. The outlines of "
                "buildings come from the map files that were brought in. Write the true number into each."
            )
        )
    elif plan is not None and plan.computed:
        notes.append(
            _(
                "Slanted numbers with ~ are worked out from the street’s address range, and so are the lots: "
                "40 feet each. Write the true number of each house into its lot."
            )
        )
    if plan is not None and any(lot.known for face in plan.faces for lot in face.lots):
        notes.append(_("A bold number in a lot is the true one."))
    if plan is not None and any(not each.street for each in plan.houses):
        notes.append(_("Bold house numbers come from the map files that were brought in."))
    if plan is not None and not plan.faces and not plan.houses:
        notes.append(_("No house numbers are known here. Draw each house where it stands."))
    if data.audience is not Audience.CAPTAIN:
        notes.append(leftout.sentence(data.left_out, data.audience))
    return MapSheet(
        title=title,
        watch_name=watch.name,
        watch_place=watch.place.text,
        notes=tuple(notes),
        credit=basemaps.atlas().cartographer.credit(),
        audience=_("For: {audience}").format(audience=label("audience", data.audience.value)),
        foot_line=watch.footer,
        logo=logo_of(watch),
        sample=watch.sample,
    )
