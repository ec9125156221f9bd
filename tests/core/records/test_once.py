"""A form that is sent twice acts once, and the second click says what the first did."""

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from courses.models import CourseRun
from enrollment.models import Application
from ostu_qualification.core.models import SentForm
from ostu_qualification.core.workflow.tasks import forget_sent_forms
from staff.models import DataRequest, Organisation, Person, TrainingRecord, Unit
from tests.factories import ApplicationFactory, EmploymentFactory, PersonFactory, ProgrammeFactory, RunFactory

pytestmark = pytest.mark.django_db
WORD = re.compile(r'<input type="hidden" name="once" value="([\w-]{22})">')
WITHOUT_AN_ACT_OF_ITS_OWN = {
    "base.html",  # language and log-out
    "core/log_in.html",
    "components/list_views.html",  # a kept view is one by its name
    "certificates/verification/verify.html",
    "courses/programmes/import_programmes.html",  # the same list again changes nothing
    "dashboard/menu.html",  # log-out
    "staff/people/merging/merge_find.html",
    "staff/privacy/my_data.html",  # a consent is given once
}


def said(answer):
    """The newest words with which a page goes on."""
    return [str(each) for each in get_messages(answer.wsgi_request)][-1:]


def word_of(browser, address):
    """The word of a form on its page."""
    return WORD.search(browser.get(address).content.decode())[1]


PERSON = {"family_name": "Асанова", "given_name": "Айгүл", "patronymic": "", "email": "", "language": "ky", "once": ""}


@pytest.fixture
def office(log_in):
    """A browser of someone who may enter people, units and organisations."""
    return log_in(PersonFactory(roles=["hr_officer", "officer", "administrator"]))


def test_a_second_click_leads_to_what_the_first_has_made_and_says_the_same(office):
    address = reverse("add_person")
    data = PERSON | {"once": word_of(office, address)}
    before = Person.objects.count()

    first, second = office.post(address, data), office.post(address, data)

    made = Person.objects.get(family_name="Асанова")
    assert Person.objects.count() == before + 1
    assert first.headers["Location"] == second.headers["Location"] == reverse("person_detail", args=[made.pk])
    assert said(first) == said(second) == ["Адам кошулду."]


def test_the_same_form_with_other_words_is_another_act(office):
    """Somebody goes back to the page and enters the next one."""
    address = reverse("add_person")
    data = PERSON | {"once": word_of(office, address)}

    office.post(address, data)
    office.post(address, data | {"given_name": "Айнура"})

    assert Person.objects.filter(family_name="Асанова").count() == 2


def test_the_same_words_on_a_page_opened_anew_are_another_act(office):
    address = reverse("add_person")

    for _ in range(2):
        office.post(address, PERSON | {"once": word_of(office, address)})

    assert Person.objects.filter(family_name="Асанова").count() == 2


def test_a_form_that_was_refused_is_taken_once_it_is_mended(office):
    address = reverse("add_person")
    word = word_of(office, address)

    refused = office.post(address, PERSON | {"once": word, "given_name": ""})
    again = WORD.search(refused.content.decode())[1]
    office.post(address, PERSON | {"once": again})

    assert (refused.status_code, again) == (422, word)
    assert Person.objects.filter(family_name="Асанова").count() == 1
    assert SentForm.objects.count() == 1


def test_what_the_rules_refuse_leaves_no_trace_and_may_be_sent_again(office, log_in):
    """The run is closed when the form is sent, and open again for the second click: nothing was taken the first time."""
    run, person = RunFactory(), PersonFactory()
    browser, address = log_in(person), reverse("apply", args=[run.pk])
    data = {"run": run.pk, "once": word_of(browser, address)}
    CourseRun.objects.filter(pk=run.pk).update(state="closed")
    refused = browser.post(address, data)
    CourseRun.objects.filter(pk=run.pk).update(state="open")

    taken = browser.post(address, data)

    assert (refused.status_code, taken.status_code) == (422, 302)
    assert Application.objects.count() == 1


def test_the_word_of_one_is_nothing_to_another(log_in):
    data = {"kind": "correction", "text": "Туулган күнүм туура эмес", "once": "a" * 22}

    for _ in range(2):
        log_in(PersonFactory()).post(reverse("ask_about_data"), data)

    assert DataRequest.objects.count() == 2


@pytest.mark.parametrize("word", ["", "x" * 41])
def test_a_form_without_a_word_is_taken_as_it_is(office, word):
    for _ in range(2):
        office.post(reverse("add_person"), PERSON | {"once": word})

    assert Person.objects.filter(family_name="Асанова").count() == 2
    assert not SentForm.objects.exists()


def test_a_page_that_asks_once_more_has_done_nothing_yet(office):
    unit = Unit.objects.create(kind="department", name_ky="Кафедра")
    address = reverse("rename_unit", args=[unit.pk])
    data = {"name_ky": "Жаңы кафедра", "acted_on": f"{timezone.localdate():%d.%m.%Y}", "once": word_of(office, address)}

    shown = [office.post(address, data).status_code for _ in range(2)]
    done = [office.post(address, data | {"confirmed": "1"}).headers["Location"] for _ in range(2)]

    unit.refresh_from_db()
    assert shown == [200, 200]
    assert done == [reverse("unit_detail", args=[unit.pk])] * 2
    assert unit.act_parts.values("act").distinct().count() == 1


def test_two_clicks_on_submit_submit_once_and_say_so_twice(log_in):
    application = ApplicationFactory(state="draft", submitted_at=None)
    browser, address = log_in(application.person), reverse("application_check", args=[application.pk])
    data = {"once": word_of(browser, address)}

    answers = [browser.post(address, data) for _ in range(3)]

    application.refresh_from_db()
    assert application.state == "submitted"
    assert {each.headers["Location"] for each in answers} == {reverse("application_detail", args=[application.pk])}
    assert [said(each) for each in answers] == [["Арызыңыз жөнөтүлдү."]] * 3


def test_a_click_on_an_old_page_is_told_the_new_state(log_in):
    application = ApplicationFactory(state="submitted")

    answer = log_in(application.person).post(reverse("application_check", args=[application.pk]))

    assert answer.headers["Location"] == reverse("application_detail", args=[application.pk])
    assert "жөнөтүлдү" in said(answer)[0]


def test_every_form_that_acts_has_a_word():
    folder = Path(settings.BASE_DIR) / "templates"
    sending = {str(path.relative_to(folder)) for path in folder.rglob("*.html") if 'method="post"' in path.read_text()}
    with_word = {name for name in sending if "{% csrf_token %}{% once %}" in (folder / name).read_text()}

    assert sending - with_word == WITHOUT_AN_ACT_OF_ITS_OWN


def test_forget_sent_forms_keeps_those_of_two_days():
    for days in (0, 1, 3):
        form = SentForm.objects.create(key=str(days), target="/", said="")
        SentForm.objects.filter(pk=form.pk).update(sent_at=timezone.now() - dt.timedelta(days=days))

    assert forget_sent_forms() == 1
    assert set(SentForm.objects.values_list("key", flat=True)) == {"0", "1"}


def creating():
    """Forms that make something: address, what is written, and what there is one of afterwards."""
    programme, trainer = ProgrammeFactory(), EmploymentFactory().person
    run = {
        "programme": programme.pk, "apply_from": "20.11.2026", "apply_until": "27.11.2026", "starts_on": "30.11.2026",
        "ends_on": "02.12.2026", "capacity": 12, "minimum": 1, "mode": "alongside", "place_ky": "Башкы корпус",
        "language": "ky", "trainers": [trainer.pk],
    }  # fmt: skip
    claim = {
        "title": "Педагогика",
        "hours": 36,
        "ended_on": "15.06.2026",
        "document_kind": "сертификат",
        "document_number": "7",
    }
    post = {
        "unit": Unit.objects.create(kind="office", name_ky="Бөлүм").pk, "post": "teacher", "category": "teaching",
        "rate": "0.5", "basis": "inner", "hired_on": "01.09.2026",
    }  # fmt: skip
    return [
        (reverse("add_person"), PERSON, Person.objects.filter(family_name="Асанова")),
        (reverse("add_unit"), {"kind": "office", "name_ky": "Жаңы бөлүм"}, Unit.objects.filter(name_ky="Жаңы бөлүм")),
        (reverse("add_organisation"), {"kind": "other", "name_ky": "Уюм"}, Organisation.objects.filter(name_ky="Уюм")),
        (reverse("add_run"), run, CourseRun.objects.all()),
        (reverse("claim_training"), claim, TrainingRecord.objects.all()),
        (reverse("ask_about_data"), {"kind": "correction", "text": "Катаны оңдоңуз"}, DataRequest.objects.all()),
        (reverse("add_employment", args=[trainer.pk]), post, trainer.employments.filter(basis="inner")),
    ]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_make_one_of_everything(log_in):
    person = PersonFactory(roles=["hr_officer", "officer", "administrator"])

    for address, written, made in creating():
        data = written | {"once": word_of(log_in(person), address)}

        def click(_number, address=address, data=data):
            try:
                answer = log_in(person).post(address, data)
                return answer.status_code, answer.headers.get("Location"), said(answer)
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(click, range(8)))

        assert made.count() == 1, address
        assert len({str(answer) for answer in answers}) == 1, (address, answers)
        assert answers[0][0] == 302, address


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_six_persons_with_one_e_mail_sent_at_once_by_a_script_are_one(log_in):
    """Without the word of the page: the lock on people and the look at the e-mail make one of them."""
    person = PersonFactory(roles=["hr_officer"])

    def send(_number):
        try:
            return log_in(person).post(reverse("add_person"), PERSON | {"email": "aigul@example.org"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        codes = sorted(pool.map(send, range(6)))

    assert codes == [302, 422, 422, 422, 422, 422]
    assert Person.objects.filter(email="aigul@example.org").count() == 1
