"""Course runs: planned, changed, opened, closed, begun, cancelled, with all that follows. Clauses 5.1, 5.4."""

import pytest
from django.core.exceptions import PermissionDenied

from courses import actions, transitions
from courses.models import CourseRun
from ostu_qualification.core.history import history_of
from tests.at_once import at_once
from tests.factories import ApplicationFactory, RunFactory

pytestmark = pytest.mark.django_db


def test_save_run_never_opens_a_run_that_was_closed_meanwhile(cholpon):
    run = RunFactory(state="open")
    page = CourseRun.objects.get(pk=run.pk)
    transitions.close_run(run, by=cholpon.user)

    with pytest.raises(PermissionDenied):
        actions.save_run(page, {"place": "Башка"}, by=cholpon.user)

    run.refresh_from_db()
    assert (run.state, run.place) == ("closed", "305-аудитория")
    assert [line.additional_data["act"] for line in history_of(run) if line.additional_data] == ["close_run"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_changed_while_it_is_closed_stays_closed(cholpon):
    for _ in range(4):
        run = RunFactory(state="open")
        ApplicationFactory.create_batch(5, run=run)
        page = CourseRun.objects.get(pk=run.pk)

        raised = at_once(
            lambda run=run: transitions.close_run(run, by=cholpon.user),
            *[lambda page=page: actions.save_run(page, {"place": "Башка"}, by=cholpon.user)] * 3,
        )

        run.refresh_from_db()
        assert run.state == "closed"
        assert {type(problem) for problem in raised} <= {PermissionDenied}
