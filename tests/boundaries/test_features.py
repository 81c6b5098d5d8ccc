"""A feature is whole: the same name in every layer, and nothing of it forgotten."""

import ast
import dataclasses
import inspect
from dataclasses import dataclass

import pytest

from sacwatch.domain.audiences import Shows
from sacwatch.domain.kinds import Kind
from sacwatch.domain.records import Record
from sacwatch.store import schema
from sacwatch.store.repository import Repository
from sacwatch.store.search import Document
from tests.boundaries.code import MODULES, ROOT


@dataclass(frozen=True)
class Feature:
    """What a kind of record is made of. Blank where it has no such part, with the reason beside it."""

    plural: str
    record: str
    repository: str
    draft: str
    page: str
    page_class: str


FEATURES = {
    Kind.WATCH: Feature("watches", "Watch", "Watches", "WatchDraft", "settings", "SettingsPage"),
    Kind.HOUSEHOLD: Feature(
        "households", "Household", "Households", "HouseholdDraft", "people", "PeoplePage"
    ),
    Kind.MEMBER: Feature("members", "Member", "Members", "MemberDraft", "people", "PeoplePage"),
    Kind.PATROL: Feature("patrols", "Patrol", "Patrols", "PatrolDraft", "patrols", "PatrolsPage"),
    Kind.INCIDENT: Feature(
        "incidents", "Incident", "Incidents", "IncidentDraft", "incidents", "IncidentsPage"
    ),
    Kind.SHIFT: Feature("shifts", "Shift", "Shifts", "ShiftDraft", "shifts", "ShiftsPage"),
    # A sheet is made and typed back on the page of patrols.
    Kind.SHEET: Feature("sheets", "Sheet", "Sheets", "SheetDraft", "patrols", "PatrolsPage"),
    Kind.ROUTE: Feature("routes", "Route", "Routes", "RouteDraft", "map", "MapPage"),
    # A tree and a drill are changed step by step on their page; there is no form of either.
    Kind.TREE: Feature("phonetrees", "PhoneTree", "PhoneTrees", "", "phonetree", "PhoneTreePage"),
    Kind.DRILL: Feature("drills", "Drill", "Drills", "", "phonetree", "PhoneTreePage"),
    Kind.DESTINATION: Feature(
        "destinations", "Destination", "Destinations", "DestinationDraft", "reports", "ReportsPage"
    ),
    Kind.CONCERN: Feature("concerns", "Concern", "Concerns", "ConcernDraft", "concerns", "ConcernsPage"),
    # An action is noted on the page of concerns and in a meeting.
    Kind.ACTION: Feature("actions", "Action", "Actions", "ActionDraft", "concerns", "ConcernsPage"),
    Kind.MEETING: Feature("meetings", "Meeting", "Meetings", "MeetingDraft", "meetings", "MeetingsPage"),
    # An attachment is typed into the form of its record, and is shown there.
    Kind.ATTACHMENT: Feature("attachments", "Attachment", "Attachments", "", "", ""),
    # A setting is no record of its own in the domain; services.settings declares each.
    Kind.SETTING: Feature("settings", "", "Settings", "", "settings", "SettingsPage"),
}


def classes(module: str) -> set[str]:
    """Give the names of the classes in a module; none where there is no such module."""
    found = MODULES.get(module)
    return {node.name for node in found.tree.body if isinstance(node, ast.ClassDef)} if found else set()


def functions(module: str) -> set[str]:
    found = MODULES.get(module)
    return {node.name for node in found.tree.body if isinstance(node, ast.FunctionDef)} if found else set()


def tables(kind: Kind) -> set[str]:
    return {name for name, row in schema.JOURNALLED.items() if row.kind is kind}


def tables_made_by_steps() -> set[str]:
    """Give the tables that some migration makes."""
    found = set()
    for module in MODULES.values():
        if module.name.startswith("sacwatch.store.migrations.versions."):
            for node in module.nodes:
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "op.create_table":
                    found.add(ast.literal_eval(node.args[0]))
    return found


def missing(kind: Kind, feature: Feature) -> list[str]:
    """Name everything that a feature lacks."""
    found = []

    def need(there: bool, what: str) -> None:
        if not there:
            found.append(f"{kind.value}: {what}")

    domain, store = f"sacwatch.domain.{feature.plural}", f"sacwatch.store.{feature.plural}"
    services, page = f"sacwatch.services.{feature.plural}", f"sacwatch.ui.pages.{feature.page}"
    if feature.record:
        need(feature.record in classes(domain), f"class {feature.record} in {domain}")
    if feature.draft:
        need(feature.draft in classes(domain), f"class {feature.draft} in {domain}")
        for name in ("settle", "draft_of"):
            need(name in functions(domain), f"function {name} in {domain}")
        need(
            (ROOT / "tests" / "domain" / f"test_{feature.plural}.py").exists(),
            f"tests/domain/test_{feature.plural}.py",
        )
    need(feature.repository in classes(store), f"class {feature.repository} in {store}")
    need(services in MODULES, f"module {services}")
    need(bool(tables(kind)), "a journalled table")
    for table in tables(kind) - tables_made_by_steps():
        need(False, f"a migration that makes the table {table}")
    need(f"{feature.repository}(" in MODULES["sacwatch.store.work"].source, f"{feature.repository} in Work")
    told = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "services").glob("test_*.py")
    )
    need(f"import {feature.plural}" in told or f", {feature.plural}" in told, f"a test of {services}")
    if feature.page:
        need(feature.page_class in classes(page), f"class {feature.page_class} in {page}")
    return found


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
def test_a_kind_of_record_is_whole(kind):
    assert kind in FEATURES, "give the new kind its line in the table above"
    assert missing(kind, FEATURES[kind]) == []


def test_what_is_missing_is_named():
    made_up = Feature("dragons", "Dragon", "Dragons", "DragonDraft", "dragons", "DragonsPage")
    assert missing(Kind.PATROL, made_up) == [
        "patrol: class Dragon in sacwatch.domain.dragons",
        "patrol: class DragonDraft in sacwatch.domain.dragons",
        "patrol: function settle in sacwatch.domain.dragons",
        "patrol: function draft_of in sacwatch.domain.dragons",
        "patrol: tests/domain/test_dragons.py",
        "patrol: class Dragons in sacwatch.store.dragons",
        "patrol: module sacwatch.services.dragons",
        "patrol: Dragons in Work",
        "patrol: a test of sacwatch.services.dragons",
        "patrol: class DragonsPage in sacwatch.ui.pages.dragons",
    ]


def subclasses(base: type) -> set[type]:
    return {each for child in base.__subclasses__() for each in {child} | subclasses(child)}


def test_every_repository_knows_its_kind_and_writes_every_field_of_its_record():
    """A field that is forgotten in the store would come back as its default."""
    from sacwatch.store import work  # noqa: F401  (it knows every repository)

    found = {each for each in subclasses(Repository) if not inspect.isabstract(each)}
    assert {each.kind for each in found} >= {kind for kind, each in FEATURES.items() if each.record}
    for repository in found:
        module = inspect.getmodule(repository)
        written = inspect.getsource(repository._write) + inspect.getsource(module)
        record = inspect.signature(repository._write).parameters["record"].annotation
        for field in dataclasses.fields(getattr(module, record)):
            assert f"record.{field.name}" in written or field.name in vars(Record)["__annotations__"], (
                field.name
            )


def test_every_record_says_of_each_field_who_may_see_it():
    from sacwatch.store import work  # noqa: F401  (it knows every record)

    records = {each.__name__ for each in subclasses(Record)}
    assert records >= {feature.record for feature in FEATURES.values()} - {""}
    for record in subclasses(Record):
        for field in dataclasses.fields(record):
            assert Shows(field.metadata["shows"]), f"{record.__name__}.{field.name}"


def test_every_searched_kind_has_a_document():
    source = MODULES["sacwatch.store.documents"].source
    for kind, feature in FEATURES.items():
        if kind is not Kind.SETTING:
            assert f"isinstance(record, {feature.record})" in source, feature.record
    assert {field.name for field in dataclasses.fields(Document)} == {"title", "body", "at"}


def test_every_service_that_changes_records_says_what_it_does():
    """A step without a name would stand in the history as a blank line."""
    for feature in FEATURES.values():
        module = MODULES[f"sacwatch.services.{feature.plural}"]
        for node in module.tree.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            body = ast.unparse(node)
            changes = any(
                f"work.{feature.plural}.{verb}(" in body for verb in ("add", "change", "remove", "put")
            )
            if changes and feature.plural != "attachments":
                assert "work.does = " in body, f"{module.place}:{node.lineno} {node.name}"


def test_every_page_is_in_the_rail():
    source = MODULES["sacwatch.ui.page"].source
    for name in [name for name in MODULES if name.startswith("sacwatch.ui.pages.")]:
        assert name.rpartition(".")[2] in source, name
