"""Records and their files compared: missing, changed, unreadable, belonging to nothing."""

import json
import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from certificates.register.tasks import check_papers
from ostu_qualification.core.records.file_check import check_files
from tests.factories import TrainingRecordFactory

pytestmark = pytest.mark.django_db
TWO_HOURS_AGO = -7200


def path_of(name: str) -> Path:
    return Path(default_storage.path(name))


def make_old(name: str) -> None:
    """Let a file be of two hours ago."""
    then = path_of(name).stat().st_mtime + TWO_HOURS_AGO
    os.utime(path_of(name), (then, then))


def found() -> list[tuple[str, str]]:
    return [(each.kind, each.facts["file"]) for each in check_files()]


@pytest.fixture
def evidence():
    """The scan of a line of the ledger."""
    return TrainingRecordFactory(evidence=ContentFile(b"%PDF-", "диплом.pdf")).evidence.name


def test_files_in_their_places_are_no_findings(evidence):
    make_old(evidence)

    assert found() == []


def test_a_missing_file_is_found_with_its_record(evidence):
    path_of(evidence).unlink()

    (finding,) = check_files()

    assert (finding.kind, finding.facts["file"]) == ("file_missing", evidence)
    assert str(finding).endswith(f": {evidence} файлы ордунда жок.")


def test_a_file_that_cannot_be_read_does_not_end_the_check(evidence):
    first = TrainingRecordFactory(evidence="../outside.pdf").evidence.name
    path_of(evidence).unlink()

    assert sorted(found()) == [("file_missing", evidence), ("file_unreadable", first)]


def test_a_file_that_belongs_to_nothing_is_found_after_an_hour():
    for name in ("certificates/2026/A.pdf", "aside/tmp1", "certificates/2026/B.pdf"):
        default_storage.save(name, ContentFile(b"%PDF-"))
    make_old("certificates/2026/A.pdf")
    make_old("aside/tmp1")
    path_of("certificates/2026/gone.pdf").symlink_to("nowhere.pdf")  # as a file that goes while it is looked at

    assert found() == [("file_orphan", "aside/tmp1"), ("file_orphan", "certificates/2026/A.pdf")]


def test_check_papers_removes_what_belongs_to_nothing_and_nothing_else(evidence, capsys):
    orphan = default_storage.save("certificates/2026/A.pdf", ContentFile(b"%PDF-"))
    make_old(orphan)
    make_old(evidence)

    with pytest.raises(CommandError):
        call_command("check_papers", "--json")
    report = json.loads(capsys.readouterr().out)
    call_command("check_papers", "--remove-orphans")
    words = capsys.readouterr()

    assert report == [{"kind": "file_orphan", "file": orphan}]
    assert words.out == "Every file is in its place.\n"
    assert words.err == "1 files deleted that belonged to no record\n"
    assert (path_of(orphan).exists(), path_of(evidence).exists()) == (False, True)
    assert check_papers() == 0
