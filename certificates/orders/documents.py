"""Orders into papers: the text of each language with its own appendices, visas, drafter. Clause 5.7."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import get_language, override

from certificates import offices
from certificates.texts.models import OrderKind
from ostu_qualification.core.approvals import queries as approvals
from ostu_qualification.core.approvals.models import Approval
from ostu_qualification.core.approvals.offices import office_name
from ostu_qualification.core.models import today
from ostu_qualification.core.papers.order import Appendix, OrderBody, OrderText, VisaText, order_pdf
from ostu_qualification.core.papers.order_docx import order_docx
from ostu_qualification.core.words.dates import short_date
from staff.people.models import RoleKind

from . import queries
from .differences import differences
from .models import Order

HEADS = {
    "name": {"ky": "Фамилиясы, аты, атасынын аты", "ru": "Фамилия, имя, отчество", "en": "Full name"},
    "unit": {"ky": "Түзүмдүк бөлүмү", "ru": "Структурное подразделение", "en": "Unit"},
    "post": {"ky": "Кызматы", "ru": "Должность", "en": "Post"},
    "category": {"ky": "Категориясы", "ru": "Категория", "en": "Category"},
    "payment": {"ky": "Төлөм шарты", "ru": "Условия оплаты", "en": "Payment"},
    "number": {"ky": "Сертификаттын сериясы жана номери", "ru": "Серия и номер сертификата", "en": "Series and number"},
}
SHARES = {"name": 6.0, "unit": 6.0, "post": 4.0, "category": 3.4, "payment": 3.4, "number": 5.0}
POSTS: dict[str, dict[str, str]] = {
    RoleKind.VICE_RECTOR: {"ky": "ИжИ боюнча проректор", "ru": "Проректор по науке и инновациям", "en": "Vice-rector for science and innovation"},
    RoleKind.OFFICER: {"ky": "ИИжКББ", "ru": "ОНИДО", "en": "Department of science, innovation and additional education"},
    RoleKind.FINANCE_OFFICER: {"ky": "План-финансылык бөлүм", "ru": "Планово-финансовый отдел", "en": "Planning and finance department"},
    RoleKind.HR_OFFICER: {"ky": "Кадрлар бөлүмү", "ru": "Отдел кадров", "en": "Human resources department"},
    RoleKind.LAWYER: {"ky": "Юрист", "ru": "Юрист", "en": "Lawyer"},
}  # fmt: skip
# title and, for the order's own list of its appendices, name
ENROLLED = {
    "ky": ("Курстун катышуучуларынын тизмеси", "курстун катышуучуларынын тизмеси"),
    "ru": ("Список участников курса", "список участников курса"),
    "en": ("Participants of the course", "list of participants"),
}
PASSED = {
    "ky": ("Сертификат алуучулардын тизмеси", "сертификат алуучулардын тизмеси"),
    "ru": ("Список получающих сертификаты", "список получающих сертификаты"),
    "en": ("Participants who receive certificates", "list of those who receive certificates"),
}
FAILED = {
    "ky": ("Кайра тапшыруучулардын тизмеси", "кайра тапшыруучулардын тизмеси"),
    "ru": ("Список допущенных к повторной сдаче", "список допущенных к повторной сдаче"),
    "en": ("Participants who may retake the attestation", "list of those who may retake the attestation"),
}


def order_text(order: Order) -> OrderText:
    """Everything that the order prints, in each of its languages."""
    rector = offices.rector()
    language = order.languages[0]
    return OrderText(
        bodies=[
            OrderBody(each, **order.content[each], appendices=_appendices(order, each)) for each in order.languages
        ],
        rector=order.signed_by or (rector.short_name if rector else ""),
        visas=_visas(order, language),
        drafted_by=order.drafted_by.short_name if order.drafted_by else "",
        phone=settings.OFFICE_PHONE,
        number=order.number,
        signed_on=order.signed_on,
    )


def _visas(order: Order, language: str) -> list[VisaText]:
    """The visas of the last round; of a draft the lines on which the offices of its route will sign. Clause 6.1."""
    if order.state != Order.State.DRAFT:
        asked = [each for each in approvals.last_round(order) if each.state != Approval.State.VOID]
        return [_visa(each, language) for each in asked]
    try:
        route = approvals.route_on(order.approval_kind, today())
    except ValidationError:
        return []
    left_out = queries.offices_left_out(order)
    return [VisaText(post(each.office, language)) for each in route.offices.all() if each.office not in left_out]


def _visa(approval: Approval, language: str) -> VisaText:
    """A visa with its office in the order's first language; one not given yet is a line to sign on."""
    printed = post(approval.office, language)
    if approval.answered_at is None:
        return VisaText(printed)
    return VisaText(
        printed,
        name=approval.name,
        given_on=short_date(localdate(approval.answered_at)),
        objection=approval.remark if approval.state == Approval.State.OBJECTED else None,
        remark=approval.remark if approval.state == Approval.State.ENDORSED else "",
    )


def post(office: str, language: str) -> str:
    """An office as orders print it."""
    if office in POSTS:
        return POSTS[office][language]
    with override(language):
        return office_name(office)


def _appendices(order: Order, language: str) -> list[Appendix]:
    people = order.participants
    if order.kind == OrderKind.ENROLMENT:
        return [_list(ENROLLED, people, ["name", "unit", "post", "category", "payment"], language)]
    numbers = {certificate.application_id: certificate.full_number for certificate in order.certificates.all()}
    passed = [{**each, "number": numbers.get(each["application"], "")} for each in people if each.get("passed", True)]
    failed = [each for each in people if not each.get("passed", True)]
    found = [_list(PASSED, passed, ["name", "unit", "post", "number"], language)]
    return [*found, _list(FAILED, failed, ["name", "unit", "post"], language)] if failed else found


def _list(names: dict[str, tuple[str, str]], people: Sequence[dict[str, Any]], columns: list[str], language: str) -> Appendix:  # fmt: skip
    """A list of people as an appendix has it: names as they are, all else in the language of the order."""
    title, name = names[language]
    rows = [
        [str(n), *(each.get(f"{column}_{language}", each.get(column, "")) for column in columns)]
        for n, each in enumerate(people, 1)
    ]
    heads = ["№", *(HEADS[column][language] for column in columns)]
    return Appendix(title, name, heads, rows, [1.2, *(SHARES[column] for column in columns)])


def order_as_pdf(order: Order) -> bytes:
    """The order exactly as it will be printed."""
    return order_pdf(order_text(order))


def order_as_docx(order: Order) -> bytes:
    """The order for Word."""
    return order_docx(order_text(order))


def as_shown(order: Order, user: Any) -> dict[str, Any]:
    """An order as it is printed: its texts by language, and what it says otherwise than it would be carried out now."""
    found = differences(order) if order.state in (Order.State.DRAFT, Order.State.ENDORSEMENT) else []
    language = (get_language() or "")[:2]
    first = language if language in order.languages else next(iter(order.languages), "")
    bodies = [(each, order.content.get(each, {}), each == first) for each in order.languages]
    return {"bodies": bodies, "differences": found}
