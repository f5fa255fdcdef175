"""Pages for what goes wrong: each says what to do next, in the language of the reader."""

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client
from django.urls import path
from django.views.decorators.http import require_POST

from common.errors import Fault, NotAllowed, Refused
from config import urls


def raising(exception):
    def view(request):
        raise exception

    return view


urlpatterns = [
    *urls.urlpatterns,
    path("broken/", raising(RuntimeError("broken"))),
    path("forbidden/", raising(PermissionDenied)),
    path("bad/", raising(SuspiciousOperation("bad"))),
    path("not-allowed/", raising(NotAllowed("ผู้มีสิทธิคือเจ้าหน้าที่ยุทธศาสตร์"))),
    path("only-by-a-button/", require_POST(raising(RuntimeError("not reached")))),
    path("refused/", raising(Refused(faults=[Fault("น้ำหนักรวมเป็น 95"), Fault("ไม่มีเกณฑ์")]))),
]

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/no-such-page/", 404, "ไม่พบหน้านี้"),
        ("/forbidden/", 403, "ท่านไม่มีสิทธิทำรายการนี้"),
        ("/bad/", 400, "คำขอไม่ถูกต้อง"),
        ("/broken/", 500, "ความผิดพลาดนี้เกิดจากระบบ ไม่ใช่จากท่าน"),
        ("/not-allowed/", 403, "ผู้มีสิทธิคือเจ้าหน้าที่ยุทธศาสตร์"),
        ("/refused/", 409, "น้ำหนักรวมเป็น 95"),
        ("/only-by-a-button/", 405, "เปิดที่อยู่นี้โดยตรงไม่ได้"),
    ],
)
def test_it_works(address, status, words):
    answer = Client(raise_request_exception=False).get(address)
    assert answer.status_code == status
    page = answer.content.decode()
    assert words in page
    assert page.count("<h1") == 1
    assert "Traceback" not in page


def test_an_address_for_buttons_still_says_what_it_takes():
    answer = Client().get("/only-by-a-button/", HTTP_ACCEPT="text/html")
    assert answer["Allow"] == "POST"
    assert "Go to My work" in _in_english("/only-by-a-button/")
    program = Client().get("/only-by-a-button/", HTTP_ACCEPT="application/json")
    assert (program.status_code, program.content) == (405, b"")


def _in_english(address):
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client.get(address).content.decode()


def test_pages_that_have_no_language_speak_both():
    page = Client(raise_request_exception=False).get("/broken/").content.decode()
    assert "Go back to what you typed" in page


def test_a_form_from_before_the_sign_in_says_how_to_save_what_was_typed():
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {})
    assert answer.status_code == 403
    assert "คัดลอกข้อความที่พิมพ์ไว้" in answer.content.decode()
