"""What a person may see and do today, from the tenures, seats and direct roles held today."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.permissions import LABELS, Permission
from accounts.roles import ROLES, Reach
from common import slots
from common.clock import today
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
        """Every role held on the day, with where it holds."""
        found: list[Grant] = []
        for tenure in self.user.tenures.on(self.day).select_related("post__agency__area"):
            agency = tenure.post.agency
            for role in tenure.post.roles:
                reach = ROLES[role].reach
                area_id = agency.area_id
                if reach is Reach.AGENCY and agency.area.province_id:
                    area_id = agency.area.province_id
                found.append(
                    Grant(
                        role,
                        area_id=area_id,
                        agency_id=agency.pk if reach is Reach.AGENCY else None,
                        post_id=tenure.post_id,
                        around_id=agency.area.province_id,
                    )
                )
        found += [Grant(d.role, area_id=d.area_id) for d in self.user.direct_roles.all()]
        for seats in slots.committee_roles:
            found += seats(self.user, self.day)
        return tuple(found)

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
    def _area_ids(self) -> frozenset[int] | None:
        """The areas seen, with what belongs to them; None means all."""
        if any(ROLES[g.role].reach is Reach.EVERYWHERE and g.area_id is None for g in self.grants):
            return None
        own = {grant.area_id for grant in self.grants if grant.area_id}
        if not own:
            return frozenset()
        pairs = ClusterMembership.objects.on(self.day).values_list("cluster_id", "province_id")
        seen = set(own)
        for cluster, province in pairs:
            if cluster in own:
                seen.add(province)
            if province in own:
                seen.add(cluster)
        return frozenset(seen | {grant.around_id for grant in self.grants if grant.around_id})

    def areas(self, prefix: str = "") -> Q:
        """Condition on areas seen: own, a cluster's members, a province's cluster, districts."""
        if self._area_ids is None:
            return Q()
        ids = self._area_ids
        return Q(**{f"{prefix}pk__in": ids}) | Q(**{f"{prefix}province__in": ids})

    def sees(self, area: Area) -> bool:
        """Whether an area is in the scope."""
        ids = self._area_ids
        return ids is None or area.pk in ids or area.province_id in ids

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

    def require(self, permission: Permission, **where: Any) -> None:
        """Raise NotAllowed with a sentence naming the roles that may."""
        if not self.may(permission, **where):
            raise NotAllowed(refusal(permission))


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
