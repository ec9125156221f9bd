"""Every change of state of what people ask about their own data."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records import history
from ostu_qualification.core.workflow.steps import step
from staff.letters.transitions import forget_address

from . import data_requests, permissions
from .models import DataRequest, DataRequestKind

Asked = DataRequest.State


@step(DataRequest, sources=[Asked.OPEN], target=Asked.DONE, permission=permissions.answer_data_request)
def fulfil_data_request(request: DataRequest, *, by: Any, answer: str) -> None:
    """Answer that what was asked is done; with an erasure the contact data are erased."""
    data_requests.answer(request, answer, is_done=True, by=by)
    if request.kind == DataRequestKind.ERASURE:
        forget_address(request.person, but=data_requests.key_of_answer(request))
        data_requests.erase_contacts(request.person, by=by)


@step(DataRequest, sources=[Asked.OPEN], target=Asked.REFUSED, permission=permissions.answer_data_request)
def refuse_data_request(request: DataRequest, *, by: Any, reason: str) -> None:
    """Refuse a request in writing, with the reason."""
    data_requests.answer(request, reason, is_done=False, by=by)


@step(DataRequest, sources=[Asked.OPEN], target=Asked.WITHDRAWN, permission=permissions.withdraw_data_request)
def withdraw_data_request(request: DataRequest, *, by: Any) -> None:
    """Take one's own request back."""


history.name_acts(
    {
        "add_consent_text": _("consent text entered"),
        "edit_passport": _("passport of the array changed"),
        "ask_about_data": _("request about one's data"),
        "erase_contacts": _("contact data erased"),
        "fulfil_data_request": _("request fulfilled"),
        "refuse_data_request": _("request refused"),
        "withdraw_data_request": _("request withdrawn"),
    }
)
