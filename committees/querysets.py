"""Domain words for committees and seats."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from committees.models import Committee, Seat  # noqa: F401


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def visible_to(self, user: Any) -> "CommitteeQuerySet":
        """Committees of the areas that a person sees."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user.authority.areas("area__"))


class SeatQuerySet(models.QuerySet["Seat"]):
    def on(self, day: dt.date) -> "SeatQuerySet":
        """Seats that exist on a day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)
