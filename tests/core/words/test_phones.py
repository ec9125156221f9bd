"""Phones as people write them."""

import pytest

from ostu_qualification.core.words.phones import normalise_phone, show_phone


@pytest.mark.parametrize(
    "written",
    [
        "0772 72 05 82",
        "+996 (772) 72-05-82",
        "772720582",
        "996772720582",
        "0772.720.582",
        " +996 772 720 582 ",
        "0772–72‑05−82",
    ],
)
def test_normalise_phone_reads_every_habit(written):
    assert normalise_phone(written) == "+996772720582"


@pytest.mark.parametrize("written", ["", "12345", "0772 72 05 8", "07727205821", "тел. 0772720582", "+7 12", "жок"])
def test_normalise_phone_refuses_what_is_no_phone(written):
    assert normalise_phone(written) is None


def test_a_foreign_number_is_kept():
    assert normalise_phone("+7 (912) 345-67-89") == "+79123456789"
    assert show_phone("+79123456789") == "+79123456789"


def test_show_phone_groups_by_three():
    assert show_phone("+996772720582") == "+996 772 720 582"
