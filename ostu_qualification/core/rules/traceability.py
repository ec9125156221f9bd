"""Which code and which test carry which clause: read from docstrings and from the tests' marks."""

import ast
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from .regulation_texts import TEXTS

APPS = ("ostu_qualification", "staff", "courses", "enrollment", "certificates", "finance")
NUMBER = re.compile(r"\d(?:\.\d+)*b?")
CITED = re.compile(rf"\bclauses?\s+({NUMBER.pattern}(?:(?:,\s+|\s+and\s+|\s+or\s+){NUMBER.pattern})*)", re.IGNORECASE)
CITED_SECTION = re.compile(r"\bSection (2)\b")
SECTIONS = {
    "1": "General",
    "2": "Legal basis",
    "3": "Aims and tasks",
    "4": "Forms",
    "5": "Organisation",
    "6": "Duties",
    "7": "Financing",
}

# What only declares an aim or a competence: how the system serves it.
DECLARATORY = {
    "1.2": "Planning, carrying out and monitoring are the order of the apps: programmes and runs, applications and "
    "lists, certificates, and the training ledger with its cycle.",
    "1.5": "Hours, form and mode are each programme's own, within the limits of 4.3.",
    "3.1": "An aim: every recognised piece of training is a line of the ledger, from which the next due date follows.",
    "3.2": "An aim: each programme names the unit responsible for it, and each head sees the unit's own people.",
    "3.3": "An aim: staff see the whole catalogue and choose their topic themselves, see 5.4.",
    "3.3b": "An aim: no course runs without the council's permission, see 1.6, and no certificate without a passed "
    "attestation, see 5.7.",
    "3.4": "Tasks: new methods come in as new programmes, see 1.6; people of other institutions are participants too, "
    "see 1.1; what was learnt elsewhere, at home and abroad, stands in the ledger, see 4.1.",
}

# What a later capability carries: leave the list as soon as code and a test name the clause.
PENDING = {
    "5.5": "Comes with programmes, complete: the yearly competition of trainers.",
    "5.5b": "Comes with programmes, complete: a programme names its unit and a run its trainers already; trainers "
    "from other institutions are still to be built.",
    "5.6": "Comes with enrolment, complete: the annual plans of units.",
    "6.3": "Comes with programmes, complete: the yearly reports of units.",
    "6.4": "Comes with programmes, complete: the requests of units.",
    "7.1": "Comes with finance: courses with invited scholars and experts.",
    "7.2": "Comes with finance: the sources of funding.",
    "7.4": "Comes with finance: what trainers are paid.",
    "7.5": "Comes with finance: experts engaged by departments.",
    "7.5.1": "Comes with finance: the experts' honorarium.",
    "7.5.2": "Comes with finance: tariffs and the statement of a course.",
    "7.6": "Comes with finance: who pays for an internship.",
    "7.7": "Comes with finance: price lists agreed with the rector.",
    "7.8": "Comes with finance: what the surplus is spent on.",
}

# What is built in part: code and tests name the clause, and this of it is still to come.
PARTLY = {
    "1.6": "Still to come with programmes: the reviewers' opinions, and the council's visits to courses as given.",
    "4.3": "Still to come with programmes: internships, whose length the rector sets.",
    "4.5": "Still to come with programmes: for whom level 1 is, and the survey of the teaching staff, from which the "
    "courses of level 3 follow.",
    "5.3": "Still to come with enrolment: the individual plans of teachers, see 5.6.",
    "5.4": "Still to come with enrolment: one period for all at the beginning of the year, and ranked topics in the "
    "field «Катышуучу»; each course has a window of its own, and an application names one course.",
    "6.1": "Still to come with programmes and finance: whether curricula are carried out, and what the University pays.",
    "7.3": "Still to come with finance: contracts, and the proportional payment from the University's budget.",
}


def cited(docstring: str) -> list[str]:
    """The clauses that a docstring names, singly or in a list, and section 2 where it says so."""
    found = [number for listed in CITED.findall(docstring) for number in NUMBER.findall(listed)]
    return list(dict.fromkeys(found + CITED_SECTION.findall(docstring)))


def code_by_clause(root: Path, apps: Collection[str] = APPS) -> dict[str, list[str]]:
    """Clause → the modules, classes and functions whose docstrings name it, as «path: qualified name»."""
    found: dict[str, list[str]] = defaultdict(list)
    for app in apps:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            place = path.relative_to(root).as_posix()
            for name, docstring in _documented(ast.parse(path.read_text(encoding="utf-8"))):
                for number in cited(docstring):
                    found[number].append(f"{place}: {name}" if name else place)
    return found


def _documented(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[str, str]]:
    """Qualified names and docstrings of a module and of all that it defines, however deep."""
    yield "", ast.get_docstring(node) or ""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            for name, docstring in _documented(inner):
                yield f"{inner.name}.{name}" if name else inner.name, docstring


def tests_by_clause(root: Path) -> dict[str, list[str]]:
    """Clause → the tests marked with it, by themselves, by one of their cases, by their class or by their module."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((root / "tests").rglob("test_*.py")):
        place = path.relative_to(root).as_posix()
        for name, number in _marked(ast.parse(path.read_text(encoding="utf-8"))):
            found[number].append(f"{place}: {name}" if name else place)
    return found


def _marked(node: ast.Module | ast.ClassDef) -> Iterator[tuple[str, str]]:
    """Names of tests with the clause that a mark on them names; no name for a mark on the whole module."""
    for inner in node.body:
        if isinstance(inner, ast.Assign) and any(ast.unparse(target) == "pytestmark" for target in inner.targets):
            yield from (("", number) for number in _clauses_in(inner.value))
        elif isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) and inner.name.startswith("test_"):
            yield from ((inner.name, number) for mark in inner.decorator_list for number in _clauses_in(mark))
        elif isinstance(inner, ast.ClassDef) and inner.name.startswith("Test"):
            yield from ((inner.name, number) for mark in inner.decorator_list for number in _clauses_in(mark))
            yield from ((f"{inner.name}.{name}".rstrip("."), number) for name, number in _marked(inner))


def _clauses_in(expression: ast.expr) -> Iterator[str]:
    """The arguments of every mark «clause» in a decorator or in a list of marks."""
    for node in ast.walk(expression):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.clause":
            yield from (str(ast.literal_eval(argument)) for argument in node.args)


def table(root: Path) -> str:
    """docs/regulation.md: clause → text → code → test, or who serves a clause that only declares, or what will."""
    code, tests = code_by_clause(root), tests_by_clause(root)
    lines = [
        "# The Regulation, clause by clause",
        "",
        "Made by `manage.py regulation_table`; a test keeps it complete. Changes belong in the code's docstrings",
        '(«Clause 1.6.») and the tests\' marks (`@pytest.mark.clause("1.6")`). The original uses 3.3, 5.5 and 5.6 twice;',
        "the second use is marked **b**.",
    ]
    for section, heading in SECTIONS.items():
        lines += ["", f"## {section} {heading}", "", "| clause | what it says | code | tests |", "|---|---|---|---|"]
        for number in TEXTS:
            if number.partition(".")[0] == section:
                lines.append(_row(number, code.get(number, []), tests.get(number, [])))
    return "\n".join(lines) + "\n"


def _row(number: str, code: list[str], tests: list[str]) -> str:
    """One clause of the table; what serves or will carry it stands where its tests would."""
    proof = _cell(tests)
    if number in DECLARATORY:
        proof = "<br>".join(filter(None, [DECLARATORY[number], proof]))
    elif number in PENDING:
        proof = "<br>".join(filter(None, [f"*{PENDING[number]}*", proof]))
    elif number in PARTLY:
        proof = "<br>".join(filter(None, [proof, f"*{PARTLY[number]}*"]))
    return f"| **{number}** | {TEXTS[number][2]} | {_cell(code) or '–'} | {proof or '–'} |"


def _cell(entries: list[str]) -> str:
    """Entries by file, each file a link with the names in it."""
    names: dict[str, list[str]] = {}
    for entry in dict.fromkeys(entries):
        path, _, name = entry.partition(": ")
        names.setdefault(path, []).extend([f"`{name}`"] if name else [])
    return "<br>".join(
        f"[{path}](../{path})" + (": " if named else "") + ", ".join(named) for path, named in names.items()
    )


def problems(root: Path) -> list[str]:
    """What is wrong with the trace from the clauses to code and tests; empty when every clause is accounted for."""
    return gaps(code_by_clause(root), tests_by_clause(root))


def gaps(
    code: Mapping[str, Collection[str]],
    tests: Mapping[str, Collection[str]],
    declaratory: Collection[str] = tuple(DECLARATORY),
    pending: Collection[str] = tuple(PENDING),
) -> list[str]:
    """Clauses that do not exist, that have code without a test or a test without code, that wait without need, or
    that nobody names."""
    named = {*code, *tests, *declaratory, *pending}
    found = [f"{number}: the Regulation has no such clause" for number in sorted(named - TEXTS.keys())]
    found += [f"{number}: both declaratory and pending" for number in sorted({*declaratory} & {*pending})]
    for number in TEXTS:
        in_code, in_tests = bool(code.get(number)), bool(tests.get(number))
        waits = number in pending or number in declaratory
        if in_code and in_tests and waits:
            where = "PENDING" if number in pending else "DECLARATORY"
            found.append(f"{number}: built and tested; take it out of {where}")
        elif in_tests and not in_code:
            found.append(f"{number}: a test is marked with it, but no docstring names it")
        elif in_code and not in_tests and not waits:
            found.append(f"{number}: a docstring names it, but no test is marked with it")
        elif not in_code and not in_tests and not waits:
            found.append(f"{number}: neither code nor test, and no reason why")
    return found
