"""`manage.py explain_cycle`: a person's date in words, and cases as JSON."""

import datetime as dt
import io
import json
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command

from staff.cycle import stored
from staff.cycle.sentences import sentences
from tests.factories import EmploymentFactory, PersonFactory, TrainingRecordFactory

CASES = Path(__file__).parents[1] / "data" / "cycle-cases.json"
NOW = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)


@pytest.fixture
def aida(db):
    """A teacher trained in May 2024."""
    person = PersonFactory(
        family_name="Жээнбекова", given_name="Аида", patronymic="", pin="11205198000017", phone="+996700123456"
    )
    EmploymentFactory(person=person)
    TrainingRecordFactory(person=person, hours=72, ended_on=dt.date(2024, 5, 20))
    with time_machine.travel(NOW, tick=False):
        yield person


def _said(*arguments):
    stream = io.StringIO()
    call_command("explain_cycle", *map(str, arguments), stdout=stream)
    return stream.getvalue()


def _refused(*arguments):
    with pytest.raises(CommandError) as problem:
        _said(*arguments)
    return str(problem.value)


@pytest.mark.clause("1.3")
@pytest.mark.parametrize(
    "written", ["{pk}", "11205198000017", "{email}", "0700 123 456", "жээнбекова аида", "Жээнбекова"]
)
def test_explain_cycle_finds_a_person_however_named(aida, written):
    said = _said(written.format(pk=aida.pk, email=aida.email.upper()))

    assert f"Жээнбекова Аида ({aida.pk})" in said
    assert "2027-жылдын 20-майы" in said


@pytest.mark.clause("1.3")
def test_explain_cycle_prints_every_sentence_with_its_clause(aida):
    said = _said(aida.pk, "--language", "en")

    for text, clause in sentences(stored.cycle_of(aida).derivation):
        assert f"[{clause}]" in said
        assert text
    assert "The next date: 20 May 2027." in said
    assert "“Сабактарды окутуунун методикасы”, 72 hours, ended on 20 May 2024." in said


def test_explain_cycle_on_another_day_and_what_if(aida):
    late = json.loads(_said(aida.pk, "--on", "21.05.2027", "--json"))
    trained = json.loads(_said(aida.pk, "--if", "16:2026-12-20", "--json"))
    early = json.loads(_said(aida.pk, "--if", "16:2026-12-20", "--on", "2026-12-19", "--json"))

    assert (late["status"], late["due_on"], late["hours_open"]) == ("overdue", "2027-05-20", 16)
    assert (trained["on"], trained["due_on"]) == ("2026-12-20", "2029-12-20")
    assert early["due_on"] == "2027-05-20"
    assert {each["clause"] for each in trained["derivation"]} == {"1.3", "4.3"}


def test_explain_cycle_says_what_is_wrong(aida):
    PersonFactory(family_name="Жээнбекова", given_name="Айгүл", patronymic="")

    assert "Nobody" in _refused("Белгисизов")
    assert f"{aida.pk}: Жээнбекова Аида" in _refused("Жээнбекова")
    assert "is no day" in _refused(aida.pk, "--on", "31.02.2026")
    assert "HOURS:ENDDATE" in _refused(aida.pk, "--if", "72")
    assert "HOURS:ENDDATE" in _refused(aida.pk, "--if=-5:2026-12-20")
    assert "is no day" in _refused(aida.pk, "--if", "72:tomorrow")
    assert "either" in _refused()
    assert "either" in _refused(aida.pk, "--case", "-")


@pytest.mark.clause("1.3")
def test_cases_in_a_list_give_a_list_of_results(monkeypatch):
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(cases)))

    results = json.loads(_said("--case", "-"))

    assert results == [case["expected"] for case in cases]


def test_one_case_from_a_file_gives_one_result(tmp_path):
    case = json.loads(CASES.read_text(encoding="utf-8"))[3]
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case), encoding="utf-8")

    assert json.loads(_said("--case", path)) == case["expected"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('{"on": ', "no JSON"),
        ("[3]", "case 1: a case is a JSON object, not int"),
        ('{"employments": []}', "'on' is missing"),
        ('{"on": "23.11.2026"}', "23.11.2026"),
        (
            '[{"on": "2026-11-23"}, {"on": "2026-11-23", "ledger": [{"to": "2026-01-01"}]}]',
            "case 2: 'hours' is missing",
        ),
        ('{"on": "2026-11-23", "ledger": 5}', "int"),
    ],
)
def test_a_case_that_cannot_be_read_is_named(tmp_path, written, message):
    path = tmp_path / "case.json"
    path.write_text(written, encoding="utf-8")

    assert message in _refused("--case", path)


def test_a_case_without_policies_is_judged_by_the_first_policy(tmp_path):
    path = tmp_path / "case.json"
    post = {"from": "2026-09-01", "category": "ПОК"}
    path.write_text(json.dumps({"on": "2026-11-23", "employments": [post]}), encoding="utf-8")

    result = json.loads(_said("--case", path))

    assert (result["obligation"], result["due_on"]) == ("mandatory", "2027-09-01")
