"""Every rule names its clause, in the code and in a test; the table in docs/ has no empty row."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from ostu_qualification.core.rules import traceability
from ostu_qualification.core.rules.regulation import CLAUSES

ROOT = Path(settings.BASE_DIR)
ON_PAGES = re.compile(r"""{%\s*clause\s+["']([^"']+)["']|clause_number\s*=\s*["']([^"']+)["']""")
ALL_ELSE = [number for number in CLAUSES if number != "1.6"]


def test_every_clause_has_code_and_test_or_says_why_not():
    assert traceability.problems(ROOT) == []


def test_what_is_partly_built_has_code_and_test_and_says_what_is_to_come():
    code, tests = traceability.code_by_clause(ROOT), traceability.tests_by_clause(ROOT)

    assert [number for number in traceability.PARTLY if not (code.get(number) and tests.get(number))] == []
    rows = [line for line in traceability.table(ROOT).splitlines() if "*Still to come" in line]
    assert [row.split(" | ")[0].strip("| *") for row in rows] == list(traceability.PARTLY)


def test_the_table_is_current():
    written = (ROOT / "docs" / "regulation.md").read_text(encoding="utf-8")

    assert written == traceability.table(ROOT), "run: manage.py regulation_table"


def test_the_table_has_a_row_for_every_clause_and_none_is_empty():
    rows = [line.split(" | ") for line in traceability.table(ROOT).splitlines() if line.startswith("| **")]

    assert [row[0].strip("| *") for row in rows] == list(CLAUSES)
    assert [row[0] for row in rows if len(row) != 4 or row[3].strip(" |") in {"", "–"}] == []


def test_links_of_the_table_lead_to_files():
    targets = re.findall(r"\]\(\.\./([^)]+)\)", traceability.table(ROOT))

    assert targets
    assert [target for target in set(targets) if not (ROOT / target).is_file()] == []


def test_pages_cite_clauses_that_exist():
    pages = [*ROOT.glob("templates/**/*.html")]
    for app in traceability.APPS:
        pages += [path for path in (ROOT / app).rglob("*.py") if "views" in path.as_posix()]

    cited = {(path.name, "".join(found)) for path in pages for found in ON_PAGES.findall(path.read_text("utf-8"))}

    assert cited
    assert [each for each in sorted(cited) if each[1] not in CLAUSES] == []


@pytest.mark.parametrize(
    ("docstring", "numbers"),
    [
        ("Permit a programme. Clause 1.6.", ["1.6"]),
        ("Does this. Clauses 5.4, 6.1.", ["5.4", "6.1"]),
        ("Does this. Clauses 1.3, 5.4 and 6.1: no more.", ["1.3", "5.4", "6.1"]),
        ("A row that breaks clause 4.3 or 5.7 is refused.", ["4.3", "5.7"]),
        ("Broken off at the end of the line. Clause\n    7.5.3.", ["7.5.3"]),
        ("Does that. Clause 3.3b. Section 2.", ["3.3b", "2"]),
        ("Once named. Clause 1.3. Twice named. Clause 1.3.", ["1.3"]),
        ("The clause of the law of 2004, section 12.", []),
    ],
)
def test_a_docstring_names_its_clauses(docstring, numbers):
    assert traceability.cited(docstring) == numbers


def test_code_is_found_however_deep(tmp_path):
    (tmp_path / "staff" / "migrations").mkdir(parents=True)
    (tmp_path / "staff" / "migrations" / "0001_initial.py").write_text('"""Clause 1.3."""\n')
    (tmp_path / "staff" / "cycle.py").write_text(
        '"""The cycle. Clause 1.3."""\n\n\nclass Cycle:\n    """Clause 1.1."""\n\n    class Status:\n'
        '        """Clause 6.1."""\n\n    async def due(self):\n        """Clauses 1.3, 6.1."""\n'
    )

    found = traceability.code_by_clause(tmp_path)

    assert found == {
        "1.3": ["staff/cycle.py", "staff/cycle.py: Cycle.due"],
        "1.1": ["staff/cycle.py: Cycle"],
        "6.1": ["staff/cycle.py: Cycle.Status", "staff/cycle.py: Cycle.due"],
    }


def test_marks_are_found_on_tests_cases_classes_and_modules(tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_cycle.py").write_text(
        'import pytest\n\npytestmark = [pytest.mark.django_db, pytest.mark.clause("6.1")]\n\n\n'
        '@pytest.mark.clause("1.3", "4.4")\ndef test_one():\n    pass\n\n\n'
        '@pytest.mark.parametrize("n", [pytest.param(1, marks=pytest.mark.clause("1.1"))])\ndef test_two(n):\n'
        '    pass\n\n\n@pytest.mark.clause("5.3")\nclass TestThree:\n    @pytest.mark.clause("5.4")\n'
        '    def test_four(self):\n        pass\n\n\n@pytest.mark.clause("7.8")\ndef no_test():\n    pass\n'
    )

    found = traceability.tests_by_clause(tmp_path)

    assert found == {
        "6.1": ["tests/test_cycle.py"],
        "1.3": ["tests/test_cycle.py: test_one"],
        "4.4": ["tests/test_cycle.py: test_one"],
        "1.1": ["tests/test_cycle.py: test_two"],
        "5.3": ["tests/test_cycle.py: TestThree"],
        "5.4": ["tests/test_cycle.py: TestThree.test_four"],
    }


@pytest.mark.parametrize(
    ("code", "tests", "declaratory", "pending", "problem"),
    [
        (["1.6"], ["1.6"], [], [], None),
        (["1.6"], [], [], [], "1.6: a docstring names it, but no test is marked with it"),
        ([], ["1.6"], [], [], "1.6: a test is marked with it, but no docstring names it"),
        ([], [], [], [], "1.6: neither code nor test, and no reason why"),
        ([], [], [], ["1.6"], None),
        (["1.6"], [], [], ["1.6"], None),
        ([], ["1.6"], [], ["1.6"], "1.6: a test is marked with it, but no docstring names it"),
        (["1.6"], ["1.6"], [], ["1.6"], "1.6: built and tested; take it out of PENDING"),
        (["1.6"], [], ["1.6"], [], None),
        (["1.6"], ["1.6"], ["1.6"], [], "1.6: built and tested; take it out of DECLARATORY"),
        ([], [], ["1.6"], ["1.6"], "1.6: both declaratory and pending"),
        (["1.6", "1.7"], ["1.6"], [], [], "1.7: the Regulation has no such clause"),
        (["1.6"], ["1.6", "8.1"], [], [], "8.1: the Regulation has no such clause"),
        (["1.6"], ["1.6"], [], ["7.9"], "7.9: the Regulation has no such clause"),
    ],
)
def test_gaps_are_named(code, tests, declaratory, pending, problem):
    found = traceability.gaps(
        {number: ["staff/cycle.py"] for number in code},
        {number: ["tests/test_cycle.py: test_one"] for number in tests},
        declaratory=declaratory,
        pending=[*ALL_ELSE, *pending],
    )

    assert found == ([problem] if problem else [])


def test_regulation_table_is_written_and_checked(tmp_path, settings, capsys):
    settings.BASE_DIR = tmp_path
    with pytest.raises(CommandError, match="regulation_table"):
        call_command("regulation_table", check=True)

    call_command("regulation_table")
    call_command("regulation_table", check=True)

    written = tmp_path / "docs" / "regulation.md"
    assert written.read_text(encoding="utf-8") == traceability.table(tmp_path)
    written.write_text(written.read_text(encoding="utf-8").replace("1.6", "1.7"), encoding="utf-8")
    with pytest.raises(CommandError, match="not current"):
        call_command("regulation_table", check=True)
