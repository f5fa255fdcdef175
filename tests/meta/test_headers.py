"""What every answer says to browsers, also errors, files and the answers of a real deployment.

The walk asks the same of every answer that it gets (headers.header_faults).
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests.meta.headers import header_faults, policy

ROOT = Path(__file__).resolve().parents[2]


def test_it_works(signed_in, planner):
    response = signed_in(planner).get("/")
    assert header_faults(response) == []
    assert response.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "url", ["/nowhere/", "/sign-in/", "/verify/", "/health/live", "/api/docs/"]
)
def test_pages_without_an_account_say_the_same(db, client, url):
    assert header_faults(client.get(url)) == []


def test_a_page_that_the_person_may_not_open(signed_in, officer, nakhonsawan):
    response = signed_in(officer).get("/60/2570/card/import/")
    assert response.status_code == 403
    assert header_faults(response) == []


def test_a_form_without_its_token(planner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(planner)
    response = client.post("/sign-out/")
    assert response.status_code == 403
    assert header_faults(response) == []


def test_a_fault_of_ours(signed_in, planner, monkeypatch):
    monkeypatch.setattr("accounts.selectors.home_page", lambda user: 1 / 0)
    client = signed_in(planner)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert header_faults(response) == []
    assert "ZeroDivisionError" not in response.content.decode()


def test_files_of_the_page_are_guarded_and_may_be_kept(client):
    response = client.get("/static/css/app.css")
    assert response.status_code == 200
    assert policy(response)["default-src"] == ["'none'"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "private" not in response.headers["Cache-Control"]


def test_signing_out_empties_what_the_browser_kept(signed_in, planner):
    response = signed_in(planner).post("/sign-out/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_the_sign_in_page_is_not_kept_at_all(db, client):
    assert "no-store" in client.get("/sign-in/").headers["Cache-Control"]


def test_the_session_begins_anew_with_the_sign_in(client, planner):
    client.get("/sign-in/")
    client.cookies["sessionid"] = "a-value-that-somebody-planted"
    answer = client.post("/sign-in/", {"login": "planner", "password": "correct horse battery"})
    assert answer.status_code == 302
    assert client.cookies["sessionid"].value != "a-value-that-somebody-planted"


def test_another_sites_address_is_not_gone_to_after_signing_in(client, planner):
    form = {"login": "planner", "password": "correct horse battery"}
    answer = client.post("/sign-in/?next=https://elsewhere.example/", form)
    assert answer.status_code == 302
    assert "elsewhere" not in answer["Location"]


@pytest.fixture(scope="module")
def deployed():
    """The settings of a real deployment: HTTPS, nothing embedded, no debug."""
    asked = """
import json, django
from django.conf import settings
django.setup()
names = [name for name in dir(settings) if name.startswith("SECURE_") or "_COOKIE_" in name]
print(json.dumps({name: getattr(settings, name) for name in [*names, "DEBUG"]}))
"""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment = {
        **kept, "DJANGO_SETTINGS_MODULE": "config.settings", "PRASAN_EMBEDDED": "0",
        "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "prasan.example",
        "SITE_URL": "https://prasan.example", "REDIS_URL": "redis://redis:6379/0",
        "DATABASE_URL": "postgresql://prasan@database/prasan",
    }  # fmt: skip
    made = subprocess.run(
        [sys.executable, "-c", asked], env=environment, cwd=ROOT, capture_output=True, check=True
    )
    return json.loads(made.stdout)


def test_a_deployment_speaks_https_alone(deployed):
    assert deployed["SECURE_SSL_REDIRECT"]
    assert deployed["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert deployed["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert not deployed["DEBUG"]


@pytest.mark.parametrize("cookie", ["SESSION", "CSRF", "LANGUAGE"])
def test_a_deployments_cookies_travel_encrypted_and_unread_by_scripts(deployed, cookie):
    assert deployed[f"{cookie}_COOKIE_SECURE"]
    assert deployed[f"{cookie}_COOKIE_HTTPONLY"]
    assert deployed[f"{cookie}_COOKIE_SAMESITE"] == "Lax"


def test_hsts_stands_on_the_answers_of_a_deployment(settings, planner):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    settings.SECURE_SSL_REDIRECT = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = Client()
    assert client.get("/").headers["Location"].startswith("https://")
    form = {"login": "planner", "password": "correct horse battery"}
    answer = client.post("/sign-in/", form, secure=True)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert answer.cookies["sessionid"]["secure"]
    assert header_faults(answer) == []
