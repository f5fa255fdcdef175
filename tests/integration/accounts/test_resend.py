"""Signing in again in a second tab does not lose the form of the first one."""

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Post
from tests import factories, factors
from tests.meta.walk import Watch

HOST = "http://testserver"


@pytest.fixture(autouse=True)
def _no_limits_from_before():
    cache.clear()


@pytest.fixture
def post(office) -> Post:
    return factories.post(office, "ตำแหน่งที่จะแก้ไข", "planner")


@pytest.fixture
def browser() -> Client:
    return Client(
        enforce_csrf_checks=True, headers={"origin": HOST, "sec-fetch-site": "same-origin"}
    )


def token_in(page) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]


def sign_in(browser: Client, name: str) -> None:
    token = token_in(browser.get("/sign-in/"))
    answer = factors.sign_in(browser, name, csrfmiddlewaretoken=token)
    assert answer.status_code == 302


def again(browser: Client, name: str) -> None:
    """Sign out and in again, as in a second tab."""
    browser.cookies.pop("sessionid")
    sign_in(browser, name)


def typed(post: Post, **more) -> dict[str, object]:
    return {"title_th": "ชื่อใหม่ของ<ตำแหน่ง>นี้", "title_en": "", "roles": ["planner", "executive"],
            "phone": "", "agency": post.agency_id, **more}  # fmt: skip


def hidden(page) -> list[tuple[str, str]]:
    return re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.content.decode())


def shown_again(browser: Client, post: Post, values: dict[str, object]):
    """The page that asks once more, after a sign-in in a second tab."""
    sign_in(browser, "planner")
    address = f"/60/posts/{post.pk}/edit/"
    token = token_in(browser.get(address))
    again(browser, "planner")
    return browser.post(address, {**values, "csrfmiddlewaretoken": token})


def test_it_works(browser, planner, post):
    sign_in(browser, "planner")
    address = f"/60/posts/{post.pk}/edit/"
    token = token_in(browser.get(address))
    again(browser, "planner")
    watch = Watch()
    page = browser.post(address, {**typed(post), "csrfmiddlewaretoken": token})
    assert page.status_code == 403
    assert "ส่งอีกครั้ง" in page.content.decode()
    assert not watch.changed()
    fresh = token_in(page)
    assert fresh != token
    sent = hidden(page)
    assert ("title_th", "ชื่อใหม่ของ&lt;ตำแหน่ง&gt;นี้") in sent
    assert [value for name, value in sent if name == "roles"] == ["planner", "executive"]
    assert f'action="{address}"' in page.content.decode()
    answer = browser.post(address, {**typed(post), "csrfmiddlewaretoken": fresh})
    assert answer.status_code == 302
    post.refresh_from_db()
    assert post.title_th == "ชื่อใหม่ของ<ตำแหน่ง>นี้"


def test_the_form_of_another_person_is_not_sent_on(browser, planner, sysadmin, post):
    sign_in(browser, "planner")
    token = token_in(browser.get(f"/60/posts/{post.pk}/edit/"))
    again(browser, "sysadmin")
    page = browser.post(f"/60/posts/{post.pk}/edit/", {**typed(post), "csrfmiddlewaretoken": token})
    assert page.status_code == 403
    assert "ชื่อใหม่" not in page.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://["},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "", "referer": "https://evil.example/page"},
        {"origin": "", "referer": ""},
        {"HX-Request": "true"},
        {"X-Draft": "1"},
    ],
)
def test_only_a_page_of_this_host_is_shown_again(browser, planner, post, headers):
    sign_in(browser, "planner")
    token = token_in(browser.get(f"/60/posts/{post.pk}/edit/"))
    again(browser, "planner")
    page = browser.post(
        f"/60/posts/{post.pk}/edit/",
        {**typed(post), "csrfmiddlewaretoken": token},
        headers=headers,
    )
    assert page.status_code == 403
    assert "ชื่อใหม่" not in page.content.decode()


@pytest.mark.parametrize("token", ["", "x", "a" * 64, "a" * 32])
def test_a_made_up_token_shows_nothing(browser, planner, post, token):
    sign_in(browser, "planner")
    page = browser.post(f"/60/posts/{post.pk}/edit/", {**typed(post), "csrfmiddlewaretoken": token})
    assert page.status_code == 403
    assert "ชื่อใหม่" not in page.content.decode()


def test_the_token_of_an_attacker_shows_nothing(browser, planner, stranger, post):
    """Somebody else's own token in a form made for this person."""
    other = Client(enforce_csrf_checks=True, headers={"origin": HOST})
    sign_in(other, "stranger")
    foreign = token_in(other.get("/account/"))
    sign_in(browser, "planner")
    page = browser.post(
        f"/60/posts/{post.pk}/edit/", {**typed(post), "csrfmiddlewaretoken": foreign}
    )
    assert page.status_code == 403
    assert "ชื่อใหม่" not in page.content.decode()


def test_passwords_are_never_shown_again(browser, planner, post):
    sign_in(browser, "planner")
    token = token_in(browser.get("/account/password/"))
    again(browser, "planner")
    secrets = {"oldpassword": "ลับมาก-ลับมาก", "password1": "ลับกว่า-ลับกว่า"}
    for address in ("/account/password/", f"/60/posts/{post.pk}/edit/"):
        page = browser.post(address, {**secrets, "csrfmiddlewaretoken": token})
        assert page.status_code == 403
        assert "ลับมาก" not in page.content.decode()
        assert "ลับกว่า" not in page.content.decode()


def test_files_are_to_be_chosen_again(browser, planner):
    sign_in(browser, "planner")
    address = "/60/agencies/import/"
    token = token_in(browser.get(address))
    again(browser, "planner")
    file = SimpleUploadedFile("หน่วยงาน 2570.xlsx", b"x")
    text = browser.post(address, {"file": file, "csrfmiddlewaretoken": token}).content.decode()
    assert "เลือกไฟล์อีกครั้ง: หน่วยงาน 2570.xlsx" in text
    assert 'enctype="multipart/form-data"' in text
    assert re.search(r'<input type="file"\s+id="resend-file"\s+name="file"\s+required', text)
    assert re.search(r"<button[^>]*formnovalidate[^>]*>\s*ส่งโดยไม่แนบไฟล์ที่ยังไม่ได้เลือก", text)
    assert "ครบ" not in text.split("<main")[1].split("</main")[0]


def test_a_form_without_files_is_sent_as_a_whole(browser, planner, post):
    text = shown_again(browser, post, typed(post)).content.decode()
    assert "สิ่งที่กรอกไว้ยังอยู่ครบ" in text
    assert "formnovalidate" not in text


def test_whatever_was_typed_or_chosen_is_shown(browser, planner, post):
    """Short texts too; not what the page notes for itself."""
    notes = {"key": "wuq-7", "edition": "41", "part0-id": "p81", "form-TOTAL_FORMS": "87"}
    page = shown_again(browser, post, typed(post, phone="0 5612", acting="on", end="on", **notes))
    shown = re.findall(r"<li>(.*?)</li>", page.content.decode().split('<details class="fold"')[-1])
    said = ["ชื่อใหม่ของ&lt;ตำแหน่ง&gt;นี้", "planner", "executive", "0 5612", str(post.agency_id)]
    assert shown[:6] == [*said, "ช่องที่ทำเครื่องหมายไว้ 2 ช่อง"]
    assert set(notes) <= set(re.findall(r'name="([^"]+)"', page.content.decode()))
