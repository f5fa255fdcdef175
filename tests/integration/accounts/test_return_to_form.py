"""After an expired sign-in one comes back to the form, not to the action of a button."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.test import RequestFactory

from accounts.middleware import return_to_form


class Nobody:
    is_authenticated = False


def respond(request) -> HttpResponse:
    return redirect_to_login(request.path)


def sent(path: str, came_from: str) -> str:
    request = RequestFactory().post(path, headers={"referer": came_from, "host": "testserver"})
    request.user = Nobody()
    return return_to_form(respond)(request)["Location"]


def test_it_works():
    back = sent("/60/2570/rounds/6/1/move/", "http://testserver/60/2570/rounds/6/1/?tab=2")
    assert back == "/sign-in/?next=%2F60%2F2570%2Frounds%2F6%2F1%2F%3Ftab%3D2"


def test_another_site_is_no_place_to_come_back_to():
    assert sent("/60/2570/card/", "https://evil.example/") == "/sign-in/?next=/60/2570/card/"


def test_without_knowing_the_page_the_action_remains():
    assert sent("/60/2570/card/", "") == "/sign-in/?next=/60/2570/card/"


def test_signing_out_leads_nowhere(signed_in, planner):
    answer = signed_in(planner).post("/sign-out/", headers={"referer": "http://testserver/60/"})
    assert answer["Location"] == "/sign-in/"
