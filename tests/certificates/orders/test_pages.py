"""The pages of orders and certificates: who sees what, what may be done, which papers come out. Clauses 5.3, 5.7, 6.1."""

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from certificates import offices
from certificates.issuing import queries as issuing_queries
from certificates.orders import queries, transitions
from ostu_qualification.core.models import today
from staff import ports
from staff.models import Unit, UnitHead
from tests.certificates.conftest import endorsed, scan
from tests.factories import ApplicationFactory, EmploymentFactory, PersonFactory

EXCEL = {"format": "xlsx"}


@pytest.fixture
def order(selected_run, cholpon):
    """A draft of the order that enrols one."""
    ApplicationFactory(run=selected_run, state="confirmed")
    return transitions.draft_enrolment_order(selected_run, by=cholpon.user)


def offered(client, order) -> list[str]:
    """The acts that the page of an order offers, the leading one first, then those refused for now with a dash."""
    page = client.get(reverse("order_detail", args=[order.pk]))
    (bar,) = [each for each in page.context if "refused" in each][:1]
    names = [bar["primary"], *bar["others"], *bar["dangerous"]]
    return [each.act.name for each in names if each] + [f"- {each.act.name}" for each in bar["refused"]]


@pytest.mark.clause("5.7", "6.1")
def test_the_page_of_an_order_offers_what_its_state_allows(order, cholpon, log_in):
    client = log_in(cholpon)

    drafted = offered(client, order)
    transitions.send_order(order, by=cholpon.user)
    sent = offered(client, order)
    endorsed(order)
    to_sign = offered(client, order)
    transitions.annul_order(order, by=cholpon.user, reason="Ката")

    assert drafted == ["send_order", "redraft_order", "edit_order", "annul_order"]
    assert sent == ["take_back_order", "annul_order", "- record_signature"]
    assert to_sign == ["record_signature", "take_back_order", "annul_order"]
    assert offered(client, order) == []


@pytest.mark.clause("5.7")
@pytest.mark.parametrize("role", ["rector", "auditor", "accountant", "lawyer"])
def test_other_offices_read_an_order_and_change_nothing(order, role, log_in):
    client = log_in(PersonFactory(roles=[role]))

    assert offered(client, order) == []
    assert client.get(reverse("order_pdf", args=[order.pk])).status_code == 200


@pytest.mark.clause("5.7")
def test_the_list_has_what_waits_for_the_rectors_signature(order, cholpon, log_in):
    rector = PersonFactory(roles=["rector"])
    ApplicationFactory(run=order.run, state="declined")

    def shown(state):
        page = log_in(rector).get(reverse("order_list"), {"state": state})
        return list(page.context["list"].records)

    drafted = shown("to_sign"), shown("draft")
    transitions.send_order(order, by=cholpon.user)
    sent = shown("to_sign")
    endorsed(order)

    assert drafted == ([], [order])
    assert (sent, shown("to_sign"), shown("draft")) == ([], [order], [])


@pytest.mark.clause("5.7")
def test_an_order_comes_as_pdf_and_as_word(order, cholpon, log_in):
    client = log_in(cholpon)

    pdf = client.get(reverse("order_pdf", args=[order.pk]))
    word = client.get(reverse("order_docx", args=[order.pk]))

    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert pdf["Content-Disposition"] == f'inline; filename="order-{order.pk}.pdf"'
    assert word.content[:2] == b"PK"
    assert word["Content-Disposition"] == f'attachment; filename="order-{order.pk}.docx"'


@pytest.mark.clause("5.7")
def test_the_scan_of_a_signed_order_is_for_the_offices(issued, cholpon, aigul, log_in):
    order = issued(80)[0].order
    address = reverse("order_scan", args=[order.pk])

    answer = log_in(cholpon).get(address)
    content = b"".join(answer.streaming_content)
    for close in answer._resource_closers:
        close()

    assert content == scan().read()
    assert "attachment" in answer["Content-Disposition"]
    assert log_in(aigul).get(address).status_code == 404


@pytest.mark.clause("5.7")
def test_an_order_without_a_scan_has_none_to_show(order, cholpon, log_in):
    assert log_in(cholpon).get(reverse("order_scan", args=[order.pk])).status_code == 404


@pytest.mark.clause("5.7")
def test_the_signature_is_asked_for_with_what_it_will_do(certificate_order, cholpon, log_in):
    order = certificate_order(80, 90, 30)
    rector = PersonFactory(roles=["rector"], family_name="Ректоров")

    page = log_in(cholpon).get(reverse("record_signature", args=[order.pk]))

    assert page.context["form"]["signed_by"].value() == rector.short_name
    told = [(each.text, each.url, each.is_warning) for each in page.context["effects"]]
    passed = reverse("attestation_detail", args=[order.attestation_id]) + "?outcome=passed"
    assert told[0] == ("2 сертификат берилет.", passed, False)
    assert told[1][0] == "1 киши кайра тапшыра алат."
    assert told[3] == ("2 кат жөнөтүлөт.", "", False)
    assert [each for each in told if each[2]] == [("Бул аракетти кайтаруу мүмкүн эмес.", "", True)]
    assert order.content["ky"]["heading"] in page.content.decode()


@pytest.mark.clause("5.7")
def test_lists_come_as_excel(issued, cholpon, log_in):
    (certificate,) = issued(80, number="09-04/512")
    client = log_in(cholpon)

    def cells(name):
        book = openpyxl.load_workbook(BytesIO(client.get(reverse(name), EXCEL).content))
        return {str(cell.value) for line in book.active.iter_rows() for cell in line if cell.value is not None}

    assert certificate.full_number in cells("certificate_list")
    assert certificate.full_number in cells("register_list")
    assert "09-04/512" in cells("order_list")
    assert "№ 7" in cells("attestation_list")


@pytest.mark.clause("5.3", "5.7")
def test_certificates_are_seen_by_their_owner_the_head_and_the_offices(issued, cholpon, aigul, daniyar, log_in):
    first, second = issued(80, 90)
    unit = Unit.objects.create(kind="department", name_ky="Информатика")
    EmploymentFactory(person=first.person, unit=unit)
    head = PersonFactory(heads=unit)

    def seen(person):
        return set(issuing_queries.certificates_for(person.user))

    assert seen(first.person) == {first}
    assert seen(second.person) == {second}
    assert seen(head) == {first}
    assert seen(aigul) == set()
    assert seen(cholpon) == seen(daniyar) == {first, second}
    assert UnitHead.objects.filter(person=head).exists()


@pytest.mark.clause("5.7")
def test_the_page_of_a_certificate_shows_the_hash_to_the_offices_alone(issued, cholpon, log_in):
    (certificate,) = issued(80)
    address = reverse("certificate_detail", args=[certificate.pk])

    inside = log_in(cholpon).get(address).content.decode()
    own = log_in(certificate.person).get(address).content.decode()

    assert certificate.sha256 in inside
    assert certificate.full_number in own
    assert reverse("certificate_file", args=[certificate.pk]) in own


@pytest.mark.clause("5.7")
def test_ones_own_page_and_data_have_the_certificates(issued, aigul):
    (certificate,) = issued(80)
    person = certificate.person

    def texts(someone):
        found = [section for sections in ports.page_sections.ask(person=someone, on=today()) for section in sections]
        return [item.text for section in found for item in section.items if certificate.full_number in item.text]

    groups = [group for found in ports.kept_data.ask(person=person) for group in found]
    (mine,) = [group for group in groups if group.key == "certificates"]

    assert texts(person) == [f"Окутуунун ыкмалары, {certificate.full_number}"]
    assert texts(aigul) == []
    assert len(mine.entries) == 1


@pytest.mark.django_db
def test_the_rector_is_who_holds_the_role_on_the_day():
    before = PersonFactory(roles=["rector"])
    before.roles.update(until=dt.date(2026, 8, 31))
    now = PersonFactory(roles=["rector"])
    now.roles.update(since=dt.date(2026, 9, 1))

    assert offices.rector(dt.date(2026, 8, 31)) == before
    assert offices.rector(dt.date(2026, 9, 1)) == now


@pytest.mark.django_db
@pytest.mark.clause("1.4")
def test_the_head_of_the_office_signs_certificates_while_the_office_is_open():
    nobody = offices.office_head()
    office = Unit.objects.create(kind="office", name_ky="Илим бөлүмү", code="ИИжКББ")
    head = PersonFactory(heads=office)

    assert nobody is None
    assert offices.office_head() == head
    Unit.objects.filter(pk=office.pk).update(closed_on=today())
    assert offices.office_head() is None


@pytest.mark.clause("6.1")
def test_a_run_waits_for_its_order_once_somebody_has_confirmed_and_no_offer_is_open(selected_run, cholpon):
    def waits():
        return list(queries.runs_awaiting_order(cholpon.user))

    offered = ApplicationFactory(run=selected_run, state="allocated")
    while_offered = waits()
    type(offered).objects.filter(pk=offered.pk).update(state="confirmed")
    ready = waits()
    order = transitions.draft_enrolment_order(selected_run, by=cholpon.user)
    drafted = waits()
    transitions.annul_order(order, by=cholpon.user, reason="Ката")

    assert (while_offered, ready, drafted, waits()) == ([], [selected_run], [], [selected_run])
