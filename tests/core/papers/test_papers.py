"""Papers: every letter is there, the same facts give the same bytes, nothing is lost on the way. Clause 5.7."""

import datetime as dt
import io
import re
import shutil
import subprocess
from dataclasses import replace
from functools import partial
from itertools import pairwise

import pytest
from docx import Document
from docx.shared import Pt

from ostu_qualification.core.papers import certificate, fonts, layout
from ostu_qualification.core.papers import order as order_module
from ostu_qualification.core.papers.certificate import (
    CertificateText,
    DoesNotFit,
    Internship,
    Unprintable,
    certificate_pdf,
    certificates_pdf,
)
from ostu_qualification.core.papers.order import Appendix, OrderBody, OrderText, VisaText, order_pdf
from ostu_qualification.core.papers.order_docx import order_docx
from ostu_qualification.core.papers.records import Section, TableText, record_pdf, table_pdf
from ostu_qualification.core.papers.typography import printable

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
LONG_NAME = "Абдыраманова-Токтосунбекова Гүлжамал-Нурзада Абдыкадыржапаровна"
LONG_KY = (
    "Жогорку билим берүүдө жасалма интеллектти, чоң маалыматтарды жана булут технологияларын колдонуунун педагогикалык, "
    "усулдук, психологиялык жана укуктук негиздери: педагогдор, методисттер, лаборанттар жана башка кызматкерлер үчүн толук курс, 2"
)
LONG_RU = (
    "Педагогические, методические, психологические и правовые основы применения искусственного интеллекта, больших данных "
    "и облачных технологий в высшем образовании: полный курс для педагогов, методистов, лаборантов и всех других сотрудников, 2"
)
BODY = OrderBody("ky", "Курска кабыл алуу жөнүндө", "Негиз", ["Биринчи пункт", "Экинчи пункт"], "Негиз: тизме.")
VISAS = [VisaText("Кадрлар бөлүмү", "А. Т. Момунова", "12.10.2026"), VisaText("План-финансылык бөлүм")]


def appendix(people: int = 2) -> Appendix:
    """A list of so many people."""
    rows = [[str(n), f"Өмүрбеков{n} Үсөн Ңарынович", "Кафедра"] for n in range(1, people + 1)]
    return Appendix("Катышуучулар", "катышуучулардын тизмеси", ["№", "Фамилиясы, аты", "Бөлүмү"], rows, [1, 6, 4])


def order(people: int = 2, items: int = 2, **changes) -> OrderText:
    """An order in Kyrgyz with an appendix of so many people."""
    body = replace(
        BODY, appendices=[appendix(people)], items=[f"Пункт {n}: {'сөз ' * 30}" for n in range(1, items + 1)]
    )
    return OrderText(**{"bodies": [body], "rector": "А. А. Ректоров", **changes})


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, as a reader's search finds it."""
    if shutil.which("pdftotext") is None:
        pytest.skip("Reading a PDF back needs pdftotext (poppler-utils).")
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return read.stdout.decode().split("\f")[:-1]


def words_of(pdf: bytes) -> str:
    """The text of a PDF, one space between words."""
    return " ".join(" ".join(pages_of(pdf)).split())


def fonts_of(pdf: bytes, tmp_path) -> list[str]:
    """The lines that pdffonts prints of a PDF."""
    if shutil.which("pdffonts") is None:
        pytest.skip("Looking at the typefaces of a PDF needs pdffonts (poppler-utils).")
    (tmp_path / "paper.pdf").write_bytes(pdf)
    found = subprocess.run(["pdffonts", str(tmp_path / "paper.pdf")], capture_output=True, check=True)
    return found.stdout.decode().splitlines()[2:]


@pytest.mark.parametrize("name", [fonts.SERIF, fonts.SERIF_BOLD, fonts.SANS, fonts.SANS_BOLD])
def test_typefaces_have_every_letter_of_our_alphabets(name):
    assert fonts.missing_letters(name) == ""


@pytest.mark.parametrize(
    "make",
    [
        lambda: certificate_pdf(CERTIFICATE),
        lambda: order_pdf(order(visas=VISAS, drafted_by="Ч. Э. Жусупова", phone="+996 (3222) 0-00-00")),
        lambda: table_pdf(TableText("Журнал", ["№", ""], [["1", ""]])),
        lambda: record_pdf("Асанов", "", [Section("Жазуу", [[("Аты", "Эмил")]], ["Күнү"], [["1"]])], language="ky"),
    ],
    ids=["certificate", "order", "register", "record"],
)
def test_every_typeface_of_a_paper_is_embedded(make, tmp_path):
    lines = fonts_of(make(), tmp_path)

    assert lines
    assert [line for line in lines if re.split(r"\s+", line)[-5] != "yes" and " yes " not in line] == []
    assert not any("Helvetica" in line for line in lines)


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_a_paper_says_in_which_language_it_is(language):
    paper = record_pdf("Асанов", "", [], language=language)

    assert f"/Lang ({language})".encode() in paper


def test_a_certificate_of_the_same_facts_has_the_same_bytes():
    first, again, other = (
        certificate_pdf(CERTIFICATE),
        certificate_pdf(CERTIFICATE),
        certificate_pdf(replace(CERTIFICATE, hours=17)),
    )

    assert first == again
    assert first != other


@pytest.mark.clause("5.7")
def test_a_certificate_says_all_its_facts_in_both_languages():
    words = words_of(certificate_pdf(CERTIFICATE))

    for fact in (
        CERTIFICATE.name,
        "ОшТУ-КМ № 2026/0001",
        "«Окутуунун ыкмалары»",
        "«Методы обучения»",
        "16 саат",
        "в объёме 16 часов",
        "2026-жылдын 12-октябрынан 14-октябрына чейин",
        "в период с 12 по 14 октября 2026 г.",
        "09-04/404",
        "А. А. Ректоров",
        "Б. Б. Башчиев",
        "ИИжКББ бөлүмүнүн башчысы / Начальник ОНИДО",
        "Ош шаары / г. Ош, 20.10.2026",
        "Каттоо № / Рег. № 1",
    ):
        assert fact in words


@pytest.mark.parametrize("month", range(1, 13))
def test_a_certificate_of_one_day_says_on_which_day(month):
    day = dt.date(2026, month, 26)

    words = words_of(certificate_pdf(replace(CERTIFICATE, started_on=day, ended_on=day)))

    assert re.search(r"2026-жылдын 26-\w+(нда|нде) М. М. Адышев", words)
    assert re.search(r"26 \w+ 2026 г. в Ошском технологическом университете", words)
    assert "в период" not in words


@pytest.mark.parametrize(
    ("hours", "phrase"), [(16, "16 часов"), (81, "81 часа"), (101, "101 часа"), (111, "111 часов"), (72, "72 часов")]
)
def test_a_certificate_counts_hours_in_russian(hours, phrase):
    assert f"в объёме {phrase};" in words_of(certificate_pdf(replace(CERTIFICATE, hours=hours)))


@pytest.mark.clause("4.3", "5.7")
def test_the_certificate_of_an_internship_names_host_topic_and_university():
    internship = Internship(("«Электр» ААК", "ОАО «Электр»", ""), ("Энергияны үнөмдөө", "Энергосбережение", ""))

    words = words_of(certificate_pdf(replace(CERTIFICATE, hours=72, internship=internship)))

    assert "өткөн орду: «Электр» ААК; темасы: «Энергияны үнөмдөө»" in words
    assert "место прохождения: ОАО «Электр»; тема: «Энергосбережение»" in words
    assert "Ош технологиялык университетинин «Окутуунун ыкмалары» программасы" in words
    assert "аттестациядан" not in words


@pytest.mark.parametrize("name", ["Ли Ян", CERTIFICATE.name, LONG_NAME, "Мамбетжумабаева " * 6])
@pytest.mark.parametrize("titles", [("Педагогика", "Педагогика"), (LONG_KY[:120], LONG_RU[:120]), (LONG_KY, LONG_RU)])
@pytest.mark.parametrize("days", [0, 90])
def test_the_longest_names_and_titles_stay_above_the_signatures(name, titles, days):
    text = replace(CERTIFICATE, name=name.strip(), title_ky=titles[0], title_ru=titles[1], hours=101)
    text = replace(text, ended_on=text.started_on + dt.timedelta(days=days))

    lines = certificate.lay_out(text)

    assert min(line.y for line in lines) >= certificate.FLOOR
    assert max(certificate._width(line) for line in lines) <= certificate.TEXT_WIDTH
    assert len(pages_of(certificate_pdf(text))) == 1
    ends = [(line.y, line.size) for line in lines]
    assert all(above[0] - below[0] > below[1] * 1.1 for above, below in pairwise(ends))


def test_a_certificate_of_usual_length_is_set_in_full_size():
    assert [line.size for line in certificate.lay_out(CERTIFICATE)][:2] == [30, 12.5]


@pytest.mark.parametrize(
    "changes", [{"title_ky": "Ы" * 150}, {"name": "Мамбетжумабаева " * 18}, {"title_ru": LONG_RU * 6}]
)
def test_a_certificate_without_room_is_refused(changes):
    with pytest.raises(DoesNotFit):
        certificate.check(replace(CERTIFICATE, **changes))


@pytest.mark.parametrize("name", ["李小龙", "Асанов 😀", "محمد"])
def test_a_certificate_with_letters_that_no_typeface_has_is_refused(name):
    with pytest.raises(Unprintable):
        certificate.check(replace(CERTIFICATE, name=name))


@pytest.mark.parametrize("name", ["Żółkiewski Łukasz", "Nguyễn Văn An", "Şahin Gülşen", "Қасымов Ғани", "Ӯзбекова"])
def test_names_of_the_neighbours_are_printed(name):
    assert fonts.unprintable(name) == ""


def test_unseen_characters_of_a_name_are_not_printed():
    name = "Сыдыков\u200b Ай\u00adбек Каи\u0306ырович"

    assert "Сыдыков Айбек Кайырович" in words_of(certificate_pdf(replace(CERTIFICATE, name=name)))


def test_a_duplicate_says_so():
    assert "Дубликат" in words_of(certificate_pdf(replace(CERTIFICATE, is_duplicate=True)))
    assert "Дубликат" not in words_of(certificate_pdf(CERTIFICATE))


def test_many_certificates_are_a_page_each():
    pages = pages_of(certificates_pdf(replace(CERTIFICATE, name=f"Асанов{n} Эмил") for n in range(3)))

    assert [f"Асанов{n} Эмил" in page for n, page in enumerate(pages)] == [True, True, True]


def test_an_order_leaves_number_and_date_blank_until_the_chancellery_gives_them():
    blank, signed = (
        words_of(order_pdf(order())),
        words_of(order_pdf(order(number="9/4", signed_on=dt.date(2026, 10, 12)))),
    )

    assert "20__-жылдын «__» ____________ № ____________" in blank
    assert "2026-жылдын 12-октябры № 9/4 Ош шаары" in signed


@pytest.mark.parametrize("items", range(1, 16))
def test_nobody_signs_an_empty_sheet(items):
    pages = pages_of(order_pdf(order(items=items, visas=VISAS)))

    signed = next(page for page in pages if "А. А. Ректоров" in page)
    assert f"Пункт {items}:" in signed
    assert "Макулдашылды" in signed
    assert signed.index("А. А. Ректоров") < signed.index("Макулдашылды")


def test_an_appendix_says_to_which_order_it_belongs_in_the_language_of_its_half():
    halves = [
        replace(BODY, appendices=[appendix()]),
        replace(BODY, language="ru", heading="О курсе", appendices=[appendix()]),
    ]

    pages = [
        " ".join(page.split())
        for page in pages_of(order_pdf(order(bodies=halves, number="09-04/511", signed_on=dt.date(2026, 11, 26))))
    ]

    assert len(pages) == 4
    assert "Ректордун 2026-жылдын 26-ноябрындагы № 09-04/511 буйругуна 1-тиркеме" in pages[1]
    assert "Приложение 1 к приказу ректора от 26 ноября 2026 г. № 09-04/511" in pages[3]
    assert "Тиркеме: катышуучулардын тизмеси, 1 барак." in pages[0]
    assert "Приложение: катышуучулардын тизмеси, 1 л." in pages[2]
    assert "1 л.." not in pages[2]


def test_the_order_counts_the_sheets_of_every_appendix():
    body = replace(BODY, appendices=[appendix(60), replace(appendix(1), name="экинчи тизме")])

    text = order_pdf(order(bodies=[body]))

    sheets = sum("Өмүрбеков" in page for page in pages_of(text)) - 1
    assert f"Тиркеме: 1) катышуучулардын тизмеси, {sheets} барак; 2) экинчи тизме, 1 барак." in words_of(text)


def test_visas_stand_once_with_who_gave_them_and_an_objection_is_not_an_endorsement():
    halves = [BODY, replace(BODY, language="ru", heading="О курсе")]
    objected = VisaText("Юрист", "Б. Б. Юристов", "13.10.2026", objection="мөөнөт туура эмес")

    words = words_of(order_pdf(order(bodies=halves, visas=[*VISAS, objected])))

    assert words.count("Макулдашылды") == 1
    assert "Согласовано" not in words
    assert "13.10.2026, каршы: мөөнөт" in words


@pytest.mark.parametrize("items", range(6, 13))
def test_an_order_takes_the_fewest_sheets_that_a_readable_size_allows(items):
    text = order(items=items, visas=VISAS)
    at = {
        size: layout.count_pages(partial(order_module._body, text, text.bodies[0], [1], size, True))
        for size in order_module.SIZES
    }

    pages = pages_of(order_pdf(text))

    assert len(pages) - 1 == min(at.values())
    assert at[11.5] >= at[10.5]


def test_no_column_is_narrower_than_its_longest_word():
    widths = layout.fitting_widths([["№", "Аты", "Бөлүмү"], ["1", "Абдыкадыржапаровна", "а"]], [1, 1, 8], 300)

    assert widths[1] > 80
    assert sum(widths) == pytest.approx(300)


def test_an_appendix_of_sixty_repeats_its_head_on_every_page():
    pages = pages_of(order_pdf(order(people=60)))

    listed = [page for page in pages if "Өмүрбеков" in page]
    assert len(listed) >= 2
    assert all("Фамилиясы, аты" in page for page in listed)
    words = " ".join(" ".join(pages).split())
    assert all(f"Өмүрбеков{n} Үсөн" in words for n in range(1, 61))


def test_a_register_repeats_its_head_on_every_page():
    pages = pages_of(table_pdf(TableText("Журнал", ["№", "Аты-жөнү"], [[str(n), f"Асанов{n}"] for n in range(1, 121)])))

    assert len(pages) >= 2
    assert all("Аты-жөнү" in page for page in pages)


def test_no_heading_of_a_record_stands_alone_at_the_foot_of_a_page():
    for lines in range(26, 44, 2):
        first = Section("Биринчи", [[(f"Саны {n}", "мааниси") for n in range(lines)]])
        long = Section("Экинчи", [[(f"Акыркы {n}", "сөз") for n in range(9)]])
        pages = pages_of(record_pdf("Асанов", "", [first, long], language="ky"))

        assert "Акыркы 8" in next(page for page in pages if "Экинчи" in page)


def test_marks_of_markup_in_a_text_are_printed_as_they_are():
    body = replace(BODY, items=["A & B <b>эмес</b> 5 < 6"])

    assert "A & B <b>эмес</b> 5 < 6" in words_of(order_pdf(order(bodies=[body])))


def document_of(text: OrderText):
    """The order as Word reads it."""
    return Document(io.BytesIO(order_docx(text)))


def test_a_docx_holds_the_items_and_every_name():
    document = document_of(order(people=60, bodies=[replace(BODY, appendices=[appendix(60)])]))

    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    names = [row.cells[1].text for row in document.tables[-1].rows]
    assert "1.\tБиринчи пункт" in paragraphs
    assert "2.\tЭкинчи пункт" in paragraphs
    assert names == ["Фамилиясы, аты", *(f"Өмүрбеков{n} Үсөн Ңарынович" for n in range(1, 61))]


def test_a_docx_says_who_wrote_it_when_and_in_which_language():
    halves = [BODY, replace(BODY, language="ru", heading="О курсе", preamble="Приказ")]

    document = document_of(order(bodies=halves))

    about = document.core_properties
    assert about.author == "ОшТУ, ИИжКББ"
    assert abs(dt.datetime.now(dt.UTC).replace(tzinfo=None) - about.created.replace(tzinfo=None)) < dt.timedelta(
        minutes=5
    )
    spoken = {
        paragraph.text: re.findall(r'w:lang w:val="([^"]+)"', paragraph._p.xml)
        for paragraph in document.paragraphs
        if paragraph.text
    }
    assert spoken["Курска кабыл алуу жөнүндө"] == ["ky-KG"]
    assert spoken["О\xa0курсе"] == ["ru-RU"]
    assert 'w:val="en-US"' not in document.styles["Normal"].element.xml


@pytest.mark.parametrize(
    "heading", [f"«{LONG_KY}» программасы боюнча курска кабыл алуу жөнүндө", "Курска\ufffe кабыл алуу\x0b"]
)
def test_a_docx_is_written_whatever_its_heading(heading):
    document = document_of(order(bodies=[replace(BODY, heading=heading)]))

    shown = printable(heading).replace("\ufffe", "")
    assert document.core_properties.title == shown[:255]
    assert shown in [paragraph.text for paragraph in document.paragraphs]


def test_a_page_break_of_a_docx_takes_no_room_on_a_full_page():
    halves = [replace(BODY, appendices=[appendix(3)]), replace(BODY, language="ru")]

    paragraphs = document_of(order(people=3, bodies=halves)).paragraphs

    breaks = [each for each in paragraphs if each._p.xpath(".//w:br[@w:type='page']")]
    formats = [each.paragraph_format for each in breaks]
    assert [(each.line_spacing, each.space_before, each.space_after) for each in formats] == [(Pt(1), 0, 0)] * 2


def test_tables_of_a_docx_have_widths_a_head_that_repeats_and_whole_rows():
    table = document_of(order(people=3)).tables[-1]

    widths = [cell.width.mm for cell in table.rows[0].cells]
    assert widths[0] < 15 < widths[1]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)


def test_a_docx_has_its_visas_once_its_drafter_and_numbered_pages():
    halves = [BODY, replace(BODY, language="ru", heading="О курсе")]

    document = document_of(order(bodies=halves, visas=VISAS, drafted_by="Ч. Э. Жусупова", phone="+996 (3222) 0-00-00"))

    words = [paragraph.text.replace("\xa0", " ") for paragraph in document.paragraphs]
    assert words.count("Макулдашылды") == 1
    assert "Согласовано" not in words
    assert "Аткаруучу: Ч. Э. Жусупова, тел. +996 (3222) 0-00-00" in words
    assert "Исполнитель: Ч. Э. Жусупова, тел. +996 (3222) 0-00-00" in words
    cells = [cell.text.replace("\xa0", " ") for table in document.tables for row in table.rows for cell in row.cells]
    assert "А. Т. Момунова" in cells
    assert "PAGE" in document.sections[0].footer._element.xml


def test_a_kyrgyz_date_of_a_docx_is_not_torn_at_its_hyphen():
    document = document_of(order(bodies=[replace(BODY, items=["2026-жылдын 26-ноябрына чейин\tбилдирилсин"])]))

    item = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("1."))
    assert item.text == "1.\t2026-жылдын 26-ноябрына чейин\tбилдирилсин"
    assert item._p.xml.count("w:noBreakHyphen") == 2


def test_date_number_and_town_of_a_docx_are_cells_of_a_table():
    tables = document_of(order(number="9/4", signed_on=dt.date(2026, 10, 12))).tables

    assert [cell.text.replace("\xa0", " ") for cell in tables[1].rows[0].cells] == [
        "2026-жылдын 12-октябры",
        "№ 9/4",
        "Ош шаары",
    ]
