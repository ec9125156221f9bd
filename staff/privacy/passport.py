"""The passport of the array of personal data: what is kept here, whose, why, how long, and who answers for it.

The list of data and the figures are those of the system as it stands; what no program knows is the office's to enter, and
stays an open line until then.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ostu_qualification.core.models import today
from ostu_qualification.core.papers.records import Section, record_pdf
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.records.writes import keep
from ostu_qualification.core.words import university
from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.words.languages import in_order
from staff.cycle.models import CycleState
from staff.people import choices, consents
from staff.people.models import Person
from staff.units.organisations.models import Organisation

from . import permissions
from .models import PassportWords

KEPT = (
    "staff.Person", "core.User", "staff.Employment", "staff.Role", "staff.UnitHead", "staff.TrainingRecord", "staff.CycleState", "staff.PolicyEffect",
    "staff.Delegation", "staff.Pause", "staff.Extension", "staff.Letter", "staff.Consent", "staff.DataRequest", "staff.PersonMerge", "staff.NotDuplicate",
    "staff.RosterImport", "staff.PastTrainingImport", "staff.ImportDecision", "enrollment.Application", "enrollment.Choice", "enrollment.SelectionEntry",
    "certificates.AttestationResult", "certificates.Order", "certificates.Certificate", "certificates.RegisterLine", "finance.Due", "core.SavedView",
)  # fmt: skip
UNSAID = {"id", "folded", "sort_key", "key", "person", "created_at", "previous_hash", "hash"}
OPEN_LINE = "____________________"


def sections() -> list[tuple[str, list[tuple[str, str]]]]:
    """The passport: headings with names and values, in the language of the page."""
    words = words_of()
    return [
        (_("The array and its holder"), _holder(words)),
        (_("Whose data, and how many people"), _people()),
        (_("Which data"), _columns()),
        (_("How the data are handled"), _handling(words)),
    ]


def as_pdf() -> bytes:
    """The passport on paper."""
    lead = _("As of %(day)s.") % {"day": short_date(today())}
    return record_pdf(
        _("Passport of the array of personal data"),
        lead,
        [Section(title, [[fact] for fact in facts]) for title, facts in sections()],
        language=in_order()[0],
    )


def words_of() -> PassportWords:
    """What the office has entered; empty before that."""
    return PassportWords.objects.first() or PassportWords()


@transaction.atomic
def write_words(fields: dict[str, Any], *, by: Who) -> PassportWords:
    """Enter what the passport says and no program knows."""
    return keep(words_of(), fields, by=by, permission=permissions.edit_passport, act="edit_passport")


def proposed_terms() -> str:
    """Terms of storage that are usual, for the office to confirm or change."""
    return _("Certificates and orders permanently or 75 years; attestation papers 15 years; applications and plans 5 years; consents as long as the data and 3 years. Nothing is erased by itself.")  # fmt: skip


def _holder(words: PassportWords) -> list[tuple[str, str]]:
    language = in_order()[0]
    return [
        (_("Name of the array"), _("Register of the professional development of staff")),
        (_("Holder"), f"{university.NAME[language]}, {university.ADDRESS[language]}"),
        (_("Number in the register of holders"), words.registration or OPEN_LINE),
        (_("Responsible unit"), university.OFFICE[language]),
        (_("Person responsible"), words.responsible or OPEN_LINE),
        (_("Contact"), f"{settings.OFFICE_PHONE}, {settings.OFFICE_EMAIL}"),
        (_("Purpose"), _("Planning, carrying out and recording the professional development of staff by the University's Regulation.")),
        (_("Ground"), _("Employment and the duties of the University by law; consent for what goes beyond them.")),
    ]  # fmt: skip


def _people() -> list[tuple[str, str]]:
    counts = dict(
        CycleState.objects.filter(unit__isnull=False).order_by().values_list("category").annotate(n=Count("pk"))
    )
    facts = [(str(label), str(counts[code])) for code, label in choices.CATEGORIES if counts.get(code)]
    everybody = Person.objects.filter(merged_into__isnull=True)
    outside = everybody.filter(organisation__isnull=False)
    organisations = Organisation.objects.filter(people__in=outside).distinct().count()
    return [
        *facts,
        (_("Outside participants"), _("%(people)s, of %(organisations)s organisations") % {"people": outside.count(), "organisations": organisations}),
        (_("All people in the array"), str(everybody.count())),
    ]  # fmt: skip


def _columns() -> list[tuple[str, str]]:
    """The data by kind of record, as the system names them itself, and where else people are named."""
    facts = []
    for label in KEPT:
        model = apps.get_model(label)
        names = [
            _within(str(each.verbose_name))
            for each in (*model._meta.fields, *model._meta.many_to_many)
            if each.name not in UNSAID
        ]
        facts.append((capfirst(str(model._meta.verbose_name)), ", ".join(names)))
    return [
        *facts,
        (_("History of changes and of looks"), _("who changed or saw a record, when, in which office and from which address; changed values, with personal numbers, phones and addresses masked")),
        (_("Names in other records"), _("authors of programmes, trainers of courses, members of committees, and who gave a visa, an approval or an opinion")),
    ]  # fmt: skip


def _within(name: str) -> str:
    """A name within a list begins small, unless it is an abbreviation."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _handling(words: PassportWords) -> list[tuple[str, str]]:
    kinds = ", ".join(str(kind.label) for kind in consents.EFFECTS)
    return [
        (_("Sources"), _("The staff lists of Human Resources, the person, the units, and documents of training.")),
        (_("How people are told"), _("Everyone sees on the page “My data” what is kept, who looked at it, and can take it along or ask for its correction.")),
        (_("Methods of processing"), words.methods or OPEN_LINE),
        (_("Storage"), words.storage or OPEN_LINE),
        (_("Consents asked for"), kinds),
        (_("Who receives the data"), _("Offices of the University by their role; anybody checking a certificate: its number, title, hours and dates, the name only with consent.")),
        (_("Transfer abroad"), _("Only to the host of a mobility, with the person's consent.")),
        (_("How long"), words.terms or OPEN_LINE),
        (_("Protection by the system"), _("Log-in by password, rights by role, a history of every change and of every look at a record, personal numbers shown to Human Resources alone.")),
        (_("Further measures of protection"), words.protection or OPEN_LINE),
        (_("Requests of people"), _("Answered in writing within a week.")),
    ]  # fmt: skip
