"""Every key has its words and every word its key; nothing reaches screen or paper past gettext."""

import ast
import re
import string
from enum import Enum

import pytest

from sacwatch import words
from sacwatch.domain.actions import ActionState
from sacwatch.domain.audiences import Audience
from sacwatch.domain.checklists import ToDo
from sacwatch.domain.concerns import ConcernKind, Responsible, State, ToldHow, Topic, Waiting
from sacwatch.domain.consents import How, fields_for
from sacwatch.domain.contactcolumns import Holds
from sacwatch.domain.contactmatching import InCommon
from sacwatch.domain.destinations import Rule as WishRule
from sacwatch.domain.destinations import Sort as PlaceSort
from sacwatch.domain.drills import DrillSort, Outcome
from sacwatch.domain.exports import Act
from sacwatch.domain.geography import Sureness
from sacwatch.domain.handouts import Section, Tip, Tongue, Trend
from sacwatch.domain.households import Household
from sacwatch.domain.incidents import NumberState, Source, Status
from sacwatch.domain.kinds import Kind
from sacwatch.domain.mapfiles import FileKind, Layer, Theme
from sacwatch.domain.mapsheets import PaperForm
from sacwatch.domain.meetings import MeetingKind, MeetingState, Reminding
from sacwatch.domain.members import Channel, Member, PhoneType, Role, Skill
from sacwatch.domain.offences import IncidentKind, Sort
from sacwatch.domain.patrolcolumns import Tells
from sacwatch.domain.patrols import Category, Mode, Rule, Seat, Stop
from sacwatch.domain.places import Fix
from sacwatch.domain.reported import ReportedTo
from sacwatch.domain.resources import Group, Key, Layout
from sacwatch.domain.resources import Standing as Tried
from sacwatch.domain.rosters import Why
from sacwatch.domain.routes import RouteSource
from sacwatch.domain.shifts import Repeat, Which
from sacwatch.domain.statements import Step
from sacwatch.domain.treechecks import Weight
from sacwatch.domain.watches import Jurisdiction, Where
from sacwatch.services.listfiles import Lists
from sacwatch.services.planning import Standing
from tests.boundaries.code import MODULES, Module, parse, within

FAMILIES: dict[str, type[Enum]] = {
    "audience": Audience,
    "kind": Kind,
    "jurisdiction": Jurisdiction,
    "role": Role,
    "channel": Channel,
    "skill": Skill,
    "how": How,
    "phone": PhoneType,
    "mode": Mode,
    "seat": Seat,
    "stop": Stop,
    "repeat": Repeat,
    "which": Which,
    "conflict": Why,
    "category": Category,
    "rule": Rule,
    "reported_to": ReportedTo,
    "sort": Sort,
    "incident": IncidentKind,
    "source": Source,
    "status": Status,
    "number": NumberState,
    "fix": Fix,
    "sureness": Sureness,
    "paper": PaperForm,
    "mapfile": FileKind,
    "theme": Theme,
    "layer": Layer,
    "route": RouteSource,
    "holds": Holds,
    "shares": InCommon,
    "tells": Tells,
    "drill": DrillSort,
    "outcome": Outcome,
    "weight": Weight,
    "hours_step": Step,
    "act": Act,
    "place": PlaceSort,
    "wish": WishRule,
    "standing": Standing,
    "list": Lists,
    "concern": ConcernKind,
    "topic": Topic,
    "responsible": Responsible,
    "waiting": Waiting,
    "waits": Waiting,
    "concern_state": State,
    "told_how": ToldHow,
    "action": ActionState,
    "meeting": MeetingKind,
    "course": MeetingState,
    "reminding": Reminding,
    "todo": ToDo,
    "section": Section,
    "tongue": Tongue,
    "trend": Trend,
    "tip": Tip,
    "tip_words": Tip,
    "resource": Key,
    "purpose": Key,
    "group": Group,
    "where": Where,
    "tried": Tried,
    "card": Layout,
    "card_name": Layout,
}
"""The families of labels whose values are those of an enum."""

BY_KEY = {"step", "job"}
"""The families of labels that the code names key by key."""

_KEY = re.compile(r"[a-z]+\.[a-z0-9_]+")
SENTENCE_FAMILIES = {key.split(".")[0] for key in words.SENTENCES}


def keys_in(module: Module) -> dict[str, int]:
    """Give every key of a sentence or a step that a module's strings name, with its line."""
    docstrings = module.docstrings
    return {
        node.value: node.lineno
        for node in module.nodes
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and _KEY.fullmatch(node.value)
        and node.value.split(".")[0] in SENTENCE_FAMILIES | BY_KEY
    }


USED = {
    key: f"{module.place}:{line}"
    for module in MODULES.values()
    if not module.name.startswith("sacwatch.words")
    for key, line in keys_in(module).items()
}


def test_every_key_that_is_used_has_its_words():
    known = set(words.SENTENCES) | {key for key in words.LABELS if key.split(".")[0] in BY_KEY}
    assert {key: place for key, place in USED.items() if key not in known} == {}


def test_no_words_stand_there_that_nothing_uses():
    by_key = {key for key in words.LABELS if key.split(".")[0] in BY_KEY}
    assert sorted((set(words.SENTENCES) | by_key) - set(USED)) == []


def test_every_value_of_every_enum_has_a_label_and_no_label_is_left_over():
    expected = {f"{family}.{each.value}" for family, kind in FAMILIES.items() for each in kind}
    expected |= {f"fact.{each}" for record in (Member, Household) for each in fields_for(record)}
    labels = {key for key in words.LABELS if key.split(".")[0] not in BY_KEY}
    assert expected - labels == set(), "these values have no label"
    assert labels - expected == set(), "these labels have no value"


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def unfilled(module: Module) -> list[str]:
    """Name the calls that give a sentence fewer values than it mentions."""
    found = []
    for node in module.nodes:
        if not isinstance(node, ast.Call):
            continue
        keys = [
            each.value
            for each in node.args
            if isinstance(each, ast.Constant) and each.value in words.SENTENCES
        ]
        if len(keys) != 1 or any(keyword.arg is None for keyword in node.keywords):
            continue
        given = {keyword.arg for keyword in node.keywords}
        others = [each for each in node.args if not isinstance(each, ast.Constant)]
        for each in others:
            if isinstance(each, ast.Dict):
                given |= {key.value for key in each.keys if isinstance(key, ast.Constant)}
        opaque = any(not isinstance(each, ast.Dict) for each in others) and "sentence" in ast.unparse(
            node.func
        )
        missing = placeholders(words.SENTENCES[keys[0]]) - given
        if missing and not opaque:
            found.append(f"{module.place}:{node.lineno}: {keys[0]} lacks {sorted(missing)}")
    return found


def test_every_sentence_is_given_the_values_that_it_mentions():
    # Keys that are handed on by a function of their own are filled there.
    own = {"_of_place", "_from_system", "translated"}
    found = [
        each
        for module in MODULES.values()
        for each in unfilled(module)
        if not any(f" {name}(" in each for name in own)
    ]
    assert found == []


@pytest.mark.parametrize("family", sorted(SENTENCE_FAMILIES))
def test_a_sentence_is_one_that_helps(family):
    for key in words.SENTENCES:
        if key.split(".")[0] == family:
            check_sentence(key)


def check_sentence(key: str) -> None:
    """Hold one sentence against the manners of the house."""
    sentence = words.SENTENCES[key]
    values = dict.fromkeys(placeholders(sentence), 3)
    shown = words.sentence(key, values)
    assert "{" not in shown
    plain = shown.lower()
    for word in (
        "error",
        "invalid",
        "failed",
        "exception",
        "illegal",
        "abort",
        "null",
        "you forgot",
        "you must",
    ):
        assert not re.search(rf"\b{word}\b", plain), word
    assert sentence == sentence.strip()
    assert "  " not in sentence
    assert sentence[0].isupper() or sentence[0] in "“{"
    if key.split(".")[0] in ("trouble", "problem"):
        assert sentence.endswith("."), "a whole sentence"


def test_a_step_is_told_in_a_few_words():
    steps = {key: told for key, told in words.LABELS.items() if key.startswith("step.")}
    assert {key: told for key, told in steps.items() if not 1 < len(told.split()) <= 6} == {}


# Bare strings


TRANSLATING = {"_", "N_", "ngettext", "pgettext", "label", "sentence"}
"""What makes words of a string: gettext, and the two of `words` that take keys."""

SINKS = {
    # Qt: methods and constructors that show their string
    *("setText", "setWindowTitle", "setTitle", "setToolTip", "setStatusTip", "setWhatsThis"),
    *("setPlaceholderText", "setAccessibleName", "setAccessibleDescription", "setInformativeText"),
    *("setDetailedText", "setLabelText", "setPlainText", "setHtml", "setMarkdown", "setHeaderLabels"),
    *("setHorizontalHeaderLabels", "setSuffix", "setPrefix", "setSpecialValueText", "addItems"),
    *("setTabText", "setItemText", "showMessage", "setButtonText", "setDescription"),
    *("QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QMessageBox"),
    *("QProgressDialog", "QListWidgetItem", "QTableWidgetItem", "QTreeWidgetItem", "QStandardItem"),
    *("getOpenFileName", "getSaveFileName", "getExistingDirectory"),
    # ReportLab
    *("Paragraph", "drawString", "drawRightString", "drawCentredString"),
}
"""What shows every string that it is given."""

FIRST_SINKS = {
    "plain_label",
    "section",
    "set_hint",
    "set_problem",
    "LineField",
    "TextField",
    "ChoiceField",
} | {*("CheckField", "ChecksField", "DayField", "ClockField", "Field", "_tell", "say")}
"""The window's own, which show their first string; the others are names for the program."""

MIXED_SINKS = {
    "addItem",
    "insertItem",
    "addTab",
    "addRow",
    "addAction",
    "addButton",
    "addMenu",
    "addSection",
} | {*("QAction", "QMenu", "emit", "question", "information", "warning", "about")}
"""What takes words and names for the program alike; a single word in small letters is a name."""

_LETTER = re.compile(r"[^\W\d_]")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_KEYS = re.compile(r"[\s(]*((Ctrl|Shift|Alt|Meta)\+?)+\S{0,3}\)?")
_SENTENCE = re.compile(r"^[A-Z][^\W\d_]+([ ,'’][^\W\d_]+)+[.…?!:]?$")


def _name(call: ast.Call) -> str:
    func = call.func
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


def _bare(node: ast.AST) -> list[ast.Constant]:
    """Give the strings with a letter in an expression that nothing translates."""
    if isinstance(node, ast.Call):
        if _name(node) in TRANSLATING:
            return []
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "join"):
            inside = [node.func.value, *node.args, *(keyword.value for keyword in node.keywords)]
            return [found for each in inside for found in _bare(each)]
        return []
    if isinstance(node, ast.Constant):
        return [node] if isinstance(node.value, str) and _LETTER.search(node.value) else []
    if isinstance(node, ast.FormattedValue):
        return _bare(node.value)
    if isinstance(node, ast.Subscript | ast.Lambda | ast.Compare):
        return []
    if isinstance(node, ast.IfExp):
        return _bare(node.body) + _bare(node.orelse)
    return [found for each in ast.iter_child_nodes(node) for found in _bare(each)]


QUIET = {"objectName", "setObjectName", "setProperty", "property", "getattr", "icon"}
"""What takes a string that nobody sees."""


def bare_strings(module: Module) -> list[str]:
    """Name the strings of a module that a person would see as they stand, whatever the language."""
    found: dict[int, ast.Constant] = {}
    seen_as_words: set[int] = set()
    quiet: set[int] = set(module.docstrings)
    for node in module.nodes:
        if isinstance(node, ast.Call):
            name = _name(node)
            if name in TRANSLATING:
                seen_as_words |= {id(each) for each in ast.walk(node) if isinstance(each, ast.Constant)}
            elif name in QUIET:
                quiet |= {id(each) for each in ast.walk(node) if isinstance(each, ast.Constant)}
            elif name in SINKS:
                for each in [*node.args, *(keyword.value for keyword in node.keywords)]:
                    found |= {id(constant): constant for constant in _bare(each)}
            elif name in FIRST_SINKS and node.args:
                found |= {id(constant): constant for constant in _bare(node.args[0])}
            elif name in MIXED_SINKS:
                mixed = [constant for each in node.args for constant in _bare(each)]
                found |= {id(each): each for each in mixed if not _NAME.fullmatch(each.value)}
        elif isinstance(node, ast.Raise | ast.Assert) or _never_shown(module, node):
            quiet |= {id(each) for each in ast.walk(node) if isinstance(each, ast.Constant)}
    for node in module.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _SENTENCE.match(node.value):
            found[id(node)] = node
    return [
        f"{module.place}:{node.lineno}: {node.value!r}"
        for place, node in sorted(found.items(), key=lambda item: item[1].lineno)
        if place not in quiet | seen_as_words and not _KEYS.fullmatch(node.value)
    ]


def _never_shown(module: Module, node: ast.AST) -> bool:
    """Say whether a node gives a value to a constant that is listed as never shown."""
    return isinstance(node, ast.Assign) and f"{module.name}:{ast.unparse(node.targets[0])}" in NEVER_SHOWN


NEVER_SHOWN = {
    "SacWatch papers": "the name of a folder, which stays the same when the language changes",
    "sacwatch.ui.mapengine:_STARTING": "looked for in what Qt says on its own",
}
"""Strings that look like words and are none, or the constant that holds them, each with its reason."""


@pytest.mark.parametrize("module", within("ui", "reports"), ids=lambda module: module.name)
def test_no_bare_string_reaches_screen_or_paper(module):
    assert [
        each for each in bare_strings(module) if not any(repr(name) in each for name in NEVER_SHOWN)
    ] == []


def test_the_list_of_what_is_never_shown_holds_nothing_that_is_gone():
    everything = "".join(module.source for module in within("ui", "reports"))
    assert [name for name in NEVER_SHOWN if name.split(":")[-1] not in everything] == []


PLANTED = [
    'label.setText("Save")',
    'QLabel("Patrols")',
    'QtWidgets.QPushButton("Save", self)',
    "self.setWindowTitle(f'Patrol of {day}')",
    'button.setToolTip("Go " + place)',
    'box.addItem("Open" if x else _("Closed"))',
    'menu.addAction(icon, "Delete this")',
    'line.setPlaceholderText("9/14 or {}".format(x))',
    'Paragraph("Page one", style)',
    'canvas.drawString(1, 2, "Footer")',
    'desk.said.emit("Thrown away.", None)',
    'words = "Nothing was found here"',
    'table = [("Patrol hours", 3)]',
    'LineField("Name", width=3)',
    'label.setText(", ".join(["one", name]))',
]


@pytest.mark.parametrize("source", PLANTED)
def test_a_planted_bare_string_is_found(source):
    assert bare_strings(parse("sacwatch.ui.made_up", source))


ALLOWED = [
    'label.setText(_("Save"))',
    'label.setText(_("{count} patrols").format(count=3))',
    'label.setText(ngettext("{count} day", "{count} days", n).format(count=n))',
    'label.setText(words.label("kind", "patrol"))',
    'label.setText("–")',
    'label.setText(f"{day}: {shown.clock(at, zone)}")',
    'label.setText(shown.day(value, "long"))',
    'label.setProperty("role", "Big Title")',
    'raise ValueError("This should not happen")',
    'TITLES = {"patrols": N_("Patrols of the watch")}',
    '"""A module. It says a lot."""',
    'box.addItem(records["name"], "graffiti" == x)',
    "label.setText(_('Save') if x else '')",
]


@pytest.mark.parametrize("source", ALLOWED)
def test_what_is_no_bare_string_is_left_alone(source):
    assert bare_strings(parse("sacwatch.ui.made_up", source)) == []


def test_a_planted_key_without_words_is_found():
    module = parse("sacwatch.services.made_up", 'raise Trouble("trouble.no_such_words")')
    assert set(keys_in(module)) - set(words.SENTENCES) == {"trouble.no_such_words"}


def test_a_planted_sentence_without_its_values_is_found():
    assert unfilled(parse("sacwatch.services.made_up", 'raise Trouble("trouble.busy")'))
    assert not unfilled(parse("sacwatch.services.made_up", 'raise Trouble("trouble.busy", name=x)'))
    assert not unfilled(parse("sacwatch.services.made_up", 'Problem("problem.too_large", {"high": 3})'))


def test_nothing_is_translated_when_a_module_is_loaded():
    """A sentence that is translated at the top of a module stays in the language of the start."""
    for module in MODULES.values():
        for node in module.tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                called = [_name(each) for each in ast.walk(node.value) if isinstance(each, ast.Call)]
                inside = any(isinstance(each, ast.Lambda) for each in ast.walk(node.value))
                assert inside or not {"_", "ngettext", "pgettext"} & set(called), (
                    f"{module.place}:{node.lineno}"
                )
