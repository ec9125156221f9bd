"""Acts declared by tests leave no row behind in the table of all acts."""

import pytest

from ostu_qualification.core.workflow.steps import ACTS


@pytest.fixture
def no_acts():
    """An empty table of acts, which is as it was before once the test is over."""
    before = dict(ACTS)
    ACTS.clear()
    yield
    ACTS.clear()
    ACTS.update(before)
