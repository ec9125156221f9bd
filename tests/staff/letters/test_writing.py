"""What letters say: whole in three languages, with a sender and somebody to ask, and nothing that cannot be done."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from staff.letters import writing
from staff.letters.writing import Notice
from staff.models import Letter, Person
from staff.privacy.transitions import fulfil_data_request, refuse_data_request
from tests.factories import PersonFactory, RunFactory

FOLDER = Path(settings.BASE_DIR) / "templates" / "emails"
TEMPLATES = sorted({path.name.split(".")[0] for path in FOLDER.glob("*.txt")})
TO_THE_OFFICE_ITSELF = {"digest_office"}
LANGUAGES = ["ky", "ru", "en"]
PERSON = Person(family_name="Сыдыков", given_name="Бакыт", patronymic="Маматович", sex="m")


def written(template: str, language: str) -> tuple[str, str]:
    """A letter without any facts of its own."""
    return writing.write(template, PERSON, language, {})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_letter_greets_and_says_whom_to_ask(template, language):
    subject, body = written(template, language)

    assert subject
    assert body.startswith(writing.greeting(PERSON, language))
    if template not in TO_THE_OFFICE_ITSELF:
        assert settings.OFFICE_PHONE in body
        assert settings.OFFICE_EMAIL in body


def test_no_letter_offers_a_choice_that_there_is_not():
    promised = {
        path.name for path in FOLDER.glob("*.txt") if re.search(r"[Үү]ч тема|до тр[её]х|up to three", path.read_text())
    }

    assert promised == set()


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("ky", "башталышы"), ("ru", "начало"), ("en", "begins on")])
def test_a_course_in_a_letter_says_what_its_day_is(language, words):
    from courses.runs.receivers import name_open_courses

    person, run = PersonFactory(language=language), RunFactory()

    lines = name_open_courses([person], run.apply_until)[person.pk]["courses"]

    assert [f"{words} {run.starts_on:%d.%m.%Y}" in line for line in lines] == [True]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("act", "template", "subject"),
    [
        (lambda request, by: fulfil_data_request(request, by=by, answer="Оңдолду"), "data_request_done", "аткарылды"),
        (
            lambda request, by: refuse_data_request(request, by=by, reason="Мыйзам"),
            "data_request_refused",
            "четке кагылды",
        ),
    ],
)
def test_the_answer_to_a_data_request_says_what_became_of_it_and_who_answered(act, template, subject):
    person = PersonFactory()
    hr = PersonFactory(family_name="Момунова", given_name="Айнура", patronymic="", roles=["hr_officer"])
    request = person.data_requests.create(kind="correction", text="Туулган күнүм туура эмес")

    act(request, hr.user)

    letter = Letter.objects.get(person=person)
    assert (letter.template, subject in letter.subject) == (template, True)
    assert "А. Момунова" in letter.body
    assert "Туулган күнүм туура эмес" in letter.body


@pytest.mark.django_db
def test_notify_many_plans_what_notify_plans_each_once():
    apart, together = PersonFactory.create_batch(2), PersonFactory.create_batch(2)
    facts = {"title": "Санарип окутуу", "reason": "Карантин", "url": "/applications/1/"}

    for each in apart:
        writing.notify(each, key=f"a:{each.pk}", template="run_cancelled", facts=facts)
    for _ in range(2):
        writing.notify_many(Notice(each, f"a:{each.pk}", "run_cancelled", facts) for each in together)

    bodies = [
        set(Letter.objects.filter(person__in=group).values_list("subject", "body")) for group in (apart, together)
    ]
    assert bodies[0] == bodies[1]
    assert Letter.objects.filter(person__in=together).count() == 2
