"""The protocol of an attestation on paper: everybody named with the unit, numbers that add up, room for every hand. Clause 7.5.3."""

import re

import pytest
from django.urls import reverse

from certificates.attestation import documents
from certificates.models import Attestation, AttestationResult
from ostu_qualification.core.words.dates import to_date
from tests.certificates.register.test_register import words_of
from tests.factories import ApplicationFactory, EmploymentFactory, OrganisationFactory, PersonFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.7", "7.5.3")]


@pytest.fixture
def attestation(closed_attestation):
    """Two passed, one failed, one absent, one not admitted; a member of the committee, a day for the resit."""
    found = closed_attestation(80, 90, 40)
    for outcome in ("absent", "not_admitted"):
        application = ApplicationFactory(run=found.run, state="enrolled")
        AttestationResult.objects.create(attestation=found, application=application, outcome=outcome)
    member = EmploymentFactory(
        person=PersonFactory(family_name="Эксперт"), post="docent", unit=UnitFactory(name_ky="Курулуш өндүрүшү")
    ).person
    found.members.add(member)
    found.experts.add(PersonFactory(family_name="Сынчы"))
    Attestation.objects.filter(pk=found.pk).update(resit_until=found.held_on.replace(year=found.held_on.year + 1))
    found.refresh_from_db()
    return found


def test_the_numbers_of_the_summary_add_up_to_the_list(attestation):
    text = documents.protocol_text(attestation)

    total, took, *outcomes = map(int, re.findall(r"\d+", text.summary))
    assert (total, took, outcomes) == (5, 3, [2, 1, 1, 1])
    assert "аттестацияга киргизилген жок 1" in text.summary


def test_an_open_attestation_says_how_many_results_are_missing(attestation):
    AttestationResult.objects.filter(outcome="passed").update(outcome="")

    assert "жыйынтыгы азырынча жок 2" in documents.protocol_text(attestation).summary


def test_everybody_of_the_committee_signs_and_is_named_with_post_and_unit(attestation):
    text = documents.protocol_text(attestation)

    assert [post for post, _name in text.signatures] == [
        "Комиссиянын төрагасы",
        "Эксперт",
        "Комиссиянын мүчөсү",
        "Комиссиянын катчысы",
    ]
    facts = dict(text.facts)
    assert facts["Комиссиянын мүчөлөрү"] == "Эксперт Бектур Асанович, доцент, Курулуш өндүрүшү"
    assert attestation.chair.full_name in facts["Комиссиянын төрагасы"]
    assert facts["Катышты"] == "____ / 4 (кворум: ____)"
    assert facts["Өтүү балы"] == "100 баллдан 60"


def test_each_participant_stands_with_the_unit_or_the_organisation(attestation):
    AttestationResult.objects.exclude(outcome="passed").delete()
    own, guest = (each.application.person for each in attestation.results.order_by("application__person__sort_key"))
    EmploymentFactory(person=own, unit=UnitFactory(name_ky="Химия"))
    guest.organisation = OrganisationFactory(name_ky="Баткен мектеби")
    guest.save()

    rows = documents.protocol_text(attestation).rows

    assert [row[1:3] for row in rows] == [[own.full_name, "Химия"], [guest.full_name, "Баткен мектеби"]]


@pytest.mark.parametrize(
    ("form", "columns"),
    [
        ("exam", ["Экзамен"]),
        ("test", ["Тест"]),
        ("essay", ["Эссе коргоо"]),
        ("attestation_and_exam", ["Аттестация", "Экзамен"]),
        ("report", ["Отчет"]),
    ],
)
def test_the_protocol_has_a_column_for_each_component(attestation, form, columns):
    attestation.form = form

    text = documents.protocol_text(attestation)

    assert text.heads[3:-2] == columns
    assert {len(row) for row in text.rows} == {len(text.heads)}


def test_the_decisions_name_how_many_passed_and_until_when_the_others_may_come_again(attestation):
    first, second = documents.protocol_text(attestation).decisions

    assert first.startswith("2 катышуучу программаны өздөштүрдү")
    assert (
        second == f"3 катышуучуга кайра тапшыруу мүмкүнчүлүгү {to_date(attestation.resit_until, 'ky')} чейин берилсин."
    )


def test_nothing_is_decided_for_nobody(attestation):
    AttestationResult.objects.update(outcome="failed")

    assert len(documents.protocol_text(attestation).decisions) == 1
    Attestation.objects.update(resit_until=None)
    attestation.refresh_from_db()
    assert documents.protocol_text(attestation).decisions == ["5 катышуучу аттестациядан өткөн жок деп эсептелсин."]


def test_the_printed_protocol_has_the_letterhead_the_vote_and_room_for_every_signature(attestation, cholpon, log_in):
    words = words_of(log_in(cholpon).get(reverse("attestation_protocol", args=[attestation.pk])).content)

    assert "М. М. Адышев атындагы" in words
    assert "ЖЫЙЫНТЫКТООЧУ АТТЕСТАЦИЯНЫН ПРОТОКОЛУ № 7" in words
    assert "Добуш берүү: макул – ____, каршы – ____, калыс – ____." in words
    assert words.index("Добуш берүү") < words.rindex("Комиссиянын мүчөсү") < words.rindex("Комиссиянын катчысы")
