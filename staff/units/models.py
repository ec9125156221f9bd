"""Units of the University, their heads, and what happened to them by order."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ostu_qualification.core.records import fields
from ostu_qualification.core.records.derived import also
from ostu_qualification.core.words.folding import fold, sort_key
from ostu_qualification.core.words.languages import Trilingual


class UnitKind(models.TextChoices):
    """What a unit is."""

    UNIVERSITY = "university", _("university")
    INSTITUTE = "institute", _("institute")
    COLLEGE = "college", _("college")
    DEPARTMENT = "department", _("department")
    SUBJECT_GROUP = "subject_group", _("subject group (ПЦО)")
    OFFICE = "office", _("office")


class Unit(models.Model):
    """A structural unit. Its name may change; who worked there when does not."""

    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("belongs to")
    )
    code = fields.CharField(_("short name"), max_length=30, blank=True)
    name_ky = fields.CharField(_("name in Kyrgyz"), max_length=250)
    name_ru = fields.CharField(_("name in Russian"), max_length=250, blank=True)
    name_en = fields.CharField(_("name in English"), max_length=250, blank=True)
    name = Trilingual()
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    folded = models.CharField(max_length=800, editable=False)
    sort_key = models.CharField(max_length=500, editable=False, db_index=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["name_ky"], condition=Q(closed_on__isnull=True), name="unit_name_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """The name in lists, where a closed unit is told as such."""
        return _("%(name)s (former)") % {"name": self.name} if self.closed_on else self.name

    @property
    def short_name(self) -> str:
        """As pictures and narrow tables have room for: the short name, else the whole one."""
        return self.code or self.name

    def clean(self) -> None:
        """Refuse a unit that would belong to itself or to one below it."""
        above = self.parent
        while above is not None and self.pk is not None:
            if above.pk == self.pk:
                raise ValidationError({"parent": _("A unit cannot belong to itself or to a unit below it.")})
            above = above.parent

    def fill_search(self) -> None:
        """Derive what search and order need from the names."""
        self.folded = fold(" ".join((self.name_ky, self.name_ru, self.name_en, self.code)))[:800]
        self.sort_key = sort_key(self.name_ky)[:500]

    def save(self, **kwargs: Any) -> None:
        self.fill_search()
        super().save(**also(kwargs, "folded", "sort_key", of=("name_ky", "name_ru", "name_en", "code")))


class UnitHead(models.Model):
    """Who heads a unit from when to when; an acting head (м.а.) acts in the head's stead. Clause 5.3."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="heads", verbose_name=_("unit"))
    person = models.ForeignKey("staff.Person", models.PROTECT, related_name="headships", verbose_name=_("head"))
    is_acting = models.BooleanField(_("acting"), default=False)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("head of a unit")
        verbose_name_plural = _("heads of units")
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="unit_head_dates_in_order"
            ),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(until__isnull=True, is_acting=False), name="unit_one_head"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.person}"

    @staticmethod
    def on(day: dt.date) -> Q:
        """The condition that a headship holds on a day."""
        return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


class UnitActKind(models.TextChoices):
    """What can happen to a unit."""

    RENAME = "rename", _("renamed")
    MOVE = "move", _("moved")
    MERGE = "merge", _("merged")
    SPLIT = "split", _("split")
    CLOSE = "close", pgettext_lazy("unit", "closed")


class UnitAct(models.Model):
    """Something that happened to units on a day, by an order: the past names and the people's moves stay known."""

    kind = models.CharField(_("what happened"), max_length=8, choices=UnitActKind.choices)
    acted_on = models.DateField(_("from the day"))
    order_number = fields.CharField(_("number of the order"), max_length=40, blank=True)
    ground = fields.CharField(_("ground"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("act on units")
        verbose_name_plural = _("acts on units")
        ordering = ["-acted_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.acted_on}"


class UnitActPart(models.Model):
    """A unit as an act found it, or as the act left it: its names and what it belonged to."""

    act = models.ForeignKey(UnitAct, models.CASCADE, related_name="parts", verbose_name=_("act"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="act_parts", verbose_name=_("unit"))
    is_after = models.BooleanField(_("after the act"))
    name_ky = fields.CharField(_("name in Kyrgyz"), max_length=250)
    name_ru = fields.CharField(_("name in Russian"), max_length=250, blank=True)
    name_en = fields.CharField(_("name in English"), max_length=250, blank=True)
    name = Trilingual()
    parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("belongs to")
    )

    class Meta:
        verbose_name = _("unit in an act")
        verbose_name_plural = _("units in an act")
        ordering = ["is_after", "pk"]
        constraints = [models.UniqueConstraint(fields=["act", "unit", "is_after"], name="unit_act_part_once")]

    def __str__(self) -> str:
        return self.name
