"""Tables of words that are asked with folded letters hold folded letters themselves: else nobody's word is found."""

import pytest

from ostu_qualification.core.words.folding import fold
from staff.imports.cells import bases, degrees, headings, names, posts
from staff.imports.past_training import headings as past_headings
from staff.ledger.levels import UnknownLevel, read_level

TABLES = {
    "none": degrees._NONE,
    "half": posts._HALF,
    "whole": posts._WHOLE,
    "rates": posts._OTHER_RATES,
    "posts": posts._CODES,
    "bases": bases._BASIS_OF,
    "vacancy": names._VACANCY,
    "headings": headings._FIELDS,
    "history headings": past_headings._FIELDS,
}
SIGNS = {"№", "№№", "#"}  # a heading that folds to nothing is asked as it stands


@pytest.mark.parametrize("name", TABLES)
def test_a_table_asked_with_folded_words_holds_folded_words(name):
    assert {word for word in TABLES[name] if fold(word) != word} - SIGNS == set()


@pytest.mark.parametrize("written", ["не имеет", "наамы жок", "Даражасы жок", "Б/С", "без степени"])
def test_nothing_written_out_is_no_degree_and_no_doubt(written):
    got = degrees.read_degree(written)

    assert (got.value, got.doubt) == (None, "")


@pytest.mark.parametrize(
    "written", ["Высшее", "высшее образование", "изденүүчү", "PhD докторант", "жогорку", "магистр"]
)
def test_a_level_of_education_is_no_academic_degree(written):
    assert degrees.read_degree(written).note == "not_a_degree"


@pytest.mark.clause("4.5")
@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("I", 1),
        ("Ⅱ", 2),
        ("ІІІ", 3),
        ("П", 2),
        ("2-деңгээл", 2),
        ("3-й уровень", 3),
        ("Level 1", 1),
        ("үчүнчү", 3),
        ("–", None),
    ],
)
def test_a_level_is_read_however_it_is_written(written, level):
    assert read_level(written) == level


@pytest.mark.clause("4.5")
@pytest.mark.parametrize("written", ["4", "10", "1, 2", "1.5", "#N/A", "жогорку"])
def test_what_is_no_level_is_refused(written):
    with pytest.raises(UnknownLevel):
        read_level(written)
