"""An order carries out exactly what is printed on it, or refuses and says why. Clauses 5.4, 5.7, 6.1."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import translation

from certificates.models import Certificate, Order
from certificates.orders import transitions
from certificates.orders.differences import differences
from courses.models import CourseRun
from enrollment.applications import transitions as places
from enrollment.models import Application, SelectionEntry
from ostu_qualification.core.approvals import queries as approvals
from ostu_qualification.core.models import today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.workflow.steps import NotYet, WrongState
from staff.models import Person
from tests.at_once import at_once
from tests.certificates.conftest import scan
from tests.factories import ApplicationFactory, PersonFactory

STALE = "Буйруктагы маалымат азыркы абалга дал келбейт: аны кайтарып алып, долбоорун кайра түзүңүз."


def sign(order, officer, number="09-04/512"):
    facts = {"number": number, "signed_on": today(), "signed_by": "А. А. Ректоров", "scan": scan()}
    return transitions.record_signature(order, by=officer.user, **facts)


def applicant(run, state, position, name):
    """Someone on the run's list."""
    person = PersonFactory(family_name=name, given_name="Эмил", patronymic="Маратович")
    application = ApplicationFactory(run=run, state=state, person=person)
    SelectionEntry.objects.create(
        selection=run.selection,
        application=application,
        position=position,
        outcome="place" if state in ("confirmed", "allocated") else "waiting",
        points=10 - position,
        inputs={"parts": {}},
        lottery=position,
        offer_until=today() if state == "allocated" else None,
    )
    return application


@pytest.fixture
def first(selected_run):
    """One of two who confirmed; the run has two places."""
    return applicant(selected_run, "confirmed", 1, "Абдиева")


@pytest.fixture
def second(selected_run):
    """The other one."""
    return applicant(selected_run, "confirmed", 2, "Бекова")


@pytest.fixture
def waiting(selected_run):
    """The next on the waiting list."""
    return applicant(selected_run, "waitlisted", 3, "Ванова")


@pytest.fixture
def order(selected_run, first, second, waiting, cholpon, endorse):
    """The order that enrols the two, endorsed by every office."""
    return endorse(transitions.draft_enrolment_order(selected_run, by=cholpon.user), cholpon)


def states(*applications):
    found = dict(Application.objects.values_list("pk", "state"))
    return [found[each.pk] for each in applications]


@pytest.mark.clause("5.4", "6.1")
def test_whoever_withdraws_sends_an_order_on_its_way_back_to_its_drafter(order, first, waiting):
    places.withdraw_application(first, by=first.person.user)

    order.refresh_from_db()
    assert order.state == "draft"
    assert {each.state for each in approvals.asked_about(order)} == {"endorsed"}
    assert not approvals.waiting_for(PersonFactory(roles=["lawyer"]).user).exists()
    line = history_of(order)[0]
    assert (line.actor, line.additional_data) == (None, {"act": "return_order", "reason": first.person.full_name})
    assert states(waiting) == ["allocated"]


@pytest.mark.clause("5.4", "6.1")
def test_whoever_declines_sends_it_back_too(order, second):
    places.decline_place(second, by=second.person.user)

    order.refresh_from_db()
    assert order.state == "draft"


@pytest.mark.clause("5.4", "6.1")
def test_an_order_goes_round_again_once_it_is_drafted_anew_and_enrols_whom_it_names(
    order, first, second, waiting, cholpon, endorse
):
    places.withdraw_application(first, by=first.person.user)

    while_offered = differences(order)
    with pytest.raises(NotYet, match=STALE):
        transitions.send_order(order, by=cholpon.user)
    with pytest.raises(ValidationError, match="1 киши"):
        transitions.redraft_order(order, by=cholpon.user)
    waiting.refresh_from_db()
    places.confirm_place(waiting, by=waiting.person.user)
    stale = differences(order)
    with pytest.raises(NotYet, match=STALE):
        transitions.send_order(order, by=cholpon.user)
    transitions.redraft_order(order, by=cholpon.user)
    order.refresh_from_db()
    sign(endorse(order, cholpon), cholpon)

    gone = f"{first.person.full_name} буйрукта бар, бирок анын ырасталган орду жок."
    new = f"{waiting.person.full_name} катышуусун ырастаган, бирок буйрукта жок."
    assert while_offered == [gone, "1 киши катышуусун азырынча ырастай элек."]
    assert stale == [gone, new]
    assert [each["name"] for each in order.participants] == [second.person.full_name, waiting.person.full_name]
    assert states(first, second, waiting) == ["withdrawn", "enrolled", "enrolled"]
    assert not Application.objects.filter(state="confirmed").exists()


@pytest.mark.clause("6.1")
@pytest.mark.parametrize("state", ["withdrawn", "declined", "allocated"])
def test_a_signature_is_refused_while_the_list_is_not_true_and_nothing_is_done(order, first, cholpon, state):
    """However it came about: the signature looks for itself."""
    Application.objects.filter(pk=first.pk).update(state=state)

    with pytest.raises(NotYet, match=STALE):
        sign(order, cholpon)

    assert differences(order)[0] == f"{first.person.full_name} буйрукта бар, бирок анын ырасталган орду жок."
    order.refresh_from_db()
    assert (order.state, order.number, order.scan.name) == ("endorsement", "", "")
    assert not Application.objects.filter(state="enrolled").exists()


@pytest.mark.clause("6.1")
def test_a_name_that_was_changed_since_is_a_difference(order, first, cholpon, log_in):
    Person.objects.filter(pk=first.person_id).update(family_name="Абдиева-Ким")

    answer = log_in(cholpon).post(
        reverse("record_signature", args=[order.pk]),
        {"number": "1", "signed_on": f"{today():%d.%m.%Y}", "signed_by": "А. А. Ректоров", "scan": scan()},
    )

    assert answer.status_code == 409
    assert answer.context["differences"] == [
        "Буйрукта «Абдиева Эмил Маратович» деп жазылган, ал эми кишинин азыркы аты-жөнү – «Абдиева-Ким Эмил Маратович»."
    ]


@pytest.mark.clause("6.1")
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_a_course_that_was_changed_since_is_a_difference_in_the_language_of_the_order(order, language):
    CourseRun.objects.filter(pk=order.run_id).update(**{f"place_{language}": "410"})
    order = Order.objects.get(pk=order.pk)

    with translation.override("en"):
        found = differences(order)

    assert found[0].endswith("the course now has “410”.")


@pytest.mark.clause("5.7", "7.5.3")
def test_certificates_are_refused_for_someone_who_is_no_participant_any_more(certificate_order, cholpon):
    order = certificate_order(80, 90, 30)
    left = Application.objects.get(person__family_name="Осмоновб")
    Application.objects.filter(pk=left.pk).update(state="left")

    with pytest.raises(NotYet, match=STALE):
        sign(order, cholpon)

    assert differences(order) == [
        f"{left.person.full_name} буйрукта бар, бирок аттестациядан өткөн катышуучулардын арасында жок.",
    ]
    assert not Certificate.objects.exists()


@pytest.mark.clause("5.7", "7.5.3")
def test_certificates_are_refused_when_somebody_who_passed_is_not_on_the_order(certificate_order, cholpon):
    order = certificate_order(80, 90)
    Order.objects.filter(pk=order.pk).update(participants=order.participants[:1])

    order.refresh_from_db()
    with pytest.raises(NotYet, match=STALE):
        sign(order, cholpon)

    assert differences(order) == ["Осмоновб Эмил Маратович аттестациядан өткөн, бирок буйрукта жок."]


@pytest.mark.clause("5.7")
def test_an_order_that_agrees_has_no_differences(order, certificate_order):
    assert differences(order) == []
    assert differences(certificate_order(80, 30)) == []


@pytest.mark.clause("6.1")
def test_redraft_order_is_for_officers_and_for_drafts(order, first, cholpon, aigul):
    with pytest.raises(WrongState):
        transitions.redraft_order(order, by=cholpon.user)
    transitions.take_back_order(order, by=cholpon.user, reason="Ката")
    Order.objects.filter(pk=order.pk).update(content={}, participants=[])
    with pytest.raises(PermissionDenied):
        transitions.redraft_order(order, by=aigul.user)

    transitions.redraft_order(order, by=cholpon.user)

    order.refresh_from_db()
    assert set(order.content) == {"ky", "ru"}
    assert len(order.participants) == 2
    assert history_of(order)[0].additional_data["act"] == "redraft_order"


@pytest.mark.clause("6.1")
def test_the_page_of_an_order_says_what_has_changed_and_what_to_do(order, first, cholpon, log_in):
    places.withdraw_application(first, by=first.person.user)
    client = log_in(cholpon)

    page = client.get(reverse("order_detail", args=[order.pk]))
    act = client.get(reverse("redraft_order", args=[order.pk])).content.decode()

    gone = f"{first.person.full_name} буйрукта бар, бирок анын ырасталган орду жок."
    assert gone in page.content.decode()
    (bar,) = [each for each in page.context if "refused" in each][:1]
    assert bar["primary"].act.name == "redraft_order"
    assert [(each.act.name, str(each.verdict.reason)) for each in bar["refused"]] == [("send_order", STALE)]
    assert gone in act


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.clause("5.4", "6.1")
@pytest.mark.parametrize("leave", [places.withdraw_application, places.decline_place])
def test_nobody_hangs_who_leaves_while_the_signature_is_recorded(order, first, second, waiting, cholpon, leave):
    raised = at_once(
        lambda: sign(Order.objects.get(pk=order.pk), cholpon),
        lambda: leave(Application.objects.get(pk=first.pk), by=first.person.user),
    )

    order.refresh_from_db()
    if order.state == "executed":
        assert states(first, second, waiting) == ["enrolled", "enrolled", "not_selected"]
        assert [type(each) for each in raised if each] == [WrongState]
    else:
        assert order.state == "draft"
        assert states(second, waiting) == ["confirmed", "allocated"]
        assert states(first)[0] in ("withdrawn", "declined")
        assert [type(each) for each in raised if each] in ([ValidationError], [WrongState])


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.clause("5.4", "6.1")
def test_nobody_hangs_who_confirms_while_the_signature_is_recorded(order, waiting, cholpon):
    """An offer beside an order on its way should not be; were there one, nobody is left with a confirmed place."""
    Application.objects.filter(pk=waiting.pk).update(state="allocated")
    SelectionEntry.objects.filter(application=waiting).update(offer_until=today())

    at_once(
        lambda: sign(Order.objects.get(pk=order.pk), cholpon),
        lambda: places.confirm_place(Application.objects.get(pk=waiting.pk), by=waiting.person.user),
    )

    order.refresh_from_db()
    assert (order.state, *states(waiting)) == ("draft", "confirmed")
