"""The house stands: layers, one writer of states, sizes, no forbidden module names."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.forms import BaseForm, FileField
from django.urls import get_resolver

from ostu_qualification.core.frame.badges import TONES
from ostu_qualification.core.records.uploads import UploadField
from ostu_qualification.core.words.inputs import DateField
from ostu_qualification.core.workflow.steps import ACTS

ROOT = Path(settings.BASE_DIR)
APPS = ["ostu_qualification", "staff", "courses", "enrollment", "certificates", "finance"]
FORBIDDEN_NAMES = {"utils", "helpers", "common", "mixins", "managers", "misc"}
MAY_WRITE_STATES = {"transitions.py", "steps.py"}


def sources() -> Iterator[Path]:
    """Every module of the product, migrations aside."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def test_no_module_has_a_name_that_can_hold_anything():
    assert [path for path in sources() if path.stem in FORBIDDEN_NAMES] == []


def test_modules_stay_under_400_lines():
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in sources()}

    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_functions_stay_under_50_lines():
    long = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno > 50:
                long.append(f"{path.relative_to(ROOT)}:{node.name}")

    assert long == []


def test_templates_stay_under_150_lines():
    long = [path.name for path in (ROOT / "templates").rglob("*.html") if len(path.read_text().splitlines()) > 150]

    assert long == []


def test_templates_have_no_inline_script_or_style():
    inline = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", re.IGNORECASE)

    assert [path.name for path in (ROOT / "templates").rglob("*.html") if inline.search(path.read_text())] == []


def written_states(tree: ast.AST) -> Iterator[int]:
    """The lines of a module that give a `.state` a value, in whatever way Python has for it."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr="state", ctx=ast.Store() | ast.Del()):
                yield node.lineno
            case ast.Call(func=ast.Name(id="setattr" | "delattr"), args=[_, ast.Constant(value="state"), *_]):
                yield node.lineno
            case ast.Call(func=ast.Attribute(attr="update"), keywords=named) if any(
                each.arg == "state" for each in named
            ):
                yield node.lineno
            case ast.Call(func=ast.Attribute(attr="bulk_update")) if "state" in constants_of(node):
                yield node.lineno


def days_of_moments(tree: ast.AST) -> Iterator[str]:
    """What in a module takes the day of a moment without saying in which time zone: between midnight and six it is wrong."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="date" | "utcnow"), args=[], keywords=[]):
                yield ast.unparse(node)
            case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="date") | ast.Name(id="date"), attr="today")):
                yield ast.unparse(node)
            case ast.Attribute(value=moment, attr="year" | "month" | "day") if is_moment(moment):
                yield ast.unparse(node)
            case ast.FormattedValue(value=moment, format_spec=ast.JoinedStr() as form) if is_moment(moment):
                if re.search("%[dmYjFx]", ast.unparse(form)) and "%H" not in ast.unparse(form):
                    yield ast.unparse(node)


def is_moment(node: ast.AST) -> bool:
    """Whether an expression is a moment by its name: `…_at`, a time stamp, now."""
    words = ast.unparse(node)
    return words.endswith(("_at", "timestamp", "now()", "now"))


DAYS_WITHOUT_A_ZONE = {
    "ostu_qualification/core/words/dates.py": {"when.date()"},
    "ostu_qualification/core/sheets/spreadsheets.py": {"cell.date()"},
    "staff/management/commands/explain_cycle.py": {"dt.datetime.strptime(written, form).date()"},
    "staff/imports/cells/dates.py": {"cell.date()"},
}


def test_the_day_of_a_moment_is_the_day_in_osh():
    found = {str(path.relative_to(ROOT)): set(days_of_moments(ast.parse(path.read_text()))) for path in sources()}

    assert {path: days for path, days in found.items() if days} == DAYS_WITHOUT_A_ZONE


@pytest.mark.parametrize(
    "line",
    [
        "line.entered_at.date()",
        "(since or timezone.now()).date()",
        "order.executed_at.year",
        "now().day",
        "f'{visa.given_at:%d.%m.%Y}'",
        "dt.date.today()",
        "date.today()",
        "datetime.utcnow()",
    ],
)
def test_a_day_of_a_moment_is_found_however_it_is_taken(line):
    assert len(list(days_of_moments(ast.parse(line)))) == 1


@pytest.mark.parametrize(
    "line",
    ["localdate(line.entered_at)", "today.year", "f'{localtime(moment):%d.%m.%Y %H:%M}'", "person.birth_on.year"],
)
def test_local_days_are_left_alone(line):
    assert list(days_of_moments(ast.parse(line))) == []


def constants_of(tree: ast.AST) -> set[object]:
    """All constants written anywhere within."""
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}


@pytest.mark.parametrize(
    "code",
    [
        "run.state = 'open'",
        "run.state, run.place = 'open', ''",
        "run.state: str = 'open'",
        "run.state += 'x'",
        "for run.state in states: pass",
        "setattr(run, 'state', 'open')",
        "runs.update(place='', state='open')",
        "Run.objects.bulk_update(runs, ['place', 'state'])",
        "Run.objects.bulk_update(runs, fields=['state'])",
    ],
)
def test_every_way_of_writing_a_state_is_seen(code):
    assert list(written_states(ast.parse(code))) == [1]


def test_only_transitions_write_a_state():
    """A state is written by a step or a bulk path of transitions.py; rows born in their first state are no change.

    That nobody saves a record with a state whole is refused while it runs: `core.states.Stateful`.
    """
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sources()
        if path.name not in MAY_WRITE_STATES and "transitions" not in path.parts
        for line in written_states(ast.parse(path.read_text()))
    ]

    assert wrong == []


def test_views_touch_no_objects():
    """A view reads what `queries` lets this user see; health alone asks the database itself."""
    wrong = []
    for path in sources():
        if "views" not in path.parts and path.name != "views.py":
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.search(r"\._?(objects|default_manager|base_manager)\b", line) and "objects.exists()" not in line:
                wrong.append(f"{path.relative_to(ROOT)}:{number}")

    assert wrong == []


def test_every_save_says_what_it_saves():
    """A new record, or which fields: what was read before a lock is never saved whole."""
    wrong = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(func=ast.Attribute(attr="save", value=receiver), args=[], keywords=[]):
                    if ast.unparse(receiver) != "canvas" and path.name != "states.py":
                        wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")

    assert wrong == []


def test_forms_and_views_save_nothing():
    """A form says what was written (`RecordForm.values`), a view hands it to an act; forms know neither acts nor steps."""
    wrong = []
    for path in sources():
        is_form = "forms" in path.parts or path.name == "forms.py"
        if not is_form and "views" not in path.parts and path.name != "views.py":
            continue
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(attr="save")) if "request.user.save(update_fields=" not in ast.unparse(
                    node
                ):
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
                case ast.ClassDef(bases=bases) if any(ast.unparse(base) == "forms.ModelForm" for base in bases):
                    if node.name != "RecordForm":
                        wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
                case ast.FunctionDef(name="act", args=arguments) if is_form and arguments.args[:1]:
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")

    assert wrong == []


def test_every_form_takes_files_by_the_field_that_knows_their_size():
    plain = re.compile(r"\b(forms|fields)\.(File|Image)Field\(")
    written = [path.name for path in sources() if path.name != "uploads.py" and plain.search(path.read_text())]
    made = [
        f"{form.__name__}.{name}"
        for form in all_forms()
        for name, field in form.base_fields.items()
        if isinstance(field, FileField) and not isinstance(field, UploadField)
    ]

    assert (written, made) == ([], [])


def test_every_form_takes_days_by_the_field_that_knows_which_can_be_meant():
    plain = [
        f"{form.__name__}.{name}"
        for form in all_forms()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.DateField) and not isinstance(field, DateField)
    ]

    assert plain == []


def all_forms() -> set[type[BaseForm]]:
    """Every form of the product."""
    get_resolver().url_patterns  # noqa: B018 - loads every view and with it every form
    found, waiting = set(), [BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.split(".")[0] in APPS and hasattr(form, "base_fields"):
            found.add(form)
    return found


@pytest.mark.parametrize("step", ACTS.values(), ids=lambda step: step.name)
def test_every_step_is_documented_with_its_sources(step):
    states = {value for value, _ in step.model._meta.get_field("state").choices}

    assert step.function.__doc__
    assert set(step.sources) <= states
    assert step.target is None or step.target in states


def test_every_state_has_a_tone():
    codes = set()
    for model in apps.get_models():
        if model.__module__.split(".")[0] in APPS and any(field.name == "state" for field in model._meta.fields):
            codes |= {value for value, _ in model._meta.get_field("state").choices}

    assert codes - TONES.keys() == set()
