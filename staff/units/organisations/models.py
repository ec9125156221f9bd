"""Outside organisations. Clause 1.1."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records import fields
from ostu_qualification.core.words.languages import Trilingual


class OrganisationKind(models.TextChoices):
    """What an outside organisation is."""

    UNIVERSITY = "university", _("university")
    RESEARCH = "research", _("research centre")
    SCHOOL = "school", _("educational institution")
    ENTERPRISE = "enterprise", _("enterprise")
    OTHER = "other", _("other")


class Organisation(models.Model):
    """An organisation outside the University whose staff take part in courses. Clause 1.1."""

    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    name_ky = fields.CharField(_("name in Kyrgyz"), max_length=250, unique=True)
    name_ru = fields.CharField(_("name in Russian"), max_length=250, blank=True)
    name_en = fields.CharField(_("name in English"), max_length=250, blank=True)
    name = Trilingual()
    city = fields.CharField(_("town"), max_length=100, blank=True)
    country = fields.CharField(_("country"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name_ky"]

    def __str__(self) -> str:
        return self.name
