"""Domain words for areas and agencies."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from provinces.models import Agency, Area, ClusterMembership  # noqa: F401


class AreaQuerySet(models.QuerySet["Area"]):
    def visible_to(self, user: Any) -> "AreaQuerySet":
        """The areas that the posts a person holds today let the person see."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user.authority.areas())

    def planning(self) -> "AreaQuerySet":
        """Areas that make plans: provinces and clusters."""
        return self.filter(kind__in=["province", "cluster"])


class ClusterMembershipQuerySet(models.QuerySet["ClusterMembership"]):
    def on(self, day: dt.date) -> "ClusterMembershipQuerySet":
        """Memberships that hold on a day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


class AgencyQuerySet(models.QuerySet["Agency"]):
    def visible_to(self, user: Any) -> "AgencyQuerySet":
        """Agencies of the areas that a person sees."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user.authority.areas("area__"))

    def open(self) -> "AgencyQuerySet":
        return self.filter(closed_on__isnull=True)
