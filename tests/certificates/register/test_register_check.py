"""The register verified: whatever somebody touches behind the system's back is found and named. Clause 5.7."""

import json

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation

from certificates.models import Certificate, Inspection, NumberSequence, Order, RegisterLine
from certificates.register.chain_check import check_register
from certificates.register.lines import hash_line
from certificates.register.tasks import verify_register
from ostu_qualification.core.records.file_check import check_files
from ostu_qualification.core.records.findings import Finding
from tests.factories import PersonFactory

THEMATIC = {"form": "thematic", "hours": 80, "attestation_form": "attestation_and_exam"}


@pytest.fixture
def lines(issued):
    """Three lines of the register: two certificates of one series, one of another."""
    issued(80, 90, number="1")
    issued(70, number="2", **THEMATIC)
    return list(RegisterLine.objects.all())


def found() -> list[tuple[str, dict]]:
    return [(each.kind, each.facts) for each in check_register()]


def test_a_register_that_nobody_touched_has_no_findings(lines):
    assert found() == []


@pytest.mark.django_db
def test_a_register_without_lines_has_no_findings():
    assert found() == []


def test_a_changed_line_is_named_and_so_is_its_certificate(lines):
    line = lines[1]
    RegisterLine.objects.filter(pk=line.pk).update(content={**line.content, "hours": 999})

    assert found() == [
        ("register_broken", {"position": 2}),
        ("certificate_differs", {"position": 2, "number": line.certificate.full_number}),
    ]


@pytest.mark.parametrize("field", ["event", "entered_at", "previous_hash", "hash"])
def test_every_column_of_a_line_is_under_its_hash(lines, field):
    values = {"event": "revoked", "entered_at": lines[0].certificate.order.created_at, "previous_hash": "a" * 64}
    RegisterLine.objects.filter(position=2).update(**{field: values.get(field, "b" * 64)})

    assert ("register_broken", {"position": 2}) in found()


def test_a_line_forged_with_its_hash_is_missed_by_the_next_one(lines):
    line = lines[1]
    content = {**line.content, "hours": 999}
    forged = hash_line(2, line.event, line.entered_at, content, line.previous_hash)
    RegisterLine.objects.filter(pk=line.pk).update(content=content, hash=forged)
    Certificate.objects.filter(pk=line.certificate_id).update(hours=999)

    assert found() == [("register_broken", {"position": 3})]


def test_a_line_taken_out_of_the_middle_is_missed(lines):
    number = lines[1].certificate.full_number
    lines[1].delete()

    assert found() == [
        ("register_gap", {"position": 2, "last": 2}),
        ("certificate_unregistered", {"number": number}),
    ]


def test_a_line_cut_off_at_the_end_is_missed(lines):
    number = lines[2].certificate.full_number
    lines[2].delete()

    assert found() == [
        ("register_cut", {"position": 2, "given": 3}),
        ("certificate_unregistered", {"number": number}),
    ]


def test_a_certificate_cut_off_with_its_line_is_missed_by_both_counts(lines):
    certificate = lines[2].certificate
    lines[2].delete()
    certificate.delete()

    assert found() == [
        ("register_cut", {"position": 2, "given": 3}),
        ("numbers_missing", {"series": "ОшТУ-ТМ", "year": certificate.year, "count": 0, "given": 1}),
    ]


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (Certificate, {"name": "Башка Киши"}),
        (Certificate, {"title_ky": "Башка программа"}),
        (Certificate, {"hours": 999}),
        (Certificate, {"sha256": "0" * 64}),
        (Order, {"number": "9"}),
    ],
)
def test_a_certificate_changed_after_its_line_is_named(lines, model, changes):
    certificate = lines[2].certificate
    key = certificate.pk if model is Certificate else certificate.order_id
    model.objects.filter(pk=key).update(**changes)

    assert found() == [("certificate_differs", {"position": 3, "number": certificate.full_number})]


def test_a_number_that_nobody_gave_is_named(lines):
    year = lines[0].certificate.year
    NumberSequence.objects.filter(series="ОшТУ-КМ").update(last=1)

    assert found() == [("numbers_missing", {"series": "ОшТУ-КМ", "year": year, "count": 2, "given": 1})]


def test_verify_register_names_the_first_broken_line(lines, capsys):
    call_command("verify_register")
    whole = capsys.readouterr().out
    RegisterLine.objects.filter(position=2).update(hash="0")
    RegisterLine.objects.filter(position=3).delete()

    with pytest.raises(CommandError, match="first at line 2"):
        call_command("verify_register")
    words = capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("verify_register", "--json")
    report = json.loads(capsys.readouterr().out)

    assert whole == "All 3 lines are as they were entered.\n"
    assert words.startswith("Line 2 of the register is not as it was entered")
    assert report[0] == {"kind": "register_broken", "position": 2}


def test_what_the_night_found_waits_for_the_office_until_it_is_mended(lines, cholpon, log_in):
    line = lines[1]
    RegisterLine.objects.filter(pk=line.pk).update(previous_hash="0" * 64)
    client = log_in(cholpon)

    assert verify_register() == 1
    page = client.get(reverse("inspection_list")).content.decode()
    home = client.get(reverse("home")).content.decode()
    RegisterLine.objects.filter(pk=line.pk).update(previous_hash=line.previous_hash)
    assert verify_register() == 0
    mended = client.get(reverse("home")).content.decode()

    assert "Каттоо журналынын 2-сабы киргизилгендегидей эмес" in page
    assert "Түнкү текшерүүдө табылган 1 дал келбестикти карап чыгуу" in home
    assert "Түнкү текшерүүдө табылган" not in mended
    assert Inspection.objects.get().since is None


def test_the_day_since_when_stays_while_something_is_found(lines):
    lines[2].delete()
    verify_register()
    Inspection.objects.update(since="2026-01-02")

    verify_register()

    kept = Inspection.objects.get()
    assert (f"{kept.since}", kept.count, kept.unsaid) == ("2026-01-02", 2, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["hr_officer", "rector", "council_member"])
def test_the_checks_are_for_those_who_answer_for_the_register(role, log_in):
    assert log_in(PersonFactory(roles=[role])).get(reverse("inspection_list")).status_code == 403


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ky", "Каттоо журналында 2–4-саптар жок."),
        ("ru", "В журнале регистрации нет строк 2–4."),
        ("en", "Lines 2–4 of the register are missing."),
    ],
)
def test_a_finding_speaks_the_language_of_the_reader(language, sentence):
    with translation.override(language):
        assert str(Finding("register_gap", {"position": 2, "last": 4})) == sentence


def test_a_certificate_changed_on_the_disk_is_found_byte_for_byte(issued):
    first, second, _third = issued(80, 90, 70)
    for certificate, content in ((first, b"%PDF-other"), (second, None)):
        certificate.file.storage.delete(certificate.file.name)
        if content is not None:
            certificate.file.storage.save(certificate.file.name, ContentFile(content))

    changed, missing = check_files()
    assert [(each.kind, each.facts["key"]) for each in (changed, missing)] == [
        ("file_changed", first.pk),
        ("file_missing", second.pk),
    ]
    assert str(missing) == f"Сертификат {second.full_number}: {second.file.name} файлы ордунда жок."
