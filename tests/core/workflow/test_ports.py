"""Questions to the apps above."""

import logging

import pytest
from django.db import DatabaseError, connection, transaction

from ostu_qualification.core.workflow.ports import Port


def question(number: int) -> int:
    """What becomes of a number?"""


def test_port_asks_everyone_in_their_order():
    port = Port(question)
    port.answer(lambda number: number + 1)
    port.answer(lambda number: number * 10)

    assert list(port.ask(4)) == [5, 40]


def test_port_leaves_out_who_breaks_and_names_it(caplog):
    port = Port(question)

    @port.answer
    def breaks(number):
        raise RuntimeError(number)

    port.answer(lambda number: number)

    with caplog.at_level(logging.ERROR):
        assert list(port.ask(4)) == [4]
    assert "breaks" in caplog.text


@pytest.mark.django_db
def test_port_does_not_go_on_in_a_transaction_that_the_database_has_given_up(caplog):
    port = Port(question)
    port.answer(lambda number: connection.cursor().execute("select nothing from nowhere"))

    with pytest.raises(DatabaseError), transaction.atomic():
        list(port.ask(4))
