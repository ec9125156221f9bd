"""Dates in the words of the page's language: {{ due_on|long_date }}."""

import datetime as dt

from django import template
from django.utils.translation import get_language

from ostu_qualification.core.words import dates

register = template.Library()


def _language() -> str:
    return (get_language() or "ky").split("-")[0]


@register.filter
def long_date(day: dt.date | None) -> str:
    """«2026-жылдын 22-ноябры»."""
    return dates.long_date(day, _language()) if day else ""


@register.filter
def until_date(day: dt.date | None) -> str:
    """«2026-жылдын 22-ноябрына», before «чейин»."""
    return dates.to_date(day, _language()) if day else ""


@register.filter
def table_date(day: dt.date | None) -> str:
    """«22-ноябрь, 2026-ж.»."""
    return dates.table_date(day, _language()) if day else ""


@register.filter
def short_date(day: dt.date | None) -> str:
    """22.11.2026."""
    return dates.short_date(day) if day else ""


@register.simple_tag
def period(start: dt.date, end: dt.date) -> str:
    """«2026-жылдын 12-октябрынан 30-октябрына чейин»."""
    return dates.period(start, end, _language())


@register.filter
def academic_year(start_year: int) -> str:
    """«2026-2027-окуу жылы»."""
    return dates.academic_year_label(start_year, _language())
