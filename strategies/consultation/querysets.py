"""Domain words for consultations and comments."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from accounts.models import Tenure, User

if TYPE_CHECKING:
    from strategies.consultation.models import Comment, Consultation  # noqa: F401


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def visible_to(self, user: Any) -> "ConsultationQuerySet":
        """Consultations on plans of the areas that a person sees."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user.authority.areas("plan__area__"))

    def open_on(self, day: dt.date) -> "ConsultationQuerySet":
        """Those that take comments on a day."""
        return self.filter(plan__status="consultation", opens__lte=day, closes__gte=day)

    def inviting(self, user: User, day: dt.date) -> "ConsultationQuerySet":
        """Those to which a person is invited: by account, or by a post held on a day."""
        agencies = Tenure.objects.on(day).filter(user=user).values("post__agency")
        return self.filter(
            Q(pk__in=self.model.objects.filter(invitations__user=user).values("pk"))
            | Q(pk__in=self.model.objects.filter(invitations__agency__in=agencies).values("pk"))
        )


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, user: Any) -> "CommentQuerySet":
        """Comments on plans of the areas that a person sees."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        return self.filter(user.authority.areas("consultation__plan__area__"))

    def standing(self) -> "CommentQuerySet":
        """What was said and not taken back."""
        return self.filter(withdrawn_at__isnull=True)

    def unanswered(self) -> "CommentQuerySet":
        return self.standing().filter(outcome="")
