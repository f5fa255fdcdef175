"""Browser tests: Chromium against a running server with the real database.

What a test takes:

    def test_it_works(page, live_server, sign_in, planner, axe):
        sign_in(page, planner)
        page.goto(live_server.url + "/")
        expect(page.get_by_role("heading", level=1)).to_have_text("งานของฉัน")
        axe(page)                       # fails with what, where and how to mend it
        no_sideways_scroll(page)        # from tests.browser.conftest

- `page` – a Thai page, 1200 px wide; `page_at(360)`, `page_at(1200, language="en")` – others;
  `page_without_js` – with JavaScript off; `any_page` – runs the test four times: Thai and English
  at 360 and 1200 px.
- `sign_in(page, user)` – by session cookie, without the sign-in page; `confirmed=True`: who has
  just said the password again and shown a second factor.
- `axe(page)` – WCAG 2.2 A and AA rules; `axe(page, within="#main")` for a part.
- `no_sideways_scroll(page)` – the page itself does not scroll to the side.
- Every page is watched: the test fails when the Content-Security-Policy is violated, a script
  throws, the console shows an error, or the browser asks any host but this one. A page that is
  meant to answer 4xx: `page.expect_errors = True` before `goto` lets its console line pass.

Every test here is marked `browser` and uses the database with transactions (`live_server`).
"""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests import factors

# Playwright's loop runs in this thread; Django would refuse the database inside of it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

HERE = Path(__file__).parent
AXE = settings.NODE_MODULES / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = {360: 740, 1200: 800}
LOCAL = {"127.0.0.1", "localhost", ""}

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything under tests/browser is marked so."""
    for item in items:
        if HERE in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the run; the path of another one may be given as CHROMIUM."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page_at(browser: Browser, live_server) -> Iterator[OpenPage]:
    """Open a watched page of a width: `page_at(360, language="en", javascript=False)`."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(width: int = 1200, *, language: str = "th", javascript: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": WIDTHS.get(width, 800)},
            locale="th-TH",
            timezone_id="Asia/Bangkok",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        name = settings.LANGUAGE_COOKIE_NAME
        context.add_cookies([{"name": name, "value": language, "url": live_server.url}])
        contexts.append(context)
        return _watched(context.new_page(), faults)

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, "the browser complained:\n" + "\n".join(faults)


def _watched(page: Page, faults: list[str]) -> Page:
    """Collect what no page of the product may cause."""
    page.expect_errors = False  # type: ignore[attr-defined]
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', e => console.error("
        "'CSP ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sourceFile))"
    )

    def on_console(message: ConsoleMessage) -> None:
        failed_load = message.text.startswith("Failed to load resource")
        if message.type == "error" and not (failed_load and page.expect_errors):  # type: ignore[attr-defined]
            faults.append(f"{page.url}: {message.text}")

    def on_request(request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.hostname not in LOCAL:
            faults.append(f"{page.url}: asked {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("request", on_request)
    return page


@pytest.fixture
def page(page_at: OpenPage) -> Page:
    return page_at(1200)


@pytest.fixture
def page_without_js(page_at: OpenPage) -> Page:
    return page_at(1200, javascript=False)


@pytest.fixture(params=[("th", 360), ("th", 1200), ("en", 360), ("en", 1200)], ids=str)
def any_page(request: pytest.FixtureRequest, page_at: OpenPage) -> Page:
    """The same test in both languages on a phone and on a desk."""
    language, width = request.param
    return page_at(width, language=language)


@pytest.fixture
def sign_in(live_server) -> Callable[..., None]:
    """Put a person's session into the page's cookies."""

    def put(page: Page, user, *, confirmed: bool = False) -> None:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        if confirmed:
            session.update(factors.proof(user))
        session.save()
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key}
        page.context.add_cookies([{**cookie, "url": live_server.url}])

    return put


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """Look for barriers with axe-core; it finds a part of them, so keyboards are tested too."""
    source = AXE.read_text()

    def look(page: Page, within: str = "") -> None:
        page.evaluate(source + ";undefined")
        found = page.evaluate(
            "([within, tags]) => axe.run(within || document, {runOnly: tags})"
            ".then(r => r.violations.map(v => [v.id, v.help, v.nodes.map(n => n.html)]))",
            [within, WCAG],
        )
        assert found == [], f"{page.url}\n" + json.dumps(found, ensure_ascii=False, indent=1)

    return look


def no_sideways_scroll(page: Page) -> None:
    """The page is not wider than the window; wide tables scroll inside of their own frame."""
    wide = page.evaluate(
        "() => { const w = document.documentElement.clientWidth;"
        " if (document.documentElement.scrollWidth <= w) return [];"
        " return [...document.querySelectorAll('body *')]"
        ".filter(e => e.getBoundingClientRect().right > w + 1)"
        ".map(e => e.outerHTML.slice(0, 120)).slice(0, 5) || ['?'] }"
    )
    assert wide == [], f"{page.url} scrolls sideways because of: {wide}"


@pytest.fixture(autouse=True)
def _plain_sessions(settings) -> None:
    """The live server speaks http: cookies must not ask for more."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.SECURE_SSL_REDIRECT = False
