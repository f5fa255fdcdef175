"""What the page of one's own account and the search through sign-in events show."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import SignInEvent, User
from accounts.roles import ROLES
from accounts.signing import devices, factors
from common import clock

NEWEST, PER_PAGE = 20, 50


@dataclass(frozen=True)
class HeldPost:
    """A post held today, and since when."""

    title: str
    agency: str
    since: dt.date
    acting: bool


@dataclass(frozen=True)
class Key:
    """A security key or passkey of the person."""

    pk: int
    name: str
    added: dt.datetime
    used: dt.datetime | None


@dataclass(frozen=True)
class Factors:
    """The second factors of a person. codes_left: None where there are no recovery codes."""

    app_since: dt.datetime | None
    keys: tuple[Key, ...]
    codes_left: int | None
    required: bool

    @property
    def there(self) -> bool:
        return bool(self.app_since or self.keys)

    @property
    def missing(self) -> bool:
        """A role asks for a factor and there is none."""
        return self.required and not self.there


@dataclass(frozen=True)
class OpenSession:
    """A place where the person is signed in."""

    pk: int
    device: str
    address: str
    since: dt.datetime
    seen: dt.datetime
    here: bool


@dataclass(frozen=True)
class Event:
    """A sign-in event in words. who: the person, or the name that was tried."""

    at: dt.datetime
    what: str
    kind: str
    note: str
    who: str
    username: str
    device: str
    address: str
    request_id: str

    @property
    def look(self) -> str:
        """How it looks: a key of common/states.py."""
        return LOOKS.get(self.kind, "current")


# What the owner of an account should be able to explain stands out; the rest is quiet.
LOOKS: dict[str, str] = {
    SignInEvent.Kind.FAILED: "failed",
    SignInEvent.Kind.LOCKED_OUT: "locked",
    SignInEvent.Kind.FACTOR_FAILED: "failed",
    SignInEvent.Kind.FACTOR_REMOVED: "returned",
    SignInEvent.Kind.CODE_USED: "returned",
    SignInEvent.Kind.SIGNED_OUT: "closed",
    SignInEvent.Kind.SESSION_ENDED: "closed",
    SignInEvent.Kind.RESET_ASKED: "queued",
}


@dataclass(frozen=True)
class MyAccount:
    """Everything about one's own account. has_password: false for who signs in elsewhere."""

    posts: tuple[HeldPost, ...]
    roles: tuple[str, ...]
    factors: Factors
    sessions: tuple[OpenSession, ...]
    events: tuple[Event, ...]
    has_password: bool

    @property
    def elsewhere(self) -> int:
        """In how many other places the person is signed in."""
        return sum(1 for session in self.sessions if not session.here)


def my_account(user: User, session_key: str | None) -> MyAccount:
    """The page of the person's own account; a fixed number of queries."""
    return MyAccount(
        posts=_posts(user),
        roles=tuple(str(ROLES[code].label) for code in sorted(user.authority.roles)),
        factors=_factors(user),
        sessions=_sessions(user, session_key),
        events=tuple(_told(one) for one in _with_people(SignInEvent.objects.of(user))[:NEWEST]),
        has_password=user.has_usable_password(),
    )


def _posts(user: User) -> tuple[HeldPost, ...]:
    held = user.tenures.on(clock.today()).select_related("post__agency").order_by("valid_from")
    return tuple(
        HeldPost(one.post.title, one.post.agency.name, one.valid_from, one.acting) for one in held
    )


def _factors(user: User) -> Factors:
    rows = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    kinds = Authenticator.Type
    codes = next((row for row in rows if row.type == kinds.RECOVERY_CODES), None)
    return Factors(
        app_since=next((row.created_at for row in rows if row.type == kinds.TOTP), None),
        keys=tuple(
            Key(row.pk, row.data["name"], row.created_at, row.last_used_at)
            for row in rows
            if row.type == kinds.WEBAUTHN
        ),
        codes_left=factors.codes_left(codes) if codes else None,
        required=factors.is_required_of(user),
    )


def _sessions(user: User, session_key: str | None) -> tuple[OpenSession, ...]:
    living = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    found = UserSession.objects.filter(user=user, session_key__in=living)
    return tuple(
        OpenSession(
            pk=one.pk,
            device=devices.named(one.user_agent) or _("ไม่ทราบชนิดเครื่อง"),
            address=one.ip,
            since=one.created_at,
            seen=one.last_seen_at,
            here=one.session_key == session_key,
        )
        for one in found.order_by("-last_seen_at", "-pk")
    )


# -- Events ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class WantedEvents:
    """What is looked for. Days are whole days in Thailand, both belonging to it."""

    person: str = ""
    kind: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True)
class EventsPage:
    """One page of events, newest first."""

    page: Page[SignInEvent]
    events: tuple[Event, ...]


def search(user: User, wanted: WantedEvents) -> QuerySet[SignInEvent]:
    """The events that a person looks for, of those that the person may read; newest first."""
    found = SignInEvent.objects.visible_to(user)
    if wanted.person:
        people = User.objects.filter(
            Q(name__icontains=wanted.person) | Q(username__iexact=wanted.person)
        )
        found = found.filter(Q(user__in=people.values("pk")) | Q(tried__icontains=wanted.person))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.since:
        found = found.filter(at__date__gte=wanted.since)
    if wanted.until:
        found = found.filter(at__date__lte=wanted.until)
    return _with_people(found)


def events_page(found: QuerySet[SignInEvent], number: str | int = 1) -> EventsPage:
    """One page of a search."""
    page = Paginator(found, PER_PAGE).get_page(number)
    return EventsPage(page, tuple(_told(one) for one in page.object_list))


def all_events(found: QuerySet[SignInEvent]) -> Iterator[Event]:
    """Everything found, a few hundred rows at a time."""
    return (_told(one) for one in found.iterator(chunk_size=500))


def _with_people(found: QuerySet[SignInEvent]) -> QuerySet[SignInEvent]:
    return found.select_related("user").order_by("-at", "-pk")


def _told(event: SignInEvent) -> Event:
    known = event.user
    return Event(
        at=event.at,
        what=event.get_kind_display(),
        kind=event.kind,
        note=event.get_note_display() if event.note else "",
        who=str(known) if known else event.tried,
        username=known.username if known else "",
        device=devices.named(event.user_agent) or event.user_agent,
        address=event.address or "",
        request_id=event.request_id,
    )
