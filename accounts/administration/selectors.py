"""What the pages of accounts show."""

from dataclasses import dataclass
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from accounts import workflow
from accounts.models import DirectRole, Invitation, Tenure, User, WorkflowMove
from accounts.people.selectors import holds
from common import clock, slots
from common.thai.text import normalise

ACCOUNTS_A_PAGE = 50
MOST_POSTS = 3
STATES = ("active", "closed", "erased")


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to: a part of name, user name or e-mail, and a state."""

    q: str = ""
    state: str = ""

    @property
    def any(self) -> bool:
        return bool(self.q or self.state)


@dataclass(frozen=True)
class AccountRow:
    """An account with what gives it its rights today."""

    user: User
    tenures: tuple[Tenure, ...]
    roles: tuple[DirectRole, ...]

    @property
    def state(self) -> str:
        return state(self.user)

    @property
    def more(self) -> int:
        """How many posts are not named in the list."""
        return max(0, len(self.tenures) - MOST_POSTS)


@dataclass(frozen=True)
class AccountList:
    """One page of the accounts, in the order of the Thai dictionary."""

    rows: tuple[AccountRow, ...]
    page: Page[User]
    filters: Filters


@dataclass(frozen=True)
class AccountPage:
    """Everything about one account."""

    user: User
    now: tuple[Tenure, ...]
    others: tuple[Tenure, ...]
    roles: tuple[DirectRole, ...]
    identities: tuple[tuple[SocialAccount, str], ...]
    invitations: tuple[Invitation, ...]
    moves: QuerySet[WorkflowMove]
    seats: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        return state(self.user)


def state(user: User) -> str:
    """active, closed, or erased."""
    if user.erased_at:
        return "erased"
    return "active" if user.is_active else "closed"


def account_list(filters: Filters, page: str | None) -> AccountList:
    """A page of the accounts; four queries, however many there are."""
    found = User.objects.filter(_condition(filters)).order_by("name", "pk")
    shown = Paginator(found, ACCOUNTS_A_PAGE).get_page(page)
    users = list(shown)
    tenures: dict[int, list[Tenure]] = {user.pk: [] for user in users}
    held = Tenure.objects.on(clock.today()).filter(user__in=tenures)
    for tenure in held.select_related("post__agency").order_by("acting", "post__title_th"):
        tenures[tenure.user_id].append(tenure)
    roles: dict[int, list[DirectRole]] = {user.pk: [] for user in users}
    for role in DirectRole.objects.filter(user__in=roles).select_related("area"):
        roles[role.user_id].append(role)
    rows = (AccountRow(one, tuple(tenures[one.pk]), tuple(roles[one.pk])) for one in users)
    return AccountList(rows=tuple(rows), page=shown, filters=filters)


def account_page(user: User) -> AccountPage:
    """An account with posts now and before, roles, identities, invitations, history."""
    today = clock.today()
    held = tuple(
        user.tenures.select_related("post__agency__area").order_by("-valid_from", "post__title_th")
    )
    return AccountPage(
        user=user,
        now=tuple(one for one in held if holds(one, today)),
        others=tuple(one for one in held if not holds(one, today)),
        roles=tuple(user.direct_roles.select_related("area").order_by("role", "pk")),
        identities=identities(user),
        invitations=tuple(
            user.invitations.select_related("post__agency", "area", "invited_by").all()
        ),
        moves=workflow.history(user),
        seats=tuple(name for held in slots.held_by for name in held(user)),
    )


def identities(user: User) -> tuple[tuple[SocialAccount, str], ...]:
    """The identities that sign in to an account, each with the name of its provider."""
    names = {provider.id: provider.name for provider in settings.OIDC}
    found: Any = SocialAccount.objects.filter(user=user).order_by("pk")
    return tuple((one, names.get(one.provider, one.provider)) for one in found)


def _condition(filters: Filters) -> Q:
    condition = Q()
    words = normalise(filters.q)
    if words:
        condition &= (
            Q(name__icontains=words) | Q(username__icontains=words) | Q(email__icontains=words)
        )
    if filters.state in STATES:
        condition &= Q(erased_at__isnull=filters.state != "erased")
        if filters.state != "erased":
            condition &= Q(is_active=filters.state == "active")
    return condition
