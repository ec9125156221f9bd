"""A trial run says exactly what the real run does, for every list of the folder."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from ostu_qualification.core.records.who import SYSTEM
from staff.imports.staff_list import transitions
from staff.models import Employment, ImportDecision, Person, RosterImport
from tests.factories import PersonFactory
from tests.staff.spreadsheet_files import xlsx

FILES = Path(__file__).parents[2] / "files"
LISTS = sorted([*FILES.glob("staff_*.xls*"), *FILES.glob("list_*.xlsx")])
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day_of_reference():
    with time_machine.travel(dt.datetime(2026, 11, 26, 6, tzinfo=dt.UTC), tick=False):
        yield


def import_staff(path: Path, *options: str) -> Any:
    """What the command reports, or why it does not read the file."""
    out = io.StringIO()
    try:
        call_command("import_staff", str(path), "--json", *options, stdout=out)
    except CommandError as problem:
        return str(problem)
    return json.loads(out.getvalue())


def told(path: Path, *options: str) -> str:
    """What the command says in words."""
    out = io.StringIO()
    call_command("import_staff", str(path), *options, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
@pytest.mark.clause("1.1")
def test_a_trial_run_says_what_the_real_run_does(path):
    trial = import_staff(path, "--dry-run")
    assert Person.objects.count() == 0

    real = import_staff(path)

    assert real == trial
    if isinstance(real, str):
        assert RosterImport.objects.count() == 0
        return
    applied = RosterImport.objects.get().report["applied"]
    assert {name: trial[name] for name in applied if name != "decisions"} == {
        name: count for name, count in applied.items() if name != "decisions"
    }
    assert applied["decisions"] == trial["decisions_new"] == ImportDecision.objects.count()
    assert (Person.objects.count(), Employment.objects.count()) == (trial["persons"], trial["employments"])
    again = import_staff(path)
    assert (again["new"], again["changed"], again["decisions_new"]) == (0, 0, 0)


def test_unread_sheets_and_columns_are_told_in_words():
    text = told(FILES / "staff_one_sheet_without_known_headings.xlsx", "--dry-run")
    hidden = told(FILES / "list_hidden_columns_lookalikes.xlsx", "--dry-run")

    assert "Окулбаган барак: Экономика – тилкелеринин аталышы жок барак" in text
    assert "Окулбаган тилкелер: Экономика – Мурунку кызматы" in hidden


def test_a_file_of_which_nothing_is_read_is_an_error(tmp_path):
    path = tmp_path / "тизме.xlsx"
    path.write_bytes(xlsx({"Бөлөк": [["бул жерде тизме жок"]]}))

    with pytest.raises(CommandError, match="Бөлөк"):
        told(path, "--dry-run")


HEAD = ["№", "Аты-жөнү", "Кызматы", "Туулган күнү", "Үлүшү"]
UNREAD = {"Физика": [HEAD, [1, "Асанова Айгүл", "доцент", "", "a@mail.ru"], [2, "Ким Вера", "доцент", "", "b@mail.ru"]]}


@pytest.fixture
def hr(log_in):
    """The HR officer's browser."""
    return log_in(PersonFactory(roles=["hr_officer"]))


def test_the_preview_names_sheets_and_columns_that_were_not_read(hr):
    sheets = {**UNREAD, "Бөлөк": [["бул жерде тизме жок"]]}
    hr.post(reverse("upload_roster"), {"file": io.BytesIO(xlsx(sheets))})
    roster = RosterImport.objects.get()

    page = hr.get(reverse("roster_detail", args=[roster.pk]))

    assert page.context["unread_sheets"] == [("Бөлөк", "тилкелеринин аталышы жок барак")]
    assert page.context["rows_of_nobody"] == 0
    assert "Бөлөк" in page.content.decode()
    assert "Үлүшү" in page.content.decode()
    doubted = hr.get(reverse("roster_detail", args=[roster.pk]), {"about": "doubted"})
    assert [(line.row, line.status) for line in doubted.context["page"]] == [(1, "heading")]


def test_an_unread_column_is_asked_about_once_and_seen_to_by_the_officer(hr):
    hr.post(reverse("upload_roster"), {"file": io.BytesIO(xlsx(UNREAD))})
    transitions.apply_roster(RosterImport.objects.get(), by=SYSTEM)
    decision = ImportDecision.objects.get(kind="column_unread")

    page = hr.get(reverse("settle_decision", args=[decision.pk]))
    answer = hr.post(reverse("settle_decision", args=[decision.pk]), {})

    assert (decision.sheet, decision.row, decision.column, decision.written) == ("Физика", 1, "E", "Үлүшү")
    assert (page.status_code, answer.status_code) == (200, 302)
    decision.refresh_from_db()
    assert decision.state == ImportDecision.State.SETTLED
    hr.post(reverse("upload_roster"), {"file": io.BytesIO(xlsx(UNREAD))})
    transitions.apply_roster(RosterImport.objects.get(state="preview"), by=SYSTEM)
    assert ImportDecision.objects.count() == 1


@pytest.mark.clause("1.1")
def test_nobody_without_a_post_is_taken_for_a_teacher(hr):
    rows = [HEAD[:4], [1, "Асанова Айгүл", "", "12.05.1985"]]
    hr.post(reverse("upload_roster"), {"file": io.BytesIO(xlsx({"Физика": rows}))})
    transitions.apply_roster(RosterImport.objects.get(), by=SYSTEM)
    post = Employment.objects.get()
    assert (post.post, post.category) == ("other", "other")

    decision = ImportDecision.objects.get(kind="post_missing")
    transitions.settle_decision(decision, by=SYSTEM, answer={"post": "docent", "category": "teaching"})

    post.refresh_from_db()
    assert (post.post, post.category) == ("docent", "teaching")
    assert import_again(rows) == (0, 0, 0)


def import_again(rows: list[list[Any]]) -> tuple[int, int, int]:
    """New and changed people and new doubts of the same list once more."""
    from staff.imports.staff_list import applying

    record = applying.upload_roster(xlsx({"Физика": rows}), "тизме.xlsx", by=SYSTEM)
    transitions.apply_roster(record, by=SYSTEM)
    applied = record.report["applied"]
    return applied["new"], applied["changed"], applied["decisions"]
