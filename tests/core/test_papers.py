"""Papers: every letter is there, the same facts give the same bytes, nothing is lost on the way. Clause 5.7."""

import datetime as dt
import io
import shutil
import subprocess
from dataclasses import replace

import pytest
from docx import Document

from ostu_qualification.core.papers import fonts
from ostu_qualification.core.papers.certificate import CertificateText, certificate_pdf, certificates_pdf
from ostu_qualification.core.papers.order import Appendix, OrderBody, OrderText, order_docx, order_pdf, table_pdf

CERTIFICATE = CertificateText(
    series="ОшТУ-КМ",
    number="2026/0001",
    name="Өмүрбекова Айгүл Тыныбековна",
    title_ky="Окутуунун ыкмалары",
    title_ru="Методы обучения",
    hours=16,
    started_on=dt.date(2026, 10, 12),
    ended_on=dt.date(2026, 10, 14),
    order_number="09-04/404",
    order_on=dt.date(2026, 10, 20),
    rector="А. А. Ректоров",
    office_head="Б. Б. Башчиев",
    issued_on=dt.date(2026, 10, 20),
    register_number=1,
    verify_url="https://example.org/verify/ABCDEFGHJKLMNPQR/",
)
BODY = OrderBody("ky", "Курска кабыл алуу жөнүндө", "Негиз", ["Биринчи пункт", "Экинчи пункт"], "Тизме")


def order(people: int = 2, **changes) -> OrderText:
    """An order with an appendix of so many people."""
    rows = [[str(n), f"Өмүрбеков{n} Үсөн Ңарынович", "Кафедра"] for n in range(1, people + 1)]
    appendix = Appendix("Катышуучулар", ["№", "Фамилиясы, аты", "Бөлүмү"], rows, [1, 6, 4])
    return OrderText(bodies=[BODY], rector="А. А. Ректоров", appendices=[appendix], **changes)


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, as a reader's search finds it."""
    if shutil.which("pdftotext") is None:
        pytest.skip("Reading a PDF back needs pdftotext (poppler-utils).")
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return read.stdout.decode().split("\f")[:-1]


def words_of(pdf: bytes) -> str:
    """The text of a PDF, one space between words."""
    return " ".join(" ".join(pages_of(pdf)).split())


@pytest.mark.parametrize("name", [fonts.SERIF, fonts.SERIF_BOLD, fonts.SANS, fonts.SANS_BOLD])
def test_typefaces_have_every_letter_of_our_alphabets(name):
    assert fonts.missing_letters(name) == ""


@pytest.mark.clause("5.7")
def test_a_certificate_of_the_same_facts_has_the_same_bytes():
    first, again, other = (
        certificate_pdf(CERTIFICATE),
        certificate_pdf(CERTIFICATE),
        certificate_pdf(replace(CERTIFICATE, hours=17)),
    )

    assert first == again
    assert first != other


@pytest.mark.clause("5.7")
def test_a_certificate_says_all_its_facts():
    words = words_of(certificate_pdf(CERTIFICATE))

    for fact in (
        CERTIFICATE.name,
        "ОшТУ-КМ № 2026/0001",
        "«Окутуунун ыкмалары»",
        "«Методы обучения»",
        "16 саат",
        "2026-жылдын 12-октябрынан 14-октябрына чейин",
        "09-04/404",
        "А. А. Ректоров",
        "Б. Б. Башчиев",
    ):
        assert fact in words


@pytest.mark.clause("5.7")
def test_a_certificate_keeps_to_one_page_with_the_longest_names():
    name = "Абдыкерим-Токтосунова Гүлбүбү-Айсулуу Мырзабек-Нурдөөлөтовна кызы Өмүрбековна"
    title = "Жогорку окуу жайларында маалыматтык-коммуникациялык технологияларды колдонуу менен окутуунун " * 2

    pages = pages_of(certificate_pdf(replace(CERTIFICATE, name=name, title_ky=title.strip(), title_ru=title.strip())))

    assert len(pages) == 1
    assert name in " ".join(pages[0].split())
    assert "А. А. Ректоров" in pages[0]


def test_a_certificate_without_a_russian_title_is_kyrgyz_alone():
    words = words_of(certificate_pdf(replace(CERTIFICATE, title_ru="")))

    assert "«»" not in words
    assert "«Окутуунун ыкмалары»" in words


def test_a_duplicate_says_so():
    assert "Дубликат" in words_of(certificate_pdf(replace(CERTIFICATE, is_duplicate=True)))
    assert "Дубликат" not in words_of(certificate_pdf(CERTIFICATE))


def test_many_certificates_are_a_page_each():
    pages = pages_of(certificates_pdf(replace(CERTIFICATE, name=f"Асанов{n} Эмил") for n in range(3)))

    assert [f"Асанов{n} Эмил" in page for n, page in enumerate(pages)] == [True, True, True]


def test_a_thin_space_is_printed_as_one_that_typefaces_have():
    assert fonts.printable("1\u202f000") == "1\xa0000"
    assert "1 000 сом" in words_of(certificate_pdf(replace(CERTIFICATE, title_ky="1\u202f000 сом"))).replace(
        "\xa0", " "
    )


def test_an_order_leaves_number_and_date_blank_until_the_chancellery_gives_them():
    blank, signed = order(), order(number="09-04/404", signed_on=dt.date(2026, 10, 12))

    assert "09-04/404" not in words_of(order_pdf(blank))
    words = words_of(order_pdf(signed))
    assert "09-04/404" in words
    assert "2026-жылдын 12-октябры" in words


def test_an_appendix_of_sixty_repeats_its_head_on_every_page():
    pages = pages_of(order_pdf(order(people=60)))

    appendix = [page for page in pages if "Өмүрбеков" in page]
    assert len(appendix) >= 2
    assert all("Фамилиясы, аты" in page for page in appendix)
    words = " ".join(" ".join(pages).split())
    assert all(f"Өмүрбеков{n} Үсөн" in words for n in range(1, 61))


def test_a_register_repeats_its_head_on_every_page():
    pages = pages_of(table_pdf("Журнал", ["№", "Аты-жөнү"], [[str(n), f"Асанов{n}"] for n in range(1, 121)]))

    assert len(pages) >= 2
    assert all("Аты-жөнү" in page for page in pages)


def test_a_docx_holds_the_items_and_every_name():
    document = Document(io.BytesIO(order_docx(order(people=60))))

    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    names = [row.cells[1].text for row in document.tables[-1].rows]
    assert "1. Биринчи пункт" in paragraphs
    assert "2. Экинчи пункт" in paragraphs
    assert names == ["Фамилиясы, аты", *(f"Өмүрбеков{n} Үсөн Ңарынович" for n in range(1, 61))]


def test_marks_of_markup_in_a_text_are_printed_as_they_are():
    body = replace(BODY, items=["A & B <b>эмес</b> 5 < 6"])

    assert "A & B <b>эмес</b> 5 < 6" in words_of(order_pdf(replace(order(), bodies=[body])))
