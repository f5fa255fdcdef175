"""Evidence comes in by what it is, not by what it says it is, and goes out to who may see it."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from common import slots
from common.errors import Refused
from evidence.models import Evidence
from evidence.services import files

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def upload(content: bytes, name: str = "หลักฐาน.pdf", claimed: str = "application/pdf"):
    return SimpleUploadedFile(name, content, content_type=claimed)


def archive(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        for name in names:
            zipped.writestr(name, "<x/>")
    return made.getvalue()


def picture(kind: str, **options) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (80, 40), "#123e7c").save(made, kind, **options)
    return made.getvalue()


def test_it_works(planner):
    evidence = files.add_file(upload=upload(PDF), by=planner, shows="ยอดจำหน่าย")
    assert evidence.content_type == "application/pdf"
    assert evidence.sha256 == hashlib.sha256(PDF).hexdigest()
    assert evidence.file.read() == PDF
    assert evidence.name == "หลักฐาน.pdf"


@pytest.mark.parametrize(
    ("content", "content_type", "ending"),
    [
        (picture("JPEG"), "image/jpeg", ".jpg"),
        (picture("PNG"), "image/png", ".png"),
        (picture("WEBP"), "image/jpeg", ".jpg"),
        (archive("[Content_Types].xml", "word/document.xml"), "wordprocessingml", ".docx"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "spreadsheetml", ".xlsx"),
        ("สรุปผล\n1,2".encode(), "text/plain", ".txt"),
    ],
)
def test_the_bytes_decide_the_type(planner, content, content_type, ending):
    evidence = files.add_file(upload=upload(content, "photo.exe", "x/y"), by=planner)
    assert content_type in evidence.content_type
    assert evidence.name == f"photo{ending}"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"MZ\x90\x00" + b"\0" * 60, "ไม่รับไฟล์ชนิดนี้"),
        (b"<html><script>alert(1)</script></html>", "ไม่รับไฟล์ชนิดนี้"),
        (b"<svg xmlns='x'/>", "ไม่รับไฟล์ชนิดนี้"),
        (archive("a.txt"), "zip"),
        (archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "มาโคร"),
        (b"PK\x03\x04 broken", "เสียหาย"),
        (picture("JPEG")[:200], "เสียหาย"),
        (b"", "ว่างเปล่า"),
    ],
)
def test_what_is_not_accepted_says_why(planner, content, says):
    with pytest.raises(Refused, match=says) as refused:
        files.add_file(upload=upload(content), by=planner)
    assert refused.value.faults[0].field == "file"
    assert not Evidence.objects.exists()


def test_too_large_says_how_large(planner, settings):
    settings.EVIDENCE_MAX_BYTES = 10
    with pytest.raises(Refused, match="เกินที่รับได้"):
        files.add_file(upload=upload(PDF), by=planner)


def test_a_picture_loses_its_metadata_and_what_hides_behind_it(planner):
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    evidence = files.add_file(upload=upload(picture("JPEG", exif=exif) + b"<?php"), by=planner)
    kept = evidence.file.read()
    assert b"secret place" not in kept
    assert b"<?php" not in kept


def test_a_large_picture_is_shrunk(planner):
    made = io.BytesIO()
    Image.new("RGB", (5000, 100)).save(made, "PNG")
    evidence = files.add_file(upload=upload(made.getvalue()), by=planner)
    assert Image.open(evidence.file).size == (2400, 48)


def test_the_name_brings_no_folder(planner):
    assert files.add_file(upload=upload(PDF, "..\\..\\etc/passwd"), by=planner).name == "passwd.pdf"


def test_the_same_file_lies_there_once(planner):
    first = files.add_file(upload=upload(PDF), by=planner)
    second = files.add_file(upload=upload(PDF, "b.pdf"), by=planner)
    assert first.file.name == second.file.name


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://a.example/x", "abc", ""])
def test_a_link_must_be_a_web_address(planner, url):
    with pytest.raises(Refused, match="https://"):
        files.add_link(url=url, name="x", by=planner)


def test_a_link_without_a_name_is_called_by_its_host(planner):
    link = files.add_link(url="https://stat.example.go.th/otop?y=2570", name=" ", by=planner)
    assert link.name == "stat.example.go.th"


@pytest.fixture
def seen_by(monkeypatch):
    """Make evidence visible to one person, as an owning app would."""

    def let(person):
        monkeypatch.setattr(slots, "evidence_owners", [lambda user, evidence: user == person])

    return let


def test_download(signed_in, planner, seen_by):
    seen_by(planner)
    evidence = files.add_file(upload=upload(PDF), by=planner)
    response = signed_in(planner).get(reverse("evidence_download", args=[evidence.pk]))
    assert b"".join(response) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_part_goes_to_those_who_may_have_the_whole(signed_in, planner, stranger, seen_by):
    seen_by(planner)
    evidence = files.add_file(upload=upload(PDF), by=planner)
    page = reverse("evidence_download", args=[evidence.pk])
    part = signed_in(planner).get(page, headers={"Range": "bytes=5-"})
    assert (part.status_code, b"".join(part)) == (206, PDF[5:])
    assert part["Content-Disposition"].startswith("attachment")
    assert part["X-Content-Type-Options"] == "nosniff"
    assert signed_in(stranger).get(page, headers={"Range": "bytes=5-"}).status_code == 404


def test_download_of_what_proves_nothing_of_mine_is_not_found(
    signed_in, planner, stranger, seen_by
):
    seen_by(planner)
    evidence = files.add_file(upload=upload(PDF), by=planner)
    page = reverse("evidence_download", args=[evidence.pk])
    assert signed_in(stranger).get(page).status_code == 404


def test_download_asks_to_sign_in(client, planner):
    evidence = files.add_file(upload=upload(PDF), by=planner)
    response = client.get(reverse("evidence_download", args=[evidence.pk]))
    assert response.status_code == 302
    assert "sign-in" in response.url
