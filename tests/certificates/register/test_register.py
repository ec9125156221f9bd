"""The pages of certificates and of the register. Clauses 5.3, 5.7."""

import io
import shutil
import subprocess

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from ostu_qualification.core.models import today
from ostu_qualification.core.words.dates import long_date


def words_of(pdf: bytes) -> str:
    """The text of a PDF, one space between words."""
    if shutil.which("pdftotext") is None:
        pytest.skip("Reading a PDF back needs pdftotext (poppler-utils).")
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


@pytest.mark.parametrize("points", [(80,), (80, 90, 70)])
@pytest.mark.parametrize(("name", "queries"), [("register_list", 6), ("certificate_list", 6), ("order_list", 7)])
def test_lists_take_as_many_queries_for_one_as_for_three(
    issued, points, name, queries, cholpon, log_in, django_assert_num_queries
):
    for number, reached in enumerate(points):
        issued(reached, number=str(number))
    client = log_in(cholpon)
    client.get(reverse(name))

    with django_assert_num_queries(queries):
        page = client.get(reverse(name))

    assert page.context["list"].count == len(points)


def test_register_pdf_names_every_certificate_in_order(issued, cholpon, log_in):
    if shutil.which("pdftotext") is None:
        pytest.skip("Reading a PDF back needs pdftotext (poppler-utils).")
    certificates = issued(80, 90, 70)

    answer = log_in(cholpon).get(reverse("register_pdf"))
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=answer.content, capture_output=True, check=True)

    words = " ".join(text.stdout.decode().split())
    places = [words.index(f"{each.year}/{each.number:04d}") for each in certificates]
    assert places == sorted(places)
    assert "каттоо журналы" in words


def test_the_register_is_for_the_offices(issued, aigul, log_in):
    issued(80)

    assert log_in(aigul).get(reverse("register_list")).status_code == 403
    assert log_in(aigul).get(reverse("register_pdf")).status_code == 403


@pytest.mark.clause("5.3")
def test_nobody_opens_the_certificate_of_another(issued, aigul, log_in):
    (certificate,) = issued(80)

    stranger = log_in(aigul).get(reverse("certificate_file", args=[certificate.pk]))
    owner = log_in(certificate.person).get(reverse("certificate_file", args=[certificate.pk]))
    content = b"".join(owner.streaming_content)
    for close in owner._resource_closers:
        close()

    assert stranger.status_code == 404
    assert content.startswith(b"%PDF-")


def test_a_certificate_whose_file_is_missing_is_said_on_a_page(issued, cholpon, log_in):
    (certificate,) = issued(80)
    certificate.file.storage.delete(certificate.file.name)

    page = log_in(cholpon).get(reverse("certificate_file", args=[certificate.pk]))

    assert page.status_code == 404
    assert "Файл табылган жок" in page.content.decode()


def test_register_excel_is_oldest_first_numbered_once_and_has_room_to_sign(issued, cholpon, log_in):
    certificates = issued(80, 90, 70)

    answer = log_in(cholpon).get(reverse("register_list"), {"format": "xlsx"})

    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert rows[0][:3] == ["№", "Сериясы жана номери", "Фамилиясы, аты, атасынын аты"]
    assert [row[:2] for row in rows[1:]] == [[n, each.full_number] for n, each in enumerate(certificates, 1)]
    assert rows[0][6] == "Берилген күнү"
    assert {row[6].date() for row in rows[1:]} == {today()}
    assert (rows[0][-1], rows[1][-1]) == ("Алгандыгы жөнүндө колтамга", None)
    assert "Мезгили: " in sheet["A2"].value


def test_register_pdf_names_the_university_and_the_period(issued, cholpon, log_in):
    issued(80)

    words = words_of(log_in(cholpon).get(reverse("register_pdf")).content)

    assert "М. М. Адышев атындагы Ош технологиялык университети" in words
    assert f"Мезгили: {long_date(today(), 'ky')}" in words
    assert "Берилген" in words
