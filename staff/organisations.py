"""Outside organisations and their people; a list of organisations read, shown and entered once. Clause 1.1."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core import history
from ostu_qualification.core.folding import Words, fold
from ostu_qualification.core.spreadsheets import NotASpreadsheet, read_workbook

from . import permissions
from .models import Organisation, Person
from .models.units import OrganisationKind

COLUMNS = ("name_ky", "name_ru", "name_en", "kind", "city", "country")
KINDS = Words(
    {
        OrganisationKind.UNIVERSITY: (
            *("университет", "жогорку окуу жай", "жогорку окуу жайы", "ЖОЖ", "институт", "академия"),
            *("вуз", "высшее учебное заведение", "university", "institute"),
        ),
        OrganisationKind.RESEARCH: (
            *("илимий борбор", "илимий-изилдөө борбору", "илимий изилдөө институту", "НИИ"),
            *(
                "научный центр",
                "научно-исследовательский центр",
                "научно-исследовательский институт",
                "research centre",
            ),
        ),
        OrganisationKind.SCHOOL: (
            *("окуу жай", "окуу жайы", "мектеп", "орто мектеп", "гимназия", "лицей", "колледж", "бала бакча"),
            *(
                "школа",
                "средняя школа",
                "учебное заведение",
                "образовательное учреждение",
                "образовательная организация",
            ),
            *("детский сад", "educational institution", "college"),
        ),
        OrganisationKind.ENTERPRISE: (
            *("ишкана", "фирма", "компания", "ЖЧК", "ААК", "ЖАК", "завод"),
            *("предприятие", "ОсОО", "ОАО", "ЗАО", "company"),
        ),
        OrganisationKind.OTHER: ("башка", "башкасы", "уюм", "другое", "другая", "прочее", "иное", "организация"),
    }
)
AT_MOST = 1000
Row = dict[str, str]


def organisations_for(user: Any) -> QuerySet[Organisation]:
    """The organisations that a user sees, with the number of their people. Clause 1.1."""
    if not permissions.view_organisations(user):
        return Organisation.objects.none()
    return Organisation.objects.annotate(people_count=Count("people")).order_by("name_ky", "pk")


def people_of(organisation: Organisation) -> QuerySet[Person]:
    """The people of an organisation. Clause 1.1."""
    return organisation.people.order_by("sort_key", "pk")


def names_known() -> dict[str, Organisation]:
    """All organisations by each of their names, folded, so that one is not entered twice."""
    return {fold(name): each for each in Organisation.objects.all() for name in _names(each) if name}


def _names(organisation: Organisation) -> tuple[str, str, str]:
    return organisation.name_ky, organisation.name_ru, organisation.name_en


@transaction.atomic
def save_organisation(organisation: Organisation, *, by: Any) -> Organisation:
    """Keep an organisation; one that is there already under whatever name is refused, with the way to it. Clause 1.1."""
    permissions.edit_organisation(by).require()
    known = names_known()
    for field, name in zip(("name_ky", "name_ru", "name_en"), _names(organisation), strict=True):
        twin = known.get(fold(name)) if name else None
        if twin is not None and twin.pk != organisation.pk:
            link = format_html('<a href="{}">{}</a>', reverse("organisation_detail", args=[twin.pk]), twin.name)
            raise ValidationError({field: format_html(_("This organisation is there already: {}."), link)})
    organisation.full_clean()
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as problem:  # somebody else entered it just now
        raise ValidationError({"name_ky": _("This organisation has just been entered by somebody else.")}) from problem
    history.record(organisation, "save_organisation", by=by)
    return organisation


@transaction.atomic
def save_outside_person(person: Person, *, by: Any) -> Person:
    """Keep someone from outside, who has an organisation instead of a post. Clause 1.1."""
    permissions.edit_outside_person(by, person).require()
    person.full_clean()
    person.save()
    history.record(person, "save_outside_person", by=by)
    return person


@dataclass(frozen=True)
class Line:
    """A row of a list: what it would enter, or why it does not."""

    number: int
    row: Row
    problem: str = ""


def read_list(content: bytes) -> list[Line]:
    """The rows of a CSV or Excel list of organisations, each new, known or wrong. Raises ValidationError.

    The first row names the columns: name_ky, and as wanted name_ru, name_en, kind, city, country.
    """
    table = _table(content)
    heads = [str(cell or "").strip().lower() for cell in table[0]] if table else []
    if "name_ky" not in heads:
        raise ValidationError(_("The first row must name the columns; a column name_ky is needed."))
    if len(table) - 1 > AT_MOST:
        raise ValidationError(_("At most %(limit)s organisations at once.") % {"limit": AT_MOST})
    rows = [dict(zip(heads, (str(cell or "").strip() for cell in cells), strict=False)) for cells in table[1:]]
    lines = [(number, {name: row.get(name, "") for name in COLUMNS}) for number, row in enumerate(rows, 2)]
    return judged([(number, row) for number, row in lines if any(row.values())])


def judged(rows: Iterable[tuple[int, Row]]) -> list[Line]:
    """Say of each row whether it can be entered; a name that comes twice is entered once."""
    known = set(names_known())
    lines = []
    for number, row in rows:
        problem = _problem(row, known)
        known |= {fold(row[name]) for name in ("name_ky", "name_ru", "name_en") if row[name] and not problem}
        lines.append(Line(number, row | {"kind": _kind(row["kind"])}, problem))
    return lines


def _problem(row: Row, known: set[str]) -> str:
    if not row["name_ky"]:
        return _("The name in Kyrgyz is missing.")
    if any(fold(row[name]) in known for name in ("name_ky", "name_ru", "name_en") if row[name]):
        return _("There already.")
    if not _kind(row["kind"]):
        return _("The kind is not known: %(kind)s") % {"kind": row["kind"]}
    try:
        Organisation(**row | {"kind": _kind(row["kind"])}).clean_fields()
    except ValidationError as problem:
        return " ".join(problem.messages)
    return ""


def _kind(written: str) -> str:
    """The kind by its code or as people call it, in whatever language the page speaks; empty stands for «other»."""
    return (KINDS[written] if written else OrganisationKind.OTHER) or ""


def _table(content: bytes) -> list[list[Any]]:
    """The cells of a list, of Excel's first sheet or of a text with commas or semicolons."""
    if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        try:
            sheets = read_workbook(content)
        except NotASpreadsheet as problem:
            raise ValidationError(str(problem)) from problem
        return sheets[0].rows if sheets else []
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1251", errors="replace")
    if "\0" in text:
        raise ValidationError(_("This is neither a CSV nor an Excel list."))
    first = text.partition("\n")[0]
    return list(csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ","))


@transaction.atomic
def enter_organisations(rows: Iterable[tuple[int, Row]], *, by: Any) -> int:
    """Enter the rows of a list that are not there yet; returns how many. The same list again enters nothing."""
    permissions.edit_organisation(by).require()
    new = [Organisation(**line.row) for line in judged(rows) if not line.problem]
    Organisation.objects.bulk_create(new, ignore_conflicts=True)
    entered = list(Organisation.objects.filter(name_ky__in=[each.name_ky for each in new]))
    history.record_many(entered, "import_organisations", by=by, created=True)
    return len(entered)


history.name_acts(
    {
        "save_organisation": gettext_lazy("organisation saved"),
        "save_outside_person": gettext_lazy("record of a person from outside saved"),
        "import_organisations": gettext_lazy("came with a list of organisations"),
    }
)
