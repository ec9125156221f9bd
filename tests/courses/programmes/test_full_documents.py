"""The full documents of a programme: which are needed, adding them, and no permission without. Clause 1.6."""

import datetime as dt
import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from courses.council import transitions
from courses.models import Material, Programme, Protocol, SyllabusTopic
from courses.programmes import actions, full_documents, queries
from ostu_qualification.core.records.history import history_of
from tests.factories import MaterialFactory, PersonFactory, ProgrammeFactory, ProtocolFactory

PDF = b"%PDF-1.4 lecture %%EOF"
MEETING = {"number": "3", "held_on": dt.date(2026, 9, 10), "members_present": 7, "members_total": 9}


def office_file(part: str) -> bytes:
    """The bones of a file of Word, PowerPoint or Excel."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<x/>")
    return stream.getvalue()


def draft(**facts) -> Programme:
    """A draft whose syllabus adds up."""
    programme = ProgrammeFactory(state="draft", protocol=None, **facts)
    SyllabusTopic.objects.create(
        programme=programme, position=1, title="Кириш", session_kind="lecture", hours=programme.hours
    )
    return programme


@pytest.fixture
def secretary(db):
    """The secretary of the council."""
    return PersonFactory(roles=["council_secretary"])


@pytest.mark.clause("1.6")
@pytest.mark.parametrize(
    ("form", "kind", "needed"),
    [
        ("short", "course", ["programme", "theory", "practice", "presentation"]),
        ("thematic", "course", ["programme", "theory", "practice", "presentation"]),
        ("long", "course", ["programme", "theory", "practice", "presentation"]),
        ("short", "seminar", ["programme", "theory", "practice", "presentation"]),
        ("short", "conference", ["programme"]),
        ("short", "forum", ["programme"]),
        ("short", "congress", ["programme"]),
        ("internship", "internship", ["programme", "practice"]),
        ("internship", "course", ["programme", "practice"]),
    ],
)
def test_which_documents_are_full_depends_on_form_and_kind(form, kind, needed):
    assert full_documents.missing(form, kind, set()) == needed
    assert full_documents.missing(form, kind, set(needed)) == []
    assert full_documents.missing(form, kind, set(needed[1:])) == needed[:1]


@pytest.mark.django_db
@pytest.mark.clause("1.6")
def test_a_programme_without_its_full_documents_is_not_submitted(cholpon):
    programme = draft()
    for kind in ("programme", "theory", "presentation"):
        MaterialFactory(programme=programme, kind=kind)

    with pytest.raises(ValidationError, match="практикалык материал"):
        transitions.submit_programme(programme, by=cholpon.user)

    programme.refresh_from_db()
    assert programme.state == Programme.State.DRAFT
    MaterialFactory(programme=programme, kind="practice")
    assert transitions.submit_programme(programme, by=cholpon.user).state == Programme.State.SUBMITTED


@pytest.mark.django_db
@pytest.mark.clause("1.6")
def test_the_council_permits_nothing_without_full_documents(secretary):
    programme = ProgrammeFactory(state="submitted", protocol=None)

    with pytest.raises(ValidationError, match="презентация"):
        transitions.permit_programme(programme, by=secretary.user, **MEETING)

    programme.refresh_from_db()
    assert programme.state == Programme.State.SUBMITTED


@pytest.mark.django_db
@pytest.mark.clause("1.6")
def test_what_the_council_has_permitted_is_frozen(secretary, cholpon):
    programme = ProgrammeFactory(state="submitted", protocol=None, documents=True)

    transitions.permit_programme(programme, by=secretary.user, **MEETING)

    assert set(programme.materials.values_list("frozen_on", flat=True)) == {MEETING["held_on"]}
    with pytest.raises(PermissionDenied):
        actions.add_material(programme, "theory", SimpleUploadedFile("a.pdf", PDF), by=cholpon.user)
    with pytest.raises(PermissionDenied):
        actions.remove_material(programme.materials.first(), by=cholpon.user)
    assert programme.materials.count() == 4


@pytest.mark.django_db
@pytest.mark.clause("1.6")
@pytest.mark.parametrize(("present", "total"), [(None, None), (4, 8), (3, 9)])
def test_the_council_permits_only_with_a_quorum(secretary, present, total):
    programme = ProgrammeFactory(state="submitted", protocol=None, documents=True)
    meeting = {**MEETING, "members_present": present, "members_total": total}

    with pytest.raises(ValidationError, match="Кворум"):
        transitions.permit_programme(programme, by=secretary.user, **meeting)

    programme.refresh_from_db()
    assert programme.state == Programme.State.SUBMITTED


@pytest.mark.django_db
@pytest.mark.clause("1.6")
def test_the_database_refuses_more_members_than_the_council_has():
    with pytest.raises(IntegrityError), transaction.atomic():
        ProtocolFactory(members_present=9, members_total=8)


@pytest.mark.django_db
@pytest.mark.clause("1.6")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"members_present": ""}, "members_present"),
        ({"members_total": ""}, "members_total"),
        ({"members_present": "4", "members_total": "8"}, "members_present"),
        ({"members_present": "9", "members_total": "8"}, "members_present"),
        ({"held_on": "01.01.2099"}, "held_on"),
        ({"number": ""}, "number"),
    ],
)
def test_permit_programmes_shows_what_is_wrong(secretary, log_in, changes, field):
    programme = ProgrammeFactory(state="submitted", protocol=None, documents=True)
    filled = {
        "programmes": [programme.pk],
        "number": "3",
        "held_on": "10.09.2026",
        "members_present": "7",
        "members_total": "9",
    }

    page = log_in(secretary).post(reverse("permit_programmes"), {**filled, **changes})

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert not Protocol.objects.exists()


@pytest.mark.django_db
@pytest.mark.clause("1.6")
def test_the_protocol_keeps_who_was_there(secretary, log_in):
    programme = ProgrammeFactory(state="submitted", protocol=None, documents=True)
    filled = {"number": "3", "held_on": "10.09.2026", "members_present": "7", "members_total": "9"}

    log_in(secretary).post(reverse("permit_programmes"), {**filled, "programmes": [programme.pk]})

    programme.refresh_from_db()
    assert programme.state == Programme.State.PERMITTED
    assert (programme.protocol.members_present, programme.protocol.members_total) == (7, 9)
    page = log_in(secretary).get(reverse("programme_detail", args=[programme.pk])).content.decode()
    assert "катышкан мүчөлөр: 7 / 9" in page


@pytest.mark.django_db
@pytest.mark.clause("1.6")
def test_one_protocol_has_one_quorum(secretary, log_in):
    ProtocolFactory(number="3", members_present=7, members_total=9)
    programme = ProgrammeFactory(state="submitted", protocol=None, documents=True)
    filled = {"number": "3", "held_on": "10.09.2026", "members_present": "8", "members_total": "9"}

    page = log_in(secretary).post(reverse("permit_programmes"), {**filled, "programmes": [programme.pk]})

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["members_present"]


@pytest.mark.django_db
@pytest.mark.clause("1.6")
def test_the_page_says_what_is_there_and_what_is_missing(cholpon, log_in):
    programme = draft()
    material = MaterialFactory(programme=programme, kind="theory", title="Биринчи лекция")

    page = log_in(cholpon).get(reverse("programme_detail", args=[programme.pk]))

    content = page.content.decode()
    assert "Жетишпеген документтер: программа, практикалык материал, презентация" in content
    assert "Биринчи лекция" in content
    assert reverse("material_file", args=[material.pk]) in content
    assert reverse("add_materials", args=[programme.pk]) in content


@pytest.mark.django_db
@pytest.mark.clause("1.6")
def test_documents_are_added_by_kind_several_at_once(cholpon, log_in):
    programme = draft()
    files = {
        "programme": SimpleUploadedFile("Программа 2026.docx", office_file("word/document.xml")),
        "theory": SimpleUploadedFile("лекция.pdf", PDF),
        "practice": SimpleUploadedFile("тапшырма.xlsx", office_file("xl/workbook.xml")),
        "presentation": SimpleUploadedFile("слайддар.pptx", office_file("ppt/presentation.xml")),
    }

    answer = log_in(cholpon).post(reverse("add_materials", args=[programme.pk]), files)

    assert answer.status_code == 302
    assert {each.kind: each.title for each in programme.materials.all()} == {
        "programme": "Программа 2026",
        "theory": "лекция",
        "practice": "тапшырма",
        "presentation": "слайддар",
    }
    assert queries.missing_documents(programme) == []
    theory = programme.materials.get(kind="theory")
    download = log_in(cholpon).get(reverse("material_file", args=[theory.pk]))
    assert b"".join(download.streaming_content) == PDF
    assert "attachment" in download.headers["Content-Disposition"]
    assert history_of(programme).filter(additional_data__act="add_material").count() == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("лекция.pdf", b"MZ program"),
        SimpleUploadedFile("лекция.pptx", b"PK\x03\x04 broken"),
        SimpleUploadedFile("лекция.docx", office_file("word/vbaProject.bin")),
        SimpleUploadedFile("лекция.exe", PDF),
        SimpleUploadedFile("лекция.pdf", b""),
    ],
)
def test_a_file_that_is_no_document_stays_out_and_says_why(cholpon, log_in, file):
    programme = draft()

    page = log_in(cholpon).post(reverse("add_materials", args=[programme.pk]), {"theory": file})

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["theory"]
    assert not Material.objects.exists()


@pytest.mark.django_db
def test_nothing_chosen_is_said_so(cholpon, log_in):
    page = log_in(cholpon).post(reverse("add_materials", args=[draft().pk]), {})

    assert page.status_code == 422
    assert "Жок дегенде бир файл" in page.content.decode()


@pytest.mark.django_db
def test_a_document_is_removed_while_the_programme_is_a_draft(cholpon, log_in):
    material = MaterialFactory(programme=draft())

    log_in(cholpon).post(reverse("remove_material", args=[material.pk]))

    assert not Material.objects.exists()
    assert history_of(material.programme).filter(additional_data__act="remove_material").exists()


@pytest.mark.django_db
@pytest.mark.clause("1.6")
def test_submit_programmes_names_what_each_lacks_and_submits_none_of_them(cholpon, log_in):
    full = draft(documents=True)
    bare = draft(title_ky="Жарым программа")
    returned = draft(documents=True)
    Programme.objects.filter(pk=returned.pk).update(state="returned")
    browser = log_in(cholpon)

    shown = browser.get(reverse("submit_programmes")).context["form"]
    page = browser.post(reverse("submit_programmes"), {"programmes": [full.pk, bare.pk]})

    assert sorted(shown["programmes"].value()) == sorted([full.pk, returned.pk])
    assert page.status_code == 422
    assert "Жарым программа" in page.context["form"].errors["programmes"][0]
    assert Programme.objects.filter(state="draft").count() == 2
    browser.post(reverse("submit_programmes"), {"programmes": [full.pk, returned.pk]})
    assert Programme.objects.filter(state="submitted").count() == 2
