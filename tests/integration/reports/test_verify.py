"""The public verification page: every verdict in words, nothing kept, no guessing."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from reports import codes, limits
from reports.services import verification


@pytest.fixture(autouse=True)
def _own_counter(settings, monkeypatch):
    """Counters of this test alone."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def report(snapshot, planner, produced):
    return produced(snapshot, by=planner)


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("เล่มประเมิน.pdf", content, "application/pdf")


def bytes_of(report) -> bytes:
    with report.file.open("rb") as file:
        return file.read()


def text(page) -> str:
    return page.content.decode()


def test_it_works(report, client):
    page = client.get(f"/verify/{report.code}/")

    assert page.status_code == 200
    assert "มีเอกสารรหัสนี้จริง และเป็นฉบับปัจจุบัน" in text(page)
    for fact in ("จังหวัดนครสวรรค์", "60/2570-1", report.sha256, "40", "ข้อมูลตัวอย่าง"):
        assert fact in text(page)
    assert page["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize(
    "typed", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code}\u00a0"]
)
def test_a_code_is_read_as_people_type_it(report, client, typed):
    page = client.get("/verify/", {"code": typed(report.code)}, follow=True)
    assert page.redirect_chain == [(f"/verify/{report.code}/", 302)]
    assert "เป็นฉบับปัจจุบัน" in text(page)


@pytest.mark.parametrize(
    "printed",
    ["https://prasan.example.go.th/verify/{}/", "prasan.example.go.th/verify/{}", "/?code={}&x=1"],
)
def test_the_whole_printed_address_is_read_for_its_code(report, client, printed):
    page = client.get("/verify/", {"code": printed.format(report.code)}, follow=True)
    assert page.redirect_chain == [(f"/verify/{report.code}/", 302)]
    assert "เป็นฉบับปัจจุบัน" in text(page)


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("7K3M-Q9TD-04X", 11),
        ("7k3m q9td 04xz 5", 13),
        ("https://prasan.example.go.th/verify/7K3M-Q9TD-04X/", 11),
        ("-", 0),
    ],
)
def test_a_code_of_another_length_says_how_many_were_typed(client, db, typed, count):
    page = client.get("/verify/", {"code": typed})
    assert page.status_code == 422
    assert f"พิมพ์มา {count} ตัว รหัสมี 12 ตัว" in text(page)
    assert f'value="{typed}"' in text(page), "what was typed stays"
    assert "ไม่พบเอกสารนี้ในระบบ" not in text(page)


def test_an_address_cut_short_says_so(client, db):
    page = client.get("/verify/7K3M-Q9TD/")
    assert page.status_code == 404
    assert "พิมพ์มา 8 ตัว รหัสมี 12 ตัว" in text(page)


def test_a_code_of_another_length_with_a_file(client, db):
    page = client.post("/verify/", {"file": upload(b"%PDF-1.7 unknown"), "code": "7K3M-Q9TD-04X"})
    assert "พิมพ์มา 11 ตัว รหัสมี 12 ตัว" in text(page)


def test_an_unknown_code(client, db):
    for typed in (codes.new(), "1234", "ก" * 40, "\x00" * 12, "<script>"):
        page = client.get("/verify/", {"code": typed}, follow=True)
        assert page.status_code in (404, 422)
        assert "<script>1" not in text(page)
    assert "ไม่พบเอกสารนี้ในระบบ" in text(client.get(f"/verify/{codes.new()}/"))


def test_an_empty_code_is_asked_for(client, db):
    page = client.get("/verify/", {"code": " "})
    assert page.status_code == 422
    assert "พิมพ์รหัส 12 ตัว" in text(page)


def test_the_genuine_file(report, client):
    page = client.post("/verify/", {"file": upload(bytes_of(report))})
    assert "ไฟล์นี้เป็นเอกสารจริง และเป็นฉบับปัจจุบัน" in text(page)
    assert report.code in text(page)


def test_one_changed_byte_is_an_altered_file(report, client):
    changed = bytes_of(report)[:-1] + b"!"
    page = client.post("/verify/", {"file": upload(changed), "code": report.code})
    assert "ไฟล์นี้ไม่ตรงกับเอกสารที่ระบบจัดทำ" in text(page)
    assert "โปรดขอไฟล์ต้นฉบับจากหน่วยงาน" in text(page)
    there = client.post(f"/verify/{report.code}/", {"file": upload(changed)})
    assert "ไฟล์นี้ไม่ตรงกับเอกสารที่ระบบจัดทำ" in text(there)


def test_a_file_that_nobody_made(report, client):
    page = client.post("/verify/", {"file": upload(b"%PDF-1.7 something else")})
    assert "ไม่พบเอกสารนี้ในระบบ" in text(page)
    assert "ให้พิมพ์รหัสพร้อมไฟล์" in text(page)


def test_a_replaced_one_leads_to_the_newest(report, freeze, planner, produced, client):
    newer, newest = produced(freeze(), by=planner), produced(freeze(), by=planner)

    by_code = client.get(f"/verify/{report.code}/")
    by_file = client.post("/verify/", {"file": upload(bytes_of(report))})
    for page in (by_code, by_file):
        assert "เป็นเอกสารจริง แต่มีฉบับใหม่แทนแล้ว" in text(page)
        assert f"/verify/{newest.code}/" in text(page)
        assert newer.code not in text(page)
    assert "เป็นฉบับปัจจุบัน" in text(client.get(f"/verify/{newest.code}/"))


def test_one_that_is_not_ready_is_unknown(snapshot, planner, client):
    from reports.services import evaluation_reports

    waiting = evaluation_reports.request(snapshot=snapshot, by=planner)
    assert client.get(f"/verify/{waiting.code}/").status_code == 404


def test_nothing_is_kept(report, client, settings):
    before = sorted(Path(settings.MEDIA_ROOT).rglob("*"))
    client.post("/verify/", {"file": upload(b"%PDF-1.7 private")})
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*")) == before


def test_bad_uploads_are_told_what_to_do(client, db, monkeypatch):
    assert "เลือกไฟล์ PDF ที่ต้องการตรวจสอบ" in text(client.post("/verify/", {}))
    assert "ไฟล์นี้ว่างเปล่า" in text(client.post("/verify/", {"file": upload(b"")}))
    monkeypatch.setattr("reports.forms.MAX_BYTES", 10)
    page = client.post("/verify/", {"file": upload(b"%PDF-1.7 long enough")})
    assert page.status_code == 422
    assert "ไฟล์ใหญ่เกิน" in text(page)


def test_too_large_an_upload_is_refused_before_it_is_read(client, db):
    page = client.post(
        "/verify/", b"", content_type="multipart/form-data; boundary=x",
        headers={"content-length": str(verification.MAX_BYTES * 2)},
        CONTENT_LENGTH=str(verification.MAX_BYTES * 2),
    )  # fmt: skip
    assert page.status_code == 413
    assert "ไฟล์ใหญ่เกิน" in text(page)


def test_guessing_is_slowed_down_for_one_address_only(client, db, monkeypatch):
    monkeypatch.setattr(limits, "LOOKUPS", 3)
    answers = [client.get(f"/verify/{codes.new()}/").status_code for _ in range(5)]
    assert answers == [404, 404, 404, 429, 429]
    assert "โปรดรอ 1 นาที" in text(client.get(f"/verify/{codes.new()}/"))
    assert client.post("/verify/", {"file": upload(b"x")}).status_code == 429
    assert client.get("/verify/").status_code == 200
    elsewhere = client.get(f"/verify/{codes.new()}/", REMOTE_ADDR="10.9.8.7")
    assert elsewhere.status_code == 404


def test_no_cookie_and_no_session_are_needed(report, client):
    page = client.get(f"/verify/{report.code}/")
    assert "sessionid" not in page.cookies
