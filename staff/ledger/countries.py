"""Countries to which people of the University go, as suggestions beside a field; any other may be typed."""

from django.utils.translation import gettext_lazy as _

COUNTRIES = [
    _("Kyrgyzstan"),
    _("Austria"),
    _("Azerbaijan"),
    _("Belarus"),
    _("China"),
    _("Czechia"),
    _("France"),
    _("Germany"),
    _("Hungary"),
    _("India"),
    _("Italy"),
    _("Japan"),
    _("Kazakhstan"),
    _("Latvia"),
    _("Lithuania"),
    _("Malaysia"),
    _("Mongolia"),
    _("Poland"),
    _("Romania"),
    _("Russia"),
    _("South Korea"),
    _("Spain"),
    _("Tajikistan"),
    _("Turkey"),
    _("Turkmenistan"),
    _("United Kingdom"),
    _("United States"),
    _("Uzbekistan"),
]
