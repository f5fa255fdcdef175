"""Domain words for frameworks."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from provinces.models import Area

if TYPE_CHECKING:
    from strategies.alignment.models import Framework  # noqa: F401


class FrameworkQuerySet(models.QuerySet["Framework"]):
    def visible_to(self, user: Any) -> "FrameworkQuerySet":
        """The shipped frameworks, and the areas' own of the areas that a person sees."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        seen = user.authority.areas("area__")  # empty where a person sees all: no condition
        return self.filter(Q(area__isnull=True) | seen) if seen else self.all()

    def of(self, area: Area) -> "FrameworkQuerySet":
        """What plans of an area are aligned to: the shipped ones and the area's own."""
        return self.filter(Q(area__isnull=True) | Q(area=area))
