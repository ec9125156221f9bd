"""The text of an order from its template: placeholders are filled, never inflected. Clause 5.7."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import override

from certificates import offices
from certificates.attestation.models import Attestation
from courses.models import CourseRun
from enrollment.models import Application, SelectionList
from ostu_qualification.core.models import today
from ostu_qualification.core.words.dates import (
    academic_year_label,
    attribute_date,
    long_date,
    on_date,
    one_full_stop,
    period,
    to_date,
)
from ostu_qualification.core.words.languages import text_in
from staff.models import Employment, Person

from . import queries
from .models import CONDITION, PLACEHOLDER, OrderTemplate, paragraphs

ORDER_LANGUAGES = ("ky", "ru", "en")
# an outside participant; paid by contract; paid by the price list
PAYMENT = {
    "ky": ("сырткы", "келишим", "прейскурант"),
    "ru": ("внешний", "договор", "прейскурант"),
    "en": ("outside", "contract", "price list"),
}


def render(template: OrderTemplate, facts: dict[str, Any], conditions: frozenset[str]) -> dict[str, Any]:
    """Heading, preamble, items and ground with their placeholders filled; the acts cited are those in force today. Section 2.

    A text with a placeholder that nothing fills is refused: it would print a hole.
    """
    if problems := template.problems():
        raise ValidationError([f"{template}: {problem}" for problem in problems.values()])
    acts = queries.grounds_on(today(), template.kind)
    facts = {"grounds": "; ".join(text_in(act, "title", template.language) for act in acts), **facts}

    def fill(text: str) -> str:
        return one_full_stop(PLACEHOLDER.sub(lambda match: str(facts[match[1]]), text)).strip()

    items = []
    for item in paragraphs(template.items):
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
            "period": period(run.starts_on, run.ends_on, language),
            "place": text_in(run, "place", language),
            "trainers": ", ".join(trainer.full_name for trainer in run.trainers.all()) or "–",
            "year": academic_year_label(run.academic_year, language),
        }


LASTING = ("title", "hours", "period", "place")


def lasting_facts(run: CourseRun, language: str) -> dict[str, Any]:
    """What an order says about the course that must still be so when it is carried out."""
    facts = run_facts(run, language)
    return {name: facts[name] for name in LASTING}


def selection_facts(selection: SelectionList, language: str) -> dict[str, Any]:
    """What the order of enrolment says about the list it follows: the day of its approval, for lists bear no number."""
    return {"list_day": on_date(selection.approved_on or today(), language)}


def attestation_facts(attestation: Attestation, language: str) -> dict[str, Any]:
    """What the order to issue certificates says about the attestation."""
    resit = attestation.resit_until
    return {
        "protocol_no": attestation.protocol_number,
        "protocol_date": attribute_date(attestation.held_on, language),
        "resit": long_date(resit, language) if resit else "–",
        "resit_dat": to_date(resit, language) if resit else "–",
    }


def participants(applications: Iterable[Application]) -> list[dict[str, Any]]:
    """The participants as an appendix prints them: names in the nominative, main posts and units as of today.

    What is in words is kept in every language of orders, so that each has an appendix of its own.
    """
    applications = list(applications)
    posts = offices.main_posts([each.person for each in applications], today())
    return [_participant(each, posts.get(each.person_id)) for each in applications]


def _participant(application: Application, post: Employment | None) -> dict[str, Any]:
    facts = {"application": application.pk, "name": application.person.full_name, "by_contract": post is None}
    for language in ORDER_LANGUAGES:
        facts |= {f"{name}_{language}": words for name, words in _words(application.person, post, language).items()}
    return facts | {"unit": facts["unit_ky"], "post": facts["post_ky"]}


def _words(person: Person, post: Employment | None, language: str) -> dict[str, str]:
    """Unit, post, category and terms of payment in words. Clause 7.3.

    Own staff, who hold a post, pay by the price list; everybody else by contract.
    """
    with override(language):
        if post is not None:
            unit, held, category = text_in(post.unit, "name", language), post.get_post_display(), post.get_category_display()  # fmt: skip
        else:
            unit = text_in(person.organisation, "name", language) if person.organisation else "–"
            held, category = person.organisation_post or "–", "–"
    outside, by_contract, by_list = PAYMENT[language]
    return {
        "unit": unit,
        "post": str(held),
        "category": outside if post is None else str(category),
        "payment": by_contract if post is None else by_list,
    }
