"""Which invitations there are, and who may see them."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from accounts.permissions import Permission
from common import clock

if TYPE_CHECKING:
    from accounts.invitations.invitation import Invitation  # noqa: F401


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Those that can still be accepted."""
        return self.filter(
            accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=clock.now()
        )

    def visible_to(self, user: Any) -> "InvitationQuerySet":
        """All for who keeps the accounts; to posts of the own area for who keeps its register."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        authority = user.authority
        if authority.may(Permission.REFERENCE_EDIT):
            return self.all()
        kept = {
            grant.area_id
            for grant in authority.grants
            if Permission.PEOPLE_EDIT in grant.permissions and grant.area_id
        }
        return self.filter(
            Q(post__agency__area__in=kept) | Q(post__agency__area__province__in=kept)
        )
