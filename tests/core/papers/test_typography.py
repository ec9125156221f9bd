"""Text on paper: what belongs together stays on one line, what nobody sees is not printed."""

import pytest

from ostu_qualification.core.papers.typography import printable
from ostu_qualification.core.words.dates import one_full_stop


@pytest.mark.parametrize(
    "text",
    [
        "90_саат",
        "в_объёме 90_часов",
        "№_09-04/404",
        "26_ноября 2026_г.",
        "12_катышуучу",
        "Ж._О._Турсунов",
        "М._М._Адышев атындагы",
        "г._Ош, ул._Исанова, 81",
        "форма_– очная",
        "No._359_of 4_July 2024",
        "Билим берүү_–",
        "Жыйынтык: тизмеде_12, өттү_11, келген жок_0.",
    ],
)
def test_no_line_ends_between_what_belongs_together(text):
    assert printable(text.replace("_", " ")) == text.replace("_", "\xa0")


@pytest.mark.parametrize(
    "text", ["2026-жылдын 12-октябрынан 30-октябрына чейин", "Асанов Эмил Маратович", "курстун катышуучулары"]
)
def test_lines_may_break_between_words(text):
    assert printable(text) == text


def test_unseen_characters_are_not_printed_and_letters_are_composed():
    assert printable("Сыдыков\u200b Ай\u00adбек") == "Сыдыков Айбек"
    assert printable("Каи\u0306ырова") == "Кайырова"
    assert printable("1\u202f000 сом") == "1\xa0000\xa0сом"
    assert printable("а\nб\tв") == "а\nб\tв"


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("до 26 декабря 2026 г..", "до 26 декабря 2026 г."),
        ("в количестве 12 чел.. Далее", "в количестве 12 чел. Далее"),
        ("объём – 16 ч..", "объём – 16 ч."),
        ("и так далее...", "и так далее..."),
        ("конец.", "конец."),
    ],
)
def test_a_sentence_has_one_full_stop(written, right):
    assert one_full_stop(written) == right
