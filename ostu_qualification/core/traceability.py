"""Which code and which test carry which clause: read from docstrings and from the tests' marks."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from .regulation_texts import TEXTS

APPS = ("ostu_qualification", "staff", "courses", "enrollment", "certificates", "finance")
CITED = re.compile(r"\bClauses? ((?:\d(?:\.\d+)*b?)(?:(?:, | and )\d(?:\.\d+)*b?)*)|\bSection (2)\b")
NUMBER = re.compile(r"\d(?:\.\d+)*b?")

DECLARATORY = {
    "1.2": "The chain of the apps: plan, carry out, monitor.",
    "1.4": "The role «officer of ИИжКББ» and its permissions; see 6.1.",
    "1.5": "Hours and form of each programme; see 4.3.",
    "3.1": "An aim: served by the whole system.",
    "3.2": "An aim: programmes carry a responsible unit.",
    "3.3": "An aim: staff choose their topics; see 5.4.",
    "3.3b": "An aim: quality is judged by the council; see 1.6.",
    "3.4": "Tasks: served by the catalogue, the ledger and the reports.",
}
PENDING = {
    "4.5": "comes with programmes: levels are kept and filtered, courses of level 3 follow from the survey",
    "5.5": "comes with programmes: the trainers' competition",
    "5.5b": "comes with programmes: trainers and responsible units",
    "5.6": "comes with enrolment: annual plans",
    "6.2": "comes with staff: mobility abroad",
    "6.3": "comes with programmes: yearly reports of units",
    "6.4": "comes with programmes: requests of units",
    "7.1": "comes with finance: courses with invited experts",
    "7.2": "comes with finance: sources of funding",
    "7.4": "comes with finance: trainers' fees",
    "7.5": "comes with finance: experts",
    "7.5.1": "comes with finance: experts' honorarium",
    "7.5.2": "comes with finance: tariffs",
    "7.6": "comes with finance: internships",
    "7.7": "comes with finance: price lists agreed with the rector",
    "7.8": "comes with finance: use of the surplus",
}


def cited(docstring: str) -> list[str]:
    """The clauses that a docstring names: «Clause 1.6.», «Clauses 5.4, 6.1.», «Section 2.»."""
    found: list[str] = []
    for clauses, section in CITED.findall(docstring):
        found += NUMBER.findall(clauses) if clauses else [section]
    return found


def code_by_clause(root: Path) -> dict[str, list[str]]:
    """Clause → the functions and classes whose docstrings name it."""
    found: dict[str, list[str]] = defaultdict(list)
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            for name, docstring in _documented(ast.parse(path.read_text(encoding="utf-8"))):
                for number in cited(docstring):
                    found[number].append(f"{path.relative_to(root)}: {name}" if name else str(path.relative_to(root)))
    return found


def _documented(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Names and docstrings of a module, its classes, their methods and its functions."""
    yield "", ast.get_docstring(tree) or ""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name, ast.get_docstring(node) or ""
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield f"{node.name}.{inner.name}", ast.get_docstring(inner) or ""


def tests_by_clause(root: Path) -> dict[str, list[str]]:
    """Clause → the tests marked with it."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((root / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.clause":
                    for argument in mark.args:
                        found[str(ast.literal_eval(argument))].append(f"{path.relative_to(root)}: {node.name}")
    return found


def table(root: Path) -> str:
    """docs/regulation.md: clause → text → code → test, or who serves a clause that only declares."""
    code, tests = code_by_clause(root), tests_by_clause(root)
    lines = [
        "# The Regulation, clause by clause",
        "",
        "Made by `manage.py regulation_table`; a test keeps it complete. Changes belong in the code's docstrings and the tests' marks.",
        "",
        "| clause | what it says | code | tests |",
        "|---|---|---|---|",
    ]
    for number, (_, _, english) in TEXTS.items():
        if number in DECLARATORY and not tests.get(number):
            lines.append(f"| {number} | {english} | {DECLARATORY[number]} | declaratory |")
        elif number in PENDING and not tests.get(number):
            lines.append(f"| {number} | {english} | {_cell(code.get(number, []))} | {PENDING[number]} |")
        else:
            lines.append(f"| {number} | {english} | {_cell(code.get(number, []))} | {_cell(tests.get(number, []))} |")
    return "\n".join(lines) + "\n"


def _cell(entries: list[str]) -> str:
    unique = list(dict.fromkeys(f"`{entry}`" for entry in entries))
    shown = unique[:6]
    more = f" and {len(unique) - 6} more" if len(unique) > 6 else ""
    return "<br>".join(shown) + more


def problems(root: Path) -> list[str]:
    """Clauses that do not exist, that have code without a test or a test without code, or no row at all."""
    code, tests = code_by_clause(root), tests_by_clause(root)
    found = [f"{number}: there is no such clause" for number in sorted((code.keys() | tests.keys()) - TEXTS.keys())]
    for number in TEXTS:
        if number in tests and number not in code:
            found.append(f"{number}: tested, but no code names it")
        if number in PENDING and number in tests:
            found.append(f"{number}: built and tested; take it out of PENDING")
        if number in tests or number in DECLARATORY or number in PENDING:
            continue
        found.append(f"{number}: code names it, no test does" if number in code else f"{number}: nobody names it")
    return found
