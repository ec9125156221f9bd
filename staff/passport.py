"""The passport of the array of personal data: what is kept here, whose, why, how long, and who answers for it.

The words are the University's to change; the list of data and the figures are those of the system as it stands.
"""

from django.apps import apps
from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _

from ostu_qualification.core.dates import short_date
from ostu_qualification.core.languages import in_order
from ostu_qualification.core.models import today
from ostu_qualification.core.papers.records import Section, record_pdf

from . import choices, consents
from .models import CycleState, Organisation, Person

KEPT = ("staff.Person", "staff.Employment", "staff.TrainingRecord", "staff.Pause", "staff.Consent", "staff.Letter",
        "enrollment.Application", "certificates.Certificate", "finance.Due")  # fmt: skip
UNSAID = {"id", "folded", "sort_key", "key", "user", "person", "created_at", "sha256", "body", "context", "merged_into"}


def sections() -> list[tuple[str, list[tuple[str, str]]]]:
    """The passport: headings with names and values, in the language of the page."""
    return [
        (_("The array and its holder"), _holder()),
        (_("Whose data, and how many people"), _people()),
        (_("Which data"), _columns()),
        (_("How the data are handled"), _handling()),
    ]


def as_pdf() -> bytes:
    """The passport on paper."""
    lead = _("As of %(day)s.") % {"day": short_date(today())}
    return record_pdf(
        _("Passport of the array of personal data"),
        lead,
        [Section(title, [facts]) for title, facts in sections()],
        language=in_order()[0],
    )


def _holder() -> list[tuple[str, str]]:
    return [
        (_("Name of the array"), _("Register of the professional development of staff")),
        (_("Holder"), _("Osh Technological University named after M. M. Adyshev")),
        (_("Responsible"), _("Department of Science, Innovation and Additional Education (ИИжКББ)")),
        (_("Contact"), f"{settings.OFFICE_PHONE}, {settings.OFFICE_EMAIL}"),
        (_("Purpose"), _("Planning, carrying out and recording the professional development of staff by the University's Regulation.")),
        (_("Ground"), _("Employment and the duties of the University by law; consent for what goes beyond them.")),
    ]  # fmt: skip


def _people() -> list[tuple[str, str]]:
    counts = dict(
        CycleState.objects.filter(unit__isnull=False).order_by().values_list("category").annotate(n=Count("pk"))
    )
    facts = [(str(label), str(counts[code])) for code, label in choices.CATEGORIES if counts.get(code)]
    outside = Person.objects.filter(organisation__isnull=False, merged_into__isnull=True).count()
    everybody = Person.objects.filter(merged_into__isnull=True).count()
    organisations = Organisation.objects.count()
    return [
        *facts,
        (_("Outside participants"), _("%(people)s, of %(organisations)s organisations") % {"people": outside, "organisations": organisations}),
        (_("All people in the array"), str(everybody)),
    ]  # fmt: skip


def _columns() -> list[tuple[str, str]]:
    """The data by kind of record, as the system names them itself."""
    facts = []
    for label in KEPT:
        model = apps.get_model(label)
        columns = [
            str(field.verbose_name)
            for field in model._meta.fields
            if field.name not in UNSAID and not field.primary_key
        ]
        facts.append((str(model._meta.verbose_name).capitalize(), ", ".join(columns)))
    return facts


def _handling() -> list[tuple[str, str]]:
    kinds = ", ".join(str(kind.label) for kind in consents.EFFECTS)
    return [
        (_("Sources"), _("The staff lists of Human Resources, the person, the units, and documents of training.")),
        (_("How people are told"), _("Everyone sees on the page “My data” what is kept, who looked at it, and can take it along or ask for its correction.")),
        (_("Consents asked for"), kinds),
        (_("Who receives the data"), _("Offices of the University by their role; anybody checking a certificate: its number, title, hours and dates, the name only with consent.")),
        (_("Transfer abroad"), _("Only to the host of a mobility, with the person's consent; the data are kept in the Kyrgyz Republic.")),
        (_("How long"), _("Certificates and orders permanently or 75 years; attestation papers 15 years; applications and plans 5 years; consents as long as the data and 3 years. Nothing is erased by itself.")),
        (_("Protection"), _("Log-in by password, rights by role, encrypted connection, a history of every change and of every look at a record, personal numbers shown to Human Resources alone.")),
        (_("Requests of people"), _("Answered in writing within a week.")),
    ]  # fmt: skip
