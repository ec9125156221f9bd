"""The grid of results: filled in by two at once, nothing lost, wrong cells named. Clauses 5.7, 7.5.3."""

import datetime as dt

import pytest
from django.urls import reverse

from certificates.attestation import effects, queries, transitions
from certificates.models import Attestation, AttestationResult
from ostu_qualification.core.models import today
from ostu_qualification.core.workflow.steps import NotYet
from tests.factories import ApplicationFactory, PersonFactory, RunFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("7.5.3")]


@pytest.fixture
def attestation():
    """An open attestation of three, by name."""
    run = RunFactory(state="attestation")
    made = Attestation.objects.create(
        run=run,
        form="attestation_and_exam",
        held_on=today(),
        protocol_number="7",
        pass_points=60,
        chair=PersonFactory(),
        secretary=PersonFactory(),
    )
    for letter in "абв":
        person = PersonFactory(family_name=f"Осмонов{letter}")
        AttestationResult.objects.create(
            attestation=made, application=ApplicationFactory(run=run, person=person, state="enrolled")
        )
    return made


def lines(attestation):
    """The lines in the order of the page."""
    return list(queries.results_of(attestation))


def kept(attestation):
    """What is kept, in the order of the page."""
    return [(each.first_points, each.exam_points, each.outcome, each.remark) for each in lines(attestation)]


def typed(page, **cells):
    """The form as the page holds it, with some cells typed; `a_first_points` is the first line's."""
    form = page.context["form"]
    data = {"shown": form.shown.split('value="')[1][:-2].replace("&quot;", '"')}
    data |= {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    order = {letter: each.pk for letter, each in zip("abc", lines(form.record), strict=True)}
    for name, value in cells.items():
        letter, cell = name.split("_", 1)
        data[f"result-{order[letter]}-{cell}"] = value
    return data


def test_two_who_enter_at_once_keep_each_others_lines(attestation, log_in):
    address = reverse("enter_results", args=[attestation.pk])
    chair, secretary = log_in(attestation.chair), log_in(attestation.secretary)
    of_chair, of_secretary = chair.get(address), secretary.get(address)

    secretary.post(address, typed(of_secretary, a_first_points="80", a_exam_points="70"))
    answer = chair.post(address, typed(of_chair, b_first_points="50", b_exam_points="90", b_remark="Кайра"))

    assert answer.status_code == 302
    assert kept(attestation) == [(80, 70, "passed", ""), (50, 90, "failed", "Кайра"), (None, None, "", "")]


def test_whoever_writes_over_a_line_of_another_is_told_first(attestation, log_in):
    address = reverse("enter_results", args=[attestation.pk])
    chair, secretary = log_in(attestation.chair), log_in(attestation.secretary)
    of_chair, of_secretary = chair.get(address), secretary.get(address)
    secretary.post(address, typed(of_secretary, a_first_points="80", a_exam_points="70"))

    told = chair.post(address, typed(of_chair, a_first_points="40", a_exam_points="70"))
    between = kept(attestation)[0]
    chair.post(address, typed(told, a_first_points="40", a_exam_points="70"))

    first = lines(attestation)[0]
    assert told.status_code == 422
    assert list(told.context["form"].errors) == [f"result-{first.pk}-first_points"]
    assert "80; 70" in str(told.context["form"].errors)
    assert between[:2] == (80, 70)
    assert kept(attestation)[0] == (40, 70, "failed", "")


def test_a_wrong_cell_is_marked_by_name_and_every_other_cell_stays(attestation, log_in):
    address, client = reverse("enter_results", args=[attestation.pk]), log_in(attestation.chair)
    data = typed(client.get(address), a_first_points="1о0", b_first_points="77", c_absence="absent")

    page = client.post(address, data)
    content = page.content.decode()

    assert page.status_code == 422
    assert 'value="1о0"' in content
    assert 'value="77"' in content
    assert content.count('aria-invalid="true"') == 1
    assert f"{lines(attestation)[0].application.person.full_name}: Аттестация" in content
    assert {each[2] for each in kept(attestation)} == {""}


def test_the_page_takes_as_many_queries_for_one_as_for_three(attestation, log_in, django_assert_num_queries):
    client, address = log_in(attestation.chair), reverse("enter_results", args=[attestation.pk])
    client.get(address)

    with django_assert_num_queries(9):
        client.get(address)
    attestation.results.first().delete()
    attestation.results.first().delete()
    with django_assert_num_queries(9):
        client.get(address)


def test_nobody_has_a_result_before_the_day(attestation, log_in):
    Attestation.objects.update(held_on=today() + dt.timedelta(days=1))
    attestation.refresh_from_db()

    page = log_in(attestation.chair).get(reverse("attestation_detail", args=[attestation.pk])).content.decode()

    with pytest.raises(NotYet):
        transitions.enter_results(attestation, rows={}, by=attestation.chair.user)
    assert reverse("enter_results", args=[attestation.pk]) not in page
    assert f"{attestation.held_on:%d.%m.%Y}" in page


def told(attestation):
    """What closing will do: text, where its count leads, whether it is a warning."""
    return [(str(each.text), each.url, each.is_warning) for each in effects.of_closing(attestation, None)]


def test_closing_tells_who_has_passed_and_warns_of_those_who_did_not_come(attestation):
    for each, outcome in zip(lines(attestation), ("passed", "failed", "absent"), strict=True):
        AttestationResult.objects.filter(pk=each.pk).update(outcome=outcome)
    page = reverse("attestation_detail", args=[attestation.pk])

    assert told(attestation) == [
        ("1 катышуучу келген жок.", f"{page}?outcome=absent", True),
        ("1 катышуучу өттү.", f"{page}?outcome=passed", False),
        ("1 катышуучу өткөн жок.", f"{page}?outcome=failed", False),
        ("2 киши кайра тапшыра алат.", "", False),
        ("Андан кийин жыйынтыктар өзгөртүлбөйт.", "", False),
    ]


def test_closing_warns_when_nobody_has_passed(attestation):
    attestation.results.update(outcome="not_admitted")

    assert [text for text, _url, is_warning in told(attestation) if is_warning] == [
        "Эч ким өткөн жок: сертификаттар жөнүндө буйрук чыгарууга болбойт.",
        "3 катышуучу аттестацияга киргизилген жок.",
    ]


def test_a_count_on_the_page_leads_to_those_it_counts(attestation, log_in):
    first, *_others = lines(attestation)
    AttestationResult.objects.filter(pk=first.pk).update(outcome="passed", first_points=90)
    page = reverse("attestation_detail", args=[attestation.pk])
    client = log_in(attestation.chair)

    everyone = client.get(page)
    passed = client.get(page, {"outcome": "passed"})

    assert [(value, n) for value, _label, n in everyone.context["counts"]] == [("", 2), ("passed", 1)]
    assert len(everyone.context["results"]) == 3
    assert list(passed.context["results"]) == [first]


def test_opening_tells_how_many_are_examined():
    run = RunFactory(state="running", over=True)
    nobody = [each.is_warning for each in effects.of_opening(run, None)]
    ApplicationFactory(run=run, state="enrolled")

    lines_now = effects.of_opening(run, None)

    assert nobody == [True, False, False]
    assert str(lines_now[0].text) == "1 катышуучу аттестациядан өтөт."
    assert lines_now[0].url.endswith(f"?run={run.pk}&state=enrolled")
