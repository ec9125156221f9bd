"""The committee of an attestation: experts together with the responsible unit, and nobody who is judged by it. Clause 7.5.3."""

import shutil
import subprocess

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from certificates.attestation import documents, transitions
from certificates.models import Attestation
from enrollment.models import Application
from ostu_qualification.core.models import today
from tests.factories import (
    ApplicationFactory,
    EmploymentFactory,
    PersonFactory,
    ProgrammeFactory,
    RunFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


def text_of(pdf: bytes) -> str:
    """What stands on the paper, without its line breaks."""
    if shutil.which("pdftotext") is None:
        pytest.skip("Reading a PDF back needs pdftotext (poppler-utils).")
    found = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(found.stdout.decode().split())


@pytest.fixture
def unit():
    """The unit that is responsible for the programme."""
    return UnitFactory(name_ky="Кайра даярдоо борбору")


@pytest.fixture
def run(unit):
    """A course under way with one participant."""
    made = RunFactory(state="running", over=True, programme=ProgrammeFactory(unit=unit))
    ApplicationFactory(run=made, state="enrolled", person=EmploymentFactory(unit=unit).person)
    return made


@pytest.fixture
def people(unit):
    """Chair, secretary, an expert from elsewhere, and somebody of the unit."""
    return {
        "chair": EmploymentFactory().person,
        "secretary": EmploymentFactory().person,
        "experts": [PersonFactory(outside=True)],
        "members": [EmploymentFactory(unit=unit).person],
    }


def open_it(run, by, *, chair, secretary, experts, members) -> Attestation:
    """The committee as an act names it."""
    seats = {"chair": chair, "secretary": secretary, "experts": experts, "members": members}
    return transitions.open_attestation(run, held_on=today(), protocol_number="7", **seats, by=by.user)


def refused(run, by, **people) -> list[str]:
    """The fields at which the committee is refused."""
    with pytest.raises(ValidationError) as problem:
        open_it(run, by, **people)
    assert not Attestation.objects.exists()
    run.refresh_from_db()
    assert run.state == "running"
    return sorted(problem.value.message_dict)


@pytest.mark.clause("7.5.3")
def test_experts_and_the_unit_make_a_committee(run, people, cholpon):
    made = open_it(run, cholpon, **people)

    assert list(made.experts.all()) == people["experts"]
    assert list(made.members.all()) == people["members"]


@pytest.mark.clause("7.5.3")
def test_without_an_expert_there_is_no_committee(run, people, cholpon):
    assert refused(run, cholpon, **{**people, "experts": []}) == ["experts"]


@pytest.mark.clause("7.5.3")
def test_without_anybody_of_the_responsible_unit_there_is_no_committee(run, people, cholpon):
    assert refused(run, cholpon, **{**people, "members": []}) == ["members"]
    assert refused(run, cholpon, **{**people, "members": [EmploymentFactory().person]}) == ["members"]


@pytest.mark.clause("7.5.3")
def test_an_expert_of_the_unit_is_not_both(run, people, cholpon, unit):
    expert = EmploymentFactory(unit=unit).person

    assert refused(run, cholpon, **{**people, "experts": [expert], "members": []}) == ["members"]


@pytest.mark.clause("7.5.3")
@pytest.mark.parametrize("place", ["chair", "secretary"])
def test_the_unit_may_sit_in_the_chair_or_keep_the_protocol(run, people, cholpon, unit, place):
    of_the_unit = EmploymentFactory(unit=UnitFactory(parent=unit)).person

    made = open_it(run, cholpon, **{**people, place: of_the_unit, "members": []})

    assert getattr(made, place) == of_the_unit


@pytest.mark.clause("7.5.3", "1.4")
def test_a_programme_without_a_unit_of_its_own_is_the_departments(people, cholpon):
    office = UnitFactory(kind="office", code="ИИжКББ")
    run = RunFactory(state="running", over=True)
    ApplicationFactory(run=run, state="enrolled")

    assert refused(run, cholpon, **people) == ["members"]
    open_it(run, cholpon, **{**people, "members": [EmploymentFactory(unit=office).person]})


@pytest.mark.clause("7.5.3")
def test_the_trainer_of_the_course_never_chairs(run, people, cholpon):
    run.trainers.add(people["chair"])

    assert refused(run, cholpon, **people) == ["chair"]


@pytest.mark.clause("7.5.3")
def test_the_trainer_of_the_course_may_be_its_expert(run, people, cholpon):
    run.trainers.add(people["experts"][0])

    assert open_it(run, cholpon, **people).experts.count() == 1


@pytest.mark.clause("7.5.3")
@pytest.mark.parametrize("place", ["chair", "secretary", "experts", "members"])
def test_nobody_sits_on_the_committee_that_examines_them(run, people, cholpon, place):
    learner = Application.objects.get(run=run).person
    seat = learner if place in ("chair", "secretary") else [*people[place], learner]

    assert refused(run, cholpon, **{**people, place: seat}) == [place]


@pytest.mark.clause("7.5.3")
def test_chair_and_secretary_are_two_people(run, people, cholpon):
    assert refused(run, cholpon, **{**people, "secretary": people["chair"]}) == ["secretary"]


@pytest.mark.clause("7.5.3")
def test_the_page_says_at_the_field_what_is_missing_and_keeps_the_rest(run, people, cholpon, log_in):
    browser, address = log_in(cholpon), reverse("open_attestation", args=[run.pk])
    filled = {
        "protocol_number": "7",
        "held_on": today().strftime("%d.%m.%Y"),
        "chair": people["chair"].pk,
        "secretary": people["secretary"].pk,
        "experts": [],
        "members": [],
    }

    page = browser.post(address, filled)

    assert page.status_code == 422
    assert sorted(page.context["form"].errors) == ["experts", "members"]
    assert "Кайра даярдоо борбору" in page.context["form"].errors["members"][0]
    filled |= {"experts": [people["experts"][0].pk], "members": [people["members"][0].pk]}
    assert browser.post(address, filled).status_code == 302
    shown = browser.get(reverse("attestation_detail", args=[Attestation.objects.get().pk])).content.decode()
    assert people["experts"][0].full_name in shown


@pytest.mark.clause("7.5.3")
def test_an_expert_sees_the_results_of_the_committee(run, people, cholpon, log_in):
    made = open_it(run, cholpon, **people)

    assert log_in(people["experts"][0]).get(reverse("attestation_detail", args=[made.pk])).status_code == 200


@pytest.mark.clause("7.5.3")
def test_the_protocol_names_the_whole_committee_and_is_signed_by_it(run, people, cholpon):
    made = open_it(run, cholpon, **people)
    made.results.update(outcome="not_admitted")

    printed = text_of(documents.protocol_as_pdf(made))

    for person in (people["chair"], people["secretary"], *people["experts"], *people["members"]):
        assert printed.count(person.full_name) == 1
        assert printed.count(person.short_name) == 1
    assert "аттестацияга киргизилген жок 1" in printed
    assert "Добуш берүү" in printed
    assert "мүчөлөрү" in printed
