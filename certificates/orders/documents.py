"""Orders into papers: the text of each language with its own appendices, visas, drafter. Clause 5.7."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import override

from certificates import offices
from certificates.texts.models import OrderKind
from ostu_qualification.core.papers.order import Appendix, OrderBody, OrderText, VisaText, order_pdf
from ostu_qualification.core.papers.order_docx import order_docx
from ostu_qualification.core.words.dates import short_date
from staff.people.models import RoleKind

from .models import Order, Visa

HEADS = {
    "name": {"ky": "Фамилиясы, аты, атасынын аты", "ru": "Фамилия, имя, отчество", "en": "Full name"},
    "unit": {"ky": "Түзүмдүк бөлүмү", "ru": "Структурное подразделение", "en": "Unit"},
    "post": {"ky": "Кызматы", "ru": "Должность", "en": "Post"},
    "category": {"ky": "Категориясы", "ru": "Категория", "en": "Category"},
    "payment": {"ky": "Төлөм шарты", "ru": "Условия оплаты", "en": "Payment"},
    "number": {"ky": "Сертификаттын сериясы жана номери", "ru": "Серия и номер сертификата", "en": "Series and number"},
}
SHARES = {"name": 6.0, "unit": 6.0, "post": 4.0, "category": 3.4, "payment": 3.4, "number": 5.0}
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
        visas=[_visa(visa, language) for visa in order.visas.select_related("person")],
        drafted_by=order.drafted_by.short_name if order.drafted_by else "",
        phone=settings.OFFICE_PHONE,
        number=order.number,
        signed_on=order.signed_on,
    )


def _visa(visa: Visa, language: str) -> VisaText:
    """A visa with its office in the order's first language; a visa not given yet is a line to sign on."""
    post = visa.post
    if language != "ky" and visa.role in RoleKind.values:
        with override(language):
            post = capfirst(str(RoleKind(visa.role).label))
    if not visa.answer:
        return VisaText(post)
    return VisaText(
        post,
        name=visa.person.short_name if visa.person else "",
        given_on=short_date(localdate(visa.given_at)) if visa.given_at else "",
        objection=visa.remark if visa.answer == Visa.Answer.OBJECTED else None,
    )


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
