"""The text of an order from its template: placeholders are filled, never inflected. Clause 5.7."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.models import CourseRun
from enrollment.models import Application
from ostu_qualification.core.dates import academic_year_label, attribute_date, from_date, long_date, to_date
from ostu_qualification.core.languages import text_in
from ostu_qualification.core.models import today
from staff.models import Employment

from . import queries
from .models import Attestation, OrderTemplate

PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
CONDITION = re.compile(r"^\[(\w+)\]\s*")
NAMES = frozenset(
    {
        "title", "form", "mode", "hours", "from_abl", "to_dat", "from", "to", "place", "trainers", "n", "m", "year", "grounds", "list_date",
        "list_no", "protocol_no", "protocol_date", "resit", "resit_dat",
    }
)  # fmt: skip


def check_placeholders(text: str) -> None:
    """Refuse a template with a placeholder that nothing fills."""
    unknown = sorted(set(PLACEHOLDER.findall(text)) - NAMES)
    if unknown:
        raise ValidationError(_("Nothing fills these placeholders: %(names)s.") % {"names": ", ".join(unknown)})


def render(template: OrderTemplate, facts: dict[str, Any], conditions: frozenset[str]) -> dict[str, Any]:
    """Heading, preamble, items and ground with their placeholders filled."""

    def fill(text: str) -> str:
        return PLACEHOLDER.sub(lambda match: str(facts.get(match[1], "")), text).strip()

    items = []
    for item in re.split(r"\n\s*\n", template.items.strip()):
        condition = CONDITION.match(item)
        if condition is None or condition[1] in conditions:
            items.append(fill(" ".join(CONDITION.sub("", item).split())))
    return {
        "heading": fill(" ".join(template.heading.split())),
        "preamble": fill(" ".join(template.preamble.split())),
        "items": items,
        "ground": fill(" ".join(template.ground.split())),
    }


def run_facts(run: CourseRun, language: str) -> dict[str, Any]:
    """What orders say about a run, in one language."""
    with override(language):
        return {
            "title": text_in(run.programme, "title", language),
            "form": str(run.programme.get_form_display()),
            "mode": str(run.get_mode_display()),
            "hours": run.programme.hours,
            "from_abl": from_date(run.starts_on, language),
            "to_dat": to_date(run.ends_on, language),
            "from": long_date(run.starts_on, language),
            "to": long_date(run.ends_on, language),
            "place": run.place,
            "trainers": ", ".join(trainer.full_name for trainer in run.trainers.all()) or "–",
            "year": academic_year_label(run.academic_year, language),
            "grounds": "; ".join(text_in(ground, "title", language) for ground in queries.grounds_on(today())),
        }


def attestation_facts(attestation: Attestation, language: str) -> dict[str, Any]:
    """What the order to issue certificates says about the attestation."""
    resit = attestation.resit_until or attestation.held_on
    return {
        "protocol_no": attestation.protocol_number,
        "protocol_date": attribute_date(attestation.held_on, language),
        "resit": long_date(resit, language),
        "resit_dat": to_date(resit, language),
    }


def participants(applications: Iterable[Application]) -> list[dict[str, Any]]:
    """The participants as an appendix prints them: names in the nominative, posts and units as of today."""
    applications = list(applications)
    people = [each.person_id for each in applications]
    posts = {}
    for post in (
        Employment.objects.filter(person_id__in=people, left_on__isnull=True).select_related("unit").order_by("-basis")
    ):
        posts[post.person_id] = post
    return [_participant(each, posts.get(each.person_id)) for each in applications]


def _participant(application: Application, post: Employment | None) -> dict[str, Any]:
    person = application.person
    with override("ky"):
        is_own = post is not None and person.organisation_id is None
        return {
            "application": application.pk,
            "name": person.full_name,
            "unit": post.unit.name_ky if post else str(person.organisation or "–"),
            "post": str(post.get_post_display()) if post else person.organisation_post or "–",
            "category": str(post.get_category_display()) if post else "сырткы",
            "payment": "прейскурант" if is_own else "келишим",
        }
