"""What council, vice-rector and office do to a programme, and what follows from it. Clauses 1.6, 5.1, 5.2."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from courses.council import transitions
from courses.models import Programme
from courses.runs import transitions as runs_transitions
from ostu_qualification.core.models import today
from ostu_qualification.core.records.history import act_label, history_of
from ostu_qualification.core.workflow.steps import WrongState
from tests.factories import PersonFactory, ProgrammeFactory, RunFactory

pytestmark = pytest.mark.django_db
ACTS = {
    "return_programme": ("submitted", "returned"),
    "refuse_programme": ("submitted", "refused"),
    "archive_programme": ("approved", "archived"),
}


@pytest.fixture
def council():
    """The secretary of the council, who is an officer too."""
    return PersonFactory(roles=["council_secretary", "officer"])


@pytest.fixture
def vice_rector():
    """The vice-rector for science and innovation."""
    return PersonFactory(roles=["vice_rector"])


def programme_in(state, **facts):
    """A programme in a state, with a protocol where the state asks for one."""
    needs_one = state in ("permitted", "approved", "archived")
    return ProgrammeFactory(state=state, **({} if needs_one else {"protocol": None}), **facts)


def in_catalogue(programme):
    """Whether the public sees a programme."""
    return Client().get(reverse("programme_page", args=[programme.pk])).status_code == 200


@pytest.mark.clause("1.6", "5.2")
@pytest.mark.parametrize("name", ACTS)
def test_a_step_with_a_reason_keeps_state_actor_and_reason(council, name):
    before, after = ACTS[name]
    programme = programme_in(before)

    getattr(transitions, name)(programme, by=council.user, reason="Сааттары туура келбейт")

    programme.refresh_from_db()
    line = history_of(programme).first()
    assert programme.state == after
    assert (line.actor, line.changes) == (council.user, {"state": [before, after]})
    assert line.additional_data == {"act": name, "reason": "Сааттары туура келбейт"}
    assert act_label(name, 1) != name.replace("_", " ")


@pytest.mark.clause("1.6", "5.2")
@pytest.mark.parametrize("name", ACTS)
def test_the_page_of_a_step_asks_why(council, log_in, name):
    programme = programme_in(ACTS[name][0])
    browser, address = log_in(council), reverse(name, args=[programme.pk])

    without = browser.post(address, {"reason": " "})
    with_one = browser.post(address, {"reason": "Сааттары туура келбейт"})

    assert (without.status_code, list(without.context["form"].errors)) == (422, ["reason"])
    assert with_one.headers["Location"] == reverse("programme_detail", args=[programme.pk])
    programme.refresh_from_db()
    assert programme.state == ACTS[name][1]


@pytest.mark.clause("1.6")
@pytest.mark.parametrize("name", ["return_programme", "refuse_programme"])
def test_nobody_decides_on_a_programme_of_their_own(council, name):
    programme = programme_in("submitted")
    programme.authors.add(council)

    with pytest.raises(PermissionDenied):
        getattr(transitions, name)(programme, by=council.user, reason="Себеп")


@pytest.mark.clause("1.6")
def test_a_returned_programme_is_mended_and_submitted_again(council, log_in):
    programme = programme_in("submitted")
    transitions.return_programme(programme, by=council.user, reason="Сааттары туура келбейт")

    waiting = log_in(council).get(reverse("submit_programmes")).context["form"].fields["programmes"].queryset

    assert list(waiting) == [programme]
    assert transitions.submit_programme.step.sources == ("draft", "returned")


@pytest.mark.clause("1.6", "5.2")
def test_a_refused_programme_is_neither_published_nor_submitted_again(council):
    programme = programme_in("submitted")
    transitions.refuse_programme(programme, by=council.user, reason="Мазмуну эскирген")

    assert not in_catalogue(programme)
    with pytest.raises(WrongState):
        transitions.submit_programme(programme, by=council.user)


@pytest.mark.clause("5.1", "5.2")
def test_approve_programme_keeps_the_day_and_publishes(vice_rector):
    programme = programme_in("permitted")
    before = in_catalogue(programme)

    transitions.approve_programme(programme, by=vice_rector.user)

    assert (before, in_catalogue(programme)) == (False, True)
    assert Programme.objects.get().approved_on == today()


@pytest.mark.clause("5.1")
def test_approve_programme_is_never_for_an_author(vice_rector):
    programme = programme_in("permitted")
    programme.authors.add(vice_rector)

    with pytest.raises(PermissionDenied, match="өзү"):
        transitions.approve_programme(programme, by=vice_rector.user)


@pytest.mark.clause("5.2")
def test_archive_programme_takes_it_out_of_the_catalogue_while_its_runs_go_on(council):
    programme = programme_in("approved")
    runs = [RunFactory(programme=programme, state=state) for state in ("planned", "open", "running")]

    transitions.archive_programme(programme, by=council.user, reason="Жаңы редакциясы бар")

    assert not in_catalogue(programme)
    for run in runs:
        run.refresh_from_db()
    assert [run.state for run in runs] == ["planned", "open", "running"]
    with pytest.raises(ValidationError):
        runs_transitions.open_run(runs[0], by=council.user)


@pytest.mark.clause("5.2")
def test_a_programme_in_the_archive_is_offered_for_no_new_run(council, log_in):
    kept, archived = programme_in("approved"), programme_in("archived")

    offered = log_in(council).get(reverse("add_run")).context["form"].fields["programme"].queryset

    assert kept in offered
    assert archived not in offered


@pytest.mark.clause("5.1")
def test_approve_programmes_takes_all_or_none(vice_rector):
    programmes = [programme_in("permitted") for _ in range(2)]
    transitions.approve_programme(programmes[1], by=vice_rector.user)

    with pytest.raises(WrongState):
        transitions.approve_programmes(programmes, by=vice_rector.user)

    programmes[0].refresh_from_db()
    assert programmes[0].state == "permitted"


@pytest.mark.clause("5.1")
def test_the_vice_rector_approves_those_that_are_ticked(vice_rector, log_in):
    chosen, left = (programme_in("permitted") for _ in range(2))

    log_in(vice_rector).post(reverse("approve_programmes"), {"programmes": [chosen.pk]})

    for programme in (chosen, left):
        programme.refresh_from_db()
    assert (chosen.state, left.state) == ("approved", "permitted")


def test_a_page_for_which_nothing_waits_says_so(vice_rector, log_in):
    answer = log_in(vice_rector).get(reverse("approve_programmes"))

    assert answer.headers["Location"] == reverse("programme_list")
