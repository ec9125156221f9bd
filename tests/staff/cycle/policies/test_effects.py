"""What adopting, reckoning anew, discarding and withdrawing numbers tells before. Clause 1.3."""

import pytest
from django.urls import reverse

from ostu_qualification.core.models import Policy, today
from ostu_qualification.core.words.calendar import add_months
from staff.cycle.policies import effects, transitions
from staff.models import PolicyEffect
from tests.factories import PersonFactory, PolicyDraftFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("1.3")]


@pytest.fixture
def draft():
    """A draft whose effect on three people is known."""
    made = PolicyDraftFactory(state="reckoned", valid_from=add_months(today(), 1), counts={"failed": 2})
    for before, after in (("on_time", "overdue"), ("due", "overdue"), ("overdue", "on_time")):
        PolicyEffect.objects.create(draft=made, person=PersonFactory(), status_before=before, status_after=after)
    return made


def numbers(found) -> list[str]:
    """The first number of each sentence that has one."""
    return ["".join(letter for letter in str(each.text) if letter.isdigit()) for each in found]


def test_adopting_tells_whom_it_moves_and_who_becomes_overdue(draft, cholpon):
    told = effects.of_adopting(draft, cholpon.user)
    page = reverse("policy_draft_detail", args=[draft.pk])

    assert [each.url for each in told if each.url][:2] == [page, f"{page}?status_after=overdue"]
    assert [(each.is_warning, number) for each, number in zip(told, numbers(told), strict=True)][2:] == [
        (False, "3"), (False, ""), (True, "2"), (True, "2"),
    ]  # fmt: skip


def test_adopting_what_changes_nobody_warns_of_nothing(cholpon):
    draft = PolicyDraftFactory(state="reckoned", valid_from=add_months(today(), 1))

    assert not any(each.is_warning for each in effects.of_adopting(draft, cholpon.user))


def test_withdrawing_tells_whose_date_goes_back(draft, cholpon):
    assert numbers(effects.of_withdrawing(draft, cholpon.user)) == ["", "3"]


@pytest.mark.parametrize("days", [-1, 0])
def test_numbers_in_force_show_why_they_cannot_be_withdrawn(cholpon, log_in, days):
    policy = Policy.objects.first()
    draft = PolicyDraftFactory(state="adopted", valid_from=policy.valid_from, policy=policy)

    verdict = transitions.withdraw_policy.step.may(cholpon.user, draft)
    page = log_in(cholpon).get(reverse("policy_draft_detail", args=[draft.pk])).content.decode()

    assert (bool(verdict), verdict.is_shown) == (False, True)
    assert str(verdict.reason) in page.replace("&#x27;", "'")


def test_an_outdated_effect_is_refused_with_its_reason_and_can_be_reckoned_anew(draft, cholpon, log_in):
    page = log_in(cholpon).get(reverse("policy_draft_detail", args=[draft.pk])).content.decode()

    assert str(transitions.adopt_policy_draft.step.may(cholpon.user, draft).reason) in page
    assert f'href="{reverse("adopt_policy_draft", args=[draft.pk])}"' not in page
    assert f'href="{reverse("reckon_draft_anew", args=[draft.pk])}"' in page
