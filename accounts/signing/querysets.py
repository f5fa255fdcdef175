"""Who may read which events of signing in."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from accounts.permissions import Permission

if TYPE_CHECKING:
    from accounts.signing.event import SignInEvent  # noqa: F401


class SignInEventQuerySet(models.QuerySet["SignInEvent"]):
    def of(self, user: Any) -> "SignInEventQuerySet":
        """A person's own events."""
        return self.filter(user=user.pk)

    def visible_to(self, user: Any) -> "SignInEventQuerySet":
        """Events that a person may look through.

        A system administrator and an inspector of everything read all; an inspector of an area
        those of accounts that hold or held a post there. Names that no account answers to belong
        to no area. Everybody else reads their own through `of`.
        """
        if not getattr(user, "is_authenticated", False):
            return self.none()
        grants = [g for g in user.authority.grants if Permission.SIGN_INS_VIEW in g.permissions]
        if any(grant.area_id is None for grant in grants):
            return self.all()
        areas = {grant.area_id for grant in grants}
        if not areas:
            return self.none()
        tenures = apps.get_model("accounts.tenure")._default_manager.filter(
            Q(post__agency__area__in=areas) | Q(post__agency__area__province__in=areas)
        )
        return self.filter(user__in=tenures.values("user"))
