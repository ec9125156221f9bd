"""What the certificates app answers to the apps below it."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import CourseRun
from courses.signals import run_shown

from . import permissions, queries


@receiver(run_shown, dispatch_uid="certificates links")
def link_papers(run: CourseRun, user: Any, **kwargs: Any) -> list[tuple[str, str]]:
    """Lead from a run to its orders and its attestation, and to what comes next. Clauses 5.7, 6.1."""
    links = []
    for order in queries.orders_for(user).filter(run=run):
        links.append((reverse("order_detail", args=[order.pk]), str(order)))
    attestation = queries.attestations_for(user).filter(run=run).first()
    if attestation:
        links.append((reverse("attestation_detail", args=[attestation.pk]), _("Final attestation")))
    if permissions.draft_order(user):
        if (
            run.state == CourseRun.State.SELECTED
            and not run.orders.filter(kind="enrolment").exclude(state="annulled").exists()
        ):
            links.append((reverse("draft_enrolment_order", args=[run.pk]), _("Draft the order of enrolment")))
        if run.state == CourseRun.State.RUNNING:
            links.append((reverse("open_attestation", args=[run.pk]), _("Name the committee")))
    return links
