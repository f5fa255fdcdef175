"""Domain words for reports."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from kpis.models import Agreement

if TYPE_CHECKING:
    from reports.models import EvaluationReport


class EvaluationReportQuerySet(models.QuerySet["EvaluationReport"]):
    def visible_to(self, user: Any) -> "EvaluationReportQuerySet":
        """Reports of the areas that a person sees; of agreements those that the person sees."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        agreements = Agreement.objects.visible_to(user).values("pk")
        return self.filter(
            user.authority.areas("area__"), Q(agreement=None) | Q(agreement__in=agreements)
        )

    def hidden_from(self, user: Any) -> "EvaluationReportQuerySet":
        """Printed agreements on cards that are hidden from a person."""
        return self.filter(agreement__in=Agreement.objects.hidden_from(user).values("pk"))

    def with_subject(self) -> "EvaluationReportQuerySet":
        """With what each was made from, without its content; no query more."""
        return self.select_related(
            *(
                "area",
                "snapshot__area",
                "snapshot__round",
                "agreement__card__area",
                "agreement__card__agency",
            )
        ).defer("snapshot__content", "agreement__content")

    def after(self, report: "EvaluationReport") -> "EvaluationReportQuerySet":
        """Those of the same series as a report that stand later in it."""
        kind, series, number = report.place_in_line
        if report.agreement_id:
            later = Q(agreement__card=series, agreement__version__gt=number)
        else:
            later = Q(snapshot__round=series, snapshot__number__gt=number)
        return self.filter(later, kind=kind)

    def before(self, report: "EvaluationReport") -> "EvaluationReportQuerySet":
        """Those of the same series as a report that stand earlier in it, the nearest first."""
        kind, series, number = report.place_in_line
        if report.agreement_id:
            earlier = Q(agreement__card=series, agreement__version__lt=number)
        else:
            earlier = Q(snapshot__round=series, snapshot__number__lt=number)
        found = self.filter(earlier, kind=kind)
        return found.order_by("-snapshot__number", "-agreement__version")

    def ready(self) -> "EvaluationReportQuerySet":
        return self.filter(ready_at__isnull=False)
