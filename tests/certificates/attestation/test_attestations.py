"""Attestations: the committee, both components, the grid of results, closed for good. Clauses 5.7, 7.5.3."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from certificates.attestation import transitions
from certificates.attestation.outcomes import outcome_of
from certificates.models import Attestation, AttestationResult
from certificates.orders import transitions as order_steps
from enrollment.models import SelectionList
from ostu_qualification.core.models import Policy, today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.workflow.steps import WrongState
from staff import ports
from tests.factories import ApplicationFactory, EmploymentFactory, PersonFactory, ProgrammeFactory, RunFactory

IN_A_MONTH = today() + dt.timedelta(days=30)


@pytest.fixture
def attestation(db):
    """An open attestation of two participants."""
    run = RunFactory(state="attestation")
    made = Attestation.objects.create(
        run=run,
        form="test",
        held_on=today(),
        protocol_number="7",
        pass_points=60,
        chair=PersonFactory(),
        secretary=PersonFactory(),
    )
    for _n in range(2):
        AttestationResult.objects.create(
            attestation=made, application=ApplicationFactory(run=run, state="enrolled"), first_points=None
        )
    return made


def row(points=None, exam=None, absence="", remark=""):
    return {"first_points": points, "exam_points": exam, "absence": absence, "remark": remark}


@pytest.mark.clause("5.7")
@pytest.mark.parametrize(
    ("form", "first", "exam", "outcome"),
    [
        ("test", 60, None, "passed"),
        ("test", 59, None, "failed"),
        ("test", None, None, ""),
        ("test", 0, None, "failed"),
        ("attestation_and_exam", 60, 60, "passed"),
        ("attestation_and_exam", 100, 59, "failed"),
        ("attestation_and_exam", 59, 100, "failed"),
        ("attestation_and_exam", 100, None, ""),
        ("attestation_and_exam", None, 100, ""),
    ],
)
def test_outcome_of_needs_each_component(form, first, exam, outcome):
    assert outcome_of(Attestation(form=form, pass_points=60), first, exam) == outcome


@pytest.mark.clause("7.5.3")
def test_enter_results_is_for_chair_and_secretary(attestation, cholpon):
    rows = {result.pk: row(80) for result in attestation.results.all()}

    with pytest.raises(PermissionDenied):
        transitions.enter_results(attestation, rows=rows, by=cholpon.user)
    transitions.enter_results(attestation, rows=rows, by=attestation.secretary.user)

    assert set(attestation.results.values_list("outcome", flat=True)) == {"passed"}


def test_absence_outweighs_points(attestation):
    result = attestation.results.first()

    transitions.enter_results(attestation, rows={result.pk: row(absence="absent")}, by=attestation.chair.user)

    result.refresh_from_db()
    assert result.outcome == "absent"


def test_enter_results_shows_the_wrong_cell_and_keeps_what_was_typed(attestation, log_in):
    first, second = attestation.results.order_by("application__person__sort_key")
    data = {f"result-{first.pk}-first_points": "101", f"result-{second.pk}-first_points": "77"}

    page = log_in(attestation.chair).post(reverse("enter_results", args=[attestation.pk]), data)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [f"result-{first.pk}-first_points"]
    content = page.content.decode()
    assert 'value="101"' in content
    assert 'value="77"' in content
    assert f'href="#id_result-{first.pk}-first_points"' in content
    assert not attestation.results.exclude(first_points=None).exists()


@pytest.mark.clause("7.5.3")
def test_close_attestation_refuses_missing_results(attestation):
    result = attestation.results.first()
    transitions.enter_results(attestation, rows={result.pk: row(80)}, by=attestation.chair.user)

    with pytest.raises(ValidationError, match="1"):
        transitions.close_attestation(attestation, by=attestation.chair.user)

    attestation.refresh_from_db()
    assert attestation.state == "open"


@pytest.mark.clause("7.5.3")
def test_close_attestation_is_for_the_chair(attestation):
    attestation.results.update(outcome="absent")

    with pytest.raises(PermissionDenied):
        transitions.close_attestation(attestation, by=attestation.secretary.user)


def test_close_attestation_keeps_the_moment_and_the_day_of_the_resit(attestation):
    attestation.results.update(outcome="failed")

    transitions.close_attestation(attestation, by=attestation.chair.user, resit_until=IN_A_MONTH)

    assert (attestation.state, attestation.resit_until) == ("closed", IN_A_MONTH)
    assert attestation.closed_at is not None


@pytest.mark.parametrize("outcome", ["failed", "absent", "not_admitted"])
@pytest.mark.parametrize("day", ["", f"{today():%d.%m.%Y}"], ids=["no day", "the day itself"])
def test_close_attestation_needs_a_later_day_for_those_who_have_not_passed(attestation, log_in, outcome, day):
    passed, other = attestation.results.all()
    type(passed).objects.filter(pk=passed.pk).update(outcome="passed")
    type(other).objects.filter(pk=other.pk).update(outcome=outcome)
    address, client = reverse("close_attestation", args=[attestation.pk]), log_in(attestation.chair)

    refused = client.post(address, {"resit_until": day})
    closed = client.post(address, {"resit_until": f"{IN_A_MONTH:%d.%m.%Y}"})

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["resit_until"])
    assert closed.status_code == 302
    attestation.refresh_from_db()
    assert (attestation.state, attestation.resit_until) == ("closed", IN_A_MONTH)


def test_close_attestation_asks_for_no_day_when_everyone_has_passed(attestation, log_in):
    attestation.results.update(outcome="passed")
    address, client = reverse("close_attestation", args=[attestation.pk]), log_in(attestation.chair)

    assert "resit_until" not in client.get(address).content.decode()
    assert client.post(address).status_code == 302

    attestation.refresh_from_db()
    assert (attestation.state, attestation.resit_until) == ("closed", None)


def test_close_attestation_refuses_to_be_silent_about_those_who_have_not_passed(attestation):
    attestation.results.update(outcome="failed")

    with pytest.raises(ValidationError) as refused:
        transitions.close_attestation(attestation, by=attestation.chair.user)

    assert list(refused.value.message_dict) == ["resit_until"]


@pytest.mark.clause("5.7", "7.5.3")
def test_a_closed_attestation_is_not_changed(attestation):
    attestation.results.update(outcome="absent")
    result, stale = attestation.results.first(), Attestation.objects.get(pk=attestation.pk)
    transitions.close_attestation(attestation, by=attestation.chair.user, resit_until=IN_A_MONTH)

    with pytest.raises(WrongState):
        transitions.enter_results(stale, rows={result.pk: row(90)}, by=attestation.chair.user)

    result.refresh_from_db()
    assert (result.outcome, result.first_points) == ("absent", None)


@pytest.mark.clause("5.7")
def test_draft_certificate_order_waits_for_the_chair(attestation, cholpon):
    with pytest.raises(WrongState):
        order_steps.draft_certificate_order(attestation, by=cholpon.user)


@pytest.mark.clause("5.7")
def test_open_attestation_gives_each_participant_a_line(cholpon):
    run = RunFactory(state="running", over=True)
    enrolled = [ApplicationFactory(run=run, state="enrolled") for _n in range(2)]
    ApplicationFactory(run=run, state="withdrawn")
    chair, secretary = EmploymentFactory().person, EmploymentFactory().person
    seats = {"chair": chair, "secretary": secretary, "members": [EmploymentFactory().person]}

    made = transitions.open_attestation(
        run, held_on=today(), protocol_number="7", experts=[PersonFactory(outside=True)], **seats, by=cholpon.user
    )

    assert set(made.results.values_list("application", flat=True)) == {each.pk for each in enrolled}
    run.refresh_from_db()
    assert run.state == "attestation"


@pytest.fixture
def committee(db):
    """What the form of a committee asks, but for the day."""
    chair, secretary = EmploymentFactory().person, EmploymentFactory().person
    seats = {"chair": chair.pk, "secretary": secretary.pk, "experts": [PersonFactory(outside=True).pk]}
    return {**seats, "members": [EmploymentFactory().person.pk], "protocol_number": "7", "resit_until": ""}


@pytest.mark.clause("5.7")
def test_open_attestation_refuses_before_the_last_day_of_the_course(cholpon, log_in, committee):
    run = RunFactory(state="running", over=True, ends_on=today() + dt.timedelta(days=1))
    browser, address = log_in(cholpon), reverse("open_attestation", args=[run.pk])

    ahead = browser.post(address, committee | {"held_on": f"{run.ends_on:%d.%m.%Y}"})

    assert ahead.status_code == 409
    assert f"{run.ends_on:%d.%m.%Y}" in ahead.content.decode()
    run.refresh_from_db()
    assert (run.state, Attestation.objects.count()) == ("running", 0)
    assert address not in browser.get(reverse("run_detail", args=[run.pk])).content.decode()


@pytest.mark.clause("5.7")
def test_open_attestation_refuses_a_day_before_the_last_of_the_course(cholpon, log_in, committee):
    run = RunFactory(state="running", over=True)
    day_before = run.ends_on - dt.timedelta(days=1)

    answer = log_in(cholpon).post(
        reverse("open_attestation", args=[run.pk]), committee | {"held_on": f"{day_before:%d.%m.%Y}"}
    )

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["held_on"])
    assert not Attestation.objects.exists()


@pytest.mark.clause("5.1")
def test_open_attestation_of_a_course_that_no_job_has_begun(cholpon, log_in, committee):
    run = RunFactory(state="selected", over=True)
    SelectionList.objects.create(
        run=run, policy=Policy.objects.current(), state="ordered", ranked_on=today(), lottery_seed="0"
    )
    ApplicationFactory(run=run, state="enrolled")

    log_in(cholpon).post(reverse("open_attestation", args=[run.pk]), committee | {"held_on": f"{today():%d.%m.%Y}"})

    run.refresh_from_db()
    assert run.state == "attestation"
    assert run.attestation.results.count() == 1


@pytest.mark.clause("5.7", "7.5.3")
def test_open_attestation_keeps_the_form_the_pass_mark_of_the_day_and_the_history(cholpon, log_in, committee):
    programme = ProgrammeFactory(form="thematic", hours=80, attestation_form="attestation_and_exam")
    run = RunFactory(state="running", over=True, programme=programme)
    policy = Policy.objects.current()
    Policy.objects.filter(pk=policy.pk).update(pass_points=70)

    log_in(cholpon).post(reverse("open_attestation", args=[run.pk]), committee | {"held_on": f"{today():%d.%m.%Y}"})

    made = Attestation.objects.get()
    assert (made.run, made.state, made.form, made.pass_points) == (run, "open", "attestation_and_exam", 70)
    assert (made.held_on, made.protocol_number, made.resit_until, made.closed_at) == (today(), "7", None, None)
    assert (made.experts.count(), made.members.count()) == (1, 1)
    assert [line.additional_data["act"] for line in history_of(made) if line.additional_data] == ["open_attestation"]


@pytest.mark.clause("7.5.3")
def test_open_attestation_is_for_officers(log_in, committee):
    run = RunFactory(state="running", over=True)

    answer = log_in(PersonFactory(roles=["hr_officer"])).post(reverse("open_attestation", args=[run.pk]), committee)

    assert answer.status_code == 403
    assert not Attestation.objects.exists()


@pytest.mark.clause("5.7", "7.5.3")
def test_enter_results_keeps_each_line_and_says_who_entered(attestation):
    first, second = attestation.results.order_by("pk")
    rows = {first.pk: row(80, remark="Мыкты"), second.pk: row(59)}

    transitions.enter_results(attestation, rows=rows, by=attestation.secretary.user)

    kept = list(attestation.results.order_by("pk").values_list("first_points", "exam_points", "outcome", "remark"))
    assert kept == [(80, None, "passed", "Мыкты"), (59, None, "failed", "")]
    line = history_of(attestation)[0]
    assert (line.additional_data["act"], line.actor) == ("enter_results", attestation.secretary.user)


@pytest.mark.clause("5.7")
def test_enter_results_changes_only_the_lines_that_were_sent_and_can_be_corrected(attestation):
    first, second = attestation.results.order_by("pk")
    other = AttestationResult.objects.create(
        attestation=Attestation.objects.create(
            run=RunFactory(state="attestation"),
            form="test",
            held_on=today(),
            protocol_number="8",
            pass_points=60,
            chair=attestation.chair,
            secretary=attestation.secretary,
        ),
        application=ApplicationFactory(state="enrolled"),
    )
    transitions.enter_results(attestation, rows={first.pk: row(absence="absent")}, by=attestation.chair.user)

    transitions.enter_results(attestation, rows={first.pk: row(60), other.pk: row(100)}, by=attestation.chair.user)

    assert [each.outcome for each in attestation.results.order_by("pk")] == ["passed", ""]
    other.refresh_from_db()
    assert (other.first_points, other.outcome) == (None, "")
    assert second.outcome == ""


@pytest.mark.clause("5.7")
@pytest.mark.parametrize("points", [-1, 101])
def test_enter_results_refuses_points_that_cannot_be_and_keeps_nothing(attestation, points):
    first, second = attestation.results.order_by("pk")

    with pytest.raises(ValidationError):
        transitions.enter_results(
            attestation, rows={first.pk: row(80), second.pk: row(points)}, by=attestation.chair.user
        )

    assert set(attestation.results.values_list("first_points", "outcome")) == {(None, "")}


@pytest.mark.clause("7.5.3")
def test_the_page_of_an_attestation_leads_each_to_what_they_may_do(attestation, cholpon, aigul, log_in):
    address = reverse("attestation_detail", args=[attestation.pk])
    enter, close = (reverse(name, args=[attestation.pk]) for name in ("enter_results", "close_attestation"))
    order = reverse("draft_certificate_order", args=[attestation.pk])

    def links(person):
        page = log_in(person).get(address).content.decode()
        return [each in page for each in (enter, close, order)]

    opened = [links(person) for person in (attestation.chair, attestation.secretary, cholpon)]
    attestation.results.update(outcome="passed")
    complete = [links(person) for person in (attestation.chair, attestation.secretary, cholpon)]
    transitions.close_attestation(attestation, by=attestation.chair.user)
    closed = [links(person) for person in (attestation.chair, attestation.secretary, cholpon)]

    assert opened == [[True, False, False], [True, False, False], [False, False, False]]
    assert complete == [[True, True, False], [True, False, False], [False, False, False]]
    assert closed == [[False, False, False], [False, False, False], [False, False, True]]
    assert log_in(aigul).get(address).status_code == 404


@pytest.mark.clause("7.5.3")
def test_everyone_sees_the_attestations_of_their_own_committees(attestation, cholpon, aigul, log_in):
    expert = PersonFactory(outside=True)
    attestation.experts.add(expert)

    counts = [
        log_in(person).get(reverse("attestation_list")).context["list"].count
        for person in (attestation.chair, expert, cholpon, aigul)
    ]

    assert counts == [1, 1, 1, 0]


@pytest.mark.clause("5.7")
def test_whoever_awaits_an_attestation_sees_its_day(attestation):
    awaiting = attestation.results.first().application.person
    days = [day for found in ports.coming_days.ask(person=awaiting, on=today()) for day in found]
    later = today() + dt.timedelta(days=1)
    passed = [day for found in ports.coming_days.ask(person=awaiting, on=later) for day in found]

    assert [day.on for day in days if day.key == f"attestation-{attestation.pk}"] == [today()]
    assert not [day for day in passed if day.key == f"attestation-{attestation.pk}"]
