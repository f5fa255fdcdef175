"""What a person may see and do today, from the tenures, seats and direct roles held today."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any, cast

from django.db.models import BigIntegerField, CharField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from accounts.permissions import LABELS, Permission
from accounts.roles import ROLES, Reach
from common import slots
from common.clock import today
from common.composed import SOME_DAY, Composed, filled, some_ids
from common.errors import NotAllowed
from provinces.models import Area, ClusterMembership

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Grant:
    """A role held somewhere: in an area, for an agency of it, in a committee; None: everywhere.

    around_id: the province around, where the agency is one of a district.
    """

    role: str
    area_id: int | None = None
    agency_id: int | None = None
    committee_id: int | None = None
    post_id: int | None = None
    around_id: int | None = None

    def placed(self) -> "Grant":
        """The same, held in the province where it is for an agency of one of its districts."""
        if self.around_id and ROLES[self.role].reach is Reach.AGENCY:
            return replace(self, area_id=self.around_id)
        if ROLES[self.role].reach is not Reach.AGENCY:
            return replace(self, agency_id=None)
        return self

    @property
    def permissions(self) -> frozenset[Permission]:
        return ROLES[self.role].permissions


class Authority:
    """The grants of one person on one day. Loaded once a request; ask it, never the tables."""

    def __init__(self, user: "User", day: dt.date | None = None) -> None:
        self.user = user
        self.day = day or today()

    @cached_property
    def grants(self) -> tuple[Grant, ...]:
        """Every role held on the day and where: by posts, by seats, directly. One query."""
        rows = _grants_query(type(self.user)).asked({_SOMEBODY: self.user.pk, SOME_DAY: self.day})
        return tuple(Grant(*row).placed() for row in rows)

    @cached_property
    def posts(self) -> frozenset[int]:
        """The posts held on the day."""
        return frozenset(grant.post_id for grant in self.grants if grant.post_id)

    @cached_property
    def agencies(self) -> frozenset[int]:
        """The agencies in which a role is held."""
        return frozenset(grant.agency_id for grant in self.grants if grant.agency_id)

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)

    @cached_property
    def own_areas(self) -> frozenset[int] | None:
        """The areas in which a role holds, and the provinces around districts; None means all."""
        if any(ROLES[g.role].reach is Reach.EVERYWHERE and g.area_id is None for g in self.grants):
            return None
        ids = [area for grant in self.grants for area in (grant.area_id, grant.around_id)]
        return frozenset(area for area in ids if area)

    def areas(self, prefix: str = "") -> Q:
        """Condition on areas seen: own, a cluster's members, a province's cluster, districts."""
        own = self.own_areas
        if own is None:
            return Q()
        memberships = ClusterMembership.objects.on(self.day).order_by()
        return (
            Q(**{f"{prefix}pk__in": own})
            | Q(**{f"{prefix}province__in": own})
            | Q(**{f"{prefix}pk__in": memberships.filter(cluster__in=own).values("province")})
            | Q(**{f"{prefix}pk__in": memberships.filter(province__in=own).values("cluster")})
        )

    @cached_property
    def planning_areas(self) -> tuple[Area, ...]:
        """The provinces and clusters seen: clusters first, each kind by name. One query."""
        own = self.own_areas
        if own is None:
            return tuple(_planning_areas_query(None).objects({}))
        if not own:
            return ()
        given = filled(some_ids(len(own)), sorted(own)) | {SOME_DAY: self.day}
        return tuple(_planning_areas_query(len(own)).objects(given))

    def sees(self, area: Area) -> bool:
        """Whether an area is in the scope."""
        own = self.own_areas
        if own is None or area.pk in own or area.province_id in own:
            return True
        return Area.objects.filter(self.areas(), pk=area.pk).exists()

    def may(
        self,
        permission: Permission,
        *,
        area: Area | int | None = None,
        agency: Any = None,
        committee: Any = None,
    ) -> bool:
        """Whether a role held today grants the permission at this place.

        Give the narrowest place known: an agency's work asks with `agency=` and its `area=`.
        """
        area_id = area.pk if isinstance(area, Area) else area
        agency_id = getattr(agency, "pk", agency)
        committee_id = getattr(committee, "pk", committee)
        return any(
            permission in grant.permissions and _covers(grant, area_id, agency_id, committee_id)
            for grant in self.grants
        )

    def places(self, permission: Permission) -> frozenset[int]:
        """The areas in which a role that is held there grants the permission; not those that are
        merely seen, and not the roles that hold everywhere."""
        return frozenset(
            grant.area_id
            for grant in self.grants
            if grant.area_id and permission in grant.permissions
        )

    def require(self, permission: Permission, **where: Any) -> None:
        """Raise NotAllowed with a sentence naming the roles that may."""
        if not self.may(permission, **where):
            raise NotAllowed(refusal(permission))


_SOMEBODY = -1


@cache
def _grants_query(person: type["User"]) -> Composed[Any]:
    """The union of what gives roles, with two blanks: the person and the day."""
    somebody = person(pk=_SOMEBODY)
    brought = [bring(somebody, SOME_DAY) for bring in slots.committee_roles]
    return Composed(_of_posts(somebody, SOME_DAY).union(_direct(somebody), *brought, all=True))


@lru_cache(maxsize=100)
def _planning_areas_query(count: int | None) -> Composed[Area]:
    """What somebody with so many areas of the own sees on a day (None: who sees all)."""
    somebody = Authority(cast("User", None), SOME_DAY)
    somebody.own_areas = None if count is None else frozenset(some_ids(count))
    seen = Area.objects.filter(somebody.areas()).planning()
    return Composed(seen.order_by("kind", "name_th"))


def nothing() -> Cast:
    """NULL as an id, for a column of a union that a kind of grant does not have."""
    return Cast(Value(None), BigIntegerField())


def _of_posts(user: "User", day: dt.date) -> QuerySet[Any, tuple[Any, ...]]:
    """What the tenures of a day give, as the columns of Grant; a post may have several roles."""
    return (
        user.tenures.on(day)
        .order_by()
        .annotate(
            role=Func(F("post__roles"), function="UNNEST", output_field=CharField()),
            none=nothing(),
        )
        .values_list(
            "role",
            "post__agency__area_id",
            "post__agency_id",
            "none",
            "post_id",
            "post__agency__area__province_id",
        )
    )


def _direct(user: "User") -> QuerySet[Any, tuple[Any, ...]]:
    return (
        user.direct_roles.order_by()
        .annotate(agency=nothing(), committee=nothing(), post=nothing(), around=nothing())
        .values_list("role", "area_id", "agency", "committee", "post", "around")
    )


def refusal(permission: Permission) -> str:
    """Why something is refused, and who may do it instead."""
    return _("ท่านไม่มีสิทธิ “%(what)s” ผู้มีสิทธิคือ %(who)s") % {
        "what": LABELS[permission],
        "who": ", ".join(str(role.label) for role in holders(permission)),
    }


def holders(permission: Permission) -> Iterable[Any]:
    """The roles that grant a permission."""
    return [role for role in ROLES.values() if permission in role.permissions]


def _covers(
    grant: Grant, area_id: int | None, agency_id: int | None, committee_id: int | None
) -> bool:
    reach = ROLES[grant.role].reach
    if reach is Reach.AGENCY:
        if agency_id is not None:
            return grant.agency_id == agency_id
        return area_id is None or grant.area_id == area_id
    if reach is Reach.COMMITTEE and committee_id is not None:
        return grant.committee_id == committee_id
    if grant.area_id is None:
        return True
    return area_id is None or grant.area_id == area_id
