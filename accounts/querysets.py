"""Domain words for posts and tenures."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from accounts.models import Post, Tenure  # noqa: F401


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, user: Any) -> "PostQuerySet":
        """Posts of agencies in the areas that a person sees."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user.authority.areas("agency__area__"))


class TenureQuerySet(models.QuerySet["Tenure"]):
    def on(self, day: dt.date) -> "TenureQuerySet":
        """Tenures that hold on a day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)

    def from_day_on(self, day: dt.date) -> "TenureQuerySet":
        """Tenures that hold on a day or later."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))

    def overlapping(self, first: dt.date, last: dt.date | None) -> "TenureQuerySet":
        """Tenures that hold on one of the days; no last day means for ever."""
        found = self.from_day_on(first)
        return found.filter(valid_from__lte=last) if last else found

    def visible_to(self, user: Any) -> "TenureQuerySet":
        """Tenures of the posts that a person sees."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user.authority.areas("post__agency__area__"))
