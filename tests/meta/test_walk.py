"""Every address × every role × objects of another area: no leak, and nothing changes.

The rules stand in walk_rules.py, the people and objects in walk_world.py.
"""

import time

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from django.test.client import ClientHandler

from common import clock
from common.health import WORKER_HEARTBEAT
from tests.meta import walk_accounts
from tests.meta.headers import header_faults
from tests.meta.walk import (
    Undone,
    Watch,
    address,
    addresses,
    call,
    expected,
    leads_to_sign_in,
    text,
)
from tests.meta.walk_rule import Rule
from tests.meta.walk_rules import OF_RESULT, RULES, cases
from tests.meta.walk_world import DAY, EVERYBODY, MARK, NOBODY, OF_AREA, SECRET, STRANGERS, build
from tests.meta.walk_world import client as client_of

pytestmark = pytest.mark.django_db  # each test in a transaction inside of the module's own

CASES = [pytest.param(name, rule, id=f"{name} {case}".strip()) for name, case, rule in cases()]
# An address with one rule for reading and one for posting is walked by each for its own verb.
OPENED = [one for one in CASES if one.values[1].only != "POST"]
POSTED = [one for one in CASES if one.values[1].only != "GET"]
FOREIGN = [pytest.param(*one.values, id=one.id) for one in CASES if one.values[1].elsewhere]
TOKEN_WANTED = ClientHandler(enforce_csrf_checks=True)
ELSEWHERE = ("planner_elsewhere", "officer_elsewhere", "head_elsewhere", "secretary_elsewhere")


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world, once for all addresses; what a request writes is taken back each time."""
    media = tmp_path_factory.mktemp("media")
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=media, DEMO_TODAY=None, PASSWORD_HASHERS=hashers),
        clock.at(DAY),
        transaction.atomic(),
    ):
        world = build()
        walk_accounts.build(world)
        yield world, media
        transaction.set_rollback(True)


@pytest.fixture
def world(built, _media, settings):
    settings.MEDIA_ROOT = built[1]
    cache.set(WORKER_HEARTBEAT, time.time())
    return built[0]


def well(response, rule: Rule, who: str, method: str):
    """What holds for every answer, whoever asked."""
    asked = f"{method} {response.wsgi_request.path} as {who}"
    wanted = expected(rule, who, method)
    assert response.status_code < 500, asked
    assert response.status_code in wanted, f"{asked}: {response.status_code}, not {wanted}"
    if wanted == (302,) and who in (NOBODY, "closed_planner") and rule.sees != EVERYBODY:
        assert leads_to_sign_in(response), asked
    assert header_faults(response) == [], asked
    said = text(response)
    if who not in OF_AREA and rule.sees != EVERYBODY:
        assert MARK not in said, f"{asked} shows something of Nakhon Sawan"
    if who not in OF_RESULT:
        assert SECRET not in said, f"{asked} shows what only those concerned may read"


def test_every_address_has_a_rule():
    unruled = [f"{name or '(without a name)'} at /{pattern}" for name, pattern in addresses()
               if name not in RULES]  # fmt: skip
    assert unruled == [], (
        "These addresses have no rule: say in tests/meta/walk_rules.py who may open them, who may "
        f"post to them, and for whom they exist: {unruled}"
    )


def test_every_rule_has_an_address():
    assert set(RULES) - {name for name, _pattern in addresses()} == set()


@pytest.mark.parametrize(("name", "rule"), OPENED)
def test_opening(world, name, rule):
    watch = Watch()
    for who, client in world.clients.items():
        well(call(client, "GET", address(name, rule, world)), rule, who, "GET")
    assert not watch.changed(), "opening a page changed something"


@pytest.mark.parametrize(("name", "rule"), POSTED)
def test_posting(world, name, rule):
    watch = Watch()
    for who, client in world.clients.items():
        with Undone(client):
            response = call(client, "POST", address(name, rule, world), rule.body(world))
            well(response, rule, who, "POST")
            changed = watch.changed()
        did = rule.post is not None and who in rule.post & rule.sees and who not in rule.but
        if did and rule.stores:
            assert changed, f"{who} may post to {name}, but nothing was stored"
        elif not did:
            assert not changed, f"{who} was refused at {name}, but something changed"


@pytest.mark.parametrize(("name", "rule"), FOREIGN)
def test_an_object_under_the_address_of_another_area(world, name, rule):
    """Who may do all this at home finds nothing by putting a foreign number into the address."""
    watch = Watch()
    for who in ELSEWHERE:
        url = address(name, Rule(rule.elsewhere), world)
        for method in ("GET", "POST"):
            if (rule.get if method == "GET" else rule.post) is None:
                continue
            with Undone(world.clients[who]):
                response = call(world.clients[who], method, url, rule.body(world))
                asked = f"{method} {url} as {who}"
                # 403: may not do it at home either, so the number was not even looked at.
                fine = (404,) if who == "planner_elsewhere" else (403, 404)
                if name.startswith("import_"):
                    fine = (403, 422)  # somebody else's upload reads like one that has expired
                assert response.status_code in fine, f"{asked}: {response.status_code}"
                assert MARK not in text(response), asked
                assert not watch.changed(), asked


@pytest.mark.parametrize(("name", "rule"), CASES)
def test_posting_without_the_forms_token(world, name, rule):
    """A form on another site, sent by the browser of somebody who is signed in, does nothing."""
    watch = Watch()
    for who in ("planner", "officer", NOBODY):
        client = client_of(TOKEN_WANTED)
        client.cookies.update(world.clients[who].cookies)
        with Undone(client):
            response = call(client, "POST", address(name, rule, world), rule.body(world))
            allowed = (403, *(expected(rule, who, "POST") if rule.open_to_csrf else ()))
            assert response.status_code in allowed, f"{name} as {who}: {response.status_code}"
            if rule.is_api or not rule.open_to_csrf:
                assert response.status_code in (401, 403), f"{name} as {who}"
            assert not watch.changed(), f"{name} as {who} without a token"
            assert header_faults(response) == []


@pytest.mark.parametrize(
    ("who", "name", "args", "body", "status"),
    [
        ("planner_elsewhere", "report_request", ["66"], "snapshot", 422),
        ("planner_elsewhere", "scorecard_freeze", ["66", 2570, "9"], "replaces", 200),
        ("planner_elsewhere", "api:report_list", [], "snapshot", 404),
    ],
)
def test_a_foreign_number_in_the_form(world, who, name, args, body, status):
    from django.urls import reverse

    form = {"kind": "meeting", "language": "en", "digits": "arabic", body: world.snapshot.pk}
    watch = Watch()
    with Undone(world.clients[who]):
        response = call(world.clients[who], "POST", reverse(name, args=args), form)
        assert response.status_code == status
        assert not watch.changed()
        assert MARK not in text(response)


def test_the_neighbours_post_cannot_be_made_an_owner(world):
    rule = RULES["indicator_edit"]["of the area"]
    theirs = world.neighbours_line.indicator.collector_id
    watch = Watch()
    with Undone(world.clients["planner"]):
        url = address("indicator_edit", rule, world)
        body = {"name_th": "ชื่อใหม่", "collector": theirs}
        assert call(world.clients["planner"], "POST", url, body).status_code == 422
        assert not watch.changed()


def test_a_change_of_one_letter_is_noticed(world):
    """The watch itself: a walk that notices nothing would pass everywhere."""
    watch = Watch()
    assert not watch.changed()
    world.lines["1.1"].indicator.name_th += "ๆ"
    world.lines["1.1"].indicator.save()
    assert watch.changed()


def test_the_whole_cast_is_walked(world):
    assert set(world.clients) == EVERYBODY
    roles = {role for person in world.people.values() for role in person.authority.roles}
    from accounts.roles import ROLES

    assert roles == set(ROLES)
    assert not STRANGERS & OF_AREA
    assert django_settings.DEBUG is False
