"""The derivation in words: every reason is a whole sentence in three languages, with its facts. Clause 1.3."""

import datetime as dt
import re

import pytest
from django.utils import translation

from staff.cycle.rules import Away, Floor, Inputs, Line, Post, Rules, cycle
from staff.cycle.sentences import headline, sentences

TODAY = dt.date(2026, 11, 23)
OLD = dt.date(1900, 1, 1)


def _day(written):
    return dt.date.fromisoformat(written)


def _post(first, category="teaching", last=None, **facts):
    return Post(_day(first), _day(last) if last else None, category, **facts)


FULL = Inputs(
    lines=(Line(_day("2021-12-10"), 72, title="Excel"), Line(_day("2024-06-10"), 36, title="Moodle")),
    posts=(_post("2010-09-01"),),
    pauses=(Away(_day("2025-09-01"), _day("2025-09-30")),),
    floors=(Floor(_day("2028-08-31"), _day("2026-09-01")),),
    policies=(Rules(OLD, anchor="due_if_early"), Rules(_day("2026-01-01"))),
)
TO_YEAR_END = Inputs(
    lines=(Line(_day("2024-06-10"), 8, title="Excel"), Line(_day("2024-06-11"), 8)),
    posts=(_post("2025-09-01", "support"),),
    policies=(Rules(OLD, anchor="academic_year_end"),),
    has_degree=True,
)
CAREER = Inputs(posts=(_post("2012-09-01", is_dated=False),), career_start_on=_day("2024-09-01"))
CHANGED = Inputs(posts=(_post("2012-09-01", "support", "2026-08-31"), _post("2026-09-01")))
FROM_OTHER = Inputs(posts=(_post("2012-09-01", "other", "2026-08-31"), _post("2026-09-01", "management")))
LEFT = Inputs(posts=(_post("2012-09-01", last="2020-08-31"),))


@pytest.mark.clause("1.3", "6.1")
@pytest.mark.parametrize(
    ("person", "said"),
    [
        (
            FULL,
            [
                "There is no academic degree, so training is recommended once every three years.",
                "Training “Moodle”, 36 hours, ended on 10 June 2024.",
                ("In the 12 months up to the date before (10 December 2024) trainings of 36 hours ended, and at least 16 are needed: "
                "the next 3 years run from that date, until 10 December 2027."),
                "30 days of pause before the date move it from 10 December 2027 to 9 January 2028.",
                "It was set by the rules of that time; the settings in force from 1 January 2026 do not change it.",
                "An extension decided on 1 September 2026 gives time until 31 August 2028.",
                "Hours that count today: 36. Nothing is open: a training covers you until the date.",
            ],
        ),
        (
            TO_YEAR_END,
            [
                "There is an academic degree, so training is voluntary.",
                "The main employment began on 1 September 2025; the first training is due within 3 years: until 1 September 2028.",
                "The date moves on to the end of the academic year, from 1 September 2028 to 31 August 2029.",
                "Hours that count today: 16. Nothing is open: a training covers you until the date.",
            ],
        ),
        (
            CAREER,
            [
                "Training is mandatory: work experience since 1 September 2024, less than 3 years.",
                "The main employment began on 1 September 2012; a newly hired teacher has 12 months: until 1 September 2013.",
                "The first day of the main post is not entered: until it is, 1 September 2012 is taken for it.",
                "Hours that count today: 0 of 16; still open: 16.",
            ],
        ),
        (
            CHANGED,
            [
                "Training is mandatory: newly hired as a teacher on 1 September 2026, less than 3 years ago.",
                "Work as a teacher began on 1 September 2026; a new teacher has 12 months: until 1 September 2027.",
                "Hours that count today: 0 of 16; still open: 16.",
            ],
        ),
        (
            FROM_OTHER,
            [
                "There is no academic degree, so training is recommended once every three years.",
                "The post changed on 1 September 2026 and the cycle began anew; a training is due within 3 years: until 1 September 2029.",
                "Hours that count today: 0 of 16; still open: 16.",
            ],
        ),
        (
            LEFT,
            [
                "There is no main post as teaching, support, management or scientific staff on this day, so no date is set.",
            ],
        ),
    ],
    ids=["early", "year end", "career", "became teacher", "changed post", "left"],
)  # fmt: skip
def test_the_derivation_answers_why_this_is_the_date(person, said):
    with translation.override("en"):
        found = cycle(person, TODAY)

        assert [words for words, _clause in sentences(found.derivation)] == said


CLAUSES = {"not_tracked": "1.1", "hours": "4.3", "extended": "6.1"}


@pytest.mark.clause("1.1", "1.3", "4.3", "6.1")
@pytest.mark.parametrize("person", [FULL, TO_YEAR_END, CAREER, CHANGED, FROM_OTHER, LEFT])
def test_every_sentence_names_its_clause(person):
    reasons = cycle(person, TODAY).derivation

    assert [reason.clause for reason in reasons] == [CLAUSES.get(reason.code, "1.3") for reason in reasons]


@pytest.mark.clause("1.3", "4.3")
def test_two_trainings_that_suffice_together_are_told_with_the_hours_of_both():
    person = Inputs(
        lines=(Line(_day("2024-02-10"), 8), Line(_day("2026-02-10"), 8, title="Excel")), posts=(_post("2010-09-01"),)
    )
    with translation.override("en"):
        said = [words for words, _clause in sentences(cycle(person, TODAY).derivation)]

    assert said[1:3] == [
        "Training “Excel”, 8 hours, ended on 10 February 2026.",
        (
            "With it 16 hours count, and at least 16 are needed. "
            "A training counts for 3 years, so the hours suffice until 10 February 2027."
        ),
    ]


@pytest.mark.clause("1.3")
@pytest.mark.parametrize("language", ["ky", "ru"])
@pytest.mark.parametrize("person", [FULL, TO_YEAR_END, CAREER, CHANGED, FROM_OTHER, LEFT])
def test_every_sentence_has_its_facts_in_kyrgyz_and_russian(person, language):
    found = cycle(person, TODAY)
    with translation.override("en"):
        english = [words for words, _clause in sentences(found.derivation)]
    with translation.override(language):
        said = [words for words, _clause in sentences(found.derivation)]

    assert len(said) == len(english)
    for own, other in zip(said, english, strict=True):
        assert own != other
        assert "%(" not in own
        assert not own.endswith("..")
        assert set(re.findall(r"\d{4}", other)) <= set(re.findall(r"\d{4}", own))


def test_kyrgyz_dates_are_inflected_where_the_sentence_asks_for_it():
    with translation.override("ky"):
        said = " ".join(words for words, _clause in sentences(cycle(FULL, TODAY).derivation))

    assert "2027-жылдын 10-декабрына чейин" in said
    assert "2026-жылдын 1-январынан тартып" in said


@pytest.mark.clause("1.3")
@pytest.mark.parametrize(
    ("on", "language", "said"),
    [
        ("2024-10-01", "ky", "Кийинки мөөнөтүңүз: 2027-жылдын 1-марты (2 жыл 5 ай калды). Сиз үчүн бул сунушталат."),
        ("2026-03-01", "ky", "Кийинки мөөнөтүңүз: 2027-жылдын 1-марты (12 ай калды). Сиз үчүн бул сунушталат."),
        ("2027-02-09", "ky", "Кийинки мөөнөтүңүз: 2027-жылдын 1-марты (20 күн калды). Сиз үчүн бул сунушталат."),
        ("2027-03-01", "ky", "Мөөнөтүңүздүн акыркы күнү – бүгүн (2027-жылдын 1-марты). Сиз үчүн бул сунушталат."),
        ("2038-06-01", "ky", "Мөөнөтүңүз өтүп кетти: 2027-жылдын 1-марты (11 жыл 3 ай мурун). Сиз үчүн бул сунушталат."),
        ("2024-10-01", "ru", "Срок вашего следующего обучения: 1 марта 2027 г. (через 2 года 5 месяцев). Для вас это рекомендуется."),
        ("2027-03-01", "ru", "Сегодня (1 марта 2027 г.) последний день вашего срока. Для вас это рекомендуется."),
        ("2038-06-01", "ru", "Срок вашего обучения истёк: 1 марта 2027 г. (11 лет 3 месяца назад). Для вас это рекомендуется."),
        ("2026-03-01", "en", "Your next date: 1 March 2027 (12 months left). For you this is recommended."),
        ("2027-03-01", "en", "Today (1 March 2027) is the last day of your date. For you this is recommended."),
        ("2027-04-02", "en", "Your date was 1 March 2027: 1 month ago. For you this is recommended."),
    ],
)  # fmt: skip
def test_the_headline_says_how_far_away_the_date_is(on, language, said):
    person = Inputs(lines=(Line(_day("2024-03-01"), 72),), posts=(_post("2010-09-01"),))
    with translation.override(language):
        assert headline(cycle(person, _day(on)), _day(on)) == said
