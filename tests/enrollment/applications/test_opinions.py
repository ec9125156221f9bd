"""All opinions of a head on one page: what is open stays, what is wrong is marked, nothing is half-kept. Clause 5.3."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from enrollment.applications import queries, transitions
from enrollment.models import Application
from ostu_qualification.core.records.history import history_of
from staff.models import UnitHead
from staff.units.queries import heads_of_person, people_answered_for
from tests.factories import ApplicationFactory, EmploymentFactory, PersonFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.3")]
PAGE = "give_opinions"


def heading(unit, **facts):
    """Somebody who works in a unit and heads it."""
    person = EmploymentFactory(unit=unit).person
    UnitHead.objects.create(unit=unit, person=person, since=dt.date(2024, 9, 1), **facts)
    return person


@pytest.fixture
def kafedra(db):
    """A department of a faculty, each with its head, who works in it."""
    faculty = UnitFactory()
    unit = UnitFactory(parent=faculty)
    return unit, heading(unit), heading(faculty)


def applications_in(unit, count):
    """Submitted applications of as many people of a unit."""
    return [ApplicationFactory(person=EmploymentFactory(unit=unit).person) for _ in range(count)]


def said(**lines):
    """What the page sends: opinion and reason by application."""
    return {f"{key[1:]}-{name}": value for key, line in lines.items() for name, value in line.items()}


def lines_of(*given):
    """The same for records: (application, opinion, reason)."""
    return said(**{f"a{each.pk}": {"opinion": opinion, "reason": reason} for each, opinion, reason in given})


def test_ten_opinions_are_given_at_once_and_each_is_told(kafedra, log_in):
    unit, head, _dean = kafedra
    found = applications_in(unit, 10)

    answer = log_in(head).post(reverse(PAGE), lines_of(*((each, "endorsed", "") for each in found)), follow=True)

    assert set(Application.objects.values_list("opinion", "opinion_by")) == {("endorsed", head.pk)}
    assert {history_of(each).first().additional_data["act"] for each in found} == {"give_opinion"}
    assert "10 пикир сакталды" in answer.content.decode()
    assert not queries.awaiting_opinion(head.user).exists()


def test_what_is_left_for_later_stays_on_the_page(kafedra, log_in):
    unit, head, _dean = kafedra
    first, second = applications_in(unit, 2)

    log_in(head).post(reverse(PAGE), lines_of((first, "endorsed", ""), (second, "", "")))

    assert list(queries.awaiting_opinion(head.user)) == [second]
    assert history_of(second).count() == history_of(ApplicationFactory()).count()


def test_a_wrong_line_is_marked_and_none_is_kept_and_all_that_was_typed_stays(kafedra, log_in):
    unit, head, _dean = kafedra
    first, second, third = applications_in(unit, 3)

    answer = log_in(head).post(
        reverse(PAGE), lines_of((first, "endorsed", "Жакшы"), (second, "not_endorsed", ""), (third, "", "Эмнеге?"))
    )

    page = answer.content.decode()
    lines = dict(answer.context["form"].lines)
    assert answer.status_code == 422
    assert [list(lines[each].errors) for each in (first, second, third)] == [[], ["reason"], ["opinion"]]
    assert set(Application.objects.values_list("opinion", flat=True)) == {""}
    assert 'value="Жакшы"' in page
    assert 'value="Эмнеге?"' in page
    assert second.person.full_name in str(answer.context["form"].non_field_errors())


def test_nothing_chosen_is_said_and_nothing_is_kept(kafedra, log_in):
    unit, head, _dean = kafedra
    (only,) = applications_in(unit, 1)

    answer = log_in(head).post(reverse(PAGE), lines_of((only, "", "")))

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()


def test_an_application_that_is_no_longer_asked_about_is_left_out(kafedra, log_in):
    unit, head, _dean = kafedra
    (only,) = applications_in(unit, 1)
    Application.objects.filter(pk=only.pk).update(state="waitlisted")

    answer = log_in(head).post(reverse(PAGE), lines_of((only, "endorsed", "")))

    only.refresh_from_db()
    assert (answer.status_code, only.opinion) == (422, "")


def test_what_one_of_them_refuses_keeps_none(kafedra, log_in, monkeypatch):
    unit, head, _dean = kafedra
    first, second = applications_in(unit, 2)
    took, give = [], transitions.give_opinion

    def take(application, **given):
        """Somebody makes the list in this moment."""
        if took:
            Application.objects.filter(pk=application.pk).update(state="waitlisted")
        took.append(application)
        return give(application, **given)

    monkeypatch.setattr("enrollment.applications.views.transitions.give_opinion", take)
    answer = log_in(head).post(reverse(PAGE), lines_of((first, "endorsed", ""), (second, "endorsed", "")))

    assert answer.status_code == 422
    assert took[1].person.full_name in str(answer.context["form"].non_field_errors())
    assert set(Application.objects.values_list("opinion", flat=True)) == {""}


def test_another_units_application_is_never_taken(kafedra, log_in):
    _unit, head, _dean = kafedra
    (stranger,) = applications_in(UnitFactory(), 1)

    log_in(head).post(reverse(PAGE), lines_of((stranger, "endorsed", "")))

    stranger.refresh_from_db()
    assert stranger.opinion == ""
    with pytest.raises(PermissionDenied):
        transitions.give_opinion(stranger, by=head.user, opinion="endorsed", reason="")


def test_the_page_is_for_heads_alone(aigul, cholpon, log_in):
    assert [log_in(each).get(reverse(PAGE)).status_code for each in (aigul, cholpon)] == [403, 403]


def test_the_nearest_head_is_asked_and_nobody_above(kafedra):
    unit, head, dean = kafedra
    applications = applications_in(unit, 2)

    assert set(queries.awaiting_opinion(head.user)) == set(applications)
    assert list(queries.awaiting_opinion(dean.user)) == []


def test_of_the_head_the_next_one_above_is_asked(kafedra):
    _unit, head, dean = kafedra
    application = ApplicationFactory(person=head)

    assert list(queries.awaiting_opinion(head.user)) == []
    assert list(queries.awaiting_opinion(dean.user)) == [application]
    assert queries.asked_for_opinion(application) == dean


def test_an_acting_head_is_asked_in_the_heads_stead(kafedra):
    unit, head, _dean = kafedra
    acting = heading(unit, is_acting=True)
    (application,) = applications_in(unit, 1)

    assert list(queries.awaiting_opinion(acting.user)) == [application]
    assert list(queries.awaiting_opinion(head.user)) == []


def test_whom_a_head_answers_for_agrees_with_who_is_asked_one_by_one(kafedra):
    unit, head, dean = kafedra
    below = UnitFactory(parent=unit)
    people = [EmploymentFactory(unit=each).person for each in (unit, below, unit.parent, UnitFactory())]
    people += [head, dean, PersonFactory()]
    two_posts = EmploymentFactory(unit=unit.parent, basis="inner").person
    EmploymentFactory(unit=unit, person=two_posts, basis="main")
    people.append(two_posts)

    for each in (head, dean):
        expected = {person.pk for person in people if each in heads_of_person(person)}
        assert people_answered_for(each, [person.pk for person in people]) == expected


def test_a_headship_that_has_ended_asks_for_nothing(kafedra, log_in):
    unit, head, dean = kafedra
    applications_in(unit, 1)
    UnitHead.objects.filter(person=head).update(since="2020-01-01", until="2021-01-01")

    assert queries.awaiting_opinion(type(head).objects.get(pk=head.pk).user).count() == 0
    assert queries.awaiting_opinion(dean.user).count() == 1


@pytest.mark.parametrize("count", [2, 40])
def test_the_page_takes_as_many_queries_for_forty_as_for_two(kafedra, log_in, count, django_assert_max_num_queries):
    unit, head, _dean = kafedra
    applications_in(unit, count)
    browser = log_in(head)
    browser.get(reverse("home"))

    with django_assert_max_num_queries(16):
        page = browser.get(reverse(PAGE))

    assert len(page.context["form"].lines) == count
    assert page.content.decode().count("opinion-choice") == count


def test_the_applicant_reads_who_is_asked(kafedra, log_in):
    unit, head, _dean = kafedra
    (application,) = applications_in(unit, 1)

    before = log_in(application.person).get(reverse("application_detail", args=[application.pk])).content.decode()
    transitions.give_opinion(application, by=head.user, opinion="endorsed", reason="")
    after = log_in(application.person).get(reverse("application_detail", args=[application.pk])).content.decode()

    assert head.full_name in before
    assert "тизме түзүлөт" in before
    assert "пикирин айтат" not in after


def test_of_two_secondary_posts_both_ways_ask_the_head_of_the_later_one(kafedra):
    unit, head, dean = kafedra
    person = PersonFactory()
    EmploymentFactory(person=person, unit=unit.parent, basis="inner", hired_on=dt.date(2015, 9, 1))
    EmploymentFactory(person=person, unit=unit, basis="inner", hired_on=dt.date(2024, 9, 1))

    assert heads_of_person(person) == [head]
    assert people_answered_for(head, [person.pk]) == {person.pk}
    assert people_answered_for(dean, [person.pk]) == set()


def test_the_page_names_post_course_and_days(kafedra, log_in):
    unit, head, _dean = kafedra
    (application,) = applications_in(unit, 1)

    page = log_in(head).get(reverse(PAGE)).content.decode()

    assert application.person.full_name in page
    assert str(application.person.employments.get().get_post_display()) in page
    assert application.run.programme.title in page
    assert application.motivation in page
    assert f"{application.run.apply_until:%d.%m.%Y}" in page


def test_an_opinion_that_is_too_long_is_marked_beside_it_and_none_is_kept(kafedra, log_in):
    unit, head, _dean = kafedra
    first, second = applications_in(unit, 2)

    answer = log_in(head).post(reverse(PAGE), lines_of((first, "endorsed", "а" * 501), (second, "endorsed", "")))

    assert answer.status_code == 422
    assert list(dict(answer.context["form"].lines)[first].errors) == ["reason"]
    assert set(Application.objects.values_list("opinion", flat=True)) == {""}


def test_an_opinion_that_is_no_choice_is_refused(kafedra, log_in):
    unit, head, _dean = kafedra
    (only,) = applications_in(unit, 1)

    answer = log_in(head).post(reverse(PAGE), lines_of((only, "vetoed", "")))

    only.refresh_from_db()
    assert (answer.status_code, only.opinion) == (422, "")


def test_the_same_opinions_sent_twice_are_kept_once(kafedra, log_in):
    unit, head, _dean = kafedra
    (only,) = applications_in(unit, 1)
    browser = log_in(head)
    word = browser.get(reverse(PAGE)).content.decode().split('name="once" value="')[1].split('"')[0]

    answers = [browser.post(reverse(PAGE), lines_of((only, "endorsed", "")) | {"once": word}) for _ in range(2)]

    assert answers[0].status_code == 302
    acts = [(line.additional_data or {}).get("act") for line in history_of(only)]
    assert acts.count("give_opinion") == 1
