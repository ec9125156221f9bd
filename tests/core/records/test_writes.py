"""How records are kept: under a lock, asked again, only what is named; and nobody but a step saves a state."""

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError

from courses.models import CourseRun
from courses.runs import permissions
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.records.states import Stateful, StateIsWritten
from ostu_qualification.core.records.verdicts import YES
from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.records.writes import keep
from ostu_qualification.core.words.folding import sort_key
from staff.models import Organisation, Person
from tests.factories import OrganisationFactory, PersonFactory, ProgrammeFactory, RunFactory
from tests.test_architecture import APPS

pytestmark = pytest.mark.django_db


def anybody(user, record):
    """Everybody may."""
    return YES


def seen_before(record, **changes):
    """The record as a page read it, before somebody else changed it."""
    page = type(record).objects.get(pk=record.pk)
    type(record).objects.filter(pk=record.pk).update(**changes)
    return page


def test_keep_writes_the_named_fields_and_leaves_what_others_changed_meanwhile():
    run = RunFactory(place_ky="305", capacity=2)
    page = seen_before(run, place_ky="Жаңы корпус")
    page.place_ky = "306"

    kept = keep(page, {"capacity": 20}, by=SYSTEM, permission=anybody)

    run.refresh_from_db()
    assert (run.place_ky, run.capacity) == ("Жаңы корпус", 20)
    assert kept.place_ky == "Жаңы корпус"


def test_keep_asks_the_permission_of_the_record_as_it_is_now(cholpon):
    run = RunFactory(state="open")
    page = seen_before(run, state="closed")

    with pytest.raises(PermissionDenied):
        keep(page, {"capacity": 20}, by=cholpon.user, permission=permissions.edit_run)

    run.refresh_from_db()
    assert (run.state, run.capacity) == ("closed", 2)


def test_keep_checks_the_whole_record_and_keeps_nothing_of_a_wrong_one():
    run = RunFactory(capacity=2)

    with pytest.raises(ValidationError) as refusal:
        keep(run, {"place_ky": "Башка", "minimum": 3}, by=SYSTEM, permission=anybody)

    run.refresh_from_db()
    assert list(refusal.value.error_dict) == ["minimum"]
    assert run.place_ky == "305-аудитория"


def test_keep_lets_the_caller_look_at_the_new_values_first():
    def check(run):
        raise ValidationError({"place_ky": run.place_ky})

    with pytest.raises(ValidationError, match="Башка"):
        keep(RunFactory(), {"place_ky": "Башка"}, by=SYSTEM, permission=anybody, check=check)


def test_keep_brings_in_a_new_record_with_its_sets_and_a_line_in_the_history(cholpon):
    trainer, pattern = PersonFactory(), RunFactory()
    names = ("apply_from", "apply_until", "starts_on", "ends_on", "capacity", "mode", "place_ky")
    fields = {name: getattr(pattern, name) for name in names} | {"programme": ProgrammeFactory(), "trainers": [trainer]}

    kept = keep(CourseRun(), fields, by=cholpon.user, permission=anybody, act="plan_run", reason="Тартип")

    line = history_of(kept).first()
    assert list(kept.trainers.all()) == [trainer]
    assert (line.actor, line.additional_data) == (cholpon.user, {"act": "plan_run", "reason": "Тартип"})


def test_keep_changes_sets_only_when_they_are_named():
    trainer, run = PersonFactory(), RunFactory()
    run.trainers.add(trainer)

    keep(run, {"place_ky": "306"}, by=SYSTEM, permission=anybody)
    assert list(run.trainers.all()) == [trainer]

    keep(run, {"trainers": []}, by=SYSTEM, permission=anybody)
    assert list(run.trainers.all()) == []


def test_keep_says_in_words_what_the_database_refuses(monkeypatch):
    """Somebody enters the same just after the look: the look is taken once more and says what stands in the way."""
    OrganisationFactory(name_ky="Ош университети")
    looks = []
    look = Organisation.full_clean

    def late(self, *args, **kwargs):
        looks.append(self)
        if len(looks) > 1:
            look(self, *args, **kwargs)

    monkeypatch.setattr(Organisation, "full_clean", late)

    with pytest.raises(ValidationError) as refusal:
        keep(Organisation(kind="other"), {"name_ky": "Ош университети"}, by=SYSTEM, permission=anybody)

    assert list(refusal.value.error_dict) == ["name_ky"]


def test_keep_derives_what_search_needs_from_a_new_name_only():
    person = PersonFactory(family_name="Асанова")
    page = Person.objects.get(pk=person.pk)

    keep(page, {"family_name": "Бекова"}, by=SYSTEM, permission=anybody)
    page.save(update_fields=["language"])

    person.refresh_from_db()
    assert person.folded.startswith("бекова")
    assert person.sort_key == sort_key(person.full_name)


def test_every_record_with_a_state_is_stateful():
    own = [model for model in apps.get_models() if model.__module__.split(".")[0] in APPS]
    with_state = {model for model in own if any(field.name == "state" for field in model._meta.fields)}

    assert {model for model in own if issubclass(model, Stateful)} == with_state


def test_a_record_with_a_state_is_never_saved_whole():
    run = RunFactory(state="open")
    page = seen_before(run, state="closed")

    with pytest.raises(StateIsWritten):
        page.save()

    run.refresh_from_db()
    assert run.state == "closed"


@pytest.mark.parametrize("fields", [["state"], ["place_ky", "state"]])
def test_a_state_is_never_named_among_the_fields_to_save(fields):
    run = RunFactory(state="open")
    run.state = "completed"

    with pytest.raises(StateIsWritten):
        run.save(update_fields=fields)
    with pytest.raises(StateIsWritten):
        keep(run, {"state": "completed"}, by=SYSTEM, permission=anybody)

    run.refresh_from_db()
    assert run.state == "open"


def test_named_fields_of_a_record_with_a_state_are_saved():
    run = RunFactory(state="open")
    page = seen_before(run, state="closed")
    page.place_ky = "306"
    page.save(update_fields=["place_ky"])

    run.refresh_from_db()
    assert (run.place_ky, run.state) == ("306", "closed")
