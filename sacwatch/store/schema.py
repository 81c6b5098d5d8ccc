"""The tables. Their rows never leave the store.

Annotations are real types here, not words: SQLAlchemy would read each of them anew at every start.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, Connection, Date, Double, ForeignKey, Index, LargeBinary, MetaData, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from sacwatch.domain.kinds import Kind
from sacwatch.store.types import Tenths, UtcDateTime

VERSION = 15
"""The number of the newest migration; the file carries it as SQLite's user_version."""


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        float: Double(),
        datetime: UtcDateTime(),
        date: Date(),
        Decimal: Tenths(),
        list[Any]: JSON(),
        dict[str, Any]: JSON(),
    }


class Journalled:
    """A row whose every change is written to the journal; `root` names the record it is part of."""

    __tablename__: str
    kind: ClassVar[Kind]
    id: Mapped[str] = mapped_column(primary_key=True)
    watch_id: Mapped[str]

    @property
    def root(self) -> str:
        return self.id


class RecordRow(Journalled):
    """The columns common to all records."""

    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]
    note: Mapped[str] = mapped_column(default="")


class PlaceColumns:
    """A place in words and, where known, as a point (latitude and longitude in degrees, WGS 84)."""

    place_text: Mapped[str] = mapped_column(default="")
    place_lat: Mapped[float | None]
    place_lon: Mapped[float | None]
    place_fix: Mapped[str] = mapped_column(default="none")


class WatchRow(RecordRow, PlaceColumns, Base):
    __tablename__ = "watch"
    kind = Kind.WATCH
    name: Mapped[str]
    jurisdiction: Mapped[str]
    beat: Mapped[str]
    district: Mapped[str]
    meeting_place: Mapped[str]
    meeting_day: Mapped[str]
    footer: Mapped[str]
    sample: Mapped[bool]
    boundary: Mapped[list[Any]]
    numbers: Mapped[list[Any]]
    blocks: Mapped[list["BlockRow"]] = relationship(
        cascade="all, delete-orphan", order_by="BlockRow.position", lazy="selectin"
    )


class BlockRow(Journalled, Base):
    __tablename__ = "watch_block"
    kind = Kind.WATCH
    watch_id: Mapped[str] = mapped_column(ForeignKey("watch.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    captain_id: Mapped[str | None] = mapped_column(ForeignKey("member.id"), index=True)
    outline: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")

    @property
    def root(self) -> str:
        return self.watch_id


class HouseholdRow(RecordRow, PlaceColumns, Base):
    __tablename__ = "household"
    kind = Kind.HOUSEHOLD
    sort_place: Mapped[str]
    """The address so that it sorts by street and then by number."""
    block_id: Mapped[str | None]
    block_chosen: Mapped[bool]
    people: Mapped[int | None]
    pets: Mapped[str]
    vehicles: Mapped[list[Any]]
    utilities: Mapped[str]
    special_needs: Mapped[str]
    key_holder: Mapped[str]
    consents: Mapped[list[Any]]
    confirmed_on: Mapped[date | None]
    active: Mapped[bool]
    vacations: Mapped[list["VacationRow"]] = relationship(
        cascade="all, delete-orphan", order_by="VacationRow.position", lazy="selectin"
    )
    __table_args__ = (
        Index(None, "watch_id", "active", "sort_place"),
        Index(None, "watch_id", "active", "confirmed_on"),
        Index(None, "block_id"),
    )


class VacationRow(Journalled, Base):
    __tablename__ = "household_vacation"
    kind = Kind.HOUSEHOLD
    household_id: Mapped[str] = mapped_column(ForeignKey("household.id"), index=True)
    position: Mapped[int]
    first_day: Mapped[date]
    last_day: Mapped[date]
    key_holder: Mapped[str]
    asked_on: Mapped[date | None]
    note: Mapped[str]
    __table_args__ = (Index(None, "watch_id", "last_day", "first_day"),)

    @property
    def root(self) -> str:
        return self.household_id


class MemberRow(RecordRow, PlaceColumns, Base):
    __tablename__ = "member"
    kind = Kind.MEMBER
    name: Mapped[str]
    sort_name: Mapped[str]
    phones: Mapped[list[Any]]
    email: Mapped[str]
    roles: Mapped[list[Any]]
    active: Mapped[bool]
    household_id: Mapped[str | None] = mapped_column(ForeignKey("household.id"), index=True)
    language: Mapped[str] = mapped_column(default="", server_default="")
    channel: Mapped[str] = mapped_column(default="", server_default="")
    skills: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    trainings: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    vetted_on: Mapped[date | None]
    vetting_expires_on: Mapped[date | None]
    first_expiry: Mapped[date | None]
    """When the first of the vetting and the trainings runs out."""
    waiver_on: Mapped[date | None]
    emergency_name: Mapped[str] = mapped_column(default="", server_default="")
    emergency_phone: Mapped[str] = mapped_column(default="", server_default="")
    consents: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    confirmed_on: Mapped[date | None]
    __table_args__ = (
        Index(None, "watch_id", "active", "sort_name"),
        Index(None, "watch_id", "active", "first_expiry"),
    )


class PatrolRow(RecordRow, Base):
    __tablename__ = "patrol"
    kind = Kind.PATROL
    day: Mapped[date]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime]
    public_wording: Mapped[str] = mapped_column(default="", server_default="")
    odometer_start: Mapped[Decimal | None]
    odometer_finish: Mapped[Decimal | None]
    mode: Mapped[str]
    vehicle: Mapped[str]
    area: Mapped[str]
    weather: Mapped[str]
    equipment: Mapped[list[Any]]
    rules: Mapped[list[Any]]
    shift_id: Mapped[str | None] = mapped_column(ForeignKey("shift.id"), index=True)
    shift_day: Mapped[date | None]
    sheet_id: Mapped[str | None] = mapped_column(ForeignKey("sheet.id"), index=True)
    crew: Mapped[list["PatrollerRow"]] = relationship(
        cascade="all, delete-orphan", order_by="PatrollerRow.position", lazy="selectin"
    )
    entries: Mapped[list["EntryRow"]] = relationship(
        cascade="all, delete-orphan", order_by="EntryRow.position", lazy="selectin"
    )
    __table_args__ = (Index(None, "watch_id", "started_at"), Index(None, "watch_id", "shift_day"))


class PatrollerRow(Journalled, Base):
    __tablename__ = "patrol_crew"
    kind = Kind.PATROL
    patrol_id: Mapped[str] = mapped_column(ForeignKey("patrol.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    member_id: Mapped[str | None] = mapped_column(ForeignKey("member.id"), index=True)
    seat: Mapped[str]

    @property
    def root(self) -> str:
        return self.patrol_id


class EntryRow(Journalled, PlaceColumns, Base):
    __tablename__ = "patrol_entry"
    kind = Kind.PATROL
    patrol_id: Mapped[str] = mapped_column(ForeignKey("patrol.id"))
    position: Mapped[int]
    at: Mapped[datetime | None]
    stop: Mapped[str]
    category: Mapped[str]
    seen: Mapped[str]
    reported_to: Mapped[str]
    number: Mapped[str]
    household_id: Mapped[str | None] = mapped_column(ForeignKey("household.id"), index=True)
    __table_args__ = (Index(None, "patrol_id", "category"),)

    @property
    def root(self) -> str:
        return self.patrol_id


class ShiftRow(RecordRow, Base):
    """A shift or a series of them; `start` in minutes after midnight."""

    __tablename__ = "shift"
    kind = Kind.SHIFT
    first: Mapped[date]
    ends_on: Mapped[date | None]
    """The last day on which it may be, also where it does not repeat."""
    start: Mapped[int]
    minutes: Mapped[int]
    repeat: Mapped[str]
    every: Mapped[int]
    weekdays: Mapped[list[Any]]
    which: Mapped[str]
    area: Mapped[str]
    route_id: Mapped[str | None]
    needed: Mapped[int]
    days: Mapped[list["ShiftDayRow"]] = relationship(
        cascade="all, delete-orphan", order_by="ShiftDayRow.day", lazy="selectin"
    )
    people: Mapped[list["ShiftPersonRow"]] = relationship(
        cascade="all, delete-orphan", order_by="ShiftPersonRow.position", lazy="selectin"
    )
    __table_args__ = (Index(None, "watch_id", "ends_on", "first"),)


class ShiftDayRow(Journalled, Base):
    __tablename__ = "shift_day"
    kind = Kind.SHIFT
    shift_id: Mapped[str] = mapped_column(ForeignKey("shift.id"), index=True)
    day: Mapped[date]
    skipped: Mapped[bool]
    moved_to: Mapped[date | None]
    start: Mapped[int | None]
    minutes: Mapped[int | None]
    needed: Mapped[int | None]
    area: Mapped[str | None]
    why: Mapped[str]
    __table_args__ = (Index(None, "watch_id", "day"), Index(None, "watch_id", "moved_to"))

    @property
    def root(self) -> str:
        return self.shift_id


class ShiftPersonRow(Journalled, Base):
    """Somebody of a shift; `day` is None for those who come each time."""

    __tablename__ = "shift_person"
    kind = Kind.SHIFT
    shift_id: Mapped[str] = mapped_column(ForeignKey("shift.id"), index=True)
    day: Mapped[date | None]
    part: Mapped[str]
    """regular, added or away."""
    position: Mapped[int]
    member_id: Mapped[str] = mapped_column(ForeignKey("member.id"), index=True)
    stand_in_id: Mapped[str | None] = mapped_column(ForeignKey("member.id"), index=True)
    __table_args__ = (Index(None, "watch_id", "day"),)

    @property
    def root(self) -> str:
        return self.shift_id


class SheetRow(RecordRow, Base):
    """A printed patrol sheet; `serial` is its number without the check digit."""

    __tablename__ = "sheet"
    kind = Kind.SHEET
    number: Mapped[str]
    serial: Mapped[int]
    day: Mapped[date | None]
    starts_at: Mapped[datetime | None]
    finishes_at: Mapped[datetime | None]
    mode: Mapped[str]
    vehicle: Mapped[str]
    crew: Mapped[list[Any]]
    area: Mapped[str]
    route_id: Mapped[str | None]
    equipment: Mapped[list[Any]]
    shift_id: Mapped[str | None]
    shift_day: Mapped[date | None]
    house_ids: Mapped[list[Any]]
    """The ids alone: an address stands in its household and nowhere else."""
    spots: Mapped[list[Any]]
    printed_at: Mapped[datetime]
    unused: Mapped[bool]
    __table_args__ = (
        Index(None, "watch_id", "serial"),
        Index(None, "watch_id", "day"),
        Index(None, "shift_id", "shift_day"),
    )


class RouteRow(RecordRow, Base):
    """A line that a patrol went or, without one, is to go.

    `points`: latitude and longitude in turn, ten-millionths of a degree.
    """

    __tablename__ = "patrol_route"
    kind = Kind.ROUTE
    patrol_id: Mapped[str | None] = mapped_column(ForeignKey("patrol.id"), index=True)
    name: Mapped[str]
    source: Mapped[str]
    points: Mapped[list[Any]]
    times: Mapped[list[Any]]
    """Seconds since 1970 UTC, one for each point or none."""


class PhoneTreeRow(RecordRow, Base):
    """The phone tree; `head` are members, the captain first."""

    __tablename__ = "phone_tree"
    kind = Kind.TREE
    head: Mapped[list[Any]]
    callers: Mapped[list["TreeCallerRow"]] = relationship(
        cascade="all, delete-orphan", order_by="TreeCallerRow.position", lazy="selectin"
    )


class CallerColumns:
    """A caller, and the households to call in their order. Neither is a reference: they may be gone."""

    position: Mapped[int]
    member_id: Mapped[str]
    homes: Mapped[list[Any]]


class TreeCallerRow(Journalled, CallerColumns, Base):
    __tablename__ = "phone_tree_caller"
    kind = Kind.TREE
    tree_id: Mapped[str] = mapped_column(ForeignKey("phone_tree.id"), index=True)

    @property
    def root(self) -> str:
        return self.tree_id


class DrillRow(RecordRow, Base):
    __tablename__ = "drill"
    kind = Kind.DRILL
    sort: Mapped[str]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    callers: Mapped[list["DrillCallerRow"]] = relationship(
        cascade="all, delete-orphan", order_by="DrillCallerRow.position", lazy="selectin"
    )
    calls: Mapped[list["DrillCallRow"]] = relationship(
        cascade="all, delete-orphan", order_by="DrillCallRow.position", lazy="selectin"
    )
    __table_args__ = (Index(None, "watch_id", "started_at"),)


class DrillCallerRow(Journalled, CallerColumns, Base):
    __tablename__ = "drill_caller"
    kind = Kind.DRILL
    drill_id: Mapped[str] = mapped_column(ForeignKey("drill.id"), index=True)

    @property
    def root(self) -> str:
        return self.drill_id


class DrillCallRow(Journalled, Base):
    __tablename__ = "drill_call"
    kind = Kind.DRILL
    drill_id: Mapped[str] = mapped_column(ForeignKey("drill.id"), index=True)
    position: Mapped[int]
    household_id: Mapped[str]
    member_id: Mapped[str]
    at: Mapped[datetime]
    outcome: Mapped[str]

    @property
    def root(self) -> str:
        return self.drill_id


class IncidentRow(RecordRow, PlaceColumns, Base):
    __tablename__ = "incident"
    kind = Kind.INCIDENT
    incident_kind: Mapped[str]
    occurred_from: Mapped[datetime]
    occurred_to: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]
    code: Mapped[str]
    happened: Mapped[str]
    source: Mapped[str]
    reported_to: Mapped[str]
    report_number: Mapped[str]
    number_state: Mapped[str]
    status: Mapped[str]
    disposition: Mapped[str]
    vehicles: Mapped[list[Any]]
    persons: Mapped[list[Any]]
    entry_id: Mapped[str | None] = mapped_column(ForeignKey("patrol_entry.id"), index=True)
    public_wording: Mapped[str] = mapped_column(default="", server_default="")
    counted_only: Mapped[bool] = mapped_column(default=False, server_default="0")
    __table_args__ = (
        Index(None, "watch_id", "occurred_from"),
        Index(None, "watch_id", "status", "occurred_from"),
        Index(None, "watch_id", "reported_to", "report_number"),
    )


class ConcernRow(RecordRow, PlaceColumns, Base):
    """A concern or a suggestion; `waiting`, `times` and `last_on` are told by the rest."""

    __tablename__ = "concern"
    kind = Kind.CONCERN
    concern_kind: Mapped[str]
    topic: Mapped[str]
    raised_on: Mapped[date]
    raised_by: Mapped[str]
    member_id: Mapped[str | None] = mapped_column(ForeignKey("member.id"), index=True)
    block_id: Mapped[str | None]
    block_chosen: Mapped[bool]
    meeting_id: Mapped[str | None] = mapped_column(index=True)
    words: Mapped[str]
    public_wording: Mapped[str]
    responsible: Mapped[str]
    responsible_name: Mapped[str]
    ticket: Mapped[str]
    sent_on: Mapped[date | None]
    answer: Mapped[str]
    public_answer: Mapped[str]
    answered_on: Mapped[date | None]
    told_on: Mapped[date | None]
    told_how: Mapped[str]
    dropped_on: Mapped[date | None]
    dropped_why: Mapped[str]
    past_steps: Mapped[list[Any]]
    raisings: Mapped[list[Any]]
    waiting: Mapped[str]
    times: Mapped[int]
    last_on: Mapped[date]
    """When it was raised last, or anything was done about it."""
    __table_args__ = (
        Index(None, "watch_id", "raised_on"),
        Index(None, "watch_id", "waiting", "raised_on"),
        Index(None, "watch_id", "last_on"),
        Index(None, "block_id"),
    )


class ActionRow(RecordRow, Base):
    __tablename__ = "action_item"
    kind = Kind.ACTION
    what: Mapped[str]
    public_wording: Mapped[str]
    owner: Mapped[str]
    member_id: Mapped[str | None] = mapped_column(ForeignKey("member.id"), index=True)
    noted_on: Mapped[date]
    due_on: Mapped[date | None]
    meeting_id: Mapped[str | None] = mapped_column(index=True)
    concern_id: Mapped[str | None] = mapped_column(index=True)
    state: Mapped[str]
    closed_on: Mapped[date | None]
    outcome: Mapped[str]
    __table_args__ = (Index(None, "watch_id", "state", "due_on"), Index(None, "watch_id", "closed_on"))


class MeetingRow(RecordRow, PlaceColumns, Base):
    """A meeting; `start` in minutes after midnight."""

    __tablename__ = "meeting"
    kind = Kind.MEETING
    meeting_kind: Mapped[str]
    title: Mapped[str]
    day: Mapped[date]
    start: Mapped[int]
    minutes: Mapped[int | None]
    agenda: Mapped[list[Any]]
    """The items with their minutes; who leads them stands in `leaders`."""
    leaders: Mapped[list[Any]]
    guests: Mapped[list[Any]]
    everybody: Mapped[bool]
    block_ids: Mapped[list[Any]]
    roles: Mapped[list[Any]]
    reminders: Mapped[list[Any]]
    checks: Mapped[list[Any]]
    state: Mapped[str]
    closed_at: Mapped[datetime | None]
    minuted: Mapped[bool]
    """Whether any minutes or decisions were written down."""
    frozen: Mapped[list[Any]]
    """The papers of its closing: each a name, and the id of an attachment, which may be gone."""
    handout: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """How its handout is arranged; empty where nothing of it was changed."""
    signins: Mapped[list["SignInRow"]] = relationship(
        cascade="all, delete-orphan", order_by="SignInRow.position"
    )
    __table_args__ = (Index(None, "watch_id", "day"), Index(None, "watch_id", "state", "day"))


class SignInRow(Journalled, Base):
    """Somebody who came to a meeting: a member, a household, or a name."""

    __tablename__ = "meeting_signin"
    kind = Kind.MEETING
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"))
    position: Mapped[int]
    name: Mapped[str]
    member_id: Mapped[str | None] = mapped_column(ForeignKey("member.id"), index=True)
    household_id: Mapped[str | None] = mapped_column(ForeignKey("household.id"), index=True)
    block_id: Mapped[str | None]
    phone: Mapped[str]
    at: Mapped[datetime]
    __table_args__ = (Index(None, "meeting_id", "block_id"),)

    @property
    def root(self) -> str:
        return self.meeting_id


class AttachmentRow(RecordRow, Base):
    __tablename__ = "attachment"
    kind = Kind.ATTACHMENT
    owner_kind: Mapped[str]
    owner_id: Mapped[str]
    name: Mapped[str]
    caption: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"), index=True)
    size: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    __table_args__ = (Index(None, "owner_kind", "owner_id"),)


class SettingRow(RecordRow, Base):
    """One setting of the watch; its id is the watch's id and the setting's name."""

    __tablename__ = "setting"
    kind = Kind.SETTING
    name: Mapped[str]
    value: Mapped[dict[str, Any]]


class DestinationRow(RecordRow, Base):
    __tablename__ = "destination"
    kind = Kind.DESTINATION
    name: Mapped[str]
    sort: Mapped[str]
    address: Mapped[str]
    account: Mapped[str]
    volume: Mapped[dict[str, Any]]
    audience: Mapped[str]
    large: Mapped[bool]
    automatic: Mapped[bool]
    wishes: Mapped[list[Any]]
    __table_args__ = (Index(None, "watch_id"),)


# What follows is not journalled: bytes, drafts, the journal itself and what was exported.


class BlobRow(Base):
    __tablename__ = "blob"
    sha256: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class DraftRow(Base):
    __tablename__ = "draft"
    id: Mapped[str] = mapped_column(primary_key=True)
    watch_id: Mapped[str]
    kind: Mapped[str]
    record_id: Mapped[str | None]
    saved_at: Mapped[datetime]
    data: Mapped[dict[str, Any]]


class StepRow(Base):
    """One finished unit of work."""

    __tablename__ = "journal_step"
    id: Mapped[int] = mapped_column(primary_key=True)
    watch_id: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    does: Mapped[str]
    """What was done, as a key of `words`."""
    state: Mapped[str]
    """done, undone or dropped; undo and redo for the steps that do those."""
    turn: Mapped[int]
    """The step at which it last became done or undone: the newest is next in line."""
    of: Mapped[int | None]
    """The step that this one undid or did again."""
    __table_args__ = (Index(None, "watch_id", "state", "turn"), {"sqlite_autoincrement": True})


class ChangeRow(Base):
    """One row before and after one step; None where it was not there."""

    __tablename__ = "journal_change"
    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("journal_step.id"), index=True)
    kind: Mapped[str]
    record_id: Mapped[str]
    table_name: Mapped[str]
    row_id: Mapped[str]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    __table_args__ = (Index(None, "record_id"),)


class ExportRow(Base):
    """One file that was written to an export folder."""

    __tablename__ = "export_file"
    id: Mapped[str] = mapped_column(primary_key=True)
    watch_id: Mapped[str]
    folder: Mapped[str]
    name: Mapped[str]
    report: Mapped[str]
    subject: Mapped[str]
    fingerprint: Mapped[str]
    sha256: Mapped[str]
    written_at: Mapped[datetime]
    audience: Mapped[str] = mapped_column(default="", server_default="")
    large: Mapped[bool] = mapped_column(default=False, server_default="0")
    file_name: Mapped[str] = mapped_column(default="", server_default="")
    size: Mapped[int] = mapped_column(default=-1, server_default="-1")
    mark: Mapped[str] = mapped_column(default="", server_default="")
    copy: Mapped[bool] = mapped_column(default=False, server_default="0")
    seen: Mapped[str] = mapped_column(default="", server_default="")
    __table_args__ = (Index(None, "watch_id", "folder"),)


class ReleaseRow(Base):
    """What was released for a destination and is not there yet: each file by a hash of name and contents."""

    __tablename__ = "export_release"
    destination_id: Mapped[str] = mapped_column(primary_key=True)
    watch_id: Mapped[str]
    files: Mapped[list[Any]]


class LedgerRow(Base):
    """One line of the ledger: what was done with one paper."""

    __tablename__ = "export_ledger"
    id: Mapped[str] = mapped_column(primary_key=True)
    watch_id: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    act: Mapped[str]
    report: Mapped[str]
    subject: Mapped[str]
    name: Mapped[str]
    audience: Mapped[str]
    large: Mapped[bool]
    fingerprint: Mapped[str]
    place: Mapped[str]
    destination_id: Mapped[str]
    copies: Mapped[int]
    records: Mapped[list[Any]]
    record_count: Mapped[int]
    words: Mapped[str]
    """What is searched: name, place, audience and who did it, in small letters."""
    __table_args__ = (Index(None, "watch_id", "at"), Index(None, "watch_id", "report", "subject", "at"))


class SearchRow(Base):
    """What the full-text index knows of a record; `id` is the rowid of its text."""

    __tablename__ = "search_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    watch_id: Mapped[str]
    kind: Mapped[str]
    record_id: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime | None]
    title: Mapped[str]


JOURNALLED: dict[str, type[Any]] = {
    mapper.class_.__tablename__: mapper.class_
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, Journalled)
}
"""Every journalled row class by the name of its table."""

SEARCH_TEXT = (
    "CREATE VIRTUAL TABLE search_text USING fts5("
    "title, body, tokenize = \"unicode61 remove_diacritics 2\", prefix = '1 2 3')"
)


def create_all(connection: Connection) -> None:
    """Make every table in an empty file and stamp it with the newest version."""
    Base.metadata.create_all(connection)
    connection.execute(text(SEARCH_TEXT))
    connection.execute(text("INSERT INTO search_text(search_text, rank) VALUES ('secure-delete', 1)"))
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": f"{VERSION:04}"})
    connection.execute(text(f"PRAGMA user_version = {VERSION}"))
