"""The walk's tools: all addresses of the product, what an answer should be, and what changed."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.cached_db import SessionStore
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.meta.walk_rule import Rule
from tests.meta.walk_world import NOBODY, World

# Rows that a request may touch without any decision: who is signed in.
NOT_GOVERNED = {"django_session", "usersessions_usersession", "django_migrations"}


def addresses(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, str]]:
    """Name (with its namespace) and pattern of every address; an empty name where there is none."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from ((name, f"{one.pattern}{rest}") for name, rest in addresses(one, inner))
        elif isinstance(one, URLPattern):
            yield (f"{space}{one.name}" if one.name else ""), str(one.pattern)


def call(client: Client, method: str, url: str, body: dict[str, Any] | None = None,
         **extra: Any) -> HttpResponse:  # fmt: skip
    """One request; the address of each caller differs, so that no limit of a minute is met."""
    extra |= {"REMOTE_ADDR": f"10.0.{hash(url) % 250}.{id(client) % 250}"}
    if method == "GET":
        return client.get(url, **extra)
    if "/api/" in url:
        return client.post(url, body or {}, content_type="application/json", **extra)
    return client.post(url, body or {}, **extra)


def expected(rule: Rule, person: str, method: str) -> tuple[int, ...]:
    """The statuses that the rule lets a person get."""
    without_account = person in (NOBODY, "closed_planner")
    may = rule.get if method == "GET" else rule.post
    if may is None:
        return (401, 403) if rule.is_api and without_account else (405,)
    if person in rule.but:
        return (rule.but[person],)
    if person in may and person in rule.sees:
        return (200, 302) if method == "GET" else rule.ok
    if without_account:
        return (401, 403) if rule.is_api else (302,)
    return (403,) if person in rule.sees else (404,)


def leads_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response["Location"].startswith(
        f"{reverse('account_login')}?next="
    )


def text(response: HttpResponse) -> str:
    """What a response says; files too."""
    content = b"".join(response) if response.streaming else response.content
    return content.decode(errors="replace")


def everything_stored() -> dict[str, tuple[int, str]]:
    """Of each table the number of its rows and a hash over all of them."""
    names = [name for name in connection.introspection.table_names() if name not in NOT_GOVERNED]
    parts = [
        f"SELECT '{name}', count(*), "  # noqa: S608 - names of our own tables
        f"coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') FROM {name} t"
        for name in names
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return {name: (count, seal) for name, count, seal in cursor.fetchall()}


def writes() -> int:
    """How many rows were written in the transaction so far, also those taken back. Takes no time:
    where the number stays, nothing was written, and nothing need be compared."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) "
            "FROM pg_stat_xact_user_tables WHERE relname <> ALL(%s)",
            [list(NOT_GOVERNED)],
        )
        return int(cursor.fetchone()[0])


class Watch:
    """Says whether anything stored is not as it was when watching began."""

    def __init__(self) -> None:
        self.stored, self.written = everything_stored(), writes()

    def changed(self) -> bool:
        written = writes()
        if written == self.written:
            return False
        self.written = written
        return everything_stored() != self.stored


class Undone:
    """Whatever is written inside is taken back; cookies of a client and its session as well."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def __enter__(self) -> None:
        self.kept: SimpleCookie = SimpleCookie()
        self.kept.update(self.client.cookies)
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, *error: Any) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(*error)
        self.client.cookies = self.kept
        kept = self.kept.get(settings.SESSION_COOKIE_NAME)
        if kept:
            # The session is taken back in the database; what the cache knows of it is not.
            session = SessionStore(kept.value)
            session._cache.delete(session.cache_key)


def address(name: str, rule: Rule, world: World) -> str:
    """Where a rule's object stands in the world."""
    return reverse(name, args=rule.args(world)) + (f"?{rule.query}" if rule.query else "")
