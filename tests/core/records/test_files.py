"""Files are whole or not at all, go with what was not kept, and their absence is said in words."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from ostu_qualification.core.frame.views import server_error
from ostu_qualification.core.records import files
from ostu_qualification.core.records.files import StorageFull, all_or_nothing
from staff.models import RosterImport, TrainingRecord
from tests.factories import PersonFactory, TrainingRecordFactory

pytestmark = pytest.mark.django_db


def on_disk() -> list[str]:
    """All files, by their names."""
    root = Path(settings.MEDIA_ROOT)
    return sorted(str(each.relative_to(root)) for each in root.rglob("*") if each.is_file())


@pytest.fixture
def full_disk(monkeypatch):
    """A disk on which there is no room for a byte: the system's own device for that."""
    if not Path("/dev/full").exists():
        pytest.skip("Needs /dev/full.")

    def no_room(dir, delete):  # noqa: A002 - tempfile calls it so
        path = Path(dir) / "full"
        path.symlink_to("/dev/full")
        return path.open("wb")

    monkeypatch.setattr(files, "NamedTemporaryFile", no_room)


def test_a_file_is_kept_whole_and_leaves_nothing_beside_it():
    name = default_storage.save("evidence/2026/диплом.pdf", ContentFile(b"%PDF-1" * 10_000))

    assert name == "evidence/2026/диплом.pdf"
    assert on_disk() == [name]
    assert default_storage.size(name) == 60_000
    assert Path(default_storage.path(name)).stat().st_mode & 0o777 == settings.FILE_UPLOAD_PERMISSIONS


def test_two_files_of_one_name_are_both_kept():
    names = [default_storage.save("a.pdf", ContentFile(content)) for content in (b"one", b"two")]

    kept = []
    for name in names:
        with default_storage.open(name) as file:
            kept.append(file.read())
    assert kept == [b"one", b"two"]


@all_or_nothing()
def write_and_fail(name: str, inner: str = "") -> None:
    """An act that writes a file, takes another act within, and fails in the end."""
    default_storage.save(name, ContentFile(b"1"))
    if inner:
        with all_or_nothing():
            default_storage.save(inner, ContentFile(b"2"))
    raise ZeroDivisionError


def test_files_go_with_the_transaction_that_is_given_up():
    default_storage.save("before.pdf", ContentFile(b"0"))

    with pytest.raises(ZeroDivisionError):
        write_and_fail("outer.pdf", "inner.pdf")

    assert on_disk() == ["before.pdf"]


def test_files_of_an_inner_act_alone_go_when_it_alone_fails():
    with all_or_nothing():
        default_storage.save("outer.pdf", ContentFile(b"0"))
        with pytest.raises(ZeroDivisionError):
            write_and_fail("inner.pdf")

    assert on_disk() == ["outer.pdf"]


def test_a_full_disk_is_said_in_words_and_leaves_no_broken_file(full_disk):
    with pytest.raises(StorageFull, match="орун калган жок"), transaction.atomic():
        default_storage.save("evidence/2026/a.pdf", ContentFile(b"%PDF-"))

    assert on_disk() == []


def test_an_upload_to_a_full_disk_comes_back_with_words_at_the_form(full_disk, log_in):
    hr = PersonFactory(roles=["hr_officer"])
    with (Path(settings.BASE_DIR) / "demo" / "staff-2026.xlsx").open("rb") as file:
        upload = SimpleUploadedFile("тизме.xlsx", file.read())

    answer = log_in(hr).post(reverse("upload_roster"), {"file": upload})

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [str(files.NO_ROOM)]
    assert not RosterImport.objects.exists()


def test_a_full_disk_that_no_form_expects_is_said_on_a_page(rf):
    try:
        raise OSError(files.FULL[0], "No space left on device")
    except OSError:
        page = server_error(rf.get("/"))

    assert page.status_code == 507
    assert str(files.NO_ROOM) in page.content.decode()
    assert server_error(rf.get("/")).status_code == 500


def test_a_missing_file_is_said_on_a_page(log_in, aigul):
    record = TrainingRecordFactory(person=aigul, evidence=ContentFile(b"%PDF-", "диплом.pdf"))
    Path(default_storage.path(record.evidence.name)).unlink()

    page = log_in(aigul).get(reverse("training_evidence", args=[record.pk]))

    assert page.status_code == 404
    assert "Файл табылган жок" in page.content.decode()


def test_the_file_that_another_replaces_goes_once_that_is_kept(log_in, aigul, django_capture_on_commit_callbacks):
    record = TrainingRecordFactory(person=aigul, state="claimed", evidence=ContentFile(b"%PDF-1", "эски.pdf"))
    page = log_in(aigul).get(reverse("edit_training", args=[record.pk]))
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in form.fields if name != "evidence"}
    data |= {"ended_on": f"{record.ended_on:%d.%m.%Y}", "evidence": SimpleUploadedFile("жаңы.pdf", b"%PDF-2 %%EOF")}

    with django_capture_on_commit_callbacks(execute=True):
        answer = log_in(aigul).post(reverse("edit_training", args=[record.pk]), data)

    assert answer.status_code == 302, answer.context["form"].errors
    assert on_disk() == [TrainingRecord.objects.get(pk=record.pk).evidence.name]
