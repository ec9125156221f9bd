"""Orders on paper: each language whole, with its own appendices; refused before printing what cannot be printed."""

import datetime as dt
import shutil
import subprocess

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from certificates.issuing import actions as issuing
from certificates.models import Certificate, Order
from certificates.orders import documents, transitions
from certificates.orders.differences import differences
from certificates.texts import filling
from courses.models import CourseRun, Programme
from courses.programmes.queries import search_programmes
from courses.runs.actions import write_words
from enrollment.models import Application
from finance.dues.actions import charge
from finance.models import Due
from ostu_qualification.core.approvals import queries as approvals
from ostu_qualification.core.approvals.transitions import endorse_approval, object_to_approval
from ostu_qualification.core.models import today
from ostu_qualification.core.workflow.steps import NotYet
from staff.models import Letter, Person, Unit
from tests.certificates.conftest import endorsed, scan
from tests.factories import (
    ApplicationFactory,
    EmploymentFactory,
    OrganisationFactory,
    PersonFactory,
    RunFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


def asked(order, office):
    """What an office is asked about an order."""
    return approvals.last_round(order)[[each.office for each in approvals.last_round(order)].index(office)]


def words_of(pdf: bytes) -> str:
    """The text of a PDF, one space between words."""
    if shutil.which("pdftotext") is None:
        pytest.skip("Reading a PDF back needs pdftotext (poppler-utils).")
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


def sign(order, officer):
    """Record the rector's signature."""
    facts = {"number": "09-04/1", "signed_on": today(), "signed_by": "А. А. Ректоров", "scan": scan()}
    return transitions.record_signature(order, by=officer.user, **facts)


@pytest.fixture
def enrolment_order(selected_run, cholpon):
    """Draft the order of a course of one day with one participant of a department."""

    def _order(**names):
        day = today() + dt.timedelta(days=12)
        CourseRun.objects.filter(pk=selected_run.pk).update(starts_on=day, ends_on=day, place_ru="Аудитория 305")
        unit = UnitFactory(name_ky="Курулуш өндүрүшү", name_ru="Строительное производство")
        person = PersonFactory(**{"family_name": "Асанова", **names})
        EmploymentFactory(person=person, unit=unit, post="teacher")
        ApplicationFactory(run=selected_run, person=person, state="confirmed")
        return transitions.draft_enrolment_order(selected_run, by=cholpon.user)

    return _order


def test_each_language_of_an_order_speaks_it_to_the_last_cell(enrolment_order):
    text = documents.order_text(enrolment_order())

    kyrgyz, russian = text.bodies
    assert kyrgyz.appendices[0].heads[2] == "Түзүмдүк бөлүмү"
    assert kyrgyz.appendices[0].rows[0][2:] == ["Курулуш өндүрүшү", "окутуучу", "ПОК", "прейскурант"]
    assert russian.appendices[0].heads[2] == "Структурное подразделение"
    assert russian.appendices[0].rows[0][2:] == ["Строительное производство", "преподаватель", "ППС", "прейскурант"]
    assert "место проведения – Аудитория 305" in russian.items[1]
    assert "өткөрүлүүчү жайы – 305-аудитория" in kyrgyz.items[1]


def test_the_order_of_a_course_of_one_day_names_one_day(enrolment_order):
    order = enrolment_order()

    for language, forbidden in (("ky", "чейин"), ("ru", "срок – с")):
        assert forbidden not in order.content[language]["items"][1]
    assert "г.." not in str(order.content)


def test_the_list_behind_an_order_is_named_by_its_day_and_not_by_a_key(enrolment_order):
    order = enrolment_order()

    assert order.content["ky"]["ground"].endswith("бекитилген тизмеси.")
    assert "№" not in order.content["ky"]["ground"] + order.content["ru"]["ground"]


@pytest.mark.clause("5.7")
def test_the_order_to_issue_certificates_lists_both_appendices_and_says_which_regulation(certificate_order):
    order = certificate_order(80, 90, 40)

    words = words_of(documents.order_as_pdf(order))

    assert "1) сертификат алуучулардын тизмеси, 1 барак; 2) кайра тапшыруучулардын тизмеси, 1 барак." in words
    assert "1) список получающих сертификаты, 1 л.; 2) список допущенных к повторной сдаче, 1 л." in words
    assert "жогорулатуу жөнүндө жобонун (мындан ары – Жобо)" in words
    assert "г.." not in words


@pytest.mark.clause("7.3")
def test_the_appendix_says_contract_exactly_for_those_who_are_charged_by_contract(selected_run):
    Programme.objects.filter(pk=selected_run.programme_id).update(price_own=500, price_outside=900)
    selected_run.refresh_from_db()
    nobody, outside, own = PersonFactory(), PersonFactory(outside=True), EmploymentFactory().person
    both = EmploymentFactory(person=PersonFactory(organisation=OrganisationFactory())).person
    left = EmploymentFactory(left_on=today() - dt.timedelta(days=1)).person
    applications = [ApplicationFactory(run=selected_run, person=each) for each in (nobody, outside, own, both, left)]
    order = Order(kind="enrolment", run=selected_run, participants=filling.participants(applications))

    charge(order, applications)

    printed = [(each["payment_ky"], each["payment_ru"], each["category_ky"]) for each in order.participants]
    contract, price_list = ("келишим", "договор", "сырткы"), ("прейскурант", "прейскурант", "ПОК")
    assert printed == [contract, contract, price_list, price_list, contract]
    dues = dict(Due.objects.values_list("application", "amount"))
    assert [dues[each.pk] for each in applications] == [900, 900, 500, 500, 900]


def test_the_appendix_names_the_main_post():
    main, other = UnitFactory(name_ky="Негизги"), UnitFactory(name_ky="Айкаш")
    person = PersonFactory()
    EmploymentFactory(person=person, unit=other, basis="inner", rate="0.25")
    EmploymentFactory(person=person, unit=main)
    EmploymentFactory(person=person, unit=other, basis="outer", rate="0.25")

    (printed,) = filling.participants([ApplicationFactory(person=person)])

    assert printed["unit"] == "Негизги"


@pytest.mark.parametrize("moment", ["2026-11-25 18:30", "2026-11-25 23:10"], ids=["00:30", "05:10"])
def test_a_visa_bears_the_day_in_osh(enrolment_order, cholpon, moment):
    order = enrolment_order()
    transitions.send_order(order, by=cholpon.user)
    with time_machine.travel(dt.datetime.fromisoformat(f"{moment}+00:00"), tick=False):
        endorse_approval(asked(order, "hr_officer"), by=PersonFactory(roles=["hr_officer"]).user)

    assert {each.given_on for each in documents.order_text(order).visas} == {"26.11.2026", ""}


@pytest.mark.clause("6.1")
def test_a_visa_is_printed_with_post_name_date_and_remark_and_one_to_come_as_a_line(enrolment_order, cholpon):
    order = enrolment_order()
    transitions.send_order(order, by=cholpon.user)
    hr = PersonFactory(roles=["hr_officer"])
    endorse_approval(asked(order, "hr_officer"), by=hr.user, remark="тизме так")

    printed = {each.post: each for each in documents.order_text(order).visas}

    day = f"{today():%d.%m.%Y}"
    assert printed["Кадрлар бөлүмү"] == documents.VisaText("Кадрлар бөлүмү", hr.short_name, day, remark="тизме так")
    assert printed["План-финансылык бөлүм"] == documents.VisaText("План-финансылык бөлүм")
    assert f"{day}, тизме так" in words_of(documents.order_as_pdf(order))


@pytest.mark.clause("6.1")
def test_a_draft_prints_the_lines_of_its_route_and_no_answer_of_an_earlier_round(enrolment_order, cholpon):
    order = enrolment_order()
    before = [each.post for each in documents.order_text(order).visas]
    transitions.send_order(order, by=cholpon.user)
    object_to_approval(asked(order, "lawyer"), by=PersonFactory(roles=["lawyer"]).user, reason="Негизи жок")

    order.refresh_from_db()
    printed = documents.order_text(order).visas

    assert before == ["ИжИ боюнча проректор", "План-финансылык бөлүм", "Кадрлар бөлүмү", "Юрист"]
    assert list(printed) == [documents.VisaText(each) for each in before]
    Order.objects.filter(pk=order.pk).update(languages=["ru"])
    order.refresh_from_db()
    assert documents.order_text(order).visas[0].post == "Проректор по науке и инновациям"


def test_an_order_with_a_name_that_cannot_be_printed_is_not_drafted(enrolment_order):
    with pytest.raises(ValidationError, match="李 小 龙"):
        enrolment_order(family_name="李小龙")


@pytest.mark.clause("5.7")
def test_certificates_are_not_ordered_without_a_russian_title(closed_attestation, cholpon):
    attestation = closed_attestation(80, title_ru="")

    with pytest.raises(ValidationError, match="орусча аталышы жок"):
        transitions.draft_certificate_order(attestation, by=cholpon.user)

    assert not attestation.orders.exists()


@pytest.mark.clause("4.3")
def test_certificates_of_an_internship_are_not_ordered_without_host_and_topic(closed_attestation, cholpon):
    attestation = closed_attestation(80, form="internship", hours=72, attestation_form="report")

    with pytest.raises(ValidationError, match="кабыл алуучу уюм"):
        transitions.draft_certificate_order(attestation, by=cholpon.user)


@pytest.mark.parametrize("family_name", ["李小龙", "Ы" * 90])
def test_certificates_that_cannot_be_printed_are_not_ordered(closed_attestation, cholpon, family_name):
    attestation = closed_attestation(80, 90)
    Person.objects.filter(applications__results__first_points=90).update(family_name=family_name)

    with pytest.raises(ValidationError) as refused:
        transitions.draft_certificate_order(attestation, by=cholpon.user)

    assert len(refused.value.messages) == 1
    assert family_name in refused.value.messages[0]


@pytest.mark.parametrize("family_name", ["李小龙", "Ы" * 90])
def test_a_name_changed_since_the_draft_stops_the_whole_issue(certificate_order, cholpon, family_name):
    order = certificate_order(80, 90)
    Person.objects.filter(applications__results__first_points=90).update(family_name=family_name)

    with pytest.raises(NotYet):
        sign(order, cholpon)

    order.refresh_from_db()
    assert [each for each in differences(order) if family_name in each]
    assert order.state == "endorsement"
    assert not Certificate.objects.exists()


@pytest.mark.clause("4.3")
def test_the_words_for_the_papers_let_an_internship_come_to_its_certificate(
    certificate_order, closed_attestation, cholpon, log_in
):
    attestation = closed_attestation(80, form="internship", hours=72, attestation_form="report", title_ru="")
    host = OrganisationFactory(name_ky="«Электр» ААК", name_ru="ОАО «Электр»")
    words = {"title_ru": "Методы", "host": host.pk, "topic_ky": "Энергия", "topic_ru": "Энергосбережение"}

    answer = log_in(cholpon).post(reverse("write_words", args=[attestation.run_id]), words)

    assert answer.status_code == 302
    attestation.refresh_from_db()
    order = transitions.draft_certificate_order(attestation, by=cholpon.user)
    transitions.send_order(order, by=cholpon.user)
    endorsed(order)
    sign(order, cholpon)
    certificate = order.certificates.get()
    with certificate.file.open() as paper:
        printed = words_of(paper.read())
    assert "өткөн орду: «Электр» ААК; темасы: «Энергия»" in printed
    assert "место прохождения: ОАО «Электр»; тема: «Энергосбережение»" in printed


@pytest.mark.clause("1.6")
def test_the_words_for_the_papers_leave_a_permitted_title_as_it_is(cholpon):
    run = RunFactory(programme__title_ru="Методы", programme__title_en="")

    write_words(run, {"title_en": "Methods of teaching", "place_ru": "Аудитория 3"}, by=cholpon.user)
    with pytest.raises(PermissionDenied):
        write_words(run, {"title_ru": "Другое"}, by=cholpon.user)

    run.refresh_from_db()
    assert (run.programme.title_ru, run.programme.title_en, run.place_ru) == (
        "Методы",
        "Methods of teaching",
        "Аудитория 3",
    )
    assert list(search_programmes(Programme.objects.all(), "methods")) == [run.programme]


def test_units_without_a_russian_name_stand_in_the_russian_appendix_as_they_are(enrolment_order):
    order = enrolment_order()
    Unit.objects.update(name_ru="")

    people = filling.participants(Application.objects.all())

    assert people[0]["unit_ru"] == people[0]["unit_ky"] == "Курулуш өндүрүшү"
    assert documents.order_text(order).bodies[1].appendices[0].rows[0][2] == "Строительное производство"


@pytest.mark.clause("6.1")
@pytest.mark.parametrize(("language", "place"), [("ky", "305-аудитория"), ("ru", "Аудитория 305")])
def test_the_letter_about_the_order_names_the_place_in_the_language_of_the_person(
    enrolment_order, cholpon, language, place
):
    order = enrolment_order(language=language)
    transitions.send_order(order, by=cholpon.user)
    endorsed(order)

    sign(order, cholpon)

    letter = Letter.objects.get(template="enrolled")
    assert place in letter.body
    assert "г.." not in letter.body


@pytest.mark.clause("5.7")
def test_nothing_is_issued_in_one_language_alone(certificate_order):
    order = certificate_order(80)
    Programme.objects.update(title_ru="")
    order = Order.objects.get(pk=order.pk)
    order.number, order.signed_on = "09-04/1", today()

    with pytest.raises(ValidationError, match="орусча аталышы жок"):
        issuing.issue_certificates(order, Application.objects.all(), order.run)

    assert not Certificate.objects.exists()
