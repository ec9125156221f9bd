"""The pages of certificates and of the register. Clauses 5.3, 5.7."""

import shutil
import subprocess

import pytest
from django.urls import reverse


@pytest.mark.clause("5.7")
@pytest.mark.parametrize("points", [(80,), (80, 90, 70)])
@pytest.mark.parametrize("name", ["register_list", "certificate_list", "order_list"])
def test_lists_take_as_many_queries_for_one_as_for_three(
    issued, points, name, cholpon, log_in, django_assert_num_queries
):
    for number, reached in enumerate(points):
        issued(reached, number=str(number))
    client = log_in(cholpon)
    client.get(reverse(name))

    with django_assert_num_queries(6):
        page = client.get(reverse(name))

    assert page.context["list"].count == len(points)


@pytest.mark.clause("5.7")
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


@pytest.mark.clause("5.7")
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


@pytest.mark.clause("5.7")
def test_a_certificate_whose_file_is_missing_is_said_on_a_page(issued, cholpon, log_in):
    (certificate,) = issued(80)
    certificate.file.storage.delete(certificate.file.name)

    page = log_in(cholpon).get(reverse("certificate_file", args=[certificate.pk]))

    assert page.status_code == 404
    assert "Файл табылган жок" in page.content.decode()
