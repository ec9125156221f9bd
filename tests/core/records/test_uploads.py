"""Files: never larger than said, what they are read from their content, none lost without a word."""

import io

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from PIL import Image

from ostu_qualification.core.records.uploads import UploadField, check_document
from staff.models import TrainingRecord

CLAIM = {
    "title": "Word",
    "provider": "ОшМУ",
    "country": "Кыргызстан",
    "form": "short",
    "mode": "alongside",
    "hours": "16",
    "ended_on": "01.10.2025",
    "document_kind": "certificate",
    "document_number": "1",
}


def _file(content: bytes, name: str = "scan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _picture(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize(("size", "limit", "said"), [(11, None, "10 МБдан"), (3, 2, "2 МБдан")])
def test_upload_field_refuses_a_file_that_is_too_large(size, limit, said):
    field = UploadField(max_megabytes=limit)

    with pytest.raises(forms.ValidationError) as refused:
        field.clean(_file(b"0" * size * 1024 * 1024))

    assert said in refused.value.messages[0]


def test_upload_field_keeps_what_was_attached_before(settings):
    settings.UPLOAD_MAX_BYTES = 1
    kept = object()

    assert UploadField(required=False).clean(None, kept) is kept


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4\n1 0 obj\n%%EOF",
        b"%PDF-1.4\n" + b"0" * 5000 + b"\nstartxref\n%%EOF\n" + b"\0" * 1000,
        _picture("jpeg"),
        _picture("jpeg") + b"SEFT" * 2000,  # what phones add behind
        _picture("png"),
    ],
)
def test_check_document_takes_papers_scanned_and_photographed(content):
    file = _file(content)

    assert check_document(file) is file
    assert file.read() == content


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-",
        b"%PDF-1.4 <html><script>alert(1)</script></html>",
        b"%PDF-1.4 %%EOF <script>" + b"0" * 5000,
        b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
        _picture("png")[:-12],
        _picture("gif"),
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"MZ",
        b" %PDF-1.4 %%EOF",
    ],
)
def test_check_document_refuses_what_only_begins_like_one(content):
    with override("en"), pytest.raises(forms.ValidationError, match="PDF, JPEG or PNG"):
        check_document(_file(content))


@pytest.mark.parametrize("name", ["..", "/", "../..", ".", "a/..", "\\", "\x01"])
def test_a_file_with_a_name_that_is_nothing_is_no_file_that_was_never_sent(log_in, aigul, name):
    boundary = "b0undary"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in CLAIM.items()
    ]
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="evidence"; filename="{name}"\r\n'
        f"Content-Type: application/pdf\r\n\r\n%PDF-1.4 %%EOF\r\n--{boundary}--\r\n"
    )

    answer = log_in(aigul).generic(
        "POST", reverse("claim_training"), "".join(parts).encode(), f"multipart/form-data; boundary={boundary}"
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["evidence"]
    assert not TrainingRecord.objects.exists()


def test_a_form_without_a_file_is_read_as_ever(log_in, aigul):
    answer = log_in(aigul).post(reverse("claim_training"), CLAIM)

    assert answer.status_code == 302, answer.context["form"].errors
    assert TrainingRecord.objects.get().title == "Word"


def test_files_small_and_large_arrive_whole(log_in, aigul):
    for size, day in ((10, "01.10.2024"), (3 * 1024 * 1024, "02.10.2025")):  # kept in memory, and in a file of its own
        content = b"%PDF-1.4" + b"0" * size + b"%%EOF"
        answer = log_in(aigul).post(
            reverse("claim_training"),
            {**CLAIM, "title": f"Word {size}", "ended_on": day, "evidence": _file(content, "../скан.pdf")},
        )

        assert answer.status_code == 302, answer.context["form"].errors
        with TrainingRecord.objects.get(title=f"Word {size}").evidence.open() as kept:
            assert kept.read() == content
