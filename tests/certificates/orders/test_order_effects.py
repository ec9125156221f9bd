"""What each act upon an order does, effect by effect. Clauses 1.3, 5.4, 5.7, 6.1, 7.3."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from certificates.models import Certificate, Order, RegisterLine
from certificates.orders import transitions
from courses.ports import pages_about_run
from courses.runs.signals import run_cancelled
from enrollment.models import Application
from finance.models import Due
from ostu_qualification.core.approvals import queries as approvals
from ostu_qualification.core.models import today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.templatetags.acts import buttons_for
from staff.models import CycleState, Letter, TrainingRecord
from tests.certificates.conftest import scan
from tests.factories import ApplicationFactory, EmploymentFactory, PersonFactory


def sign(order, officer, number="09-04/512"):
    facts = {"number": number, "signed_on": today(), "signed_by": "А. А. Ректоров", "scan": scan()}
    return transitions.record_signature(order, by=officer.user, **facts)


def acts_upon(record) -> list[str]:
    """The acts of a record's history, the newest first."""
    return [(line.additional_data or {}).get("act") for line in history_of(record) if line.additional_data]


@pytest.fixture
def learner(selected_run):
    """A lecturer who confirmed a place."""
    person = EmploymentFactory(post="senior_teacher").person
    return ApplicationFactory(run=selected_run, person=person, state="confirmed")


@pytest.fixture
def order(selected_run, learner, cholpon):
    """A draft of the order that enrols one."""
    return transitions.draft_enrolment_order(selected_run, by=cholpon.user)


@pytest.mark.clause("5.4", "6.1")
def test_draft_enrolment_order_keeps_whom_and_what_it_orders(order, selected_run, learner, cholpon):
    kept = Order.objects.get()

    assert (kept.kind, kept.state, kept.run, kept.selection) == (
        "enrolment",
        "draft",
        selected_run,
        selected_run.selection,
    )
    assert (kept.drafted_by, kept.languages, kept.number, kept.signed_on) == (cholpon, ["ky", "ru"], "", None)
    (printed,) = kept.participants
    assert (printed["application"], printed["name"]) == (learner.pk, learner.person.full_name)
    assert (printed["post_ky"], printed["category_ky"], printed["by_contract"]) == ("улук окутуучу", "ПОК", False)
    assert selected_run.programme.title_ky in kept.content["ky"]["heading"]
    assert {language: facts["hours"] for language, facts in kept.facts.items()} == {"ky": 16, "ru": 16}
    assert acts_upon(kept) == ["draft_order"]


@pytest.mark.clause("5.7", "7.5.3")
def test_draft_certificate_order_lists_who_passed_and_who_may_resit(closed_attestation, cholpon):
    attestation = closed_attestation(80, 30, 90)

    order = transitions.draft_certificate_order(attestation, by=cholpon.user)

    assert (order.kind, order.state, order.attestation, order.run) == (
        "certificates",
        "draft",
        attestation,
        attestation.run,
    )
    assert [(each["name"].split()[0], each["passed"]) for each in order.participants] == [
        ("Осмонова", True),
        ("Осмоновб", False),
        ("Осмоновв", True),
    ]
    assert len([item for item in order.content["ky"]["items"] if "кайра тапшыруу" in item]) == 1
    assert acts_upon(order) == ["draft_order"]


@pytest.mark.clause("5.7")
def test_an_order_for_those_who_all_passed_promises_no_resit(closed_attestation, cholpon):
    order = transitions.draft_certificate_order(closed_attestation(80, 90), by=cholpon.user)

    assert "кайра тапшыруу" not in str(order.content["ky"])
    assert "повторной" not in str(order.content["ru"])


@pytest.mark.clause("5.7")
@pytest.mark.parametrize("role", ["hr_officer", "rector", "auditor", "council_member"])
def test_orders_are_drafted_changed_and_sent_by_officers_alone(order, closed_attestation, selected_run, role):
    by = PersonFactory(roles=[role]).user
    attestation = closed_attestation(80)

    for act in (
        lambda: transitions.draft_enrolment_order(selected_run, by=by),
        lambda: transitions.draft_certificate_order(attestation, by=by),
        lambda: transitions.edit_order(order, content={}, by=by),
        lambda: transitions.redraft_order(order, by=by),
        lambda: transitions.send_order(order, by=by),
        lambda: transitions.annul_order(order, by=by, reason="Ката"),
    ):
        with pytest.raises(PermissionDenied):
            act()

    assert Order.objects.count() == 1
    assert acts_upon(order) == ["draft_order"]


@pytest.mark.clause("5.7")
def test_edit_order_keeps_the_text_and_nothing_else(order, learner, cholpon, log_in):
    address, client = reverse("edit_order", args=[order.pk]), log_in(cholpon)
    form = client.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields} | {
        "items_ky": "Бир.\n\n  Эки.  \n\n",
        "heading_ru": "О курсе",
    }

    answer = client.post(address, data)

    assert answer.status_code == 302
    kept = Order.objects.get()
    assert kept.content["ky"]["items"] == ["Бир.", "Эки."]
    assert kept.content["ru"]["heading"] == "О курсе"
    assert kept.content["ru"]["items"] == order.content["ru"]["items"]
    assert (kept.participants, kept.state) == (order.participants, "draft")
    assert acts_upon(kept) == ["edit_order", "draft_order"]


@pytest.mark.clause("6.1")
@pytest.mark.parametrize("is_sent", [False, True])
def test_annul_order_ends_it_and_lets_another_be_drafted(order, selected_run, learner, cholpon, is_sent):
    if is_sent:
        transitions.send_order(order, by=cholpon.user)

    transitions.annul_order(order, by=cholpon.user, reason="Ката бар")
    second = transitions.draft_enrolment_order(selected_run, by=cholpon.user)

    assert order.state == "annulled"
    assert history_of(order)[0].additional_data == {"act": "annul_order", "reason": "Ката бар"}
    learner.refresh_from_db()
    assert learner.state == "confirmed"
    assert second.pk != order.pk
    assert not approvals.waiting_for(PersonFactory(roles=["hr_officer"]).user).exists()


@pytest.mark.clause("5.1")
def test_a_cancelled_run_annuls_the_orders_that_nobody_has_signed(order, selected_run, cholpon):
    run_cancelled.send(type(selected_run), run=selected_run, by=cholpon.user, reason="Карантин")

    order.refresh_from_db()
    assert order.state == "annulled"
    assert history_of(order)[0].additional_data["reason"] == "Карантин"


@pytest.mark.clause("5.4", "6.1", "7.3")
def test_the_signature_of_an_enrolment_order_does_all_it_says(order, selected_run, learner, cholpon, endorse):
    waiting = ApplicationFactory(run=selected_run, state="waitlisted")
    type(selected_run.programme).objects.filter(pk=selected_run.programme_id).update(price_own=500)

    sign(endorse(order, cholpon), cholpon)

    order.refresh_from_db()
    assert (order.state, order.number, order.signed_on, order.signed_by) == (
        "executed",
        "09-04/512",
        today(),
        "А. А. Ректоров",
    )
    assert order.executed_at is not None
    assert order.scan.name.startswith(f"orders/{today().year}/")
    assert acts_upon(order)[:2] == ["execute_order", "record_signature"]
    assert dict(Application.objects.values_list("pk", "state")) == {learner.pk: "enrolled", waiting.pk: "not_selected"}
    assert acts_upon(learner)[0] == "enrol"
    assert acts_upon(waiting)[0] == "close_without_place"
    letter = Letter.objects.get(template="enrolled")
    assert letter.person == learner.person
    assert "09-04/512" in letter.body
    selected_run.refresh_from_db()
    assert (selected_run.state, selected_run.selection.state) == ("selected", "ordered")
    assert list(Due.objects.values_list("application", "amount")) == [(learner.pk, 500)]


@pytest.mark.clause("5.1", "6.1")
def test_a_run_whose_first_day_has_come_begins_with_the_order(order, selected_run, cholpon, endorse):
    type(selected_run).objects.filter(pk=selected_run.pk).update(
        apply_from=today(), apply_until=today(), starts_on=today(), ends_on=today()
    )
    transitions.redraft_order(order, by=cholpon.user)

    sign(endorse(order, cholpon), cholpon)

    selected_run.refresh_from_db()
    assert selected_run.state == "running"


@pytest.mark.clause("1.3", "5.7")
def test_the_signature_of_an_order_of_certificates_does_all_it_says(certificate_order, cholpon):
    order = certificate_order(80, 30)

    sign(order, cholpon)

    certificate = Certificate.objects.get()
    person = certificate.person
    order.refresh_from_db()
    order.run.refresh_from_db()
    assert (order.state, order.run.state) == ("executed", "completed")
    assert sorted(Application.objects.values_list("state", flat=True)) == ["completed", "failed"]
    assert (certificate.state, certificate.name, certificate.order) == ("valid", person.full_name, order)
    assert (certificate.title_ky, certificate.hours, certificate.form) == ("Окутуунун ыкмалары", 16, "short")
    assert (certificate.started_on, certificate.ended_on) == (order.run.starts_on, order.run.ends_on)
    assert RegisterLine.objects.get().certificate == certificate
    line = TrainingRecord.objects.get()
    assert (line.person, line.document_number, line.title) == (person, certificate.full_number, certificate.title_ky)
    assert CycleState.objects.filter(person=person).exists()
    assert list(Letter.objects.filter(template="certificate_issued").values_list("person", flat=True)) == [person.pk]
    assert acts_upon(certificate.application)[0] == "complete_course"


@pytest.mark.clause("5.7")
def test_codes_of_certificates_are_long_and_no_two_alike(issued):
    codes = {each.code for each in issued(80, 90, 70)}

    assert len(codes) == 3
    assert all(len(code) == 16 and set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for code in codes)


@pytest.mark.clause("5.7", "6.1")
def test_a_run_leads_to_its_orders_and_to_what_comes_next(selected_run, learner, cholpon, aigul):
    def links(user):
        return [url for found in pages_about_run.ask(selected_run, user) for url, _label in found]

    def acts(user):
        return [each.act.name for each in buttons_for(user, selected_run) if each.verdict]

    before = acts(cholpon.user)
    order = transitions.draft_enrolment_order(selected_run, by=cholpon.user)
    after = acts(cholpon.user)
    page = reverse("order_detail", args=[order.pk])
    leads = page in links(cholpon.user), page in links(aigul.user)
    transitions.annul_order(order, by=cholpon.user, reason="Ката")

    assert "draft_enrolment_order" in before
    assert "draft_enrolment_order" not in after
    assert leads == (True, False)
    assert "draft_enrolment_order" in acts(cholpon.user)
    assert "draft_enrolment_order" not in acts(aigul.user)
