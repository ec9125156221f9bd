"""Requests about data that a user may see, and those that wait for an answer."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ostu_qualification.core.models import today
from ostu_qualification.core.workflow.waits import Waits
from staff.people.actors import actor
from staff.people.models import RoleKind

from . import permissions
from .models import DataRequest


def data_requests_for(user: Any) -> QuerySet[DataRequest]:
    """The queue of the HR officer, those to be answered first in front; one's own for everybody else."""
    requests = DataRequest.objects.select_related("person")
    if permissions.view_data_requests(user):
        return requests
    return requests.filter(person_id=actor(user).person_id)


def open_requests_for(user: Any) -> QuerySet[DataRequest]:
    """What waits for an answer of this user."""
    return data_requests_for(user).filter(state=DataRequest.State.OPEN)


def waiting_requests_for(user: Any) -> QuerySet[DataRequest]:
    """What a user has to see to: Human Resources all that is open, the administrator what is late."""
    requests = open_requests_for(user)
    return requests if actor(user).holds(RoleKind.HR_OFFICER) else requests.filter(answer_by__lt=today())


TO_ANSWER = Waits(
    sentence=ngettext_lazy(
        "Answer %(n)s request about personal data", "Answer %(n)s requests about personal data", "n"
    ),
    records=waiting_requests_for,
    visible=lambda user: actor(user).holds(RoleKind.HR_OFFICER, RoleKind.ADMINISTRATOR),
    address=lambda: reverse("data_request_list"),
    since="created_at",
    page="data_request_detail",
    who=_("Human Resources"),
)
