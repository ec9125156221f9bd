"""The staff list of the real office, applied: agrees with the truth, and changes nothing the second time."""

import datetime as dt
import io
import json
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook

from ostu_qualification.core.records.who import SYSTEM
from staff.cycle.stored import differences
from staff.imports.staff_list import transitions
from staff.models import Employment, ImportDecision, Pause, Person, RosterImport, TrainingRecord, Unit
from tests.factories import PersonFactory
from tests.staff.spreadsheet_files import xlsx

FILES = Path(__file__).parents[2] / "files"
ROOT = Path(__file__).resolve().parents[4]
LIST = ROOT / "demo" / "staff-2026.xlsx"
EXPECTED = json.loads((Path(__file__).parents[2] / "data" / "staff-2026.expected.json").read_text(encoding="utf-8"))
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day_of_reference():
    """The list was written for this day."""
    with time_machine.travel(dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC), tick=False):
        yield


def import_staff(*options: str) -> dict:
    """Run the command and read its JSON."""
    out = io.StringIO()
    call_command("import_staff", str(LIST), "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def cells(entries: list[dict]) -> set[tuple]:
    """Decisions or refusals as places with their kind."""
    return {(each["sheet"], each["row"], each["column"], each["kind"]) for each in entries}


@pytest.mark.clause("1.1")
def test_a_dry_run_agrees_with_the_truth_and_writes_nothing():
    report = import_staff("--dry-run")

    counts = {name: value for name, value in EXPECTED.items() if isinstance(value, int)}
    assert {name: report[name] for name in counts} == counts
    assert (report["new"], report["changed"], report["unchanged"]) == (616, 0, 0)
    assert cells(report["decisions"]) == cells(EXPECTED["decisions"])
    assert cells(report["refused"]) == cells(EXPECTED["refused"])
    assert Person.objects.count() == 0


@pytest.mark.clause("1.1")
def test_with_all_decisions_settled_the_database_holds_the_truth():
    import_staff("--accept-proposals")

    assert Person.objects.count() == EXPECTED["persons_after_right_decisions"]
    assert Employment.objects.count() == EXPECTED["employments_after_right_decisions"]
    assert TrainingRecord.objects.count() == EXPECTED["training_lines"]
    assert Pause.objects.count() == EXPECTED["pauses"]
    assert Person.objects.filter(degree_level="").count() == EXPECTED["persons_without_academic_degree"]
    assert Unit.objects.count() == 31
    assert differences() == []


@pytest.mark.clause("1.1")
def test_a_second_import_changes_nothing_and_asks_nothing_again():
    import_staff("--accept-proposals")
    before = list(Person.objects.order_by("pk").values())

    report = import_staff()

    assert (report["new"], report["changed"], report["unchanged"]) == (0, 0, 620)
    assert report["decisions_new"] == 0
    assert list(Person.objects.order_by("pk").values()) == before
    assert ImportDecision.objects.filter(state="open").count() == 0


def test_the_first_import_takes_a_bounded_number_of_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(90):
        import_staff()


def test_what_the_office_corrected_is_not_overwritten_by_an_empty_cell():
    import_staff()
    person = Person.objects.filter(email__isnull=True, pin__isnull=False).first()
    person.email = "corrected@example.org"
    person.save()

    import_staff()

    person.refresh_from_db()
    assert person.email == "corrected@example.org"


@pytest.fixture
def hr(log_in):
    """The HR officer's browser."""
    return log_in(PersonFactory(roles=["hr_officer"]))


def test_a_file_that_is_no_table_is_refused_at_its_field(hr):
    answer = hr.post(reverse("upload_roster"), {"file": io.BytesIO(b"no table")})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]
    assert RosterImport.objects.count() == 0


def test_preview_apply_and_the_file_with_remarks(hr):
    with LIST.open("rb") as file:
        hr.post(reverse("upload_roster"), {"file": file})
    roster = RosterImport.objects.get()
    assert Person.objects.count() == 1
    page = hr.get(reverse("roster_detail", args=[roster.pk]))

    assert page.context["counts"]["new"] == 616
    assert len(page.context["refused"]) == 3
    hr.post(reverse("apply_roster", args=[roster.pk]))
    assert Person.objects.count() == 617
    book = load_workbook(io.BytesIO(hr.get(reverse("roster_errors", args=[roster.pk])).content))
    sheet = book["5 Колдонмо математика жана"]
    assert sheet.cell(6, sheet.max_column).value or sheet.cell(5, sheet.max_column).value
    assert "B33" in sheet.cell(33, sheet.max_column).value


def test_a_discarded_list_brings_nothing_in(hr):
    with LIST.open("rb") as file:
        hr.post(reverse("upload_roster"), {"file": file})
    roster = RosterImport.objects.get()

    hr.post(reverse("discard_roster", args=[roster.pk]))

    roster.refresh_from_db()
    assert roster.state == RosterImport.State.DISCARDED
    assert Person.objects.count() == 1


def test_settling_a_cell_by_its_page_enters_the_value(hr):
    import_staff()
    decision = ImportDecision.objects.filter(kind="rate_not_understood").first()
    post = Employment.objects.get(pk=decision.held_back["employment"])
    assert post.rate is None

    answer = hr.post(reverse("settle_decision", args=[decision.pk]), {"rate": "1,25"})

    post.refresh_from_db()
    assert answer.status_code == 302
    assert str(post.rate) == "1.25"


def test_settling_a_cell_with_an_impossible_value_keeps_the_question(hr):
    import_staff()
    decision = ImportDecision.objects.filter(kind="rate_not_understood").first()

    answer = hr.post(reverse("settle_decision", args=[decision.pk]), {"rate": "15"})

    decision.refresh_from_db()
    assert answer.status_code == 422
    assert decision.state == ImportDecision.State.OPEN


@pytest.mark.parametrize(("is_same", "people"), [(True, 616), (False, 617)])
def test_a_possible_duplicate_comes_in_as_the_officer_says(is_same, people):
    import_staff()
    decision = ImportDecision.objects.filter(kind="possible_duplicate_person").first()

    transitions.settle_decision(decision, by=SYSTEM, answer={"same_person": is_same})

    assert Person.objects.count() == people
    assert decision.person is not None
    import_staff()
    assert Person.objects.count() == people


def test_a_list_that_names_nobody_says_so_and_which_sheets_were_not_read(hr, tmp_path):
    (tmp_path / "list.xlsx").write_bytes(content := xlsx({"Барак": [["Бир", "Эки"], ["а", "б"]]}))

    answer = hr.post(reverse("upload_roster"), {"file": SimpleUploadedFile("тизме.xlsx", content)})

    assert answer.status_code == 422
    assert "Барак" in str(answer.context["form"].errors["file"])
    with pytest.raises(CommandError, match="Барак"):
        call_command("import_staff", str(tmp_path / "list.xlsx"), "--dry-run")
