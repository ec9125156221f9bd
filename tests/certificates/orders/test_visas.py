"""Visas: the offices of the route are asked, an objection brings the order back, the last endorsement lets it be signed. Clause 6.1."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from certificates.models import Order
from certificates.orders import effects, queries, transitions
from ostu_qualification.core.approvals import queries as approvals
from ostu_qualification.core.approvals.models import ApprovalRoute
from ostu_qualification.core.approvals.transitions import endorse_approval, object_to_approval
from ostu_qualification.core.models import today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.workflow.steps import NotYet, WrongState
from ostu_qualification.core.workflow.waits import tasks_for
from staff import ports
from tests.certificates.conftest import endorsed, scan
from tests.factories import ApplicationFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("6.1")]
OFFICES = ["vice_rector", "finance_officer", "hr_officer", "lawyer"]


@pytest.fixture
def order(selected_run, cholpon):
    """A draft that enrols one."""
    ApplicationFactory(run=selected_run, state="confirmed")
    return transitions.draft_enrolment_order(selected_run, by=cholpon.user)


@pytest.fixture
def sent(order, cholpon):
    """The same on its way."""
    return transitions.send_order(order, by=cholpon.user)


def asked(order, office):
    """What an office is asked in the last round."""
    return next(each for each in approvals.last_round(order) if each.office == office)


def states(order):
    """The answers of the last round by office."""
    return {each.office: each.state for each in approvals.last_round(order)}


def signed(order, officer):
    facts = {"number": "1", "signed_on": today(), "signed_by": "А. А. Ректоров", "scan": scan()}
    return transitions.record_signature(order, by=officer.user, **facts)


def acts_of(order):
    """The acts of an order's history, the newest first."""
    return [line.additional_data["act"] for line in history_of(order) if line.additional_data]


def test_the_offices_of_the_route_are_asked_and_each_sees_it_among_its_work(order, cholpon):
    people = {office: PersonFactory(roles=[office]) for office in OFFICES}
    before = [tasks_for(person.user) for person in people.values()]

    transitions.send_order(order, by=cholpon.user)

    assert before == [[], [], [], []]
    assert states(order) == dict.fromkeys(OFFICES, "waiting")
    for office, person in people.items():
        (task,) = tasks_for(person.user)
        assert task.url == reverse("approval_detail", args=[asked(order, office).pk])
    assert acts_of(order) == ["send_order", "draft_order"]


def test_the_drafters_own_office_does_not_block_where_nobody_else_could_answer_for_it(order, cholpon):
    alone = queries.offices_left_out(order)
    PersonFactory(roles=["officer"])

    transitions.send_order(order, by=cholpon.user)

    assert alone == ["officer"]
    assert queries.offices_left_out(order) == []
    assert states(order)["officer"] == "waiting"
    with pytest.raises(PermissionDenied):
        endorse_approval(asked(order, "officer"), by=cholpon.user)


def test_only_the_office_that_is_asked_answers_and_never_the_drafter(selected_run):
    ApplicationFactory(run=selected_run, state="confirmed")
    drafter = PersonFactory(roles=["officer", "hr_officer"])
    order = transitions.draft_enrolment_order(selected_run, by=drafter.user)
    transitions.send_order(order, by=drafter.user)

    for person in (drafter, PersonFactory(roles=["finance_officer"]), PersonFactory(roles=["rector"])):
        with pytest.raises(PermissionDenied):
            endorse_approval(asked(order, "hr_officer"), by=person.user)

    assert states(order)["hr_officer"] == "waiting"


def test_the_rector_signs_once_all_have_endorsed_and_not_before(sent, cholpon):
    rector = PersonFactory(roles=["rector"])
    with pytest.raises(NotYet, match="Юрист"):
        signed(sent, cholpon)
    early = [tasks_for(person.user) for person in (cholpon, rector)]

    endorsed(sent)
    to_record, to_sign = (tasks_for(person.user)[0] for person in (cholpon, rector))
    signed(sent, cholpon)

    assert early == [[], []]
    assert to_record.url == reverse("record_signature", args=[sent.pk])
    assert (to_sign.url, to_sign.since) == (reverse("order_detail", args=[sent.pk]), today())
    assert sent.state == "executed"
    assert [tasks_for(person.user) for person in (cholpon, rector)] == [[], []]


def test_an_objection_brings_the_order_back_with_the_words_of_the_office(sent, cholpon, log_in):
    hr = PersonFactory(roles=["hr_officer"])
    endorse_approval(asked(sent, "vice_rector"), by=PersonFactory(roles=["vice_rector"]).user)

    object_to_approval(asked(sent, "hr_officer"), by=hr.user, reason="Тизме толук эмес")

    sent.refresh_from_db()
    assert sent.state == "draft"
    assert states(sent) == {
        "vice_rector": "endorsed", "finance_officer": "void", "hr_officer": "objected", "lawyer": "void"
    }  # fmt: skip
    line = history_of(sent)[0]
    assert (line.additional_data["act"], line.actor) == ("return_order", None)
    assert line.additional_data["reason"].endswith("Тизме толук эмес")
    (task,) = tasks_for(cholpon.user)
    assert task.url == reverse("order_detail", args=[sent.pk])
    assert "Тизме толук эмес" in log_in(cholpon).get(task.url).content.decode()


def test_after_an_objection_everyone_is_asked_anew(sent, cholpon):
    endorse_approval(asked(sent, "vice_rector"), by=PersonFactory(roles=["vice_rector"]).user)
    object_to_approval(asked(sent, "lawyer"), by=PersonFactory(roles=["lawyer"]).user, reason="Негизи жок")
    sent.refresh_from_db()

    transitions.send_order(sent, by=cholpon.user)

    assert states(sent) == dict.fromkeys(OFFICES, "waiting")
    assert {each.turn for each in approvals.last_round(sent)} == {2}
    assert list(queries.orders_to_sign(cholpon.user)) == []
    endorsed(sent)
    assert list(queries.orders_to_sign(cholpon.user)) == [sent]


@pytest.mark.parametrize("act", ["take_back_order", "annul_order"])
def test_an_order_that_is_taken_back_or_annulled_asks_nobody_any_more(sent, cholpon, act):
    lawyer, visa = PersonFactory(roles=["lawyer"]), asked(sent, "lawyer")

    getattr(transitions, act)(sent, by=cholpon.user, reason="Тизме өзгөрдү")

    assert sent.state == {"take_back_order": "draft", "annul_order": "annulled"}[act]
    assert set(states(sent).values()) == {"void"}
    assert tasks_for(lawyer.user) == []
    with pytest.raises(WrongState):
        endorse_approval(visa, by=lawyer.user)
    assert history_of(sent)[0].additional_data == {"act": act, "reason": "Тизме өзгөрдү"}


def test_sending_tells_who_is_asked_and_warns_of_an_office_that_nobody_holds(order):
    for office in ("vice_rector", "finance_officer", "hr_officer"):
        PersonFactory(roles=[office])

    vacant, named, days = effects.of_sending(order, None)

    assert vacant.is_warning
    assert "Юрист" in vacant.text
    assert named.text.count(",") == 3
    assert days.text == "Ар биринин жооп берүүгө 3 күнү бар."


def test_without_a_route_nothing_is_sent_and_the_page_says_why(order, cholpon, log_in):
    ApprovalRoute.objects.filter(kind="order.enrolment").update(valid_from=today().replace(year=today().year + 1))

    with pytest.raises(NotYet, match="администратор"):
        transitions.send_order(order, by=cholpon.user)
    page = log_in(cholpon).get(reverse("order_detail", args=[order.pk]))

    assert effects.of_sending(order, None) == []
    assert reverse("send_order", args=[order.pk]) not in page.content.decode()


def test_taking_back_warns_how_many_visas_are_lost(sent):
    nothing = effects.of_taking_back(sent, None)
    endorse_approval(asked(sent, "lawyer"), by=PersonFactory(roles=["lawyer"]).user)

    assert [each.is_warning for each in nothing] == [False]
    assert [(each.text, each.is_warning) for each in effects.of_taking_back(sent, None)] == [
        ("Берилген 1 виза кайрадан суралат.", True)
    ]


def test_the_page_of_a_visa_has_the_order_as_printed_and_two_buttons(sent, log_in):
    visa = asked(sent, "lawyer")

    page = log_in(PersonFactory(roles=["lawyer"])).get(reverse("approval_detail", args=[visa.pk])).content.decode()

    for language in ("ky", "ru"):
        assert sent.content[language]["heading"] in page
    assert sent.participants[0]["name"] in page
    assert '<details class="appendix">' in page
    assert reverse("endorse_approval", args=[visa.pk]) in page
    assert reverse("object_to_approval", args=[visa.pk]) in page


def test_my_data_has_the_visas_that_i_gave(sent):
    lawyer = PersonFactory(roles=["lawyer"])
    endorse_approval(asked(sent, "lawyer"), by=lawyer.user, remark="Туура")

    groups = {group.key: group for found in ports.kept_data.ask(person=lawyer) for group in found}

    (entry,) = groups["visas"].entries
    assert [fact.text for fact in entry][:4] == [str(sent), "Юрист", "макулдашылды", "Туура"]


def test_whoever_leads_the_office_draws_it_from_the_routes_of_each_kind(closed_attestation, cholpon):
    order = transitions.draft_certificate_order(closed_attestation(80), by=cholpon.user)
    route = ApprovalRoute.objects.create(kind="order.certificates", valid_from=today())
    route.offices.create(position=1, office="lawyer")

    transitions.send_order(order, by=cholpon.user)

    assert states(order) == {"lawyer": "waiting"}
    endorsed(order)
    assert list(queries.orders_to_sign(cholpon.user)) == [Order.objects.get(pk=order.pk)]
