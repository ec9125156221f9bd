"""Made-up cells: nothing that is written in a cell goes astray. It is taken up, asked about, or named as unread."""

import datetime as dt
import re
from collections import Counter
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from staff.imports.cells import bases, contacts, dates, degrees, names, posts, remarks, training
from staff.imports.cells.records import TrainingLine

TODAY = dt.date(2026, 11, 23)
DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2027, 12, 31))
TITLES = [
    *("Инновация", "Маркетинг", "«Санарип билим берүү»", "Agenda 2030", "«IT»", '"IT"', "3D моделдөө", "Python 3.11"),
    *("Сенсорлор жана апробация", "«Химия 2025»", "МСФО-2019", "Машина (негизги курс)"),
]
ORGANISATIONS = ["ОшТУ", "КМТУ", "Билим борбору", "(ОшМУ)", "Бишкек ш."]
FIGURES = ["45", "15/24", "0,5", "2 кредит", "36,5 саат", "72/36 саат", "31.02.2024", "12.11", "№ 7", "2019", "5 күн"]
DOCUMENTS = ["серт. № 12/45", "уд. № Б45083", "сертификат", "удостоверение № 123 от 15.03.2024", "№ 9", "диплом 00123"]
SEPARATORS = [", ", " ", "; ", ". ", "\n", " жана ", " - ", ",", " (", ") "]


@st.composite
def moments(draw):
    """A day, month, year or period as lists write it."""
    day, later = draw(DAYS), draw(st.integers(0, 40))
    last = day + dt.timedelta(later)
    forms = [
        f"{last:%d.%m.%Y}",
        f"{last:%d.%m.%Y} г.",
        f"{last:%m.%Y}",
        f"{last.year}",
        f"{last.year}-ж.",
        f"{day:%d.%m}-{last:%d.%m.%Y}",
        f"{day:%d.%m.%Y}–{last:%d.%m.%Y}",
        f"с {day:%d.%m.%Y} по {last:%d.%m.%Y}",
        f"{last.year}-ж. март",
        f"{last.day} мая {last.year}",
    ]
    return draw(st.sampled_from(forms))


HOURS = st.builds("{}{}".format, st.integers(0, 2100), st.sampled_from([" саат", " с.", "ч", " часов", "-часовой"]))
ANYTHING = st.one_of(st.sampled_from(TITLES + ORGANISATIONS + FIGURES + DOCUMENTS), HOURS, moments())


@st.composite
def entries(draw):
    """A training in any order of its parts, now and then with something too much or missing."""
    parts = [draw(st.sampled_from(TITLES)), draw(HOURS), draw(moments())]
    for others in (ORGANISATIONS, DOCUMENTS, FIGURES):
        if draw(st.integers(0, 3)) == 0:
            parts.append(draw(st.sampled_from(others)))
    if draw(st.integers(0, 9)) == 0:
        parts[draw(st.integers(0, len(parts) - 1))] = draw(ANYTHING)
    parts = draw(st.permutations(parts)) if draw(st.booleans()) else parts
    usual = draw(st.sampled_from([", ", ", ", " "]))
    separators = st.one_of(st.just(usual), st.just(usual), st.sampled_from(SEPARATORS))
    return "".join(part for each in parts for part in (each, draw(separators))).strip(" ,;-\n")


CELLS = st.one_of(
    entries(),
    st.tuples(entries(), st.sampled_from(["; ", "\n", ", ", ". ", " жана "]), entries()).map("".join),
    st.lists(st.tuples(ANYTHING, st.sampled_from(SEPARATORS)), min_size=2, max_size=9).map(
        lambda parts: "".join(part for pair in parts for part in pair).strip()
    ),
)
MONTHS = {"март": 3, "мая": 5}
SAID_OTHERWISE = re.compile(
    r"саат\w*|с|ч|час\w*|г|ж|жыл\w*|по|от|серт\w*|уд\w*|диплом\w*|курс\w*|и|жана|күн|ш|март|мая", re.IGNORECASE
)


def figures(text: str) -> Counter[int]:
    """All runs of digits in a text, as numbers."""
    for word, number in MONTHS.items():
        text = re.sub(rf"\b{word}\b", f" {number} ", text)
    return Counter(map(int, re.findall(r"\d+", text)))


def words(text: str) -> set[str]:
    """All words of a text."""
    return {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}


def told(line: TrainingLine) -> str:
    """What a line has taken up, but for the first day of a period."""
    end = ".".join(reversed(line.ended_within.split("-"))) or f"{line.ended_on:%d.%m.%Y}"
    document_on = f"{line.document_on:%d.%m.%Y}" if line.document_on else ""
    return f"{line.title} {line.provider} {line.hours} {end} {line.document_kind} {line.document_number} {document_on}"


def beginnings(line: TrainingLine) -> list[Counter[int]]:
    """The figures in which the first day of a period can be written."""
    first = line.started_on
    if first is None:
        return [Counter()]
    by_day = [Counter([first.day]), Counter([first.day, first.month]), Counter([first.day, first.month, first.year])]
    by_month = [Counter([first.month]), Counter([first.month, first.year])] if first.day == 1 else []
    return by_day + by_month


@given(CELLS)
@settings(max_examples=600, deadline=None)
@example("«Инновация» 72 с. 15.03.2019. «IT» 8 с. 15.03.2025")
@example("«Инновация», 72 саат, 2019, «IT», 8 саат, 2025")
@example('"IT", 8 с., 2025, "Инновация", 72 с., 2019')
@example("2019 ж. «Инновация» 72 саат, 2025 ж.")
@example("Инновация, 45, 72 с., 15.03.2019")
@pytest.mark.clause("4.1")
def test_every_figure_and_word_of_a_training_cell_is_taken_up_or_asked_about(cell):
    got = training.read_training(cell, TODAY)
    if got.doubt or got.value is None:
        assert got.doubt or not words(cell)
        return

    left = figures(cell)
    for line in got.value:
        left.subtract(figures(told(line)))
    options = [Counter[int]()]
    for line in got.value:
        options = [one + more for one in options for more in beginnings(line)]
    assert {number: count for number, count in left.items() if count} in [
        {number: count for number, count in each.items() if count} for each in options
    ]
    untold = words(cell) - set().union(*(words(told(line)) for line in got.value))
    assert {word for word in untold if not SAID_OTHERWISE.fullmatch(word)} == set()


@given(CELLS)
@settings(max_examples=200, deadline=None)
def test_what_is_taken_from_a_training_cell_can_be_kept(cell):
    """Whatever is written, a line fits its columns and has ended; a proposal can be shown in its form."""
    got = training.read_training(cell, TODAY)

    for line in got.value or ():
        assert 1 <= line.hours <= 2000
        assert line.ended_on <= TODAY
        assert line.started_on is None or line.started_on <= line.ended_on
        assert 0 < len(line.title) <= 300
    for proposal in got.proposals:
        assert set(proposal) == {"title", "hours", "ended_on", "provider", "document_number"}


REASONS = [
    "декрет",
    "бала багуу өргүүсү",
    "больничный",
    "отпуск по уходу за ребенком",
    "окуу өргүүсү",
    "вышла из декрета",
]
ASIDES = ["0,5 ставка", "Асанованын ордуна", "пенсионер", "3 жашка чейин", "буйрук № 12-к", "кайтып келди", "2 бала"]
REMARKS = st.lists(
    st.tuples(st.one_of(st.sampled_from(REASONS + ASIDES), moments()), st.sampled_from([" ", ", ", "; ", " - "])),
    min_size=1,
    max_size=5,
).map(lambda parts: "".join(part for pair in parts for part in pair).strip(" ,;-"))


@given(REMARKS)
@settings(max_examples=400, deadline=None)
@example("вышел из декрета 01.09.2025")
@example("декрет по 15.08.2026")
@pytest.mark.clause("1.3")
def test_a_remark_about_leave_is_taken_up_whole_or_asked_about(cell):
    got = remarks.read_remark(cell, TODAY)
    if got.doubt or not isinstance(got.value, tuple):
        assert got.doubt or got.note == "remark_kept" or not words(cell)
        return

    assert all(pause.ended_on is not None and pause.started_on <= pause.ended_on for pause in got.value)
    dates = " ".join(f"{each.started_on:%d.%m.%Y} {each.ended_on:%d.%m.%Y}" for each in got.value)
    order = figures(" ".join(re.findall(r"№ \d+", cell)))
    assert set(figures(cell) - order) <= set(figures(f"{dates} {got.shown}"))


ADDRESSES = ["khat@example.org", "o'bolbekov@example.org", "a.b-c@mail.ru", "ivanov@example.org.kg", "@mail.ru", "x@y"]
AROUND = [
    "",
    " ",
    "rа",
    "г",
    "ü",
    ".",
    "oleg",
    "oleg ",
    ", ",
    "; ",
    " (",
    ")",
    "<",
    ">",
    "mailto:",
    "-",
    "к",
    "эл. почта: ",
    "0555",
]
EMAILS = st.lists(st.sampled_from(ADDRESSES + AROUND), min_size=1, max_size=6).map("".join)
STANDS_ALONE = r"(?:^|(?<=[\s,;<>()\[\]]|:)){}(?=\.?(?:[\s,;<>()\[\]]|$))"


@given(EMAILS)
@settings(max_examples=1000, deadline=None)
@example("rаkhat@example.org")
@example("nazgul@example.org.кg")
def test_an_address_stands_alone_in_its_cell_or_waits(cell):
    got = contacts.read_email(cell)
    if got.value is None:
        assert got.doubt or not words(cell)
        return

    written = re.sub(r"\s*@\s*", "@", cell.casefold())
    assert re.search(STANDS_ALONE.format(re.escape(got.value)), written)
    left = written.replace(got.value, " ")
    assert got.note == "email_first_of_several" or "<" in cell or words(left) <= {"mailto", "эл", "почта"}


TOO_MUCH = {
    "post": (
        posts.read_post,
        ("доцент", "окутуучу", "старший преподаватель кафедры ИСТ", "зав. лаб.", "инженер 2-кат."),
        ("0,5", "01.09.2020", "2 ставки", "кассир", "проректор", "декретте", "айкаш", "почас."),
    ),
    "rate": (posts.read_rate, ("0,5", "1 ст.", "жарым", "почас.", "½"), ("0.25 вакант", "200 саат", "2019", "айкаш")),
    "basis": (bases.read_basis, ("негизги", "совм.", "ички айкаш"), ("0,5", "КМТУ", "2019-жылдан", "сырткы эмес")),
    "degree": (
        degrees.read_degree,
        ("т.и.к.", "к.э.н.", "канд. филос. наук", "PhD"),
        ("2015", "05.13.01", "Москва", "б.и.д.", "х.и.к.", "д.пед.н.", "доктор юридических наук"),
    ),
    "title": (
        degrees.read_degree,
        ("доцент", "чл.-корр. НАН КР", "академик", "ОшТУнун доценти"),
        ("2015", "Москва", "профессор", "с.н.с."),
    ),
    "name": (
        names.read_name,
        ("Асанова Айгүл Маратовна", "Бекова Айнура", "Асанов Б. М.", "Кошмамат уулу Калысбек"),
        ("Осмонов Эрлан", "Ким Вера Ивановна", "1985"),
    ),
    "phone": (contacts.read_phone, ("0772720582", "+996 555 12 34 56", "тел. 0700-11-22-33"), ("83", "0555", "2019")),
    "birth": (
        lambda cell: dates.read_birth(cell, TODAY),
        ("12.05.1985", "1985-ж."),
        ("13.06.1986", "1990", "Ош", "5 бала"),
    ),
    "hired": (
        lambda cell: dates.read_hired(cell, TODAY),
        ("01.09.2014", "2014-ж.", "01.09.2014 ж. кабыл алынган"),
        ("15.10.2016", "2018", "0,5 ставка", "30 жыл"),
    ),
    "service": (
        lambda cell: dates.read_career_start(cell, TODAY),
        ("12 жыл", "01.09.2014", "2014-ж.", "12 ж. 3 ай"),
        ("8 жыл", "2018", "15.10.2016", "пед. стажы 5"),
    ),
}
TOGETHER = ("{}, {}", "{} {}", "{}; {}", "{}/{}", "{},{}", "{} ({})", "{}\n{}", "{} жана {}", "{} - {}")


@pytest.mark.parametrize("name", TOO_MUCH)
@pytest.mark.clause("1.1")
def test_a_cell_that_says_more_than_is_taken_up_is_asked_about(name):
    read, plain, more = TOO_MUCH[name]

    cells = [
        together.format(*pair)
        for one, other, together in product(plain, more, TOGETHER)
        if name != "name" or "(" not in together  # brackets behind a name are kept as a remark
        for pair in ((one, other), (other, one))
    ]
    assert [cell for cell in plain if read(cell).doubt or read(cell).value is None] == []
    assert [cell for cell in cells if not read(cell).doubt] == []
