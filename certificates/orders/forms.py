"""Forms of the orders."""

import re
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from certificates import offices
from certificates.texts.models import OrderKind
from courses.models import Programme
from courses.programmes.queries import search_programmes
from ostu_qualification.core.frame.act_pages import ActForm
from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.models import today
from ostu_qualification.core.records.uploads import UploadField, check_document
from ostu_qualification.core.words.inputs import CharField, DateField, TextFilter

from . import queries
from .models import Order

TO_SIGN = "to_sign"


class OrderFilter(django_filters.FilterSet):
    """Filters of orders: what waits for the rector's signature is one of them. Clause 5.7."""

    q = TextFilter(label=_("Course"), method="by_course")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=OrderKind.choices)
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=[(TO_SIGN, _("waits for the signature")), *Order.State.choices], method="by_state"
    )

    class Meta:
        model = Order
        fields: list[str] = []

    def by_course(self, orders: QuerySet[Order], name: str, value: str) -> QuerySet[Order]:
        """Words of the course's title."""
        return orders.filter(run__programme__in=search_programmes(Programme.objects.all(), value))

    def by_state(self, orders: QuerySet[Order], name: str, value: str) -> QuerySet[Order]:
        """The state, or what every office has endorsed."""
        return queries.endorsed(orders) if value == TO_SIGN else orders.filter(state=value)


class OrderTextForm(ActForm):
    """The text of a draft order: heading, preamble, items and ground in each of its languages."""

    helper = helper()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        order = self.record
        labels = {
            "heading": _("Heading"),
            "preamble": _("Preamble"),
            "items": _("Items, a blank line between them"),
            "ground": _("Ground"),
        }
        for language in order.languages:
            for part, label in labels.items():
                value = order.content[language][part]
                initial = "\n\n".join(value) if isinstance(value, list) else value
                rows = 16 if part == "items" else 3
                self.fields[f"{part}_{language}"] = CharField(
                    label=f"{label} ({language})", initial=initial, widget=forms.Textarea(attrs={"rows": rows})
                )

    def clean(self) -> dict[str, Any]:
        """The text as an order keeps it."""
        typed = super().clean() or {}
        content = {}
        for language in self.record.languages:
            parts = {part: typed.get(f"{part}_{language}", "") for part in ("heading", "preamble", "items", "ground")}
            items = re.split(r"\n\s*\n", parts["items"])
            content[language] = {**parts, "items": [each.strip() for each in items if each.strip()]}
        return {"content": content}


class SignatureForm(ActForm):
    """Number, date and scan of the signed order."""

    number = CharField(label=_("Number given by the chancellery"), max_length=40, help_text=_("For example 09-04/404."))
    signed_on = DateField(label=_("Date of the order"))
    signed_by = CharField(label=_("Signed by"), max_length=150)
    scan = UploadField(label=_("Scan of the signed order"), help_text=_("PDF, JPEG or PNG, up to 10 MB."))
    helper = helper()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rector = offices.rector()
        self.initial["signed_by"] = rector.short_name if rector else ""

    def clean_number(self) -> str:
        """Any number the chancellery writes, without spaces around it."""
        return " ".join(self.cleaned_data["number"].split())

    def clean_signed_on(self) -> Any:
        """Not in the future."""
        if self.cleaned_data["signed_on"] > today():
            raise forms.ValidationError(_("The day of the signature lies in the future."))
        return self.cleaned_data["signed_on"]

    def clean_scan(self) -> Any:
        """A document by its content."""
        return check_document(self.cleaned_data.get("scan"))
