"""Domain words for reports."""

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from reports.models import EvaluationReport  # noqa: F401


class EvaluationReportQuerySet(models.QuerySet["EvaluationReport"]):
    def visible_to(self, user: Any) -> "EvaluationReportQuerySet":
        """Reports of the areas that a person sees."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user.authority.areas("area__"))

    def ready(self) -> "EvaluationReportQuerySet":
        return self.filter(ready_at__isnull=False)
