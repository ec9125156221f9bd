"""Every rule names its clause, in the code and in a test; the table in docs/ has no empty row."""

from pathlib import Path

from django.conf import settings

from ostu_qualification.core import traceability
from ostu_qualification.core.regulation import CLAUSES

ROOT = Path(settings.BASE_DIR)


def test_every_clause_has_code_and_test_or_says_why_not():
    assert traceability.problems(ROOT) == []


def test_the_table_is_current():
    assert (ROOT / "docs" / "regulation.md").read_text(encoding="utf-8") == traceability.table(ROOT)


def test_every_clause_has_three_texts():
    assert [clause.number for clause in CLAUSES.values() if not all((clause.ky, clause.ru, clause.en))] == []


def test_a_docstring_may_name_several_clauses():
    assert traceability.cited("Does this. Clauses 5.4, 6.1.") == ["5.4", "6.1"]
    assert traceability.cited("Does that. Clause 3.3b. Section 2.") == ["3.3b", "2"]
    assert traceability.cited("The clause of the law.") == []
