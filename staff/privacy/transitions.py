"""Every change of state of what people ask about their own data."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records import history
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.workflow.steps import step
from staff.letters.transitions import forget_address

from . import data_requests, effects, permissions, queries
from .forms import AnswerForm
from .models import DataRequest, DataRequestKind

Asked = DataRequest.State


@step(
    DataRequest,
    sources=[Asked.OPEN],
    target=Asked.DONE,
    permission=permissions.answer_data_request,
    label=_("Answer: done"),
    past=_("request fulfilled"),
    done=_("The request is answered."),
    form=AnswerForm,
    effects=effects.of_fulfilling,
    waits_for=queries.TO_ANSWER,
    related=("person",),
)
def fulfil_data_request(request: DataRequest, *, by: Who, answer: str) -> None:
    """Answer that what was asked is done; with an erasure the contact data are erased."""
    data_requests.answer(request, answer, is_done=True, by=by)
    if request.kind == DataRequestKind.ERASURE:
        forget_address(request.person, but=data_requests.key_of_answer(request))
        data_requests.erase_contacts(request.person, by=by)


@step(
    DataRequest,
    sources=[Asked.OPEN],
    target=Asked.REFUSED,
    permission=permissions.answer_data_request,
    label=_("Refuse with a reason"),
    past=_("request refused"),
    done=_("The request is refused, with the reason in writing."),
    effects=effects.of_refusing,
    is_dangerous=True,
    related=("person",),
)
def refuse_data_request(request: DataRequest, *, by: Who, reason: str) -> None:
    """Refuse a request in writing, with the reason."""
    data_requests.answer(request, reason, is_done=False, by=by)


@step(
    DataRequest,
    sources=[Asked.OPEN],
    target=Asked.WITHDRAWN,
    permission=permissions.withdraw_data_request,
    label=_("Take the request back"),
    past=_("request withdrawn"),
    done=_("The request is taken back."),
    effects=effects.of_withdrawing,
    is_dangerous=True,
)
def withdraw_data_request(request: DataRequest, *, by: Who) -> None:
    """Take one's own request back."""


history.name_acts(
    {
        "add_consent_text": _("consent text entered"),
        "edit_passport": _("passport of the array changed"),
        "ask_about_data": _("request about one's data"),
        "erase_contacts": _("contact data erased"),
    }
)
