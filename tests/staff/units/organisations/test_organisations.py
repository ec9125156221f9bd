"""Outside organisations, the lists they come in, and their people."""

import io
import threading
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook

from staff.models import Organisation, Person
from staff.units.organisations import actions, lists
from staff.units.organisations.models import OrganisationKind
from tests.core.raw_files import cell, raw_xlsx
from tests.factories import EmploymentFactory, OrganisationFactory, PersonFactory
from tests.staff.spreadsheet_files import xlsx

FILES = Path(__file__).parents[2] / "files"
LIST = "name_ky,name_ru,kind,city\n№ 17 орто мектеп,Школа № 17,school,Ош\n«Ош-Электр» ААК,,ишкана,Ош\n"


def a_file(text, name="уюмдар.csv"):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


@pytest.mark.clause("1.1")
def test_save_organisation_refuses_one_that_is_there_in_other_letters(cholpon, log_in):
    known = OrganisationFactory(name_ky="«Ош-Электр» ААК", name_ru="ОАО «Ош-Электр»")

    answer = log_in(cholpon).post(
        reverse("add_organisation"), {"kind": "enterprise", "name_ky": "Ош Электр ААК", "name_ru": ""}
    )

    assert answer.status_code == 422
    assert f'<a href="{reverse("organisation_detail", args=[known.pk])}">' in answer.content.decode()
    assert Organisation.objects.count() == 1


def test_save_organisation_escapes_the_name_in_the_refusal(cholpon, log_in):
    OrganisationFactory(name_ky="<b>Уюм</b>")

    answer = log_in(cholpon).post(reverse("add_organisation"), {"kind": "other", "name_ky": "<b>Уюм</b>"})

    assert "<b>Уюм" not in answer.content.decode()


def test_edit_organisation_keeps_its_own_name(cholpon, log_in):
    known = OrganisationFactory(name_ky="Мектеп")

    answer = log_in(cholpon).post(
        reverse("edit_organisation", args=[known.pk]), {"kind": "school", "name_ky": "Мектеп", "city": "Өзгөн"}
    )

    known.refresh_from_db()
    assert answer.status_code == 302
    assert (known.kind, known.city) == ("school", "Өзгөн")


def test_save_organisation_is_for_the_offices(aigul):
    with pytest.raises(PermissionDenied):
        actions.save_organisation(Organisation(kind="other", name_ky="Уюм"), by=aigul.user)


def test_import_organisations_shows_first_and_enters_once(cholpon, log_in):
    OrganisationFactory(name_ky="№ 17 Орто мектеп")
    client = log_in(cholpon)

    shown = client.post(reverse("import_organisations"), {"file": a_file(LIST)})
    rows = shown.context["form"].signed
    before = Organisation.objects.count()
    for _n in range(2):
        client.post(reverse("apply_organisations"), {"rows": rows})

    assert shown.status_code == 200
    assert before == 1
    assert list(Organisation.objects.values_list("name_ky", "kind")) == [
        ("«Ош-Электр» ААК", "enterprise"),
        ("№ 17 Орто мектеп", "university"),
    ]


def test_apply_organisations_takes_no_rows_that_were_not_shown(cholpon, log_in):
    answer = log_in(cholpon).post(reverse("apply_organisations"), {"rows": "жасалма"})

    assert answer.url == reverse("import_organisations")
    assert Organisation.objects.count() == 0


def test_read_list_reads_excel_and_semicolons(db):
    book = Workbook()
    book.active.append(["name_ky", "kind"])
    book.active.append(["Уюм", "research"])
    stream = io.BytesIO()
    book.save(stream)

    of_excel = lists.read_list(stream.getvalue())
    of_text = lists.read_list("name_ky;city\nУюм;Ош\nУюм;Ош\n;Ош\nБаасы;\n".encode("cp1251", "replace"))

    assert [(line.row["name_ky"], line.row["kind"], line.problem) for line in of_excel] == [("Уюм", "research", "")]
    assert [bool(line.problem) for line in of_text] == [False, True, True, False]


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\x00\x01\x02", b"PK\x03\x04broken"])
def test_import_organisations_refuses_what_is_no_list(cholpon, log_in, content):
    answer = log_in(cholpon).post(reverse("import_organisations"), {"file": a_file(content)})

    assert answer.status_code == 422


def test_read_list_says_what_is_wrong_with_a_row(db):
    (line,) = lists.read_list(f"name_ky,kind\n{'у' * 251},school\n".encode())
    (other,) = lists.read_list("name_ky,kind\nУюм,банк\n".encode())

    assert line.problem
    assert "банк" in other.problem


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_read_list_knows_every_kind_whatever_language_the_page_speaks(db, language):
    written = {code: [code, code.upper()] for code in OrganisationKind.values}
    for each in ("ky", "ru", "en"):
        with translation.override(each):
            for code, label in OrganisationKind.choices:
                written[code].append(str(label))
    written["school"] += ["мектеп", "Школа", "орто мектеп", "колледж"]
    written["enterprise"] += ["Ишкана", "ЖЧК"]
    written["other"].append("")
    rows = [(code, word) for code, words in written.items() for word in words]
    text = "name_ky,kind\n" + "".join(f"Уюм {chr(1072 + n % 30)}{n},{word}\n" for n, (_, word) in enumerate(rows))

    with translation.override(language):
        lines = lists.read_list(text.encode())

    assert [(line.row["kind"], line.problem) for line in lines] == [(code, "") for code, _word in rows]


def test_the_list_that_the_office_handed_over_comes_in(db):
    text = (FILES / "organisations_kind_school.csv").read_bytes()

    assert [(line.row["name_ky"], line.row["kind"], line.problem) for line in lists.read_list(text)] == [
        ("№ 99 орто мектеп", "school", "")
    ]


@pytest.mark.parametrize("name", ["organisations_unicode_text_of_excel.txt", "organisations_sep_line.csv"])
def test_read_list_reads_what_excel_saves_as_text(db, name):
    (line,) = lists.read_list((FILES / name).read_bytes())

    assert (line.row["name_ky"], line.row["kind"], line.row["city"], line.problem) == (
        "«Жаңы Үй» ЖЧК", "enterprise", "Ош", "",
    )  # fmt: skip


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("alphabet", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_read_list_reads_every_sign_and_alphabet(db, sign, alphabet):
    text = f'Уюмдардын тизмеси{sign}{sign}\r\nАталышы{sign}Вид{sign}Город\r\n"Ош {sign} завод"{sign}завод{sign}Ош\r\n'

    (line,) = lists.read_list(text.encode(alphabet, "replace"))

    assert (line.number, line.row["kind"], line.row["city"], line.problem) == (3, "enterprise", "Ош", "")
    assert line.row["name_ky"] == " ".join(f"Ош {sign} завод".split())


def test_read_list_cleans_names_and_compares_them_by_their_look(db):
    OrganisationFactory(name_ky="МОТ")
    text = "name_ky\nЖаңы\u200b Үй\nMOT\n"

    first, second = lists.read_list(text.encode())

    assert (first.row["name_ky"], first.problem, bool(second.problem)) == ("Жаңы Үй", "", True)


def test_read_list_says_which_field_is_too_long(db):
    (line,) = lists.read_list(f"name_ky,city\nУюм,{'О' * 101}\n".encode())

    assert line.problem.startswith("Шаар")
    assert "100" in line.problem


def test_read_list_names_errors_of_excel(db):
    rows = f'<row r="1">{cell("A1", "Аталышы")}{cell("B1", "Шаары")}</row><row r="2">{cell("A2", "Уюм")}<c r="B2" t="e"><v>#N/A</v></c></row>'

    (line,) = lists.read_list(raw_xlsx(rows))

    assert "Excel катасы" in line.problem


def test_read_list_takes_the_first_sheet_that_is_a_list(db):
    content = xlsx({"Эскертүү": [["Бул тизме"]], "Уюмдар": [["Аталышы"], ["Уюм"]], "Эски": [["Аталышы"], ["Эски"]]})

    assert [line.row["name_ky"] for line in lists.read_list(content)] == ["Уюм"]


def test_sheets_and_columns_that_were_not_read_are_named(cholpon, log_in):
    content = xlsx(
        {
            "Башка": [["Кат", "Сан"], ["а", 1]],
            "Уюмдар": [["Аталышы", "Дареги"], ["Уюм", "Ленин 1", "а"], ["Бирикме", "Ленин 2", "б"]],
        }
    )

    page = log_in(cholpon).post(reverse("import_organisations"), {"file": SimpleUploadedFile("уюмдар.xlsx", content)})

    form = page.context["form"]
    assert (form.unread_sheets, form.unknown_columns) == (["Башка"], ["Дареги", "C"])
    assert "Окулбаган тилкелер" in page.content.decode()


def test_read_list_refuses_a_text_that_is_no_table(db):
    with pytest.raises(ValidationError):
        lists.read_list(b"name_ky\n" + b'"' + b"x" * 200_000)


def test_what_is_shown_is_what_is_entered(cholpon, log_in):
    """The preview of a list tells exactly what its act does."""
    OrganisationFactory(name_ky="Бар")
    client = log_in(cholpon)
    text = f"name_ky,kind\nБар,\nЖаңы,мектеп\nЖаңы,\nУзун{'у' * 250},\nЖат,банк\nБашка,\n"

    shown = client.post(reverse("import_organisations"), {"file": a_file(text)}).context["form"]
    will_come = {line.row["name_ky"]: line.row["kind"] for line in shown.lines if not line.problem}
    client.post(reverse("apply_organisations"), {"rows": shown.signed})

    assert will_come == {"Жаңы": "school", "Башка": "other"}
    assert dict(Organisation.objects.exclude(name_ky="Бар").values_list("name_ky", "kind")) == will_come


@pytest.mark.clause("1.1")
def test_add_outside_person_with_organisation_and_post(cholpon, log_in):
    organisation = OrganisationFactory()

    answer = log_in(cholpon).post(
        reverse("add_outside_person", args=[organisation.pk]),
        {
            "organisation": organisation.pk,
            "organisation_post": "мугалим",
            "family_name": "Соколова",
            "given_name": "Елена",
            "language": "ru",
        },
    )

    person = Person.objects.get(family_name="Соколова")
    assert answer.url == reverse("person_detail", args=[person.pk])
    assert (person.organisation, person.organisation_post) == (organisation, "мугалим")


def test_outside_person_needs_an_organisation(cholpon, log_in, elena):
    answer = log_in(cholpon).post(
        reverse("edit_outside_person", args=[elena.pk]),
        {"family_name": "Соколова", "given_name": "Елена", "language": "ru"},
    )

    assert answer.status_code == 422


def test_edit_outside_person_is_not_for_staff(cholpon, log_in):
    person = EmploymentFactory().person

    answer = log_in(cholpon).get(reverse("edit_outside_person", args=[person.pk]))

    assert answer.status_code == 403


def test_person_list_shows_those_from_outside(cholpon, log_in, elena, aigul):
    Person.objects.filter(pk=elena.pk).update(organisation_post="лаборант-эколог")
    client = log_in(cholpon)

    outside = client.get(reverse("person_list"), {"outside": "on"}).content.decode()
    there = client.get(reverse("person_list"), {"organisation": elena.organisation_id}).content.decode()

    for page in (outside, there):
        assert "Соколова" in page
        assert "лаборант-эколог" in page
        assert "Асанова" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_organisation_list_queries(cholpon, log_in, django_assert_num_queries, count):
    for _n in range(count):
        PersonFactory(outside=True)
    client = log_in(cholpon)

    with django_assert_num_queries(7):
        answer = client.get(reverse("organisation_list"))

    assert answer.status_code == 200


def test_save_outside_person_refuses_oneself(elena):
    elena.roles.create(kind="officer", since="2020-01-01")

    with pytest.raises(PermissionDenied):
        actions.save_outside_person(elena, by=elena.user)


def test_save_organisation_needs_a_name(cholpon):
    with pytest.raises(ValidationError):
        actions.save_organisation(Organisation(kind="other", name_ky=""), by=cholpon.user)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_save_organisation_twice_at_once_enters_it_once():
    officer = PersonFactory(roles=["officer"])
    barrier, refused, failures = threading.Barrier(2), [], []

    def save():
        try:
            barrier.wait(timeout=10)
            actions.save_organisation(Organisation(kind="other", name_ky="Уюм"), by=officer.user)
        except ValidationError as problem:
            refused.append(problem)
        except Exception as problem:
            failures.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=save) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert failures == []
    assert len(refused) == 1
    assert Organisation.objects.count() == 1
