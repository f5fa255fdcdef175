"""Domain words for projects."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import DecimalField, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from projects.models import Project  # noqa: F401


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: Any) -> "ProjectQuerySet":
        """Projects of the areas that a person sees."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user.authority.areas("area__"))

    def of(self, fiscal_year: int) -> "ProjectQuerySet":
        return self.filter(fiscal_year=fiscal_year)

    def with_budget(self) -> "ProjectQuerySet":
        """Adds `budget`: allocated money of all lines, in baht (0.00 where there is none)."""
        from projects.models import BudgetLine

        lines = (
            BudgetLine.objects.filter(project=OuterRef("pk"))
            .order_by()
            .values("project")
            .annotate(total=Sum("allocated"))
            .values("total")
        )
        money = DecimalField(max_digits=18, decimal_places=2)
        return self.annotate(
            budget=Coalesce(Subquery(lines, output_field=money), Value(0), output_field=money)
        )
