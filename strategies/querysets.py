"""Domain words for plans and nodes."""

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from strategies.models import Plan, PlanNode  # noqa: F401


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: Any) -> "PlanQuerySet":
        """Plans of the areas that a person sees."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user.authority.areas("area__"))

    def of_year(self, fiscal_year: int) -> "PlanQuerySet":
        """Versions that cover a fiscal year (B.E.)."""
        return self.filter(first_year__lte=fiscal_year, last_year__gte=fiscal_year)

    def in_force(self) -> "PlanQuerySet":
        return self.filter(status="adopted")


class PlanNodeQuerySet(models.QuerySet["PlanNode"]):
    def visible_to(self, user: Any) -> "PlanNodeQuerySet":
        """Nodes of the plans of the areas that a person sees."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user.authority.areas("plan__area__"))


class StandingNodes(models.Manager["PlanNode"]):
    """The nodes that stand in a version; those that it retired are left out."""

    def get_queryset(self) -> models.QuerySet["PlanNode"]:
        return super().get_queryset().filter(retired=False)
